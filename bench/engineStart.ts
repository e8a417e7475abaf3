import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import { AnalyzerStackConfigureRequest } from "@pulumi/pulumi/proto/analyzer_pb";
import { askPackInfo, configureRequest, type PackInfo } from "../offline-preview/packs/messages";
import { reconcile } from "../offline-preview/packs/packConfig";
import { findPack } from "../offline-preview/packs/policyPack";
import { CHANNEL_OPTIONS, grpc } from "../offline-preview/protocol";
import { peakOf, usageOf } from "./processes";
import type { Value } from "./statistics";

export interface Start {
    /** From spawn until the pack has told of itself and is configured, in milliseconds. */
    wall: number;
    user: Value;
    peak: Value;
}

/** Starts a pack as the engine does, without what the preview puts before it, and ends it. */
export async function engineStart(dir: string, engineAddress: string): Promise<Start> {
    const { sdk, entry } = findPack(dir, undefined);
    const begin = performance.now();
    const child = spawn(process.execPath, [join(sdk, "cmd", "run-policy-pack"), engineAddress, entry], {
        cwd: dir,
        env: { ...process.env, PULUMI_NODEJS_PROJECT: "bench", PULUMI_NODEJS_STACK: "dev" },
        stdio: ["ignore", "pipe", "inherit"],
    });
    try {
        const [port] = (await once(createInterface(child.stdout), "line")) as [string];
        const client = new AnalyzerClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure(), CHANNEL_OPTIONS);
        await asked((done) => client.configureStack(new AnalyzerStackConfigureRequest(), done));
        const { policies, initialConfig } = await asked<PackInfo>((done) => askPackInfo(client, done));
        const { config } = reconcile(policies, [initialConfig]);
        await asked((done) => client.configure(configureRequest(config), done));
        const wall = performance.now() - begin;
        client.close();
        const { pid = 0 } = child;
        return { wall, user: usageOf(pid)?.user, peak: peakOf(pid) };
    } finally {
        child.kill("SIGKILL");
        await once(child, "exit");
    }
}

function asked<Answer>(ask: (done: (error: Error | null, answer: Answer) => void) => unknown): Promise<Answer> {
    return new Promise((resolve, reject) => ask((error, answer) => (error === null ? resolve(answer) : reject(error))));
}
