/**
 * Loaded first (`node -r`) into every process that runs a program or a pack.
 *
 * 1. It ends the process when the one that started it is gone.
 * 2. It lets source maps of installed packages be: loading them costs half of the start, and on Node 20 a frame such as
 *    `node_modules/@pulumi/resource.ts`, which they produce, sends `util.inspect(error, { colors: true })` into an
 *    endless loop.
 */
import { createRequire } from "node:module";
import { Socket } from "node:net";
import { join } from "node:path";

interface SourceMapSupport {
    install(options: {
        environment: "node";
        handleUncaughtExceptions: false;
        retrieveSourceMap: (source: string) => { url: string; map: object } | null;
    }): void;
}

// Processes that this one forks load it too: they have neither the variable nor the lifeline.
const sdk = process.env.PULUMI_OFFLINE_PREVIEW_SDK;
if (sdk !== undefined) {
    delete process.env.PULUMI_OFFLINE_PREVIEW_SDK;
    endWithParent();
    withoutMapsOfPackages(sdk);
}

function endWithParent(): void {
    const lifeline = new Socket({ fd: 3, readable: true, writable: false });
    lifeline.on("error", () => undefined);
    lifeline.on("close", () => {
        if (process.platform !== "win32") {
            // The whole group: this process leads it.
            process.kill(-process.pid, "SIGKILL");
        }
        process.exit(143);
    });
    lifeline.resume();
    lifeline.unref();
}

function withoutMapsOfPackages(folder: string): void {
    const load = createRequire(join(folder, "package.json"));
    for (const name of ["source-map-support", "@cspotcode/source-map-support"]) {
        try {
            (load(name) as SourceMapSupport).install({
                environment: "node",
                handleUncaughtExceptions: false,
                retrieveSourceMap: (source) =>
                    source.includes("node_modules")
                        ? { url: source, map: { version: 3, sources: [], names: [], mappings: "" } }
                        : null,
            });
        } catch {
            // Not installed: then nothing uses it.
        }
    }
}
