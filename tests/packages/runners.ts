import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand, type Ended } from "./command";
import type { Outside } from "./outside";
import { REPOSITORY } from "./workspace";

const PAGE = readFileSync(join(REPOSITORY, "offline-preview", "docs", "library.md"), "utf8");

/** Every runner that the page has a block for. */
export const RUNNERS = [...PAGE.matchAll(/^<!-- runner: (.+) -->$/gm)].map(([, name = ""]) => name);

const GIVEN = `import { expectNoViolations, type Preview } from "pulumi-offline-preview";
declare const stack: Preview;
`;

/** What the page says that a failed test says. */
export const MESSAGE = blockAfter("<!-- message -->").trimEnd();

/** The page's other code, as programs that the compiler takes. */
export const SNIPPETS = [...PAGE.matchAll(/^(?!<!--).*\n\n```js\n([^]*?)```/gm)].map(([, code = ""]) =>
    code.startsWith("import ") ? code : `${GIVEN}${code}`,
);

const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
class Thing extends pulumi.CustomResource {}
new Thing("shop:index:Thing", "till", { open: new pulumi.Config().requireBoolean("open") });
`;
const PACK = `
const { PolicyPack } = require("@pulumi/policy");
new PolicyPack("house-rules", {
    policies: [{
        name: "no-open-things", description: "Things are closed.", enforcementLevel: "mandatory", severity: "high",
        validateResource: ({ type, name, props }, report) => {
            if (type === "shop:index:Thing" && props.open) report(\`Set \\\`open\\\` of "\${name}" to false.\`);
        },
    }],
});
`;

/** The page's tests for a runner, and the same of a stack that violates a policy: what the runner says when both run. */
export async function runPage(runner: string, outside: Outside): Promise<Ended> {
    const block = blockAfter(`<!-- runner: ${runner} -->`);
    const [, file = "", command = ""] = /^\/\/ (\S+): (.+)$/m.exec(block) ?? [];
    const folder = `runners/${runner.replace(":", "-")}`;
    outside.writeProject(folder, { name: "shop" }, "index.js", PROGRAM);
    outside.write(`${folder}/Pulumi.yaml`, "name: shop\nruntime: nodejs\n");
    outside.write(`${folder}/Pulumi.dev.yaml`, "config: { shop:open: false }\n");
    outside.write(`${folder}/Pulumi.open.yaml`, "config: { shop:open: true }\n");
    outside.write(`${folder}/policy-pack/PulumiPolicy.yaml`, "runtime: nodejs\n");
    outside.write(`${folder}/policy-pack/package.json`, { name: "house-rules", version: "1.0.0", main: "index.js" });
    outside.write(`${folder}/policy-pack/index.js`, PACK);
    outside.write(`${folder}/${file}`, block);
    outside.write(`${folder}/${file.replace("stack", "open")}`, block.replace('"dev"', '"open"'));
    return runCommand(command.split(" "), join(outside.folder, folder));
}

function blockAfter(comment: string): string {
    const [, block] = /```\w+\n([^]*?)```/.exec(PAGE.slice(PAGE.indexOf(comment) + comment.length)) ?? [];
    if (block === undefined || !PAGE.includes(comment)) {
        throw new Error(`library.md has no block after ${comment}`);
    }
    return block;
}
