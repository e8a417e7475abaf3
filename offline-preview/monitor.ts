import * as providerProto from "@pulumi/pulumi/proto/provider_pb";
import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import type * as callbackProto from "@pulumi/pulumi/proto/callback_pb";
import { assetFault } from "./assets";
import type { Callbacks } from "./callbacks";
import { RefusedError, type Deployment } from "./deployment";
import type { Goal } from "./goal";
import { isSupported, SUPPORTED_FEATURES } from "./features";
import type { RegisteredResource, Urn } from "./model";
import { empty, fromStruct, grpc, StatusError, toStruct, type Empty } from "./protocol";
import { withoutGuesses, withoutTraces } from "./promiseForm";
import { goalOf, requested, transformed, withDependencies, type Transform } from "./registration";
import { optionsOf, packageVersion } from "./resourceOptions";
import { beginningOf, locate } from "./sourceLocations";
import { askedArguments } from "./unknownArguments";
import { nameOf, STACK_TYPE } from "./urn";
import { containsUnknown, isMap, mapValues, UNKNOWN, withoutOutputs, type PropertyMap } from "./values";

export interface MonitorOptions {
    deployment: Deployment;
    callbacks: Callbacks;
    organization: string;
    projectRoot: string;
    /** The file that the program starts with. */
    entryFile?: string;
    /** Where the program runs: relative paths of assets begin there. */
    workingDirectory: string;
    /** Waits until no call but the one that asks is open: plugins register as well, for longer than the program. */
    idle?: () => Promise<void>;
}

/**
 * The engine's ResourceMonitor service. It turns the protocol's messages into {@link Goal}s and back; what happens to
 * them is the {@link Deployment}'s matter.
 */
export class ResourceMonitor {
    private readonly transforms = new Map<Urn, readonly Transform[]>();
    /** By parent, type and name of a remote component. */
    private readonly keptTransforms = new Map<string, readonly Transform[]>();
    private readonly stackTransforms: Transform[] = [];
    private readonly invokeTransforms: callbackProto.Callback[] = [];
    private readonly hooks = new Map<string, callbackProto.Callback>();
    /** A function's result with unknowns in it was handed out. */
    private guessed = false;
    /** The program said that it is done. Older SDKs never do. */
    finished = false;

    constructor(private readonly options: MonitorOptions) {}

    getDeploymentInfo(_: Empty): resourceProto.DeploymentInfo {
        const { deployment, organization } = this.options;
        const info = new resourceProto.DeploymentInfo();
        info.setProject(deployment.options.project);
        info.setStack(deployment.options.stack);
        info.setOrganization(organization);
        info.setDryrun(true);
        info.setParallel(16);
        info.setConfigsecretkeysList([...deployment.options.configSecretKeys]);
        for (const [key, value] of Object.entries(deployment.options.config)) {
            info.getConfigMap().set(key, value);
        }
        info.setSupportedfeaturesList([...SUPPORTED_FEATURES]);
        return info;
    }

    supportsFeature(request: resourceProto.SupportsFeatureRequest): resourceProto.SupportsFeatureResponse {
        const response = new resourceProto.SupportsFeatureResponse();
        response.setHassupport(isSupported(request.getId()));
        return response;
    }

    async registerResource(
        request: resourceProto.RegisterResourceRequest,
    ): Promise<resourceProto.RegisterResourceResponse> {
        const own = this.ownTransforms(request);
        const goal = await this.goal(request, own);
        const response = new resourceProto.RegisterResourceResponse();
        if (goal.remote) {
            const { urn, outputs, dependencies } = await this.refusing(() => this.options.deployment.construct(goal));
            this.transforms.set(urn, own);
            response.setUrn(urn);
            response.setObject(toStruct(outputs));
            for (const [key, urns] of Object.entries(dependencies)) {
                const entry = new resourceProto.RegisterResourceResponse.PropertyDependencies();
                entry.setUrnsList(urns);
                response.getPropertydependenciesMap().set(key, entry);
            }
            return response;
        }
        const resource = await this.refusing(() => this.options.deployment.register(goal));
        this.transforms.set(resource.urn, own);
        await this.runHooks(resource, "beforeCreate");
        await this.runHooks(resource, "afterCreate");
        response.setUrn(resource.urn);
        // A provider's reference is `urn::id`: the engine gives the sentinel itself while the id is unknown.
        response.setId(resource.kind === "provider" && resource.id === "" ? UNKNOWN : resource.id);
        // What a component gives is told later, by registerResourceOutputs.
        response.setObject(toStruct(goal.custom ? resource.outputs : {}));
        return response;
    }

