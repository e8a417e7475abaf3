import { all, any, must, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Requirement, ResourceReader, StackReader, Truth, Value } from "../evaluation";
import { Message } from "../evaluation/message";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const TRAIL = "aws:cloudtrail/trail:Trail";

/** An alarm that the CIS benchmark wants. */
interface CisFilter {
    /** As policies name it. */
    readonly name: string;
    /** Of what it tells. */
    readonly what: string;
    /** The words that the pattern of its filter must have. */
    readonly words: readonly string[];
    /** The pattern as the benchmark has it, where it is not one of names of events alone. */
    readonly pattern?: string;
    /** Number of Security Hub's control, if there is one. */
    readonly control?: number;
}

function changes(name: string, what: string, control: number, words: readonly string[]): CisFilter {
    return { name, what: `changes of ${what}`, control, words };
}

const ROOT_USER: CisFilter = {
    name: "root-user",
    what: "what the root user does",
    control: 1,
    words: ["Root", "AwsServiceEvent"],
    pattern: `{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }`,
};

/** In the order of the benchmark's numbers 1 to 15. */
const CIS_FILTERS: readonly CisFilter[] = [
    {
        name: "unauthorized-calls",
        what: "calls without the right to them",
        control: 2,
        words: ["UnauthorizedOperation", "AccessDenied"],
        pattern: `{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }`,
    },
    {
        name: "sign-in-without-mfa",
        what: "sign-ins without a second factor",
        control: 3,
        words: ["ConsoleLogin", "MFAUsed"],
        pattern: `{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }`,
    },
    ROOT_USER,
    changes("iam-policies", "IAM policies", 4, [
        ...["Group", "Role", "User"].flatMap((kind) => [
            `Delete${kind}Policy`,
            `Put${kind}Policy`,
            `Attach${kind}Policy`,
            `Detach${kind}Policy`,
        ]),
        ...["CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"],
    ]),
    changes("trails", "trails", 5, ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]),
    {
        name: "failed-sign-ins",
        what: "sign-ins that fail",
        control: 6,
        words: ["ConsoleLogin", "Failed authentication"],
        pattern: `{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }`,
    },
    {
        name: "keys",
        what: "keys that are disabled or deleted",
        control: 7,
        words: ["kms.amazonaws.com", "DisableKey", "ScheduleKeyDeletion"],
        pattern: `{ ($.eventSource = "kms.amazonaws.com") && (($.eventName = "DisableKey") || ($.eventName = "ScheduleKeyDeletion")) }`,
    },
    changes("bucket-policies", "bucket policies", 8, [
        ...["Policy", "Cors", "Lifecycle", "Replication"].flatMap((kind) => [
            `PutBucket${kind}`,
            `DeleteBucket${kind}`,
        ]),
        "PutBucketAcl",
    ]),
    changes("config", "AWS Config", 9, [
        "StopConfigurationRecorder",
        "DeleteDeliveryChannel",
        "PutDeliveryChannel",
        "PutConfigurationRecorder",
    ]),
    changes("security-groups", "security groups", 10, [
        ...["AuthorizeSecurityGroup", "RevokeSecurityGroup"].flatMap((change) => [
            `${change}Ingress`,
            `${change}Egress`,
        ]),
        ...["CreateSecurityGroup", "DeleteSecurityGroup"],
    ]),
    changes("network-acls", "network ACLs", 11, [
        ...["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"],
        ...["ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"],
    ]),
    changes("gateways", "gateways", 12, [
        ...["CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway"],
        ...["DeleteInternetGateway", "DetachInternetGateway"],
    ]),
    changes("route-tables", "route tables", 13, [
        ...["CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable"],
        ...["DeleteRoute", "DisassociateRouteTable"],
    ]),
    changes("vpcs", "VPCs", 14, [
        ...["CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection"],
        ...["CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection"],
    ]),
    {
        name: "organization",
        what: "changes of the organization",
        words: ["organizations.amazonaws.com"],
        pattern: `{ $.eventSource = "organizations.amazonaws.com" }`,
    },
];

function hasWords(pattern: Value, words: readonly string[]): Truth {
    // Whole words: `CreatePolicy` is not in `CreatePolicyVersion`.
    return pattern.judgeText((text) => words.every((word) => new RegExp(`(?<!\\w)${word}(?!\\w)`).test(text)));
}

