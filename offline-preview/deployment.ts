import type { Analyzer, AnalyzedResource, Diagnosis } from "./analyzer";
import type { Goal } from "./goal";
import type { Diagnostic, RegisteredResource, Remediated, ResourceOptions, Urn } from "./model";
import { withResolvers } from "./promises";
import { isProviderType, makeUrn, nameOf, packageOf, providerType, referenceParts, STACK_TYPE, typeOf } from "./urn";
import { isGuessedName } from "./promiseForm";
import { builtinProvider } from "./providers/builtinProvider";
import type {
    CallRequest,
    CallResult,
    Constructed,
    InvokeRequest,
    Provider,
    ResourceState,
} from "./providers/provider";
import {
    containsUnknown,
    isMap,
    isSecret,
    mapValues,
    referencesIn,
    secret,
    UNKNOWN,
    withoutOutputs,
    type PropertyMap,
    type PropertyValue,
} from "./values";

/** Which provider a call is for: one by its reference `urn::id`, else the default one of the token's package. */
export interface ProviderChoice {
    /** "" where none is named. */
    reference: string;
    version: string;
}

export interface DeploymentOptions {
    project: string;
    stack: string;
    /** Configuration by full key (`aws:region`): what default providers are made with. */
    config: Readonly<Record<string, string>>;
    /** Keys of the configuration whose values are secret. */
    configSecretKeys: readonly string[];
    analyzers: readonly Analyzer[];
    /** For all packages but `pulumi`, whose provider is the engine's own. */
    provider: Provider;
    /** Judge each resource when it is registered; otherwise only on {@link Deployment.analyzeResources}. */
    analyzeAtOnce: boolean;
    /** Judge one resource after the other and stop at the first with a mandatory violation, as an update does. */
    refuse: boolean;
    onRegistered?: (resource: RegisteredResource) => void;
}

/** Packages of the engine's dynamic providers, as in its deploy/target.go. */
const DYNAMIC_PROVIDERS = ["pulumi-nodejs", "pulumi-python"];

/** Says to the program why a registration was turned down. */
export class RefusedError extends Error {}

/**
 * One run's resources, in the order of the engine's steps: transforms (the monitor's part), remediation, analysis,
 * registration, outputs.
 */
export class Deployment {
    readonly resources = new Map<Urn, RegisteredResource>();
    readonly diagnoses: Diagnosis[] = [];
    readonly remediations: Remediated[] = [];
    readonly diagnostics: Diagnostic[] = [];
    stackOutputs: PropertyMap | undefined;
    private readonly defaultProviders = new Map<string, Promise<RegisteredResource>>();
    /** Resources inside remote components that the program has been given, and never registers: by the component. */
    private readonly inside = new Map<Urn, Urn>();
    private readonly builtin = builtinProvider((urn) => this.lookUp(urn));
    /** The end of what was registered before: in an update each waits for it. */
    private turn: Promise<void> = Promise.resolve();
    /** The update is at its end: a resource was refused. */
    private stopped = false;

    constructor(readonly options: DeploymentOptions) {}

    get stackUrn(): Urn {
        const { stack, project } = this.options;
        return makeUrn(stack, project, undefined, STACK_TYPE, `${project}-${stack}`);
    }

    log(diagnostic: Diagnostic): void {
        // After a refusal the program can only fail: that is no fault of its own.
        if (!this.stopped || diagnostic.severity !== "error") {
            this.diagnostics.push(diagnostic);
        }
    }

    /** Registers a resource; throws {@link RefusedError} where the engine would turn it down. */
    async register(goal: Goal): Promise<RegisteredResource> {
        // Made before the resource asks for its turn, because it needs one itself.
        await this.defaultProviderOf(goal);
        return this.inTurn(() => this.registerNow(goal));
    }

    /**
     * The engine's step generator handles one event after the other, and none after a refusal: what came before is made,
     * what comes later is not even judged. A preview refuses nothing, so there the order tells nothing.
     */
    private async inTurn<T>(handle: () => Promise<T> | T): Promise<T> {
        if (!this.options.refuse) {
            return handle();
        }
        const before = this.turn;
        const { promise, resolve: done } = withResolvers<void>();
        this.turn = promise;
        await before;
        try {
            if (this.stopped) {
                throw new RefusedError("not reached: a resource before it violates a mandatory policy");
            }
            return await handle();
        } finally {
            done();
        }
    }

