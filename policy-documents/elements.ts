import { all, any, not, type Truth } from "./truth";
import { ifKnown, type Unknown } from "./unknown";
import { isAnyResource, resourceCovers, resourceMatches, resourcePattern, resourcesOverlap } from "./arn";
import { covers, isUniversal, matches, overlaps, pattern } from "./patterns";
import type { Variables } from "./patterns";

/** `Action` or `Resource`, or `NotAction` or `NotResource` when negated: all but these. */
export interface PatternElement {
    readonly negated: boolean;
    readonly patterns: readonly (string | Unknown)[];
}

/** How the patterns of an element compare; actions and resources differ in it. */
export interface Comparison {
    readonly matches: (pattern: string, name: string, variables?: Variables) => boolean;
    readonly covers: (outer: string, inner: string) => boolean;
    readonly overlap: (left: string, right: string) => boolean;
    readonly isUniversal: (pattern: string) => boolean;
}

/** Actions ignore case and know no variables. */
export const ACTIONS: Comparison = {
    matches: (by, name) => matches(action(by), name.toLowerCase()),
    covers: (outer, inner) => covers(action(outer), action(inner)),
    overlap: (left, right) => overlaps(action(left), action(right)),
    isUniversal: (text) => isUniversal(pattern(text)),
};

export const RESOURCES: Comparison = {
    matches: (by, name, variables) => resourceMatches(resourcePattern(by, variables), name),
    covers: (outer, inner) => resourceCovers(resourcePattern(outer), resourcePattern(inner)),
    overlap: (left, right) => resourcesOverlap(resourcePattern(left), resourcePattern(right)),
    isUniversal: (text) => isAnyResource(resourcePattern(text)),
};

export const EVERYTHING: PatternElement = { negated: false, patterns: ["*"] };

/** Whether the element names this action. */
export function namesAction(element: PatternElement, name: string): Truth {
    return names(element, name, ACTIONS);
}

/** Whether the element names this resource. A statement without one, as in a role's trust policy, means its own. */
export function namesResource(element: PatternElement | undefined, name: string, variables: Variables): Truth {
    return names(element ?? EVERYTHING, name, RESOURCES, variables);
}

/** Whether all actions of `inner` are actions of `outer` as well. May answer false where only a union of patterns is. */
export function coversActions(outer: PatternElement, inner: PatternElement): Truth {
    return coversAll(outer, inner, ACTIONS);
}

export function coversResources(outer: PatternElement | undefined, inner: PatternElement | undefined): Truth {
    return coversAll(outer ?? EVERYTHING, inner ?? EVERYTHING, RESOURCES);
}

/** Whether some action that fits the pattern is named: `s3:PutBucketPolicy` in `s3:Put*`. */
export function touchesAction(element: PatternElement, name: string): Truth {
    return touches(element, name, ACTIONS);
}

/** Whether some resource that fits the pattern is named. */
export function touchesResource(element: PatternElement | undefined, name: string): Truth {
    return touches(element ?? EVERYTHING, name, RESOURCES);
}

/** The element that names exactly these. */
export function only(...patterns: readonly (string | Unknown)[]): PatternElement {
    return { negated: false, patterns };
}

function names(element: PatternElement, name: string, by: Comparison, variables?: Variables): Truth {
    const named = any(each(element, (one) => by.matches(one, name, variables)));
    return element.negated ? not(named) : named;
}

function touches(element: PatternElement, name: string, by: Comparison): Truth {
    return element.negated
        ? not(any(each(element, (one) => by.covers(one, name))))
        : any(each(element, (one) => by.overlap(one, name)));
}

function coversAll(outer: PatternElement, inner: PatternElement, by: Comparison): Truth {
    if (inner.negated) {
        return outer.negated
            ? all(each(outer, (excluded) => any(each(inner, (one) => by.covers(one, excluded)))))
            : any(each(outer, by.isUniversal));
    }
    const covered = (one: string | Unknown): Truth =>
        outer.negated
            ? not(any(each(outer, (excluded) => ifKnown(one, (text) => by.overlap(excluded, text)))))
            : any(each(outer, (two) => by.isUniversal(two) || ifKnown(one, (text) => by.covers(two, text))));
    return all(inner.patterns.map(covered));
}

function each(element: PatternElement, answer: (pattern: string) => Truth): Truth[] {
    return element.patterns.map((one) => ifKnown(one, answer));
}

function action(text: string) {
    return pattern(text.toLowerCase());
}
