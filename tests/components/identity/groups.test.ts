import assert from "node:assert/strict";
import { groupFaults } from "../../../components/identity/policy/groups";

describe("groups of a pool", () => {
    it("may be those of the console", () => {
        const groups = { SYSTEM_ADMIN: { precedence: 0 }, PATTERN_PUBLISHER: { precedence: 10, description: "a" } };
        assert.deepEqual(groupFaults(groups, "groups"), []);
    });

    const wrong: [string, Parameters<typeof groupFaults>[0], RegExp][] = [
        ["a name of two words", { "system admin": { precedence: 0 } }, /"system admin" is not the name of a group/],
        ["no name", { "": { precedence: 0 } }, /"" is not the name of a group/],
        ["half a precedence", { a: { precedence: 0.5 } }, /the precedence of "a" is 0\.5/],
        ["a precedence below 0", { a: { precedence: -1 } }, /the precedence of "a" is -1/],
        ["one precedence for two", { a: { precedence: 3 }, b: { precedence: 3 } }, /"b" and "a" have the same/],
    ];
    for (const [what, groups, expected] of wrong) {
        it(`do not have ${what}`, () => {
            const [fault, ...others] = groupFaults(groups, "groups");
            assert.match(fault?.fault ?? "", expected);
            assert.deepEqual(others, []);
        });
    }
});
