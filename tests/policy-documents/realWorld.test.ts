import assert from "node:assert/strict";
import {
    allowsEverything,
    any,
    deniesInsecureTransport,
    ESCALATION_METHODS,
    ifKnown,
    letsEscalate,
    letsServiceActForAnybody,
    publicStatements,
    readDocument,
    right,
    statementsGiving,
    trustsAnySubject,
    UNKNOWN,
    type PolicyDocument,
    type Statement,
    type Truth,
    type Unknown,
} from "palisade-policy-documents";
import { isOfIdentity, REAL_DOCUMENTS, type Question, type Verdict } from "./realWorld";
import { describeProperties, documentOf, labelOf, numbered, type Finding, type Findings } from "./realWorld/properties";

type Ask = (document: PolicyDocument) => readonly (readonly [Statement | Unknown | undefined, Truth])[];

const each =
    (judge: (statement: Statement) => Truth): Ask =>
    ({ statements }) =>
        statements.map((statement) => [statement, ifKnown(statement, judge)]);
const whole =
    (judge: (document: PolicyDocument) => Truth): Ask =>
    (document) => [[undefined, judge(document)]];
const tls = (actions: string, resources: Parameters<typeof deniesInsecureTransport>[2]): Ask =>
    whole((document) => deniesInsecureTransport(document, actions, resources));

const OF_RESOURCES: Asked = {
    public: (document) => publicStatements(document).map(({ statement, isPublic }) => [statement, isPublic]),
    deputy: each(letsServiceActForAnybody),
};
const OF_IDENTITIES: Asked = {
    admin: each(allowsEverything),
    passRole: (document) =>
        statementsGiving(document, [right("iam:PassRole", "role/*")]).map(({ statement, gives }) => [statement, gives]),
    escalates: whole((document) => any(ESCALATION_METHODS.map((method) => letsEscalate([document], method)))),
};
type Asked = Readonly<Partial<Record<Question, Ask>>>;

/** The questions that this package answers, by the kinds of documents that they are asked of. */
const ASKED: Readonly<Record<string, Asked>> = {
    identity: OF_IDENTITIES,
    managed: OF_IDENTITIES,
    role: { ...OF_RESOURCES, anySubject: each(trustsAnySubject) },
    bucket: {
        ...OF_RESOURCES,
        tls: tls("s3:*", ["arn:aws:s3:::DOC-EXAMPLE-BUCKET", "arn:aws:s3:::DOC-EXAMPLE-BUCKET/*"]),
    },
    queue: { ...OF_RESOURCES, tls: tls("sqs:*", { like: "arn:*:sqs:*:*:*" }) },
    topic: { ...OF_RESOURCES, tls: tls("sns:Publish", { like: "arn:*:sns:*:*:*" }) },
    // What they let through is for the policy pack.
    endpoint: {},
};

/** @param not A question that is left out. */
function judge(kind: string, input: unknown, not?: Question): Findings {
    const document = readDocument(input, isOfIdentity({ kind }) ? "identity" : "resource");
    const asked = Object.entries(ASKED[kind] ?? OF_RESOURCES).filter(([question]) => question !== not);
    return Object.fromEntries(asked.map(([question, ask]) => [question, findingOf(ask(document))]));
}

function findingOf(answers: ReturnType<Ask>): Finding {
    const yes = answers.filter(([, answer]) => answer === true);
    return {
        yes: yes.map(([statement]) => (statement === undefined || statement === UNKNOWN ? 0 : statement.place)),
        perhaps: answers.some(([, answer]) => answer === "undetermined"),
    };
}

function expected(verdict: Verdict, question: Question): Finding {
    const said = verdict[question] ?? [];
    return { yes: said === true ? [0] : said, perhaps: false };
}

describe("policy documents of the real world", () => {
    it("are many, of many kinds, each from a source and each another one", () => {
        assert.ok(REAL_DOCUMENTS.length >= 250);
        assert.ok(new Set(REAL_DOCUMENTS.map(({ kind }) => kind)).size >= 20);
        assert.deepEqual(
            REAL_DOCUMENTS.filter(({ source }) => !source.startsWith("https://docs.aws.amazon.com/")),
            [],
        );
        const contents = REAL_DOCUMENTS.map(({ kind, statements }) => JSON.stringify([kind, statements]));
        assert.deepEqual(
            contents.filter((one, at) => contents.indexOf(one) !== at),
            [],
        );
    });

    for (const real of REAL_DOCUMENTS) {
        it(labelOf(real), () => {
            const found = judge(real.kind, documentOf(numbered(real)));
            const questions = Object.keys(found) as Question[];
            assert.deepEqual(
                found,
                Object.fromEntries(questions.map((question) => [question, expected(real.verdict, question)])),
            );
        });
    }

    // That one takes as long as all others together, and its properties are seen to where the policy pack asks it.
    describeProperties((kind, document) => judge(kind, document, "escalates"));
});
