import assert from "node:assert/strict";
import { flag, integer, oneOf, readOptions, texts } from "../../../policy-pack/configuration/options";

const days = integer({ default: 30, minimum: 7, maximum: 30, description: "Days." });
const strict = flag({ default: true, description: "Strict." });
const mode = oneOf(["on", "off"], { default: "on", description: "Mode." });
const accounts = texts({ default: ["123456789012"], pattern: /^\d{12}$/, of: "account ids", description: "Accounts." });
const options = { days, strict, mode, accounts };

describe("an option of a policy", () => {
    const good: [keyof typeof options, unknown][] = [
        ["days", 7],
        ["days", 30],
        ["strict", false],
        ["mode", "off"],
        ["accounts", []],
        ["accounts", ["111122223333", "444455556666"]],
    ];
    for (const [name, value] of good) {
        it(`${name} may be ${JSON.stringify(value)}`, () => {
            const { values, faults } = readOptions(options, { [name]: value });
            assert.deepEqual(values[name], value);
            assert.deepEqual(faults, []);
        });
    }

    const wrong: [keyof typeof options, unknown, string][] = [
        ["days", 6, "`days` must be a whole number from 7 to 30"],
        ["days", 31, "`days` must be a whole number from 7 to 30"],
        ["days", 7.5, "`days` must be a whole number from 7 to 30"],
        ["days", "7", "`days` must be a whole number from 7 to 30"],
        ["days", null, "`days` must be a whole number from 7 to 30"],
        ["strict", "true", "`strict` must be true or false"],
        ["mode", "of", '`mode` must be one of "on", "off"'],
        ["mode", ["on"], '`mode` must be one of "on", "off"'],
        ["accounts", "111122223333", "`accounts` must be a list of account ids"],
        ["accounts", ["111122223333", "x"], "`accounts` must be a list of account ids"],
        ["accounts", [111122223333], "`accounts` must be a list of account ids"],
    ];
    for (const [name, value, fault] of wrong) {
        it(`${name} may not be ${JSON.stringify(value)}`, () => {
            const { values, faults } = readOptions(options, { [name]: value });
            assert.deepEqual(values[name], options[name].default);
            assert.deepEqual(faults, [fault]);
        });
    }

    it("has its default where nothing is given", () => {
        const { values, faults } = readOptions(options, {});
        assert.deepEqual(values, { days: 30, strict: true, mode: "on", accounts: ["123456789012"] });
        assert.deepEqual(faults, []);
    });

    it("tells the engine what it may be", () => {
        assert.deepEqual(days.schema, { type: "integer", minimum: 7, maximum: 30, default: 30, description: "Days." });
        assert.deepEqual(strict.schema, { type: "boolean", default: true, description: "Strict." });
        assert.deepEqual(mode.schema, { type: "string", enum: ["on", "off"], default: "on", description: "Mode." });
        assert.deepEqual(accounts.schema, {
            type: "array",
            items: { type: "string", pattern: "^\\d{12}$" },
            default: ["123456789012"],
            description: "Accounts.",
        });
    });
});

describe("the options of a policy", () => {
    it("have all their faults told at once, without the values", () => {
        const { faults } = readOptions(options, { days: "hunter2", strict: "hunter2", hunter2: 1 });
        assert.deepEqual(faults, [
            "`days` must be a whole number from 7 to 30",
            "`strict` must be true or false",
            "there are options it does not have; it has `days`, `strict`, `mode`, `accounts`",
        ]);
    });

    it("are those of the policy, not of the language", () => {
        assert.equal(readOptions(options, { toString: "x" }).faults.length, 1);
    });
});
