import { join } from "node:path";
import { findPack, PolicyPack } from "../../../offline-preview/packs/policyPack";

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
