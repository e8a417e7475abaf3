import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { Inputs } from "./inputs";

/** A pack in a process of its own, as the engine runs it. */
export interface ServedPack {
    readonly client: AnalyzerClient;
    stop(): Promise<void>;
}

const TS_NODE_PROJECT = join(__dirname, "..", "..", "..", "tsconfig.json");

/** Starts a module that makes a pack, with its folder as the working directory. Rejects with what a pack says that ends. */
export async function servePack(
    folder: string,
    main: string,
    environment: NodeJS.ProcessEnv = {},
): Promise<ServedPack> {
    const server = spawn(process.execPath, ["-r", require.resolve("ts-node/register/transpile-only"), main], {
        cwd: folder,
        env: { ...process.env, TS_NODE_PROJECT, ...environment },
        stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    server.stderr.on("data", (data: Buffer) => (said += data.toString()));
    const [port] = (await Promise.race([once(server.stdout, "data"), once(server, "close")])) as [
        Buffer | number | null,
    ];
    if (!(port instanceof Buffer)) {
        throw new Error(said);
    }
    const client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
    return {
        client,
        async stop() {
            client.close();
            server.kill();
            await once(server, "exit");
        },
    };
}

export function ask<Response>(
    call: (done: (error: Error | null, response: Response) => void) => unknown,
): Promise<Response> {
    return new Promise((resolve, reject) => {
        call((error, response) => (error ? reject(error) : resolve(response)));
    });
}

/** A resource as the engine hands it over, before it is created. */
export function resourceRequest(type: string, name: string, inputs: Inputs): proto.AnalyzeRequest {
    const request = new proto.AnalyzeRequest();
    request.setType(type);
    request.setName(name);
    request.setUrn(`urn:pulumi:test::project::${type}::${name}`);
    request.setProperties(Struct.fromJavaScript(inputs));
    request.setOptions(new proto.AnalyzerResourceOptions());
    return request;
}
