import { linkSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runInProcess } from "../offline-preview/harness";
import { OWN_PACK, REPOSITORY } from "./packs";
import { run, type Run } from "./processes";
import { makeResources } from "./program/resources";
import { CLI } from "./scale";
import { judge, spread } from "./statistics";
import { count, goal, memory, ratio, table, time } from "./table";

const SIZES = [100, 1000];
const RESOURCES = 200;
/** Memory must not grow with the number of states, but for what a report says of each. */
const GOAL_OVER_SMALLER = 1.5;

/** Part 6: folders of exports, each judged once, since it takes minutes. */
export async function states(largest: number): Promise<string> {
    const sizes = SIZES.filter((size) => size <= largest);
    const smaller = sizes[0] ?? largest;
    const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
    try {
        const folders = await exportedTo(folder, sizes.length === 0 ? [smaller] : sizes);
        const measured: { title: string; size: number; result: Run }[] = [];
        for (const [size, states] of folders) {
            process.stderr.write(`${count(size)} states, packs shared\n`);
            measured.push({
                title: `${count(size)} states, packs shared`,
                size,
                result: await judged(states, ["--share-packs"]),
            });
        }
        process.stderr.write(`${count(smaller)} states, packs of their own\n`);
        const own = await judged(folders.get(smaller) ?? folder, []);
        measured.push({ title: `${count(smaller)} states, a pack for each`, size: smaller, result: own });
        const one = (value: number | undefined) => spread([value]);
        const rows = measured.map(({ title, size, result: { wall, user, peaks } }) => [
            title,
            time(one(wall)),
            time(one(wall / size)),
            time(one(user)),
            memory(one(peaks.command)),
            memory(one(peaks.pack)),
        ]);
        const head = [`${RESOURCES} resources each`, "wall", "of a state", "user CPU", "peak: command", "largest pack"];
        return `${table(head, rows)}\n\n${growth(measured.slice(0, -1).map(({ result }) => result))}`;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function growth([smaller, larger]: readonly Run[]): string {
    const [before, after] = [smaller?.peaks.command, larger?.peaks.command];
    if (before === undefined || after === undefined) {
        return "Whether memory stays as it is needs both sizes: leave --largest away.";
    }
    const over = spread([after / before]);
    return `The command's peak memory for ten times as many states: ${ratio(over)} times as much (${goal(GOAL_OVER_SMALLER)}, ${judge(over, GOAL_OVER_SMALLER)}).`;
}

/** Folders with so many exports of one program, each of a stack of its own. */
async function exportedTo(folder: string, sizes: readonly number[]): Promise<ReadonlyMap<number, string>> {
    const { resources } = (await runInProcess(() => makeResources(RESOURCES), { ids: "made-up" })).succeeded();
    const text = JSON.stringify({
        version: 3,
        deployment: {
            resources: resources.map(({ urn, type, kind, id, inputs, outputs, parent, options, dependencies }) => ({
                urn,
                type,
                custom: kind === "custom" || kind === "provider",
                id,
                inputs,
                outputs,
                ...(parent === undefined ? {} : { parent }),
                ...(options.provider === undefined ? {} : { provider: options.provider }),
                dependencies,
            })),
        },
    });
    const stack = /urn:pulumi:[^:]*::/g;
    const folders = new Map(sizes.map((size) => [size, join(folder, String(size))]));
    folders.forEach((path) => mkdirSync(path));
    const all = join(folder, String(Math.max(...sizes)));
    for (let index = 1; index <= Math.max(...sizes); index++) {
        const name = `${String(index).padStart(4, "0")}.json`;
        writeFileSync(join(all, name), text.replaceAll(stack, `urn:pulumi:stack-${String(index)}::`));
        for (const [size, path] of folders) {
            if (path !== all && index <= size) {
                linkSync(join(all, name), join(path, name));
            }
        }
    }
    return folders;
}

async function judged(folder: string, flags: readonly string[]): Promise<Run> {
    const args = [
        CLI,
        "judge",
        folder,
        "--policy-pack",
        OWN_PACK,
        "--report",
        `json=${join(folder, "..", "out.json")}`,
    ];
    const result = await run(process.execPath, [...args, "--fold", "--non-interactive", ...flags], REPOSITORY);
    if (result.code > 1) {
        throw new Error(`the states could not be judged:\n${result.stdout.slice(-2000)}${result.stderr}`);
    }
    return result;
}
