import { deepStrictEqual, ok, rejects } from "node:assert";
import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { preview } from "../../offline-preview/preview";
import { pack, TestProject } from "./cli/project";

/** It says that it runs, and would run for an hour. */
const WAITS = `
    import { writeFileSync } from "node:fs";
    writeFileSync("started", "");
    setTimeout(() => undefined, 3_600_000);
`;

describe("offline preview: an aborted signal", function () {
    this.timeout(60_000);
    let project: TestProject;
    beforeEach(() => (project = new TestProject({ "index.ts": WAITS, ...pack("pack", "[]") })));
    afterEach(() => project.remove());

    function start(signal: AbortSignal, phases: string[] = []): Promise<unknown> {
        return preview({
            cwd: project.dir,
            policyPacks: [{ path: "pack" }],
            signal,
            timeoutSeconds: 3600,
            onProgress: ({ phase }) => phases.push(phase),
        });
    }

    function processes(): string[] {
        const all = execFileSync("ps", ["-eo", "pid,stat,args"], { encoding: "utf8" }).split("\n");
        return all.filter((line) => line.includes(project.dir));
    }

    async function until(condition: () => boolean): Promise<void> {
        while (!condition()) {
            await new Promise((resume) => setTimeout(resume, 50));
        }
    }

    it("starts nothing when it is aborted before", async () => {
        const phases: string[] = [];
        const reason = new Error("not needed");
        await rejects(start(AbortSignal.abort(reason), phases), reason);
        deepStrictEqual([phases, processes(), existsSync(join(project.dir, "started"))], [[], [], false]);
    });

    it("starts nothing when it is aborted in the same turn", async () => {
        const abort = new AbortController();
        const running = start(abort.signal);
        abort.abort();
        await rejects(running, { name: "AbortError" });
        await new Promise((resume) => setTimeout(resume, 200));
        deepStrictEqual([processes(), existsSync(join(project.dir, "started"))], [[], false]);
    });

    it("ends the program and the packs, and tells its own reason", async () => {
        const abort = new AbortController();
        const running = start(abort.signal);
        await until(() => existsSync(join(project.dir, "started")));
        ok(processes().length > 0);
        const reason = new Error("the user has gone");
        abort.abort(reason);
        await rejects(running, reason);
        await until(() => processes().length === 0);
    });
});
