import * as pulumi from "@pulumi/pulumi";
import {
    CONTROL_ACTIONS,
    type ControlledKind,
    coversActions,
    ifKnown,
    isPublic,
    letsServiceActForAnybody,
    only,
    operator,
    type PolicyDocument,
    readDocument,
    touchesAction,
    UNKNOWN,
    type Unknown,
} from "palisade-policy-documents";
import type { Statement } from "./policyDocument";
import { type Fault, plain } from "./validate";

/** Whether a statement allows or denies. */
export const PolicyEffect = { Allow: "Allow", Deny: "Deny" } as const;
export type PolicyEffect = (typeof PolicyEffect)[keyof typeof PolicyEffect];

/** Who a statement speaks of. At least one principal is needed. */
export interface PrincipalArgs {
    /**
     * ARNs of roles, users or accounts, or 12-digit account ids. `*` means everybody: accepted in a Deny, and in an
     * Allow only with a condition that says who is meant, for example on the caller's organization, account or VPC.
     */
    aws?: pulumi.Input<string>[];
    /**
     * Service principals, for example `cloudfront.amazonaws.com`. An Allow needs a condition on the source account,
     * ARN or organization.
     */
    services?: pulumi.Input<string>[];
}

/** One condition of a statement; all conditions of a statement must hold. */
export interface ConditionArgs {
    /** IAM operator, for example `StringEquals`, `ArnLike`, `Bool`, `ForAnyValue:StringLike`. */
    operator: string;
    /** Condition key, for example `aws:PrincipalOrgID`. */
    key: string;
    /** Values, of which one must match. */
    values: pulumi.Input<string>[];
}

/** One statement to add to a policy that the component owns. */
export interface PolicyStatementArgs {
    /** Letters and digits, unique within the policy. */
    sid: string;
    /** Default: Allow. */
    effect?: PolicyEffect;
    principals: PrincipalArgs;
    /** Named actions, for example `s3:GetObject`. An Allow takes no bare wildcard (`*`, `s3:*`, `kms:*`). */
    actions: string[];
    /** Conditions that must all hold. Default: none. */
    conditions?: ConditionArgs[];
}

/**
 * Everything that is wrong with the statements a user wants to add to the policy of such a resource, as far as their
 * values are known.
 */
export function statementFaults(
    kind: ControlledKind,
    argument: string,
    statements: PolicyStatementArgs[] = [],
    taken: string[] = [],
): Fault[] {
    const faults: Fault[] = [];
    const sids = new Set(taken);
    statements.forEach((statement, index) => {
        const add = (field: string, fault: string, fix: string): void =>
            void faults.push({ argument: `${argument}[${index}].${field}`, fault, fix });
        faults.push(...sidFaults(statement.sid, sids, `${argument}[${index}].sid`));
        if (!/^(Allow|Deny)$/.test(statement.effect ?? "Allow")) {
            add("effect", `"${statement.effect}" is not known`, "use Allow or Deny");
        }
        if (statement.actions.length === 0) {
            add("actions", "none is given", "name at least one action");
        }
        if ((statement.principals.aws ?? []).length + (statement.principals.services ?? []).length === 0) {
            add("principals", "none is given", "name the roles, accounts or services");
        }
        for (const action of statement.actions.filter((action) => !isAction(action))) {
            add("actions", `"${action}" is not an action`, "write it with its service, for example s3:GetObject");
        }
        faults.push(...conditionFaults(statement.conditions, `${argument}[${index}].conditions`));
        if (statement.effect !== PolicyEffect.Deny) {
            faults.push(...allowFaults(kind, `${argument}[${index}]`, statement));
        }
    });
    return faults;
}

/** What is wrong with the name of a statement; it is taken from then on. */
export function sidFaults(sid: string, taken: Set<string>, argument: string): Fault[] {
    const wrong = !/^[0-9A-Za-z]+$/.test(sid);
    const used = taken.has(sid);
    taken.add(sid);
    if (wrong) {
        const fix = "name the statement, for example ReadReports";
        return [{ argument, fault: `"${sid}" is not made of letters and digits`, fix }];
    }
    const fault = `"${sid}" is used twice or belongs to the component`;
    return used ? [{ argument, fault, fix: "choose another name" }] : [];
}

