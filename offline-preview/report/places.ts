import { dirname, isAbsolute, relative, resolve, sep } from "node:path";
import type { Finding, SourceLocation } from "../model";

/** Where the project lies, absolute. Reports for a code host name files as they are seen from the repository's root. */
export interface Whereabouts {
    repository: string;
    /** Its Pulumi.yaml. */
    projectFile: string;
}

export interface Place {
    /** From the repository's root on, or from the project's folder where no repository is known. */
    path: string;
    line: number;
    column: number;
}

export interface Places {
    /** Where the user can change it: in a file of the repository. What has no such place stands at the project itself. */
    primary: Place;
    /** The other end: where the component of the primary place declares the resource, or where it is made. */
    related?: Place;
}

/** The places of a finding in the repository: the resource's own first, the component's where the resource comes from a package. */
export function placesOf({ source, component }: Finding, where?: Whereabouts): Places {
    const [primary, related] = [source, component?.source]
        .map((location) => location && inRepository(location, where))
        .filter((place) => place !== undefined);
    return {
        primary: primary ?? { path: projectFile(where), line: 1, column: 1 },
        ...(related === undefined ? {} : { related }),
    };
}

function inRepository({ file, line, column }: SourceLocation, where: Whereabouts | undefined): Place | undefined {
    const path = where === undefined ? file : seenFrom(where.repository, resolve(dirname(where.projectFile), file));
    const isOwn = !isAbsolute(path) && !/^\.\.(\/|$)/.test(path) && !/(^|\/)node_modules\//.test(path);
    return isOwn ? { path, line: Math.max(1, line), column: Math.max(1, column) } : undefined;
}

function projectFile(where: Whereabouts | undefined): string {
    return where === undefined ? "Pulumi.yaml" : seenFrom(where.repository, where.projectFile);
}

function seenFrom(folder: string, path: string): string {
    return relative(folder, path).split(sep).join("/");
}
