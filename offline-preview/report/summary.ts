import type { Finding, Preview, RegisteredResource } from "../model";
import { STACK_TYPE, typeOf } from "../urn";
import type { Paint } from "./colour";
import { fatesInWords, kindInWords } from "./kinds";
import { cleanLine, count, wrap } from "./text";
import { isSparedBy, SEVERITIES, totalsOf, weightOf, type Fate, type Totals, type Weight } from "./totals";

/** The counts, the time, and where the limits of this preview are told. */
export function summarySection(preview: Preview, width: number, paint: Paint, folded: ReadonlySet<Weight>): string[] {
    const totals = totalsOf(preview);
    const { decidedByMadeUpIds: decided } = preview;
    return [
        ...fact("Resources", resourcesText(preview), width, paint),
        ...(preview.notExpanded.length === 0 ? [] : fact("Unexpanded", notExpandedText(preview), width, paint)),
        ...fact("Findings", findingsText(preview, totals, folded), width, paint),
        ...(decided === 0
            ? []
            : fact("Made-up ids", `decided ${count(decided, "check")} that unknown ids left open`, width, paint)),
        ...fact("Time", timeText(preview), width, paint),
        ...(preview.cliRun === undefined
            ? fact("Not checked", "what only providers and the account know; --help lists it", width, paint)
            : []),
    ];
}

function fact(label: string, text: string, width: number, paint: Paint): string[] {
    const [first = "", ...rest] = wrap(text, width - 13);
    return [`${paint("bold", `${label}:`.padEnd(13))}${first}`, ...rest.map((line) => " ".repeat(13) + line)];
}

/** The tree's signs. */
const SIGNS: Partial<Record<Fate, string>> = {
    create: "+ ",
    update: "~ ",
    replace: "± ",
    delete: "- ",
    read: "> ",
    import: "= ",
    refused: "✗ ",
};

function resourcesText(preview: Preview): string {
    const parts = fatesInWords(preview).map(([fate, words]) => `${SIGNS[fate] ?? ""}${words}`);
    return parts.length === 0 ? "none" : parts.join(", ");
}

/** How many components are shown without what is in them; nothing of that was judged. */
function notExpandedText({ notExpanded }: Preview): string {
    return `${count(notExpanded.length, "component")} whose resources only a plugin knows; they were not judged`;
}

function findingsText(preview: Preview, totals: Totals, folded: ReadonlySet<Weight>): string {
    const { mandatory, advisory, undetermined, waived, baselined } = totals.findings;
    const parts = [
        ...(mandatory > 0 ? [`${mandatory} mandatory${severitiesText(preview.findings, "mandatory")}`] : []),
        ...(advisory > 0 ? [`${advisory} advisory${severitiesText(preview.findings, "advisory")}`] : []),
        ...(undetermined > 0 ? [`${undetermined} undetermined${hint("undetermined", folded)}`] : []),
        ...(waived > 0 ? [`${waived} waived${hint("waived", folded)}`] : []),
        ...(baselined > 0 ? [`${baselined} baselined${hint("baselined", folded)}`] : []),
    ];
    const complete = preview.verdict === "passed" || preview.verdict === "policy-failed";
    return parts.length > 0 ? parts.join(", ") : complete ? "none" : "none so far";
}

function hint(weight: Exclude<Weight, "mandatory" | "advisory">, folded: ReadonlySet<Weight>): string {
    return folded.has(weight) ? ` (--show-${weight} shows each)` : "";
}

function severitiesText(findings: readonly Finding[], weight: Weight): string {
    const weighed = findings.filter((finding) => weightOf(finding) === weight);
    const parts = SEVERITIES.map((severity) => ({
        severity,
        amount: weighed.filter((finding) => finding.severity === severity).length,
    })).filter(({ amount }) => amount > 0);
    return parts.length === 0 ? "" : ` (${parts.map(({ severity, amount }) => `${amount} ${severity}`).join(", ")})`;
}

function timeText({ durations, packs, ofState, cliRun, stacks }: Preview): string {
    const { total, program, packs: ready } = durations;
    if (cliRun !== undefined || stacks !== undefined) {
        return seconds(total);
    }
    if (ofState === true) {
        return `${seconds(total)} (policy packs ready after ${seconds(ready)})`;
    }
    const packsText = packs.length === 0 ? "" : `policy packs ready after ${seconds(ready)}, `;
    return `${seconds(total)} (${packsText}program ended after ${seconds(program)})`;
}

