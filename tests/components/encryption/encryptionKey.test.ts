import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, type EncryptionKeyArgs, KeyUser } from "palisade-aws";
import { places, says } from "../support/meaning";
import { document, kms, refusal, run } from "../support/run";

const distribution = "arn:aws:cloudfront::123456789012:distribution/E1ABCDEF";

describe("EncryptionKey", () => {
    it("rotates, waits 30 days before it is deleted, stays in one region", async () => {
        const result = await run(() => new EncryptionKey("data"));
        const { inputs } = result.one(kms("Key"));
        assert.equal(inputs.enableKeyRotation, true);
        assert.equal(inputs.deletionWindowInDays, 30);
        assert.equal(inputs.multiRegion, false);
        assert.equal(inputs.description, "data: data encryption");
    });

    it("leaves its policy to a resource of its own", async () => {
        const result = await run(() => new EncryptionKey("data"));
        assert.equal("policy" in result.one(kms("Key")).inputs, false);
        assert.deepEqual(result.names(result.one(kms("KeyPolicy")).propertyDependencies.keyId ?? []), ["data"]);
    });

    it("without more, nobody but the account is named", async () => {
        const policy = document((await run(() => new EncryptionKey("data"))).one(kms("KeyPolicy")));
        const statements = (JSON.parse(policy) as { Statement: { Sid: string }[] }).Statement;
        assert.deepEqual(
            statements.map(({ Sid }) => Sid),
            ["AccountAdministersKey"],
        );
        assert.equal(says(policy, "arn:aws:iam::123456789012:role/admin", "kms:PutKeyPolicy", "*"), "allowed");
    });

    for (const { partition, region, dnsSuffix } of places) {
        it(`names accounts and services of ${partition}`, async () => {
            const program = (): unknown => new EncryptionKey("data", { users: [KeyUser.CloudWatchLogs] });
            const policy = document((await run(program, { config: { "aws:region": region } })).one(kms("KeyPolicy")));
            assert.equal(says(policy, `arn:${partition}:iam::123456789012:role/admin`, "kms:Decrypt", "*"), "allowed");
            const context = {
                "kms:EncryptionContext:aws:logs:arn": `arn:${partition}:logs:${region}:123456789012:log-group:/app`,
            };
            assert.equal(says(policy, `logs.${region}.${dnsSuffix}`, "kms:Encrypt", "*", context), "allowed");
        });
    }

    it("every service asked for is in the policy", async () => {
        const program = (): unknown => new EncryptionKey("data", { users: Object.values(KeyUser) });
        const policy = document((await run(program)).one(kms("KeyPolicy")));
        for (const service of ["logs.eu-west-1", "cloudtrail", "delivery.logs", "config"]) {
            assert.ok(policy.includes(`"${service}.amazonaws.com"`), service);
        }
    });

    it("lets a distribution decrypt that needs the key to exist first", async () => {
        const result = await run(() => {
            const [arns, resolveArns] = pulumi.deferredOutput<string[]>();
            const key = new EncryptionKey("data", { distributionArns: arns });
            const bucket = new aws.s3.Bucket("site", { tags: { key: key.arn } });
            resolveArns(bucket.arn.apply(() => [distribution]));
        });
        const policy = document(result.one(kms("KeyPolicy")));
        const context = { "aws:SourceArn": distribution };
        assert.equal(says(policy, "cloudfront.amazonaws.com", "kms:Decrypt", "*", context), "allowed");
    });

    it("adds a user's statement, here for another account's role", async () => {
        const role = "arn:aws:iam::999988887777:role/reader";
        const statements = [{ sid: "Partner", principals: { aws: [pulumi.output(role)] }, actions: ["kms:Decrypt"] }];
        const policy = document((await run(() => new EncryptionKey("data", { statements }))).one(kms("KeyPolicy")));
        assert.equal(says(policy, role, "kms:Decrypt", "*"), "allowed");
        assert.equal(says(policy, role, "kms:Encrypt", "*"), "not-covered");
    });

    it("a region of its own is the region of its services", async () => {
        const program = (): unknown =>
            new EncryptionKey("data", { region: "us-east-1", users: [KeyUser.CloudWatchLogs] });
        assert.ok(document((await run(program)).one(kms("KeyPolicy"))).includes("logs.us-east-1.amazonaws.com"));
    });

    it("a name that no alias can have becomes a prefix", async () => {
        const named = await run(() => new EncryptionKey("my.data"));
        assert.equal(named.one(kms("Alias")).inputs.namePrefix, "alias/my-data-");
        const plain = await run(() => new EncryptionKey("data"));
        assert.equal("namePrefix" in plain.one(kms("Alias")).inputs, false);
    });

    it("works while ids and ARNs are unknown", async () => {
        const result = await run(() => new EncryptionKey("data", { users: [KeyUser.CloudTrail] }), { ids: "unknown" });
        assert.equal(typeof result.one(kms("KeyPolicy")).inputs.policy, "string");
    });

    const refused: [string, EncryptionKeyArgs, RegExp[]][] = [
        [
            "an unknown service",
            { users: ["Logs" as KeyUser] },
            [/users: "Logs" is not known. Fix: use one of CloudWatchLogs/],
        ],
        [
            "a service twice",
            { users: [KeyUser.Config, KeyUser.Config] },
            [/users: a service is named twice. Fix: name each service once/],
        ],
        ["no distribution", { distributionArns: ["*"] }, [/distributionArns: "\*" is not the ARN of a distribution/]],
        [
            "the component's own Sid",
            { statements: [{ sid: "AccountAdministersKey", principals: { aws: ["1"] }, actions: ["kms:Decrypt"] }] },
            [/statements\[0\]\.sid: "AccountAdministersKey" is used twice or belongs to the component/],
        ],
        ["a reserved tag", { tags: { "aws:x": "y" } }, [/tags: "aws:x" begins with the reserved prefix/]],
        [
            "everything at once",
            { users: ["Logs" as KeyUser], tags: { "aws:x": "y" }, distributionArns: ["*"] },
            [/EncryptionKey "data" has 3 invalid arguments/, /users:/, /tags:/, /distributionArns:/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new EncryptionKey("data", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refused: what only shows once it is known", async () => {
        const everybody = [{ sid: "A", principals: { aws: [pulumi.output("*")] }, actions: ["kms:Decrypt"] }];
        const { message } = await refusal(() => new EncryptionKey("data", { statements: everybody }));
        assert.match(message, /statements\[0\]\.principals\.aws: "\*" allows everybody/);
        const later = await refusal(() => new EncryptionKey("data", { distributionArns: pulumi.output(["*"]) }));
        assert.match(later.message, /distributionArns: "\*" is not the ARN of a distribution/);
    });
});
