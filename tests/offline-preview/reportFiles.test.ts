import { deepStrictEqual, strictEqual, throws } from "node:assert";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../offline-preview/configuration/errors";
import { reportFaults, whereaboutsOf, writeWhole } from "../../offline-preview/reportFiles";

describe("files of reports", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "reports-"))));
    afterEach(() => rmSync(folder, { recursive: true }));
    const at = (name: string): string => join(folder, name);

    it("are all written, and nothing beside them", () => {
        writeFileSync(at("a"), "old");
        writeWhole(
            new Map([
                [at("a"), ["n", "ew"]],
                [at("b"), ["text"]],
            ]),
        );
        deepStrictEqual(readdirSync(folder), ["a", "b"]);
        deepStrictEqual([readFileSync(at("a"), "utf8"), readFileSync(at("b"), "utf8")], ["new", "text"]);
    });

    it("stay as they were where one of them cannot be written", () => {
        writeFileSync(at("a"), "old");
        const texts = new Map([
            [at("a"), ["n", "ew"]],
            [at("gone/b"), ["text"]],
        ]);
        throws(
            () => writeWhole(texts),
            (error) => error instanceof UsageError && /could not be written: ENOENT/.test(error.message),
        );
        deepStrictEqual(readdirSync(folder), ["a"]);
        strictEqual(readFileSync(at("a"), "utf8"), "old");
    });

    it("stay as they were where one of them cannot be made", () => {
        writeFileSync(at("a"), "old");
        function* broken(): Generator<string> {
            yield "half";
            throw new TypeError("a fault of a report");
        }
        const texts = new Map<string, Iterable<string>>([
            [at("a"), ["new"]],
            [at("b"), broken()],
        ]);
        throws(() => writeWhole(texts), TypeError);
        deepStrictEqual(readdirSync(folder), ["a"]);
        strictEqual(readFileSync(at("a"), "utf8"), "old");
    });

    it("are refused only where they cannot be, and standard output never is", () => {
        mkdirSync(at("folder"));
        deepStrictEqual(
            reportFaults(
                [
                    { format: "md", path: "-" },
                    { format: "json", path: "folder/new.json" },
                    { format: "text", path: "folder" },
                ],
                folder,
            ),
            [`--report text=folder: ${at("folder")} is a folder, and must be a file`],
        );
    });

    it("name the repository that the project is in, or the project itself", () => {
        mkdirSync(at("repository/.git"), { recursive: true });
        const inside = at("repository/infra/Pulumi.yaml");
        deepStrictEqual(whereaboutsOf(inside), { repository: at("repository"), projectFile: inside });
        const alone = at("alone/Pulumi.yaml");
        deepStrictEqual(whereaboutsOf(alone), { repository: at("alone"), projectFile: alone });
    });
});
