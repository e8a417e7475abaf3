import { createRequire } from "node:module";
import type * as Grpc from "@grpc/grpc-js";
import type * as Protobuf from "google-protobuf";
import type * as EmptyProto from "google-protobuf/google/protobuf/empty_pb";
import type * as StructProto from "google-protobuf/google/protobuf/struct_pb";
import { messageOf } from "./promises";
import type { PropertyMap } from "./values";

// The messages check `instanceof` against the copies that @pulumi/pulumi itself has loaded: take those.
const ofPulumi = createRequire(require.resolve("@pulumi/pulumi/package.json"));
export const grpc = ofPulumi("@grpc/grpc-js") as typeof Grpc;
const { BinaryReader } = ofPulumi("google-protobuf") as typeof Protobuf;
const { Empty: EmptyMessage } = ofPulumi("google-protobuf/google/protobuf/empty_pb") as typeof EmptyProto;
const { Struct: StructMessage } = ofPulumi("google-protobuf/google/protobuf/struct_pb") as typeof StructProto;

export type Struct = StructProto.Struct;
export type Empty = EmptyProto.Empty;

export function empty(): Empty {
    return new EmptyMessage();
}

export function toStruct(map: PropertyMap): Struct {
    return StructMessage.fromJavaScript(map);
}

export function fromStruct(struct: Struct | undefined): PropertyMap {
    return struct?.toJavaScript() ?? {};
}

/** The SDK's own limit: a deployment's largest message may be 400 MiB. */
export const CHANNEL_OPTIONS = {
    "grpc.max_receive_message_length": 400 * 1024 * 1024,
    "grpc.max_send_message_length": 400 * 1024 * 1024,
};

/** A service: its definition, and an object with a method per call; a throw becomes a gRPC error. */
export interface Service {
    definition: Grpc.ServiceDefinition;
    implementation: object;
}

type Method = (request: unknown) => unknown;
type Callback = (error: Partial<Grpc.ServiceError> | null, response?: unknown) => void;

/** A failure that must arrive with this gRPC status. */
export class StatusError extends Error {
    constructor(
        readonly code: Grpc.status,
        message: string,
    ) {
        super(message);
    }
}

export interface Serving {
    address: string;
    /** Waits until no more calls than these are open. */
    idle: (calls: number) => Promise<void>;
    stop: () => void;
}

/** A server on the loopback interface with `services`. */
export async function serve(services: readonly Service[]): Promise<Serving> {
    const server = new grpc.Server(CHANNEL_OPTIONS);
    const open = new Set<Promise<void>>();
    for (const service of services) {
        const handlers: Grpc.UntypedServiceImplementation = {};
        for (const [name, method] of methodsOf(service)) {
            handlers[name] = (call: Grpc.ServerUnaryCall<unknown, unknown>, callback: Grpc.sendUnaryData<unknown>) => {
                const settled = settle(method, call.request, callback);
                open.add(settled);
                void settled.finally(() => open.delete(settled));
            };
        }
        server.addService(service.definition, handlers);
    }
    const port = await new Promise<number>((resolve, reject) =>
        server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
            error === null ? resolve(bound) : reject(error),
        ),
    );
    return {
        address: `127.0.0.1:${String(port)}`,
        idle: async (calls) => {
            while (open.size > calls) {
                await Promise.race(open);
            }
        },
        stop: () => server.forceShutdown(),
    };
}

/** The same service as a client without a socket, for a program that runs in this process. */
export function inProcessClient(service: Service): Record<string, unknown> {
    const client: Record<string, unknown> = { close: () => undefined };
    for (const [name, method] of methodsOf(service)) {
        client[name] = (request: unknown, ...rest: unknown[]) =>
            void settle(method, request, rest[rest.length - 1] as Callback);
    }
    return client;
}

function methodsOf({ definition, implementation }: Service): [string, Method][] {
    const methods = implementation as Record<string, Method | undefined>;
    return Object.keys(definition).flatMap((name): [string, Method][] => {
        const method = methods[name];
        return method === undefined ? [] : [[name, method.bind(implementation)]];
    });
}

async function settle(method: Method, request: unknown, callback: Callback): Promise<void> {
    let response: unknown;
    try {
        response = await method(request);
    } catch (error) {
        const message = messageOf(error);
        const code = error instanceof StatusError ? error.code : grpc.status.UNKNOWN;
        callback(Object.assign(new Error(message), { code, details: message }));
        return;
    }
    callback(null, response);
}

/** For large messages: google-protobuf itself reads texts byte by byte, which then takes most of the time. */
export class TextReader extends BinaryReader {
    override readString(): string {
        const { buffer, byteOffset, length } = this.readBytes();
        return Buffer.from(buffer, byteOffset, length).toString();
    }
}
