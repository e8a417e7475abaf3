/**
 * Breaks policies in small ways, one at a time, and tells which of them no test notices: `npm run mutate -- kms s3`,
 * `npm run mutate -- policy-pack/evaluation/setting.ts`.
 *
 * Most of a policy is data that is read once, while its module is loaded. Stryker starts anew for each such mutant, which
 * takes seconds; here only the mutant, and what imports it, is loaded again.
 */
import { fork, type ChildProcess } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import Module from "node:module";
import { basename, dirname, join } from "node:path";
import Mocha from "mocha";
import * as ts from "typescript";
import { mutantsOf, type Mutant } from "./mutants";

const ROOT = join(__dirname, "..");
const POLICIES = "policy-pack/policies";
const INDEX = join(POLICIES, "index.ts");
/** How long nothing may be heard of a mutant, in milliseconds: it may run for ever, which is noticed then. `PATIENCE=60`: seconds. */
const PATIENCE = Number(process.env["PATIENCE"] ?? 300) * 1000;
/** What takes long and tells seldom more than the rest: run for those only that have survived the rest. */
const SLOW = "whatever the inputs are|unknown: several|unknown: loses|tells the same through the SDK";
/** Tells what policies say of themselves: what tests of policies do not see of a mutant, it may. */
const PAGES = "tests/policy-pack/pages.test.ts";
const WRITTEN = /are written/;

/** `EVERY=3` tries a third of the mutants. */
const EVERY = Number(process.env["EVERY"] ?? 1);

/** What a child tells: which mutant it begins, and whether one survived. */
interface Message {
    readonly index: number;
    readonly survivor?: string;
}

interface Trial {
    readonly file: string;
    readonly text: string;
    readonly mutant: Mutant;
}

function filesOf(given: string): readonly string[] {
    const found = [given, join(POLICIES, `${given}.ts`), join(POLICIES, given)].find((path) => existsSync(path));
    if (found === undefined) {
        throw new Error(`${given}: no file, and no service of ${POLICIES}`);
    }
    return found.endsWith(".ts") ? [found] : sourcesIn(found);
}

