import { realpathSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { UsageError } from "../configuration/errors";
import { kindOf } from "../configuration/paths";
import { readProject } from "../configuration/project";
import { stacksWithFile } from "../configuration/stackFile";
import { maskedRun } from "../maskedRun";
import type { Change, Finding, Preview, RegisteredResource, ResourceChange, Urn } from "../model";
import { prepare, type Prepared } from "../prepare";
import { AFRESH, packContext, Run } from "../preview";
import type { PreviewOptions } from "../previewOptions";
import { verdictOf } from "../result";
import type { PropertyMap } from "../values";
import { comparable, movedText, type Ran } from "./comparable";
import { compareResources, type Side } from "./compare";
import { compareFindings } from "./findings";
import { checkOut, type Checkout } from "./git";
import { openedGroups } from "./opened";
import { installPackages } from "./packages";
import { isSaidToReplace } from "./replacing";

export interface DiffOptions extends PreviewOptions {
    /** A git reference: the change is what the working tree has over the commit at which both have parted. */
    diffBase: string;
    /** Only new findings block. Default false. */
    newOnly?: boolean;
    /** A command of the shell that makes the checkout of the base ready, instead of the working tree's packages. */
    baseSetup?: string | undefined;
}

/**
 * Previews the working tree and the base, both judged by the packs of the working tree, and says what is different.
 *
 * @throws UsageError with every problem of the arguments, the project, its configuration, the packs and the base.
 */
export async function previewChange(options: DiffOptions): Promise<Preview> {
    const { signal, diffBase } = options;
    signal?.throwIfAborted();
    const begin = performance.now();
    const prepared = prepare(options);
    options.onProgress?.({ phase: `Checking out ${diffBase}`, resources: 0, findings: 0 });
    const checkout = await checkOut(diffBase, prepared.project.root);
    try {
        signal?.throwIfAborted();
        return await maskedRun(new TwoRuns(options, prepared, checkout, begin), prepared.secrets, signal);
    } finally {
        checkout.remove();
    }
}

/** What is to be run at the base, or why there is nothing. */
type Base = { options: PreviewOptions; prepared: Prepared } | { absent: string };

class TwoRuns {
    private readonly stops: (() => void)[] = [];
    private isStopped = false;

    constructor(
        private readonly options: DiffOptions,
        private readonly prepared: Prepared,
        private readonly checkout: Checkout,
        private readonly begin: number,
    ) {}

    stop(): void {
        this.isStopped = true;
        this.stops.splice(0).forEach((stop) => stop());
    }

    async toEnd(): Promise<Preview> {
        const { options, prepared, checkout } = this;
        const notes: string[] = [];
        const base = await this.findBase(notes);
        this.options.signal?.throwIfAborted();
        const head = new Run(options, prepared, this.begin, AFRESH);
        this.onStop(() => head.stop());
        const about = { ref: options.diffBase, commit: checkout.commit, newOnly: options.newOnly ?? false };
        if ("absent" in base) {
            return withoutBase(await head.toEnd(), { ...about, base: "absent", notes: [base.absent] });
        }
        const { configuration, all } = prepared.secrets;
        configuration.learnAll(base.prepared.secrets.configuration);
        all.learnAll(base.prepared.secrets.all);
        const told = [prepared, base.prepared].map((one) => JSON.stringify(packContext(one, options.organization)));
        const other = new Run(base.options, base.prepared, this.begin, AFRESH, told[0] === told[1] ? head : undefined);
        this.onStop(() => other.stop());
        if (told[0] !== told[1]) {
            notes.push("the stack's configuration differs: the packs ran twice, each told its own");
        }
        const [now, before] = await Promise.all([head.toEnd(), other.toEnd()]);
        all.learnAll(base.prepared.secrets.all);
        if (before.verdict === "program-failed" || before.verdict === "pack-failed") {
            const reasons = before.diagnostics.filter(({ severity }) => severity === "error");
            const reason = movedText(withoutFrames(reasons[0]?.message ?? "it gave no reason"), this.moved);
            const what = before.verdict === "program-failed" ? "the program" : "a policy pack";
            const hint = "what must be built or installed for it is what --base-setup is for";
            notes.push(`${what} failed at the base, so all findings count as new; ${hint}: ${reason}`);
            return withoutBase(now, { ...about, base: "failed", notes });
        }
        return this.compared(
            { preview: now, madeUp: head.madeUpInputs },
            { preview: before, madeUp: other.madeUpInputs },
            {
                ...about,
                base: "previewed",
                notes,
            },
        );
    }

    private onStop(stop: () => void): void {
        if (this.isStopped) {
            stop();
        } else {
            this.stops.push(stop);
        }
    }

    /** What paths of the checkout are told as. */
    private get moved(): { from: string; to: string } {
        return { from: this.checkout.folder, to: this.checkout.root };
    }

    private async findBase(notes: string[]): Promise<Base> {
        const { options, prepared, checkout } = this;
        const { project, stack } = prepared;
        const file = this.atBase(project.file);
        if (kindOf(file) !== "file") {
            return { absent: `${relative(checkout.folder, file)} is not there at the base: all is new` };
        }
        const cwd = resolve(options.cwd);
        const configFile = options.configFile === undefined ? undefined : this.atBase(resolve(cwd, options.configFile));
        const facts = options.factsFile === undefined ? undefined : resolve(cwd, options.factsFile);
        const hasStack = configFile === undefined ? this.hasStack(file) : kindOf(configFile) === "file";
        if (!hasStack) {
            return { absent: `the stack ${stack} has no configuration at the base: all is new` };
        }
        options.onProgress?.({ phase: "Installing packages of the base", resources: 0, findings: 0 });
        notes.push(
            ...(await installPackages(checkout, {
                programDir: project.programDir,
                setup: options.baseSetup,
                onStop: (stop) => this.onStop(stop),
            })),
        );
        const { onProgress: _told, ...rest } = options;
        const baseOptions: PreviewOptions = {
            ...rest,
            cwd: this.atBase(project.root),
            stack,
            policyPacks: [],
            configFile,
            factsFile: facts !== undefined && kindOf(this.atBase(facts)) === "file" ? this.atBase(facts) : facts,
            typeCheck: false,
        };
        try {
            // The packs of the working tree judge both: a finding is new because of the program alone.
            return { options: baseOptions, prepared: { ...prepare(baseOptions), packs: prepared.packs } };
        } catch (error) {
            if (error instanceof UsageError) {
                throw new UsageError(error.problems.map((problem) => `at the base: ${movedText(problem, this.moved)}`));
            }
            throw error;
        }
    }

    private hasStack(projectFile: string): boolean {
        const [now, before] = [this.prepared.project, readProject(resolve(projectFile, ".."))];
        return (
            !stacksWithFile(now).includes(this.prepared.stack) || stacksWithFile(before).includes(this.prepared.stack)
        );
    }

    /** A file of the repository as it is at the base; one that lies elsewhere is the same. */
    private atBase(path: string): string {
        const real = kindOf(path) === undefined ? path : realpathSync(path);
        const inside = relative(this.checkout.root, real);
        return inside.startsWith("..") ? path : join(this.checkout.folder, inside);
    }

    private compared(
        head: { preview: Preview; madeUp: ReadonlyMap<Urn, PropertyMap> },
        base: { preview: Preview; madeUp: ReadonlyMap<Urn, PropertyMap> },
        about: Omit<Change, "resources" | "unchanged" | "fixed" | "opened">,
    ): Preview {
        const { programDir } = this.prepared.project;
        const now = side(head, { programDir, from: this.checkout.root, to: this.checkout.root });
        const before = side(base, { programDir: this.atBase(programDir), ...this.moved });
        const { changes, unchanged, former } = compareResources(before, now, (type, path) =>
            isSaidToReplace(type, path, programDir),
        );
        const old = base.preview.findings.map((finding) => ({
            ...finding,
            message: movedText(finding.message, this.moved),
        }));
        const { added, fixed } = compareFindings({ ...base.preview, findings: old }, head.preview, former);
        const opened = openedGroups(before.resources, now.resources, former);
        const isWhole = head.preview.verdict === "passed" || head.preview.verdict === "policy-failed";
        const change: Change = { ...about, resources: changes, unchanged, fixed, opened };
        // What is not there may only not have been reached.
        const known: Change = isWhole
            ? change
            : { ...change, notes: [...about.notes, NOT_WHOLE], resources: stillThere(changes), fixed: [] };
        return decided(head.preview, known, (finding) => added.has(finding));
    }
}

const NOT_WHOLE = "not everything ran or was judged, so what is gone and what is fixed is not known";

function stillThere(changes: readonly ResourceChange[]): ResourceChange[] {
    return changes.filter(({ kind }) => kind !== "remove").map(({ resembles: _, ...one }) => one);
}

/** A stack trace is in the base's own run; here it is in the way of what is wrong. */
function withoutFrames(message: string): string {
    return message
        .split("\n")
        .filter((line) => !/^\s+at .*\)?$/.test(line))
        .join("\n");
}

