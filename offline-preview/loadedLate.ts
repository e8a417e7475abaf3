import Module from "node:module";

/** Npm's resolver of dependencies, which the SDK needs only where the function of a program becomes a file of a Lambda. */
const RESOLVER = "@npmcli/arborist";

type Extension = (module: Module, file: string) => void;
type Require = (id: string) => unknown;

/** Has the SDK load npm's resolver once it uses it: to load it is 40 % of the time that the SDK takes to start. */
export function loadResolverLate(): void {
    const extensions = (Module as unknown as { _extensions: Record<string, Extension> })._extensions;
    const load = extensions[".js"];
    extensions[".js"] = (module, file) => {
        if (/[\\/]@pulumi[\\/]pulumi[\\/]runtime[\\/]closure[\\/]codePaths\.js$/.test(file)) {
            const require = module.require.bind(module) as Require;
            module.require = ((id) => (id === RESOLVER ? late(() => require(id)) : require(id))) as NodeJS.Require;
        }
        load?.(module, file);
    };
}

/** A module whose exports are looked up in the one that `load` gives. */
function late(load: () => unknown): object {
    const own = {
        __esModule: true,
        get default() {
            return load();
        },
    };
    return new Proxy(own, { get: (_, name) => Reflect.get(name in own ? own : (load() as object), name) as unknown });
}
