"use strict";
/**
 * Loaded before the repository's program, it lets that run alone in one process: the SDK's mocks hand out what the
 * offline preview makes up, so that nothing is served, judged or run twice.
 */
const { join } = require("node:path");
const { runtime } = require("@pulumi/pulumi");
const { prepare } = require("../offline-preview/bin/prepare");
const { madeUpProvider } = require("../offline-preview/bin/providers/madeUpProvider");

const root = join(__dirname, "..");
const { project, stack, config, facts } = prepare({ cwd: root, stack: "dev", policyPacks: [] });
const provider = madeUpProvider({ ids: "made-up", facts, programDir: root });
let resources = 0;
runtime.setAllConfig(config.values, []);
runtime.setMocks(
    {
        newResource: async ({ type, name, inputs }) => {
            resources++;
            const urn = `urn:pulumi:${stack}::${project.name}::${type}::${name}`;
            const { id, outputs } = await provider.create({ urn, type, name, inputs });
            return { id: id || `${name}-id`, state: outputs };
        },
        call: async ({ token, inputs }) => (await provider.invoke({ token, args: inputs })) ?? {},
    },
    project.name,
    stack,
    true,
);
process.on("exit", () => process.stdout.write(`${resources} resources\n`));
