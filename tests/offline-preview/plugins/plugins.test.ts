import { deepStrictEqual, match, ok, rejects, strictEqual, throws } from "node:assert";
import { chmodSync, cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { preview } from "../../../offline-preview/preview";
import type { Preview } from "../../../offline-preview/model";
import { nameOf } from "../../../offline-preview/urn";

const FIXTURES = join(__dirname, "fixtures");
const ROOT = join(__dirname, "..", "..", "..");
const POLICY_PACK = join(ROOT, "policy-pack");
const SECRET = "a secret title";

const errorsOf = ({ diagnostics }: Preview): string =>
    diagnostics
        .filter(({ severity }) => severity === "error")
        .map(({ message }) => message)
        .join("\n");

describe("offline-preview with a component's plugin installed", function () {
    this.timeout(120_000);

    describe("as sources that the project names", () => {
        let run: Preview;
        before(async () => {
            run = await preview({ cwd: join(FIXTURES, "program"), policyPacks: [{ path: POLICY_PACK }] });
        });

        it("has it register what the component holds, also what it makes of an id", () => {
            strictEqual(errorsOf(run), "");
            const tree = run.resources
                .filter(({ kind }) => kind !== "provider")
                .map(
                    ({ kind, name, parent }) =>
                        `${kind} ${name} in ${parent === undefined ? "nothing" : nameOf(parent)}`,
                );
            deepStrictEqual(tree.sort(), [
                "component docs in sites-dev",
                "custom docs-late in docs",
                "custom docs-pages in docs",
                "custom versions in sites-dev",
                "stack sites-dev in nothing",
            ]);
            deepStrictEqual(run.onlyWithIds.map(nameOf), ["docs-late"]);
            deepStrictEqual(run.notExpanded, []);
        });

        it("judges the children", () => {
            const forced = run.findings.find(({ policy }) => policy === "s3-bucket-no-force-destroy");
            strictEqual(forced?.urn && nameOf(forced.urn), "docs-pages");
            strictEqual(forced?.component && nameOf(forced.component.urn), "docs");
        });

        it("lets transforms of the component change its children", () => {
            const pages = run.resources.find(({ name }) => name === "docs-pages");
            strictEqual((pages?.inputs.tags as Record<string, unknown>)["owner"], "docs");
        });

        it("hands back what outputs depend on: the component and the child", () => {
            const versions = run.resources.find(({ name }) => name === "versions");
            const dependencies = versions?.propertyDependencies.bucket ?? [];
            deepStrictEqual(dependencies.map(nameOf).sort(), ["docs", "docs-pages"]);
        });

        it("shows what the plugin tells, at the component, and no secret that it was given", () => {
            const told = run.diagnostics.find(({ message }) => message === "builds docs");
            strictEqual(told?.urn && nameOf(told.urn), "docs");
            const pages = run.resources.find(({ name }) => name === "docs-pages");
            ok(pages);
            ok(!JSON.stringify(run).includes(SECRET));
        });
    });

    it("starts none where it is told so: the component is one resource, and the summary counts it", async () => {
        const run = await preview({ cwd: join(FIXTURES, "program"), policyPacks: [], plugins: false });
        strictEqual(errorsOf(run), "");
        deepStrictEqual(run.notExpanded.map(nameOf), ["docs"]);
        deepStrictEqual(
            run.resources.filter(({ kind }) => kind === "custom").map(({ name }) => name),
            ["versions"],
        );
    });

    it("fails with what the plugin says where that fails, and how to do without", async () => {
        const run = await preview({ cwd: join(FIXTURES, "program"), policyPacks: [], config: ["fault=rain"] });
        strictEqual(run.verdict, "program-failed");
        match(
            errorsOf(run),
            /docs \[site:index:Site\]: the plugin of site \(.*site\) failed: no site for rain; --no-plugins/,
        );
    });

    describe("as a program", () => {
        let folder: string;
        before(() => {
            folder = mkdtempSync(join(tmpdir(), "palisade-plugin-"));
            cpSync(join(FIXTURES, "program"), join(folder, "program"), { recursive: true });
            symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
            writeFileSync(
                join(folder, "program", "Pulumi.yaml"),
                "name: sites\nruntime: nodejs\nplugins:\n  providers:\n    - { name: site, path: ../bin }\n",
            );
            cpSync(join(FIXTURES, "site"), join(folder, "site"), { recursive: true });
        });
        after(() => rmSync(folder, { recursive: true }));

        function program(script: string): void {
            const path = join(folder, "bin", "pulumi-resource-site");
            cpSync(join(folder, "site"), dirname(path), { recursive: true });
            writeFileSync(path, `#!/bin/sh\n${script}\n`);
            chmodSync(path, 0o755);
        }

        it("starts it with the engine's address, and asks it the same", async () => {
            const runPlugin = join(ROOT, "node_modules", "@pulumi", "pulumi", "cmd", "run-plugin");
            program(`exec "${process.execPath}" "${runPlugin}" "${join(folder, "site")}" "$@"`);
            const run = await preview({ cwd: join(folder, "program"), policyPacks: [] });
            strictEqual(errorsOf(run), "");
            ok(run.resources.some(({ name }) => name === "docs-pages"));
        });

        it("says what it printed where it does not start", async () => {
            program("echo no such library >&2; exit 3");
            const run = await preview({ cwd: join(folder, "program"), policyPacks: [] });
            strictEqual(run.verdict, "program-failed");
            match(errorsOf(run), /the plugin of site \(.*pulumi-resource-site\) did not start: no such library/);
        });

        it("leaves no process behind", async () => {
            program('echo $$ > "$(dirname "$0")/pid"; exec sleep 600');
            const written = join(folder, "bin", "pid");
            const stop = new AbortController();
            const stopping = (async () => {
                while (!existsSync(written)) {
                    await pause(100);
                }
                stop.abort(new Error("enough"));
            })();
            await rejects(preview({ cwd: join(folder, "program"), policyPacks: [], signal: stop.signal }), /enough/);
            await stopping;
            const pid = Number(readFileSync(written, "utf8"));
            await pause(500);
            throws(() => process.kill(pid, 0), { code: "ESRCH" });
        });
    });
});

const pause = (milliseconds: number): Promise<void> => new Promise((resume) => setTimeout(resume, milliseconds));
