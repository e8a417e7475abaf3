import { parseArgs } from "node:util";
import type { Ratchet } from "./baseline/ratchet";
import { FLAGS, type Flag, type FlagName } from "./commands/flags";
import { helpText } from "./commands/help";
import { COMMANDS, OF_STATES, type CommandForm, type CommandName } from "./commands/table";
import { closest, didYouMean } from "./configuration/closest";
import { refuse } from "./configuration/errors";
import { COLOUR_SETTINGS, type ColourSetting } from "./report/colour";
import { REPORT_FORMATS } from "./report/renderers";
import { listed } from "./report/text";
import { STANDARD_OUTPUT, type RequestedReport } from "./reportFiles";

/** What the command line asks for, paths as they were written: the command reads them from {@link cwd}, as the CLI does. */
export interface PreviewArguments {
    /** The project's folder. Default: `.` */
    cwd: string;
    stack?: string;
    policyPacks: { path: string; configFile?: string }[];
    /** Values given by `--config`, by key as written. */
    config: Record<string, string>;
    configFile?: string;
    factsFile?: string;
    json: boolean;
    reports: RequestedReport[];
    nonInteractive: boolean;
    color: ColourSetting;
    asUpdate: boolean;
    /** What the working tree is compared with. */
    diff?: { diffBase: string; newOnly: boolean; baseSetup?: string };
    typeCheck: boolean;
    noPlugins: boolean;
    showUndetermined: boolean;
    showWaived: boolean;
    showBaselined: boolean;
    baselineFile?: string;
    /** What is to become of the baseline. Default: it stays as it is. */
    ratchet?: Ratchet;
    fold: boolean;
    watch: boolean;
    /** How many states are judged at once. */
    parallel?: number;
    sharePacks: boolean;
    /** Seconds. Default: 300. */
    timeout: number;
}

export type ParsedArguments =
    | {
          kind: "run";
          command: CommandName | "preview";
          options: PreviewArguments;
          /** What stands behind the command's name. */
          operands: string[];
      }
    | { kind: "help"; text: string }
    | { kind: "version" };

const DEFAULT_TIMEOUT = 300;
const LONGEST_TIMEOUT = 24 * 60 * 60;

/**
 * Reads the arguments that follow the command's name.
 * @throws UsageError with everything that is wrong. Values are never repeated in it: they may be secrets.
 */
export function parseArguments(argv: readonly string[]): ParsedArguments {
    const problems: string[] = [];
    const given = readFlags(argv, problems);
    if (given.switches.has("help")) {
        return { kind: "help", text: helpText() };
    }
    if (given.switches.has("version")) {
        return { kind: "version" };
    }
    const options = toOptions(given, problems);
    const [name, ...operands] = given.others;
    const command: CommandForm | undefined = COMMANDS.find((one) => one.name === name);
    if (command !== undefined) {
        problems.push(...misused(command, operands, given));
    } else {
        const useless = OF_STATES.filter((flag) => given.values.has(flag) || given.switches.has(flag));
        problems.push(...useless.map((flag) => `--${flag} is for judge: a preview has one stack`));
    }
    refuse(problems);
    return { kind: "run", command: (command?.name as CommandName | undefined) ?? "preview", options, operands };
}

/** What a command refuses. */
function misused(command: CommandForm, operands: readonly string[], { values, switches }: Given): string[] {
    const { name, operand, operandIs, refuses, because } = command;
    const useless = refuses.filter((flag) => values.has(flag) || switches.has(flag));
    return [
        ...useless.map((flag) => `--${flag} is not for ${name}: ${because}`),
        ...(operands.length === 0 ? [`${name} needs a ${operand}: ${name} <${operandIs}>`] : []),
        ...(operands.length > 1 && command.repeatable !== true ? [`${name} takes one ${operand}`] : []),
    ];
}

interface Given {
    values: ReadonlyMap<FlagName, string[]>;
    switches: ReadonlySet<FlagName>;
    /** What belongs to no flag: a command, and what it is about. */
    others: string[];
}

function toOptions({ values, switches }: Given, problems: string[]): PreviewArguments {
    const last = (name: FlagName): string | undefined => values.get(name)?.at(-1);
    const stack = last("stack");
    const configFile = last("config-file");
    const factsFile = last("facts");
    const diff = readDiff({ values, switches }, problems);
    return {
        cwd: last("cwd") ?? ".",
        ...(stack === undefined ? {} : { stack }),
        policyPacks: pairPacks(values.get("policy-pack") ?? [], values.get("policy-pack-config") ?? [], problems),
        config: readConfig(values.get("config") ?? [], problems),
        ...(configFile === undefined ? {} : { configFile }),
        ...(factsFile === undefined ? {} : { factsFile }),
        json: switches.has("json"),
        reports: readReports(values.get("report") ?? [], switches.has("json"), problems),
        nonInteractive: switches.has("non-interactive"),
        color: readColor(last("color"), problems),
        asUpdate: switches.has("as-update"),
        ...(diff === undefined ? {} : { diff }),
        typeCheck: switches.has("type-check"),
        noPlugins: switches.has("no-plugins"),
        showUndetermined: switches.has("show-undetermined"),
        showWaived: switches.has("show-waived"),
        showBaselined: switches.has("show-baselined"),
        ...readBaseline(last("baseline"), switches, problems),
        fold: switches.has("fold"),
        watch: switches.has("watch"),
        ...readParallel(last("parallel"), problems),
        sharePacks: switches.has("share-packs"),
        timeout: readTimeout(last("timeout"), problems),
    };
}

