import type { Option } from "../../../policy-pack/configuration/options";
import { defaultLevel, EVERY_AWS_TYPE, type Policy } from "../../../policy-pack/evaluation";
import { controlsOf, FRAMEWORKS, type Framework } from "../../../policy-pack/evaluation/frameworks";
import { pageOf } from "../../../policy-pack/evaluation/metadata";
import { standings, type Catalogue, type Severities, type Standing } from "../../../policy-pack/controls";
import { byService, markdown, SEVERITIES } from "./policyTable";

/** The pages of the pack's documentation, by their place in its folder. */
export function pagesOf(policies: readonly Policy[], catalogues: readonly Catalogue[]): ReadonlyMap<string, string> {
    return new Map([
        ["README.md", indexPage(policies)],
        ["controls.md", controlsPage(policies, catalogues)],
        ...policies.map((policy) => [`policies/${policy.id}.md`, policyPage(policy)] as const),
    ]);
}

function indexPage(policies: readonly Policy[]): string {
    return page(
        "# Policies",
        "By service, as follows; [by severity](#by-severity); [by control](controls.md).",
        ...byService(policies).flatMap(([service, own]) => [
            `## ${service}`,
            table(
                ["Policy", "What holds", "Severity, default level", "Judges a"],
                own.map((policy) => [
                    linkTo(policy),
                    policy.title,
                    `${policy.severity}, ${defaultLevel(policy)}`,
                    policy.kind,
                ]),
            ),
        ]),
        "## By severity",
        ...SEVERITIES.flatMap((severity) => {
            const own = policies.filter((policy) => policy.severity === severity);
            return [`### ${severity} (${own.length})`, own.map(linkTo).join(", ")];
        }),
    );
}

function controlsPage(policies: readonly Policy[], catalogues: readonly Catalogue[]): string {
    return page(
        "# Controls",
        "Every control of these frameworks: which policies decide it, and what of it a program's inputs cannot tell.",
        ...catalogues.flatMap((catalogue) => {
            const framework: Framework = FRAMEWORKS[catalogue.framework];
            const all = standings(catalogue, policies);
            const { severities } = catalogue;
            return [
                `## ${framework.title} ${framework.version}`,
                `[${all.length} controls](${catalogue.source}), read on ${catalogue.asOf}. ${countOf(all)}`,
                ...(severities === undefined ? [] : [severitiesOf(all, severities)]),
                table(
                    [
                        "Control",
                        ...(severities === undefined ? [] : ["Severity"]),
                        "Decided by",
                        "What is left, or why it is not decided",
                    ],
                    all.map((standing) => [
                        linkToControl(framework, standing.id),
                        ...(severities === undefined ? [] : [standing.severity ?? "?"]),
                        standing.by.map(linkTo).join(", "),
                        standing.note ?? (standing.by.length > 0 ? "" : "No policy yet."),
                    ]),
                ),
            ];
        }),
    );
}

function countOf(all: readonly Standing[]): string {
    const decided = all.filter(({ by }) => by.length > 0);
    const inPart = decided.filter(({ note }) => note !== undefined);
    const not = all.filter(({ by, note }) => by.length === 0 && note !== undefined);
    return `Policies decide ${decided.length}, of which ${inPart.length} in part; inputs cannot tell ${not.length}.`;
}

function severitiesOf(all: readonly Standing[], { asOf, source }: Severities): string {
    const unread = all.filter(({ severity }) => severity === undefined).map(({ id }) => id);
    return [
        `[Severities](${source}) as of ${asOf}; those of newer controls are of their own pages.`,
        ...(unread.length === 0 ? [] : [`That of ${unread.join(" and ")} could not be read.`]),
    ].join(" ");
}

function policyPage(policy: Policy): string {
    const isRepaired = policy.kind === "resource" && policy.remediation !== undefined;
    const options = Object.entries(policy.options ?? {});
    return page(
        `# ${policy.title}`,
        `\`${policy.id}\`: severity ${policy.severity}, ${LEVELS[defaultLevel(policy)]}`,
        policy.why,
        "## Fix",
        policy.fix.text,
        `\`\`\`typescript\n${policy.fix.example}\n\`\`\``,
        "## How it is judged",
        ...demandOf(policy),
        policy.kind === "resource"
            ? "From the inputs of each resource alone, before it is created or changed:"
            : "From the inputs of the resource and of those that belong to it, once all are registered: it blocks a preview, but cannot stop an update that runs without one.",
        policy.types.map((type) => (type === EVERY_AWS_TYPE ? "- every type of AWS" : `- \`${type}\``)).join("\n"),
        "What is not known before the update leaves it undetermined, which is advisory and names the value.",
        ...(isRepaired ? ["Level `remediate` repairs what it finds."] : []),
        ...(options.length === 0
            ? []
            : [
                  "## Options",
                  table(
                      ["Option", "Default", "May be", "What it sets"],
                      options.map(([name, option]) => [
                          `\`${name}\``,
                          `\`${JSON.stringify(option.default)}\``,
                          acceptedBy(option.schema),
                          option.schema.description,
                      ]),
                  ),
              ]),
        "## Controls",
        controlsOf(policy.controls)
            .map(
                ({ framework, id }) =>
                    `- ${framework.title} ${framework.version} `.trimEnd() + ` ${linkToControl(framework, id)}`,
            )
            .join("\n"),
    );
}

/** What an option may be, by its schema. */
function acceptedBy({ type, minimum, maximum, enum: words, items }: Option<unknown>["schema"]): string {
    if (type === "integer") {
        return `${minimum} to ${maximum}`;
    }
    if (type === "array" && typeof items === "object" && "pattern" in items) {
        return `texts that fit \`${String(items.pattern)}\``;
    }
    return (words ?? [true, false]).map((word) => `\`${JSON.stringify(word)}\``).join(", ");
}

const LEVELS = {
    mandatory: "mandatory by default: a violation blocks.",
    advisory: "advisory by default: a violation is a warning.",
    disabled: "disabled by default: it judges only where a level is given.",
};

function demandOf(policy: Policy): readonly string[] {
    if (policy.kind !== "resource" || policy.demand === undefined) {
        return [];
    }
    const { of, to, byDefault } = policy.demand;
    const absent = byDefault === undefined ? "" : ` Where it is not given, it is judged as \`${String(byDefault)}\`.`;
    return [`${of.map((path) => `\`${path}\``).join(" or ")} must be ${to}.${absent}`];
}

function linkTo({ id }: Policy): string {
    return `[\`${id}\`](policies/${id}.md)`;
}

function linkToControl(framework: Framework, id: string): string {
    return `[${id}](${pageOf({ framework, id })})`;
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const cells = rows.map((row) => row.map((cell) => cell.replaceAll("|", "\\|")));
    return markdown([head, head.map(() => "---"), ...cells]);
}

function page(...parts: readonly string[]): string {
    return `<!-- Written by \`UPDATE_README=1 npx mocha tests/policy-pack/pages.test.ts\`, not by hand. -->\n\n${parts.join("\n\n")}\n`;
}
