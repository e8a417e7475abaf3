import { isGroup, type Group } from "./groups";

/** How the groups of an identity provider become ours. */
export interface GroupMapping {
    /** Name of the provider in the user pool. */
    readonly provider: string;
    /** The provider's group names, to the letter, and the group each one gives. */
    readonly groups: Readonly<Record<string, Group>>;
}

/** What a user of the pool has, as the pre-token trigger is told of it. */
export interface UserAttributes {
    /** JSON list of the identities that providers have vouched for. Only the user pool writes it. */
    readonly identities?: string | undefined;
    /** `cognito:user_status`: `EXTERNAL_PROVIDER` for those who have no password here. Only the user pool writes it. */
    readonly status?: string | undefined;
    /** The provider's groups, as it sent them at the last sign-in. A local user may have written it himself. */
    readonly providerGroups?: string | undefined;
}

/**
 * The groups that an identity provider gives a user: none unless the user comes from that provider, because only then
 * was the attribute written by it. Whatever cannot be read gives none.
 */
export function mappedGroups(user: UserAttributes, mapping: GroupMapping): readonly Group[] {
    // A user of the pool that an identity was linked to signs in with a password too, and may write attributes then.
    if (user.status !== "EXTERNAL_PROVIDER" || !comesFrom(user.identities, mapping.provider)) {
        return [];
    }
    const given = namesIn(user.providerGroups).map((name) =>
        Object.hasOwn(mapping.groups, name) ? mapping.groups[name] : undefined,
    );
    return [...new Set(given.filter(isGroup))];
}

/** Whether the provider alone vouches for the user: beside a second one it could not be told who wrote the attribute. */
function comesFrom(identities: string | undefined, provider: string): boolean {
    const list = parsed(identities);
    return (
        Array.isArray(list) && list.length > 0 && list.every((one) => isRecord(one) && one["providerName"] === provider)
    );
}

/** Names from a JSON list, from the pool's own form of a list (`[a, b]`), or one name alone. */
function namesIn(text: string | undefined): readonly string[] {
    if (text === undefined) {
        return [];
    }
    const list = parsed(text);
    if (Array.isArray(list)) {
        return list.filter((name) => typeof name === "string");
    }
    const inner = /^\[(.*)\]$/s.exec(text.trim())?.[1];
    return inner === undefined ? [text.trim()] : inner.split(",").map((name) => name.trim());
}

function parsed(text: string | undefined): unknown {
    try {
        return JSON.parse(text ?? "null");
    } catch {
        return undefined;
    }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
