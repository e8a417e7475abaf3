import { covers, isFixed, isUniversal, literal, matches, overlaps, pattern } from "./patterns";
import type { Pattern, Variables } from "./patterns";

/**
 * A pattern over resource names. ARNs are compared field by field, so that a wildcard never reaches over a colon,
 * except in the last field; a pattern with fewer fields means any value in the missing ones.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
 */
export interface ResourcePattern {
    /** One pattern per ARN field, or a single one for a name that is no ARN. */
    readonly fields: readonly [Pattern, ...Pattern[]];
}

const ARN = "arn";
const ARN_FIELDS = 6;
const ANYTHING = pattern("*");

export function resourcePattern(text: string, variables?: Variables): ResourcePattern {
    const [first, ...others] = arnFields(text) ?? [text];
    const missing = first === ARN ? Array.from({ length: ARN_FIELDS - 1 - others.length }, () => "*") : [];
    return {
        fields: [pattern(first, variables), ...[...others, ...missing].map((field) => pattern(field, variables))],
    };
}

export function resourceMatches(by: ResourcePattern, name: string): boolean {
    if (isAnyResource(by)) {
        return true;
    }
    const fields = arnFields(name) ?? [name];
    return fields.length === by.fields.length && by.fields.every((field, at) => matches(field, fields[at] ?? ""));
}

export function resourceCovers(outer: ResourcePattern, inner: ResourcePattern): boolean {
    return isAnyResource(outer) || pairwise(outer, inner, covers);
}

export function resourcesOverlap(left: ResourcePattern, right: ResourcePattern): boolean {
    return isAnyResource(left) || isAnyResource(right) || pairwise(left, right, overlaps);
}

/** Whether every resource matches: an ARN pattern never does, as it names at least `arn`. */
export function isAnyResource({ fields: [first] }: ResourcePattern): boolean {
    return isUniversal(first);
}

/** The account that an account id or an ARN names; undefined when it names none, or leaves it open. */
export function accountOf(value: string): string | undefined {
    const account = arnFields(value)?.[4] ?? value;
    return /^\d{12}$/.test(account) ? account : undefined;
}

/** The fields of an ARN, the last one with all its colons; undefined for other text. */
export function arnFields(text: string): [string, ...string[]] | undefined {
    const [first, ...others] = splitOutsideVariables(text);
    if (first !== ARN) {
        return undefined;
    }
    const last = others.slice(ARN_FIELDS - 2).join(":");
    return others.length < ARN_FIELDS - 1 ? [first, ...others] : [first, ...others.slice(0, ARN_FIELDS - 2), last];
}

/**
 * Whether a pattern over ARNs matches only what one owner has: the account is fixed, or there is none and the name is
 * fixed (bucket names are global, so `arn:aws:s3:::data` is one bucket, but `arn:aws:s3:::data*` anybody's).
 *
 * @param fieldwise false for the string operators, whose wildcards reach over colons: with them a wildcard before the
 * account can swallow it (`arn:aws:sns:*:111122223333:*` matches an ARN of another account with that text further on).
 */
export function namesOneOwner(text: string, fieldwise: boolean): boolean {
    const { fields } = resourcePattern(text);
    const [account = ANYTHING, resource = ANYTHING] = fields.slice(4);
    const fixedAccount = isFixed(account) && (account.tokens.length > 0 || isFixed(resource));
    return fixedAccount && (fieldwise || fields.slice(0, 4).every(isFixed));
}

function pairwise(a: ResourcePattern, b: ResourcePattern, compare: (a: Pattern, b: Pattern) => boolean): boolean {
    return (
        a.fields.length === b.fields.length &&
        a.fields.every((field, at) => compare(field, b.fields[at] ?? literal("")))
    );
}

/** Splits at colons, but not at those inside `${aws:username}`. */
function splitOutsideVariables(text: string): string[] {
    const fields = [""];
    for (const [piece] of text.matchAll(/\$\{[^}]*\}|[^]/g)) {
        if (piece === ":") {
            fields.push("");
        } else {
            fields[fields.length - 1] += piece;
        }
    }
    return fields;
}
