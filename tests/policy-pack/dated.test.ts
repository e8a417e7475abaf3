import assert from "node:assert/strict";
import * as dated from "../../policy-pack/dated";
import { policies } from "../../policy-pack/policies";
import { MANAGED_POLICIES } from "../../policy-pack/policies/iam/managedPolicies";
import { WRITE_ACTIONS } from "../../policy-pack/policies/iam/writeActions";

const tables = { ...dated, MANAGED_POLICIES, WRITE_ACTIONS };

const byName = (one: { name: string }, other: { name: string }): number => one.name.localeCompare(other.name);
const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

describe("the pack's dated tables", () => {
    it("are those that policies say they judge by, so that each is doubted once it is old", () => {
        const known = new Set(policies.flatMap(({ knowledge = [] }) => knowledge));
        assert.deepEqual([...known].sort(byName), Object.values(tables).sort(byName));
    });

    for (const [name, { asOf, source, values }] of Object.entries(tables)) {
        it(`${name} names its source, and days as ISO writes them`, () => {
            assert.match(asOf, DAY);
            assert.match(source, /^https:\/\//);
            const standings = Object.values<unknown>(values);
            // Others name the oldest version, or what is weak, or are lists.
            if (standings.some((standing) => typeof standing === "boolean")) {
                const days = standings.filter((standing) => typeof standing === "string");
                assert.deepEqual(
                    days.filter((day) => !DAY.test(day)),
                    [],
                );
                assert.ok(standings.some((standing) => standing !== false));
                assert.ok(standings.some((standing) => standing !== true));
            }
        });
    }
});
