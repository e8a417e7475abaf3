import { deepStrictEqual } from "node:assert";
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { findPlugin, type PluginSource } from "../../../offline-preview/plugins/findPlugin";
import type { ProjectPlugin } from "../../../offline-preview/configuration/project";

const PLUGIN = "pulumi-resource-site";

describe("offline-preview finds a component's plugin", () => {
    let root: string;
    beforeEach(() => (root = mkdtempSync(join(tmpdir(), "palisade-plugins-"))));
    afterEach(() => rmSync(root, { recursive: true }));

    function file(path: string, content = "", mode = 0o755): void {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
        chmodSync(join(root, path), mode);
    }

    /** What is found, with paths as seen from the test's folder. */
    function found(
        version: string,
        { plugins = [], ...environment }: { plugins?: ProjectPlugin[]; PULUMI_IGNORE_AMBIENT_PLUGINS?: string } = {},
    ): string | undefined {
        const source: PluginSource | undefined = findPlugin(
            "site",
            version,
            plugins.map((plugin) => ({ ...plugin, folder: join(root, plugin.folder) })),
            { PATH: `${join(root, "empty")}:${join(root, "path")}`, PULUMI_HOME: join(root, "home"), ...environment },
        );
        return source && relative(root, source.kind === "executable" ? source.path : source.folder);
    }

    it("nowhere", () => {
        deepStrictEqual(found("1.0.0"), undefined);
    });

    it("on the PATH, whatever its version, unless the CLI is told to look elsewhere", () => {
        file(`path/${PLUGIN}`);
        file(`home/plugins/resource-site-v1.0.0/${PLUGIN}`);
        deepStrictEqual(found("1.0.0"), `path/${PLUGIN}`);
        deepStrictEqual(found("9.0.0"), `path/${PLUGIN}`);
        const installed = `home/plugins/resource-site-v1.0.0/${PLUGIN}`;
        deepStrictEqual(found("1.0.0", { PULUMI_IGNORE_AMBIENT_PLUGINS: "true" }), installed);
        deepStrictEqual(found("1.0.0", { PULUMI_IGNORE_AMBIENT_PLUGINS: "false" }), `path/${PLUGIN}`);
    });

    it("not on the PATH where it cannot be run", () => {
        file(`path/${PLUGIN}`, "", 0o644);
        mkdirSync(join(root, "empty", PLUGIN), { recursive: true });
        deepStrictEqual(found("1.0.0"), undefined);
    });

    it("among those that the CLI has installed: the version asked for, or the newest", () => {
        for (const version of ["1.9.0", "1.10.0", "1.10.0-alpha.1"]) {
            file(`home/plugins/resource-site-v${version}/${PLUGIN}`);
        }
        file(`home/plugins/resource-site-more-v9.0.0/${PLUGIN}`);
        file(`home/plugins/language-site-v9.0.0/${PLUGIN}`);
        deepStrictEqual(found("1.9.0"), `home/plugins/resource-site-v1.9.0/${PLUGIN}`);
        deepStrictEqual(found("1.10.0-alpha.1"), `home/plugins/resource-site-v1.10.0-alpha.1/${PLUGIN}`);
        deepStrictEqual(found("1.11.0"), undefined);
        deepStrictEqual(found(""), `home/plugins/resource-site-v1.10.0/${PLUGIN}`);
    });

    it("not one whose installation was broken off", () => {
        file(`home/plugins/resource-site-v1.0.0/${PLUGIN}`);
        file("home/plugins/resource-site-v1.0.0.partial");
        file("home/plugins/resource-site-v1.0.0.lock");
        deepStrictEqual(found("1.0.0"), undefined);
    });

    it("where the project says, before anywhere else; a package of sources is run by Node", () => {
        file(`path/${PLUGIN}`);
        file("sources/PulumiPlugin.yaml", "runtime: { name: nodejs }");
        file("python/PulumiPlugin.yaml", "runtime: python");
        const plugin = (folder: string, version?: string) => ({ name: "site", folder, ...(version && { version }) });
        deepStrictEqual(found("1.0.0", { plugins: [plugin("sources")] }), "sources");
        deepStrictEqual(found("1.0.0", { plugins: [plugin("sources", "1.0.0")] }), "sources");
        deepStrictEqual(found("", { plugins: [plugin("sources", "1.0.0")] }), "sources");
        deepStrictEqual(found("1.0.0", { plugins: [plugin("sources", "2.0.0")] }), `path/${PLUGIN}`);
        deepStrictEqual(found("1.0.0", { plugins: [{ ...plugin("sources"), name: "other" }] }), `path/${PLUGIN}`);
        deepStrictEqual(found("1.0.0", { plugins: [plugin("python")] }), undefined);
        deepStrictEqual(found("1.0.0", { plugins: [plugin("path")] }), `path/${PLUGIN}`);
    });
});
