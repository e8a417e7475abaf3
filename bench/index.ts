/** Measures what starting and judging cost: `npm run bench`. A report, not a test: a missed goal is said, not failed. */
import { availableParallelism, cpus, loadavg, totalmem } from "node:os";
import { ArgumentError, HELP, readArguments, type BenchArguments, type Part } from "./arguments";
import { servedConsole } from "./console";
import { preview } from "./preview";
import { resources } from "./resources";
import { scale } from "./scale";
import { start } from "./start";
import { states } from "./states";
import { watch } from "./watch";

const MEASURE: Record<Part, { title: string; run: (args: BenchArguments) => Promise<string> }> = {
    start: { title: "Start of the policy pack", run: ({ rounds }) => start(rounds) },
    resources: {
        title: "Judging a resource",
        run: ({ rounds, largest, beside }) => resources(rounds, largest, beside),
    },
    scale: { title: "Programs of many resources", run: ({ rounds, largest }) => scale(rounds, largest) },
    preview: { title: "npm run preview", run: ({ rounds }) => preview(rounds) },
    states: { title: "Many states", run: ({ largest }) => states(largest) },
    watch: { title: "An edit under --watch", run: ({ rounds }) => watch(rounds) },
    console: { title: "The console", run: ({ rounds }) => servedConsole(rounds) },
};

async function main(argv: readonly string[]): Promise<void> {
    const args = readArguments(argv);
    if (args.help) {
        process.stdout.write(HELP);
        return;
    }
    process.stdout.write(`npm run bench -- ${args.parts.join(" ")} --rounds ${String(args.rounds)}`);
    process.stdout.write(args.beside === undefined ? "" : ` --beside ${args.beside}`);
    process.stdout.write(`${args.largest === 5000 ? "" : ` --largest ${String(args.largest)}`}\n${machine()}\n`);
    process.stdout.write("Median of the rounds, with the least and the most; ratios are taken round by round.\n");
    for (const part of args.parts) {
        const { title, run } = MEASURE[part];
        process.stdout.write(`\n## ${title}\n\n${await run(args)}\n`);
    }
}

function machine(): string {
    const gibibytes = Math.round(totalmem() / 2 ** 30);
    return [
        `${String(availableParallelism())} cores (${cpus()[0]?.model.trim() ?? "unknown"})`,
        `${String(gibibytes)} GiB`,
        `${process.platform} ${process.arch}`,
        `Node ${process.version}`,
        `load ${(loadavg()[0] ?? 0).toFixed(1)} before`,
        new Date().toISOString().slice(0, 10),
    ].join(", ");
}

main(process.argv.slice(2)).catch((error: unknown) => {
    const usage = error instanceof ArgumentError;
    process.stderr.write(`${usage ? error.message : String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = usage ? 2 : 1;
});
