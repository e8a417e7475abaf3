import { createHash, randomUUID } from "node:crypto";
import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { Changes } from "../api/ports";

/** Announces changes in a FIFO queue: those of one pattern or attribute in their order. */
export class QueuedChanges implements Changes {
    constructor(
        private readonly client: Pick<SQSClient, "send">,
        private readonly queueUrl: string,
    ) {}

    async announce({ kind, id, version }: Parameters<Changes["announce"]>[0]): Promise<void> {
        // The queue takes 128 characters, and an attribute's id may have more.
        const group = `${kind}-${createHash("sha256").update(id).digest("hex")}`;
        await this.client.send(
            new SendMessageCommand({
                QueueUrl: this.queueUrl,
                MessageBody: JSON.stringify({ kind, id, version }),
                MessageGroupId: group,
                // The version would not do: an attribute that is deleted and made again has the same ones as before.
                MessageDeduplicationId: randomUUID(),
            }),
        );
    }
}
