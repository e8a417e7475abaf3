import { deepStrictEqual, strictEqual } from "node:assert";
import { jsonParts, jsonText, Lazily } from "../../../offline-preview/report/jsonText";

describe("JSON of reports", () => {
    const values = { a: [1, { b: "x\ny\u202e" }], empty: [], none: {}, left: undefined, zero: null };

    it("is the same whether its elements are there or made as it is written", () => {
        const now = { values, all: [{ of: values, inner: [values, values] }], last: [] };
        const lazily = (items: readonly unknown[]): unknown => new Lazily(items, (item) => item);
        const later = {
            values,
            all: [{ of: values, inner: lazily([values, values]) }],
            last: lazily([]),
            un: undefined,
        };
        strictEqual(jsonText(later), jsonText(now));
        strictEqual(jsonText(now), `${JSON.stringify(now, undefined, 2).replaceAll("\u202e", "\\u202e")}\n`);
    });

    it("makes an element no sooner than it is asked for", () => {
        const made: number[] = [];
        const parts = jsonParts({ all: new Lazily([1, 2, 3], (item) => (made.push(item), item)) });
        for (const part of parts) {
            if (part === "2") {
                break;
            }
        }
        deepStrictEqual(made, [1, 2]);
    });
});
