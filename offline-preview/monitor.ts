import * as providerProto from "@pulumi/pulumi/proto/provider_pb";
import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import type * as callbackProto from "@pulumi/pulumi/proto/callback_pb";
import type { Callbacks } from "./callbacks";
import { RefusedError, withOutputDependencies, type Deployment, type Goal } from "./deployment";
import type { RegisteredResource, Urn } from "./model";
import { empty, fromStruct, grpc, StatusError, toStruct, type Empty } from "./protocol";
import { aliasUrns, optionsOf, requestedOptions } from "./resourceOptions";
import { locate } from "./sourceLocations";
import { nameOf } from "./urn";
import { mapValues, toOutput, UNKNOWN, withoutOutputs, type PropertyMap } from "./values";

/** What a function that reads the cloud answers here; `undefined` where nobody can know. */
export type AnswerFunction = (token: string, args: PropertyMap) => PropertyMap | undefined;

export interface MonitorOptions {
    deployment: Deployment;
    callbacks: Callbacks;
    answerFunction: AnswerFunction;
    configSecretKeys: readonly string[];
    organization: string;
    projectRoot: string;
}

type Transform = (request: resourceProto.TransformRequest) => Promise<resourceProto.TransformResponse>;

/**
 * The engine's ResourceMonitor service. It turns the protocol's messages into {@link Goal}s and back; what happens to
 * them is the {@link Deployment}'s matter.
 */
export class ResourceMonitor {
    private readonly transforms = new Map<Urn, Transform[]>();
    private readonly stackTransforms: Transform[] = [];
    private readonly invokeTransforms: callbackProto.Callback[] = [];
    private readonly hooks = new Map<string, callbackProto.Callback>();
    private readonly unanswered = new Set<string>();
    /** The program said that it is done. Older SDKs never do. */
    finished = false;

    constructor(private readonly options: MonitorOptions) {}

    getDeploymentInfo(_: Empty): resourceProto.DeploymentInfo {
        const { deployment, configSecretKeys, organization } = this.options;
        const info = new resourceProto.DeploymentInfo();
        info.setProject(deployment.options.project);
        info.setStack(deployment.options.stack);
        info.setOrganization(organization);
        info.setDryrun(true);
        info.setParallel(16);
        info.setConfigsecretkeysList([...configSecretKeys]);
        for (const [key, value] of Object.entries(deployment.options.config)) {
            info.getConfigMap().set(key, value);
        }
        info.setSupportedfeaturesList(
            Object.values(resourceProto.ResourceMonitorFeature).filter(
                (feature) =>
                    typeof feature === "number" &&
                    feature !== resourceProto.ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_STATE_MIGRATIONS,
            ),
        );
        return info;
    }

    supportsFeature(_: resourceProto.SupportsFeatureRequest): resourceProto.SupportsFeatureResponse {
        const response = new resourceProto.SupportsFeatureResponse();
        response.setHassupport(true);
        return response;
    }

