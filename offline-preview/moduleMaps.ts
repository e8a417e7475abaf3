import Module, { SourceMap } from "node:module";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { MessageChannel, receiveMessageOnPort } from "node:worker_threads";
import type { LoadedModule } from "./moduleHooks";

const maps = new Map<string, SourceMap>();
let drain = (): void => undefined;

/**
 * An ES module is compiled in the thread of its loader, and its source map stays there. As soon as the SDK has
 * registered its loader, one of ours is registered in front of it that sends the maps over.
 */
export function collectModuleMaps(): void {
    const { register } = Module;
    Module.register = (...registration: unknown[]) => {
        Module.register = register;
        register.apply(Module, registration as Parameters<typeof register>);
        const { port1, port2 } = new MessageChannel();
        register.call(Module, pathToFileURL(join(__dirname, "moduleHooks.js")), {
            data: { port: port2 },
            transferList: [port2],
        });
        drain = () => {
            for (let next = receiveMessageOnPort(port1); next !== undefined; next = receiveMessageOnPort(port1)) {
                const { url, map } = next.message as LoadedModule;
                maps.set(url, new SourceMap(map));
            }
        };
    };
}

/** Undefined where the module is JavaScript as it was written. */
export function mapOfModule(url: string): SourceMap | undefined {
    drain();
    return maps.get(url);
}
