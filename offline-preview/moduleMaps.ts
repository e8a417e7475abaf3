import Module, { SourceMap } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { LoadedModule } from "./moduleHooks";

const maps = new Map<string, SourceMap>();
let drain = (): void => undefined;

/**
 * An ES module is compiled in the thread of its loader, and its source map stays there: in front of the SDK's hooks, some
 * of ours send the maps over.
 */
export function collectModuleMaps(isWatched: boolean): void {
    const { port1, port2 } = new MessageChannel();
    Module.register(pathToFileURL(join(__dirname, "moduleHooks.js")), {
        data: { port: port2, isWatched },
        transferList: [port2],
    });
    drain = () => {
        for (let next = receiveMessageOnPort(port1); next !== undefined; next = receiveMessageOnPort(port1)) {
            const { url, map } = next.message as LoadedModule;
            maps.set(url, new SourceMap(map));
        }
    };
}

/** Undefined where the module is JavaScript as it was written. */
export function mapOfModule(url: string): SourceMap | undefined {
    drain();
    return maps.get(url);
}
