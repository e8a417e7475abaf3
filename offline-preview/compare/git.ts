import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { UsageError } from "../configuration/errors";

/** A commit of the repository in a folder of its own. */
export interface Checkout {
    /** The root of the repository that the user works in. */
    root: string;
    /** The root of the checkout. */
    folder: string;
    commit: string;
    /** Takes away all of it: the folder, and what git remembers of it. */
    remove: () => void;
}

interface Answer {
    code: number | null;
    stdout: string;
    stderr: string;
}

/**
 * Checks out the commit at which the working tree and `ref` have parted, beside the working tree, which is left alone.
 *
 * @param cwd A folder of the repository.
 * @throws UsageError where there is no git, no repository, no such commit, or nothing in common with it.
 */
export async function checkOut(ref: string, cwd: string): Promise<Checkout> {
    const git = (...args: string[]): Promise<Answer> => run(args, cwd);
    const top = await git("rev-parse", "--show-toplevel");
    if (top.code !== 0) {
        const isNone = top.stderr.includes("not a git repository");
        throw refusal(isNone ? `${cwd} is in no git repository` : `git says: ${top.stderr.trim()}`);
    }
    const root = realpathSync(top.stdout.trim());
    const commit = await mergeBase(ref, git);
    const holder = mkdtempSync(join(realpathSync(tmpdir()), "pulumi-offline-preview-base-"));
    const folder = join(holder, basename(root));
    const remove = (): void => {
        // Twice: git holds a checkout that was interrupted as locked.
        spawnSync("git", ["worktree", "remove", "--force", "--force", folder], { cwd: root, env: ENVIRONMENT() });
        rmSync(holder, { recursive: true, force: true, maxRetries: 3 });
        spawnSync("git", ["worktree", "prune"], { cwd: root, env: ENVIRONMENT() });
    };
    // Hooks are for people who check out.
    const added = await run(
        ["-c", "core.hooksPath=/dev/null", "worktree", "add", "--quiet", "--detach", folder, commit],
        root,
    );
    if (added.code !== 0) {
        remove();
        throw refusal(`git cannot check out ${commit.slice(0, 10)}: ${added.stderr.trim()}`);
    }
    return { root, folder, commit, remove };
}

async function mergeBase(ref: string, git: (...args: string[]) => Promise<Answer>): Promise<string> {
    const commitOf = async (name: string): Promise<string | undefined> => {
        const { code, stdout } = await git("rev-parse", "--verify", "--quiet", "--end-of-options", `${name}^{commit}`);
        return code === 0 ? stdout.trim() : undefined;
    };
    const isShallow = (await git("rev-parse", "--is-shallow-repository")).stdout.trim() === "true";
    const shallow = isShallow ? "; this clone is shallow, so git fetch --unshallow may bring it" : "";
    const commit = await commitOf(ref);
    if (commit === undefined) {
        const remote = (await commitOf(`origin/${ref}`)) === undefined ? "" : ` (did you mean origin/${ref}?)`;
        throw refusal(`${ref} is no commit, branch or tag of this repository${remote}${shallow}`);
    }
    const base = await git("merge-base", "HEAD", commit);
    if (base.code !== 0) {
        throw refusal(`the working tree and ${ref} have no commit in common${shallow}`);
    }
    return base.stdout.trim();
}

/** Whether files below these paths are other ones in the working tree than at `commit`, new ones included. */
export async function isChanged(paths: readonly string[], commit: string, root: string): Promise<boolean> {
    if (paths.length === 0) {
        return false;
    }
    const tracked = await run(["diff", "--quiet", commit, "--", ...paths], root);
    const fresh = await run(["ls-files", "--others", "--exclude-standard", "--", ...paths], root);
    return tracked.code !== 0 || fresh.stdout !== "";
}

/** A hook of git runs with the repository's files in its environment, which are not those of a checkout. */
function ENVIRONMENT(): NodeJS.ProcessEnv {
    const { GIT_DIR: _dir, GIT_WORK_TREE: _tree, GIT_INDEX_FILE: _index, GIT_PREFIX: _prefix, ...rest } = process.env;
    return { ...rest, LC_ALL: "C" };
}

function run(args: readonly string[], cwd: string): Promise<Answer> {
    const child = spawn("git", args, { cwd, env: ENVIRONMENT(), stdio: ["ignore", "pipe", "pipe"] });
    let stdout = "";
    let stderr = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    return new Promise((answered, failed) => {
        child.once("error", () => failed(refusal("git is not installed, or not on the PATH")));
        child.once("close", (code) => answered({ code, stdout, stderr }));
    });
}

function refusal(text: string): UsageError {
    return new UsageError([`--diff-base: ${text}`]);
}
