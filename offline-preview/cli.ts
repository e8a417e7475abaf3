#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseArguments, type PreviewArguments } from "./arguments";
import { UsageError } from "./configuration/errors";
import type { Preview, Verdict } from "./model";
import { PackError } from "./packs/policyPack";
import { preview } from "./preview";
import { messageOf } from "./promises";
import { wantsColour, widthOf } from "./report/colour";
import { Progress } from "./report/progress";
import { RENDERERS } from "./report/renderers";

const EXIT_CODES: Record<Verdict, number> = { passed: 0, "policy-failed": 1, "program-failed": 2, "pack-failed": 2 };
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
    const { options } = parsed;
    const interrupted = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => interrupted.abort());
    }
    const progress = new Progress(process.stderr, {
        nonInteractive: options.nonInteractive,
        json: options.json,
        environment: process.env,
    });
    try {
        const result = await run(options, progress, interrupted.signal);
        progress.stop();
        process.stdout.write(report(result, options));
        return EXIT_CODES[result.verdict];
    } catch (error) {
        progress.stop();
        if (interrupted.signal.aborted) {
            process.stderr.write("interrupted: the program and the packs were ended\n");
            return INTERRUPTED_EXIT_CODE;
        }
        throw error;
    }
}

function run(options: PreviewArguments, progress: Progress, signal: AbortSignal): Promise<Preview> {
    return preview({
        cwd: options.cwd,
        ...(options.stack === undefined ? {} : { stack: options.stack }),
        policyPacks: options.policyPacks,
        config: Object.entries(options.config).map(([key, value]) => `${key}=${value}`),
        configFile: options.configFile,
        factsFile: options.factsFile,
        asUpdate: options.asUpdate,
        typeCheck: options.typeCheck,
        plugins: !options.noPlugins,
        timeoutSeconds: options.timeout,
        onProgress: (state) => progress.update(state),
        signal,
    });
}

function report(result: Preview, options: PreviewArguments): string {
    return RENDERERS[options.json ? "json" : "tree"](result, {
        colour: wantsColour(options.color, process.stdout, process.env),
        width: widthOf(process.stdout),
        showUndetermined: options.showUndetermined,
        showWaived: options.showWaived,
        fold: options.fold,
    });
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
