import { addressRange, rangeCovers } from "./addresses";
import { resourceMatches, resourcePattern } from "./arn";
import { fillIn, matches, pattern, type Variables } from "./patterns";

/** What the values of a condition operator are, and with it what a `*` in them means. */
export type Family =
    "text" | "text-pattern" | "arn" | "number" | "date" | "boolean" | "binary" | "address" | "presence";

/** A condition operator, taken apart: `ForAllValues:StringNotLikeIfExists`. */
export interface Operator {
    readonly family: Family;
    /** Holds where the comparison does not. */
    readonly negated: boolean;
    /** `ForAnyValue` or `ForAllValues`. */
    readonly quantifier: "any" | "all" | undefined;
    /** Holds where the request has no such key. */
    readonly ifExists: boolean;
    /** Compares a value of the request with one of the policy. */
    readonly compare: Compare;
}

type Compare = (actual: string, expected: string, variables: Variables) => boolean;

/** Reads an operator, whatever its case; undefined when there is none of that name. */
export function operator(name: string): Operator | undefined {
    const [, prefix, base = "", suffix] =
        /^(foranyvalue:|forallvalues:)?(.*?)(ifexists)?$/.exec(name.toLowerCase()) ?? [];
    const comparison = OPERATORS.get(base);
    if (comparison === undefined || (comparison.family === "presence" && suffix !== undefined)) {
        return undefined;
    }
    const quantifier = prefix === undefined ? undefined : prefix === "forallvalues:" ? "all" : "any";
    return { ...comparison, quantifier, ifExists: suffix !== undefined };
}

const equal: Compare = (actual, expected, variables) => actual === fillIn(expected, variables);
const equalIgnoringCase: Compare = (actual, expected, variables) =>
    actual.toLowerCase() === fillIn(expected, variables)?.toLowerCase();
const like: Compare = (actual, expected, variables) => matches(pattern(expected, variables), actual);
const arnLike: Compare = (actual, expected, variables) => resourceMatches(resourcePattern(expected, variables), actual);
const exact: Compare = (actual, expected) => actual === expected;

const within: Compare = (actual, expected) => {
    const [inner, outer] = [addressRange(actual), addressRange(expected)];
    return inner !== undefined && outer !== undefined && rangeCovers(outer, inner);
};

function numbers(holds: (actual: number, expected: number) => boolean): Compare {
    // A text that is no number is NaN, which compares as false with everything.
    return (actual, expected) => holds(numberOf(actual), numberOf(expected));
}

function dates(holds: (actual: number, expected: number) => boolean): Compare {
    return (actual, expected) => holds(timeOf(actual), timeOf(expected));
}

function numberOf(text: string): number {
    return text.trim() === "" ? NaN : Number(text);
}

/** Milliseconds, from epoch seconds or ISO 8601. */
function timeOf(text: string): number {
    return /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text);
}

type Comparison = Pick<Operator, "family" | "negated" | "compare">;

/** A comparison and its negation. */
function pair(family: Family, name: string, negation: string, compare: Compare): [string, Comparison][] {
    return [
        [name, { family, negated: false, compare }],
        [negation, { family, negated: true, compare }],
    ];
}

function ordered(family: "number" | "date", by: typeof numbers): [string, Comparison][] {
    const name = family === "number" ? "numeric" : "date";
    const one = (suffix: string, holds: (a: number, b: number) => boolean): [string, Comparison] => [
        `${name}${suffix}`,
        { family, negated: false, compare: by(holds) },
    ];
    return [
        ...pair(family, `${name}equals`, `${name}notequals`, by((a, b) => a === b)), // prettier-ignore
        one("lessthan", (a, b) => a < b),
        one("lessthanequals", (a, b) => a <= b),
        one("greaterthan", (a, b) => a > b),
        one("greaterthanequals", (a, b) => a >= b),
    ];
}

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html */
const OPERATORS: ReadonlyMap<string, Comparison> = new Map([
    ...pair("text", "stringequals", "stringnotequals", equal),
    ...pair("text", "stringequalsignorecase", "stringnotequalsignorecase", equalIgnoringCase),
    ...pair("text-pattern", "stringlike", "stringnotlike", like),
    // AWS: the Equals and the Like operators of ARNs behave identically.
    ...pair("arn", "arnequals", "arnnotequals", arnLike),
    ...pair("arn", "arnlike", "arnnotlike", arnLike),
    ...pair("address", "ipaddress", "notipaddress", within),
    ...ordered("number", numbers),
    ...ordered("date", dates),
    ["bool", { family: "boolean", negated: false, compare: equalIgnoringCase }],
    ["binaryequals", { family: "binary", negated: false, compare: exact }],
    ["null", { family: "presence", negated: false, compare: exact }],
]);
