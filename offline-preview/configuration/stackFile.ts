import { existsSync, readdirSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { didYouMean } from "./closest";
import { refuse, UsageError } from "./errors";
import { fullKey, KEY_FORMS, parseKey } from "./key";
import { pathFault } from "./paths";
import type { Project } from "./project";
import { isMapping, readYaml, type Mapping } from "./yaml";

/** A stack's configuration file as it is written: nothing decrypted, nothing checked against the project. */
export interface StackFile {
    /** The file's name, for messages. */
    label: string;
    /** By full key. */
    values: Map<string, unknown>;
    /** Empty for Pulumi Cloud's own encryption and for passphrases. */
    secretsprovider: string;
    encryptionsalt?: string;
    warnings: string[];
}

const ATTRIBUTES = ["config", "environment", "secretsprovider", "encryptedkey", "encryptionsalt"];

/**
 * Reads Pulumi.<stack>.yaml. A stack without a file is refused, though the CLI would go on with the defaults, because
 * there it must exist in the backend, and here a mistyped name would pass unseen.
 *
 * @throws UsageError where the stack's name or the file cannot be used.
 */
export function readStackFile(project: Project, stack: string, configFile?: string): StackFile {
    checkStackName(stack);
    const file = configFile ?? stackFilePath(project, stack);
    if (configFile === undefined && !existsSync(file)) {
        throw new UsageError([missing(project, stack, file)]);
    }
    const label = basename(file);
    const content = readYaml(file) ?? {};
    if (!isMapping(content)) {
        throw new UsageError([`${label}: must be a mapping with 'config'`]);
    }
    const { config = {}, secretsprovider, encryptionsalt } = content;
    return {
        label,
        values: readValues(config ?? {}, label, project.name),
        secretsprovider: typeof secretsprovider === "string" ? secretsprovider : "",
        ...(typeof encryptionsalt === "string" ? { encryptionsalt } : {}),
        warnings: [
            ...unknownAttributes(content, label),
            ...emptyValues(config, label),
            ...unreadEnvironments(content.environment, label),
        ],
    };
}

function checkStackName(stack: string): void {
    if (stack.includes("/")) {
        throw new UsageError([
            `stack name '${stack}': give the stack's own name '${stack.split("/").pop() ?? ""}', without organization and project`,
        ]);
    }
    if (!/^[A-Za-z0-9_.-]{1,100}$/.test(stack)) {
        throw new UsageError([
            `stack name '${stack}' must have 1 to 100 letters, digits, hyphens, underscores and periods`,
        ]);
    }
}

function stackFilePath(project: Project, stack: string): string {
    return join(project.stackConfigDir, `Pulumi.${stack}${extname(project.file)}`);
}

function missing(project: Project, stack: string, file: string): string {
    const stacks = stacksWithFile(project);
    const others =
        stacks.length === 0
            ? "No stack has a file there"
            : `Stacks with a file there: ${stacks.join(", ")}${didYouMean(stack, stacks)}`;
    return (
        `stack '${stack}' has no file ${basename(file)} in ${project.stackConfigDir}. ${others}. ` +
        `Create it with 'pulumi stack init ${stack}', or as an empty file where the defaults of ${basename(project.file)} are enough`
    );
}

/**
 * The stacks that have a file. As the CLI does: a stack's file has the ending of the project's.
 *
 * @throws UsageError where the folder of the stack files is missing.
 */
export function stacksWithFile(project: Project): string[] {
    const fault = pathFault(project.stackConfigDir, project.root, "folder");
    refuse(
        fault === undefined
            ? []
            : [`${basename(project.file)}: 'stackConfigDir' names ${project.stackConfigDir}: ${fault}`],
    );
    const extension = extname(project.file);
    return readdirSync(project.stackConfigDir)
        .filter((name) => name.startsWith("Pulumi.") && name.endsWith(extension) && name !== `Pulumi${extension}`)
        .map((name) => name.slice("Pulumi.".length, -extension.length))
        .sort();
}

function readValues(config: unknown, label: string, project: string): Map<string, unknown> {
    if (!isMapping(config)) {
        throw new UsageError([`${label}: 'config' must be a mapping of keys to values`]);
    }
    const values = new Map<string, unknown>();
    const problems: string[] = [];
    for (const [written, value] of Object.entries(config)) {
        const key = parseKey(written, project);
        if (key === undefined) {
            problems.push(`${label}: config key '${written}' cannot be read: ${KEY_FORMS}`);
        } else if (values.has(fullKey(key))) {
            problems.push(`${label}: config key '${written}' is there twice, as ${fullKey(key)}: keep one`);
        } else {
            values.set(fullKey(key), value);
        }
    }
    refuse(problems);
    return values;
}

function unknownAttributes(content: Mapping, label: string): string[] {
    return Object.keys(content)
        .filter((attribute) => !ATTRIBUTES.includes(attribute))
        .map((attribute) => `${label}: '${attribute}' is ignored${didYouMean(attribute, ATTRIBUTES)}`);
}

function emptyValues(config: unknown, label: string): string[] {
    return Object.entries(isMapping(config) ? config : {})
        .filter(([, value]) => value === null)
        .map(([key]) => `${label}: '${key}' has no value, which counts as the empty text: write "" to say so`);
}

function unreadEnvironments(environment: unknown, label: string): string[] {
    if (environment === undefined || environment === null) {
        return [];
    }
    const names = Array.isArray(environment) ? environment.filter((name) => typeof name === "string") : [];
    return [
        `${label}: values of Pulumi ESC are not read offline${names.length > 0 ? ` (${names.join(", ")})` : ""}: ` +
            "give those that the program needs with --config key=value",
    ];
}
