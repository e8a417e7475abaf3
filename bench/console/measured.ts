import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import type { Percentiles } from "./load";

/** Patterns that are there from the beginning. */
export const PATTERNS = 10_000;

/** Name of one of them; its id is the same in upper case. */
export function nameOf(number: number): string {
    return `pattern-${String(number).padStart(5, "0")}`;
}

/** What the process tells when it answers. */
export interface Started {
    /** Where the API of the local server is: patterns are below it. */
    readonly console: string;
    /** The same without its token check. */
    readonly unchecked: string;
    /** A router that asks the store the same, and does nothing else. */
    readonly bare: string;
    /** Access token of the publisher. */
    readonly token: string;
}

export interface Measured extends Started {
    /** How long the token check takes by itself, its keys fetched before. */
    verify(): Promise<Percentiles>;
}

/** Runs the servers in a process of their own, so that what asks does not take its time from what answers. */
export async function withServers<Result>(work: (measured: Measured) => Promise<Result>): Promise<Result> {
    const child = fork(join(__dirname, "server.ts"), {
        execArgv: ["-r", "ts-node/register/transpile-only", "--no-deprecation"],
        // What packages say of the version of Node is of no use here; why it failed is.
        env: { ...process.env, NODE_NO_WARNINGS: "1" },
    });
    const message = async (): Promise<unknown> => {
        const ended = once(child, "exit").then(() => Promise.reject(new Error("the measured server ended: see above")));
        const [told] = (await Promise.race([once(child, "message"), ended])) as [unknown];
        return told;
    };
    try {
        const started = (await message()) as Started;
        return await work({
            ...started,
            verify: () => {
                child.send("verify");
                return message() as Promise<Percentiles>;
            },
        });
    } finally {
        child.kill();
    }
}
