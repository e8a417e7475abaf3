import { REPORT_FORMATS } from "../report/renderers";
import { listed } from "../report/text";

/** One command line flag: parsing, `--help` and the README's table are made of these. */
export interface Flag {
    name: string;
    short?: string;
    /** Placeholder of the flag's value; a flag without one is a switch. */
    value?: string;
    repeatable?: true;
    /** Said in help; switches are off by default. */
    default?: string;
    text: string;
}

export const FLAGS = [
    {
        name: "cwd",
        short: "C",
        value: "folder",
        default: "the current folder",
        text: "The project: where `Pulumi.yaml` is",
    },
    {
        name: "stack",
        short: "s",
        value: "name",
        default: "the only `Pulumi.<stack>.yaml` there is",
        text: "The stack whose configuration is used",
    },
    {
        name: "policy-pack",
        value: "folder",
        repeatable: true,
        text: "A policy pack that judges the stack",
    },
    {
        name: "policy-pack-config",
        value: "file",
        repeatable: true,
        text: "JSON configuration of a policy pack: the first for the first pack; one for each or none",
    },
    {
        name: "config",
        short: "c",
        value: "key=value",
        repeatable: true,
        text: "A configuration value for this run, before that of the file; nothing is saved",
    },
    {
        name: "config-file",
        value: "file",
        default: "`Pulumi.<stack>.yaml`",
        text: "Where the stack's configuration is read from",
    },
    {
        name: "facts",
        value: "file",
        text: "JSON answers for functions that ask the account (its id, region, availability zones)",
    },
    {
        name: "watch",
        text: "Preview again at each change of what the program, its packs and its configuration are made of",
    },
    { name: "json", short: "j", text: "Print the preview as JSON" },
    {
        name: "report",
        value: "format=file",
        repeatable: true,
        text: `Write a report: ${listed(REPORT_FORMATS)}; - for the file prints it in place of the tree`,
    },
    { name: "fold", text: "Of what a component holds, show what there is something to say of, and count the rest" },
    { name: "show-undetermined", text: "Show every check that could not decide, with its reason" },
    { name: "show-waived", text: "Show every waived finding, with its waiver" },
    {
        name: "baseline",
        value: "file",
        text: "A baseline: violations in it block nothing, new ones do",
    },
    {
        name: "update-baseline",
        text: "Write today's violations into the baseline, and take out what is no longer there",
    },
    { name: "prune-baseline", text: "Take out of the baseline what is no longer there; nothing comes in" },
    { name: "show-baselined", text: "Show every finding of the baseline" },
    {
        name: "as-update",
        text: "Go as far as `pulumi up --skip-preview` would: it stops at the first resource with a mandatory violation",
    },
    {
        name: "diff-base",
        value: "ref",
        text: "Compare with the program at a git reference, or where this branch left it: what changes, and which findings are new",
    },
    { name: "new-only", text: "With `--diff-base`: only findings that are new block" },
    {
        name: "base-setup",
        value: "command",
        default: "link what is installed here where lock files are equal",
        text: "With `--diff-base`: makes the checkout of the base ready, such as `npm ci`",
    },
    { name: "no-plugins", text: "Start no plugins of remote components, also where they are installed" },
    { name: "type-check", text: "Check the types of a TypeScript program before it runs" },
    {
        name: "timeout",
        value: "seconds",
        default: "300",
        text: "When to give up on a program that does not end",
    },
    {
        name: "parallel",
        short: "p",
        value: "number",
        default: "as many as there are processors",
        text: "How many states are judged at once",
    },
    {
        name: "share-packs",
        text: "Let a policy pack judge one state after the other in the same process, where it keeps nothing between them",
    },
    { name: "non-interactive", text: "Show no progress" },
    { name: "color", value: "when", default: "auto", text: "`always`, `never` or `auto`: on a terminal" },
    { name: "help", short: "h", text: "Show this text" },
    { name: "version", short: "v", text: "Show the version" },
] as const satisfies readonly Flag[];

export type FlagName = (typeof FLAGS)[number]["name"];