function side(run: { preview: Preview; madeUp: ReadonlyMap<Urn, PropertyMap> }, ran: Ran): Side {
    return {
        resources: run.preview.resources.map((resource): RegisteredResource => ({
            ...resource,
            inputs: comparable(resource.inputs, ran),
        })),
        madeUp: new Map([...run.madeUp].map(([urn, inputs]) => [urn, comparable(inputs, ran)])),
    };
}

/** All that is found counts as new. */
function withoutBase(preview: Preview, about: Omit<Change, "resources" | "unchanged" | "fixed" | "opened">): Preview {
    const resources =
        about.base === "absent"
            ? compareResources({ resources: [], madeUp: new Map() }, { ...preview, madeUp: new Map() }, () => false)
                  .changes
            : [];
    return decided(preview, { ...about, resources, unchanged: 0, fixed: [], opened: [] }, () => true);
}

/** The preview with what is new marked; where only that blocks, it decides. */
function decided(preview: Preview, change: Change, isNew: (finding: Finding) => boolean): Preview {
    const fresh = preview.findings.filter(isNew);
    const verdict =
        change.newOnly && preview.verdict === "policy-failed" ? verdictOf(true, preview.packs, fresh) : preview.verdict;
    return {
        ...preview,
        verdict,
        findings: preview.findings.map((finding) => ({ ...finding, isNew: isNew(finding) })),
        change,
    };
}
