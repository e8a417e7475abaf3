import type { Diagnostic, Finding, JudgedStack, PolicyPackSummary, Preview } from "../model";
import { stackName, worstOf } from "../report/states/stacks";
import { noResources, totalsOf } from "../report/totals";
import type { JudgedState } from "./judgeStates";

/** Makes one preview of many states, for reports. Of each it keeps what is found, and of its resources how many there are. */
export class Merger {
    private readonly stacks: JudgedStack[] = [];
    /** Once for all states: what a pack says of its policies is more than what is found. */
    private readonly packs = new Map<string, PolicyPackSummary>();
    private hasBaseline = false;
    private readonly texts = new SharedTexts();

    add({ file, index, result }: JudgedState): void {
        if ("faults" in result) {
            this.stacks[index] = unread(file, result.faults);
            return;
        }
        const { project, stack, verdict, findings, diagnostics } = result;
        this.stacks[index] = {
            file,
            project,
            stack,
            verdict,
            resources: totalsOf(result).resources,
            findings: findings.map((finding) => kept(finding, `${project}/${stack}`, this.texts)),
            diagnostics,
        };
        for (const pack of result.packs) {
            const before = this.packs.get(pack.name);
            this.packs.set(pack.name, { ...(before ?? pack), broke: pack.broke || before?.broke === true });
        }
        this.hasBaseline ||= result.hasBaseline === true;
    }

    /** @param total Milliseconds that all took. */
    merged(total: number): Preview {
        const { stacks } = this;
        return {
            project: "",
            stack: "",
            ofState: true,
            stacks,
            ...(this.hasBaseline ? { hasBaseline: true } : {}),
            verdict: worstOf(stacks.map(({ verdict }) => verdict)),
            resources: [],
            onlyWithIds: [],
            notExpanded: [],
            outputs: {},
            findings: stacks.flatMap(({ findings }) => findings),
            decidedByMadeUpIds: 0,
            remediations: [],
            diagnostics: stacks.flatMap(messagesOf),
            packs: [...this.packs.values()],
            durations: { total, program: 0, packs: 0 },
            asUpdate: false,
            notReached: [],
        };
    }
}

/** States say much in the same words, and each answer of a pack brings its own copy of them: it is held once. */
class SharedTexts {
    private readonly texts = new Map<string, string>();

    private readonly packs = new Map<string, Finding["pack"]>();

    pack({ name, version }: Finding["pack"]): Finding["pack"] {
        const key = JSON.stringify([name, version]);
        const held = this.packs.get(key) ?? { name, version };
        this.packs.set(key, held);
        return held;
    }

    one(text: string): string {
        const held = this.texts.get(text);
        if (held === undefined) {
            this.texts.set(text, text);
        }
        return held ?? text;
    }
}

function unread(file: string, faults: readonly string[]): JudgedStack {
    const diagnostics = faults.map((message): Diagnostic => ({ severity: "error", message }));
    const resources = noResources();
    return { file, project: "", stack: "", verdict: "state-failed", resources, findings: [], diagnostics };
}

/**
 * Written out, which takes less than half the memory of a copy by parts: there may be 100,000 of them. Where it is declared
 * is left out: a state does not say in which folder its project lies.
 */
function kept(finding: Finding, stack: string, texts: SharedTexts): Finding {
    const { severity, waiver, baselinedSince, urn, component, isNew } = finding;
    return {
        pack: texts.pack(finding.pack),
        policy: texts.one(finding.policy),
        kind: finding.kind,
        level: finding.level,
        description: texts.one(finding.description),
        message: texts.one(finding.message),
        decidedBy: finding.decidedBy,
        stack,
        ...(severity === undefined ? {} : { severity }),
        ...(waiver === undefined ? {} : { waiver: texts.one(waiver) }),
        ...(baselinedSince === undefined ? {} : { baselinedSince: texts.one(baselinedSince) }),
        ...(urn === undefined ? {} : { urn }),
        ...(component === undefined ? {} : { component: { urn: component.urn } }),
        ...(isNew === undefined ? {} : { isNew }),
    };
}

/** Of many, only what is wrong is told in one list. */
function messagesOf(stack: JudgedStack): Diagnostic[] {
    return stack.diagnostics
        .filter(({ severity }) => severity === "error" || severity === "warning")
        .map(({ severity, message }) => ({
            severity,
            message: stack.verdict === "state-failed" ? message : `${stackName(stack)}: ${message}`,
        }));
}
