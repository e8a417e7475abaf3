import { createHash } from "node:crypto";

/** JSON that does not depend on the order in which keys were added. */
export function stableJson(value: unknown): string {
    return JSON.stringify(value, (_key, inner: unknown) =>
        typeof inner === "object" && inner !== null && !Array.isArray(inner)
            ? Object.fromEntries(Object.entries(inner).sort(([one], [other]) => (one < other ? -1 : 1)))
            : inner,
    );
}

/** SHA-256 of a value, whatever the order of its keys. */
export function stableHash(value: unknown): string {
    return createHash("sha256").update(stableJson(value)).digest("hex");
}
