import type { JudgedStack, Verdict } from "../../model";
import { cleanLine } from "../text";
import { countByWeight } from "../totals";

/** A stack as reports of many name it. */
export function stackName({ name }: JudgedStack): string {
    return cleanLine(name);
}

const VERDICTS: readonly Verdict[] = ["program-failed", "state-failed", "pack-failed", "policy-failed", "passed"];

/** The worst of some verdicts. */
export function worstOf(verdicts: readonly Verdict[]): Verdict {
    return VERDICTS.find((verdict) => verdicts.includes(verdict)) ?? "passed";
}

/** By verdict, then by how much blocks. */
export function worstStacksFirst(stacks: readonly JudgedStack[]): JudgedStack[] {
    const blocking = new Map(stacks.map((stack) => [stack, countByWeight(stack.findings).mandatory]));
    return [...stacks].sort(
        (a, b) =>
            VERDICTS.indexOf(a.verdict) - VERDICTS.indexOf(b.verdict) ||
            (blocking.get(b) ?? 0) - (blocking.get(a) ?? 0),
    );
}
