import assert from "node:assert/strict";
import { componentTags, tagFaults } from "../../../components/shared/tags";

const tags = (count: number): Record<string, string> =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`key${index}`, "value"]));

describe("tags", () => {
    it("the component's own, and the user's on top", () => {
        const tagged = { component: "SecureBucket", name: "data", require: () => undefined };
        assert.deepEqual(componentTags({ ...tagged, values: { tags: { Name: "reports", team: "a" } } }), {
            Name: "reports",
            "palisade:component": "SecureBucket",
            team: "a",
        });
        assert.deepEqual(componentTags({ ...tagged, values: {} }), {
            Name: "data",
            "palisade:component": "SecureBucket",
        });
    });

    const right: Record<string, string>[] = [
        {},
        { "cost-center": "42" },
        { "größe/team:a@b+c=d": "ein Wert, nicht".replace(",", "") },
        { [`k${"x".repeat(127)}`]: "v".repeat(256) },
        { empty: "" },
        tags(47),
    ];
    for (const each of right) {
        it(`accepted: ${JSON.stringify(each).slice(0, 60)}`, () => assert.deepEqual(tagFaults(each, "tags"), []));
    }

    const wrong: [Record<string, string>, RegExp][] = [
        [{ "": "x" }, /"" is not a tag key/],
        [{ "a,b": "x" }, /"a,b" is not a tag key/],
        [{ [`k${"x".repeat(128)}`]: "x" }, /is not a tag key/],
        [{ "aws:team": "x" }, /reserved prefix aws:/],
        [{ "AWS:team": "x" }, /reserved prefix aws:/],
        [{ team: "a,b" }, /the value of "team"/],
        [{ team: "v".repeat(257) }, /the value of "team"/],
        [tags(48), /48 tags are too many/],
    ];
    for (const [each, fault] of wrong) {
        it(`refused: ${JSON.stringify(each).slice(0, 60)}`, () => {
            const faults = tagFaults(each, "tags");
            assert.equal(faults.length, 1);
            assert.match(faults[0]?.fault ?? "", fault);
        });
    }
});
