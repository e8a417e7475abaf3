import type * as Yaml from "js-yaml";

/**
 * Reads YAML, and so JSON. Days stay texts. The parser is loaded only where there is something to read: a pack's start is
 * waited for.
 *
 * @throws where it is not YAML.
 */
export function parseYaml(text: string, listener?: Yaml.LoadOptions["listener"]): unknown {
    // eslint-disable-next-line @typescript-eslint/no-require-imports
    const { load, CORE_SCHEMA } = require("js-yaml") as typeof Yaml;
    return load(text, { schema: CORE_SCHEMA, ...(listener === undefined ? {} : { listener }) });
}

/** Why a text is not YAML, on one line: below it the parser shows the place. */
export function yamlFault(error: unknown): string {
    return error instanceof Error ? error.message.replace(/\n[^]*/, "") : String(error);
}
