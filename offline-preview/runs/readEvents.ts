import { UsageError } from "../configuration/errors";
import { isMap, type PropertyMap, type PropertyValue } from "../values";

/** An event of the engine, and the line that it stands in. */
export interface NumberedEvent {
    line: number;
    event: PropertyMap;
}

/** Longer lines are no events: what holds them would not fit into memory as one text. */
const LONGEST_LINE = 100_000_000;
/** Of another file, as much is looked at to tell what it is. */
const HEAD = 20_000;

/**
 * The engine's events, as `--json` and `--event-log` write them: one JSON object in each line. However long the file is,
 * one line of it is held.
 *
 * @param where The file's name, for messages.
 * @throws UsageError where it is something else, or cut off. It repeats nothing of what the file holds.
 */
export async function* readEvents(chunks: AsyncIterable<string>, where: string): AsyncGenerator<NumberedEvent> {
    const refuse = (fault: string): never => {
        throw new UsageError([`run ${where}: ${fault}`]);
    };
    let head = "";
    let count = 0;
    let isEmpty = true;
    for await (const { text, isWhole, tooLong } of linesOf(chunks)) {
        count++;
        head += head.length < HEAD ? `${text.slice(0, HEAD)}\n` : "";
        if (tooLong) {
            refuse(isEmpty ? whatItIs(head) : `line ${count} is too long to be an event`);
        }
        if (text.trim() === "") {
            continue;
        }
        // Some shells put a byte order mark before what they redirect.
        const event = parsed(text.replace(/^\ufeff/, ""));
        if (isEvent(event)) {
            isEmpty = false;
            yield { line: count, event };
        } else if (isEmpty) {
            // It may be laid out over many lines: what it is shows in more than the first.
            if (isWhole && head.length < HEAD) {
                continue;
            }
            refuse(whatItIs(head));
        } else if (!isWhole && event === undefined) {
            refuse(`it is cut off: line ${count}, the last, is half an event. ${AGAIN}`);
        } else {
            refuse(`line ${count} is no event of the engine; write the CLI's standard output only, without 2>&1`);
        }
    }
    if (isEmpty) {
        refuse(whatItIs(head));
    }
}

/** What to do about a file that does not reach the end of its run. */
export const AGAIN = "Wait for the run's end, or run it again";

const HOW =
    "it must be what `PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true pulumi preview --json`, `pulumi up --json`, " +
    "`pulumi policy analyze --json` or `--event-log` write";

/** Why a file without any event is refused, by what stands at its begin. */
function whatItIs(head: string): string {
    if (head.trim() === "") {
        return `it is empty: ${HOW}`;
    }
    if (/^\s*\{\s*"(?:config|steps|diagnostics|duration|changeSummary)"/.test(head)) {
        return (
            "it is what `pulumi preview --json` prints by itself, which tells nothing of policies; preview again with " +
            "PULUMI_ENABLE_STREAMING_JSON_PREVIEW=true"
        );
    }
    if (/^\s*\{\s*"version"\s*:\s*\d+\s*,\s*"(?:deployment|checkpoint)"/.test(head)) {
        return "it is a state, and no run; `judge` has policy packs judge states";
    }
    return `it holds no events of the engine: ${HOW}`;
}

function parsed(text: string): PropertyValue | undefined {
    try {
        return JSON.parse(text) as PropertyValue;
    } catch {
        return undefined;
    }
}

/** Of whatever kind: newer engines have events that are not known here. */
function isEvent(value: PropertyValue | undefined): value is PropertyMap {
    return (
        isMap(value) && typeof value.sequence === "number" && Object.keys(value).some((key) => key.endsWith("Event"))
    );
}

interface Line {
    text: string;
    /** It ends in a line end. */
    isWhole: boolean;
    /** What there is of it is its begin. */
    tooLong: boolean;
}

async function* linesOf(chunks: AsyncIterable<string>): AsyncGenerator<Line> {
    // A line may come in many chunks, which are joined once.
    let parts: string[] = [];
    let length = 0;
    for await (const chunk of chunks) {
        const [first = "", ...rest] = chunk.split("\n");
        parts.push(first);
        length += first.length;
        if (length > LONGEST_LINE) {
            yield { text: parts.join(""), isWhole: false, tooLong: true };
            return;
        }
        for (const next of rest) {
            yield { text: parts.join(""), isWhole: true, tooLong: false };
            parts = [next];
            length = next.length;
        }
    }
    if (length > 0) {
        yield { text: parts.join(""), isWhole: false, tooLong: false };
    }
}
