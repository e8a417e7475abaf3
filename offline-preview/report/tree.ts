import type { Finding, Preview, Remediated, RegisteredResource, Urn } from "../model";
import { STACK_TYPE } from "../urn";
import { changeSection } from "./change";
import { paintWith, type Paint, type Style } from "./colour";
import { findingLines, type FindingLook } from "./findings";
import { displayType, folded, hierarchy, type TreeNode } from "./hierarchy";
import { kindInWords } from "./kinds";
import { diagnosticsSection, outputsSection, packsSection } from "./sections";
import { summarySection, verdictLine } from "./summary";
import { cleanLine, displayWidth, padTo, wrap } from "./text";
import { countByWeight, fateOf, groupBy, isDefaultProvider, type Weight } from "./totals";

export interface TreeOptions {
    colour: boolean;
    /** Columns of the terminal. */
    width: number;
    /** Show each undetermined finding with its message, however many there are. Default: false. */
    showUndetermined?: boolean;
    /** Show each waived finding with its message and waiver instead of one line for a resource. Default: false. */
    showWaived?: boolean;
    /** Show each finding of the baseline with its message instead of one line for a resource. Default: false. */
    showBaselined?: boolean;
    /** Below what the program itself makes, show only what leads to something that is told. Default: false. */
    fold?: boolean;
}

/** Up to so many undetermined findings in the whole stack are shown in full; more are folded, one line per resource. */
export const UNDETERMINED_IN_FULL = 5;

/** The whole preview for people: the tree with findings at their resource, packs, messages, outputs, summary, verdict. */
export function renderTree(preview: Preview, options: TreeOptions): string {
    const paint = paintWith(options.colour);
    const folds = foldedWeights(preview, options);
    const title = titleOf(preview);
    const look = {
        paint,
        namePack: preview.packs.length > 1,
        markMadeUp: !preview.asUpdate,
        folded: folds,
    };
    const sections = [
        [paint("bold", title)],
        treeSection(preview, options, look),
        changeSection(preview, options.width, paint),
        packsSection(preview, options.width, paint),
        diagnosticsSection(preview, options.width, paint),
        outputsSection(preview, options.width, paint),
        summarySection(preview, options.width, paint, folds),
        [verdictLine(preview, paint)],
    ];
    return `${sections
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.map((line) => line.trimEnd()).join("\n"))
        .join("\n\n")}\n`;
}

function titleOf(preview: Preview): string {
    return kindInWords(preview).title(`${cleanLine(preview.project)} (${cleanLine(preview.stack)})`);
}

function foldedWeights(
    preview: Preview,
    { showUndetermined, showWaived, showBaselined }: TreeOptions,
): ReadonlySet<Weight> {
    const { undetermined } = countByWeight(preview.findings);
    const folds = new Set<Weight>([
        ...(showWaived === true ? [] : (["waived"] as const)),
        ...(showBaselined === true ? [] : (["baselined"] as const)),
    ]);
    return showUndetermined !== true && undetermined > UNDETERMINED_IN_FULL ? folds.add("undetermined") : folds;
}

/** One resource's row before it is laid out: lines of the tree before its type, and before what stands below it. */
interface Row {
    node: TreeNode;
    branch: string;
    below: string;
}

function treeSection(preview: Preview, { width, fold }: TreeOptions, look: FindingLook): string[] {
    const root = hierarchy(preview);
    const notes = notesOf(preview, root.resource?.urn ?? NO_STACK);
    const rows: Row[] = [];
    collectRows(fold === true ? folded(root, (resource) => isTold(resource, notes)) : root, "", "", rows);
    const column = nameColumn(rows, width);
    const lines = rows.flatMap((row) => rowLines(row, column, width, look, notes));
    const none = look.paint("dim", `   ${kindInWords(preview).noResource}`);
    return preview.resources.length > 0 ? lines : [...lines, none];
}

function collectRows(node: TreeNode, branch: string, continued: string, rows: Row[]): void {
    rows.push({ node, branch, below: continued + (node.children.length > 0 ? "│ " : "  ") });
    node.children.forEach((child, index) => {
        const last = index === node.children.length - 1;
        collectRows(child, continued + (last ? "└─ " : "├─ "), continued + (last ? "   " : "│  "), rows);
    });
}

/** Names stand in one column, behind the longest type that leaves them room. */
function nameColumn(rows: readonly Row[], width: number): number {
    const widths = rows.map(({ node, branch }) => branch.length + typeText(node).length);
    return widths.reduce((widest, next) => (next <= width * 0.6 ? Math.max(widest, next) : widest), 0);
}

interface Notes {
    findings: Map<Urn, Finding[]>;
    remediations: Map<Urn, Remediated[]>;
    onlyWithIds: ReadonlySet<Urn>;
    notReached: ReadonlySet<Urn>;
}

/** Stands for the stack where the program never registered it. */
const NO_STACK = "";

