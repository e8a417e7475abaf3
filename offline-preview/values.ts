/**
 * A property value as Pulumi's protocol carries it: JSON, in which an object that has the signature key stands for a
 * secret, an output, an asset, an archive or a resource reference, and one fixed string stands for "not known yet".
 * The keys and signatures are the protocol's (sdk/nodejs/runtime/rpc.ts).
 */
export type PropertyValue = null | boolean | number | string | PropertyValue[] | PropertyMap;
export interface PropertyMap {
    [key: string]: PropertyValue;
}

export const UNKNOWN = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
export const SIGNATURE_KEY = "4dabf18193072939515e22adb298388d";
export const Signature = {
    asset: "c44067f5952c0a294b673a41bacd8c17",
    archive: "0def7320c3a5731c473e5ecbe6d01bc7",
    secret: "1b47061264138c4ac30d75fd1eb44270",
    resource: "5cf8f73096256a8f31e491e813e4eb8e",
    output: "d0e6a833031e9bbcd3f4e8bde6ca49a4",
} as const;

/** One sentinel per type: policies and older SDKs send the others, all of them mean unknown. */
const UNKNOWN_SENTINELS = new Set([
    UNKNOWN,
    "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7", // boolean
    "3eeb2bf0-c639-47a8-9e75-3b44932eb421", // number
    "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2", // array
    "030794c1-ac77-496b-92df-f27374a8bd58", // asset
    "e48ece36-62e2-4504-bad9-02848725956a", // archive
    "dd056dcd-154b-4c76-9bd3-c8f88648b5ff", // object
]);

export function isUnknown(value: PropertyValue | undefined): boolean {
    return typeof value === "string" && UNKNOWN_SENTINELS.has(value);
}

export function isMap(value: PropertyValue | undefined): value is PropertyMap {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function signatureOf(value: PropertyValue | undefined): string | undefined {
    const signature = isMap(value) ? value[SIGNATURE_KEY] : undefined;
    return typeof signature === "string" ? signature : undefined;
}

export function isSecret(value: PropertyValue | undefined): boolean {
    return signatureOf(value) === Signature.secret || (isMap(value) && isOutput(value) && value.secret === true);
}

export function isOutput(value: PropertyValue | undefined): value is PropertyMap {
    return signatureOf(value) === Signature.output;
}

export function secret(value: PropertyValue): PropertyMap {
    return { [SIGNATURE_KEY]: Signature.secret, value };
}

/** A resource as a value: programs get an object of its class. */
export function reference(urn: string, id: string): PropertyMap {
    return { [SIGNATURE_KEY]: Signature.resource, urn, id };
}

/** The URNs of resources inside `value`. */
export function referencesIn(value: PropertyValue, found = new Set<string>()): Set<string> {
    if (Array.isArray(value)) {
        value.forEach((element) => referencesIn(element, found));
    } else if (isMap(value)) {
        if (signatureOf(value) === Signature.resource && typeof value.urn === "string") {
            found.add(value.urn);
        }
        Object.values(value).forEach((element) => referencesIn(element, found));
    }
    return found;
}

/** The URNs that output values inside `value` depend on. */
export function dependenciesIn(value: PropertyValue, found = new Set<string>()): Set<string> {
    if (Array.isArray(value)) {
        value.forEach((element) => dependenciesIn(element, found));
    } else if (isMap(value)) {
        if (isOutput(value) && Array.isArray(value.dependencies)) {
            value.dependencies.filter((urn) => typeof urn === "string").forEach((urn) => found.add(urn));
        }
        Object.values(value).forEach((element) => dependenciesIn(element, found));
    }
    return found;
}

/** What properties depend on: what is said of them, and what the output values in them carry. */
export function withCarried(
    dependencies: Readonly<Record<string, string[]>>,
    properties: PropertyMap,
): Record<string, string[]> {
    const all = { ...dependencies };
    for (const [key, value] of Object.entries(properties)) {
        const carried = dependenciesIn(value);
        if (carried.size > 0) {
            all[key] = [...new Set([...(all[key] ?? []), ...carried])];
        }
    }
    return all;
}

/**
 * Secrets and unknowns as output values, at every depth: what the engine hands to transforms. The SDK makes an output of
 * each, where it would make all of a map secret for one secret in it.
 */
export function toOutputs(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        return value.map(toOutputs);
    }
    if (!isMap(value)) {
        return isUnknown(value) ? { [SIGNATURE_KEY]: Signature.output } : value;
    }
    if (signatureOf(value) === Signature.secret) {
        const inner = toOutputs(value.value ?? UNKNOWN);
        return isOutput(inner)
            ? { ...inner, secret: true }
            : { [SIGNATURE_KEY]: Signature.output, value: inner, secret: true };
    }
    return mapValues(value, toOutputs);
}

/** The value as an output that carries these dependencies, unless it carries them already. */
export function dependingOn(value: PropertyValue, dependencies: readonly string[]): PropertyValue {
    const carried = dependenciesIn(value);
    if (dependencies.every((urn) => carried.has(urn))) {
        return value;
    }
    const output = isOutput(value) ? value : { [SIGNATURE_KEY]: Signature.output, value };
    const own = Array.isArray(output.dependencies) ? output.dependencies : [];
    return { ...output, dependencies: [...new Set([...own, ...dependencies])] };
}

/** Outputs become what they stand for: the value, the unknown, or a secret around either. */
export function withoutOutputs(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        return value.map(withoutOutputs);
    }
    if (!isMap(value)) {
        return value;
    }
    if (isOutput(value)) {
        const inner = value.value === undefined ? UNKNOWN : withoutOutputs(value.value);
        return value.secret === true ? secret(inner) : inner;
    }
    return mapValues(value, withoutOutputs);
}

/** A reference to a resource becomes its id (or its URN, where it has none): policies and plain readers want values. */
export function withoutReferences(value: PropertyValue): PropertyValue {
    if (Array.isArray(value)) {
        return value.map(withoutReferences);
    }
    if (!isMap(value)) {
        return value;
    }
    if (signatureOf(value) === Signature.resource) {
        if (value.id === undefined) {
            return value.urn ?? UNKNOWN;
        }
        return value.id === "" ? UNKNOWN : value.id;
    }
    return mapValues(value, withoutReferences);
}

/** Unknown anywhere inside? */
export function containsUnknown(value: PropertyValue): boolean {
    if (Array.isArray(value)) {
        return value.some(containsUnknown);
    }
    if (isMap(value)) {
        return (isOutput(value) && value.value === undefined) || Object.values(value).some(containsUnknown);
    }
    return isUnknown(value);
}

export function mapValues(map: PropertyMap, change: (value: PropertyValue) => PropertyValue): PropertyMap {
    return Object.fromEntries(Object.entries(map).map(([key, value]) => [key, change(value)]));
}
