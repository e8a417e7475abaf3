import * as pulumi from "@pulumi/pulumi";
import type { IdentityPool } from "palisade-aws";
import type { RuntimeConfig } from "palisade-console/runtime-config";
import type { KeyUser } from "./keyStatements";

/** What the pages are told when they start. */
export type PagesConfig = { readonly [Name in keyof RuntimeConfig]: pulumi.Input<RuntimeConfig[Name]> };

/** Path of the API on the pages' origin. */
export const API_PATH = "/api";

export function pagesConfig({ issuer, clientId, scopes, signOutUrl }: IdentityPool): PagesConfig {
    return { api: API_PATH, authority: issuer, clientId, scopes, signOutUrl };
}

/** Pages and API, where they are reached. */
export interface Delivery {
    /** `https://<host>`. */
    readonly origin: pulumi.Output<string>;
    /** The same, there once the pages are. */
    readonly url: pulumi.Output<string>;
    /** What uses the stack's key. */
    readonly keyUsers: readonly KeyUser[];
}
