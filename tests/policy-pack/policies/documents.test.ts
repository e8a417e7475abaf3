import assert from "node:assert/strict";
import { all, any, ifKnown, must, not, say, UNKNOWN } from "../../../policy-pack/evaluation";
import type { Link, Requirements, Truth, Value } from "../../../policy-pack/evaluation";
import {
    each,
    ELEMENTS_ON_ACTIONS,
    giving,
    inDocument,
    inIdentityPolicy,
    mustDenyInsecureTransport,
    mustHaveNone,
    mustLetNoOutsidersIn,
} from "../../../policy-pack/policies/documents";
import { right, type PolicyDocument } from "palisade-policy-documents";
import { run } from "../../../policy-pack/testing/run";
import { unknown, type Inputs } from "../support/inputs";
import { probe } from "../support/probe";

const QUEUE = "aws:sqs/queue:Queue";
const ARN = "arn:aws:sqs:eu-west-1:111122223333:orders";

/** What is said of a queue's policy. */
function told(policy: unknown, demand: (policy: Value) => Requirements): readonly string[] {
    const judged = probe([QUEUE], (queue) => demand(queue.get("policy")));
    return textsOf(judged, { ...(policy !== undefined && { policy }) } as Inputs);
}

function textsOf(judged: ReturnType<typeof probe>, inputs: Inputs, outputs?: Inputs): readonly string[] {
    return run(judged, { resources: { type: QUEUE, inputs, ...(outputs && { outputs }) } }).map(({ text }) =>
        text.replace("undetermined: Probe. ", "? "),
    );
}

