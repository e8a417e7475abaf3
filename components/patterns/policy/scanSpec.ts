import { text } from "../../shared/checks";
import type { Fault } from "../../shared/validate";

/** What judges a pattern before it is published. */
export const PatternScanner = {
    /** A policy pack, by `pulumi-offline-preview`: for patterns written with Pulumi. */
    PolicyPack: "PolicyPack",
    /** CloudFormation Guard, with rules: for templates of CloudFormation, also of what CDK makes. */
    CfnGuard: "CfnGuard",
    /** Checkov, with its own policies: for the same. */
    Checkov: "Checkov",
} as const;
export type PatternScanner = (typeof PatternScanner)[keyof typeof PatternScanner];

/** What is scanned, with what. Paths are below the pattern's folder; they come from the stack, never from the pattern. */
export interface Scan {
    scanner: PatternScanner;
    /** Folder of the Pulumi program, or of the templates. */
    folder: string;
    /** The policy pack, or the rules of Guard: a path that the pattern cannot change, outside of its folder. */
    rules?: string | undefined;
    /** Stack of the program that is previewed. */
    stack?: string;
}

/** Below what was built. */
export const scanFolder = text(
    (folder) => (/^\w[\w./-]*$|^\.$/.test(folder) && !folder.includes("..") ? undefined : `"${folder}" is no folder`),
    "pass a folder below what was built, without ..",
);

/** See https://www.pulumi.com/docs/iac/concepts/stacks/ */
export const scanStack = text(
    (name) => (/^[\w.-]{1,100}$/.test(name) && !name.startsWith("-") ? undefined : `"${name}" is no stack`),
    "use 1 to 100 letters, digits, hyphens, underscores and periods",
);

/** Where the image has rules: what is built lies below /codebuild, and everything that is built may write to /tmp. */
export const scanRules = text(
    (path) =>
        path.startsWith("/") && !/^\/+(codebuild|proc|tmp|dev\/shm)(\/|$)|(^|\/)\.\.?(\/|$)/.test(path)
            ? undefined
            : `"${path}" is below the pattern, or where it may write`,
    "pass a path in the image, as in /opt/rules",
);

/** Whether a scanner has the rules that it needs, and no others. */
export function scanFaults(scanner: PatternScanner | undefined, rules: string | undefined): Fault[] {
    if (scanner === undefined || (scanner === PatternScanner.Checkov) === (rules === undefined)) {
        return [];
    }
    return [
        rules === undefined
            ? {
                  argument: "scanRules",
                  fault: `${scanner} has none of its own`,
                  fix: "pass their path in the image",
              }
            : { argument: "scanRules", fault: "Checkov has its own", fix: "leave it out" },
    ];
}

/** A word of the shell, whatever is in it. */
function quoted(word: string): string {
    return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Not an option, whatever it begins with. */
function pathTo(folder: string): string {
    return quoted(folder.startsWith("/") ? folder : `./${folder}`);
}

/** Ends with 3: a scanner that looks at nothing finds nothing, and would let it pass. */
function orNothingScanned(condition: string, folder: string): string {
    return `if ! ${condition}; then echo "there was nothing to scan, or it could not be read, in "${pathTo(folder)} >&2; exit 3; fi`;
}

/**
 * Ends with 3 where a link leads to a folder outside: scanners go into none that is a link, and what is published of it nobody
 * would have looked at. Those inside are scanned where they are.
 */
function orLedOutside(folder: string): string[] {
    return [
        `root=$(realpath -e -- ${pathTo(folder)})`,
        `find ${pathTo(folder)} -type l -xtype d -exec realpath -e -- {} + | while IFS= read -r led; do case "$led/" in "$root"/*) ;; *) echo "$led is not scanned: a link leads there, out of "${pathTo(folder)} >&2; exit 3;; esac; done`,
    ];
}

/** Of the files that Guard takes for data, those that are templates: others pass rules that are not about them. */
const templates = String.raw`\( -name '*.json' -o -name '*.jsn' -o -name '*.yaml' -o -name '*.yml' -o -name '*.template' \) -exec grep -lE ${quoted(`Resources["']?[[:space:]]*:`)} {} +`;

const commands: Record<PatternScanner, (scan: Scan) => string[]> = {
    // 0: passed; 1: a mandatory violation; 2: the program or the pack failed.
    // The command is the build image's: one below the pattern's folder would be the pattern's own.
    PolicyPack: ({ folder, rules = "", stack = "dev" }) => [
        `pack=$(realpath -e -- ${quoted(rules)})`,
        "found=$(mktemp)",
        `pulumi-offline-preview --cwd ${pathTo(folder)} --stack ${quoted(stack)} --policy-pack "$pack" --report "json=$found"`,
        // Of a resource itself: what a program says of it stands deeper.
        orNothingScanned(`grep -q '^      "kind": "custom"' "$found"`, folder),
    ],
    // https://docs.aws.amazon.com/cfn-guard/latest/ug/validating-rules.html: 0 where all rules pass.
    CfnGuard: ({ folder, rules = "" }) => [
        orNothingScanned(`[ -n "$(find ${pathTo(folder)} -type f ${templates})" ]`, folder),
        ...orLedOutside(folder),
        `cfn-guard validate --data ${pathTo(folder)} --rules ${quoted(rules)} --show-summary fail`,
    ],
    // Checkov reads a configuration file where it is started and in the folder, and one given beside it does not change that:
    // a pattern's own could turn checks off. By itself it leaves out hidden folders and node_modules, and ends with 0 for
    // templates that it cannot read.
    Checkov: ({ folder }) => [
        `rm -f .checkov.yaml .checkov.yml ${pathTo(`${folder}/.checkov.yaml`)} ${pathTo(`${folder}/.checkov.yml`)}`,
        "export CKV_IGNORE_HIDDEN_DIRECTORIES=false CKV_IGNORED_DIRECTORIES=",
        "found=$(mktemp)",
        `checkov --directory ${pathTo(folder)} --framework cloudformation --compact --quiet --output cli --output json --output-file-path "console,$found"`,
        orNothingScanned(
            // What ends a pipe before all is read would fail it.
            `[ "$(tr -d '[:space:]' <"$found" | grep -c '"parsing_errors":0,"resource_count":[1-9]')" != 0 ]`,
            folder,
        ),
        ...orLedOutside(folder),
    ],
};

/** The scan as one script, which ends as its scanner does: with 0 only where the pattern may be published. */
export function scanScript(scan: Scan): string {
    return ["set -eu", ...commands[scan.scanner](scan)].join("\n");
}
