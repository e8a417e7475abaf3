/**
 * Loaded first (`node -r`) into every process that runs a program or a pack.
 *
 * 1. It ends the process when the one that started it is gone.
 * 2. It lets source maps of installed packages be: looking for them costs a third of a run, and on Node 20 a frame such as
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
    mapOwnFramesOnly();
}

/**
 * The SDK takes a stack trace for every resource and every promise, and each frame is looked up in source maps. Only
 * frames of the program itself can have one here; those are left to the library, the others are printed as they are.
 */
function mapOwnFramesOnly(): void {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- V8 calls it without `this` as well
    const withMaps = Error.prepareStackTrace;
    if (withMaps === undefined) {
        return;
    }
    const mapped = new Map<string, string>();
    Error.prepareStackTrace = (error, frames) => {
        const format = (some: NodeJS.CallSite[]): string => String(withMaps(error, some));
        const header = format([]);
        const lines = frames.map((frame) => {
            // eslint-disable-next-line @typescript-eslint/no-base-to-string -- V8's frames print themselves
            const place = String(frame);
            if (isForeign(frame.getFileName())) {
                return `\n    at ${place}`;
            }
            const line = mapped.get(place) ?? format([frame]).slice(header.length);
            mapped.set(place, line);
            return line;
        });
        return header + lines.join("");
    };
}

function isForeign(file: string | null | undefined): boolean {
    return typeof file !== "string" || file.includes("node_modules") || file.startsWith("node:");
}
