import { deepStrictEqual, strictEqual } from "node:assert";
import fc from "fast-check";
import { printable } from "../../offline-preview/printable";
import {
    secret,
    Signature,
    SIGNATURE_KEY,
    UNKNOWN,
    type PropertyMap,
    type PropertyValue,
} from "../../offline-preview/values";

const output = (fields: PropertyMap): PropertyMap => ({ [SIGNATURE_KEY]: Signature.output, ...fields });

describe("offline preview: values that can be printed", () => {
    it("have words in place of secrets and unknowns", () => {
        deepStrictEqual(
            printable({
                a: secret("x"),
                b: output({ value: "x", secret: true }),
                c: UNKNOWN,
                d: [secret(UNKNOWN)],
                e: 1,
            }),
            { a: "[secret]", b: "[secret]", c: "[unknown]", d: ["[secret]"], e: 1 },
        );
        strictEqual(printable({ [SIGNATURE_KEY]: Signature.archive, path: "./x" }), "[archive]");
    });

    it("hold no secret, however deep it lies", () => {
        const canary = "c4n4ry-secret";
        const tree = fc.letrec<{ value: PropertyValue }>((tie) => ({
            value: fc.oneof(
                { maxDepth: 4 },
                fc.constant<PropertyValue>("plain"),
                fc.constant<PropertyValue>(secret(canary)),
                fc.constant<PropertyValue>(secret({ deep: [canary] })),
                fc.constant<PropertyValue>(output({ value: canary, secret: true })),
                fc.constant<PropertyValue>({ [SIGNATURE_KEY]: Signature.resource, urn: "u", id: secret(canary) }),
                fc.array(tie("value"), { maxLength: 3 }),
                fc.dictionary(fc.constantFrom("a", "b", "value"), tie("value"), { maxKeys: 3 }),
                tie("value").map((value) => output({ value })),
            ),
        })).value;
        fc.assert(fc.property(tree, (value) => !JSON.stringify(printable(value)).includes(canary)));
    });

    it("have their texts, numbers and keys changed as asked, and the words left", () => {
        const shown = {
            text: (text: string) => text.toUpperCase(),
            number: (value: number) => value + 1,
            keys: (keys: readonly string[]) => keys.map((key) => `${key}!`),
        };
        deepStrictEqual(printable({ a: ["x", 1, true, null], b: { c: secret("x"), d: UNKNOWN } }, shown), {
            "a!": ["X", 2, true, null],
            "b!": { "c!": "[secret]", "d!": "[unknown]" },
        });
    });
});
