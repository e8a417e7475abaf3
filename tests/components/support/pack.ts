import { join } from "node:path";
import type { InProcessOptions } from "../../../offline-preview/harness";
import type { Finding } from "../../../offline-preview/model";
import { findPack, PolicyPack } from "../../../offline-preview/packs/policyPack";
import { run } from "./run";

/** The policy pack, started as the engine starts it. Stop it in the end. */
export async function startPack(): Promise<PolicyPack> {
    const pack = new PolicyPack(findPack(join(__dirname, "../../../policy-pack"), undefined), {
        project: "project",
        stack: "test",
        organization: "organization",
        config: {},
        configSecretKeys: [],
        engineAddress: "127.0.0.1:1",
    });
    await pack.start();
    return pack;
}

/** The mandatory policies of the pack that a program violates, or leaves open. */
export async function mandatoryFindings(program: () => unknown, options: InProcessOptions = {}): Promise<Finding[]> {
    const pack = await startPack();
    try {
        const { findings } = await run(program, { ...options, analyzers: [pack] });
        return findings.filter(({ level }) => level === "mandatory");
    } finally {
        pack.stop();
    }
}
