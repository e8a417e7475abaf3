import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { HERE, type Environment } from "./environments";

export const CLI = resolve(__dirname, "../../../offline-preview/bin/cli.js");

/** A project of a test's own. */
export class TestProject {
    readonly dir = mkdtempSync(join(tmpdir(), "offline-preview-"));

    constructor(
        files: Readonly<Record<string, string>>,
        readonly environment: Environment = HERE,
    ) {
        installInto(join(this.dir, "node_modules"), environment);
        for (const [path, content] of Object.entries({ ...DEFAULT_FILES, ...files })) {
            if (content !== "") {
                mkdirSync(dirname(join(this.dir, path)), { recursive: true });
                writeFileSync(join(this.dir, path), content);
            }
        }
    }

    remove(): void {
        rmSync(this.dir, { recursive: true, force: true });
    }
}

function installInto(folder: string, { modules, declarations = [] }: Environment): void {
    if (declarations.length === 0) {
        symlinkSync(modules, folder);
        return;
    }
    const link = (from: string, names: readonly string[], to: string): void => {
        mkdirSync(to, { recursive: true });
        names.forEach((name) => symlinkSync(join(from, name), join(to, name)));
    };
    link(
        modules,
        readdirSync(modules).filter((name) => name !== "@pulumi"),
        folder,
    );
    link(join(modules, "@pulumi"), readdirSync(join(modules, "@pulumi")), join(folder, "@pulumi"));
    link(join(HERE.modules, "@pulumi"), declarations, join(folder, "@pulumi"));
}

export const THING = `
    import * as pulumi from "@pulumi/pulumi";
    export class Thing extends pulumi.CustomResource {
        constructor(name: string, inputs: pulumi.Inputs = {}, opts?: pulumi.CustomResourceOptions) {
            super("test:index:Thing", name, inputs, opts);
        }
    }
`;

/** An empty text leaves a default file out. */
const DEFAULT_FILES = {
    "Pulumi.yaml": "name: shop\nruntime: nodejs\n",
    "Pulumi.dev.yaml": "config: {}\n",
    "package.json": '{ "name": "shop", "main": "index.ts" }',
    "thing.ts": THING,
};

/** A pack in JavaScript: `policies` is the text of an array. */
export function pack(name: string, policies: string): Record<string, string> {
    return {
        [`${name}/PulumiPolicy.yaml`]: "runtime: nodejs\n",
        [`${name}/package.json`]: `{ "name": "${name}", "version": "1.2.3", "main": "index.js" }`,
        [`${name}/index.js`]: `
            const { PolicyPack } = require("@pulumi/policy");
            new PolicyPack(${JSON.stringify(name)}, { policies: ${policies} });
        `,
    };
}

export interface CliRun {
    code: number | null;
    stdout: string;
    stderr: string;
    /** Both, for messages that may stand in either. */
    all: string;
}

export function environmentOf({ environment }: TestProject): NodeJS.ProcessEnv {
    return { ...process.env, PULUMI_CONFIG_PASSPHRASE: "", NO_COLOR: "1", ...environment.variables };
}

/** Runs the built command in a project; `during` may act on the process while it runs. */
export function runCli(
    project: TestProject,
    args: readonly string[],
    during?: (kill: (signal: NodeJS.Signals) => void) => void,
): Promise<CliRun> {
    const child = spawn(
        project.environment.node,
        [CLI, ...(args.includes("--cwd") ? [] : ["--cwd", project.dir]), ...args],
        {
            stdio: ["ignore", "pipe", "pipe"],
            env: environmentOf(project),
        },
    );
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    during?.((signal) => child.kill(signal));
    return new Promise((done, failed) => {
        child.once("error", failed);
        child.once("close", (code) => done({ code, stdout, stderr, all: `${stdout}\n${stderr}` }));
    });
}
