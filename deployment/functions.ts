import type * as pulumi from "@pulumi/pulumi";
import { type EncryptionKey, type RoleStatementArgs, SecureFunction } from "palisade-aws";
import type { Bundle } from "palisade-console/bundles";
import type { Stores } from "./stores";

/** What all functions of the stack have in common. */
export interface FunctionSettings {
    readonly key: EncryptionKey | pulumi.Input<string>;
    readonly logRetentionDays: number;
    readonly permissionsBoundaryArn?: string;
    readonly roleNamePrefix?: string;
    readonly removable: boolean;
}

export interface FunctionArgs {
    readonly environment?: Record<string, pulumi.Input<string>>;
    readonly statements?: RoleStatementArgs[];
    readonly timeoutSeconds?: number;
    /** Whether services invoke it that wait for no answer. Default: false. */
    readonly asynchronous?: boolean;
    /** Where in a VPC it is. Default: in none. */
    readonly placement?: Placement;
}

/** Where functions of a VPC are. */
export interface Placement {
    readonly subnetIds: pulumi.Input<string[]>;
    readonly securityGroupIds: pulumi.Input<string>[];
}

/** One of the console's functions, from what `npm run build:console` has built. */
export function makeFunction(
    name: string,
    { folder, handler }: Bundle,
    settings: FunctionSettings,
    { placement, ...args }: FunctionArgs,
): SecureFunction {
    return new SecureFunction(name, { code: folder, handler, ...settings, ...placement, ...args });
}

/** Names of the tables, as the functions read them from their environment. */
export function tableVariables({ tables }: Stores): Record<string, pulumi.Output<string>> {
    return {
        PATTERNS_TABLE: tables.patterns.tableName,
        PUBLISH_DATA_TABLE: tables.publishData.tableName,
        ATTRIBUTES_TABLE: tables.attributes.tableName,
        SUBSCRIPTIONS_TABLE: tables.subscriptions.tableName,
    };
}
