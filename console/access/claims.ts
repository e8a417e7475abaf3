import { isGroup, type Group } from "./groups";

/**
 * The groups that a verified access token gives. Only the user pool writes `cognito:groups`; attributes of the user, the
 * `custom:` ones among them, are in no access token and never count. A claim that is no list gives none: a text such as
 * `"SYSTEM_ADMIN"` is not what the user pool writes.
 *
 * @param claims of an access token whose signature, issuer, client, use and expiry have been checked.
 */
export function groupsOf(claims: Readonly<Record<string, unknown>>): readonly Group[] {
    const listed = Object.hasOwn(claims, "cognito:groups") ? claims["cognito:groups"] : undefined;
    return Array.isArray(listed) ? [...new Set(listed.filter(isGroup))] : [];
}
