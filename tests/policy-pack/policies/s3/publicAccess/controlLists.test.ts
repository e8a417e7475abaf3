import controlLists from "../../../../../policy-pack/policies/s3/publicAccess/controlLists";
import { describeService } from "../../../support/describe";
import { unknown, type Input, type Inputs } from "../../../support/inputs";
import { bucket, oldBucket, resource, sideCar } from "../stack";

const COMPLETE = {
    blockPublicAcls: true,
    blockPublicPolicy: true,
    ignorePublicAcls: true,
    restrictPublicBuckets: true,
};
const block = (inputs: Inputs) => resource("bucketPublicAccessBlock", { bucket: "data", ...inputs });
const EVERYBODY = "http://acs.amazonaws.com/groups/global/AllUsers";
const EVERY_ACCOUNT = "http://acs.amazonaws.com/groups/global/AuthenticatedUsers";
const LOG_DELIVERY = "http://acs.amazonaws.com/groups/s3/LogDelivery";
const PRIVATE = 'Remove `acl`, or set it to "private".';
const acl = (inputs: Inputs) => resource("bucketAcl", { bucket: "data", ...inputs });
const grants = (...uris: readonly Input[]): Input => uris.map((uri) => ({ type: "Group", permissions: ["READ"], uri }));
const granting = (...permissions: readonly string[]): Input => [{ type: "Group", permissions, uri: EVERYBODY }];
const aclGrants = (...uris: readonly Input[]): Inputs => ({
    accessControlPolicy: {
        owner: { id: "1" },
        grants: uris.map((uri) => ({ permission: "READ", grantee: { type: "Group", uri } })),
    },
});
/** A public ACL of the bucket "it". */
const aclOfIt = sideCar("bucketAcl", { acl: "public-read" }, { name: "acl" });
const inGrant = (path: string) => `Remove the grant to the public group in \`${path}\`.`;
const object = (inputs: Inputs) => resource("bucketObjectv2", { bucket: "data", key: "a", ...inputs });
const copy = (inputs: Inputs) => resource("objectCopy", { bucket: "data", key: "a", source: "data/b", ...inputs });
const OWNED = 'Remove `acl`, or set it to "bucket-owner-full-control".';
const owned = (objectOwnership: Input) =>
    resource("bucketOwnershipControls", { bucket: "data", rule: { objectOwnership } });

