import assert from "node:assert/strict";
import * as tables from "../../policy-pack/dated";

const DAY = /^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

describe("the pack's dated tables", () => {
    for (const [name, { asOf, source, values }] of Object.entries(tables)) {
        it(`${name} names its source, and days as ISO writes them`, () => {
            assert.match(asOf, DAY);
            assert.match(source, /^https:\/\//);
            const days = Object.values(values).filter((standing) => typeof standing === "string");
            assert.deepEqual(
                days.filter((day) => !DAY.test(day)),
                [],
            );
            assert.ok(Object.values(values).some((standing) => standing !== false));
            assert.ok(Object.values(values).some((standing) => standing !== true));
        });
    }
});