    private async registerNow(goal: Goal): Promise<RegisteredResource> {
        const { stack, project } = this.options;
        const { version } = goal.options;
        const parent =
            goal.parent ?? (goal.type === STACK_TYPE || isProviderType(goal.type) ? undefined : this.stackUrn);
        const urn = makeUrn(stack, project, parent, goal.type, goal.name);
        const namesake = this.resources.get(urn);
        if (namesake !== undefined && isGuessedName(goal.name)) {
            return namesake;
        }
        if (namesake !== undefined) {
            throw new RefusedError(`Duplicate resource URN '${urn}'; try giving it a unique name`);
        }
        const resource: RegisteredResource = {
            urn,
            type: goal.type,
            name: goal.name,
            kind: kindOf(goal),
            operation: goal.readId !== undefined ? "read" : goal.options.importId !== undefined ? "import" : "create",
            ...(parent === undefined ? {} : { parent }),
            id: "",
            // An explicit provider is told the version of the package that made it, as a default one is.
            inputs: isProviderType(goal.type) && version !== undefined ? { ...goal.inputs, version } : goal.inputs,
            outputs: {},
            dependencies: this.registered(goal.dependencies),
            propertyDependencies: Object.fromEntries(
                Object.entries(goal.propertyDependencies).map(([key, urns]) => [key, this.registered(urns)]),
            ),
            options: goal.options,
            ...(goal.source === undefined ? {} : { source: goal.source }),
            remediatedBy: [],
            refused: false,
        };
        this.resources.set(urn, resource);
        const defaultProvider = await this.defaultProviderOf(goal);
        if (defaultProvider !== undefined) {
            const { urn: provider, id } = defaultProvider;
            resource.options = { ...resource.options, provider: `${provider}::${id === "" ? UNKNOWN : id}` };
        }
        // A resource that is only read is nobody's to judge: the engine shows it to no pack.
        if (resource.operation !== "read") {
            await this.remediate(resource);
        }
        const judged = this.options.analyzeAtOnce ? await this.analyze(resource) : [];
        if (this.options.refuse && judged.some((diagnosis) => diagnosis.level === "mandatory")) {
            resource.refused = true;
            this.stopped = true;
            throw new RefusedError(`${goal.name} [${goal.type}] violates a mandatory policy`);
        }
        await this.settle(goal, resource);
        this.options.onRegistered?.(resource);
        return resource;
    }

    /** The id and outputs, once policies have had their say. */
    private async settle(goal: Goal, resource: RegisteredResource): Promise<void> {
        if (resource.kind === "provider") {
            resource.outputs = resource.inputs;
            return;
        }
        if (!goal.custom) {
            return;
        }
        const { urn, type, name, inputs } = resource;
        const request = { urn, type, name, inputs, provider: this.referenced(resource.options.provider ?? "") };
        const provider = this.providerOf(type);
        const { id, outputs } =
            goal.readId === undefined
                ? await provider.create(request)
                : await provider.read({ ...request, id: goal.readId });
        resource.id = goal.options.importId ?? id;
        resource.outputs = outputs;
        for (const key of goal.options.additionalSecretOutputs) {
            const value = outputs[key];
            if (value !== undefined && !isSecret(value)) {
                outputs[key] = secret(value);
            }
        }
    }

    /** What a function returns; undefined where nothing is known of it, or while it waits for a resource. */
    async invoke(
        request: Omit<InvokeRequest, "provider">,
        choice: ProviderChoice,
        dependsOn: readonly Urn[] = [],
    ): Promise<PropertyMap | undefined> {
        const provider = await this.chosen(request.token, choice);
        if (dependsOn.some((urn) => this.isPending(urn))) {
            return undefined;
        }
        return this.providerOf(request.token).invoke({ ...request, provider });
    }

