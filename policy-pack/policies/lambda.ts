import { all, any, flag, isGood, must, mustNot, not, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation"; // prettier-ignore
import { texts, when, type Link, type ResourceReader, type StackReader, type Truth } from "../evaluation";
import { LAMBDA_RUNTIMES } from "../dated";
import { mustLetNoOutsidersIn } from "./documents";
import { hasAtLeast } from "./lists";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { environmentsMustHoldNoSecrets, typesWithEnvironment } from "./environments";

const FUNCTION = "aws:lambda/function:Function";
const PERMISSION = "aws:lambda/permission:Permission";
const LAYER_PERMISSION = "aws:lambda/layerVersionPermission:LayerVersionPermission";
const FUNCTION_URL = "aws:lambda/functionUrl:FunctionUrl";
const LOG_GROUP = "aws:cloudwatch/logGroup:LogGroup";

/** A log group is named after its function. */
const logGroupOf: Link = { from: [LOG_GROUP], by: "name", after: "/aws/lambda/", to: [FUNCTION], named: ["name"] };
const eventInvokeConfigOf: Link = {
    from: ["aws:lambda/functionEventInvokeConfig:FunctionEventInvokeConfig"],
    by: "functionName",
    to: [FUNCTION],
    named: ["name", "id", "arn"],
};

/** A container image brings its own runtime. */
function isZip(fn: ResourceReader): Truth {
    return not(fn.get("packageType").is("Image"));
}

function isInVpc(fn: ResourceReader): Truth {
    return fn.get("vpcConfig", "subnetIds").isPresent();
}

const DISTRIBUTIONS = [
    "aws:cloudfront/distribution:Distribution",
    "aws:cloudfront/multitenantDistribution:MultitenantDistribution",
];
const BEHAVIORS = ["defaultCacheBehavior", "orderedCacheBehaviors", "cacheBehaviors"];

/**
 * Whether CloudFront runs the function at its edge, where it can have no traces, no VPC and no queue for failed events:
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 */
function isAtEdge(fn: ResourceReader, stack: StackReader): boolean {
    return stack
        .ofTypes(...DISTRIBUTIONS)
        .some((distribution) => BEHAVIORS.some((behavior) => distribution.comesFrom(behavior, fn)));
}

/** By type: what keeps a permission for everybody to some. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
    [PERMISSION]: ["principalOrgId", "sourceAccount", "sourceArn"],
    [LAYER_PERMISSION]: ["organizationId"],
};

function isScopedBy(permission: ResourceReader, scopes: readonly string[]): Truth {
    return any(scopes.map((scope) => permission.get(scope).isGiven()));
}

function isEverybody(principal: string): boolean {
    return principal === "*" || /^arn:[^:]*:iam::\*:/.test(principal);
}

const SERVICE = /^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|amazonaws\.eu)$/;

const INVOKING = ["lambda:invokefunction", "lambda:invokefunctionurl"];

const FUNCTION_EXAMPLE = (more: string): string => `new aws.lambda.Function("api", {
    role: "arn:aws:iam::111122223333:role/api",
    runtime: "nodejs24.x",
    handler: "index.handler",
    code: new pulumi.asset.FileArchive("api"),${more === "" ? "" : `\n    ${more}`}
});`;

export default service("lambda", [
    resourcePolicy({
        id: "lambda-supported-runtime",
        title: "Lambda functions have a runtime that AWS still patches",
        severity: "medium",
        types: [FUNCTION],
        controls: {
            fsbp: ["Lambda.2"],
            nist: ["SI-2", "CM-2"],
            trustedAdvisor: ["L4dfs2Q4C5"],
            whitepaper: ["account security"],
        },
        why: "A deprecated runtime gets no security patches any more, and soon AWS refuses to create or change functions that have it.",
        fix: { text: "Move to a newer version of the language.", example: FUNCTION_EXAMPLE("") },
        knowledge: [LAMBDA_RUNTIMES],
        options: {
            accepted: texts({
                default: [],
                pattern: /^[a-z][a-z0-9.-]*$/,
                of: "identifiers of runtimes",
                description: "Runtimes that are accepted whatever AWS says of them.",
            }),
        },
        check(fn, { accepted }, today) {
            const runtime = fn.get("runtime");
            return when(
                all([isZip(fn), runtime.isPresent()]),
                must(
                    any([runtime.isOneOf(accepted), isGood(runtime, LAMBDA_RUNTIMES, today)]),
                    say`Set ${runtime} to one that is not deprecated.`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "lambda-permission-no-public",
        title: "Lambda functions and layers let no outsiders in",
        severity: "critical",
        types: [PERMISSION, LAYER_PERMISSION, ...typesWithPolicy("lambda")],
        controls: {
            fsbp: ["Lambda.1"],
            cis7: ["2.21"],
            nist: ["AC-3", "AC-4(21)", "AC-6", "SC-7"],
            whitepaper: ["account security"],
        },
        why: "Whoever has an AWS account may call the function, on your bill and with what its role may do.",
        fix: {
            text: "Name the account, role or service that may call it, or scope the permission to an organization.",
            example: `new aws.lambda.Permission("api", {
    function: "api",
    action: "lambda:InvokeFunction",
    principal: "111122223333",
});`,
        },
        check(resource) {
            const scopes = SCOPES[resource.type];
            if (scopes === undefined) {
                return mustLetNoOutsidersIn(policyOf(resource), say`Name who may call it, or scope it by a condition.`);
            }
            const principal = resource.get("principal");
            return mustNot(
                all([principal.judgeText(isEverybody), not(isScopedBy(resource, scopes))]),
                say`Set ${principal} to the account, role or service that may use it.`,
            );
        },
    }),
    resourcePolicy({
        id: "lambda-permission-source-scoped",
        title: "Services may call Lambda functions only for one's own resources",
        severity: "high",
        types: [PERMISSION],
        controls: { fsbp: ["Lambda.1"], nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "The service acts for all its customers: without a source, anybody's bucket, rule or API may have it call the function.",
        fix: {
            text: "Name what calls: its ARN as `sourceArn`, its account as `sourceAccount` where the ARN holds none, as that of a bucket.",
            example: `new aws.lambda.Permission("uploads", {
    function: "uploads",
    action: "lambda:InvokeFunction",
    principal: "s3.amazonaws.com",
    sourceArn: bucket.arn,
    sourceAccount: "111122223333",
});`,
        },
        options: {
            bucketsNeedAccount: flag({
                default: false,
                description:
                    "Whether S3 needs `sourceAccount` too: a bucket's ARN holds no account, and who deletes a bucket gives its name away.",
            }),
        },
        check(permission, { bucketsNeedAccount }) {
            const principal = permission.get("principal");
            const account = permission.get("sourceAccount");
            return [
                when(
                    principal.judgeText((name) => SERVICE.test(name)),
                    must(
                        isScopedBy(permission, SCOPES[PERMISSION] ?? []),
                        say`Set \`sourceArn\` or ${account}: ${principal} is a service that acts for others too.`,
                    ),
                ),
                bucketsNeedAccount
                    ? when(
                          all([principal.is("s3.amazonaws.com"), permission.get("sourceArn").isGiven()]),
                          must(account.isGiven(), say`Set ${account} to the account of the bucket.`),
                      )
                    : [],
            ];
        },
    }),
    resourcePolicy({
        id: "lambda-permission-invoke-only",
        title: "Permissions of Lambda let functions be called, and no more",
        severity: "medium",
        types: [PERMISSION],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "Whoever may do all, or change the function, runs what he likes with the rights of its role.",
        fix: {
            text: "Allow `lambda:InvokeFunction`, or `lambda:InvokeFunctionUrl`. Services need nothing else; others may get single actions.",
            example: `new aws.lambda.Permission("uploads", {
    function: "uploads",
    action: "lambda:InvokeFunction",
    principal: "sns.amazonaws.com",
    sourceArn: topic.arn,
});`,
        },
        check(permission) {
            const action = permission.get("action");
            const isMore = action.judgeText((name) => !INVOKING.includes(name.toLowerCase()));
            const isForService = permission.get("principal").judgeText((name) => SERVICE.test(name));
            return mustNot(
                any([action.judgeText((name) => name.includes("*")), all([isMore, isForService])]),
                say`Set ${action} to "lambda:InvokeFunction".`,
            );
        },
    }),
    settingPolicy({
        id: "lambda-function-url-auth",
        title: "Lambda function URLs ask who calls",
        severity: "critical",
        types: [FUNCTION_URL],
        controls: { fsbp: ["Lambda.1"], nist: ["AC-3", "IA-2"], whitepaper: ["account security"] },
        why: "Without authorization the URL is open to the internet, past every gateway and firewall.",
        fix: {
            text: "Let IAM authorize requests; for the public put CloudFront before it, with an origin access control, or use API Gateway.",
            example: `new aws.lambda.FunctionUrl("api", { functionName: "api", authorizationType: "AWS_IAM" });`,
        },
        setting: "authorizationType",
        must: { notBe: "NONE" },
        isRequired: true,
    }),
    resourcePolicy({
        id: "lambda-function-url-cors",
        title: "Lambda function URLs let only certain websites read",
        severity: "medium",
        types: [FUNCTION_URL],
        controls: { nist: ["AC-4"], whitepaper: ["account security"] },
        why: "With any origin, every website that a user visits may call the function and read what it answers.",
        fix: {
            text: "Name the websites that call it.",
            example: `new aws.lambda.FunctionUrl("api", {
    functionName: "api",
    authorizationType: "AWS_IAM",
    cors: { allowOrigins: ["https://console.example.com"] },
});`,
        },
        check(url) {
            const origins = url.get("cors", "allowOrigins");
            return mustNot(
                origins.some((origin) => origin.is("*")),
                say`Name the websites in ${origins}, without "*".`,
            );
        },
    }),
    stackPolicy({
        id: "lambda-in-vpc",
        title: "Lambda functions are in a VPC",
        severity: "low",
        offByDefault: true,
        types: [FUNCTION],
        controls: { fsbp: ["Lambda.3"], nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "Outside of a VPC nothing limits where a function connects to.",
        fix: {
            text: "Give the function subnets and a security group.",
            example: FUNCTION_EXAMPLE(
                `vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },`,
            ),
        },
        check(fn, stack) {
            return when(
                !isAtEdge(fn, stack),
                must(isInVpc(fn), say`Set ${fn.get("vpcConfig", "subnetIds")} to private subnets of a VPC.`),
            );
        },
    }),
    resourcePolicy({
        id: "lambda-vpc-multi-az",
        title: "Lambda functions in a VPC have more than one subnet",
        severity: "medium",
        types: [FUNCTION],
        controls: { fsbp: ["Lambda.5"], nist: ["CP-10", "SC-36"], whitepaper: ["VPC"] },
        why: "A function with one subnet stops when its Availability Zone does.",
        fix: {
            text: "Give the function subnets of two Availability Zones or more.",
            example: FUNCTION_EXAMPLE(
                `vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], securityGroupIds: ["sg-1"] },`,
            ),
        },
        check(fn) {
            const subnets = fn.get("vpcConfig", "subnetIds");
            return when(isInVpc(fn), must(hasAtLeast(subnets, 2), say`Add a subnet of another Availability Zone to ${subnets}.`)); // prettier-ignore
        },
    }),
    stackPolicy({
        id: "lambda-xray",
        title: "Lambda functions trace requests",
        severity: "low",
        types: [FUNCTION],
        controls: { fsbp: ["Lambda.7"], nist: ["CA-7", "SI-4"], whitepaper: ["account security"] },
        why: "Without traces nobody sees which call of which service was slow or refused.",
        fix: {
            text: "Turn on active tracing, and let the role write traces.",
            example: FUNCTION_EXAMPLE(`tracingConfig: { mode: "Active" },`),
        },
        check(fn, stack) {
            const mode = fn.get("tracingConfig", "mode");
            return when(!isAtEdge(fn, stack), must(mode.is("Active"), say`Set ${mode} to "Active".`));
        },
    }),
    stackPolicy({
        id: "lambda-dead-letter",
        title: "Lambda functions keep events that they failed on",
        severity: "low",
        offByDefault: true,
        types: [FUNCTION],
        controls: { nist: ["SI-11"], whitepaper: ["account security"] },
        why: "An event that came asynchronously, and on which the function failed three times, is gone.",
        fix: {
            text: "Name a queue or topic for such events.",
            example: FUNCTION_EXAMPLE(
                `deadLetterConfig: { targetArn: "arn:aws:sqs:eu-west-1:111122223333:failed-events" },`,
            ),
        },
        check(fn, stack) {
            const target = fn.get("deadLetterConfig", "targetArn");
            const onFailure = stack
                .linkedTo(fn, eventInvokeConfigOf)
                .some((config) => config.get("destinationConfig", "onFailure", "destination").isGiven());
            return when(
                !isAtEdge(fn, stack),
                must(any([target.isGiven(), onFailure]), say`Set ${target} to the ARN of a queue or topic.`),
            );
        },
    }),
    resourcePolicy({
        id: "lambda-env-kms",
        title: "Environments of Lambda functions are encrypted with one's own key",
        severity: "low",
        types: [FUNCTION],
        controls: { nist: ["SC-28"], whitepaper: ["account security"] },
        why: "By default AWS's own key encrypts them, and whoever may look at the function reads them. With a key of one's own, who may decrypt is decided and recorded.",
        fix: {
            text: "Name a KMS key.",
            example: FUNCTION_EXAMPLE(`environment: { variables: { LEVEL: "info" } },\n    kmsKeyArn: key.arn,`),
        },
        check(fn) {
            const variables = fn.get("environment", "variables");
            const hasSome = variables.isUnknown ? variables.noteUndetermined() : variables.entries().length > 0;
            const key = fn.get("kmsKeyArn");
            return when(hasSome, must(key.isGiven(), say`Set ${key} to the ARN of a KMS key.`));
        },
    }),
    resourcePolicy({
        id: "lambda-env-no-secrets",
        title: "Environments of Lambda functions and MicroVM images hold no credentials",
        severity: "high",
        types: typesWithEnvironment("lambda"),
        controls: { nist: ["IA-5(7)"], whitepaper: ["account security"] },
        why: "Whoever may look at the function reads its environment, and so do backups, logs and the state of the stack.",
        fix: {
            text: "Keep credentials in Secrets Manager, and let the function fetch them by its role. The key that was here is no secret any more: replace it.",
            example: FUNCTION_EXAMPLE(
                `environment: { variables: { SECRET: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:db" } },`,
            ),
        },
        check: (resource) => environmentsMustHoldNoSecrets(resource, "lambda"),
    }),
    settingPolicy({
        id: "lambda-code-signing",
        title: "Lambda functions run signed code only",
        severity: "low",
        offByDefault: true,
        types: [FUNCTION],
        controls: { nist: ["SI-7"], whitepaper: ["account security"] },
        why: "Whoever may change the function's code may run what they like with its role.",
        fix: {
            text: "Sign the package, and name a code signing configuration.",
            example: FUNCTION_EXAMPLE(
                `codeSigningConfigArn: "arn:aws:lambda:eu-west-1:111122223333:code-signing-config:csc-1",`,
            ),
        },
        setting: "codeSigningConfigArn",
        must: { beSet: "the ARN of a code signing configuration" },
        appliesIf: isZip,
    }),
    settingPolicy({
        id: "lambda-reserved-concurrency",
        title: "Lambda functions have a limit of their own",
        severity: "low",
        offByDefault: true,
        types: [FUNCTION],
        controls: { nist: ["SC-5"], whitepaper: ["account security"] },
        why: "A function without a limit may use up the concurrency that all of the account share.",
        fix: { text: "Reserve concurrency.", example: FUNCTION_EXAMPLE("reservedConcurrentExecutions: 10,") },
        setting: "reservedConcurrentExecutions",
        must: { beAtLeast: 0 },
        default: -1,
    }),
    stackPolicy({
        id: "lambda-log-group-retention",
        title: "Lambda functions have a log group that is declared",
        severity: "low",
        types: [FUNCTION],
        controls: { nist: ["AU-11"], whitepaper: ["CloudWatch"] },
        why: "A log group that Lambda makes by itself keeps logs for ever, unencrypted by a key of one's own.",
        fix: {
            text: "Declare the log group, with the time it keeps logs, and name it in the function.",
            example: FUNCTION_EXAMPLE(`loggingConfig: { logFormat: "JSON", logGroup: "/aws/lambda/api" },`),
        },
        check(fn, stack) {
            const own = fn.given("loggingConfig", "logGroup");
            return must(
                any([own.isGiven(), stack.linkedTo(fn, logGroupOf).exists()]),
                say`Declare its log group, and name it in \`loggingConfig.logGroup\`.`,
            );
        },
    }),
]);
