import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import type { Operator } from "./operators";
import { variableNames, type Variables } from "./patterns";

/** One comparison: a key of the request, in lower case, with the values of the policy, one of which must fit. */
export interface Condition {
    readonly operator: Operator;
    readonly key: string;
    readonly values: readonly (string | Unknown)[];
}

/** What is known of a request, by condition key: a text, several for a multivalued key, or unknown (set or not). */
export type Context = Readonly<Record<string, string | readonly string[] | Unknown>>;

/** Whether a request with this context meets the condition. Keys ignore case; a key that is not given is absent. */
export function meets(context: Context, { operator, key, values }: Condition): Truth {
    const expected = values.map((value) => inContext(value, context));
    return ifKnown(valuesOf(context, key), (actual) => compareAll(operator, actual, expected, variablesOf(context)));
}

/** Looks up policy variables: single-valued keys of the context only. */
export function variablesOf(context: Context): Variables {
    return (name) => {
        const values = valuesOf(context, name);
        return values !== UNKNOWN && values.length === 1 ? values[0] : undefined;
    };
}

/** A text of the policy, or unknown if it refers to an unknown key of the request. */
export function inContext(text: string | Unknown, context: Context): string | Unknown {
    const names = text === UNKNOWN ? [] : variableNames(text);
    return names.some((name) => valuesOf(context, name) === UNKNOWN) ? UNKNOWN : text;
}

/** What an operator says of a request without the key. */
export function holdsWhenAbsent({ ifExists, quantifier, negated }: Operator): boolean {
    return ifExists || quantifier === "all" || (quantifier === undefined && negated);
}

function compareAll(
    operator: Operator,
    actual: readonly string[],
    expected: readonly (string | Unknown)[],
    variables: Variables,
): Truth {
    if (operator.family === "presence") {
        const absent = String(actual.length === 0);
        return any(expected.map((value) => ifKnown(value, (text) => text.toLowerCase() === absent)));
    }
    if (actual.length === 0) {
        return holdsWhenAbsent(operator);
    }
    const fits = (one: string): Truth => {
        const equal = any(expected.map((value) => ifKnown(value, (text) => operator.compare(one, text, variables))));
        return operator.negated ? not(equal) : equal;
    };
    // Several values without a quantifier: AWS leaves it open. One must fit; for a negation, none may be equal.
    const every = operator.quantifier === "all" || (operator.quantifier === undefined && operator.negated);
    return every ? all(actual.map(fits)) : any(actual.map(fits));
}

function valuesOf(context: Context, key: string): readonly string[] | Unknown {
    const wanted = key.toLowerCase();
    const found = Object.entries(context).find(([name]) => name.toLowerCase() === wanted)?.[1] ?? [];
    return typeof found === "string" ? [found] : found;
}
