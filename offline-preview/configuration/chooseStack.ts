import { existsSync, readdirSync } from "node:fs";
import { extname } from "node:path";
import { UsageError } from "./errors";
import type { Project } from "./project";

/** The stack asked for, or the only one that has a file: nobody has selected one here. */
export function chooseStack(project: Project, asked: string | undefined): string {
    if (asked !== undefined) {
        return asked;
    }
    // As the CLI does: a stack's file has the ending of the project's.
    const extension = extname(project.file);
    const files = existsSync(project.stackConfigDir) ? readdirSync(project.stackConfigDir) : [];
    const stacks = files
        .filter((name) => name.startsWith("Pulumi.") && name.endsWith(extension))
        .map((name) => name.slice("Pulumi.".length, -extension.length))
        .filter((name) => name !== "")
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
