import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { UsageError } from "./configuration/errors";
import { messageOf } from "./promises";

/**
 * The folder of the SDK that what lies in a folder would load; undefined where none is installed.
 *
 * @throws UsageError where a `package.json` on the way there cannot be read.
 */
export function sdkOf(folder: string): string | undefined {
    try {
        return dirname(createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/package.json"));
    } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== "MODULE_NOT_FOUND") {
            throw new UsageError([messageOf(error)]); // a package.json that is broken
        }
        return undefined;
    }
}
