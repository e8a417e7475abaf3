import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { WATCHED_SECONDS, type ActivityWatch } from "./activity";
import { Callbacks } from "./callbacks";
import { Deployment, type DeploymentOptions } from "./deployment";
import { Engine } from "./engine";
import { ResourceMonitor } from "./monitor";
import { endMessage, timeoutMessage } from "./programEnd";
import { PluginProvider } from "./plugins/pluginProvider";
import type { PluginSource } from "./plugins/findPlugin";
import type { Program, ProgramOptions, StartProgram } from "./programHost";
import { withResolvers } from "./promises";
import { serve, type Serving } from "./protocol";

export interface PassOptions {
    deployment: Omit<DeploymentOptions, "project" | "stack" | "config" | "configSecretKeys">;
    program: Omit<ProgramOptions, "monitorAddress" | "engineAddress">;
    startProgram: StartProgram;
    /** Where a component's plugin is; none are looked for without it. */
    findPlugin?: (pkg: string, version: string) => PluginSource | undefined;
    timeoutSeconds: number;
    onOutput: (line: string) => void;
}

/** One run of the program against a monitor of its own. */
export class Pass {
    readonly deployment: Deployment;
    private program: Program | undefined;
    private readonly provider: PluginProvider;
    private isStopped = false;
    private readonly stopped = withResolvers<undefined>();

    constructor(private readonly options: PassOptions) {
        const { project, stack, config, configSecretKeys } = options.program;
        this.provider = new PluginProvider(options.deployment.provider);
        this.deployment = new Deployment({
            ...options.deployment,
            ...{ provider: this.provider, project, stack, config, configSecretKeys },
        });
    }

    /** Runs the program to its end. True when it came to a good one; why not is in the deployment's diagnostics. */
    async run(): Promise<boolean> {
        const { deployment, options } = this;
        const callbacks = new Callbacks();
        const monitor = new ResourceMonitor({
            deployment,
            callbacks,
            organization: options.program.organization,
            projectRoot: options.program.root,
            entryFile: options.program.source.entryFile,
            workingDirectory: options.program.pwd,
            idle: () => server.idle(1),
        });
        const engine = new Engine((diagnostic) => deployment.log(diagnostic));
        const server: Serving = await serve([
            { definition: ResourceMonitorService, implementation: monitor },
            { definition: EngineService, implementation: engine },
        ]);
        if (this.isStopped) {
            server.stop();
            return false;
        }
        this.connectPlugins(server.address);
        const fail = (message: string): void => deployment.log({ severity: "error", message });
        const { timeoutSeconds } = options;
        let timer: NodeJS.Timeout | undefined;
        let watch: ActivityWatch | undefined;
        try {
            const program = options.startProgram(
                { ...options.program, monitorAddress: server.address, engineAddress: server.address },
                options.onOutput,
            );
            this.program = program;
            const timeout = new Promise<"timeout">((resolve) => {
                const watched = Math.min(WATCHED_SECONDS, timeoutSeconds);
                timer = setTimeout(
                    () => {
                        watch = program.watch();
                        timer = setTimeout(() => resolve("timeout"), watched * 1000);
                    },
                    (timeoutSeconds - watched) * 1000,
                );
            });
            const exit = await Promise.race([program.exit, timeout, this.stopped.promise]);
            if (exit === undefined) {
                return false;
            }
            if (exit === "timeout") {
                fail(timeoutMessage(timeoutSeconds, watch?.activity));
                return false;
            }
            await Promise.race([server.idle(0), timeout, this.stopped.promise]);
            const logged = deployment.diagnostics.some((diagnostic) => diagnostic.severity === "error");
            const finished = exit.code === 0 && deployment.stackOutputs !== undefined;
            if (!finished && !logged) {
                fail(endMessage(exit));
            }
            return finished && !logged;
        } finally {
            clearTimeout(timer);
            watch?.stop();
            deployment.end();
            this.program?.stop();
            this.provider.stop();
            callbacks.close();
            server.stop();
        }
    }

    /** Plugins register with the same monitor as the program. */
    private connectPlugins(monitorAddress: string): void {
        const { findPlugin, program, onOutput } = this.options;
        if (findPlugin !== undefined) {
            const { project, stack, organization, config, configSecretKeys, root, pwd } = program;
            const { stackUrn } = this.deployment;
            this.provider.connect({
                find: findPlugin,
                run: { project, stack, organization, config, configSecretKeys, monitorAddress, stackUrn },
                root,
                workingDirectory: pwd,
                onOutput,
            });
        }
    }

    /** Ends the program, wherever it is; one that is not started yet is not started. */
    stop(): void {
        this.isStopped = true;
        this.stopped.resolve(undefined);
        this.program?.stop();
        this.provider.stop();
    }
}
