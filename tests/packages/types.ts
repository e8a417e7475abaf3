import { join } from "node:path";
import ts from "typescript";

/** Each way in which a program may look for types, and what a file must be called to be looked at so. */
const WAYS = [
    { moduleResolution: "node10", file: "index.ts" },
    { moduleResolution: "node16", file: "index.cts" },
    { moduleResolution: "node16", file: "index.mts" },
    { moduleResolution: "bundler", file: "index.ts" },
];

/** Where a program in a folder finds the types of a package, each way. */
export function typesOf(name: string, folder: string): (string | undefined)[] {
    return WAYS.map(({ moduleResolution, file }) => {
        const { options } = ts.convertCompilerOptionsFromJson({ moduleResolution }, folder);
        const mode = file.endsWith(".mts") ? ts.ModuleKind.ESNext : ts.ModuleKind.CommonJS;
        const from = join(folder, file);
        const { resolvedModule } = ts.resolveModuleName(name, from, options, ts.sys, undefined, undefined, mode);
        return resolvedModule?.resolvedFileName.split("/node_modules/").at(-1);
    });
}

/** How the compiler is told to look for types: as Node does, or as tools do that make one file of many. */
const MODULES: Record<"nodenext" | "bundler", ts.CompilerOptions> = {
    nodenext: { module: ts.ModuleKind.NodeNext },
    bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** What the compiler has against a program, and against the declarations of some packages that it loads. */
export function typeErrors(
    program: string,
    packages: readonly string[],
    modules: keyof typeof MODULES = "nodenext",
): string[] {
    const options: ts.CompilerOptions = {
        ...MODULES[modules],
        target: ts.ScriptTarget.ES2022,
        strict: true,
        noEmit: true,
        types: ["node"],
        typeRoots: [],
    };
    const compiled = ts.createProgram([program], options);
    return compiled
        .getSourceFiles()
        .filter(({ fileName }) => fileName === program || packages.some((name) => fileName.includes(`/${name}/bin/`)))
        .flatMap((file) => [...compiled.getSyntacticDiagnostics(file), ...compiled.getSemanticDiagnostics(file)])
        .map(
            ({ file, messageText }) => `${file?.fileName ?? ""}: ${ts.flattenDiagnosticMessageText(messageText, "\n")}`,
        );
}
