import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { breakdown, type Breakdown } from "./breakdown";
import { OWN_PACK, REPOSITORY } from "./packs";
import { ROLES, run, type Run } from "./processes";
import { inTurn } from "./rounds";
import { judge, ratios, spread } from "./statistics";
import { goal, memory, ratio, table, time } from "./table";
import { CLI } from "./scale";

const GOAL_OVER_PROGRAM = 2;
/** Compiled as the preview does it, which leaves checking types to the compiler. */
const ALONE = [
    "--conditions=palisade-source",
    ...["--require", join(REPOSITORY, "bench", "alone.js")],
    ...["--require", "ts-node/register/transpile-only"],
    "index.ts",
];

/** Part 4: the command that people run, and where its time goes. */
export async function preview(rounds: number): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "palisade-bench-"));
    const command = (...args: string[]) => succeeded(run(process.execPath, [CLI, ...args], REPOSITORY));
    try {
        const { npm, cli, alone, version, parts } = await inTurn(rounds, {
            npm: () => succeeded(run("npm", ["run", "--silent", "preview"], REPOSITORY)),
            cli: () => command("--cwd", ".", "--stack", "dev", "--policy-pack", OWN_PACK),
            alone: () => succeeded(run(process.execPath, ALONE, REPOSITORY)),
            version: () => command("--version"),
            parts: () => breakdown(folder),
        });
        const wholes = table(
            ["", "wall", "user CPU", ...ROLES.map((role, index) => `${index === 0 ? "peak: " : ""}${role}`)],
            [
                ["npm run preview", ...figures(npm)],
                ["pulumi-offline-preview alone", ...figures(cli)],
                ["the program alone, its resources mocked", ...figures(alone)],
            ],
        );
        const times = spread(
            ratios(
                cli.map(({ wall }) => wall),
                alone.map(({ wall }) => wall),
            ),
        );
        const multiple = `The preview, without npm, takes ${ratio(times)} times as long as the program alone (${goal(GOAL_OVER_PROGRAM)}, ${judge(times, GOAL_OVER_PROGRAM)}).`;
        const outside = npm.map(({ wall }, round) => wall - (cli[round]?.wall ?? NaN));
        const where = table(
            ["where the time goes", "wall"],
            [
                ["npm, and the check that the build is fresh", time(spread(outside))],
                ["command: Node and its own modules", time(spread(version.map(({ wall }) => wall)))],
                ...rowsOf(parts),
            ],
        );
        return `${wholes}\n\n${multiple}\n\n${where}\n\nThe two runs of the program and the pack run side by side: what stands under them overlaps.`;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

function figures(runs: readonly Run[]): string[] {
    return [
        time(spread(runs.map(({ wall }) => wall))),
        time(spread(runs.map(({ user }) => user))),
        ...ROLES.map((role) => memory(spread(runs.map(({ peaks }) => peaks[role])))),
    ];
}

function rowsOf(parts: readonly Breakdown[]): string[][] {
    const titles = [...new Set(parts.flatMap((part) => Object.keys(part)))];
    return titles.map((title) => [title, time(spread(parts.map((part) => part[title])))]);
}

/** A verdict of the packs is a result like any other; a program that failed is not worth measuring. */
async function succeeded(running: Promise<Run>): Promise<Run> {
    const result = await running;
    if (result.code !== 0 && result.code !== 1) {
        throw new Error(`what was to be measured failed:\n${result.stdout.slice(-2000)}${result.stderr}`);
    }
    return result;
}
