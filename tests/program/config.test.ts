import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { ConfigurationError, readSettings, schema } from "../../config";

const root = join(__dirname, "../..");
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("the configuration of the stack", () => {
    it("without any, everything has its default", () => {
        assert.deepEqual(readSettings("palisade", {}), {
            removable: false,
            keyArn: undefined,
            logRetentionDays: 365,
            noncurrentVersionDays: 90,
        });
    });

    it("every setting is read", () => {
        const config = {
            "palisade:removable": "true",
            "palisade:keyArn": keyArn,
            "palisade:logRetentionDays": "30",
            "palisade:noncurrentVersionDays": "7",
        };
        assert.deepEqual(readSettings("palisade", config), {
            removable: true,
            keyArn,
            logRetentionDays: 30,
            noncurrentVersionDays: 7,
        });
    });

    it("keys of other namespaces are none of its business", () => {
        assert.doesNotThrow(() => readSettings("palisade", { "aws:region": "eu-west-1", "other:removable": "maybe" }));
    });

    const wrong: [Record<string, string>, RegExp][] = [
        [{ removable: "yes" }, /palisade:removable: "yes" is neither true nor false. Fix: use true or false\./],
        [{ keyArn: "alias/data" }, /palisade:keyArn: "alias\/data" is an alias. Fix: pass the key's ARN/],
        [{ keyArn: "" }, /palisade:keyArn: "" is not the ARN of a KMS key. Fix: pass the key's ARN/],
        [{ logRetentionDays: "0" }, /palisade:logRetentionDays: 0 is not a whole number of days from 1/],
        [{ logRetentionDays: "1e2" }, /palisade:logRetentionDays: "1e2" is not a whole number/],
        [{ noncurrentVersionDays: "-1" }, /palisade:noncurrentVersionDays: -1 is not a whole number of days from 1/],
        [{ removeable: "true" }, /palisade:removeable: it is not a setting. Fix: use one of palisade:removable/],
    ];
    for (const [config, message] of wrong) {
        it(`refused: ${JSON.stringify(config)}`, () => {
            const full = Object.fromEntries(Object.entries(config).map(([key, text]) => [`palisade:${key}`, text]));
            assert.throws(() => readSettings("palisade", full), { name: "Error", message });
        });
    }

    it("everything that is wrong is told at once, without a stack trace for the user", () => {
        const config = { "palisade:removable": "yes", "palisade:keyArn": "x", "palisade:foo": "bar" };
        assert.throws(
            () => readSettings("palisade", config),
            (error) => {
                assert.ok(error instanceof ConfigurationError);
                assert.equal(error.message.split("\n").length, 4);
                return true;
            },
        );
    });

    it("days: exactly the numbers a bucket accepts", () => {
        fc.assert(
            fc.property(fc.integer({ min: -10, max: 40_000 }), (days) => {
                const read = (): unknown => readSettings("palisade", { "palisade:logRetentionDays": String(days) });
                if (days >= 1 && days <= 36_500) {
                    assert.doesNotThrow(read);
                } else {
                    assert.throws(read);
                }
            }),
        );
    });

    it("Pulumi.yaml declares the settings that have a default, with the same one", () => {
        const project = load(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
            config: Record<string, { type: string; default: unknown; description: string }>;
        };
        const declared = Object.entries(project.config).map(([key, { default: value }]) => [key, value]);
        const known = Object.entries(schema).flatMap(([key, { argument }]) =>
            argument.default === undefined ? [] : [[key, argument.default]],
        );
        assert.deepEqual(declared, known);
        for (const [key, { type, default: value, description }] of Object.entries(project.config)) {
            assert.equal(type, typeof value === "number" ? "integer" : typeof value, key);
            assert.ok(description.length > 20, key);
        }
    });
});
