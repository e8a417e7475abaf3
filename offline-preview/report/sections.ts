import type { Diagnostic, Finding, PolicyPackSummary, Preview } from "../model";
import { isMap, type PropertyValue } from "../values";
import type { Paint, Style } from "./colour";
import { resourceText } from "./findings";
import { clean, cleanLine, count, displayWidth, padTo, wrap } from "./text";
import { countByWeight, WEIGHTS } from "./totals";

const INDENT = "    ";

/** Each pack with what it found. */
export function packsSection(preview: Preview, width: number, paint: Paint): string[] {
    if (preview.packs.length === 0) {
        const how = preview.cliRun === undefined ? " Name one with --policy-pack <folder>." : "";
        return [`${paint("bold", "Policy packs:")} none.${how}`];
    }
    const names = preview.packs.map(packText);
    const widest = Math.max(...names.map(displayWidth));
    return [
        paint("bold", "Policy packs:"),
        ...preview.packs.flatMap((pack, index) => {
            const found = countByWeight(preview.findings.filter((finding) => isOf(finding, pack)));
            // After a refusal an update ends; stack policies come last.
            const failed = preview.verdict === "program-failed" || preview.resources.some(({ refused }) => refused);
            const sign =
                pack.broke || found.mandatory > 0
                    ? paint("red", "✗")
                    : failed
                      ? paint("dim", "-")
                      : paint("green", "✓");
            const facts = [
                policiesText(pack),
                ...WEIGHTS.filter((weight) => found[weight] > 0).map((weight) => `${found[weight]} ${weight}`),
                ...(pack.broke ? ["broke: not everything was judged"] : []),
                ...(failed && !pack.broke ? ["the stack was not judged"] : []),
            ];
            const [first = "", ...rest] = wrap(`${padTo(names[index] ?? "", widest)}  ${facts.join(", ")}`, width - 6);
            return [`${INDENT}${sign} ${first}`, ...rest.map((line) => `${INDENT}    ${line}`)];
        }),
    ];
}

function policiesText({ policies }: PolicyPackSummary): string {
    const disabled = policies.filter(({ level }) => level === "disabled").length;
    const text = count(policies.length - disabled, "policy", "policies");
    return disabled === 0 ? text : `${text} (${disabled} disabled)`;
}

function packText({ name, version }: PolicyPackSummary): string {
    return cleanLine(version === "" ? name : `${name}@${version}`);
}

function isOf(finding: Finding, pack: PolicyPackSummary): boolean {
    return finding.pack.name === pack.name && finding.pack.version === pack.version;
}

const DIAGNOSTIC_STYLES = { info: "dim", warning: "yellow", error: "red" } as const satisfies Record<string, Style>;

/** Messages of program, packs and preview in the order they came, each once; debug messages are left to `--json`. */
export function diagnosticsSection(preview: Preview, width: number, paint: Paint): string[] {
    const distinct = new Map<string, { diagnostic: Diagnostic; times: number }>();
    for (const diagnostic of preview.diagnostics) {
        const key = JSON.stringify([diagnostic.severity, diagnostic.urn, diagnostic.message]);
        const seen = distinct.get(key);
        distinct.set(key, { diagnostic, times: (seen?.times ?? 0) + 1 });
    }
    const lines = [...distinct.values()].flatMap(({ diagnostic, times }) =>
        diagnosticLines(diagnostic, times, width, paint),
    );
    return lines.length === 0 ? [] : [paint("bold", "Messages:"), ...lines];
}

function diagnosticLines({ severity, message, urn }: Diagnostic, times: number, width: number, paint: Paint): string[] {
    if (severity === "debug") {
        return [];
    }
    const about = urn === undefined ? "" : ` (${resourceText(urn)})`;
    const repeated = times === 1 ? "" : ` (${times} times)`;
    const [first = "", ...rest] = wrap(`${severity}${about}: ${clean(message).trim()}${repeated}`, width - 6, 2);
    const style = DIAGNOSTIC_STYLES[severity];
    return [
        `${INDENT}${paint(style, first.slice(0, severity.length))}${first.slice(severity.length)}`,
        ...rest.map((line) => `${INDENT}  ${line}`),
    ];
}

/** The stack's outputs in the order of the preview. */
export function outputsSection(preview: Preview, width: number, paint: Paint): string[] {
    const outputs = Object.entries(preview.outputs);
    if (outputs.length === 0) {
        return [];
    }
    const widest = Math.min(32, Math.max(...outputs.map(([name]) => displayWidth(cleanLine(name)))));
    return [
        paint("bold", "Outputs:"),
        ...outputs.flatMap(([name, value]) => {
            const head = `${INDENT}${padTo(cleanLine(name), widest)}: `;
            const [first = "", ...rest] = valueLines(value, width - displayWidth(head));
            return [`${head}${first}`, ...rest.map((line) => `${INDENT}${line}`)];
        }),
    ];
}

/** A printable value, on one line where it fits in `width` columns. */
function valueLines(value: PropertyValue, width: number): string[] {
    const short = inline(value);
    if (displayWidth(short) <= width) {
        return [short];
    }
    if (Array.isArray(value)) {
        return ["[", ...value.flatMap((element) => indented(valueLines(element, width - 4))), "]"];
    }
    if (isMap(value)) {
        return [
            "{",
            ...Object.entries(value).flatMap(([key, element]) => {
                const label = `${cleanLine(key)}: `;
                const [first = "", ...rest] = valueLines(element, width - 4 - displayWidth(label));
                return indented([`${label}${first}`, ...rest]);
            }),
            "}",
        ];
    }
    return [short];
}

function indented(lines: readonly string[]): string[] {
    return lines.map((line) => `${INDENT}${line}`);
}

/** A printable value on one line. */
export function inline(value: PropertyValue): string {
    if (Array.isArray(value)) {
        return `[${value.map(inline).join(", ")}]`;
    }
    if (isMap(value)) {
        const entries = Object.entries(value).map(([key, element]) => `${cleanLine(key)}: ${inline(element)}`);
        return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
    }
    if (typeof value === "string") {
        // What is not known or not shown stands without quotes, unlike a text.
        return /^\[(secret|unknown|asset|archive)\]$/.test(value) ? value : cleanLine(JSON.stringify(value));
    }
    return String(value);
}
