import assert from "node:assert/strict";
import { must, resourcePolicy, say } from "../../../policy-pack/evaluation";
import { casesOf, expectedOf, faultsOf, type Cases } from "../../../policy-pack/testing/cases";
import { secret, type Inputs } from "../../../policy-pack/testing/inputs";

const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const policy = resourcePolicy({
    id: "sample",
    title: "Sample",
    severity: "low",
    types: [QUEUE, TOPIC],
    controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
    why: "",
    fix: { text: "", example: "" },
    check: () => must(true, say`Change it.`),
});

const of = (type: string, inputs: Inputs = {}) => ({ resources: { type, inputs } });
const good: Cases = {
    compliant: { a: of(QUEUE) },
    violating: { a: { ...of(QUEUE), says: ["Set `x`."] }, b: { ...of(TOPIC), says: ["Set `x`."] } },
    absent: "compliant",
};

describe("the cases of a policy", () => {
    it("are complete with compliant and violating ones, and what is said of nothing", () =>
        assert.deepEqual(faultsOf(policy, good), []));

    const faults: Record<string, [Partial<Cases>, string[]]> = {
        "a kind is missing": [{ compliant: {} }, ["compliant: none"]],
        "nothing is said of what is absent": [{ absent: {} }, ["absent: none"]],
        "what is absent is violating without a word": [{ absent: "violating" }, ["absent: what does it say?"]],
        "a compliant case expects a violation": [
            { compliant: { a: { ...of(QUEUE), says: ["Set `x`."] } } },
            ['compliant: "a" expects a finding'],
        ],
        "a compliant case expects not to be told": [
            { compliant: { a: { ...of(QUEUE), undetermined: "x" } } },
            ['compliant: "a" expects a finding'],
        ],
        "a violating case expects nothing": [
            { violating: { ...good.violating, c: of(QUEUE) } },
            ['violating: "c" expects no violation'],
        ],
        "a message does not say where": [
            { violating: { ...good.violating, c: { ...of(QUEUE), says: ["Wrong."] } } },
            ['violating: "c" does not say where: a message names no path'],
        ],
        "a type is never violated": [
            { violating: { a: { ...of(QUEUE), says: ["Set `x`."] } } },
            [`violating: none of type ${TOPIC}`],
        ],
        "an unknown case holds nothing unknown": [
            { unknown: { a: { ...of(QUEUE, { x: secret(1) }), undetermined: "x" } } },
            ['unknown: "a" holds no unknown value'],
        ],
        "a secret case holds no secret": [{ secret: { a: of(QUEUE, { x: "s" }) } }, ['secret: "a" holds no secret']],
    };
    for (const [name, [changes, expected]] of Object.entries(faults)) {
        it(`are refused if ${name}`, () => assert.deepEqual(faultsOf(policy, { ...good, ...changes }), expected));
    }

    it("judge the resource that they name", () => {
        const both = [
            { type: QUEUE, name: "q", inputs: {} },
            { type: TOPIC, name: "t", inputs: {} },
        ];
        const violating = { a: { resources: both, says: { t: ["Set `x`."] } } };
        assert.deepEqual(faultsOf(policy, { ...good, violating }), [`violating: none of type ${QUEUE}`]);
    });

    it("say what their table says where they are violating, and need not say so", () => {
        const short: Cases = {
            says: "Set `x`.",
            compliant: { a: { type: QUEUE, inputs: {} } },
            violating: { a: { type: QUEUE, inputs: {} }, b: { ...of(TOPIC), says: ["Set `y`."] } },
            absent: "violating",
        };
        const told = casesOf(policy, short).map(
            ([kind, name, one]) => `${kind}, ${name}: ${expectedOf(policy, one).join()}`,
        );
        assert.deepEqual(told, [
            "compliant, a: ",
            "violating, a: it: Set `x`.",
            "violating, b: it: Set `y`.",
            `absent, nothing given: ${QUEUE}: it: Set \`x\`.`,
            `absent, nothing given: ${TOPIC}: it: Set \`x\`.`,
        ]);
    });
});
