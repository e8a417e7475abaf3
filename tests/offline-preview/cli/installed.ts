import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

const CACHE = join(tmpdir(), "pulumi-offline-preview-tests");

/** Packages by version, exact: they are kept between runs. */
export type Packages = Readonly<Record<string, string>>;

/** The version of a package that this repository uses. */
export function versionHere(name: string): string {
    const manifest = createRequire(__filename).resolve(`${name}/package.json`);
    return (JSON.parse(readFileSync(manifest, "utf8")) as { version: string }).version;
}

/**
 * Installs packages from npm outside of the repository, once for each machine. The `node_modules` folder; or why there is
 * none, for a test to be skipped with.
 */
export async function installed(packages: Packages): Promise<{ modules: string } | { missing: string }> {
    const manifest = JSON.stringify({ private: true, dependencies: packages });
    const folder = join(CACHE, createHash("sha256").update(manifest).digest("hex").slice(0, 16));
    const modules = join(folder, "node_modules");
    if (existsSync(modules)) {
        return { modules };
    }
    mkdirSync(CACHE, { recursive: true });
    const building = mkdtempSync(join(CACHE, "building-"));
    writeFileSync(join(building, "package.json"), manifest);
    try {
        const flags = ["--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", "--no-package-lock"];
        await promisify(execFile)("npm", ["install", ...flags], { cwd: building, timeout: 180_000 });
        renameSync(building, folder);
    } catch (error) {
        rmSync(building, { recursive: true, force: true });
        if (!existsSync(modules)) {
            return { missing: `npm could not install ${manifest}: ${String(error).split("\n").slice(0, 3).join(" ")}` };
        }
        // Another run was first.
    }
    return { modules };
}
