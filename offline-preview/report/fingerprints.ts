import { createHash } from "node:crypto";
import type { Finding } from "../model";

/**
 * What tells a finding from others and stays when lines move or messages change: pack, policy and resource, numbered where
 * a policy says more than one thing of a resource. 64 hexadecimal digits.
 */
export function fingerprintsOf(findings: readonly Finding[]): (finding: Finding) => string {
    const seen = new Map<string, number>();
    // Most are the first: only the others are kept, since there may be very many.
    const later = new Map<Finding, number>();
    for (const finding of findings) {
        const key = keyOf(finding);
        const number = (seen.get(key) ?? 0) + 1;
        seen.set(key, number);
        if (number > 1) {
            later.set(finding, number);
        }
    }
    return (finding) =>
        createHash("sha256")
            .update(`${keyOf(finding)}${later.get(finding) ?? 1}`)
            .digest("hex");
}

function keyOf({ pack, policy, urn }: Finding): string {
    return JSON.stringify([pack.name, policy, urn ?? ""]);
}