describeService(controlLists, {
    "s3-bucket-no-public-acl": {
        compliant: {
            "a grant to write, which is another policy's": bucket({ grants: granting("WRITE") }),
            "a private bucket": { resources: bucket({ acl: "private" }) },
            "a private ACL": { resources: acl({ acl: "private" }) },
            "a bucket for logs": { resources: acl({ acl: "log-delivery-write" }) },
            "a grant to a user": {
                resources: bucket({ grants: [{ type: "CanonicalUser", permissions: ["READ"], id: "79a5" }] }),
            },
            "public, of a bucket with a block that ignores it": [
                bucket({ acl: "public-read", grants: grants(EVERYBODY) }),
                sideCar("bucketPublicAccessBlock", { ignorePublicAcls: true }),
            ],
            "public, of a bucket without ACLs": [
                oldBucket({ acl: "public-read" }),
                sideCar("bucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
            ],
            "a public ACL of a bucket with a block that ignores it": [
                aclOfIt,
                bucket({}, { name: "it" }),
                sideCar("bucketPublicAccessBlock", { ignorePublicAcls: true }),
            ],
            "a public ACL of a bucket without ACLs": [
                aclOfIt,
                bucket({}, { name: "it" }),
                sideCar("bucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerEnforced" } }),
            ],
            "a public ACL of a bucket that was made elsewhere, with a block that ignores it": [
                acl({ acl: "public-read" }),
                { ...block({ ignorePublicAcls: true }), name: "block" },
            ],
            "a public ACL of a bucket that was made elsewhere, without ACLs": [
                acl({ acl: "public-read" }),
                { ...owned("BucketOwnerEnforced"), name: "controls" },
            ],
            "a grant to S3's log delivery": { resources: bucket({ grants: grants(LOG_DELIVERY) }) },
            "a grant of an ACL to S3's log delivery": { resources: acl(aclGrants(LOG_DELIVERY)) },
        },
        violating: {
            "public-read": { resources: bucket({ acl: "public-read" }), says: [PRIVATE] },
            "with a block that only refuses new ones": {
                resources: [
                    bucket({ acl: "public-read" }),
                    sideCar("bucketPublicAccessBlock", { ...COMPLETE, ignorePublicAcls: false }),
                ],
                says: [PRIVATE],
            },
            "of a bucket where ACLs are on": {
                resources: [
                    bucket({ acl: "public-read" }),
                    sideCar("bucketOwnershipControls", { rule: { objectOwnership: "BucketOwnerPreferred" } }),
                ],
                says: [PRIVATE],
            },
            "with one block of two that ignores it": {
                resources: [
                    bucket({ acl: "public-read" }),
                    sideCar("bucketPublicAccessBlock", COMPLETE),
                    sideCar("bucketPublicAccessBlock", {}, { name: "second" }),
                ],
                says: [PRIVATE],
            },
            "with the block of another bucket": {
                resources: [
                    aclOfIt,
                    bucket({}, { name: "it" }),
                    bucket({}, { name: "other" }),
                    sideCar("bucketPublicAccessBlock", COMPLETE, { from: { bucket: ["other"] } }),
                ],
                says: [PRIVATE],
            },
            "of a bucket that was made elsewhere, with a block that only refuses new ones": {
                resources: [
                    acl({ acl: "public-read" }),
                    { ...block({ ...COMPLETE, ignorePublicAcls: false }), name: "block" },
                ],
                says: [PRIVATE],
            },
            "of one of two buckets, which both heed ACLs": {
                resources: [
                    resource("bucketAcl", { bucket: unknown(), acl: "public-read" }),
                    bucket({}, { name: "one" }),
                    bucket({}, { name: "two" }),
                ],
                says: [PRIVATE],
            },
            ...Object.fromEntries(
                ["READ", "READ_ACP", "FULL_CONTROL"].map((permission) => [
                    `a grant of several things: ${permission}`,
                    {
                        resources: bucket({ grants: granting("WRITE_ACP", permission) }),
                        says: [inGrant("grants[0].uri")],
                    },
                ]),
            ),
            "with the block of another bucket, by name": {
                resources: [
                    acl({ acl: "public-read" }),
                    { ...block(COMPLETE), name: "block", inputs: { bucket: "other", ...COMPLETE } },
                ],
                says: [PRIVATE],
            },
            "public-read-write": { resources: acl({ acl: "public-read-write" }), says: [PRIVATE] },
            "authenticated-read, which is anybody with an account": {
                resources: oldBucket({ acl: "authenticated-read" }),
                says: [PRIVATE],
            },
            "an ACL of the former type": {
                resources: resource("bucketAclV2", { bucket: "data", acl: "public-read" }),
                says: [PRIVATE],
            },
            "a grant to everybody": {
                resources: bucket({ grants: grants(LOG_DELIVERY, EVERYBODY) }),
                says: [inGrant("grants[1].uri")],
            },
            "a grant to every account": {
                resources: oldBucket({ grants: grants(EVERY_ACCOUNT) }),
                says: [inGrant("grants[0].uri")],
            },
            "grants of an ACL": {
                resources: acl(aclGrants(EVERY_ACCOUNT, LOG_DELIVERY, EVERYBODY)),
                says: [
                    inGrant("accessControlPolicy.grants[0].grantee.uri"),
                    inGrant("accessControlPolicy.grants[2].grantee.uri"),
                ],
            },
            "a canned ACL and a grant": {
                resources: bucket({ acl: "public-read", grants: grants(EVERYBODY) }),
                says: [PRIVATE, inGrant("grants[0].uri")],
            },
        },
        absent: {
            "private by default": { resources: bucket() },
            "no grants": { resources: acl({ accessControlPolicy: { owner: { id: "1" } } }) },
        },
        unknown: {
            "which ACL": {
                resources: bucket({ acl: unknown() }),
                undetermined: "Not known before the update: `acl`.",
            },
            "whether the block ignores it": {
                resources: [
                    bucket({ acl: "public-read" }),
                    sideCar("bucketPublicAccessBlock", { ignorePublicAcls: unknown() }),
                ],
                undetermined: 'Not known before the update: `ignorePublicAcls` of "side".',
            },
            "whose ACL it is": {
                resources: [
                    resource("bucketAcl", { bucket: unknown(), acl: "public-read" }),
                    bucket({}, { name: "closed" }),
                    bucket({}, { name: "open" }),
                    sideCar("bucketPublicAccessBlock", COMPLETE, { from: { bucket: ["closed"] } }),
                ],
                undetermined: "It is not known yet what this names: `bucket`.",
            },
            "who is granted something": {
                resources: bucket({ grants: grants(unknown()) }),
                undetermined: "Not known before the update: `grants[0].uri`.",
            },
            "all grants": {
                resources: acl({ accessControlPolicy: unknown() }),
                undetermined:
                    "Not known before the update: `accessControlPolicy.grants[*].grantee.uri`, `accessControlPolicy.grants[*].permission`.",
            },
            "one of two grants": {
                resources: bucket({ grants: grants(unknown(), EVERYBODY) }),
                says: [inGrant("grants[1].uri")],
            },
        },
    },
    "s3-bucket-no-public-write-acl": {
        compliant: {
            "a private bucket": bucket({ acl: "private" }),
            "to read, which is another policy's": acl({ acl: "public-read" }),
            "a grant to read, which is another policy's": bucket({ grants: grants(EVERYBODY) }),
            "a grant of an ACL to read, which is another policy's": acl(aclGrants(EVERYBODY)),
        },
        violating: {
            "public-read-write": { resources: acl({ acl: "public-read-write" }), says: [PRIVATE] },
            "public-read-write, inline": { resources: oldBucket({ acl: "public-read-write" }), says: [PRIVATE] },
            "an ACL of the former type": {
                resources: resource("bucketAclV2", { bucket: "data", acl: "public-read-write" }),
                says: [PRIVATE],
            },
            ...Object.fromEntries(
                ["WRITE", "WRITE_ACP", "FULL_CONTROL"].map((permission) => [
                    `a grant: ${permission}`,
                    {
                        resources: bucket({ grants: granting(permission) }),
                        says: [inGrant("grants[0].uri")],
                    },
                ]),
            ),
            "a grant of an ACL": {
                resources: acl({
                    accessControlPolicy: {
                        owner: { id: "1" },
                        grants: [{ permission: "WRITE", grantee: { type: "Group", uri: EVERY_ACCOUNT } }],
                    },
                }),
                says: [inGrant("accessControlPolicy.grants[0].grantee.uri")],
            },
        },
        absent: "compliant",
    },
    "s3-object-no-public-acl": {
        compliant: {
            "a private object": { resources: object({ acl: "private" }) },
            "an object of the bucket's owner": { resources: copy({ acl: "bucket-owner-full-control" }) },
            "a grant to a user": {
                resources: copy({ grants: [{ type: "CanonicalUser", permissions: ["READ"], id: "1" }] }),
            },
        },
        violating: {
            "public-read": { resources: object({ acl: "public-read" }), says: [OWNED] },
            "public-read-write": { resources: copy({ acl: "public-read-write" }), says: [OWNED] },
            "authenticated-read": {
                resources: resource("bucketObject", { bucket: "data", key: "a", acl: "authenticated-read" }),
                says: [OWNED],
            },
            "a grant to everybody": {
                resources: copy({ grants: grants(EVERYBODY) }),
                says: [inGrant("grants[0].uri")],
                unrepaired: true,
            },
        },
        absent: { "private by default": { resources: object({}) }, "no grants": { resources: copy({}) } },
        unknown: {
            "which ACL": {
                resources: object({ acl: unknown() }),
                undetermined: "Not known before the update: `acl`.",
            },
            "who is granted something": {
                resources: copy({ grants: unknown() }),
                undetermined: "Not known before the update: `grants[*].uri`.",
            },
        },
    },
    "s3-bucket-acl-disabled": {
        says: 'Set `rule.objectOwnership` to "BucketOwnerEnforced".',
        compliant: { "the bucket's owner owns all": owned("BucketOwnerEnforced") },
        violating: { "preferred only": owned("BucketOwnerPreferred"), "the writer's": owned("ObjectWriter") },
        absent: "violating",
    },
});
