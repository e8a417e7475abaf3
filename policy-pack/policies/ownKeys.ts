import { settingPolicy, type ResourcePolicy, type ResourceReader, type Truth } from "../evaluation";

interface OwnKey {
    /** `dax-cmk`. */
    readonly id: string;
    /** What is encrypted, as titles begin: "DocumentDB clusters". */
    readonly what: string;
    readonly types: readonly [string, ...string[]];
    /** The setting that takes the key; by type where types differ. */
    readonly setting: string | Readonly<Record<string, string>>;
    readonly whitepaper: string;
    readonly example: string;
    readonly appliesIf?: (resource: ResourceReader) => Truth;
}

/**
 * Demands a KMS key of one's own where AWS encrypts with a key of its own otherwise. Off by default: the data is encrypted
 * either way, and each key costs money and needs somebody who looks after its policy.
 */
export function ownKeyPolicy({ id, what, types, setting, whitepaper, example, appliesIf }: OwnKey): ResourcePolicy {
    return settingPolicy({
        id,
        title: `${what} are encrypted with a KMS key of your own`,
        severity: "low",
        types,
        controls: { nist: ["SC-12", "SC-28"], whitepaper: [whitepaper] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read.",
        fix: { text: "Name a KMS key of your own.", example },
        setting,
        must: { beSet: "the ARN of a KMS key of your own" },
        offByDefault: true,
        ...(appliesIf && { appliesIf }),
    });
}
