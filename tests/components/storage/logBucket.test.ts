import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, KeyUser, LogBucket, type LogBucketArgs, LogProducer } from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { places, says } from "../support/meaning";
import { component, document, kms, refusal, run, s3, text } from "../support/run";

const account = "123456789012";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const all = Object.values(LogProducer);
const needSseS3: LogProducer[] = [LogProducer.S3AccessLogs, LogProducer.Alb];

/** What the bucket encrypts with, as its side-car says. */
function encryption(result: InProcessResult): { sseAlgorithm: string; kmsMasterKeyId?: string } {
    const { rules } = result.one(s3("BucketServerSideEncryptionConfiguration")).inputs;
    const [rule] = rules as { applyServerSideEncryptionByDefault: { sseAlgorithm: string } }[];
    assert.ok(rule !== undefined);
    return rule.applyServerSideEncryptionByDefault;
}

describe("LogBucket", () => {
    it("new LogBucket(name) takes server access logs, without a key", async () => {
        const result = await run(() => new LogBucket("logs"));
        assert.deepEqual(encryption(result), { sseAlgorithm: "AES256" });
        const context = { "aws:SourceAccount": account, "aws:SourceArn": "arn:aws:s3:::data" };
        const key = `${text(result.one(s3("Bucket")).outputs.arn)}/s3-access-logs/x`;
        const policy = document(result.one(s3("BucketPolicy")));
        assert.equal(says(policy, "logging.s3.amazonaws.com", "s3:PutObject", key, context), "allowed");
    });

    for (const producer of all) {
        if (needSseS3.includes(producer)) {
            it(`${producer}: encrypted by Amazon S3, because nothing else works`, async () => {
                const result = await run(() => new LogBucket("logs", { producers: [producer] }));
                assert.deepEqual(encryption(result), { sseAlgorithm: "AES256" });
                assert.deepEqual(result.all(kms("Key")), []);
            });

            it(`${producer}: a key of the user's is refused, with the reason`, async () => {
                const { message } = await refusal(() => new LogBucket("logs", { producers: [producer], key: keyArn }));
                assert.match(message, new RegExp(`key: ${producer}: .*SSE-S3.* Fix: leave key out, or give`));
            });
        } else {
            it(`${producer}: encrypted with a key of its own that lets it write`, async () => {
                const result = await run(() => new LogBucket("logs", { producers: [producer] }));
                const { arn } = result.one(kms("Key")).outputs;
                assert.deepEqual(encryption(result), { sseAlgorithm: "aws:kms", kmsMasterKeyId: arn });
                const policy = JSON.parse(document(result.one(kms("KeyPolicy")))) as { Statement: unknown[] };
                assert.ok(policy.Statement.length > 1);
            });

            it(`${producer}: a key of the user's is used, and its owner told what to add`, async () => {
                const result = await run(() => new LogBucket("logs", { producers: [producer], key: keyArn }));
                assert.deepEqual(encryption(result), { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn });
                assert.deepEqual(result.all(kms("Key")), []);
                const own = await run(() => new LogBucket("logs", { producers: [producer] }));
                const made = JSON.parse(document(own.one(kms("KeyPolicy")))) as { Statement: { Sid: string }[] };
                const asked = text(result.one(component("LogBucket")).outputs.requiredKeyStatements);
                assert.deepEqual(
                    (JSON.parse(asked) as unknown[]).slice(1),
                    made.Statement.filter(({ Sid }) => Sid !== "AccountAdministersKey"),
                );
            });
        }
    }

    it("one producer that needs SSE-S3 decides for all", async () => {
        const producers = [LogProducer.VpcFlowLogs, LogProducer.Alb];
        const result = await run(() => new LogBucket("logs", { producers }));
        assert.deepEqual(encryption(result), { sseAlgorithm: "AES256" });
        assert.equal(result.one(component("LogBucket")).outputs.keyArn, undefined);
    });

    for (const { partition, region } of places) {
        it(`all producers together in ${partition}: the policy names each, and nobody beside them`, async () => {
            const result = await run(() => new LogBucket("logs", { producers: all }), {
                config: { "aws:region": region },
            });
            const policy = document(result.one(s3("BucketPolicy")));
            const { Statement } = JSON.parse(policy) as {
                Statement: { Effect: string; Principal: { Service?: string[] } }[];
            };
            const services = Statement.filter(({ Effect }) => Effect === "Allow").flatMap(
                ({ Principal }) => Principal.Service ?? ["somebody else"],
            );
            assert.deepEqual([...new Set(services)].sort(), [
                "cloudtrail.amazonaws.com",
                "config.amazonaws.com",
                "delivery.logs.amazonaws.com",
                "logdelivery.elasticloadbalancing.amazonaws.com",
                "logging.s3.amazonaws.com",
            ]);
            assert.equal(policy.includes("arn:aws:") && partition !== "aws", false);
            const arn = text(result.one(s3("Bucket")).outputs.arn);
            const plain = { "aws:SecureTransport": "false" };
            assert.equal(says(policy, "config.amazonaws.com", "s3:ListBucket", arn, plain), "denied");
        });
    }

    it("for WAF the bucket is named as WAF demands, for the others freely", async () => {
        const waf = await run(() => new LogBucket("logs", { producers: [LogProducer.Waf, LogProducer.Config] }));
        assert.equal(waf.one(s3("Bucket")).inputs.bucketPrefix, "aws-waf-logs-logs-");
        const others = await run(() => new LogBucket("logs", { producers: [LogProducer.Config] }));
        assert.equal("bucketPrefix" in others.one(s3("Bucket")).inputs, false);
    });

    it("blocks all public access, turns ACLs off, keeps versions", async () => {
        const result = await run(() => new LogBucket("logs"));
        const { inputs } = result.one(s3("BucketPublicAccessBlock"));
        for (const setting of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
            assert.equal(inputs[setting], true, setting);
        }
        assert.deepEqual(result.one(s3("BucketOwnershipControls")).inputs.rule, {
            objectOwnership: "BucketOwnerEnforced",
        });
        assert.deepEqual(result.one(s3("BucketVersioning")).inputs.versioningConfiguration, { status: "Enabled" });
    });

    const ages: [LogBucketArgs, transitions: unknown, expiration: unknown][] = [
        [{}, [{ days: 90, storageClass: "GLACIER_IR" }], { days: 365 }],
        [{ retentionDays: 3650 }, [{ days: 90, storageClass: "GLACIER_IR" }], { days: 3650 }],
        [{ retentionDays: 91 }, [{ days: 90, storageClass: "GLACIER_IR" }], { days: 91 }],
        [{ retentionDays: 90 }, undefined, { days: 90 }],
        [{ retentionDays: 30, archiveAfterDays: 29 }, [{ days: 29, storageClass: "GLACIER_IR" }], { days: 30 }],
    ];
    for (const [args, transitions, expiration] of ages) {
        it(`logs age: ${JSON.stringify(args)}`, async () => {
            const result = await run(() => new LogBucket("logs", args));
            const rules = result.one(s3("BucketLifecycleConfiguration")).inputs.rules as Record<string, unknown>[];
            const [housekeeping, retention] = rules;
            assert.deepEqual(housekeeping?.noncurrentVersionExpiration, { noncurrentDays: 30 });
            assert.deepEqual(retention?.transitions, transitions);
            assert.deepEqual(retention?.expiration, expiration);
        });
    }

    it("gives its name and ARN only once producers can write, key included", async () => {
        const result = await run(() => {
            const logs = new LogBucket("logs", { producers: [LogProducer.CloudTrail] });
            new aws.cloudtrail.Trail("trail", { s3BucketName: logs.bucketName, kmsKeyId: logs.keyArn });
        });
        const { s3BucketName = [], kmsKeyId = [] } = result.one("aws:cloudtrail/trail:Trail").propertyDependencies;
        assert.deepEqual(result.names(s3BucketName), ["logs", "logs-encryption", "logs-key", "logs-policy"]);
        assert.ok(s3BucketName.includes(result.one(kms("KeyPolicy")).urn));
        assert.deepEqual(kmsKeyId, [result.one(kms("Key")).urn]);
    });

    it("is protected and kept by default, key included; removable, it goes with the stack", async () => {
        const producers = [LogProducer.Config];
        const kept = await run(() => new LogBucket("logs", { producers }));
        assert.equal(kept.one(s3("Bucket")).options.protect, true);
        assert.equal(kept.one(kms("Key")).options.protect, true);
        assert.equal(kept.one(s3("Bucket")).inputs.forceDestroy, false);
        const gone = await run(() => new LogBucket("logs", { producers, removable: true }));
        assert.equal(gone.one(s3("Bucket")).inputs.forceDestroy, true);
        for (const [result, expected] of [
            [kept, true],
            [gone, false],
        ] as const) {
            for (const { name, options } of result.resources.filter(({ kind }) => kind === "custom")) {
                assert.equal(options.retainOnDelete ?? false, expected, name);
                assert.ok(expected || options.protect !== true, name);
            }
        }
    });

    it("region and tags reach everything that takes them", async () => {
        const args: LogBucketArgs = { producers: [LogProducer.Config], region: "us-east-1", tags: { team: "a" } };
        const result = await run(() => new LogBucket("logs", args));
        for (const { name, inputs } of result.resources.filter(({ kind }) => kind === "custom")) {
            assert.equal(inputs.region, "us-east-1", name);
        }
        assert.deepEqual(result.one(s3("Bucket")).inputs.tags, {
            Name: "logs",
            "palisade:component": "LogBucket",
            team: "a",
        });
        assert.equal((result.one(kms("Key")).inputs.tags as Record<string, string>).team, "a");
    });

    it("adds a user's statement to the one policy", async () => {
        const role = "arn:aws:iam::999988887777:role/auditor";
        const statements = [{ sid: "Auditor", principals: { aws: [role] }, actions: ["s3:GetObject"] }];
        const result = await run(() => new LogBucket("logs", { statements }));
        const arn = text(result.one(s3("Bucket")).outputs.arn);
        assert.equal(says(document(result.one(s3("BucketPolicy"))), role, "s3:GetObject", `${arn}/x`), "allowed");
    });

    it("its outputs are its public fields", async () => {
        const fields = ["arn", "bucket", "bucketName", "policy", "region", "requiredKeyStatements"];
        const plain = (await run(() => new LogBucket("logs"))).one(component("LogBucket")).outputs;
        assert.deepEqual(Object.keys(plain).sort(), fields);
        const program = (): unknown => new LogBucket("logs", { producers: [LogProducer.Config] });
        const withKey = (await run(program)).one(component("LogBucket")).outputs;
        assert.deepEqual(Object.keys(withKey).sort(), [...fields, "key", "keyArn"].sort());
        assert.equal(withKey.requiredKeyStatements, "[]");
    });

    const refused: [string, LogBucketArgs, RegExp[]][] = [
        ["no producer", { producers: [] }, [/producers: none is given. Fix: use one of S3AccessLogs, Alb/]],
        ["an unknown producer", { producers: ["Elb" as LogProducer] }, [/producers: "Elb" is not known/]],
        [
            "an unknown producer with a key",
            { producers: ["Elb" as LogProducer], key: keyArn },
            [/has 1 invalid argument/, /producers: "Elb" is not known/],
        ],
        [
            "a producer twice",
            { producers: [LogProducer.Nlb, LogProducer.Nlb] },
            [/producers: a producer is named twice/],
        ],
        [
            "sources for nobody",
            { producers: [LogProducer.Nlb], sourceBucketArns: ["arn:aws:s3:::data"] },
            [/sourceBucketArns: it is only about S3AccessLogs/],
        ],
        ["no source", { sourceBucketArns: ["data"] }, [/sourceBucketArns: "data" is not the ARN of a bucket/]],
        ["an object as source", { sourceBucketArns: ["arn:aws:s3:::data/x"] }, [/is not the ARN of a bucket/]],
        ["no day", { retentionDays: 0 }, [/retentionDays: 0 is not a whole number of days/]],
        [
            "archived after it expired",
            { retentionDays: 30, archiveAfterDays: 30 },
            [/archiveAfterDays: 30 is not a whole number of days from 1 to 29. Fix: archive before the logs expire/],
        ],
        ["a tag AWS reserves", { tags: { "aws:a": "b" } }, [/tags: "aws:a"/]],
        [
            "a producer's Sid",
            { statements: [{ sid: "AlbLogs", principals: { aws: ["1"] }, actions: ["s3:GetObject"] }] },
            [/statements\[0\]\.sid: "AlbLogs" is used twice or belongs to the component/],
        ],
        [
            "everything at once",
            { producers: [LogProducer.S3AccessLogs, LogProducer.Alb], key: keyArn, retentionDays: -1 },
            [/LogBucket "logs" has 3 invalid arguments/, /key: S3AccessLogs/, /key: Alb/, /retentionDays/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new LogBucket("logs", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("an EncryptionKey must let the producers' services use it", async () => {
        const producers = [LogProducer.CloudTrail, LogProducer.Waf, LogProducer.Nlb];
        const program = (users: KeyUser[]) => (): unknown =>
            new LogBucket("logs", { producers, key: new EncryptionKey("shared", { users }) });
        const { message } = await refusal(program([KeyUser.CloudTrail]));
        assert.match(
            message,
            /key: the EncryptionKey does not let LogDelivery use it. Fix: give the EncryptionKey users: \[KeyUser.LogDelivery\]/,
        );
        const result = await run(program([KeyUser.LogDelivery, KeyUser.CloudTrail, KeyUser.Config]));
        assert.equal(encryption(result).kmsMasterKeyId, result.one(kms("Key")).outputs.arn);
        assert.equal(result.one(component("LogBucket")).outputs.requiredKeyStatements, "[]");
    });

    it("refused: a source or a key that turns out to be none, once it is known", async () => {
        const source = await refusal(() => new LogBucket("logs", { sourceBucketArns: pulumi.output(["data"]) }));
        assert.match(source.message, /sourceBucketArns: "data" is not the ARN of a bucket/);
        const args: LogBucketArgs = { producers: [LogProducer.Config], key: pulumi.output("alias/logs") };
        const key = await refusal(() => new LogBucket("logs", args));
        assert.match(key.message, /has 1 invalid argument:\n.*key: "alias\/logs" is an alias/);
    });

    it("refused: everybody, once it is known", async () => {
        const statements = [{ sid: "A", principals: { aws: [pulumi.output("*")] }, actions: ["s3:GetObject"] }];
        const { message } = await refusal(() => new LogBucket("logs", { statements }));
        assert.match(message, /LogBucket "logs".*\n.*statements\[0\]\.principals\.aws: "\*" allows everybody/);
    });
});
