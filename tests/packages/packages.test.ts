import assert from "node:assert/strict";
import { cpSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInProcess } from "../../offline-preview/harness";
import type { JsonReport } from "../../offline-preview/report/json";
import { mustRun, runCommand } from "./command";
import { schemaOf } from "./componentPlugin";
import { Outside } from "./outside";
import { script, workflow } from "../workflows/workflows";
import { blocksOf, PAGES, staleExceptions, whyNotRun } from "./pages";
import { MESSAGE, runPage, RUNNERS, SNIPPETS } from "./runners";
import { Showcase } from "./showcase";
import { typeErrors, typesOf } from "./types";
import { filesIn, filesOf, packages, packAll, readJson, REPOSITORY, type Tarball } from "./workspace";

const ESM = 'import { SecureBucket } from "palisade-aws";\nexport const arn = new SecureBucket("data").arn;\n';
const COMMONJS = 'const { SecureBucket } = require("palisade-aws");\nexports.arn = new SecureBucket("data").arn;\n';
const TYPED = `
    import { SecureBucket } from "palisade-aws";
    import { isPublic, readDocument } from "palisade-policy-documents";
    import { preview, type Preview } from "pulumi-offline-preview";
    // @ts-expect-error -- it is "removable"
    export const misspelt = new SecureBucket("data", { removeable: true });
    // @ts-expect-error -- it is a folder
    export const previewed: Promise<Preview> = preview({ cwd: 1, policyPacks: [] });
    // @ts-expect-error -- "undetermined" is an answer too
    export const judged: boolean = isPublic(readDocument("{}"));
`;
/** What the template's own policy, and its choice among ours, have something to say of. */
const FUNCTIONS = `
const aws = require("@pulumi/aws");
new aws.kms.Key("data", { enableKeyRotation: true, deletionWindowInDays: 7 });
new aws.lambda.Function("report", {
    role: "arn:aws:iam::111122223333:role/report", packageType: "Image", imageUri: "report:1", memorySize: 4096,
});
`;
/** Somebody's own test, with all that it may be typed by. */
const TYPED_TEST = `
    import { expectNoViolations, judge, preview, resourcesOfType, UsageError } from "pulumi-offline-preview";
    import type { Expectations, Finding, JsonReport, Preview, RegisteredResource } from "pulumi-offline-preview";
    const isOld = ({ urn, source }: Finding): boolean => urn !== undefined && source?.file === "old.ts";
    const expectations: Expectations = { level: "advisory", undetermined: "fail", ignore: ["one", isOld] };
    export async function check(): Promise<RegisteredResource[]> {
        const stack: Preview = await preview({ cwd: ".", policyPacks: [{ path: "pack" }] });
        expectNoViolations(stack, expectations);
        expectNoViolations(await judge({ cwd: ".", stateFile: "prod.json", policyPacks: [] }));
        // @ts-expect-error -- it is not awaited
        expectNoViolations(preview({ cwd: ".", policyPacks: [] }));
        // @ts-expect-error -- there is no such level
        expectNoViolations(stack, { level: "disabled" });
        return resourcesOfType(stack, "aws:s3:Bucket");
    }
    export const severities = ({ findings }: JsonReport): unknown[] => findings.map(({ severity }) => severity);
    export const problems = (error: unknown): string[] => (error instanceof UsageError ? error.problems : []);
`;
/** Pinned to what runs on Node 20. */
const RUNNERS_OF_OTHERS = { mocha: "^11.7.0", vitest: "^4.1.0", jest: "^30.5.0" };
const LIBRARIES = ["palisade-aws", "palisade-policy-documents", "pulumi-offline-preview"];

/** Of commands on pages that do not end with 0: what they judge violates a policy, or they are interrupted. */
const EXIT_CODES: Record<string, number> = {
    "pulumi-offline-preview judge prod.json --policy-pack ./policy-pack": 1,
    "pulumi-offline-preview --stack dev --policy-pack ./policy-pack --fold --watch": 130,
};

