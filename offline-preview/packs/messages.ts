import { stripVTControlCharacters } from "node:util";
import { AnalyzerService, type AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzerProto from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzedResource, Diagnosis, Remediations } from "../analyzer";
import type { ConfiguredLevel, Level, PolicyFramework, PolicyMetadata, Severity } from "../model";
import { empty, fromStruct, TextReader, toStruct } from "../protocol";
import { isMap, mapValues, withoutReferences, type PropertyMap, type PropertyValue } from "../values";
import type { ConfigurablePolicy, PackConfig } from "./packConfig";

const { EnforcementLevel, PolicySeverity, PolicyType } = analyzerProto;

const LEVEL_NAMES: Record<number, ConfiguredLevel> = {
    [EnforcementLevel.ADVISORY]: "advisory",
    [EnforcementLevel.MANDATORY]: "mandatory",
    [EnforcementLevel.DISABLED]: "disabled",
    [EnforcementLevel.REMEDIATE]: "remediate",
};

const SEVERITY_NAMES: Record<number, Severity> = {
    [PolicySeverity.POLICY_SEVERITY_LOW]: "low",
    [PolicySeverity.POLICY_SEVERITY_MEDIUM]: "medium",
    [PolicySeverity.POLICY_SEVERITY_HIGH]: "high",
    [PolicySeverity.POLICY_SEVERITY_CRITICAL]: "critical",
};

const KIND_NAMES: Record<number, PolicyMetadata["kind"]> = {
    [PolicyType.POLICY_TYPE_RESOURCE]: "resource",
    [PolicyType.POLICY_TYPE_STACK]: "stack",
};

function levelFromProto(level: number): ConfiguredLevel {
    return LEVEL_NAMES[level] ?? "advisory";
}

function levelToProto(level: ConfiguredLevel): analyzerProto.EnforcementLevel {
    const found = Object.entries(LEVEL_NAMES).find(([, name]) => name === level);
    return Number(found?.[0] ?? EnforcementLevel.ADVISORY);
}

export interface PackInfo {
    name: string;
    version: string;
    policies: (PolicyMetadata & ConfigurablePolicy)[];
    initialConfig: PackConfig;
}

export function readPackInfo(bytes: Uint8Array): PackInfo {
    const { AnalyzerInfo } = analyzerProto;
    return packInfo(AnalyzerInfo.deserializeBinaryFromReader(new AnalyzerInfo(), new TextReader(bytes)));
}

/** Asks a pack what it is, and reads the answer as {@link readPackInfo} does. */
export function askPackInfo(
    client: AnalyzerClient,
    done: (error: (Error & { details: string }) | null, info: PackInfo) => void,
): void {
    const { path, requestSerialize } = AnalyzerService.getAnalyzerInfo;
    client.makeUnaryRequest(path, requestSerialize, readPackInfo, empty(), (error, info) =>
        done(error, info as PackInfo),
    );
}

function packInfo(info: analyzerProto.AnalyzerInfo): PackInfo {
    const initialConfig: PackConfig = {};
    info.getInitialconfigMap().forEach((config, name) => {
        initialConfig[name] = {
            level: levelFromProto(config.getEnforcementlevel()),
            properties: fromStruct(config.getProperties()),
        };
    });
    return {
        name: info.getName(),
        version: info.getVersion(),
        initialConfig,
        policies: info.getPoliciesList().map((policy) => ({ ...metadata(policy), ...schemaOf(policy) })),
    };
}

function metadata(policy: analyzerProto.PolicyInfo): PolicyMetadata {
    const severity = SEVERITY_NAMES[policy.getSeverity()];
    const title = policy.getDisplayname();
    const remediationSteps = policy.getRemediationSteps();
    const url = policy.getUrl();
    const framework = policy.getFramework();
    return {
        name: policy.getName(),
        kind: KIND_NAMES[policy.getPolicyType()] ?? "unknown",
        level: levelFromProto(policy.getEnforcementlevel()),
        ...(severity === undefined ? {} : { severity }),
        ...(title === "" ? {} : { title }),
        description: policy.getDescription(),
        ...(remediationSteps === "" ? {} : { remediationSteps }),
        ...(url === "" ? {} : { url }),
        tags: policy.getTagsList(),
        ...(framework === undefined ? {} : { framework: frameworkOf(framework) }),
    };
}

function frameworkOf(framework: analyzerProto.PolicyComplianceFramework): PolicyFramework {
    return {
        name: framework.getName(),
        version: framework.getVersion(),
        reference: framework.getReference(),
        specification: framework.getSpecification(),
    };
}

function schemaOf(policy: analyzerProto.PolicyInfo): Pick<ConfigurablePolicy, "schema"> {
    const schema = policy.getConfigschema();
    if (schema === undefined) {
        return {};
    }
    const properties = fromStruct(schema.getProperties()) as Record<string, PropertyMap>;
    return { schema: { properties, required: schema.getRequiredList() } };
}

export function configureRequest(config: PackConfig): analyzerProto.ConfigureAnalyzerRequest {
    const request = new analyzerProto.ConfigureAnalyzerRequest();
    for (const [name, { level, properties }] of Object.entries(config)) {
        const entry = new analyzerProto.PolicyConfig();
        entry.setEnforcementlevel(levelToProto(level ?? "advisory"));
        entry.setProperties(toStruct(properties));
        request.getPolicyconfigMap().set(name, entry);
    }
    return request;
}

