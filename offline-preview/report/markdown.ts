import type { Change, Finding, JudgedStack, PolicyMetadata, Preview } from "../model";
import { baseText, changeInWords, changeRows, resourceCounts, valueText } from "./change";
import { paintWith } from "./colour";
import { aboutText, reasonSentence, resourceText } from "./findings";
import { fatesInWords, kindInWords } from "./kinds";
import { placesOf, type Whereabouts } from "./places";
import { howToMend, policiesByKey, policyKeyOf, policyName, webPage } from "./policies";
import { ResourceNames } from "./resourceNames";
import { stackName, worstStacksFirst } from "./states/stacks";
import { verdictLine } from "./summary";
import { clean, cleanLine, count, shortened } from "./text";
import { countByWeight, groupBy, totalsOf, weightOf, worstFirst, type Weight } from "./totals";

/** GitHub takes no longer comment. */
export const MARKDOWN_LIMIT = 65_536;
/** Kept for what closes the comment and tells what is left out. */
const RESERVE = 1_500;
/** What blocks may take so much; the rest is for what is folded. */
const BLOCKING_SHARE = 48_000;
/** Longer texts are cut: a comment is read, the whole is in the other reports. */
const TEXT_LIMIT = 600;
/** The changes of resources may take so much, before they are folded. */
const CHANGE_SHARE = 12_000;
const ERRORS_SHOWN = 10;
const STACKS_SHOWN = 20;
/** Of one policy; how to mend it is the same at the others. */
const FINDINGS_SHOWN = 10;
/** Of the line that says how many more there are. */
const MORE_LENGTH = 30;

/** A comment for a pull request: the verdict, what blocks and how to mend it; the rest folded, and under GitHub's limit. */
export function renderMarkdown(preview: Preview, { where }: { where?: Whereabouts }): string {
    const policies = policiesByKey(preview);
    const of = (weight: Weight): Finding[] =>
        worstFirst(preview.findings.filter((finding) => weightOf(finding) === weight));
    const entriesOf = (findings: readonly Finding[]): Entry[] =>
        groupBy(findings, policyKeyOf).map((group) =>
            entryOf(group, policyName(group[0], preview), policies.get(policyKeyOf(group[0])), where),
        );
    const entries = (weight: Weight): Entry[] => entriesOf(of(weight));
    const sign = preview.verdict === "passed" ? "✅" : "❌";
    const comment = new Comment();
    comment.add(`### ${sign} ${escaped(verdictLine(preview, paintWith(false)))}`);
    comment.add(countsText(preview));
    comment.add(stacksText(preview.stacks ?? []));
    comment.add(errorsText(preview));
    const { advisory, undetermined, waived, baselined } = totalsOf(preview).findings;
    const { change } = preview;
    if (change === undefined) {
        comment.addEntries(["#### What blocks"], entries("mandatory"), [], BLOCKING_SHARE);
        comment.addEntries(details(`${advisory} advisory`), entries("advisory"), ["</details>"], MARKDOWN_LIMIT);
    } else {
        addChange(comment, preview, change, of, entriesOf);
    }
    comment.addEntries(details(`${waived} waived`), entries("waived"), ["</details>"], MARKDOWN_LIMIT);
    comment.addEntries(details(`${baselined} in the baseline`), entries("baselined"), ["</details>"], MARKDOWN_LIMIT);
    if (undetermined > 0) {
        comment.add(`${count(undetermined, "check")} could not decide before the update, which blocks nothing.`);
    }
    return comment.text;
}

/** What is new and what it changes comes first; what was there before is folded, unless it blocks. */
function addChange(
    comment: Comment,
    preview: Preview,
    change: Change,
    of: (weight: Weight) => Finding[],
    entriesOf: (findings: readonly Finding[]) => Entry[],
): void {
    const end = ["</details>"];
    const [fresh, old] = [true, false].map(
        (isNew) => (weight: Weight) => of(weight).filter((finding) => (finding.isNew !== false) === isNew),
    ) as [typeof of, typeof of];
    const before = old("mandatory");
    const names = new ResourceNames(preview);
    comment.add(change.notes.map((note) => `> ${escaped(note)}`).join("\n>\n"));
    comment.addEntries(["#### New, and blocks"], entriesOf(fresh("mandatory")), [], BLOCKING_SHARE);
    comment.add(openedText(change, names));
    if (!change.newOnly) {
        comment.addEntries(["#### Blocks as before"], entriesOf(before), [], BLOCKING_SHARE);
    }
    comment.add(resourcesText(change, names));
    const advisory = fresh("advisory");
    comment.addEntries(details(`${advisory.length} new advisory`), entriesOf(advisory), end, MARKDOWN_LIMIT);
    comment.addEntries(
        details(`${change.fixed.length} fixed`),
        fixedEntries(change, preview, names),
        end,
        MARKDOWN_LIMIT,
    );
    if (change.newOnly) {
        const summary = `${before.length} mandatory as before, which do not block this change`;
        comment.addEntries(details(summary), entriesOf(before), end, MARKDOWN_LIMIT);
    }
    const known = old("advisory").length;
    comment.add(known === 0 ? "" : `${known} advisory as before.`);
}

