import { join } from "node:path";
import { runInProcess } from "../offline-preview/harness";
import type { AnalyzedResource, Analyzer } from "../offline-preview/analyzer";
import { findPack, type PackSource } from "../offline-preview/packs/policyPack";
import { policies } from "../policy-pack/policies";
import { OWN_PACK, REPOSITORY, withPacks, type RunningPack } from "./packs";
import { usageOf } from "./processes";
import { makeResources, RESOURCES_OF_A_SERVICE } from "./program/resources";
import { inTurn } from "./rounds";
import { judge, ratios, spread, type Value } from "./statistics";
import { count, goal, ratio, table, time } from "./table";

const GOAL_OVER_ONE_POLICY = 1.6;
/** As many policies as a pack for all services has, most of them for types that the program does not make. */
const SYNTHETIC_PACK = join(REPOSITORY, "bench/synthetic");
const RESOURCES = 1000;
/** As many registrations as `pulumi preview` has open at once, unless told otherwise. */
const AT_ONCE = 16;
const PREVIEW_TIMEOUT_MILLISECONDS = 600_000;

/** Part 2: a resource judged by every policy of the pack, and by hundreds, beside the same resource judged by one. */
export async function resources(rounds: number, largest: number, beside?: string): Promise<string> {
    const shown = await shownToPacks(Math.min(RESOURCES, largest - (largest % RESOURCES_OF_A_SERVICE)));
    const types = new Set(shown.each.map(({ resource }) => resource.type));
    const [ofResource, ofStack] = (["resource", "stack"] as const).map((kind) =>
        policies.find((policy) => policy.kind === kind && policy.types.some((type) => types.has(type))),
    );
    if (ofResource === undefined || ofStack === undefined) {
        throw new Error("no resource policy, or no stack policy, judges what bench/program makes");
    }
    return withPacks(async ({ start }) => {
        const whole = await start(OWN_PACK);
        const one = await start(only(ofResource.id));
        const oneOfStack = await start(only(ofStack.id));
        const synthetic = await start(SYNTHETIC_PACK);
        const bySdk = await start({
            ...findPack(SYNTHETIC_PACK, undefined),
            entry: join(SYNTHETIC_PACK, "asTheSdkDispatches.js"),
        });
        const perResource = shown.each.length;
        const costs = await inTurn(rounds, {
            wholeInSequence: () => cost(whole, perResource, () => judgeEach(whole, shown.each, 1)),
            oneInSequence: () => cost(one, perResource, () => judgeEach(one, shown.each, 1)),
            syntheticInSequence: () => cost(synthetic, perResource, () => judgeEach(synthetic, shown.each, 1)),
            bySdkInSequence: () => cost(bySdk, perResource, () => judgeEach(bySdk, shown.each, 1)),
            wholeAtOnce: () => cost(whole, perResource, () => judgeEach(whole, shown.each, AT_ONCE)),
            oneAtOnce: () => cost(one, perResource, () => judgeEach(one, shown.each, AT_ONCE)),
            syntheticAtOnce: () => cost(synthetic, perResource, () => judgeEach(synthetic, shown.each, AT_ONCE)),
            bySdkAtOnce: () => cost(bySdk, perResource, () => judgeEach(bySdk, shown.each, AT_ONCE)),
            wholeStack: () => cost(whole, 1, () => whole.pack.analyzeStack(shown.stack, "")),
            oneStack: () => cost(oneOfStack, 1, () => oneOfStack.pack.analyzeStack(shown.stack, "")),
            syntheticStack: () => cost(synthetic, 1, () => synthetic.pack.analyzeStack(shown.stack, "")),
            bySdkStack: () => cost(bySdk, 1, () => bySdk.pack.analyzeStack(shown.stack, "")),
        });
        return [
            `${count(perResource)} resources of ${count(types.size)} types; the whole pack has ` +
                `${count(enabledIn(whole))} policies that are not disabled, ` +
                `one policy is ${ofResource.id}, of the stack ${ofStack.id}.`,
            "",
            table(
                ["", "whole pack", "one policy", "ratio", "goal", ""],
                [
                    row("Analyze, in sequence", costs.wholeInSequence, costs.oneInSequence, "wall", true),
                    row(`Analyze, ${AT_ONCE} at once`, costs.wholeAtOnce, costs.oneAtOnce, "wall", true),
                    row("the same, user CPU of the pack", costs.wholeAtOnce, costs.oneAtOnce, "user", false),
                    row("AnalyzeStack, all resources", costs.wholeStack, costs.oneStack, "wall", false),
                    row("the same, user CPU of the pack", costs.wholeStack, costs.oneStack, "user", false),
                ],
            ),
            "",
            table(
                [`${count(enabledIn(synthetic))} synthetic policies`, "all of them", "one policy", "ratio", "goal", ""],
                [
                    row("Analyze, in sequence", costs.syntheticInSequence, costs.oneInSequence, "wall", true),
                    row("as the SDK dispatches them", costs.bySdkInSequence, costs.oneInSequence, "wall", false),
                    row(`Analyze, ${AT_ONCE} at once`, costs.syntheticAtOnce, costs.oneAtOnce, "wall", true),
                    row("as the SDK dispatches them", costs.bySdkAtOnce, costs.oneAtOnce, "wall", false),
                    row("AnalyzeStack, all resources", costs.syntheticStack, costs.oneStack, "wall", false),
                    row("as the SDK dispatches them", costs.bySdkStack, costs.oneStack, "wall", false),
                ],
            ),
            ...(beside === undefined ? [] : ["", await besideAnother(rounds, whole, await start(beside), shown)]),
        ].join("\n");
    });
}