const allow = (more: object = {}): object => ({
    Effect: "Allow",
    Principal: "*",
    Action: "sqs:SendMessage",
    Resource: ARN,
    ...more,
});
const of = (...statements: readonly unknown[]): object => ({ Version: "2012-10-17", Statement: statements });
const UNKNOWN_AT = (...places: readonly string[]): string[] => [
    `? Not known before the update: ${places.map((place) => `\`policy${place}\``).join(", ")}.`,
];

describe("policies that must let no outsiders in", () => {
    const said = (policy: unknown, idleKeys?: readonly string[]): readonly string[] =>
        told(policy, (value) => mustLetNoOutsidersIn(value, say`Name who may.`, idleKeys));

    it("are told of each statement that does, by its place, with what to do", () => {
        assert.deepEqual(said(of(allow({ Principal: { AWS: "111122223333" } }), allow(), allow())), [
            "Statement 2 of `policy` lets anybody in. Name who may.",
            "Statement 3 of `policy` lets anybody in. Name who may.",
        ]);
        assert.deepEqual(said(JSON.stringify(of(allow()))), ["Statement 1 of `policy` lets anybody in. Name who may."]);
    });

    it("are told of none where there is none", () => {
        for (const none of [undefined, "", of(allow({ Principal: { AWS: "111122223333" } }))]) {
            assert.deepEqual(said(none), []);
        }
    });

    it("take no condition for a scope that scopes nobody there", () => {
        const policy = of(allow({ Condition: { StringEquals: { "aws:SourceVpc": "vpc-1" } } }));
        assert.deepEqual(said(policy), []);
        assert.equal(said(policy, ["aws:sourcevpc"]).length, 1);
    });

    it("are not judged where they are no document, and are told why", () => {
        assert.deepEqual(said("no JSON"), [
            "? Not a valid policy document, as the document is not a JSON object: `policy`.",
        ]);
        assert.deepEqual(said(of(allow({ Principal: { AWS: "111122223333" } }), allow({ Effect: "Maybe" }))).length, 1);
        assert.match(
            said(of(allow({ Effect: "Maybe" })))[0] ?? "",
            /^\? Not a valid policy document, as statement 1 .*: `policy`\.$/,
        );
    });

    it("are told of what is not known and matters, and of nothing else", () => {
        assert.deepEqual(said(unknown()), UNKNOWN_AT(""));
        assert.deepEqual(said({ Id: unknown(), Statement: unknown() }), UNKNOWN_AT(".Statement"));
        assert.deepEqual(said(of(unknown())), UNKNOWN_AT(".Statement[0]"));
        const more = { Sid: unknown(), Action: unknown(), Resource: unknown() };
        assert.deepEqual(said(of(allow({ ...more, Principal: unknown() }))), UNKNOWN_AT(".Statement[0].Principal"));
        assert.deepEqual(
            said(of(allow({ Principal: { AWS: ["111122223333", unknown()] } }))),
            UNKNOWN_AT(".Statement[0].Principal.AWS[1]"),
        );
        assert.deepEqual(said(of(allow({ ...more, Effect: unknown() }))), UNKNOWN_AT(".Statement[0].Effect"));
        const notThese = { ...allow({ ...more, Principal: undefined }), NotPrincipal: { AWS: unknown() } };
        assert.deepEqual(said(of(notThese)), UNKNOWN_AT(".Statement[0].NotPrincipal.AWS"));
    });

    it("are told of what may let in outsiders, and not of what is not known or not understood of others", () => {
        const known = allow({ Principal: { AWS: "111122223333" }, Condition: unknown() });
        const open = allow({ Principal: unknown() });
        assert.deepEqual(said(of(known, open)), UNKNOWN_AT(".Statement[1].Principal"));
        assert.deepEqual(said(of({ ...known, Pricipal: "*" }, open)), UNKNOWN_AT(".Statement[1].Principal"));
    });

    it("never tell keys that are data", () => {
        assert.deepEqual(
            said(of(allow({ Condition: { StringEquals: { "aws:PrincipalOrgID": unknown() } } }))),
            UNKNOWN_AT(".Statement[0].Condition.*.*"),
        );
    });

    it("are told of all that is not known where one statement is known and still cannot be judged", () => {
        const policy = of(allow(), { Effect: "Deny", Principal: "*", Action: unknown(), Resource: "*" });
        assert.deepEqual(said(policy), UNKNOWN_AT(".Statement[1].Action"));
    });
});

describe("policies that must have no statement of a kind", () => {
    const tell = (statement: ReturnType<typeof say>): ReturnType<typeof say> => say`${statement} is one.`;

    it("are told of what each statement is by itself", () => {
        const isAllow = each(({ effect }) => effect === "Allow");
        assert.deepEqual(
            told(of({ ...allow(), Effect: "Deny" }, allow()), (policy) =>
                mustHaveNone(policy, "resource", isAllow, tell),
            ),
            ["Statement 2 of `policy` is one."],
        );
        assert.deepEqual(
            told(of(unknown()), (policy) => mustHaveNone(policy, "resource", isAllow, tell)),
            UNKNOWN_AT(".Statement[0]"),
        );
    });

    it("are told of what leaves one statement open, and not of what is not known of one that is none", () => {
        const isAllow = each(({ effect }) => ifKnown(effect, (known) => known === "Allow"));
        const denied = allow({ Effect: "Deny", Action: unknown() });
        assert.deepEqual(
            told(of(denied, allow({ Effect: unknown() })), (policy) => mustHaveNone(policy, "resource", isAllow, tell)),
            UNKNOWN_AT(".Statement[1].Effect"),
        );
    });

    it("are told of rights that no other statement takes back", () => {
        const said = (...statements: readonly object[]): readonly string[] =>
            told(of(...statements), (policy) =>
                mustHaveNone(policy, "identity", giving(right("iam:PassRole", "role/*")), tell),
            );
        const pass = { Effect: "Allow", Action: "iam:PassRole", Resource: "*" };
        assert.deepEqual(said({ ...pass, Action: "iam:GetRole" }, pass), ["Statement 2 of `policy` is one."]);
        assert.deepEqual(said(pass, { ...pass, Effect: "Deny" }), []);
    });

    it("are told of what is not known of actions and resources, but not of what matters to nobody", () => {
        const demand = (policy: Value): Requirements =>
            mustHaveNone(
                policy,
                "resource",
                each(() => "undetermined"),
                tell,
                ELEMENTS_ON_ACTIONS,
            );
        assert.deepEqual(
            told(of(allow({ NotAction: unknown(), Action: undefined, Resource: unknown() })), demand),
            UNKNOWN_AT(".Statement[0].NotAction"),
        );
        const every = (policy: Value): Requirements =>
            mustHaveNone(
                policy,
                "resource",
                each(() => "undetermined"),
                tell,
            );
        const labels = { Version: unknown(), Id: unknown() };
        assert.deepEqual(
            told(
                { ...labels, Statement: [allow({ Sid: unknown(), Resource: undefined, NotResource: unknown() })] },
                every,
            ),
            UNKNOWN_AT(".Statement[0].NotResource"),
        );
        for (const kind of ["AWS", "Service", "Federated", "CanonicalUser"]) {
            assert.deepEqual(
                told(of(allow({ Principal: { [kind]: unknown() } })), every),
                UNKNOWN_AT(`.Statement[0].Principal.${kind}`),
            );
        }
        assert.deepEqual(told({ ...labels, ...of(allow()), Version: unknown() }, every), [
            "? Cannot be judged: `policy`.",
        ]);
        assert.deepEqual(told(of(allow()), demand), ["? Cannot be judged: `policy`."]);
    });
});

describe("a question of a policy", () => {
    const isAsked = (policy: unknown, more: Partial<{ identity: true }> = {}): readonly string[] =>
        told(policy, (value) => {
            const ask = ({ statements }: PolicyDocument): Truth =>
                any(
                    statements.map((one) =>
                        one === UNKNOWN ? "undetermined" : ifKnown(one.effect, (effect) => effect === "Allow"),
                    ),
                );
            const answer = more.identity ? inIdentityPolicy(value, ask) : inDocument(value, ask);
            return must(not(answer), say`It allows.`);
        });

    it("is no where there is none", () => {
        for (const none of [undefined, ""]) {
            assert.deepEqual(isAsked(none), []);
        }
    });

    it("is answered, or told why it cannot be", () => {
        assert.deepEqual(isAsked(of(allow())), ["It allows."]);
        assert.deepEqual(isAsked(of(allow({ Effect: unknown(), Sid: unknown() }))), UNKNOWN_AT(".Statement[0].Effect"));
        assert.deepEqual(isAsked("no JSON"), [
            "? Not a valid policy document, as the document is not a JSON object: `policy`.",
        ]);
    });

    it("is asked of an identity's as of one, which names nobody", () => {
        const policy = of({ Effect: unknown(), Action: "sqs:SendMessage", Resource: "*" });
        assert.deepEqual(isAsked(policy, { identity: true }), UNKNOWN_AT(".Statement[0].Effect"));
        assert.deepEqual(isAsked(policy), [
            "? Not a valid policy document, as statement 1 has no Principal: `policy`. Not known before the update: `policy.Statement[0].Effect`.",
        ]);
    });

    it("tells nothing of why it might have been open where it is not", () => {
        const both = (value: Value): Requirements =>
            must(
                all([
                    inDocument(value, () => true),
                    inDocument(
                        value,
                        () => "undetermined",
                        () => say`Why it may be`,
                    ),
                ]),
                say`Never.`,
            );
        assert.deepEqual(told(of(allow()), both), ["? Why it may be: `policy`."]);
    });

    it("tells why it may be open though all is known", () => {
        const open = (unless?: () => ReturnType<typeof say>): readonly string[] =>
            told(of(allow()), (value) =>
                must(
                    inDocument(value, () => "undetermined", unless),
                    say`Never.`,
                ),
            );
        assert.deepEqual(open(), ["? Cannot be judged: `policy`."]);
        assert.deepEqual(
            open(() => say`Why it may be`),
            ["? Why it may be: `policy`."],
        );
    });
});

describe("policies that must deny whoever comes without TLS", () => {
    const SIDE: Link = { from: ["aws:sqs/queuePolicy:QueuePolicy"], by: "queueUrl", to: [QUEUE] };
    const judged = probe([QUEUE], (queue, stack) =>
        mustDenyInsecureTransport(queue, stack, SIDE, "sqs:*", say`Deny it.`),
    );
    const denying = (Resource: string): object =>
        of({
            Effect: "Deny",
            Principal: "*",
            Action: "sqs:*",
            Resource,
            Condition: { Bool: { "aws:SecureTransport": "false" } },
        });
    const said = (policy: object, inputs: Inputs, outputs?: Inputs): readonly string[] =>
        textsOf(judged, { policy: JSON.stringify(policy), ...inputs }, outputs);

    it("pass where they name the resource by its ARN, or by its name before that is known", () => {
        assert.deepEqual(said(denying(ARN), {}, { arn: ARN }), []);
        assert.deepEqual(said(denying("*"), {}), []);
        assert.deepEqual(said(denying(ARN), { name: "orders" }), []);
    });

    it("fail where they name another one", () => {
        assert.deepEqual(said(denying(ARN), {}, { arn: `${ARN}-2` }), ["Deny it. Now `policy` says otherwise."]);
        assert.deepEqual(said(denying(ARN), { name: "others" }), ["Deny it. Now `policy` says otherwise."]);
        assert.deepEqual(said(denying(ARN.replace("sqs", "sns")), { name: "orders" }), [
            "Deny it. Now `policy` says otherwise.",
        ]);
    });

    it("may have theirs in a side-car", () => {
        const sideCar = (policy: object): readonly string[] =>
            run(judged, {
                resources: [
                    { type: QUEUE, inputs: {} },
                    {
                        type: "aws:sqs/queuePolicy:QueuePolicy",
                        name: "side",
                        inputs: { queueUrl: unknown(), policy: JSON.stringify(policy) },
                        from: { queueUrl: ["it"] },
                    },
                ],
            }).map(({ text }) => text);
        assert.deepEqual(sideCar(denying("*")), []);
        assert.deepEqual(sideCar(of(allow())), ["Deny it."]);
    });

    it("cannot be told where neither is known", () => {
        assert.deepEqual(said(denying(ARN), {}), [
            "? Whether this names its own ARN, which is not known yet: `policy`.",
        ]);
    });
});
