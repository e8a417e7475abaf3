#!/usr/bin/env node
import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArguments, type PreviewArguments } from "./arguments";
import { collect, refuse, UsageError } from "./configuration/errors";
import { kindOf } from "./configuration/paths";
import { findProjectFile } from "./configuration/project";
import { judge } from "./judge";
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
    const states = parsed.kind === "judge" ? parsed.states : undefined;
    refuseReports(options, states === undefined);
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
        const listed = states && filesOf(states, options.cwd);
        let code = 0;
        for (const state of listed ?? [undefined]) {
            const result = await run(options, state, progress, interrupted.signal);
            progress.stop();
            writeReports(result, options);
            code = Math.max(code, EXIT_CODES[result.verdict]);
        }
        return code;
    } catch (error) {
        progress.stop();
        if (interrupted.signal.aborted) {
            process.stderr.write("interrupted: the program and the packs were ended\n");
            return INTERRUPTED_EXIT_CODE;
        }
        throw error;
    }
}

/** Previews the program, or judges a state. */
function run(
    options: PreviewArguments,
    stateFile: string | undefined,
    progress: Progress,
    signal: AbortSignal,
): Promise<Preview> {
    const common = {
        ...previewOptions(options),
        onProgress: (now: Parameters<Progress["update"]>[0]) => progress.update(now),
        signal,
    };
    return stateFile === undefined ? preview(common) : judge({ ...common, stateFile });
}

/** Of a folder, the JSON files in it. */
function filesOf(states: readonly string[], cwd: string): string[] {
    const files = states.map((state): string[] =>
        kindOf(resolve(cwd, state)) === "folder"
            ? readdirSync(resolve(cwd, state))
                  .filter((name) => name.endsWith(".json"))
                  .sort()
                  .map((name) => join(state, name))
            : [state],
    );
    const empty = states.filter((_, index) => files[index]?.length === 0);
    refuse(empty.map((state) => `state ${state}: there is no .json file in this folder`));
    return files.flat();
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
function refuseReports(options: PreviewArguments, hasProgram: boolean): void {
    const faults = kindOf(options.cwd) === "folder" ? reportFaults(options.reports, resolve(options.cwd)) : [];
    if (faults.length > 0) {
        const problems = [...faults];
        collect(problems, () => (hasProgram ? prepare(previewOptions(options)) : undefined));
        refuse(problems);
    }
}

/** What goes to standard output. */
function printed({ json, reports }: PreviewArguments): ReportFormat {
    return json ? "json" : (reports.find(({ path }) => path === STANDARD_OUTPUT)?.format ?? "text");
}

/** The files first: who reads from standard output may end at its end. */
function writeReports(result: Preview, options: PreviewArguments): void {
    const { showUndetermined, showWaived, fold, reports } = options;
    const cwd = resolve(options.cwd);
    const where = whereaboutsOf(result.ofState === true ? join(cwd, "Pulumi.yaml") : findProjectFile(cwd));
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
