import type { RegisteredResource, Urn } from "../model";
import { formerUrns } from "./lineage";

/** The URN at the base by the URN now, of every resource that is the same one: by its URN, or by one that it had. */
export function matchResources(
    base: readonly RegisteredResource[],
    head: readonly RegisteredResource[],
): Map<Urn, Urn> {
    const there = new Set(base.map(({ urn }) => urn));
    const matches = new Map(head.filter(({ urn }) => there.has(urn)).map(({ urn }) => [urn, urn]));
    matches.forEach((former) => there.delete(former));
    for (const [urn, formers] of formerUrns(head)) {
        const former = matches.has(urn) ? undefined : [...formers].find((one) => there.delete(one));
        if (former !== undefined) {
            matches.set(urn, former);
        }
    }
    return matches;
}
