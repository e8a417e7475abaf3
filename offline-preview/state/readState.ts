import { collect, UsageError } from "../configuration/errors";
import { noOptions } from "../deployment";
import type { RegisteredResource, SourceLocation } from "../model";
import { isProviderType, nameOf, STACK_TYPE, typeOf } from "../urn";
import { isMap, secret, Signature, signatureOf, UNKNOWN, type PropertyMap, type PropertyValue } from "../values";

/** What is deployed, as the engine wrote it down. */
export interface State {
    project: string;
    stack: string;
    /** All that is there; what only waits to be deleted is left out. */
    resources: RegisteredResource[];
    /** Of the stack. */
    outputs: PropertyMap;
    /** How many values are encrypted: nothing is known of them here. */
    encrypted: number;
}

/** Versions of the format that the engine writes today; 4 differs by the features that it names. */
const VERSIONS = [3, 4];

/**
 * Reads what `pulumi stack export` prints, or the file of a stack in a backend of one's own.
 *
 * @param where The file's name, for messages.
 * @throws UsageError with everything that is wrong. It repeats nothing of what the file holds.
 */
export function readState(text: string, where: string): State {
    const refuse = (...faults: string[]): never => {
        throw new UsageError(faults.map((fault) => `state ${where}: ${fault}`));
    };
    const file = parsed(text);
    if (file === undefined) {
        return refuse("it is no JSON; was it cut off? Export it again: pulumi stack export --file");
    }
    const deployment = isMap(file) ? deploymentOf(file) : undefined;
    if (!isMap(file) || deployment === undefined) {
        return refuse("it holds no deployment; it must be what pulumi stack export writes");
    }
    if (!VERSIONS.includes(Number(file.version))) {
        return refuse(`it is of a version that is not known here; known are ${VERSIONS.join(" and ")}`);
    }
    const given = deployment.resources ?? [];
    if (!Array.isArray(given)) {
        return refuse("`deployment.resources` must be a list");
    }
    const faults = given.flatMap((entry, index) => entryFaults(entry).map((fault) => `resource ${index + 1} ${fault}`));
    if (faults.length > 0) {
        return refuse(...faults);
    }
    const values = new Values();
    const nested: string[] = [];
    const resources =
        collect(nested, () =>
            (given as unknown as Entry[])
                .filter((entry) => entry.delete !== true && entry.viewOf == null)
                .map((entry) => resourceOf(entry, values)),
        ) ?? refuse(...nested);
    if (isCircular(resources)) {
        return refuse("a resource is inside itself, by its parents");
    }
    const [, stack = "", project = ""] = /^urn:pulumi:([^:]*)::([^:]*)::/.exec(resources[0]?.urn ?? "") ?? [];
    const outputs = resources.find(({ type }) => type === STACK_TYPE)?.outputs ?? {};
    return { project, stack, resources, outputs, encrypted: values.encrypted };
}

function parsed(text: string): PropertyValue | undefined {
    try {
        return JSON.parse(text) as PropertyValue;
    } catch {
        return undefined;
    }
}

/** An export has the deployment itself; a backend's file has it as its latest one. */
function deploymentOf({ deployment, checkpoint }: PropertyMap): PropertyMap | undefined {
    const found = isMap(checkpoint) ? checkpoint.latest : deployment;
    return isMap(found) ? found : undefined;
}

/** A resource as the state has it, in so far as it is read. What is optional may be null as well. */
export interface Entry {
    urn: string;
    type: string;
    custom?: boolean;
    id?: string;
    inputs?: PropertyMap;
    outputs?: PropertyMap;
    parent?: string;
    provider?: string;
    external?: boolean;
    protect?: boolean;
    retainOnDelete?: boolean;
    delete?: boolean;
    viewOf?: string;
    dependencies?: string[];
    propertyDependencies?: Record<string, string[] | null>;
    sourcePosition?: string;
    aliases?: string[];
}

const KINDS_OF_FIELDS: Readonly<Record<keyof Entry, (value: PropertyValue) => boolean>> = {
    urn: (value) => typeof value === "string" && /^urn:pulumi:[^:]*::[^:]*::[^:].*::/.test(value),
    type: isText,
    custom: isFlag,
    id: isText,
    inputs: isMap,
    outputs: isMap,
    parent: isText,
    provider: isText,
    external: isFlag,
    protect: isFlag,
    retainOnDelete: isFlag,
    delete: isFlag,
    viewOf: isText,
    dependencies: isTexts,
    propertyDependencies: (value) => isMap(value) && Object.values(value).every((one) => one === null || isTexts(one)),
    sourcePosition: isText,
    aliases: isTexts,
};

