import { relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import type { SourcePosition, StackTrace } from "@pulumi/pulumi/proto/source_pb";
import type { SourceLocation } from "./model";

/** A registration or read: both carry where the program made them. */
export interface SourceFrames {
    getSourceposition(): SourcePosition | undefined;
    getStacktrace?(): StackTrace | undefined;
}

/** The place in the program: the SDK's source position, or the nearest frame outside of installed packages. */
export function locate(request: SourceFrames, projectRoot: string): SourceLocation | undefined {
    const frames = request.getStacktrace?.()?.getFramesList() ?? [];
    const positions = [request.getSourceposition(), ...frames.map((frame) => frame.getPc())]
        .map((position) => toLocation(position, projectRoot))
        .filter((location) => location !== undefined);
    return positions.find((location) => !isInstalled(location.file)) ?? positions[0];
}

function toLocation(position: SourcePosition | undefined, projectRoot: string): SourceLocation | undefined {
    if (position === undefined || !position.getUri().startsWith("file:")) {
        return undefined;
    }
    const path = fileURLToPath(position.getUri());
    const below = relative(projectRoot, path);
    const file = below === "" || below.startsWith("..") ? path : below;
    return { file: file.split(sep).join("/"), line: position.getLine(), column: position.getColumn() };
}

function isInstalled(file: string): boolean {
    return file.includes("node_modules/");
}
