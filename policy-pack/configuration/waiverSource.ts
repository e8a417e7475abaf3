import { readFileSync } from "node:fs";
import { dirname, isAbsolute, join, sep } from "node:path";
import { parseYaml, yamlFault } from "../yaml";
import type { Day } from "../evaluation/dated";
import { isObject } from "./shapes";
import type { Choosable } from "./selector";
import { readWaivers, type ReadWaivers } from "./waivers";

/**
 * What a selection says of waivers: the list itself, or a file that holds it.
 *
 * @param folder The pack's folder: see {@link homeOf}.
 */
export function waiversFrom(
    given: unknown,
    rules: unknown,
    policies: readonly Choosable[],
    today: Day,
    folder: string,
): ReadWaivers {
    if (typeof given !== "string") {
        return readWaivers(given ?? [], rules, policies, today);
    }
    const file = isAbsolute(given) ? given : join(homeOf(folder), given);
    try {
        const { content, lines } = parseWithLines(readFileSync(file, "utf8"));
        if (!isObject(content) || Object.keys(content).join() !== "waivers") {
            return broken(file, 'it must hold "waivers", a list, and nothing else');
        }
        const read = readWaivers(content["waivers"] ?? [], rules, policies, today, (waiver) => lines.get(waiver));
        return { ...read, faults: read.faults.map((fault) => `${file}: ${fault}`) };
    } catch (error) {
        return broken(file, reasonOf(error));
    }
}

/**
 * Where relative paths begin: the pack's folder, or if the pack is installed, the folder that holds `node_modules`, which is
 * where the program's `package.json` lies. The engine does not tell a pack where the program is.
 */
export function homeOf(folder: string): string {
    const modules = `${sep}node_modules`;
    const at = `${folder}${sep}`.indexOf(`${modules}${sep}`);
    return at < 0 ? folder : dirname(folder.slice(0, at + modules.length));
}

function broken(file: string, fault: string): ReadWaivers {
    return { waivers: [], policiesOf: new Map(), faults: [`${file}: ${fault}`] };
}

function reasonOf(error: unknown): string {
    const code = error instanceof Error && "code" in error ? String(error.code) : undefined;
    if (code === "ENOENT") {
        return "there is no such file";
    }
    return code === undefined ? `it is not YAML: ${yamlFault(error)}` : "it cannot be read";
}

/** With the line on which each object begins. */
function parseWithLines(text: string): { content: unknown; lines: WeakMap<object, number> } {
    const lines = new WeakMap<object, number>();
    const open: number[] = [];
    const content = parseYaml(text, (event, state) => {
        if (event === "open") {
            open.push(state.line + 1);
            return;
        }
        const line = open.pop();
        const result: unknown = state.result;
        if (line !== undefined && typeof result === "object" && result !== null && !lines.has(result)) {
            lines.set(result, line);
        }
    });
    return { content, lines };
}
