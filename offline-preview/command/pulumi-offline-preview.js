#!/usr/bin/env node
// In the repository from the start, so that npm can link it before anything is built.
require("../bin/cli.js");
