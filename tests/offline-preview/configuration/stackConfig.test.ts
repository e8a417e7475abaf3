import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { UsageError } from "../../../offline-preview/configuration/errors";
import { decrypterFor } from "../../../offline-preview/configuration/passphrase";
import { readProject } from "../../../offline-preview/configuration/project";
import { meantSetting } from "../../../offline-preview/configuration/providerSettings";
import {
    readStackConfig,
    type StackConfig,
    type StackConfigOptions,
} from "../../../offline-preview/configuration/stackConfig";
import { encryptionSalt } from "./encryption";

const PROJECT = "name: demo\nruntime: nodejs\n";

let folder: string;
function inFolder(): void {
    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "stack-"))));
    afterEach(() => rmSync(folder, { recursive: true }));
}

interface Files {
    /** Lines of `config:` in Pulumi.yaml. */
    schema?: string[];
    /** Pulumi.dev.yaml; lines of its `config:` where it is a list. */
    stack?: string | string[];
}

function read({ schema = [], stack = "" }: Files, options: StackConfigOptions = {}, name = "dev"): StackConfig {
    const block = (lines: string[]) =>
        lines.length === 0 ? "" : `config:\n${lines.map((line) => `  ${line}\n`).join("")}`;
    writeFileSync(join(folder, "Pulumi.yaml"), PROJECT + block(schema));
    writeFileSync(join(folder, "Pulumi.dev.yaml"), Array.isArray(stack) ? block(stack) : stack);
    return readStackConfig(readProject(folder), name, { env: {}, ...options });
}

function problemsOf(files: Files, options: StackConfigOptions = {}, name?: string): string[] {
    try {
        read(files, options, name);
    } catch (error) {
        assert.ok(error instanceof UsageError, String(error));
        return error.problems;
    }
    return [];
}

