import type { Diagnostic, JudgedStack, PolicyPackSummary, Preview } from "../model";
import { stackName, worstOf } from "../report/states/stacks";
import { groupBy, noResources, totalsOf } from "../report/totals";
import type { JudgedState } from "./judgeStates";
import { Keeper, type KeptStack } from "./keeper";

/** Makes one preview of many states, for reports. Of each it keeps what is found, packed, and of its resources how many there are. */
export class Merger {
    private readonly stacks: JudgedStack[] = [];
    /** Once for all states: what a pack says of its policies is more than what is found. */
    private readonly packs = new Map<string, PolicyPackSummary>();
    private hasBaseline = false;
    private readonly keeper = new Keeper();
    /** By the places of {@link stacks}. */
    private readonly kept: KeptStack[] = [];

    add({ file, index, result }: JudgedState): void {
        if ("faults" in result) {
            this.stacks[index] = unread(file, result.faults);
            return;
        }
        const { project, stack, verdict, findings, diagnostics } = result;
        const kept = { name: `${project}/${stack}`, begin: `urn:pulumi:${stack}::` };
        this.stacks[index] = {
            file,
            project,
            stack,
            name: kept.name,
            verdict,
            resources: totalsOf(result).resources,
            findings: this.keeper.keep(findings, kept),
            diagnostics,
        };
        this.kept[index] = kept;
        for (const pack of result.packs) {
            const before = this.packs.get(pack.name);
            this.packs.set(pack.name, { ...(before ?? pack), broke: pack.broke || before?.broke === true });
        }
        this.hasBaseline ||= result.hasBaseline === true;
    }

    /** @param total Milliseconds that all took. */
    merged(total: number): Preview {
        const { stacks } = this;
        this.nameApart();
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

    /** Several states may be of stacks that are called the same: of other backends, or of other days. */
    private nameApart(): void {
        const named = groupBy(Object.entries(this.kept), ([, { name }]) => name);
        for (const [index, kept] of named.filter(({ length }) => length > 1).flat()) {
            const stack = this.stacks[Number(index)];
            if (stack !== undefined) {
                kept.name = stack.name = `${stack.name} (${stack.file})`;
            }
        }
    }
}

function unread(file: string, faults: readonly string[]): JudgedStack {
    const diagnostics = faults.map((message): Diagnostic => ({ severity: "error", message }));
    const resources = noResources();
    return { file, project: "", stack: "", name: file, verdict: "state-failed", resources, findings: [], diagnostics };
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
