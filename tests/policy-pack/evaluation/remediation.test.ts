import assert from "node:assert/strict";
import { mustNot, must, resourcePolicy, say, set, type Change } from "../../../policy-pack/evaluation";
import { secret, toWire, unknown, type Inputs } from "../support/inputs";
import { remediate } from "../support/sdk";

const TYPE = "aws:sqs/queue:Queue";

/** Wants `bad` gone, and makes these changes. */
function fixing(changes: (bad: string) => readonly Change[], options = {}) {
    return resourcePolicy({
        id: "sample",
        title: "Sample",
        severity: "high",
        types: [TYPE],
        controls: { nist: ["CM-2"], whitepaper: ["SQS"] },
        why: "",
        fix: { text: "", example: "" },
        check: (resource) => mustNot(resource.get("bad").is(true), say`No ${resource.get("bad")}.`),
        remediation: () => changes("bad"),
        ...options,
    });
}

async function after(inputs: Inputs, ...changes: readonly Change[]): Promise<Inputs | undefined> {
    return remediate([fixing(() => changes)], { type: TYPE, inputs: { bad: true, ...inputs } });
}

describe("a remediation", () => {
    const cases: Record<string, [Inputs, Change[], Inputs | undefined]> = {
        "sets a property": [{ other: 1 }, [set(["bad"], false)], { bad: false, other: 1 }],
        "adds a property": [{}, [set(["good"], "yes")], { bad: true, good: "yes" }],
        "sets one deeper": [{ a: { b: 1, c: 2 } }, [set(["a", "b"], 3)], { bad: true, a: { b: 3, c: 2 } }],
        "adds what lies on the way": [{}, [set(["a", "b", "c"], 3)], { bad: true, a: { b: { c: 3 } } }],
        "takes null for absent": [{ a: null }, [set(["a", "b"], 3)], { bad: true, a: { b: 3 } }],
        "reaches into lists": [
            { a: [{ b: 1 }, { b: 2 }] },
            [set(["a", 1, "b"], 3)],
            { bad: true, a: [{ b: 1 }, { b: 3 }] },
        ],
        "makes several changes": [{ c: 1 }, [set(["bad"], false), set(["c"], 2)], { bad: false, c: 2 }],
        "does nothing where all is so already": [{ c: 1 }, [set(["c"], 1)], undefined],
        "has nothing to do": [{}, [], undefined],
        "leaves an unknown value alone": [{ a: unknown() }, [set(["a"], 1)], undefined],
        "leaves what lies below an unknown value alone": [{ a: unknown() }, [set(["a", "b"], 1)], undefined],
        "leaves a secret alone": [{ a: secret("x") }, [set(["a"], "y")], undefined],
        "leaves what lies in a secret alone": [{ a: secret({ b: 1 }) }, [set(["a", "b"], 2)], undefined],
        "leaves a deeper secret alone": [{ a: { b: secret(1) } }, [set(["a", "b"], 2)], undefined],
        "leaves what is no object alone": [{ a: "text" }, [set(["a", "b"], 2)], undefined],
        "hands unknown values and secrets on as they are": [
            { a: unknown(), b: secret("x"), c: { d: [secret(1), unknown()] } },
            [set(["bad"], false)],
            { bad: false, a: unknown(), b: secret("x"), c: { d: [secret(1), unknown()] } },
        ],
        "makes what changes it can, around what is no object": [
            { a: "text" },
            [set(["a", "b"], 2), set(["bad"], false)],
            { bad: false, a: "text" },
        ],
        "makes what changes it can, around an unknown value": [
            { a: unknown() },
            [set(["a"], 2), set(["bad"], false)],
            { bad: false, a: unknown() },
        ],
        "makes what changes it can": [
            { a: secret(1) },
            [set(["a"], 2), set(["bad"], false)],
            { bad: false, a: secret(1) },
        ],
    };
    for (const [name, [inputs, changes, expected]] of Object.entries(cases)) {
        it(name, async () => {
            assert.deepEqual(await after(inputs, ...changes), expected && toWire(expected));
        });
    }

    it("is made only where the policy is broken", async () => {
        const policy = fixing(() => [set(["good"], true)]);
        const of = (bad: Inputs[string]) => remediate([policy], { type: TYPE, inputs: { bad } });
        assert.deepEqual(await of(true), { bad: true, good: true });
        assert.equal(await of(false), undefined);
        assert.equal(await of(unknown()), undefined);
    });

    it("is not made for other types, though the policy be for several", async () => {
        const check = () => must(false, say`Never.`);
        const policy = fixing(() => [set(["good"], true)], { types: [TYPE, "aws:sns/topic:Topic"], check });
        assert.deepEqual(await remediate([policy], { type: "aws:sns/topic:Topic", inputs: {} }), { good: true });
        assert.equal(await remediate([policy], { type: "aws:s3/bucket:Bucket", inputs: {} }), undefined);
    });

    it("that fails changes nothing, and stops nothing", async () => {
        const failing = fixing(() => {
            throw new Error("x");
        });
        const other = fixing(() => [set(["bad"], false)], { id: "other" });
        assert.deepEqual(await remediate([failing, other], { type: TYPE, inputs: { bad: true } }), { bad: false });
    });

    it("is not made with options that are wrong", async () => {
        const policy = fixing(() => [set(["bad"], false)]);
        const config = { sample: { onFault: "x" } };
        assert.equal(await remediate([policy], { type: TYPE, inputs: { bad: true } }, { config }), undefined);
    });

    it("leaves a resource alone that holds an archive made of assets, which the SDK would lose", async () => {
        const archive = {
            "4dabf18193072939515e22adb298388d": "0def7320c3a5731c473e5ecbe6d01bc7",
            assets: { "a.txt": { "4dabf18193072939515e22adb298388d": "c44067f5952c0a294b673a41bacd8c17", text: "a" } },
        };
        assert.equal(await after({ source: archive }, set(["bad"], false)), undefined);
    });
});
