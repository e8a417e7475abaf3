import { strictEqual } from "node:assert";
import { count, goal, kilobytes, memory, ratio, table, time } from "../../bench/table";

describe("bench: tables", () => {
    it("are markdown, and columns stand below each other, figures to the right", () => {
        strictEqual(
            table(
                ["start of", "wall", ""],
                [
                    ["this pack", "1.50 s", "met"],
                    ["a", "12.25 s"],
                ],
            ),
            [
                "| start of  |    wall |     |",
                "| --------- | ------: | --: |",
                "| this pack |  1.50 s | met |",
                "| a         | 12.25 s |     |",
            ].join("\n"),
        );
    });

    const cases: [string, string, string][] = [
        ["seconds", time({ median: 1320, min: 1300, max: 1412 }), "1.32 s (1.30–1.41)"],
        ["seconds from a tenth on", time({ median: 100, min: 90, max: 110 }), "0.10 s (0.09–0.11)"],
        ["rounds that look alike once", time({ median: 1320, min: 1319, max: 1321 }), "1.32 s"],
        ["milliseconds below", time({ median: 99.9, min: 3, max: 2000 }), "99.90 ms (3.00–2000.00)"],
        ["one round", time({ median: 2000, min: 2000, max: 2000 }), "2.00 s"],
        ["a time that was not measured", time(undefined), "-"],
        ["kilobytes, rounded up", kilobytes(1_179_001), "1,180 kB"],
        ["mebibytes", memory({ median: 150.4 * 2 ** 20, min: 2 ** 20, max: 200 * 2 ** 20 }), "150 MiB (1–200)"],
        ["kibibytes", memory({ median: 1536, min: 1024, max: 2048 }), "1.5 KiB (1.0–2.0)"],
        ["memory that was given back", memory({ median: -1536, min: -2048, max: 0 }), "-1.5 KiB (-2.0–0.0)"],
        ["memory that was not measured", memory(undefined), "-"],
        ["a ratio", ratio({ median: 1.154, min: 1, max: 1.3 }), "1.15 (1.00–1.30)"],
        ["a goal", goal(1.6), "≤ 1.60"],
        ["thousands", count(5000), "5,000"],
    ];
    for (const [what, written, expected] of cases) {
        it(`write ${what}: ${expected}`, () => strictEqual(written, expected));
    }
});
