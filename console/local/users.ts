import type { GroupMapping } from "../access";

/** Somebody who can sign in at the local identity provider. */
export interface User {
    readonly name: string;
    /** For this demonstration, on this machine: no secret, and printed. */
    readonly password: string;
    readonly subject: string;
    /** Groups of the user pool. */
    readonly groups: readonly string[];
    /** As the user pool tells its trigger. */
    readonly attributes: Readonly<Record<string, string>>;
    /** What the user is for, in the words that are printed. */
    readonly may: string;
}

/** The identity provider that the federated user comes from, and what its groups stand for. */
export const MAPPING: GroupMapping = { provider: "ExampleCorp", groups: { "platform-team": "PATTERN_PUBLISHER" } };

export const USERS: readonly User[] = [
    poolUser("admin", 1, ["SYSTEM_ADMIN"], "everything"),
    poolUser("publisher", 2, ["PATTERN_PUBLISHER"], "create, update and view patterns; view attributes"),
    poolUser("reader", 3, [], "view"),
    {
        name: "federated",
        password: "federated-local",
        subject: subject(4),
        groups: [],
        attributes: {
            email: "federated@example.com",
            email_verified: "true",
            identities: JSON.stringify([{ providerName: MAPPING.provider, userId: "federated@example.com" }]),
            "cognito:user_status": "EXTERNAL_PROVIDER",
            "custom:groups": JSON.stringify(["platform-team", "everyone"]),
        },
        may: `as the publisher, by the group "platform-team" of ${MAPPING.provider}`,
    },
];

function poolUser(name: string, number: number, groups: readonly string[], may: string): User {
    const email = `${name}@example.com`;
    return {
        name,
        password: `${name}-local`,
        subject: subject(number),
        groups,
        attributes: { email, email_verified: "true", "cognito:user_status": "CONFIRMED" },
        may,
    };
}

function subject(number: number): string {
    return `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
}
