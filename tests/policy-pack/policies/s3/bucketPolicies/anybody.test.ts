import anybody from "../../../../../policy-pack/policies/s3/bucketPolicies/anybody";
import { describeService } from "../../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../../support/inputs";
import { bucket, oldBucket, policy, resource } from "../stack";
import { allow, bucketPolicy, document, NO_JSON, to } from "./documents";

const pointPolicy = (document: Input) =>
    resource("s3control/accessPointPolicy", {
        accessPointArn: "arn:aws:s3:eu-west-1:111122223333:accesspoint/a",
        policy: document,
    });
const point = (document: Input, more: Inputs = {}) =>
    resource("accessPoint", { bucket: "data", policy: document, ...more });
const attachedPoint = (more: Inputs) => resource("fsx/s3AccessPointAttachment", { s3AccessPoint: more });
const multiRegionPolicy = (document: Input) =>
    resource("s3control/multiRegionAccessPointPolicy", { details: { name: "data", policy: document } });
const given = (operator: string, key: string, values: unknown) =>
    allow({ Condition: { [operator]: { [key]: values } } });
const lets = (place: string, what: string, path = "policy") =>
    `${place} of \`${path}\` lets anybody ${what}. Name who may have access, or scope it by a condition.`;
/** Open to whoever comes by an access point of an account. */
const BY_ACCOUNT = policy(given("StringEquals", "s3:DataAccessPointAccount", "111122223333"));
/** Actions of each verb that writes. */
const WRITING = [
    "s3:AbortMultipartUpload",
    "s3:AssociateAccessGrantsIdentityCenter",
    "s3:BypassGovernanceRetention",
    "s3:CreateBucket",
    "s3:DeleteObject",
    "s3:DissociateAccessGrantsIdentityCenter",
    "s3:InitiateReplication",
    "s3:ObjectOwnerOverrideToBucketOwner",
    "s3:PauseReplication",
    "s3:PutBucketAcl",
    "s3:ReplicateObject",
    "s3:RestoreObject",
    "s3:SubmitMultiRegionAccessPointRoutes",
    "s3:TagResource",
    "s3:UntagResource",
    "s3:UpdateJobStatus",
];
const namedBy = <T>(actions: readonly string[], one: (action: string) => T): Record<string, T> =>
    Object.fromEntries(actions.map((action) => [action, one(action)]));
const put = (rest: object = {}) => ({ Action: "s3:PutObject", ...rest });

