import type { Check } from "../../shared/checks";
import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";
import type { Statement } from "../../shared/policyDocument";
import { type PolicyStatementArgs, statementFaults } from "../../shared/statements";

/** Sids of the statements that are the component's own. */
export const queueSids = ["DenyInsecureTransport"];

/** Everything that is wrong with the statements a user wants to add, as far as their values are known. */
export const queueStatementFaults: Check<PolicyStatementArgs[]> = (statements, argument) =>
    statementFaults("queue", argument, statements, queueSids);

/**
 * Nobody may use the queue without TLS.
 * See https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html
 */
export function queueTransportStatement(queueArn: string): Statement {
    return {
        Sid: "DenyInsecureTransport",
        Effect: "Deny",
        Principal: "*",
        Action: ["sqs:*"],
        Resource: [queueArn],
        Condition: { Bool: { "aws:SecureTransport": ["false"] } },
    };
}

/** Messages into the queue, without the right to read any. */
export const sendGrant: Grant = {
    method: "grantSend",
    access: "send",
    statements: (target) => [
        allowOn("Queue", ["sqs:SendMessage"], target.arn),
        ...allowKeyThrough("sqs", ["kms:GenerateDataKey", "kms:Decrypt"], target),
    ],
};

/** Messages out of the queue, for a program or for Lambda, which polls for a function with the function's role. */
export const consumeGrant: Grant = {
    method: "grantConsume",
    access: "consume",
    statements: (target) => [
        allowOn(
            "Queue",
            ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:ChangeMessageVisibility", "sqs:GetQueueAttributes"],
            target.arn,
        ),
        ...allowKeyThrough("sqs", ["kms:Decrypt"], target),
    ],
};