    async registerResource(
        request: resourceProto.RegisterResourceRequest,
    ): Promise<resourceProto.RegisterResourceResponse> {
        const own = request.getTransformsList().map((callback) => this.transform(callback));
        const goal = await this.goal(request, own);
        const resource = await this.refusing(() => this.options.deployment.register(goal));
        this.transforms.set(resource.urn, own);
        await this.runHooks(resource, "beforeCreate");
        await this.runHooks(resource, "afterCreate");

        const response = new resourceProto.RegisterResourceResponse();
        response.setUrn(resource.urn);
        // A provider's reference is `urn::id`: the engine gives the sentinel itself while the id is unknown.
        response.setId(resource.kind === "provider" && resource.id === "" ? UNKNOWN : resource.id);
        response.setObject(
            toStruct(resource.kind === "component" || resource.kind === "stack" ? {} : resource.outputs),
        );
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

    registerResourceOutputs(request: resourceProto.RegisterResourceOutputsRequest): Empty {
        const outputs = mapValues(fromStruct(request.getOutputs()), withoutOutputs);
        this.options.deployment.registerOutputs(request.getUrn(), outputs);
        return empty();
    }

    async invoke(request: resourceProto.ResourceInvokeRequest): Promise<resourceProto.ResourceInvokeResponse> {
        let args = fromStruct(request.getArgs());
        for (const callback of this.invokeTransforms) {
            const transformed = new resourceProto.TransformInvokeRequest();
            transformed.setToken(request.getTok());
            transformed.setArgs(toStruct(args));
            const answer = await this.options.callbacks.invoke(callback, transformed.serializeBinary());
            const changed = resourceProto.TransformInvokeResponse.deserializeBinary(answer).getArgs();
            args = changed === undefined ? args : fromStruct(changed);
        }
        const response = new resourceProto.ResourceInvokeResponse();
        const known = await this.answer(request.getTok(), mapValues(args, withoutOutputs));
        if (known === undefined) {
            response.setUnknown(true);
        } else {
            response.setReturn(toStruct(known));
        }
        return response;
    }

    /** Methods of remote components run in their plugin: nothing is known of what they return. */
    call(request: resourceProto.ResourceCallRequest): providerProto.CallResponse {
        this.warnUnanswered(request.getTok());
        return new providerProto.CallResponse();
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

    signalAndWaitForShutdown(_: Empty): Empty {
        this.finished = true;
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
        const { deployment, projectRoot } = this.options;
        const { stack, project } = deployment.options;
        const parent = request.getParent() === "" ? undefined : request.getParent();
        const type = request.getType();
        const name = request.getName();
        let inputs = fromStruct(request.getObject());
        let options = requestedOptions(request, parent === undefined ? undefined : deployment.resources.get(parent));
        let dependencies = request.getDependenciesList();
        const propertyDependencies: Record<string, Urn[]> = {};
        request.getPropertydependenciesMap().forEach((entry, key) => {
            propertyDependencies[key] = entry.getUrnsList();
        });

        const transforms = [...own, ...this.parentTransforms(parent), ...this.stackTransforms];
        if (own.length > 0) {
            // Only then does the engine trust the transforms' own word on what each input depends on.
            inputs = Object.fromEntries(
                Object.entries(inputs).map(([key, value]) => [key, toOutput(value, propertyDependencies[key] ?? [])]),
            );
        }
        for (const transform of transforms) {
            const changed = new resourceProto.TransformRequest();
            changed.setType(type);
            changed.setName(name);
            changed.setCustom(request.getCustom());
            changed.setParent(parent ?? "");
            changed.setProperties(toStruct(inputs));
            changed.setOptions(options);
            const answer = await transform(changed);
            inputs = answer.getProperties() === undefined ? inputs : fromStruct(answer.getProperties());
            options = answer.getOptions() ?? options;
        }
        if (own.length > 0) {
            Object.keys(propertyDependencies).forEach((key) => delete propertyDependencies[key]);
            dependencies = options.getDependsOnList();
        }
        const source = locate(request, projectRoot);
        const goal = withOutputDependencies({
            type,
            name,
            custom: request.getCustom(),
            remote: request.getRemote(),
            ...(parent === undefined ? {} : { parent }),
            inputs,
            dependencies,
            propertyDependencies,
            options: optionsOf(options, aliasUrns(options.getAliasesList(), { stack, project, type, name, parent })),
            ...(source === undefined ? {} : { source }),
        });
        const all = new Set([...goal.dependencies, ...Object.values(goal.propertyDependencies).flat()]);
        return {
            ...goal,
            dependencies: own.length > 0 ? [...all] : goal.dependencies,
            inputs: goal.remote ? goal.inputs : mapValues(goal.inputs, withoutOutputs),
        };
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

    private async answer(token: string, args: PropertyMap): Promise<PropertyMap | undefined> {
        if (token === "pulumi:pulumi:getResource") {
            // The function belongs to a package, and the engine makes that package's provider first.
            await this.options.deployment.defaultProvider("pulumi", "");
            return this.getResource(typeof args.urn === "string" ? args.urn : "");
        }
        const known = this.options.answerFunction(token, args);
        if (known === undefined) {
            this.warnUnanswered(token);
        }
        return known;
    }

    private getResource(urn: Urn): PropertyMap {
        const resource = this.options.deployment.resources.get(urn);
        if (resource === undefined) {
            throw new StatusError(grpc.status.UNKNOWN, `unknown resource '${urn}'`);
        }
        return { urn, id: resource.id === "" ? UNKNOWN : resource.id, state: resource.outputs };
    }

    private warnUnanswered(token: string): void {
        if (!this.unanswered.has(token)) {
            this.unanswered.add(token);
            this.options.deployment.log({
                severity: "warning",
                message: `nobody can answer the function ${token} here: its result is unknown (give one with --facts)`,
            });
        }
    }
}