function notesOf(preview: Preview, stackUrn: Urn): Notes {
    const shown = preview.resources.filter((resource) => !isDefaultProvider(resource));
    const known = new Set(shown.map((resource) => resource.urn));
    // What belongs to no resource of the tree, such as a default provider, is told at the stack, never dropped.
    const owner = (urn: Urn | undefined): Urn => (urn !== undefined && known.has(urn) ? urn : stackUrn);
    return {
        findings: groupByUrn(preview.findings, owner),
        remediations: groupByUrn(preview.remediations, owner),
        onlyWithIds: new Set(preview.onlyWithIds),
        notReached: new Set(preview.notReached),
    };
}

function groupByUrn<T extends { urn?: Urn }>(items: readonly T[], owner: (urn: Urn | undefined) => Urn): Map<Urn, T[]> {
    return new Map(groupBy(items, (item) => owner(item.urn)).map((group) => [owner(group[0].urn), group]));
}

/** Whether there is more to say of a resource than that it is made. */
function isTold(resource: RegisteredResource, notes: Notes): boolean {
    const { findings, remediations, onlyWithIds, notReached } = notes;
    const hasNote = [findings, remediations, onlyWithIds].some((noted) => noted.has(resource.urn));
    return hasNote || !["create", "same"].includes(fateOf(resource, notReached));
}

/** A resource's own row, and below it what there is to say about it. */
function rowLines(row: Row, column: number, width: number, look: FindingLook, notes: Notes): string[] {
    const { paint } = look;
    const { resource } = row.node;
    const urn = resource?.urn ?? NO_STACK;
    const { sign, style } = LOOKS[resource === undefined ? "notReached" : fateOf(resource, notes.notReached)];
    const name = cleanLine(resource?.name ?? "");
    const marks = [
        ...(resource === undefined ? [] : marksOf(resource, notes, paint)),
        ...(row.node.left === undefined ? [] : [paint("dim", leftText(row.node, row.node.left))]),
    ];
    const type = typeText(row.node);

    const typeCell = padTo(row.branch + type, column);
    const nameFits = MARGIN + displayWidth(typeCell) + 2 + displayWidth(name) <= width;
    const marksText = marks.join(paint("dim", ", "));
    const used = MARGIN + displayWidth(typeCell) + 2 + displayWidth(name);
    const marksFit = nameFits && marks.length > 0 && used + 2 + displayWidth(marksText) <= width;

    const below = `   ${paint("dim", row.below)}`;
    const room = Math.max(20, width - MARGIN - row.below.length);
    const padding = " ".repeat(displayWidth(typeCell) - row.branch.length - type.length);
    const head = ` ${paint(style, sign)} ${paint("dim", row.branch)}${type}`;
    return [
        nameFits ? `${head}${padding}  ${paint("bold", name)}${marksFit ? `  ${marksText}` : ""}` : head,
        ...[
            ...(nameFits ? [] : [paint("bold", name)]),
            ...(marksFit || marks.length === 0 ? [] : [marksText]),
            ...(notes.remediations.get(urn) ?? []).flatMap((remediated) => remediatedLines(remediated, room, look)),
            ...findingLines(notes.findings.get(urn) ?? [], urn, room, look),
        ].map((line) => `${below}${line}`),
    ];
}

/** The sign and the spaces around it. */
const MARGIN = 3;

function leftText({ children }: TreeNode, left: number): string {
    return children.length > 0 ? `${left} more in it` : `${left} in it`;
}

function typeText(node: TreeNode): string {
    return cleanLine(displayType(node.resource?.type ?? STACK_TYPE));
}

/** The CLI's signs, and two of our own. */
const LOOKS: Record<ReturnType<typeof fateOf>, { sign: string; style: Style; mark?: string }> = {
    create: { sign: "+", style: "green" },
    read: { sign: ">", style: "cyan", mark: "read" },
    import: { sign: "=", style: "cyan", mark: "import" },
    same: { sign: " ", style: "dim" },
    update: { sign: "~", style: "yellow", mark: "update" },
    replace: { sign: "±", style: "yellow", mark: "replace" },
    delete: { sign: "-", style: "red", mark: "delete" },
    refused: { sign: "✗", style: "red", mark: "refused by a policy" },
    notReached: { sign: " ", style: "dim", mark: "not reached" },
};

function marksOf(resource: RegisteredResource, notes: Notes, paint: Paint): string[] {
    const { mark, style } = LOOKS[fateOf(resource, notes.notReached)];
    return [
        ...(mark === undefined ? [] : [paint(style, mark)]),
        ...(resource.options.protect === true ? [paint("cyan", "protected")] : []),
        ...(resource.options.retainOnDelete === true ? [paint("cyan", "retained on delete")] : []),
        ...(resource.kind === "remote" ? [paint("dim", "its plugin expands this at `pulumi preview`")] : []),
        ...(notes.onlyWithIds.has(resource.urn) ? [paint("dim", "only once ids are known")] : []),
    ];
}

function remediatedLines(
    { policy, pack, changed }: Remediated,
    width: number,
    { paint, namePack }: FindingLook,
): string[] {
    const name = `${namePack ? `${cleanLine(pack.name)}/` : ""}${cleanLine(policy)}`;
    const inputs = changed.length === 0 ? "" : `  set ${changed.map(cleanLine).join(", ")}`;
    return wrap(`~ remediated  ${name}${inputs}`, width, 2).map((line) => paint("cyan", line));
}
