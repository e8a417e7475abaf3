import assert from "node:assert/strict";
import type { Link } from "../../../../policy-pack/evaluation";
import { LOAD_BALANCING_ACCOUNTS } from "../../../../policy-pack/policies/s3/logBuckets";
import * as resources from "../../../../policy-pack/policies/s3/resources";
import { providerType } from "../../support/provider";

const links: readonly Link[] = [
    ...resources.logTargetOf,
    resources.publicAccessBlockOf,
    resources.ownershipOf,
    resources.policyOf,
    resources.versioningOf,
    resources.loggingOf,
    resources.encryptionOf,
    resources.lifecycleOf,
    resources.objectLockOf,
];

describe("the resources of S3", () => {
    it("are linked by types and properties that the provider has", () => {
        const sources = links.flatMap(({ from, by }) => from.map((type) => [type, by] as const));
        assert.deepEqual(
            sources.filter(([type, property]) => providerType(type)?.inputs.has(property) !== true),
            [],
        );
        for (const { to, named = [] } of links) {
            assert.deepEqual(to, resources.BUCKETS);
            assert.ok(named.every((name) => name === "id" || providerType(resources.BUCKET)?.inputs.has(name)));
        }
    });

    it("know each account of Elastic Load Balancing once", () => {
        assert.equal(new Set(LOAD_BALANCING_ACCOUNTS).size, 26);
        assert.deepEqual(
            LOAD_BALANCING_ACCOUNTS.filter((id) => !/^\d{12}$/.test(id)),
            [],
        );
    });
});
