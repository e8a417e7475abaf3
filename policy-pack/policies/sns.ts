import { any, flag, must, not, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";
import { mustDenyInsecureTransport, mustLetNoOutsidersIn } from "./documents";
import { isOwnKey } from "./kmsKeys";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { mustTrustOnly, TRUSTED_ACCOUNTS } from "./trustedAccounts";

const TOPIC = "aws:sns/topic:Topic";
const TOPIC_POLICY = "aws:sns/topicPolicy:TopicPolicy";
const SUBSCRIPTION = "aws:sns/topicSubscription:TopicSubscription";

// A topic's id is its ARN.
const topicPolicyOf: Link = { from: [TOPIC_POLICY], by: "arn", to: [TOPIC] };
const subscriptionOf: Link = { from: [SUBSCRIPTION], by: "topic", to: [TOPIC] };

/** Protocols for which SNS can record what became of a message, by how the topic's settings begin. */
const RECORDED_PROTOCOLS = {
    application: ["application"],
    firehose: ["firehose"],
    http: ["http", "https"],
    lambda: ["lambda"],
    sqs: ["sqs"],
} as const;

export default service("sns", [
    resourcePolicy({
        id: "sns-encrypted-kms",
        title: "SNS topics are encrypted with KMS",
        severity: "medium",
        types: [TOPIC],
        controls: { fsbp: ["SNS.1"], nist: ["SC-28", "SC-13"], whitepaper: ["SNS"] },
        why: "Messages wait on disk until they are delivered. With a KMS key, who may read them there is decided and recorded.",
        fix: {
            text: "Set `kmsMasterKeyId` to a KMS key whose policy lets the publishing services use it: those cannot use `alias/aws/sns`.",
            example: `new aws.sns.Topic("orders", { kmsMasterKeyId: key.arn });`,
        },
        options: {
            customerManagedKey: flag({ default: false, description: "Accept a key of one's own only, not AWS's." }),
        },
        check(topic, { customerManagedKey }) {
            const key = topic.get("kmsMasterKeyId");
            return customerManagedKey
                ? must(isOwnKey(key), say`Set ${key} to a KMS key of your own.`)
                : must(
                      key.judgeText((id) => id !== ""),
                      say`Set ${key} to a KMS key.`,
                  );
        },
    }),
    ownKeyPolicy({
        id: "sns-cmk",
        what: "SNS topics with KMS",
        types: [TOPIC],
        setting: "kmsMasterKeyId",
        whitepaper: "SNS",
        text: "Name a KMS key of your own, whose policy lets the services that publish use it: they cannot use AWS's.",
        example: `new aws.sns.Topic("orders", { kmsMasterKeyId: key.arn });`,
        // Others are for `sns-encrypted-kms`.
        appliesIf: (topic) => topic.get("kmsMasterKeyId").judgeText((id) => id !== ""),
    }),
    resourcePolicy({
        id: "sns-policy-no-public",
        title: "Policies of SNS topics let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("sns"),
        controls: { fsbp: ["SNS.4"], cis7: ["2.21"], nist: ["AC-3", "AC-4(21)"], whitepaper: ["SNS"] },
        why: "Whoever may subscribe reads every message; whoever may publish puts words into your mouth.",
        fix: {
            text: "Name accounts, roles or services, or keep outsiders out by a condition such as `aws:SourceAccount` or `aws:PrincipalOrgID`.",
            example: `new aws.sns.TopicPolicy("orders", {
    arn: topic.arn,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "Service", identifiers: ["s3.amazonaws.com"] }],
            actions: ["sns:Publish"],
            resources: [topic.arn],
            conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
        }],
    }).json,
});`,
        },
        check: (topic) =>
            mustLetNoOutsidersIn(
                policyOf(topic),
                say`Name who may use the topic, or scope it by a condition such as \`aws:SourceAccount\`.`,
            ),
    }),
    resourcePolicy({
        id: "sns-policy-cross-account",
        title: "Policies of SNS topics let in only accounts that are trusted",
        severity: "medium",
        types: typesWithPolicy("sns"),
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["SNS"] },
        why: "Another account acts by its own rules, and lets in whom it likes.",
        offByDefault: true,
        fix: {
            text: "Add the account to `trustedAccounts`, or let in your organization.",
            example: `new aws.sns.TopicPolicy("orders", {
    arn: topic.arn,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            actions: ["sns:Publish"],
            resources: [topic.arn],
            conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
        }],
    }).json,
});`,
        },
        options: TRUSTED_ACCOUNTS,
        check: (topic, { ownAccounts, trustedAccounts }) =>
            mustTrustOnly(policyOf(topic), [...ownAccounts, ...trustedAccounts]),
    }),
    stackPolicy({
        id: "sns-policy-tls-only",
        title: "SNS topics deny messages without TLS",
        severity: "medium",
        types: [TOPIC],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["SNS"] },
        why: "SNS answers over plain HTTP as well, where everybody on the way can read what is published.",
        fix: {
            text: "Deny `sns:Publish` to everyone when `aws:SecureTransport` is false. SNS takes no `sns:*` in the policy of a topic.",
            example: `new aws.sns.TopicPolicy("orders", {
    arn: topic.arn,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["sns:Publish"],
            resources: [topic.arn],
            conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }],
    }).json,
});`,
        },
        check: (topic, stack) =>
            mustDenyInsecureTransport(
                topic,
                stack,
                topicPolicyOf,
                "sns:Publish",
                say`Deny \`sns:Publish\` to everyone when \`aws:SecureTransport\` is false, in its \`aws.sns.TopicPolicy\`.`,
            ),
    }),
    stackPolicy({
        id: "sns-delivery-status-logging",
        title: "SNS topics record what became of their messages",
        severity: "medium",
        types: [TOPIC],
        controls: { fsbp: ["SNS.2"], nist: ["AU-12", "AU-2"], whitepaper: ["SNS"] },
        why: "A message that could not be delivered is lost, and without a record nobody finds out.",
        offByDefault: true,
        fix: {
            text: "Give the topic the role for the failures of each protocol it is subscribed by.",
            example: `new aws.sns.Topic("orders", { sqsFailureFeedbackRoleArn: "arn:aws:iam::111122223333:role/sns-logs", kmsMasterKeyId: key.arn });`,
        },
        check(topic, stack) {
            const subscriptions = stack.linkedTo(topic, subscriptionOf);
            return Object.entries(RECORDED_PROTOCOLS).map(([settings, protocols]) => {
                const role = topic.get(`${settings}FailureFeedbackRoleArn`);
                const isUsed = subscriptions.some((subscription) => subscription.get("protocol").isOneOf(protocols));
                return must(any([not(isUsed), role.isPresent()]), say`Set ${role} to a role that may write logs.`);
            });
        },
    }),
    settingPolicy({
        id: "sns-subscription-encrypted",
        title: "SNS delivers messages over TLS only",
        severity: "high",
        types: [SUBSCRIPTION],
        controls: { nist: ["SC-8"], whitepaper: ["SNS"] },
        why: "Over plain HTTP everybody on the way can read the messages, and put others in their place.",
        fix: {
            text: "Subscribe the `https` address of the endpoint.",
            example: `new aws.sns.TopicSubscription("orders", {
    topic: topic.arn,
    protocol: "https",
    endpoint: "https://orders.example.com/events",
});`,
        },
        setting: "protocol",
        must: { notBe: "http" },
        isRequired: true,
    }),
    settingPolicy({
        id: "sns-dead-letter",
        title: "SNS puts aside what it cannot deliver",
        severity: "low",
        types: [SUBSCRIPTION],
        controls: { nist: ["SI-11"], whitepaper: ["SNS"] },
        why: "What cannot be delivered in the end is lost, unless there is a queue for it.",
        offByDefault: true,
        fix: {
            text: "Give the subscription a `redrivePolicy` that names a queue, whose policy lets the topic send to it.",
            example: `new aws.sns.TopicSubscription("orders", {
    topic: topic.arn,
    protocol: "https",
    endpoint: "https://orders.example.com/events",
    redrivePolicy: JSON.stringify({ deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:orders-dead" }),
});`,
        },
        setting: "redrivePolicy",
        must: { beGiven: "a queue for what cannot be delivered" },
    }),
]);
