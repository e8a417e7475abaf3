import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import fc from "fast-check";
import { ArgumentError, choiceFault, daysFault, Faults, plain, plainList } from "../../../components/shared/validate";

describe("argument errors", () => {
    it("nothing is thrown when nothing was found", () => {
        assert.doesNotThrow(() => new Faults().throwIfAny("SecureBucket", "data"));
    });

    it("one message says component, name, every fault and every fix", () => {
        const faults = new Faults();
        faults.add("keyArn", `"x" is not the ARN of a KMS key`, "pass the key's ARN");
        faults.addAll([{ argument: "tags", fault: "48 tags are too many", fix: "use fewer" }]);
        assert.throws(() => faults.throwIfAny("SecureBucket", "data"), {
            name: "ArgumentError",
            message: [
                `SecureBucket "data" has 2 invalid arguments:`,
                `  - keyArn: "x" is not the ARN of a KMS key. Fix: pass the key's ARN.`,
                `  - tags: 48 tags are too many. Fix: use fewer.`,
            ].join("\n"),
        });
    });

    it("one fault is told in the singular, and can be read by a program", () => {
        const fault = { argument: "a", fault: "b", fix: "c" };
        const error = new ArgumentError("LogBucket", "logs", [fault]);
        assert.match(error.message, /^LogBucket "logs" has 1 invalid argument:/);
        assert.deepEqual(error.faults, [fault]);
    });
});

describe("validators", () => {
    it("days: exactly the whole numbers in the range", () => {
        fc.assert(
            fc.property(fc.oneof(fc.integer(), fc.double()), fc.nat(1000), (days, minimum) => {
                const right = Number.isInteger(days) && days >= minimum && days <= 2000;
                assert.equal(daysFault(days, minimum, 2000) === undefined, right);
            }),
        );
        assert.equal(daysFault(undefined, 1), undefined);
        assert.equal(daysFault(36_500, 1), undefined);
        assert.match(daysFault(36_501, 1) ?? "", /36501 is not a whole number of days from 1 to 36500/);
    });

    it("choices: exactly the values of the constant", () => {
        const choices = { One: "one", Two: "two" } as const;
        assert.equal(choiceFault("one", choices), undefined);
        assert.equal(choiceFault(undefined, choices), undefined);
        assert.match(choiceFault("One", choices) ?? "", /"One" is not known/);
    });

    it("outputs and promises are not looked into", () => {
        assert.equal(plain("x"), "x");
        assert.equal(plain(undefined), undefined);
        assert.equal(plain(pulumi.output("x")), undefined);
        assert.equal(plain(Promise.resolve("x")), undefined);
        assert.deepEqual(plainList(["a", pulumi.output("b"), "c"]), ["a", "c"]);
        assert.deepEqual(plainList(pulumi.output(["a"])), []);
        assert.deepEqual(plainList(undefined), []);
    });
});
