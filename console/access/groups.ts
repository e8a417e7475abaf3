/** The groups of the user pool that give rights. Signed in without one of them means: read only. */
export const GROUPS = ["SYSTEM_ADMIN", "PATTERN_PUBLISHER"] as const;

export type Group = (typeof GROUPS)[number];

export function isGroup(name: unknown): name is Group {
    return GROUPS.some((group) => group === name);
}