describeService(anybody, {
    "s3-bucket-policy-no-public": {
        says: lets("Statement 1", "read"),
        compliant: {
            "one account": bucketPolicy(policy(to("111122223333"))),
            "one organization": bucketPolicy(policy(given("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5"))),
            "one organization, as an object": bucketPolicy(
                document(given("StringEquals", "aws:PrincipalOrgID", "o-a1b2c3d4e5")),
            ),
            "access points of one account": bucketPolicy(BY_ACCOUNT),
            "nothing but a Deny": bucketPolicy(policy(allow({ Effect: "Deny" }))),
            "to read, with a Deny of that": bucketPolicy(
                policy(allow({ Action: ["s3:GetObject", "s3:PutObject"] }), allow({ Effect: "Deny" })),
            ),
            ...namedBy(WRITING, (Action) => bucketPolicy(policy(allow({ Action })))),
        },
        violating: {
            everyone: bucketPolicy(policy(allow())),
            "everyone, as an object": bucketPolicy(document(allow())),
            "two statements of three": {
                resources: bucketPolicy(policy(allow(), to("111122223333"), to("*"))),
                says: [lets("Statement 1", "read"), lets("Statement 3", "read")],
            },
            "a bucket's own policy": bucket({ policy: policy(allow()) }),
            "the policy of a bucket of the former type": oldBucket({ policy: policy(allow()) }),
            ...namedBy(["s3:ListBucket", "s3:*", "*", "s3:*Object", "s3:SomethingNew"], (Action) =>
                bucketPolicy(policy(allow({ Action }))),
            ),
            "to read and to write": bucketPolicy(policy(allow({ Action: ["s3:PutObject", "s3:GetObject"] }))),
            "all but to write": bucketPolicy(policy(allow({ Action: undefined, NotAction: "s3:Put*" }))),
        },
        absent: {
            "a bucket without a policy": { resources: bucket() },
            "an empty policy": { resources: bucket({ policy: "" }) },
        },
        unknown: {
            "the policy": {
                resources: bucketPolicy(unknown()),
                undetermined: "Not known before the update: `policy`.",
            },
            "a principal": {
                resources: bucketPolicy(document(allow({ Principal: { AWS: unknown() }, Resource: unknown() }))),
                undetermined: "Not known before the update: `policy.Statement[0].Principal.AWS`.",
            },
            "one canonical user among others": {
                resources: bucketPolicy(
                    document(
                        to("111122223333", { Sid: unknown() }),
                        allow({ Principal: { AWS: "111122223333", CanonicalUser: [unknown(), "79a5"] } }),
                    ),
                ),
                undetermined: "Not known before the update: `policy.Statement[1].Principal.CanonicalUser[0]`.",
            },
            "the value of a condition, whose key is not shown": {
                resources: bucketPolicy({
                    Statement: allow({
                        Condition: { ArnLike: { "aws:SourceArn": unknown(), "aws:SourceAccount": "*" } },
                    }),
                }),
                undetermined: "Not known before the update: `policy.Statement.Condition.*.*`.",
            },
            "what a Deny takes back": {
                resources: bucketPolicy(
                    document(
                        allow(),
                        allow({ Effect: "Deny", Condition: { StringNotEquals: { "aws:SourceVpce": unknown() } } }),
                    ),
                ),
                undetermined: "Not known before the update: `policy.Statement[1].Condition.*.*`.",
            },
            "a resource only, in a public statement": {
                resources: bucketPolicy(document(allow({ Resource: unknown() }))),
                says: [lets("Statement 1", "read")],
            },
            "what everyone may do": {
                resources: bucketPolicy(document(allow({ Action: unknown(), Resource: unknown() }))),
                undetermined: "Not known before the update: `policy.Statement[0].Action`.",
            },
            "what everyone may do besides": {
                resources: bucketPolicy(document(allow({ Action: ["s3:GetObject", unknown()] }))),
                says: [lets("Statement 1", "read")],
            },
        },
        secret: {
            "public, secretly": {
                resources: bucketPolicy(secret(policy(allow()))),
                says: [lets("Statement 1", "read")],
            },
        },
        malformed: {
            "text that is no JSON": {
                resources: bucketPolicy("{"),
                undetermined: NO_JSON,
            },
            "a statement without effect": {
                resources: bucketPolicy(policy(allow({ Effect: undefined }))),
                undetermined: "Not a valid policy document, as statement 1 has no Effect of Allow or Deny: `policy`.",
            },
            "two statements that are not understood": {
                resources: bucketPolicy(policy(allow({ Action: [] }), allow({ Condition: { StringMatches: {} } }))),
                undetermined:
                    "Not a valid policy document, as statement 1 has values of its Action that are no text: `policy`. " +
                    "Not a valid policy document, as statement 2 has a condition operator that does not exist: `policy`.",
            },
            "one account, under a condition that does not exist": {
                resources: bucketPolicy(policy(to("111122223333", { Condition: { StringMatches: {} } }))),
            },
            "a public statement beside one that is not understood": {
                resources: bucketPolicy(policy(allow({ Condition: { StringMatches: {} } }), allow())),
                says: [lets("Statement 2", "read")],
            },
            "a public statement beside a Deny that is not understood": {
                resources: bucketPolicy(policy(allow(), allow({ Effect: "Deny", Action: [] }))),
                says: [lets("Statement 1", "read")],
            },
            "a number": { resources: bucketPolicy(1), undetermined: NO_JSON },
        },
    },
    "s3-bucket-policy-no-public-write": {
        says: lets("Statement 1", "write"),
        compliant: {
            "one account": bucketPolicy(policy(to("111122223333", put()))),
            "nothing but a Deny": bucketPolicy(policy(allow({ Effect: "Deny", ...put() }))),
            "to write, with a Deny of that": bucketPolicy(
                policy(allow({ Action: ["s3:GetObject", "s3:PutObject"] }), allow({ Effect: "Deny", ...put() })),
            ),
            ...namedBy(["s3:Get*", "s3:ListBucket", "s3:DescribeJob"], (Action) =>
                bucketPolicy(policy(allow({ Action }))),
            ),
            "all but all": bucketPolicy(policy(allow({ Action: undefined, NotAction: "s3:*" }))),
        },
        violating: {
            ...namedBy([...WRITING, "s3:P*", "s3:*", "*", "s3:*Object"], (Action) =>
                bucketPolicy(policy(allow({ Action }))),
            ),
            "to read and to write": bucketPolicy(policy(allow({ Action: ["s3:GetObject", "s3:PutObject"] }))),
            "all but to read": bucketPolicy(policy(allow({ Action: undefined, NotAction: "s3:Get*" }))),
            "a bucket's own policy": bucket({ policy: policy(allow(put())) }),
            "the policy of a bucket of the former type": oldBucket({ policy: policy(allow(put())) }),
        },
        absent: "compliant",
        unknown: {
            "what everyone may do besides": {
                resources: bucketPolicy(document(allow({ Action: ["s3:GetObject", unknown()] }))),
                undetermined: "Not known before the update: `policy.Statement[0].Action[1]`.",
            },
        },
    },
    "s3-access-point-policy-no-public": {
        says: lets("Statement 1", "in"),
        compliant: {
            "an access point for one account": point(policy(to("111122223333"))),
            "an access point that is reached from a VPC only": point(policy(allow()), {
                vpcConfiguration: { vpcId: "vpc-1" },
            }),
            "an access point to a file system that is reached from a VPC only": attachedPoint({
                policy: policy(allow()),
                vpcConfiguration: { vpcId: "vpc-1" },
            }),
            "a Multi-Region Access Point for one account": multiRegionPolicy(policy(to("111122223333"))),
            "a table for one account": resource("s3tables/tablePolicy", {
                resourcePolicy: policy(to("111122223333")),
            }),
            // No access point's policy: its requests come by any of them, or by none.
            "an Outposts bucket, by access points of one account": resource("s3control/bucketPolicy", {
                policy: BY_ACCOUNT,
            }),
        },
        violating: {
            "the policy of an access point": pointPolicy(policy(allow())),
            "the policy of an access point, to write": pointPolicy(policy(allow(put()))),
            "an access point's own policy": point(policy(allow())),
            "an access point to a file system of FSx": {
                resources: attachedPoint({ policy: policy(allow()) }),
                says: [lets("Statement 1", "in", "s3AccessPoint.policy")],
            },
            "a Multi-Region Access Point": {
                resources: multiRegionPolicy(policy(allow())),
                says: [lets("Statement 1", "in", "details.policy")],
            },
            "access points by account, in the policy of a Multi-Region Access Point": {
                resources: multiRegionPolicy(BY_ACCOUNT),
                says: [lets("Statement 1", "in", "details.policy")],
            },
            ...Object.fromEntries(
                [
                    "s3control/objectLambdaAccessPointPolicy",
                    "s3control/accessGrantsInstanceResourcePolicy",
                    "s3control/bucketPolicy",
                    "filesFileSystemPolicy",
                    "vectorsVectorBucketPolicy",
                ].map((file) => [`the policy of ${file}`, resource(file, { policy: policy(allow()) })]),
            ),
            ...Object.fromEntries(
                ["s3tables/tableBucketPolicy", "s3tables/tablePolicy"].map((file) => [
                    `the policy of ${file}`,
                    {
                        resources: resource(file, { resourcePolicy: policy(allow()) }),
                        says: [lets("Statement 1", "in", "resourcePolicy")],
                    },
                ]),
            ),
            "access points by ARN, in the policy of one": pointPolicy(
                policy(given("ArnLike", "s3:DataAccessPointArn", "arn:aws:s3:eu-west-1:111122223333:accesspoint/*")),
            ),
            "access points by account, in the policy of one": point(BY_ACCOUNT),
            "access points by account, in the policy of one to a file system": {
                resources: attachedPoint({ policy: BY_ACCOUNT }),
                says: [lets("Statement 1", "in", "s3AccessPoint.policy")],
            },
            "access points by account, in the policy of one with a function": resource(
                "s3control/objectLambdaAccessPointPolicy",
                { policy: BY_ACCOUNT },
            ),
        },
        absent: { "an access point without a policy": { resources: resource("accessPoint", { bucket: "data" }) } },
        unknown: {
            "whether an access point is reached from a VPC only": {
                resources: point(policy(allow()), { vpcConfiguration: unknown() }),
                undetermined: "Not known before the update: `vpcConfiguration.vpcId`.",
            },
            "whether an access point to a file system is reached from a VPC only": {
                resources: attachedPoint({ policy: policy(allow()), vpcConfiguration: unknown() }),
                undetermined: "Not known before the update: `s3AccessPoint.vpcConfiguration.vpcId`.",
            },
            "the policy of a Multi-Region Access Point": {
                resources: multiRegionPolicy(unknown()),
                undetermined: "Not known before the update: `details.policy`.",
            },
        },
    },
});
