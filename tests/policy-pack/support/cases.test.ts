import assert from "node:assert/strict";
import { must, resourcePolicy, say } from "../../../policy-pack/evaluation";
import { faultsOf, type Cases } from "./cases";
import { secret, unknown, type Inputs } from "./inputs";

const QUEUE = "aws:sqs/queue:Queue";
const TOPIC = "aws:sns/topic:Topic";
const policy = resourcePolicy({
    id: "sample",
    title: "Sample",
    severity: "low",
    types: [QUEUE, TOPIC],
    controls: { nist: ["CM-2"], whitepaper: "SQS" },
    why: "",
    fix: { text: "", example: "" },
    check: () => must(true, say`Change it.`),
});

const of = (type: string, inputs: Inputs = {}) => ({ resources: { type, inputs } });
const good: Cases = {
    compliant: { a: of(QUEUE) },
    violating: { a: { ...of(QUEUE), says: ["Set `x`."] }, b: { ...of(TOPIC), says: ["Set `x`."] } },
    absent: { a: of(QUEUE) },
    unknown: { a: { ...of(QUEUE, { x: { y: [unknown()] } }), undetermined: "`x`" } },
    secret: { a: of(QUEUE, { x: secret("s") }) },
    malformed: { a: of(QUEUE) },
};

describe("the cases of a policy", () => {
    it("are complete with some of each kind", () => assert.deepEqual(faultsOf(policy, good), []));

    const faults: Record<string, [Partial<Cases>, string[]]> = {
        "a kind is missing": [{ malformed: {} }, ["malformed: none"]],
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
        "no unknown case is undetermined": [
            { unknown: { a: of(QUEUE, { x: unknown() }) } },
            ["unknown: none is undetermined"],
        ],
        "a secret case holds no secret": [{ secret: { a: of(QUEUE, { x: "s" }) } }, ['secret: "a" holds no secret']],
    };
    for (const [name, [changes, expected]] of Object.entries(faults)) {
        it(`are refused if ${name}`, () => assert.deepEqual(faultsOf(policy, { ...good, ...changes }), expected));
    }

    it("need not be undetermined for a policy that judges by the type alone", () => {
        const unknownOnly = { ...good, unknown: { a: of(QUEUE, { x: unknown() }) } };
        assert.deepEqual(faultsOf(policy, unknownOnly, { byTypeAlone: true }), []);
    });

    it("judge the resource that they name", () => {
        const both = [
            { type: QUEUE, name: "q", inputs: {} },
            { type: TOPIC, name: "t", inputs: {} },
        ];
        const violating = { a: { resources: both, says: { t: ["Set `x`."] } } };
        assert.deepEqual(faultsOf(policy, { ...good, violating }), [`violating: none of type ${QUEUE}`]);
    });
});
