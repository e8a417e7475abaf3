import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Callbacks } from "./callbacks";
import { Deployment, type DeploymentOptions } from "./deployment";
import { Engine } from "./engine";
import { ResourceMonitor } from "./monitor";
import { endOf } from "./packs/policyPack";
import { Program, type ProgramOptions } from "./programHost";
import { withResolvers } from "./promises";
import { serve } from "./protocol";

export interface PassOptions {
    deployment: Omit<DeploymentOptions, "project" | "stack" | "config" | "configSecretKeys">;
    program: Omit<ProgramOptions, "monitorAddress" | "engineAddress">;
    timeoutSeconds: number;
    onOutput: (line: string) => void;
}

/** One run of the program against a monitor of its own. */
export class Pass {
    readonly deployment: Deployment;
    private program: Program | undefined;
    private readonly stopped = withResolvers<undefined>();

    constructor(private readonly options: PassOptions) {
        const { project, stack, config, configSecretKeys } = options.program;
        this.deployment = new Deployment({ ...options.deployment, project, stack, config, configSecretKeys });
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
        });
        const engine = new Engine((diagnostic) => deployment.log(diagnostic));
        const server = await serve([
            { definition: ResourceMonitorService, implementation: monitor },
            { definition: EngineService, implementation: engine },
        ]);
        const fail = (message: string): void => deployment.log({ severity: "error", message });
        const { timeoutSeconds } = options;
        let timer: NodeJS.Timeout | undefined;
        try {
            this.program = new Program(
                { ...options.program, monitorAddress: server.address, engineAddress: server.address },
                options.onOutput,
            );
            const timeout = new Promise<"timeout">((resolve) => {
                timer = setTimeout(() => resolve("timeout"), timeoutSeconds * 1000);
            });
            const exit = await Promise.race([this.program.exit, timeout, this.stopped.promise]);
            if (exit === undefined) {
                return false;
            }
            if (exit === "timeout") {
                fail(
                    `the program did not end within ${String(timeoutSeconds)} seconds: something keeps it running ` +
                        "(a server, a timer, a loop); end that, or give it longer with --timeout",
                );
                return false;
            }
            const logged = deployment.diagnostics.some((diagnostic) => diagnostic.severity === "error");
            const finished = exit.code === 0 && deployment.stackOutputs !== undefined;
            if (!finished && !logged) {
                fail(`the program ended with ${endOf(exit)} before it had finished: does it call process.exit?`);
            }
            return finished && !logged;
        } finally {
            clearTimeout(timer);
            deployment.end();
            this.program?.stop();
            callbacks.close();
            server.stop();
        }
    }

    /** Ends the program, wherever it is. */
    stop(): void {
        this.stopped.resolve(undefined);
        this.program?.stop();
    }
}
