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

main().then(
    (code) => (process.exitCode = code),
    (error: unknown) => {
        const known = error instanceof UsageError || error instanceof PackError;
        const text = known ? messageOf(error) : error instanceof Error ? (error.stack ?? error.message) : String(error);
        process.stderr.write(`${known ? "error: " : "error, and a fault of this tool: "}${text}\n`);
        process.exitCode = USAGE_EXIT_CODE;
    },
);