/** What a program registers of its own and of components, without the stack and default providers. */
function registered(resources: readonly { kind: string; type: string; name: string }[]): string[] {
    return resources
        .filter(({ kind, type }) => kind !== "provider" && type !== "pulumi:pulumi:Stack")
        .map(({ type, name }) => `${type} ${name}`)
        .sort();
}

function assertPassed({ code, report }: { code: number | null; report: JsonReport }): void {
    assert.deepEqual(report.diagnostics, []);
    assert.equal(report.verdict, "passed");
    assert.deepEqual(report.findings, []);
    assert.equal(code, 0);
    const [pack] = report.packs;
    assert.equal(pack?.name, "palisade-policies");
    assert.ok(pack.policies.length > 0);
}

describe("the packages, as others install them", function () {
    this.timeout(300_000);
    const folder = mkdtempSync(join(tmpdir(), "palisade-packages-"));
    let tarballs: Tarball[];
    /** What `new SecureBucket("data")` registers by the sources. */
    let expected: string[];

    before(async () => {
        tarballs = await packAll(folder);
        const { SecureBucket } = await import("palisade-aws");
        const result = await runInProcess(() => Promise.resolve({ arn: new SecureBucket("data").arn }));
        expected = registered(result.succeeded().resources);
        assert.ok(expected.includes("aws:s3/bucket:Bucket data"));
    });
    after(function () {
        this.timeout(900_000); // 100,000 files
        rmSync(folder, { recursive: true, force: true });
    });

    for (const { name, ...place } of packages) {
        it(`${name} holds what was compiled, its README and the licence, and nothing else`, () => {
            const files = tarballs.find((tarball) => tarball.name === name)?.files.map(({ path }) => path);
            assert.deepEqual(files?.toSorted(), contentsOf({ name, ...place }).sort());
            const licence = (...path: string[]) => readFileSync(join(REPOSITORY, ...path, "LICENSE"), "utf8");
            assert.equal(licence(place.folder), licence());
        });
    }

    describe("with npm and the newest SDKs", () => {
        let outside: Outside;

        before(async function () {
            await skipWithoutRegistry(this);
            outside = new Outside(join(folder, "npm"), tarballs);
            outside.copyExample("secure-bucket");
            outside.copyExample("insecure-bucket");
            outside.writeProject("esm", { type: "module" }, "index.ts", ESM);
            outside.write("esm/tsconfig.json", { compilerOptions: { module: "nodenext", target: "es2022" } });
            outside.writeProject("commonjs", {}, "index.js", COMMONJS);
            outside.write("typed.ts", TYPED);
            outside.write("typedTest.ts", TYPED_TEST);
            // The SDK compiles ES modules in TypeScript with the program's own ts-node.
            const compilers = { typescript: "~6.0.3", "ts-node": "^10.9.2" };
            await outside.installWithNpm({ ...compilers, ...RUNNERS_OF_OTHERS, "@types/node": "^20.19.43" });
        });

        it("a program in TypeScript passes, with one copy of each SDK", async () => {
            const preview = await outside.preview("secure-bucket");
            assertPassed(preview);
            const bucket = preview.report.resources.find(({ type }) => type === "palisade-aws:index:SecureBucket");
            assert.equal(bucket?.source?.file, "index.ts");
            assert.ok(preview.report.resources.some(({ type }) => type === "aws:iam/rolePolicy:RolePolicy"));
            for (const sdk of ["@pulumi/aws", "@pulumi/pulumi"]) {
                const { stdout } = await runCommand(["npm", "ls", "--json", "--all", sdk], outside.folder);
                const versions = [...stdout.matchAll(new RegExp(`"${sdk}": \\{\\s*"version": "([^"]+)"`, "g"))];
                assert.equal(new Set(versions.map(([, version]) => version)).size, 1, sdk);
            }
        });

        it("a program in JavaScript registers what the sources do", async () => {
            const preview = await outside.preview("commonjs");
            assertPassed(preview);
            assert.deepEqual(registered(preview.report.resources), expected);
        });

        it("a program of ES modules in TypeScript finds the components by name", async () => {
            const preview = await outside.preview("esm");
            assertPassed(preview);
            assert.deepEqual(registered(preview.report.resources), expected);
        });

        it("a violating program ends with exit code 1", async () => {
            const { code, report } = await outside.preview("insecure-bucket");
            assert.equal(code, 1);
            assert.equal(report.verdict, "policy-failed");
            const mandatory = report.findings.filter(({ level }) => level === "mandatory").map(({ policy }) => policy);
            assert.ok(mandatory.includes("s3-bucket-no-public-acl"), mandatory.join());
        });

        it("programs find the types, whichever way they look for them", () => {
            for (const name of LIBRARIES) {
                const types = `${name}/bin/index.d.ts`;
                assert.deepEqual(typesOf(name, outside.folder), [types, types, types, types]);
            }
        });

        it("the types are whole, and refuse what is wrong", () => {
            assert.deepEqual(typeErrors(join(outside.folder, "typed.ts"), LIBRARIES), []);
        });

        it("the code of the page about tests passes the compiler", () => {
            assert.equal(SNIPPETS.length, 2);
            SNIPPETS.forEach((code, index) => {
                outside.write(`snippet${index}.mts`, code);
                assert.deepEqual(typeErrors(join(outside.folder, `snippet${index}.mts`), []), []);
            });
        });

        for (const modules of ["nodenext", "bundler"] as const) {
            it(`a test in TypeScript passes the compiler, with our declarations, by ${modules}`, () => {
                const errors = typeErrors(join(outside.folder, "typedTest.ts"), ["pulumi-offline-preview"], modules);
                assert.deepEqual(errors, []);
            });
        }

        for (const runner of RUNNERS) {
            it(`${runner} fails a stack that violates a policy, and says which, and passes one that does not`, async () => {
                const { code, stdout, stderr } = await runPage(runner, outside);
                const said = withoutIndent(`${stdout}${stderr}`);
                assert.equal(code, 1, said);
                assert.ok(said.includes(withoutIndent(MESSAGE.replace("(dev)", "(open)"))), said);
                assert.deepEqual(
                    COUNTED[runner]?.filter((count) => !count.test(said)),
                    [],
                    said,
                );
            });
        }

        describe("a pack of one's own, made of the template", () => {
            const pack = (path: string) => join(outside.folder, "our-policies", path);
            const npm = (...args: string[]) => mustRun(["npm", ...args], pack("."));

            before(async () => {
                const installed = join(outside.folder, "node_modules", "palisade-policies", "template");
                cpSync(installed, pack("."), { recursive: true });
                const wanted = ["palisade-policies", "palisade-policy-documents"];
                const own = tarballs.filter(({ name }) => wanted.includes(name));
                const files = own.map(({ filename }) => join(folder, filename));
                await npm("install", "--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund", ...files);
                outside.writeProject("functions", {}, "index.js", FUNCTIONS);
            });

            it("passes its tests, and fails them where its policy asks for something else", async () => {
                assert.match(await npm("test"), /^(#|ℹ) fail 0$/m);
                const written = readFileSync(pack("policies.ts"), "utf8");
                writeFileSync(pack("policies.ts"), written.replace("default: 2048", "default: 1024"));
                const { code, stdout } = await runCommand(["npm", "test"], pack("."));
                writeFileSync(pack("policies.ts"), written);
                assert.notEqual(code, 0);
                assert.match(stdout, /compliant: as much as agreed/);
            });

            it("is packed, as it is published, compiled and without its tests", async () => {
                const output = await npm("pack", "--json", "--dry-run");
                const [tarball] = JSON.parse(output.slice(output.search(/^\[/m))) as Tarball[];
                const files = ["PulumiPolicy.yaml", "bin/index.js", "bin/policies.js", "package.json"];
                assert.deepEqual(tarball?.files.map(({ path }) => path).sort(), files);
            });

            it("judges by its own policy, and by ours as it chooses them", async () => {
                await npm("run", "build");
                const { code, report } = await outside.preview("functions", "../our-policies");
                assert.equal(code, 1);
                assert.deepEqual(
                    report.packs.map(({ name, version }) => `${name} ${version}`),
                    ["our-policies 1.0.0"],
                );
                const level = (id: string) => report.packs[0]?.policies.find(({ name }) => name === id)?.level;
                assert.equal(level("lambda-xray"), "disabled");
                const told = report.findings.map(({ policy, level, message }) => `${level} ${policy}: ${message}`);
                assert.deepEqual(told.sort(), [
                    "advisory lambda-memory-limit: Remove `memorySize`, or set it to 2048 MB or fewer.",
                    "mandatory kms-key-deletion-window: Remove `deletionWindowInDays`, or set it to 14 days or more.",
                ]);
            });
        });

        describe("the commands on the pages", () => {
            const commands = PAGES.flatMap(blocksOf).flat();

            it("are found, and what is left out stands on a page", () => {
                assert.ok(commands.length > 20);
                assert.deepEqual(staleExceptions(commands), []);
            });

            for (const page of PAGES) {
                blocksOf(page).forEach((block, index) => {
                    const run = block.filter((command) => whyNotRun(command) === undefined);
                    if (run.length > 0) {
                        it(`${page}: ${run.map(({ text }) => text).join("; ")}`, async () => {
                            const name = `pages/${page.replaceAll(/\W/g, "-")}-${index}`;
                            const says = (part: string) => run.some(({ text }) => text.includes(part));
                            const showcase = new Showcase(outside, name, says("node_modules/"));
                            if (says("--diff-base")) {
                                await showcase.install();
                            }
                            await showcase.commit();
                            for (const command of run) {
                                const { code, stdout, stderr } = await showcase.run(command);
                                assert.equal(
                                    code,
                                    EXIT_CODES[command.text] ?? 0,
                                    `${command.text}\n${stdout}${stderr}`,
                                );
                                for (const [, path = ""] of command.text.matchAll(/--report \w+=(\S+)/g)) {
                                    assert.ok(statSync(join(showcase.folder, path)).size > 0, path);
                                }
                            }
                        });
                    }
                });
            }
        });

        it("the workflow's steps run with nothing but what its inputs are by default", async () => {
            const { inputs } = workflow("offline-preview.yml").on.workflow_call as {
                inputs: Record<"setup" | "command" | "id" | "working-directory", { default: string }>;
            };
            const showcase = new Showcase(outside, "workflow");
            await showcase.install();
            await showcase.commit();
            const step = (name: string) => script("offline-preview.yml", "preview", name);
            const setUp = await showcase.runStep(step("Set up"), { SETUP: inputs.setup.default });
            assert.equal(setUp.code, 0, setUp.stderr);
            const { code, stdout, stderr } = await showcase.runStep(step("Preview"), {
                ...{
                    BASE_SETUP: "",
                    FLAGS: "",
                    STACK: "",
                    POLICY_PACKS: "policy-pack\n",
                    NEW_ONLY: "true",
                    NUMBER: "7",
                },
                ...{ COMMAND: inputs.command.default, ID: inputs.id.default, DIFF_BASE: "origin/main" },
                WORKING_DIRECTORY: inputs["working-directory"].default,
                ...{ RUNNER_TEMP: showcase.folder, GITHUB_OUTPUT: join(showcase.folder, "output") },
            });
            assert.equal(code, 0, stdout + stderr);
            assert.match(readFileSync(join(showcase.folder, "preview", "comment.md"), "utf8"), /Passed/);
        });

        it("the components can be added to a program in another language", async () => {
            const { name, resources } = await schemaOf(join(outside.folder, "node_modules", "palisade-aws"));
            assert.equal(name, "palisade-aws");
            const bucket = resources["palisade-aws:index:SecureBucket"];
            assert.equal(bucket?.isComponent, true);
            assert.ok(bucket.inputProperties.logBucketName?.description);
        });
    });

    describe("with pnpm and the oldest SDKs that the components take", () => {
        let outside: Outside;

        before(async function () {
            await skipWithoutRegistry(this);
            outside = new Outside(join(folder, "pnpm"), tarballs);
            outside.writeProject("typescript", {}, "index.ts", ESM);
            const { peerDependencies, peerDependenciesMeta } = readJson<{
                peerDependencies: Record<string, string>;
                peerDependenciesMeta: Record<string, { optional?: true }>;
            }>(join(REPOSITORY, "components", "package.json"));
            const dependencies: Record<string, string> = { typescript: "~5.9.3" };
            for (const [sdk, range] of Object.entries(peerDependencies)) {
                if (peerDependenciesMeta[sdk]?.optional !== true) {
                    dependencies[sdk] = range.replace(/^\^/, "");
                }
            }
            await outside.installWithPnpm(dependencies);
        });

        it("a program in TypeScript registers what the sources do", async () => {
            const preview = await outside.preview("typescript");
            assertPassed(preview);
            assert.deepEqual(registered(preview.report.resources), expected);
        });
    });
});

function contentsOf(pack: (typeof packages)[number]): string[] {
    // The template is compiled by who copies it.
    const sources = filesOf(pack, ".ts").filter((path) => !path.startsWith("template/"));
    const compiled = (ending: string) => sources.map((source) => `bin/${source.replace(/\.ts$/, ending)}`);
    const code = [...compiled(".js"), ...compiled(".js.map")];
    const always = ["package.json", "README.md", "LICENSE"];
    switch (pack.name) {
        case "palisade-aws":
            // Pulumi's analyzer reads the sources of components for `pulumi package add`.
            return [
                ...["package.json", "LICENSE", ...filesOf(pack, "README.md"), "PulumiPlugin.yaml", "tsconfig.json"],
                ...[...code, ...compiled(".d.ts"), ...sources],
            ];
        case "palisade-policies":
            // Of Markdown it has, as the offline preview, its README and its pages.
            return [
                ...["package.json", "LICENSE", ...filesOf(pack, ".md"), "PulumiPolicy.yaml"],
                ...[
                    "docs/configuration.schema.json",
                    "docs/waivers.schema.json",
                    "bin/catalogue.json",
                    ...filesIn(pack, "template"),
                    "command/palisade-policies.js",
                    ...code,
                    ...compiled(".d.ts"),
                ],
            ];
        case "pulumi-offline-preview":
            return [
                ...["package.json", "LICENSE", ...filesOf(pack, ".md")],
                ...["docs/baseline.schema.json", "command/pulumi-offline-preview.js", ...code, ...compiled(".d.ts")],
            ];
        default:
            return [...always, ...code, ...compiled(".d.ts")];
    }
}

/** How runners count: a test failed, and one passed; of vitest's two on the page, one looks at resources. */
const COUNTED: Record<string, RegExp[]> = {
    "node:test": [/^(#|ℹ) fail 1$/m, /^(#|ℹ) pass 1$/m],
    vitest: [/^Tests +1 failed \| 3 passed /m],
    jest: [/^Tests: +1 failed, 1 passed,/m],
    mocha: [/^1 failing$/m, /^1 passing /m],
};

/** Runners indent what a test says. */
function withoutIndent(text: string): string {
    return text.replaceAll(/^\s*\n|^\s+/gm, "");
}

/** Everything but what is in the tarballs comes from the registry. */
async function skipWithoutRegistry(context: Mocha.Context): Promise<void> {
    const { code } = await runCommand(["npm", "view", "@pulumi/pulumi", "version", "--fetch-retries=0"], tmpdir());
    if (code !== 0) {
        console.log("    skipped: npm's registry cannot be reached; with it, the packages are installed and run");
        context.skip();
    }
}
