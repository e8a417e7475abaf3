import assert from "node:assert/strict";
import { policies } from "../../../../policy-pack/policies";
import type { Inputs } from "../../support/inputs";
import { remediate, type TestResource } from "../../support/sdk";
import { bucket, resource } from "./stack";

const COMPLETE = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};
const GRANT = { uri: "http://acs.amazonaws.com/groups/global/AllUsers", type: "Group", permissions: ["READ"] };

const TABLE: readonly (readonly [name: string, id: string, TestResource, Inputs | undefined])[] = [
    [
        "turns on what is off of a public access block",
        "s3-public-access-block-complete",
        resource("bucketPublicAccessBlock", { bucket: "data", blockPublicAcls: true, ignorePublicAcls: false }),
        { bucket: "data", ...COMPLETE },
    ],
    [
        "turns on only what is off of an access point",
        "s3-access-point-public-access-block",
        resource("accessPoint", { bucket: "data", publicAccessBlockConfiguration: { blockPublicAcls: false } }),
        { bucket: "data", publicAccessBlockConfiguration: { blockPublicAcls: true } },
    ],
    [
        "turns on only what is off of a Multi-Region access point",
        "s3-multi-region-access-point-public-access-block",
        resource("s3control/multiRegionAccessPoint", { details: { publicAccessBlock: { blockPublicPolicy: false } } }),
        { details: { publicAccessBlock: { blockPublicPolicy: true } } },
    ],
    [
        "gives an object to the bucket's owner",
        "s3-object-no-public-acl",
        resource("bucketObjectv2", { bucket: "data", key: "a", acl: "public-read" }),
        { bucket: "data", key: "a", acl: "bucket-owner-full-control" },
    ],
    [
        "has nothing to set for grants of a copy alone",
        "s3-object-no-public-acl",
        resource("objectCopy", { bucket: "data", key: "a", source: "data/b", grants: [GRANT] }),
        undefined,
    ],
    ["keeps a bucket's data", "s3-bucket-no-force-destroy", bucket({ forceDestroy: true }), { forceDestroy: false }],
];

describe("a remediation of S3", () => {
    for (const [name, id, before, after] of TABLE) {
        it(name, async () =>
            assert.deepEqual(
                await remediate(
                    policies.filter((policy) => policy.id === id),
                    before,
                ),
                after,
            ),
        );
    }
});
