import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { JsonReport } from "../../offline-preview/report/json";

const REPOSITORY = join(__dirname, "..", "..");

describe("the file that configures the pack, in a preview", function () {
    this.timeout(60_000);
    let folder: string;

    before(() => (folder = mkdtempSync(join(tmpdir(), "palisade-configuration-"))));
    after(() => rmSync(folder, { recursive: true }));

    /** Previews the example that violates what it can. */
    async function run(
        config: object,
        ...args: readonly string[]
    ): Promise<{ code: number; out: string; err: string }> {
        const file = join(folder, "config.json");
        writeFileSync(file, JSON.stringify(config));
        const command = [
            join(REPOSITORY, "offline-preview", "bin", "cli.js"),
            ...["--cwd", join(REPOSITORY, "examples", "insecure-bucket"), "--stack", "dev", "--json"],
            ...["--policy-pack", join(REPOSITORY, "policy-pack"), "--policy-pack-config", file, ...args],
        ];
        const child = spawn(process.execPath, command, { stdio: ["ignore", "pipe", "pipe"] });
        const said = { out: "", err: "" };
        child.stdout.on("data", (data: Buffer) => (said.out += data.toString()));
        child.stderr.on("data", (data: Buffer) => (said.err += data.toString()));
        const [code] = (await once(child, "close")) as [number];
        return { code, ...said };
    }
    const preview = async (config: object): Promise<JsonReport> => JSON.parse((await run(config)).out) as JsonReport;
    const found = ({ findings }: JsonReport) => findings.map(({ policy, level }) => `${policy} ${level}`);

    it("chooses, and the findings and the report follow", async () => {
        const report = await preview({
            "palisade-configuration": {
                preset: "quiet",
                include: ["s3-bucket-access-logging"],
                levels: [{ policies: "s3-bucket-no-public-acl", level: "advisory" }],
            },
        });
        assert.ok(found(report).includes("s3-bucket-no-public-acl advisory"));
        assert.ok(found(report).includes("s3-bucket-access-logging advisory"));
        assert.deepEqual(
            report.findings.filter(({ severity }) => severity === "low").map(({ policy }) => policy),
            [],
        );
        const levels = new Map(report.packs[0]?.policies.map(({ name, level }) => [name, level]));
        assert.equal(levels.get("s3-bucket-no-public-acl"), "advisory");
        assert.equal(levels.get("kms-key-deletion-window"), "disabled");
    });

    it("repairs at level remediate", async () => {
        const report = await preview({
            all: "disabled",
            "palisade-configuration": { policies: { "s3-bucket-no-force-destroy": "remediate" } },
        });
        assert.deepEqual(report.findings, []);
        assert.equal(report.verdict, "passed");
    });

    it("waives what a file of waivers says, and warns of waivers", async () => {
        const waiver = {
            id: "W-1",
            match: { policy: "*", type: "aws:s3/*", stack: "dev" },
            reason: "An example that is meant to be insecure.",
            owner: "examples@example.com",
            ticket: "SEC-1",
            created: daysFromNow(-10),
            expires: daysFromNow(10),
            approver: "security@example.com",
        };
        const unused = { ...waiver, id: "W-2", match: { policy: "kms-key-rotation", name: "*" } };
        const elsewhere = { ...waiver, id: "W-3", match: { policy: "kms-key-rotation", stack: "prod" } };
        const file = join(folder, "waivers.yaml");
        writeFileSync(file, JSON.stringify({ waivers: [waiver, unused, elsewhere] }));
        const report = await preview({ "palisade-configuration": { waivers: file } });
        assert.equal(report.verdict, "passed");
        const [acl] = report.findings.filter(({ policy }) => policy === "s3-bucket-no-public-acl");
        const by = `W-1 until ${waiver.expires}, examples@example.com: An example that is meant to be insecure.`;
        assert.equal(acl?.waiver, by);
        assert.ok(report.findings.length > 5);
        assert.deepEqual(
            report.findings.filter(({ waiver: given }) => given !== by).map(({ level, message }) => [level, message]),
            [
                [
                    "advisory",
                    `The waiver "W-1" of examples@example.com expires on ${waiver.expires}: correct what it waives, or renew it.`,
                ],
                ["advisory", 'The waiver "W-2" waives nothing in this stack: remove it, or correct what it matches.'],
            ],
        );
    });

    const wrong: Record<string, [config: object, args: readonly string[], told: RegExp[]]> = {
        "a waiver": [
            { waivers: [{ id: "W-1" }] },
            [],
            [/\n- waiver "W-1": reason is missing\n/, /\n- waiver "W-1": match is missing\n/],
        ],
        "a choice, with all that is wrong with it": [
            { preset: "cis5", exclude: ["service:s33", "*"] },
            ["-c", 'palisade-policies:exclude=["s3-bucket-versioning"]'],
            [/did you mean "cis-5"/, /\n- palisade-configuration: exclude "service:s33": names no policy/],
        ],
    };
    for (const [what, [config, args, told]] of Object.entries(wrong)) {
        it(`judges nothing by what is wrong: ${what}`, async () => {
            const { code, out, err } = await run({ "palisade-configuration": config }, ...args);
            assert.equal(code, 2);
            assert.equal(out, "");
            assert.match(
                err,
                /^error: policy pack palisade-policies: the configuration of the policies is wrong:\n- /m,
            );
            told.forEach((expected) => assert.match(err, expected));
        });
    }
});

function daysFromNow(days: number): string {
    return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}
