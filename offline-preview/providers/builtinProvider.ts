import type { Urn } from "../model";
import { UNKNOWN, type PropertyMap } from "../values";
import type { Provider, ResourceState } from "./provider";

/**
 * The engine's own provider of the package `pulumi`. `lookUp` finds what the program has registered, and what it has been
 * given a reference to.
 */
export function builtinProvider(lookUp: (urn: Urn) => Promise<ResourceState | undefined>): Provider {
    const getResource = async (urn: Urn): Promise<PropertyMap> => {
        const resource = await lookUp(urn);
        if (resource === undefined) {
            throw new Error(`unknown resource '${urn}'`);
        }
        return { urn, id: resource.id === "" ? UNKNOWN : resource.id, state: resource.outputs };
    };
    return {
        create: ({ type, inputs }) =>
            // A stash gives back what it is given when it is made.
            Promise.resolve({ id: "", outputs: type === STASH ? { ...inputs, output: inputs.input ?? null } : inputs }),
        // What a stack reference reads is in the other stack's state.
        read: ({ id, inputs }) => Promise.resolve({ id, outputs: inputs }),
        async invoke({ token, args }) {
            if (token !== "pulumi:pulumi:getResource") {
                return undefined;
            }
            return getResource(typeof args.urn === "string" ? args.urn : "");
        },
        call: ({ token }) => Promise.reject(new Error(`the package pulumi has no method ${token}`)),
        construct: ({ goal }) => Promise.reject(new Error(`the package pulumi has no component ${goal.type}`)),
        remarks: () => [],
    };
}

const STASH = "pulumi:index:Stash";
