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
    private readonly plugins = new Map<Urn, ComponentPlugin>();
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
            return await (plugin ? plugin.construct(goal) : this.others.construct(request));
        } catch (error) {
            throw error instanceof RefusedError
                ? error
                : new RefusedError(
                      `${goal.name} [${goal.type}]: ${messageOf(error)}; --no-plugins previews without it`,
                  );
        }
    }

    stop(): void {
        this.installed = undefined;
        this.plugins.forEach((plugin) => plugin.stop());
    }

    /** None where it is not installed, or its configuration is not known yet: the engine asks none then. */
    private pluginOf(provider: RegisteredResource): ComponentPlugin | undefined {
        if (this.installed === undefined || containsUnknown(provider.inputs)) {
            return undefined;
        }
        let plugin = this.plugins.get(provider.urn);
        if (plugin === undefined) {
            const { find, ...options } = this.installed;
            const { version } = provider.inputs;
            const source = find(packageOf(provider.type), typeof version === "string" ? version : "");
            if (source === undefined) {
                return undefined;
            }
            plugin = new ComponentPlugin({ ...options, source, provider });
            this.plugins.set(provider.urn, plugin);
        }
        return plugin;
    }
}
