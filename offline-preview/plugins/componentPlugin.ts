import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as providerProto from "@pulumi/pulumi/proto/provider_pb";
import type { ServiceError } from "@grpc/grpc-js";
import { ServingChild } from "../children";
import type { Goal } from "../goal";
import type { RegisteredResource } from "../model";
import { withResolvers } from "../promises";
import { CHANNEL_OPTIONS, grpc, toStruct } from "../protocol";
import type { Constructed } from "../providers/provider";
import { sdkOf } from "../sdkOf";
import { packageOf } from "../urn";
import { UNKNOWN } from "../values";
import { constructed, constructRequest, type RunContext } from "./constructMessages";
import type { PluginSource } from "./findPlugin";

export interface PluginOptions {
    source: PluginSource;
    /** The provider resource that the plugin is started for: its inputs are the plugin's configuration. */
    provider: RegisteredResource;
    run: RunContext;
    /** The project's folder, and the one that the program runs in. */
    root: string;
    workingDirectory: string;
    onOutput: (line: string) => void;
}

/** A component's plugin in a process of its own, spoken to as the engine does. */
export class ComponentPlugin {
    private readonly child: ServingChild;
    private readonly ready: Promise<ResourceProviderClient>;
    private client: ResourceProviderClient | undefined;

    constructor(private readonly options: PluginOptions) {
        const { run, source, workingDirectory } = options;
        this.child = new ServingChild(
            {
                ...command(source, run.monitorAddress),
                cwd: workingDirectory,
                env: { PULUMI_PROJECT: run.project, PULUMI_CONFIG: "{}" },
            },
            options.onOutput,
        );
        this.ready = this.start();
        // Whoever asks for a component learns of it.
        this.ready.catch(() => undefined);
    }

    /** Has the plugin register a component and what it holds. */
    async construct(goal: Goal): Promise<Constructed> {
        const client = await this.ready;
        const request = constructRequest(goal, this.options.run);
        const response = await this.ask<providerProto.ConstructResponse>((done) => client.construct(request, done));
        return constructed(response);
    }

    stop(): void {
        this.client?.close();
        this.child.kill();
    }

    private async start(): Promise<ResourceProviderClient> {
        const port = await this.child.port;
        if (port === undefined) {
            throw new Error(`${this.name} did not start: ${this.child.said}`);
        }
        const client = new ResourceProviderClient(
            `127.0.0.1:${String(port)}`,
            grpc.credentials.createInsecure(),
            CHANNEL_OPTIONS,
        );
        this.client = client;
        const handshake = new providerProto.ProviderHandshakeRequest();
        handshake.setEngineAddress(this.options.run.monitorAddress);
        handshake.setRootDirectory(this.options.root);
        handshake.setProgramDirectory(this.options.workingDirectory);
        handshake.setConfigureWithUrn(true);
        await this.askIfKnown((done) => client.handshake(handshake, done));
        const answer = await this.askIfKnown<providerProto.ConfigureResponse>((done) =>
            client.configure(this.configuration(), done),
        );
        // What it answers in the clear could be shown.
        if (answer?.getAcceptsecrets() === false) {
            throw new Error(`${this.name} knows no secrets: use a newer version of it`);
        }
        return client;
    }

    private configuration(): providerProto.ConfigureRequest {
        const { inputs, urn, name, type } = this.options.provider;
        const request = new providerProto.ConfigureRequest();
        request.setArgs(toStruct(inputs));
        request.setAcceptsecrets(true);
        request.setAcceptresources(true);
        request.setSendsOldInputs(true);
        request.setSendsOldInputsToDelete(true);
        request.setId(UNKNOWN);
        request.setUrn(urn);
        request.setName(name);
        request.setType(type);
        return request;
    }

    /** The package, and where its plugin is: for messages. */
    private get name(): string {
        const { provider, source } = this.options;
        return `the plugin of ${packageOf(provider.type)} (${source.kind === "executable" ? source.path : source.folder})`;
    }

    private async askIfKnown<Response>(
        call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
    ): Promise<Response | undefined> {
        try {
            return await this.ask(call);
        } catch (error) {
            if ((error as Partial<ServiceError>).code === grpc.status.UNIMPLEMENTED) {
                return undefined;
            }
            throw error;
        }
    }

    private ask<Response>(
        call: (done: (error: ServiceError | null, response: Response) => void) => unknown,
    ): Promise<Response> {
        const { promise, resolve, reject } = withResolvers<Response>();
        call((error, response) => {
            if (error === null) {
                resolve(response);
            } else {
                const message = `${this.name} failed: ${stripVTControlCharacters(error.details)}`;
                reject(Object.assign(new Error(message), { code: error.code }));
            }
        });
        return promise;
    }
}

function command(
    source: PluginSource,
    engineAddress: string,
): { run: { script: string } | { executable: string }; args: string[] } {
    if (source.kind === "executable") {
        return { run: { executable: source.path }, args: [engineAddress] };
    }
    const { folder } = source;
    const sdk = sdkOf(folder);
    if (sdk === undefined) {
        throw new Error(`@pulumi/pulumi is not installed in ${folder}: run its install first`);
    }
    return { run: { script: join(sdk, "cmd", "run-plugin") }, args: [folder, engineAddress] };
}
