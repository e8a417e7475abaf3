import type * as pulumi from "@pulumi/pulumi";
import { type EncryptionKey, type LogBucket, SecureBucket, SecureQueue, SecureTable } from "palisade-aws";
import { type Table, TABLES } from "palisade-console/tables";
import type { KeyUser } from "./keyStatements";

export interface StoreArgs {
    /** Encrypts all of it. */
    readonly key: EncryptionKey | pulumi.Input<string>;
    /** Where the bucket is access-logged. */
    readonly accessLogs: LogBucket;
    readonly noncurrentVersionDays: number;
    readonly removable: boolean;
}

/** What the stack keeps. It is the same whatever serves it: no shape of the console replaces any of it. */
export interface Stores {
    /** What the pattern pipelines publish. */
    readonly artifacts: SecureBucket;
    readonly tables: Readonly<Record<keyof typeof TABLES, SecureTable>>;
    /** Tells of changed patterns and attributes, in their order. */
    readonly changes: SecureQueue;
    /** What uses the stack's key. */
    readonly keyUsers: readonly KeyUser[];
}

export function makeStores({ key, accessLogs, noncurrentVersionDays, removable }: StoreArgs): Stores {
    const table = (name: string, { partitionKey, sortKey, indexes }: Table): SecureTable =>
        new SecureTable(name, {
            key,
            partitionKey: { name: partitionKey },
            ...(sortKey === undefined ? {} : { sortKey: { name: sortKey } }),
            indexes: indexes.map((index) => ({
                name: index.name,
                partitionKey: { name: index.partitionKey },
                sortKey: { name: index.sortKey },
            })),
            removable,
        });
    const artifacts = new SecureBucket("artifacts", {
        key,
        logBucketName: accessLogs.bucketName,
        noncurrentVersionDays,
        removable,
    });
    const tables = {
        patterns: table("patterns", TABLES.patterns),
        publishData: table("publish-data", TABLES.publishData),
        attributes: table("attributes", TABLES.attributes),
        subscriptions: table("subscriptions", TABLES.subscriptions),
    };
    const changes = new SecureQueue("changes", { fifo: true, key, removable });
    return { artifacts, tables, changes, keyUsers: [artifacts, ...Object.values(tables), changes] };
}
