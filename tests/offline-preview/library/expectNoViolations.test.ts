import assert, { AssertionError } from "node:assert/strict";
import { UsageError } from "../../../offline-preview/configuration/errors";
import { expectNoViolations, type Expectations } from "../../../offline-preview/library/expectNoViolations";
import { resourcesOfType } from "../../../offline-preview/library/resourcesOfType";
import type { Preview } from "../../../offline-preview/model";
import { at, diagnostic, finding, pack, policy, preview, resource, undetermined } from "../report/build";

const bucket = resource("aws:s3/bucket:Bucket", "reports", { source: at("index.ts", 6) });
const queue = resource("aws:sqs/queue:Queue", "jobs");

const open = finding("no-public-acl", bucket, {
    severity: "critical",
    message: "Set `acl` to\n\u001b[31mprivate\u001b[0m.",
});
const plain = finding("has-owner", undefined);
const advice = finding("versioned", queue, { level: "advisory" });
const cannotTell = undetermined("encrypted", bucket);
const waived = finding("logged", bucket, { waiver: "w-1, until 2027" });

/** What a test is told; nothing where it passes. */
function told(given: Preview, expectations?: Expectations): string | undefined {
    try {
        expectNoViolations(given, expectations);
        return undefined;
    } catch (error) {
        assert.ok(error instanceof AssertionError, String(error));
        return error.message;
    }
}

