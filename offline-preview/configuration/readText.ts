import { readFileSync, statSync } from "node:fs";
import { messageOf } from "../promises";
import { UsageError } from "./errors";

/** Longer texts do not fit into one of JavaScript's. */
const LARGEST = 500_000_000;

/** Why a file is not to be read; undefined where it may be. */
export function sizeFault(file: string): string | undefined {
    return statSync(file).size > LARGEST ? `it is larger than ${LARGEST / 1e6} MB, which cannot be read` : undefined;
}

/**
 * The text of a file that is there.
 *
 * @param label What it is and how it was named, for messages.
 */
export function readText(label: string, file: string): string {
    const fault = sizeFault(file);
    if (fault !== undefined) {
        throw new UsageError([`${label}: ${fault}`]);
    }
    try {
        return decoded(readFileSync(file));
    } catch (error) {
        throw new UsageError([`${label}: it cannot be read: ${messageOf(error)}`]);
    }
}

/** As the byte order mark says, which editors write, and `>` of PowerShell: without it the text is UTF-8. */
function decoded(bytes: Buffer): string {
    const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
    return bytes.toString(isWide ? "utf16le" : "utf8").replace(/^\ufeff/, "");
}
