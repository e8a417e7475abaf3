import { existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, realpathSync, symlinkSync } from "node:fs";
import { dirname, join, parse, relative, sep } from "node:path";
import { Child } from "../children";
import { UsageError } from "../configuration/errors";
import { isChanged, type Checkout } from "./git";

const LOCK_FILES = [
    ...["package-lock.json", "npm-shrinkwrap.json", "pnpm-lock.yaml", "yarn.lock"],
    ...["bun.lock", "bun.lockb"],
];

export interface InstallOptions {
    /** The folder of the program in the working tree. */
    programDir: string;
    /** A command that makes the checkout ready, run at its root. */
    setup?: string | undefined;
    onStop: (stop: () => void) => void;
}

/**
 * Gives a checkout the packages that its program runs with: by the command that is given; else those of the working tree
 * where lock files are equal; else by `npm ci` from npm's cache.
 *
 * @returns what there is to say of it.
 * @throws UsageError where the packages are not known, or cannot be had.
 */
export async function installPackages(checkout: Checkout, options: InstallOptions): Promise<string[]> {
    const { root, folder } = checkout;
    const { setup } = options;
    if (setup !== undefined) {
        await command(setup, folder, options, `--base-setup failed in the checkout of the base`);
        return [`the base was made ready by: ${setup}`];
    }
    const lock = lockFile(realpathSync(options.programDir), root);
    const other = lock === undefined ? undefined : join(folder, lock);
    if (lock === undefined || other === undefined || !existsSync(other)) {
        const where = lock === undefined ? "here" : `at the base (${lock})`;
        throw refusal(
            `there is no lock file ${where}, so it is not known which packages the base ran with; ` +
                "commit one, or say what installs them: --base-setup 'npm install'",
        );
    }
    if (readFileSync(join(root, lock)).equals(readFileSync(other))) {
        return linkPackages(checkout, options.programDir);
    }
    if (!/^(package-lock|npm-shrinkwrap)\.json$/.test(lock.split(sep).pop() ?? "")) {
        throw refusal(
            `${lock} is another one at the base: say what installs its packages, ` +
                "such as --base-setup 'pnpm install --frozen-lockfile'",
        );
    }
    await command(
        "npm ci --offline --ignore-scripts --no-audit --no-fund",
        join(folder, dirname(lock)),
        options,
        `${lock} is another one at the base, and npm's cache does not hold all of its packages; ` +
            "install them by --base-setup 'npm ci', which may ask the registry",
    );
    return [`${lock} differs: the base ran with packages of its own, out of npm's cache`];
}

/** The nearest one from the program up to the repository's root, seen from there. */
function lockFile(programDir: string, root: string): string | undefined {
    for (const folder of foldersUp(programDir, root)) {
        const name = LOCK_FILES.find((file) => existsSync(join(folder, file)));
        if (name !== undefined) {
            return relative(root, join(folder, name));
        }
    }
    return undefined;
}

function foldersUp(from: string, root: string): string[] {
    const below = relative(root, from).split(sep).filter(Boolean);
    return below.map((_, index) => join(root, ...below.slice(0, below.length - index))).concat(root);
}

/**
 * Links to what is installed in the working tree. Packages of the repository itself, which it works on, are those of the
 * checkout where they changed; where not, those of the working tree, which are built.
 */
async function linkPackages(checkout: Checkout, programDir: string): Promise<string[]> {
    const { root, folder, commit } = checkout;
    const own = new Set<string>();
    const hasModules = (one: string): boolean => existsSync(join(one, "node_modules"));
    const holders = foldersUp(realpathSync(programDir), root).filter(hasModules);
    const above = root === dirname(root) ? [] : foldersUp(dirname(root), parse(root).root).filter(hasModules);
    for (const holder of [...holders, ...above]) {
        for (const { target } of entriesOf(join(holder, "node_modules"))) {
            const inside = relative(root, target);
            if (inside !== "" && !inside.startsWith("..") && !inside.split(sep).includes("node_modules")) {
                own.add(inside);
            }
        }
    }
    // All or none: they use each other.
    const isOther = await isChanged([...own], commit, root);
    const moved = (target: string): string => {
        const inside = relative(root, target);
        return isOther && own.has(inside) && existsSync(join(folder, inside)) ? join(folder, inside) : target;
    };
    const more = isOther ? [...own].map((inside) => join(root, inside)) : [];
    const link = (holder: string, to: string): void => {
        for (const { name, target } of entriesOf(join(holder, "node_modules"))) {
            const path = join(to, "node_modules", name);
            if (!existsSync(path)) {
                mkdirSync(dirname(path), { recursive: true });
                symlinkSync(moved(target), path);
            }
        }
    };
    for (const holder of [...holders, ...more.filter(hasModules)]) {
        const to = join(folder, relative(root, holder));
        if (existsSync(to) && !hasModules(to)) {
            link(holder, to);
        }
    }
    // The checkout lies elsewhere: what is installed above the repository is not above it.
    above.forEach((holder) => link(holder, folder));
    return isOther
        ? ["packages of this repository differ: the base ran with its own, as they are in git, which are not built"]
        : [];
}

/** What is installed in a folder, packages in scopes each by themselves, and where it really is. */
function entriesOf(modules: string): { name: string; target: string }[] {
    return readdirSync(modules).flatMap((name) => {
        const path = join(modules, name);
        const isScope = name.startsWith("@") && lstatSync(path).isDirectory();
        const names = isScope ? readdirSync(path).map((inside) => join(name, inside)) : [name];
        return names
            .filter((one) => existsSync(join(modules, one)))
            .map((one) => ({ name: one, target: realpathSync(join(modules, one)) }));
    });
}

async function command(text: string, cwd: string, { onStop }: InstallOptions, failure: string): Promise<void> {
    const said: string[] = [];
    const isWindows = process.platform === "win32";
    const child = new Child(
        {
            run: { executable: isWindows ? "cmd.exe" : "/bin/sh" },
            args: [isWindows ? "/c" : "-c", text],
            cwd,
            env: {},
        },
        (_, line) => said.push(line),
    );
    onStop(() => child.kill());
    const { code, signal } = await child.exit;
    if (code !== 0) {
        const end = signal === undefined ? `exit code ${String(code)}` : `signal ${signal}`;
        throw refusal(`${failure} (${text}: ${end})${said.length === 0 ? "" : `:\n${said.slice(-20).join("\n")}`}`);
    }
}

function refusal(text: string): UsageError {
    return new UsageError([`--diff-base: ${text}`]);
}
