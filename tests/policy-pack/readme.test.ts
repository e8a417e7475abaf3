import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import * as ts from "typescript";
import type { Policy } from "../../policy-pack/evaluation";
import { FRAMEWORKS } from "../../policy-pack/evaluation/frameworks";
import { loadServices, policies } from "../../policy-pack/policies";
import type { Inputs } from "./support/inputs";
import { frameworkTable, policyCount, serviceTable } from "./support/policyTable";
import { analyze, remediate, type TestResource } from "./support/sdk";

const README = join(__dirname, "..", "..", "policy-pack", "README.md");
const TABLE = /(<!-- prettier-ignore-start -->\n)([^]*?)(\n<!-- prettier-ignore-end -->)/;

describe("the policy pack's README", () => {
    it("lists the policies as they are (UPDATE_README=1 rewrites the list)", () => {
        const text = readFileSync(README, "utf8");
        const parts = [policyCount(policies), serviceTable(policies), frameworkTable(Object.values(FRAMEWORKS))];
        const table = parts.join("\n\n");
        if (process.env["UPDATE_README"]) {
            writeFileSync(
                README,
                text.replace(TABLE, (_, head: string, __, end: string) => `${head}${table}${end}`),
            );
            return;
        }
        assert.equal(TABLE.exec(text)?.[2], table);
    });

    it("shows a policy that works as it says", async () => {
        const policy = exampleOf(readFileSync(README, "utf8"));
        const queue = (inputs: Inputs): TestResource => ({ type: "aws:sqs/queue:Queue", inputs });
        const messages = async (inputs: Inputs, options = {}) =>
            (await analyze([policy], [queue(inputs)], { config: { [policy.id]: options } })).map(
                ({ message }) => message,
            );
        const tooShort = "Queues keep messages long enough.\nSet `messageRetentionSeconds` to 345600 or more.";
        assert.deepEqual(await messages({ messageRetentionSeconds: 60 }), [tooShort]);
        assert.deepEqual(await messages({}), []);
        assert.equal((await messages({}, { minimumDays: 5 })).length, 1);
        assert.deepEqual(await remediate([policy], queue({ messageRetentionSeconds: 60 })), {
            messageRetentionSeconds: 345600,
        });
    });

    it("names what the package lets others load", () => {
        const named = [...readFileSync(README, "utf8").matchAll(/palisade-policies\/[\w/]+/g)].map(([path]) => path);
        assert.ok(named.length > 0);
        named.forEach((path) => assert.ok(createRequire(__filename).resolve(path)));
    });

    it("names no policy that is not there", () => {
        const text = readFileSync(README, "utf8");
        const services = [...loadServices().values()].map(({ name }) => name).join("|");
        const quoted = text.matchAll(new RegExp(`"((?:${services})-[a-z-]+)"`, "g"));
        const named = [...quoted].map(([, id]) => id).filter((id) => id !== exampleOf(text).id);
        assert.ok(named.length > 0);
        assert.deepEqual(
            named.filter((id) => !policies.some((policy) => policy.id === id)),
            [],
        );
    });
});

/** Compiles and runs the README's example as a reader of it would, but against this source. */
function exampleOf(readme: string): Policy {
    const [, code = ""] = /```typescript\n(import [^]*?)```/.exec(readme) ?? [];
    const source = code.replace("palisade-policies/", "../../policy-pack/");
    const { outputText } = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } });
    const exported: Record<string, Policy> = {};
    const run = compileFunction(outputText, ["require", "exports"]) as (require: NodeJS.Require, to: object) => void;
    run(createRequire(__filename), exported);
    const [policy] = Object.values(exported);
    assert.ok(policy);
    return policy;
}
