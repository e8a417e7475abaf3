import { readFileSync } from "node:fs";
import AjvDraft4 from "ajv-draft-04";
import addFormats from "ajv-formats";

/** What is read of a report in tests; the schema says that the rest is right. */
export interface SarifRun {
    tool: { driver: { name: string; rules: SarifRule[] } };
    automationDetails: { id: string };
    invocations: { executionSuccessful: boolean; toolExecutionNotifications: { level: string; message: Text }[] }[];
    results: SarifResult[];
}

interface Text {
    text: string;
}

export interface SarifRule {
    id: string;
    name: string;
    shortDescription: Text;
    fullDescription: Text;
    help: Text & { markdown: string };
    helpUri?: string;
    defaultConfiguration: { level: string };
    properties: { tags: string[]; "security-severity"?: string };
}

interface SarifPlace {
    physicalLocation: {
        artifactLocation: { uri: string; uriBaseId: string };
        region: { startLine: number; startColumn: number };
    };
    logicalLocations?: { fullyQualifiedName: string }[];
    message?: Text;
}

export interface SarifResult {
    ruleId: string;
    ruleIndex: number;
    kind: string;
    level: string;
    message: Text;
    locations: SarifPlace[];
    relatedLocations?: SarifPlace[];
    partialFingerprints: Record<string, string>;
    suppressions?: { kind: string; justification: string }[];
    baselineState?: string;
}

const schema = JSON.parse(
    readFileSync(require.resolve("@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"), "utf8"),
) as object;
// A pattern of the schema is none with the flag u.
const ajv = new AjvDraft4({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats(ajv);
const validate = ajv.compile(schema);

/** The only run of a report; throws where the report is no SARIF 2.1.0 by the standard's own schema. */
export function readSarif(text: string): SarifRun {
    const report = JSON.parse(text) as { runs: [SarifRun] };
    if (!validate(report)) {
        throw new Error(ajv.errorsText(validate.errors));
    }
    return report.runs[0];
}
