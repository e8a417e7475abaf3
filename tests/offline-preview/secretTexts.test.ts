import { inspect } from "node:util";
import { ok, strictEqual } from "node:assert";
import fc from "fast-check";
import { goJson } from "../../offline-preview/configuration/goJson";
import { SecretTexts } from "../../offline-preview/secretTexts";
import { secret, Signature, SIGNATURE_KEY, UNKNOWN } from "../../offline-preview/values";

function of(...configuration: string[]): SecretTexts {
    const secrets = new SecretTexts();
    configuration.forEach((text) => secrets.learnConfiguration(text));
    return secrets;
}

describe("offline preview: texts of secrets", () => {
    it("are learned from values that are marked, numbers too", () => {
        const secrets = new SecretTexts();
        secrets.learn({ password: secret("hunter2"), deep: [secret({ pin: 4711 })], open: "visible" });
        secrets.learn({ [SIGNATURE_KEY]: Signature.output, value: "from an output", secret: true });
        strictEqual(
            secrets.clear("hunter2, 4711, from an output, visible, deep"),
            "[secret], [secret], [secret], visible, deep",
        );
    });

    it("of the configuration are learned with their parts, where they are JSON", () => {
        const secrets = of('{"user":"admin-4711","pins":[80123]}', '["element"]');
        strictEqual(
            secrets.clear('admin-4711 80123 element user {"user":"admin-4711","pins":[80123]}'),
            "[secret] [secret] [secret] user [secret]",
        );
    });

    it("that stand in each other, or overlap, leave nothing of each other", () => {
        strictEqual(of("hunter2", "hunter2-and-more").clear("hunter2-and-more, hunter2"), "[secret], [secret]");
        strictEqual(of("abcd", "cdef").clear("1abcdef2"), "1[secret]2");
        strictEqual(of("aab").clear("aaab"), "a[secret]");
    });

    it("are found in every spelling in which they are printed", () => {
        const spellings: ((text: string) => string)[] = [
            (text) => text,
            (text) => JSON.stringify(text),
            (text) => JSON.stringify(JSON.stringify({ text })),
            (text) => goJson({ text }),
            (text) => encodeURIComponent(text),
            (text) => inspect(text, { breakLength: Infinity }),
            (text) => inspect({ text }, { breakLength: Infinity }),
        ];
        // With a begin and an end that no spelling changes: what is between them must be gone.
        const texts = fc.string({ unit: "grapheme", maxLength: 12 }).map((text) => `b3gin${text}3nd`);
        fc.assert(
            fc.property(texts, fc.constantFrom(...spellings), (text, spelling) => {
                // Node's printing has a second way to quote, for a text with all three quotation marks.
                fc.pre(!(text.includes("'") && text.includes('"') && text.includes("`")));
                const cleared = of(text).clear(`before ${spelling(text)} after`);
                ok(!cleared.includes("b3gin") && !cleared.includes("3nd"), cleared);
                ok(cleared.startsWith("before ") && cleared.endsWith(" after"), cleared);
            }),
        );
    });

    it("with several lines are found line by line, as programs print them, but for short lines", () => {
        const key = "-----BEGIN KEY-----\n  MIIEvQIBADANBgkq\r\nend\n-----END KEY-----";
        strictEqual(of(key).clear("    at: MIIEvQIBADANBgkq\nend"), "    at: [secret]\nend");
        strictEqual(of(key).clear(`x${key}x`), "x[secret]x");
    });

    it("that are short or a truth value are left, as by the engine: they would blot out what policies say", () => {
        for (const text of ["", "1", "no", "true", "FALSE"]) {
            strictEqual(of(text).clear(`Set \`x${text}\` to ${text}.`), `Set \`x${text}\` to ${text}.`);
        }
        strictEqual(of("dev").clear("dev"), "[secret]");
    });

    it("are no text of the protocol", () => {
        const secrets = new SecretTexts();
        secrets.learn(secret(UNKNOWN));
        strictEqual(secrets.clear(UNKNOWN), UNKNOWN);
    });

    it("stay where a policy has the same word in its own description", () => {
        const secrets = of("Enabled", "hunter2");
        strictEqual(
            secrets.clear('the status is "Enabled", the name hunter2', 'Set the status to "Enabled".'),
            'the status is "Enabled", the name [secret]',
        );
    });

    it("are numbers too, but short ones", () => {
        ok(of("4711").saysNumber(4711));
        ok(of("4711.0").saysNumber(4711));
        ok(!of("4711").saysNumber(471));
        for (const text of ["0", "   ", "000", "42"]) {
            ok(!of(text).saysNumber(Number(text)), text);
        }
    });
});
