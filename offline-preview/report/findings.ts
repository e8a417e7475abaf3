import type { Finding, SourceLocation, Urn } from "../model";
import { nameOf, typeOf } from "../urn";
import type { Paint, Style } from "./colour";
import { displayType } from "./hierarchy";
import { clean, cleanLine, flow, wrap } from "./text";
import { groupBy, weightOf, worstFirst, type Weight } from "./totals";

const LOOK: Record<Weight, { sign: string; style: Style }> = {
    mandatory: { sign: "✗", style: "red" },
    advisory: { sign: "!", style: "yellow" },
    undetermined: { sign: "?", style: "grey" },
    waived: { sign: "~", style: "grey" },
    baselined: { sign: "=", style: "grey" },
};

export interface FindingLook {
    paint: Paint;
    /** Say which pack a policy is of: only where there are several. */
    namePack: boolean;
    /** Say what only the pass with made-up ids saw; in an update that is everything. */
    markMadeUp: boolean;
    /** Of these, show one line with the policies instead of each with its message. */
    folded: ReadonlySet<Weight>;
}

/** The findings shown at the resource `urn`, worst first, then where it is declared, in lines of `width` columns. */
export function findingLines(findings: readonly Finding[], urn: Urn, width: number, look: FindingLook): string[] {
    const inFull = worstFirst(findings.filter((finding) => !look.folded.has(weightOf(finding))));
    return [
        ...groupBy(inFull, sameHead).flatMap((group) => inFullLines(group, urn, width, look)),
        ...[...look.folded].flatMap((weight) => foldedLines(findings, weight, width, look)),
        // Once for all findings, as they have the place in common.
        ...[...new Set(inFull.flatMap((finding) => placeLines(finding, width)))].map((line) => look.paint("dim", line)),
    ];
}

/** The findings that one policy has of one resource share their first lines. */
function sameHead(finding: Finding): string {
    const { pack, policy, urn, severity, description, decidedBy, waiver, baselinedSince, isNew } = finding;
    const weight = weightOf(finding);
    const about = [pack.name, pack.version, policy, urn, weight, severity, description];
    return JSON.stringify([...about, decidedBy, waiver, baselinedSince, isNew]);
}

function inFullLines(group: readonly [Finding, ...Finding[]], urn: Urn, width: number, look: FindingLook): string[] {
    const { paint } = look;
    const [finding] = group;
    const weight = weightOf(finding);
    const { sign, style } = LOOK[weight];
    const policy = `${look.namePack ? `${cleanLine(finding.pack.name)}/` : ""}${cleanLine(finding.policy)}`;
    const head = [
        paint(style, `${sign} ${weight}`),
        ...(finding.severity === undefined || weight === "undetermined" ? [] : [paint(style, finding.severity)]),
        ...(finding.isNew === true ? [paint("bold", "new")] : []),
        paint("bold", policy),
        ...(group.length === 1 ? [] : [paint("dim", `(${group.length} times)`)]),
        ...(finding.urn === undefined || finding.urn === urn ? [] : [`(${resourceText(finding.urn)})`]),
        ...(look.markMadeUp && finding.decidedBy === "made-up-ids" ? [paint("dim", "(seen with made-up ids)")] : []),
    ];
    const description = clean(finding.description).trim();
    const text = [description, ...group.map(({ message }) => clean(message).trim()), reasonOf(finding)].filter(
        (part) => part !== "",
    );
    return [...flow(head, width), ...wrap(text.join("\n"), width - 2).map((line) => (line === "" ? "" : `  ${line}`))];
}

/** Why a violation blocks nothing, as the begin of a sentence, or an empty text. */
export function reasonSentence(finding: Finding): string {
    return reasonOf(finding).replace(/^./, (first) => first.toUpperCase());
}

/** Why a violation blocks nothing, or an empty text. */
export function reasonOf({ waiver, baselinedSince }: Finding): string {
    if (waiver !== undefined) {
        return `waived by ${cleanLine(waiver)}`;
    }
    return baselinedSince === undefined ? "" : `in the baseline since ${baselinedSince}`;
}

function foldedLines(findings: readonly Finding[], weight: Weight, width: number, look: FindingLook): string[] {
    const folded = findings.filter((finding) => weightOf(finding) === weight);
    if (folded.length === 0) {
        return [];
    }
    const { sign, style } = LOOK[weight];
    const policies = [...new Set(folded.map((finding) => cleanLine(finding.policy)))].join(", ");
    return wrap(`${sign} ${folded.length} ${weight}: ${policies}`, width, 2).map((line) => look.paint(style, line));
}

/** Where to go to change it: the resource's own place, and the user's, where a component made it. */
function placeLines(finding: Finding, width: number): string[] {
    const declared = finding.source === undefined ? undefined : `declared at ${place(finding.source)}`;
    const { component } = finding;
    const inside =
        component === undefined
            ? undefined
            : `in ${resourceText(component.urn)}` +
              (component.source === undefined ? "" : `, made at ${place(component.source)}`);
    const parts = [declared, inside].filter((part) => part !== undefined);
    return parts.flatMap((part) => wrap(part, width, 2));
}

export function place(source: SourceLocation): string {
    return `${cleanLine(source.file)}:${source.line}`;
}

/** What a finding is about, as a sentence has it. */
export function aboutText({ urn, stack }: Finding): string {
    const about = urn === undefined ? "the stack" : resourceText(urn);
    return stack === undefined ? about : `${about} of ${cleanLine(stack)}`;
}

/** Type and name of a resource, as a sentence has them. */
export function resourceText(urn: Urn): string {
    return `${cleanLine(displayType(typeOf(urn)))} ${cleanLine(nameOf(urn))}`;
}
