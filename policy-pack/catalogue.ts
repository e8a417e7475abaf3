import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Option, OptionSet } from "./configuration/options";
import type { Change, Policy } from "./evaluation";
import type { Dated } from "./evaluation/dated";
import type { Requirements } from "./evaluation/requirement";

/*
 * Of hundreds of policies a run needs those for its own types. The build writes what is told of all of them into one file, so
 * that a pack starts without their modules: a policy's module is loaded once the policy judges.
 */

/** What is told of a policy, and where the rest of it is. */
export interface Entry {
    /** The module below `policies/`, and which of its policies it is. */
    readonly module: string;
    readonly at: number;
    readonly told: Pick<Policy, "id"> & Readonly<Record<string, unknown>>;
    readonly options: Readonly<Record<string, ToldOption>>;
    readonly remediates: boolean;
}

type ToldOption = Pick<Option<unknown>, "schema" | "default">;

/** What is not told of a policy. */
interface Rest {
    readonly knowledge?: readonly Dated<unknown>[];
    readonly options?: OptionSet;
    check(...given: readonly unknown[]): Requirements;
    remediation?(...given: readonly unknown[]): readonly Change[];
}

/** It lies beside what was compiled: source has none. */
export const CATALOGUE = join(__dirname, "catalogue.json");

/** What the build wrote, if this was built, and nothing compiled since. */
export function readCatalogue(): readonly Entry[] | undefined {
    return isFresh() ? (JSON.parse(readFileSync(CATALOGUE, "utf8")) as Entry[]) : undefined;
}

/** The compiler writes its own file whenever it writes another; what is published does without. */
export function isFresh(): boolean {
    const written = timeOf(CATALOGUE);
    return written !== undefined && written >= (timeOf(join(__dirname, ".tsbuildinfo")) ?? 0);
}

function timeOf(file: string): number | undefined {
    return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}

export function entryOf(policy: Policy, module: string, at: number): Entry {
    const { options = {}, ...told } = policy;
    return {
        module,
        at,
        // Functions are not written; nor are tables, which are large and of several policies.
        told: { ...told, knowledge: undefined },
        options: mapValues(options, ({ schema, default: byDefault }) => ({ schema, default: byDefault })),
        remediates: policy.kind === "resource" && policy.remediation !== undefined,
    };
}

/** The policy of an entry: `load` is called for what is not told of it, once that is needed. */
export function latePolicy({ told, options, remediates }: Entry, load: () => Policy): Policy {
    const rest = (): Rest => load();
    const late = {
        ...told,
        options: mapValues(options, (option, name) => ({
            ...option,
            fault: (value: unknown) => rest().options?.[name]?.fault(value),
        })),
        get knowledge() {
            return rest().knowledge ?? [];
        },
        check: (...given: readonly unknown[]) => rest().check(...given),
        ...(remediates && { remediation: (...given: readonly unknown[]) => rest().remediation?.(...given) }),
    };
    return late as unknown as Policy;
}

function mapValues<From, To>(
    values: Readonly<Record<string, From>>,
    map: (value: From, name: string) => To,
): Record<string, To> {
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, map(value, name)]));
}
