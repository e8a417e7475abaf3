import { join, resolve } from "node:path";
import type { PreviewArguments } from "../arguments";
import { BaselineFile } from "../baseline/baselineFile";
import { collect } from "../configuration/errors";
import { kindOf } from "../configuration/paths";
import { findProjectFile } from "../configuration/project";
import type { Preview, Verdict } from "../model";
import type { PreviewOptions } from "../previewOptions";
import { wantsColour, widthOf } from "../report/colour";
import { Progress } from "../report/progress";
import { PARTS, type ReportFormat } from "../report/renderers";
import { gathered, reportFaults, STANDARD_OUTPUT, whereaboutsOf, writeWhole } from "../reportFiles";

/** What a command line asks for, and what the commands share to do it. */
export class Call {
    private readonly progress: Progress;
    private opened: BaselineFile | undefined;

    constructor(
        readonly options: PreviewArguments,
        /** What stands behind the command's name. */
        readonly operands: readonly string[],
        /** Aborted by Ctrl-C. */
        readonly signal: AbortSignal,
    ) {
        this.progress = new Progress(process.stderr, {
            nonInteractive: options.nonInteractive,
            json: this.printed !== "text",
            environment: process.env,
        });
    }

    /** Why reports cannot be written, and the baseline not be read: told before anything runs, with whatever else is wrong. */
    get fileFaults(): string[] {
        const { cwd, reports } = this.options;
        if (kindOf(cwd) !== "folder") {
            return [];
        }
        const faults = reportFaults(reports, resolve(cwd));
        const baseline = collect(faults, () => this.baseline);
        const isReport = reports.some(({ path }) => resolve(cwd, path) === baseline?.path);
        return isReport ? [...faults, `--baseline ${baseline?.path ?? ""}: a report goes to the same file`] : faults;
    }

    /** Options of everything that packs judge. */
    get judging(): Pick<PreviewOptions, "cwd" | "policyPacks" | "onProgress" | "signal"> {
        const { cwd, policyPacks } = this.options;
        return { cwd, policyPacks, onProgress: (now) => this.progress.update(now), signal: this.signal };
    }

    /** What was found by the baseline, where one is asked for. */
    compare(found: Preview): Preview {
        return this.baseline?.compare(found) ?? found;
    }

    /**
     * Writes the reports that are asked for, and prints.
     * @returns the exit code of the verdict.
     */
    tell(result: Preview): number {
        this.stopProgress();
        const { showUndetermined, showWaived, showBaselined, fold, reports, color } = this.options;
        const cwd = resolve(this.options.cwd);
        const hasProgram = result.ofState !== true && result.cliRun === undefined;
        const where = whereaboutsOf(hasProgram ? findProjectFile(cwd) : join(cwd, "Pulumi.yaml"));
        const render = (format: ReportFormat, colour: boolean, width: number): Iterable<string> =>
            PARTS[format](result, { colour, width, showUndetermined, showWaived, showBaselined, fold, where });
        const files = reports.filter(({ path }) => path !== STANDARD_OUTPUT);
        // The files first: who reads from standard output may end at its end.
        writeWhole(
            new Map([
                ...files.map(({ format, path }) => [resolve(cwd, path), render(format, false, widthOf({}))] as const),
                ...(this.baseline?.changed ?? []),
            ]),
        );
        const isTree = files.length === reports.length;
        const colour = isTree && wantsColour(color, process.stdout, process.env);
        for (const text of gathered(render(this.printed, colour, widthOf(process.stdout)))) {
            process.stdout.write(text);
        }
        return EXIT_CODES[result.verdict];
    }

    stopProgress(): void {
        this.progress.stop();
    }

    /** The baseline that is asked for, read once. */
    private get baseline(): BaselineFile | undefined {
        const { cwd, baselineFile, ratchet } = this.options;
        if (baselineFile !== undefined && this.opened === undefined) {
            const today = new Date().toISOString().slice(0, "2026-01-31".length);
            this.opened = new BaselineFile(baselineFile, resolve(cwd), ratchet, today);
        }
        return this.opened;
    }

    /** What goes to standard output. */
    private get printed(): ReportFormat {
        const { json, reports } = this.options;
        return json ? "json" : (reports.find(({ path }) => path === STANDARD_OUTPUT)?.format ?? "text");
    }
}

const EXIT_CODES: Record<Verdict, number> = {
    passed: 0,
    "policy-failed": 1,
    "program-failed": 2,
    "state-failed": 2,
    "pack-failed": 2,
};
