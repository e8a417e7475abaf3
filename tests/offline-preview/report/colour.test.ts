import assert from "node:assert/strict";
import {
    paintWith,
    wantsColour,
    widthOf,
    type ColourSetting,
    type Environment,
} from "../../../offline-preview/report/colour";

describe("colours", () => {
    const cases: [expected: boolean, setting: ColourSetting, isTTY: boolean, environment: Environment][] = [
        [true, "auto", true, {}],
        [false, "auto", false, {}],
        [false, "auto", true, { NO_COLOR: "1" }],
        [true, "auto", true, { NO_COLOR: "" }],
        [false, "auto", true, { TERM: "dumb" }],
        [true, "auto", false, { FORCE_COLOR: "1" }],
        [true, "auto", false, { FORCE_COLOR: "" }],
        [false, "auto", true, { FORCE_COLOR: "0" }],
        [false, "auto", true, { FORCE_COLOR: "false" }],
        [false, "auto", true, { FORCE_COLOR: "1", NO_COLOR: "1" }],
        [true, "always", false, {}],
        [true, "always", false, { NO_COLOR: "1" }],
        [false, "never", true, {}],
        [false, "never", true, { FORCE_COLOR: "1" }],
    ];
    for (const [expected, setting, isTTY, environment] of cases) {
        const where = `${isTTY ? "a terminal" : "a pipe"} with ${JSON.stringify(environment)}`;
        it(`${expected ? "are on" : "are off"} for --color ${setting} on ${where}`, () => {
            assert.equal(wantsColour(setting, { isTTY }, environment), expected);
        });
    }

    it("are put around the text and ended, and left out without colours", () => {
        assert.equal(paintWith(true)("red", "no"), "\u001b[31mno\u001b[39m");
        assert.equal(paintWith(true)("red", ""), "");
        assert.equal(paintWith(false)("red", "no"), "no");
    });
});

describe("the width", () => {
    it("is the terminal's between 40 and 120 columns, and 120 where there is none", () => {
        const cases: [number | undefined, number][] = [
            [80, 80],
            [10, 40],
            [300, 120],
            [0, 120],
            [undefined, 120],
        ];
        for (const [columns, expected] of cases) {
            assert.equal(widthOf(columns === undefined ? {} : { columns }), expected, String(columns));
        }
    });
});
