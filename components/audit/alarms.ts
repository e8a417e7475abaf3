import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { TrailAlarm } from "./policy/trailAlarms";

interface AlarmParts {
    alarms: readonly TrailAlarm[];
    /** The group that the trail writes to. */
    logGroup: aws.cloudwatch.LogGroup;
    /** Of the metrics; another trail's are others. */
    namespace: string;
    topicArn: pulumi.Output<string>;
    /** Names of those who are told. */
    names: string[];
    /** Their addresses of e-mail. */
    addresses: pulumi.Output<Record<string, string>>;
}

/** A metric filter and an alarm for each row of the table, and who is told. */
export function raiseAlarms(
    children: Children,
    { alarms, logGroup, namespace, topicArn, names, addresses }: AlarmParts,
): void {
    const { region } = children;
    for (const { id, title, pattern, controls } of alarms) {
        const name = children.name(id);
        new aws.cloudwatch.LogMetricFilter(
            name,
            {
                logGroupName: logGroup.name,
                pattern,
                metricTransformation: { namespace, name: id, value: "1" },
                region,
            },
            children.looseOptions(),
        );
        new aws.cloudwatch.MetricAlarm(
            name,
            {
                alarmDescription: `${title} (${[controls.securityHub, `CIS ${controls.cis}`].filter(Boolean).join(", ")})`,
                namespace,
                metricName: id,
                statistic: "Sum",
                period: 300,
                evaluationPeriods: 1,
                comparisonOperator: "GreaterThanOrEqualToThreshold",
                threshold: 1,
                // There is a value only when something happened.
                treatMissingData: "notBreaching",
                alarmActions: [topicArn],
                tags: children.tags(id),
                region,
            },
            children.looseOptions(),
        );
    }
    for (const name of names) {
        new aws.sns.TopicSubscription(
            children.name(`to-${name}`),
            { topic: topicArn, protocol: "email", endpoint: addresses.apply((known) => known[name] ?? ""), region },
            children.looseOptions(),
        );
    }
}
