import * as pulumi from "@pulumi/pulumi";

/** What uses a key, and says what the key's owner must allow for that. */
export interface KeyUser {
    readonly requiredKeyStatements: pulumi.Output<string>;
}

interface Statement {
    readonly Sid: string;
}

/** JSON list of all that the owner of one key must add to its policy, each statement once and under a Sid of its own. */
export function keyStatementsOf(users: readonly KeyUser[]): pulumi.Output<string> {
    return pulumi
        .all(users.map(({ requiredKeyStatements }) => requiredKeyStatements))
        .apply((lists) => JSON.stringify(eachOnce(lists.flatMap((list) => JSON.parse(list) as Statement[]))));
}

export function eachOnce(statements: readonly Statement[]): Statement[] {
    const different = new Map(statements.map((statement) => [JSON.stringify(statement), statement]));
    const sids = new Map<string, number>();
    return [...different.values()].map((statement) => {
        const count = (sids.get(statement.Sid) ?? 0) + 1;
        sids.set(statement.Sid, count);
        return count === 1 ? statement : { ...statement, Sid: `${statement.Sid}${count}` };
    });
}
