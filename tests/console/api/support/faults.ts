import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { ConfiguredRetryStrategy } from "@smithy/core/retry";

/** What happens to a call on its way to the store. */
export const FAULTS = {
    /** It never arrives. */
    "lost on the way there": { arrives: false, error: () => connectionReset() },
    /** It is done, and nobody is told. */
    "done, and the answer lost": { arrives: true, error: () => connectionReset() },
    "refused, as there are too many": { arrives: false, error: () => throttled() },
} as const;

export type Fault = keyof typeof FAULTS;

/** A client of a store that fails from a call on: for one attempt, or for good. */
export class FaultyClient {
    /** Attempts that were made, repetitions included. */
    attempts = 0;
    readonly documents: DynamoDBDocumentClient;

    constructor(documents: DynamoDBDocumentClient, fault: Fault, from: number, forGood: boolean) {
        const { endpoint, region, credentials } = documents.config;
        const client = new DynamoDBClient({
            ...(endpoint && { endpoint }),
            region,
            credentials,
            // Repeats as often as the API's own client does, without waiting.
            retryStrategy: new ConfiguredRetryStrategy(3, 0),
        });
        client.middlewareStack.add(
            (next) => async (args) => {
                this.attempts++;
                const fails = forGood ? this.attempts >= from : this.attempts === from;
                const { arrives, error } = FAULTS[fault];
                if (fails && !arrives) {
                    throw error();
                }
                // What the store refuses by its own rules is thrown here, and is its answer.
                const answer = await next(args);
                if (fails) {
                    throw error();
                }
                return answer;
            },
            // Within each attempt, and outside of what makes an error of a refusal.
            { step: "deserialize", priority: "high" },
        );
        this.documents = DynamoDBDocumentClient.from(client);
    }
}

function connectionReset(): Error {
    return Object.assign(new Error("socket hang up"), { name: "TimeoutError", code: "ECONNRESET" });
}

function throttled(): Error {
    return Object.assign(new Error("Throughput exceeds the current capacity"), {
        name: "ThrottlingException",
        $metadata: { httpStatusCode: 400 },
    });
}
