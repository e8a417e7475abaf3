import assert from "node:assert/strict";
import type { Finding, Preview } from "../../../offline-preview/model";
import { renderTree, type TreeOptions } from "../../../offline-preview/report/tree";
import { at, finding, resource } from "./build";

export function lines(shown: Preview, options: Partial<TreeOptions> = {}): string[] {
    return renderTree(shown, { colour: false, width: 100, ...options }).split("\n");
}

/** The only line that contains `text`, or the test fails. */
export function lineWith(all: readonly string[], text: string): number {
    const found = all.flatMap((line, index) => (line.includes(text) ? [index] : []));
    assert.equal(found.length, 1, `"${text}" stands in ${found.length} lines of:\n${all.join("\n")}`);
    return found[0] ?? -1;
}

export function assertInOrder(all: readonly string[], ...texts: string[]): void {
    const places = texts.map((text) => lineWith(all, text));
    assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
        `not in this order: ${texts.join(" | ")}\n${all.join("\n")}`,
    );
}

/** A component with a bucket in it, and a topic of the stack. */
export const component = resource("house:index:Vault", "vault", { kind: "component", source: at("index.ts", 5) });
export const bucket = resource("aws:s3/bucket:Bucket", "data", {
    parent: component.urn,
    source: at("lib/vault.ts", 31),
});
export const topic = resource("aws:sns/topic:Topic", "alarms", { source: at("index.ts", 9) });

/** A finding at the bucket, inside the component. */
export function bucketFinding(policy: string, change: Partial<Finding> = {}): Finding {
    return finding(policy, bucket, { component: { urn: component.urn, source: component.source }, ...change });
}
