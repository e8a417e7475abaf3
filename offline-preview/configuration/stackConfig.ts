import { basename } from "node:path";
import { closest, didYouMean } from "./closest";
import { describeType, fits, type ConfigType } from "./configType";
import type { ConfigDeclaration } from "./declarations";
import { refuse } from "./errors";
import { goJson, sortKeys } from "./goJson";
import { fullKey, KEY_FORMS, parseKey, shortKey } from "./key";
import type { Project } from "./project";
import { meantSetting } from "./providerSettings";
import { decryptValues, holdsSecret, type PassphraseOptions } from "./secrets";
import { readStackFile, type StackFile } from "./stackFile";
import { isMapping } from "./yaml";

export interface StackConfigOptions extends PassphraseOptions {
    /** `key=value` of each --config, which win over the stack file. */
    overrides?: string[];
    /** Another file than Pulumi.<stack>.yaml. */
    configFile?: string;
}

/** The configuration of one stack as the SDK wants it. */
export interface StackConfig {
    /** By full key (`namespace:name`); objects, arrays, numbers and booleans as JSON text. */
    values: Record<string, string>;
    /** Full keys whose values are secret, or hold a secret. */
    secretKeys: string[];
    /** What of them is secret: the encrypted parts of a value, or all of one that is given for an encrypted one. */
    secretTexts: string[];
    /** What is likely a mistake and does not stop the preview. */
    warnings: string[];
}

/**
 * Reads the configuration of a stack by the rules of the CLI: what the stack file does not set comes from the project's
 * schema, and every value is checked against it.
 *
 * @throws UsageError with every problem: missing and ill-typed values, undeclared overrides, secrets that cannot be read.
 */
export function readStackConfig(project: Project, stack: string, options: StackConfigOptions = {}): StackConfig {
    const file = readStackFile(project, stack, options.configFile);
    const problems: string[] = [];
    const warnings = [...project.warnings, ...file.warnings];
    const overrides = readOverrides(options.overrides ?? [], project.name, problems);

    const entries = new Map<string, Entry>();
    for (const [key, value] of file.values) {
        entries.set(key, { value, secret: holdsSecret(value), from: "file" });
    }
    for (const [key, value] of overrides) {
        entries.set(key, { value, secret: entries.get(key)?.secret ?? false, from: "override" });
    }
    for (const { key, fallback } of project.config) {
        if (fallback !== undefined && !entries.has(key)) {
            entries.set(key, { value: fallback, secret: false, from: "project" });
        }
    }

    const encrypted = [...entries].filter(([, entry]) => entry.secret && entry.from === "file").map(([key]) => key);
    const decryption = decryptValues(encrypted, file, project.name, options);
    problems.push(...decryption.problems);
    for (const [key, value] of decryption.values) {
        entries.set(key, { value, secret: true, from: "file" });
    }
    const unreadable = new Set(encrypted.filter((key) => !decryption.values.has(key)));
    checkDeclared(entries, project, file, problems, warnings);
    checkProviderSettings(entries, project, file, problems, warnings);
    checkValues(entries, project, stack, file, unreadable, problems);
    refuse(problems);
    return { ...texts(entries, project, decryption.texts), warnings };
}

interface Entry {
    /** As YAML gives it; text for an override. */
    value: unknown;
    /** Encrypted in the stack file, as a whole or somewhere inside. */
    secret: boolean;
    from: "file" | "override" | "project";
}

function readOverrides(overrides: string[], project: string, problems: string[]): Map<string, string> {
    const values = new Map<string, string>();
    for (const override of overrides) {
        const sign = override.indexOf("=");
        const written = sign < 0 ? override : override.slice(0, sign);
        const key = parseKey(written, project);
        if (sign < 0) {
            problems.push(`--config ${written}: write it as --config ${written}=<value>`);
        } else if (key === undefined) {
            problems.push(`--config ${written}: ${KEY_FORMS}`);
        } else {
            values.set(fullKey(key), override.slice(sign + 1));
        }
    }
    return values;
}

/** Keys of the project that its schema does not know: surely a mistake on the command line, likely one in the file. */
function checkDeclared(
    entries: Map<string, Entry>,
    project: Project,
    file: StackFile,
    problems: string[],
    warnings: string[],
): void {
    const declared = project.config.filter(({ own }) => own).map(({ key }) => shortKey(key, project.name));
    if (declared.length === 0) {
        return;
    }
    for (const [key, { from }] of entries) {
        const name = shortKey(key, project.name);
        if (key !== name && !declared.includes(name)) {
            const fault = `'${name}' is not declared in ${basename(project.file)}${didYouMean(name, declared)}`;
            if (from === "override") {
                problems.push(`--config ${name}: ${fault}`);
            } else {
                warnings.push(`${file.label}: ${fault}`);
            }
        }
    }
}