    /** What a method returns; undefined where nothing is known of it. */
    async call(request: Omit<CallRequest, "provider">, choice: ProviderChoice): Promise<CallResult | undefined> {
        const provider = await this.chosen(request.token, choice);
        return this.providerOf(request.token).call({ ...request, provider });
    }

    /** Has a remote component registered by its provider; throws {@link RefusedError} like {@link register}. */
    async construct(goal: Goal): Promise<Constructed> {
        const { provider: reference = "", version = "" } = goal.options;
        const provider = await this.chosen(goal.type, { reference, version });
        const constructed = await this.providerOf(goal.type).construct({
            goal,
            provider,
            register: (component) => this.register(component),
            registerOutputs: (urn, outputs) => this.registerOutputs(urn, outputs),
        });
        for (const urn of referencesIn(constructed.outputs)) {
            if (!this.resources.has(urn)) {
                this.inside.set(urn, constructed.urn);
            }
        }
        return constructed;
    }

    private async lookUp(urn: Urn): Promise<ResourceState | undefined> {
        return (
            this.resources.get(urn) ??
            (this.inside.has(urn)
                ? this.options.provider.create({
                      urn,
                      type: typeOf(urn),
                      name: nameOf(urn),
                      inputs: {},
                      provider: undefined,
                  })
                : undefined)
        );
    }

    /** What depends on a resource inside a remote component depends on the component: there is no more of it here. */
    private registered(urns: readonly Urn[]): Urn[] {
        return [...new Set(urns.map((urn) => this.inside.get(urn) ?? urn))];
    }

    /** Tells what the provider has to say of its answers, once the program has ended. */
    end(): void {
        this.options.provider.remarks().forEach((message) => this.log({ severity: "warning", message }));
    }

    /** Whether something was asked that the provider knows no answer to. */
    get lacksAnswers(): boolean {
        return this.options.provider.remarks().length > 0;
    }

    /** Whether a resource, or one inside a component, is yet to be made: as long as its id is unknown. */
    private isPending(urn: Urn): boolean {
        const resource = this.resources.get(urn);
        switch (resource?.kind) {
            case "custom":
                return resource.id === "";
            case "remote":
                return containsUnknown(resource.outputs);
            case "component":
                return [...this.resources.values()].some(
                    ({ parent, urn: child }) => parent === urn && this.isPending(child),
                );
            default:
                return false;
        }
    }

    private providerOf(token: string): Provider {
        return packageOf(token) === "pulumi" ? this.builtin : this.options.provider;
    }

    private async chosen(token: string, choice: ProviderChoice): Promise<RegisteredResource | undefined> {
        return choice.reference === ""
            ? this.defaultProvider(packageOf(token), choice.version)
            : this.referenced(choice.reference);
    }

    /** The provider resource of a reference `urn::id`. */
    private referenced(reference: string): RegisteredResource | undefined {
        return this.resources.get(referenceParts(reference).urn);
    }

    registerOutputs(urn: Urn, outputs: PropertyMap): Promise<void> {
        return this.inTurn(() => this.setOutputs(urn, outputs));
    }

    private setOutputs(urn: Urn, outputs: PropertyMap): void {
        const resource = this.resources.get(urn);
        if (resource === undefined) {
            throw new RefusedError(`no resource '${urn}' to set outputs of`);
        }
        resource.outputs = outputs;
        if (urn === this.stackUrn) {
            this.stackOutputs = outputs;
        }
    }

    /** A custom resource without a provider of its own belongs to its package's default provider. */
    private async defaultProviderOf(goal: Goal): Promise<RegisteredResource | undefined> {
        const hasOwn =
            (!goal.custom && !goal.remote) || isProviderType(goal.type) || goal.options.provider !== undefined;
        return hasOwn ? undefined : this.defaultProvider(packageOf(goal.type), goal.options.version ?? "");
    }

    /** The provider for what names none; made when it is first needed. */
    defaultProvider(pkg: string, version: string): Promise<RegisteredResource> {
        const key = `${pkg}@${version}`;
        let provider = this.defaultProviders.get(key);
        if (provider === undefined) {
            provider = this.register(this.defaultProviderGoal(pkg, version));
            this.defaultProviders.set(key, provider);
        }
        return provider;
    }

