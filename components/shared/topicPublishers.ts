import type { Place } from "./arn";
import type { Condition } from "./policyDocument";

/**
 * A service that publishes to topics under its own name, and is known to say for whom, to SNS and to KMS. EventBridge
 * is none: its calls of KMS carry no source, so a key that lets it in lets in the rules of every account. Its targets take
 * a role instead.
 * See https://docs.aws.amazon.com/sns/latest/dg/sns-key-management.html#compatibility-with-aws-services
 */
export const TopicPublisher = {
    /** CloudWatch: alarms of this account and region. */
    CloudWatchAlarms: "CloudWatchAlarms",
    /** AWS Budgets: budgets of this account. */
    Budgets: "Budgets",
} as const;
export type TopicPublisher = (typeof TopicPublisher)[keyof typeof TopicPublisher];

interface Source {
    service: string;
    /** What it may act for. */
    arn: (place: Place) => string;
}

const sources: Record<TopicPublisher, Source> = {
    // https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
    CloudWatchAlarms: {
        service: "cloudwatch.amazonaws.com",
        arn: ({ partition, region, accountId }) => `arn:${partition}:cloudwatch:${region}:${accountId}:alarm:*`,
    },
    // https://docs.aws.amazon.com/cost-management/latest/userguide/budgets-sns-policy.html
    Budgets: {
        service: "budgets.amazonaws.com",
        arn: ({ partition, accountId }) => `arn:${partition}:budgets::${accountId}:*`,
    },
};

/** The service of a publisher, and the condition that binds it to this account. */
export function publisherSource(publisher: TopicPublisher, place: Place): { service: string; condition: Condition } {
    const { service, arn } = sources[publisher];
    return {
        service,
        condition: {
            StringEquals: { "aws:SourceAccount": [place.accountId] },
            ArnLike: { "aws:SourceArn": [arn(place)] },
        },
    };
}
