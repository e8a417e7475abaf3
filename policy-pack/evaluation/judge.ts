import type { Reasons } from "./reasons";
import { flatten, type Requirements } from "./requirement";

/** What a policy has to say of one resource. */
export interface Finding {
    readonly kind: "violation" | "undetermined";
    readonly text: string;
}

/** How a finding that could not be decided begins; reports tell it by this. */
export const UNDETERMINED = "undetermined: ";

/**
 * A violation for each demand that does not hold. Only if there is none, one undetermined finding for those that cannot
 * be told: what is unknown never hides what is known.
 */
export function findings(title: string, requirements: Requirements, reasons: Reasons): readonly Finding[] {
    const demands = flatten(requirements);
    const broken = demands.filter((demand) => demand.holds === false);
    if (broken.length > 0) {
        return broken.map((demand) => ({ kind: "violation", text: demand.message.text }));
    }
    const open = demands.filter((demand) => demand.holds === "undetermined");
    if (open.length === 0) {
        return [];
    }
    open.flatMap((demand) => demand.about)
        .filter((value) => value.isUnknown || value.isMalformed)
        .forEach((value) => value.undecided());
    return [{ kind: "undetermined", text: `${UNDETERMINED}${title}. ${reasons.describe()}` }];
}
