import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { FILES, FOLDER, sourceOf, workflow, type Job } from "./workflows";

const jobs = FILES.flatMap((file) =>
    Object.entries(workflow(file).jobs).map(([name, job]) => ({ file, job, where: `${file}, ${name}` })),
);
const steps = jobs.flatMap(({ job, where }) => (job.steps ?? []).map((step) => ({ step, where })));

/** What a job may do; without a word of its own, what the workflow says. */
function permissionsOf(file: string, job: Job): Record<string, string> {
    return job.permissions ?? workflow(file).permissions ?? { all: "unknown" };
}

/** What each may do: nothing that it does not need. */
const PERMISSIONS: Record<string, Record<string, string>> = {
    "ci.yml, test": { contents: "read" },
    "offline-preview.yml, preview": { contents: "read" },
    "offline-preview.yml, code-scanning": { actions: "read", contents: "read", "security-events": "write" },
    "preview.yml, offline": { actions: "read", contents: "read", "security-events": "write" },
    "preview.yml, cloud": { contents: "read", "id-token": "write" },
    "preview-comment.yml, comment": { actions: "read", "pull-requests": "write" },
};

describe("the workflows", () => {
    it("pass actionlint", function () {
        const { error, status, stdout } = spawnSync(
            "actionlint",
            ["-no-color", ...FILES.map((file) => join(FOLDER, file))],
            {
                encoding: "utf8",
            },
        );
        if (error !== undefined) {
            console.log(
                "        skipped: actionlint is not installed (go install github.com/rhysd/actionlint/cmd/actionlint@latest)",
            );
            this.skip();
        }
        assert.equal(status, 0, stdout);
    });

    it("pin actions by a commit, with the version beside it", () => {
        const uses = FILES.flatMap((file) => [...sourceOf(file).matchAll(/uses: (.*)/g)].map(([, used = ""]) => used));
        assert.ok(uses.length > 8);
        for (const used of uses.filter((one) => !one.startsWith("./"))) {
            assert.match(used, /^[\w.-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
        }
    });

    it("may do no more than they need", () => {
        assert.deepEqual(
            Object.fromEntries(jobs.map(({ file, job, where }) => [where, permissionsOf(file, job)])),
            PERMISSIONS,
        );
    });

    it("leave no credentials in the checkout", () => {
        const checkouts = steps.filter(({ step }) => step.uses?.startsWith("actions/checkout@"));
        assert.ok(checkouts.length > 0);
        for (const { step, where } of checkouts) {
            assert.equal(step.with?.["persist-credentials"], false, where);
        }
    });

    it("run no code of a pull request where the token may write, and none by pull_request_target", () => {
        for (const file of FILES) {
            assert.ok(!("pull_request_target" in workflow(file).on), file);
        }
        for (const { file, job, where } of jobs.filter(({ job }) => job.steps !== undefined)) {
            // Identity is for the branches of the repository itself: a condition of the job says so, and its environment.
            const { "id-token": identity, ...permissions } = permissionsOf(file, job);
            if (identity === "write") {
                assert.match(job.if ?? "", /head\.repo\.full_name == github\.repository/);
                assert.equal(job.environment, "preview");
            }
            const writes = Object.values(permissions).includes("write");
            const runs = (job.steps ?? []).filter(({ run }) => run !== undefined);
            // The only one that both runs something and writes checks nothing out.
            const checksOut = (job.steps ?? []).some(({ uses }) => uses?.startsWith("actions/checkout@"));
            assert.ok(!writes || runs.length === 0 || !checksOut, where);
        }
    });

    it("have no expression in a script, which would be code of whoever wrote the value", () => {
        for (const { step, where } of steps) {
            assert.ok(!(step.run ?? "").includes("${{"), where);
        }
    });

    it("end", () => {
        for (const { job, where } of jobs.filter(({ job }) => job.uses === undefined)) {
            assert.ok(job["timeout-minutes"] !== undefined, where);
        }
    });
});
