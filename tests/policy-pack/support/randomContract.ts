import fc from "fast-check";
import type { Policy } from "../../../policy-pack/evaluation";
import { violated, type Situations } from "../../../policy-pack/testing/contract";
import { hidden, placesRead } from "../../../policy-pack/testing/derived";
import { repairs, run } from "../../../policy-pack/testing/run";
import { toProps } from "./inputs";
import { anyInputs } from "./random";

/** What else every policy of ours keeps to, tried with random values. */
export const RANDOM_CONTRACT = {
    "unknown: several are not taken for good ones": (policy, situations) => {
        const several = fc
            .constantFrom(...violated(situations))
            .chain(([, one]) => fc.tuple(fc.constant(one), fc.subarray([...placesRead(policy, one)])));
        return failed(
            fc.check(
                // The deepest first: a place may lie within another one.
                fc.property(several, ([one, places]) => run(policy, places.reverse().reduce(hidden, one)).length > 0),
                { numRuns: 40 },
            ),
        );
    },

    "whatever the inputs are, nothing fails": (policy) => {
        const types = [...policy.types, "aws:sqs/queue:Queue"];
        const inputs = fc.tuple(...types.map((type) => anyInputs(type)));
        return failed(
            fc.check(
                fc.property(inputs, fc.subarray(types), (given, from) => {
                    const resources = given.map((one, index) => ({
                        type: types[index] ?? "",
                        name: types[index] ?? "",
                        inputs: one,
                        from: Object.fromEntries(Object.keys(one).map((key) => [key, from])),
                    }));
                    resources.forEach(({ type, inputs: own }) => repairs(policy, type, toProps(own)));
                    return run(policy, { resources }).every(({ kind }) => kind !== "fault");
                }),
                { numRuns: 30 },
            ),
        );
    },
} satisfies Readonly<Record<string, (policy: Policy, situations: Situations) => readonly string[]>>;

function failed<Given>(details: fc.RunDetails<Given>): readonly string[] {
    return details.failed ? [fc.defaultReportMessage(details) ?? ""] : [];
}