/** The same resources, judged by a pack of others. */
async function besideAnother(rounds: number, whole: RunningPack, other: RunningPack, shown: Shown): Promise<string> {
    const perResource = shown.each.length;
    const costs = await inTurn(rounds, {
        inSequence: () => cost(whole, perResource, () => judgeEach(whole, shown.each, 1)),
        otherInSequence: () => cost(other, perResource, () => judgeEach(other, shown.each, 1)),
        atOnce: () => cost(whole, perResource, () => judgeEach(whole, shown.each, AT_ONCE)),
        otherAtOnce: () => cost(other, perResource, () => judgeEach(other, shown.each, AT_ONCE)),
        stack: () => cost(whole, 1, () => whole.pack.analyzeStack(shown.stack, "")),
        otherStack: () => cost(other, 1, () => other.pack.analyzeStack(shown.stack, "")),
    });
    return table(
        ["", "whole pack", `${other.pack.pack.name}, ${count(enabledIn(other))} policies`, "ratio", "", ""],
        [
            row("Analyze, in sequence", costs.inSequence, costs.otherInSequence, "wall", false),
            row(`Analyze, ${AT_ONCE} at once`, costs.atOnce, costs.otherAtOnce, "wall", false),
            row("the same, user CPU of the pack", costs.atOnce, costs.otherAtOnce, "user", false),
            row("AnalyzeStack, all resources", costs.stack, costs.otherStack, "wall", false),
        ],
    );
}

function enabledIn({ pack }: RunningPack): number {
    return pack.policies.filter(({ level }) => level !== "disabled").length;
}

interface Cost {
    wall: number;
    user: Value;
}

function row(title: string, whole: Cost[], one: Cost[], figure: keyof Cost, hasGoal: boolean): string[] {
    const [wholes, ones] = [whole, one].map((costs) => costs.map((cost) => cost[figure])) as [Value[], Value[]];
    const over = spread(ratios(wholes, ones));
    return [
        title,
        time(spread(wholes)),
        time(spread(ones)),
        ratio(over),
        ...(hasGoal ? [goal(GOAL_OVER_ONE_POLICY), judge(over, GOAL_OVER_ONE_POLICY)] : ["", ""]),
    ];
}

/** What `work` costs, by the `parts` it has. */
async function cost({ pid }: RunningPack, parts: number, work: () => Promise<unknown>): Promise<Cost> {
    const user = (): Value => (pid === undefined ? undefined : usageOf(pid)?.user);
    const before = user();
    const begin = performance.now();
    await work();
    const wall = performance.now() - begin;
    const after = user();
    return {
        wall: wall / parts,
        user: before === undefined || after === undefined ? undefined : (after - before) / parts,
    };
}

async function judgeEach({ pack }: RunningPack, each: readonly AnalyzedResource[], atOnce: number): Promise<void> {
    const left = each.values();
    const next = async (): Promise<void> => {
        for (const resource of left) {
            await pack.analyze(resource);
        }
    };
    await Promise.all(Array.from({ length: atOnce }, next));
}

/** The pack with every policy but one disabled. */
function only(id: string): PackSource {
    const config: PackSource["config"] = {
        all: { level: "disabled", properties: {} },
        [id]: { level: "mandatory", properties: {} },
    };
    return { ...findPack(OWN_PACK, undefined), config };
}

/** What a preview of the program shows to its packs: each resource's inputs, and the whole stack's outputs at the end. */
interface Shown {
    each: AnalyzedResource[];
    stack: AnalyzedResource[];
}

async function shownToPacks(amount: number): Promise<Shown> {
    const each: AnalyzedResource[] = [];
    const stack: AnalyzedResource[] = [];
    const recorder: Analyzer = {
        pack: { name: "recorder", version: "1.0.0" },
        remediate: () => Promise.resolve({ remediations: [], diagnoses: [] }),
        analyze: (resource) => {
            each.push(resource);
            return Promise.resolve([]);
        },
        analyzeStack: (all) => {
            stack.push(...all);
            return Promise.resolve([]);
        },
    };
    const result = await runInProcess(() => makeResources(amount), {
        ids: "unknown",
        analyzers: [recorder],
        timeout: PREVIEW_TIMEOUT_MILLISECONDS,
    });
    result.succeeded();
    return { each, stack };
}
