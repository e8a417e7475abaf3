import { accessSync, constants, statSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { isMap, Signature, signatureOf, type PropertyValue } from "./values";

/** Endings by which the engine knows a file as an archive (sdk/go/common/resource/archive). */
const ARCHIVE_ENDINGS = [".tar", ".tgz", ".tar.gz", ".zip", ".jar"];

/**
 * Why the engine could not read an asset or archive inside `value`, in its words; undefined where it could. Relative
 * paths are below `folder`; `property` is what the value is of. What lies on another machine is not fetched.
 */
export function assetFault(value: PropertyValue, folder: string, property = ""): string | undefined {
    if (Array.isArray(value)) {
        return firstFault(value, (element) => assetFault(element, folder, property));
    }
    if (!isMap(value)) {
        return undefined;
    }
    const signature = signatureOf(value);
    if (signature === Signature.asset) {
        const fault = readFault(value, folder, fileFault);
        return fault === undefined ? undefined : `failed to compute asset hash for "${property}": ${fault}`;
    }
    if (signature === Signature.archive) {
        if (isMap(value.assets)) {
            return assetFault(value.assets, folder, property);
        }
        const fault = readFault(value, folder, archivePathFault);
        return fault === undefined ? undefined : `failed to compute archive hash for "${property}": ${fault}`;
    }
    return firstFault(Object.entries(value), ([key, element]) =>
        assetFault(element, folder, signature === undefined ? key : property),
    );
}

function firstFault<T>(values: readonly T[], faultOf: (value: T) => string | undefined): string | undefined {
    for (const value of values) {
        const fault = faultOf(value);
        if (fault !== undefined) {
            return fault;
        }
    }
    return undefined;
}

type PathFault = (path: string) => string | undefined;

function readFault(
    value: { path?: PropertyValue; uri?: PropertyValue },
    folder: string,
    pathFault: PathFault,
): string | undefined {
    if (typeof value.path === "string") {
        return pathFault(resolve(folder, value.path));
    }
    if (typeof value.uri === "string" && value.uri.startsWith("file:///")) {
        return pathFault(fileURLToPath(value.uri));
    }
    return undefined;
}

const fileFault: PathFault = (path) => {
    const reason = readable(path);
    if (reason !== undefined) {
        return `failed to open asset file '${path}': ${reason}`;
    }
    return statSync(path).isDirectory() ? `asset path '${path}' is a directory; try using an archive` : undefined;
};

const archivePathFault: PathFault = (path) => {
    const reason = readable(path);
    if (reason !== undefined) {
        return `couldn't read archive path '${path}': ${reason}`;
    }
    const isArchive = ARCHIVE_ENDINGS.some((ending) => path.endsWith(ending)) || statSync(path).isDirectory();
    return isArchive ? undefined : `'${path}' is neither a recognized archive type nor a directory`;
};

function readable(path: string): string | undefined {
    try {
        accessSync(path, constants.R_OK);
        return undefined;
    } catch (error) {
        const { code } = error as NodeJS.ErrnoException;
        return code === "ENOENT" ? "no such file or directory" : code === "EACCES" ? "permission denied" : code;
    }
}
