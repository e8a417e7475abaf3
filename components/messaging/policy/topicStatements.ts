import type { Place } from "../../shared/arn";
import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";
import { allowService, type Statement } from "../../shared/policyDocument";
import { publisherSource, TopicPublisher } from "../../shared/topicPublishers";

const insecureSid = "DenyInsecureTransport";

/** Sids of the statements that are the component's own. */
export const topicSids = [insecureSid, ...Object.values(TopicPublisher)];

/** All that can be done with a topic by its policy. Amazon SNS refuses `sns:*` there. */
const topicActions = [
    "AddPermission",
    "DeleteTopic",
    "GetTopicAttributes",
    "ListSubscriptionsByTopic",
    "Publish",
    "RemovePermission",
    "SetTopicAttributes",
    "Subscribe",
].map((action) => `sns:${action}`);

/**
 * Nobody may use the topic without TLS. Amazon SNS has no condition key for the version of TLS.
 * See https://docs.aws.amazon.com/sns/latest/dg/sns-security-best-practices.html
 */
export function topicTransportStatement(topicArn: string): Statement {
    return {
        Sid: insecureSid,
        Effect: "Deny",
        Principal: "*",
        Action: topicActions,
        Resource: [topicArn],
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
    };
}

/** Lets a service publish for this account. */
export function publisherStatement(publisher: TopicPublisher, topicArn: string, place: Place): Statement {
    const { service, condition } = publisherSource(publisher, place);
    return allowService(publisher, service, ["sns:Publish"], [topicArn], condition);
}

/** Messages, without the right to subscribe or to change the topic. */
export const publishGrant: Grant = {
    method: "grantPublish",
    access: "publish",
    statements: (target) => [
        allowOn("Topic", ["sns:Publish"], target.arn),
        ...allowKeyThrough("sns", ["kms:GenerateDataKey", "kms:Decrypt"], target),
    ],
};
