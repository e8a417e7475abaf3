import type { Finding, Preview, Severity } from "../model";
import { resourceText } from "./findings";
import { fingerprintsOf } from "./fingerprints";
import { jsonText } from "./jsonText";
import { placesOf, type Whereabouts } from "./places";
import { cleanLine } from "./text";
import { weightOf, worstFirst } from "./totals";

const SEVERITIES: Record<Severity, string> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };

/**
 * GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. What blocks
 * nothing, because it is not decided yet or waived, is `info`.
 */
export function renderGitlab(preview: Preview, { where }: { where?: Whereabouts }): string {
    const fingerprints = fingerprintsOf(preview.findings);
    const issues = worstFirst(preview.findings).map((finding) => {
        const { path, line } = placesOf(finding, where).primary;
        return {
            description: descriptionOf(finding),
            check_name: cleanLine(finding.policy),
            fingerprint: fingerprints.get(finding),
            severity: severityOf(finding),
            location: { path, lines: { begin: line } },
        };
    });
    return jsonText(issues);
}

function severityOf(finding: Finding): string {
    const weight = weightOf(finding);
    if (weight === "undetermined" || weight === "waived") {
        return "info";
    }
    return finding.severity === undefined ? (weight === "mandatory" ? "major" : "minor") : SEVERITIES[finding.severity];
}

function descriptionOf(finding: Finding): string {
    const { urn, description, message, waiver } = finding;
    const about = urn === undefined ? "the stack" : resourceText(urn);
    const said = [description, message, waiver === undefined ? "" : `Waived by ${waiver}`];
    const text = said.map((part) => cleanLine(part).trim()).filter((part) => part !== "");
    return `${weightOf(finding)}: ${about}: ${text.join(" ")}`;
}
