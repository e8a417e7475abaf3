import * as aliasProto from "@pulumi/pulumi/proto/alias_pb";
import * as providerProto from "@pulumi/pulumi/proto/provider_pb";
import type { Goal } from "../goal";
import type { Urn } from "../model";
import { fromStruct, toStruct } from "../protocol";
import type { Constructed } from "../providers/provider";
import { mapValues, withCarried, withoutOutputs } from "../values";

/** What a plugin is told of the run that a component belongs to. */
export interface RunContext {
    readonly project: string;
    readonly stack: string;
    readonly organization: string;
    /** All configuration of the stack, by full key. */
    readonly config: Readonly<Record<string, string>>;
    readonly configSecretKeys: readonly string[];
    /** Of the services that the program talks to as well. */
    readonly monitorAddress: string;
    readonly stackUrn: Urn;
}

/** The engine's request to a plugin: register this component, and what it holds, with the monitor. */
export function constructRequest(goal: Goal, run: RunContext): providerProto.ConstructRequest {
    const { options } = goal;
    const request = new providerProto.ConstructRequest();
    request.setProject(run.project);
    request.setStack(run.stack);
    request.setOrganization(run.organization);
    Object.entries(run.config).forEach(([key, value]) => request.getConfigMap().set(key, value));
    request.setConfigsecretkeysList([...run.configSecretKeys]);
    request.setDryrun(true);
    request.setParallel(16);
    request.setMonitorendpoint(run.monitorAddress);
    request.setAcceptsOutputValues(true);

    request.setType(goal.type);
    request.setName(goal.name);
    request.setParent(goal.parent ?? run.stackUrn);
    request.setInputs(toStruct(goal.inputs));
    for (const key of Object.keys(goal.inputs)) {
        const entry = new providerProto.ConstructRequest.PropertyDependencies();
        entry.setUrnsList(goal.propertyDependencies[key] ?? []);
        request.getInputdependenciesMap().set(key, entry);
    }
    request.setDependenciesList(goal.dependencies);
    request.setAliasesList(options.aliases.map((urn) => new aliasProto.Alias().setUrn(urn)));
    Object.entries(options.providers).forEach(([pkg, reference]) => request.getProvidersMap().set(pkg, reference));
    if (options.protect !== undefined) {
        request.setProtect(options.protect);
    }
    if (options.retainOnDelete !== undefined) {
        request.setRetainondelete(options.retainOnDelete);
    }
    if (options.deleteBeforeReplace !== undefined) {
        request.setDeletebeforereplace(options.deleteBeforeReplace);
    }
    request.setDeletedwith(options.deletedWith ?? "");
    request.setReplaceWithList(options.replaceWith);
    request.setAdditionalsecretoutputsList(options.additionalSecretOutputs);
    request.setIgnorechangesList(options.ignoreChanges);
    request.setReplaceonchangesList(options.replaceOnChanges);
    const timeouts = new providerProto.ConstructRequest.CustomTimeouts();
    timeouts.setCreate(options.customTimeouts.create ?? "");
    timeouts.setUpdate(options.customTimeouts.update ?? "");
    timeouts.setDelete(options.customTimeouts.delete ?? "");
    timeouts.setRead(options.customTimeouts.read ?? "");
    request.setCustomtimeouts(timeouts);
    const hooks = new providerProto.ConstructRequest.ResourceHooksBinding();
    hooks.setBeforeCreateList(options.hooks.beforeCreate ?? []);
    hooks.setAfterCreateList(options.hooks.afterCreate ?? []);
    request.setResourceHooks(hooks);
    return request;
}

/** What the plugin says that the component gives. Output values become what they stand for, and dependencies. */
export function constructed(response: providerProto.ConstructResponse): Constructed {
    const state = fromStruct(response.getState());
    const dependencies: Record<string, Urn[]> = {};
    response.getStatedependenciesMap().forEach((entry, key) => {
        dependencies[key] = entry.getUrnsList();
    });
    return {
        urn: response.getUrn(),
        outputs: mapValues(state, withoutOutputs),
        dependencies: withCarried(dependencies, state),
    };
}