function sourcesIn(folder: string): readonly string[] {
    return readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((file) => file.endsWith(".ts") && !/(^|\/)(bin|node_modules)\//.test(file))
        .map((file) => join(folder, file))
        .sort();
}

/** A policy's test of the same name, or those of what imports it; of other rooms all tests. */
function testsOf(file: string, seen: readonly string[] = []): readonly string[] {
    const own = ownTestOf(file);
    return file.startsWith(POLICIES) && existsSync(own) ? [own] : testsOfImporting(file, seen);
}

/** What may notice a change that the own test of a file misses: of what policies have in common, the tests of those. */
function testsElsewhere(file: string): readonly string[] {
    const isShared = file.startsWith(POLICIES) && !/export default service\(/.test(readFileSync(file, "utf8"));
    return isShared && existsSync(ownTestOf(file)) ? testsOfImporting(file, []) : [];
}

function ownTestOf(file: string): string {
    return join("tests", file.replace(/\.ts$/, ".test.ts"));
}

function testsOfImporting(file: string, seen: readonly string[]): readonly string[] {
    if (!file.startsWith(POLICIES)) {
        return sourcesIn(join("tests", dirname(file))).filter((test) => test.endsWith(".test.ts"));
    }
    const imports = new RegExp(`from "\\.{1,2}/(\\w+/)*${basename(file, ".ts")}"`);
    const importing = sourcesIn(POLICIES).filter(
        (other) => basename(other) !== "index.ts" && !seen.includes(other) && imports.test(readFileSync(other, "utf8")),
    );
    return [...new Set(importing.flatMap((other) => testsOf(other, [...seen, file])))];
}

type Load = (module: { _compile(code: string, file: string): void }, file: string) => void;

/** Compiles each module once, but for the one that is broken. */
function loadingWith(broken: () => { readonly file: string; readonly text: string } | undefined): void {
    const compiled = new Map<string, string>();
    const compile = (text: string): string =>
        ts.transpileModule(text, {
            compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
        }).outputText;
    const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, Load> };
    extensions[".ts"] = (module, file) => {
        const other = broken();
        const code =
            other?.file === file ? compile(other.text) : (compiled.get(file) ?? compile(readFileSync(file, "utf8")));
        if (other?.file !== file) {
            compiled.set(file, code);
        }
        module._compile(code, file);
    };
}

/** Forgets a module and all that import it, but for packages: mocha, which loads tests, stays the one that runs them. */
function forget(file: string): void {
    const stale = new Set([file]);
    const own = Object.values(require.cache).filter((module) => !module?.filename.includes("/node_modules/"));
    for (let size = 0; size < stale.size;) {
        size = stale.size;
        for (const module of own) {
            if (module?.children.some(({ filename }) => stale.has(filename))) {
                stale.add(module.filename);
            }
        }
    }
    stale.forEach((name) => delete require.cache[name]);
}

/** Whether the tests pass that the expression names. */
async function pass(file: string, tests: readonly string[], grep = /(?:)/): Promise<boolean> {
    // The index looks for files, so that nothing tells what it loads.
    [file, INDEX, ...tests].forEach((one) => forget(join(ROOT, one)));
    const mocha = new Mocha({ bail: true, reporter: class {} as never, timeout: 0, grep });
    tests.forEach((test) => mocha.addFile(join(ROOT, test)));
    try {
        return await new Promise((resolve) => mocha.run((failures) => resolve(failures === 0)));
    } catch {
        // It cannot even be loaded.
        return false;
    }
}

function trialsOf(files: readonly string[]): readonly Trial[] {
    return files.flatMap((file) => {
        const text = readFileSync(join(ROOT, file), "utf8");
        return mutantsOf(text)
            .filter((_, index) => index % EVERY === 0)
            .map((mutant) => ({ file, text, mutant }));
    });
}

/** In a process of its own: tries the mutants of some files, from one on. */
async function work(files: readonly string[], from: number): Promise<void> {
    process.setMaxListeners(0);
    let broken: { readonly file: string; readonly text: string } | undefined;
    loadingWith(() => broken);
    const testsByFile = new Map(files.map((file) => [file, testsOf(file)]));
    const elsewhereByFile = new Map(files.map((file) => [file, testsElsewhere(file)]));
    const sound = new Set<string>();
    for (const [index, { file, text, mutant }] of trialsOf(files).entries()) {
        if (index < from) {
            continue;
        }
        process.send?.({ index } satisfies Message);
        const tests = testsByFile.get(file) ?? [];
        const elsewhere = elsewhereByFile.get(file) ?? [];
        if (broken !== undefined) {
            forget(broken.file);
            broken = undefined;
        }
        if (!sound.has(file) && !(await pass(file, [...tests, ...elsewhere, PAGES]))) {
            throw new Error(`${file}: its tests fail without a mutant`);
        }
        sound.add(file);
        const { start, end, replacement, policies } = mutant;
        broken = { file: join(ROOT, file), text: text.slice(0, start) + replacement + text.slice(end) };
        // First what is of its policies and quick, then the rest, but for other policies.
        const own = policies === undefined ? "" : `(${policies.join("|")}) `;
        const quick = new RegExp(`^${own}(?!.*(${SLOW}))`);
        const rest = new RegExp(policies === undefined ? SLOW : `^${own}.*(${SLOW})|^(?![a-z0-9]+-[a-z0-9-]+ )`);
        if (
            (await pass(file, tests, quick)) &&
            (await pass(file, tests, rest)) &&
            (await pass(file, [PAGES], WRITTEN)) &&
            (elsewhere.length === 0 || (await pass(file, elsewhere)))
        ) {
            process.send?.({ index, survivor: shown({ file, text, mutant }) } satisfies Message);
        }
    }
    process.exit();
}

function shown({ file, text, mutant: { start, end, replacement, policies = [] } }: Trial): string {
    const line = text.slice(0, start).split("\n").length;
    const short = (code: string): string => code.replace(/\s+/g, " ").slice(0, 100);
    return `${file}:${line}  ${short(text.slice(start, end))}  →  ${short(replacement)}  ${policies.join(" ")}`;
}

/** Tries all mutants of some files, in child processes; tells of each that survives, by its number. */
async function tryAll(files: readonly string[], tell: (index: number, survivor: string) => void): Promise<void> {
    const { length } = trialsOf(files);
    for (let next = 0; next < length;) {
        const child = fork(__filename, ["--work", String(next), ...files], { execArgv: process.execArgv });
        next = (await lastOf(child, tell)) + 1;
    }
}

/** Listens to a child until it ends; the mutant that it ended with. One that runs for ever has been noticed. */
function lastOf(child: ChildProcess, tell: (index: number, survivor: string) => void): Promise<number> {
    return new Promise((resolve, reject) => {
        let last = -1;
        let timer: NodeJS.Timeout | undefined;
        child.on("message", ({ index, survivor }: Message) => {
            clearTimeout(timer);
            timer = setTimeout(() => child.kill("SIGKILL"), PATIENCE);
            last = index;
            if (survivor !== undefined) {
                tell(index, survivor);
            }
        });
        child.on("exit", (code) => {
            clearTimeout(timer);
            // One that runs for ever is killed; with a code the child has done all, or failed itself.
            return code === 0 || (code === null && last >= 0) ? resolve(last) : reject(new Error("stopped"));
        });
    });
}

async function main(given: readonly string[]): Promise<void> {
    const services = given.map((name) => ({ name, files: filesOf(name).filter((file) => testsOf(file).length > 0) }));
    const files = services.flatMap((service) => service.files);
    const trials = trialsOf(files);
    const survived = new Map<string, number>();
    await tryAll(files, (index, survivor) => {
        const file = trials[index]?.file ?? "";
        survived.set(file, (survived.get(file) ?? 0) + 1);
        console.log(survivor);
    });
    for (const { name, files: own } of services) {
        const all = trials.filter(({ file }) => own.includes(file)).length;
        const noticed = all - own.reduce((sum, file) => sum + (survived.get(file) ?? 0), 0);
        console.log(`${name}: ${noticed} of ${all} noticed, ${((100 * noticed) / Math.max(all, 1)).toFixed(1)} %`);
    }
}

const [first = "", from = "", ...files] = process.argv.slice(2);
(first === "--work" ? work(files, Number(from)) : main(process.argv.slice(2))).catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
});
