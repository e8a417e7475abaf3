import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule } from "../encryption/componentKey";
import type { EncryptionKey } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { days, flag, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { afterwards, outputsOf } from "../shared/outputs";
import { type PolicyStatementArgs, toStatement } from "../shared/statements";
import { consumeGrant, queueStatementFaults, sendGrant } from "./policy/queueStatements";
import { deadLetterSettings, protectedQueue } from "./protectedQueue";

/** Arguments of {@link SecureQueue}. None is needed. */
export interface SecureQueueArgs {
    /** Whether messages of a group are delivered in their order, each once. Plain; for good. Default: false. */
    fifo?: boolean;
    /** Seconds for which a message that somebody received is hidden from others. Plain. Default: 180. */
    visibilityTimeoutSeconds?: number;
    /** Days for which a message waits to be received, up to 14. Plain. Default: 4. */
    retentionDays?: number;
    /** How often a message may be received before it becomes a dead letter. Plain. Default: 5. */
    maximumReceives?: number;
    /**
     * An EncryptionKey of the same account, or the ARN of any key: its policy is never touched, what its owner must add
     * is the output `requiredKeyStatements`. Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Further statements of the queue's policy, for example for a role of another account. Default: none. */
    statements?: PolicyStatementArgs[];
    /**
     * Whether queues and key may be deleted with the stack, messages included. Plain. Default: false, they are
     * protected and survive being removed from the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the queues and their key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const secondsADay = 24 * 60 * 60;

export const secureQueueArguments = argumentsOf<SecureQueueArgs>()("SecureQueue", {
    fifo: {
        plain: true,
        check: flag,
        default: false,
        why: "order costs throughput; a queue never changes its kind",
    },
    visibilityTimeoutSeconds: {
        plain: true,
        check: whole("seconds", 0, 43_200),
        default: 180,
        why: "six times the timeout of a SecureFunction, as AWS Lambda asks for",
    },
    retentionDays: {
        plain: true,
        check: days(1, 14),
        default: 4,
        why: "a long weekend; dead letters stay for 14 days",
    },
    maximumReceives: {
        plain: true,
        check: whole("receives", 1, 1000),
        default: 5,
        why: "what fails for good must not keep the others waiting",
    },
    key: {
        ...keyRule,
        otherwise: "a key of its own",
        why: "SQS.1; queues can share one",
        cost: "1 USD",
    },
    statements: {
        plain: true,
        late: true,
        check: queueStatementFaults,
        default: [],
        why: "for a role of another account; bare wildcards and unbound services or `*` are refused",
    },
    ...commonRules("messages would be lost: queues and key are protected and kept"),
});

/**
 * A queue with a queue for its dead letters: both encrypted with a customer managed key and used with TLS only, and
 * open to nobody but the account's own roles. The dead letters of no other queue are let in.
 *
 * Cost: 0.40 USD per million requests (0.50 USD with `fifo`), 1 USD a month for its own key.
 * Controls: SQS.1, SQS.3.
 */
export class SecureQueue extends pulumi.ComponentResource {
    /** The queue. */
    public readonly queue: aws.sqs.Queue;
    /** The queue's policy. It is the only one a queue can have: add to it with `statements`. */
    public readonly policy: aws.sqs.QueuePolicy;
    /** Where messages go that were received too often. */
    public readonly deadLetterQueue: aws.sqs.Queue;
    /** The key made for the queues; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the queue, there once its policy is. */
    public readonly arn: pulumi.Output<string>;
    /** URL of the queue, there once its policy is. */
    public readonly url: pulumi.Output<string>;
    /** ARN of the key that encrypts the messages. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the queues. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SecureQueueArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = secureQueueArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { fifo, visibilityTimeoutSeconds, retentionDays, maximumReceives, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "messages", through: ["sqs"] });
        // The dead letters of a queue are in a queue of its kind; a queue that is none says nothing of it.
        const kind = fifo ? { fifoQueue: true } : {};

        const dead = protectedQueue(children, {
            suffix: "dead",
            key,
            settings: { ...kind, ...deadLetterSettings },
        });
        const live = protectedQueue(children, {
            key,
            settings: {
                ...kind,
                visibilityTimeoutSeconds,
                messageRetentionSeconds: retentionDays * secondsADay,
                // Long polling: a request waits for a message, where many would ask and pay for nothing.
                receiveWaitTimeSeconds: 20,
                redrivePolicy: pulumi.jsonStringify({
                    deadLetterTargetArn: dead.queue.arn,
                    maxReceiveCount: maximumReceives,
                }),
            },
            statements: (queueArn) =>
                given
                    .output("statements")
                    .apply((statements) => statements.map((statement) => toStatement(statement, [queueArn]))),
        });
        new aws.sqs.RedriveAllowPolicy(
            children.name("dead-redrive"),
            {
                queueUrl: dead.queue.url,
                redriveAllowPolicy: pulumi.jsonStringify({
                    redrivePermission: "byQueue",
                    sourceQueueArns: [live.queue.arn],
                }),
                region,
            },
            children.options(),
        );

        this.queue = live.queue;
        this.policy = live.policy;
        this.deadLetterQueue = dead.queue;
        this.key = key.own;
        const ready = [live.policy, dead.policy];
        this.arn = afterwards(live.queue.arn, ready);
        this.url = afterwards(live.queue.url, ready);
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role of the queue's account send, but not read: `sqs:SendMessage` on the queue, and
     * `kms:GenerateDataKey`, `kms:Decrypt` on the key, through Amazon SQS only.
     */
    public grantSend(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(sendGrant, this, role, options);
    }

    /**
     * Lets a role of the queue's account receive and delete messages, but not send: `sqs:ReceiveMessage`,
     * `sqs:DeleteMessage`, `sqs:ChangeMessageVisibility`, `sqs:GetQueueAttributes` on the queue, and `kms:Decrypt` on
     * the key, through Amazon SQS only.
     */
    public grantConsume(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(consumeGrant, this, role, options);
    }
}
