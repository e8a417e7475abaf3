import lambda from "../../../policy-pack/policies/lambda";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { secretsIn } from "../support/environments";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

type More = Partial<Pick<TestResource, "name" | "from" | "outputs">>;

const fn = (inputs: Inputs, more: More = {}): TestResource => ({
    type: "aws:lambda/function:Function",
    inputs,
    ...more,
});
/** A function, and a distribution that runs it where a behavior says so. */
const atEdge = (type: string, behavior: string): readonly TestResource[] => [
    fn({}),
    {
        type,
        name: "site",
        inputs: { [behavior]: unknown(), origins: unknown() },
        from: { [behavior]: ["it"] },
    },
];
const AT_EDGE = {
    "at the edge": atEdge("aws:cloudfront/distribution:Distribution", "defaultCacheBehavior"),
    "at the edge, for some paths": atEdge("aws:cloudfront/distribution:Distribution", "orderedCacheBehaviors"),
    "at the edge, for several customers": atEdge(
        "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
        "cacheBehaviors",
    ),
};
const BEHIND_EDGE = { "behind a distribution": atEdge("aws:cloudfront/distribution:Distribution", "origins") };
const permission = (inputs: Inputs): TestResource => ({
    type: "aws:lambda/permission:Permission",
    inputs: { action: "lambda:InvokeFunction", function: "api", ...inputs },
});
const layerPermission = (inputs: Inputs): TestResource => ({
    type: "aws:lambda/layerVersionPermission:LayerVersionPermission",
    inputs,
});
const resourcePolicy = (principal: string): TestResource => ({
    type: "aws:lambda/resourcePolicy:ResourcePolicy",
    inputs: {
        resourceArn: "arn:aws:lambda:eu-west-1:111122223333:function:api",
        policy: JSON.stringify({
            Statement: {
                Effect: "Allow",
                Principal: { AWS: principal },
                Action: "lambda:InvokeFunction",
                Resource: "*",
            },
        }),
    },
});
const url = (inputs: Inputs): TestResource => ({
    type: "aws:lambda/functionUrl:FunctionUrl",
    inputs: { functionName: "api", authorizationType: "AWS_IAM", ...inputs },
});
const logGroup = (inputs: Inputs, more: More = {}): TestResource => ({
    type: "aws:cloudwatch/logGroup:LogGroup",
    name: "logs",
    inputs,
    ...more,
});
const eventInvokeConfig = (inputs: Inputs): TestResource => ({
    type: "aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig",
    name: "events",
    inputs: { functionName: unknown(), ...inputs },
    from: { functionName: ["it"] },
});
const subnets = (...subnetIds: Inputs[string][]): TestResource =>
    fn({ vpcConfig: { subnetIds, securityGroupIds: ["sg-1"] } });
const variables = (entries: Inputs): TestResource => fn({ environment: { variables: entries } });

const ARN = "arn:aws:s3:::uploads";
const QUEUE = "arn:aws:sqs:eu-west-1:111122223333:failed";
const DECLARE = "Declare its log group, and name it in `loggingConfig.logGroup`.";
// Made up, in parts so that no scanner takes them for real ones.
const KEY_ID = ["AKIA", "IOSFODNN7EXAMPLE"].join("");
const SECRET_KEY = ["wJalrXUtnFEMI/K7MDENG", "bPxRfiCYEXAMPLEKEY"].join("/");

