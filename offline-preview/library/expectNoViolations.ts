import { AssertionError } from "node:assert";
import { didYouMean } from "../configuration/closest";
import { refuse } from "../configuration/errors";
import type { Finding, Level, PolicyMetadata, Preview } from "../model";
import { paintWith } from "../report/colour";
import { place, resourceText } from "../report/findings";
import { howToMend, policiesByKey, policyKeyOf, policyName } from "../report/policies";
import { verdictLine } from "../report/summary";
import { clean, cleanLine, count, listed } from "../report/text";
import { groupBy, weightOf, WEIGHTS, worstFirst } from "../report/totals";

/** What a stack must keep to. */
export interface Expectations {
    /** `advisory`: violations of advisory policies fail too. Default `mandatory`. */
    level?: Level;
    /** `fail`: what a policy could not decide, as a value is not known before the update, fails too. Default `pass`. */
    undetermined?: "pass" | "fail";
    /** Policies by name, and functions that tell of a finding whether it does not count. Default: none. */
    ignore?: readonly (string | ((finding: Finding) => boolean))[];
}

const CHOICES = { level: ["mandatory", "advisory"], undetermined: ["pass", "fail"] } as const;
const KEYS = [...Object.keys(CHOICES), "ignore"];

/** More are counted: a failed test is read, the whole is in the reports. */
const FINDINGS_SHOWN = 50;
const ERRORS_SHOWN = 10;

/**
 * Fails a test where a stack violates a policy, where the program or a pack failed, and where no pack judged. What is waived
 * never fails.
 *
 * @throws AssertionError, of node:assert, whose message lists what is violated, by which resource, where, and how to mend it.
 * It shows no secret. UsageError for a mistake in the expectations, such as a policy that no pack has.
 */
export function expectNoViolations(preview: Preview, expectations: Expectations = {}): void {
    refuse(problemsOf(preview, expectations));
    const parts = [...failures(preview), ...violations(preview, expectations)];
    if (parts.length > 0) {
        throw new AssertionError({
            message: parts.join("\n\n"),
            operator: "fail",
            stackStartFn: expectNoViolations,
        });
    }
}

/** What types refuse too, for those who test in JavaScript: each would let a stack pass that should not. */
function problemsOf(preview: Preview, expectations: Expectations): string[] {
    if (!Array.isArray((preview as Partial<Preview> | undefined)?.findings)) {
        return ["expectNoViolations: the first argument is no preview; write `await preview({ ... })`"];
    }
    const given = Object.entries(expectations);
    const unknown = given.filter(([key]) => !KEYS.includes(key)).map(([key]) => key);
    const wrong = Object.entries(CHOICES).filter(([key, choices]) => {
        const value: unknown = expectations[key as keyof typeof CHOICES];
        return value !== undefined && !(choices as readonly unknown[]).includes(value);
    });
    const names = new Set([
        ...preview.packs.flatMap(({ policies }) => policies.map(({ name }) => name)),
        ...preview.findings.map(({ policy }) => policy),
    ]);
    // A pack that did not start tells of no policies.
    const strangers = (expectations.ignore ?? []).filter(
        (ignored) => typeof ignored === "string" && names.size > 0 && !names.has(ignored),
    ) as string[];
    return [
        ...unknown.map((key) => `expectNoViolations: there is no option '${key}'${didYouMean(key, KEYS)}`),
        ...wrong.map(([key, choices]) => `expectNoViolations: '${key}' must be ${listed(choices)}`),
        ...strangers.map((name) => `expectNoViolations: no pack has the policy '${name}'${didYouMean(name, names)}`),
    ];
}

/** Why it is not known whether there are more violations. */
function failures(preview: Preview): string[] {
    const { verdict, packs, diagnostics } = preview;
    if (verdict === "program-failed" || verdict === "pack-failed") {
        const errors = [
            ...new Set(diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message)),
        ];
        const left = errors.length - ERRORS_SHOWN;
        return [
            `${titleOf(preview)}: ${verdictLine(preview, paintWith(false))}`,
            ...errors.slice(0, ERRORS_SHOWN).map((message) => clean(message).trim()),
            ...(left > 0 ? [`and ${count(left, "more error")}`] : []),
        ];
    }
    return packs.length === 0 ? [`${titleOf(preview)}: nothing judged it; name a pack in \`policyPacks\`.`] : [];
}

function violations(preview: Preview, expectations: Expectations): string[] {
    const { level = "mandatory", undetermined = "pass", ignore = [] } = expectations;
    const failing = new Set([
        "mandatory",
        ...(level === "advisory" ? ["advisory"] : []),
        ...(undetermined === "fail" ? ["undetermined"] : []),
    ]);
    const isIgnored = (finding: Finding): boolean =>
        ignore.some((ignored) => (typeof ignored === "string" ? ignored === finding.policy : ignored(finding)));
    const found = worstFirst(preview.findings).filter(
        (finding) => failing.has(weightOf(finding)) && !isIgnored(finding),
    );
    if (found.length === 0) {
        return [];
    }
    const amounts = WEIGHTS.map((weight) => [found.filter((finding) => weightOf(finding) === weight).length, weight])
        .filter(([amount]) => amount !== 0)
        .map((words) => words.join(" "));
    const policies = policiesByKey(preview);
    const left = found.length - FINDINGS_SHOWN;
    return [
        `${titleOf(preview)} has ${amounts.join(", ")} ${found.length === 1 ? "finding" : "findings"}:`,
        ...groupBy(found.slice(0, FINDINGS_SHOWN), (finding) => `${policyKeyOf(finding)} ${weightOf(finding)}`).map(
            (group) => policyText(group, policyName(group[0], preview), policies.get(policyKeyOf(group[0]))),
        ),
        ...(left > 0 ? [`and ${left} more`] : []),
    ];
}

function titleOf({ project, stack }: Preview): string {
    return `${cleanLine(project)} (${cleanLine(stack)})`;
}

function policyText(group: readonly [Finding, ...Finding[]], name: string, policy: PolicyMetadata | undefined): string {
    const [first] = group;
    const { severity, description } = first;
    const weight = [weightOf(first), ...(severity === undefined ? [] : [severity])].join(", ");
    return [
        `${cleanLine(name)} (${weight}): ${cleanLine(description).trim()}`,
        ...group.flatMap((finding) => findingLines(finding, policy)),
    ].join("\n");
}

function findingLines(finding: Finding, policy: PolicyMetadata | undefined): string[] {
    const { urn, source, component } = finding;
    const where = [
        urn === undefined ? "the stack" : resourceText(urn),
        ...(source === undefined ? [] : [place(source)]),
        ...(component === undefined ? [] : [`in ${resourceText(component.urn)}`]),
        ...(component?.source === undefined ? [] : [place(component.source)]),
    ];
    const fix = clean(howToMend(finding, policy)).trim();
    return [`  ${where.join(", ")}`, ...(fix === "" ? [] : fix.split("\n").map((line) => `    ${line}`))];
}
