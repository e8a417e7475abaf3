import { PARTITIONS } from "palisade-policy-documents";
import bucketPolicies from "../../../../policy-pack/policies/s3/bucketPolicies";
import { describeService } from "../../support/describe";
import { secret, unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { ARN, bucket, COMPUTED, KNOWN, oldBucket, policy, resource, sideCar } from "./stack";

const bucketPolicy = (document: Input) => resource("bucketPolicy", { bucket: "data", policy: document });
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

const allow = (rest: object = {}) => ({
    Effect: "Allow",
    Principal: "*",
    Action: "s3:GetObject",
    Resource: `${ARN}/*`,
    ...rest,
});
const to = (AWS: unknown, rest: object = {}) => allow({ Principal: { AWS }, ...rest });
const given = (operator: string, key: string, values: unknown) =>
    allow({ Condition: { [operator]: { [key]: values } } });
/** As an object of Pulumi's, in which single values may be unknown. */
const document = (...statements: readonly Inputs[]): Inputs => ({ Version: "2012-10-17", Statement: statements });

const NO_JSON = "Not a valid policy document, as the document is not a JSON object: `policy`.";
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

const OTHER =
    "`policy` lets in another account. Remove it, or list it in the option `trustedAccounts`, and your own in `ownAccounts`.";
const CHANGES = "`policy` allows another account to change who has access. Allow it to read or write objects at most.";
const WHOSE = "Whose the account in it is can be told only with the option `ownAccounts`: `policy`.";
const OWN = { ownAccounts: ["111122223333"] };
const TRUSTED = { ...OWN, trustedAccounts: ["444455556666"] };
const put = (rest: object = {}) => ({ Action: "s3:PutObject", ...rest });

const elsewhere = (inputs: Inputs): TestResource => ({ type: "aws:s3/bucketPolicy:BucketPolicy", inputs });
const DENY_ELSEWHERE =
    "Deny everything to everyone when `aws:SecureTransport` is false, on the bucket and its objects, in `policy`.";
const DENY =
    "Deny everything to everyone when `aws:SecureTransport` is false, on the bucket and its objects, in its `aws.s3.BucketPolicy`.";
const denyOn = (Resource: unknown, rest: object = {}) => ({
    Effect: "Deny",
    Principal: "*",
    Action: "s3:*",
    Resource,
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...rest,
});
const BOTH = [ARN, `${ARN}/*`];
const with_ = (document: Input) => sideCar("bucketPolicy", { policy: document });
const known = bucket({}, { outputs: KNOWN });
const china = { bucket: "data", id: "data", arn: "arn:aws-cn:s3:::data" };

const deny = (rest: object = {}) => ({ Effect: "Deny", Principal: "*", Action: "s3:*", Resource: "*", ...rest });
const LOCKOUT =
    "`policy` denies everyone to change it again. Give the Deny a condition, or let it name actions on objects only.";

describeService(bucketPolicies, {
    "s3-bucket-policy-no-lockout": {
        says: LOCKOUT,
        compliant: {
            "an Allow for everyone": bucketPolicy(policy({ ...deny(), Effect: "Allow" })),
            "a Deny with a condition": bucketPolicy(
                policy(deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } })),
            ),
            "a Deny for somebody": bucketPolicy(
                policy(deny({ Principal: { AWS: "arn:aws:iam::111122223333:role/reader" } })),
            ),
            "a Deny for all but somebody": bucketPolicy(
                policy(deny({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::111122223333:role/admin" } })),
            ),
            "a Deny of deleting objects": bucketPolicy(policy(deny({ Action: ["s3:DeleteObject*"] }))),
            "a Deny of everything about objects": bucketPolicy(policy(deny({ Resource: `${ARN}/*` }))),
            "a Deny of all but the bucket": bucketPolicy(policy(deny({ Resource: undefined, NotResource: ARN }))),
            "the policy can be deleted still": bucketPolicy(policy(deny({ Action: "s3:PutBucketPolicy" }))),
            "inline, in a bucket of the former type": oldBucket({ policy: policy(deny({ Action: "s3:GetObject" })) }),
        },
        violating: {
            "a Deny of all to everyone": bucketPolicy(policy(deny())),
            "on whatever it is, which it does not name": bucketPolicy(policy(deny({ Resource: undefined }))),
            "everyone in another spelling": bucketPolicy(policy(deny({ Principal: { AWS: ["*"] } }))),
            "on the bucket alone": bucketPolicy(
                policy(allow(), deny({ Resource: ARN, Action: ["s3:PutB*", "s3:D*"] })),
            ),
            "on the bucket and its objects": bucketPolicy(policy(deny({ Resource: BOTH }))),
            "on all but some objects": bucketPolicy(
                policy(deny({ Resource: undefined, NotResource: `${ARN}/public/*` })),
            ),
            inline: bucket({ policy: policy(deny({ Action: "*" })) }),
            "inline, in a bucket of the former type": oldBucket({
                policy: policy(deny({ Action: undefined, NotAction: "s3:Get*" })),
            }),
        },
        absent: "compliant",
        unknown: {
            "the condition": {
                resources: bucketPolicy(document({ ...deny(), Condition: unknown() })),
                undetermined: "Not known before the update: `policy.Statement[0].Condition`.",
            },
        },
        malformed: {
            "no JSON": { resources: bucketPolicy("{"), undetermined: NO_JSON },
        },
    },
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
    "s3-bucket-policy-cross-account": {
        compliant: {
            "one's own account": {
                resources: bucketPolicy(policy(to("arn:aws:iam::111122223333:role/r"))),
                options: OWN,
            },
            "one's own account may change the policy": {
                resources: bucketPolicy(policy(to("111122223333", { Action: "s3:*" }))),
                options: OWN,
            },
            "a trusted account": { resources: bucketPolicy(policy(to("444455556666"))), options: TRUSTED },
            "a trusted account, without saying which is one's own": {
                resources: bucketPolicy(policy(to("444455556666"))),
                options: { trustedAccounts: ["444455556666"] },
            },
            "a service": { resources: bucketPolicy(policy(allow({ Principal: { Service: "sns.amazonaws.com" } }))) },
            "everyone, which another policy judges": { resources: bucketPolicy(policy(allow())), options: OWN },
            "a Deny to another account": {
                resources: bucketPolicy(policy(to("444455556666", { Effect: "Deny" }))),
                options: OWN,
            },
            "Elastic Load Balancing's accounts, to write logs": {
                resources: bucketPolicy(policy(to("127311923021", put()), to("arn:aws:iam::054676820928:root", put()))),
                options: OWN,
            },
            ...Object.fromEntries(
                [
                    ["Redshift's account", "arn:aws:iam::193672423079:user/logs"],
                    ["CloudTrail's account", "086441151436"],
                    ["an account of Redshift in GovCloud", "arn:aws-us-gov:iam::665727464434:user/logs"],
                ].map(([whose, arn]) => [
                    `${whose}, to write logs`,
                    {
                        resources: bucketPolicy(policy(to(arn, { Action: ["s3:PutObject", "s3:GetBucketAcl"] }))),
                        options: OWN,
                    },
                ]),
            ),
            CloudFront: {
                resources: bucketPolicy(
                    policy(to("arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1")),
                ),
                options: OWN,
            },
            "another account, all but what changes the policy denied": {
                resources: bucketPolicy(
                    policy(to("444455556666", { Action: ["s3:GetObject", "s3:PutObject", "s3:ListBucket"] })),
                ),
                options: TRUSTED,
            },
        },
        violating: {
            "another account": { resources: bucketPolicy(policy(to("444455556666"))), options: OWN, says: [OTHER] },
            "another account among others": {
                resources: bucketPolicy(document(to(["111122223333", "444455556666", "777788889999"]))),
                options: TRUSTED,
                says: [OTHER],
            },
            "two accounts, of which one at most is one's own": {
                resources: bucket({ policy: policy(to("444455556666"), to("777788889999")) }),
                says: [OTHER],
            },
            "another account in a bucket of the former type": {
                resources: oldBucket({ policy: policy(to("444455556666")) }),
                options: OWN,
                says: [OTHER],
            },
            "another account by a condition": {
                resources: bucketPolicy(policy(given("StringEquals", "aws:PrincipalAccount", "444455556666"))),
                options: OWN,
                says: [OTHER],
            },
            "Elastic Load Balancing's account, to read": {
                resources: bucketPolicy(policy(to("127311923021"))),
                options: OWN,
                says: [OTHER],
            },
            "Elastic Load Balancing's account, to write and read": {
                resources: bucketPolicy(policy(to("127311923021", { Action: ["s3:PutObject", "s3:GetObject"] }))),
                options: OWN,
                says: [OTHER],
            },
            ...Object.fromEntries(
                [
                    "DeleteBucketPolicy",
                    "PutBucketAcl",
                    "PutBucketPolicy",
                    "PutEncryptionConfiguration",
                    "PutObjectAcl",
                    "PutBucketOwnershipControls",
                    "PutBucketPublicAccessBlock",
                ].map((action) => [
                    `a trusted account with ${action}`,
                    {
                        resources: bucketPolicy(policy(to("444455556666", { Action: `s3:${action}` }))),
                        options: TRUSTED,
                        says: [CHANGES],
                    },
                ]),
            ),
            "a trusted account with a pattern of actions": {
                resources: bucketPolicy(policy(to("444455556666", { Action: ["s3:GetObject", "s3:Put*"] }))),
                options: TRUSTED,
                says: [CHANGES],
            },
            "a trusted account with all actions but one": {
                resources: bucketPolicy(policy(to("444455556666", { Action: undefined, NotAction: "s3:GetObject" }))),
                options: TRUSTED,
                says: [CHANGES],
            },
            "another account with all actions": {
                resources: bucketPolicy(policy(to("444455556666", { Action: "*" }))),
                options: OWN,
                says: [OTHER, CHANGES],
            },
        },
        absent: {
            "a bucket without a policy": { resources: bucket(), options: OWN },
            "one account, and nobody said which is one's own": {
                resources: bucketPolicy(policy(to("444455556666"))),
                undetermined: WHOSE,
            },
            "the same account twice": {
                resources: bucketPolicy(policy(to("444455556666"), to("arn:aws:iam::444455556666:root"))),
                undetermined: WHOSE,
            },
            "one account that may change the policy, and nobody said which is one's own": {
                resources: bucketPolicy(policy(to("444455556666", { Action: "s3:*" }))),
                options: { trustedAccounts: ["444455556666"] },
                undetermined: WHOSE,
            },
        },
        unknown: {
            "the policy": {
                resources: bucketPolicy(unknown()),
                options: OWN,
                undetermined: "Not known before the update: `policy`.",
            },
            "one of two principals": {
                resources: bucketPolicy(document(to(["111122223333", unknown()]))),
                options: OWN,
                undetermined: "Not known before the update: `policy.Statement[0].Principal.AWS[1]`.",
            },
            "one of two principals, but the other is another account": {
                resources: bucketPolicy(document(to(["444455556666", unknown()]))),
                options: OWN,
                says: [OTHER],
            },
            "an action of a trusted account": {
                resources: bucketPolicy(document(to("444455556666", { Action: unknown() }))),
                options: TRUSTED,
                undetermined: "Not known before the update: `policy.Statement[0].Action`.",
            },
            "a resource of one's own account": {
                resources: bucketPolicy(document(to("111122223333", { Resource: unknown() }))),
                options: OWN,
            },
            "an effect, to a service": {
                resources: bucketPolicy(
                    document(allow({ Effect: unknown(), Principal: { Service: "sns.amazonaws.com" } })),
                ),
                options: OWN,
            },
            "a user by the canonical id, whose account that does not tell": {
                resources: bucketPolicy(document(allow({ Principal: { CanonicalUser: "79a5" }, Resource: unknown() }))),
                options: OWN,
                undetermined:
                    "Statement 1 names somebody by a canonical or unique id, which does not tell the account: `policy`.",
            },
        },
        secret: {
            "another account, secretly": {
                resources: bucketPolicy(secret(policy(to("444455556666")))),
                options: OWN,
                says: [OTHER],
            },
        },
        malformed: {
            "text that is no JSON": {
                resources: bucketPolicy("{"),
                options: OWN,
                undetermined: NO_JSON,
            },
        },
    },
    "s3-bucket-policy-tls-only": {
        compliant: {
            "denied on the bucket and its objects": { resources: [known, with_(policy(denyOn(BOTH)))] },
            "denied in both of two policies": {
                resources: [
                    known,
                    with_(policy(denyOn(BOTH))),
                    sideCar("bucketPolicy", { policy: policy(denyOn("*")) }, { name: "other" }),
                ],
            },
            "denied in a side-car, beside what the outputs of a bucket that exists show": {
                resources: [
                    bucket({}, { outputs: { ...KNOWN, policy: policy(to("111122223333")) } }),
                    with_(policy(denyOn(BOTH))),
                ],
            },
            "denied, as an object": { resources: [known, with_(document(denyOn(BOTH) as Inputs))] },
            "denied, in a bucket of the former type": {
                resources: [oldBucket({}, { outputs: KNOWN }), with_(policy(denyOn(BOTH)))],
            },
            "denied in the bucket's own policy": {
                resources: bucket({ policy: policy(denyOn(BOTH)) }, { outputs: KNOWN }),
            },
            "denied, where the name is known and the ARN is not": {
                resources: [bucket({ bucket: "data" }), with_(policy(denyOn(BOTH)))],
            },
            ...Object.fromEntries(
                PARTITIONS.map(({ id }) => [
                    `denied in ${id}, where the name is known and the ARN is not`,
                    {
                        resources: [
                            bucket({ bucket: "data" }),
                            with_(policy(denyOn([`arn:${id}:s3:::data`, `arn:${id}:s3:::data/*`]))),
                        ],
                    },
                ]),
            ),
            "denied on everything, where no name is known": { resources: [bucket(), with_(policy(denyOn("*")))] },
            "denied on all buckets, where no name is known": {
                resources: [bucket(), with_(policy(denyOn(["arn:aws:s3:::*"])))],
            },
            "denied in China, by ARN": {
                resources: [bucket({}, { outputs: china }), with_(policy(denyOn(["arn:aws-cn:s3:::data*"])))],
            },
            ...Object.fromEntries(
                [true, false].map((isKnown) => [
                    `denied, of a bucket elsewhere${isKnown ? "" : ", by its ARN, whose name is not known yet"}`,
                    {
                        resources: elsewhere({
                            bucket: isKnown ? "data" : unknown(),
                            policy: policy(denyOn(isKnown ? ["arn:aws:s3:::data", "arn:aws:s3:::data/*"] : "*")),
                        }),
                    },
                ]),
            ),
            "a policy of a directory bucket elsewhere, which is reached by TLS only": {
                resources: elsewhere({
                    bucket: "data--use1-az4--x-s3",
                    policy: policy(to("111122223333")),
                }),
            },
        },
        violating: {
            "a policy of a bucket elsewhere": {
                resources: elsewhere({ bucket: "data", policy: policy(to("111122223333")) }),
                says: [DENY_ELSEWHERE],
            },
            "a policy of a bucket elsewhere, on another one": {
                resources: elsewhere({ bucket: "data", policy: policy(denyOn(["arn:aws:s3:::other*"])) }),
                says: [DENY_ELSEWHERE],
            },
            "no policy": { resources: bucket(), says: [DENY] },
            "no policy, in a bucket of the former type": { resources: oldBucket(), says: [DENY] },
            "a policy without it": { resources: [known, with_(policy(to("111122223333")))], says: [DENY] },
            "denied in one of two policies": {
                resources: [
                    known,
                    with_(policy(denyOn(BOTH))),
                    sideCar("bucketPolicy", { policy: policy(to("111122223333")) }, { name: "other" }),
                ],
                says: [`Remove or change "other": it is declared more than once. ${DENY}`],
            },
            "denied in a side-car, but not in the bucket's own policy": {
                resources: [
                    bucket({ bucket: "data", policy: policy(to("111122223333")) }),
                    with_(policy(denyOn(BOTH))),
                ],
                says: [`Remove or change \`policy\`: it is declared more than once. ${DENY}`],
            },
            "denied on the objects only": { resources: [known, with_(policy(denyOn(`${ARN}/*`)))], says: [DENY] },
            "denied on the bucket only": { resources: [known, with_(policy(denyOn(ARN)))], says: [DENY] },
            "denied on another bucket": {
                resources: [known, with_(policy(denyOn(["arn:aws:s3:::other", "arn:aws:s3:::other/*"])))],
                says: [DENY],
            },
            "denied in another partition": {
                resources: [bucket({}, { outputs: china }), with_(policy(denyOn(BOTH)))],
                says: [DENY],
            },
            "denied to some": {
                resources: [known, with_(policy(denyOn(BOTH, { Principal: { AWS: "111122223333" } })))],
                says: [DENY],
            },
            "denied for another bucket of the stack": {
                resources: [
                    bucket({}, { name: "open", outputs: { ...KNOWN, arn: "arn:aws:s3:::open" } }),
                    bucket({}, { outputs: KNOWN }),
                    with_(policy(denyOn("*"))),
                ],
                says: { open: [DENY] },
            },
            "an empty policy of its own": { resources: bucket({ policy: "" }), says: [DENY] },
        },
        absent: {
            "no policy, while the provider may fill one in": {
                resources: bucket({}, { outputs: COMPUTED }),
                says: [DENY],
            },
        },
        unknown: {
            "the policy, while the bucket has one": {
                resources: [bucket({}, { outputs: COMPUTED }), with_(unknown())],
                undetermined: 'Not known before the update: `policy` of "side".',
            },
            "the resources": {
                resources: [known, with_(document(denyOn([unknown(), unknown()]) as Inputs))],
                undetermined:
                    'Not known before the update: `policy.Statement[0].Resource[0]` of "side", `policy.Statement[0].Resource[1]` of "side".',
            },
            "the resources, but it is denied to some only": {
                resources: [
                    known,
                    with_(document(denyOn([unknown()], { Principal: { AWS: "111122223333" } }) as Inputs)),
                ],
                says: [DENY],
            },
            "the bucket's name": {
                resources: [bucket({ tags: { a: unknown() } }), with_(policy(denyOn(BOTH)))],
                undetermined: 'Depends on a name that is not known before the update: `policy` of "side".',
            },
            "whose policy it is": {
                resources: [known, sideCar("bucketPolicy", { policy: policy(denyOn(BOTH)) }, { from: {} })],
                undetermined: 'It is not known yet what this names: `bucket` of "side".',
            },
            "the bucket's own policy": {
                resources: [
                    bucket({ policy: unknown() }, { from: { policy: ["key"] } }),
                    resource("kms/key", {}, { name: "key" }),
                ],
                undetermined: "Not known before the update: `policy`.",
            },
        },
        secret: {
            "not denied, secretly": { resources: [known, with_(secret(policy(denyOn(ARN))))], says: [DENY] },
        },
        malformed: {
            "text that is no JSON": {
                resources: [known, with_("{")],
                undetermined: 'Not a valid policy document, as the document is not a JSON object: `policy` of "side".',
            },
        },
    },
});
