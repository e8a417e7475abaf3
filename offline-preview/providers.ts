import type { Answer, Goal } from "./deployment";
import type { Facts } from "./functions/facts";
import type { Urn } from "./model";
import { madeUpOutputs } from "./schema/madeUp";
import { resourceShape } from "./schema/resourceShape";
import { isProviderType } from "./urn";
import { secret, UNKNOWN, type PropertyMap } from "./values";

export type Ids = "unknown" | "made-up";

export interface ProviderOptions {
    ids: Ids;
    facts: Facts;
    /** Where the packages of the program are looked up. */
    programDir: string;
}

/** Stands in for every provider: says what an id and the computed outputs are before anything exists. */
export function providerAnswers({ ids, facts, programDir }: ProviderOptions): (goal: Goal, urn: Urn) => Answer {
    return (goal, urn) => {
        const shape = isProviderType(goal.type) ? undefined : resourceShape(goal.type, programDir);
        if (shape === undefined) {
            return { id: "", outputs: {} };
        }
        if (ids === "made-up") {
            return madeUpOutputs({ type: goal.type, name: goal.name, urn, inputs: goal.inputs }, shape, facts);
        }
        const outputs: PropertyMap = {};
        for (const key of [...shape.outputOnly, ...shape.computed]) {
            outputs[key] = shape.secretOutputs.includes(key) ? secret(UNKNOWN) : UNKNOWN;
        }
        return { id: "", outputs };
    };
}
