import type { FlagName } from "./flags";

/** A command that is named, before the files that it is about; without a name, a program is previewed. */
export interface CommandForm {
    name: string;
    /** Placeholder of what follows the name. */
    operand: string;
    repeatable?: true;
    /** What an operand is, told to whoever gives none. */
    operandIs: string;
    /** Said in help. */
    text: string;
    /** Flags that it refuses, and why. */
    refuses: readonly FlagName[];
    because: string;
}

/** What only a program has to do with. */
const OF_PROGRAMS = [
    "stack",
    "config",
    "config-file",
    "facts",
    "as-update",
    "diff-base",
    "new-only",
    "base-setup",
    "no-plugins",
    "type-check",
    "timeout",
    "watch",
] as const;

/** What only many states have to do with. */
export const OF_STATES = ["parallel", "share-packs"] as const satisfies readonly FlagName[];

/** What only those that judge have to do with. */
const OF_JUDGING = ["baseline", "update-baseline", "prune-baseline", ...OF_STATES] as const;

/** Every command: a new one is a line here, and a function in a file of its own in this folder. */
export const COMMANDS = [
    {
        name: "judge",
        operand: "state",
        repeatable: true,
        operandIs: "what pulumi stack export wrote",
        text: "Has policy packs judge what is deployed, by what `pulumi stack export` wrote (or a folder of such files), without a program.",
        refuses: OF_PROGRAMS,
        because: "it runs no program",
    },
    {
        name: "report",
        operand: "run",
        operandIs: "what the Pulumi CLI wrote with --json or --event-log, - for standard input",
        text: "Makes the reports of a run of the Pulumi CLI, by the events that it wrote (`pulumi up --json`, `pulumi policy analyze --json`, `--event-log`; - reads standard input); --policy-pack only tells what its policies are.",
        refuses: [...OF_PROGRAMS, ...OF_JUDGING],
        because: "the run is over",
    },
] as const satisfies readonly CommandForm[];

export type CommandName = (typeof COMMANDS)[number]["name"];
