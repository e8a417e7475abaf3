#!/usr/bin/env node
// In the repository from the start, so that npm can link it before anything is built.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const command = join(__dirname, "..", "bin", "cli.js");
if (existsSync(command)) {
    require(command);
} else {
    console.error("error: palisade-policies is not built: run 'npm ci', or 'npm run build', in its repository first.");
    process.exit(2);
}
