import { UsageError } from "./errors";
import type { Project } from "./project";
import { stacksWithFile } from "./stackFile";

/** The stack asked for, or the only one that has a file: nobody has selected one here. */
export function chooseStack(project: Project, asked: string | undefined): string {
    if (asked !== undefined) {
        return asked;
    }
    const stacks = stacksWithFile(project);
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
