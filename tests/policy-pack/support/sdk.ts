import type { EnforcementLevel, ResourceValidationPolicy, StackValidationPolicy } from "@pulumi/policy";
import * as sdkServer from "@pulumi/policy/server";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { toSdkPolicy } from "../../../policy-pack/evaluation/sdkPolicy";
import type { Waivers } from "../../../policy-pack/configuration/waivers";
import type { Day, Policy } from "../../../policy-pack/evaluation";
import { nameOf, outputsOf, urnOf, type TestResource } from "../../../policy-pack/testing/resource";
import { toWire, type Inputs } from "./inputs";

export type { TestResource };

/** What the SDK answers, in the words of the engine. */
export interface Diagnostic {
    readonly policy: string;
    /** Name of the resource; "" when the finding is about the stack. */
    readonly resource: string;
    readonly level: EnforcementLevel;
    readonly severity: string;
    readonly message: string;
}

export interface RunOptions {
    /** Options of the policies, by policy id. */
    readonly config?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
    /** The day it is. Default: the clock's. */
    readonly today?: Day;
    readonly waivers?: Waivers;
}

/** Runs resource policies over one resource, or stack policies over all: through the SDK's own server functions. */
export async function analyze(
    policies: readonly Policy[],
    resources: readonly TestResource[],
    options: RunOptions = {},
): Promise<readonly Diagnostic[]> {
    const served = policies.map((policy) => configured(onDay(policy, options), options));
    const findings = await Promise.all([
        ...resources.map(async (resource) =>
            call(server.makeAnalyzeRpcFun, served, resourceRequest(resource), nameOf(resource)),
        ),
        call(server.makeAnalyzeStackRpcFun, served, stackRequest(resources), ""),
    ]);
    return findings.flat();
}

/** Why policies had nothing to judge, by policy id: the first resource alone, and then the stack. */
export async function notApplicable(
    policies: readonly Policy[],
    resources: readonly [TestResource, ...TestResource[]],
): Promise<readonly string[]> {
    const served = policies.map((policy) => toSdkPolicy(policy));
    const responses = await Promise.all([
        invoke<proto.AnalyzeResponse>(server.makeAnalyzeRpcFun, served, resourceRequest(resources[0])),
        invoke<proto.AnalyzeResponse>(server.makeAnalyzeStackRpcFun, served, stackRequest(resources)),
    ]);
    const records = responses.flatMap((response) => response.getNotApplicableList());
    return records.map((record) => `${record.getPolicyName()}: ${record.getReason()}`);
}

/** Runs remediations as at level `remediate`; the properties as they would be afterwards, on the wire. */
export async function remediate(
    policies: readonly Policy[],
    resource: TestResource,
    options: RunOptions = {},
): Promise<Inputs | undefined> {
    const served = policies.map((policy) => ({
        ...configured(onDay(policy, options), options),
        enforcementLevel: "remediate" as const,
    }));
    const response = await invoke<proto.RemediateResponse>(
        server.makeRemediateRpcFun,
        served,
        resourceRequest(resource),
    );
    const last = response.getRemediationsList().at(-1);
    return last?.getProperties()?.toJavaScript();
}

type SdkPolicy = ResourceValidationPolicy | StackValidationPolicy;
type Respond<Response> = (error: Error | null | undefined, response: Response) => void;
type Handler = (call: { request: unknown }, respond: Respond<never>) => void;
type MakeHandler = (pack: string, version: string, level: EnforcementLevel, policies: readonly SdkPolicy[]) => Handler;

/** Exported by the SDK for the engine's side, and left out of its declarations. */
const server = sdkServer as unknown as Record<
    "makeAnalyzeRpcFun" | "makeAnalyzeStackRpcFun" | "makeRemediateRpcFun",
    MakeHandler
>;

async function call(
    make: MakeHandler,
    policies: readonly SdkPolicy[],
    request: proto.AnalyzeRequest | proto.AnalyzeStackRequest,
    resource: string,
): Promise<readonly Diagnostic[]> {
    const response = await invoke<proto.AnalyzeResponse>(make, policies, request);
    return response.getDiagnosticsList().map((diagnostic) => ({
        policy: diagnostic.getPolicyname(),
        resource: diagnostic.getUrn().split("::").at(-1) || resource,
        level: levelOf(diagnostic.getEnforcementlevel()),
        severity: severityOf(diagnostic.getSeverity()),
        message: diagnostic.getMessage(),
    }));
}

