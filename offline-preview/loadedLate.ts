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

/** A module in place of the one that `load` gives, for what TypeScript makes of `import`: each export is looked up there. */
function late(load: () => unknown): object {
    return new Proxy(
        {},
        {
            get: (_, name) => {
                if (name === "__esModule") {
                    return true;
                }
                const loaded = load() as Record<PropertyKey, unknown>;
                return name === "default" && !("default" in loaded) ? loaded : loaded[name];
            },
        },
    );
}
