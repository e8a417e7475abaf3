import { ACTIONS, RESOURCES, type Comparison, type PatternElement } from "./elements";
import { UNKNOWN, type Unknown } from "./unknown";
import type { Truth } from "./truth";

/** What a statement speaks of: these actions on these resources. */
export interface Area {
    readonly action: PatternElement;
    readonly resource: PatternElement;
}

/** An area that is denied, and whether that is sure. */
export interface Denied extends Area {
    readonly surely: Truth;
}

/**
 * Whether Denies together take back all that an Allow gives: one the reading, another the writing. An action or resource
 * must be covered by one pattern, or by what a `NotAction` or `NotResource` leaves and others of the Denies; where only
 * a union of patterns covers a pattern, the answer may be false.
 */
export function takeBackTogether(denies: readonly Denied[], allow: Area): Truth {
    const surely = denies.filter((deny) => deny.surely === true).map((deny) => areaOf(deny, leastOf));
    if (leavesNothing(surely, boxesOf(allow, mostOf))) {
        return true;
    }
    const perhaps = denies.filter((deny) => deny.surely !== false).map((deny) => areaOf(deny, mostOf));
    return leavesNothing(perhaps, boxesOf(allow, leastOf)) ? "undetermined" : false;
}

/** An element whose patterns are all known. */
interface Known {
    readonly negated: boolean;
    readonly patterns: readonly string[];
}

/** What fits each of some patterns, but for what fits an exception; an unknown pattern may be any one. */
interface Region {
    readonly within: readonly string[] | Unknown;
    readonly except: readonly string[];
}

/** Some actions on some resources. */
interface Box {
    readonly action: Region;
    readonly resource: Region;
}

/** How many times a box is compared with a Deny, before the rest counts as left over. */
const PATIENCE = 10_000;

/** Takes the Denies from the boxes, again and again, as one may cover what another has left. */
function leavesNothing(denies: readonly { action: Known; resource: Known }[], boxes: readonly Box[]): boolean {
    let left = boxes;
    for (let patience = PATIENCE; left.length > 0;) {
        patience -= left.length * denies.length;
        if (patience < 0) {
            return false;
        }
        const before = left;
        left = denies.reduce((rest, deny) => rest.flatMap((box) => without(box, deny)), before);
        if (left.length === before.length && left.every((box, at) => box === before[at])) {
            return false;
        }
    }
    return true;
}

/** What is left of a box: the very box, if nothing can be taken from it. */
function without(box: Box, deny: { action: Known; resource: Known }): readonly Box[] {
    const actions = rest(box.action, deny.action, ACTIONS);
    const resources = rest(box.resource, deny.resource, RESOURCES);
    if (actions.includes(box.action) || resources.includes(box.resource)) {
        return [box];
    }
    return [...actions.map((action) => ({ ...box, action })), ...resources.map((resource) => ({ ...box, resource }))];
}

/** What of a region an element does not name: the very region, if that is all of it. */
function rest(region: Region, by: Known, { covers, overlap }: Comparison): readonly Region[] {
    const { within, except } = region;
    if (within === UNKNOWN) {
        return by.negated || by.patterns.length > 0 ? [] : [region];
    }
    const isIn = (pattern: string): boolean => within.some((one) => covers(pattern, one));
    if (by.patterns.some(isIn)) {
        return by.negated ? [region] : [];
    }
    if (!by.negated) {
        return [region];
    }
    return by.patterns
        .filter((pattern) => within.every((one) => overlap(pattern, one)))
        .filter((pattern) => !except.some((exception) => covers(exception, pattern)))
        .map((pattern) => ({ within: [...within, pattern], except }));
}

function areaOf(deny: Area, known: (element: PatternElement) => Known): { action: Known; resource: Known } {
    return { action: known(deny.action), resource: known(deny.resource) };
}

function boxesOf(allow: Area, known: (element: PatternElement) => Known): readonly Box[] {
    const resources = regionsOf(known(allow.resource));
    return regionsOf(known(allow.action)).flatMap((action) => resources.map((resource) => ({ action, resource })));
}

function regionsOf({ negated, patterns }: Known): readonly Region[] {
    if (negated) {
        return [{ within: ["*"], except: patterns }];
    }
    // Something is named, if only unknown.
    return patterns.length === 0
        ? [{ within: UNKNOWN, except: [] }]
        : patterns.map((pattern) => ({ within: [pattern], except: [] }));
}

/** The least that an element can come to name, once all of it is known. */
function leastOf(element: PatternElement): Known {
    const known = knownOf(element);
    return element.negated && known.length < element.patterns.length
        ? { negated: false, patterns: [] }
        : { negated: element.negated, patterns: known };
}

/** The most that an element can come to name. */
function mostOf(element: PatternElement): Known {
    const known = knownOf(element);
    return !element.negated && known.length < element.patterns.length
        ? { negated: true, patterns: [] }
        : { negated: element.negated, patterns: known };
}

function knownOf({ patterns }: PatternElement): readonly string[] {
    return patterns.filter((pattern) => pattern !== UNKNOWN);
}
