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

/** A word of the shell, whatever is in it. */
function quoted(word: string): string {
    return `'${word.replaceAll("'", `'\\''`)}'`;
}

/** Ends with 3, where there is nothing to scan: a scanner that looks at nothing finds nothing, and would let it pass. */
function templatesIn(folder: string): string[] {
    return [
        `templates=$(find ${quoted(folder)} -type f \\( -name '*.template.json' -o -name '*.yaml' -o -name '*.yml' -o -name '*.template' \\) | wc -l)`,
        `if [ "$templates" -eq 0 ]; then echo "no template in "${quoted(folder)} >&2; exit 3; fi`,
    ];
}

const commands: Record<PatternScanner, (scan: Scan) => string[]> = {
    // 0: passed; 1: a mandatory violation; 2: the program or the pack failed.
    // The command is the build image's: one below the pattern's folder would be the pattern's own.
    PolicyPack: ({ folder, rules = "", stack = "dev" }) => [
        `pack=$(realpath -e -- ${quoted(rules)})`,
        `pulumi-offline-preview --cwd ${quoted(folder)} --stack ${quoted(stack)} --policy-pack "$pack"`,
    ],
    // https://docs.aws.amazon.com/cfn-guard/latest/ug/validating-rules.html: 0 where all rules pass.
    CfnGuard: ({ folder, rules = "" }) => [
        ...templatesIn(folder),
        `cfn-guard validate --data ${quoted(folder)} --rules ${quoted(rules)} --show-summary fail`,
    ],
    // Checkov reads a configuration file where it is started and in the folder, and one given beside it does not change that:
    // a pattern's own could turn checks off.
    Checkov: ({ folder }) => [
        ...templatesIn(folder),
        `rm -f .checkov.yaml .checkov.yml ${quoted(`./${folder}/.checkov.yaml`)} ${quoted(`./${folder}/.checkov.yml`)}`,
        `checkov --directory ${quoted(folder)} --framework cloudformation --compact --quiet`,
    ],
};

/** The scan as one script, which ends as its scanner does: with 0 only where the pattern may be published. */
export function scanScript(scan: Scan): string {
    return ["set -eu", ...commands[scan.scanner](scan)].join("\n");
}
