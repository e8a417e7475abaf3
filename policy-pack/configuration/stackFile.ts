import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { parseYaml, yamlFault } from "../yaml";
import { isObject } from "./shapes";

export interface StackFile {
    /** By whole key, as the engine gives it to a pack: a structured value as JSON. */
    readonly config: Readonly<Record<string, string>>;
    /** It imports environments, which only the Pulumi service knows. */
    readonly hasEnvironments: boolean;
}

/**
 * Reads a stack's file, `Pulumi.<stack>.yaml`, over what the project beside it says for all stacks.
 *
 * @throws an error with what is wrong.
 */
export function readStackFile(path: string, read: (path: string) => string): StackFile {
    const stack = objectIn(path, read);
    const project = ["Pulumi.yaml", "Pulumi.yml"].map((name) => join(dirname(path), name)).find(existsSync);
    const shared = project === undefined ? {} : configIn(objectIn(project, read));
    const common = Object.entries(shared).map(([key, said]): [string, unknown] => [
        key,
        isObject(said) ? said["value"] : said,
    ]);
    const all = [...common, ...Object.entries(configIn(stack))].filter(([, value]) => value !== undefined);
    return {
        config: Object.fromEntries(
            all.map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
        ),
        hasEnvironments: stack["environment"] !== undefined,
    };
}

function configIn(file: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return isObject(file["config"]) ? file["config"] : {};
}

function objectIn(path: string, read: (path: string) => string): Readonly<Record<string, unknown>> {
    let content: unknown;
    const text = read(path);
    try {
        content = parseYaml(text) ?? {};
    } catch (error) {
        throw new Error(`${path} is not YAML: ${yamlFault(error)}`);
    }
    if (!isObject(content)) {
        throw new Error(`${path} holds no configuration of a stack`);
    }
    return content;
}
