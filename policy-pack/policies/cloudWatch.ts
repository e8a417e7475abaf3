import { all, any, must, resourcePolicy, say, service, stackPolicy } from "../evaluation";
import type { ResourceReader, StackReader, Truth, Value } from "../evaluation";
import { Message } from "../evaluation/message";

const METRIC_ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const COMPOSITE_ALARM = "aws:cloudwatch/compositeAlarm:CompositeAlarm";
const METRIC_FILTER = "aws:cloudwatch/logMetricFilter:LogMetricFilter";
const TRAIL = "aws:cloudtrail/trail:Trail";

/**
 * What the CIS benchmark wants to be alarmed of, and the words that the pattern of a filter for it must have; in the
 * order of its numbers 1 to 15.
 */
const CIS_FILTERS: readonly (readonly [string, readonly string[]])[] = [
    ["calls without the right to them", ["UnauthorizedOperation", "AccessDenied"]],
    ["sign-ins without a second factor", ["ConsoleLogin", "MFAUsed"]],
    ["what the root user does", ["Root", "AwsServiceEvent"]],
    [
        "changes of IAM policies",
        ["Group", "Role", "User"]
            .flatMap((kind) => [
                `Delete${kind}Policy`,
                `Put${kind}Policy`,
                `Attach${kind}Policy`,
                `Detach${kind}Policy`,
            ])
            .concat(["CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"]),
    ],
    ["changes of trails", ["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]],
    ["sign-ins that fail", ["ConsoleLogin", "Failed authentication"]],
    ["keys that are disabled or deleted", ["kms.amazonaws.com", "DisableKey", "ScheduleKeyDeletion"]],
    [
        "changes of bucket policies",
        ["Policy", "Cors", "Lifecycle", "Replication"]
            .flatMap((kind) => [`PutBucket${kind}`, `DeleteBucket${kind}`])
            .concat(["PutBucketAcl"]),
    ],
    [
        "changes of AWS Config",
        ["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    ],
    [
        "changes of security groups",
        ["AuthorizeSecurityGroup", "RevokeSecurityGroup"]
            .flatMap((change) => [`${change}Ingress`, `${change}Egress`])
            .concat(["CreateSecurityGroup", "DeleteSecurityGroup"]),
    ],
    [
        "changes of network ACLs",
        [
            ...["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"],
            ...["ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"],
        ],
    ],
    [
        "changes of gateways",
        [
            ...["CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway"],
            ...["DeleteInternetGateway", "DetachInternetGateway"],
        ],
    ],
    [
        "changes of route tables",
        [
            ...["CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable"],
            ...["DeleteRoute", "DisassociateRouteTable"],
        ],
    ],
    [
        "changes of VPCs",
        [
            ...["CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection"],
            ...["CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection"],
        ],
    ],
    ["changes of the organization", ["organizations.amazonaws.com"]],
];

const NUMBERS = CIS_FILTERS.map((_, index) => index + 1);

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

export default service("cloudwatch", [
    resourcePolicy({
        id: "cloudwatch-alarm-actions",
        title: "Alarms tell somebody",
        severity: "medium",
        types: [METRIC_ALARM, COMPOSITE_ALARM],
        controls: { fsbp: ["CloudWatch.15", "CloudWatch.17"], nist: ["SI-4", "IR-6"], whitepaper: ["CloudWatch"] },
        why: "An alarm without an action, or with its actions off, goes off where nobody looks.",
        fix: { text: "Name a topic in `alarmActions`, and leave `actionsEnabled` on.", example: EXAMPLE },
        check(alarm) {
            const [actions, enabled] = [alarm.get("alarmActions"), alarm.get("actionsEnabled").absentAs(true)];
            return [
                must(
                    actions.some((action) => action.judgeText((arn) => arn !== "")),
                    say`Name a topic or another action in ${actions}.`,
                ),
                must(enabled.is(true), say`Remove ${enabled}, or set it to true.`),
            ];
        },
    }),
    stackPolicy({
        id: "cloudwatch-cis-metric-filters",
        title: "Trails raise the alarms of the CIS benchmark",
        severity: "low",
        types: [TRAIL],
        controls: {
            fsbp: NUMBERS.slice(0, 14).map((number) => `CloudWatch.${number}`),
            cis3: NUMBERS.map((number) => `4.${number}`),
            cis5: NUMBERS.map((number) => `4.${number}`),
            cis7: NUMBERS.map((number) => `5.${number}`),
            nist: ["AU-6", "SI-4"],
            whitepaper: ["CloudWatch", "CloudTrail"],
        },
        why: "The events are recorded, but nobody reads a record until it is too late: an alarm is read at once.",
        offByDefault: true,
        fix: {
            text: "Give the log group of the trail a metric filter for each, and each metric an alarm.",
            example: `new aws.cloudtrail.Trail("account", { s3BucketName: logs.bucket, isMultiRegionTrail: true });
new aws.cloudwatch.LogMetricFilter("root", {
    logGroupName: "trail",
    pattern: '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    metricTransformation: { namespace: "Trail", name: "RootUsage", value: "1" },
});
new aws.cloudwatch.MetricAlarm("root", {
    namespace: "Trail",
    metricName: "RootUsage",
    statistic: "Sum",
    period: 300,
    evaluationPeriods: 1,
    threshold: 1,
    comparisonOperator: "GreaterThanOrEqualToThreshold",
    alarmActions: [topic.arn],
});`,
        },
        check(_, stack) {
            const filters = stack.ofTypes(METRIC_FILTER);
            return CIS_FILTERS.map(([what, words]) =>
                must(
                    any(
                        filters.map((filter) =>
                            all([hasWords(filter.get("pattern"), words), isWatched(filter, stack)]),
                        ),
                    ),
                    say`Add an \`aws.cloudwatch.LogMetricFilter\` for ${Message.of([what], [])}, and an alarm on its metric.`,
                ),
            );
        },
    }),
]);
