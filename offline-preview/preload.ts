/**
 * Loaded first (`node -r`) into every process that runs a program or a pack: it ends the process when the one that
 * started it is gone, and keeps stack traces cheap and exact.
 */
import { Socket } from "node:net";
import { collectModuleMaps } from "./moduleMaps";
import { mapOwnFramesOnly } from "./stackTraces";

// Processes that this one forks load it too: they have neither the variable nor the lifeline.
if (process.env.PULUMI_OFFLINE_PREVIEW_CHILD !== undefined) {
    delete process.env.PULUMI_OFFLINE_PREVIEW_CHILD;
    endWithParent();
    collectModuleMaps();
    mapOwnFramesOnly();
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
