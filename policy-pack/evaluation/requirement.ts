import type { Message } from "./message";
import { any, not, type Truth } from "palisade-policy-documents";
import type { Value } from "./value";

/** One thing a policy demands of a resource, and what to say when it does not hold. */
export interface Requirement {
    readonly holds: Truth;
    readonly message: Message;
    /** Values that decide it, named when they are unknown. Those asked through {@link Value} are noted by themselves. */
    readonly about: readonly Value[];
}

export type Requirements = Requirement | readonly Requirements[];

/** Demands that something holds: `must(rotation.is(true), say`set ${rotation} to true`)`. */
export function must(holds: Truth, message: Message, ...about: readonly Value[]): Requirement {
    return { holds, message, about };
}

/** Demands that something does not hold. */
export function mustNot(happens: Truth, message: Message, ...about: readonly Value[]): Requirement {
    return must(not(happens), message, ...about);
}

/**
 * Demands only under a condition. If the condition is undetermined, so is every demand that is not met; those that are
 * met hold either way.
 */
export function when(condition: Truth, demands: Requirements): readonly Requirement[] {
    return flatten(demands).map((demand) => ({ ...demand, holds: any([not(condition), demand.holds]) }));
}

export function flatten(requirements: Requirements): readonly Requirement[] {
    return isList(requirements) ? requirements.flatMap(flatten) : [requirements];
}

function isList(requirements: Requirements): requirements is readonly Requirements[] {
    return Array.isArray(requirements);
}
