import assert from "node:assert/strict";
import fc from "fast-check";
import { namesAction, namesResource, type PatternElement } from "../../policy-documents/elements";
import { takeBackTogether, type Area, type Denied } from "../../policy-documents/takeBack";
import { UNKNOWN, type Unknown } from "../../policy-documents/unknown";

/** Every text of up to three letters out of two, and what they are in actions and resources. */
const TEXTS = ["", ...words(1), ...words(2), ...words(3)];

function words(length: number): string[] {
    return length === 0 ? [""] : words(length - 1).flatMap((word) => [`${word}a`, `${word}b`]);
}

const somePattern = fc
    .array(fc.constantFrom("a", "b", "*", "?"), { minLength: 1, maxLength: 3 })
    .map((tokens) => `s3:${tokens.join("")}`);
const someElement = fc.record({
    negated: fc.boolean(),
    patterns: fc.uniqueArray(fc.oneof({ weight: 4, arbitrary: somePattern }, fc.constant("*")), {
        minLength: 1,
        maxLength: 3,
    }),
});
const someArea = fc.record({ action: someElement, resource: someElement });

const names = ({ action, resource }: Area, a: string, r: string): boolean =>
    namesAction(action, `s3:${a}`) === true && namesResource(resource, `s3:${r}`, () => undefined) === true;

/** What the Allow gives and none of the Denies takes back. */
function leftOver(denies: readonly Area[], allow: Area): boolean {
    return TEXTS.some((a) => TEXTS.some((r) => names(allow, a, r) && !denies.some((deny) => names(deny, a, r))));
}

const surely = (areas: readonly Area[]): Denied[] => areas.map((area) => ({ ...area, surely: true }));

describe("what Denies take back together", () => {
    it("is never said to be all while something is left over", () => {
        let taken = 0;
        fc.assert(
            fc.property(fc.array(someArea, { maxLength: 4 }), someArea, (denies, allow) => {
                const answer = takeBackTogether(surely(denies), allow);
                assert.notEqual(answer, "undetermined");
                assert.ok(answer === false || !leftOver(denies, allow));
                taken += answer === true && denies.length > 1 ? 1 : 0;
            }),
            { numRuns: 500 },
        );
        assert.ok(taken > 10, `only ${taken} were taken back by several`);
    });

    it("is all where each is denied by a part of the Denies, in any order", () => {
        fc.assert(
            fc.property(someArea, fc.array(someArea, { maxLength: 2 }), fc.boolean(), (allow, others, first) => {
                fc.pre(!allow.action.negated && !allow.resource.negated);
                const parts = allow.action.patterns.flatMap((action) =>
                    allow.resource.patterns.map((resource) => ({
                        action: { negated: false, patterns: [action] },
                        resource: { negated: false, patterns: [resource] },
                    })),
                );
                assert.equal(
                    takeBackTogether(surely(first ? [...parts, ...others] : [...others, ...parts]), allow),
                    true,
                );
            }),
        );
    });

    it("is never decided differently once what was unknown is known", () => {
        const part = fc.constantFrom("action", "resource");
        fc.assert(
            fc.property(
                fc.array(someArea, { minLength: 1, maxLength: 3 }),
                someArea,
                fc.nat(3),
                part,
                fc.nat(2),
                (denies, allow, which, element, place) => {
                    const blur = (area: Area): Area => ({ ...area, [element]: blurred(area[element], place) });
                    const known = takeBackTogether(surely(denies), allow);
                    const answer =
                        which === 3
                            ? takeBackTogether(surely(denies), blur(allow))
                            : takeBackTogether(
                                  surely(denies.map((deny, at) => (at === which ? blur(deny) : deny))),
                                  allow,
                              );
                    assert.ok(
                        answer === known || answer === "undetermined",
                        `${String(known)}, then ${String(answer)}`,
                    );
                },
            ),
            { numRuns: 500 },
        );
    });

    const everything: PatternElement = { negated: false, patterns: ["*"] };
    const only = (...patterns: (string | Unknown)[]): PatternElement => ({ negated: false, patterns });
    const allButOne = { negated: true, patterns: ["s3:a"] };

    it("is undetermined where a Deny may or may not be", () => {
        const allow = { action: only("s3:a"), resource: everything };
        assert.equal(takeBackTogether([{ ...allow, surely: "undetermined" }], allow), "undetermined");
        assert.equal(takeBackTogether([{ ...allow, surely: false }], allow), false);
        assert.equal(takeBackTogether([], allow), false);
        assert.equal(takeBackTogether([{ ...allow, surely: "undetermined" }, ...surely([allow])], allow), true);
    });

    it("is nothing of something unknown, but where all is denied", () => {
        const allow = { action: only(UNKNOWN), resource: everything };
        assert.equal(takeBackTogether([], allow), false);
        assert.equal(takeBackTogether(surely([{ action: everything, resource: everything }]), allow), true);
        assert.equal(takeBackTogether(surely([{ action: only("s3:a"), resource: everything }]), allow), "undetermined");
        assert.equal(takeBackTogether(surely([{ action: everything, resource: only("s3:a") }]), allow), false);
    });

    it("is all, whatever else is denied, before or after", () => {
        const most: Area = { action: allButOne, resource: everything };
        const both: Area[] = [
            { action: allButOne, resource: { negated: true, patterns: ["s3:a*"] } },
            { action: everything, resource: only("s3:a*") },
        ];
        const another: Area = { action: everything, resource: { negated: true, patterns: ["s3:*a"] } };
        assert.equal(takeBackTogether(surely(both), most), true);
        assert.equal(takeBackTogether(surely([another, ...both]), most), true);
        assert.equal(takeBackTogether(surely([...both, another]), most), true);
    });

    it("is all where what one Deny leaves and what another leaves have nothing in common", () => {
        const butFor = (pattern: string): Area => ({
            action: { negated: true, patterns: [pattern] },
            resource: everything,
        });
        const all: Area = { action: everything, resource: everything };
        assert.equal(takeBackTogether(surely([butFor("s3:Get*"), butFor("s3:Put*")]), all), true);
        assert.equal(takeBackTogether(surely([butFor("s3:Get*"), butFor("s3:*Object")]), all), false);
    });

    it("is not looked for without end", () => {
        const many = Array.from({ length: 150 }, (_, index) => `s3:${index}`);
        const allow = { action: only(...many), resource: only(...many) };
        assert.equal(
            takeBackTogether(surely([allow]), { action: only(...many.slice(0, 60)), resource: only(...many) }),
            true,
        );
        assert.equal(takeBackTogether(surely([allow, allow]), allow), false);
        assert.equal(takeBackTogether(surely([{ action: allButOne, resource: everything }]), { action: everything, resource: everything }), false); // prettier-ignore
    });
});

function blurred({ negated, patterns }: PatternElement, place: number): PatternElement {
    return { negated, patterns: patterns.map((pattern, at) => (at === place % patterns.length ? UNKNOWN : pattern)) };
}