    async readResource(request: resourceProto.ReadResourceRequest): Promise<resourceProto.ReadResourceResponse> {
        const source = locate(request, this.options.projectRoot);
        const version = request.getVersion();
        const resource = await this.refusing(() =>
            this.options.deployment.register({
                type: request.getType(),
                name: request.getName(),
                custom: true,
                remote: false,
                ...(request.getParent() === "" ? {} : { parent: request.getParent() }),
                inputs: mapValues(fromStruct(request.getProperties()), withoutOutputs),
                dependencies: request.getDependenciesList(),
                propertyDependencies: {},
                options: {
                    ...optionsOf(new resourceProto.TransformResourceOptions(), []),
                    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
                    ...(request.getProvider() === "" ? {} : { provider: request.getProvider() }),
                    ...(version === "" ? {} : { version }),
                },
                ...(source === undefined ? {} : { source }),
                readId: request.getId(),
            }),
        );
        const response = new resourceProto.ReadResourceResponse();
        response.setUrn(resource.urn);
        response.setProperties(toStruct(resource.outputs));
        return response;
    }

    async registerResourceOutputs(request: resourceProto.RegisterResourceOutputsRequest): Promise<Empty> {
        const given = mapValues(fromStruct(request.getOutputs()), withoutOutputs);
        this.checkAssets(given);
        const outputs = this.guessed ? mapValues(given, withoutTraces) : given;
        await this.refusing(() => this.options.deployment.registerOutputs(request.getUrn(), outputs));
        return empty();
    }

    async invoke(request: resourceProto.ResourceInvokeRequest): Promise<resourceProto.ResourceInvokeResponse> {
        let args = askedArguments(fromStruct(request.getArgs()));
        for (const callback of this.invokeTransforms) {
            const transformed = new resourceProto.TransformInvokeRequest();
            transformed.setToken(request.getTok());
            transformed.setArgs(toStruct(args));
            const answer = await this.options.callbacks.invoke(callback, transformed.serializeBinary());
            const changed = resourceProto.TransformInvokeResponse.deserializeBinary(answer).getArgs();
            args = changed === undefined ? args : fromStruct(changed);
        }
        const response = new resourceProto.ResourceInvokeResponse();
        const result = await this.options.deployment.invoke(
            {
                token: request.getTok(),
                args: mapValues(this.guessed ? mapValues(args, withoutTraces) : args, withoutOutputs),
            },
            { reference: request.getProvider(), version: this.versionOf(request) },
            request.getDependsonList(),
        );
        this.guessed ||= result !== undefined && containsUnknown(result);
        // Older SDKs know no unknown result and need one to read.
        response.setReturn(toStruct(result ?? {}));
        response.setUnknown(result === undefined);
        return response;
    }

    async call(request: resourceProto.ResourceCallRequest): Promise<providerProto.CallResponse> {
        const args = fromStruct(request.getArgs());
        const argDependencies: Record<string, Urn[]> = {};
        request.getArgdependenciesMap().forEach((entry, key) => {
            argDependencies[key] = entry.getUrnsList();
        });
        const self = isMap(args.__self__) ? args.__self__.urn : undefined;
        const owner = typeof self === "string" ? this.options.deployment.resources.get(self) : undefined;
        const result = await this.options.deployment.call(
            { token: request.getTok(), args, argDependencies },
            { reference: request.getProvider() || (owner?.options.provider ?? ""), version: this.versionOf(request) },
        );
        const response = new providerProto.CallResponse();
        if (result !== undefined) {
            response.setReturn(toStruct(result.outputs));
            for (const [key, urns] of Object.entries(result.dependencies)) {
                const entry = new providerProto.CallResponse.ReturnDependencies();
                entry.setUrnsList(urns);
                response.getReturndependenciesMap().set(key, entry);
            }
        }
        return response;
    }

    registerStackTransform(callback: callbackProto.Callback): Empty {
        this.stackTransforms.push(this.transform(callback));
        return empty();
    }

    registerStackInvokeTransform(callback: callbackProto.Callback): Empty {
        this.invokeTransforms.push(callback);
        return empty();
    }

    registerResourceHook(request: resourceProto.RegisterResourceHookRequest): Empty {
        const callback = request.getCallback();
        if (request.getOnDryRun() && callback !== undefined) {
            this.hooks.set(request.getName(), callback);
        }
        return empty();
    }

