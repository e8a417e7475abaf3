import { anyPartition } from "../shared/arn";
import type { Fault } from "../shared/validate";

/** A service that calls functions under its own name. */
export const FunctionInvoker = {
    /** Amazon API Gateway: methods and authorizers of an API, `<api's execution ARN>/<stage>/<method>/<path>`. */
    ApiGateway: "ApiGateway",
    /** Amazon Cognito: triggers of a user pool. */
    Cognito: "Cognito",
    /** Amazon EventBridge: a rule. */
    EventBridge: "EventBridge",
    /** Elastic Load Balancing: a target group of an Application Load Balancer. */
    LoadBalancer: "LoadBalancer",
    /** Amazon S3: notifications of a bucket. */
    S3: "S3",
    /** AWS Secrets Manager: rotation of a secret. */
    SecretsManager: "SecretsManager",
    /** Amazon SNS: a topic. */
    Sns: "Sns",
} as const;
export type FunctionInvoker = (typeof FunctionInvoker)[keyof typeof FunctionInvoker];

interface Invoker {
    /** The service's principal. */
    principal: string;
    /** What stands for it in the ARNs of its resources. */
    arnService: string;
    /** Whether it leaves events with Lambda and waits for no answer. */
    asynchronous?: true;
}

const invokers: Record<FunctionInvoker, Invoker> = {
    ApiGateway: { principal: "apigateway.amazonaws.com", arnService: "execute-api" },
    Cognito: { principal: "cognito-idp.amazonaws.com", arnService: "cognito-idp" },
    EventBridge: { principal: "events.amazonaws.com", arnService: "events", asynchronous: true },
    LoadBalancer: { principal: "elasticloadbalancing.amazonaws.com", arnService: "elasticloadbalancing" },
    S3: { principal: "s3.amazonaws.com", arnService: "s3", asynchronous: true },
    SecretsManager: { principal: "secretsmanager.amazonaws.com", arnService: "secretsmanager" },
    Sns: { principal: "sns.amazonaws.com", arnService: "sns", asynchronous: true },
};

export function principalOf(invoker: FunctionInvoker): string {
    return invokers[invoker].principal;
}

/** What is wrong with a service that waits for no answer, of a function that has no queue for what fails. */
export function waitingFaults(invoker: FunctionInvoker): Fault[] {
    const fault = `${invoker} waits for no answer, so what fails would be lost`;
    const fix = "make the function with asynchronous: true, which gives it a queue for failures";
    return invokers[invoker].asynchronous === true ? [{ argument: "invoker", fault, fix }] : [];
}

const arn = new RegExp(`^arn:(?:${anyPartition}):([a-z0-9-]+):[a-z0-9-]*:(\\d{12})?:([^*?].*)$`);

/** What is wrong with the source that a service may call a function for. Its account must be the function's. */
export function sourceFaults(invoker: FunctionInvoker, source: string, accountId: string): Fault[] {
    const { arnService } = invokers[invoker];
    const [, service, account = accountId] = arn.exec(source) ?? [];
    const fix = `pass the ARN of what calls, arn:<partition>:${arnService}:..., of the function's account`;
    if (service !== arnService) {
        return [{ argument: "sourceArn", fault: "it is not the ARN of such a source", fix }];
    }
    return account === accountId ? [] : [{ argument: "sourceArn", fault: "it is of another account", fix }];
}
