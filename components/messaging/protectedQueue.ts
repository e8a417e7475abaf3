import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Children } from "../shared/children";
import { physicalName, queueNaming } from "../shared/naming";
import { policyDocument, type Statement } from "../shared/policyDocument";
import { queueTransportStatement } from "./policy/queueStatements";

/** What one kind of queue has that others have not. */
interface QueueParts {
    /** Ending of the names of the queue and its policy. Default: none. */
    suffix?: string;
    key: ComponentKey;
    settings: aws.sqs.QueueArgs;
    /** Further statements of the queue's policy. */
    statements?: (queueArn: string) => pulumi.Output<Statement[]>;
}

/** A queue that is encrypted with a customer managed key and used with TLS only. */
export function protectedQueue(
    children: Children,
    { suffix, key, settings, statements = () => pulumi.output([]) }: QueueParts,
): { queue: aws.sqs.Queue; policy: aws.sqs.QueuePolicy } {
    const { region } = children;
    const name = children.name(suffix);
    const queue = new aws.sqs.Queue(
        name,
        {
            ...physicalName("namePrefix", name, queueNaming),
            ...settings,
            kmsMasterKeyId: key.arn,
            tags: children.tags(suffix),
            region,
        },
        children.keptOptions(),
    );
    const document = queue.arn.apply((arn) =>
        statements(arn).apply((more) => policyDocument([queueTransportStatement(arn), ...more])),
    );
    const policy = new aws.sqs.QueuePolicy(
        `${name}-policy`,
        { queueUrl: queue.url, policy: pulumi.jsonStringify(document), region },
        children.options(),
    );
    return { queue, policy };
}

/** Dead letters are kept as long as Amazon SQS keeps any message: 14 days, in seconds. */
export const deadLetterSettings: aws.sqs.QueueArgs = { messageRetentionSeconds: 14 * 24 * 60 * 60 };
