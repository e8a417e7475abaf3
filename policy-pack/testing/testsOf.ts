import assert from "node:assert/strict";
import type { Policy } from "../evaluation";
import { casesOf, expectedOf, faultsOf, resourcesOf, type Cases } from "./cases";
import { canBeUndetermined, CONTRACT, situationsOf, type Situations } from "./contract";
import { isMarked, toProps, type Inputs } from "./inputs";
import { repairs, run, toldOf } from "./run";

/** One test, for whichever runner there is: `it(test.name, test.run)`. */
export interface Test {
    readonly name: string;
    /** Throws an `AssertionError` where the policy does otherwise. */
    readonly run: () => void;
}

/**
 * The tests of a policy, made of the cases that its author writes: each of these, and what follows from them for every policy.
 * A value that is unknown, secret or malformed is never taken for a good one, hides no violation elsewhere and is named; no text
 * of the data is told; a resource passes once it is remediated.
 */
export function testsOf(policy: Policy, cases: Cases): readonly Test[] {
    const situations = situationsOf(policy, cases);
    // Where anything will do, its author says what is malformed.
    const contract = Object.entries(CONTRACT).filter(
        ([name]) => !name.startsWith("malformed") || cases.malformed === undefined,
    );
    return [
        {
            name: "has cases that are what they are called",
            run: () => assert.deepEqual(faultsOf(policy, cases), []),
        },
        ...casesOf(policy, cases).map(([kind, name, one]) => ({
            name: `${kind}: ${name}`,
            run: () => assert.deepEqual(toldOf(policy, one), expectedOf(policy, one)),
        })),
        ...contract.map(([name, faults]) => ({
            name,
            run: () => assert.deepEqual(faults(policy, situations), []),
        })),
        {
            name: "unknown: can be undetermined",
            run: () =>
                assert.equal(canBeUndetermined(policy, situations), !cases.byTypeAlone && !cases.byPresenceAlone),
        },
        ...(policy.kind === "resource" && policy.remediation !== undefined
            ? [{ name: "passes once it is remediated", run: () => assertRemediated(policy, situations) }]
            : []),
    ];
}

function assertRemediated(policy: Policy, situations: Situations): void {
    for (const [name, one] of situations) {
        const [resource] = resourcesOf(one);
        // Secrets and unknown values are left alone.
        if (resource === undefined || one.says === undefined || one.unrepaired || isMarked(resource.inputs)) {
            continue;
        }
        const inputs = toProps(resource.inputs) as Inputs;
        assert.ok(repairs(policy, resource.type, inputs, one.options), `${name}: nothing is remediated`);
        assert.deepEqual(run(policy, { ...one, resources: { ...resource, inputs } }), [], name);
    }
}
