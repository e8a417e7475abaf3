import { LIMITS } from "../report/limits";
import { padTo, wrap } from "../report/text";
import { FLAGS, type Flag } from "./flags";
import { COMMANDS, type CommandForm } from "./table";

export const EXIT_CODES = [
    { code: 0, meaning: "passed: no mandatory policy is violated" },
    { code: 1, meaning: "a mandatory policy is violated" },
    { code: 2, meaning: "the program failed, a policy pack broke, or the command line or configuration is wrong" },
    { code: 130, meaning: "interrupted, as by Ctrl-C" },
] as const;

const WIDTH = 80;

export function helpText(): string {
    return [
        "Usage: pulumi-offline-preview [flags]",
        ...COMMANDS.map((command) => `       pulumi-offline-preview ${usageOfCommand(command)} [flags]`),
        "",
        ...wrap(
            "Runs a Pulumi program as `pulumi preview` does, without the CLI, an account or a network, shows the " +
                "resources it would create and judges them by policy packs.",
            WIDTH,
        ),
        ...COMMANDS.flatMap(({ name, text }) => ["", ...wrap(`${name}: ${text}`, WIDTH)]),
        "",
        "Flags:",
        ...FLAGS.flatMap((flag: Flag) => flagLines(flag)),
        "",
        "Exit codes:",
        ...EXIT_CODES.flatMap(({ code, meaning }) =>
            wrap(meaning, WIDTH - 7).map((line, index) => `${(index === 0 ? String(code) : "").padStart(5)}  ${line}`),
        ),
        "",
        "What `pulumi preview` does beyond this:",
        ...tableRow("", "here", "pulumi preview"),
        ...LIMITS.flatMap(({ what, here, cli }) => tableRow(what, here, cli)),
        "",
    ].join("\n");
}

/** Three columns, each wrapped by itself. */
function tableRow(...cells: [string, string, string]): string[] {
    const widths = [18, 27, 27];
    const columns = cells.map((cell, index) => wrap(cell, widths[index] ?? 0));
    const height = Math.max(...columns.map((lines) => lines.length));
    return Array.from({ length: height }, (_, row) =>
        `  ${columns.map((lines, index) => padTo(lines[row] ?? "", widths[index] ?? 0)).join("  ")}`.trimEnd(),
    );
}

/** `judge <state>...`. */
function usageOfCommand({ name, operand, repeatable }: CommandForm): string {
    return `${name} <${operand}>${repeatable === true ? "..." : ""}`;
}

/** `-C, --cwd <folder>`. */
export function usageOf({ name, short, value }: Flag): string {
    return `${short === undefined ? "" : `-${short}, `}--${name}${value === undefined ? "" : ` <${value}>`}`;
}

/** What a flag does, with whether it repeats and what holds without it. */
export function textOf(flag: Flag): string {
    const repeats = flag.repeatable === true ? "; repeatable" : "";
    return `${flag.text}${repeats}${flag.default === undefined ? "" : ` (default: ${flag.default})`}`;
}

const TEXT_COLUMN = 36;

function flagLines(flag: Flag): string[] {
    const head = `  ${flag.short === undefined ? "    " : ""}${usageOf(flag)}`;
    const [first = "", ...rest] = wrap(textOf(flag), WIDTH - TEXT_COLUMN);
    return [padTo(head, TEXT_COLUMN) + first, ...rest.map((line) => " ".repeat(TEXT_COLUMN) + line)];
}
