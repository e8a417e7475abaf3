import type { Preview } from "../model";
import { coverageOf, STANDINGS } from "./coverage";

/** The coverage of controls as a table for spreadsheets (RFC 4180): one line for each control. */
export function renderCsv(preview: Preview): string {
    const rows = coverageOf(preview).map(({ framework, control, standing, policies, counts }) => [
        framework,
        control,
        standing,
        String(policies.length),
        ...STANDINGS.map((one) => String(counts[one])),
        policies.join(" "),
    ]);
    const head = ["framework", "control", "standing", "policies", ...STANDINGS, "policy names"];
    return [head, ...rows].map((cells) => `${cells.map(cell).join(",")}\r\n`).join("");
}

/** A spreadsheet must take no text for a formula: an apostrophe before it says that it is text. */
function cell(text: string): string {
    const plain = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
