import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { PolicyPack } from "../offline-preview/packs/policyPack";
import { preview } from "../offline-preview/preview";
import { renderTree } from "../offline-preview/report/tree";
import { LOAD_TIMES_FOLDER, type LoadTimes } from "./loadTimes";
import { OWN_PACK, REPOSITORY } from "./packs";
import { roleOf } from "./processes";
import { covered, type Span, type Value } from "./statistics";

/** Milliseconds by what they were spent on, in the order in which it is shown. */
export type Breakdown = Readonly<Record<string, Value>>;

/** Previews the repository's own program, with every process of it writing down what it loads. */
export async function breakdown(folder: string): Promise<Breakdown> {
    const own = mkdtempSync(join(folder, "load-times-"));
    const nodeOptions = process.env.NODE_OPTIONS ?? "";
    process.env.NODE_OPTIONS = `${nodeOptions} --require ${JSON.stringify(compiledHook(own))}`;
    process.env[LOAD_TIMES_FOLDER] = own;
    const analyze = timeCalls("analyze");
    const analyzeStack = timeCalls("analyzeStack");
    try {
        const epoch = performance.timeOrigin + performance.now();
        const result = await preview({ cwd: REPOSITORY, stack: "dev", policyPacks: [{ path: OWN_PACK }] });
        const { total, program, packs } = result.durations;
        const begin = performance.now();
        renderTree(result, { colour: false, width: 120, showUndetermined: false });
        const rendering = performance.now() - begin;

        const processes = readLoadTimes(own);
        const [lastProgram] = processes.program.sort((a, b) => endOf(b) - endOf(a));
        const [pack] = processes.pack;
        return {
            "command: configuration, services, starting the program":
                lastProgram === undefined ? undefined : lastProgram.began - epoch,
            ...loading("program", lastProgram),
            "program: registering, waiting for answers": rest(lastProgram, lastProgram?.ended),
            ...loading("pack", pack),
            "pack: listening, being configured": rest(
                pack,
                pack === undefined ? undefined : epoch + packs - pack.began,
            ),
            "pack configured, after": packs,
            "programs ended, after": program,
            "judging resources (Analyze), whenever": covered(analyze.spans),
            "judging the stack (AnalyzeStack)": covered(analyzeStack.spans),
            "after the programs: judging the rest, merging": total - program,
            "rendering the tree": rendering,
        };
    } finally {
        analyze.restore();
        analyzeStack.restore();
        process.env.NODE_OPTIONS = nodeOptions;
        delete process.env[LOAD_TIMES_FOLDER];
    }
}

const GROUPS: readonly { title: string; packages: readonly string[] }[] = [
    { title: "@pulumi/pulumi", packages: ["@pulumi/pulumi"] },
    { title: "@pulumi/policy", packages: ["@pulumi/policy"] },
    { title: "@pulumi/aws", packages: ["@pulumi/aws"] },
    { title: "typescript and ts-node", packages: ["typescript", "ts-node"] },
    { title: "its own modules", packages: [""] },
];

/** Loading, by groups of packages; a group that the process does not load is left out. */
function loading(process: string, times: LoadTimes | undefined): Record<string, number> {
    if (times === undefined) {
        return {};
    }
    const grouped = GROUPS.map(({ title, packages }) => ({
        title,
        took: sum(packages.map((name) => times.packages[name] ?? 0)),
    }));
    const others = sum(Object.values(times.packages)) - sum(grouped.map(({ took }) => took));
    const rows = [
        { title: "Node", took: times.node },
        ...grouped,
        { title: "what the SDK brings along (gRPC, npm, telemetry)", took: others },
        { title: "compiling its TypeScript", took: times.compile },
    ];
    return Object.fromEntries(
        rows.filter(({ took }) => took > 0).map(({ title, took }) => [`${process}: ${title}`, took]),
    );
}

/** What is left of a process' time until `end` when loading is taken away. */
function rest(times: LoadTimes | undefined, end: Value): Value {
    return times === undefined || end === undefined ? undefined : end - sum(Object.values(loading("", times)));
}

function endOf(times: LoadTimes): number {
    return times.began + (times.ended ?? 0);
}

function sum(values: readonly number[]): number {
    return values.reduce((total, value) => total + value, 0);
}

/** The hook must not bring ts-node into the processes it watches. */
function compiledHook(folder: string): string {
    const source = readFileSync(join(__dirname, "loadTimes.ts"), "utf8");
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022, esModuleInterop: true };
    const file = join(folder, "hook.js");
    writeFileSync(file, transpileModule(source, { compilerOptions }).outputText);
    return file;
}

function readLoadTimes(folder: string): { program: LoadTimes[]; pack: LoadTimes[] } {
    const all = readdirSync(folder)
        .filter((name) => name.endsWith(".json"))
        .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as LoadTimes);
    const of = (role: string): LoadTimes[] => all.filter(({ script }) => roleOf([script]) === role);
    return { program: of("program"), pack: of("pack") };
}

/** When a pack was asked, until `restore`. */
function timeCalls(name: "analyze" | "analyzeStack"): { spans: Span[]; restore: () => void } {
    const spans: Span[] = [];
    const prototype = PolicyPack.prototype as unknown as Record<
        string,
        (this: PolicyPack, ...args: unknown[]) => Promise<unknown>
    >;
    const original = prototype[name];
    if (original === undefined) {
        throw new Error(`PolicyPack has no ${name}`);
    }
    prototype[name] = async function (...args) {
        const begin = performance.now();
        try {
            return await original.apply(this, args);
        } finally {
            spans.push({ begin, end: performance.now() });
        }
    };
    return { spans, restore: () => (prototype[name] = original) };
}
