import { spawn } from "node:child_process";
import { createRequire } from "node:module";
import { once } from "node:events";
import { join } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { GetSchemaRequest, type GetSchemaResponse } from "@pulumi/pulumi/proto/provider_pb";

export interface Schema {
    name: string;
    resources: Record<string, { isComponent: boolean; inputProperties: Record<string, { description?: string }> }>;
}

/** The schema of a component package, asked as `pulumi package add <folder>` does: by running it as a plugin. */
export async function schemaOf(folder: string): Promise<Schema> {
    const host = createRequire(join(folder, "package.json")).resolve("@pulumi/pulumi/cmd/run-plugin");
    // The engine's address; a plugin connects to it when it has something to log.
    const plugin = spawn(process.execPath, [host, folder, "127.0.0.1:1"], {
        cwd: join(folder, "../.."),
        stdio: ["ignore", "pipe", "inherit"],
    });
    try {
        const [port] = (await once(plugin.stdout, "data")) as [Buffer];
        const client = new ResourceProviderClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
        const answer = await new Promise<GetSchemaResponse>((resolve, reject) =>
            client.getSchema(new GetSchemaRequest(), (error, response) => (error ? reject(error) : resolve(response))),
        );
        client.close();
        return JSON.parse(answer.getSchema()) as Schema;
    } finally {
        plugin.kill();
    }
}
