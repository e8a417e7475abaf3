import type { Diagnostic, Finding, Level, PolicyMetadata, Preview, Severity } from "../model";
import { nameOf } from "../urn";
import { aboutText, reasonSentence, resourceText } from "./findings";
import { fingerprintsOf } from "./fingerprints";
import { jsonParts, Lazily } from "./jsonText";
import { placesOf, type Place, type Whereabouts } from "./places";
import { policiesByKey, policyKeyOf, webPage } from "./policies";
import { clean, cleanLine, count, percentEncoded, shortened } from "./text";
import { weightOf, worstFirst, type Weight } from "./totals";

/** GitHub refuses a file with more: https://docs.github.com/code-security/code-scanning/troubleshooting-sarif-uploads/results-exceed-limit */
export const RESULTS_LIMIT = 25_000;
const TAGS_LIMIT = 20;
/** Of a rule's name and of its descriptions, as GitHub documents them. */
const NAME_LIMIT = 255;
const DESCRIPTION_LIMIT = 1024;
const TOOL = "pulumi-offline-preview";

/** Numbers by which GitHub shows a rule as critical (over 9), high (7 and over), medium (4 and over) or low. */
const SECURITY_SEVERITY: Record<Severity, string> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.5" };

/** SARIF 2.1.0, for code scanning: each policy a rule, each finding a result, worst first. */
export function sarifParts(preview: Preview, { where }: { where?: Whereabouts }): Iterable<string> {
    return jsonParts(toSarif(preview, where));
}

function toSarif(preview: Preview, where: Whereabouts | undefined) {
    const findings = worstFirst(preview.findings);
    const shown = findings.slice(0, RESULTS_LIMIT);
    const rules = rulesOf(preview, shown);
    const indexes = new Map(rules.map(({ id }, index) => [id, index]));
    const fingerprintOf = fingerprintsOf(preview.findings);
    return {
        $schema: "https://json.schemastore.org/sarif-2.1.0.json",
        version: "2.1.0",
        runs: [
            {
                tool: { driver: { name: TOOL, rules } },
                // One analysis for each stack: GitHub takes a later run of the same id for the newer state.
                automationDetails: {
                    id:
                        preview.stacks === undefined
                            ? `${TOOL}/${cleanLine(preview.project)}/${cleanLine(preview.stack)}/`
                            : `${TOOL}/states/`,
                },
                columnKind: "utf16CodeUnits",
                originalUriBaseIds: { SRCROOT: { description: { text: "The root of the repository." } } },
                invocations: [
                    {
                        executionSuccessful: preview.verdict === "passed" || preview.verdict === "policy-failed",
                        toolExecutionNotifications: notificationsOf(preview.diagnostics, findings.length),
                    },
                ],
                results: new Lazily(shown, (finding) => {
                    const ruleId = ruleIdOf(finding);
                    return {
                        ruleId,
                        ruleIndex: indexes.get(ruleId) ?? -1,
                        ...resultOf(finding, fingerprintOf(finding), where),
                        ...(preview.hasBaseline === true ? baselineStateOf(finding) : {}),
                    };
                }),
            },
        ],
    };
}

function notificationsOf(diagnostics: readonly Diagnostic[], findings: number) {
    const said = diagnostics
        .filter(({ severity }) => severity === "error" || severity === "warning")
        .map(({ severity, message }) => ({ level: severity, message: { text: textOf(message) } }));
    const left = findings - RESULTS_LIMIT;
    const text = `${count(left, "finding")} left out: GitHub takes ${RESULTS_LIMIT} at most. Begin with the worst.`;
    return left > 0 ? [...said, { level: "warning", message: { text } }] : said;
}

/** A rule for each policy that is on; one that could not decide has a second, which GitHub must not show as a violation. */
function rulesOf(preview: Preview, findings: readonly Finding[]) {
    const policies = policiesByKey(preview);
    const rules = new Map<string, ReturnType<typeof ruleOf>>();
    for (const pack of preview.packs) {
        for (const policy of pack.policies.filter(({ level }) => level !== "disabled")) {
            const id = ruleId(pack.name, policy.name);
            rules.set(id, ruleOf(id, policy, "violation"));
        }
    }
    for (const finding of findings) {
        const id = ruleIdOf(finding);
        if (!rules.has(id)) {
            rules.set(id, ruleOf(id, policies.get(policyKeyOf(finding)) ?? unknownPolicy(finding), finding.kind));
        }
    }
    return [...rules.values()];
}

function ruleIdOf({ pack, policy, kind }: Finding): string {
    return `${ruleId(pack.name, policy)}${kind === "undetermined" ? "/undetermined" : ""}`;
}

