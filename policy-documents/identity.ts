import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import { arnFields } from "./arn";
import type { Condition } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { coversActions, coversResources, EVERYTHING, only, type PatternElement } from "./elements";
import { isAllow } from "./grants";
import { covers, pattern } from "./patterns";

/** What an identity may do: an action on all resources of a kind. */
export interface Right {
    readonly action: string;
    /** The kind, in whatever partition, Region and account: `arn:*:iam:*:*:role/*`. */
    readonly on: string;
    /** Of `iam:PassRole`: the service that takes the role. A condition that names it does not limit the right. */
    readonly to?: string;
}

/**
 * An action on all resources of a kind.
 *
 * @param kind What is last in their ARNs, as the service names it: `role/*`, `function:*`.
 * @param service The service in their ARNs, where it is not that of the action.
 */
export function right(action: string, kind: string, service = action.slice(0, action.indexOf(":"))): Right {
    return { action, on: `arn:*:${service}:*:*:${kind}` };
}

/** What is to be said of one statement. */
export interface GivingStatement {
    readonly statement: Statement | Unknown;
    readonly gives: Truth;
}

/** The statements of an identity's policy that give one of these rights, or may. */
export function statementsGiving(document: PolicyDocument, rights: readonly Right[]): readonly GivingStatement[] {
    const kept = rights.map((one) => ({ right: one, isKept: not(isTaken([document], one)) }));
    return document.statements
        .map((statement): GivingStatement => ({
            statement,
            gives: any(
                kept.map(({ right, isKept }) => all([ifKnown(statement, (known) => givesRight(known, right)), isKept])),
            ),
        }))
        .filter(({ gives }) => gives !== false);
}

/** Whether the policies of an identity together give it a right: one of them allows it, and none denies it. */
export function giveRight(documents: readonly PolicyDocument[], right: Right): Truth {
    const given = any(statementsOf(documents).map((one) => ifKnown(one, (statement) => givesRight(statement, right))));
    return given === false ? false : all([given, not(isTaken(documents, right))]);
}

/** Whether a statement allows all actions on all resources, whoever asks how, when and from where. */
export function allowsEverything(statement: Statement): Truth {
    return all([
        isAllow(statement),
        coversActions(statement.action, EVERYTHING),
        coversResources(statement.resource, EVERYTHING),
        not(isNarrowed(statement)),
    ]);
}

function statementsOf(documents: readonly PolicyDocument[]): readonly (Statement | Unknown)[] {
    return documents.flatMap(({ statements }) => statements);
}

function givesRight(statement: Statement, { action, on, to }: Right): Truth {
    // Most statements speak of other actions: the rest is not looked at then.
    const allowed = all([isAllow(statement), coversActions(statement.action, only(action))]);
    return allowed === false
        ? false
        : all([allowed, namesAllOf(statement.resource, on), not(isNarrowed(statement, to))]);
}

/** Whether a Deny without conditions takes the right back. One that is not understood takes nothing. */
function isTaken(documents: readonly PolicyDocument[], { action, on }: Right): Truth {
    return any(
        statementsOf(documents).map((one) =>
            ifKnown(one, (statement) =>
                all([
                    statement.faults.length === 0,
                    not(isAllow(statement)),
                    ...statement.conditions.map((condition) => (condition === UNKNOWN ? "undetermined" : false)),
                    coversActions(statement.action, only(action)),
                    statement.resource?.negated === true ? false : namesAllOf(statement.resource, on),
                ]),
            ),
        ),
    );
}

/** Whether an element names all resources of a kind. All but a few are taken for all. */
function namesAllOf(element: PatternElement | undefined, kind: string): Truth {
    if (element === undefined) {
        return true;
    }
    const named = element.patterns.map((one) => ifKnown(one, (text) => covers(pattern(anyPlace(text)), pattern(kind))));
    return element.negated ? not(any(named)) : any(named);
}

/** The ARN in any partition, Region and account: who names all roles of his account names all that he can reach. */
function anyPlace(text: string): string {
    const fields = arnFields(text);
    return fields === undefined ? text : `arn:*:${fields[2] ?? "*"}:*:*:${fields[5] ?? "*"}`;
}

/**
 * Keys that tell who asks, how, when and from where, and not of what: a statement limited by them gives its holder the
 * same right.
 */
const CIRCUMSTANCES =
    /^(ec2:region|aws:(multifactorauth(present|age)|securetransport|sourceip|vpcsourceip|sourcevpc(e|arn)?|vpce(account|orgid|orgpaths)|sourceidentity|federatedprovider|ec2instancesource(vpc|privateipv4)|currenttime|epochtime|tokenissuetime|requestedregion|principal.*|userid|username|useragent|referer))$/;

/** Whether a condition limits the right to some resources, or to some uses of it. */
function isNarrowed(statement: Statement, passedTo?: string): Truth {
    return any(
        statement.conditions.map((one) =>
            ifKnown(one, (condition) => !CIRCUMSTANCES.test(condition.key) && !letsPassTo(condition, passedTo)),
        ),
    );
}

function letsPassTo({ key, operator, values }: Condition, service: string | undefined): boolean {
    const named = (value: string | Unknown): boolean =>
        value !== UNKNOWN && service !== undefined && operator.compare(service, value, () => undefined);
    return key === "iam:passedtoservice" && !operator.negated && values.some(named);
}
