import { readFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { TranspileCache, type Transpiled } from "./transpileCache";

interface Result extends Transpiled {
    diagnostics?: readonly unknown[];
}
type Transpile = (code: string, options: { fileName?: string }, packageType?: string) => Result;
type CreateTranspile = (
    typescript: { version: string },
    options: { compilerOptions?: { plugins?: unknown }; transformers?: unknown },
) => Transpile;

export interface Keeping {
    /** The script of the SDK that will load ts-node. */
    script: string;
    folder: string;
}

/**
 * Wraps the function by which ts-node compiles without checking types: its arguments are all that its result depends on.
 * The ts-node that comes with the SDK is older, has no such function, and keeps what it compiled itself.
 */
export function keepTranspiled({ script, folder }: Keeping): void {
    try {
        const load = createRequire(script);
        const manifest = load.resolve("ts-node/package.json");
        const { version } = JSON.parse(readFileSync(manifest, "utf8")) as { version: string };
        const loaded = load(join(dirname(manifest), "dist", "ts-transpile-module.js")) as {
            createTsTranspileModule: CreateTranspile;
        };
        loaded.createTsTranspileModule = kept(loaded.createTsTranspileModule, version, new TranspileCache(folder));
    } catch {
        // Without ts-node, or with another one, the program runs as it would.
    }
}

/** The same in the thread that loads ES modules: to be called before the SDK's own hooks are registered there. */
export function keepTranspiledInLoader(keeping: Keeping): void {
    Module.register(pathToFileURL(__filename), { data: keeping });
}

/** Called by Node in that thread. */
export const initialize = keepTranspiled;

function kept(create: CreateTranspile, tsNode: string, cache: TranspileCache): CreateTranspile {
    return (typescript, options) => {
        const transpile = create(typescript, options);
        const { compilerOptions = {}, transformers } = options;
        // What other people's code makes of a file depends on more than is known here.
        if (transformers !== undefined || compilerOptions.plugins !== undefined) {
            return transpile;
        }
        const compiler = JSON.stringify([tsNode, typescript.version, compilerOptions]);
        return (code, file, packageType) =>
            cache.get(
                TranspileCache.keyOf(compiler, packageType, file.fileName, code),
                () => transpile(code, file, packageType),
                ({ diagnostics = [] }) => diagnostics.length === 0,
            );
    };
}
