import { spawn } from "node:child_process";
import { symlinkSync } from "node:fs";
import { join } from "node:path";
import { CANCEL, prelude, STACK_STEPS, summary, written } from "../offline-preview/runs/events";
import { environmentOutside, mustRun, type Ended } from "./command";
import type { Outside } from "./outside";
import type { Command } from "./pages";

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
new pulumi.CustomResource("aws:kms/key:Key", "data", { enableKeyRotation: true });
`;
const PACK = `require("palisade-policies/pack").palisadePack("rules", {
    preset: "quiet", policies: { "kms-key-rotation": "mandatory" },
});
`;
const urn = (type: string, name: string): string => `urn:pulumi:prod::shop::${type}::${name}`;
/** A key that is not rotated, which blocks, or one that is. */
const state = (enableKeyRotation: boolean) => ({
    version: 3,
    deployment: {
        resources: [
            { urn: urn("pulumi:pulumi:Stack", "shop-prod"), type: "pulumi:pulumi:Stack" },
            {
                urn: urn("aws:kms/key:Key", "data"),
                type: "aws:kms/key:Key",
                custom: true,
                id: "1",
                inputs: { enableKeyRotation },
                outputs: { enableKeyRotation },
            },
        ],
    },
});

/** What pages take for given: a program in a repository, a pack, states, a run of the CLI, a selection. */
export class Showcase {
    readonly folder: string;
    /** Where the next command runs: `cd` counts for those after it. */
    private cwd: string;

    constructor(
        private readonly outside: Outside,
        private readonly name: string,
        hasModules = false,
    ) {
        this.folder = join(outside.folder, name);
        this.cwd = this.folder;
        outside.writeProject(name, { name: "shop", version: "1.0.0" }, "index.js", PROGRAM);
        this.write("Pulumi.yaml", "name: shop\nruntime: nodejs\n");
        this.write("policy-pack/PulumiPolicy.yaml", "runtime: nodejs\n");
        this.write("policy-pack/package.json", { name: "rules", version: "1.2.3", main: "index.js" });
        this.write("policy-pack/index.js", PACK);
        this.write("policies.json", { "palisade-configuration": { preset: "cis-5" } });
        this.write("prod.json", state(false));
        this.write("exports/a.json", state(true));
        this.write("exports/b.json", state(true));
        this.write("run.json", written(prelude(), ...STACK_STEPS, summary("succeeded"), CANCEL));
        if (hasModules) {
            symlinkSync(join(outside.folder, "node_modules"), join(this.folder, "node_modules"));
        }
    }

    /** Packages of its own, with a lock file, as a repository has them: a checkout of its base finds none above it. */
    async install(): Promise<void> {
        const dependencies = Object.fromEntries(
            Object.entries(this.outside.tarballPaths).map(([name, path]) => [name, `file:${path}`]),
        );
        this.write("package.json", { name: "shop", version: "1.0.0", main: "index.js", dependencies });
        this.write(".gitignore", "node_modules\n");
        const flags = ["--prefer-offline", "--ignore-scripts", "--no-audit", "--no-fund"];
        await mustRun(["npm", "install", ...flags], this.folder);
    }

    /** With a branch whose base is `origin/main`. */
    async commit(): Promise<void> {
        const { code, stderr } = await this.shell(
            "git init --quiet && git add --all && git -c user.name=a -c user.email=a@example.com commit --quiet --message base && " +
                "git update-ref refs/remotes/origin/main HEAD",
        );
        if (code !== 0) {
            throw new Error(stderr);
        }
    }

    /** A command of a page as it stands there, but for packages that are not on npm: they come from their tarballs. */
    run({ text }: Command): Promise<Ended> {
        return this.shell(this.withTarballs(text), / --watch\b/.test(text) ? /Waiting for changes/ : undefined);
    }

    private write(path: string, content: string | object): void {
        this.outside.write(`${this.name}/${path}`, content);
    }

    private withTarballs(text: string): string {
        const paths = this.outside.tarballPaths;
        return text.replaceAll(/\bnpm install\b([^&|;]*)/g, (_, rest: string) => {
            const own = Object.entries(paths).filter(([name]) => rest.split(/\s+/).includes(name));
            const needed = Object.values(paths).join(" ");
            const left = own.reduce((some, [name]) => some.replace(name, ""), rest);
            return `npm install --prefer-offline --ignore-scripts --no-audit --no-fund ${left.trim()} ${needed} `;
        });
    }

    /** The script of a workflow's step, as GitHub runs it. */
    runStep(script: string, step: Readonly<Record<string, string>>): Promise<Ended> {
        return this.shell(`set -eo pipefail\n(\n${script}\n)`, undefined, step);
    }

    /** `until`: what it says when it may be interrupted. */
    private shell(script: string, until?: RegExp, more?: Readonly<Record<string, string>>): Promise<Ended> {
        const env = {
            ...environmentOutside(),
            PATH: `${join(this.outside.folder, "node_modules", ".bin")}:${process.env.PATH ?? ""}`,
            CI_MERGE_REQUEST_DIFF_BASE_SHA: "origin/main",
            ...more,
        };
        const wrapped = `${until === undefined ? "" : "exec "}${script}\ncode=$?; pwd >&3; exit $code`;
        return new Promise((resolve, reject) => {
            const child = spawn("bash", ["-c", wrapped], {
                cwd: this.cwd,
                env,
                stdio: ["ignore", "pipe", "pipe", "pipe"],
            });
            const said = ["", "", "", ""];
            [1, 2, 3].forEach((stream) =>
                child.stdio[stream]?.on("data", (data: Buffer) => {
                    said[stream] += data.toString();
                    if (until?.test(said[stream] ?? "") === true && !child.killed) {
                        child.kill("SIGINT");
                    }
                }),
            );
            child.once("error", reject);
            child.once("close", (code) => {
                const [, stdout = "", stderr = "", cwd = ""] = said;
                this.cwd = cwd.trim() || this.cwd;
                resolve({ code, stdout, stderr });
            });
        });
    }
}
