import type { Policy } from "../evaluation";

/** What is particular of a policy on some of the types. */
interface Variant
    extends Pick<Policy, "id" | "title" | "types" | "offByDefault">, Partial<Pick<Policy, "severity" | "level">> {
    /** The controls of Security Hub that are on these types. Default: none is. */
    readonly fsbp?: string | readonly string[];
    /** Whether the policy's other controls are on these types. Default: they are. */
    readonly cis?: false;
    /** Default: that of the policy. */
    readonly example?: string;
    /** Whether what the policy repairs can be repaired of these types. Default: it can. */
    readonly repairs?: false;
}

/**
 * A policy in several, as each is a control of its own that asks the same of other types. The first has the id and title
 * that are declared.
 */
export function byType<P extends Policy>(
    declared: (types: P["types"]) => P,
    ...variants: readonly [Omit<Variant, "id" | "title">, ...Variant[]]
): readonly P[] {
    return variants.map((variant) => {
        const { fsbp, cis, example, repairs, ...own }: Omit<Variant, "id" | "title"> & Partial<Variant> = variant;
        const policy = declared(own.types);
        const { nist, whitepaper } = policy.controls;
        const others = { ...policy.controls };
        delete others.fsbp;
        const made = {
            ...policy,
            ...own,
            controls: {
                ...(fsbp !== undefined && { fsbp: [fsbp].flat() }),
                ...(cis === false ? { ...(nist && { nist }), ...(whitepaper && { whitepaper }) } : others),
            },
            fix: { ...policy.fix, example: example ?? policy.fix.example },
        };
        if (repairs === false) {
            delete (made as { remediation?: unknown }).remediation;
        }
        return made;
    });
}
