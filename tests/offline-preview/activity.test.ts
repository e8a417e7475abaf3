import { strictEqual } from "node:assert";
import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { setTimeout } from "node:timers/promises";
import { ActivityWatch, WATCHED_SECONDS, type Activity } from "../../offline-preview/activity";

const PROGRAMS: Record<string, { script: string; does: Activity }> = {
    "a loop computes": { script: "for (;;);", does: "computing" },
    "a thread that computes while the main one sleeps computes, as where garbage is collected": {
        script: 'new (require("node:worker_threads").Worker)("for (;;);", { eval: true });',
        does: "computing",
    },
    "a timer that once computes for a moment waits, as where garbage is collected": {
        script: "setTimeout(() => { for (const end = Date.now() + 200; Date.now() < end; ); }, 700); setInterval(() => undefined, 1000);",
        does: "waiting",
    },
    "a timer waits": { script: "setInterval(() => undefined, 1000);", does: "waiting" },
};

describe("what a process does", function () {
    // The state of a thread is told by Linux only.
    const told = existsSync("/proc/self/task");

    for (const [name, { script, does }] of Object.entries(PROGRAMS)) {
        (told ? it : it.skip)(name, async () => {
            const child = spawn(process.execPath, ["-e", `console.log("up"); ${script}`], {
                stdio: ["ignore", "pipe", "inherit"],
            });
            try {
                await new Promise((up) => child.stdout.once("data", up));
                // Past its start, which computes whatever comes then.
                await setTimeout(500);
                const watch = new ActivityWatch(child.pid ?? 0);
                await setTimeout(WATCHED_SECONDS * 1000);
                watch.stop();
                strictEqual(watch.activity, does);
            } finally {
                child.kill("SIGKILL");
            }
        });
    }
});
