import { resolve } from "node:path";
import { clearedError } from "./clearedError";
import { chooseStack } from "./configuration/chooseStack";
import { collect, UsageError } from "./configuration/errors";
import { located, pathFault } from "./configuration/paths";
import { readProject, type Project } from "./configuration/project";
import { readStackConfig, type StackConfig } from "./configuration/stackConfig";
import { readFacts, type Facts } from "./functions/facts";
import type { Secrets } from "./mask";
import { findPacks, type PackSource } from "./packs/policyPack";
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
    /** As in the CLI, `cwd` is where the command would have been started: other paths are seen from there. */
    const fileAt = (label: string, written: string | undefined): string | undefined =>
        written === undefined ? undefined : located(label, written, cwd, "file", problems);

    const project = collect(problems, () => readProject(cwd));
    const stack = project && collect(problems, () => chooseStack(project, options.stack));
    const configFile = fileAt("--config-file", options.configFile);
    const config =
        project &&
        stack &&
        (configFile !== undefined || options.configFile === undefined) &&
        collect(problems, () =>
            readStackConfig(project, stack, {
                overrides: [...(options.config ?? [])],
                ...(configFile === undefined ? {} : { configFile }),
            }),
        );
    const factsFile = fileAt("--facts", options.factsFile);
    const facts = config ? collect(problems, () => readFacts(config.values, factsFile)) : undefined;
    const program = project && collect(problems, () => findProgram(project));
    const packs = findPacks(options.policyPacks, cwd, problems);
    const secrets = { configuration: new SecretTexts(), all: new SecretTexts() };
    const encrypted = config ? config.secretTexts : [];
    encrypted.forEach((text) => Object.values(secrets).forEach((texts) => texts.learnConfiguration(text)));
    if (problems.length > 0 || !project || !stack || !config || !facts || !program) {
        throw clearedError(new UsageError(problems), secrets.all);
    }
    return { project, stack, config, secrets, facts, program, packs };
}
