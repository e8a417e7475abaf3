import { deepStrictEqual, ok, strictEqual } from "node:assert";
import {
    containsUnknown,
    dependenciesIn,
    dependingOn,
    isSecret,
    isUnknown,
    secret,
    Signature,
    SIGNATURE_KEY,
    toOutputs,
    UNKNOWN,
    withoutOutputs,
    withoutReferences,
    type PropertyMap,
    type PropertyValue,
} from "../../offline-preview/values";

const output = (fields: PropertyMap): PropertyMap => ({ [SIGNATURE_KEY]: Signature.output, ...fields });

describe("offline-preview values", () => {
    it("an output is what it stands for: its value, the unknown, or a secret around either", () => {
        deepStrictEqual(withoutOutputs(output({ value: "a", dependencies: ["urn"] })), "a");
        deepStrictEqual(withoutOutputs(output({})), UNKNOWN);
        deepStrictEqual(withoutOutputs(output({ value: "a", secret: true })), secret("a"));
        deepStrictEqual(withoutOutputs(output({ secret: true })), secret(UNKNOWN));
        deepStrictEqual(withoutOutputs({ deep: [output({ value: { inner: output({}) } })] }), {
            deep: [{ inner: UNKNOWN }],
        });
    });

    it("secrets and unknowns become outputs at every depth, and the same values again afterwards", () => {
        deepStrictEqual(toOutputs({ plain: "x", list: [secret("y"), UNKNOWN] }), {
            plain: "x",
            list: [output({ value: "y", secret: true }), output({})],
        });
        deepStrictEqual(toOutputs(secret(UNKNOWN)), output({ secret: true }));
        deepStrictEqual(
            toOutputs(secret({ deep: secret("z") })),
            output({ value: { deep: output({ value: "z", secret: true }) }, secret: true }),
        );
        const values: PropertyValue[] = [
            "text",
            UNKNOWN,
            secret("hidden"),
            secret(UNKNOWN),
            { a: [1, null, secret(2)] },
        ];
        for (const value of values) {
            deepStrictEqual(withoutOutputs(toOutputs(value)), value);
        }
    });

    it("carries dependencies as an output, and only those that it does not carry yet", () => {
        const sent = dependingOn(output({ value: 1, dependencies: ["urn:a"] }), ["urn:b"]);
        deepStrictEqual(sent, output({ value: 1, dependencies: ["urn:a", "urn:b"] }));
        deepStrictEqual(dependingOn("text", ["urn:a"]), output({ value: "text", dependencies: ["urn:a"] }));
        strictEqual(dependingOn(sent, ["urn:a"]), sent);
        strictEqual(dependingOn("text", []), "text");
    });

    it("collects the dependencies of outputs anywhere inside, each once", () => {
        const value = {
            a: [output({ value: 1, dependencies: ["u1", "u2"] })],
            b: output({ dependencies: ["u2", "u3"] }),
        };
        deepStrictEqual([...dependenciesIn(value)], ["u1", "u2", "u3"]);
    });

    it("a reference is the resource's id, its URN where it has none, and unknown while the id is", () => {
        const reference = { [SIGNATURE_KEY]: Signature.resource, urn: "urn:a" };
        strictEqual(withoutReferences({ ...reference, id: "i-1" }), "i-1");
        strictEqual(withoutReferences(reference), "urn:a");
        strictEqual(withoutReferences({ ...reference, id: "" }), UNKNOWN);
        deepStrictEqual(withoutReferences({ list: [{ ...reference, id: "i-1" }] }), { list: ["i-1"] });
    });

    it("knows each of the protocol's sentinels for an unknown, wherever it stands", () => {
        ok(isUnknown("1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"));
        ok(!isUnknown("04da6b54"));
        ok(containsUnknown({ a: [{ b: UNKNOWN }] }));
        ok(containsUnknown({ a: output({}) }));
        ok(!containsUnknown({ a: ["known", 1, null, true] }));
    });

    it("tells a secret from what merely looks like one", () => {
        ok(isSecret(secret(1)));
        ok(isSecret(output({ secret: true })));
        ok(!isSecret(output({ secret: false, value: 1 })));
        ok(!isSecret({ secret: true }));
    });
});
