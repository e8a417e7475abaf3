import type { Truth, Value } from "../evaluation";

/** Asks a question of what a setting holds as JSON text; undetermined where it is no JSON. */
export function judgeJson(setting: Value, judge: (content: unknown) => Truth): Truth {
    return setting.judgeText((text) => {
        const content = parsed(text);
        return content === undefined ? "undetermined" : judge(content);
    });
}

/** What lies at a path of plain data, if there is such a path. */
export function at(content: unknown, ...path: readonly string[]): unknown {
    return path.reduce<unknown>(
        (value, key) =>
            typeof value === "object" && value !== null && Object.hasOwn(value, key)
                ? (value as Record<string, unknown>)[key]
                : undefined,
        content,
    );
}

function parsed(text: string): unknown {
    try {
        return JSON.parse(text) as unknown;
    } catch {
        return undefined;
    }
}
