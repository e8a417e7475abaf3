#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArguments } from "./arguments";
import { Call } from "./commands/call";
import { judgeCommand } from "./commands/judge";
import { previewCommand } from "./commands/preview";
import { reportCommand } from "./commands/report";
import type { CommandName } from "./commands/table";
import { UsageError } from "./configuration/errors";
import { PackError } from "./packs/policyPack";
import { messageOf } from "./promises";
import { clean } from "./report/text";

/** Each gives the exit code. */
const COMMANDS: Record<CommandName | "preview", (call: Call) => Promise<number>> = {
    preview: previewCommand,
    judge: judgeCommand,
    report: reportCommand,
};
const USAGE_EXIT_CODE = 2;
/** As a shell reports a program that Ctrl-C ended. */
const INTERRUPTED_EXIT_CODE = 130;

async function main(): Promise<number> {
    const parsed = parseArguments(process.argv.slice(2));
    if (parsed.kind === "help") {
        process.stdout.write(parsed.text);
        return 0;
    }
    if (parsed.kind === "version") {
        process.stdout.write(`${version()}\n`);
        return 0;
    }
    const interrupted = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => interrupted.abort());
    }
    if (parsed.options.watch) {
        // Nobody would see what comes.
        process.stdout.once("error", () => interrupted.abort());
    }
    const call = new Call(parsed.options, parsed.operands, interrupted.signal);
    try {
        return await COMMANDS[parsed.command](call);
    } catch (error) {
        call.stopProgress();
        if (interrupted.signal.aborted) {
            process.stderr.write("interrupted: the program and the packs were ended\n");
            return INTERRUPTED_EXIT_CODE;
        }
        throw error;
    }
}

function version(): string {
    const folder = __filename.endsWith(".ts") ? __dirname : join(__dirname, "..");
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as { version: string };
    return manifest.version;
}

/** Who reads may go before all is written, as `head` does: what is left is for nobody, and the verdict stays. */
function watchStreams(): void {
    process.stderr.on("error", () => undefined);
    process.stdout.on("error", ({ code, message }: NodeJS.ErrnoException) => {
        if (code !== "EPIPE") {
            process.stderr.write(`error: standard output cannot be written: ${message}\n`);
            process.once("exit", () => (process.exitCode = USAGE_EXIT_CODE));
        }
    });
}

/** Whether an error is no fault of this tool: it says all there is to say, or a file or the system is not as it must be. */
function isKnown(error: unknown): boolean {
    return error instanceof UsageError || error instanceof PackError || (error instanceof Error && "syscall" in error);
}

watchStreams();
main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
        const known = isKnown(error);
        const text = known ? messageOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error);
        // Files and packs may say anything.
        process.stderr.write(clean(`${known ? "error: " : "error, and a fault of this tool: "}${text}\n`));
        process.exitCode = USAGE_EXIT_CODE;
    },
);
