import type { Place } from "../../shared/arn";
import type { Statement } from "../../shared/policyDocument";

/** A service of AWS that can be reached from a VPC without the internet, as its endpoint calls it. */
export const AwsService = {
    CloudWatch: "monitoring",
    CloudWatchLogs: "logs",
    CodeBuild: "codebuild",
    DynamoDb: "dynamodb",
    EventBridge: "events",
    /** APIs of Amazon API Gateway that are private to the VPC. */
    ExecuteApi: "execute-api",
    Kms: "kms",
    Lambda: "lambda",
    S3: "s3",
    SecretsManager: "secretsmanager",
    Sns: "sns",
    Sqs: "sqs",
    Ssm: "ssm",
    StepFunctions: "states",
    Sts: "sts",
} as const;
export type AwsService = (typeof AwsService)[keyof typeof AwsService];

/** Reached by a route, free of charge; the others by a network interface in each subnet. */
const gateways: readonly AwsService[] = [AwsService.DynamoDb, AwsService.S3];

export function isGateway(service: AwsService): boolean {
    return gateways.includes(service);
}

/** What a service's actions begin with, where its endpoint has another name. */
const actionPrefixes: Partial<Record<AwsService, string>> = { monitoring: "cloudwatch" };

/**
 * Endpoints that China's regions have under their own domain.
 * See DescribeVpcEndpointServices, as aws-cdk-lib's InterfaceVpcEndpointAwsService has it.
 */
const chinese: readonly AwsService[] = [
    AwsService.CloudWatch,
    AwsService.ExecuteApi,
    AwsService.Lambda,
    AwsService.Sqs,
    AwsService.StepFunctions,
    AwsService.Sts,
];

/** The name under which a service offers its endpoint. */
export function endpointServiceName(service: AwsService, { partition, region }: Place): string {
    const domain = partition === "aws-cn" && chinese.includes(service) ? "cn.com.amazonaws" : "com.amazonaws";
    return `${domain}.${region}.${service}`;
}

/**
 * What may pass an endpoint: principals of this account, to resources of this account. So neither foreign credentials
 * nor foreign buckets carry data away. An endpoint gives no rights: IAM policies still decide.
 * See https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 */
export function endpointStatements(service: AwsService, { partition, region, accountId }: Place): Statement[] {
    const Sid = "OwnAccountOnly";
    if (service === AwsService.ExecuteApi) {
        // Callers that a user pool or a function lets in have no principal of the account, so the API is what counts.
        return [
            {
                ...{ Sid, Effect: "Allow", Principal: "*" },
                Action: ["execute-api:Invoke"],
                Resource: [`arn:${partition}:execute-api:${region}:${accountId}:*`],
            },
        ];
    }
    return [
        {
            ...{ Sid, Effect: "Allow", Principal: "*" },
            Action: [`${actionPrefixes[service] ?? service}:*`],
            Resource: ["*"],
            Condition: {
                StringEquals: { "aws:PrincipalAccount": [accountId] },
                // Requests that are about no resource carry no account of one.
                StringEqualsIfExists: { "aws:ResourceAccount": [accountId] },
            },
        },
    ];
}
