import assert from "node:assert/strict";
import fc from "fast-check";
import { isFor } from "../../policy-pack/evaluation/policy";
import { policies } from "../../policy-pack/policies";
import { toProps } from "./support/inputs";
import { anyInputs } from "./support/random";
import { repairs, run } from "../../policy-pack/testing/run";
import type { TestResource } from "./support/sdk";

/** `RESOURCES=100000 npx mocha tests/policy-pack/wholePack.test.ts` tries more. */
const RESOURCES = Number(process.env["RESOURCES"] ?? 5000);
const IN_A_STACK = 20;
const SEED = 20261128;

const TYPES = [...new Set(policies.flatMap(({ types }) => types))];

/** A resource of any type that is judged, whose properties come from any of the others. */
const anyResource = fc
    .record({ type: fc.constantFrom(...TYPES), from: fc.uniqueArray(fc.nat(IN_A_STACK - 1), { maxLength: 3 }) })
    .chain(({ type, from }) =>
        fc.record({ type: fc.constant(type), from: fc.constant(from), inputs: anyInputs(type) }),
    );

const anyStack = fc
    .array(anyResource, { minLength: IN_A_STACK, maxLength: IN_A_STACK })
    .map((resources): readonly TestResource[] =>
        resources.map(({ type, inputs, from }, index) => ({
            type,
            name: `r${index}`,
            inputs,
            from: Object.fromEntries(Object.keys(inputs).map((key) => [key, from.map((other) => `r${other}`)])),
        })),
    );

describe("the whole pack", () => {
    it(`fails at none of ${RESOURCES} resources, whatever they hold`, function () {
        this.timeout(0);
        const judged = new Set<string>();
        fc.assert(
            fc.property(anyStack, (resources) => {
                const types = new Set(resources.map(({ type }) => type));
                for (const policy of policies.filter((one) => [...types].some((type) => isFor(one, type)))) {
                    judged.add(policy.id);
                    const failed = run(policy, { resources }).filter(({ kind }) => kind === "fault");
                    assert.deepEqual(failed, [], policy.id);
                    for (const { type, inputs } of resources.filter(({ type: one }) => isFor(policy, one))) {
                        repairs(policy, type, toProps(inputs));
                    }
                }
            }),
            { seed: SEED, numRuns: Math.ceil(RESOURCES / IN_A_STACK) },
        );
        // Each of them was asked, so that none passes for it was never run.
        assert.deepEqual(
            policies.map(({ id }) => id).filter((id) => !judged.has(id)),
            [],
        );
    });
});
