import assert from "node:assert/strict";
import fc from "fast-check";
import type { Choosable } from "../../../policy-pack/configuration/selector";
import { readWaivers, Waivers, type Waiver } from "../../../policy-pack/configuration/waivers";

const controls = { nist: [], whitepaper: [] };
const SOME: readonly Choosable[] = [
    { id: "s3-open", severity: "critical", controls },
    { id: "s3-logs", severity: "medium", controls },
    { id: "kms-wait", severity: "low", controls },
];
const TODAY = "2026-08-15";

const WAIVER: Waiver = {
    id: "W-1",
    match: { policy: "s3-open", name: "legacy-*" },
    reason: "The old site is public until it is gone.",
    owner: "web@example.com",
    ticket: "SEC-1",
    created: "2026-06-01",
    expires: "2026-12-31",
    approver: "security@example.com",
};
const URN = "urn:pulumi:prod::shop::acme:web:Site$acme:web:Store$aws:s3/bucket:Bucket::legacy-site";
const PARENT = "urn:pulumi:prod::shop::acme:web:Site$acme:web:Store::store";
const STACK = "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod";

const read = (waivers: unknown, rules?: object) => readWaivers(waivers, rules, SOME, TODAY);
const held = (waivers: readonly Waiver[], today = TODAY) => new Waivers(read(waivers), today);
const subject = (more: { urn?: string; parent?: string | undefined; region?: string | undefined } = {}) => {
    const { region, ...others } = { region: "eu-west-1", ...more };
    return { urn: URN, parent: PARENT, ...others, region: () => region };
};

