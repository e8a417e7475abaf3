import { cpSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { engineStart, type Start } from "./engineStart";
import { OWN_PACK, REPOSITORY, withEngine } from "./packs";
import { inTurn } from "./rounds";
import { judge, ratios, spread } from "./statistics";
import { goal, memory, ratio, table, time } from "./table";

const GOAL_OVER_EMPTY = 1.15;

/** Part 1: from spawn until the pack has told of itself and is configured, as the engine does both. */
export async function start(rounds: number): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
    try {
        symlinkSync(join(REPOSITORY, "node_modules"), join(folder, "node_modules"));
        const packs = { empty: emptyPack(folder), own: OWN_PACK, typescript: typescriptPack(folder) };
        const starts = await withEngine((address) => {
            const measure = (path: string) => () => engineStart(path, address);
            return inTurn(rounds, {
                empty: measure(packs.empty),
                own: measure(packs.own),
                typescript: measure(packs.typescript),
            });
        });
        return report(starts);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function report(starts: Record<"empty" | "own" | "typescript", Start[]>): string {
    const row = (title: string, measured: Start[], atMost?: number): string[] => {
        const series = (figure: keyof Start) => measured.map((one) => one[figure]);
        const over = (figure: keyof Start) =>
            spread(
                ratios(
                    series(figure),
                    starts.empty.map((one) => one[figure]),
                ),
            );
        return [
            title,
            time(spread(series("wall"))),
            time(spread(series("user"))),
            memory(spread(series("peak"))),
            ratio(over("wall")),
            ratio(over("user")),
            ...(atMost === undefined ? ["", ""] : [goal(atMost), judge(over("wall"), atMost)]),
        ];
    };
    return table(
        ["start of", "wall", "user CPU", "peak memory", "wall / empty", "CPU / empty", "goal (wall)", ""],
        [
            row("an empty pack, compiled", starts.empty),
            row("this pack, compiled", starts.own, GOAL_OVER_EMPTY),
            row("this pack as TypeScript, type-checked", starts.typescript),
        ],
    );
}

/** The least a pack can be: what starts is Node, the SDKs and the service. */
function emptyPack(folder: string): string {
    const dir = join(folder, "empty");
    mkdirSync(join(dir, "bin"), { recursive: true });
    cpSync(join(OWN_PACK, "PulumiPolicy.yaml"), join(dir, "PulumiPolicy.yaml"));
    writeFileSync(join(dir, "package.json"), '{ "name": "empty", "version": "0.1.0", "main": "bin/index.js" }\n');
    writeFileSync(
        join(dir, "bin/index.js"),
        '"use strict";\nconst policy_1 = require("@pulumi/policy");\nnew policy_1.PolicyPack("empty", { policies: [] });\n',
    );
    return dir;
}

/** The same pack before its build, as most packs are written: the SDK compiles it and checks its types at each start. */
function typescriptPack(folder: string): string {
    const dir = join(folder, "policy-pack");
    cpSync(OWN_PACK, dir, { recursive: true, filter: (path) => !["bin", "node_modules"].includes(basename(path)) });
    renameSync(join(dir, "tsconfig.build.json"), join(dir, "tsconfig.json"));
    for (const file of ["tsconfig.json", "tsconfig.package.json"]) {
        cpSync(join(REPOSITORY, file), join(folder, file));
    }
    const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as object;
    writeFileSync(join(dir, "package.json"), JSON.stringify({ ...manifest, main: "index.ts" }));
    return dir;
}
