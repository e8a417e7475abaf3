import { must, resourcePolicy, say, when, type ResourcePolicy, type ResourceReader, type Truth } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

interface OwnKey {
    /** `dax-cmk`. */
    readonly id: string;
    /** What is encrypted, as titles begin: "DocumentDB clusters". */
    readonly what: string;
    readonly types: readonly [string, ...string[]];
    /** The setting that takes the key, with dots if it lies deeper (`0` is the first of a list); by type where types differ. */
    readonly setting: string | Readonly<Record<string, string>>;
    readonly whitepaper: string;
    /** The control of Security Hub that demands it, if one does. */
    readonly fsbp?: string;
    readonly example: string;
    readonly appliesIf?: (resource: ResourceReader) => Truth;
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
    example,
    appliesIf,
}: OwnKey): ResourcePolicy {
    return resourcePolicy({
        id,
        title: `${what} are encrypted with a KMS key of your own`,
        severity: "low",
        types,
        controls: { ...(fsbp !== undefined && { fsbp: [fsbp] }), nist: ["SC-12", "SC-28"], whitepaper: [whitepaper] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read.",
        fix: { text: "Name a KMS key of your own.", example },
        offByDefault: true,
        check(resource) {
            const path = typeof setting === "string" ? setting : (setting[resource.type] ?? "");
            const [first = "", ...rest] = path.split(".");
            const key = resource.get(first, ...rest.map((part) => (part === "0" ? 0 : part)));
            const demanded = must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`);
            return appliesIf === undefined ? demanded : when(appliesIf(resource), demanded);
        },
    });
}
