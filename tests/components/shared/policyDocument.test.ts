import assert from "node:assert/strict";
import { allowService, mergeBySid, policyDocument, type Statement } from "../../../components/shared/policyDocument";

const statement = (change: Partial<Statement> = {}): Statement => ({
    ...allowService("Write", "logs.example", ["s3:PutObject"], ["arn:aws:s3:::logs/a/*"], { Bool: { k: ["true"] } }),
    ...change,
});

describe("policy documents", () => {
    it("hold the current version of the language", () => {
        assert.deepEqual(policyDocument([]), { Version: "2012-10-17", Statement: [] });
    });

    it("statements of one name become one, with all actions and resources once", () => {
        const merged = mergeBySid([
            statement(),
            statement({ Sid: "Other" }),
            statement({ Action: ["s3:PutObject", "s3:GetBucketAcl"], Resource: ["arn:aws:s3:::logs/b/*"] }),
        ]);
        assert.deepEqual(merged, [
            statement({
                Action: ["s3:PutObject", "s3:GetBucketAcl"],
                Resource: ["arn:aws:s3:::logs/a/*", "arn:aws:s3:::logs/b/*"],
            }),
            statement({ Sid: "Other" }),
        ]);
    });

    const different: [string, Partial<Statement>][] = [
        ["effect", { Effect: "Deny" }],
        ["principal", { Principal: "*" }],
        ["condition", { Condition: { Bool: { k: ["false"] } } }],
        ["missing condition", { Condition: undefined }],
    ];
    for (const [what, change] of different) {
        it(`statements of one name that differ in their ${what} are never joined`, () => {
            assert.throws(
                () => mergeBySid([statement(), statement(change)]),
                /different statements have the Sid Write/,
            );
        });
    }
});
