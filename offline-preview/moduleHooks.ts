/** Runs in the thread of the loader of ES modules: sends the source map of each module of the program's own, and what it reads. */
import type { LoadHook, ResolveHook, SourceMapPayload } from "node:module";
import type { MessagePort } from "node:worker_threads";
import { tellFiles, tellImported, tellSearched } from "./watch/readReports";

export interface LoadedModule {
    url: string;
    map: SourceMapPayload;
}

let isTold = false;
let send: (loaded: LoadedModule) => void = () => undefined;

export function initialize({ port, isWatched }: { port: MessagePort; isWatched: boolean }): void {
    isTold = isWatched;
    if (isTold) {
        tellFiles();
    }
    send = (loaded) => port.postMessage(loaded);
}

/** Tells of a watched preview where modules are looked for. */
export const resolve: ResolveHook = (specifier, context, nextResolve) => {
    if (isTold) {
        tellSearched(specifier, context.parentURL);
    }
    return nextResolve(specifier, context);
};

export const load: LoadHook = async (url, context, nextLoad) => {
    if (isTold) {
        tellImported(url);
    }
    const loaded = await nextLoad(url, context);
    if (url.startsWith("file:") && !url.includes("/node_modules/") && loaded.source !== undefined) {
        const map = inlineMap(textOf(loaded.source));
        if (map !== undefined) {
            send({ url, map });
        }
    }
    return loaded;
};

function textOf(source: string | ArrayBuffer | NodeJS.TypedArray): string {
    return typeof source === "string" ? source : new TextDecoder().decode(source);
}

function inlineMap(text: string): SourceMapPayload | undefined {
    const encoded = /\/\/# sourceMappingURL=data:application\/json[^,]*;base64,([A-Za-z0-9+/=]+)\s*$/.exec(text)?.[1];
    return encoded === undefined
        ? undefined
        : (JSON.parse(Buffer.from(encoded, "base64").toString("utf8")) as SourceMapPayload);
}
