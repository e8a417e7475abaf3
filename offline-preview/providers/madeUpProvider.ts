import { answer } from "../functions/answers";
import type { Facts } from "../functions/facts";
import type { Urn } from "../model";
import { GUESSED_LENGTH } from "../promiseForm";
import { functionResult } from "../schema/functionResult";
import { madeUpOutputs } from "../schema/madeUp";
import { excerpt, madeUpResult, unknownResult } from "../schema/madeUpResult";
import { resourceShape } from "../schema/resourceShape";
import { childUrn } from "../urn";
import {
    mapValues,
    reference,
    secret,
    UNKNOWN,
    withoutOutputs,
    withoutReferences,
    type PropertyMap,
    type PropertyValue,
} from "../values";
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
    /** Functions, each with what it might return. */
    const unanswered = new Map<string, PropertyMap>();
    const methods = new Set<string>();

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

    /** What a remote component gives of the resources that its plugin would make. How many is known of none. */
    const resourcesOf = (component: Urn, type: string, name: string): PropertyMap => {
        const resources: PropertyMap = {};
        for (const [property, { type: of, list, optional }] of Object.entries(
            resourceShape(type, programDir)?.references ?? {},
        )) {
            const named = (suffix: string): PropertyValue => {
                const urn = childUrn(component, of, `${name}-${property}${suffix}`);
                return reference(urn, state({ urn, type: of, name: `${name}-${property}${suffix}`, inputs: {} }).id);
            };
            if (ids === "made-up") {
                resources[property] = list
                    ? Array.from({ length: GUESSED_LENGTH }, (_, index) => named(`-${String(index)}`))
                    : named("");
            } else if (!list && !optional) {
                resources[property] = named("");
            }
        }
        return resources;
    };

    const result = (token: string, args: PropertyMap): PropertyMap | undefined => {
        const known = answer(token, args, facts);
        const isGiven = token in facts.functions;
        if (known !== undefined && !isGiven) {
            return known;
        }
        const fields = functionResult(token, programDir);
        if (fields === undefined) {
            if (!isGiven) {
                unanswered.set(token, {});
            }
            return known;
        }
        if (!isGiven) {
            // Made of no argument, which may be a secret.
            unanswered.set(token, excerpt(madeUpResult(token, {}, fields, facts), fields));
        }
        // A file of facts need not give all fields.
        return { ...(ids === "made-up" ? madeUpResult(token, args, fields, facts) : unknownResult(fields)), ...known };
    };

    return {
        create: (request) => Promise.resolve(state(request)),
        read: (request) => Promise.resolve({ ...state(request), id: request.id }),
        invoke: async ({ token, args }) => Promise.resolve(result(token, args)),
        call({ token }) {
            methods.add(token);
            return Promise.resolve(undefined);
        },
        async construct({ goal, register, registerOutputs }) {
            const { urn, inputs } = await register(goal);
            const { outputs } = state({ urn, type: goal.type, name: goal.name, inputs });
            Object.assign(outputs, resourcesOf(urn, goal.type, goal.name));
            await registerOutputs(urn, outputs);
            return { urn, outputs, dependencies: {} };
        },
        remarks: () => [
            ...(unanswered.size === 0 ? [] : [functionsRemark(unanswered)]),
            ...[...methods].map((token) => `the method ${token} runs in its plugin: what it returns is unknown here`),
        ],
    };
}

function functionsRemark(unanswered: ReadonlyMap<string, PropertyMap>): string {
    const example = JSON.stringify({ functions: Object.fromEntries(unanswered) });
    return (
        `nobody can answer ${[...unanswered.keys()].join(", ")} here: results are unknown, and made up where ids are; ` +
        `give real ones in a JSON file with --facts, as in ${example}`
    );
}
