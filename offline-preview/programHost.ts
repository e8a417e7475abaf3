import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ActivityWatch } from "./activity";
import { Child, type ChildOptions, type Exit } from "./children";
import { findEntryPoint, isModule, packageRoot } from "./configuration/entryPoint";
import { refuse, UsageError } from "./configuration/errors";
import type { Project } from "./configuration/project";
import { sdkOf } from "./sdkOf";

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
    source: ProgramSource;
    monitorAddress: string;
    engineAddress: string;
}

/** What is there to run, and to run it with. */
export interface ProgramSource {
    /** The folder of the SDK that the program itself would load. */
    sdk: string;
    /** The file that the SDK starts with. */
    entryFile: string;
    /** Whether the SDK loads it as an ES module. */
    isModule: boolean;
}

/** @throws UsageError with everything that is missing. */
export function findProgram(project: Pick<Project, "programDir" | "entry">): ProgramSource {
    const { programDir } = project;
    const root = packageRoot(programDir);
    if (root === undefined) {
        throw new UsageError([`${programDir} has no package.json: only programs for Node.js can run here`]);
    }
    const sdk = sdkOf(programDir);
    const entry = findEntryPoint(project);
    if (sdk === undefined || "problem" in entry) {
        throw new UsageError([
            ...(sdk === undefined ? [`@pulumi/pulumi is not installed in ${root}; run npm install there`] : []),
            ...("problem" in entry ? [entry.problem] : []),
        ]);
    }
    refuse(versionFault(sdk));
    return { sdk, entryFile: entry.file, isModule: isModule(root) };
}

/** Before it the protocol was another one. */
const OLDEST_SDK = 3;

function versionFault(sdk: string): string[] {
    const { version } = JSON.parse(readFileSync(join(sdk, "package.json"), "utf8")) as { version: string };
    return parseInt(version, 10) < OLDEST_SDK
        ? [`@pulumi/pulumi ${version} in ${sdk} is too old: update it to 3.0.0 or newer`]
        : [];
}

/** How a program is started: in a process of its own, or in one that waits for it. */
export type StartProgram = (options: ProgramOptions, onOutput: (line: string) => void) => Program;

export const startProgram: StartProgram = (options, onOutput) =>
    new Program(new Child({ ...childOf(options), args: argumentsOf(options) }, (_stream, line) => onOutput(line)));

/** The SDK's own entry is run, as the language host does. */
export function childOf(options: ProgramOptions): Omit<ChildOptions, "args"> {
    return {
        run: { script: join(options.source.sdk, "cmd", "run"), nodeArgs: options.nodeArgs },
        cwd: options.pwd,
        env: {
            PULUMI_CONFIG: JSON.stringify(options.config),
            PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(options.configSecretKeys),
            PULUMI_NODEJS_TYPESCRIPT: String(options.typescript),
            ...(options.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: options.tsconfig }),
            PULUMI_NODEJS_TRANSPILE_ONLY: String(!options.typeCheck),
            // What ts-node itself reads: for ES modules the SDK does not pass it on.
            TS_NODE_TRANSPILE_ONLY: String(!options.typeCheck),
        },
    };
}

export function argumentsOf(options: ProgramOptions): string[] {
    return [
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
    ];
}

/** A program that runs. */
export class Program {
    readonly exit: Promise<Exit>;

    constructor(private readonly child: Child) {
        this.exit = child.exit;
    }

    /** From now on. */
    watch(): ActivityWatch | undefined {
        return this.child.pid === undefined ? undefined : new ActivityWatch(this.child.pid);
    }

    stop(): void {
        this.child.kill();
    }
}
