import assert from "node:assert/strict";
import { UNKNOWN } from "../../policy-documents/unknown";
import { decide, type Context, type Decision, type Request, type Requester } from "palisade-policy-documents";
import { documentOf, partsOf, withUnknownAt } from "./support";

const ACCOUNT = "111122223333";
const ROLE: Requester = { kind: "aws", arn: `arn:aws:iam::${ACCOUNT}:role/reader` };
const request: Request = { principal: ROLE, action: "s3:GetObject", resource: "arn:aws:s3:::data/a.txt" };

const allow = (rest: object = {}) => ({ Effect: "Allow", Principal: "*", Action: "*", Resource: "*", ...rest });
const deny = (rest: object = {}) => allow({ Effect: "Deny", ...rest });

function decided(expected: Decision, label: string, statements: readonly object[], rest: Partial<Request> = {}): void {
    it(`${expected}: ${label}`, () => {
        assert.equal(decide(documentOf(statements), { ...request, ...rest }), expected);
    });
}

describe("decide", () => {
    describe("effects", () => {
        decided("allowed", "an Allow", [allow()]);
        decided("denied", "a Deny wins, first or last", [deny(), allow()]);
        decided("denied", "a Deny wins", [allow(), deny()]);
        decided("not-covered", "neither", [allow({ Action: "s3:PutObject" }), deny({ Action: "s3:PutObject" })]);
        decided("not-covered", "no statement", []);
        decided("undetermined", "a Deny on something unknown", [allow(), deny({ Resource: UNKNOWN })]);
        decided("undetermined", "an Allow to somebody unknown", [allow({ Principal: UNKNOWN })]);
        decided("denied", "a Deny beside something unknown", [allow({ Action: UNKNOWN }), deny()]);
        decided("allowed", "an Allow beside an Allow of something unknown", [allow({ Action: UNKNOWN }), allow()]);
        decided("not-covered", "an unknown effect on another action", [
            allow({ Effect: UNKNOWN, Action: "s3:PutObject" }),
        ]);
        decided("undetermined", "an unknown effect", [allow({ Effect: UNKNOWN })]);
    });

    describe("principals", () => {
        const to = (Principal: unknown) => [allow({ Principal })];
        decided("allowed", "the role", to({ AWS: ROLE.arn }));
        decided("allowed", "its account by id", to({ AWS: ACCOUNT }));
        decided("allowed", "its account by root", to({ AWS: `arn:aws:iam::${ACCOUNT}:root` }));
        decided("allowed", "everyone, anonymous too", to("*"), { principal: { kind: "anonymous" } });
        decided("allowed", "every AWS principal, which means everyone", to({ AWS: "*" }), {
            principal: { kind: "anonymous" },
        });
        decided("not-covered", "another role", to({ AWS: `arn:aws:iam::${ACCOUNT}:role/other` }));
        decided("not-covered", "another account", to({ AWS: "444455556666" }));
        decided("not-covered", "a unique id", to({ AWS: "AROAEXAMPLE" }), {
            principal: { kind: "aws", arn: "AROAOTHER" },
        });
        decided("not-covered", "an account, anonymous", to({ AWS: ACCOUNT }), { principal: { kind: "anonymous" } });
        decided("not-covered", "an account's root does not stand for a wildcard", to({ AWS: "arn:aws:iam::*:root" }));
        decided(
            "not-covered",
            "another user of the account, whose name looks like an account",
            to({ AWS: `arn:aws:iam::${ACCOUNT}:user/444455556666` }),
        );
        decided("not-covered", "the root of any account, by a unique id", to({ AWS: "arn:aws:iam::*:root" }), {
            principal: { kind: "aws", arn: "AROAOTHER" },
        });
        const service: Requester = { kind: "service", service: "logging.s3.amazonaws.com" };
        decided("allowed", "a service", to({ Service: ["sns.amazonaws.com", "logging.s3.amazonaws.com"] }), {
            principal: service,
        });
        decided("not-covered", "another service", to({ Service: "sns.amazonaws.com" }), { principal: service });
        decided("not-covered", "a service's name as a provider", to({ Federated: "logging.s3.amazonaws.com" }), {
            principal: service,
        });
        decided("allowed", "everyone, services too", to("*"), { principal: service });
        const federated: Requester = { kind: "federated", provider: "accounts.google.com" };
        decided("allowed", "a provider", to({ Federated: "accounts.google.com" }), { principal: federated });
        decided("not-covered", "another provider", to({ Federated: "www.amazon.com" }), { principal: federated });
        const canonical: Requester = { kind: "canonical-user", id: "79a5" };
        decided("allowed", "a canonical user", to({ CanonicalUser: "79a5" }), { principal: canonical });
        decided("not-covered", "another canonical user", to({ CanonicalUser: "79a6" }), { principal: canonical });
        decided("denied", "all but another role", [
            deny({ Principal: undefined, NotPrincipal: { AWS: "444455556666" } }),
        ]);
        decided("not-covered", "all but the role", [deny({ Principal: undefined, NotPrincipal: { AWS: ROLE.arn } })]);
    });

    it("asks no principal of an identity's policy", () => {
        const document = documentOf([allow({ Principal: undefined })], "identity");
        assert.equal(decide(document, request), "allowed");
    });

    describe("actions", () => {
        const of = (Action: unknown) => [allow({ Action })];
        decided("allowed", "the action", of("s3:GetObject"));
        decided("allowed", "in another case", of("S3:getobject"));
        decided("allowed", "by a pattern", of(["s3:Put*", "s3:Get?bject"]));
        decided("not-covered", "another action", of("s3:GetObjectAcl"));
        decided("allowed", "all but another", [allow({ Action: undefined, NotAction: "s3:Put*" })]);
        decided("not-covered", "all but this", [allow({ Action: undefined, NotAction: "s3:Get*" })]);
    });

    describe("resources", () => {
        const on = (Resource: unknown) => [allow({ Resource })];
        decided("allowed", "the resource", on("arn:aws:s3:::data/a.txt"));
        decided("allowed", "by a pattern", on(["arn:aws:s3:::logs/*", "arn:aws:s3:::data/*"]));
        decided("allowed", "by an incomplete ARN", on("arn:aws:s3"));
        decided("allowed", "with one colon in its name, by a pattern", on("arn:aws:s3:::d*z"), {
            resource: "arn:aws:s3:::data:z",
        });
        decided("allowed", "with colons in its name", on("arn:aws:s3:::data:a"), { resource: "arn:aws:s3:::data:a" });
        decided("not-covered", "without the colons in its name", on("arn:aws:s3:::data:a"), {
            resource: "arn:aws:s3:::dataa",
        });
        decided("allowed", "of another service by an incomplete ARN", on("arn:aws:sns"), {
            resource: `arn:aws:sns:eu-west-1:${ACCOUNT}:orders`,
        });
        decided("not-covered", "by a text that begins like an ARN", on("ar*"));
        decided("allowed", "in any partition", on("arn:*:s3:::data/*"));
        decided("not-covered", "the bucket", on("arn:aws:s3:::data"));
        decided("not-covered", "in another case", on("arn:aws:s3:::DATA/*"));
        decided("not-covered", "in another partition", on("arn:aws-us-gov:s3:::data/*"));
        decided("allowed", "a wildcard reaches over colons in the last field", on("arn:aws:s3:::d*z"), {
            resource: "arn:aws:s3:::data:x:z",
        });
        decided("not-covered", "but over no other colon", on("arn:aws:s3*data/a.txt"));
        decided("allowed", "all but another", [allow({ Resource: undefined, NotResource: "arn:aws:s3:::logs/*" })]);
        decided("not-covered", "all but this", [allow({ Resource: undefined, NotResource: "arn:aws:s3:::data/*" })]);
        decided("allowed", "none, as in a trust policy", [allow({ Resource: undefined })]);
        decided("allowed", "a name that is no ARN", on("execute-api:/*"), { resource: "execute-api:/dev/GET/" });
        decided("not-covered", "an ARN for a name that is none", on("arn:aws:s3:::data/*"), { resource: "data/a.txt" });
        const home = "arn:aws:s3:::data/${aws:username}/*";
        const resource = "arn:aws:s3:::data/alice/a.txt";
        decided("allowed", "a variable of the request", on(home), { resource, context: { "aws:username": "alice" } });
        decided("not-covered", "a variable of another value", on(home), {
            resource,
            context: { "aws:username": "bob" },
        });
        decided("not-covered", "a variable without value", on(home), { resource });
        decided("not-covered", "a variable of several values", on(home), {
            resource,
            context: { "aws:username": ["alice", "bob"] },
        });
        decided("undetermined", "a variable of an unknown value", on(home), {
            resource,
            context: { "AWS:UserName": UNKNOWN },
        });
        decided("not-covered", "an unknown variable, elsewhere", on("arn:aws:s3:::logs/x"), {
            context: { "aws:username": UNKNOWN },
        });
    });

    describe("conditions", () => {
        const all = (Condition: object) => [allow({ Condition })];
        decided("allowed", "all met", all({ StringEquals: { a: "1", b: "2" }, Bool: { c: true } }), {
            context: { a: "1", b: "2", c: "true" },
        });
        decided("not-covered", "one key not met", all({ StringEquals: { a: "1", b: "2" } }), {
            context: { a: "1", b: "3" },
        });
        decided("not-covered", "one operator not met", all({ StringEquals: { a: "1" }, Bool: { c: "true" } }), {
            context: { a: "1", c: "false" },
        });
        decided("undetermined", "one unknown", all({ StringEquals: { a: "1", b: "2" } }), {
            context: { a: "1", b: UNKNOWN },
        });
        decided("not-covered", "one unknown, one not met", all({ StringEquals: { a: "1", b: "2" } }), {
            context: { a: "2", b: UNKNOWN },
        });
        decided("undetermined", "an unknown value", all({ StringEquals: { a: UNKNOWN } }), { context: { a: "1" } });
        decided("allowed", "an unknown value among others", all({ StringEquals: { a: [UNKNOWN, "1"] } }), {
            context: { a: "1" },
        });
        decided("not-covered", "an unknown value, but no key", all({ StringEquals: { a: UNKNOWN } }));
    });

    it("never turns a definite answer into the opposite one when a part becomes unknown", () => {
        const context: Context = {
            "aws:SecureTransport": "true",
            "aws:SourceAccount": ACCOUNT,
            "aws:username": "alice",
        };
        const statements = [
            allow({
                Principal: { AWS: [ACCOUNT] },
                Action: ["s3:Get*"],
                Resource: "arn:aws:s3:::data/${aws:username}/*",
            }),
            allow({
                Action: undefined,
                NotAction: "s3:Put*",
                Condition: { StringEqualsIfExists: { "aws:SourceAccount": [ACCOUNT] } },
            }),
            deny({ Condition: { Bool: { "aws:SecureTransport": "false" } } }),
            deny({ Principal: undefined, NotPrincipal: { AWS: ROLE.arn }, Action: "s3:Delete*" }),
        ];
        for (const action of ["s3:GetObject", "s3:PutObject", "s3:DeleteObject"]) {
            for (const transport of ["true", "false"]) {
                for (const arn of [ROLE.arn, "arn:aws:iam::444455556666:role/x"]) {
                    const asked: Request = { principal: { kind: "aws", arn }, action, resource: "arn:aws:s3:::data/alice/x", context: { ...context, "aws:SecureTransport": transport } }; // prettier-ignore
                    const expected = decide(documentOf(statements), asked);
                    for (const part of partsOf(statements).filter((path) => path.length > 0)) {
                        const answer = decide(documentOf(withUnknownAt(statements, part)), asked);
                        assert.ok(answer === expected || answer === "undetermined", `${action} ${part.join(".")}`);
                    }
                    for (const key of Object.keys(context)) {
                        const answer = decide(documentOf(statements), {
                            ...asked,
                            context: { ...asked.context, [key]: UNKNOWN },
                        });
                        assert.ok(answer === expected || answer === "undetermined", `${action} context ${key}`);
                    }
                }
            }
        }
    });
});
