// Runs before the npm scripts that need what npm installs, so it uses nothing but Node.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const problem = !atLeast([20, 19])
    ? `Node ${process.versions.node} is too old: install Node 20.19 or newer, better 22 or newer.`
    : ["typescript", "@pulumi/pulumi"].some((name) => !existsSync(join(root, "node_modules", name, "package.json")))
      ? "Palisade's packages are not installed: run 'npm ci' in " + root + " first, without --omit=dev."
      : undefined;
if (problem !== undefined) {
    console.error(`error: ${problem}`);
    process.exit(1);
}

function atLeast([major, minor]) {
    const [ours, oursMinor] = process.versions.node.split(".").map(Number);
    return ours > major || (ours === major && oursMinor >= minor);
}
