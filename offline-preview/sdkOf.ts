import { createRequire } from "node:module";
import { dirname, join } from "node:path";

/** The folder of the SDK that what lies in a folder would load; undefined where none is installed. */
export function sdkOf(folder: string): string | undefined {
    try {
        return dirname(createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/package.json"));
    } catch {
        return undefined;
    }
}
