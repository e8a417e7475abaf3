import type { PreTokenGenerationV2TriggerEvent } from "aws-lambda";
import { GROUPS, isGroup, mappedGroups, type GroupMapping } from "../../access";
import { parsedJson } from "../parsedJson";

/** What the trigger tells the log. Never an address, a token or the provider's group names. */
export interface TriggerLog {
    warn(message: string, details: { readonly subject: string | undefined }): void;
}

/**
 * The user pool's trigger before it makes tokens (version 2, which may change access tokens): adds the groups that an
 * identity provider's groups stand for, and the caller's address if it is verified. Whatever goes wrong, the token is
 * made without any group that gives rights.
 * @see https://docs.aws.amazon.com/cognito/latest/developerguide/user-pool-lambda-pre-token-generation.html
 */
export function preTokenHandler(
    mapping: GroupMapping | undefined,
    log: TriggerLog,
): (event: PreTokenGenerationV2TriggerEvent) => Promise<PreTokenGenerationV2TriggerEvent> {
    return (event) => {
        event.response.claimsAndScopeOverrideDetails = decided(event, mapping, log);
        return Promise.resolve(event);
    };
}

type Override = PreTokenGenerationV2TriggerEvent["response"]["claimsAndScopeOverrideDetails"];

function decided(
    event: PreTokenGenerationV2TriggerEvent,
    mapping: GroupMapping | undefined,
    log: TriggerLog,
): Override {
    try {
        const { userAttributes, groupConfiguration } = event.request;
        const own = groupConfiguration.groupsToOverride ?? [];
        const mapped = mapping === undefined ? [] : mappedGroups(attributesOf(userAttributes), mapping);
        const { email, email_verified: verified } = userAttributes;
        return {
            // It takes the place of the whole: what is left out, as the roles of the pool's groups, the token has not.
            groupOverrideDetails: { ...groupConfiguration, groupsToOverride: [...new Set([...own, ...mapped])] },
            ...(email !== undefined &&
                verified === "true" && { accessTokenGeneration: { claimsToAddOrOverride: { email } } }),
        };
    } catch {
        log.warn("groups could not be told: the token gives none", { subject: subjectOf(event) });
        return { groupOverrideDetails: { groupsToOverride: [] } };
    }
}

function attributesOf(attributes: Readonly<Record<string, string | undefined>>) {
    return {
        identities: attributes["identities"],
        status: attributes["cognito:user_status"],
        providerGroups: attributes["custom:groups"],
    };
}

function subjectOf(event: {
    request?: { userAttributes?: Readonly<Record<string, string | undefined>> };
}): string | undefined {
    return event.request?.userAttributes?.["sub"];
}

/**
 * Reads the table of groups from the function's configuration: `{"provider":"Okta","groups":{"platform":"SYSTEM_ADMIN"}}`.
 *
 * @throws an error that says what is wrong with it: a function with a table that cannot be read does not start.
 */
export function readMapping(text: string | undefined): GroupMapping | undefined {
    if (text === undefined || text === "") {
        return undefined;
    }
    const fault = (what: string) => new Error(`the table of the provider's groups is wrong: ${what}`);
    const table = parsedJson(text);
    if (!isRecord(table)) {
        throw fault("it is no JSON object");
    }
    const { provider, groups } = table;
    if (typeof provider !== "string" || provider === "") {
        throw fault('"provider" names no identity provider');
    }
    if (!isRecord(groups)) {
        throw fault('"groups" is no object');
    }
    const rows = Object.entries(groups).map(([name, group]) => {
        if (!isGroup(group)) {
            throw fault(`"${name}" stands for none of ${GROUPS.join(", ")}`);
        }
        return [name, group] as const;
    });
    return { provider, groups: Object.fromEntries(rows) };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
