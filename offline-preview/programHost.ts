import { createRequire } from "node:module";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { Child, type Exit } from "./children";
import { UsageError } from "./configuration/errors";

export interface ProgramOptions {
    project: string;
    stack: string;
    organization: string;
    /** Folder of Pulumi.yaml. */
    root: string;
    /** Working directory, and what is run in it: `.` or a file. */
    pwd: string;
    program: string;
    config: Readonly<Record<string, string>>;
    configSecretKeys: readonly string[];
    typescript: boolean;
    /** Path of the tsconfig.json, seen from the working directory. Default: the one that lies there. */
    tsconfig?: string;
    typeCheck: boolean;
    nodeArgs: readonly string[];
    monitorAddress: string;
    engineAddress: string;
}

/** The SDK that the program itself would load. */
export function programSdk(root: string): string {
    try {
        return dirname(createRequire(join(root, "package.json")).resolve("@pulumi/pulumi/package.json"));
    } catch {
        throw new UsageError([
            existsSync(join(root, "package.json"))
                ? `@pulumi/pulumi is not installed in ${root}; run npm install there`
                : `${root} has no package.json: only programs for Node.js can run here`,
        ]);
    }
}

/** Runs a program through its SDK's own entry, as the language host does. */
export class Program {
    readonly exit: Promise<Exit>;
    private readonly child: Child;

    constructor(options: ProgramOptions, onOutput: (line: string) => void) {
        const sdk = programSdk(options.root);
        this.child = new Child(
            {
                nodeArgs: options.nodeArgs,
                script: join(sdk, "cmd", "run"),
                args: [
                    `--monitor=${options.monitorAddress}`,
                    `--engine=${options.engineAddress}`,
                    `--organization=${options.organization}`,
                    `--project=${options.project}`,
                    `--root-directory=${options.root}`,
                    `--stack=${options.stack}`,
                    `--pwd=${options.pwd}`,
                    "--dry-run",
                    "--parallel=16",
                    options.program,
                ],
                cwd: options.pwd,
                env: {
                    PULUMI_CONFIG: JSON.stringify(options.config),
                    PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.configSecretKeys),
                    PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
                    ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
                    PULUMI_NODEJS_TRANSPILE_ONLY: String(!options.typeCheck),
                    // What ts-node itself reads, where the SDK does not pass it on: for ES modules, and before 3.13x.
                    TS_NODE_TRANSPILE_ONLY: String(!options.typeCheck),
                },
            },
            (_stream, line) => onOutput(line),
        );
        this.exit = this.child.exit;
    }

    stop(): void {
        this.child.kill();
    }
}
