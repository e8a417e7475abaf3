import { join, resolve } from "node:path";
import { Engine } from "../offline-preview/engine";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { findPack, PolicyPack, type PackSource } from "../offline-preview/packs/policyPack";
import { serve } from "../offline-preview/protocol";
import { descendants } from "./processes";

export const REPOSITORY = resolve(__dirname, "..");
export const OWN_PACK = join(REPOSITORY, "policy-pack");

/** What runs packs as the engine does: one at a time, or several side by side. */
export interface PackRunner {
    /** Starts a pack and waits until it is configured. */
    start: (source: PackSource | string) => Promise<RunningPack>;
}

export interface RunningPack {
    pack: PolicyPack;
    /** Undefined where the system does not tell. */
    pid: number | undefined;
}

/** Serves the engine while `work` runs. */
export async function withEngine<Result>(work: (address: string) => Promise<Result>): Promise<Result> {
    const engine = new Engine(() => undefined);
    const server = await serve([{ definition: EngineService, implementation: engine }]);
    try {
        return await work(server.address);
    } finally {
        server.stop();
    }
}

/** Ends every pack that `work` left running. */
export function withPacks<Result>(work: (runner: PackRunner) => Promise<Result>): Promise<Result> {
    return withEngine((address) => withPacksOf(address, work));
}

async function withPacksOf<Result>(
    engineAddress: string,
    work: (runner: PackRunner) => Promise<Result>,
): Promise<Result> {
    const running: PolicyPack[] = [];
    const start = async (source: PackSource | string): Promise<RunningPack> => {
        const before = new Set(packProcesses());
        const found = typeof source === "string" ? findPack(source, undefined) : source;
        const pack = new PolicyPack(found, {
            project: "bench",
            stack: "dev",
            organization: "organization",
            config: { "aws:region": "eu-central-1" },
            configSecretKeys: [],
            engineAddress,
        });
        running.push(pack);
        await pack.start();
        const pid = packProcesses().find((one) => !before.has(one));
        return { pack, pid };
    };
    try {
        return await work({ start });
    } finally {
        running.forEach((pack) => pack.stop());
    }
}

function packProcesses(): number[] {
    return descendants(process.pid)
        .filter(({ role }) => role === "pack")
        .map(({ pid }) => pid);
}
