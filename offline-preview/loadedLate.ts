import { onSdkModule } from "./sdkModules";

/** Npm's resolver of dependencies, which the SDK needs only where the function of a program becomes a file of a Lambda. */
const RESOLVER = "@npmcli/arborist";

/** Has the SDK load npm's resolver once it uses it: to load it is 40 % of the time that the SDK takes to start. */
export function loadResolverLate(): void {
    onSdkModule("runtime/closure/codePaths.js", {
        before: (module) => {
            const require = module.require.bind(module) as (id: string) => unknown;
            module.require = ((id) => (id === RESOLVER ? late(() => require(id)) : require(id))) as NodeJS.Require;
        },
    });
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
