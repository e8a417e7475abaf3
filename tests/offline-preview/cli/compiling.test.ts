import { deepStrictEqual, strictEqual } from "node:assert/strict";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonReport } from "../../../offline-preview/report/json";
import { HERE } from "./environments";
import { runCli, TestProject } from "./project";

const PROGRAM = `
    import { Thing } from "./thing";
    new Thing("written");
`;

const KINDS: Record<string, Record<string, string>> = {
    CommonJS: { "index.ts": PROGRAM },
    "ES modules": {
        "package.json": '{ "name": "shop", "main": "index.ts", "type": "module" }',
        "tsconfig.json": '{ "compilerOptions": { "module": "nodenext", "target": "es2022" } }',
        "index.ts": PROGRAM.replace("./thing", "./thing.js"),
    },
};

describe("offline-preview command: what was compiled", function () {
    this.timeout(300_000);

    let temporary: string;
    beforeEach(() => (temporary = mkdtempSync(join(tmpdir(), "offline-preview-cache-"))));
    afterEach(() => rmSync(temporary, { recursive: true, force: true }));

    for (const [kind, files] of Object.entries(KINDS)) {
        it(`is taken by the next run, unless the file or how it is compiled changed: ${kind}`, async () => {
            const project = new TestProject(files, { ...HERE, variables: { TMPDIR: temporary } });
            const names = async (): Promise<string[]> => {
                const { resources } = JSON.parse((await runCli(project, ["--json"])).stdout) as JsonReport;
                return resources.filter(({ type }) => type === "test:index:Thing").map(({ name }) => name);
            };
            try {
                deepStrictEqual(await names(), ["written"]);
                const kept = keptFiles(temporary);
                strictEqual(kept.length, 2, "index.ts and thing.ts, once for both passes");
                // So that it shows where the next run has it from.
                kept.forEach((file) =>
                    writeFileSync(file, readFileSync(file, "utf8").replace('\\"written\\"', '\\"kept\\"')),
                );
                deepStrictEqual(await names(), ["kept"]);

                writeFileSync(
                    join(project.dir, "index.ts"),
                    readFileSync(join(project.dir, "index.ts"), "utf8").replace("written", "edited"),
                );
                deepStrictEqual(await names(), ["edited"]);

                writeFileSync(
                    join(project.dir, "tsconfig.json"),
                    '{ "compilerOptions": { "module": "nodenext", "target": "es2020" } }',
                );
                writeFileSync(join(project.dir, "index.ts"), files["index.ts"] ?? "");
                deepStrictEqual(await names(), ["written"]);
            } finally {
                project.remove();
            }
        });
    }
});

function keptFiles(temporary: string): string[] {
    const root = readdirSync(temporary).find((name) => name.startsWith("pulumi-offline-preview-")) ?? "";
    const folder = join(temporary, root, "typescript");
    return readdirSync(folder).map((name) => join(folder, name));
}