function ruleId(pack: string, policy: string): string {
    return `${cleanLine(pack)}/${cleanLine(policy)}`;
}

/** What a finding tells of a policy that its pack does not list. */
function unknownPolicy({ policy, level, severity, description }: Finding): PolicyMetadata {
    return { name: policy, kind: "unknown", level, description, tags: [], ...(severity && { severity }) };
}

function ruleOf(id: string, policy: PolicyMetadata, kind: Finding["kind"]) {
    const { severity, remediationSteps, framework } = policy;
    const title = cleanLine(policy.title ?? policy.description) || id;
    const helpUri = webPage(policy.url);
    const control = framework === undefined ? "" : cleanLine([framework.name, framework.reference].join(" ")).trim();
    const help = [textOf(policy.description), clean(remediationSteps ?? ""), control].filter((part) => part !== "");
    const isViolation = kind === "violation";
    return {
        id,
        name: shortened(cleanLine(policy.name), NAME_LIMIT - 1),
        shortDescription: { text: described(isViolation ? title : `Not decided before the update: ${title}`) },
        fullDescription: { text: described(textOf(policy.description)) },
        help: { text: help.join("\n\n"), markdown: help.join("\n\n") },
        ...(helpUri === undefined ? {} : { helpUri }),
        defaultConfiguration: {
            level: isViolation ? levelOf(policy.level === "mandatory" ? "mandatory" : "advisory") : "none",
        },
        properties: {
            tags: [...new Set(["security", ...policy.tags.map(cleanLine)])].slice(0, TAGS_LIMIT),
            ...(isViolation && severity !== undefined ? { "security-severity": SECURITY_SEVERITY[severity] } : {}),
        },
    };
}

function described(text: string): string {
    return shortened(text, DESCRIPTION_LIMIT - 1);
}

function levelOf(level: Level): "error" | "warning" {
    return level === "mandatory" ? "error" : "warning";
}

function resultOf(finding: Finding, fingerprint: string, where: Whereabouts | undefined) {
    const { urn, component, kind, waiver } = finding;
    const reason = waiver ?? reasonSentence(finding);
    const { primary, related } = placesOf(finding, where);
    return {
        // The standard's word for a rule that had too little to decide by; only what failed has a level.
        ...(kind === "undetermined"
            ? { kind: "open", level: "none" }
            : { kind: "fail", level: levelOf(finding.level) }),
        message: { text: messageOf(finding, weightOf(finding)) },
        locations: [
            {
                physicalLocation: physical(primary),
                ...(urn === undefined
                    ? {}
                    : {
                          logicalLocations: [
                              { name: cleanLine(nameOf(urn)), fullyQualifiedName: cleanLine(urn), kind: "resource" },
                          ],
                      }),
            },
        ],
        ...(related === undefined || component === undefined
            ? {}
            : {
                  relatedLocations: [
                      {
                          id: 1,
                          physicalLocation: physical(related),
                          message: { text: `${resourceText(component.urn)} is made here` },
                      },
                  ],
              }),
        ...(finding.isNew === undefined ? {} : { baselineState: finding.isNew ? "new" : "unchanged" }),
        // GitHub reads the first name only.
        partialFingerprints: { primaryLocationLineHash: fingerprint, "pulumiOfflinePreview/v1": fingerprint },
        ...(reason === ""
            ? {}
            : { suppressions: [{ kind: "external", status: "accepted", justification: textOf(reason) }] }),
    };
}

/** Only violations that nobody answers for are compared with a baseline. */
function baselineStateOf(finding: Finding): { baselineState?: "new" | "unchanged" } {
    const weight = weightOf(finding);
    if (weight === "undetermined" || weight === "waived") {
        return {};
    }
    return { baselineState: weight === "baselined" ? "unchanged" : "new" };
}

function messageOf(finding: Finding, weight: Weight): string {
    const { description, message } = finding;
    const about = aboutText(finding).replace(/^the stack/, "The stack");
    const said = [description, message].map((part) => clean(part).trim()).filter((part) => part !== "");
    return `${about}: ${weight === "undetermined" ? "not decided yet: " : ""}${said.join("\n")}`;
}

function physical({ path, line, column }: Place) {
    return {
        artifactLocation: { uri: path.split("/").map(percentEncoded).join("/"), uriBaseId: "SRCROOT" },
        region: { startLine: line, startColumn: column },
    };
}

/** The schema wants some text. */
function textOf(text: string): string {
    return clean(text).trim() || "(no text)";
}
