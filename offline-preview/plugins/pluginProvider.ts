import { RefusedError } from "../deployment";
import type { RegisteredResource, Urn } from "../model";
import { messageOf } from "../promises";
import type { Constructed, ConstructRequest, Provider } from "../providers/provider";
import { packageOf } from "../urn";
import { containsUnknown } from "../values";
import { ComponentPlugin, type PluginOptions } from "./componentPlugin";
import type { PluginSource } from "./findPlugin";

export interface InstalledPlugins extends Omit<PluginOptions, "source" | "provider"> {
    find: (pkg: string, version: string) => PluginSource | undefined;
}

/**
 * A provider that has installed plugins register their components, one process for each provider resource, and leaves the
 * rest to another one.
 */
export class PluginProvider implements Provider {
    private readonly plugins = new Map<Urn, ComponentPlugin | undefined>();
    private installed: InstalledPlugins | undefined;

    constructor(private readonly others: Provider) {}

    /** From now on components go to their plugins, where there are any. */
    connect(installed: InstalledPlugins): void {
        this.installed = installed;
    }

    create: Provider["create"] = (request) => this.others.create(request);
    read: Provider["read"] = (request) => this.others.read(request);
    invoke: Provider["invoke"] = (request) => this.others.invoke(request);
    call: Provider["call"] = (request) => this.others.call(request);
    remarks: Provider["remarks"] = () => this.others.remarks();

    async construct(request: ConstructRequest): Promise<Constructed> {
        const { goal, provider } = request;
        try {
            const plugin = provider && this.pluginOf(provider);
            if (plugin !== undefined) {
                return await plugin.construct(goal);
            }
        } catch (error) {
            const told = `${goal.name} [${goal.type}]: ${messageOf(error)}; --no-plugins previews without it`;
            throw new RefusedError(told);
        }
        return this.others.construct(request);
    }

    stop(): void {
        this.installed = undefined;
        this.plugins.forEach((plugin) => plugin?.stop());
    }

    /** None where it is not installed, or its configuration is not known yet: the engine asks none then. */
    private pluginOf(provider: RegisteredResource): ComponentPlugin | undefined {
        if (this.installed === undefined || containsUnknown(provider.inputs)) {
            return undefined;
        }
        if (!this.plugins.has(provider.urn)) {
            const { find, ...options } = this.installed;
            const { version } = provider.inputs;
            const source = find(packageOf(provider.type), typeof version === "string" ? version : "");
            this.plugins.set(provider.urn, source && new ComponentPlugin({ ...options, source, provider }));
        }
        return this.plugins.get(provider.urn);
    }
}
