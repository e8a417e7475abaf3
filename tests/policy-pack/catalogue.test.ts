import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { entryOf, latePolicy, type Entry } from "../../policy-pack/catalogue";
import { choose } from "../../policy-pack/configuration/selection";
import { flag, must, resourcePolicy, say, set, type Policy } from "../../policy-pack/evaluation";
import { Dated } from "../../policy-pack/evaluation/dated";
import { describePolicy } from "../../policy-pack/evaluation/metadata";
import { loadServices } from "../../policy-pack/policies";
import { SAMPLE } from "./support/sample";

const PACK = join(__dirname, "..", "..", "policy-pack");
const all = [...loadServices()].flatMap(([module, { policies }]) =>
    policies.map((policy, at) => ({ policy, entry: written(entryOf(policy, module, at)) })),
);

const table = new Dated({ name: "Runtimes", asOf: "2026-01-01", source: "https://example.com", values: {} });
const calls: unknown[][] = [];
const sample = resourcePolicy({
    ...SAMPLE,
    knowledge: [table],
    options: { strict: flag({ default: false, description: "All of it." }) },
    check: (...given) => {
        calls.push(given);
        return must(false, say`Sample them.`);
    },
    remediation: (...given) => {
        calls.push(given);
        return [set(["sampled"], true)];
    },
});

describe("the catalogue of what the policies say of themselves", () => {
    it("tells of each policy what its module does, without the module", () => {
        for (const { policy, entry } of all) {
            const late = latePolicy(entry, () => assert.fail(`${policy.id} was loaded`));
            assert.deepEqual(describePolicy(late), describePolicy(policy));
            assert.equal(JSON.stringify(told(late)), JSON.stringify(told(policy)));
            assert.equal("remediation" in late, "remediation" in policy && policy.remediation !== undefined, policy.id);
            assert.deepEqual(choose([late], { include: ["*"] }), choose([policy], { include: ["*"] }));
        }
    });

    it("leaves to the module what a policy judges, repairs, knows and says of options", () => {
        const late = latePolicy(written(entryOf(sample, "sqs.ts", 0)), () => sample);
        assert.ok(late.kind === "resource" && sample.kind === "resource");
        assert.deepEqual(late.knowledge, [table]);
        const [queue, options, today] = [{}, { strict: true }, "2026-11-30"] as unknown as Parameters<
            typeof late.check
        >;
        assert.deepEqual(late.check(queue, options, today), sample.check(queue, { strict: true }, today));
        assert.deepEqual(late.remediation?.(queue, options), [set(["sampled"], true)]);
        assert.deepEqual(calls, [
            [queue, options, today],
            [queue, options, today],
            [queue, options],
        ]);
        const { faults } = choose([late], { policies: { "sqs-sample": { strict: "yes" } } });
        assert.deepEqual(faults, ["policies.sqs-sample.strict must be true or false"]);
    });

    it("is what the build wrote of the policies as they are", () => {
        const built = createRequire(__filename)(join(PACK, "bin", "catalogue.json")) as Entry[];
        const asBuilt = all.map(({ entry }) => ({ ...entry, module: entry.module.replace(/\.ts$/, ".js") }));
        assert.deepEqual(built, asBuilt);
    });

    it("is all that the built pack loads of policies before one judges", () => {
        assert.deepEqual(loadedFrom(join(PACK, "bin")), ["index.js"]);
        assert.deepEqual(loadedFrom(join(PACK, "bin"), "kms-key-deletion-window"), [
            "documents.js",
            "index.js",
            "kms.js",
            "resourcePolicies.js",
        ]);
    });

    it("is left alone where the compiler wrote after it: the policies are then loaded as they are", () => {
        const folder = mkdtempSync(join(tmpdir(), "palisade-catalogue-"));
        try {
            cpSync(join(PACK, "bin"), join(folder, "bin"), { recursive: true, preserveTimestamps: true });
            symlinkSync(join(PACK, "..", "node_modules"), join(folder, "node_modules"));
            assert.deepEqual(loadedFrom(join(folder, "bin")), ["index.js"]);
            // Where a clock is coarse, what is written after the compiler has its time.
            const both = new Date();
            for (const file of [".tsbuildinfo", "catalogue.json"]) {
                utimesSync(join(folder, "bin", file), both, both);
            }
            assert.deepEqual(loadedFrom(join(folder, "bin")), ["index.js"]);
            const later = new Date(Date.now() + 1000);
            utimesSync(join(folder, "bin", ".tsbuildinfo"), later, later);
            assert.ok(loadedFrom(join(folder, "bin")).includes("kms.js"));
        } finally {
            rmSync(folder, { recursive: true, force: true });
        }
    });
});

/** As it comes out of the file. */
function written(entry: Entry): Entry {
    return JSON.parse(JSON.stringify(entry)) as Entry;
}

/** All that is data; a getter is not asked, as it loads. */
function told(policy: Policy): Record<string, unknown> {
    const keys = Object.keys(policy).filter((key) => !["knowledge", "options"].includes(key));
    return { ...Object.fromEntries(keys.map((key) => [key, Reflect.get(policy, key)])), options: policy.options ?? {} };
}

/** The modules of policies that a process has loaded which has all policies, and asked one. */
function loadedFrom(bin: string, asked = ""): string[] {
    const script = `
        const { policies } = require("./policies");
        const { sep } = require("node:path");
        const asked = policies.find(({ id }) => id === process.argv[1]);
        try { asked?.check({}, {}, ""); } catch {}
        const folder = require("node:fs").realpathSync("policies") + sep;
        const loaded = Object.keys(require.cache).filter((file) => file.startsWith(folder));
        console.log(JSON.stringify(loaded.map((file) => file.slice(folder.length)).sort()));
    `;
    return JSON.parse(
        execFileSync(process.execPath, ["-e", script, asked], { cwd: bin, encoding: "utf8" }),
    ) as string[];
}
