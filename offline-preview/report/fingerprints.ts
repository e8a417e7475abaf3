import { createHash } from "node:crypto";
import type { Finding } from "../model";

/**
 * What tells a finding from others and stays when lines move or messages change: pack, policy and resource, numbered where
 * a policy says more than one thing of a resource. 64 hexadecimal digits.
 */
export function fingerprintsOf(findings: readonly Finding[]): Map<Finding, string> {
    const seen = new Map<string, number>();
    return new Map(
        findings.map((finding) => {
            const key = JSON.stringify([finding.pack.name, finding.policy, finding.urn ?? ""]);
            const number = (seen.get(key) ?? 0) + 1;
            seen.set(key, number);
            return [finding, createHash("sha256").update(`${key}${number}`).digest("hex")];
        }),
    );
}
