import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { arnOf, placeOf } from "../shared/arn";
import { flag, idsOf, oneOf, text, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { deadLetterSettings, protectedQueue } from "../messaging/protectedQueue";
import type { SecureQueue } from "../messaging/secureQueue";
import { grant, type GrantOptions } from "../shared/grants";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { functionNaming, nameFaults, physicalName, roleNaming } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { roleRules } from "../shared/roleRules";
import { type RoleStatementArgs, roleStatementFaults, toRoleStatement } from "../shared/roleStatements";
import { ArgumentError, type Fault } from "../shared/validate";
import { environmentFaults, withoutSecrets } from "./environment";
import { codeFault, currentRuntime, FunctionRuntime, handlerFault, handlerFileFaults, isZip } from "./functionCode";
import { FunctionInvoker, principalOf, sourceFaults, waitingFaults } from "./invokers";
import { placementFaults } from "./placement";
import { functionSids, functionStatements, functionTrust, invokeGrant } from "./policy/functionStatements";

export { FunctionInvoker, FunctionRuntime };

/** Arguments of {@link SecureFunction}. `code` and `handler` are needed. */
export interface SecureFunctionArgs {
    /**
     * Folder with all of the code, or a .zip file; a relative path begins where the program runs. The function changes
     * when the content does: Pulumi's hash of it knows no times and no permissions of files. Plain. Needed.
     */
    code: string;
    /** File and exported function in it that is called, for example `index.handler`. Plain. Needed. */
    handler: string;
    /** What the code runs on. Plain. Default: `nodejs24.x`. */
    runtime?: FunctionRuntime;
    /**
     * Environment variables, encrypted with the key. A secret is refused: pass the ARN of one in AWS Secrets Manager,
     * and let the role read it. Default: none.
     */
    environment?: Record<string, pulumi.Input<string>>;
    /**
     * Whether it is invoked by services that do not wait for an answer, such as EventBridge, Amazon S3 and Amazon SNS.
     * What fails three times, or waits for 6 hours, then goes to a queue of the function's own. Plain.
     * Default: false, and such services are refused.
     */
    asynchronous?: boolean;
    /** Seconds after which an invocation is ended. Plain. Default: 29, which is how long API Gateway waits. */
    timeoutSeconds?: number;
    /** Megabytes of memory; processor time grows with it. Plain. Default: 512. */
    memoryMegabytes?: number;
    /**
     * What the function's role may do besides writing its own log and traces. Grants of other components, such as
     * `bucket.grantRead(fn.role)`, add to it. Default: none.
     */
    statements?: RoleStatementArgs[];
    /** ARN of a policy that limits what the role may do, whatever it is allowed. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Beginning of the role's name, at most 20 characters, for example `app-`. Plain. Default: none. */
    roleNamePrefix?: string;
    /**
     * An EncryptionKey of the same account whose `users` include CloudWatchLogs, or the ARN of any key: its policy is
     * never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which the log is kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Subnets the function is placed in, for example `network.subnetIds`, with `securityGroupIds`. Default: none, it is
     * in no VPC.
     */
    subnetIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Security groups of the function, with `subnetIds`. Default: none. */
    securityGroupIds?: pulumi.Input<pulumi.Input<string>[]>;
    /**
     * How many invocations may run at once; taken from what all functions of the account share. Plain.
     * Default: as many as the account has left.
     */
    reservedConcurrency?: number;
    /**
     * Version that `live` stands for, to go back to one that was published earlier. Default: the newest.
     */
    liveVersion?: pulumi.Input<string>;
    /** ARN of a code signing configuration; the code is then a signed .zip file. Default: none. */
    codeSigningConfigArn?: pulumi.Input<string>;
    /**
     * Whether log and key may be deleted with the stack. Plain. Default: false, they are protected and survive being
     * removed from the program. The function itself always goes with it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the function, its key and its log. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const secureFunctionArguments = argumentsOf<SecureFunctionArgs>()(
    "SecureFunction",
    {
        code: {
            plain: true,
            needed: "pass the folder with the code, or a .zip file",
            check: codeFault,
            why: "uploaded when its content changes, whatever the times of its files",
        },
        handler: {
            plain: true,
            needed: "pass <file>.<exported function>, for example index.handler",
            check: handlerFault,
            why: "looked for in the folder at once",
        },
        runtime: {
            plain: true,
            check: oneOf(FunctionRuntime),
            default: currentRuntime.runtime,
            why: `Lambda.2; it gets security patches until ${currentRuntime.until}`,
        },
        environment: {
            plain: true,
            check: environmentFaults,
            default: {},
            otherwise: "none",
            why: "encrypted with the key; secrets are refused, because whoever sees the configuration sees them",
        },
        asynchronous: {
            plain: true,
            check: flag,
            default: false,
            why: "an API waits for the answer, and sees what fails; events that fail are lost without a queue",
            cost: "with it 0.40 USD per million failures",
        },
        timeoutSeconds: {
            plain: true,
            check: whole("seconds", 1, 900),
            default: 29,
            why: "API Gateway waits no longer",
            cost: "0.0000067 USD per second that it runs",
        },
        memoryMegabytes: {
            plain: true,
            check: whole("megabytes", 128, 10_240),
            default: 512,
            why: "a third of a processor: less makes cold starts slow",
            cost: "in the price per second",
        },
        statements: {
            plain: true,
            late: true,
            check: roleStatementFaults(functionSids),
            default: [],
            why: "every action and resource is named; wildcards are refused",
        },
        ...roleRules,
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "for environment and log; functions can share one",
            cost: "1 USD",
        },
        logRetentionDays: logRetentionRule,
        subnetIds: {
            late: true,
            check: idsOf("subnet", 16),
            why: "in a VPC its routes and security groups decide what the function reaches; use two zones or more (Lambda.5)",
        },
        securityGroupIds: {
            late: true,
            check: idsOf("sg", 5),
            why: "never the VPC's default one by omission",
        },
        reservedConcurrency: {
            plain: true,
            check: whole("invocations", 0, 10_000),
            otherwise: "as many as the account has left",
            why: "a limit also sets others' share aside",
        },
        liveVersion: {
            check: text(
                (version) => (/^[1-9]\d*$/.test(version) ? undefined : `"${version}" is not a version`),
                "pass the number of a version that was published",
            ),
            otherwise: "the newest",
            why: "to go back at once, without building old code again",
        },
        codeSigningConfigArn: {
            check: arnOf("lambda", "code-signing-config:", "pass codeSigningConfig.arn"),
            why: "signing needs a signing profile and a signed .zip file",
        },
        ...commonRules("the log is evidence: log and key are protected and kept; the function goes with the program"),
    },
    ({ code, handler, runtime, key, subnetIds, securityGroupIds, codeSigningConfigArn }, name) => [
        ...nameFaults(name, functionNaming, "function"),
        ...(code === undefined || handler === undefined || runtime === undefined
            ? []
            : handlerFileFaults(code, handler, runtime)),
        ...keyUserFaults(key, [KeyUser.CloudWatchLogs]),
        ...placementFaults(subnetIds, securityGroupIds),
        ...(code === undefined || codeSigningConfigArn === undefined || isZip(code)
            ? []
            : [
                  {
                      argument: "codeSigningConfigArn",
                      fault: "a folder is not signed",
                      fix: "pass the signed .zip file as code",
                  },
              ]),
    ],
);

/** How a permission is told from others of the same function. */
export interface InvokerOptions {
    /** Name of the permission, unique for this function. Plain. Default: the service's. */
    name?: string;
}

/** How a function works off a queue. */
export interface ConsumerOptions {
    /** Most messages that one invocation is given, 1 to 10. Plain. Default: 10. */
    messages?: number;
}

/** What the permissions of a function are given by. Kept beside the class: every field of it would be an output. */
interface Permitting {
    asynchronous: boolean;
    /** Names of its permissions. */
    names: Set<string>;
}
const permissionsOf = new WeakMap<SecureFunction, Permitting>();

/**
 * A Lambda function on ARM processors, with a role of its own that may do what is named, an encrypted log and
 * environment, traces, and an alias `live` for its newest version: what calls it calls the alias, and going back is one
 * argument. It has no address of its own (function URL).
 *
 * Cost: 0.20 USD per million invocations, 0.0000133 USD per GB of memory and second, 1 USD a month for its own key.
 * Controls: Lambda.1, Lambda.2, CloudWatch.16.
 */
export class SecureFunction extends pulumi.ComponentResource {
    /** The function. */
    public readonly function: aws.lambda.Function;
    /** The alias `live`, which is what may be called. */
    public readonly alias: aws.lambda.Alias;
    /** The function's role: grant it what the function needs. */
    public readonly role: aws.iam.Role;
    /** The function's log. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** Where failed events go, with what was wrong; none for a function that is not `asynchronous`. */
    public readonly failureQueue?: aws.sqs.Queue;
    /** The key made for the function; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the alias `live`: what to invoke. */
    public readonly arn: pulumi.Output<string>;
    /** ARN by which API Gateway calls the alias `live`. */
    public readonly invokeArn: pulumi.Output<string>;
    /** Name of the function. */
    public readonly functionName: pulumi.Output<string>;
    /** ARN of the key that encrypts environment and log. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the function. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureFunctionArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = secureFunctionArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { code, handler, runtime, environment, asynchronous, roleNamePrefix, subnetIds, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, {
            purpose: asynchronous ? "environment, log and failed events" : "environment and log",
            through: asynchronous ? ["lambda", "sqs"] : ["lambda"],
            users: [KeyUser.CloudWatchLogs],
        });
        const inVpc = subnetIds !== undefined;
        const variables = withoutSecrets(environment, (faults) => given.require(faults));

        this.logGroup = logGroup(children, {
            suffix: "logs",
            folder: "/aws/lambda/",
            retentionInDays: given.values.logRetentionDays,
            key,
        });
        this.failureQueue = asynchronous
            ? protectedQueue(children, { suffix: "failures", key, settings: deadLetterSettings }).queue
            : undefined;
        this.role = new aws.iam.Role(
            children.name("role"),
            {
                ...physicalName("namePrefix", name, roleNaming, roleNamePrefix),
                assumeRolePolicy: JSON.stringify(functionTrust),
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                tags: children.tags(),
            },
            children.looseOptions(),
        );
        const rolePolicy = new aws.iam.RolePolicy(
            children.name("role"),
            {
                role: this.role.name,
                policy: pulumi.jsonStringify(
                    pulumi
                        .all([
                            this.logGroup.arn,
                            this.failureQueue?.arn,
                            key.arn,
                            children.place,
                            given.output("statements"),
                        ])
                        .apply(([logGroupArn, failureQueueArn, keyArn, place, statements]) =>
                            policyDocument([
                                ...functionStatements({ logGroupArn, failureQueueArn, keyArn, place, inVpc }),
                                ...statements.map(toRoleStatement),
                            ]),
                        ),
                ),
            },
            children.looseOptions(),
        );
        this.function = new aws.lambda.Function(
            children.name(),
            {
                code: new pulumi.asset.FileArchive(code),
                handler,
                runtime,
                architectures: ["arm64"],
                timeout: given.values.timeoutSeconds,
                memorySize: given.values.memoryMegabytes,
                role: this.role.arn,
                ...(Object.keys(variables).length === 0 ? {} : { environment: { variables }, kmsKeyArn: key.arn }),
                loggingConfig: { logFormat: "JSON", logGroup: this.logGroup.name },
                tracingConfig: { mode: "Active" },
                ...(inVpc
                    ? {
                          vpcConfig: {
                              subnetIds: given.output("subnetIds"),
                              securityGroupIds: given.output("securityGroupIds"),
                          },
                      }
                    : {}),
                reservedConcurrentExecutions: given.values.reservedConcurrency,
                codeSigningConfigArn: given.output("codeSigningConfigArn"),
                publish: true,
                tags: children.tags(),
                region,
            },
            // Lambda tries the role when it makes network interfaces.
            children.looseOptions(rolePolicy),
        );
        this.alias = new aws.lambda.Alias(
            children.name("live"),
            {
                name: "live",
                functionName: this.function.name,
                functionVersion: given.output("liveVersion").apply((version) => version ?? this.function.version),
                region,
            },
            children.looseOptions(),
        );
        if (this.failureQueue !== undefined) {
            new aws.lambda.FunctionEventInvokeConfig(
                children.name("failures"),
                {
                    functionName: this.function.name,
                    qualifier: this.alias.name,
                    maximumRetryAttempts: 2,
                    maximumEventAgeInSeconds: 6 * 60 * 60,
                    destinationConfig: { onFailure: { destination: this.failureQueue.arn } },
                    region,
                },
                children.looseOptions(),
            );
        }

        permissionsOf.set(this, { asynchronous, names: new Set() });
        this.key = key.own;
        this.arn = this.alias.arn;
        this.invokeArn = this.alias.invokeArn;
        this.functionName = this.function.name;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /** Lets a role of the function's account invoke it as it is live: `lambda:InvokeFunction` on the alias. */
    public grantInvoke(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(invokeGrant, this, role, options);
    }

    /**
     * Lets a service invoke the function as it is live, for this source of the same account only.
     * @param sourceArn ARN of what calls, for example `${api.executionArn}/prod/GET/patterns`; late is late enough
     * @throws ArgumentError when it is not such an ARN, the name is taken, or the service does not wait for an answer and
     * the function is not `asynchronous`.
     */
    public allowInvoke(
        invoker: FunctionInvoker,
        sourceArn: pulumi.Input<string>,
        options: InvokerOptions = {},
    ): aws.lambda.Permission {
        const name = `${pulumi.resourceName(this)}-invoke-${options.name ?? invoker}`;
        const require = requireOf(this);
        require(oneOf(FunctionInvoker)(invoker, "invoker"));
        const { asynchronous, names } = permissionsOf.get(this) ?? { asynchronous: false, names: new Set<string>() };
        require(asynchronous ? [] : waitingFaults(invoker));
        const fix = `pass { name: "<something else>" } as the third argument`;
        require(names.has(name) ? [{ argument: "allowInvoke", fault: `"${name}" is there already`, fix }] : []);
        names.add(name);
        const source = pulumi.all([sourceArn, placeOf(this, this.region)]).apply(([arn, { accountId }]) => {
            require(sourceFaults(invoker, arn, accountId));
            return { arn, accountId };
        });
        return new aws.lambda.Permission(
            name,
            {
                action: "lambda:InvokeFunction",
                function: this.function.name,
                qualifier: this.alias.name,
                principal: principalOf(invoker),
                sourceArn: source.arn,
                sourceAccount: source.accountId,
                region: this.region,
            },
            { parent: this },
        );
    }

    /**
     * Has the function work off a queue: its role is granted what consuming takes, and Lambda polls for it and invokes
     * the function as it is live. The function answers with `batchItemFailures`, the ids of the messages that failed:
     * those are received again, and become dead letters in the end.
     * @throws ArgumentError for messages that are not 1 to 10 at once, and for a queue that shows a message to others
     * before the function's time is over.
     */
    public consume(queue: SecureQueue, { messages = 10 }: ConsumerOptions = {}): aws.lambda.EventSourceMapping {
        const require = requireOf(this);
        require(whole("messages", 1, 10)(messages, "messages"));
        const granted = queue.grantConsume(this.role);
        const source = pulumi
            .all([queue.arn, queue.queue.visibilityTimeoutSeconds, this.function.timeout])
            .apply(([arn, hidden = 30, timeout = 3]) => {
                const fault = `it hides a message for ${hidden} seconds, and the function may run for ${timeout}`;
                const fix = "give the queue a visibilityTimeoutSeconds of six times the function's timeoutSeconds";
                require(hidden < timeout ? [{ argument: "queue", fault, fix }] : []);
                return arn;
            });
        return new aws.lambda.EventSourceMapping(
            `${pulumi.resourceName(this)}-from-${pulumi.resourceName(queue)}`,
            {
                eventSourceArn: source,
                functionName: this.arn,
                batchSize: messages,
                functionResponseTypes: ["ReportBatchItemFailures"],
                region: this.region,
            },
            // Lambda tries the role when the mapping is made.
            { parent: this, dependsOn: [granted] },
        );
    }
}

/** Throws what is wrong with the arguments of a method. */
function requireOf(fn: SecureFunction): (faults: Fault[]) => void {
    return (faults) => {
        if (faults.length > 0) {
            throw new ArgumentError("SecureFunction", pulumi.resourceName(fn), faults);
        }
    };
}
