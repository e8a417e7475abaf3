import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";

export const PARTS = ["start", "resources", "scale", "preview", "console", "states", "watch"] as const;
export type Part = (typeof PARTS)[number];

export interface BenchArguments {
    /** What is measured, in the order of {@link PARTS}. */
    parts: Part[];
    /** Measured rounds of each part. */
    rounds: number;
    /** No measurement takes more resources than this. */
    largest: number;
    /** Folder of another policy pack, which judges the same resources in the same run. */
    beside?: string;
    help: boolean;
}

export const HELP = `npm run bench -- [part ...] [--rounds <n>] [--largest <n>]

Parts (default: all)
  start      start of the policy pack, beside an empty pack and the same pack as TypeScript
  resources  judging a resource with the whole pack, beside one policy
  scale      whole previews of programs of 10, 100, 1,000 and 5,000 resources
  preview    npm run preview of this repository, and where its time goes
  console    the console: its functions, requests on its local server beside a bare router, a long list, its pages
  states     100 and 1,000 exported states of 200 resources each in one report, once
  watch      an edit of a program of 200 resources under --watch, beside a run of its own

  --rounds <n>   measured rounds, after one that does not count (default: 5)
  --largest <n>  leave out what has more resources, for a quick look (default: 5000)
  --beside <folder>  another policy pack, to judge the same resources (part resources)
`;

export class ArgumentError extends Error {}

/** @throws ArgumentError with everything that is wrong */
export function readArguments(argv: readonly string[]): BenchArguments {
    const { values, positionals } = parseArgs({
        args: [...argv],
        // Strict parsing ends at the first fault.
        strict: false,
        allowPositionals: true,
        options: {
            rounds: { type: "string" },
            largest: { type: "string" },
            beside: { type: "string" },
            help: { type: "boolean", short: "h" },
        },
    });
    const faults = [
        ...positionals
            .filter((name) => !isPart(name))
            .map((name) => `there is no part ${name}: use ${PARTS.join(", ")}`),
        ...Object.keys(values)
            .filter((name) => !["rounds", "largest", "beside", "help"].includes(name))
            .map((name) => `there is no flag --${name}: use --rounds, --largest, --beside or --help`),
    ];
    const whole = (name: "rounds" | "largest", otherwise: number, least: number): number => {
        const text = values[name] ?? String(otherwise);
        const number = typeof text === "string" && /^\d+$/.test(text) ? Number(text) : NaN;
        if (!(number >= least)) {
            faults.push(`--${name} must be a whole number from ${String(least)} on`);
        }
        return number;
    };
    const rounds = whole("rounds", 5, 1);
    const largest = whole("largest", 5000, 10);
    const { beside } = values;
    if (beside !== undefined && (typeof beside !== "string" || !existsSync(beside))) {
        faults.push("--beside must name the folder of a policy pack");
    }
    if (faults.length > 0) {
        throw new ArgumentError(faults.join("\n"));
    }
    const parts = positionals.length === 0 ? [...PARTS] : PARTS.filter((part) => positionals.includes(part));
    const given = typeof beside === "string" ? { beside: resolve(beside) } : {};
    return { parts, rounds, largest, ...given, help: values.help === true };
}

function isPart(name: string): name is Part {
    return PARTS.some((part) => part === name);
}
