import type { Finding, JudgedStack, Preview } from "../../model";
import { paintWith, type Paint, type Style } from "../colour";
import { resourceText } from "../findings";
import { policyKeyOf, policyName } from "../policies";
import { diagnosticsSection, packsSection } from "../sections";
import { summarySection, verdictLine } from "../summary";
import { clean, cleanLine, count, displayWidth, padTo, wrap } from "../text";
import { countByWeight, groupBy, weightOf, WEIGHTS, worstFirst } from "../totals";
import type { TreeOptions } from "../tree";
import { stackName } from "./stacks";

/** Of one policy; where the others are, the table tells. */
const FINDINGS_SHOWN = 10;

const LOOKS: Record<JudgedStack["verdict"], { sign: string; style: Style }> = {
    passed: { sign: "✓", style: "green" },
    "policy-failed": { sign: "✗", style: "red" },
    "pack-failed": { sign: "!", style: "red" },
    "program-failed": { sign: "!", style: "red" },
    "state-failed": { sign: "!", style: "red" },
};

/** Many states for people: each stack with its verdict and counts, what blocks by policy, packs, messages, summary, verdict. */
export function renderStatesText(preview: Preview, stacks: readonly JudgedStack[], options: TreeOptions): string {
    const { width } = options;
    const paint = paintWith(options.colour);
    const sections = [
        [paint("bold", `${count(stacks.length, "state")}, judged offline`)],
        stackLines(stacks, options, paint),
        blockLines(preview, width, paint),
        packsSection(preview, width, paint),
        diagnosticsSection(preview, width, paint),
        summarySection(preview, width, paint, new Set()),
        [verdictLine(preview, paint)],
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
        .join("\n\n")}\n`;
}

function stackLines(stacks: readonly JudgedStack[], { fold, width }: TreeOptions, paint: Paint): string[] {
    const shown = fold === true ? stacks.filter(({ verdict }) => verdict !== "passed") : stacks;
    const names = shown.map(stackName);
    const widest = Math.min(Math.floor(width / 2), Math.max(0, ...names.map(displayWidth)));
    const left = stacks.length - shown.length;
    return [
        ...shown.flatMap((stack, index) => {
            const { sign, style } = LOOKS[stack.verdict];
            const [first = "", ...rest] = wrap(`${padTo(names[index] ?? "", widest)}  ${factsOf(stack)}`, width - 3, 4);
            return [` ${paint(style, sign)} ${first}`, ...rest.map((line) => `   ${line}`)];
        }),
        ...(left === 0 ? [] : [paint("dim", `   and ${count(left, "state")} that passed`)]),
    ];
}

function factsOf({ verdict, resources, findings }: JudgedStack): string {
    if (verdict === "state-failed") {
        return "not judged";
    }
    const found = countByWeight(findings);
    return [
        count(resources.same, "resource"),
        ...WEIGHTS.filter((weight) => found[weight] > 0).map((weight) => `${found[weight]} ${weight}`),
        ...(verdict === "pack-failed" ? ["not everything was judged"] : []),
    ].join(", ");
}

/** Each policy that blocks, once, with the resources that violate it. */
function blockLines(preview: Preview, width: number, paint: Paint): string[] {
    const blocking = worstFirst(preview.findings.filter((finding) => weightOf(finding) === "mandatory"));
    const groups = groupBy(blocking, policyKeyOf);
    return groups.length === 0
        ? []
        : [paint("bold", "What blocks:"), ...groups.flatMap((group) => policyLines(group, preview, width, paint))];
}

function policyLines(group: readonly [Finding, ...Finding[]], preview: Preview, width: number, paint: Paint): string[] {
    const [first] = group;
    const stacks = new Set(group.map(({ stack }) => stack)).size;
    const head = [
        paint("red", "✗"),
        ...(first.severity === undefined ? [] : [paint("red", first.severity)]),
        paint("bold", cleanLine(policyName(first, preview))),
        paint("dim", `${count(group.length, "violation")} in ${count(stacks, "stack")}`),
    ];
    const left = group.length - FINDINGS_SHOWN;
    return [
        `    ${head.join("  ")}`,
        ...wrap(clean(first.description).trim(), width - 6).map((line) => `      ${line}`),
        ...group
            .slice(0, FINDINGS_SHOWN)
            .flatMap((finding) => wrap(placeText(finding), width - 8, 2).map((line) => `        ${line}`)),
        ...(left > 0 ? [paint("dim", `        and ${left} more`)] : []),
    ];
}

function placeText({ stack = "", urn, message }: Finding): string {
    const about = urn === undefined ? "the stack" : resourceText(urn);
    const said = cleanLine(message).trim();
    return `${cleanLine(stack)}  ${about}${said === "" ? "" : `: ${said}`}`;
}