function seconds(milliseconds: number): string {
    return `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The last line: what the run came to. */
export function verdictLine(preview: Preview, paint: Paint): string {
    const all = preview.findings.filter((finding) => weightOf(finding) === "mandatory");
    const newOnly = preview.change?.newOnly === true;
    const mandatory = all.filter((finding) => !isSparedBy(preview.change, finding));
    const older = all.length - mandatory.length;
    const { end, runs } = kindInWords(preview);
    switch (preview.verdict) {
        case "passed":
            return paint(
                "green",
                preview.packs.length === 0
                    ? `Passed: the ${runs} ran; no policy pack judged it.`
                    : `Passed: 0 ${newOnly ? "new " : ""}mandatory violations${olderText(older)}${inStacks(preview)}${besideText(preview)}${expansionText(preview)}.`,
            );
        case "policy-failed":
            return paint(
                "red",
                `Failed: ${violationsText(mandatory, newOnly)}${olderText(older)}${inStacks(preview)}${newText(preview)}.${updateText(preview)}${end}`,
            );
        case "state-failed":
            return paint("red", `${unreadText(preview)}${soFar(mandatory)}.`);
        case "program-failed":
            return paint("red", `${programFailedText(preview, mandatory)}${end}`);
        case "pack-failed":
            return paint("red", `${packFailedText(preview)}${soFar(mandatory)}.${end}`);
    }
}

/** What an update has done by the time it fails. */
function updateText(preview: Preview): string {
    if (!preview.asUpdate) {
        return "";
    }
    const { create, refused } = totalsOf(preview).resources;
    const made = count(create, "resource");
    return refused > 0
        ? ` An update would stop there, with ${made} made before.`
        : ` An update would fail at its end, with all ${made} made.`;
}

function programFailedText(preview: Preview, mandatory: readonly Finding[]): string {
    const { runs } = kindInWords(preview);
    if (preview.packs.length === 0) {
        return `The ${runs} failed.`;
    }
    const judged = preview.resources.filter(isJudged).length;
    return judged === 0
        ? `The ${runs} failed; its resources were not judged${soFar(mandatory)}.`
        : `The ${runs} failed; only ${count(judged, "resource")} registered before it did ` +
              `${judged === 1 ? "was" : "were"} judged, and not the stack as a whole${soFar(mandatory)}.`;
}

/** What is deleted is not judged. */
function isJudged({ kind, operation }: RegisteredResource): boolean {
    return kind !== "stack" && kind !== "provider" && operation !== "delete";
}

function packFailedText({ packs }: Preview): string {
    const broken = packs.filter(({ broke }) => broke).map(({ name }) => cleanLine(name));
    return `Policy pack${broken.length === 1 ? "" : "s"} ${broken.join(" and ")} broke; not everything was judged`;
}

function soFar(mandatory: readonly Finding[]): string {
    return mandatory.length === 0 ? "" : ` (${violationsText(mandatory)} so far)`;
}

function expansionText({ notExpanded }: Preview): string {
    return notExpanded.length === 0 ? "" : ` (${count(notExpanded.length, "component")} not expanded)`;
}

/** In how many of how many stacks. */
function inStacks({ stacks }: Preview): string {
    if (stacks === undefined) {
        return "";
    }
    const failed = stacks.filter(({ verdict }) => verdict !== "passed").length;
    return failed === 0 ? ` in ${count(stacks.length, "stack")}` : ` in ${failed} of ${count(stacks.length, "stack")}`;
}

function unreadText({ stacks = [] }: Preview): string {
    const unread = stacks.filter(({ verdict }) => verdict === "state-failed").length;
    return `${unread} of ${count(stacks.length, "state")} could not be read and judged`;
}

function newText({ hasBaseline }: Preview): string {
    return hasBaseline === true ? ", not in the baseline" : "";
}

/** Of the baseline, what would block without it. */
function besideText({ findings }: Preview): string {
    const known = findings.filter((one) => weightOf(one) === "baselined" && one.level === "mandatory").length;
    return known === 0 ? "" : ` beside ${known} in the baseline`;
}

/** What was there before the change, where only new findings block. */
function olderText(amount: number): string {
    return amount === 0 ? "" : ` (${count(amount, "older one")} ${amount === 1 ? "does" : "do"} not block)`;
}

function violationsText(mandatory: readonly Finding[], newOnly = false): string {
    const resources = new Set<string>();
    let ofStack = false;
    for (const { urn } of mandatory) {
        if (urn === undefined || typeOf(urn) === STACK_TYPE) {
            ofStack = true;
        } else {
            resources.add(urn);
        }
    }
    const places = [
        ...(resources.size > 0 ? [count(resources.size, "resource")] : []),
        ...(ofStack ? ["the stack as a whole"] : []),
    ];
    return `${count(mandatory.length, `${newOnly ? "new " : ""}mandatory violation`)} in ${places.join(" and ")}`;
}
