/**
 * Imported before the SDK, which loads npm's resolver of dependencies as it starts: 40 % of its time, for functions of a
 * program that become files of a Lambda. No pack makes those, so a stand-in is where the resolver would be, and loads it
 * where it is used after all. What the SDK should do instead: import it where it uses it.
 */
import Module, { createRequire } from "node:module";

const path = pathOfResolver();
if (path !== undefined && require.cache[path] === undefined) {
    const standIn = new Module(path);
    standIn.exports = late(() => {
        if (require.cache[path] === standIn) {
            delete require.cache[path];
        }
        return createRequire(__filename)(path) as object;
    });
    standIn.filename = path;
    standIn.loaded = true;
    require.cache[path] = standIn;
}

/** Undefined where this SDK has none. */
function pathOfResolver(): string | undefined {
    try {
        return createRequire(require.resolve("@pulumi/pulumi")).resolve("@npmcli/arborist");
    } catch {
        return undefined;
    }
}

/** A module whose exports are looked up in the one that `load` gives. */
function late(load: () => object): object {
    const own = {
        __esModule: true,
        get default() {
            return load();
        },
    };
    return new Proxy(own, { get: (_, name) => Reflect.get(name in own ? own : load(), name) as unknown });
}
