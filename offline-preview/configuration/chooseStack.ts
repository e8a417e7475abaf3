import { readdirSync } from "node:fs";
import { UsageError } from "./errors";
import type { Project } from "./project";

/** The stack asked for, or the only one that has a file: nobody has selected one here. */
export function chooseStack(project: Project, asked: string | undefined): string {
    if (asked !== undefined) {
        return asked;
    }
    const stacks = readdirSync(project.stackConfigDir)
        .map((name) => /^Pulumi\.(.+)\.ya?ml$/.exec(name)?.[1])
        .filter((name) => name !== undefined)
        .sort();
    const [only] = stacks;
    if (only === undefined || stacks.length > 1) {
        throw new UsageError([
            only === undefined
                ? `there is no stack file in ${project.stackConfigDir}: create Pulumi.<stack>.yaml and give --stack`
                : `give --stack: there are ${stacks.join(", ")}`,
        ]);
    }
    return only;
}
