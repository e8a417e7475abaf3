import type { Preview } from "../model";
import { renderJson } from "./json";
import { renderTree, type TreeOptions } from "./tree";

/** Makes a text of a preview, and does nothing else. */
export type Renderer = (preview: Preview, options: TreeOptions) => string;

/** Every report there is: a new one is a function in a file of its own, and a line here. */
export const RENDERERS = {
    tree: renderTree,
    json: renderJson,
} as const satisfies Record<string, Renderer>;

export type ReportFormat = keyof typeof RENDERERS;
