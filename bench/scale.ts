import { join } from "node:path";
import { OWN_PACK, REPOSITORY } from "./packs";
import { run, type Role } from "./processes";
import { inTurn } from "./rounds";
import { judge, marginal, ratios, spread, type Value } from "./statistics";
import { count, goal, memory, ratio, table, time } from "./table";

export const CLI = join(REPOSITORY, "offline-preview/bin/cli.js");
const SIZES = [10, 100, 1000, 5000];
const TIMEOUT_SECONDS = 3600;
/** Linear within 20 %: what grows faster has a higher price for each resource. */
const GOAL_OVER_SMALLER = 1.2;

interface Cost {
    wall: Value;
    user: Value;
    command: Value;
    program: Value;
    pack: Value;
}

/** Part 3: whole previews, and whether a resource costs the same however many there are. */
export async function scale(rounds: number, largest: number): Promise<string> {
    const sizes = SIZES.filter((size) => size <= largest);
    const measured = await inTurn(
        rounds,
        Object.fromEntries(sizes.map((size) => [titleOf(size), () => previewOf(size)])),
    );
    const series = sizes.map((size): Series => ({ size, costs: measured[titleOf(size)] ?? [] }));
    const wholes = table(
        ["resources", "wall", "user CPU", "peak: command", "program", "pack"],
        series.map(({ size, costs }) => {
            const of = (figure: keyof Cost) => spread(costs.map((cost) => cost[figure]));
            return [
                count(size),
                time(of("wall")),
                time(of("user")),
                memory(of("command")),
                memory(of("program")),
                memory(of("pack")),
            ];
        }),
    );
    return `${wholes}\n\n${marginals(series)}`;
}

function titleOf(size: number): string {
    return `${count(size)} resources`;
}

interface Series {
    size: number;
    costs: Cost[];
}

/** What each resource beyond the smallest program's adds, in the two largest programs. */
function marginals(series: readonly Series[]): string {
    const [start] = series;
    const [larger, smaller] = series.slice(1).reverse();
    if (start === undefined || larger === undefined || smaller === undefined) {
        return "Whether it is linear needs three sizes: leave --largest away.";
    }
    const perResource = ({ size, costs }: Series, figure: keyof Cost): Value[] =>
        costs.map((cost, round) => marginal(cost[figure], size, start.costs[round]?.[figure], start.size));
    const row = (title: string, figure: keyof Cost, shown: typeof time): string[] => {
        const [below, above] = [perResource(smaller, figure), perResource(larger, figure)];
        const over = spread(ratios(above, below));
        return [
            title,
            shown(spread(below)),
            shown(spread(above)),
            ratio(over),
            goal(GOAL_OVER_SMALLER),
            judge(over, GOAL_OVER_SMALLER),
        ];
    };
    return table(
        ["one more resource", `up to ${count(smaller.size)}`, `up to ${count(larger.size)}`, "ratio", "goal", ""],
        [
            row("wall", "wall", time),
            row("user CPU", "user", time),
            row("peak memory of the command", "command", memory),
            row("peak memory of the program", "program", memory),
            row("peak memory of the pack", "pack", memory),
        ],
    );
}

async function previewOf(resources: number): Promise<Cost> {
    const args = [
        ...[CLI, "--cwd", join(REPOSITORY, "bench/program"), "--stack", "dev", "--policy-pack", OWN_PACK],
        ...["--config", `resources=${String(resources)}`, "--timeout", String(TIMEOUT_SECONDS), "--non-interactive"],
    ];
    const { code, stdout, stderr, wall, user, peaks } = await run(process.execPath, args, REPOSITORY);
    // One more than the program makes: the stack.
    const made = Number(/\+ (\d+) to create/.exec(stdout)?.[1]);
    if (code > 1 || made !== resources + 1) {
        throw new Error(`the preview of ${count(resources)} resources failed:\n${stdout.slice(-2000)}${stderr}`);
    }
    const peak = (role: Role): Value => peaks[role];
    return { wall, user, command: peak("command"), program: peak("program"), pack: peak("pack") };
}
