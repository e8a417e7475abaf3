import { createHash } from "node:crypto";

/** The last part of a type token with a small first letter: `bucket` of `aws:s3/bucketV2:BucketV2`. */
export function subjectOf(type: string): string {
    const name = (type.split(":")[2] ?? "").replace(/V2$/, "");
    return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Resources whose own name is in a property called like the resource; of others that is content, as a policy's `policy`. */
const NAMED_LIKE_ITSELF = ["bucket", "domain", "namespace", "repository"];

/** Properties that hold a resource's own physical name, the likeliest first. */
export function nameProperties(type: string): string[] {
    const subject = subjectOf(type);
    if (subject === "keyPair") {
        return ["keyName"];
    }
    const itself = NAMED_LIKE_ITSELF.includes(subject) ? [subject] : [];
    return [...itself, "name", `${subject}Name`, `${subject}Identifier`, `${subject}Id`, "identifier"];
}

interface Rule {
    types: RegExp;
    maxLength?: number;
    lowerCase?: boolean;
    /** What every name begins with. */
    start?: string;
}

/** What AWS demands of names, where the provider's own names are bound by it. The first that fits counts. */
const RULES: Rule[] = [
    { types: /^aws:s3(control)?\/(bucket|accessPoint)/, maxLength: 63, lowerCase: true },
    { types: /^aws:(a?lb|elb)\//, maxLength: 32 },
    { types: /^aws:(opensearch|elasticsearch)\/domain/, maxLength: 28, lowerCase: true },
    { types: /^aws:elasticache\//, maxLength: 40, lowerCase: true },
    { types: /^aws:(rds|docdb|neptune|redshift)\//, maxLength: 63, lowerCase: true },
    { types: /^aws:ecr\//, maxLength: 256, lowerCase: true },
    { types: /^aws:kms\/alias/, start: "alias/" },
    { types: /^aws:codeartifact\//, maxLength: 50, lowerCase: true },
    { types: /^aws:(iam|lambda)\//, maxLength: 64 },
    { types: /^aws:sqs\//, maxLength: 80 },
];
const DEFAULT_MAX_LENGTH = 128;

/** As many characters as Pulumi's own names end with. */
const SUFFIX_LENGTH = 7;
/** As many as a provider puts after a name prefix. */
const PREFIXED_LENGTH = 26;

/**
 * The name that a provider might give: the resource's own with seven hexadecimal digits behind, or the prefix that the
 * inputs demand with more of them.
 */
export function makeUpName(
    resource: { type: string; name: string; urn: string },
    prefix: string | undefined,
    fifo: boolean,
): string {
    const rule = RULES.find(({ types }) => types.test(resource.type));
    const end = fifo ? ".fifo" : "";
    const hash = hashOf(resource.urn);
    const suffix = prefix === undefined ? `-${hash.slice(0, SUFFIX_LENGTH)}` : hash.slice(0, PREFIXED_LENGTH);
    const room = (rule?.maxLength ?? DEFAULT_MAX_LENGTH) - end.length;
    const start = prefix ?? (rule?.start ?? "") + lawful(resource.name, rule?.lowerCase ?? false);
    return `${start.slice(0, Math.max(room - suffix.length, 0))}${suffix}`.slice(0, room) + end;
}

/** A resource's name may hold any character, a physical one may not. */
function lawful(name: string, lowerCase: boolean): string {
    const letters = lowerCase ? name.toLowerCase().replace(/[^a-z0-9-]+/g, "-") : name.replace(/[^A-Za-z0-9_-]+/g, "-");
    return letters.replace(/^[^A-Za-z0-9]+/, "") || "resource";
}

/** Hexadecimal digits that only depend on `text`. */
export function hashOf(text: string): string {
    return createHash("sha256").update(text).digest("hex");
}
