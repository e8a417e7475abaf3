import crossAccount from "../../../../../policy-pack/policies/s3/bucketPolicies/crossAccount";
import type { Cases } from "../../../../../policy-pack/testing/cases";
import { describeService } from "../../../support/describe";
import { secret, unknown } from "../../../support/inputs";
import { bucket, oldBucket, policy } from "../stack";
import { allow, bucketPolicy, document, NO_JSON, to } from "./documents";

const given = (operator: string, key: string, values: unknown) =>
    allow({ Condition: { [operator]: { [key]: values } } });
const OTHER =
    "`policy` lets in another account. Remove it, or list it in the option `trustedAccounts`, and your own in `ownAccounts`.";
const AT_MOST = "Allow it to read or write objects at most.";
const CHANGES = `\`policy\` allows another account to change who has access. ${AT_MOST}`;
const UNLOCKS = `\`policy\` allows another account to undo what keeps the bucket from being public. ${AT_MOST}`;
const WHOSE = "Whose the account in it is can be told only with the option `ownAccounts`: `policy`.";
const OWN = { ownAccounts: ["111122223333"] };
const TRUSTED = { ...OWN, trustedAccounts: ["444455556666"] };
const put = (rest: object = {}) => ({ Action: "s3:PutObject", ...rest });

const ON_ACCESS = [
    "DeleteBucketPolicy",
    "PutBucketAcl",
    "PutBucketPolicy",
    "PutEncryptionConfiguration",
    "PutObjectAcl",
];
const ON_LOCKS = ["PutBucketOwnershipControls", "PutBucketPublicAccessBlock"];

/** What two policies have in common that keep some actions to one's own accounts. */
const reserved = (says: string, actions: readonly string[], others: readonly string[]): Cases => {
    const other = (action: unknown, element = "Action") =>
        bucketPolicy(document(to("444455556666", { Action: undefined, [element]: action })));
    return {
        says,
        compliant: {
            "one's own account": {
                resources: bucketPolicy(policy(to("111122223333", { Action: "s3:*" }))),
                options: OWN,
            },
            "another account, to read and write": {
                resources: other(["s3:GetObject", "s3:PutObject", "s3:ListBucket"]),
                options: OWN,
            },
            "another account, what another policy judges": {
                resources: other(others.map((action) => `s3:${action}`)),
                options: OWN,
            },
            "a Deny to another account": {
                resources: bucketPolicy(policy(to("444455556666", { Action: "*", Effect: "Deny" }))),
                options: OWN,
            },
            "everyone, which another policy judges": {
                resources: bucketPolicy(policy(allow({ Action: "*" }))),
                options: OWN,
            },
        },
        violating: {
            ...Object.fromEntries(
                actions.map((action) => [
                    `another account with ${action}`,
                    { resources: other(`s3:${action}`), options: OWN },
                ]),
            ),
            "another account with a pattern of actions": {
                resources: other(["s3:GetObject", "s3:Put*"]),
                options: OWN,
            },
            "another account with all actions but one": { resources: other("s3:GetObject", "NotAction"), options: OWN },
            "another account in a bucket of the former type": {
                resources: oldBucket({ policy: policy(to("444455556666", { Action: "*" })) }),
                options: OWN,
            },
            "another account in a bucket": {
                resources: bucket({ policy: policy(to("444455556666", { Action: "*" })) }),
                options: OWN,
            },
        },
        absent: {
            "a bucket without a policy": { resources: bucket(), options: OWN },
            "one account, and nobody said which is one's own": { resources: other("s3:*"), undetermined: WHOSE },
        },
        unknown: {
            "the policy": {
                resources: bucketPolicy(unknown()),
                options: OWN,
                undetermined: "Not known before the update: `policy`.",
            },
            "an action of another account": {
                resources: other(unknown()),
                options: OWN,
                undetermined: "Not known before the update: `policy.Statement[0].Action`.",
            },
        },
        malformed: { "text that is no JSON": { resources: bucketPolicy("{"), options: OWN, undetermined: NO_JSON } },
    };
};

describeService(crossAccount, {
    "s3-bucket-policy-access-own": reserved(CHANGES, ON_ACCESS, ON_LOCKS),
    "s3-bucket-policy-locks-own": reserved(UNLOCKS, ON_LOCKS, ON_ACCESS),
    "s3-bucket-policy-cross-account": {
        compliant: {
            "one's own account": {
                resources: bucketPolicy(policy(to("arn:aws:iam::111122223333:role/r"))),
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
            "a trusted account with all actions, which other policies judge": {
                resources: bucketPolicy(policy(to("444455556666", { Action: "*" }))),
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
            "another account with all actions": {
                resources: bucketPolicy(policy(to("444455556666", { Action: "*" }))),
                options: OWN,
                says: [OTHER],
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
});