export function entryFaults(entry: PropertyValue): string[] {
    if (!isMap(entry)) {
        return ["is no object"];
    }
    const missing = (["urn", "type"] as const).filter((field) => entry[field] == null);
    const wrong = Object.entries(KINDS_OF_FIELDS).filter(([field, fits]) => {
        const value = entry[field];
        return value !== undefined && value !== null && !fits(value);
    });
    return [
        ...missing.map((field) => `has no \`${field}\``),
        ...wrong.map(([field]) => `has a \`${field}\` that cannot be read`),
    ];
}

function isText(value: PropertyValue): boolean {
    return typeof value === "string";
}

function isFlag(value: PropertyValue): boolean {
    return typeof value === "boolean";
}

function isTexts(value: PropertyValue): boolean {
    return Array.isArray(value) && value.every(isText);
}

export function resourceOf(entry: Entry, values: Values): RegisteredResource {
    const { urn, type, parent, provider, protect, retainOnDelete } = entry;
    const source = sourceOf(entry.sourcePosition);
    return {
        urn,
        type,
        name: nameOf(urn),
        kind: kindOf(entry),
        operation: entry.external === true ? "read" : "same",
        ...(parent == null || parent === "" ? {} : { parent }),
        id: entry.id ?? "",
        inputs: values.map(entry.inputs ?? {}),
        outputs: values.map(entry.outputs ?? {}),
        dependencies: entry.dependencies ?? [],
        propertyDependencies: Object.fromEntries(
            Object.entries(entry.propertyDependencies ?? {}).map(([property, urns]) => [property, urns ?? []]),
        ),
        options: {
            ...noOptions(),
            aliases: entry.aliases ?? [],
            ...(protect == null ? {} : { protect }),
            ...(retainOnDelete == null ? {} : { retainOnDelete }),
            ...(provider == null || provider === "" ? {} : { provider }),
        },
        ...(source && { source }),
        remediatedBy: [],
        refused: false,
    };
}

function kindOf({ urn, custom }: Entry): RegisteredResource["kind"] {
    const type = typeOf(urn);
    if (type === STACK_TYPE) {
        return "stack";
    }
    return isProviderType(type) ? "provider" : custom === true ? "custom" : "component";
}

/** Whether parents lead back to where they came from: nothing that follows them would end. */
export function isCircular(resources: Iterable<RegisteredResource>): boolean {
    const parents = new Map([...resources].map(({ urn, parent }) => [urn, parent]));
    const done = new Set<string>();
    return [...parents.keys()].some((urn) => {
        const way = new Set<string>();
        for (let at: string | undefined = urn; at !== undefined && !done.has(at); at = parents.get(at)) {
            if (way.has(at)) {
                return true;
            }
            way.add(at);
        }
        way.forEach((one) => done.add(one));
        return false;
    });
}

/** `project:///src/index.ts#12,5`. */
function sourceOf(position: string | undefined): SourceLocation | undefined {
    const [, path, line, column] = /^project:\/\/\/(.+)#(\d+)(?:,(\d+))?$/.exec(position ?? "") ?? [];
    return path === undefined ? undefined : { file: decoded(path), line: Number(line), column: Number(column ?? 1) };
}

function decoded(path: string): string {
    try {
        return decodeURIComponent(path);
    } catch {
        return path;
    }
}

/** All that goes through values goes as deep as they do. */
const DEEPEST = 500;

/** Turns values of the state into those of the protocol, in which a secret holds its value. */
export class Values {
    encrypted = 0;

    map(map: PropertyMap): PropertyMap {
        return this.elements(map, 0);
    }

    private elements(map: PropertyMap, depth: number): PropertyMap {
        return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, this.value(value, depth)]));
    }

    private value(value: PropertyValue, depth: number): PropertyValue {
        if (depth > DEEPEST) {
            throw new UsageError([`a value in it is nested more than ${DEEPEST} deep, which cannot be read`]);
        }
        if (Array.isArray(value)) {
            return value.map((element) => this.value(element, depth + 1));
        }
        if (!isMap(value)) {
            return value;
        }
        return signatureOf(value) === Signature.secret
            ? secret(this.secretIn(value, depth))
            : this.elements(value, depth + 1);
    }

    private secretIn({ plaintext }: PropertyMap, depth: number): PropertyValue {
        if (typeof plaintext !== "string") {
            this.encrypted++;
            return UNKNOWN;
        }
        const value = parsed(plaintext);
        // Shown as it is would be a secret shown.
        return value === undefined ? UNKNOWN : this.value(value, depth + 1);
    }
}
