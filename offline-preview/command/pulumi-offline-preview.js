#!/usr/bin/env node
// In the repository from the start, so that npm can link it before anything is built.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const command = join(__dirname, "..", "bin", "cli.js");
if (existsSync(command)) {
    // Node 22.1 and newer keep compiled code between runs.
    const folder = require("../bin/compiling/cacheFolder.js").cacheFolder("node");
    if (folder !== undefined) {
        require("node:module").enableCompileCache?.(folder);
    }
    require(command);
} else {
    console.error(
        "error: pulumi-offline-preview is not built: run 'npm ci', or 'npm run build', in its repository first.",
    );
    process.exit(2);
}
