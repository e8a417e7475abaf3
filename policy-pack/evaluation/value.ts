import { UnknownValueError } from "@pulumi/policy";
import { all, any, UNKNOWN, type Truth } from "palisade-policy-documents";
import { Mentionable, type Message } from "./message";

/**
 * What is there at a path of a resource:
 * - `known`: a value;
 * - `absent`: undefined or null, so the provider's default holds;
 * - `unknown`: to be computed by the update;
 * - `malformed`: something of another type lies on the way (a string where an object belongs).
 */
export type State = "known" | "absent" | "unknown" | "malformed";

export type Scalar = string | number | boolean;

/** Is told of each value that could not give an answer asked of it. */
export interface Trace {
    note(value: Value, why?: Message): void;
}

/**
 * A value of a resource at one path, read without ever throwing. Questions are answered in three values: unknown and
 * malformed values answer "undetermined", and are remembered, so that the finding can name them.
 *
 * An absent value answers for itself (`is(x)` is false); where the provider has a default, say so first:
 * `key.get("isEnabled").absentAs(true).is(true)`.
 */
export class Value extends Mentionable {
    /** For the evaluation's own use; policies start from `resource.get(...)`. */
    constructor(
        readonly state: State,
        /** Where the value lies, from the policy's own words and list positions; never from keys in the data. */
        readonly path: string,
        private readonly content: unknown,
        private readonly trace: Trace,
        /** Whether not even what it lies in is known. */
        private readonly isBelowUnknown = false,
        /** Whether what is unknown in it is what the provider fills in: then it is absent. */
        private readonly isFilledIn = false,
    ) {
        super();
    }

    static of(content: unknown, path: string, trace: Trace, isFilledIn = false): Value {
        return content === undefined || content === null
            ? new Value("absent", path, undefined, trace)
            : new Value("known", path, content, trace, false, isFilledIn);
    }

    /** In messages a value stands as its path. */
    get mention(): string {
        return `\`${this.path}\``;
    }

    get isKnown(): boolean {
        return this.state === "known";
    }

    get isAbsent(): boolean {
        return this.state === "absent";
    }

    get isUnknown(): boolean {
        return this.state === "unknown";
    }

    get isMalformed(): boolean {
        return this.state === "malformed";
    }

    get isText(): boolean {
        return typeof this.content === "string";
    }

    /** The value further down. Below an absent or unknown value all is absent or unknown. */
    get(...segments: readonly (string | number)[]): Value {
        return segments.reduce<Value>((value, segment) => value.step(segment), this);
    }

    /** The provider's default, for a value that is absent. */
    absentAs(providerDefault: Scalar): Value {
        return this.isAbsent ? new Value("known", this.path, providerDefault, this.trace) : this;
    }

    /** The same where all that is unknown in it is what the provider fills in, and so absent. */
    asFilledIn(): Value {
        return this.isUnknown
            ? new Value("absent", this.path, undefined, this.trace)
            : new Value(this.state, this.path, this.content, this.trace, this.isBelowUnknown, true);
    }

    /** Whether something is given: false when absent, an empty text or an empty list, undetermined when unknown. */
    isPresent(): Truth {
        if (this.isAbsent) {
            return false;
        }
        const isEmpty = Array.isArray(this.content) && this.content.length === 0;
        return this.isKnown ? this.content !== "" && !isEmpty : this.noteUndetermined();
    }

    /**
     * Whether the program gives something here. A value that is not known yet is something, unlike an empty text or list;
     * of what lies in something unknown it cannot be told.
     */
    isGiven(): Truth {
        return this.isUnknown && !this.isBelowUnknown ? true : this.isPresent();
    }

    /**
     * Whether the value equals `expected`. As in the provider, `"true"` is true and `"30"` is 30; a value of another
     * type cannot be judged.
     */
    is(expected: Scalar): Truth {
        if (this.isAbsent) {
            return false;
        }
        const actual = this.asTypeOf(expected);
        return actual === undefined ? this.unanswered() : actual === expected;
    }

    isOneOf(expected: readonly Scalar[]): Truth {
        return any(expected.map((one) => this.is(one)));
    }

    /** Whether the value is a number of at least `minimum`; false when absent. */
    atLeast(minimum: number): Truth {
        return this.compare((actual) => actual >= minimum);
    }

    /** Whether the value is a number of at most `maximum`; false when absent. */
    atMost(maximum: number): Truth {
        return this.compare((actual) => actual <= maximum);
    }

    /** Asks a question of a text: false when absent, undetermined when unknown or no text. */
    judgeText(judge: (text: string) => Truth): Truth {
        if (this.isAbsent) {
            return false;
        }
        if (typeof this.content !== "string") {
            return this.unanswered();
        }
        const answer = judge(this.content);
        return answer === "undetermined" ? this.noteUndetermined() : answer;
    }

    /** Whether two texts are the same; false where one is absent. */
    isSameText(other: Value): Truth {
        const { content } = this;
        return typeof content === "string"
            ? other.judgeText((text) => text === content)
            : this.judgeText(() => "undetermined");
    }

    /**
     * What a JSON text holds, at the paths that it has in there; malformed where it is no text, or no JSON.
     *
     * @param read How to read another format; throws where it cannot.
     */
    parsed(read: (text: string) => unknown = JSON.parse): Value {
        if (!this.isKnown) {
            return this;
        }
        const malformed = new Value("malformed", this.path, undefined, this.trace);
        if (typeof this.content !== "string") {
            return malformed;
        }
        try {
            return Value.of(read(this.content), this.path, this.trace);
        } catch {
            return malformed;
        }
    }

