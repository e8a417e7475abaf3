import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { join } from "node:path";

const BIN = join(__dirname, "..", "..", "policy-pack", "bin");

/** What is loaded of the resolver where its stand-in is all. */
const STAND_IN = 1;

/** What a process prints that has loaded a module of the built pack first. */
function printed(module: string, script: string): unknown {
    const code = `
        require(${JSON.stringify(join(BIN, module))});
        const { join, sep } = require("node:path");
        const loaded = () => Object.values(require.cache)
            .filter((one) => one.filename.includes(join("@npmcli", "arborist") + sep)).length;
        const { createRequire } = require("node:module");
        const sdk = createRequire(require.resolve("@pulumi/pulumi"));
        const tell = async () => { ${script} };
        tell().then((told) => console.log(JSON.stringify(told)));
    `;
    return JSON.parse(execFileSync(process.execPath, ["-e", code], { cwd: BIN, encoding: "utf8" }));
}

describe("npm's resolver, which the SDK loads as it starts", () => {
    for (const module of ["pack.js", "evaluation/index.js"]) {
        it(`is left out where the pack's ${module} is loaded first`, () => {
            assert.equal(printed(module, 'require("@pulumi/pulumi"); return loaded();'), STAND_IN);
        });
    }

    it("is loaded where it is used after all, and is itself then", () => {
        const use = `
            const resolver = sdk("@npmcli/arborist");
            const before = loaded();
            const tree = await new resolver.Arborist({ path: "." }).loadActual();
            const itself = [resolver.Arborist, resolver.default].map((one) => one === sdk("@npmcli/arborist"));
            return { before, after: loaded() > 10, name: tree.package.name ?? null, itself };
        `;
        assert.deepEqual(printed("pack.js", use), { before: STAND_IN, after: true, name: null, itself: [true, true] });
    });

    it("stays what it is where it was loaded before", () => {
        const code = `
            const { createRequire } = require("node:module");
            const before = createRequire(require.resolve("@pulumi/pulumi"))("@npmcli/arborist");
            require(${JSON.stringify(join(BIN, "pack.js"))});
            const after = createRequire(require.resolve("@pulumi/pulumi"))("@npmcli/arborist");
            console.log(before === after);
        `;
        assert.equal(execFileSync(process.execPath, ["-e", code], { cwd: BIN, encoding: "utf8" }), "true\n");
    });
});
