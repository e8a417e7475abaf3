import { resolve } from "node:path";
import { clearedError } from "./clearedError";
import { chooseStack } from "./configuration/chooseStack";
import { UsageError } from "./configuration/errors";
import { pathFault, type PathKind } from "./configuration/paths";
import { readProject, type Project } from "./configuration/project";
import { readStackConfig, type StackConfig } from "./configuration/stackConfig";
import { readFacts, type Facts } from "./functions/facts";
import type { Secrets } from "./mask";
import { findPack, type PackSource } from "./packs/policyPack";
import type { PreviewOptions } from "./previewOptions";
import { findProgram, type ProgramSource } from "./programHost";
import { SecretTexts } from "./secretTexts";

/** What a run needs, read and checked. */
export interface Prepared {
    project: Project;
    stack: string;
    config: StackConfig;
    secrets: Secrets;
    facts: Facts;
    program: ProgramSource;
    packs: PackSource[];
}

/**
 * Everything that can be wrong before a process is started, told at once.
 *
 * @throws UsageError with every problem.
 */
export function prepare(options: PreviewOptions): Prepared {
    const noFolder = pathFault(options.cwd, process.cwd(), "folder");
    if (noFolder !== undefined) {
        throw new UsageError([`--cwd ${options.cwd}: ${noFolder}`]);
    }
    const cwd = resolve(options.cwd);
    const problems: string[] = [];
    const collect = <T>(read: () => T): T | undefined => {
        try {
            return read();
        } catch (error) {
            if (!(error instanceof UsageError)) {
                throw error;
            }
            problems.push(...error.problems);
            return undefined;
        }
    };
    /** As in the CLI, `cwd` is where the command would have been started: other paths are seen from there. */
    const located = (label: string, written: string | undefined, kind: PathKind): string | undefined => {
        const fault = written === undefined ? undefined : pathFault(written, cwd, kind);
        if (written === undefined || fault === undefined) {
            return written === undefined ? undefined : resolve(cwd, written);
        }
        problems.push(`${label} ${written}: ${fault}`);
        return undefined;
    };

    const project = collect(() => readProject(cwd));
    const stack = project && collect(() => chooseStack(project, options.stack));
    const configFile = located("--config-file", options.configFile, "file");
    const config =
        project &&
        stack &&
        (configFile !== undefined || options.configFile === undefined) &&
        collect(() =>
            readStackConfig(project, stack, {
                overrides: [...(options.config ?? [])],
                ...(configFile === undefined ? {} : { configFile }),
            }),
        );
    const factsFile = located("--facts", options.factsFile, "file");
    const facts = config ? collect(() => readFacts(config.values, factsFile)) : undefined;
    const program = project && collect(() => findProgram(project));
    const packs = options.policyPacks.map(({ path, configFile: written }) => {
        const folder = located("policy pack", path, "folder");
        const file = located("policy pack configuration", written, "file");
        return folder === undefined ? undefined : collect(() => findPack(folder, file));
    });
    const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
    const encrypted = config ? config.secretTexts : [];
    encrypted.forEach((text) => Object.values(secrets).forEach((texts) => texts.learnConfiguration(text)));
    if (problems.length > 0 || !project || !stack || !config || !facts || !program) {
        throw clearedError(new UsageError(problems), secrets.all);
    }
    return { project, stack, config, secrets, facts, program, packs: packs.filter((pack) => pack !== undefined) };
}
