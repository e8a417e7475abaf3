import type { Truth } from "palisade-policy-documents";

/** What a message may name, because it says for itself what of it is safe to print. */
export abstract class Mentionable {
    abstract readonly mention: string;
}

/**
 * Text that is safe to print. Policies get secrets as plain text with no mark on them, so a message is made of nothing
 * but the policy's own words, paths, resource names, numbers of the policy, and words from a list the policy gives.
 */
export class Message {
    private constructor(readonly text: string) {}

    /** For the evaluation's own use; policies write {@link say}. */
    static of(strings: readonly string[], parts: readonly MessagePart[]): Message {
        return new Message(
            strings.map((text, index) => text + (index < parts.length ? show(parts[index]) : "")).join(""),
        );
    }
}

/** What may stand in `${...}`: a value shows its path, a resource its name; a text from the data cannot be written. */
export type MessagePart = Mentionable | Message | number | boolean;

/** A message: say`set ${rotation} to true` prints "set `enableKeyRotation` to true". */
export function say(strings: TemplateStringsArray, ...parts: readonly MessagePart[]): Message {
    return Message.of(strings, parts);
}

/** The value itself, if it is one of the policy's own words; "another value" for all else. */
export function shown(value: { is(expected: string): Truth }, words: readonly string[]): Message {
    const word = words.find((candidate) => value.is(candidate) === true);
    return Message.of([word === undefined ? "another value" : `"${word}"`], []);
}

/** Fixed words of the policy (`eitherOf(["Enabled", "Suspended"])` prints `"Enabled" or "Suspended"`). */
export function eitherOf(words: readonly (string | number | boolean)[]): Message {
    return Message.of(
        [
            enumerated(
                words.map((word) => (typeof word === "string" ? `"${word}"` : String(word))),
                "or",
            ),
        ],
        [],
    );
}

/** Several things of one kind: "`a`, `b` and `c`". */
export function listOf(things: readonly Mentionable[]): Message {
    return Message.of(
        [
            enumerated(
                things.map(({ mention }) => mention),
                "and",
            ),
        ],
        [],
    );
}

/** Names of the policy's own, as of actions: "`a`, `b` and `c`". */
export function namesOf(names: readonly string[]): Message {
    return Message.of(
        [
            enumerated(
                names.map((name) => `\`${name}\``),
                "and",
            ),
        ],
        [],
    );
}

function enumerated(words: readonly string[], before: "and" | "or"): string {
    const last = words.at(-1) ?? "";
    return words.length < 2 ? last : `${words.slice(0, -1).join(", ")} ${before} ${last}`;
}

function show(part: MessagePart | undefined): string {
    if (part instanceof Mentionable) {
        return part.mention;
    }
    if (part instanceof Message) {
        return part.text;
    }
    // A text from the data gets here only past the compiler; it is not printed.
    return typeof part === "number" || typeof part === "boolean" ? String(part) : "(value not shown)";
}

/** A resource's name, which its URN shows anyway, short and on one line. */
export function nameOf(name: string): string {
    return `"${name.replace(/[^\w.:/@+=-]/g, "?").slice(0, 100)}"`;
}
