import { goJson } from "./configuration/goJson";
import { SHOWN_SECRET } from "./printable";
import { percentEncoded } from "./report/text";
import { isMap, isSecret, isUnknown, SIGNATURE_KEY, type PropertyValue } from "./values";

/** Shorter texts are left, as the engine leaves them: they would blot out ordinary words, and are guessed anyway. */
const SHORTEST = 3;
/** Of a secret with several lines, each as long as this counts by itself: it is printed line by line. */
const SHORTEST_LINE = 8;

/** The texts of secrets, and what is printed cleared of them. */
export class SecretTexts {
    private readonly texts = new Set<string>();
    /** Each text in every spelling in which it may be printed. */
    private readonly spellings = new Set<string>();

    /** Remembers the texts and numbers that are secret inside `value`. */
    learn(value: PropertyValue, inside = false): void {
        if (typeof value === "string" || typeof value === "number") {
            if (inside && !isUnknown(value)) {
                this.add(String(value));
            }
        } else if (Array.isArray(value)) {
            value.forEach((element) => this.learn(element, inside));
        } else if (isMap(value)) {
            const within = inside || isSecret(value);
            for (const [key, element] of Object.entries(value)) {
                if (key !== SIGNATURE_KEY) {
                    this.learn(element, within);
                }
            }
        }
    }

    /** Remembers an encrypted value of the configuration and, where it is JSON, its parts: programs read those. */
    learnConfiguration(text: string): void {
        this.add(text);
        const parsed = parsedJson(text);
        if (typeof parsed === "object" && parsed !== null) {
            this.learn(parsed, true);
        }
    }

    /** Remembers what another one does. */
    learnAll(other: SecretTexts): void {
        other.texts.forEach((text) => this.add(text));
    }

    private add(text: string): void {
        if (text.length < SHORTEST || /^(true|false)$/i.test(text) || this.texts.has(text)) {
            return;
        }
        this.texts.add(text);
        const lines = text.split(/\r?\n/).map((line) => line.trim());
        const parts = lines.length === 1 ? [] : lines.filter((line) => line.length >= SHORTEST_LINE);
        [text, ...parts].flatMap(spellingsOf).forEach((spelling) => this.spellings.add(spelling));
    }

    /** `text` with every secret in it replaced; whole words that `own` has too, which holds no secret, stay. */
    clear(text: string, own = ""): string {
        const ranges: [start: number, end: number][] = [];
        for (const spelling of this.spellings) {
            const isOwn = placesOf(spelling, own).some((at) => isWord(own, at, spelling.length));
            for (const at of placesOf(spelling, text)) {
                if (!isOwn || !isWord(text, at, spelling.length)) {
                    ranges.push([at, at + spelling.length]);
                }
            }
        }
        return ranges.length === 0 ? text : withoutRanges(text, ranges);
    }

    /** Whether a number is one that a secret's text says. */
    saysNumber(value: number): boolean {
        return String(value).length >= SHORTEST && [...this.texts].some((text) => Number(text) === value);
    }
}

/** As it is, percent-encoded, and escaped as by JSON, by Go's JSON, by JSON in JSON, and by Node's own printing. */
function spellingsOf(text: string): string[] {
    const json = JSON.stringify(text).slice(1, -1);
    const go = goJson(text).slice(1, -1);
    const nested = [json, go].map((escaped) => JSON.stringify(escaped).slice(1, -1));
    const inspected = json.replaceAll('\\"', '"');
    return [text, percentEncoded(text), json, go, ...nested, inspected];
}

function placesOf(part: string, text: string): number[] {
    const places: number[] = [];
    for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
        places.push(at);
    }
    return places;
}

/** Whether the part of `text` is no piece of a longer word. */
function isWord(text: string, at: number, length: number): boolean {
    return !/[\p{L}\p{N}_]/u.test((text[at - 1] ?? "") + (text[at + length] ?? ""));
}

/** Secrets that overlap are one: the end of one must not tell the begin of another. */
function withoutRanges(text: string, ranges: [start: number, end: number][]): string {
    ranges.sort(([a], [b]) => a - b);
    let cleared = "";
    let end = 0;
    for (const [from, to] of ranges) {
        if (from >= end) {
            cleared += text.slice(end, from) + SHOWN_SECRET;
        }
        end = Math.max(end, to);
    }
    return cleared + text.slice(end);
}

function parsedJson(text: string): PropertyValue | undefined {
    try {
        return JSON.parse(text) as PropertyValue;
    } catch {
        return undefined;
    }
}
