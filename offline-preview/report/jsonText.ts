/** An array of a report whose elements are made as they are written and then let go: there may be 100,000 of them. */
export class Lazily<T> {
    constructor(
        private readonly items: readonly T[],
        private readonly make: (item: T) => unknown,
    ) {}

    *elements(): Generator<unknown> {
        for (const item of this.items) {
            yield this.make(item);
        }
    }
}

/** JSON as a file ends, in which what would act on a terminal or turn text is escaped, as control characters are. */
export function jsonText(value: unknown): string {
    return [...jsonParts(value)].join("");
}

/** The same in parts, in which each element of what is made lazily is one. */
export function* jsonParts(value: unknown): Generator<string> {
    yield* partsOf(value, "");
    yield "\n";
}

const STEP = "  ";

function* partsOf(value: unknown, indent: string): Generator<string> {
    if (!holdsLazily(value)) {
        yield escaped(JSON.stringify(value, undefined, STEP)).replaceAll("\n", `\n${indent}`);
        return;
    }
    const inner = `${indent}${STEP}`;
    const [open, close] = value instanceof Lazily || Array.isArray(value) ? ["[", "]"] : ["{", "}"];
    let isEmpty = true;
    yield open;
    for (const [label, element] of elementsOf(value)) {
        yield `${isEmpty ? "" : ","}\n${inner}${label}`;
        yield* partsOf(element, inner);
        isEmpty = false;
    }
    yield isEmpty ? close : `\n${indent}${close}`;
}

function* elementsOf(value: object): Generator<[label: string, element: unknown]> {
    if (value instanceof Lazily || Array.isArray(value)) {
        for (const element of value instanceof Lazily ? value.elements() : value) {
            yield ["", element];
        }
        return;
    }
    for (const [key, element] of Object.entries(value)) {
        if (element !== undefined) {
            yield [`${escaped(JSON.stringify(key))}: `, element];
        }
    }
}

function holdsLazily(value: unknown): value is object {
    return (
        value instanceof Lazily ||
        (typeof value === "object" && value !== null && Object.values(value).some(holdsLazily))
    );
}

function escaped(json: string): string {
    return json.replaceAll(
        /[\u007f-\u009f\u2028\u2029\p{Bidi_Control}]/gu,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}
