import { readFileSync } from "node:fs";
import { isDeepStrictEqual } from "node:util";
import * as pluginProto from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { empty, fromStruct, toStruct, type Empty } from "../../../offline-preview/protocol";
import { Account } from "./account";

/**
 * The methods of the protocol's provider service: every input is accepted as it is, nothing is kept and nobody is
 * called. It gives no default values and no names of its own.
 */
export class StandInProvider {
    private account = new Account(undefined);
    /** Of the SDK that asks: a plugin on PATH is taken whatever version it says, but it should be the right one. */
    private readonly version: string;

    /** @param name of the package whose provider it stands in for */
    constructor(private readonly name: string) {
        const manifest = readFileSync(require.resolve(`@pulumi/${name}/package.json`), "utf8");
        this.version = (JSON.parse(manifest) as { version: string }).version;
    }

    handshake(): proto.ProviderHandshakeResponse {
        const response = new proto.ProviderHandshakeResponse();
        response.setAcceptSecrets(true);
        return response;
    }

    getPluginInfo(): pluginProto.PluginInfo {
        const info = new pluginProto.PluginInfo();
        info.setVersion(this.version);
        return info;
    }

    getSchema(): proto.GetSchemaResponse {
        const response = new proto.GetSchemaResponse();
        response.setSchema(JSON.stringify({ name: this.name, version: this.version }));
        return response;
    }

    configure(request: proto.ConfigureRequest): proto.ConfigureResponse {
        const { region } = fromStruct(request.getArgs());
        this.account = new Account(typeof region === "string" ? region : undefined);
        const response = new proto.ConfigureResponse();
        response.setAcceptsecrets(true);
        response.setSupportspreview(true);
        return response;
    }

    checkConfig(request: proto.CheckRequest): proto.CheckResponse {
        return this.check(request);
    }

    diffConfig(request: proto.DiffRequest): proto.DiffResponse {
        return this.diff(request);
    }

    check(request: proto.CheckRequest): proto.CheckResponse {
        const response = new proto.CheckResponse();
        response.setInputs(request.getNews());
        return response;
    }

    /** Any difference between the inputs is an update in place. */
    diff(request: proto.DiffRequest): proto.DiffResponse {
        const before = fromStruct(request.getOldInputs());
        const after = fromStruct(request.getNews());
        const keys = Object.keys({ ...before, ...after });
        const changed = keys.filter((key) => !isDeepStrictEqual(before[key], after[key]));
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        const response = new proto.DiffResponse();
        response.setChanges(changed.length === 0 ? DIFF_NONE : DIFF_SOME);
        response.setDiffsList(changed);
        return response;
    }

    create(request: proto.CreateRequest): proto.CreateResponse {
        const inputs = fromStruct(request.getProperties());
        const response = new proto.CreateResponse();
        if (request.getPreview()) {
            response.setProperties(toStruct(this.account.planned(request.getType(), inputs)));
        } else {
            const { id, outputs } = this.account.existing(request.getType(), request.getUrn(), inputs);
            response.setId(id);
            response.setProperties(toStruct(outputs));
        }
        return response;
    }

    read(request: proto.ReadRequest): proto.ReadResponse {
        const known = fromStruct(request.getProperties());
        const { outputs } = this.account.existing(request.getType(), request.getUrn(), known);
        const response = new proto.ReadResponse();
        response.setId(request.getId());
        response.setInputs(request.getInputs());
        response.setProperties(toStruct(outputs));
        return response;
    }

    update(request: proto.UpdateRequest): proto.UpdateResponse {
        const { outputs } = this.account.existing(request.getType(), request.getUrn(), fromStruct(request.getNews()));
        const response = new proto.UpdateResponse();
        response.setProperties(toStruct(outputs));
        return response;
    }

    delete(): Empty {
        return empty();
    }

    invoke(request: proto.InvokeRequest): proto.InvokeResponse {
        const response = new proto.InvokeResponse();
        response.setReturn(toStruct(this.account.call(request.getTok(), fromStruct(request.getArgs()))));
        return response;
    }

    cancel(): Empty {
        return empty();
    }
}
