/** In every process of a watched preview: tells what it reads, before it reads it. */
import fs from "node:fs";
import Module, { syncBuiltinESMExports } from "node:module";
import { dirname, isAbsolute, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { installedIn, manifestOf } from "./installed";
import type { Message } from "./messages";
import { stampOf, type ReadKind } from "./stamps";

/** The pipe to the command: what is read goes out, what to do comes in. */
export const CHANNEL = 4;
/** Own copy, as `fs` is wrapped. */
const { writeSync } = fs;
const told = new Set<string>();

function tell(kind: ReadKind, path: string): void {
    // Of a package the manifest: it changes where another version is installed.
    const manifest = manifestOf(path);
    const read = { kind: manifest === undefined ? kind : ("file" as const), path: manifest ?? path };
    const key = `${read.kind} ${read.path}`;
    if (!told.has(key)) {
        told.add(key);
        send({ ...read, stamp: stampOf(read.kind, read.path) });
    }
}

/** What the command runs tells by the pipe; the command itself has itself told. */
let send = (message: Message): void => {
    writeSync(CHANNEL, `${JSON.stringify(message)}\n`);
};

export function tellHere(receive: (message: Message) => void): void {
    send = receive;
    tellFiles();
}

/** Modules that `require` loads, and where it looks for those of the program. */
export function tellRequired(): void {
    type Internals = {
        _resolveFilename: (request: string, parent?: { filename?: string | null }, ...rest: unknown[]) => string;
        prototype: { load: (this: unknown, filename: string) => unknown };
    };
    const internals = Module as unknown as Internals;
    const { _resolveFilename: find } = internals;
    const { load } = internals.prototype;
    internals.prototype.load = function (filename) {
        tell("file", filename);
        if (installedIn(filename) !== undefined) {
            send({ module: filename });
        }
        return load.call(this, filename);
    };
    internals._resolveFilename = function (request, parent, ...rest) {
        if (parent?.filename) {
            tellSearch(request, parent.filename);
        }
        return find.call(this, request, parent, ...rest);
    };
}

/** A file that is added may be found in place of another: so the folders where a module is looked for count. */
function tellSearch(request: string, from: string): void {
    if (installedIn(from) !== undefined || !(request.startsWith(".") || isAbsolute(request))) {
        return;
    }
    const wanted = resolve(dirname(from), request);
    tell("modules", wanted);
    tell("modules", dirname(wanted));
}

/** The same of ES modules, in the thread of their loader. */
export function tellImported(url: string): void {
    if (url.startsWith("file:")) {
        tell("file", fileURLToPath(url));
    }
}

export function tellSearched(request: string, from: string | undefined): void {
    if (from?.startsWith("file:")) {
        tellSearch(request, fileURLToPath(from));
    }
}

type AnyFunction = (...args: unknown[]) => unknown;

/** Functions of `fs` and of `fs.promises` by what they do with which argument; those that are not there are passed over. */
const FILES = ["readFile", "open", "exists", "stat", "lstat", "access"];
const FOLDERS = ["readdir", "opendir"];
const WRITTEN = ["writeFile", "appendFile", "mkdir"];
const WRITTEN_SECOND = ["rename", "copyFile"];

/** What the program itself reads, such as a configuration file of its own; and what it writes, which is no edit. */
export function tellFiles(): void {
    const wrap = (name: string, before: (args: unknown[]) => void): void => {
        for (const [holder, key] of [
            [fs, name],
            [fs, `${name}Sync`],
            [fs.promises, name],
        ] as unknown as [Record<string, AnyFunction | undefined>, string][]) {
            const original = holder[key];
            if (original !== undefined) {
                holder[key] = Object.assign(function (this: unknown, ...args: unknown[]): unknown {
                    before(args);
                    return original.apply(this, args);
                }, original);
            }
        }
    };
    FILES.forEach((name) =>
        wrap(name, ([path, flags]) =>
            name === "open" && isForWriting(flags) ? tellWritten(path) : tellPath("file", path),
        ),
    );
    FOLDERS.forEach((name) => wrap(name, ([path]) => tellPath("folder", path)));
    WRITTEN.forEach((name) => wrap(name, ([path]) => tellWritten(path)));
    WRITTEN_SECOND.forEach((name) => wrap(name, ([, path]) => tellWritten(path)));
    syncBuiltinESMExports();
}

function isForWriting(flags: unknown): boolean {
    return typeof flags === "number" ? (flags & 3) !== 0 : typeof flags === "string" && !flags.startsWith("r");
}

function tellPath(kind: ReadKind, path: unknown): void {
    const text = textOf(path);
    if (text !== undefined && !text.startsWith("/proc/")) {
        tell(kind, text);
    }
}

function tellWritten(path: unknown): void {
    const text = textOf(path);
    if (text !== undefined) {
        send({ written: text });
    }
}

function textOf(path: unknown): string | undefined {
    const text = path instanceof URL && path.protocol === "file:" ? fileURLToPath(path) : path;
    return typeof text === "string" ? resolve(text) : undefined;
}
