import type { Check } from "../../shared/checks";
import type { Fault } from "../../shared/validate";

/** A group of the pool. */
export interface IdentityGroupArgs {
    /** Which group comes first for a user of several: the lowest. Each one has its own. */
    precedence: number;
    /** What the group is for. Default: none. */
    description?: string;
}

/** Names that are one word, and precedences that decide. */
export const groupFaults: Check<Record<string, IdentityGroupArgs>> = (groups, argument) => {
    const taken = new Map<number, string>();
    return Object.entries(groups).flatMap(([name, { precedence }]) => {
        const faults: Fault[] = [];
        if (!/^[\w+=,.@-]{1,128}$/.test(name)) {
            const fix = "use up to 128 letters, digits or _ + = , . @ -";
            faults.push({ argument, fault: `"${name}" is not the name of a group`, fix });
        }
        const other = taken.get(precedence);
        if (!Number.isInteger(precedence) || precedence < 0) {
            const fix = "give whole numbers from 0, the lowest to the group that comes first";
            faults.push({ argument, fault: `the precedence of "${name}" is ${precedence}`, fix });
        } else if (other !== undefined) {
            const fault = `"${name}" and "${other}" have the same precedence`;
            faults.push({ argument, fault, fix: "give each group its own: equal ones decide nothing" });
        }
        taken.set(precedence, name);
        return faults;
    });
};
