import { all, any, flag, must, mustNot, resourcePolicy, say, service, set, stackPolicy } from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth, Value } from "../evaluation";
import { coversActions, isAllow, only, UNKNOWN } from "palisade-policy-documents";
import { inDocument, mustDenyInsecureTransport, mustLetNoOutsidersIn } from "./documents";
import { isOwnKey } from "./kmsKeys";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { mustTrustOnly, TRUSTED_ACCOUNTS } from "./trustedAccounts";

const QUEUE = "aws:sqs/queue:Queue";
const QUEUE_POLICY = "aws:sqs/queuePolicy:QueuePolicy";
const REDRIVE_POLICY = "aws:sqs/redrivePolicy:RedrivePolicy";
const REDRIVE_ALLOW_POLICY = "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy";

const queuePolicyOf = pointing(QUEUE_POLICY, "queueUrl");
const redriveOf = pointing(REDRIVE_POLICY, "queueUrl");
const redriveAllowOf = pointing(REDRIVE_ALLOW_POLICY, "queueUrl");

/** What may name a queue as the place for messages that could not be delivered. */
const deadLetterTargetOf: readonly Link[] = [
    pointing(QUEUE, "redrivePolicy", []),
    pointing(REDRIVE_POLICY, "redrivePolicy"),
    pointing("aws:sns/topicSubscription:TopicSubscription", "redrivePolicy"),
    pointing("aws:lambda/function:Function", "deadLetterConfig", ["targetArn"]),
    pointing("aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig", "destinationConfig", ["onFailure", "destination"]), // prettier-ignore
    pointing("aws:lambda/eventSourceMapping:EventSourceMapping", "destinationConfig", ["onFailure", "destinationArn"]),
    pointing("aws:cloudwatch/eventTarget:EventTarget", "deadLetterConfig", ["arn"]),
    pointing("aws:cloudwatch/eventBus:EventBus", "deadLetterConfig", ["arn"]),
    pointing("aws:scheduler/schedule:Schedule", "target", ["deadLetterConfig", "arn"]),
];

/** Whether the queue takes what others could not deliver. Where a redrive policy is known, it is JSON that holds the ARN. */
function isDeadLetterQueue(queue: ResourceReader, stack: StackReader): Truth {
    const arn = queue.get("arn").toPlain();
    // Another queue may begin alike; an ARN that is not known yet ends with the name.
    const isNamedIn = (redrive: Value): Truth =>
        redrive.isText &&
        redrive.judgeText((json) =>
            typeof arn === "string"
                ? json.includes(`"${arn}"`)
                : queue.given("name").judgeText((name) => json.includes(`:${name}"`)),
        );
    return any([
        queue.given("redriveAllowPolicy").isPresent(),
        stack.linkedTo(queue, redriveAllowOf).exists(),
        ...deadLetterTargetOf.map((link) => stack.linkedTo(queue, link).exists()),
        ...stack.ofTypes(QUEUE, REDRIVE_POLICY).map((source) => isNamedIn(source.given("redrivePolicy"))),
    ]);
}

const EVERY_ACTION = only("sqs:*");

