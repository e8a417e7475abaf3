import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as analyzerProto from "@pulumi/pulumi/proto/analyzer_pb";
import type { AnalyzedResource, Analyzer, Diagnosis, Remediations } from "../analyzer";
import { type Exit, ServingChild } from "../children";
import { collect, UsageError } from "../configuration/errors";
import { located } from "../configuration/paths";
import { readText } from "../configuration/readText";
import { isMapping, readYaml } from "../configuration/yaml";
import type { ConfiguredLevel, PolicyMetadata, Urn } from "../model";
import { messageOf, withResolvers } from "../promises";
import { CHANNEL_OPTIONS, grpc } from "../protocol";
import { sdkOf } from "../sdkOf";
import { analyzeRequest, analyzeStackRequest, askPackInfo, configureRequest, diagnoses } from "./messages";
import { remediations, type PackInfo } from "./messages";
import { parsePackConfig, reconcile, type PackConfig } from "./packConfig";

/** A pack as the command line names it, checked before anything is started. */
export interface PackSource {
    dir: string;
    /** Folder or file that is loaded. */
    entry: string;
    sdk: string;
    config: PackConfig;
}

/** What a pack is told of the stack. */
export interface StackContext {
    project: string;
    stack: string;
    organization: string;
    config: Readonly<Record<string, string>>;
    configSecretKeys: readonly string[];
    engineAddress: string;
    /** Told what the pack reads. */
    onMessage?: ((line: string) => void) | undefined;
}

/** A pack that could not be started, or that broke off: the run has no verdict. */
export class PackError extends Error {}

/** The packs that are asked for, seen from `cwd`; `problems` get what is wrong with the others. */
export function findPacks(
    asked: readonly { path: string; configFile?: string | undefined }[],
    cwd: string,
    problems: string[],
): PackSource[] {
    return asked.flatMap(({ path, configFile }) => {
        const folder = located("policy pack", path, cwd, "folder", problems);
        const file =
            configFile === undefined
                ? undefined
                : located("policy pack configuration", configFile, cwd, "file", problems);
        return folder === undefined ? [] : (collect(problems, () => findPack(folder, file)) ?? []);
    });
}

/** Finds the parts of a pack, whose folder and configuration file are there; throws {@link UsageError} with everything that is wrong. */
export function findPack(path: string, configFile: string | undefined): PackSource {
    const dir = resolve(path);
    const problems: string[] = [];
    const manifest = ["PulumiPolicy.yaml", "PulumiPolicy.yml"].map((name) => join(dir, name)).find(existsSync);
    const faults: string[] = [];
    const read = manifest === undefined ? undefined : collect(faults, () => readManifest(manifest));
    problems.push(
        ...(manifest === undefined ? ["no PulumiPolicy.yaml in it; name the folder that holds one"] : faults).map(
            (fault) => `policy pack ${path}: ${fault}`,
        ),
    );
    const entry = read?.main === undefined ? dir : resolve(dir, read.main);
    let config: PackConfig = {};
    if (configFile !== undefined) {
        const parsed = parsePackConfig(readText(`policy pack configuration ${configFile}`, configFile));
        config = parsed.config;
        problems.push(...parsed.problems.map((problem) => `policy pack configuration ${configFile}: ${problem}`));
    }
    const sdk = sdkOf(dir);
    if (sdk === undefined) {
        problems.push(`policy pack ${path}: @pulumi/pulumi is not installed there; run npm install in it`);
    } else if (read !== undefined && !resolves(entry)) {
        problems.push(
            `policy pack ${path}: its entry point is missing; is it built? Run its build, e.g. npm run build`,
        );
    }
    if (problems.length > 0 || sdk === undefined) {
        throw new UsageError(problems);
    }
    return { dir, entry, sdk, config };
}

/** @throws UsageError where it is of no pack that can run here. */
function readManifest(manifest: string): { main: string | undefined } {
    const content = readYaml(manifest);
    const { runtime, main } = isMapping(content) ? content : {};
    const name = isMapping(runtime) ? runtime.name : runtime;
    if (name !== "nodejs") {
        throw new UsageError([`runtime ${JSON.stringify(name ?? null)}; only nodejs packs can run here`]);
    }
    return { main: typeof main === "string" ? main : undefined };
}

function resolves(entry: string): boolean {
    try {
        createRequire(join(entry, "package.json")).resolve(entry);
        return true;
    } catch {
        // TypeScript is compiled as it is loaded.
        return existsSync(join(entry, "index.ts")) && !mainOf(entry)?.endsWith(".js");
    }
}

function mainOf(dir: string): string | undefined {
    try {
        const manifest = JSON.parse(readFileSync(join(dir, "package.json"), "utf8")) as { main?: string };
        return manifest.main;
    } catch {
        return undefined;
    }
}

/** A pack in a process of its own, spoken to as the engine does. */
export class PolicyPack implements Analyzer {
    pack = { name: "", version: "" };
    /** Known once the pack is started. */
    policies: PolicyMetadata[] = [];
    private client: AnalyzerClient | undefined;
    private remediates = false;
    private ended: Exit | undefined;
    private readonly child: ServingChild;

    constructor(
        readonly source: PackSource,
        private readonly context: StackContext,
    ) {
        const { onMessage } = context;
        this.child = new ServingChild({
            ...(onMessage === undefined ? {} : { channel: { purpose: "tell", onMessage } }),
            run: { script: join(source.sdk, "cmd", "run-policy-pack") },
            args: [context.engineAddress, source.entry],
            cwd: source.dir,
            env: {
                PULUMI_CONFIG: JSON.stringify(context.config),
                PULUMI_CONFIG_SECRET_KEYS: JSON.stringify(context.configSecretKeys),
                PULUMI_NODEJS_ORGANIZATION: context.organization,
                PULUMI_NODEJS_PROJECT: context.project,
                PULUMI_NODEJS_STACK: context.stack,
                PULUMI_NODEJS_DRY_RUN: "true",
            },
        });
        void this.child.exit.then((exit) => (this.ended = exit));
    }

