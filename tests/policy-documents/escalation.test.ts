import assert from "node:assert/strict";
import { ESCALATION_METHODS, letsEscalate, type EscalationMethod } from "palisade-policy-documents";
import { documentOf } from "./support";

const allow = (Action: unknown, Resource: unknown = "*") => ({ Effect: "Allow", Action, Resource });
const actionsOf = ({ rights }: EscalationMethod): string[] => rights.map(({ action }) => action);
const methodsOf = (...statements: readonly object[]): string[] =>
    ESCALATION_METHODS.filter((method) => letsEscalate([documentOf(statements, "identity")], method) === true).map(
        (method) => actionsOf(method).join(" and "),
    );

describe("the ways to get more rights", () => {
    it("are more than thirty, and no two the same", () => {
        const ways = ESCALATION_METHODS.map((method) => actionsOf(method).join(" and "));
        assert.ok(ways.length > 30);
        assert.deepEqual([...new Set(ways)], ways);
    });

    for (const method of ESCALATION_METHODS) {
        const actions = actionsOf(method);
        it(`are open to who may do all of it: ${actions.join(" and ")}`, () => {
            assert.ok(methodsOf(allow(actions)).includes(actions.join(" and ")));
            assert.ok(methodsOf(...actions.map((action) => allow(action))).includes(actions.join(" and ")));
            for (const action of actions) {
                const others = actions.filter((one) => one !== action);
                const left = others.length === 0 ? ["sts:GetCallerIdentity"] : others;
                assert.ok(!methodsOf(allow(left)).includes(actions.join(" and ")), `without ${action}`);
            }
        });
    }

    it("are all open to an administrator", () => {
        assert.equal(methodsOf(allow("*")).length, ESCALATION_METHODS.length);
    });

    it("are open where the parts lie in several policies", () => {
        const documents = [allow("iam:PassRole"), allow("ec2:RunInstances")].map((one) =>
            documentOf([one], "identity"),
        );
        const [method] = ESCALATION_METHODS.filter((one) => actionsOf(one).includes("ec2:RunInstances"));
        assert.ok(method);
        assert.equal(letsEscalate(documents, method), true);
        assert.equal(letsEscalate(documents.slice(1), method), false);
    });

    it("are open to who may do it on all resources of the kind that the action is for", () => {
        const all = (kind: string) => `arn:aws:glue:*:111122223333:${kind}`;
        assert.deepEqual(methodsOf(allow("glue:UpdateDevEndpoint", all("devEndpoint/*"))), ["glue:UpdateDevEndpoint"]);
        assert.deepEqual(
            methodsOf(
                allow("iam:PassRole"),
                allow(["glue:UpdateJob", "glue:StartJobRun"], all("job/*")),
                allow("glue:CreateTrigger", all("trigger/*")),
            ),
            [
                "iam:PassRole and glue:UpdateJob and glue:StartJobRun",
                "iam:PassRole and glue:UpdateJob and glue:CreateTrigger",
            ],
        );
    });

    it("are closed to who may do it on certain resources", () => {
        assert.deepEqual(methodsOf(allow("lambda:UpdateFunctionCode", "arn:aws:lambda:*:111122223333:function:a")), []);
        assert.deepEqual(methodsOf(allow("iam:*", "arn:aws:iam::*:user/${aws:username}")), []);
        assert.deepEqual(
            methodsOf(allow("ec2:RunInstances"), allow("iam:PassRole", "arn:aws:iam::111122223333:role/web")),
            [],
        );
    });

    it("are closed to who reads", () => {
        assert.deepEqual(methodsOf(allow(["iam:Get*", "iam:List*", "lambda:Get*", "s3:*", "sts:AssumeRole"])), []);
    });
});