/** Keys of other namespaces: what a provider's package does not declare, and is close to what it does. */
function checkProviderSettings(
    entries: Map<string, Entry>,
    project: Project,
    file: StackFile,
    problems: string[],
    warnings: string[],
): void {
    for (const [full, { from }] of entries) {
        const key = parseKey(full, project.name);
        const meant =
            key === undefined || key.namespace === project.name
                ? undefined
                : meantSetting(key, project.name, project.programDir);
        if (meant === undefined) {
            continue;
        }
        const fault = `nobody reads '${full}' (did you mean '${meant}'?)`;
        if (from === "override") {
            problems.push(`--config ${full}: ${fault}`);
        } else {
            warnings.push(`${from === "file" ? file.label : basename(project.file)}: ${fault}`);
        }
    }
}

function checkValues(
    entries: Map<string, Entry>,
    project: Project,
    stack: string,
    file: StackFile,
    unreadable: Set<string>,
    problems: string[],
): void {
    for (const declaration of project.config.filter(({ own }) => own)) {
        const entry = entries.get(declaration.key);
        if (entry === undefined) {
            problems.push(missingValue(declaration, project, stack, file) + typoOf(declaration, entries, project));
        } else if (declaration.type !== undefined && !unreadable.has(declaration.key)) {
            const problem = valueProblem(declaration, declaration.type, entry);
            if (problem !== undefined) {
                const name = shortKey(declaration.key, project.name);
                const place = { file: file.label, override: "--config", project: basename(project.file) }[entry.from];
                problems.push(`${place}: '${name}' ${problem}`);
            }
        }
    }
}

function missingValue(declaration: ConfigDeclaration, project: Project, stack: string, file: StackFile): string {
    const name = shortKey(declaration.key, project.name);
    const type = declaration.type === undefined ? "" : ` (${describeType(declaration.type)})`;
    return (
        `${file.label}: '${name}'${type} has no value, and ${basename(project.file)} no default: set it with ` +
        `'pulumi config set ${declaration.secret ? "--secret " : ""}${name} <value> --stack ${stack}', or --config ${name}=<value>`
    );
}

/** A key that nobody declares and that is nearly the missing one. */
function typoOf({ key: missing }: ConfigDeclaration, entries: Map<string, Entry>, project: Project): string {
    const declared = new Set(project.config.map(({ key }) => key));
    const strays = [...entries.keys()].filter((key) => !declared.has(key) && key.startsWith(`${project.name}:`));
    const names = strays.map((key) => shortKey(key, project.name));
    const typo = closest(shortKey(missing, project.name), names);
    return typo === undefined ? "" : `. There is '${typo}', which nobody declares: a typo?`;
}

/** What is wrong with a value, without the value: it may be a secret that was written in plain text. */
function valueProblem(declaration: ConfigDeclaration, type: ConfigType, entry: Entry): string | undefined {
    if (declaration.secret && !entry.secret && entry.from === "file") {
        return "is declared secret and must be encrypted: set it with 'pulumi config set --secret'";
    }
    if (declaration.secret && entry.from === "project") {
        return "is declared secret and has a default in plain text, which no stack can use: remove the default";
    }
    if (fits(type, checkedForm(type, entry))) {
        return undefined;
    }
    const asJson = entry.from === "override" && (type.name === "array" || type.name === "object");
    return `must be of type ${describeType(type)}${asJson ? ", written as JSON" : ""}`;
}

/** What the CLI compares with the type: scalars as text, and an override of an object or array as the JSON it holds. */
function checkedForm(type: ConfigType, { value, from }: Entry): unknown {
    if (from === "override" && (type.name === "array" || type.name === "object")) {
        return parsed(value as string);
    }
    return Array.isArray(value) || isMapping(value) ? value : text(value);
}

function parsed(json: string): unknown {
    try {
        return JSON.parse(json);
    } catch {
        return undefined;
    }
}

function texts(
    entries: Map<string, Entry>,
    project: Project,
    encrypted: ReadonlyMap<string, string[]>,
): Omit<StackConfig, "warnings"> {
    const declaredSecret = new Set(project.config.filter(({ secret }) => secret).map(({ key }) => key));
    const secret = [...entries].filter(([key, entry]) => entry.secret || declaredSecret.has(key));
    return {
        values: Object.fromEntries([...entries].map(([key, { value }]) => [key, text(value)])),
        secretKeys: secret.map(([key]) => key),
        secretTexts: secret.flatMap(([key, { value }]) => encrypted.get(key) ?? [text(value)]),
    };
}

/** The SDK takes configuration as text. */
function text(value: unknown): string {
    return value === null ? "" : typeof value === "string" ? value : goJson(sortKeys(value));
}