export default service("sqs", [
    resourcePolicy({
        id: "sqs-encrypted",
        title: "SQS queues are encrypted",
        severity: "medium",
        types: [QUEUE],
        controls: { fsbp: ["SQS.1"], nist: ["SC-28", "SC-13"], whitepaper: ["SQS"] },
        why: "Messages wait on disk until they are consumed, and stay readable there for whoever gets at it.",
        fix: {
            text: "Leave `sqsManagedSseEnabled` out, since SQS encrypts by default, or set `kmsMasterKeyId`.",
            example: `new aws.sqs.Queue("orders", { kmsMasterKeyId: key.arn });`,
        },
        options: {
            customerManagedKey: flag({ default: false, description: "Accept a KMS key of one's own only." }),
        },
        check(queue, { customerManagedKey }) {
            const key = queue.get("kmsMasterKeyId");
            if (customerManagedKey) {
                return must(isOwnKey(key), say`Set ${key} to a KMS key of your own.`);
            }
            const managed = queue.get("sqsManagedSseEnabled").absentAs(true);
            return must(
                any([managed.is(true), key.judgeText((id) => id !== "")]),
                say`Set ${managed} to true, or ${key} to a KMS key.`,
            );
        },
        remediation: (_, { customerManagedKey }) => (customerManagedKey ? [] : [set(["sqsManagedSseEnabled"], true)]),
    }),
    ownKeyPolicy({
        id: "sqs-cmk",
        what: "SQS queues with KMS",
        types: [QUEUE],
        setting: "kmsMasterKeyId",
        whitepaper: "SQS",
        example: `new aws.sqs.Queue("orders", { kmsMasterKeyId: key.arn });`,
        // Others are for `sqs-encrypted`.
        appliesIf: (queue) => queue.get("kmsMasterKeyId").judgeText((id) => id !== ""),
    }),
    resourcePolicy({
        id: "sqs-policy-no-public",
        title: "Policies of SQS queues let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("sqs"),
        controls: { fsbp: ["SQS.3"], cis7: ["2.21"], nist: ["AC-3", "AC-4(21)"], whitepaper: ["SQS"] },
        why: "Whoever may receive messages reads and removes them; whoever may send them gives your programs work.",
        fix: {
            text: "Name accounts, roles or services, or keep outsiders out by a condition such as `aws:SourceArn` or `aws:PrincipalOrgID`.",
            example: `new aws.sqs.QueuePolicy("orders", {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "Service", identifiers: ["sns.amazonaws.com"] }],
            actions: ["sqs:SendMessage"],
            resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"],
            conditions: [{ test: "ArnEquals", variable: "aws:SourceArn", values: [topic.arn] }],
        }],
    }).json,
});`,
        },
        check: (queue) =>
            mustLetNoOutsidersIn(
                policyOf(queue),
                say`Name who may use the queue, or scope it by a condition such as \`aws:SourceArn\`.`,
            ),
    }),
    resourcePolicy({
        id: "sqs-policy-no-wildcard-action",
        title: "Policies of SQS queues allow only certain actions",
        severity: "medium",
        types: typesWithPolicy("sqs"),
        controls: { nist: ["AC-6", "AC-3"], whitepaper: ["SQS"] },
        why: "All actions include those that change the policy, empty the queue or delete it.",
        fix: {
            text: "Name the actions: senders need `sqs:SendMessage`, consumers `sqs:ReceiveMessage` and `sqs:DeleteMessage`.",
            example: `new aws.sqs.QueuePolicy("orders", {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["111122223333"] }],
            actions: ["sqs:SendMessage"],
            resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"],
        }],
    }).json,
});`,
        },
        check(queue) {
            const policy = policyOf(queue);
            const allowsAll = inDocument(policy, (document) =>
                any(
                    document.statements.map((one) =>
                        one === UNKNOWN ? "undetermined" : all([isAllow(one), coversActions(one.action, EVERY_ACTION)]),
                    ),
                ),
            );
            return mustNot(allowsAll, say`Name the actions that ${policy} allows, instead of all.`);
        },
    }),
    resourcePolicy({
        id: "sqs-policy-cross-account",
        title: "Policies of SQS queues let in only accounts that are trusted",
        severity: "medium",
        types: typesWithPolicy("sqs"),
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["SQS"] },
        why: "Another account acts by its own rules, and lets in whom it likes.",
        offByDefault: true,
        fix: {
            text: "Add the account to `trustedAccounts`, or let in your organization.",
            example: `new aws.sqs.QueuePolicy("orders", {
    queueUrl: "https://sqs.eu-west-1.amazonaws.com/111122223333/orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            actions: ["sqs:SendMessage"],
            resources: ["arn:aws:sqs:eu-west-1:111122223333:orders"],
            conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
        }],
    }).json,
});`,
        },
        options: TRUSTED_ACCOUNTS,
        check: (queue, { ownAccounts, trustedAccounts }) =>
            mustTrustOnly(policyOf(queue), [...ownAccounts, ...trustedAccounts]),
    }),
    stackPolicy({
        id: "sqs-policy-tls-only",
        title: "SQS queues deny requests without TLS",
        severity: "medium",
        types: [QUEUE],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["SQS"] },
        why: "SQS answers over plain HTTP as well, where everybody on the way can read messages and their signatures.",
        fix: {
            text: "Deny `sqs:*` to everyone when `aws:SecureTransport` is false.",
            example: `const orders = new aws.sqs.Queue("orders");
new aws.sqs.QueuePolicy("orders", {
    queueUrl: orders.url,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["sqs:*"],
            resources: [orders.arn],
            conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }],
    }).json,
});`,
        },
        check: (queue, stack) =>
            mustDenyInsecureTransport(
                queue,
                stack,
                queuePolicyOf,
                "sqs:*",
                say`Deny \`sqs:*\` to everyone when \`aws:SecureTransport\` is false, in its \`aws.sqs.QueuePolicy\`.`,
            ),
    }),
    stackPolicy({
        id: "sqs-dead-letter",
        title: "SQS queues put aside what cannot be processed",
        severity: "low",
        types: [QUEUE],
        controls: { nist: ["SI-11"], whitepaper: ["SQS"] },
        why: "Without a dead-letter queue a message that always fails is tried again until it expires, and then it is lost.",
        fix: {
            text: "Give the queue a `redrivePolicy` that names another queue, which has a `redriveAllowPolicy`.",
            example: `new aws.sqs.Queue("orders", {
    kmsMasterKeyId: key.arn,
    redrivePolicy: JSON.stringify({
        deadLetterTargetArn: "arn:aws:sqs:eu-west-1:111122223333:orders-dead",
        maxReceiveCount: 5,
    }),
});`,
        },
        check(queue, stack) {
            const redrive = queue.given("redrivePolicy");
            // A text made of another queue's ARN is not known in a preview, but it is one.
            const isGiven = redrive.isPresent() === true || queue.comesFromOthers("redrivePolicy");
            return must(
                any([isGiven, stack.linkedTo(queue, redriveOf).exists(), isDeadLetterQueue(queue, stack)]),
                say`Set ${redrive} to a queue for what cannot be processed.`,
            );
        },
    }),
]);

function pointing(from: string, by: string, at?: readonly string[]): Link {
    return { from: [from], by, ...(at && { at }), to: [QUEUE], named: ["url", "id", "arn", "name"] };
}
