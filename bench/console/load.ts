import { Agent, request } from "node:http";
import { percentile } from "../statistics";

/** Of the times of many requests, in milliseconds. */
export interface Percentiles {
    readonly p50: number;
    readonly p99: number;
}

export function percentiles(times: readonly number[]): Percentiles {
    return { p50: percentile(times, 50), p99: percentile(times, 99) };
}

/** One request, and the status that it must have: a quick refusal is not what is measured. */
export interface Asked {
    readonly url: string;
    readonly token: string;
    /** Sent as JSON, by POST. */
    readonly body?: object;
    readonly status: number;
}

/** Clients that keep their connections, one each. */
export class Clients {
    private readonly agent: Agent;

    constructor(private readonly amount: number) {
        this.agent = new Agent({ keepAlive: true, maxSockets: amount });
    }

    /** Sends all, each client one after the other; how long each took, from its beginning to the end of the answer. */
    async send(all: Iterable<Asked>): Promise<number[]> {
        const left = all[Symbol.iterator]();
        const times: number[] = [];
        const client = async (): Promise<void> => {
            for (let next = left.next(); next.done !== true; next = left.next()) {
                times.push((await this.ask(next.value)).milliseconds);
            }
        };
        await Promise.all(Array.from({ length: this.amount }, client));
        return times;
    }

    /** @throws an error for an answer with another status. */
    ask({ url, token, body, status }: Asked): Promise<{ readonly text: string; readonly milliseconds: number }> {
        const content = body && JSON.stringify(body);
        const headers = {
            authorization: `Bearer ${token}`,
            ...(content !== undefined && {
                "content-type": "application/json",
                "content-length": Buffer.byteLength(content),
            }),
        };
        return new Promise((resolve, reject) => {
            const begin = performance.now();
            request(url, { agent: this.agent, method: content === undefined ? "GET" : "POST", headers })
                .once("error", reject)
                .once("response", (response) => {
                    let text = "";
                    response
                        .setEncoding("utf8")
                        .once("error", reject)
                        .on("data", (chunk: string) => (text += chunk))
                        .once("end", () => {
                            if (response.statusCode === status) {
                                resolve({ text, milliseconds: performance.now() - begin });
                            } else {
                                const { pathname } = new URL(url);
                                reject(new Error(`${pathname} answered ${String(response.statusCode)}: ${text}`));
                            }
                        });
                })
                .end(content);
        });
    }

    stop(): void {
        this.agent.destroy();
    }
}
