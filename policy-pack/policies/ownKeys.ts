import { must, resourcePolicy, say, stackPolicy, when } from "../evaluation";
import type { Policy, Requirements, ResourceReader, Severity, StackReader, Truth, Value } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

interface OwnKey {
    /** `dax-cmk`. */
    readonly id: string;
    /** What is encrypted, as titles begin: "DocumentDB clusters". */
    readonly what: string;
    readonly types: readonly [string, ...string[]];
    /** The setting that takes the key, with dots if it lies deeper, by type where types differ; or all of them, found. */
    readonly setting: string | Readonly<Record<string, string>> | ((resource: ResourceReader) => readonly Value[]);
    readonly whitepaper: string;
    /** The control of Security Hub that demands it, if one does. */
    readonly fsbp?: string;
    /** Default: low. */
    readonly severity?: Severity;
    /** How to come by it. Default: by naming one. */
    readonly text?: string;
    readonly example: string;
    readonly appliesIf?: (resource: ResourceReader) => Truth;
    /** Whether the stack sets a key of one's own for the account, which is taken where none is named. */
    readonly byDefault?: (resource: ResourceReader, stack: StackReader) => Truth;
}

/**
 * Demands a KMS key of one's own where AWS encrypts with a key of its own otherwise. Off by default: the data is encrypted
 * either way, and each key costs money and needs somebody who looks after its policy.
 */
export function ownKeyPolicy({
    id,
    what,
    types,
    setting,
    whitepaper,
    fsbp,
    severity = "low",
    text = "Name a KMS key of your own.",
    example,
    appliesIf = () => true,
    byDefault,
}: OwnKey): Policy {
    const mustBeOwn = (resource: ResourceReader, isOwnByDefault: () => Truth): Requirements =>
        when(
            appliesIf(resource),
            keysOf(resource, setting).map((key) =>
                must(
                    key.isAbsent ? isOwnByDefault() : isOwnKey(key),
                    say`Set ${key} to the ARN of a KMS key of your own.`,
                ),
            ),
        );
    const declared = {
        id,
        title: `${what} are encrypted with a KMS key of your own`,
        severity,
        types,
        controls: { ...(fsbp !== undefined && { fsbp: [fsbp] }), nist: ["SC-12", "SC-28"], whitepaper: [whitepaper] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read.",
        fix: { text, example },
        offByDefault: true,
    } as const;
    return byDefault === undefined
        ? resourcePolicy({ ...declared, check: (resource) => mustBeOwn(resource, () => false) })
        : stackPolicy({
              ...declared,
              check: (resource, stack) => mustBeOwn(resource, () => byDefault(resource, stack)),
          });
}

function keysOf(resource: ResourceReader, setting: OwnKey["setting"]): readonly Value[] {
    if (typeof setting === "function") {
        return setting(resource);
    }
    const path = typeof setting === "string" ? setting : (setting[resource.type] as string);
    return [resource.given(...(path.split(".") as [string, ...string[]]))];
}
