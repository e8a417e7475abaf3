/** In a process that is started ahead of its run: loads what does not change, then waits for the word to go on. */
import { readSync } from "node:fs";
import { createRequire } from "node:module";
import type { Order } from "./messages";
import { CHANNEL } from "./readReports";

/**
 * Comes back with the arguments of the run in place; tells whether the program is an ES module. Until then nothing of the program itself is loaded, so that a process that waited
 * is at this point what a new one would be, but for what it need not load any more.
 */
export function waitForRun(): { isModule: boolean } {
    const load = createRequire(__filename);
    for (;;) {
        const order = JSON.parse(readLine()) as Order;
        if ("run" in order) {
            process.argv.splice(2, Infinity, ...order.run);
            return order;
        }
        for (const file of order.load) {
            try {
                load(file);
            } catch {
                // The program meets it as well, where it needs it.
            }
        }
    }
}

/** Blocks: the process has nothing else to do. */
function readLine(): string {
    const byte = Buffer.alloc(1);
    const bytes: number[] = [];
    for (;;) {
        if (readSync(CHANNEL, byte) === 0) {
            process.exit(143); // the command is gone
        }
        if (byte[0] === 10) {
            return Buffer.from(bytes).toString("utf8");
        }
        bytes.push(byte[0] ?? 0);
    }
}