/** `internal`: keep the engine's own `__` inputs, which remediations must hand back. */
export function analyzeRequest(analyzed: AnalyzedResource, internal: boolean): analyzerProto.AnalyzeRequest {
    const { resource, provider } = analyzed;
    const request = new analyzerProto.AnalyzeRequest();
    request.setType(resource.type);
    request.setProperties(toStruct(shown(analyzed.properties, internal)));
    request.setUrn(resource.urn);
    request.setName(resource.name);
    request.setOptions(options(analyzed));
    if (provider !== undefined) {
        request.setProvider(providerResource(provider));
    }
    return request;
}

export function analyzeStackRequest(resources: readonly AnalyzedResource[]): analyzerProto.AnalyzeStackRequest {
    const request = new analyzerProto.AnalyzeStackRequest();
    request.setResourcesList(
        resources.map((analyzed) => {
            const { resource, provider } = analyzed;
            const message = new analyzerProto.AnalyzerResource();
            message.setType(resource.type);
            message.setProperties(toStruct(shown(analyzed.properties, false)));
            message.setUrn(resource.urn);
            message.setName(resource.name);
            message.setOptions(options(analyzed));
            message.setParent(resource.parent ?? "");
            message.setDependenciesList(resource.dependencies);
            // As the engine does: a property without dependencies is not named.
            for (const [key, urns] of Object.entries(resource.propertyDependencies).filter(
                ([, urns]) => urns.length > 0,
            )) {
                const dependencies = new analyzerProto.AnalyzerPropertyDependencies();
                dependencies.setUrnsList(urns);
                message.getPropertydependenciesMap().set(key, dependencies);
            }
            if (provider !== undefined) {
                message.setProvider(providerResource(provider));
            }
            return message;
        }),
    );
    return request;
}

function shown(properties: PropertyMap, internal: boolean): PropertyMap {
    const values = mapValues(properties, withoutReferences);
    return internal ? values : withoutInternal(values);
}

function withoutInternal(map: PropertyMap): PropertyMap {
    const change = (value: PropertyValue): PropertyValue =>
        Array.isArray(value) ? value.map(change) : isMap(value) ? withoutInternal(value) : value;
    return mapValues(Object.fromEntries(Object.entries(map).filter(([key]) => !key.startsWith("__"))), change);
}

function options({ resource }: AnalyzedResource): analyzerProto.AnalyzerResourceOptions {
    const message = new analyzerProto.AnalyzerResourceOptions();
    const { protect, ignoreChanges, deleteBeforeReplace, additionalSecretOutputs } = resource.options;
    message.setProtect(protect ?? false);
    message.setIgnorechangesList(ignoreChanges);
    message.setDeletebeforereplace(deleteBeforeReplace ?? false);
    message.setDeletebeforereplacedefined(deleteBeforeReplace !== undefined);
    message.setAdditionalsecretoutputsList(additionalSecretOutputs);
    message.setParent(resource.parent ?? "");
    const timeouts = new analyzerProto.AnalyzerResourceOptions.CustomTimeouts();
    timeouts.setCreate(seconds(resource.options.customTimeouts.create));
    timeouts.setUpdate(seconds(resource.options.customTimeouts.update));
    timeouts.setDelete(seconds(resource.options.customTimeouts.delete));
    message.setCustomtimeouts(timeouts);
    return message;
}

/** Go's duration form, as the options carry it: `1h2m3s`. */
function seconds(duration: string | undefined): number {
    let total = 0;
    for (const [, amount, unit] of (duration ?? "").matchAll(/(\d+(?:\.\d+)?)(h|ms|m|s)/g)) {
        total += Number(amount) * ({ h: 3600, m: 60, s: 1, ms: 0.001 }[unit ?? "s"] ?? 0);
    }
    return total;
}

function providerResource(provider: AnalyzedResource["resource"]): analyzerProto.AnalyzerProviderResource {
    const message = new analyzerProto.AnalyzerProviderResource();
    message.setType(provider.type);
    message.setProperties(toStruct(shown(provider.inputs, false)));
    message.setUrn(provider.urn);
    message.setName(provider.name);
    return message;
}

/** `urn` is what a diagnosis without one of its own is about. */
export function diagnoses(response: analyzerProto.AnalyzeResponse, urn: string): Diagnosis[] {
    return response.getDiagnosticsList().map((diagnostic) => {
        const severity = SEVERITY_NAMES[diagnostic.getSeverity()];
        const level: Level =
            levelFromProto(diagnostic.getEnforcementlevel()) === "mandatory" ? "mandatory" : "advisory";
        return {
            pack: { name: diagnostic.getPolicypackname(), version: diagnostic.getPolicypackversion() },
            policy: diagnostic.getPolicyname(),
            description: diagnostic.getDescription(),
            message: stripVTControlCharacters(diagnostic.getMessage()),
            level,
            ...(severity === undefined ? {} : { severity }),
            urn: diagnostic.getUrn() === "" ? urn : diagnostic.getUrn(),
        };
    });
}

export function remediations(response: analyzerProto.RemediateResponse, urn: string): Remediations {
    const result: Remediations = { remediations: [], diagnoses: [] };
    for (const remediation of response.getRemediationsList()) {
        const policy = remediation.getPolicyname();
        if (remediation.getDiagnostic() === "") {
            result.remediations.push({ policy, inputs: fromStruct(remediation.getProperties()) });
        } else {
            result.diagnoses.push({
                pack: { name: remediation.getPolicypackname(), version: remediation.getPolicypackversion() },
                policy,
                description: remediation.getDescription(),
                message: stripVTControlCharacters(remediation.getDiagnostic()),
                level: "advisory",
                urn,
            });
        }
    }
    return result;
}
