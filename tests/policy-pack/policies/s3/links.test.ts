import assert from "node:assert/strict";
import type { Link } from "../../../../policy-pack/evaluation";
import { LOG_ACCOUNTS, LOG_WRITERS } from "../../../../policy-pack/policies/s3/logAccounts";
import * as resources from "../../../../policy-pack/policies/s3/resources";
import { providerType } from "../../support/provider";

const links: readonly Link[] = [
    ...resources.accessLogTargetOf,
    ...resources.logSourcesOf.map(({ link }) => link),
    resources.aclOf,
    resources.publicAccessBlockOf,
    resources.ownershipControlsOf,
    resources.notificationOf,
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
            assert.deepEqual(
                to.filter((type) => type !== resources.DIRECTORY_BUCKET),
                resources.BUCKETS,
            );
            assert.ok(named.every((name) => name === "id" || providerType(resources.BUCKET)?.inputs.has(name)));
        }
    });

    it("know the accounts of AWS that write logs, each once, in their partitions", () => {
        assert.equal(new Set(LOG_ACCOUNTS).size, LOG_ACCOUNTS.length);
        assert.deepEqual(
            LOG_ACCOUNTS.filter((id) => !/^\d{12}$/.test(id)),
            [],
        );
        const arns = LOG_WRITERS.map((writer) => (writer.kind === "aws" ? writer.arn : ""));
        for (const arn of [
            "arn:aws:iam::127311923021:root",
            "arn:aws-cn:iam::638102146993:root",
            "arn:aws:iam::193672423079:user/logs",
            "arn:aws-us-gov:iam::665727464434:user/logs",
            "arn:aws:iam::086441151436:root",
        ]) {
            assert.ok(arns.includes(arn), arn);
        }
    });
});
