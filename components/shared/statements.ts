import * as pulumi from "@pulumi/pulumi";
import type { Condition, Principal, Statement } from "./policyDocument";
import { type Fault, plain, plainList } from "./validate";

/** Whether a statement allows or denies. */
export const PolicyEffect = { Allow: "Allow", Deny: "Deny" } as const;
export type PolicyEffect = (typeof PolicyEffect)[keyof typeof PolicyEffect];

/** Who a statement speaks of. At least one principal is needed. */
export interface PrincipalArgs {
    /**
     * ARNs of roles, users or accounts, or 12-digit account ids. `*` means everybody: accepted in a Deny, and in an
     * Allow only with a condition on the caller's organization, account or ARN.
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

const operatorFamilies = [
    "String(Not)?(Equals|EqualsIgnoreCase|Like)",
    "(Numeric|Date)((Not)?Equals|(LessThan|GreaterThan)(Equals)?)",
    "Arn(Not)?(Equals|Like)",
    "(Not)?IpAddress",
    "BinaryEquals",
    "Bool",
    "Null",
];
const operator = new RegExp(`^(ForAnyValue:|ForAllValues:)?(${operatorFamilies.join("|")})(IfExists)?$`);
/** Operators that only hold when the key is there and has one of the values. */
const binding = /^(ForAnyValue:)?(StringEquals|StringEqualsIgnoreCase|StringLike|ArnEquals|ArnLike)$/;
const organization = /^o-[a-z0-9]+$/;
const organizationPath = /^o-[a-z0-9]+\//;
const account = /^\d{12}$/;

/** Keys that say who calls, and values of them that leave out strangers: a wildcard may not reach over accounts. */
const callers = new Map([
    ["aws:principalorgid", organization],
    ["aws:principalorgpaths", organizationPath],
    ["aws:principalaccount", account],
    ["aws:principalarn", /^arn:[a-z-]+:(iam|sts)::\d{12}:/],
]);
/** Keys that say for whom a service acts. The ARN of a bucket holds no account, but is one customer's. */
const sources = new Map([
    ["aws:sourceaccount", account],
    ["aws:sourcearn", /^arn:[a-z-]+:([a-z0-9-]+:[^:]*:\d{12}:|s3:::[^*?]+$)/],
    ["aws:sourceorgid", organization],
    ["aws:sourceorgpaths", organizationPath],
]);

/** What a bucket policy must never hand out: whoever may do it can undo the bucket's protection (FSBP S3.6 and kin). */
const bucketControl = [
    "s3:PutBucketPolicy",
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutObjectAcl",
    "s3:PutObjectVersionAcl",
    "s3:PutEncryptionConfiguration",
    "s3:PutBucketPublicAccessBlock",
    "s3:PutBucketOwnershipControls",
    "s3:PutLifecycleConfiguration",
    "s3:PutBucketVersioning",
    "s3:PutBucketLogging",
];

/** Everything that is wrong with the statements a user wants to add, as far as their values are known. */
export function statementFaults(
    argument: string,
    statements: PolicyStatementArgs[] = [],
    taken: string[] = [],
): Fault[] {
    const faults: Fault[] = [];
    const sids = new Set(taken);
    statements.forEach((statement, index) => {
        const add = (field: string, fault: string, fix: string): void =>
            void faults.push({ argument: `${argument}[${index}].${field}`, fault, fix });
        if (!/^[0-9A-Za-z]+$/.test(statement.sid)) {
            add(
                "sid",
                `"${statement.sid}" is not made of letters and digits`,
                "name the statement, for example ReadReports",
            );
        } else if (sids.has(statement.sid)) {
            add("sid", `"${statement.sid}" is used twice or belongs to the component`, "choose another name");
        }
        sids.add(statement.sid);
        if (!/^(Allow|Deny)$/.test(statement.effect ?? "Allow")) {
            add("effect", `"${statement.effect}" is not known`, "use Allow or Deny");
        }
        if (statement.actions.length === 0) {
            add("actions", "none is given", "name at least one action");
        }
        if ((statement.principals.aws ?? []).length + (statement.principals.services ?? []).length === 0) {
            add("principals", "none is given", "name the roles, accounts or services");
        }
        const tests = new Set<string>();
        for (const condition of statement.conditions ?? []) {
            const test = `${condition.operator} ${condition.key.toLowerCase()}`;
            if (tests.has(test)) {
                add(
                    "conditions",
                    `${test} is given twice`,
                    "put all values into one condition, of which one must match",
                );
            }
            tests.add(test);
            if (!operator.test(condition.operator)) {
                add(
                    "conditions",
                    `"${condition.operator}" is not an IAM operator`,
                    "use for example StringEquals or ArnLike",
                );
            }
            if (condition.values.length === 0) {
                add("conditions", `${condition.key} has no value`, "give at least one value");
            }
        }
        if (statement.effect !== PolicyEffect.Deny) {
            faults.push(...allowFaults(`${argument}[${index}]`, statement));
        }
    });
    return faults;
}

/** What makes an Allow too wide. */
function allowFaults(argument: string, { principals, actions, conditions = [] }: PolicyStatementArgs): Fault[] {
    const faults: Fault[] = [];
    const bound = (keys: Map<string, RegExp>): boolean =>
        conditions.some(({ operator, key, values }) => {
            const scoped = keys.get(key.toLowerCase());
            const narrow = (value: string | undefined): boolean => value === undefined || scoped?.test(value) === true;
            return scoped !== undefined && binding.test(operator) && values.every((value) => narrow(plain(value)));
        });
    for (const action of actions) {
        const control = bucketControl.find((controlled) => matches(action, controlled));
        if (/^(\*|[a-z0-9-]+:\*)+$/i.test(action)) {
            faults.push({
                argument: `${argument}.actions`,
                fault: `"${action}" allows everything`,
                fix: "name the actions",
            });
        } else if (control !== undefined) {
            faults.push({
                argument: `${argument}.actions`,
                fault: `"${action}" covers ${control}, with which the principal could undo the bucket's protection`,
                fix: "leave it to IAM policies of the bucket's own account",
            });
        }
    }
    if (plainList(principals.aws).includes("*") && !bound(callers)) {
        faults.push({
            argument: `${argument}.principals.aws`,
            fault: `"*" allows everybody`,
            fix: "name the principals, or add a StringEquals condition on aws:PrincipalOrgID",
        });
    }
    if ((principals.services ?? []).length > 0 && !bound(sources)) {
        faults.push({
            argument: `${argument}.principals.services`,
            fault: "a service could act here for any customer (confused deputy)",
            fix: "add a condition on aws:SourceAccount, aws:SourceArn or aws:SourceOrgID",
        });
    }
    return faults;
}

/** Whether an action pattern, with IAM's `*` and `?`, covers an action. */
function matches(pattern: string, action: string): boolean {
    const expression = pattern
        .replace(/[.+^${}()|[\]\\]/g, "\\$&")
        .replace(/\*/g, ".*")
        .replace(/\?/g, ".");
    return new RegExp(`^${expression}$`, "i").test(action);
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
        Principal: everybody ? "*" : namedPrincipals(principals),
        Action: actions,
        Resource: resources,
        ...(conditions === undefined || conditions.length === 0 ? {} : { Condition: toCondition(conditions) }),
    };
}

function namedPrincipals({ aws = [], services = [] }: pulumi.Unwrap<PrincipalArgs>): Principal {
    return { ...(aws.length > 0 ? { AWS: aws } : {}), ...(services.length > 0 ? { Service: services } : {}) };
}

function toCondition(conditions: pulumi.Unwrap<ConditionArgs>[]): Condition {
    const result: Condition = {};
    for (const { operator: test, key, values } of conditions) {
        result[test] = { ...result[test], [key]: values };
    }
    return result;
}
