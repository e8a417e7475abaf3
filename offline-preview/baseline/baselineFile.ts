import { resolve } from "node:path";
import { UsageError } from "../configuration/errors";
import { kindOf, pathFault } from "../configuration/paths";
import { readText } from "../configuration/readText";
import type { Diagnostic, Preview } from "../model";
import { cleanLine, count } from "../report/text";
import { fileFault } from "../reportFiles";
import { againstBaseline, stackKey, type BaselineEntry, type Ratchet } from "./ratchet";
import { baselineText, parseBaseline } from "./text";

/** A baseline file while runs are compared with it. It is written by nobody but the caller, when all is done. */
export class BaselineFile {
    readonly path: string;
    private readonly before: string | undefined;
    /** Whether a stack was judged whole: what was not leaves the file as it is. */
    private isUpdated = false;
    /** Stacks that had their turn. */
    private readonly compared = new Set<string>();
    private readonly entries: Map<string, readonly BaselineEntry[]>;

    /** @throws UsageError where the file is not there, may not be written, or is none. */
    constructor(
        private readonly written: string,
        cwd: string,
        private readonly ratchet: Ratchet | undefined,
        /** As `2026-01-31`. */
        private readonly today: string,
    ) {
        this.path = resolve(cwd, written);
        const isNew = ratchet === "update" && kindOf(this.path) === undefined;
        const missing = isNew ? undefined : pathFault(written, cwd, "file");
        const fault = missing ?? (ratchet === undefined ? undefined : fileFault(written, this.path, cwd));
        if (fault !== undefined) {
            const hint = ratchet === undefined && kindOf(this.path) === undefined ? "; --update-baseline makes it" : "";
            throw new UsageError([`--baseline ${written}: ${fault}${hint}`]);
        }
        this.before = isNew ? undefined : readText(`baseline ${written}`, this.path);
        this.entries = new Map(this.before === undefined ? [] : parseBaseline(this.before, written));
    }

    /** The preview as it is told, in which known findings block nothing; what is to be written is remembered. */
    compare(preview: Preview): Preview {
        const key = stackKey(preview);
        if (this.compared.has(key)) {
            throw new UsageError([
                `baseline ${this.written}: ${key} was judged twice, and is in it once: give each stack one state`,
            ]);
        }
        this.compared.add(key);
        const entries = this.entries.get(key) ?? [];
        const compared = againstBaseline(preview, entries, this.today);
        const { next, gone } = compared;
        if (this.ratchet === undefined) {
            return withMessage(compared.preview, gone.length === 0 ? undefined : this.goneText(gone));
        }
        if (next === undefined) {
            const message = `baseline ${this.written}: it stays as it is for this stack, because not all was judged`;
            return withMessage(compared.preview, { severity: "warning", message });
        }
        const after = next[this.ratchet];
        this.entries.set(key, after);
        this.isUpdated = true;
        const came = after.length - (entries.length - gone.length);
        const message = `baseline ${this.written}: ${count(came, "entry", "entries")} came, ${gone.length} left`;
        return withMessage(againstBaseline(preview, after, this.today).preview, { severity: "info", message });
    }

    /** Path and text of what is to be written; nothing where the file says it already. */
    get changed(): [path: string, text: string[]][] {
        const text = this.isUpdated ? baselineText(this.entries) : this.before;
        return text === undefined || text === this.before ? [] : [[this.path, [text]]];
    }

    private goneText(gone: readonly BaselineEntry[]): Diagnostic {
        const policies = [...new Set(gone.map(({ policy }) => cleanLine(policy)))];
        const shown = policies.slice(0, POLICIES_SHOWN).join(", ") + (policies.length > POLICIES_SHOWN ? ", …" : "");
        const message =
            `baseline ${this.written}: ${count(gone.length, "entry", "entries")} no longer needed (${shown}); ` +
            "--prune-baseline takes out what is fixed or waived";
        return { severity: "warning", message };
    }
}

const POLICIES_SHOWN = 5;

function withMessage(preview: Preview, message: Diagnostic | undefined): Preview {
    return message === undefined ? preview : { ...preview, diagnostics: [...preview.diagnostics, message] };
}
