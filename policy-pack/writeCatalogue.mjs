// After the compiler: writes what policies/index.ts reads in place of the policies' modules.
import { rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const load = createRequire(import.meta.url);
const { CATALOGUE, entryOf, isFresh } = load("./bin/catalogue.js");

if (!isFresh()) {
    rmSync(CATALOGUE, { force: true });
    const services = load("./bin/policies/index.js").loadServices();
    const entries = [...services].flatMap(([file, { policies }]) =>
        policies.map((policy, at) => entryOf(policy, file, at)),
    );
    writeFileSync(CATALOGUE, JSON.stringify(entries));
}
