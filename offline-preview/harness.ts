import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { setAllConfig } from "@pulumi/pulumi/runtime/config";
import * as rpc from "@pulumi/pulumi/runtime/rpc";
import { disconnect, resetOptions } from "@pulumi/pulumi/runtime/settings";
import { runInPulumiStack } from "@pulumi/pulumi/runtime/stack";
import type { Analyzer } from "./analyzer";
import { Callbacks } from "./callbacks";
import { Deployment } from "./deployment";
import { Engine } from "./engine";
import { deriveFacts, type Facts } from "./functions/facts";
import { mergeFindings } from "./merge";
import type { Diagnostic, Finding, RegisteredResource, Urn } from "./model";
import { ResourceMonitor } from "./monitor";
import { messageOf, withResolvers } from "./promises";
import { inProcessClient } from "./protocol";
import { madeUpProvider, type Ids } from "./providers/madeUpProvider";
import { getStore, withLocalStorage } from "./sdkInternals";
import { askAllFunctions } from "./unknownArguments";
import { nameOf } from "./urn";
import type { PropertyMap } from "./values";

export interface InProcessOptions {
    /** Default "project". */
    project?: string;
    /** Default "test". */
    stack?: string;
    /** Configuration by full key, `aws:region` for one. Default: `aws:region` is eu-west-1. */
    config?: Record<string, string>;
    configSecretKeys?: string[];
    /** `unknown`, as a first preview sees them, or `made-up`, so that documents built from them can be read. */
    ids?: Ids;
    /** Account facts; what is not given is derived from the configuration. */
    facts?: Partial<Facts>;
    /** Packs that judge the resources. */
    analyzers?: readonly Analyzer[];
    /** Refuse what violates a mandatory policy, as an update does. Default false. */
    asUpdate?: boolean;
    /** Answers functions before the table of facts is asked. */
    functions?: (token: string, args: PropertyMap) => PropertyMap | undefined;
    /** Milliseconds until a program that does not come to an end is given up. Default 10,000. */
    timeout?: number;
}

/** Of programs that run against our monitor: this process may have others, with mocks for one. */
const stores = new WeakSet<object>();
askAllFunctions(rpc, () => stores.has(getStore()));

/** Milliseconds that what a failed program still registers is waited for. */
const AFTER_A_FAULT = 250;

/** What a program did. */
export class InProcessResult {
    constructor(
        readonly resources: readonly RegisteredResource[],
        /** Stack outputs. */
        readonly outputs: PropertyMap,
        readonly findings: readonly Finding[],
        readonly diagnostics: readonly Diagnostic[],
        /** What the program threw or rejected, and what could not be registered. */
        readonly errors: readonly Error[],
    ) {}

    /** The only resource of this type, or of this type and name; an error says what there is otherwise. */
    one(type: string, name?: string): RegisteredResource {
        const found = this.all(type).filter((resource) => name === undefined || resource.name === name);
        const [only] = found;
        if (only === undefined || found.length > 1) {
            const there = this.resources.map((resource) => `${resource.type} ${resource.name}`).join("\n  ");
            const wanted = name === undefined ? type : `${type} ${name}`;
            throw new Error(`${String(found.length)} resources are ${wanted}; there are:\n  ${there}`);
        }
        return only;
    }

    all(type: string): RegisteredResource[] {
        return this.resources.filter((resource) => resource.type === type);
    }

    children(urn: Urn): RegisteredResource[] {
        return this.resources.filter((resource) => resource.parent === urn);
    }

    /** URNs as the names people gave: for assertions on dependencies. */
    names(urns: readonly Urn[]): string[] {
        return urns.map(nameOf).sort();
    }

    /** This result, if the program ran without a fault. */
    succeeded(): this {
        if (this.errors.length > 0) {
            throw new AggregateError(this.errors, this.errors.map((error) => error.message).join("\n"));
        }
        return this;
    }
}

/**
 * Runs a program in this process, against the same monitor that the command uses, but without a socket: some
 * milliseconds, not seconds. Programs that run at the same time stay apart; what a module does while it is loaded
 * happens once, so pass a function.
 */
