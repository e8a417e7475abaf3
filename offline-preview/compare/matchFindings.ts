import type { Urn } from "../model";
import { groupBy } from "../report/totals";
import type { Trace, Traced } from "./traces";

export interface Matched<Before> {
    /** What each finding of now was before, in the order of now; nothing where it is new. */
    before: (Before | undefined)[];
    /** What was there before and is no more. */
    gone: Before[];
}

/**
 * Which findings of a run were there before. A finding is the same where pack, policy, kind and message are, and the
 * resource: by its URN; by an alias, or by what the cloud knows it by, both only where the former URN has gone and no second
 * resource claims it. What is not certain is new: one that went never makes room for another. Each
 * is matched once, so that a second one of a kind is new.
 */
export function matchFindings<Before extends Trace>(before: readonly Before[], now: Traced): Matched<Before> {
    const left = new Set(before);
    const matches = new Map<Trace, Before>();
    const match = (keyOf: (one: Before) => string | undefined, keysOf: (one: Trace) => readonly string[]): void => {
        const keyed = [...left].flatMap((one) => ({ one, key: keyOf(one) }));
        const byKey = new Map(groupBy(keyed, ({ key = "" }) => key).map((group) => [group[0].key, group]));
        for (const trace of now.traces.filter((one) => !matches.has(one))) {
            const candidates = keysOf(trace).flatMap((key) => byKey.get(key) ?? []);
            const found = candidates.find(({ one }) => left.has(one))?.one;
            if (found !== undefined) {
                left.delete(found);
                matches.set(trace, found);
            }
        }
    };
    match(
        (one) => keyAt(one, one.urn),
        (one) => [keyAt(one, one.urn)],
    );
    // A URN that is still there belongs to the resource that has it now.
    const hasGone = ({ urn }: Trace): boolean => !now.urns.has(urn);
    const renamed = onlyHeirs(now);
    match(
        (one) => (hasGone(one) ? keyAt(one, one.urn) : undefined),
        (one) => (renamed.get(one.urn) ?? []).map((former) => keyAt(one, former)),
    );

    match(
        (one) => (hasGone(one) && one.resource !== undefined ? keyAt(one, one.resource) : undefined),
        (one) => (one.resource === undefined ? [] : [keyAt(one, one.resource)]),
    );
    return { before: now.traces.map((trace) => matches.get(trace)), gone: before.filter((one) => left.has(one)) };
}

/** What two findings have in common that are the same, if they are of the same place. */
function keyAt({ pack, policy, kind, message }: Trace, place: string): string {
    return JSON.stringify([pack, policy, kind, message, place]);
}

/** By URN, the former ones that no other resource claims. */
function onlyHeirs({ former }: Traced): ReadonlyMap<Urn, Urn[]> {
    const claims = new Map<Urn, number>();
    [...former.values()].flatMap((urns) => [...urns]).forEach((urn) => claims.set(urn, (claims.get(urn) ?? 0) + 1));
    return new Map([...former].map(([urn, urns]) => [urn, [...urns].filter((one) => claims.get(one) === 1)]));
}
