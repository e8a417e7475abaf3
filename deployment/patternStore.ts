import * as pulumi from "@pulumi/pulumi";
import { type EncryptionKey, PatternStore } from "palisade-aws";
import type { Settings } from "../settings/settings";
import { domainName } from "./names";
import type { Stores } from "./stores";

interface PatternStoreParts {
    /** Encrypts packages and the topic, as it does all data of the stack. */
    readonly key: EncryptionKey | pulumi.Input<string>;
    readonly stores: Stores;
    readonly settings: Settings;
}

/**
 * Packages, products and the topic of publications, beside the bucket, the queue and the table that the stack has anyway;
 * nothing unless the stack is to have it.
 */
export function makePatternStore({ key, stores, settings }: PatternStoreParts): PatternStore | undefined {
    if (!settings.patternStore) {
        return undefined;
    }
    const { permissionsBoundaryArn, roleNamePrefix, removable } = settings;
    return new PatternStore("pattern-store", {
        domainName: domainName(pulumi.getProject(), pulumi.getStack()),
        artifacts: stores.artifacts,
        changes: stores.changes,
        publications: stores.tables.publishData,
        key,
        permissionsBoundaryArn,
        roleNamePrefix,
        removable,
    });
}
