import Module from "node:module";

type Extension = (module: Module, file: string) => void;

/** What is done with a module before it is loaded, and after. */
interface Acts {
    before?: (module: Module) => void;
    after?: (module: Module) => void;
}

/**
 * Acts on a module of each SDK that this process loads, of which packages may bring one of their own.
 *
 * @param path In `@pulumi/pulumi`, such as `runtime/rpc.js`.
 */
export function onSdkModule(path: string, { before, after }: Acts): void {
    const extensions = (Module as unknown as { _extensions: Record<string, Extension> })._extensions;
    const load = extensions[".js"];
    const end = `/@pulumi/pulumi/${path}`;
    extensions[".js"] = (module, file) => {
        const isIt = file.replaceAll("\\", "/").endsWith(end);
        if (isIt) {
            before?.(module);
        }
        load?.(module, file);
        if (isIt) {
            after?.(module);
        }
    };
}
