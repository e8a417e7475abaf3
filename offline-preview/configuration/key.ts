/** A configuration key in full: `aws:region`. */
export interface ConfigKey {
    namespace: string;
    name: string;
}

/**
 * Reads a key as the CLI does: `name` belongs to the project, `namespace:name` is in full, and `namespace:config:name`
 * is the form of older files. Undefined where it is none of them.
 */
export function parseKey(text: string, project: string): ConfigKey | undefined {
    const parts = text.split(":");
    if (parts.some((part) => part === "")) {
        return undefined;
    }
    const [first = "", second = "", third] = parts;
    if (parts.length === 1) {
        return { namespace: project, name: first };
    }
    if (parts.length === 2) {
        return { namespace: first, name: second };
    }
    return parts.length === 3 && second === "config" && third !== undefined
        ? { namespace: first, name: third }
        : undefined;
}

export function fullKey(key: ConfigKey): string {
    return `${key.namespace}:${key.name}`;
}

/** As people write it: without the project's own namespace. */
export function shortKey(full: string, project: string): string {
    return full.startsWith(`${project}:`) ? full.slice(project.length + 1) : full;
}

export const KEY_FORMS = "a key has the form 'name' or 'namespace:name'";
