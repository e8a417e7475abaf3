// The pack is what lies in bin/policies, and the compiler leaves there what it made of files that are gone since.
import { existsSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

const pack = import.meta.dirname;
const compiled = join(pack, "bin", "policies");
const files = existsSync(compiled) ? readdirSync(compiled, { recursive: true }) : [];
for (const file of files.filter((name) => /\.(d\.ts|js|js\.map)$/.test(name))) {
    if (!existsSync(join(pack, "policies", file.replace(/\.(d\.ts|js|js\.map)$/, ".ts")))) {
        rmSync(join(compiled, file));
    }
}