describeService(lambda, {
    "lambda-supported-runtime": {
        says: "Set `runtime` to one that is not deprecated.",
        compliant: {
            "a runtime of today": fn({ runtime: "nodejs24.x" }),
            "one that is not scheduled to end": fn({ runtime: "python3.15" }),
            "the day before it ends": { resources: fn({ runtime: "nodejs22.x" }), today: "2027-04-29" },
            "a container image, whatever runtime is named": fn({ packageType: "Image", runtime: "nodejs12.x" }),
            "one that the options accept": {
                resources: fn({ runtime: "nodejs20.x" }),
                options: { accepted: ["nodejs20.x"] },
            },
        },
        violating: {
            "a runtime that ended": fn({ runtime: "nodejs18.x", packageType: "Zip" }),
            "the day it ends": { resources: fn({ runtime: "nodejs22.x" }), today: "2027-04-30" },
        },
        absent: "compliant",
        unknown: {
            "one that is newer than the table": {
                resources: fn({ runtime: "nodejs28.x", handler: unknown() }),
                undetermined: "Not among the Lambda runtimes as of 2026-08-15: `runtime`.",
            },
        },
    },
    "lambda-permission-no-public": {
        says: "Set `principal` to the account, role or service that may use it.",
        compliant: {
            "an account": permission({ principal: "111122223333" }),
            "a service": permission({ principal: "events.amazonaws.com" }),
            "everybody of an organization": permission({ principal: "*", principalOrgId: "o-a1b2c3d4e5" }),
            "everybody of an account": permission({ principal: "*", sourceAccount: "111122223333" }),
            "a layer for an organization": layerPermission({ principal: "*", organizationId: "o-a1b2c3d4e5" }),
            "a layer for an account": layerPermission({ principal: "111122223333" }),
            "a policy for an account": resourcePolicy("111122223333"),
        },
        violating: {
            everybody: permission({ principal: "*" }),
            "everybody by URL": permission({ principal: "*", functionUrlAuthType: "NONE" }),
            "roots of all accounts": permission({ principal: "arn:aws:iam::*:root" }),
            "a layer for everybody": layerPermission({ principal: "*" }),
            "a policy for everybody": {
                resources: resourcePolicy("*"),
                says: ["Statement 1 of `policy` lets anybody in. Name who may call it, or scope it by a condition."],
            },
        },
        absent: "compliant",
        unknown: {
            "which organization": permission({ principal: "*", principalOrgId: unknown() }),
        },
    },
    "lambda-permission-invoke-only": {
        says: 'Set `action` to "lambda:InvokeFunction".',
        compliant: {
            "a service calls": permission({ principal: "sns.amazonaws.com", action: "lambda:InvokeFunction" }),
            "by its address": permission({ principal: "*", action: "lambda:InvokeFunctionUrl" }),
            "a service calls by its address": permission({
                principal: "cloudfront.amazonaws.com",
                action: "lambda:InvokeFunctionUrl",
            }),
            "an account reads": permission({ principal: "111122223333", action: "lambda:GetFunction" }),
        },
        violating: {
            "a service does all": permission({ principal: "s3.amazonaws.com", action: "lambda:*" }),
            "an account does all": permission({ principal: "111122223333", action: "lambda:*" }),
            "an account does whatever begins alike": permission({
                principal: "111122223333",
                action: "lambda:Update*",
            }),
            "a service deletes": permission({
                principal: "logs.eu-west-1.amazonaws.com",
                action: "lambda:DeleteFunction",
            }),
        },
        absent: "compliant",
        unknown: {
            "who may delete": {
                resources: permission({ principal: unknown(), action: "lambda:DeleteFunction" }),
                undetermined: "Not known before the update: `principal`.",
            },
        },
    },
    "lambda-permission-source-scoped": {
        says: "Set `sourceArn` or `sourceAccount`: `principal` is a service that acts for others too.",
        compliant: {
            "one bucket": permission({ principal: "s3.amazonaws.com", sourceArn: ARN }),
            "one account": permission({ principal: "config.amazonaws.com", sourceAccount: "111122223333" }),
            "an account, not a service": permission({ principal: "111122223333" }),
            "Alexa, which is no service of AWS": permission({ principal: "alexa-appkit.amazon.com" }),
            "a role named like a service": permission({
                principal: "arn:aws:iam::111122223333:role/s3.amazonaws.com",
            }),
            "a host named like a service": permission({ principal: "s3.amazonaws.com.example.com" }),
            "what is no bucket, where buckets need an account": {
                resources: permission({
                    principal: "sns.amazonaws.com",
                    sourceArn: "arn:aws:sns:eu-west-1:111122223333:orders",
                }),
                options: { bucketsNeedAccount: true },
            },
            "one bucket of one account": {
                resources: permission({
                    principal: "s3.amazonaws.com",
                    sourceArn: ARN,
                    sourceAccount: "111122223333",
                }),
                options: { bucketsNeedAccount: true },
            },
        },
        violating: {
            "any rule": permission({ principal: "events.amazonaws.com" }),
            "any log group of a region in China": permission({ principal: "logs.cn-north-1.amazonaws.com.cn" }),
            "any bucket of any account, told once": {
                resources: permission({ principal: "s3.amazonaws.com" }),
                options: { bucketsNeedAccount: true },
            },
            "a bucket of any account": {
                resources: permission({ principal: "s3.amazonaws.com", sourceArn: ARN }),
                options: { bucketsNeedAccount: true },
                says: ["Set `sourceAccount` to the account of the bucket."],
            },
        },
        absent: "compliant",
        unknown: {
            "the source": permission({ principal: "apigateway.amazonaws.com", sourceArn: unknown() }),
        },
        // A source of another type is given all the same.
        malformed: {
            "a principal": {
                resources: permission({ principal: ["events.amazonaws.com"] }),
                undetermined: "Not of the type it should be: `principal`.",
            },
        },
    },
    "lambda-function-url-auth": {
        says: 'Set `authorizationType` to something else than "NONE".',
        compliant: { IAM: url({}) },
        violating: { none: url({ authorizationType: "NONE" }) },
        absent: "compliant",
    },
    "lambda-function-url-cors": {
        says: 'Name the websites in `cors.allowOrigins`, without "*".',
        compliant: { "one website": url({ cors: { allowOrigins: ["https://console.example.com"] } }) },
        violating: { "any website": url({ cors: { allowOrigins: ["https://console.example.com", "*"] } }) },
        absent: "compliant",
    },
    "lambda-in-vpc": {
        says: "Set `vpcConfig.subnetIds` to private subnets of a VPC.",
        compliant: { "in a VPC": subnets("subnet-1"), ...AT_EDGE },
        violating: { ...BEHIND_EDGE, "no subnets": fn({ vpcConfig: { securityGroupIds: ["sg-1"] } }) },
        absent: "violating",
    },
    "lambda-vpc-multi-az": {
        says: "Add a subnet of another Availability Zone to `vpcConfig.subnetIds`.",
        compliant: {
            "two subnets": subnets("subnet-1", "subnet-2"),
            "two subnets of this stack": subnets(unknown(), unknown()),
            "no VPC": fn({ vpcConfig: { subnetIds: [], securityGroupIds: [] } }),
        },
        violating: { "one subnet": subnets("subnet-1") },
        absent: "compliant",
        unknown: {
            "which subnets": {
                resources: fn({ vpcConfig: { subnetIds: unknown(), securityGroupIds: [] } }),
                undetermined: "Not known before the update: `vpcConfig.subnetIds`.",
            },
        },
    },
    "lambda-xray": {
        says: 'Set `tracingConfig.mode` to "Active".',
        compliant: { traced: fn({ tracingConfig: { mode: "Active" } }), ...AT_EDGE },
        violating: { ...BEHIND_EDGE, "only if who calls traces": fn({ tracingConfig: { mode: "PassThrough" } }) },
        absent: "violating",
    },
    "lambda-dead-letter": {
        says: "Set `deadLetterConfig.targetArn` to the ARN of a queue or topic.",
        compliant: {
            ...AT_EDGE,
            "a queue": fn({ deadLetterConfig: { targetArn: QUEUE } }),
            ...eachOutput(["name", "id", "arn"], "save", (outputs) => [
                fn({}, { outputs }),
                {
                    ...eventInvokeConfig({
                        functionName: "save",
                        destinationConfig: { onFailure: { destination: QUEUE } },
                    }),
                    from: {},
                },
            ]),
            "a destination for failed events": {
                resources: [fn({}), eventInvokeConfig({ destinationConfig: { onFailure: { destination: QUEUE } } })],
            },
        },
        violating: {
            ...BEHIND_EDGE,
            "a destination for others only": {
                resources: [fn({}), eventInvokeConfig({ destinationConfig: { onSuccess: { destination: QUEUE } } })],
            },
        },
        absent: "violating",
        unknown: {
            "whether there is a destination": {
                resources: [fn({}), eventInvokeConfig({ functionName: unknown() })],
                says: ["Set `deadLetterConfig.targetArn` to the ARN of a queue or topic."],
            },
            "whose destination it is": {
                resources: [
                    fn({}),
                    {
                        ...eventInvokeConfig({ destinationConfig: { onFailure: { destination: QUEUE } } }),
                        from: {},
                    },
                ],
                undetermined: 'It is not known yet what this names: `functionName` of "events".',
            },
        },
    },
    "lambda-env-kms": {
        says: "Set `kmsKeyArn` to the ARN of a KMS key.",
        compliant: {
            "a key": fn({ environment: { variables: { LEVEL: "info" } }, kmsKeyArn: unknown() }),
            "no variables": variables({}),
        },
        violating: { "variables without a key": variables({ LEVEL: "info" }) },
        absent: "compliant",
    },
    "lambda-env-no-secrets": {
        says: "Remove the credential in `environment.variables.*`.",
        compliant: {
            "a table's name": variables({ TABLE: "orders" }),
            "the ARN of a secret": variables({ SECRET_KEY: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" }),
            "a key's id, which is longer than that of an access key": variables({ HASH: `${KEY_ID}0` }),
            "an address without a password": variables({ DB: "postgres://db.example.com:5432/orders" }),
            "a hash as long as a key": variables({ COMMIT: "da39a3ee5e6b4b0d3255bfef95601890afd80709" }),
        },
        violating: {
            ...secretsIn("lambda"),
            "an access key": {
                resources: variables({ AWS_ACCESS_KEY_ID: KEY_ID, AWS_SECRET_ACCESS_KEY: SECRET_KEY }),
                says: [
                    "Remove the credential in `environment.variables.*`.",
                    "Remove the credential in `environment.variables.*`.",
                ],
            },
            "a password in an address": variables({ DB: "postgres://admin:pass-word@db.example.com/orders" }),
            "a private key": variables({ KEY: ["-----BEGIN RSA PRIVATE", "KEY-----\nMIIE"].join(" ") }),
            "a token of GitHub": variables({ TOKEN: `ghp_${"a1B2".repeat(9)}` }),
            "a token of Slack": variables({ TOKEN: "xoxb-1234567890-abc" }),
            "a key of Stripe": variables({ KEY: ["sk_live", "abcdefghijklmnop"].join("_") }),
            "a key of Google": variables({ KEY: `AIza${"a".repeat(35)}` }),
        },
        absent: "compliant",
    },
    "lambda-code-signing": {
        says: "Set `codeSigningConfigArn` to the ARN of a code signing configuration.",
        compliant: {
            signed: fn({ codeSigningConfigArn: "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1" }),
            "a container image, which is signed otherwise": fn({ packageType: "Image" }),
        },
        violating: { "not signed": fn({ runtime: "nodejs24.x" }) },
        absent: "violating",
        unknown: {
            "how it is packed": {
                resources: fn({ packageType: unknown() }),
                undetermined: "Not known before the update: `packageType`.",
            },
        },
    },
    "lambda-reserved-concurrency": {
        says: "Set `reservedConcurrentExecutions` to 0 or more.",
        compliant: { limited: fn({ reservedConcurrentExecutions: 10 }) },
        violating: { "not limited": fn({ reservedConcurrentExecutions: -1 }) },
        absent: "violating",
    },
    "lambda-log-group-retention": {
        says: DECLARE,
        compliant: {
            "one named in the function": fn({ loggingConfig: { logFormat: "JSON", logGroup: unknown() } }, { from: { loggingConfig: ["it"] } }), // prettier-ignore
            "one with the function's name": {
                resources: [fn({ name: "api" }), logGroup({ name: "/aws/lambda/api" })],
            },
            "one with the function's name, which is not known yet": {
                resources: [
                    fn({}, { outputs: { name: unknown() } }),
                    logGroup({ name: unknown() }, { from: { name: ["it"] } }),
                ],
            },
        },
        violating: {
            "one of another function": {
                resources: [fn({ name: "api" }), logGroup({ name: "/aws/lambda/other" })],
            },
            "a format only": fn({ loggingConfig: { logFormat: "JSON" }, name: "api" }),
        },
        absent: "violating",
        unknown: {
            "whose log group it is": {
                resources: [fn({ name: "api" }), logGroup({ name: unknown() })],
                undetermined: 'It is not known yet what this names: `name` of "logs".',
            },
        },
    },
});
