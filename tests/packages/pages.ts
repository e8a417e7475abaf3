import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadAll } from "js-yaml";
import { REPOSITORY } from "./workspace";

/** A command as a page shows it, without what a comment says of it. */
export interface Command {
    page: string;
    text: string;
}

/** Commands that stand together: one may need what those before it leave. */
export type Block = Command[];

/** Every page that somebody reads, but for the list of changes. */
export const PAGES = readdirSync(REPOSITORY, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => path.endsWith(".md") && !/(^|\/)(node_modules|bin|tests|\.\w+)\/|^CHANGELOG/.test(path))
    .sort();

export function blocksOf(page: string): Block[] {
    const text = readFileSync(join(REPOSITORY, page), "utf8");
    return [...text.matchAll(/^```(\w+)\n([^]*?)^```$/gm)]
        .map(([, language = "", code = ""]) => COMMANDS[language]?.(code) ?? [])
        .map((commands) => commands.map((one) => ({ page, text: one })))
        .filter((block) => block.length > 0);
}

/** Where a language of blocks holds commands. */
const COMMANDS: Record<string, (code: string) => string[]> = {
    sh: linesOf,
    bash: linesOf,
    shell: linesOf,
    console: linesOf,
    yaml: (code) => loadAll(code).flatMap(scriptsIn).flatMap(linesOf),
};

function linesOf(code: string): string[] {
    return code
        .replaceAll(/\\\n\s*/g, "")
        .split("\n")
        .map((line) =>
            line
                .replace(/^\$ /, "")
                .replace(/(^|\s+)# .*$/, "")
                .trim(),
        )
        .filter((line) => line !== "");
}

/** What steps of GitHub run, and jobs of GitLab. */
function scriptsIn(value: unknown): string[] {
    if (typeof value !== "object" || value === null) {
        return [];
    }
    return Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
        key === "run" || key === "script" ? [inner].flat().map(String) : scriptsIn(inner),
    );
}

const CLI = "needs the Pulumi CLI";
/** What is not run here, and why. */
const NOT_RUN: { command: string | RegExp; because: string }[] = [
    { command: /^([A-Z_]+=\S+ )*pulumi /, because: CLI },
    { command: "npm ci && npm run preview", because: "of this repository: tests/docs runs it for the README" },
    { command: "npm test", because: "of this repository: CI runs it" },
    {
        command: "npm run console",
        because: "of this repository: tests/console serves it, and tests/browser looks at it",
    },
    { command: "npm ci && npm run test:packages", because: "of this repository: it runs this test" },
    { command: /^npm pack -w /, because: "of this repository: the tarballs here are made so" },
];

export function whyNotRun({ text }: Command): string | undefined {
    return NOT_RUN.find(({ command }) => (typeof command === "string" ? command === text : command.test(text)))
        ?.because;
}

/** What is said to be left out, and stands on no page. */
export function staleExceptions(commands: readonly Command[]): string[] {
    return NOT_RUN.map(({ command }) => command)
        .filter(
            (command) =>
                !commands.some(({ text }) => (typeof command === "string" ? command === text : command.test(text))),
        )
        .map(String);
}
