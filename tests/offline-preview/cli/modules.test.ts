import { deepStrictEqual, match, strictEqual } from "node:assert";
import type { JsonReport } from "../../../offline-preview/report/json";
import { HERE, nodeBinary, type Environment } from "./environments";
import { runCli, TestProject } from "./project";

/** Types that vanish when it is compiled, functions without a name: the places to tell from those of the compiled text. */
const PROGRAM = (thing: string): string => `
import { Thing } from "${thing}";
interface Many {
    names: string[];
}

const { names }: Many = { names: ["a"] };
names.forEach((name) => new Thing(name));
const all = async (): Promise<void> => {
    await Promise.resolve();
    new Thing("b");
};
all();

class Pair<T> {
    constructor(private readonly of: T) {}

    make(): void {
        new Thing(String(this.of));
    }
}
new Pair<string>("c").make();
    new Thing("d");
export const wrong: number = "text";
`;

const PLACES = { a: [8, 25], b: [11, 5], c: [19, 9], d: [23, 5] };

const MODULES = {
    "package.json": '{ "name": "shop", "main": "index.ts", "type": "module" }',
    "tsconfig.json":
        '{ "compilerOptions": { "module": "nodenext", "moduleResolution": "nodenext", "target": "es2022" } }',
};

describe("offline-preview command: ES modules", function () {
    this.timeout(300_000);

    async function report(
        files: Record<string, string>,
        args: string[] = [],
        environment: Environment = HERE,
    ): Promise<JsonReport> {
        const project = new TestProject(files, environment);
        try {
            return JSON.parse((await runCli(project, [...args, "--json"])).stdout) as JsonReport;
        } finally {
            project.remove();
        }
    }

    /** Where the things are made. */
    function places({ resources }: JsonReport): Record<string, unknown> {
        const things = resources.filter(({ type }) => type === "test:index:Thing");
        things.forEach(({ source }) => strictEqual(source?.file, "index.ts"));
        return Object.fromEntries(things.map(({ name, source }) => [name, [source?.line, source?.column]]));
    }

    it("has the same locations in CommonJS", async () => {
        deepStrictEqual(places(await report({ "index.ts": PROGRAM("./thing") })), PLACES);
    });

    it("names the places in the source, and does not check types unless told", async () => {
        const files = { ...MODULES, "index.ts": PROGRAM("./thing.js") };
        const unchecked = await report(files);
        deepStrictEqual([unchecked.verdict, places(unchecked)], ["passed", PLACES]);

        const checked = await report(files, ["--type-check"]);
        strictEqual(checked.verdict, "program-failed");
        match(
            checked.diagnostics.map(({ message }) => message).join("\n"),
            /index\.ts\(24,14\): error TS2322: Type 'string' is not assignable/,
        );
    });

    it("names them on Node 22 too", async function () {
        const found = await nodeBinary("22.23.3");
        if ("missing" in found) {
            console.log(`    skipped: ${found.missing}`);
            this.skip();
        }
        const files = { ...MODULES, "index.ts": PROGRAM("./thing.js") };
        deepStrictEqual(places(await report(files, [], { ...HERE, node: found.node })), PLACES);
    });

    it("names the line that throws", async () => {
        const files = { ...MODULES, "index.ts": 'interface A {\n    b: string;\n}\n\nthrow new Error("boom");' };
        const { diagnostics } = await report(files);
        match(diagnostics.map(({ message }) => message).join("\n"), /boom.*\n.*\/index\.ts:5:7/);
    });

    it("says what a program that awaits for ever did", async () => {
        const { diagnostics, verdict } = await report({
            ...MODULES,
            "index.ts": "await new Promise(() => undefined);",
        });
        strictEqual(verdict, "program-failed");
        match(diagnostics.at(-1)?.message ?? "", /awaits something that never comes/);
    });

    it("reads JavaScript as it is written", async () => {
        const { resources } = await report({
            ...MODULES,
            "package.json": '{ "name": "shop", "main": "index.js", "type": "module" }',
            "thing.ts": "",
            "index.js": `
                import * as pulumi from "@pulumi/pulumi";
                class Thing extends pulumi.CustomResource {
                    constructor(name) {
                        super("test:index:Thing", name, {});
                    }
                }
                export const names = ["a"].map((name) =>
                    new Thing(name));
            `,
        });
        const [thing] = resources.filter(({ type }) => type === "test:index:Thing");
        deepStrictEqual(thing?.source, { file: "index.js", line: 9, column: 21 });
    });
});
