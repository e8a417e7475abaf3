import { tagsOf } from "../evaluation/metadata";
import type { Policy } from "../evaluation/policy";

/**
 * Names policies by what they are called: an id (`s3-bucket-versioning`) or a tag (`service:s3`, `severity:high`, `fsbp:S3.8`,
 * `cis-5.0:2.1.4`, `nist-800-53-r5:SC-28`), where `*` stands for any letters (`s3-*`, `cis-5.0:*`).
 */
export type Selector = string;

/** What of a policy selects it. */
export type Choosable = Pick<Policy, "id" | "severity" | "controls" | "offByDefault" | "options"> & {
    readonly remediation?: unknown;
};

/** Everything a selector can be: the policy's id and tags. */
export function namesOf(policy: Choosable): readonly string[] {
    return [policy.id, `severity:${policy.severity}`, ...tagsOf(policy)];
}

/** A test whether a selector, or any other text in which `*` stands for any letters, names a text. */
export function matcherOf(pattern: string): (text: string) => boolean {
    if (!pattern.includes("*")) {
        return (text) => text === pattern;
    }
    const pieces = pattern.split("*").map((piece) => piece.replace(/[\\^$.|?+()[\]{}]/g, "\\$&"));
    const whole = new RegExp(`^${pieces.join(".*")}$`, "s");
    return (text) => whole.test(text);
}