/** The policies that a test is told of. */
const failing = (expectations: Expectations): string[] =>
    [
        ...(told(preview([bucket], { findings: [open, advice, cannotTell, waived] }), expectations) ?? "").matchAll(
            /^([\w-]+) \((?:mandatory|advisory|undetermined)/gm,
        ),
    ].map(([, name = ""]) => name);

describe("expectNoViolations", () => {
    it("passes where nothing mandatory is violated", () => {
        assert.equal(told(preview([bucket])), undefined);
        assert.equal(told(preview([bucket], { findings: [advice, cannotTell, waived] })), undefined);
    });

    it("lists what is violated, worst first, with resource, place and how to mend it", () => {
        const made = { urn: resource("shop:index:Store", "store").urn, source: at("store.ts", 3) };
        const second = finding("no-public-acl", queue, { severity: "critical", component: made });
        const described = policy("has-owner", { remediationSteps: "Tag it.\n\nMore of it." });
        const findings = [plain, open, second, advice];
        assert.equal(
            told(preview([bucket, queue], { findings, packs: [pack(0, { policies: [described] })] })),
            [
                "shop (dev) has 3 mandatory findings:\n",
                "no-public-acl (mandatory, critical): What no-public-acl asks for.",
                "  aws:s3:Bucket reports, index.ts:6",
                "    Set `acl` to",
                "    private.",
                "  aws:sqs:Queue jobs, in shop:index:Store store, store.ts:3\n",
                "has-owner (mandatory): What has-owner asks for.",
                "  the stack",
                "    Tag it.",
            ].join("\n"),
        );
    });

    it("names packs where there are several", () => {
        const packs = [pack(1), pack(1, { name: "other" })];
        assert.match(told(preview([], { findings: [plain], packs })) ?? "", /^house-rules\/has-owner \(mandatory\)/m);
    });

    const choices: [Expectations, string[]][] = [
        [{}, ["no-public-acl"]],
        [{ level: "mandatory", undetermined: "pass" }, ["no-public-acl"]],
        [{ level: "advisory" }, ["no-public-acl", "versioned"]],
        [{ undetermined: "fail" }, ["no-public-acl", "encrypted"]],
        [{ level: "advisory", undetermined: "fail" }, ["no-public-acl", "versioned", "encrypted"]],
        [{ ignore: ["no-public-acl"] }, []],
        [{ level: "advisory", ignore: ["no-public-acl"] }, ["versioned"]],
        [{ ignore: [({ urn }) => urn === queue.urn] }, ["no-public-acl"]],
        [{ level: "advisory", ignore: [({ urn }) => urn === queue.urn] }, ["no-public-acl"]],
    ];
    for (const [expectations, expected] of choices) {
        const name = JSON.stringify(expectations, (_, value: unknown) => (typeof value === "function" ? "…" : value));
        it(`fails for ${expected.join(" and ") || "nothing"} with ${name}`, () => {
            assert.deepEqual(failing(expectations), expected);
        });
    }

    it("shows so many findings, and counts the rest", () => {
        const findings = Array.from({ length: 53 }, () => open);
        const text = told(preview([bucket], { findings })) ?? "";
        assert.equal(text.match(/reports, index/g)?.length, 50);
        assert.match(text, /\n\nand 3 more$/);
    });

    for (const [verdict, packs, said] of [
        ["program-failed", [pack(1)], "The program failed; its resources were not judged."],
        ["pack-failed", [pack(1, { broke: true })], "Policy pack house-rules broke; not everything was judged."],
    ] as const) {
        it(`fails with what was said where the verdict is ${verdict}`, () => {
            const diagnostics = [
                diagnostic("info", "all is well"),
                ...Array.from({ length: 12 }, (_, index) => diagnostic("error", `error ${index}\u0007`)),
                diagnostic("error", "error 0\u0007"),
            ];
            const text = told(preview([], { verdict, diagnostics, packs: [...packs], findings: [plain] }), {
                ignore: ["has-owner"],
            });
            const errors = Array.from({ length: 10 }, (_, index) => `error ${index}`);
            assert.equal(
                text?.replace(" (1 mandatory violation in the stack as a whole so far)", ""),
                [`shop (dev): ${said} Nothing was deployed.`, ...errors, "and 2 more errors"].join("\n\n"),
            );
        });
    }

    it("fails where no pack judged", () => {
        const text = told(preview([bucket], { packs: [] }));
        assert.equal(text, "shop (dev): nothing judged it; name a pack in `policyPacks`.");
    });

    const mistakes: [string, unknown, unknown, string[]][] = [
        [
            "a promise",
            Promise.resolve(preview([])),
            {},
            ["the first argument is no preview; write `await preview({ ... })`"],
        ],
        ["nothing", undefined, {}, ["the first argument is no preview; write `await preview({ ... })`"]],
        [
            "all that is wrong",
            preview([], { findings: [open], packs: [pack(1)] }),
            { levle: "advisory", level: "advisroy", undetermined: true, ignore: ["no-public-acls", "policy-0", "x"] },
            [
                "there is no option 'levle' (did you mean 'level'?)",
                "'level' must be mandatory or advisory",
                "'undetermined' must be pass or fail",
                "no pack has the policy 'no-public-acls' (did you mean 'no-public-acl'?)",
                "no pack has the policy 'x'",
            ],
        ],
    ];
    for (const [name, given, expectations, problems] of mistakes) {
        it(`refuses ${name}`, () => {
            assert.throws(
                () => expectNoViolations(given as Preview, expectations as Expectations),
                (error) => {
                    assert.ok(error instanceof UsageError);
                    assert.deepEqual(
                        error.problems,
                        problems.map((problem) => `expectNoViolations: ${problem}`),
                    );
                    return true;
                },
            );
        });
    }

    it("does not take a policy for a mistake where the packs told of none", () => {
        const failed = preview([], { verdict: "pack-failed", packs: [pack(0, { broke: true })] });
        assert.match(told(failed, { ignore: ["anything"] }) ?? "", /house-rules broke/);
    });
});

describe("resourcesOfType", () => {
    const given = preview([bucket, queue, resource("aws:s3/bucket:Bucket", "logs")]);
    for (const [type, names] of [
        ["aws:s3:Bucket", ["reports", "logs"]],
        ["aws:s3/bucket:Bucket", ["reports", "logs"]],
        ["aws:s3:bucket", []],
    ] as const) {
        it(`finds ${names.length} by ${type}`, () => {
            assert.deepEqual(
                resourcesOfType(given, type).map(({ name }) => name),
                names,
            );
        });
    }
});
