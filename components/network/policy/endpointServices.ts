import type { Place } from "../../shared/arn";
import type { Statement } from "../../shared/policyDocument";

/** A service of AWS that can be reached from a VPC without the internet, as its endpoint calls it. */
export const AwsService = {
    CloudWatch: "monitoring",
    CloudWatchLogs: "logs",
    /** AWS Service Catalog AppRegistry. */
    AppRegistry: "servicecatalog-appregistry",
    CodeBuild: "codebuild",
    CodePipeline: "codepipeline",
    DynamoDb: "dynamodb",
    /** Messages of AWS Systems Manager to agents older than 3.3.40. */
    Ec2Messages: "ec2messages",
    /** Amazon ECR, its API; layers of images come from Amazon S3. */
    EcrApi: "ecr.api",
    /** Amazon ECR as Docker speaks to it. */
    EcrDocker: "ecr.dkr",
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
    /** Sessions of AWS Systems Manager. */
    SsmMessages: "ssmmessages",
    StepFunctions: "states",
    Sts: "sts",
    XRay: "xray",
} as const;
export type AwsService = (typeof AwsService)[keyof typeof AwsService];

/** Reached by a route, free of charge; the others by a network interface in each subnet. */
const gateways: readonly AwsService[] = [AwsService.DynamoDb, AwsService.S3];

export function isGateway(service: AwsService): boolean {
    return gateways.includes(service);
}

/** What a service's actions begin with, where its endpoint has another name. */
const actionPrefixes: Partial<Record<AwsService, string>> = {
    "ecr.api": "ecr",
    "ecr.dkr": "ecr",
    monitoring: "cloudwatch",
    "servicecatalog-appregistry": "servicecatalog",
};

/**
 * Endpoints that China's regions have under their own domain.
 * See DescribeVpcEndpointServices, as aws-cdk-lib's InterfaceVpcEndpointAwsService has it.
 */
const chinese: readonly AwsService[] = [
    AwsService.CloudWatch,
    AwsService.EcrApi,
    AwsService.EcrDocker,
    AwsService.ExecuteApi,
    AwsService.Lambda,
    AwsService.Sqs,
    AwsService.StepFunctions,
    AwsService.Sts,
    AwsService.XRay,
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
        ...(service === AwsService.S3 ? [imageLayers(partition, region)] : []),
    ];
}

/**
 * Layers of Amazon ECR's images, which are in a bucket of AWS's and fetched with its signature: to be read, not written.
 * See https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html
 */
function imageLayers(partition: string, region: string): Statement {
    return {
        ...{ Sid: "ImageLayers", Effect: "Allow", Principal: "*" },
        Action: ["s3:GetObject"],
        Resource: [`arn:${partition}:s3:::prod-${region}-starport-layer-bucket/*`],
    };
}
