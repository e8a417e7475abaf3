import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { JsonReport } from "../../offline-preview/report/json";
import { mustRun, runCommand } from "./command";
import { REPOSITORY, type Tarball } from "./workspace";

/** Pinned, so that what a new pnpm does otherwise is met on purpose. */
const PNPM = "pnpm@12.21.0";

/** A folder of somebody else, with this repository's packages installed from their tarballs and all else from npm. */
export class Outside {
    constructor(
        readonly folder: string,
        private readonly tarballs: readonly Tarball[],
    ) {
        mkdirSync(folder, { recursive: true });
    }

    write(path: string, content: string | object): void {
        mkdirSync(dirname(join(this.folder, path)), { recursive: true });
        writeFileSync(join(this.folder, path), typeof content === "string" ? content : JSON.stringify(content));
    }

    copyExample(name: string): void {
        cpSync(join(REPOSITORY, "examples", name), join(this.folder, name), { recursive: true });
    }

    /** A project in a folder of its own: its `package.json` and its entry. */
    writeProject(name: string, manifest: object, entry: string, program: string): void {
        this.write(`${name}/Pulumi.yaml`, `name: ${name}\nruntime: nodejs\n`);
        this.write(`${name}/Pulumi.dev.yaml`, "config: { aws:region: eu-central-1 }\n");
        this.write(`${name}/package.json`, { name, main: entry, ...manifest });
        this.write(`${name}/${entry}`, program);
    }

    async installWithNpm(dependencies: Record<string, string>): Promise<void> {
        this.write("package.json", { private: true, dependencies: { ...dependencies, ...this.fromTarballs() } });
        await mustRun(["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund"], this.folder);
    }

    async installWithPnpm(dependencies: Record<string, string>): Promise<void> {
        const own = this.fromTarballs();
        this.write("package.json", { private: true, dependencies: { ...dependencies, ...own } });
        // As long as the packages are not on npm, those that need each other must be told where they lie.
        this.write("pnpm-workspace.yaml", { overrides: own, storeDir: join(this.folder, "..", "pnpm-store") });
        await mustRun(["npx", "--yes", PNPM, "install", "--ignore-scripts"], this.folder);
    }

    /** Judged through the installed command by a policy pack, seen from the project; by default the installed one of ours. */
    async preview(
        project: string,
        pack = "../node_modules/palisade-policies",
    ): Promise<{ code: number | null; report: JsonReport }> {
        const command = join(this.folder, "node_modules", ".bin", "pulumi-offline-preview");
        const flags = ["--stack", "dev", "--json", "--policy-pack", pack];
        const { code, stdout, stderr } = await runCommand([command, ...flags], join(this.folder, project));
        if (stdout === "") {
            throw new Error(`no report of ${project}:\n${stderr}`);
        }
        return { code, report: JSON.parse(stdout) as JsonReport };
    }

    /** Where each package's tarball lies. */
    get tarballPaths(): Record<string, string> {
        return Object.fromEntries(this.tarballs.map(({ name, filename }) => [name, join(this.folder, "..", filename)]));
    }

    private fromTarballs(): Record<string, string> {
        return Object.fromEntries(this.tarballs.map(({ name, filename }) => [name, `file:../${filename}`]));
    }
}
