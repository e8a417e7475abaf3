import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Type tokens of all resources in a generated SDK, read from its classes. */
export function awsTypes(folder: string): string[] {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) {
            return ["node_modules", "types", "config"].includes(entry.name) ? [] : awsTypes(path);
        }
        const [, type] =
            (entry.name.endsWith(".js") && /__pulumiType = '(\w+:[\w/]+:\w+)'/.exec(readFileSync(path, "utf8"))) || [];
        return type === undefined ? [] : [type];
    });
}