    private defaultProviderGoal(pkg: string, version: string): Goal {
        return {
            type: providerType(pkg),
            name: version === "" ? "default" : `default_${version.replace(/[^A-Za-z0-9]/g, "_")}`,
            custom: true,
            remote: false,
            inputs: this.packageConfig(pkg),
            dependencies: [],
            propertyDependencies: {},
            options: { ...noOptions(), ...(version === "" ? {} : { version }) },
        };
    }

    /** A package's configuration; dynamic providers, which run code of the program, are given all of it. */
    private packageConfig(pkg: string): PropertyMap {
        const { config, configSecretKeys } = this.options;
        const prefix = DYNAMIC_PROVIDERS.includes(pkg) ? "" : `${pkg}:`;
        return Object.fromEntries(
            Object.entries(config)
                .filter(([key]) => key.startsWith(prefix))
                .map(([key, value]) => [
                    key.slice(prefix.length),
                    configSecretKeys.includes(key) ? secret(value) : value,
                ]),
        );
    }

    private async remediate(resource: RegisteredResource): Promise<void> {
        for (const analyzer of this.options.analyzers) {
            const { remediations, diagnoses } = await analyzer.remediate(this.analyzed(resource));
            this.diagnoses.push(...diagnoses);
            for (const { policy, inputs } of remediations) {
                const changed = changedKeys(resource.inputs, inputs);
                resource.inputs = inputs;
                resource.remediatedBy.push(policy);
                this.remediations.push({ pack: analyzer.pack, policy, urn: resource.urn, changed });
            }
        }
    }

    private async analyze(resource: RegisteredResource): Promise<Diagnosis[]> {
        const analyzers = resource.operation === "read" ? [] : this.options.analyzers;
        const judged = await Promise.all(analyzers.map((analyzer) => analyzer.analyze(this.analyzed(resource))));
        this.diagnoses.push(...judged.flat());
        return judged.flat();
    }

    /** Judges what {@link DeploymentOptions.analyzeAtOnce} left, where `wanted` says so. */
    async analyzeResources(wanted: (resource: RegisteredResource) => boolean): Promise<void> {
        await Promise.all([...this.resources.values()].filter(wanted).map((resource) => this.analyze(resource)));
    }

    /** Stack policies see the outputs of all resources, at the end. */
    async analyzeStack(): Promise<void> {
        const resources = [...this.resources.values()]
            .filter((resource) => resource.operation !== "read")
            .map((resource) => ({ ...this.analyzed(resource), properties: resource.outputs }));
        const judged = await Promise.all(
            this.options.analyzers.map((analyzer) => analyzer.analyzeStack(resources, this.stackUrn)),
        );
        this.diagnoses.push(...judged.flat());
    }

    private analyzed(resource: RegisteredResource): AnalyzedResource {
        const provider = this.referenced(resource.options.provider ?? "");
        return { resource, properties: mapValues(resource.inputs, withoutOutputs), provider };
    }
}

export function noOptions(): ResourceOptions {
    return {
        replaceWith: [],
        ignoreChanges: [],
        replaceOnChanges: [],
        additionalSecretOutputs: [],
        aliases: [],
        providers: {},
        customTimeouts: {},
        hooks: {},
    };
}

function kindOf(goal: Goal): RegisteredResource["kind"] {
    if (goal.type === STACK_TYPE) {
        return "stack";
    }
    if (isProviderType(goal.type)) {
        return "provider";
    }
    return goal.custom ? "custom" : goal.remote ? "remote" : "component";
}

function changedKeys(before: PropertyMap, after: PropertyMap): string[] {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].filter((key) => !sameValue(before[key], after[key])).sort();
}

export function sameValue(a: PropertyValue | undefined, b: PropertyValue | undefined): boolean {
    if (Array.isArray(a) && Array.isArray(b)) {
        return a.length === b.length && a.every((element, index) => sameValue(element, b[index]));
    }
    if (isMap(a) && isMap(b)) {
        const keys = Object.keys(a);
        return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameValue(a[key], b[key]));
    }
    return a === b;
}