/** Whether an alarm watches the metric that a filter makes. */
function isWatched(filter: ResourceReader, stack: StackReader): Truth {
    const metric = filter.get("metricTransformation", "name");
    return any(stack.ofTypes(METRIC_ALARM).map((alarm) => alarm.get("metricName").isSameText(metric)));
}

const EXAMPLE = `new aws.cloudwatch.MetricAlarm("errors", {
    namespace: "Orders",
    metricName: "Errors",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    alarmActions: [topic.arn],
});`;

/** Demands a filter of the trail's log, and an alarm on its metric. */
function mustBeWatched({ what, words }: CisFilter, stack: StackReader): Requirement {
    return must(
        any(
            stack
                .ofTypes(METRIC_FILTER)
                .map((filter) => all([hasWords(filter.get("pattern"), words), isWatched(filter, stack)])),
        ),
        say`Add an \`aws.cloudwatch.LogMetricFilter\` for ${Message.of([what], [])}, and an alarm on its metric.`,
    );
}

const WATCHED = { nist: ["AU-6", "SI-4"], whitepaper: ["CloudWatch", "CloudTrail"] };
const UNWATCHED = "The events are recorded, but nobody reads a record until it is too late: an alarm is read at once.";

function exampleFilter({ name, words, pattern }: CisFilter): string {
    const ofEvents = `{ ${words.map((word) => `($.eventName = ${word})`).join(" || ")} }`;
    return `new aws.cloudtrail.Trail("account", { s3BucketName: logs.bucket, isMultiRegionTrail: true });
new aws.cloudwatch.LogMetricFilter("${name}", {
    logGroupName: "trail",
    pattern: '${pattern ?? ofEvents}',
    metricTransformation: { namespace: "Trail", name: "${name}", value: "1" },
});
new aws.cloudwatch.MetricAlarm("${name}", {
    namespace: "Trail",
    metricName: "${name}",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    alarmActions: [topic.arn],
});`;
}

export default service("cloudwatch", [
    resourcePolicy({
        id: "cloudwatch-alarm-actions",
        title: "Alarms tell somebody",
        severity: "high",
        level: "advisory",
        types: [METRIC_ALARM, COMPOSITE_ALARM],
        controls: { fsbp: ["CloudWatch.15"], nist: ["SI-4", "IR-6"], whitepaper: ["CloudWatch"] },
        why: "An alarm without an action goes off where nobody looks.",
        fix: { text: "Name a topic in `alarmActions`.", example: EXAMPLE },
        check(alarm) {
            const actions = alarm.get("alarmActions");
            return must(
                actions.some((action) => action.isGiven()),
                say`Name a topic or another action in ${actions}.`,
            );
        },
    }),
    settingPolicy({
        id: "cloudwatch-alarm-actions-on",
        title: "The actions of alarms are on",
        severity: "high",
        level: "advisory",
        types: [METRIC_ALARM, COMPOSITE_ALARM],
        controls: { fsbp: ["CloudWatch.17"], nist: ["SI-4", "IR-6"], whitepaper: ["CloudWatch"] },
        why: "An alarm with its actions off goes off where nobody looks.",
        fix: { text: "Leave `actionsEnabled` on.", example: EXAMPLE },
        setting: "actionsEnabled",
        must: { be: true },
        default: true,
    }),
    stackPolicy({
        id: "cloudwatch-cis-metric-filters",
        title: "Trails raise the alarms of the CIS benchmark",
        severity: "low",
        types: [TRAIL],
        controls: WATCHED,
        why: UNWATCHED,
        offByDefault: true,
        fix: {
            text: "Give the log group of the trail a metric filter for each, and each metric an alarm.",
            example: exampleFilter(ROOT_USER),
        },
        check: (_, stack) => CIS_FILTERS.map((one) => mustBeWatched(one, stack)),
    }),
    ...CIS_FILTERS.map((one, index) =>
        stackPolicy({
            id: `cloudwatch-alarm-${one.name}`,
            title: `Trails raise an alarm of ${one.what}`,
            severity: "low",
            types: [TRAIL],
            controls: {
                ...(one.control !== undefined && { fsbp: [`CloudWatch.${one.control}`] }),
                cis3: [`4.${index + 1}`],
                cis5: [`4.${index + 1}`],
                cis7: [`5.${index + 1}`],
                ...WATCHED,
            },
            why: UNWATCHED,
            offByDefault: true,
            fix: {
                text: "Give the log group of the trail a metric filter, and its metric an alarm.",
                example: exampleFilter(one),
            },
            check: (_, stack) => mustBeWatched(one, stack),
        }),
    ),
]);
