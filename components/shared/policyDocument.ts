/** Who a statement speaks of: everybody, or named AWS principals, services and identity providers. */
export type Principal = "*" | { AWS?: string[]; Service?: string[]; Federated?: string[] };

/** Operator -> key -> values, as IAM writes it. */
export type Condition = Record<string, Record<string, string[]>>;

/** One statement of a policy document, in IAM's own words. A role's policy has no principal. */
export interface Statement {
    Sid: string;
    Effect: "Allow" | "Deny";
    Principal?: Principal;
    Action: string[];
    Resource: string[];
    Condition?: Condition;
}

export interface PolicyDocument {
    Version: "2012-10-17";
    Statement: Statement[];
}

/** Lets a service do something, under conditions: a service without any could act for every customer of AWS. */
export function allowService(
    sid: string,
    service: string,
    actions: string[],
    resources: string[],
    condition: Condition,
): Statement {
    return {
        Sid: sid,
        Effect: "Allow",
        Principal: { Service: [service] },
        Action: actions,
        Resource: resources,
        Condition: condition,
    };
}

/** A document of these statements. Statements that differ only in actions or resources and share a Sid become one. */
export function policyDocument(statements: Statement[]): PolicyDocument {
    return { Version: "2012-10-17", Statement: mergeBySid(statements) };
}

/** Who may take a role; the resource is always the role itself. */
export interface TrustDocument {
    Version: "2012-10-17";
    Statement: Omit<Statement, "Sid" | "Resource">[];
}

/** Lets a service take a role, and nobody else. */
export function serviceTrust(service: string, condition?: Condition): TrustDocument {
    return {
        Version: "2012-10-17",
        Statement: [
            {
                Effect: "Allow",
                Principal: { Service: [service] },
                Action: ["sts:AssumeRole"],
                ...(condition === undefined ? {} : { Condition: condition }),
            },
        ],
    };
}

/** Joins statements that several parts asked for under one Sid. */
export function mergeBySid(statements: Statement[]): Statement[] {
    const merged = new Map<string, Statement>();
    for (const statement of statements) {
        const earlier = merged.get(statement.Sid);
        merged.set(statement.Sid, earlier === undefined ? statement : join(earlier, statement));
    }
    return [...merged.values()];
}

function join(one: Statement, other: Statement): Statement {
    const rest = ({ Effect, Principal, Condition }: Statement): string =>
        JSON.stringify([Effect, Principal, Condition]);
    if (rest(one) !== rest(other)) {
        throw new Error(`two different statements have the Sid ${one.Sid}`);
    }
    return {
        ...one,
        Action: [...new Set([...one.Action, ...other.Action])],
        Resource: [...new Set([...one.Resource, ...other.Resource])],
    };
}