export async function runInProcess(program: () => unknown, options: InProcessOptions = {}): Promise<InProcessResult> {
    const { project = "project", stack = "test", ids = "made-up", timeout = 10_000 } = options;
    const config = options.config ?? { "aws:region": "eu-west-1" };
    const facts = deriveFacts(config, options.facts);
    const provider = madeUpProvider({ ids, facts, programDir: process.cwd() });
    const deployment = new Deployment({
        project,
        stack,
        config,
        analyzers: options.analyzers ?? [],
        configSecretKeys: options.configSecretKeys ?? [],
        provider: {
            ...provider,
            invoke: async (request) =>
                options.functions?.(request.token, request.args) ?? (await provider.invoke(request)),
        },
        analyzeAtOnce: true,
        refuse: options.asUpdate ?? false,
    });
    const callbacks = new Callbacks();
    const monitor = new ResourceMonitor({
        deployment,
        callbacks,
        organization: "organization",
        projectRoot: process.cwd(),
        workingDirectory: process.cwd(),
    });
    const engine = new Engine((diagnostic) => deployment.log(diagnostic));
    const errors = new Set<Error>();
    // The SDK calls transforms and hooks from its own server, where the store of this program is out of reach.
    getStore().supportsSecrets = true;
    await withOwnRejections(
        (error) => errors.add(error),
        () =>
            withLocalStorage(async () => {
                resetOptions(project, stack, 16, "in-process", "in-process", true, "organization");
                const store = getStore();
                stores.add(store);
                const { settings } = store;
                settings.monitor = inProcessClient({ definition: ResourceMonitorService, implementation: monitor });
                settings.engine = inProcessClient({ definition: EngineService, implementation: engine });
                setAllConfig(config, options.configSecretKeys ?? []);
                try {
                    const outputs = runInPulumiStack(async () => (await program()) as Record<string, unknown>);
                    await inTime(outputs, timeout);
                } catch (error) {
                    errors.add(asError(error));
                }
                const failed = errors.size > 0;
                // Of a program that threw, registrations may stay open for ever.
                await inTime(disconnect(!failed), failed ? Math.min(timeout, AFTER_A_FAULT) : timeout).catch(
                    (error: unknown) => failed || errors.add(asError(error)),
                );
            }),
    );
    callbacks.close();
    deployment.end();
    if (errors.size === 0) {
        await deployment.analyzeStack();
    }
    const { findings } = mergeFindings({ resources: deployment.resources, diagnoses: deployment.diagnoses }, undefined);
    return new InProcessResult(
        [...deployment.resources.values()],
        deployment.stackOutputs ?? {},
        findings,
        deployment.diagnostics,
        [...errors],
    );
}

type OnError = (error: Error) => void;
const running = new Set<OnError>();
let outside: NodeJS.UnhandledRejectionListener[] = [];
const toAllRunning = (reason: unknown): void => running.forEach((onError) => onError(asError(reason)));

/** A refused registration rejects promises that nobody holds; a test runner would take that for its own failure. */
async function withOwnRejections(onError: OnError, run: () => Promise<void>): Promise<void> {
    if (running.size === 0) {
        outside = process.listeners("unhandledRejection");
        process.removeAllListeners("unhandledRejection");
        process.on("unhandledRejection", toAllRunning);
    }
    running.add(onError);
    try {
        await run();
        // Rejections are told after the turn that made them.
        await new Promise((resume) => setImmediate(resume));
    } finally {
        running.delete(onError);
        if (running.size === 0) {
            process.removeListener("unhandledRejection", toAllRunning);
            outside.forEach((other) => process.on("unhandledRejection", other));
        }
    }
}

async function inTime(work: Promise<unknown>, milliseconds: number): Promise<void> {
    const { promise, reject } = withResolvers<never>();
    const timer = setTimeout(
        () => reject(new Error(`the program did not end within ${String(milliseconds)} ms: an input never resolves`)),
        milliseconds,
    );
    try {
        await Promise.race([work, promise]);
    } finally {
        clearTimeout(timer);
    }
}

function asError(error: unknown): Error {
    return error instanceof Error ? error : new Error(messageOf(error));
}
