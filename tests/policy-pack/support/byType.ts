import type { Case, Cases, CasesByName } from "../../../policy-pack/testing/cases";

/** Cases of policies that ask the same of different types, by id: to each those whose first resource is of its types. */
export function byType(
    ids: Readonly<Record<string, readonly string[]>>,
    cases: Cases,
): Readonly<Record<string, Cases>> {
    return Object.fromEntries(Object.entries(ids).map(([id, types]) => [id, only(types, cases)]));
}

function only(types: readonly string[], cases: Cases): Cases {
    const fitting = (all: CasesByName): CasesByName =>
        Object.fromEntries(Object.entries(all).filter(([, one]) => types.includes(typeOf(one))));
    return {
        ...cases,
        compliant: fitting(cases.compliant),
        violating: fitting(cases.violating),
        absent: typeof cases.absent === "string" ? cases.absent : fitting(cases.absent),
        ...(cases.unknown && { unknown: fitting(cases.unknown) }),
    };
}

function typeOf(one: CasesByName[string]): string {
    const resources: Case["resources"] = "resources" in one ? one.resources : one;
    const [first] = [resources].flat();
    return first?.type ?? "";
}