function readDiff({ values, switches }: Omit<Given, "others">, problems: string[]): PreviewArguments["diff"] {
    const diffBase = values.get("diff-base")?.at(-1);
    const baseSetup = values.get("base-setup")?.at(-1);
    const newOnly = switches.has("new-only");
    if (diffBase === undefined) {
        problems.push(
            ...(newOnly ? ["--new-only needs --diff-base: new is what the base has not"] : []),
            ...(baseSetup === undefined ? [] : ["--base-setup needs --diff-base: it makes the base ready"]),
        );
        return undefined;
    }
    if (switches.has("as-update")) {
        problems.push("--as-update is not for --diff-base: it stops early, and what is compared must be whole");
    }
    if (newOnly && values.has("baseline")) {
        problems.push("--new-only and --baseline: each says what is new; leave one out");
    }
    if (switches.has("watch")) {
        problems.push("--watch is not for --diff-base: it previews what is being written");
    }
    return { diffBase, newOnly, ...(baseSetup === undefined ? {} : { baseSetup }) };
}

/** As in the CLI: the n-th configuration is that of the n-th pack, and there is one for each pack or for none. */
function pairPacks(
    packs: readonly string[],
    configs: readonly string[],
    problems: string[],
): PreviewArguments["policyPacks"] {
    if (configs.length > 0 && configs.length !== packs.length) {
        problems.push(
            `--policy-pack-config is given ${times(configs.length)} and --policy-pack ${times(packs.length)}: ` +
                "give one configuration for each pack, in the same order, or none",
        );
    }
    return packs.map((path, index) => {
        const configFile = configs[index];
        return configFile === undefined ? { path } : { path, configFile };
    });
}

function times(amount: number): string {
    return amount === 0 ? "never" : amount === 1 ? "once" : `${amount} times`;
}

function readConfig(pairs: readonly string[], problems: string[]): Record<string, string> {
    const entries: [string, string][] = [];
    pairs.forEach((pair, index) => {
        const equals = pair.indexOf("=");
        if (equals > 0) {
            entries.push([pair.slice(0, equals), pair.slice(equals + 1)]);
        } else {
            const which = pairs.length === 1 ? "--config" : `--config number ${index + 1}`;
            problems.push(`${which} must be written key=value, such as --config aws:region=eu-west-1`);
        }
    });
    return Object.fromEntries(entries);
}

/** No value is repeated, a format only where it is all but right. */
function readReports(written: readonly string[], json: boolean, problems: string[]): RequestedReport[] {
    const reports = written.flatMap((text, index): RequestedReport[] => {
        const which = written.length === 1 ? "--report" : `--report number ${index + 1}`;
        const equals = text.indexOf("=");
        if (equals <= 0 || equals === text.length - 1) {
            problems.push(`${which} must be written format=file, such as --report sarif=preview.sarif`);
            return [];
        }
        const format = REPORT_FORMATS.find((known) => known === text.slice(0, equals));
        if (format === undefined) {
            const meant = didYouMean(text.slice(0, equals), REPORT_FORMATS);
            problems.push(`${which} has an unknown format${meant}: it must be ${listed(REPORT_FORMATS)}`);
            return [];
        }
        return [{ format, path: text.slice(equals + 1) }];
    });
    const printed = reports.filter(({ path }) => path === STANDARD_OUTPUT).length;
    if (printed > 1 || (printed === 1 && json)) {
        problems.push(
            `${json ? "--json and --report" : `${printed} reports`} print on standard output: ` +
                "give a file for all but one",
        );
    }
    return reports;
}

function readBaseline(
    baselineFile: string | undefined,
    switches: Given["switches"],
    problems: string[],
): Pick<PreviewArguments, "baselineFile" | "ratchet"> {
    const ratchets = (["update", "prune"] as const).filter((one) => switches.has(`${one}-baseline`));
    const [ratchet] = ratchets;
    if (baselineFile === undefined) {
        problems.push(...ratchets.map((one) => `--${one}-baseline needs a baseline: --baseline <file>`));
    }
    if (ratchets.length > 1) {
        problems.push("--update-baseline takes out what is no longer there as well: leave --prune-baseline out");
    }
    if (baselineFile !== undefined && switches.has("as-update")) {
        problems.push("--baseline and --as-update: an update knows no baseline; leave one out");
    }
    if (baselineFile !== undefined && switches.has("watch")) {
        problems.push("--baseline and --watch: a baseline is for one run; leave one out");
    }
    return {
        ...(baselineFile === undefined ? {} : { baselineFile }),
        ...(ratchet === undefined ? {} : { ratchet }),
    };
}

