import { sendGrant } from "../../messaging/policy/queueStatements";
import type { Place } from "../../shared/arn";
import { allowKeyThrough, allowOn, type Grant } from "../../shared/grantStatements";
import { serviceTrust, type Statement } from "../../shared/policyDocument";

/** What a function's role is about. */
export interface FunctionFacts {
    logGroupArn: string;
    /** The queue for failed events; none for a function that is only called by those who wait. */
    failureQueueArn?: string;
    keyArn: string;
    place: Place;
    /** Whether the function is in a VPC. */
    inVpc: boolean;
}

/** Sids of the statements that are the component's own. */
export const functionSids = [
    "Logs",
    "Tracing",
    "KeyThroughLAMBDA",
    "Queue",
    "KeyThroughSQS",
    "NetworkInterfaces",
    "NoNetworkInterfacesForCode",
] as const;

/**
 * Who may take a function's role: AWS Lambda. It needs no condition on the account, because a role can be passed to a
 * service only inside of its own account.
 * See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export const functionTrust = serviceTrust("lambda.amazonaws.com");

/** What every function's role may do: write its log and its traces, and let Lambda read its environment. */
export function functionStatements(facts: FunctionFacts): Statement[] {
    const { logGroupArn, failureQueueArn, keyArn, place, inVpc } = facts;
    return [
        allowOn("Logs", ["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroupArn}:*`),
        // AWS X-Ray knows no resource for these.
        allowOn("Tracing", ["xray:PutTraceSegments", "xray:PutTelemetryRecords"], "*"),
        ...allowKeyThrough("lambda", ["kms:Decrypt"], { keyArn, place }),
        // Lambda sends failed events with the function's role.
        ...(failureQueueArn === undefined ? [] : sendGrant.statements({ arn: failureQueueArn, keyArn, place })),
        ...(inVpc ? networkStatements(place) : []),
    ];
}

/** What AWSLambdaVPCAccessExecutionRole allows on network interfaces. */
const interfaceActions = [
    "ec2:CreateNetworkInterface",
    "ec2:DeleteNetworkInterface",
    "ec2:DescribeNetworkInterfaces",
    "ec2:DescribeSubnets",
    "ec2:AssignPrivateIpAddresses",
    "ec2:UnassignPrivateIpAddresses",
];

/**
 * Lambda makes the network interfaces of a function with the function's role, on resources that it does not name, so
 * they are allowed on all. The code of the function gets none of it: what it calls carries the function's ARN, and what
 * Lambda calls does not.
 * See https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html and
 * https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html
 */
function networkStatements({ partition, region, accountId }: Place): Statement[] {
    return [
        allowOn("NetworkInterfaces", interfaceActions, "*"),
        {
            Sid: "NoNetworkInterfacesForCode",
            Effect: "Deny",
            Action: interfaceActions,
            Resource: ["*"],
            Condition: {
                ArnLike: { "lambda:SourceFunctionArn": [`arn:${partition}:lambda:${region}:${accountId}:function:*`] },
            },
        },
    ];
}

/** The function as it is live, without the right to change it. */
export const invokeGrant: Grant = {
    method: "grantInvoke",
    access: "invoke",
    statements: ({ arn }) => [allowOn("Function", ["lambda:InvokeFunction"], arn)],
};