/** How to mend them is of no interest any more. */
function fixedEntries({ fixed }: Change, preview: Preview, names: ResourceNames): Entry[] {
    return groupBy(fixed, policyKeyOf).map((group) => ({
        head: `- **${escaped(policyName(group[0], preview))}**: ${escaped(group[0].description)}`,
        findings: group.map(({ urn }) => `  - ${urn === undefined ? "the stack" : escaped(names.text(urn))}`),
    }));
}

function openedText({ opened }: Change, names: ResourceNames): string {
    const groups = opened
        .slice(0, FINDINGS_SHOWN)
        .map(({ urn, to }) => `${escaped(names.text(urn))} to ${to.join(" and ")}`);
    const more = opened.length - groups.length;
    return groups.length === 0
        ? ""
        : `**Opened to everybody:** ${groups.join(", ")}${more === 0 ? "" : `, and ${more} more`}`;
}

/** As a code host colours differences: signs in the first column. */
function resourcesText(change: Change, names: ResourceNames): string {
    const rows = changeRows(change, names).map(({ sign, text, properties }) =>
        [
            `${sign === "~" ? "!" : sign} ${text}`,
            ...properties.flatMap((one) => {
                const made = one.madeUp === true ? " (ids in it are made up)" : "";
                return [
                    ...(one.before === undefined ? [] : [`-     ${cleanLine(one.path)}: ${valueText(one.before)}`]),
                    ...(one.after === undefined
                        ? []
                        : [`+     ${cleanLine(one.path)}: ${valueText(one.after)}${made}`]),
                ];
            }),
        ].join("\n"),
    );
    const shown: string[] = [];
    let room = CHANGE_SHARE;
    for (const row of rows) {
        room -= row.length + 1;
        if (room < 0) {
            break;
        }
        shown.push(row);
    }
    const left = rows.length - shown.length;
    return rows.length === 0
        ? ""
        : [
              `<details><summary>${escaped(resourceCounts(change))}</summary>`,
              "",
              ...(shown.length === 0 ? [] : fenced(shown.join("\n"), "diff")),
              ...(left === 0 ? [] : ["", `${count(left, "more resource")} left out here, for want of room.`]),
              "",
              "</details>",
          ].join("\n");
}

/** A policy as a line of Markdown, and one for each of its findings. */
interface Entry {
    head: string;
    findings: string[];
}

/** Parts that stay within GitHub's limit, whatever there is. */
class Comment {
    text = "";

    add(part: string): void {
        if (part !== "") {
            this.text += `${this.text === "" ? "" : "\n"}${part}\n`;
        }
    }

    /** As many entries as there is room for up to `share` characters of the comment, and how much is left out. */
    addEntries(head: readonly string[], entries: readonly Entry[], end: readonly string[], share: number): void {
        if (entries.length === 0) {
            return;
        }
        let room = Math.min(share, MARKDOWN_LIMIT - RESERVE) - this.text.length;
        let left = 0;
        const lines = entries.flatMap(({ head, findings }) => {
            const shown: string[] = [];
            for (const line of findings.slice(0, FINDINGS_SHOWN)) {
                const size = line.length + (shown.length === 0 ? head.length + MORE_LENGTH : 0) + 2;
                if (size > room) {
                    // What is less bad is not shown before what is worse.
                    room = 0;
                    break;
                }
                shown.push(line);
                room -= size;
            }
            const hidden = findings.length - shown.length;
            left += shown.length === FINDINGS_SHOWN ? 0 : hidden;
            const more = shown.length === FINDINGS_SHOWN && hidden > 0 ? [`  - and ${hidden} more`] : [];
            return shown.length === 0 ? [] : [head, ...shown, ...more];
        });
        const leftOut = left === 0 ? [] : ["", `${count(left, "more finding")} left out here, for want of room.`];
        this.add([...head, "", ...lines, ...leftOut, ...(end.length === 0 ? [] : ["", ...end])].join("\n"));
    }
}

function details(summary: string): string[] {
    return [`<details><summary>${summary}</summary>`];
}

function countsText(preview: Preview): string {
    const { findings } = totalsOf(preview);
    const made = fatesInWords(preview)
        .map(([, words]) => words)
        .join(", ");
    const found = Object.entries(findings).filter(([, amount]) => amount > 0);
    if (preview.change !== undefined) {
        const base = `against ${escaped(baseText(preview.change))}`;
        return `Offline preview of **${escaped(preview.project)}** (${escaped(preview.stack)}) ${base}: ${changeInWords(preview, preview.change)}`;
    }
    return [
        ofWhat(preview),
        `resources: ${made === "" ? "none" : made}`,
        `findings: ${found.length === 0 ? "none" : found.map(([weight, amount]) => `${amount} ${weight}`).join(", ")}`,
    ].join(" · ");
}

