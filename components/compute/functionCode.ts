import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import { text } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** What a function's code runs on. Security patches come until the date; the newest of a language is the default. */
export const FunctionRuntime = {
    /** Node.js 24, until 2028-04-30. */
    NodeJs24: "nodejs24.x",
    /** Node.js 22, until 2027-04-30. */
    NodeJs22: "nodejs22.x",
    /** Python 3.14, until 2029-06-30. */
    Python314: "python3.14",
    /** Python 3.13, until 2029-06-30. */
    Python313: "python3.13",
} as const;
export type FunctionRuntime = (typeof FunctionRuntime)[keyof typeof FunctionRuntime];

/**
 * The runtime of a function that names none, as of November 2026, and the end of its security patches.
 * See https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html
 */
export const currentRuntime = { runtime: FunctionRuntime.NodeJs24, until: "2028-04-30" } as const;

/** The folder of a bundle, or a zip file, that exists where the program runs. */
export const codeFault = text((path) => {
    if (!existsSync(path)) {
        return `there is no "${path}"`;
    }
    return isZip(path) || statSync(path).isDirectory() ? undefined : `"${path}" is neither a folder nor a .zip file`;
}, "build the code first, or correct the path, which begins where the program runs");

/** Files that a handler can be in, in a function's folder. */
function handlerFiles(handler: string, runtime: FunctionRuntime): string[] {
    const module = handler.slice(0, handler.lastIndexOf("."));
    return runtime.startsWith("python")
        ? [`${module.replaceAll(".", "/")}.py`]
        : ["js", "mjs", "cjs"].map((ending) => `${module}.${ending}`);
}

/** Whether code is a zip file, in which nothing is looked for. */
export function isZip(code: string): boolean {
    return code.endsWith(".zip");
}

/** What is wrong when the folder does not hold the handler. */
export function handlerFileFaults(code: string, handler: string, runtime: FunctionRuntime): Fault[] {
    const files = handlerFiles(handler, runtime);
    if (isZip(code) || files.some((file) => existsSync(join(code, file)))) {
        return [];
    }
    const fault = `"${code}" holds no ${files.join(" or ")}`;
    return [{ argument: "handler", fault, fix: "write <file>.<exported function>, for example index.handler" }];
}

export const handlerFault = text(
    (handler) => (/^[\w./-]+\.[\w$]+$/.test(handler) ? undefined : `"${handler}" is not a handler`),
    "write <file>.<exported function>, for example index.handler",
);
