import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "./children";

interface FailureAlarmsParts {
    /** Metrics that count failures, by the alarm's suffix. */
    metrics: Record<string, string>;
    /** What an alarm means. */
    describe: (metricName: string) => string;
    namespace: string;
    dimensions: Record<string, pulumi.Input<string>>;
    statistic: "Maximum" | "Sum";
    topicArn: pulumi.Output<string>;
    region: pulumi.Input<string> | undefined;
}

/** Tells a topic of failures, within the hour in which a service counts the first. */
export function failureAlarms(children: Children, parts: FailureAlarmsParts): void {
    const { metrics, describe, namespace, dimensions, statistic, topicArn, region } = parts;
    for (const [suffix, metricName] of Object.entries(metrics)) {
        new aws.cloudwatch.MetricAlarm(
            children.name(suffix),
            {
                alarmDescription: `${children.name()}: ${describe(metricName)}`,
                namespace,
                metricName,
                dimensions,
                statistic,
                period: 3600,
                evaluationPeriods: 1,
                comparisonOperator: "GreaterThanThreshold",
                threshold: 0,
                treatMissingData: "notBreaching",
                alarmActions: [topicArn],
                tags: children.tags(suffix),
                region,
            },
            children.looseOptions(),
        );
    }
}
