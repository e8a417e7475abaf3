import sns from "../../../policy-pack/policies/sns";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { policy, resource } from "./s3/stack";

const ARN = "arn:aws:sns:eu-west-1:111122223333:orders";
const topic = (inputs: Inputs = {}, more = {}): TestResource => resource("sns/topic", inputs, more);
const topicPolicy = (inputs: Inputs): TestResource => resource("sns/topicPolicy", { arn: ARN, ...inputs });
const subscription = (protocol: string) =>
    resource("sns/topicSubscription", { topic: ARN, endpoint: "orders.example.com", protocol });
const ofIt = { name: "side", from: { arn: ["it"] } };

const publish = (principal: unknown, more: object = {}) =>
    policy({ Effect: "Allow", Principal: principal, Action: "sns:Publish", Resource: ARN, ...more });
const denyInsecure = (more: object = {}) =>
    policy({
        Effect: "Deny",
        Principal: "*",
        Action: "sns:Publish",
        Resource: ARN,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...more,
    });

const TLS_ONLY = "Deny `sns:Publish` to everyone when `aws:SecureTransport` is false, in its `aws.sns.TopicPolicy`.";
const OTHERWISE = [`${TLS_ONLY} Now \`policy\` says otherwise.`];

describeService(sns, {
    "sns-encrypted-kms": {
        says: "Set `kmsMasterKeyId` to a KMS key.",
        compliant: {
            "a key": topic({ kmsMasterKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
            "AWS's key": topic({ kmsMasterKeyId: "alias/aws/sns" }),
            "a key of one's own": {
                resources: topic({ kmsMasterKeyId: "alias/orders" }),
                options: { customerManagedKey: true },
            },
        },
        violating: {
            none: topic(),
            "an empty text": topic({ kmsMasterKeyId: "" }),
            "AWS's key, where it must be one's own": {
                resources: topic({ kmsMasterKeyId: "alias/aws/sns" }),
                options: { customerManagedKey: true },
                says: ["Set `kmsMasterKeyId` to a KMS key of your own."],
            },
        },
        absent: "violating",
    },
    "sns-cmk": {
        says: "Set `kmsMasterKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": topic({ kmsMasterKeyId: "alias/orders" }), "no key": topic({ kmsMasterKeyId: "" }) },
        violating: { "AWS's key": topic({ kmsMasterKeyId: "alias/aws/sns" }) },
        absent: "compliant",
    },
    "sns-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use the topic, or scope it by a condition such as `aws:SourceAccount`.",
        compliant: {
            "an account": topicPolicy({ policy: publish({ AWS: "111122223333" }) }),
            "SNS's own default": topic({
                policy: publish({ AWS: "*" }, { Condition: { StringEquals: { "AWS:SourceOwner": "111122223333" } } }),
            }),
            "a service for an account": topicPolicy({
                policy: publish(
                    { Service: "s3.amazonaws.com" },
                    { Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } } },
                ),
            }),
        },
        violating: {
            everybody: topic({ policy: publish("*") }),
            "every account": topicPolicy({ policy: publish({ AWS: "*" }) }),
            "everybody with TLS": topicPolicy({
                policy: publish("*", { Condition: { Bool: { "aws:SecureTransport": "true" } } }),
            }),
        },
        absent: {
            "SNS's default lets the owner in": topic(),
            "not there yet": topicPolicy({}),
        },
    },
    "sns-policy-cross-account": {
        says: "Statement 1 of `policy` trusts another account. Add it to `trustedAccounts`, or demand proof such as `aws:PrincipalOrgID`.",
        compliant: {
            "one's own": {
                resources: topic({ policy: publish({ AWS: "111122223333" }) }),
                options: { ownAccounts: ["111122223333"] },
            },
            "one that is trusted": {
                resources: topicPolicy({ policy: publish({ AWS: "arn:aws:iam::444455556666:role/orders" }) }),
                options: { trustedAccounts: ["444455556666"] },
            },
            "of the organization": topicPolicy({
                policy: publish(
                    { AWS: "444455556666" },
                    { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
                ),
            }),
            "a service": topicPolicy({ policy: publish({ Service: "s3.amazonaws.com" }) }),
        },
        violating: {
            another: topic({ policy: publish({ AWS: "444455556666" }) }),
            "another, narrowed down to": topicPolicy({
                policy: publish("*", { Condition: { StringEquals: { "aws:PrincipalAccount": "444455556666" } } }),
            }),
        },
        absent: "compliant",
    },
    "sns-policy-tls-only": {
        says: TLS_ONLY,
        compliant: {
            inline: topic({ policy: denyInsecure() }, { outputs: { arn: ARN, id: ARN } }),
            "of its own": [
                topic({ name: "orders" }),
                resource("sns/topicPolicy", { arn: unknown(), policy: denyInsecure() }, ofIt),
            ],
            "of its own, by name": [
                topic({}, { outputs: { arn: ARN, id: ARN } }),
                resource("sns/topicPolicy", { arn: ARN, policy: denyInsecure() }, { name: "side" }),
            ],
            "all of SNS": topic({ policy: denyInsecure({ Action: "sns:*", Resource: "*" }) }),
        },
        violating: {
            "no policy": topic(),
            "a policy without": [
                topic(),
                resource("sns/topicPolicy", { arn: unknown(), policy: publish({ AWS: "111122223333" }) }, ofIt),
            ],
            "of another action": {
                resources: topic({ policy: denyInsecure({ Action: "sns:Subscribe" }) }),
                says: OTHERWISE,
            },
            "of another topic": {
                resources: topic(
                    { policy: denyInsecure({ Resource: "arn:aws:sns:eu-west-1:111122223333:other" }) },
                    { outputs: { arn: ARN, id: ARN } },
                ),
                says: OTHERWISE,
            },
            "of another topic, by name": {
                resources: topic({ name: "others", policy: denyInsecure() }),
                says: OTHERWISE,
            },
        },
        absent: "violating",
        unknown: {
            "whether it is its own that is named": {
                resources: topic({ namePrefix: unknown(), policy: denyInsecure() }),
                undetermined: "Whether this names its own ARN, which is not known yet: `policy`.",
            },
        },
    },
    "sns-delivery-status-logging": {
        compliant: {
            "no subscription": topic(),
            "a role for its protocol": [
                topic({ sqsFailureFeedbackRoleArn: "arn:aws:iam::111122223333:role/logs" }),
                resource(
                    "sns/topicSubscription",
                    { topic: unknown(), protocol: "sqs" },
                    { name: "sub", from: { topic: ["it"] } },
                ),
            ],
            "a protocol that SNS records nothing of": [
                topic(),
                resource(
                    "sns/topicSubscription",
                    { topic: unknown(), protocol: "email" },
                    { name: "sub", from: { topic: ["it"] } },
                ),
            ],
        },
        violating: {
            ...Object.fromEntries(
                Object.entries({
                    application: "application",
                    firehose: "firehose",
                    http: "http",
                    https: "http",
                    lambda: "lambda",
                    sqs: "sqs",
                }).map(([protocol, settings]) => [
                    `no role for ${protocol}`,
                    {
                        resources: [
                            topic({}, { outputs: { arn: ARN, id: ARN } }),
                            { ...subscription(protocol), name: "queue" },
                        ],
                        says: [`Set \`${settings}FailureFeedbackRoleArn\` to a role that may write logs.`],
                    },
                ]),
            ),
            "no role for two": {
                resources: [
                    topic({}, { outputs: { arn: ARN, id: ARN } }),
                    { ...subscription("https"), name: "web" },
                    { ...subscription("lambda"), name: "function" },
                ],
                says: [
                    "Set `httpFailureFeedbackRoleArn` to a role that may write logs.",
                    "Set `lambdaFailureFeedbackRoleArn` to a role that may write logs.",
                ],
            },
        },
        absent: "compliant",
    },
    "sns-subscription-encrypted": {
        says: 'Set `protocol` to something else than "http".',
        compliant: { https: subscription("https"), "a queue": subscription("sqs") },
        violating: { http: subscription("http") },
        absent: "compliant",
    },
    "sns-dead-letter": {
        says: "Set `redrivePolicy` to a queue for what cannot be delivered.",
        compliant: {
            "a queue": resource("sns/topicSubscription", {
                protocol: "sqs",
                redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:dead" }),
            }),
            "a queue that is not made yet": resource("sns/topicSubscription", {
                protocol: "sqs",
                redrivePolicy: unknown(),
            }),
        },
        violating: { none: subscription("sqs") },
        absent: "violating",
        byPresenceAlone: true,
    },
});
