/**
 * The tables of the API. Four, not one, so that a role can be let at one of them alone: the pipelines write what they
 * published and nothing else, and addresses of people lie where only the API reads.
 */
export interface Table {
    readonly partitionKey: string;
    readonly sortKey?: string;
    /** Further orders in which it can be read, eventually consistent. */
    readonly indexes: readonly { readonly name: string; readonly partitionKey: string; readonly sortKey: string }[];
}

/** Reads all items of a kind in the order of their ids; links have no kind, so they are not in it. */
export const BY_KIND = "by-kind";

/** The sort key of a pattern's last publication. */
export const LAST = "LAST";

export const TABLES = {
    patterns: {
        partitionKey: "patternId",
        indexes: [{ name: BY_KIND, partitionKey: "kind", sortKey: "patternId" }],
    },
    /**
     * Written by the pipelines: the sort key is the time of publication and the commit, `2026-01-31T12:00:00.000Z#abc`,
     * and `LAST` for the last one, which is there twice.
     */
    publishData: { partitionKey: "patternId", sortKey: "published", indexes: [] },
    /** An attribute (`item` is `ATTRIBUTE`), and beside it a link for each pattern that has it (`PATTERN#<id>`). */
    attributes: {
        partitionKey: "id",
        sortKey: "item",
        indexes: [{ name: BY_KIND, partitionKey: "kind", sortKey: "id" }],
    },
    subscriptions: { partitionKey: "patternId", sortKey: "email", indexes: [] },
} as const satisfies Readonly<Record<string, Table>>;

export type TableNames = Readonly<Record<keyof typeof TABLES, string>>;