function readColor(value: string | undefined, problems: string[]): ColourSetting {
    const setting = COLOUR_SETTINGS.find((candidate) => candidate === (value ?? "auto"));
    if (setting === undefined) {
        problems.push(`--color must be ${listed(COLOUR_SETTINGS)}`);
    }
    return setting ?? "auto";
}

function readParallel(value: string | undefined, problems: string[]): Pick<PreviewArguments, "parallel"> {
    if (value === undefined) {
        return {};
    }
    if (!/^[1-9]\d{0,3}$/.test(value)) {
        problems.push("--parallel must be a whole number from 1 to 9999");
    }
    return { parallel: Number(value) };
}

function readTimeout(value: string | undefined, problems: string[]): number {
    const seconds = value === undefined ? DEFAULT_TIMEOUT : /^\d+(\.\d+)?$/.test(value) ? Number(value) : NaN;
    if (!(seconds > 0 && seconds <= LONGEST_TIMEOUT)) {
        problems.push(`--timeout must be a number of seconds above 0 and up to ${LONGEST_TIMEOUT}`);
    }
    return seconds;
}

const BY_NAME = new Map<string, Flag & { name: FlagName }>(FLAGS.map((flag) => [flag.name, flag]));
const SHORTS = new Set<string>(FLAGS.flatMap((flag: Flag) => flag.short ?? []));

/**
 * Every flag that is known and well written, and the command with what is for it; all else goes into `problems`.
 *
 * @param before Arguments read already.
 * @param others What of them belongs to no flag.
 */
function readFlags(argv: readonly string[], problems: string[], before = 0, others: readonly string[] = []): Given {
    const found = [...others];
    const values = new Map<FlagName, string[]>();
    const switches = new Set<FlagName>();
    const { tokens } = parseArgs({
        args: [...argv],
        // Not strict: strict parsing ends at the first fault, and here all are told.
        strict: false,
        allowPositionals: true,
        tokens: true,
        options: Object.fromEntries(
            FLAGS.map((flag: Flag) => [
                flag.name,
                {
                    type: flag.value === undefined ? ("boolean" as const) : ("string" as const),
                    ...(flag.short === undefined ? {} : { short: flag.short }),
                },
            ]),
        ),
    });
    let refusedArgument = -1;
    let perhapsItsValue = -1;
    const names: string[] = COMMANDS.map(({ name }) => name);
    for (const token of tokens) {
        // One argument can hold several short flags: it is refused once.
        if (token.index === refusedArgument || token.kind === "option-terminator") {
            continue;
        }
        if (token.kind === "positional") {
            // What follows an unknown flag is most likely its value.
            if (token.index === perhapsItsValue) {
                continue;
            }
            if (found.length > 0 || names.includes(token.value)) {
                found.push(token.value);
            } else {
                problems.push(
                    `argument ${before + token.index + 1} belongs to no flag (a project's folder is given by --cwd, a stack by --stack)${didYouMean(token.value, names)}`,
                );
            }
            continue;
        }
        const flag = BY_NAME.get(token.name);
        const misspelt = singleDashed(argv[token.index] ?? "");
        if (flag === undefined || misspelt !== undefined) {
            refusedArgument = token.index;
            perhapsItsValue = token.inlineValue === true && misspelt === undefined ? -1 : token.index + 1;
            problems.push(unknownFlag(misspelt ?? token.rawName));
        } else if (flag.value !== undefined) {
            const value = token.value;
            if (value === undefined || value === "") {
                problems.push(needsValue(flag));
            } else if (token.inlineValue === false && isFlag(value)) {
                // The next flag was taken for this one's value: read on from there.
                problems.push(needsValue(flag));
                const rest = readFlags(argv.slice(token.index + 1), problems, before + token.index + 1, found);
                found.splice(0, found.length, ...rest.others);
                rest.switches.forEach((name) => switches.add(name));
                rest.values.forEach((more, name) => values.set(name, [...(values.get(name) ?? []), ...more]));
                break;
            } else {
                values.set(flag.name, [...(values.get(flag.name) ?? []), value]);
            }
        } else if (token.value === undefined || token.value === "true") {
            switches.add(flag.name);
        } else if (token.value === "false") {
            switches.delete(flag.name);
        } else {
            problems.push(`--${flag.name} is a switch: it takes no value but true or false`);
        }
    }
    return { values, switches, others: found };
}

function needsValue(flag: Flag): string {
    return `--${flag.name} needs a value: --${flag.name} <${flag.value ?? ""}>`;
}

function isFlag(text: string): boolean {
    return text.startsWith("--") || (/^-.$/.test(text) && SHORTS.has(text.slice(1)));
}

/** `-stack`, which would be read as `-s tack`. */
function singleDashed(argument: string): string | undefined {
    const name = /^-([a-z][a-z-]+)(=|$)/.exec(argument)?.[1];
    return name !== undefined && BY_NAME.has(name) ? `-${name}` : undefined;
}

function unknownFlag(written: string): string {
    const word = written.replace(/^-+/, "");
    const near = word.length > 2 ? closest(word, BY_NAME.keys()) : undefined;
    return `unknown flag ${written}${near === undefined ? "; --help lists all" : ` (did you mean --${near}?)`}`;
}
