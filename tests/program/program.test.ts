import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type InProcessResult, runInProcess } from "../../offline-preview/harness";
import { text } from "../components/support/run";

const root = join(__dirname, "../..");
const entry = require.resolve("../../index");

/** Runs the deployment with a stack's configuration. */
async function deploy(config: Record<string, string>): Promise<InProcessResult> {
    return runInProcess(
        async () => {
            delete require.cache[entry];
            return import("../../index");
        },
        { project: "palisade", config },
    );
}

/** The configuration of a stack file, as the CLI gives it to a program. */
function stackConfig(stack: string): Record<string, string> {
    const { config } = load(readFileSync(join(root, `Pulumi.${stack}.yaml`), "utf8")) as {
        config: Record<string, unknown>;
    };
    return Object.fromEntries(Object.entries(config).map(([key, value]) => [key, String(value)]));
}

const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

describe("the deployment", () => {
    it("dev: one key, a log bucket, an artifact bucket that uses both; all removable", async () => {
        const result = (await deploy(stackConfig("dev"))).succeeded();
        assert.deepEqual(
            result.resources
                .filter(({ kind }) => kind === "component")
                .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`),
            ["EncryptionKey data", "LogBucket access-logs", "SecureBucket artifacts"],
        );
        const artifacts = result.one("aws:s3/bucketLogging:BucketLogging");
        const logs = result.one("aws:s3/bucket:Bucket", "access-logs");
        assert.equal(artifacts.inputs.targetBucket, logs.outputs.bucket);
        assert.equal(result.all("aws:kms/key:Key").length, 1);
        for (const { name, options } of result.resources) {
            assert.notEqual(options.protect, true, name);
        }
        for (const { inputs } of result.all("aws:s3/bucket:Bucket")) {
            assert.equal(inputs.forceDestroy, true);
        }
    });

    it("exports what others need", async () => {
        const { outputs, ...result } = (await deploy(stackConfig("dev"))).succeeded();
        assert.deepEqual(Object.keys(outputs).sort(), [
            "accessLogBucketName",
            "artifactBucketArn",
            "artifactBucketName",
            "dataKeyArn",
            "requiredKeyStatements",
        ]);
        assert.equal(outputs.requiredKeyStatements, "[]");
        const key = result.resources.find(({ type }) => type === "aws:kms/key:Key");
        assert.equal(outputs.dataKeyArn, key?.outputs.arn);
    });

    it("without configuration, data is protected and logs are kept for a year", async () => {
        const result = (await deploy({ "aws:region": "eu-central-1" })).succeeded();
        for (const type of ["aws:s3/bucket:Bucket", "aws:kms/key:Key"]) {
            for (const { name, options } of result.all(type)) {
                assert.equal(options.protect, true, name);
            }
        }
        const lifecycle = result.one(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "access-logs-lifecycle",
        );
        assert.deepEqual((lifecycle.inputs.rules as { expiration: unknown }[])[1]?.expiration, { days: 365 });
    });

    it("with a key of its own, it makes none, and says what the key's owner must add", async () => {
        const result = await deploy({ "aws:region": "eu-central-1", "palisade:keyArn": keyArn });
        const { outputs } = result.succeeded();
        assert.deepEqual(result.all("aws:kms/key:Key"), []);
        assert.equal(outputs.dataKeyArn, keyArn);
        assert.match(text(outputs.requiredKeyStatements), /AccountUsesKeyThroughS3/);
    });

    it("wrong configuration stops it before anything is registered", async () => {
        const { errors, resources } = await deploy({ "palisade:removable": "yes", "palisade:logRetentionDays": "0" });
        assert.match(errors[0]?.message ?? "", /palisade:removable[^]*palisade:logRetentionDays/);
        assert.deepEqual(
            resources.filter(({ kind }) => kind !== "stack"),
            [],
        );
    });

    it("no secret is in the repository's stack files", () => {
        assert.deepEqual(
            Object.keys(stackConfig("dev")).filter((key) => /secret|password|token/i.test(key)),
            [],
        );
    });
});
