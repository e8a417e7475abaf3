import type { Finding, JudgedStack, PolicyPackSummary, Preview } from "../model";
import { aboutText, reasonOf } from "./findings";
import { kindInWords } from "./kinds";
import { placesOf, type Whereabouts } from "./places";
import { policyKey, policyKeyOf } from "./policies";
import { stackName } from "./states/stacks";
import { cleanLine } from "./text";
import { groupBy, isSparedBy, weightOf, weightText, worstFirst, type Weight } from "./totals";
import { xmlText } from "./xmlText";

/** A test case before it is written. `problem`: an element inside it, by its name. */
interface Case {
    className: string;
    name: string;
    place?: { path: string; line: number };
    problem?: { element: "failure" | "error" | "skipped"; message: string; text?: string };
    /** Said of a case whatever becomes of it. */
    output?: string;
}

/**
 * JUnit's XML: a suite for each pack and a case for each policy that is on. Tools count cases and follow them by name from
 * run to run, so that policies, which stay, say more than resources, which come and go: 3 of 394 failed, 1 of them new.
 * What is advisory fails nothing: it is the output of a case that passes. What could not be decided, is waived or in the
 * baseline, or blocked before already where only what is new blocks, is skipped.
 */
export function* junitParts(preview: Preview, { where }: { where?: Whereabouts }): Generator<string> {
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n';
    for (const lines of preview.stacks === undefined ? suitesOf(preview, where) : stackSuites(preview, where)) {
        yield `${lines.join("\n")}\n`;
    }
    yield "</testsuites>\n";
}

function suitesOf(preview: Preview, where: Whereabouts | undefined): string[][] {
    const findings = new Map(groupBy(preview.findings, policyKeyOf).map((group) => [policyKeyOf(group[0]), group]));
    return [
        suite(
            preview,
            preview.project,
            [programCase(preview), ...preview.packs.map((pack) => packCase(preview, pack))],
            true,
        ),
        ...preview.packs.map((pack) => suite(preview, pack.name, casesOf(preview, pack, findings, where), false)),
        ...strangers(preview).map(([pack, found]) =>
            suite(preview, pack, casesOfStrangers(preview, found, where), false),
        ),
    ];
}

function* stackSuites(preview: Preview, where: Whereabouts | undefined): Generator<string[]> {
    for (const stack of preview.stacks ?? []) {
        yield stackSuite(preview, stack, where);
    }
}

/** Of a stack among many: the policies that found something, since all policies for each would be too many cases. */
function stackSuite(preview: Preview, stack: JudgedStack, where: Whereabouts | undefined): string[] {
    const { verdict, findings, diagnostics } = stack;
    const name = stackName(stack);
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    const judged: Case = {
        className: name,
        name: "the state is read and judged",
        ...(verdict === "passed" || verdict === "policy-failed"
            ? {}
            : { problem: { element: "error", message: "Not everything was judged.", text: errors.join("\n") } }),
    };
    const cases = groupBy(findings, policyKeyOf).map((group) => caseOf(preview, name, group[0].policy, group, where));
    return suite(preview, name, [judged, ...cases], false);
}

function programCase(preview: Preview): Case {
    const { verdict, diagnostics, project } = preview;
    const { goesWell, runs } = kindInWords(preview);
    const errors = diagnostics.filter(({ severity }) => severity === "error").map(({ message }) => message);
    return {
        className: project,
        name: goesWell,
        ...(verdict === "program-failed"
            ? { problem: { element: "error" as const, message: `The ${runs} failed.`, text: errors.join("\n") } }
            : {}),
    };
}

function packCase({ project }: Preview, { name, broke }: PolicyPackSummary): Case {
    return {
        className: project,
        name: `policy pack ${name} judges all`,
        ...(broke ? { problem: { element: "error" as const, message: "It broke: not everything was judged." } } : {}),
    };
}

function casesOf(
    preview: Preview,
    pack: PolicyPackSummary,
    findings: ReadonlyMap<string, readonly Finding[]>,
    where: Whereabouts | undefined,
): Case[] {
    const isOn = pack.policies.filter(({ level }) => level !== "disabled");
    return isOn.map(({ name }) =>
        caseOf(preview, pack.name, name, findings.get(policyKey(pack.name, name)) ?? [], where),
    );
}

