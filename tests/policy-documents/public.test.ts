import assert from "node:assert/strict";
import fc from "fast-check";
import { UNKNOWN } from "../../policy-documents/unknown";
import { isPublic, publicStatements, readDocument } from "palisade-policy-documents";
import { CORPUS } from "./corpus";
import { documentOf, partsOf, withUnknownAt } from "./support";

describe("isPublic", () => {
    for (const { label, isPublic: expected, statements } of CORPUS) {
        const verdict = expected === true ? "public" : expected === false ? "not public" : "undetermined";
        it(`${verdict}: ${label}`, () => {
            assert.equal(isPublic(readDocument({ Statement: statements })), expected);
        });
    }

    it("never turns a definite answer into the opposite one when a part becomes unknown", () => {
        let undetermined = 0;
        const understood = CORPUS.filter(
            ({ statements }) => readDocument({ Statement: statements }).faults.length === 0,
        );
        for (const { label, isPublic: expected, statements } of understood) {
            const document = { Version: "2012-10-17", Statement: statements };
            for (const part of partsOf(document)) {
                const blurred = readDocument(withUnknownAt(document, part));
                assert.deepEqual(blurred.faults, [], `${label}: ${part.join(".")} is malformed when unknown`);
                const answer = isPublic(blurred);
                assert.ok(answer === expected || answer === "undetermined", `${label}: ${part.join(".")}`);
                undetermined += answer === "undetermined" ? 1 : 0;
            }
        }
        assert.ok(undetermined > 100, "the parts that matter are undetermined when unknown");
    });

    it("tells which statements are public, or may be", () => {
        const everyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
        const somebody = { ...everyone, Principal: { AWS: UNKNOWN } };
        const account = { ...everyone, Principal: { AWS: "111122223333" } };
        const found = publicStatements(documentOf([account, everyone, somebody, UNKNOWN]));
        assert.deepEqual(
            found.map(({ statement, isPublic }) => [statement === UNKNOWN ? "unknown" : statement.place, isPublic]),
            [
                [2, "undetermined"],
                [3, "undetermined"],
                ["unknown", "undetermined"],
            ],
        );
        assert.deepEqual(
            publicStatements(documentOf([account, everyone])).map(({ isPublic }) => isPublic),
            [true],
        );
    });

    it("counts no key that scopes nobody where the document is", () => {
        const through = (key: string) => ({
            Effect: "Allow",
            Principal: "*",
            Action: "s3:GetObject",
            Resource: "*",
            Condition: { StringEquals: { [key]: "111122223333" } },
        });
        const found = (key: string) =>
            publicStatements(documentOf([through(key)]), ["s3:DataAccessPointAccount"]).length;
        assert.equal(found("s3:DataAccessPointAccount"), 1);
        assert.equal(found("aws:PrincipalAccount"), 0);
        const everyone = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "*" };
        const butThrough = (key: string) => ({
            ...everyone,
            Effect: "Deny",
            Condition: { StringNotEquals: { [key]: "111122223333" } },
        });
        const left = (key: string) =>
            publicStatements(documentOf([everyone, butThrough(key)]), ["s3:DataAccessPointAccount"]).length;
        assert.equal(left("s3:DataAccessPointAccount"), 1);
        assert.equal(left("aws:PrincipalAccount"), 0);
    });

    it("finds nobody let in by an identity's policy, which names none", () => {
        const statement = { Effect: "Allow", Action: "*", Resource: "*" };
        assert.equal(isPublic(documentOf([statement, { ...statement, Effect: "Deny" }], "identity")), false);
    });

    it("gives the same answer for JSON text, for an object and in any order of statements", () => {
        const known = CORPUS.filter(({ isPublic: expected }) => expected !== "undetermined");
        fc.assert(
            fc.property(fc.constantFrom(...known), fc.boolean(), ({ isPublic: expected, statements }, reversed) => {
                const list = Array.isArray(statements) ? [...(statements as unknown[])] : [statements];
                const text = JSON.stringify({ Statement: reversed ? list.reverse() : list });
                fc.pre(!hasUnknown(statements));
                assert.equal(isPublic(readDocument(text)), expected);
            }),
        );
    });
});

function hasUnknown(content: unknown): boolean {
    return (
        content === UNKNOWN ||
        (typeof content === "object" && content !== null && Object.values(content).some(hasUnknown))
    );
}
