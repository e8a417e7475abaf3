import { answer } from "../functions/answers";
import type { Facts } from "../functions/facts";
import { madeUpOutputs } from "../schema/madeUp";
import { resourceShape } from "../schema/resourceShape";
import { secret, UNKNOWN, withoutOutputs, withoutReferences, mapValues, type PropertyMap } from "../values";
import type { Provider, ResourceRequest, ResourceState } from "./provider";

export type Ids = "unknown" | "made-up";

export interface MadeUpProviderOptions {
    ids: Ids;
    facts: Facts;
    /** Where the packages of the program are looked up. */
    programDir: string;
}

/**
 * Stands in for every provider: what a type declares says what its outputs are, the facts what functions return, and a
 * remote component is registered without what its plugin would put into it.
 */
export function madeUpProvider({ ids, facts, programDir }: MadeUpProviderOptions): Provider {
    const unanswered = new Set<string>();

    const state = (request: Omit<ResourceRequest, "provider">): ResourceState => {
        // A provider is given ids where the program gave resources, and hands back no more than that.
        const inputs = mapValues(request.inputs, (value) => withoutReferences(withoutOutputs(value)));
        const shape = resourceShape(request.type, programDir);
        if (shape === undefined) {
            return { id: "", outputs: inputs };
        }
        if (ids === "made-up") {
            return madeUpOutputs({ ...request, inputs }, shape, facts);
        }
        const outputs: PropertyMap = {};
        for (const key of [...shape.outputOnly, ...shape.computed]) {
            outputs[key] = shape.secretOutputs.includes(key) ? secret(UNKNOWN) : UNKNOWN;
        }
        return { id: "", outputs: { ...outputs, ...inputs } };
    };

    return {
        create: (request) => Promise.resolve(state(request)),
        read: (request) => Promise.resolve({ ...state(request), id: request.id }),
        async invoke({ token, args }) {
            const known = answer(token, args, facts);
            if (known === undefined) {
                unanswered.add(token);
            }
            return Promise.resolve(known);
        },
        call({ token }) {
            unanswered.add(token);
            return Promise.resolve(undefined);
        },
        async construct({ goal, register, registerOutputs }) {
            const { urn, inputs } = await register(goal);
            const { outputs } = state({ urn, type: goal.type, name: goal.name, inputs });
            await registerOutputs(urn, outputs);
            return { urn, outputs, dependencies: {} };
        },
        remarks: () =>
            [...unanswered].map(
                (token) =>
                    `nobody can answer the function ${token} here: its result is unknown (give one with --facts)`,
            ),
    };
}
