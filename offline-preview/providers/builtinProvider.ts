import type { RegisteredResource, Urn } from "../model";
import { UNKNOWN, type PropertyMap } from "../values";
import type { Provider } from "./provider";

/** The engine's own provider of the package `pulumi`: it knows what the program has registered. */
export function builtinProvider(resources: ReadonlyMap<Urn, RegisteredResource>): Provider {
    const getResource = (urn: Urn): PropertyMap => {
        const resource = resources.get(urn);
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
                return Promise.resolve(undefined);
            }
            return Promise.resolve(getResource(typeof args.urn === "string" ? args.urn : ""));
        },
        call: ({ token }) => Promise.reject(new Error(`the package pulumi has no method ${token}`)),
        construct: ({ goal }) => Promise.reject(new Error(`the package pulumi has no component ${goal.type}`)),
        remarks: () => [],
    };
}

const STASH = "pulumi:index:Stash";
