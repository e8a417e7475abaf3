import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../../../offline-preview/configuration/errors";
import { readProject } from "../../../offline-preview/configuration/project";

describe("offline preview: project file", () => {
    let folder: string;
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "project-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    const write = (text: string, name = "Pulumi.yaml") => writeFileSync(join(folder, name), text);
    const problemsOf = (text: string): string[] => {
        write(text);
        try {
            readProject(folder);
        } catch (error) {
            assert.ok(error instanceof UsageError);
            return error.problems;
        }
        return [];
    };

    it("reads name, program folder, options and schema", () => {
        mkdirSync(join(folder, "program"));
        write("{}", "program/other.json");
        write(
            [
                "name: demo",
                "runtime: { name: nodejs, options: { typescript: false, tsconfig: other.json, packagemanager: pnpm } }",
                "main: program",
                "stackConfigDir: stacks",
                "config:",
                "  size: { type: integer, description: How many., default: 3 }",
                "  names: { type: array, items: { type: array, items: { type: string } } }",
                "  token: { type: string, secret: true }",
                "  mode: fast",
                "  demo:zones: [a, b]",
                "  aws:region: eu-central-1",
                "  aws:defaultTags: { value: { tags: { team: one } } }",
                "plugins: { providers: [{ name: site, path: ../site, version: 1.2.3 }, { name: other }], languages: [] }",
                "packages: { local: ./local, awsx: awsx@3.9.0, above: { source: ../above }, far: { source: github.com/a/b } }",
            ].join("\n"),
        );
        const project = readProject(folder);
        assert.deepEqual(project, {
            plugins: [
                { name: "site", folder: join(folder, "../site"), version: "1.2.3" },
                { name: "local", folder: join(folder, "local") },
                { name: "above", folder: join(folder, "../above") },
            ],
            name: "demo",
            file: join(folder, "Pulumi.yaml"),
            root: folder,
            programDir: join(folder, "program"),
            entry: ".",
            runtimeOptions: { typescript: false, tsconfig: "other.json", nodeargs: [], packagemanager: "pnpm" },
            stackConfigDir: join(folder, "stacks"),
            config: [
                {
                    key: "demo:size",
                    own: true,
                    type: { name: "integer" },
                    description: "How many.",
                    fallback: 3,
                    secret: false,
                },
                {
                    key: "demo:names",
                    own: true,
                    type: { name: "array", items: { name: "array", items: { name: "string" } } },
                    secret: false,
                },
                { key: "demo:token", own: true, type: { name: "string" }, secret: true },
                { key: "demo:mode", own: true, fallback: "fast", secret: false },
                { key: "demo:zones", own: true, fallback: ["a", "b"], secret: false },
                { key: "aws:region", own: false, fallback: "eu-central-1", secret: false },
                { key: "aws:defaultTags", own: false, fallback: { tags: { team: "one" } }, secret: false },
            ],
            warnings: [],
        });
    });

    it("takes the defaults where little is said", () => {
        write("name: demo\nruntime: nodejs\n");
        const { runtimeOptions, programDir, entry, stackConfigDir, config } = readProject(folder);
        assert.deepEqual(runtimeOptions, { typescript: true, nodeargs: [] });
        assert.deepEqual([programDir, entry, stackConfigDir, config], [folder, ".", folder, []]);
    });

    for (const main of ["", "main:\n", "main: ''\n", "main: .\n"]) {
        it(`runs the program in the project's folder with ${JSON.stringify(main)}`, () => {
            write(`name: demo\nruntime: nodejs\n${main}`);
            const { programDir, entry } = readProject(folder);
            assert.deepEqual([programDir, entry], [folder, "."]);
        });
    }

    it("splits nodeargs as a shell does", () => {
        write(`name: demo\nruntime: { name: nodejs, options: { nodeargs: "--a  --b='x y' \\"--c d\\"" } }\n`);
        assert.deepEqual(readProject(folder).runtimeOptions.nodeargs, ["--a", "--b=x y", "--c d"]);
    });

    it("takes a file as main: the program runs in its folder", () => {
        mkdirSync(join(folder, "src"));
        write("", "src/app.ts");
        write("name: demo\nruntime: nodejs\nmain: src/app.ts\n");
        const { programDir, entry } = readProject(folder);
        assert.deepEqual([programDir, entry], [join(folder, "src"), "app.ts"]);
    });

    it("finds the nearest file above the folder, and Pulumi.yml", () => {
        write("name: outer\nruntime: nodejs\n", "Pulumi.yml");
        mkdirSync(join(folder, "a", "b"), { recursive: true });
        assert.equal(readProject(join(folder, "a", "b")).name, "outer");
        write("name: inner\nruntime: nodejs\n", "a/Pulumi.yaml");
        assert.equal(readProject(join(folder, "a", "b")).name, "inner");
        assert.equal(readProject(join(folder, "a", "b")).root, join(folder, "a"));
    });

    it("takes `config: <folder>` as the older spelling of stackConfigDir", () => {
        write("name: demo\nruntime: nodejs\nconfig: old\n");
        assert.equal(readProject(folder).stackConfigDir, join(folder, "old"));
    });

    it("reads a file that begins with a byte order mark", () => {
        write("\ufeffname: demo\nruntime: nodejs\n");
        assert.equal(readProject(folder).name, "demo");
    });

    it("says where it looked when there is no file", () => {
        assert.throws(
            () => readProject(folder),
            new UsageError([
                `no Pulumi.yaml in ${folder} or in a folder above it: ` +
                    "give the project's folder with --cwd, or create one with 'pulumi new'",
            ]),
        );
    });

    const head = "name: demo\nruntime: nodejs\n";
    const configOf = (line: string) => `${head}config:\n  ${line}\n`;
    const known = "type, items, description, secret, default, value are known";
    const table: [title: string, text: string, problems: string[]][] = [
        [
            "bad YAML",
            "name: demo\nruntime: [\n",
            ["Pulumi.yaml:3: not valid YAML: unexpected end of the stream within a flow collection"],
        ],
        ["a key twice", "name: demo\nname: demo\n", ["Pulumi.yaml:2: not valid YAML: duplicated mapping key"]],
        ["no mapping", "- a\n", ["Pulumi.yaml: must be a mapping with 'name' and 'runtime'"]],
        ["empty", "", ["Pulumi.yaml: must be a mapping with 'name' and 'runtime'"]],
        ["no name", "runtime: nodejs\n", ["Pulumi.yaml: 'name' is missing: add 'name: <project>'"]],
        [
            "a mistyped name",
            "nmae: demo\nruntime: nodejs\n",
            ["Pulumi.yaml: 'name' is missing ('nmae' found instead): add 'name: <project>'"],
        ],
        [
            "a name with a colon",
            "name: a:b\nruntime: nodejs\n",
            ["Pulumi.yaml: 'name' must be a text of 1 to 100 letters, digits, hyphens, underscores and periods"],
        ],
        [
            "all at once",
            "main: nowhere\n",
            [
                "Pulumi.yaml: 'name' is missing: add 'name: <project>'",
                "Pulumi.yaml: 'runtime' is missing: add 'runtime: nodejs'",
                "Pulumi.yaml: 'main' names nowhere: there is no such file: <folder> has no 'nowhere'",
            ],
        ],
        [
            "another runtime",
            "name: demo\nruntime: python\n",
            [
                "Pulumi.yaml: runtime 'python' is not supported: the offline preview runs programs with 'runtime: nodejs' only",
            ],
        ],
        [
            "a runtime that is a number",
            "name: demo\nruntime: 3\n",
            ["Pulumi.yaml: 'runtime' must be a text, or a mapping with 'name' and 'options'"],
        ],
        [
            "runtime attributes",
            "name: demo\nruntime: { name: nodejs, opts: {} }\n",
            ["Pulumi.yaml: 'runtime' has unknown attributes opts: 'name' and 'options' are known"],
        ],
        [
            "runtime options",
            "name: demo\nruntime: { name: nodejs, options: [] }\n",
            ["Pulumi.yaml: 'runtime.options' must be a mapping"],
        ],
        [
            "ill-typed runtime options",
            "name: demo\nruntime: { name: nodejs, options: { typescript: 1, tsconfig: 2, nodeargs: [a], packagemanager: pip } }\n",
            [
                "Pulumi.yaml: 'runtime.options.typescript' must be true or false",
                "Pulumi.yaml: 'runtime.options.tsconfig' must be the path of a tsconfig.json",
                "Pulumi.yaml: 'runtime.options.nodeargs' must be one text, as in '--max-old-space-size=4096 --trace-warnings'",
                "Pulumi.yaml: 'runtime.options.packagemanager' must be one of auto, npm, yarn, pnpm, bun",
            ],
        ],
        [
            "the name of a template",
            "name: ${PROJECT}\nruntime: nodejs\n",
            [
                "Pulumi.yaml: 'name' is the placeholder ${PROJECT}: this is a template; make a project of it with 'pulumi new', or write a name",
            ],
        ],
        [
            "runtime mistyped",
            "name: demo\nruntme: nodejs\n",
            ["Pulumi.yaml: 'runtime' is missing ('runtme' found instead): add 'runtime: nodejs'"],
        ],
        [
            "a tsconfig that is not there",
            "name: demo\nruntime: { name: nodejs, options: { tsconfig: conf/ts.json } }\n",
            [
                "Pulumi.yaml: 'runtime.options.tsconfig' names conf/ts.json: there is no such file: <folder> has no 'conf'",
            ],
        ],
        ["main that is no text", `${head}main: 3\n`, ["Pulumi.yaml: 'main' must be the path of the program"]],
        [
            "stackConfigDir that is no text",
            `${head}stackConfigDir: 3\n`,
            ["Pulumi.yaml: 'stackConfigDir' must be the path of a folder"],
        ],
        [
            "two folders",
            `${head}stackConfigDir: a\nconfig: b\n`,
            [
                "Pulumi.yaml: 'config' and 'stackConfigDir' both name the folder of the stack files: keep 'stackConfigDir' only",
            ],
        ],
        [
            "config that is a list",
            `${head}config: [a]\n`,
            ["Pulumi.yaml: 'config' must be a mapping of keys to their types or defaults"],
        ],
        [
            "an empty declaration",
            configOf("k:"),
            ["Pulumi.yaml: config key 'k' is empty: give it a type, or a default"],
        ],
        ["an empty value", configOf("aws:region:"), ["Pulumi.yaml: config key 'aws:region' is empty: give it a value"]],
        [
            "a fraction",
            configOf("k: 1.5"),
            ["Pulumi.yaml: config key 'k' is a fraction, which has no type in a project file: write it in quotes"],
        ],
        [
            "a bare object",
            configOf("k: { a: 1 }"),
            [
                `Pulumi.yaml: config key 'k' has unknown attributes 'a': ${known}, and a default that is an object is written under 'default'`,
            ],
        ],
        [
            "a bare object elsewhere",
            configOf("aws:tags: { tags: {} }"),
            [
                `Pulumi.yaml: config key 'aws:tags' has unknown attributes 'tags': ${known}, and an object is written under 'value'`,
            ],
        ],
        [
            "a mistyped attribute",
            configOf("k: { type: string, defualt: a }"),
            [
                `Pulumi.yaml: config key 'k' has unknown attributes 'defualt' (did you mean 'default'?): ${known}, and a default that is an object is written under 'default'`,
            ],
        ],
        [
            "an unknown type",
            configOf("k: { type: number }"),
            [
                "Pulumi.yaml: config key 'k' has an unknown type 'number': use one of string, integer, boolean, array, object",
            ],
        ],
        [
            "a mistyped type",
            configOf("k: { type: bolean }"),
            [
                "Pulumi.yaml: config key 'k' has an unknown type 'bolean' (did you mean 'boolean'?): use one of string, integer, boolean, array, object",
            ],
        ],
        [
            "a type that is no text",
            configOf("k: { type: [string] }"),
            ["Pulumi.yaml: config key 'k' has an unknown type: use one of string, integer, boolean, array, object"],
        ],
        [
            "an array of nothing",
            configOf("k: { type: array }"),
            ["Pulumi.yaml: config key 'k' is an array and does not say of what: add 'items: { type: string }'"],
        ],
        [
            "an array of an unknown type",
            configOf("k: { type: array, items: { type: text } }"),
            [
                "Pulumi.yaml: config key 'k' has an unknown type 'text': use one of string, integer, boolean, array, object",
            ],
        ],
        [
            "an ill-typed default",
            configOf("k: { type: array, items: { type: integer }, default: [1, a] }"),
            ["Pulumi.yaml: config key 'k' has a default that is no array<integer>"],
        ],
        [
            "a number as a string's default",
            configOf("k: { type: string, default: 3 }"),
            ["Pulumi.yaml: config key 'k' has a default that is no string"],
        ],
        [
            "default and value",
            configOf("k: { default: 1, value: 2 }"),
            ["Pulumi.yaml: config key 'k' has both a 'default' and a 'value': keep one"],
        ],
        [
            "an ill-typed secret",
            configOf("k: { type: string, secret: yes }"),
            ["Pulumi.yaml: config key 'k' has a 'secret' that is neither true nor false"],
        ],
        [
            "an ill-typed description",
            configOf("k: { type: string, description: [] }"),
            ["Pulumi.yaml: config key 'k' has a 'description' that is no text"],
        ],
        [
            "a type elsewhere",
            configOf("aws:region: { type: string, value: a }"),
            [
                "Pulumi.yaml: config key 'aws:region' is of another namespace and can have no 'type': only keys of this project have",
            ],
        ],
        [
            "a default elsewhere",
            configOf("aws:region: { default: a }"),
            [
                "Pulumi.yaml: config key 'aws:region' is of another namespace and can have no 'default': write it under 'value'",
            ],
        ],
        [
            "no value elsewhere",
            configOf("aws:region: { description: a }"),
            ["Pulumi.yaml: config key 'aws:region' is of another namespace and needs a 'value'"],
        ],
        [
            "a key of too many parts",
            configOf("a:b:c: d"),
            ["Pulumi.yaml: config key 'a:b:c' cannot be read: a key has the form 'name' or 'namespace:name'"],
        ],
        [
            "a path",
            configOf("a.b: { type: string }"),
            ["Pulumi.yaml: config key 'a.b' is a path into an object, which is not supported here: declare the object"],
        ],
    ];
    for (const [title, text, problems] of table) {
        it(`refuses: ${title}`, () => {
            assert.deepEqual(
                problemsOf(text),
                problems.map((problem) => problem.replace("<folder>", folder)),
            );
        });
    }

    for (const declaration of [
        "k: { type: integer, default: '3' }",
        "k: { type: boolean, default: 'true' }",
        "k: { type: object, default: { a: 1 } }",
        "k: { type: string, default: null }",
        "k: { type: array, items: { type: integer }, default: ['1', 2] }",
        "k: { secret: true }",
        "k: { value: 2 }",
        "k: {}",
        "demo:config:k: { type: string }",
    ]) {
        it(`accepts, as the CLI does: ${declaration}`, () => assert.deepEqual(problemsOf(configOf(declaration)), []));
    }
});

describe("usage error", () => {
    it("is one sentence, or a list of several", () => {
        assert.equal(new UsageError(["one"]).message, "one");
        assert.equal(new UsageError(["one", "two"]).message, "- one\n- two");
    });
});
