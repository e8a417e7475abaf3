import type { Preview } from "../model";
import { renderCsv } from "./csv";
import { renderGitlab } from "./gitlab";
import { renderHtml } from "./html/page";
import { renderJson } from "./json";
import { renderJunit } from "./junit";
import { renderMarkdown } from "./markdown";
import type { Whereabouts } from "./places";
import { renderSarif } from "./sarif";
import { renderStatesText } from "./states/text";
import { renderTree, type TreeOptions } from "./tree";

export interface ReportOptions extends TreeOptions {
    /** Default: paths are seen from the project's folder. */
    where?: Whereabouts;
}

/** Makes a text of a preview, and does nothing else. */
export type Renderer = (preview: Preview, options: ReportOptions) => string;

/** Every report there is: a new one is a function in a file of its own, and a line here. */
export const RENDERERS = {
    text: (preview, options) =>
        preview.stacks === undefined
            ? renderTree(preview, options)
            : renderStatesText(preview, preview.stacks, options),
    json: renderJson,
    sarif: renderSarif,
    junit: renderJunit,
    gitlab: renderGitlab,
    md: renderMarkdown,
    html: renderHtml,
    csv: renderCsv,
} as const satisfies Record<string, Renderer>;

export type ReportFormat = keyof typeof RENDERERS;
export const REPORT_FORMATS = Object.keys(RENDERERS) as ReportFormat[];
