import { any, integer, must, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** A user pool delivers its logs to up to two places. */
const userPoolLogOf: readonly Link[] = [0, 1].map((index) => ({
    from: ["aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration"],
    by: "logConfigurations",
    at: [index, "cloudWatchLogsConfiguration", "logGroupArn"],
    to: [LOG_GROUP],
    named: ["arn", "name", "id"],
}));

export default service("logs", [
    stackPolicy({
        id: "logs-group-kms",
        title: "Log groups are encrypted with a KMS key of one's own",
        severity: "low",
        types: [LOG_GROUP],
        controls: { nist: ["SC-28", "AU-9"], whitepaper: ["CloudWatch"] },
        why: "CloudWatch Logs encrypts with a key of its own, which opens the logs to everybody who may read the group. With a KMS key, who may decrypt is decided and recorded separately.",
        fix: {
            text: "Set `kmsKeyId` to a key whose policy lets `logs.<region>.amazonaws.com` use it. A group that takes the logs of a user pool must have none: Amazon Cognito delivers to no encrypted group.",
            example: `new aws.cloudwatch.LogGroup("orders", { kmsKeyId: key.arn, retentionInDays: 365 });`,
        },
        check(group, stack) {
            const key = group.get("kmsKeyId");
            // https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-properties-cognito-logdeliveryconfiguration-cloudwatchlogsconfiguration.html
            const isOfUserPool = any(userPoolLogOf.map((link) => stack.linkedTo(group, link).exists()));
            return must(any([key.isPresent(), isOfUserPool]), say`Set ${key} to the ARN of a KMS key.`);
        },
    }),
    resourcePolicy({
        id: "logs-group-retention",
        title: "Log groups keep events long enough",
        severity: "medium",
        types: [LOG_GROUP],
        controls: { fsbp: ["CloudWatch.16"], nist: ["AU-11"], whitepaper: ["CloudWatch"] },
        why: "Intrusions are found months later, as a rule: then the logs of the day are what tells the story.",
        fix: {
            text: "Keep events for the required number of days. Without `retentionInDays`, or with 0, they are kept for ever, which is long enough.",
            example: `new aws.cloudwatch.LogGroup("orders", { kmsKeyId: key.arn, retentionInDays: 365 });`,
        },
        options: {
            minimumDays: integer({
                default: 365,
                minimum: 1,
                maximum: 3653,
                description: "The shortest time that events must be kept, in days.",
            }),
        },
        check(group, { minimumDays }) {
            const days = group.get("retentionInDays").absentAs(0);
            // Of a group of the class DELIVERY, AWS sets the time itself.
            const isDelivery = group.get("logGroupClass").is("DELIVERY");
            return must(
                any([isDelivery, days.is(0), days.atLeast(minimumDays)]),
                say`Set ${days} to ${minimumDays} days or more.`,
            );
        },
    }),
    resourcePolicy({
        id: "logs-group-retention-set",
        title: "Log groups say how long they keep events",
        severity: "low",
        types: [LOG_GROUP],
        controls: { nist: ["AU-11", "SI-12"], whitepaper: ["CloudWatch"] },
        why: "Events that are kept for ever cost more every month, and may hold personal data longer than the law lets them be held.",
        fix: {
            text: "Set `retentionInDays`.",
            example: `new aws.cloudwatch.LogGroup("orders", { kmsKeyId: key.arn, retentionInDays: 365 });`,
        },
        check(group) {
            const days = group.get("retentionInDays");
            return must(
                any([group.get("logGroupClass").is("DELIVERY"), days.atLeast(1)]),
                say`Set ${days} to a number of days.`,
            );
        },
    }),
    settingPolicy({
        id: "logs-group-deletion-protection",
        title: "Log groups are protected from deletion",
        severity: "low",
        types: [LOG_GROUP],
        controls: { nist: ["AU-9", "CP-9"], whitepaper: ["CloudWatch"] },
        why: "Who wants no witnesses deletes the logs first.",
        offByDefault: true,
        fix: {
            text: "Set `deletionProtectionEnabled`. To delete the group, set it to false first.",
            example: `new aws.cloudwatch.LogGroup("orders", { deletionProtectionEnabled: true });`,
        },
        setting: "deletionProtectionEnabled",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "logs-resource-policy-no-public",
        title: "Policies of CloudWatch Logs let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("cloudWatchLogs"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["CloudWatch"] },
        why: "Whoever may write into your logs hides what happened among what did not; whoever may subscribe reads them.",
        fix: {
            text: "Name the service or the accounts that deliver, with a condition such as `aws:SourceAccount`.",
            example: `new aws.cloudwatch.LogResourcePolicy("route53", {
    policyName: "route53",
    policyDocument: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "Service", identifiers: ["route53.amazonaws.com"] }],
            actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
            resources: ["arn:aws:logs:us-east-1:111122223333:log-group:/aws/route53/*"],
            conditions: [{ test: "StringEquals", variable: "aws:SourceAccount", values: ["111122223333"] }],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(
                policyOf(resource),
                say`Name who delivers logs, or scope it by a condition such as \`aws:SourceAccount\`.`,
            ),
    }),
]);
