import type { Attribute } from "../../../../api/schemas";
import type { ApiClient } from "../../api/client";

export async function allAttributes(api: ApiClient, signal: AbortSignal): Promise<readonly Attribute[]> {
    const all: Attribute[] = [];
    let nextToken: string | undefined;
    do {
        const page = await api.listAttributes({ maxRow: "1000", ...(nextToken && { nextToken }) }, signal);
        all.push(...page.results);
        nextToken = page.nextToken;
    } while (nextToken !== undefined);
    return all;
}

/** A pattern's attributes as the ids of those: `KEY:VALUE`. */
export function idsOf(attributes: Readonly<Record<string, string>>): readonly string[] {
    return Object.entries(attributes).map(([key, value]) => `${key}:${value}`);
}

export function attributesOf(ids: readonly string[]): Record<string, string> {
    return Object.fromEntries(ids.map((id) => [id.slice(0, id.indexOf(":")), id.slice(id.indexOf(":") + 1)]));
}

/** The key that two of them have, if two have the same. */
export function repeatedKey(ids: readonly string[]): string | undefined {
    const keys = ids.map((id) => id.slice(0, id.indexOf(":")));
    return keys.find((key, index) => keys.indexOf(key) !== index);
}
