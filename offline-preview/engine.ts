import { stripVTControlCharacters } from "node:util";
import * as engineProto from "@pulumi/pulumi/proto/engine_pb";
import type { Diagnostic, Urn } from "./model";
import { empty, type Empty } from "./protocol";

const SEVERITIES: Record<number, Diagnostic["severity"]> = {
    [engineProto.LogSeverity.DEBUG]: "debug",
    [engineProto.LogSeverity.INFO]: "info",
    [engineProto.LogSeverity.WARNING]: "warning",
    [engineProto.LogSeverity.ERROR]: "error",
};

/** The engine's own service: the program's messages, and its root resource. */
export class Engine {
    private root: Urn = "";

    constructor(private readonly log_: (diagnostic: Diagnostic) => void) {}

    log(request: engineProto.LogRequest): Empty {
        const severity = SEVERITIES[request.getSeverity()] ?? "info";
        // The SDK's debug messages hold property values, secrets in the clear among them: never keep those.
        if (severity !== "debug" && !request.getEphemeral()) {
            const urn = request.getUrn();
            const message = ownFrames(stripVTControlCharacters(request.getMessage())).trimEnd();
            this.log_({ severity, message, ...(urn === "" ? {} : { urn }) });
        }
        return empty();
    }

    getRootResource(_: engineProto.GetRootResourceRequest): engineProto.GetRootResourceResponse {
        const response = new engineProto.GetRootResourceResponse();
        response.setUrn(this.root);
        return response;
    }

    setRootResource(request: engineProto.SetRootResourceRequest): engineProto.SetRootResourceResponse {
        this.root = request.getUrn();
        return new engineProto.SetRootResourceResponse();
    }

    startDebugging(_: engineProto.StartDebuggingRequest): Empty {
        return empty();
    }

    /** There is no CLI whose version could be wrong. */
    requirePulumiVersion(_: engineProto.RequirePulumiVersionRequest): engineProto.RequirePulumiVersionResponse {
        return new engineProto.RequirePulumiVersionResponse();
    }
}

/** A stack trace without the frames of Node and of installed packages, where others are left. */
export function ownFrames(message: string): string {
    const lines = message.split("\n");
    const isFrame = (line: string): boolean => /^\s+at /.test(line);
    const isForeign = (line: string): boolean => isFrame(line) && /node_modules|node:|<anonymous>\)?$/.test(line);
    const own = lines.filter((line) => !isForeign(line));
    return own.some(isFrame) ? own.join("\n") : message;
}
