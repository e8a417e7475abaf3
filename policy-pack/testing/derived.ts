import type { Policy } from "../evaluation";
import { resourcesOf, type Case } from "./cases";
import { Marker, placesOf, replaced, secret, unknown, type Input, type Inputs, type Path } from "./inputs";
import { run, type Told } from "./run";
import { nameOf } from "./resource";

/** A value in one of the resources of a case. */
export interface Place {
    readonly resource: string;
    readonly path: Path;
    readonly value: Input;
}

/** The places in a case whose values the policy reads. */
export function placesRead(policy: Policy, one: Case): readonly Place[] {
    const read = new Set<string>();
    run(policy, one, (resource, path) => read.add(`${nameOf(resource)} ${path.join(".")}`));
    return resourcesOf(one).flatMap((resource) =>
        placesOf(resource.inputs)
            .map(([path, value]) => ({ resource: nameOf(resource), path, value }))
            .filter(({ resource: name, path }) => read.has(`${name} ${path.join(".")}`)),
    );
}

export function withValue(one: Case, place: Place, value: Input): Case {
    const resources = resourcesOf(one).map((resource) =>
        nameOf(resource) === place.resource
            ? { ...resource, inputs: replaced(resource.inputs, place.path, value) }
            : resource,
    );
    return { ...one, resources };
}

const SOURCE = { type: "random:index/randomId:RandomId", name: "source-of-the-unknown", inputs: {} };

/** The case with an unknown value at the place, which comes from another resource, as unknown values do. */
export function hidden(one: Case, place: Place): Case {
    const changed = withValue(one, place, unknown());
    const [property = ""] = place.path;
    const resources = resourcesOf(changed).map((resource) =>
        nameOf(resource) === place.resource
            ? { ...resource, from: { [property]: [SOURCE.name], ...resource.from } }
            : resource,
    );
    return { ...changed, resources: [...resources.filter(({ name }) => name !== SOURCE.name), SOURCE] };
}

/**
 * The case as a preview sees it in which everything is new: no output is known, and neither is an input that holds one of
 * another resource of the case, which the preview knows it to come from.
 */
export function withoutIds(one: Case): Case {
    const resources = resourcesOf(one);
    const owners = resources.flatMap(({ outputs = {}, ...resource }) =>
        Object.values(outputs).flatMap((value) =>
            typeof value === "string" && value !== "" ? [[value, nameOf(resource)] as const] : [],
        ),
    );
    return {
        ...one,
        resources: resources.map((resource) => {
            const from: Record<string, readonly string[]> = { ...resource.from };
            let inputs = resource.inputs;
            for (const [path, value] of placesOf(inputs)) {
                const owner = owners.find(([output, name]) => output === value && name !== nameOf(resource));
                if (owner !== undefined) {
                    const [property = ""] = path;
                    inputs = replaced(inputs, path, unknown());
                    from[property] = [...new Set([...(from[property] ?? []), owner[1]])];
                }
            }
            const { outputs = {}, ...rest } = resource;
            const untold = Object.fromEntries(Object.keys(outputs).map((name) => [name, unknown()]));
            return { ...rest, ...(resource.outputs && { outputs: untold }), inputs, from };
        }),
    };
}

/** The case with every value at the end of a path a secret. */
export function secretly(one: Case): Case {
    const resources = resourcesOf(one).map((resource) => ({ ...resource, inputs: hide(resource.inputs) as Inputs }));
    return { ...one, resources };
}

function hide(input: Input): Input {
    if (input instanceof Marker || input === null) {
        return input;
    }
    if (!isNode(input)) {
        return secret(input);
    }
    return Array.isArray(input)
        ? (input as readonly Input[]).map(hide)
        : Object.fromEntries(Object.entries(input).map(([key, value]) => [key, hide(value)]));
}

/** Values of another type than the one there is. */
export function malformedFor(value: Input): readonly Input[] {
    return isNode(value) ? ["malformed", 7] : [{ malformed: true }, ["malformed"]];
}

/** Whether there is a value at the place with which the finding would not be: of these, or of some that do in many places. */
export function hangsOn(policy: Policy, one: Case, place: Place, finding: Told, candidates: readonly Input[]): boolean {
    const everything = { Effect: "Deny", Principal: "*", Action: "*", Resource: "*" };
    // The last ones take back what the statements beside them allow.
    const others: readonly Input[] = [null, true, false, "x", 0, 1e6, [], {}, "Deny", everything, ...candidates];
    return others.some(
        (other) =>
            !run(policy, withValue(one, place, other)).some(
                ({ text, resource }) => text === finding.text && resource === finding.resource,
            ),
    );
}

/** Whether a text names the place, something above or something below it. */
export function names(text: string, { path }: Place): boolean {
    const named = [...text.matchAll(/`([^`]+)`/g)].map(([, name = ""]) =>
        name.replace(/\[([\d*]+)\]/g, ".$1").split("."),
    );
    return named.some((segments) =>
        segments.every((segment, index) => index >= path.length || segment === "*" || segment === String(path[index])),
    );
}

export const CANARY = "canary4f1d9c2e";

/** The case with a word in it that must not come out: in all texts, in each one alone, and as a key in every map. */
export function canaries(one: Case): readonly Case[] {
    let texts = 0;
    changed(one, (text) => (texts++, text));
    const each = Array.from({ length: texts }, (_, index) => {
        let at = 0;
        return changed(one, (text) => (at++ === index ? text + CANARY : text));
    });
    const keyed = changed(one, (text) => text, { [CANARY]: CANARY });
    return [changed(one, () => CANARY), changed(one, (text) => text + CANARY), keyed, ...each];
}

function changed(one: Case, change: (text: string) => string, added: Inputs = {}): Case {
    const resources = resourcesOf(one).map((resource) => ({
        ...resource,
        inputs: texted(resource.inputs, change, added) as Inputs,
    }));
    return { ...one, resources };
}

/** With every text changed, within JSON text too, and something added to every map. */
function texted(input: Input, change: (text: string) => string, added: Inputs): Input {
    if (input instanceof Marker) {
        return input.kind === "secret" ? secret(texted(input.value, change, added)) : input;
    }
    if (typeof input === "string") {
        const document = /^\s*\{/.test(input) ? parsed(input) : undefined;
        return document === undefined ? change(input) : JSON.stringify(texted(document, change, added));
    }
    if (!isNode(input)) {
        return input;
    }
    if (Array.isArray(input)) {
        return (input as readonly Input[]).map((item) => texted(item, change, added));
    }
    const entries = Object.entries(input).map(([key, value]) => [key, texted(value, change, added)]);
    return { ...Object.fromEntries(entries), ...added } as Inputs;
}

export function parsed(text: string): Input | undefined {
    try {
        return JSON.parse(text) as Input;
    } catch {
        return undefined;
    }
}

/** The paths at which two inputs differ, as messages write them. */
export function changedIn(before: Input, after: Input, path = ""): readonly string[] {
    if (JSON.stringify(before) === JSON.stringify(after)) {
        return [];
    }
    if (!isNode(after)) {
        return [path];
    }
    const old: Readonly<Record<string, Input>> = isNode(before) ? before : {};
    return Object.entries(after).flatMap(([key, value]) =>
        changedIn(
            old[key] ?? null,
            value,
            Array.isArray(after) ? `${path}[${key}]` : path === "" ? key : `${path}.${key}`,
        ),
    );
}

export function isNode(input: Input): input is Readonly<Record<string, Input>> {
    return typeof input === "object" && input !== null && !(input instanceof Marker);
}
