import { stripVTControlCharacters } from "node:util";
import { SHOWN_UNKNOWN } from "../printable";
import { UNKNOWN } from "../values";

/** Tags with which Pulumi's messages carry colours, `<{%fg 1%}>`. */
const PULUMI_COLOUR_TAGS = /<\{%[^%]*%\}>/g;
// Control characters but line feed, and those that turn the direction of text: what is shown must be what is there.
const HARMFUL = /[\p{Cc}\p{Bidi_Control}]/gu;
/** What ends a line here or there. */
const LINE_ENDS = /\r\n|[\u2028\u2029]/g;

/** Text of a program or a policy made safe for a terminal: no escape sequences, no control characters but line ends. */
export function clean(text: string): string {
    return stripVTControlCharacters(text)
        .replaceAll(PULUMI_COLOUR_TAGS, "")
        .replaceAll(UNKNOWN, SHOWN_UNKNOWN)
        .replaceAll(LINE_ENDS, "\n")
        .replaceAll("\t", "    ")
        .replaceAll(HARMFUL, (character) => (character === "\n" ? character : ""));
}

/** {@link clean}, for what must stay on one line. */
export function cleanLine(text: string): string {
    return clean(text).replaceAll("\n", " ");
}

/** The begin of a text that has more than `limit` characters. */
export function shortened(text: string, limit: number): string {
    return text.length <= limit ? text : `${text.slice(0, limit).replace(/[\ud800-\udbff]$/, "")}…`;
}

/** For a part of a URI; half a character, which has no code there, is a replacement character. */
export function percentEncoded(text: string): string {
    return encodeURIComponent(text.replace(/\p{Surrogate}/gu, "\ufffd"));
}

const ZERO_WIDTH = /^[\p{M}\u200b-\u200d]$/u;
const DOUBLE_WIDTH = /^[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]$/u;
const EMOJI = /^\p{Emoji_Presentation}$/u;

/** Columns that `text` takes on a terminal, styles not counted. */
export function displayWidth(text: string): number {
    const plain = text.includes("\u001b") ? stripVTControlCharacters(text) : text;
    let width = 0;
    for (const character of plain) {
        if (character <= "\u02ff") {
            width += 1;
        } else if (!ZERO_WIDTH.test(character)) {
            width += DOUBLE_WIDTH.test(character) || EMOJI.test(character) ? 2 : 1;
        }
    }
    return width;
}

export function padTo(text: string, width: number): string {
    return text + " ".repeat(Math.max(0, width - displayWidth(text)));
}

/**
 * Lines of at most `width` columns. Line ends and indentation are kept; a word longer than a line (an ARN, a URL) is left
 * whole, so that it can be copied. Lines that continue one are indented by `hanging` columns more than it.
 */
export function wrap(text: string, width: number, hanging = 0): string[] {
    return text.split("\n").flatMap((line) => wrapLine(line.trimEnd(), width, hanging));
}

function wrapLine(line: string, width: number, hanging: number): string[] {
    if (displayWidth(line) <= width) {
        return [line];
    }
    const indent = /^ */.exec(line)?.[0] ?? "";
    const continued = indent + " ".repeat(hanging);
    const lines: string[] = [];
    let current = indent;
    let used = indent.length;
    let empty = true;
    for (const word of line.trimStart().split(/ +/)) {
        const size = displayWidth(word);
        if (!empty && used + 1 + size > width) {
            lines.push(current);
            current = continued + word;
            used = continued.length + size;
        } else {
            current += empty ? word : ` ${word}`;
            used += size + (empty ? 0 : 1);
        }
        empty = false;
    }
    return [...lines, current];
}

/** Whole parts side by side, on as many lines as they need; unlike {@link wrap} it never cuts through a style. */
export function flow(parts: readonly string[], width: number): string[] {
    const lines: string[] = [];
    for (const part of parts) {
        const last = lines.at(-1);
        if (last !== undefined && displayWidth(last) + 2 + displayWidth(part) <= width) {
            lines[lines.length - 1] = `${last}  ${part}`;
        } else {
            lines.push(last === undefined ? part : `  ${part}`);
        }
    }
    return lines;
}

/** `a, b or c`. */
export function listed(words: readonly string[]): string {
    return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1) ?? ""}`;
}

/** `1 policy`, `2 policies`. */
export function count(amount: number, one: string, many = `${one}s`): string {
    return `${amount} ${amount === 1 ? one : many}`;
}
