import { matches, pattern } from "palisade-policy-documents";
import type { Place } from "../../shared/arn";
import type { Check } from "../../shared/checks";
import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";
import { allowService, type Statement } from "../../shared/policyDocument";
import { PolicyEffect, type PolicyStatementArgs, statementFaults } from "../../shared/statements";
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

/** What a topic's policy must never hand out: whoever may do it can open the topic to others, or take it away. */
const topicControl = [
    "sns:AddPermission",
    "sns:DeleteTopic",
    "sns:PutDataProtectionPolicy",
    "sns:RemovePermission",
    "sns:SetTopicAttributes",
];

/** Everything that is wrong with the statements a user wants to add, as far as their values are known. */
export const topicStatementFaults: Check<PolicyStatementArgs[]> = (statements, argument) => [
    ...statementFaults("topic", argument, statements, topicSids),
    ...statements.flatMap(({ effect, actions }, index) =>
        (effect === PolicyEffect.Deny ? [] : actions).flatMap((action) => {
            const given = pattern(action.toLowerCase());
            const control = topicControl.find((controlled) => matches(given, controlled.toLowerCase()));
            return control === undefined
                ? []
                : [
                      {
                          argument: `${argument}[${index}].actions`,
                          fault: `"${action}" covers ${control}, with which the principal could undo the topic's protection`,
                          fix: "leave it to IAM policies of the topic's own account",
                      },
                  ];
        }),
    ),
];

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
