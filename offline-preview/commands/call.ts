import { join, resolve } from "node:path";
import type { PreviewArguments } from "../arguments";
import { kindOf } from "../configuration/paths";
import { findProjectFile } from "../configuration/project";
import type { Preview, Verdict } from "../model";
import type { PreviewOptions } from "../previewOptions";
import { wantsColour, widthOf } from "../report/colour";
import { Progress } from "../report/progress";
import { RENDERERS, type ReportFormat } from "../report/renderers";
import { reportFaults, STANDARD_OUTPUT, whereaboutsOf, writeWhole } from "../reportFiles";

/** What a command line asks for, and what the commands share to do it. */
export class Call {
    private readonly progress: Progress;

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

    /** Why reports cannot be written: told before anything runs, with whatever else is wrong. */
    get reportFaults(): string[] {
        const { cwd, reports } = this.options;
        return kindOf(cwd) === "folder" ? reportFaults(reports, resolve(cwd)) : [];
    }

    /** Options of everything that packs judge. */
    get judging(): Pick<PreviewOptions, "cwd" | "policyPacks" | "onProgress" | "signal"> {
        const { cwd, policyPacks } = this.options;
        return { cwd, policyPacks, onProgress: (now) => this.progress.update(now), signal: this.signal };
    }

    /**
     * Writes the reports that are asked for, and prints.
     * @returns the exit code of the verdict.
     */
    tell(result: Preview): number {
        this.stopProgress();
        const { showUndetermined, showWaived, fold, reports, color } = this.options;
        const cwd = resolve(this.options.cwd);
        const hasProgram = result.ofState !== true && result.cliRun === undefined;
        const where = whereaboutsOf(hasProgram ? findProjectFile(cwd) : join(cwd, "Pulumi.yaml"));
        const render = (format: ReportFormat, colour: boolean, width: number): string =>
            RENDERERS[format](result, { colour, width, showUndetermined, showWaived, fold, where });
        const files = reports.filter(({ path }) => path !== STANDARD_OUTPUT);
        // The files first: who reads from standard output may end at its end.
        writeWhole(new Map(files.map(({ format, path }) => [resolve(cwd, path), render(format, false, widthOf({}))])));
        const isTree = files.length === reports.length;
        const colour = isTree && wantsColour(color, process.stdout, process.env);
        process.stdout.write(render(this.printed, colour, widthOf(process.stdout)));
        return EXIT_CODES[result.verdict];
    }

    stopProgress(): void {
        this.progress.stop();
    }

    /** What goes to standard output. */
    private get printed(): ReportFormat {
        const { json, reports } = this.options;
        return json ? "json" : (reports.find(({ path }) => path === STANDARD_OUTPUT)?.format ?? "text");
    }
}

const EXIT_CODES: Record<Verdict, number> = { passed: 0, "policy-failed": 1, "program-failed": 2, "pack-failed": 2 };