/** What is wrong with the conditions of a statement. */
export function conditionFaults(conditions: ConditionArgs[] = [], argument: string): Fault[] {
    const faults: Fault[] = [];
    const add = (fault: string, fix: string): void => void faults.push({ argument, fault, fix });
    const tests = new Set<string>();
    for (const condition of conditions) {
        const test = `${condition.operator} ${condition.key.toLowerCase()}`;
        if (tests.has(test)) {
            add(`${test} is given twice`, "put all values into one condition, of which one must match");
        }
        tests.add(test);
        if (operator(condition.operator) === undefined) {
            add(`"${condition.operator}" is not an IAM operator`, "use for example StringEquals or ArnLike");
        }
        if (condition.values.length === 0) {
            add(`${condition.key} has no value`, "give at least one value");
        }
    }
    return faults;
}

/** What makes an Allow too wide. */
function allowFaults(kind: ControlledKind, argument: string, statement: PolicyStatementArgs): Fault[] {
    const faults: Fault[] = [];
    for (const action of statement.actions) {
        const control = CONTROL_ACTIONS[kind].find((control) => touchesAction(only(action), control) === true);
        if (isBareWildcard(action)) {
            faults.push({
                argument: `${argument}.actions`,
                fault: `"${action}" allows everything`,
                fix: "name the actions",
            });
        } else if (control !== undefined) {
            faults.push({
                argument: `${argument}.actions`,
                fault: `"${action}" covers ${control}, with which the principal could undo the ${kind}'s protection`,
                fix: `leave it to IAM policies of the ${kind}'s own account`,
            });
        }
    }
    const { aws = [], services = [] } = statement.principals;
    const open = [
        ...aws.map((one) => ({ field: "aws", one, principals: { aws: [one] } })),
        ...services.map((one) => ({ field: "services", one, principals: { services: [one] } })),
    ].filter(({ principals }) => isPublic(asKnown({ ...statement, principals })) === true);
    for (const { field, one } of open) {
        faults.push({
            argument: `${argument}.principals.${field}`,
            fault: `"${plain(one)}" allows everybody`,
            fix: "name the principals, or add a StringEquals condition on aws:PrincipalOrgID",
        });
    }
    const [read] = asKnown(statement).statements;
    if (services.length > 0 && read !== undefined && ifKnown(read, letsServiceActForAnybody) === true) {
        faults.push({
            argument: `${argument}.principals.services`,
            fault: "a service could act here for any customer (confused deputy)",
            fix: "add a condition on aws:SourceAccount, aws:SourceArn or aws:SourceOrgID",
        });
    }
    return faults;
}

/** Whether IAM takes a text for an action. */
export function isAction(text: string): boolean {
    return readDocument({ Statement: { Effect: "Deny", Principal: "*", Action: text } }).faults.length === 0;
}

/** Whether all actions of a service are meant, or of all services. */
function isBareWildcard(action: string): boolean {
    const [service = ""] = action.split(":");
    return coversActions(only(action), only(`${service}:*`)) === true;
}

/** A document of this statement alone, in which what is not known yet is unknown. */
function asKnown({ effect, principals, actions, conditions }: PolicyStatementArgs): PolicyDocument {
    const known = (inputs: pulumi.Input<string>[] = []): (string | Unknown)[] =>
        inputs.map((input) => plain(input) ?? UNKNOWN);
    return readDocument({
        Statement: {
            Effect: effect ?? PolicyEffect.Allow,
            Principal: inIamWords({ aws: known(principals.aws), services: known(principals.services) }),
            Action: actions,
            Condition: toCondition(
                (conditions ?? []).map((condition) => ({ ...condition, values: known(condition.values) })),
            ),
        },
    });
}

/** The statement in IAM's words, once its values are known. */
export function toStatement(
    { sid, effect, principals, actions, conditions }: pulumi.Unwrap<PolicyStatementArgs>,
    resources: string[],
): Statement {
    const everybody = principals.aws?.length === 1 && principals.aws[0] === "*" && principals.services === undefined;
    return {
        Sid: sid,
        Effect: effect ?? PolicyEffect.Allow,
        Principal: everybody ? "*" : inIamWords(principals),
        Action: actions,
        Resource: resources,
        ...(conditions === undefined || conditions.length === 0 ? {} : { Condition: toCondition(conditions) }),
    };
}

function inIamWords<V>({ aws = [], services = [] }: { aws?: V[]; services?: V[] }): { AWS?: V[]; Service?: V[] } {
    return { ...(aws.length > 0 ? { AWS: aws } : {}), ...(services.length > 0 ? { Service: services } : {}) };
}

/** Conditions in IAM's words. */
export function toCondition<V>(
    conditions: { operator: string; key: string; values: V[] }[],
): Record<string, Record<string, V[]>> {
    const result: Record<string, Record<string, V[]>> = {};
    for (const { operator: test, key, values } of conditions) {
        result[test] = { ...result[test], [key]: values };
    }
    return result;
}
