import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { ArgumentError, plain, plainList } from "../../../components/shared/validate";

describe("argument errors", () => {
    it("one message says component, name, every fault and every fix", () => {
        const { name, message } = new ArgumentError("SecureBucket", "data", [
            { argument: "key", fault: `"x" is not the ARN of a KMS key`, fix: "pass the key's ARN" },
            { argument: "tags", fault: "48 tags are too many", fix: "use fewer" },
        ]);
        assert.equal(name, "ArgumentError");
        assert.equal(
            message,
            [
                `SecureBucket "data" has 2 invalid arguments:`,
                `  - key: "x" is not the ARN of a KMS key. Fix: pass the key's ARN.`,
                `  - tags: 48 tags are too many. Fix: use fewer.`,
            ].join("\n"),
        );
    });

    it("one fault is told in the singular, and can be read by a program", () => {
        const fault = { argument: "a", fault: "b", fix: "c" };
        const error = new ArgumentError("LogBucket", "logs", [fault]);
        assert.match(error.message, /^LogBucket "logs" has 1 invalid argument:/);
        assert.deepEqual(error.faults, [fault]);
    });

    it("outputs and promises are not looked into", () => {
        assert.equal(plain("x"), "x");
        assert.equal(plain(undefined), undefined);
        assert.equal(plain(pulumi.output("x")), undefined);
        assert.equal(plain(Promise.resolve("x")), undefined);
        assert.deepEqual(plainList(["a", pulumi.output("b"), "c"]), ["a", "c"]);
        assert.deepEqual(plainList(pulumi.output(["a"])), []);
        assert.deepEqual(plainList(undefined), []);
        // What is none of them is left for the check to tell.
        assert.deepEqual(plainList(["a", null, {}] as unknown as string[]), ["a", null, {}]);
    });
});
