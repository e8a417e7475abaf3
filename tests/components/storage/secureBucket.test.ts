import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ArchiveClass, EncryptionKey, LogBucket, SecureBucket, type SecureBucketArgs } from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import { places, says } from "../support/meaning";
import { component, document, kms, refusal, run, s3, text } from "../support/run";

const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
const distribution = "arn:aws:cloudfront::123456789012:distribution/E1ABCDEF";

/** The bucket alone: with a key and a log bucket of the user's. */
const alone: SecureBucketArgs = { key: keyArn, logBucketName: "logs-1234567" };

function bucketNamed(result: InProcessResult, name: string): string {
    return text(result.one(s3("Bucket"), name).outputs.bucket);
}

describe("SecureBucket", () => {
    describe("new SecureBucket(name)", () => {
        it("is encrypted with its own key and a bucket key", async () => {
            const result = await run(() => new SecureBucket("data"));
            const encryption = result.one(s3("BucketServerSideEncryptionConfiguration"), "data-encryption");
            assert.deepEqual(encryption.inputs.rules, [
                {
                    applyServerSideEncryptionByDefault: {
                        sseAlgorithm: "aws:kms",
                        kmsMasterKeyId: result.one(kms("Key")).outputs.arn,
                    },
                    bucketKeyEnabled: true,
                    blockedEncryptionTypes: ["SSE-C"],
                },
            ]);
            assert.deepEqual(result.one(component("SecureBucket")).outputs.requiredKeyStatements, "[]");
        });

        it("is logged to its own log bucket, which takes logs of nobody else", async () => {
            const result = await run(() => new SecureBucket("data"));
            const logging = result.one(s3("BucketLogging"));
            assert.equal(logging.inputs.targetBucket, bucketNamed(result, "data-logs"));
            assert.equal(logging.inputs.bucket, result.one(s3("Bucket"), "data").id);
            assert.equal(logging.inputs.targetPrefix, "s3-access-logs/");
            assert.deepEqual(logging.inputs.targetObjectKeyFormat, {
                partitionedPrefix: { partitionDateSource: "EventTime" },
            });
            const policy = document(result.one(s3("BucketPolicy"), "data-logs-policy"));
            const deliver = (source: unknown): string =>
                says(
                    policy,
                    "logging.s3.amazonaws.com",
                    "s3:PutObject",
                    `${text(result.one(s3("Bucket"), "data-logs").outputs.arn)}/s3-access-logs/x`,
                    { "aws:SourceAccount": "123456789012", "aws:SourceArn": String(source) },
                );
            assert.equal(deliver(result.one(s3("Bucket"), "data").outputs.arn), "allowed");
            assert.equal(deliver("arn:aws:s3:::other"), "not-covered");
        });
    });

    it("blocks all public access and turns ACLs off", async () => {
        const result = await run(() => new SecureBucket("data", alone));
        const { inputs } = result.one(s3("BucketPublicAccessBlock"));
        for (const setting of ["blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"]) {
            assert.equal(inputs[setting], true, setting);
        }
        assert.deepEqual(result.one(s3("BucketOwnershipControls")).inputs.rule, {
            objectOwnership: "BucketOwnerEnforced",
        });
    });

    it("keeps versions, and tidies up", async () => {
        const result = await run(() => new SecureBucket("data", alone));
        assert.deepEqual(result.one(s3("BucketVersioning")).inputs.versioningConfiguration, { status: "Enabled" });
        assert.deepEqual(result.one(s3("BucketLifecycleConfiguration")).inputs.rules, [
            {
                id: "housekeeping",
                status: "Enabled",
                filter: {},
                abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
                noncurrentVersionExpiration: { noncurrentDays: 90 },
                expiration: { expiredObjectDeleteMarker: true },
            },
        ]);
    });

    it("versions and objects age as asked", async () => {
        const args: SecureBucketArgs = {
            ...alone,
            noncurrentVersionDays: 5,
            lifecycleRules: [{ id: "old", prefix: "old/", archiveAfterDays: 1, archiveClass: ArchiveClass.Glacier }],
        };
        const rules = (await run(() => new SecureBucket("data", args))).one(s3("BucketLifecycleConfiguration")).inputs
            .rules as { noncurrentVersionExpiration?: unknown; transitions?: unknown; filter: unknown }[];
        assert.deepEqual(rules[0]?.noncurrentVersionExpiration, { noncurrentDays: 5 });
        assert.deepEqual(rules[1]?.transitions, [{ days: 1, storageClass: "GLACIER" }]);
        assert.deepEqual(rules[1]?.filter, { prefix: "old/" });
    });

    for (const { partition, region } of places) {
        it(`denies plain HTTP and old TLS on bucket and objects in ${partition}`, async () => {
            const program = (): unknown => new SecureBucket("data");
            const result = await run(program, { config: { "aws:region": region } });
            for (const name of ["data", "data-logs"]) {
                const policy = document(result.one(s3("BucketPolicy"), `${name}-policy`));
                const arn = text(result.one(s3("Bucket"), name).outputs.arn);
                assert.ok(arn.startsWith(`arn:${partition}:s3:::`), arn);
                for (const resource of [arn, `${arn}/x`]) {
                    const plain = { "aws:SecureTransport": "false" };
                    assert.equal(says(policy, "anonymous", "s3:GetObject", resource, plain), "denied");
                    const old = { "aws:SecureTransport": "true", "s3:TlsVersion": "1.1" };
                    assert.equal(says(policy, "anonymous", "s3:GetObject", resource, old), "denied");
                }
            }
        });
    }

    it("makes its side-cars one after the other, as S3 demands", async () => {
        const result = await run(() => new SecureBucket("data", alone));
        const dependsOn = (type: string): string[] => result.names(result.one(s3(type)).dependencies);
        assert.ok(dependsOn("BucketPublicAccessBlock").includes("data-ownership"));
        assert.ok(dependsOn("BucketPolicy").includes("data-public-access"));
        assert.ok(dependsOn("BucketVersioning").includes("data-policy"));
        assert.ok(dependsOn("BucketServerSideEncryptionConfiguration").includes("data-policy"));
        assert.ok(dependsOn("BucketLifecycleConfiguration").includes("data-versioning"));
        assert.ok(dependsOn("BucketLogging").includes("data-policy"));
    });

    it("gives its name and ARN only once its policy and encryption are there", async () => {
        const result = await run(() => {
            const bucket = new SecureBucket("data", alone);
            new aws.s3.BucketObjectv2("by-name", { bucket: bucket.bucketName, key: "x" });
            new aws.s3.BucketObjectv2("by-arn", { bucket: bucket.arn, key: "x" });
        });
        for (const name of ["by-name", "by-arn"]) {
            const dependencies = result.names(result.one(s3("BucketObjectv2"), name).propertyDependencies.bucket ?? []);
            assert.deepEqual(dependencies, ["data", "data-encryption", "data-policy"]);
        }
    });

    it("has a name that stays known in a preview, where the provider can say it", async () => {
        const result = await run(() => {
            const bucket = new SecureBucket("data", alone);
            return { same: bucket.bucketName.apply((name) => name.length > 0) };
        });
        assert.equal(result.outputs.same, true);
    });

    it("is protected and kept by default, with everything that guards it", async () => {
        const result = await run(() => new SecureBucket("data"));
        for (const bucket of result.all(s3("Bucket"))) {
            assert.equal(bucket.options.protect, true, bucket.name);
            assert.equal(bucket.inputs.forceDestroy, false, bucket.name);
        }
        for (const resource of result.resources.filter(({ kind }) => kind === "custom")) {
            assert.equal(resource.options.retainOnDelete, true, resource.name);
        }
    });

    it("removable: everything goes with the stack, objects included", async () => {
        const result = await run(() => new SecureBucket("data", { removable: true }));
        for (const bucket of result.all(s3("Bucket"))) {
            assert.equal(bucket.inputs.forceDestroy, true, bucket.name);
        }
        for (const resource of result.resources.filter(({ kind }) => kind === "custom")) {
            assert.notEqual(resource.options.protect, true, resource.name);
            assert.notEqual(resource.options.retainOnDelete, true, resource.name);
        }
    });

    it("region and tags reach everything that takes them", async () => {
        const args: SecureBucketArgs = { region: "us-east-1", tags: { team: "a" } };
        const result = await run(() => new SecureBucket("data", args));
        for (const resource of result.resources.filter(({ kind }) => kind === "custom")) {
            assert.equal(resource.inputs.region, "us-east-1", resource.name);
        }
        for (const resource of [...result.all(s3("Bucket")), ...result.all(kms("Key"))]) {
            assert.equal((resource.inputs.tags as Record<string, string>).team, "a", resource.name);
        }
        assert.deepEqual(result.one(s3("Bucket"), "data").inputs.tags, {
            Name: "data",
            "palisade:component": "SecureBucket",
            team: "a",
        });
        assert.equal(result.one(component("SecureBucket")).outputs.region, "us-east-1");
    });

    it("a name no bucket can have becomes a prefix", async () => {
        const result = await run(() => new SecureBucket("my_data", alone));
        assert.equal(result.one(s3("Bucket")).inputs.bucketPrefix, "my-data-");
        assert.equal(
            "bucketPrefix" in (await run(() => new SecureBucket("data", alone))).one(s3("Bucket")).inputs,
            false,
        );
    });

    it("sets nothing on the bucket that is deprecated", async () => {
        const { inputs } = (await run(() => new SecureBucket("data", alone))).one(s3("Bucket"));
        assert.deepEqual(Object.keys(inputs).sort(), ["forceDestroy", "tags"]);
    });

    it("its outputs are its public fields", async () => {
        const whole = (await run(() => new SecureBucket("data"))).one(component("SecureBucket")).outputs;
        const fields = ["arn", "bucket", "bucketName", "keyArn", "policy", "region", "requiredKeyStatements"];
        assert.deepEqual(Object.keys(whole).sort(), [...fields, "key", "logBucket"].sort());
        const small = (await run(() => new SecureBucket("data", alone))).one(component("SecureBucket")).outputs;
        assert.deepEqual(Object.keys(small).sort(), fields);
    });

    describe("with a key of the user's", () => {
        it("makes no key and touches none", async () => {
            const result = await run(() => new SecureBucket("data", alone));
            assert.deepEqual(
                result.resources.filter(({ type }) => type.startsWith("aws:kms/")),
                [],
            );
            const rules = result.one(s3("BucketServerSideEncryptionConfiguration")).inputs.rules as {
                applyServerSideEncryptionByDefault: unknown;
            }[];
            assert.deepEqual(rules[0]?.applyServerSideEncryptionByDefault, {
                sseAlgorithm: "aws:kms",
                kmsMasterKeyId: keyArn,
            });
        });

        it("says what its owner must add", async () => {
            const program = (): unknown => new SecureBucket("data", { ...alone, distributionArns: [distribution] });
            const { requiredKeyStatements } = (await run(program)).one(component("SecureBucket")).outputs;
            const policy = JSON.stringify({
                Version: "2012-10-17",
                Statement: JSON.parse(text(requiredKeyStatements)) as unknown,
            });
            const via = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
            const reader = "arn:aws:iam::123456789012:role/reader";
            assert.equal(says(policy, reader, "kms:Decrypt", keyArn, via), "allowed");
            assert.equal(says(policy, reader, "kms:Decrypt", keyArn), "not-covered");
            const cloudFront = { "aws:SourceArn": distribution };
            assert.equal(says(policy, "cloudfront.amazonaws.com", "kms:Decrypt", keyArn, cloudFront), "allowed");
        });

        it("takes the key of an EncryptionKey, and depends on it", async () => {
            const result = await run(() => {
                const key = new EncryptionKey("shared");
                new SecureBucket("data", { ...alone, key });
            });
            const encryption = result.one(s3("BucketServerSideEncryptionConfiguration"));
            assert.ok(encryption.dependencies.includes(result.one(kms("Key")).urn));
        });

        it("an EncryptionKey needs nothing added, but for distributions it does not let decrypt", async () => {
            const other = distribution.replace("E1", "E2");
            const required = async (keys: string[]): Promise<string> => {
                const result = await run(() => {
                    const key = new EncryptionKey("shared", { distributionArns: keys });
                    new SecureBucket("data", { ...alone, key, distributionArns: [distribution, other] });
                });
                return text(result.one(component("SecureBucket")).outputs.requiredKeyStatements);
            };
            assert.equal(await required([distribution, other]), "[]");
            const [statement, ...more] = JSON.parse(await required([distribution])) as { Sid: string }[];
            assert.deepEqual([statement?.Sid, more], ["CloudFrontReads", []]);
            assert.equal(JSON.stringify(statement).includes(distribution), false);
            assert.equal(JSON.stringify(statement).includes(other), true);
        });

        it("the engine sees the key's ARN, however the key was given", async () => {
            const result = await run(() => {
                const key = new EncryptionKey("shared");
                new SecureBucket("data", { ...alone, key });
            });
            const { arn } = result.one(kms("Key")).outputs;
            assert.equal(result.one(component("SecureBucket")).inputs.key, arn);
            assert.equal(result.one(component("SecureBucket")).outputs.keyArn, arn);
        });

        it("refused: a resource that is no EncryptionKey", async () => {
            const { message } = await refusal(() => {
                const key = new aws.kms.Key("plain") as unknown as string;
                new SecureBucket("data", { ...alone, key });
            });
            assert.match(
                message,
                /key: it is a resource, but no EncryptionKey. Fix: pass an EncryptionKey, or the key/,
            );
        });

        it("refused once it is known to be an alias, or of another region", async () => {
            const alias = await refusal(() => new SecureBucket("data", { ...alone, key: pulumi.output("alias/data") }));
            assert.match(
                alias.message,
                /SecureBucket "data" has 1 invalid argument:\n.*key: "alias\/data" is an alias/,
            );
            const elsewhere = pulumi.output(keyArn.replace("eu-west-1", "eu-west-3"));
            const { message } = await refusal(() => new SecureBucket("data", { ...alone, key: elsewhere }));
            assert.match(message, /key: it is not in region eu-west-1/);
        });
    });

    describe("with a log bucket of the user's", () => {
        it("logs there, under the prefix asked for, and makes none", async () => {
            const args: SecureBucketArgs = { ...alone, logPrefix: "data/" };
            const result = await run(() => new SecureBucket("data", args));
            assert.equal(result.all(s3("Bucket")).length, 1);
            assert.equal(result.one(s3("BucketLogging")).inputs.targetBucket, "logs-1234567");
            assert.equal(result.one(s3("BucketLogging")).inputs.targetPrefix, "data/");
        });

        it("waits until a LogBucket lets it write", async () => {
            const result = await run(() => {
                const logs = new LogBucket("logs");
                new SecureBucket("data", { ...alone, logBucketName: logs.bucketName });
            });
            const { dependencies } = result.one(s3("BucketLogging"));
            assert.ok(result.names(dependencies).includes("logs-policy"));
        });
    });

    it("lets exactly the distributions named read, on the bucket's and the key's side", async () => {
        const result = await run(() => new SecureBucket("data", { distributionArns: [distribution] }));
        const context = { "aws:SourceArn": distribution };
        const bucket = document(result.one(s3("BucketPolicy"), "data-policy"));
        const object = `${text(result.one(s3("Bucket"), "data").outputs.arn)}/index.html`;
        assert.equal(says(bucket, "cloudfront.amazonaws.com", "s3:GetObject", object, context), "allowed");
        const key = document(result.one(kms("KeyPolicy")));
        assert.equal(says(key, "cloudfront.amazonaws.com", "kms:Decrypt", "*", context), "allowed");
    });

    it("a distribution may need the bucket, and the bucket the distribution", async () => {
        const result = await run(() => {
            const [arns, resolveArns] = pulumi.deferredOutput<string[]>();
            const bucket = new SecureBucket("data", { distributionArns: arns });
            const origin = new aws.ssm.Parameter("distribution", { type: "String", value: bucket.bucket.arn });
            resolveArns(origin.id.apply(() => [distribution]));
        });
        assert.ok(document(result.one(s3("BucketPolicy"), "data-policy")).includes(distribution));
    });

    it("adds a user's statement to the one policy, about the objects named", async () => {
        const role = "arn:aws:iam::999988887777:role/partner";
        const statements = [
            { sid: "Partner", principals: { aws: [role] }, actions: ["s3:GetObject"], objects: ["shared/*"] },
        ];
        const result = await run(() => new SecureBucket("data", { ...alone, statements }));
        const policy = document(result.one(s3("BucketPolicy")));
        const arn = text(result.one(s3("Bucket")).outputs.arn);
        assert.equal(says(policy, role, "s3:GetObject", `${arn}/shared/x`), "allowed");
        assert.equal(says(policy, role, "s3:GetObject", `${arn}/other/x`), "not-covered");
        const plain = { "aws:SecureTransport": "false" };
        assert.equal(says(policy, role, "s3:GetObject", `${arn}/shared/x`, plain), "denied");
    });

    it("takes statements as one output, as programs in other languages give them, and refuses them then", async () => {
        const args = (aws: string): SecureBucketArgs => ({
            ...alone,
            statements: pulumi.output([
                { sid: "Partner", principals: { aws: [aws] }, actions: ["s3:GetObject"] },
            ]) as unknown as SecureBucketArgs["statements"],
        });
        const role = "arn:aws:iam::999988887777:role/partner";
        const result = await run(() => new SecureBucket("data", args(role)));
        assert.ok(document(result.one(s3("BucketPolicy"))).includes(role));
        const { message } = await refusal(() => new SecureBucket("data", args("*")));
        assert.match(message, /statements\[0\]\.principals\.aws: "\*" allows everybody/);
    });

    const refused: [string, SecureBucketArgs, RegExp[]][] = [
        ["an alias for a key", { key: "alias/data" }, [/key: "alias\/data" is an alias. Fix: pass the key's ARN/]],
        [
            "a key of another region",
            { key: keyArn, region: "eu-west-3" },
            [/key: it is not in region eu-west-3. Fix: .*of a key in the same region/],
        ],
        ["no log bucket", { logBucketName: "" }, [/logBucketName: it is empty/]],
        ["a prefix without a log bucket", { logPrefix: "x/" }, [/logPrefix: it is about a log bucket of yours/]],
        ["no day", { noncurrentVersionDays: 0 }, [/noncurrentVersionDays: 0 is not a whole number of days from 1/]],
        ["a rule that does nothing", { lifecycleRules: [{ id: "a" }] }, [/lifecycleRules\[0\]: it does nothing/]],
        ["no distribution", { distributionArns: ["E1"] }, [/distributionArns: "E1" is not the ARN of a distribution/]],
        ["a tag AWS reserves", { tags: { "aws:a": "b" } }, [/tags: "aws:a" begins with the reserved prefix/]],
        [
            "an object key that is an ARN",
            {
                statements: [
                    { sid: "A", principals: { aws: ["1"] }, actions: ["s3:GetObject"], objects: ["arn:aws:s3:::x/y"] },
                ],
            },
            [/statements\[0\]\.objects: "arn:aws:s3:::x\/y" is not an object key/],
        ],
        [
            "everybody",
            { statements: [{ sid: "A", principals: { aws: ["*"] }, actions: ["s3:GetObject"] }] },
            [/statements\[0\]\.principals\.aws: "\*" allows everybody/],
        ],
        [
            "the component's own Sid",
            { statements: [{ sid: "DenyOldTls", principals: { aws: ["1"] }, actions: ["s3:GetObject"] }] },
            [/statements\[0\]\.sid: "DenyOldTls" is used twice or belongs to the component/],
        ],
        [
            "everything at once",
            { key: "x", noncurrentVersionDays: 0.5, tags: { "aws:a": "b" } },
            [/SecureBucket "data" has 3 invalid arguments/, /key:/, /noncurrentVersionDays:/, /tags:/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new SecureBucket("data", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refused: a name that S3 reserves", async () => {
        const { message } = await refusal(() => new SecureBucket("sthree-data"));
        assert.match(message, /name: it begins with sthree-, which Amazon S3 reserves/);
    });

    it("refused: nothing is registered", async () => {
        let thrown: unknown;
        const result = await run(() => {
            try {
                new SecureBucket("data", { key: "x" });
            } catch (error) {
                thrown = error;
            }
        });
        assert.match(String(thrown), /ArgumentError/);
        assert.deepEqual(result.all(component("SecureBucket")), []);
    });

    it("refused: no distribution, once it is known", async () => {
        const args: SecureBucketArgs = { ...alone, distributionArns: pulumi.output(["*"]) };
        const { message } = await refusal(() => new SecureBucket("data", args));
        assert.match(message, /SecureBucket "data".*\n.*distributionArns: "\*" is not the ARN of a distribution/);
    });

    it("refused: a tag's value that AWS would refuse, once it is known", async () => {
        const { message } = await refusal(() => new SecureBucket("data", { tags: { team: pulumi.output("a,b") } }));
        assert.match(message, /tags: the value of "team" is not a tag value/);
    });

    it("refused: everybody, once it is known", async () => {
        const statements = [{ sid: "A", principals: { aws: [pulumi.output("*")] }, actions: ["s3:GetObject"] }];
        const { message } = await refusal(() => new SecureBucket("data", { ...alone, statements }));
        assert.match(message, /SecureBucket "data".*\n.*statements\[0\]\.principals\.aws: "\*" allows everybody/);
    });
});
