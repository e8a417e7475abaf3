import { unknownValue } from "@pulumi/pulumi/runtime/rpc";

/** Inputs of a resource in a test: plain data, with {@link unknown} and {@link secret} anywhere. */
export type Inputs = Readonly<Record<string, Input>>;
export type Input = string | number | boolean | null | Marker | readonly Input[] | { readonly [key: string]: Input };

/** A value the engine has to send in a form of its own. */
export class Marker {
    constructor(
        readonly kind: "unknown" | "secret",
        readonly value: Input,
    ) {}
}

/** A value that only the update will compute, such as another resource's ARN. */
export function unknown(): Marker {
    return new Marker("unknown", null);
}

/** A secret, as `pulumi.secret(...)` makes it. */
export function secret(value: Input): Marker {
    return new Marker("secret", value);
}

/** Inputs as the SDK unpacks them for a check: unknown values as on the way, secrets as what they hold. */
export function toProps(inputs: Inputs): Record<string, unknown> {
    return unpacked(inputs) as Record<string, unknown>;
}

function unpacked(input: Input): unknown {
    if (input instanceof Marker) {
        return input.kind === "unknown" ? unknownValue : unpacked(input.value);
    }
    if (isList(input)) {
        return input.map(unpacked);
    }
    return isMap(input)
        ? Object.fromEntries(Object.entries(input).map(([key, value]) => [key, unpacked(value)]))
        : input;
}

export type Path = readonly (string | number)[];

/** Every place in the inputs where a value lies: objects and lists as well as what is in them. */
export function placesOf(input: Input, at: Path = []): readonly (readonly [Path, Input])[] {
    if (input instanceof Marker || typeof input !== "object" || input === null) {
        return [];
    }
    const entries: readonly (readonly [string | number, Input])[] = isList(input)
        ? input.map((item, index) => [index, item] as const)
        : Object.entries(input);
    return entries.flatMap(([key, value]) => [[[...at, key], value] as const, ...placesOf(value, [...at, key])]);
}

/** Whether there is a marker of any kind. */
export function isMarked(input: Input): boolean {
    return holds(input, "unknown") || holds(input, "secret");
}

/** The inputs with another value at a place. */
export function replaced<T extends Input>(input: T, [first, ...rest]: Path, value: Input): T {
    if (first === undefined) {
        return value as T;
    }
    if (isList(input)) {
        return input.map((item, index) => (index === first ? replaced(item, rest, value) : item)) as unknown as T;
    }
    const map = input as Inputs;
    return { ...map, [first]: replaced(map[first] ?? {}, rest, value) } as T;
}

/** Whether there is a marker of this kind anywhere. */
export function holds(input: Input, kind: Marker["kind"]): boolean {
    if (input instanceof Marker) {
        return input.kind === kind || holds(input.value, kind);
    }
    return placesOf(input).some(([, value]) => value instanceof Marker && holds(value, kind));
}

export function isList(input: Input): input is readonly Input[] {
    return Array.isArray(input);
}

export function isMap(input: Input): input is Inputs {
    return typeof input === "object" && input !== null && !Array.isArray(input) && !(input instanceof Marker);
}
