/**
 * Loaded first (`node -r`) into every process that runs a program or a pack: it ends the process when the one that
 * started it is gone, keeps stack traces cheap and exact, and what is compiled, and leaves unloaded what few need.
 */
import Module from "node:module";
import { Socket } from "node:net";
import { cacheFolder } from "./compiling/cacheFolder";
import { keepTranspiled, keepTranspiledInLoader } from "./compiling/keepTranspiled";
import { loadResolverLate } from "./loadedLate";
import { collectModuleMaps } from "./moduleMaps";
import { mapOwnFramesOnly } from "./stackTraces";
import { askAllFunctionsOnceLoaded } from "./unknownArguments";
import { tellFiles, tellRequired } from "./watch/readReports";
import { waitForRun } from "./watch/wait";

// Processes that this one forks load it too: they have neither the variable nor the lifeline.
const purpose = process.env.PULUMI_OFFLINE_PREVIEW_CHILD;
if (purpose !== undefined) {
    delete process.env.PULUMI_OFFLINE_PREVIEW_CHILD;
    endWithParent();
    mapOwnFramesOnly();
    askAllFunctionsOnceLoaded();
    loadResolverLate();
    const isWatched = purpose !== "true";
    if (isWatched) {
        tellFiles();
        tellRequired();
    }
    const [, script = ""] = process.argv;
    const folder = cacheFolder("typescript");
    if (folder !== undefined) {
        keepTranspiled({ script, folder });
    }
    aroundRegistration(
        () => {
            if (folder !== undefined) {
                keepTranspiledInLoader({ script, folder });
            }
        },
        () => collectModuleMaps(isWatched),
    );
    if (purpose === "wait" && waitForRun().isModule) {
        collectModuleMaps(isWatched);
    }
}

/** Where the program is an ES module in TypeScript, the SDK registers a loader: once, and in a thread of its own. */
function aroundRegistration(before: () => void, after: () => void): void {
    const { register } = Module;
    Module.register = (...registration: unknown[]) => {
        Module.register = register;
        before();
        register.apply(Module, registration as Parameters<typeof register>);
        after();
    };
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
