import * as aliasProto from "@pulumi/pulumi/proto/alias_pb";
import * as resourceProto from "@pulumi/pulumi/proto/resource_pb";
import type { RegisteredResource, ResourceOptions, Urn } from "./model";
import { makeUrn } from "./urn";

/** What a URN is made of. */
export interface Identity {
    stack: string;
    project: string;
    type: string;
    name: string;
    parent: Urn | undefined;
}

/** The request's options, with what the parent passes on: protect, retainOnDelete, deletedWith, its provider. */
export function requestedOptions(
    request: resourceProto.RegisterResourceRequest,
    parent: RegisteredResource | undefined,
): resourceProto.TransformResourceOptions {
    const options = new resourceProto.TransformResourceOptions();
    const protect = request.hasProtect() ? request.getProtect() : parent?.options.protect;
    if (protect !== undefined) {
        options.setProtect(protect);
    }
    const retain = request.hasRetainondelete() ? request.getRetainondelete() : parent?.options.retainOnDelete;
    if (retain !== undefined) {
        options.setRetainOnDelete(retain);
    }
    if (request.getDeletebeforereplacedefined() || request.getDeletebeforereplace()) {
        options.setDeleteBeforeReplace(request.getDeletebeforereplace());
    }
    const aliases = request.getAliasurnsList().map((urn) => new aliasProto.Alias().setUrn(urn));
    options.setAliasesList([...aliases, ...request.getAliasesList()]);
    options.setDependsOnList(request.getDependenciesList());
    options.setIgnoreChangesList(request.getIgnorechangesList());
    options.setReplaceOnChangesList(request.getReplaceonchangesList());
    options.setAdditionalSecretOutputsList(request.getAdditionalsecretoutputsList());
    options.setHideDiffList(request.getHidediffsList());
    options.setReplaceWithList(request.getReplaceWithList());
    options.setVersion(request.getVersion() === "" ? packageVersion(request.getPackageref()) : request.getVersion());
    options.setPluginDownloadUrl(request.getPlugindownloadurl());
    options.setDeletedWith(
        request.getDeletedwith() === "" ? (parent?.options.deletedWith ?? "") : request.getDeletedwith(),
    );
    options.setProvider(request.getProvider());
    options.setImport(request.getImportid());
    options.setCustomTimeouts(request.getCustomtimeouts());
    options.setHooks(request.getHooks());
    options.setReplacementTrigger(request.getReplacementTrigger());
    request.getProvidersMap().forEach((reference, pkg) => options.getProvidersMap().set(pkg, reference));
    return options;
}

/** The URNs that a resource says it had before; what an alias leaves out is as it is now. */
export function aliasUrns(aliases: aliasProto.Alias[], now: Identity): Urn[] {
    const { stack, project, type, name, parent } = now;
    const urns = aliases.map((alias) => {
        const spec = alias.getSpec();
        if (spec === undefined) {
            return alias.getUrn();
        }
        const given = spec.getParenturn() === "" ? parent : spec.getParenturn();
        return makeUrn(
            spec.getStack() === "" ? stack : spec.getStack(),
            spec.getProject() === "" ? project : spec.getProject(),
            spec.getNoparent() ? undefined : given,
            spec.getType() === "" ? type : spec.getType(),
            spec.getName() === "" ? name : spec.getName(),
        );
    });
    return [...new Set(urns)];
}

/** What a `RegisterPackage` reference stands for: we made it ourselves, as `name@version`. */
export function packageVersion(reference: string): string {
    return reference.slice(reference.lastIndexOf("@") + 1);
}

/** The protocol's options in our own words. */
export function optionsOf(options: resourceProto.TransformResourceOptions, aliases: Urn[]): ResourceOptions {
    const timeouts = options.getCustomTimeouts();
    const hooks = options.getHooks();
    const providers: Record<string, string> = {};
    options.getProvidersMap().forEach((reference, pkg) => {
        providers[pkg] = reference;
    });
    return {
        ...given("protect", options.hasProtect() ? options.getProtect() : undefined),
        ...given("retainOnDelete", options.hasRetainOnDelete() ? options.getRetainOnDelete() : undefined),
        ...given(
            "deleteBeforeReplace",
            options.hasDeleteBeforeReplace() ? options.getDeleteBeforeReplace() : undefined,
        ),
        ...given("deletedWith", options.getDeletedWith()),
        ...given("importId", options.getImport()),
        ...given("version", options.getVersion()),
        ...given("pluginDownloadURL", options.getPluginDownloadUrl()),
        ...given("provider", options.getProvider()),
        replaceWith: options.getReplaceWithList(),
        ignoreChanges: options.getIgnoreChangesList(),
        replaceOnChanges: options.getReplaceOnChangesList(),
        additionalSecretOutputs: options.getAdditionalSecretOutputsList(),
        aliases,
        providers,
        customTimeouts: {
            ...given("create", timeouts?.getCreate()),
            ...given("update", timeouts?.getUpdate()),
            ...given("delete", timeouts?.getDelete()),
            ...given("read", timeouts?.getRead()),
        },
        hooks:
            hooks === undefined
                ? {}
                : { beforeCreate: hooks.getBeforeCreateList(), afterCreate: hooks.getAfterCreateList() },
    };
}

/** The protocol's empty string means: not given. */
function given<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
    return (value === undefined || value === "" ? {} : { [key]: value }) as Partial<Record<K, V>>;
}
