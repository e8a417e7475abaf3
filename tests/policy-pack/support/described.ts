import { readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { describedPolicies, type Described } from "./cases";

const FOLDER = join(__dirname, "..", "policies");

/**
 * All policies with their cases, whichever test files were asked for: loads those of all policies, which registers
 * their tests too, once.
 */
export function allDescribed(): readonly Described[] {
    const load = createRequire(__filename);
    for (const file of readdirSync(FOLDER, { encoding: "utf8", recursive: true }).filter((name) =>
        name.endsWith(".test.ts"),
    )) {
        load(join(FOLDER, file));
    }
    return describedPolicies();
}