describe("offline preview: stack configuration", () => {
    inFolder();

    it("gives keys without a namespace the project's name, and reads the older form", () => {
        const { values } = read({ stack: ["a: x", "demo:b: y", "aws:region: eu-west-1", "aws:config:profile: p"] });
        assert.deepEqual(values, { "demo:a": "x", "demo:b": "y", "aws:region": "eu-west-1", "aws:profile": "p" });
    });

    // What `pulumi config --json --show-secrets` prints for the same lines.
    const asText: [yaml: string, text: string][] = [
        ["quoted text", "quoted text"],
        ["'42'", "42"],
        ["42", "42"],
        ["123456789012", "123456789012"],
        ["1.50", "1.5"],
        ["1e3", "1000"],
        ["12345678901234567890123", "1.2345678901234568e+22"],
        ["0123", "83"],
        ["012345678901", "12345678901"],
        ["0o17", "15"],
        ["0x1F", "31"],
        ["0b101", "5"],
        ["1_000", "1000"],
        ["-7", "-7"],
        ["True", "true"],
        ["yes", "yes"],
        ["12:30:45", "12:30:45"],
        ["2012-10-17", "2012-10-17 00:00:00 +0000 UTC"],
        ["2012-10-17T10:00:00.250Z", "2012-10-17 10:00:00.25 +0000 UTC"],
        ["~", ""],
        [
            "{b: 1, a: {z: null, d: '<&>'}, c: [1.0, 2.5, true]}",
            '{"a":{"d":"\\u003c\\u0026\\u003e","z":null},"b":1,"c":[1,2.5,true]}',
        ],
        ["[]", "[]"],
    ];
    for (const [yaml, expected] of asText) {
        it(`reads ${yaml} as the CLI does`, () =>
            assert.equal(read({ stack: [`k: ${yaml}`] }).values["demo:k"], expected));
    }

    it("applies defaults for what the stack does not set, and only for that", () => {
        const { values } = read({
            schema: [
                "size: { type: integer, default: 3 }",
                "zones: [a, b]",
                "flag: { value: false }",
                "aws:region: eu-west-1",
            ],
            stack: ["size: 5"],
        });
        assert.deepEqual(values, {
            "demo:size": "5",
            "demo:zones": '["a","b"]',
            "demo:flag": "false",
            "aws:region": "eu-west-1",
        });
    });

    it("lets --config win over file and defaults, the last of one key over the others", () => {
        const { values, secretKeys } = read(
            { schema: ["size: 3", "mode: fast", "other: 1"], stack: ["size: 5", "aws:region: eu-west-1"] },
            { overrides: ["size=7", "size=8", "mode=a=b", "aws:region=us-east-1", "demo:config:size=9"] },
        );
        assert.deepEqual(values, {
            "demo:size": "9",
            "demo:mode": "a=b",
            "demo:other": "1",
            "aws:region": "us-east-1",
        });
        assert.deepEqual(secretKeys, []);
    });

    it("reads another file with configFile", () => {
        writeFileSync(join(folder, "other.yaml"), "config:\n  a: other\n");
        assert.deepEqual(read({}, { configFile: join(folder, "other.yaml") }).values, { "demo:a": "other" });
    });

    it("reads stack files from stackConfigDir", () => {
        mkdirSync(join(folder, "stacks"));
        writeFileSync(join(folder, "Pulumi.yaml"), `${PROJECT}stackConfigDir: stacks\n`);
        writeFileSync(join(folder, "stacks", "Pulumi.dev.yaml"), "config:\n  a: x\n");
        assert.deepEqual(readStackConfig(readProject(folder), "dev").values, { "demo:a": "x" });
    });

    it("is the same for an empty file and one without config", () => {
        assert.deepEqual(read({ stack: "" }), { values: {}, secretKeys: [], secretTexts: [], warnings: [] });
        assert.deepEqual(read({ stack: "config:\n" }), { values: {}, secretKeys: [], secretTexts: [], warnings: [] });
    });

    describe("types", () => {
        // Which of the declared types the CLI's preview accepts for a value of a stack file (version of August 2026).
        const types = {
            s: "{ type: string }",
            i: "{ type: integer }",
            b: "{ type: boolean }",
            o: "{ type: object }",
            S: "{ type: array, items: { type: string } }",
            I: "{ type: array, items: { type: integer } }",
            B: "{ type: array, items: { type: array, items: { type: boolean } } }",
        };
        const accepted: Record<string, string> = {
            abc: "s",
            "12": "si",
            "'12'": "si",
            "-7": "si",
            "1.5": "s",
            "2.0": "si",
            "'1.0'": "s",
            "'+5'": "si",
            "' 5'": "s",
            "0x1F": "si",
            "1e3": "si",
            "'1e3'": "s",
            "9223372036854775808": "s",
            "'9223372036854775807'": "si",
            "'9223372036854775808'": "s",
            true: "sb",
            "'true'": "sb",
            True: "sb",
            "'True'": "s",
            "2020-01-01": "s",
            "~": "s",
            "[a]": "S",
            "[1]": "I",
            "[1.5]": "",
            "['1']": "SI",
            "[[true]]": "B",
            "[['true']]": "B",
            "[[1]]": "",
            "[null]": "",
            "[]": "SIB",
            "{ a: 1 }": "o",
            "{}": "o",
        };
        for (const [value, fitting] of Object.entries(accepted)) {
            it(`${value} is accepted as: ${[...fitting].map((letter) => types[letter as keyof typeof types]).join(", ")}`, () => {
                const found = Object.entries(types)
                    .filter(([, type]) => problemsOf({ schema: [`k: ${type}`], stack: [`k: ${value}`] }).length === 0)
                    .map(([letter]) => letter);
                assert.equal(found.join(""), fitting);
            });
        }

        it("reports every ill-typed and missing value at once, never with the value", () => {
            const problems = problemsOf(
                {
                    schema: [
                        "a: { type: integer }",
                        "b: { type: array, items: { type: string } }",
                        "c: { type: boolean }",
                        "d: { type: string, secret: true }",
                        "e: { secret: true }",
                    ],
                    stack: ["a: hidden", "b: hidden"],
                },
                { overrides: ["c=hidden"] },
            );
            assert.deepEqual(problems, [
                "Pulumi.dev.yaml: 'a' must be of type integer",
                "Pulumi.dev.yaml: 'b' must be of type array<string>",
                "--config: 'c' must be of type boolean",
                "Pulumi.dev.yaml: 'd' (string) has no value, and Pulumi.yaml no default: set it with 'pulumi config set --secret d <value> --stack dev', or --config d=<value>",
                "Pulumi.dev.yaml: 'e' has no value, and Pulumi.yaml no default: set it with 'pulumi config set --secret e <value> --stack dev', or --config e=<value>",
            ]);
        });

        it("takes overrides of arrays and objects as JSON", () => {
            const schema = ["a: { type: array, items: { type: integer } }", "o: { type: object }"];
            const { values } = read({ schema }, { overrides: ["a=[1, 2]", 'o={"x": 1}'] });
            assert.deepEqual(values, { "demo:a": "[1, 2]", "demo:o": '{"x": 1}' });
            assert.deepEqual(problemsOf({ schema }, { overrides: ["a=[oops", "o=[1]"] }), [
                "--config: 'a' must be of type array<integer>, written as JSON",
                "--config: 'o' must be of type object, written as JSON",
            ]);
        });
    });

    describe("keys that the schema does not declare", () => {
        const schema = ["instanceCount: 1"];
        it("are a warning in the file, with the key that was likely meant", () => {
            const { warnings, values } = read({ schema, stack: ["instanceCuont: 2", "other: 3", "aws:regoin: x"] });
            assert.deepEqual(warnings, [
                "Pulumi.dev.yaml: 'instanceCuont' is not declared in Pulumi.yaml (did you mean 'instanceCount'?)",
                "Pulumi.dev.yaml: 'other' is not declared in Pulumi.yaml",
            ]);
            assert.equal(values["demo:other"], "3");
        });
        it("are refused on the command line", () => {
            assert.deepEqual(problemsOf({ schema }, { overrides: ["InstanceCoun=2", "aws:regoin=x"] }), [
                "--config InstanceCoun: 'InstanceCoun' is not declared in Pulumi.yaml (did you mean 'instanceCount'?)",
            ]);
        });
        it("are nothing to speak of where the project declares none", () => {
            assert.deepEqual(read({ schema: ["aws:region: x"], stack: ["a: 1"] }, { overrides: ["b=1"] }).warnings, []);
        });
    });

    it("refuses overrides that are no key=value", () => {
        assert.deepEqual(problemsOf({}, { overrides: ["flag", "a:b:c=1", "=1", "demo:=1"] }), [
            "--config flag: write it as --config flag=<value>",
            "--config a:b:c: a key has the form 'name' or 'namespace:name'",
            "--config : a key has the form 'name' or 'namespace:name'",
            "--config demo:: a key has the form 'name' or 'namespace:name'",
        ]);
    });

    describe("keys that are nearly right", () => {
        const installed = (name: string, vars: string, above = folder): void => {
            const config = join(above, "node_modules", "@pulumi", name, "config");
            mkdirSync(config, { recursive: true });
            writeFileSync(join(config, "vars.d.ts"), vars);
        };
        const AWS =
            "export declare const region: Region | undefined;\nexport declare const profile: string | undefined;\n";

        it("stands beside one that is missing: a typo?", () => {
            const [problem] = problemsOf({ schema: ["retentionDays: { type: integer }"], stack: ["retentionDay: 3"] });
            assert.match(
                problem ?? "",
                /'retentionDays' \(integer\) has no value, .* There is 'retentionDay', .*: a typo\?$/,
            );
        });
        it("stands beside a missing one and is declared: no typo", () => {
            const schema = ["retentionDays: { type: integer }", "retentionDay: { type: integer }"];
            const [problem] = problemsOf({ schema, stack: ["retentionDay: 3"] });
            assert.doesNotMatch(problem ?? "", /typo/);
        });
        it("is no setting of the provider that is installed", () => {
            installed("aws", AWS);
            assert.deepEqual(read({ stack: ["aws:regoin: eu-west-1"] }).warnings, [
                "Pulumi.dev.yaml: nobody reads 'aws:regoin' (did you mean 'aws:region'?)",
            ]);
            assert.deepEqual(read({ schema: ["aws:regoin: eu-west-1"] }).warnings, [
                "Pulumi.yaml: nobody reads 'aws:regoin' (did you mean 'aws:region'?)",
            ]);
            assert.deepEqual(problemsOf({}, { overrides: ["aws:regoin=eu-west-1"] }), [
                "--config aws:regoin: nobody reads 'aws:regoin' (did you mean 'aws:region'?)",
            ]);
        });
        it("is of a namespace that is no installed package", () => {
            installed("aws", AWS);
            assert.deepEqual(read({ stack: ["asw:region: eu-west-1", "dmeo:a: b"] }).warnings, [
                "Pulumi.dev.yaml: nobody reads 'asw:region' (did you mean 'aws:region'?)",
                "Pulumi.dev.yaml: nobody reads 'dmeo:a' (did you mean 'demo:a'?)",
            ]);
        });
        it("is of a package above, as in a workspace, where another is beside the program", () => {
            const programDir = join(folder, "infra");
            mkdirSync(programDir);
            installed("eks", "", programDir);
            installed("aws", AWS);
            const meant = (key: string): string | undefined =>
                meantSetting({ namespace: "aws", name: key }, "demo", programDir);
            assert.equal(meant("region"), undefined);
            assert.equal(meant("regoin"), "aws:region");
        });
        it("is of a package beside the program before one of that name above", () => {
            const programDir = join(folder, "infra");
            mkdirSync(programDir);
            installed("aws", "export declare const regoin: string | undefined;\n", programDir);
            installed("aws", AWS);
            assert.equal(meantSetting({ namespace: "aws", name: "regoin" }, "demo", programDir), undefined);
        });
        it("is right, or of something that is not installed, or like nothing: nothing is said", () => {
            installed("aws", AWS);
            const stack = ["aws:region: a", "aws:version: b", "aws:brandNew: c", "gcp:projct: d", "pulumi:tasg: {}"];
            assert.deepEqual(read({ stack }).warnings, []);
        });
        it("is an attribute of the project file", () => {
            writeFileSync(join(folder, "Pulumi.dev.yaml"), "");
            writeFileSync(join(folder, "Pulumi.yaml"), `${PROJECT}stackConfgDir: stacks\nsomethingElse: 1\n`);
            assert.deepEqual(readStackConfig(readProject(folder), "dev").warnings, [
                "Pulumi.yaml: 'stackConfgDir' is ignored (did you mean 'stackConfigDir'?)",
            ]);
        });
    });

    describe("the file", () => {
        it("must be there: the message lists those that are", () => {
            writeFileSync(join(folder, "Pulumi.prod.yaml"), "");
            assert.deepEqual(problemsOf({}, {}, "dve"), [
                `stack 'dve' has no file Pulumi.dve.yaml in ${folder}. Stacks with a file there: dev, prod (did you mean 'dev'?). ` +
                    "Create it with 'pulumi stack init dve', or as an empty file where the defaults of Pulumi.yaml are enough",
            ]);
        });
        it("must be there, also where no stack has one", () => {
            writeFileSync(join(folder, "Pulumi.yaml"), `${PROJECT}stackConfigDir: stacks\n`);
            assert.throws(
                () => readStackConfig(readProject(folder), "dev"),
                /'stackConfigDir' names .*stacks: there is no such folder: .* has no 'stacks'/,
            );
            mkdirSync(join(folder, "stacks"));
            assert.throws(
                () => readStackConfig(readProject(folder), "dev"),
                /in .*stacks\. No stack has a file there\. Create it/,
            );
        });
        it("has the extension of the project file", () => {
            writeFileSync(join(folder, "Pulumi.yml"), PROJECT);
            writeFileSync(join(folder, "Pulumi.dev.yaml"), "");
            assert.throws(() => readStackConfig(readProject(folder), "dev"), /has no file Pulumi\.dev\.yml/);
        });
        const table: [title: string, text: string, problem: string][] = [
            [
                "bad YAML",
                "config:\n  a: 1\n b: 2\n",
                "Pulumi.dev.yaml:3: not valid YAML: bad indentation of a mapping entry",
            ],
            ["a list", "- a\n", "Pulumi.dev.yaml: must be a mapping with 'config'"],
            ["config that is a list", "config: [a]\n", "Pulumi.dev.yaml: 'config' must be a mapping of keys to values"],
            [
                "a bad key",
                "config:\n  a:b:c: 1\n",
                "Pulumi.dev.yaml: config key 'a:b:c' cannot be read: a key has the form 'name' or 'namespace:name'",
            ],
            [
                "a key in two spellings",
                "config:\n  a: 1\n  demo:a: 2\n",
                "Pulumi.dev.yaml: config key 'demo:a' is there twice, as demo:a: keep one",
            ],
        ];
        for (const [title, text, problem] of table) {
            it(`is refused: ${title}`, () => assert.deepEqual(problemsOf({ stack: text }), [problem]));
        }
        it("warns of empty values, unknown attributes and environments", () => {
            const stack = "conifg: {}\nconfig:\n  a:\nenvironment:\n  - acme/prod\n  - shared\n";
            assert.deepEqual(read({ stack }).warnings, [
                "Pulumi.dev.yaml: 'conifg' is ignored (did you mean 'config'?)",
                `Pulumi.dev.yaml: 'a' has no value, which counts as the empty text: write "" to say so`,
                "Pulumi.dev.yaml: values of Pulumi ESC are not read offline (acme/prod, shared): give those that the program needs with --config key=value",
            ]);
            assert.deepEqual(read({ stack: "environment: { values: { a: 1 } }\n" }).warnings, [
                "Pulumi.dev.yaml: values of Pulumi ESC are not read offline: give those that the program needs with --config key=value",
            ]);
        });
    });

    describe("the stack's name", () => {
        it("is refused with other characters", () => {
            for (const name of ["", "a b", "../x", "é", "x".repeat(101)]) {
                const problem = name.includes("/")
                    ? "stack name '../x': give the stack's own name 'x', without organization and project"
                    : `stack name '${name}' must have 1 to 100 letters, digits, hyphens, underscores and periods`;
                assert.deepEqual(problemsOf({}, {}, name), [problem]);
            }
        });
    });
});