    /**
     * Waits until the pack listens, tells it of a stack and configures it: as often as there is another stack.
     *
     * @throws PackError or {@link UsageError}
     */
    async start(about: Omit<StackContext, "engineAddress"> = this.context): Promise<void> {
        const client = await this.connected();
        const stackRequest = new analyzerProto.AnalyzerStackConfigureRequest();
        stackRequest.setStack(about.stack);
        stackRequest.setProject(about.project);
        stackRequest.setOrganization(about.organization);
        stackRequest.setDryRun(true);
        stackRequest.setConfigSecretKeysList([...about.configSecretKeys]);
        for (const [key, value] of Object.entries(about.config)) {
            stackRequest.getConfigMap().set(key, value);
        }
        await this.ask<unknown>((done) => client.configureStack(stackRequest, done), "");
        const info = await this.askInfo(client);
        const { config, problems } = reconcile(info.policies, [info.initialConfig, this.source.config]);
        if (problems.length > 0) {
            throw new UsageError(problems.map((problem) => `configuration of policy pack ${info.name}: ${problem}`));
        }
        await this.ask<unknown>((done) => client.configure(configureRequest(config), done), "");
        this.pack = { name: info.name, version: info.version };
        const changed = await this.changedLevels(info.policies);
        this.policies = info.policies.map(({ schema: _, ...policy }) => ({
            ...policy,
            level: changed.get(policy.name) ?? config[policy.name]?.level ?? policy.level,
        }));
        this.remediates = this.policies.some(({ level }) => level === "remediate");
    }

    private async connected(): Promise<AnalyzerClient> {
        const port = await this.child.port;
        if (port === undefined) {
            const exit = await this.child.exit;
            const said = this.child.said === "" ? `it ended (${endOf(exit)}) and said nothing` : this.child.said;
            throw new PackError(`policy pack ${this.source.dir} did not start:\n${said}`);
        }
        this.client ??= new AnalyzerClient(
            `127.0.0.1:${String(port)}`,
            grpc.credentials.createInsecure(),
            CHANNEL_OPTIONS,
        );
        return this.client;
    }

    /** What a pack made of its configuration beyond the levels there: the engine asks for them again, with each resource. */
    private async changedLevels(before: readonly PolicyMetadata[]): Promise<ReadonlyMap<string, ConfiguredLevel>> {
        const { client } = this;
        if (client === undefined || Object.keys(this.source.config).length === 0) {
            return new Map();
        }
        const declared = new Map(before.map(({ name, level }) => [name, level]));
        const { policies } = await this.askInfo(client);
        const after = policies.filter(({ name, level }) => level !== declared.get(name));
        return new Map(after.map(({ name, level }) => [name, level]));
    }

    private askInfo(client: AnalyzerClient): Promise<PackInfo> {
        return this.ask<PackInfo>((done) => askPackInfo(client, done), "");
    }

    /** False once the process has ended. */
    get runs(): boolean {
        return this.ended === undefined;
    }

    async remediate(analyzed: AnalyzedResource): Promise<Remediations> {
        const { client } = this;
        if (!this.remediates || client === undefined) {
            return { remediations: [], diagnoses: [] };
        }
        const { urn } = analyzed.resource;
        const request = analyzeRequest(analyzed, true);
        return remediations(
            await this.ask((done) => client.remediate(request, done), ` while remediating ${urn}`),
            urn,
        );
    }

    async analyze(analyzed: AnalyzedResource): Promise<Diagnosis[]> {
        const { client } = this;
        if (client === undefined) {
            return [];
        }
        const { urn } = analyzed.resource;
        const request = analyzeRequest(analyzed, false);
        return diagnoses(await this.ask((done) => client.analyze(request, done), ` while judging ${urn}`), urn);
    }

    async analyzeStack(resources: readonly AnalyzedResource[], stackUrn: Urn): Promise<Diagnosis[]> {
        const { client } = this;
        if (client === undefined) {
            return [];
        }
        const request = analyzeStackRequest(resources);
        return diagnoses(
            await this.ask((done) => client.analyzeStack(request, done), " while judging the stack"),
            stackUrn,
        );
    }

    stop(): void {
        this.client?.close();
        this.child.kill();
    }

    private async ask<Response>(
        call: (done: (error: { details: string } | null, response: Response) => void) => unknown,
        where: string,
    ): Promise<Response> {
        const { promise, resolve: answered, reject } = withResolvers<Response>();
        call((error, response) =>
            error === null ? answered(response) : reject(new Error(stripVTControlCharacters(error.details))),
        );
        try {
            return await promise;
        } catch (error) {
            const name = this.pack.name === "" ? this.source.dir : this.pack.name;
            // A closed connection is told before the process' end is: wait for the better message.
            const ended = this.ended ?? (await Promise.race([this.child.exit, pause(200)]));
            throw new PackError(
                ended === undefined
                    ? `policy pack ${name} failed${where}: ${messageOf(error)}`
                    : `policy pack ${name} ended${where} (${endOf(ended)})${this.child.said === "" ? "" : `:\n${this.child.said}`}`,
            );
        }
    }
}

function endOf(exit: Exit): string {
    return exit.signal === undefined ? `exit code ${String(exit.code)}` : `signal ${exit.signal}`;
}

function pause(milliseconds: number): Promise<undefined> {
    return new Promise((resume) => setTimeout(() => resume(undefined), milliseconds));
}
