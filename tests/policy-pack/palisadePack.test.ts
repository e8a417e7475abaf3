import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as proto from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { ask, servePack } from "./support/server";

const PACK = join(__dirname, "..", "..", "policy-pack");

interface Manifest {
    version: string;
    dependencies: Record<string, string>;
}

/** Another team's pack, as its main module. */
const main = (selection: object, more = "") => `
    const { palisadePack } = require(${JSON.stringify(join(PACK, "pack.ts"))});
    const { must, resourcePolicy, say } = require(${JSON.stringify(join(PACK, "evaluation", "index.ts"))});
    const own = resourcePolicy({
        id: "ours-named",
        title: "Queues are named",
        severity: "high",
        types: ["aws:sqs/queue:Queue"],
        controls: { nist: ["CM-8"], whitepaper: ["SQS"] },
        why: "Because.",
        fix: { text: "Name it.", example: "" },
        check: (queue) => must(queue.get("name").isPresent(), say\`Set \${queue.get("name")}.\`),
    });
    palisadePack("our-policies", ${JSON.stringify(selection)}, { own: [own]${more} });
`;

describe("a pack of another team, made of ours", function () {
    this.timeout(60_000);
    let folder: string;

    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "palisade-pack-"));
        writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "our-policies", version: "1.2.3" }));
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    it("is made of a template that asks for the pack as it is", () => {
        const read = (path: string) => JSON.parse(readFileSync(join(PACK, path), "utf8")) as Manifest;
        const { version, dependencies } = read("package.json");
        const template = read("template/package.json").dependencies;
        assert.equal(template["palisade-policies"], `^${version}`);
        for (const sdk of ["@pulumi/policy", "@pulumi/pulumi"]) {
            assert.equal(template[sdk], dependencies[sdk]);
        }
    });

    for (const file of ["index.ts", "policies.ts", "policies.test.ts"]) {
        it(`is made of a template whose page shows ${file} as it is`, () => {
            const page = readFileSync(join(PACK, "docs", "own-policies.md"), "utf8");
            const written = readFileSync(join(PACK, "template", file), "utf8");
            assert.ok(page.includes(`\n\`\`\`typescript\n${written}\`\`\`\n`));
        });
    }

    it("is served under its name, with the levels and options of its selection", async () => {
        const selection = {
            preset: "cis-5",
            include: ["ours-*"],
            policies: { "kms-key-deletion-window": { enforcementLevel: "remediate", minimumDays: 14 } },
        };
        writeFileSync(join(folder, "index.js"), main(selection));
        const pack = await servePack(folder, "index.js");
        try {
            const info = await ask<proto.AnalyzerInfo>((done) => pack.client.getAnalyzerInfo(new Empty(), done));
            assert.equal(`${info.getName()} ${info.getVersion()}`, "our-policies 1.2.3");
            const told = new Map(info.getPoliciesList().map((policy) => [policy.getName(), policy]));
            const level = (id: string) => Number(told.get(id)?.getEnforcementlevel());
            assert.equal(level("ours-named"), proto.EnforcementLevel.MANDATORY);
            assert.equal(level("kms-key-deletion-window"), proto.EnforcementLevel.REMEDIATE);
            assert.equal(level("kms-key-rotation"), proto.EnforcementLevel.ADVISORY);
            assert.equal(level("sqs-policy-no-public"), proto.EnforcementLevel.DISABLED);
            assert.equal(info.getInitialconfigMap().getLength(), 1);
            const options = info.getInitialconfigMap().get("kms-key-deletion-window");
            assert.deepEqual(options?.getProperties()?.toJavaScript(), { minimumDays: 14 });
            assert.equal(Number(options.getEnforcementlevel()), proto.EnforcementLevel.REMEDIATE);
        } finally {
            await pack.stop();
        }
    });

    it("does not start with a selection that is wrong, and says all that is wrong with it", async () => {
        writeFileSync(join(folder, "index.js"), main({ preset: "cis5", exclude: ["service:s33"] }));
        await assert.rejects(
            servePack(folder, "index.js"),
            /The selection of our-policies is wrong:\n- preset must be one of .* \(did you mean "cis-5"\?\)\n- exclude "service:s33": names no policy \(did you mean "service:s3"\?\)\n/,
        );
    });

    it("leads to pages where they are published, and to the controls else", async () => {
        const urlsOf = async (more?: string) => {
            writeFileSync(join(folder, "index.js"), main({}, more));
            const pack = await servePack(folder, "index.js");
            try {
                const info = await ask<proto.AnalyzerInfo>((done) => pack.client.getAnalyzerInfo(new Empty(), done));
                const urls = new Map(info.getPoliciesList().map((policy) => [policy.getName(), policy.getUrl()]));
                return [urls.get("sqs-encrypted"), urls.get("ours-named")];
            } finally {
                await pack.stop();
            }
        };
        const [control, own] = await urlsOf();
        assert.match(control ?? "", /^https:\/\/docs\.aws\.amazon\.com\/securityhub\/.*#sqs-/);
        assert.deepEqual(await urlsOf(", pageUrl: (id) => `https://policies.example.com/${id}`"), [
            "https://policies.example.com/sqs-encrypted",
            own,
        ]);
    });

    it("does not start with what is no address of a page", async () => {
        writeFileSync(join(folder, "index.js"), main({}, ", pageUrl: (id) => `policies/${id}`"));
        await assert.rejects(
            servePack(folder, "index.js"),
            /The selection of our-policies is wrong:\n- pageUrl gives no address for "[\w-]+", such as "https:/,
        );
    });
});