describe("offline preview: secrets in the configuration", () => {
    inFolder();

    const fixture = join(__dirname, "fixtures", "encrypted");
    const options = { passphrase: "made-up-passphrase" };

    it("reads what the CLI encrypted, whole values and parts of objects and lists", () => {
        const { values, secretKeys, secretTexts, warnings } = readStackConfig(readProject(fixture), "dev", options);
        assert.deepEqual(values, {
            "demo:dbPassword": "not a real password",
            "demo:service":
                '{"ports":[80],"token":"made-up token","url":"https://example.com/?a=1\\u0026b=\\u003c2\\u003e"}',
            "demo:list": '["s-ü"]',
            "aws:region": "eu-central-1",
        });
        assert.deepEqual(secretKeys, ["demo:dbPassword", "demo:service", "demo:list"]);
        assert.deepEqual(secretTexts, ["not a real password", "made-up token", "s-ü"], "only what is encrypted");
        assert.deepEqual(warnings, []);
    });

    it("takes the passphrase from the environment, an empty one too, or from a file", () => {
        const project = readProject(fixture);
        const secretOf = (env: Record<string, string>) =>
            readStackConfig(project, "dev", { env }).values["demo:dbPassword"];
        writeFileSync(join(folder, "phrase"), "made-up-passphrase\n");
        assert.equal(secretOf({ PULUMI_CONFIG_PASSPHRASE: "made-up-passphrase" }), "not a real password");
        assert.equal(secretOf({ PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "phrase") }), "not a real password");
        assert.throws(
            () => secretOf({ PULUMI_CONFIG_PASSPHRASE: "", PULUMI_CONFIG_PASSPHRASE_FILE: join(folder, "phrase") }),
            /the passphrase is not this stack's/,
        );
    });

    const standIn = "or give a stand-in for each with --config key=value";
    const refusals: [title: string, options: StackConfigOptions, problem: string][] = [
        [
            "without passphrase",
            { env: {} },
            `there is no passphrase: set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE, ${standIn}`,
        ],
        [
            "with a wrong one",
            { passphrase: "wrong" },
            `the passphrase is not this stack's: correct PULUMI_CONFIG_PASSPHRASE, ${standIn}`,
        ],
        [
            "with a file that is not there",
            { env: { PULUMI_CONFIG_PASSPHRASE_FILE: "/nowhere" } },
            `the file that PULUMI_CONFIG_PASSPHRASE_FILE names cannot be read: correct its path, ${standIn}`,
        ],
    ];
    for (const [title, given, problem] of refusals) {
        it(`names the keys ${title}`, () => {
            assert.throws(
                () => readStackConfig(readProject(fixture), "dev", given),
                new UsageError([`Pulumi.dev.yaml: 'dbPassword', 'service', 'list' are encrypted, and ${problem}`]),
            );
        });
    }

    it("is refused with a secrets provider that is out of reach", () => {
        const secret = "config:\n  a: { secure: AAAA }\n";
        assert.deepEqual(
            problemsOf({ stack: `secretsprovider: awskms://alias/x?region=eu-west-1\nencryptedkey: AAAA\n${secret}` }),
            [
                `Pulumi.dev.yaml: 'a' is encrypted, and the secrets provider awskms is not reached offline: use a stack with a passphrase, ${standIn}`,
            ],
        );
        assert.deepEqual(problemsOf({ stack: secret }), [
            `Pulumi.dev.yaml: 'a' is encrypted, and a file without 'encryptionsalt' needs Pulumi Cloud, which is not reached offline: use a stack with a passphrase, ${standIn}`,
        ]);
    });

    it("needs no passphrase where overrides stand in, and these stay secret", () => {
        const { values, secretKeys, secretTexts } = readStackConfig(readProject(fixture), "dev", {
            env: {},
            overrides: ["dbPassword=x", 'service={"token":"y"}', "list=[]"],
        });
        assert.deepEqual(values["demo:dbPassword"], "x");
        assert.deepEqual(secretKeys, ["demo:dbPassword", "demo:service", "demo:list"]);
        assert.deepEqual(secretTexts, ["x", '{"token":"y"}', "[]"]);
    });

    it("refuses a value of another stack, and still reports the rest", () => {
        const salt = encryptionSalt("phrase");
        const stack = `encryptionsalt: ${salt.text}\nconfig:\n  good: { secure: "${salt.encrypt("7")}" }\n  bad: { secure: "${encryptionSalt("other").encrypt("8")}" }\n`;
        const schema = ["good: { type: boolean }", "bad: { type: integer }"];
        assert.deepEqual(problemsOf({ schema, stack }, { passphrase: "phrase" }), [
            "Pulumi.dev.yaml: 'bad' was not encrypted with this stack's passphrase and salt: set it again with 'pulumi config set --secret'",
            "Pulumi.dev.yaml: 'good' must be of type boolean",
        ]);
    });

    it("must be encrypted where the schema says secret", () => {
        const schema = ["a: { type: string, secret: true }", "b: { type: string, secret: true, default: x }"];
        assert.deepEqual(problemsOf({ schema, stack: ["a: plain"] }), [
            "Pulumi.dev.yaml: 'a' is declared secret and must be encrypted: set it with 'pulumi config set --secret'",
            "Pulumi.yaml: 'b' is declared secret and has a default in plain text, which no stack can use: remove the default",
        ]);
        const { secretKeys, secretTexts } = read({ schema }, { overrides: ["a=x", "b=y"] });
        assert.deepEqual(secretKeys, ["demo:a", "demo:b"], "stand-ins are secret");
        assert.deepEqual(secretTexts, ["x", "y"]);
        assert.deepEqual(read({ schema: ["c: { secret: true }"], stack: ["c: plain"] }).secretKeys, ["demo:c"]);
    });

    it("comes back as it was encrypted, whatever the text", () => {
        const salt = encryptionSalt("any phrase ✓");
        const decrypt = decrypterFor("any phrase ✓", salt.text);
        assert.ok(decrypt);
        fc.assert(
            fc.property(fc.string({ unit: "grapheme" }), (text) => {
                assert.equal(decrypt(salt.encrypt(text)), text);
            }),
        );
    });

    it("does not come back when a bit of it is changed, or when it is no such value", () => {
        const salt = encryptionSalt("phrase");
        const decrypt = decrypterFor("phrase", salt.text);
        assert.ok(decrypt);
        const [version, nonce = "", sealed = ""] = salt.encrypt("text").split(":");
        const changed = Buffer.from(sealed, "base64");
        changed[0] = (changed[0] ?? 0) ^ 1;
        for (const value of [
            `${version}:${nonce}:${changed.toString("base64")}`,
            "",
            "v1:a:b",
            `v1:${nonce}:AAAA`,
            `v2:${nonce}:${sealed}`,
            `v1:${nonce}:${sealed}:x`,
        ]) {
            assert.equal(decrypt(value), undefined, value);
        }
        assert.equal(decrypterFor("phrase", salt.text.replace(/^v1/, "v2")), undefined);
        assert.equal(decrypterFor("phrase", "nonsense"), undefined);
    });
});
