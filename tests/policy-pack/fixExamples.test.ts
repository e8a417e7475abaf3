import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { policies } from "../../policy-pack/policies";

const FILE = join(__dirname, "fixExamples.ts");

/** The examples of all policies as one program, which is type-checked and linted with all the rest. */
function program(): string {
    const examples = policies.map(({ id, fix }) => {
        const code = fix.example.replace(/^/gm, "        ");
        return `    "${id}": () => {\n${code}\n    },\n`;
    });
    return `/*
 * How to pass each policy, as the policies tell it: here to be type-checked and linted, never run.
 * Written by \`UPDATE_EXAMPLES=1 npx mocha tests/policy-pack/fixExamples.test.ts\`, not by hand.
 */
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";

declare const bucket: aws.s3.Bucket;
declare const logs: aws.s3.Bucket;
declare const key: aws.kms.Key;
declare const keyPolicy: pulumi.Output<string>;
declare const config: pulumi.Config;

// prettier-ignore
export const examples = {
${examples.join("")}};
`;
}

describe("the examples of the policies", () => {
    it("are those that are type-checked (UPDATE_EXAMPLES=1 rewrites the file)", () => {
        if (process.env["UPDATE_EXAMPLES"]) {
            writeFileSync(FILE, program());
        }
        assert.equal(readFileSync(FILE, "utf8"), program());
    });
});