function ofWhat(preview: Preview): string {
    const { project, stack, stacks } = preview;
    const { short } = kindInWords(preview);
    return stacks === undefined
        ? `${short.charAt(0).toUpperCase()}${short.slice(1)} of **${escaped(project)}** (${escaped(stack)})`
        : `**${count(stacks.length, "state")}**`;
}

/** A table of the stacks that do not pass, worst first; the others are counted. */
function stacksText(stacks: readonly JudgedStack[]): string {
    const failed = stacks.filter(({ verdict }) => verdict !== "passed");
    const rows = worstStacksFirst(failed)
        .slice(0, STACKS_SHOWN)
        .map((one) => {
            const { mandatory, advisory } = countByWeight(one.findings);
            const judged = one.verdict === "state-failed" ? "not judged" : `${mandatory} | ${advisory}`;
            return `| ${escaped(stackName(one))} | ${one.verdict === "state-failed" ? `${judged} |` : judged} |`;
        });
    const left = failed.length - rows.length;
    return rows.length === 0
        ? ""
        : [
              "| stack | mandatory | advisory |",
              "| --- | ---: | ---: |",
              ...rows,
              ...(left > 0 ? ["", `${count(left, "more stack")} left out here.`] : []),
          ].join("\n");
}

/** What the program or a pack died of; with it the findings are not all there are. */
function errorsText({ verdict, diagnostics }: Preview): string {
    if (verdict === "passed" || verdict === "policy-failed") {
        return "";
    }
    const errors = [
        ...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)),
    ];
    const text = errors
        .slice(0, ERRORS_SHOWN)
        .map((message) => shortened(clean(message).trim(), TEXT_LIMIT))
        .join("\n");
    const left = errors.length - ERRORS_SHOWN;
    return errors.length === 0
        ? ""
        : [...fenced(text), ...(left > 0 ? ["", `${count(left, "more error")} left out here.`] : [])].join("\n");
}

/** A block of text as it is; its fence is longer than what the text has of them. */
function fenced(text: string, language = "text"): string[] {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = "`".repeat(longest + 1);
    return [`${fence}${language}`, text, fence];
}

function entryOf(
    group: readonly [Finding, ...Finding[]],
    name: string,
    policy: PolicyMetadata | undefined,
    where: Whereabouts | undefined,
): Entry {
    const [{ severity, description }] = group;
    const url = webPage(policy?.url);
    const head = `- **${escaped(name)}**${severity === undefined ? "" : ` (${severity})`}: ${escaped(description)}`;
    const page = url === undefined || url.length > TEXT_LIMIT ? "" : ` [More](<${url}>)`;
    return {
        head: `${head}${page}`,
        findings: group.map((finding) => `  - ${findingText(finding, policy, where)}`),
    };
}

function findingText(finding: Finding, policy: PolicyMetadata | undefined, where: Whereabouts | undefined): string {
    const { component } = finding;
    const { path, line } = placesOf(finding, where).primary;
    const place = finding.stack === undefined ? `, ${escaped(`${path}:${line}`)}` : "";
    const about = escaped(aboutText(finding));
    const inside = component === undefined ? "" : ` in ${escaped(resourceText(component.urn))}`;
    const reason = reasonSentence(finding);
    const said = [howToMend(finding, policy), reason === "" ? "" : `${reason}.`].filter((part) => part !== "");
    return `${about}${inside}${place}${said.length === 0 ? "" : `: ${escaped(said.join(" "))}`}`;
}

/** A space of no width. */
const NOT_SEEN = "\u200b";

/**
 * Text of programs and packs as nothing but text, and code where it has backticks: no markup, no list, no table, no HTML, no link. A space that is not seen
 * keeps `@name` from calling somebody, and `#1`, `GH-1` and the address of an issue from being linked with it.
 */
export function escaped(text: string): string {
    return (
        shortened(cleanLine(text).trim(), TEXT_LIMIT)
            .replaceAll(/[\\`*_{}[\]()~|$]/g, "\\$&")
            .replaceAll("&", "&amp;")
            .replaceAll("<", "&lt;")
            .replaceAll(">", "&gt;")
            .replaceAll("@", `@${NOT_SEEN}`)
            .replaceAll("#", `#${NOT_SEEN}`)
            .replaceAll("://", `:${NOT_SEEN}//`)
            .replaceAll(/\b(gh|www)(?=[-.])/gi, `$1${NOT_SEEN}`)
            .replace(/^(?=[-+=\d])/, NOT_SEEN)
            // What stands between them is escaped by now.
            .replaceAll(/\\`([^`]+)\\`/g, "<code>$1</code>")
    );
}
