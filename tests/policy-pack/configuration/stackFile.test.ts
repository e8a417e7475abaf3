import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readStackFile, type StackFile } from "../../../policy-pack/configuration/stackFile";

describe("a stack's file", () => {
    let folder: string;

    beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "palisade-stack-"))));
    afterEach(() => rmSync(folder, { recursive: true }));

    function read(files: Readonly<Record<string, string>>): StackFile {
        Object.entries(files).forEach(([name, text]) => writeFileSync(join(folder, name), text));
        return readStackFile(join(folder, "Pulumi.dev.yaml"), (path) => readFileSync(path, "utf8"));
    }

    const good: Readonly<
        Record<string, readonly [files: Readonly<Record<string, string>>, config: StackFile["config"]]>
    > = {
        "texts as they are, and what is none as JSON": [
            { "Pulumi.dev.yaml": 'config: { "p:a": text, "p:b": [x], "p:c": { y: 1 }, "p:d": 5, "p:e": false }' },
            { "p:a": "text", "p:b": '["x"]', "p:c": '{"y":1}', "p:d": "5", "p:e": "false" },
        ],
        "what the project says for all its stacks, plain or as a value": [
            {
                "Pulumi.yaml": 'config: { "p:a": all, "p:b": { value: [x] }, "p:c": all }',
                "Pulumi.dev.yaml": 'config: { "p:c": own }',
            },
            { "p:a": "all", "p:b": '["x"]', "p:c": "own" },
        ],
        "nothing of a project that tells the type of a value alone": [
            { "Pulumi.yaml": 'config: { "p:a": { type: string } }', "Pulumi.dev.yaml": "" },
            {},
        ],
        "what stands in a project's file of the other name": [
            { "Pulumi.yml": 'config: { "p:a": all }', "Pulumi.dev.yaml": "" },
            { "p:a": "all" },
        ],
        "nothing of a project that configures nothing": [
            { "Pulumi.yaml": "name: project", "Pulumi.dev.yaml": 'config: { "p:a": own }' },
            { "p:a": "own" },
        ],
        "nothing where it is empty": [{ "Pulumi.dev.yaml": "" }, {}],
        "nothing where its configuration is a list": [{ "Pulumi.dev.yaml": "config: [x]" }, {}],
    };
    for (const [what, [files, config]] of Object.entries(good)) {
        it(`says ${what}`, () => assert.deepEqual(read(files), { config, hasEnvironments: false }));
    }

    it("may import environments", () => {
        const files = { "Pulumi.dev.yaml": 'environment: [shared]\nconfig: { "p:a": own }' };
        assert.deepEqual(read(files), { config: { "p:a": "own" }, hasEnvironments: true });
    });

    it("is refused with its name where it is no YAML or no map, as its project's is", () => {
        const refused = (files: Readonly<Record<string, string>>, file: string, told: RegExp) =>
            assert.throws(
                () => read(files),
                ({ message }: Error) => message.startsWith(`${join(folder, file)} `) && told.test(message),
            );
        refused({ "Pulumi.dev.yaml": "config: [" }, "Pulumi.dev.yaml", / is not YAML: [^\n]+ \(\d+:\d+\)$/);
        refused({ "Pulumi.dev.yaml": "- config" }, "Pulumi.dev.yaml", / holds no configuration of a stack$/);
        refused({ "Pulumi.yaml": "text", "Pulumi.dev.yaml": "" }, "Pulumi.yaml", / holds no configuration of a stack$/);
    });
});