/** A rejected call is what stops the engine. */
function invoke<Response>(make: MakeHandler, policies: readonly SdkPolicy[], request: unknown): Promise<Response> {
    return new Promise((resolve, reject) => {
        const respond: Respond<Response> = (error, response) => (error ? reject(error) : resolve(response));
        make("palisade-policies", "0.0.0", "advisory", policies)({ request }, respond);
    });
}

function onDay(policy: Policy, { today, waivers }: RunOptions): SdkPolicy {
    return toSdkPolicy(policy, today === undefined ? undefined : () => today, () => waivers);
}

/** Options as the engine's Configure call would give them; a policy that is off by default runs as advisory. */
function configured(policy: SdkPolicy, { config }: RunOptions): SdkPolicy {
    const given = config?.[policy.name] ?? {};
    const enforcementLevel = policy.enforcementLevel === "disabled" ? "advisory" : policy.enforcementLevel;
    const wrap = <Args extends object, Rest extends unknown[], Result>(run: (args: Args, ...rest: Rest) => Result) =>
        // Keeps the function's own properties: the SDK skips other types by one of them.
        Object.assign((args: Args, ...rest: Rest) => run({ ...args, getConfig: () => given }, ...rest), run);
    if ("validateStack" in policy) {
        return { ...policy, enforcementLevel, validateStack: wrap(policy.validateStack) };
    }
    const { validateResource, remediateResource } = policy;
    if (typeof validateResource !== "function") {
        throw new Error(`${policy.name}: the slow array form of validateResource`);
    }
    return {
        ...policy,
        enforcementLevel,
        validateResource: wrap(validateResource),
        ...(remediateResource && { remediateResource: wrap(remediateResource) }),
    };
}

function resourceRequest(resource: TestResource): proto.AnalyzeRequest {
    const request = new proto.AnalyzeRequest();
    request.setType(resource.type);
    request.setName(nameOf(resource));
    request.setUrn(urnOf(resource));
    request.setProperties(Struct.fromJavaScript(toWire(resource.inputs)));
    request.setOptions(optionsOf(resource));
    request.setProvider(providerOf(resource));
    return proto.AnalyzeRequest.deserializeBinary(request.serializeBinary());
}

function stackRequest(resources: readonly TestResource[]): proto.AnalyzeStackRequest {
    const request = new proto.AnalyzeStackRequest();
    request.setResourcesList(resources.map((resource) => stackResource(resource, resources)));
    return proto.AnalyzeStackRequest.deserializeBinary(request.serializeBinary());
}

function stackResource(resource: TestResource, all: readonly TestResource[]): proto.AnalyzerResource {
    const message = new proto.AnalyzerResource();
    message.setType(resource.type);
    message.setName(nameOf(resource));
    message.setUrn(urnOf(resource));
    message.setProperties(Struct.fromJavaScript(toWire(outputsOf(resource))));
    message.setOptions(optionsOf(resource));
    message.setProvider(providerOf(resource));
    for (const [property, names] of Object.entries(resource.from ?? {})) {
        const dependencies = new proto.AnalyzerPropertyDependencies();
        dependencies.setUrnsList(names.map((name) => urnOf(named(name, all))));
        message.getPropertydependenciesMap().set(property, dependencies);
    }
    return message;
}

function optionsOf({ isProtected, parent }: TestResource): proto.AnalyzerResourceOptions {
    return new proto.AnalyzerResourceOptions().setProtect(isProtected ?? false).setParent(parent ?? "");
}

function providerOf({ provider }: TestResource): proto.AnalyzerProviderResource | undefined {
    return (
        provider &&
        new proto.AnalyzerProviderResource()
            .setType("pulumi:providers:aws")
            .setProperties(Struct.fromJavaScript(toWire(provider)))
    );
}

function named(name: string, all: readonly TestResource[]): TestResource {
    const found = all.find((resource) => nameOf(resource) === name);
    if (found === undefined) {
        throw new Error(`no resource named "${name}" in the case`);
    }
    return found;
}

function levelOf(level: number): EnforcementLevel {
    const levels: readonly EnforcementLevel[] = ["advisory", "mandatory", "disabled", "remediate"];
    return levels[level] ?? "disabled";
}

function severityOf(severity: proto.PolicySeverity): string {
    const named = Object.entries(proto.PolicySeverity).find(([, value]) => Number(value) === Number(severity));
    return named?.[0] ?? "";
}
