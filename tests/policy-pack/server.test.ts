import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { policies } from "../../policy-pack/policies";
import { ask, resourceRequest, servePack, type ServedPack } from "./support/server";

const PACK = join(__dirname, "..", "..", "policy-pack");

describe("the pack, served as the engine runs it", () => {
    let pack: ServedPack;
    let client: AnalyzerClient;

    before(async function () {
        this.timeout(60_000);
        pack = await servePack(PACK, "index.ts");
        client = pack.client;
    });

    after(() => pack.stop());

    it("tells the engine all its policies, with their metadata", async () => {
        const info = await ask<proto.AnalyzerInfo>((done) => client.getAnalyzerInfo(new Empty(), done));
        assert.equal(info.getName(), "palisade-policies");
        const told = info.getPoliciesList();
        assert.deepEqual(
            told.map((policy) => policy.getName()),
            [...policies.map(({ id }) => id), "palisade-configuration"],
        );
        for (const [at, policy] of told.slice(0, -1).entries()) {
            assert.ok(policy.getDisplayname() && policy.getRemediationSteps() && policy.getFramework()?.getReference());
            assert.ok(policy.getTagsList().length > 1 && Number(policy.getSeverity()) > 0);
            const [, page = ""] = /\n\nMore: (.*) in palisade-policies\.$/.exec(policy.getRemediationSteps()) ?? [];
            assert.ok(readFileSync(join(PACK, page), "utf8").includes(`\n\`${policy.getName()}\`: `));
            const options = policy.getConfigschema()?.getProperties()?.toJavaScript() ?? {};
            assert.deepEqual(Object.keys(options).sort(), Object.keys(policies[at]?.options ?? {}).sort());
        }
    });

    it("judges by the levels and options it is configured with", async () => {
        await configure({ minimumDays: 14 }, proto.EnforcementLevel.MANDATORY);
        assert.deepEqual(await judge(10), [
            [
                proto.EnforcementLevel.MANDATORY,
                "KMS keys wait long enough before they are deleted.\nRemove `deletionWindowInDays`, or set it to 14 days or more.",
            ],
        ]);
        assert.deepEqual(await judge(14), []);
        await configure({ minimumDays: 3 }, proto.EnforcementLevel.ADVISORY);
        assert.deepEqual(await judge(14), [
            [
                proto.EnforcementLevel.MANDATORY,
                "Not checked, because the configuration of kms-key-deletion-window is wrong: `minimumDays` must be a whole number from 7 to 30.",
            ],
        ]);
        await configure({}, proto.EnforcementLevel.DISABLED);
        assert.deepEqual(await judge(7), []);
    });

    it("remediates at level remediate", async () => {
        await configure({}, proto.EnforcementLevel.REMEDIATE);
        const response = await ask<proto.RemediateResponse>((done) => client.remediate(keyWith(10), done));
        assert.deepEqual(
            response
                .getRemediationsList()
                .map((fixed) => [fixed.getPolicyname(), fixed.getProperties()?.toJavaScript()]),
            [["kms-key-deletion-window", { deletionWindowInDays: 30, enableKeyRotation: true }]],
        );
    });

    async function configure(options: Record<string, number>, level: proto.EnforcementLevel): Promise<void> {
        const config = new proto.PolicyConfig();
        config.setEnforcementlevel(level);
        config.setProperties(Struct.fromJavaScript(options));
        const request = new proto.ConfigureAnalyzerRequest();
        request.getPolicyconfigMap().set("kms-key-deletion-window", config);
        await ask<Empty>((done) => client.configure(request, done));
    }

    async function judge(deletionWindowInDays: number): Promise<[number, string][]> {
        const response = await ask<proto.AnalyzeResponse>((done) =>
            client.analyze(keyWith(deletionWindowInDays), done),
        );
        return response.getDiagnosticsList().map((found) => [found.getEnforcementlevel(), found.getMessage()]);
    }
});

function keyWith(deletionWindowInDays: number): proto.AnalyzeRequest {
    return resourceRequest("aws:kms/key:Key", "key", { enableKeyRotation: true, deletionWindowInDays });
}
