import type { Preview } from "../model";
import { renderCsv } from "./csv";
import { gitlabParts } from "./gitlab";
import { renderHtml } from "./html/page";
import { jsonReportParts } from "./json";
import { junitParts } from "./junit";
import { renderMarkdown } from "./markdown";
import type { Whereabouts } from "./places";
import { sarifParts } from "./sarif";
import { renderStatesText } from "./states/text";
import { renderTree, type TreeOptions } from "./tree";

export interface ReportOptions extends TreeOptions {
    /** Default: paths are seen from the project's folder. */
    where?: Whereabouts;
}

/** Makes a text of a preview, and does nothing else. */
export type Renderer = (preview: Preview, options: ReportOptions) => string;

/** The parts of a text, each made as it is asked for: of many states a report may be larger than what it is made of. */
type PartsRenderer = (preview: Preview, options: ReportOptions) => Iterable<string>;

/** Every report there is: a new one is a function in a file of its own, and a line here. */
export const PARTS = {
    text: inOne((preview: Preview, options: ReportOptions) =>
        preview.stacks === undefined
            ? renderTree(preview, options)
            : renderStatesText(preview, preview.stacks, options),
    ),
    json: jsonReportParts,
    sarif: sarifParts,
    junit: junitParts,
    gitlab: gitlabParts,
    md: inOne(renderMarkdown),
    html: inOne(renderHtml),
    csv: inOne(renderCsv),
} as const satisfies Record<string, PartsRenderer>;

export type ReportFormat = keyof typeof PARTS;
export const REPORT_FORMATS = Object.keys(PARTS) as ReportFormat[];

/** The same, each as one text. */
export const RENDERERS = {
    text: whole(PARTS.text),
    json: whole(PARTS.json),
    sarif: whole(PARTS.sarif),
    junit: whole(PARTS.junit),
    gitlab: whole(PARTS.gitlab),
    md: whole(PARTS.md),
    html: whole(PARTS.html),
    csv: whole(PARTS.csv),
} as const satisfies Record<ReportFormat, Renderer>;

function whole<Given extends unknown[]>(parts: (...given: Given) => Iterable<string>): (...given: Given) => string {
    return (...given) => [...parts(...given)].join("");
}

function inOne<Given extends unknown[]>(render: (...given: Given) => string): (...given: Given) => Iterable<string> {
    return function* (...given) {
        yield render(...given);
    };
}
