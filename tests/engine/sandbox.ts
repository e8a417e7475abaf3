import { spawn } from "node:child_process";
import { accessSync, constants, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, delimiter, join, resolve } from "node:path";

const ROOT = resolve(__dirname, "../..");
const TS_NODE = require.resolve("ts-node/register/transpile-only");
const PASSPHRASE = "correct horse battery staple";

export interface Ended {
    code: number | null;
    stdout: string;
    stderr: string;
}

/** Where an executable lies on PATH. */
export function findOnPath(name: string): string | undefined {
    const folders = (process.env.PATH ?? "").split(delimiter).filter((folder) => folder !== "");
    return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** Packages whose provider is stood in for. */
const STOOD_IN = ["aws", "random"];

/**
 * A stack of one project in a backend, a CLI home and a stack file of its own, all in one temporary folder, with the
 * stand-in provider on PATH in the place of the real ones. The project's folder is only read: the CLI writes the passphrase's
 * salt into the stack file, so it is given a copy.
 */
export class Sandbox {
    readonly stackFile: string;
    /** For what the CLI is run with beside its own environment. */
    environment: NodeJS.ProcessEnv = {};
    readonly folder = mkdtempSync(join(tmpdir(), "palisade-engine-"));
    private readonly copy = join(this.folder, "project");

    constructor(
        readonly project: string,
        readonly stack: string,
    ) {
        this.stackFile = join(this.copy, `Pulumi.${stack}.yaml`);
    }

    /** Makes the stack, with secret configuration encrypted by the CLI itself. */
    async init(secrets: Record<string, string>): Promise<void> {
        for (const name of ["bin", "home", "backend", "project"]) {
            mkdirSync(join(this.folder, name));
        }
        for (const name of STOOD_IN) {
            const plugin = join(this.folder, "bin", `pulumi-resource-${name}`);
            writeFileSync(plugin, pluginScript(name), { mode: 0o755 });
        }
        for (const file of ["Pulumi.yaml", basename(this.stackFile)]) {
            copyFileSync(join(this.project, file), join(this.copy, file));
        }
        await this.mustRun(["stack", "init", this.stack], this.copy);
        for (const [key, value] of Object.entries(secrets)) {
            await this.mustRun(["config", "set", "--secret", "--stack", this.stack, key, value], this.copy);
        }
    }

    /** A verb that works on the program in the project's folder. */
    runProgram(verb: "preview" | "up" | "destroy", ...args: string[]): Promise<Ended> {
        return this.run([verb, "--stack", this.stack, "--config-file", this.stackFile, ...args], this.project);
    }

    /** `pulumi state unprotect --all`. */
    unprotect(): Promise<Ended> {
        return this.run(["state", "unprotect", "--all", "--yes", "--stack", this.stack], this.copy);
    }

    /** `pulumi stack export`. */
    exportState(): Promise<Ended> {
        return this.run(["stack", "export", "--stack", this.stack], this.copy);
    }

    /** `pulumi policy analyze`. */
    analyze(...args: string[]): Promise<Ended> {
        return this.run(["policy", "analyze", "--stack", this.stack, ...args], this.copy);
    }

    /** The offline preview's command, as it was built, on the same program with the same stack file. */
    runOfflinePreview(...args: string[]): Promise<Ended> {
        return this.runOffline("--stack", this.stack, "--config-file", this.stackFile, ...args);
    }

    /** The same command, for what is no program. */
    runOffline(...args: string[]): Promise<Ended> {
        const command = [join(ROOT, "offline-preview", "bin", "cli.js"), "--non-interactive"];
        return runCommand(process.execPath, [...command, ...args], this.project, {
            PATH: process.env.PATH,
            HOME: this.folder,
            PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
        });
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    private async mustRun(args: string[], cwd: string): Promise<void> {
        const ended = await this.run(args, cwd);
        if (ended.code !== 0) {
            throw new Error(`pulumi ${args.slice(0, 2).join(" ")} ended with ${String(ended.code)}:\n${ended.stderr}`);
        }
    }

    /** Nothing of the caller's environment but PATH: no account, no token, no other backend. */
    private run(args: string[], cwd: string): Promise<Ended> {
        return runCommand("pulumi", [...args, "--non-interactive", "--color", "never"], cwd, {
            PATH: [join(this.folder, "bin"), process.env.PATH ?? ""].join(delimiter),
            HOME: this.folder,
            PULUMI_HOME: join(this.folder, "home"),
            PULUMI_BACKEND_URL: `file://${join(this.folder, "backend")}`,
            PULUMI_CONFIG_PASSPHRASE: PASSPHRASE,
            PULUMI_SKIP_UPDATE_CHECK: "true",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_ENABLE_STREAMING_JSON_PREVIEW: "true",
            PULUMI_NODEJS_TRANSPILE_ONLY: "true",
            // Shows the flag `--event-log`.
            PULUMI_DEBUG_COMMANDS: "true",
            ...this.environment,
        });
    }
}

/** A plugin is any executable of the right name that prints its port; one on PATH is taken for every version. */
function pluginScript(name: string): string {
    const command = [process.execPath, "-r", TS_NODE, join(__dirname, "provider", "main.ts"), name];
    const quoted = command.map((part) => `'${part}'`).join(" ");
    return `#!/bin/sh\nTS_NODE_PROJECT='${join(ROOT, "tsconfig.json")}' exec ${quoted}\n`;
}

function runCommand(command: string, args: string[], cwd: string, env: NodeJS.ProcessEnv): Promise<Ended> {
    return new Promise((resolve, reject) => {
        const child = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        const output = { stdout: "", stderr: "" };
        child.stdout.setEncoding("utf8").on("data", (text: string) => (output.stdout += text));
        child.stderr.setEncoding("utf8").on("data", (text: string) => (output.stderr += text));
        child.on("error", reject);
        child.on("close", (code) => resolve({ code, ...output }));
    });
}
