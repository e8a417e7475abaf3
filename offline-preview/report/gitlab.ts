import type { Finding, Preview, Severity } from "../model";
import { aboutText, reasonSentence } from "./findings";
import { fingerprintsOf } from "./fingerprints";
import { jsonParts, Lazily } from "./jsonText";
import { placesOf, type Whereabouts } from "./places";
import { cleanLine } from "./text";
import { isSparedBy, weightOf, weightText, worstFirst } from "./totals";

const SEVERITIES: Record<Severity, string> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };

/**
 * GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format. What blocks
 * nothing, because it is not decided yet, waived, in the baseline, or as before with `--new-only`, is `info`.
 */
export function gitlabParts(preview: Preview, { where }: { where?: Whereabouts }): Iterable<string> {
    const fingerprintOf = fingerprintsOf(preview.findings);
    const issues = new Lazily(worstFirst(preview.findings), (finding) => {
        const { path, line } = placesOf(finding, where).primary;
        return {
            description: descriptionOf(finding),
            check_name: cleanLine(finding.policy),
            fingerprint: fingerprintOf(finding),
            severity: isSparedBy(preview.change, finding) ? "info" : severityOf(finding),
            location: { path, lines: { begin: line } },
        };
    });
    return jsonParts(issues);
}

function severityOf(finding: Finding): string {
    const weight = weightOf(finding);
    if (weight !== "mandatory" && weight !== "advisory") {
        return "info";
    }
    return finding.severity === undefined ? (weight === "mandatory" ? "major" : "minor") : SEVERITIES[finding.severity];
}

function descriptionOf(finding: Finding): string {
    const { description, message } = finding;
    const said = [description, message, reasonSentence(finding)];
    const text = said.map((part) => cleanLine(part).trim()).filter((part) => part !== "");
    return `${weightText(finding)}: ${aboutText(finding)}: ${text.join(" ")}`;
}
