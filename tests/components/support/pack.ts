import { join } from "node:path";
import type { PackConfig } from "../../../offline-preview/packs/packConfig";
import { findPack, PolicyPack } from "../../../offline-preview/packs/policyPack";

/**
 * The policy pack, started as the engine starts it. Stop it in the end.
 * @param config what a stack says to it. Default: nothing
 */
export async function startPack(config: PackConfig = {}): Promise<PolicyPack> {
    const source = findPack(join(__dirname, "../../../policy-pack"), undefined);
    const pack = new PolicyPack(
        { ...source, config },
        {
            project: "project",
            stack: "test",
            organization: "organization",
            config: {},
            configSecretKeys: [],
            engineAddress: "127.0.0.1:1",
        },
    );
    await pack.start();
    return pack;
}
