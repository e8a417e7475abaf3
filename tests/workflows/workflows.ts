import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { load } from "js-yaml";

export interface Step {
    name?: string;
    uses?: string;
    run?: string;
    shell?: string;
    with?: Record<string, unknown>;
    env?: Record<string, string>;
}

export interface Job {
    if?: string;
    uses?: string;
    permissions?: Record<string, string>;
    steps?: Step[];
    environment?: string;
    "timeout-minutes"?: number | string;
}

export interface Workflow {
    on: Record<string, unknown>;
    permissions?: Record<string, string>;
    jobs: Record<string, Job>;
}

export const FOLDER = resolve(__dirname, "../../.github/workflows");
export const FILES = readdirSync(FOLDER).sort();

export function sourceOf(file: string): string {
    return readFileSync(join(FOLDER, file), "utf8");
}

export function workflow(file: string): Workflow {
    return load(sourceOf(file)) as Workflow;
}

/** The script of a step, as the runner gets it. */
export function script(file: string, job: string, step: string): string {
    const found = workflow(file).jobs[job]?.steps?.find(({ name }) => name === step)?.run;
    if (found === undefined) {
        throw new Error(`${file} has no step "${step}" with a script in its job ${job}`);
    }
    return found;
}
