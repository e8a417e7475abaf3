import type { Change, Finding, Preview, PropertyChange, ResourceChange } from "../model";
import type { PropertyValue } from "../values";
import type { Paint } from "./colour";
import { ResourceNames } from "./resourceNames";
import { inline } from "./sections";
import { clean, cleanLine, count, wrap } from "./text";
import { weightOf, type Weight } from "./totals";

/** Longer values are cut: what is told is that they differ, and how they begin. */
const VALUE_LIMIT = 160;

/** The change in one line: `+3 resources, 1 security group opened to 0.0.0.0/0, 2 new violations, 1 fixed`. */
export function changeInWords(preview: Preview, change: Change): string {
    const violations = newFindings(preview, ["mandatory", "advisory"]).length;
    const isCompared = change.base !== "failed";
    const to = [...new Set(change.opened.flatMap((one) => one.to))].join(" and ");
    return [
        ...(isCompared ? [resourceCounts(change)] : ["not compared"]),
        ...(change.opened.length === 0 ? [] : [`${count(change.opened.length, "security group")} opened to ${to}`]),
        ...(violations === 0
            ? ["no new violation"]
            : [isCompared ? count(violations, "new violation") : `${count(violations, "violation")} that may be new`]),
        ...(change.fixed.length === 0 ? [] : [`${change.fixed.length} fixed${goneText(change)}`]),
    ].join(", ");
}

/** A violation may be gone only because its resource is. */
function goneText({ fixed, resources }: Change): string {
    const removed = new Set(resources.filter(({ kind }) => kind === "remove").map(({ urn }) => urn));
    const gone = fixed.filter(({ urn }) => urn !== undefined && removed.has(urn)).length;
    return gone === 0 ? "" : ` (${gone} with ${gone === 1 ? "its resource" : "their resources"})`;
}

/** `+3 resources, -1 resource, ~2 changed (1 replaced)`. */
export function resourceCounts({ resources }: Change): string {
    const amount = (isOne: (one: ResourceChange) => boolean): number => resources.filter(isOne).length;
    const added = amount(({ kind }) => kind === "add");
    const removed = amount(({ kind }) => kind === "remove");
    const changed = amount(({ kind }) => kind === "change");
    const replaced = amount(({ replacedBy }) => replacedBy.length > 0);
    const renamed = amount(({ formerUrn }) => formerUrn !== undefined);
    const details = [
        ...(replaced === 0 ? [] : [`${replaced} replaced`]),
        ...(renamed === 0 ? [] : [`${renamed} renamed`]),
    ];
    const parts = [
        ...(added === 0 ? [] : [`+${count(added, "resource")}`]),
        ...(removed === 0 ? [] : [`-${count(removed, "resource")}`]),
        ...(changed === 0 ? [] : [`~${changed} changed${details.length === 0 ? "" : ` (${details.join(", ")})`}`]),
    ];
    return parts.length === 0 ? "no resource changes" : parts.join(", ");
}

/** `main (1a2b3c4d5e)`. */
export function baseText({ ref, commit }: Change): string {
    return `${cleanLine(ref)} (${commit.slice(0, 10)})`;
}

/** Of these weights, what the change brings; without a base to compare with, all. */
export function newFindings(preview: Preview, weights: readonly Weight[]): Finding[] {
    return preview.findings.filter((finding) => finding.isNew !== false && weights.includes(weightOf(finding)));
}

/** Each resource that is another one, with what is different: a sign, and what is told. */
export function changeRows(
    change: Change,
    names: ResourceNames,
): { sign: "+" | "-" | "~"; text: string; properties: PropertyChange[] }[] {
    return change.resources.map((one) => ({
        sign: one.kind === "add" ? "+" : one.kind === "remove" ? "-" : "~",
        text: [names.text(one.urn), ...marksOf(one, names)].join("  "),
        properties: one.properties,
    }));
}

function marksOf({ formerUrn, resembles, replacedBy }: ResourceChange, names: ResourceNames): string[] {
    return [
        ...(formerUrn === undefined ? [] : [`was ${names.text(formerUrn)}, by its alias`]),
        ...(resembles === undefined
            ? []
            : [`the same as ${names.text(resembles)}, which is gone: if it is that one, add it to \`aliases\``]),
        ...(replacedBy.length === 0 ? [] : [`replaced, by ${replacedBy.map(cleanLine).join(", ")}`]),
    ];
}

/** `tags.team: "a" → "b"`. */
export function propertyText({ path, before, after, madeUp }: PropertyChange): string {
    const values =
        before === undefined
            ? valueText(after)
            : after === undefined
              ? `${valueText(before)} → nothing`
              : `${valueText(before)} → ${valueText(after)}`;
    return `${cleanLine(path)}: ${values}${madeUp === true ? " (ids in it are made up)" : ""}`;
}

export function propertySign({ before, after }: PropertyChange): "+" | "-" | "~" {
    return before === undefined ? "+" : after === undefined ? "-" : "~";
}

export function valueText(value: PropertyValue | undefined): string {
    const text = value === undefined ? "nothing" : inline(value);
    return text.length <= VALUE_LIMIT ? text : `${text.slice(0, VALUE_LIMIT).replace(/[\ud800-\udbff]$/, "")}…`;
}

const STYLES = { "+": "green", "-": "red", "~": "yellow" } as const;

/** What the change is, for people at a terminal. */
export function changeSection({ change, ...preview }: Preview, width: number, paint: Paint): string[] {
    if (change === undefined) {
        return [];
    }
    const names = new ResourceNames({ ...preview, change });
    const lines = (sign: "+" | "-" | "~", text: string, indent: number): string[] => {
        const [first = "", ...rest] = wrap(text, width - indent - 2, 4);
        return [
            `${" ".repeat(indent)}${paint(STYLES[sign], sign)} ${first}`,
            ...rest.map((line) => " ".repeat(indent + 2) + line),
        ];
    };
    return [
        paint("bold", `Change against ${baseText(change)}:`),
        ...wrap(changeInWords(preview, change), width - 4).map((line) => `    ${line}`),
        ...change.notes.flatMap((note) =>
            wrap(`note: ${clean(note).trim()}`, width - 4, 2).map((line) => `    ${line}`),
        ),
        ...changeRows(change, names).flatMap(({ sign, text, properties }) => [
            ...lines(sign, text, 4),
            ...properties.flatMap((one) => lines(propertySign(one), propertyText(one), 8)),
        ]),
        ...change.opened.flatMap(({ urn, to }) => lines("+", `${names.text(urn)} is open to ${to.join(" and ")}`, 4)),
        ...change.fixed.flatMap(({ policy, urn }) =>
            lines("-", `fixed: ${cleanLine(policy)}${urn === undefined ? "" : `, ${names.text(urn)}`}`, 4),
        ),
    ];
}