describe("waivers", () => {
    describe("match", () => {
        const table: readonly (readonly [match: Partial<Waiver["match"]>, isWaived: boolean])[] = [
            [{ name: "legacy-site" }, true],
            [{ name: "legacy-*" }, true],
            [{ name: "legacy" }, false],
            [{ name: ["a", "*-site"] }, true],
            [{ name: ["legacy-site"] }, true],
            [{ urn: "urn:pulumi:*::shop::*::legacy-site" }, true],
            [{ urn: URN }, true],
            [{ urn: "legacy-site" }, false],
            [{ type: "aws:s3/bucket:Bucket" }, true],
            [{ type: "acme:web:Store" }, false],
            [{ parent: "acme:web:Store" }, true],
            [{ parent: "acme:web:Site" }, true],
            [{ parent: "store" }, true],
            [{ parent: "aws:s3/bucket:Bucket" }, false],
            [{ parent: "legacy-site" }, false],
            [{ stack: "prod" }, true],
            [{ stack: "dev" }, false],
            [{ region: "eu-*" }, true],
            [{ region: "us-east-1" }, false],
            [{ name: "legacy-*", stack: "dev" }, false],
            [{ name: "legacy-*", stack: "prod", region: "eu-west-1", type: "aws:s3/*", parent: "store" }, true],
            [{ policy: "s3-*", name: "*" }, true],
            [{ policy: ["kms-wait", "severity:critical"], name: "*" }, true],
            [{ policy: "kms-wait", name: "*" }, false],
        ];
        for (const [match, isWaived] of table) {
            it(`${JSON.stringify(match)}: ${isWaived ? "yes" : "no"}`, () => {
                const waivers = held([{ ...WAIVER, match: { policy: "s3-open", ...match } }]);
                assert.equal(waivers.rulingOn("s3-open", subject())?.isExpired, isWaived ? false : undefined);
                assert.equal(waivers.isWaived("s3-open", subject()), isWaived);
            });
        }

        it("no resource of a region that cannot be told, by a region", () => {
            const waivers = held([{ ...WAIVER, match: { policy: "s3-open", region: "eu-*" } }]);
            assert.equal(waivers.rulingOn("s3-open", subject({ region: undefined })), undefined);
        });

        it("names with colons, and resources without a component", () => {
            const waivers = held([{ ...WAIVER, match: { policy: "s3-open", name: "a::b", type: "t:t:T" } }]);
            const urn = "urn:pulumi:prod::shop::t:t:T::a::b";
            assert.ok(waivers.isWaived("s3-open", subject({ urn, parent: undefined })));
        });
    });

    it("tell until when, by whom and why, on one line, without a bracket that closes", () => {
        const odd = { ...WAIVER, id: "W[1]", reason: "See [the page],\nwhich   tells\u0007 why." };
        assert.deepEqual(held([odd]).rulingOn("s3-open", subject()), {
            isExpired: false,
            words: "W(1) until 2026-12-31, web@example.com: See (the page), which tells why.",
        });
    });

    it("hold on their last day, and no longer", () => {
        const ruling = (today: string) => held([WAIVER], today).rulingOn("s3-open", subject());
        assert.equal(ruling("2026-12-31")?.isExpired, false);
        assert.deepEqual(ruling("2027-01-01"), {
            isExpired: true,
            words: 'The waiver "W-1" of web@example.com for this expired on 2026-12-31.',
        });
        assert.equal(held([WAIVER], "2026-12-31").isWaived("s3-open", subject()), true);
        assert.equal(held([WAIVER], "2027-01-01").isWaived("s3-open", subject()), false);
    });

    it("hold if one of several does", () => {
        const old = { ...WAIVER, id: "W-0", expires: "2026-08-01" };
        for (const both of [
            [old, WAIVER],
            [WAIVER, old],
        ]) {
            assert.match(held(both).rulingOn("s3-open", subject())?.words ?? "", /^W-1 until/);
        }
    });

    it("are for no policy that nobody may waive", () => {
        const match = { policy: "s3-*", name: "*" };
        const waivers = new Waivers(read([{ ...WAIVER, match }], { notWaivable: ["severity:critical"] }), TODAY);
        assert.equal(waivers.rulingOn("s3-open", subject()), undefined);
        assert.equal(waivers.rulingOn("s3-logs", subject())?.isExpired, false);
    });

    describe("warn", () => {
        const warnings = (waiver: Partial<Waiver>, isUsed: boolean, today = TODAY, stack = STACK) => {
            const waivers = held([{ ...WAIVER, ...waiver }], today);
            if (isUsed) {
                waivers.rulingOn("s3-open", subject());
            }
            return waivers.warnings(stack);
        };
        const soon = 'The waiver "W-1" of web@example.com expires on 2026-12-31: correct what it waives, or renew it.';
        const unused = 'The waiver "W-1" waives nothing in this stack: remove it, or correct what it matches.';

        it("of their end, 30 days before", () => {
            assert.deepEqual(warnings({}, true, "2026-11-30"), []);
            assert.deepEqual(warnings({}, true, "2026-12-01"), [soon]);
            assert.deepEqual(warnings({}, true, "2026-12-31"), [soon]);
            // Then the finding says so itself.
            assert.deepEqual(warnings({}, true, "2027-01-01"), []);
        });

        it("if they are for nothing", () => {
            assert.deepEqual(warnings({}, false), [unused]);
            assert.deepEqual(warnings({}, false, "2027-01-01"), [unused]);
        });

        it("not if they are for another stack or project", () => {
            for (const place of [
                { stack: "dev" },
                { stack: ["dev", "test-*"] },
                { urn: "urn:pulumi:dev::*" },
                { urn: "urn:pulumi:prod::other::*" },
            ]) {
                assert.deepEqual(
                    warnings({ match: { policy: "s3-open", ...place } }, false),
                    [],
                    JSON.stringify(place),
                );
            }
            for (const place of [
                { stack: "pr*" },
                { stack: ["dev", "prod"] },
                { urn: "urn:pulumi:prod::shop::aws:*" },
                { urn: ["urn:pulumi:dev::*", "urn:pulumi:prod::shop::*"] },
                { urn: "urn:pulumi:*::other::x" },
                { urn: "*" },
            ]) {
                const match = { policy: "s3-open", ...place };
                assert.deepEqual(warnings({ match }, false), [unused], JSON.stringify(place));
            }
        });

        it("also if only asked whether something is waived", () => {
            const waivers = held([WAIVER]);
            waivers.isWaived("s3-open", subject());
            assert.deepEqual(waivers.warnings(STACK), [unused]);
        });
    });

    describe("that are wrong", () => {
        const changed = (changes: object) => [{ ...WAIVER, ...changes }];
        const table: readonly (readonly [given: unknown, faults: readonly string[], rules?: object])[] = [
            [{}, ["waivers must be a list"]],
            [[1], ["waivers[0] must be an object"]],
            [
                [{}],
                [
                    ...["id", "reason", "owner", "ticket", "created", "expires", "approver"].map(
                        (name) => `waivers[0]: ${name} is missing`,
                    ),
                    "waivers[0]: match is missing",
                ],
            ],
            [[{ "<<": WAIVER, id: "W-2" }], ['waiver "W-2": merge keys ("<<") are not taken: write each field here']],
            [[WAIVER, WAIVER], ['waiver "W-1": its id is taken by another']],
            [changed({ reson: "x" }), ['waiver "W-1": there is no "reson" (did you mean "reason"?)']],
            [
                changed({ ticket: 12, owner: " " }),
                ['waiver "W-1": owner must be a text', 'waiver "W-1": ticket must be a text'],
            ],
            [
                changed({ reason: " ", owner: " ", approver: " " }),
                ["reason", "owner", "approver"].map((name) => `waiver "W-1": ${name} must be a text`),
            ],
            [
                changed({ created: "2026-06-01T00:00:00.000Z" }),
                ['waiver "W-1": created must be a day such as 2026-08-15'],
            ],
            [changed({ reason: "Because it is so." }), ['waiver "W-1": its reason must have 20 letters or more']],
            [changed({ approver: WAIVER.owner }), ['waiver "W-1": its approver must be another than its owner']],
            [
                changed({ created: "2026-02-30", expires: "31.12.2026" }),
                [
                    'waiver "W-1": created must be a day such as 2026-08-15',
                    'waiver "W-1": expires must be a day such as 2026-08-15',
                ],
            ],
            [changed({ expires: "2026-05-31" }), ['waiver "W-1": it expires before it was created']],
            [changed({ expires: "2027-06-02" }), ['waiver "W-1": it holds for 366 days, which may be 365 at most']],
            [changed({ expires: "2027-06-01" }), []],
            [changed({}), ['waiver "W-1": it holds for 213 days, which may be 90 at most'], { maximumDays: 90 }],
            [changed({}), ['waiver "W-1": its reason must have 80 letters or more'], { minimumReason: 80 }],
            [changed({ created: "2026-08-17" }), ['waiver "W-1": it was created in the future']],
            [changed({ created: "2026-08-16" }), []],
            [changed({ match: "s3-open" }), ['waiver "W-1": match must be an object']],
            [
                changed({ match: { policy: "s3-open" } }),
                [
                    'waiver "W-1": match needs one of urn, type, name, parent, stack, region: to have a policy judge nothing, exclude it',
                ],
            ],
            [
                changed({ match: { policies: "s3-open", name: 1, type: [] } }),
                [
                    'waiver "W-1": match: there is no "policies" (did you mean "policy"?)',
                    'waiver "W-1": match.type must be a text, or a list of texts',
                    'waiver "W-1": match.name must be a text, or a list of texts',
                    'waiver "W-1": match.policy is missing',
                ],
            ],
            [
                changed({ match: { policy: "s3-open", name: "" } }),
                ['waiver "W-1": match.name must be a text, or a list of texts'],
            ],
            [
                changed({ match: { policy: ["s3-opn", "s3-logs"], name: "x" } }),
                ['waiver "W-1": match.policy: "s3-opn" names no policy (did you mean "s3-open"?)'],
            ],
            [
                changed({}),
                ['waiver "W-1": match.policy names only policies that nobody may waive'],
                { notWaivable: ["s3-open"] },
            ],
            [
                [],
                [
                    'waiverRules: there is no "maxDays" (did you mean "maximumDays"?)',
                    'waiverRules.notWaivable: "s3-opn" names no policy (did you mean "s3-open"?)',
                    "waiverRules.minimumReason must be a whole number from 1",
                ],
                { maxDays: 1, minimumReason: 0, notWaivable: ["s3-opn"] },
            ],
            [[], ["waiverRules.notWaivable must be a list of selectors"], { notWaivable: "s3-open" }],
            [[], ["waiverRules must be an object"], []],
            [changed({ created: "2026-08-14", expires: "2026-08-15" }), [], { maximumDays: 1, minimumReason: 1 }],
        ];
        for (const [given, faults, rules] of table) {
            it(`are told: ${faults[0] ?? "nothing"}`, () => {
                const { waivers, faults: told } = read(given, rules);
                assert.deepEqual(told, faults);
                assert.equal(waivers.length, faults.length > 0 ? 0 : 1);
            });
        }

        it("are told with their lines", () => {
            const wrong = { ...WAIVER, ticket: "" };
            const { faults } = readWaivers([wrong], undefined, SOME, TODAY, (waiver) => (waiver === wrong ? 7 : 0));
            assert.deepEqual(faults, ['waiver "W-1" (line 7): ticket must be a text']);
        });

        it("keep all from holding", () => {
            assert.deepEqual(read([WAIVER, { ...WAIVER, id: "W-2", ticket: "" }]).waivers, []);
        });
    });

    describe("whatever they say", () => {
        const text = fc.string({ minLength: 1, unit: "binary" });
        const patterns = fc.oneof(
            text,
            fc.array(text, { minLength: 1, maxLength: 3 }),
            fc.constantFrom("*", "legacy-*"),
        );
        const match = fc.record(
            { urn: patterns, type: patterns, name: patterns, parent: patterns, stack: patterns, region: patterns },
            { requiredKeys: ["name"] },
        );
        const day = fc.date({ min: new Date("2026-01-01"), max: new Date("2026-12-01"), noInvalidDate: true });
        const waiver = fc.record({ id: text, match, reason: text, owner: text, expires: day }).map((given) => ({
            ...WAIVER,
            ...given,
            match: { policy: "s3-*", ...given.match },
            expires: given.expires.toISOString().slice(0, 10),
        }));

        it("no finding loses its bracket or its line", () => {
            fc.assert(
                fc.property(fc.array(waiver, { maxLength: 4 }), (list) => {
                    const policiesOf = new Map(list.map((one) => [one, ["s3-open"]]));
                    const waivers = new Waivers({ waivers: list, policiesOf, faults: [] }, TODAY);
                    const ruling = waivers.rulingOn("s3-open", subject());
                    assert.ok(!/[\n\r]/.test(ruling?.words ?? ""));
                    assert.ok(ruling?.isExpired !== false || !ruling.words.includes("]"));
                    assert.equal(waivers.isWaived("s3-open", subject()), ruling?.isExpired === false);
                }),
            );
        });

        it("a longer list waives no less", () => {
            fc.assert(
                fc.property(fc.array(waiver, { maxLength: 3 }), waiver, (list, one) => {
                    const isWaived = (some: readonly Waiver[]) => {
                        const policiesOf = new Map(some.map((each) => [each, ["s3-open"]]));
                        return new Waivers({ waivers: some, policiesOf, faults: [] }, TODAY).isWaived(
                            "s3-open",
                            subject(),
                        );
                    };
                    assert.ok(!isWaived(list) || isWaived([...list, one]));
                }),
            );
        });

        it("nonsense is answered with faults, and waives nothing", () => {
            fc.assert(
                fc.property(fc.jsonValue(), fc.jsonValue(), (given, rules) => {
                    const told = readWaivers(given, rules, SOME, TODAY);
                    assert.deepEqual(told.waivers, []);
                    assert.ok(told.faults.length > 0 || JSON.stringify(given) === "[]");
                }),
            );
        });
    });
});