/** Findings of policies that no pack lists as being on: dropped they must not be. */
function strangers({ packs, findings }: Preview): [string, Finding[]][] {
    const known = new Set(
        packs.flatMap((pack) =>
            pack.policies.filter(({ level }) => level !== "disabled").map(({ name }) => policyKey(pack.name, name)),
        ),
    );
    const unknown = findings.filter((finding) => !known.has(policyKeyOf(finding)));
    return groupBy(unknown, ({ pack }) => pack.name).map((group) => [group[0].pack.name, group]);
}

function casesOfStrangers(preview: Preview, findings: readonly Finding[], where: Whereabouts | undefined): Case[] {
    return groupBy(findings, ({ policy }) => policy).map((group) =>
        caseOf(preview, group[0].pack.name, group[0].policy, group, where),
    );
}

const ELEMENTS = {
    mandatory: "failure",
    advisory: undefined,
    undetermined: "skipped",
    waived: "skipped",
    baselined: "skipped",
} as const satisfies Record<Weight, string | undefined>;

function caseOf(
    { change }: Preview,
    pack: string,
    policy: string,
    findings: readonly Finding[],
    where: Whereabouts | undefined,
): Case {
    const isSpared = (finding: Finding): boolean => isSparedBy(change, finding);
    const sorted = worstFirst(findings);
    const worst = sorted.find((finding) => !isSpared(finding)) ?? sorted[0];
    if (worst === undefined) {
        return { className: pack, name: policy };
    }
    const weight = weightOf(worst);
    const element = weight === "mandatory" && isSpared(worst) ? "skipped" : ELEMENTS[weight];
    const isProblem = (finding: Finding): boolean =>
        element !== undefined && weightOf(finding) === weight && isSpared(finding) === isSpared(worst);
    const textOf = (some: readonly Finding[]): string =>
        some.map((finding) => findingText(finding, where)).join("\n\n");
    const output = textOf(findings.filter((finding) => !isProblem(finding)));
    return {
        className: pack,
        name: policy,
        place: placesOf(worst, where).primary,
        ...(element === undefined
            ? {}
            : {
                  problem: {
                      element,
                      message: `${weightText(worst)}: ${worst.description}`,
                      text: textOf(findings.filter(isProblem)),
                  },
              }),
        ...(output === "" ? {} : { output }),
    };
}

function findingText(finding: Finding, where: Whereabouts | undefined): string {
    const { severity, message } = finding;
    const { path, line } = placesOf(finding, where).primary;
    const place = finding.stack === undefined ? `${path}:${line}` : undefined;
    const head = [weightText(finding), severity, aboutText(finding), place];
    return [
        head.filter((part) => part !== undefined).join("  "),
        ...[message, reasonOf(finding)].filter((part) => part !== ""),
    ].join("\n");
}

/** `isRun`: it tells how long the whole run took, which no policy's suite does. */
function suite({ stack, durations }: Preview, name: string, cases: readonly Case[], isRun: boolean): string[] {
    const amount = (element: string): number => cases.filter(({ problem }) => problem?.element === element).length;
    const attributes = {
        name: stack === "" ? name : `${name} (${stack})`,
        tests: String(cases.length),
        failures: String(amount("failure")),
        errors: String(amount("error")),
        skipped: String(amount("skipped")),
        time: isRun ? (durations.total / 1000).toFixed(3) : "0",
    };
    return [`  <testsuite${attributesOf(attributes)}>`, ...cases.flatMap(caseLines), "  </testsuite>"];
}

function caseLines({ className, name, place, problem, output }: Case): string[] {
    const attributes = {
        classname: className,
        name,
        time: "0",
        ...(place === undefined ? {} : { file: place.path, line: String(place.line) }),
    };
    const inner = [
        ...(problem === undefined
            ? []
            : [
                  `      <${problem.element}${attributesOf({ message: problem.message })}>` +
                      `${xmlText(problem.text ?? "")}</${problem.element}>`,
              ]),
        ...(output === undefined ? [] : [`      <system-out>${xmlText(output)}</system-out>`]),
    ];
    const head = `    <testcase${attributesOf(attributes)}`;
    return inner.length === 0 ? [`${head}/>`] : [`${head}>`, ...inner, "    </testcase>"];
}

function attributesOf(attributes: Readonly<Record<string, string>>): string {
    return Object.entries(attributes)
        .map(([name, value]) => ` ${name}="${xmlText(cleanLine(value))}"`)
        .join("");
}
