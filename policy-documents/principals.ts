import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import { accountOf, arnFields } from "./arn";
import { isFixed, pattern } from "./patterns";

/** Somebody a policy document names. */
export type Principal =
    | { readonly kind: "everyone" }
    /** An account id, or the ARN of an account, role, user or session, or the unique id of a deleted one. */
    | { readonly kind: "aws"; readonly value: string }
    | { readonly kind: "service"; readonly value: string }
    | { readonly kind: "federated"; readonly value: string }
    | { readonly kind: "canonical-user"; readonly value: string };

/** `Principal`, or `NotPrincipal` when negated: all but these. */
export interface PrincipalElement {
    readonly negated: boolean;
    readonly principals: readonly (Principal | Unknown)[];
}

/** Somebody who asks. A role session asks as its role: give the role's ARN. */
export type Requester =
    | { readonly kind: "anonymous" }
    | { readonly kind: "aws"; readonly arn: string }
    | { readonly kind: "service"; readonly service: string }
    | { readonly kind: "federated"; readonly provider: string }
    | { readonly kind: "canonical-user"; readonly id: string };

/** Identity providers at which anybody can have an account, and which need no set-up in AWS. */
export const OPEN_IDENTITY_PROVIDERS: readonly string[] = [
    "accounts.google.com",
    "cognito-identity.amazonaws.com",
    "graph.facebook.com",
    "www.amazon.com",
];

/** Whether the element names this requester. Without one (a policy of an identity), the question does not arise: true. */
export function namesRequester(element: PrincipalElement | undefined, requester: Requester): Truth {
    if (element === undefined) {
        return true;
    }
    const named = any(each(element, (one) => isThe(one, requester)));
    return element.negated ? not(named) : named;
}

/** Whether everybody is named, the whole internet and every account, without exception. */
export function namesEveryone(element: PrincipalElement | undefined): Truth {
    if (element === undefined || element.negated) {
        return false;
    }
    return any(each(element, isEveryone));
}

/** Whether somebody is named who is nobody in particular: everyone, any account, anybody with a Facebook account. */
export function namesOutsiders(element: PrincipalElement | undefined): Truth {
    if (element === undefined) {
        return false;
    }
    // All but a few is nearly everyone.
    return element.negated ? not(any(each(element, isEveryone))) : any(each(element, isOpen));
}

/** Whether a service is named, which acts for others. */
export function namesServices(element: PrincipalElement | undefined): Truth {
    return element === undefined || element.negated ? false : any(each(element, ({ kind }) => kind === "service"));
}

/** Whether every outsider is named: everyone, or everyone but certain principals. */
export function namesAllOutsiders(element: PrincipalElement | undefined): Truth {
    return element?.negated === true ? all(each(element, (one) => !isOpen(one))) : namesEveryone(element);
}

/**
 * Whether this requester is named in particular: by itself or by its account, not as one of everyone, nor as one that is
 * not excepted.
 */
export function singlesOut(element: PrincipalElement | undefined, requester: Requester): Truth {
    if (element === undefined || element.negated) {
        return false;
    }
    return any(each(element, (one) => one.kind !== "everyone" && isThe(one, requester)));
}

/**
 * The AWS accounts that are named, each once; those that cannot be told once as {@link UNKNOWN}: of unknown principals,
 * canonical users and the unique ids of deleted ones. Services, and users of theirs such as a CloudFront origin access
 * identity, have none. Without those of NotPrincipal, who are excepted.
 */
export function accountsOf(element: PrincipalElement | undefined): readonly (string | Unknown)[] {
    if (element === undefined || element.negated) {
        return [];
    }
    const accounts = element.principals.map((one) => (one === UNKNOWN ? one : accountOfPrincipal(one)));
    return [...new Set(accounts.filter((account) => account !== undefined))];
}

/** Whether somebody is named by an id that does not tell his account: a canonical user, or a deleted role or user. */
export function namesWithoutAccount(element: PrincipalElement | undefined): boolean {
    return (
        element?.negated === false &&
        element.principals.some((one) => one !== UNKNOWN && accountOfPrincipal(one) === UNKNOWN)
    );
}

function accountOfPrincipal(principal: Principal): string | Unknown | undefined {
    switch (principal.kind) {
        case "everyone":
        case "service":
            return undefined;
        case "canonical-user":
            return UNKNOWN;
        case "federated":
            return accountOf(principal.value);
        case "aws":
            return arnFields(principal.value) === undefined
                ? (accountOf(principal.value) ?? UNKNOWN)
                : accountOf(principal.value);
    }
}

function isThe(principal: Principal, requester: Requester): boolean {
    switch (principal.kind) {
        case "everyone":
            return true;
        case "aws":
            return requester.kind === "aws" && isSameOrItsAccount(principal.value, requester.arn);
        case "service":
            return requester.kind === "service" && principal.value === requester.service;
        case "federated":
            return requester.kind === "federated" && principal.value === requester.provider;
        case "canonical-user":
            return requester.kind === "canonical-user" && principal.value === requester.id;
    }
}

function isSameOrItsAccount(named: string, arn: string): boolean {
    if (named === arn) {
        return true;
    }
    const wholeAccount = /^\d{12}$/.test(named) || arnFields(named)?.[5] === "root";
    return wholeAccount && accountOf(named) !== undefined && accountOf(named) === accountOf(arn);
}

function isOpen(principal: Principal): boolean {
    switch (principal.kind) {
        case "everyone":
            return true;
        case "federated":
            return OPEN_IDENTITY_PROVIDERS.includes(principal.value) || !isFixed(pattern(principal.value));
        case "aws": {
            // AWS refuses wildcards within a principal; one that leaves the account open would be anybody's.
            const account = arnFields(principal.value)?.[4] ?? principal.value;
            return !isFixed(pattern(account));
        }
        case "service":
        case "canonical-user":
            return !isFixed(pattern(principal.value));
    }
}

function isEveryone(principal: Principal): boolean {
    return principal.kind === "everyone";
}

function each(element: PrincipalElement, answer: (principal: Principal) => boolean): Truth[] {
    return element.principals.map((one) => ifKnown(one, answer));
}
