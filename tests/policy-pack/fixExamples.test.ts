import assert from "node:assert/strict";
import { join } from "node:path";
import * as ts from "typescript";
import { policies } from "../../policy-pack/policies";

const ROOT = join(__dirname, "..", "..");
/** Where the program would lie: nothing is written. */
const FILE = join(__dirname, "examples-of-fixes.ts");

/** Shows that what is wrong is found. */
const WRONG = { id: "wrong", fix: { example: `new aws.kms.Key("data", { enableKeyRotation: "yes" });` } };

/** How to pass each policy, as the policies tell it, as one program. */
function program(): string {
    const examples = [...policies, WRONG].map(({ id, fix }) => `/* ${id} */ () => {\n${fix.example}\n},\n`);
    // Of the provider only the modules in use: all of it takes many times as long.
    const modules = [...new Set([...examples.join("").matchAll(/\baws\.(\w+)\./g)].map(([, name = ""]) => name))];
    return `
        import * as pulumi from "@pulumi/pulumi";
        ${modules.map((name) => `import * as ${name}_ from "@pulumi/aws/${name}";`).join("\n")}
        const aws = { ${modules.map((name) => `${name}: ${name}_`).join(", ")} };
        declare const bucket: s3_.Bucket;
        declare const logs: s3_.Bucket;
        declare const key: kms_.Key;
        declare const topic: sns_.Topic;
        declare const keyPolicy: pulumi.Output<string>;
        declare const vpc: ec2_.Vpc;
        declare const subnet: ec2_.Subnet;
        declare const acl: ec2_.NetworkAcl;
        declare const group: ec2_.SecurityGroup;
        declare const application: ec2_.SecurityGroup;
        declare const config: pulumi.Config;
        export const examples = [
${examples.join("")}];`;
}

function faultsOf(source: string): readonly string[] {
    const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), (file) => ts.sys.readFile(file)) as {
        config: { compilerOptions: object };
    };
    const { options } = ts.convertCompilerOptionsFromJson({ ...config.compilerOptions, types: ["node"] }, ROOT);
    const host = ts.createCompilerHost(options);
    const read = host.getSourceFile.bind(host);
    host.getSourceFile = (file, ...rest) =>
        file === FILE ? ts.createSourceFile(file, source, ts.ScriptTarget.ES2022) : read(file, ...rest);
    const checked = ts.createProgram([FILE], options, host);
    const file = checked.getSourceFile(FILE);
    return ts.getPreEmitDiagnostics(checked, file).map(({ messageText, start = 0 }) => {
        const before = source.slice(0, start);
        const id = [...before.matchAll(/\/\* ([\w-]+) \*\//g)].at(-1)?.[1] ?? "";
        return `${id}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`;
    });
}

describe("the examples of the policies", function () {
    this.timeout(120_000);

    it("are TypeScript that the provider takes", () => {
        const faults = faultsOf(program());
        assert.deepEqual(
            faults.map((fault) => fault.split("\n")[0]),
            ["wrong: Type 'string' is not assignable to type 'Input<boolean | undefined>'."],
        );
    });
});
