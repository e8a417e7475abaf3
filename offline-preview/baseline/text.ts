import { refuse, UsageError } from "../configuration/errors";
import { schemaFaults } from "../jsonSchema";
import { count } from "../report/text";
import type { Baseline, BaselineEntry } from "./ratchet";
import { BASELINE_SCHEMA } from "./schema";

const VERSION = BASELINE_SCHEMA.properties.version.const;
const FAULTS_TOLD = 10;

interface File {
    version: number;
    stacks: Record<string, BaselineEntry[]>;
}

/** The file's text: by stack, then by resource and policy, so that a change shows as few lines. Equal baselines are equal texts. */
export function baselineText(baseline: Baseline): string {
    const stacks = [...baseline]
        .filter(([, entries]) => entries.length > 0)
        .sort(([a], [b]) => order(a, b))
        .map(([stack, entries]) => [stack, [...entries].sort(byPlace)] as const);
    const file: File = { version: VERSION, stacks: Object.fromEntries(stacks) };
    return `${JSON.stringify(file, undefined, 2)}\n`;
}

function byPlace(a: BaselineEntry, b: BaselineEntry): number {
    const keys = ["urn", "pack", "policy", "message", "since", "resource"] as const;
    return keys.map((key) => order(a[key] ?? "", b[key] ?? "")).find((one) => one !== 0) ?? 0;
}

/** The same in every language, unlike a collator. */
function order(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

/**
 * Reads a baseline file.
 *
 * @param where The file's name, for messages.
 * @throws UsageError with all that is wrong. It repeats nothing of what the file holds but names of stacks.
 */
export function parseBaseline(text: string, where: string): Baseline {
    const file = parsed(text, where);
    const version = (file as { version?: unknown } | null)?.version;
    if (version !== undefined && version !== VERSION) {
        throw new UsageError([`baseline ${where}: it is of a version that is not known here; known is ${VERSION}`]);
    }
    const faults = schemaFaults(BASELINE_SCHEMA, file).map(({ path, message }) => `${placeOf(path)}${message}`);
    const left = faults.length - FAULTS_TOLD;
    refuse([
        ...faults.slice(0, FAULTS_TOLD).map((fault) => `baseline ${where}: ${fault}`),
        ...(left > 0
            ? [`baseline ${where}: ${count(left, "more fault")}; --update-baseline writes it anew, once it is gone`]
            : []),
    ]);
    return new Map(Object.entries((file as File).stacks));
}

function parsed(text: string, where: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        const isConflict = /^(<{7}|>{7}) /m.test(text);
        throw new UsageError([
            `baseline ${where}: it is no JSON; ` +
                (isConflict ? "it has the marks of a merge conflict: resolve it" : "was it cut off?"),
        ]);
    }
}

/** `/stacks/shop~1dev/3/urn` in words. */
function placeOf(path: string): string {
    const [, stacks, stack, index, field] = path
        .split("/")
        .map((part) => part.replaceAll("~1", "/").replaceAll("~0", "~"));
    if (stacks === undefined) {
        return "it ";
    }
    if (stack === undefined) {
        return `\`${stacks}\` `;
    }
    const entry = index === undefined ? "" : `, entry ${Number(index) + 1}`;
    return `${stack}${entry}${field === undefined ? "" : `, \`${field}\``} `;
}
