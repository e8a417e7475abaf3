import { existsSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { readDeclarations, type ConfigDeclaration } from "./declarations";
import { closest } from "./closest";
import { refuse, UsageError } from "./errors";
import { kindOf, pathFault } from "./paths";
import { isMapping, readYaml, type Mapping } from "./yaml";

/** Options of the nodejs runtime, as `runtime: { name: nodejs, options: ... }` gives them. */
export interface RuntimeOptions {
    /** Compile TypeScript while loading. Default true. */
    typescript: boolean;
    /** Path to the tsconfig.json, relative to the program's folder. */
    tsconfig?: string;
    /** Arguments for `node`, split as a shell would. */
    nodeargs: string[];
    packagemanager?: string;
}

/** A provider's plugin that the project names by its folder. */
export interface ProjectPlugin {
    readonly name: string;
    readonly version?: string;
    readonly folder: string;
}

export interface Project {
    name: string;
    /** Path of Pulumi.yaml. */
    file: string;
    /** The folder of Pulumi.yaml. */
    root: string;
    /** Where the program runs: `root`, or the folder that `main` names. */
    programDir: string;
    /** The program itself, seen from `programDir`: "." or the file that `main` names. */
    entry: string;
    runtimeOptions: RuntimeOptions;
    /** The folder of the stack files. */
    stackConfigDir: string;
    /** What `config:` declares, in the order of the file. */
    config: ConfigDeclaration[];
    plugins: ProjectPlugin[];
    /** What is likely a mistake and does not stop the preview. */
    warnings: string[];
}

const PROJECT_FILES = ["Pulumi.yaml", "Pulumi.yml"];
const ATTRIBUTES = [
    ...["name", "runtime", "main", "description", "author", "website", "license", "config", "stackConfigDir"],
    ...["template", "backend", "options", "plugins", "packages", "requiredPulumiVersion"],
];
const PACKAGE_MANAGERS = ["auto", "npm", "yarn", "pnpm", "bun"];
const NAME = /^[A-Za-z0-9_.-]{1,100}$/;

/**
 * Reads the Pulumi.yaml of a folder or the nearest one above it, as the CLI does.
 *
 * @throws UsageError with every problem of the file.
 */
export function readProject(cwd: string): Project {
    const file = findProjectFile(resolve(cwd));
    const label = basename(file);
    const content = readYaml(file);
    if (!isMapping(content)) {
        throw new UsageError([`${label}: must be a mapping with 'name' and 'runtime'`]);
    }
    const problems: string[] = [];
    const problem = (text: string) => problems.push(`${label}: ${text}`);
    const root = dirname(file);

    const name = readName(content, problem);
    const runtimeOptions = readRuntime(content, problem);
    const { programDir, entry } = readMain(content.main, root, problem);
    // The SDK goes on without the file that it looks for by itself.
    if (runtimeOptions.tsconfig !== undefined && runtimeOptions.tsconfig !== "tsconfig.json") {
        const missing = pathFault(runtimeOptions.tsconfig, programDir, "file");
        if (missing !== undefined) {
            problem(`'runtime.options.tsconfig' names ${runtimeOptions.tsconfig}: ${missing}`);
        }
    }
    const { stackConfigDir, schema } = readConfigPlace(content, problem);
    const config = readDeclarations(schema, name, problem);
    refuse(problems);
    return {
        name,
        file,
        root,
        programDir,
        entry,
        runtimeOptions,
        stackConfigDir: resolve(root, stackConfigDir ?? ""),
        config,
        plugins: readPlugins(content, root),
        warnings: mistyped(content).map(([key, meant]) => `${label}: '${key}' is ignored (did you mean '${meant}'?)`),
    };
}

/** By `plugins.providers`, and by `packages` whose source is a path. What else is in them is the CLI's matter. */
function readPlugins({ plugins, packages }: Mapping, root: string): ProjectPlugin[] {
    const providers = isMapping(plugins) && Array.isArray(plugins.providers) ? (plugins.providers as unknown[]) : [];
    const sources = Object.entries(isMapping(packages) ? packages : {})
        .map(([name, source]) => ({ name, path: isMapping(source) ? source.source : source }))
        .filter(({ path }) => typeof path === "string" && /^(\.{1,2})?\//.test(path));
    return [...providers.filter(isMapping), ...sources].flatMap(({ name, path, version }: Mapping): ProjectPlugin[] =>
        typeof name === "string" && typeof path === "string"
            ? [{ name, folder: resolve(root, path), ...(typeof version === "string" && { version }) }]
            : [],
    );
}

/** The Pulumi.yaml of a folder, or the nearest one above it; throws {@link UsageError} where there is none. */
export function findProjectFile(start: string): string {
    for (let folder = start; ; folder = dirname(folder)) {
        const found = PROJECT_FILES.map((name) => join(folder, name)).find((file) => existsSync(file));
        if (found !== undefined) {
            return found;
        }
        if (folder === dirname(folder)) {
            throw new UsageError([
                `no Pulumi.yaml in ${start} or in a folder above it: ` +
                    `give the project's folder with --cwd, or create one with 'pulumi new'`,
            ]);
        }
    }
}

type Problem = (text: string) => void;

/** Attributes that nobody knows, and what each was likely meant to be. */
function mistyped(content: Mapping): [key: string, meant: string][] {
    return Object.keys(content)
        .filter((key) => !ATTRIBUTES.includes(key))
        .flatMap((key): [string, string][] => {
            const meant = closest(key, ATTRIBUTES);
            return meant === undefined ? [] : [[key, meant]];
        });
}

function foundInstead(missing: string, content: Mapping): string {
    const [typo] = mistyped(content).find(([, meant]) => meant === missing) ?? [];
    return typo === undefined ? "" : ` ('${typo}' found instead)`;
}

function readName(content: Mapping, problem: Problem): string {
    const { name } = content;
    if (typeof name === "string" && NAME.test(name)) {
        return name;
    }
    if (name === undefined) {
        problem(`'name' is missing${foundInstead("name", content)}: add 'name: <project>'`);
    } else if (typeof name === "string" && name.includes("${")) {
        problem(
            `'name' is the placeholder ${name}: this is a template; make a project of it with 'pulumi new', or write a name`,
        );
    } else {
        problem("'name' must be a text of 1 to 100 letters, digits, hyphens, underscores and periods");
    }
    return "";
}

function readRuntime(content: Mapping, problem: Problem): RuntimeOptions {
    const { runtime } = content;
    const name = isMapping(runtime) ? runtime.name : runtime;
    const options = isMapping(runtime) ? (runtime.options ?? {}) : {};
    if (name === undefined || name === null) {
        problem(`'runtime' is missing${foundInstead("runtime", content)}: add 'runtime: nodejs'`);
    } else if (typeof name !== "string") {
        problem("'runtime' must be a text, or a mapping with 'name' and 'options'");
    } else if (name !== "nodejs") {
        problem(`runtime '${name}' is not supported: the offline preview runs programs with 'runtime: nodejs' only`);
    }
    const unknown = isMapping(runtime) ? Object.keys(runtime).filter((key) => key !== "name" && key !== "options") : [];
    if (unknown.length > 0) {
        problem(`'runtime' has unknown attributes ${unknown.join(", ")}: 'name' and 'options' are known`);
    }
    if (!isMapping(options)) {
        problem("'runtime.options' must be a mapping");
        return { typescript: true, nodeargs: [] };
    }
    return readOptions(options, problem);
}

/** The options that the language host for Node.js knows; what it ignores is ignored here. */
function readOptions(options: Mapping, problem: Problem): RuntimeOptions {
    const { typescript = true, tsconfig, nodeargs = "", packagemanager } = options;
    if (typeof typescript !== "boolean") {
        problem("'runtime.options.typescript' must be true or false");
    }
    if (tsconfig !== undefined && typeof tsconfig !== "string") {
        problem("'runtime.options.tsconfig' must be the path of a tsconfig.json");
    }
    if (typeof nodeargs !== "string") {
        problem("'runtime.options.nodeargs' must be one text, as in '--max-old-space-size=4096 --trace-warnings'");
    }
    if (packagemanager !== undefined && !PACKAGE_MANAGERS.some((known) => known === packagemanager)) {
        problem(`'runtime.options.packagemanager' must be one of ${PACKAGE_MANAGERS.join(", ")}`);
    }
    return {
        typescript: typescript === true,
        nodeargs: typeof nodeargs === "string" ? splitWords(nodeargs) : [],
        ...(typeof tsconfig === "string" ? { tsconfig } : {}),
        ...(typeof packagemanager === "string" ? { packagemanager } : {}),
    };
}

/** Words as a shell splits them: at blanks outside of quotes. */
function splitWords(text: string): string[] {
    const words = text.match(/(?:"[^"]*"|'[^']*'|[^\s"'])+/g) ?? [];
    return words.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, "$1$2"));
}

function readMain(main: unknown, root: string, problem: Problem): Pick<Project, "programDir" | "entry"> {
    if (main === undefined || main === null || main === "") {
        return { programDir: root, entry: "." };
    }
    if (typeof main !== "string") {
        problem("'main' must be the path of the program");
        return { programDir: root, entry: "." };
    }
    const target = resolve(root, main);
    const found = kindOf(target);
    if (found === undefined) {
        problem(`'main' names ${main}: ${pathFault(main, root, "file") ?? ""}`);
    }
    return found === "file"
        ? { programDir: dirname(target), entry: basename(target) }
        : { programDir: target, entry: "." };
}

/** `config` as a text is the older spelling of `stackConfigDir`. */
function readConfigPlace(content: Mapping, problem: Problem): { stackConfigDir?: string; schema: Mapping } {
    const { config, stackConfigDir } = content;
    if (stackConfigDir !== undefined && stackConfigDir !== null && typeof stackConfigDir !== "string") {
        problem("'stackConfigDir' must be the path of a folder");
    }
    const folder = typeof stackConfigDir === "string" ? { stackConfigDir } : {};
    if (config === undefined || config === null) {
        return { ...folder, schema: {} };
    }
    if (typeof config === "string") {
        if (typeof stackConfigDir === "string") {
            problem(
                "'config' and 'stackConfigDir' both name the folder of the stack files: keep 'stackConfigDir' only",
            );
        }
        return { stackConfigDir: config, schema: {} };
    }
    if (!isMapping(config)) {
        problem("'config' must be a mapping of keys to their types or defaults");
        return { ...folder, schema: {} };
    }
    return { ...folder, schema: config };
}
