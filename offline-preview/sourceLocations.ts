import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { SourceLocation } from "./model";

/** A registration or read: both carry where the program made them. */
export interface SourceFrames {
    getSourceposition(): SourcePosition | undefined;
    getStacktrace?(): StackTrace | undefined;
}

/**
 * The place in the program: the SDK's source position, or the nearest frame outside of installed packages. Where there is
 * none, the place in the installed package that made it; a place in the SDK itself says nothing.
 */
export function locate(request: SourceFrames, projectRoot: string): SourceLocation | undefined {
    const frames = request.getStacktrace?.()?.getFramesList() ?? [];
    const positions = [request.getSourceposition(), ...frames.map((frame) => frame.getPc())]
        .map((position) => toLocation(position, projectRoot))
        .filter((location) => location !== undefined)
        .filter(({ file }) => !file.includes("node_modules/@pulumi/pulumi/"));
    return positions.find((location) => !isInstalled(location.file)) ?? positions[0];
}

/** A program as a whole. */
export function beginningOf(file: string, projectRoot: string): SourceLocation {
    return { file: shownPath(file, projectRoot), line: 1, column: 1 };
}

function toLocation(position: SourcePosition | undefined, projectRoot: string): SourceLocation | undefined {
    if (position === undefined || !position.getUri().startsWith("file:")) {
        return undefined;
    }
    const file = shownPath(fileURLToPath(position.getUri()), projectRoot);
    return { file, line: position.getLine(), column: position.getColumn() };
}

/** From the project's folder on, for what lies below it. */
function shownPath(path: string, projectRoot: string): string {
    const below = relative(projectRoot, path);
    return (below === "" || below.startsWith("..") ? path : below).split(sep).join("/");
}

function isInstalled(file: string): boolean {
    return file.includes("node_modules/");
}