    /**
     * The elements of a list, none when absent. An unknown or malformed list has one element of its own kind, so that
     * what is demanded of each element is undetermined.
     */
    items(): readonly Value[] {
        if (this.isAbsent) {
            return [];
        }
        if (!Array.isArray(this.content)) {
            return [new Value(this.isUnknown ? "unknown" : "malformed", `${this.path}[*]`, undefined, this.trace)];
        }
        return Array.from({ length: this.content.length }, (_, index) => this.step(index));
    }

    /** A list's elements, or the value itself where the provider takes either one or a list. */
    oneOrMany(): readonly Value[] {
        return Array.isArray(this.content) || this.isAbsent ? this.items() : [this];
    }

    /** The entries of a map, none when absent; keys are data, so the paths say `*` for them. */
    entries(): readonly (readonly [key: string, value: Value])[] {
        if (this.isAbsent) {
            return [];
        }
        if (!isObject(this.content) || Array.isArray(this.content)) {
            const state = this.isUnknown ? "unknown" : "malformed";
            return [["*", new Value(state, `${this.path}.*`, undefined, this.trace)]];
        }
        const content = this.content;
        return Object.keys(content).map((key) => [key, this.child(content, key, `${this.path}.*`)]);
    }

    /** True when a known element fits; undetermined when only an unknown one, or an unknown list, might. */
    some(fits: (item: Value) => Truth): Truth {
        return this.isList ? any(this.items().map(fits)) : this.unanswered();
    }

    /** False when a known element does not fit; true for an empty or absent list. */
    every(fits: (item: Value) => Truth): Truth {
        return this.isList ? all(this.items().map(fits)) : this.unanswered();
    }

    /** The value as plain data, absent parts left out, unknown ones as {@link UNKNOWN}. Never put it into a message. */
    toPlain(): unknown {
        if (this.isUnknown || this.isMalformed) {
            return this.isUnknown ? UNKNOWN : undefined;
        }
        if (Array.isArray(this.content)) {
            return this.items().map((item) => item.toPlain());
        }
        if (!isObject(this.content)) {
            return this.content;
        }
        const present = this.entries().filter(([, value]) => !value.isAbsent);
        return Object.fromEntries(present.map(([key, value]) => [key, value.toPlain()]));
    }

    /** "undetermined", remembering this value as the reason. */
    noteUndetermined(why?: Message): "undetermined" {
        this.trace.note(this, why);
        return "undetermined";
    }

    /** "undetermined" of a value that is unknown, or not of the type that was asked for. */
    private unanswered(): "undetermined" {
        return (this.isUnknown ? this : new Value("malformed", this.path, undefined, this.trace)).noteUndetermined();
    }

    /** An absent list is an empty one. */
    private get isList(): boolean {
        return this.isAbsent || Array.isArray(this.content);
    }

    private step(segment: string | number): Value {
        const path = typeof segment === "number" ? `${this.path}[${segment}]` : joinPath(this.path, segment);
        if (!this.isKnown) {
            return new Value(this.state, this.isMalformed ? this.path : path, undefined, this.trace, this.isUnknown);
        }
        if (!isObject(this.content) || Array.isArray(this.content) !== (typeof segment === "number")) {
            return new Value("malformed", this.path, undefined, this.trace);
        }
        return this.child(this.content, segment, path);
    }

    private child(content: object, key: string | number, path: string): Value {
        try {
            // Own properties only: `get("constructor")` is absent, not a function of the language.
            return Value.of(
                Object.hasOwn(content, key) ? Reflect.get(content, key) : undefined,
                path,
                this.trace,
                this.isFilledIn,
            );
        } catch (error) {
            if (error instanceof UnknownValueError) {
                return new Value(this.isFilledIn ? "absent" : "unknown", path, undefined, this.trace);
            }
            throw error;
        }
    }

    private compare(fits: (actual: number) => boolean): Truth {
        if (this.isAbsent) {
            return false;
        }
        const actual = this.asTypeOf(0);
        return typeof actual === "number" ? fits(actual) : this.unanswered();
    }

    /** The content in the type of `sample`, as the provider converts it; undefined where it cannot. */
    private asTypeOf(sample: Scalar): Scalar | undefined {
        const content = this.content;
        if (typeof content === typeof sample) {
            return content as Scalar;
        }
        if (typeof sample === "string") {
            return typeof content === "number" || typeof content === "boolean" ? String(content) : undefined;
        }
        if (typeof content !== "string") {
            return undefined;
        }
        return typeof sample === "number" ? numberOf(content) : BOOLEANS.get(content);
    }
}

/** The spellings of a boolean that Pulumi's Terraform bridge accepts (Go's `strconv.ParseBool`). */
const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
    ...["1", "t", "T", "true", "True", "TRUE"].map((text) => [text, true] as const),
    ...["0", "f", "F", "false", "False", "FALSE"].map((text) => [text, false] as const),
]);

function numberOf(text: string): number | undefined {
    return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

function joinPath(parent: string, segment: string): string {
    return parent === "" ? segment : `${parent}.${segment}`;
}

function isObject(content: unknown): content is object {
    return typeof content === "object" && content !== null;
}
