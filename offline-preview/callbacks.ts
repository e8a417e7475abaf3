import { CallbacksClient } from "@pulumi/pulumi/proto/callback_grpc_pb";
import * as callbackProto from "@pulumi/pulumi/proto/callback_pb";
import { withResolvers } from "./promises";
import { CHANNEL_OPTIONS, grpc } from "./protocol";

/** Calls back the functions that a program registered: transforms and hooks live in its process. */
export class Callbacks {
    private readonly clients = new Map<string, CallbacksClient>();

    invoke(callback: callbackProto.Callback, payload: Uint8Array): Promise<Uint8Array> {
        const target = callback.getTarget();
        let client = this.clients.get(target);
        if (client === undefined) {
            client = new CallbacksClient(target, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
            this.clients.set(target, client);
        }
        const request = new callbackProto.CallbackInvokeRequest();
        request.setToken(callback.getToken());
        request.setRequest(payload);
        const { promise, resolve, reject } = withResolvers<Uint8Array>();
        client.invoke(request, (error, response) =>
            error === null ? resolve(response.getResponse_asU8()) : reject(new Error(error.details)),
        );
        return promise;
    }

    close(): void {
        this.clients.forEach((client) => client.close());
    }
}
