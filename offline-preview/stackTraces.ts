import { fileURLToPath } from "node:url";
import { mapOfModule } from "./moduleMaps";

/** What stands before each frame. */
const AT = "\n    at ";

type Formatter = NonNullable<typeof Error.prepareStackTrace>;

/**
 * The SDK takes a stack trace for every resource and every promise, and source-map-support looks each frame up. Only
 * frames of the program itself can have a source map worth reading here; those are left to it, the others are printed as
 * they are. This saves a third of a run, and a hang: a frame such as `node_modules/@pulumi/resource.ts`, which maps of
 * installed packages produce, sends `util.inspect(error, { colors: true })` into an endless loop.
 *
 * There are several copies of source-map-support (the SDK's, that of ts-node, that of the ts-node inside the SDK), and
 * each sets `Error.prepareStackTrace` when it is loaded: so every function set there is looked at.
 */
export function mapOwnFramesOnly(): void {
    // eslint-disable-next-line @typescript-eslint/unbound-method -- V8 calls it without `this` as well
    let current = wrapped(Error.prepareStackTrace);
    Object.defineProperty(Error, "prepareStackTrace", {
        configurable: true,
        enumerable: true,
        get: () => current,
        set: (formatter: Formatter | undefined) => {
            current = wrapped(formatter);
        },
    });
}

function wrapped(formatter: Formatter | undefined): Formatter | undefined {
    return isSourceMapSupport(formatter) ? ownFramesOnly(formatter) : formatter;
}

/** Told by a function of it that every copy, bundled or not, calls there. */
function isSourceMapSupport(formatter: Formatter | undefined): formatter is Formatter {
    return typeof formatter === "function" && Function.prototype.toString.call(formatter).includes("wrapCallSite(");
}

function ownFramesOnly(withMaps: Formatter): Formatter {
    const known = new Map<string, string>();
    return (error, all) => {
        if (isKeptForLeaks(all[0])) {
            return String(error);
        }
        // What this tool put between belongs to no program.
        const frames = all.filter((frame) => frame.getFileName()?.startsWith(__dirname) !== true);
        const format = (some: NodeJS.CallSite[]): string => String(withMaps(error, some));
        const header = format([]);
        const lines = frames.map((frame) => {
            // eslint-disable-next-line @typescript-eslint/no-base-to-string -- V8's frames print themselves
            const compiled = String(frame);
            const file = frame.getFileName();
            if (isForeign(file)) {
                return compiled;
            }
            const place =
                known.get(compiled) ??
                named(withPath(mappedByModule(compiled, file) ?? format([frame]).slice(header.length + AT.length)));
            known.set(compiled, place);
            return place;
        });
        return [header, ...lines].join(AT);
    };
}

/**
 * The SDK takes a trace for each promise, a third of what registering resources costs, and shows it only where promises
 * leak and it was told to look for them.
 */
function isKeptForLeaks(top: NodeJS.CallSite | undefined): boolean {
    return top?.getFunctionName() === "debuggablePromise" && process.env.PULUMI_DEBUG_PROMISE_LEAKS === undefined;
}

function isForeign(file: string | null | undefined): file is null | undefined {
    return typeof file !== "string" || file.includes("node_modules") || file.startsWith("node:");
}

/** A frame of an ES module that was compiled as it was loaded. */
function mappedByModule(frame: string, file: string): string | undefined {
    const map = file.startsWith("file:") ? mapOfModule(file) : undefined;
    return (
        map &&
        frame.replace(/:(\d+):(\d+)(?=\)?$)/, (position, line: string, column: string) => {
            const origin = map.findOrigin(Number(line), Number(column));
            return "lineNumber" in origin ? `:${String(origin.lineNumber)}:${String(origin.columnNumber)}` : position;
        })
    );
}

/** ES modules have addresses; the SDK takes what it finds for a path. */
function withPath(place: string): string {
    return place.replace(/file:\/\/[^\s()]+(?=:\d+:\d+\)?$)/, (url) => fileURLToPath(url));
}

/** The SDK finds the position of a frame only in parentheses, which V8 leaves out where a function has no name. */
function named(place: string): string {
    const [, async = "", position] = /^(async )?([^()]+:\d+:\d+)$/.exec(place) ?? [];
    return position === undefined ? place : `${async}<anonymous> (${position})`;
}