    /** Error hooks run when a provider fails, and there is none here. */
    registerErrorHook(_: resourceProto.RegisterErrorHookRequest): Empty {
        return empty();
    }

    registerPackage(request: resourceProto.RegisterPackageRequest): resourceProto.RegisterPackageResponse {
        const response = new resourceProto.RegisterPackageResponse();
        response.setRef(`${request.getName()}@${request.getVersion()}`);
        return response;
    }

    async signalAndWaitForShutdown(_: Empty): Promise<Empty> {
        this.finished = true;
        await this.options.idle?.();
        return empty();
    }

    private async refusing<T>(register: () => Promise<T>): Promise<T> {
        try {
            return await register();
        } catch (error) {
            if (error instanceof RefusedError) {
                // UNKNOWN lets the SDK name the program's own line; UNAVAILABLE would let it end with exit code 0.
                throw new StatusError(grpc.status.UNKNOWN, error.message);
            }
            throw error;
        }
    }

    private async goal(request: resourceProto.RegisterResourceRequest, own: readonly Transform[]): Promise<Goal> {
        const { deployment, projectRoot, entryFile } = this.options;
        const { stack, project } = deployment.options;
        const first = requested(request, deployment.resources.get(request.getParent()));
        const transforms = [...own, ...this.parentTransforms(first.parent), ...this.stackTransforms];
        this.checkAssets(first.inputs);
        const registration = withDependencies(await transformed(first, transforms));
        this.checkAssets(registration.inputs);
        // The SDK makes the stack itself, before a line of the program has run.
        const isProgram = first.type === STACK_TYPE && entryFile !== undefined;
        const source = isProgram ? beginningOf(entryFile, projectRoot) : locate(request, projectRoot);
        const goal = goalOf(registration, { stack, project, source });
        return this.guessed ? { ...goal, inputs: withoutGuesses(goal.inputs, goal.propertyDependencies) } : goal;
    }

    /** The engine hashes assets before anything else, and a file that it cannot read fails the registration. */
    private checkAssets(properties: PropertyMap): void {
        const fault = assetFault(properties, this.options.workingDirectory);
        if (fault !== undefined) {
            throw new StatusError(grpc.status.UNKNOWN, fault);
        }
    }

    private versionOf(request: { getVersion: () => string; getPackageref: () => string }): string {
        return request.getVersion() === "" ? packageVersion(request.getPackageref()) : request.getVersion();
    }

    /** Those of a remote component are kept for its plugin's own registration, which has none, and is its children's parent. */
    private ownTransforms(request: resourceProto.RegisterResourceRequest): readonly Transform[] {
        const key = JSON.stringify([request.getParent(), request.getType(), request.getName()]);
        const kept = this.keptTransforms.get(key);
        if (kept !== undefined) {
            this.keptTransforms.delete(key);
            return kept;
        }
        const own = request.getTransformsList().map((callback) => this.transform(callback));
        if (request.getRemote() && own.length > 0) {
            this.keptTransforms.set(key, own);
        }
        return own;
    }

    private parentTransforms(parent: Urn | undefined): Transform[] {
        const found: Transform[] = [];
        for (let urn = parent; urn !== undefined; urn = this.options.deployment.resources.get(urn)?.parent) {
            found.push(...(this.transforms.get(urn) ?? []));
        }
        return found;
    }

    private transform(callback: callbackProto.Callback): Transform {
        return async (request) =>
            resourceProto.TransformResponse.deserializeBinary(
                await this.options.callbacks.invoke(callback, request.serializeBinary()),
            );
    }

    private async runHooks(resource: RegisteredResource, moment: string): Promise<void> {
        for (const name of resource.options.hooks[moment] ?? []) {
            const callback = this.hooks.get(name);
            if (callback === undefined) {
                continue;
            }
            const request = new resourceProto.ResourceHookRequest();
            request.setUrn(resource.urn);
            request.setName(nameOf(resource.urn));
            request.setType(resource.type);
            request.setNewInputs(toStruct(resource.inputs));
            if (moment.startsWith("after")) {
                request.setNewOutputs(toStruct(resource.outputs));
            }
            const answer = await this.options.callbacks.invoke(callback, request.serializeBinary());
            const error = resourceProto.ResourceHookResponse.deserializeBinary(answer).getError();
            if (error !== "") {
                throw new StatusError(grpc.status.UNKNOWN, `hook "${name}" failed: ${error}`);
            }
        }
    }
}
