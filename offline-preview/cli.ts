#!/usr/bin/env node
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArguments, type PreviewArguments } from "./arguments";
import { refuse, UsageError } from "./configuration/errors";
import { kindOf } from "./configuration/paths";
import { findProjectFile } from "./configuration/project";
import type { Preview, Verdict } from "./model";
import { PackError } from "./packs/policyPack";
import { prepare } from "./prepare";
import { preview } from "./preview";
import type { PreviewOptions } from "./previewOptions";
import { messageOf } from "./promises";
import { wantsColour, widthOf } from "./report/colour";
import { Progress } from "./report/progress";
import { RENDERERS, type ReportFormat } from "./report/renderers";
import { reportFaults, STANDARD_OUTPUT, whereaboutsOf, writeWhole } from "./reportFiles";

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
    refuseReports(options);
    const interrupted = new AbortController();
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
        process.once(signal, () => interrupted.abort());
    }
    const progress = new Progress(process.stderr, {
        nonInteractive: options.nonInteractive,
        json: printed(options) !== "text",
        environment: process.env,
    });
    try {
        const result = await run(options, progress, interrupted.signal);
        progress.stop();
        writeReports(result, options);
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
        ...previewOptions(options),
        onProgress: (state) => progress.update(state),
        signal,
    });
}

function previewOptions(options: PreviewArguments): PreviewOptions {
    return {
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
    };
}

/** Reports that cannot be written are told before anything runs, and with them whatever else is wrong. */
function refuseReports(options: PreviewArguments): void {
    const faults = kindOf(options.cwd) === "folder" ? reportFaults(options.reports, resolve(options.cwd)) : [];
    refuse(faults.length === 0 ? [] : [...faults, ...problemsOf(() => prepare(previewOptions(options)))]);
}

function problemsOf(act: () => unknown): string[] {
    try {
        act();
        return [];
    } catch (error) {
        if (error instanceof UsageError) {
            return error.problems;
        }
        throw error;
    }
}

/** What goes to standard output. */
function printed({ json, reports }: PreviewArguments): ReportFormat {
    return json ? "json" : (reports.find(({ path }) => path === STANDARD_OUTPUT)?.format ?? "text");
}

/** The files first: who reads from standard output may end at its end. */
function writeReports(result: Preview, options: PreviewArguments): void {
    const { showUndetermined, showWaived, fold, reports } = options;
    const where = whereaboutsOf(findProjectFile(resolve(options.cwd)));
    const render = (format: ReportFormat, colour: boolean, width: number): string =>
        RENDERERS[format](result, { colour, width, showUndetermined, showWaived, fold, where });
    const files = reports.filter(({ path }) => path !== STANDARD_OUTPUT);
    writeWhole(
        new Map(files.map(({ format, path }) => [resolve(options.cwd, path), render(format, false, widthOf({}))])),
    );
    const isTree = files.length === reports.length;
    const colour = isTree && wantsColour(options.color, process.stdout, process.env);
    process.stdout.write(render(printed(options), colour, widthOf(process.stdout)));
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
