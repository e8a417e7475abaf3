import { deepStrictEqual, match, strictEqual } from "node:assert";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { runInProcess } from "../../offline-preview/harness";
import { secret, UNKNOWN } from "../../offline-preview/values";

const BUCKET = "aws:s3/bucket:Bucket";

describe("offline-preview providers", () => {
    it("a stash gives back what it was given, and a secret stays one", async () => {
        const run = (
            await runInProcess(
                () => ({
                    plain: new pulumi.Stash("plain", { input: { replicas: 3 } }).output,
                    hidden: new pulumi.Stash("hidden", { input: pulumi.secret("hunter2") }).output,
                }),
                { ids: "unknown" },
            )
        ).succeeded();
        deepStrictEqual(run.outputs, { plain: { replicas: 3 }, hidden: secret("hunter2") });
    });

    it("the engine's own provider is no part of the stack where a resource is given a resource", async () => {
        const run = (
            await runInProcess(
                () => {
                    const bucket = new aws.s3.Bucket("b");
                    new aws.s3.BucketPolicy("p", { bucket: bucket as never, policy: "{}" });
                },
                { ids: "unknown" },
            )
        ).succeeded();
        strictEqual(run.all(BUCKET).length, 1);
        deepStrictEqual(run.all("pulumi:providers:pulumi"), []);
    });

    it("a resource that is given a resource gives its id back", async () => {
        const run = (
            await runInProcess(() => {
                const bucket = new aws.s3.Bucket("b");
                const policy = new aws.s3.BucketPolicy("p", { bucket: bucket as never, policy: "{}" });
                return { given: policy.bucket, id: bucket.id };
            })
        ).succeeded();
        match(JSON.stringify(run.outputs.given), /^"b-[0-9a-f]{7}"$/);
        strictEqual(run.outputs.given, run.outputs.id);
    });

    it("the default provider of a package has the package's configuration; that of dynamic resources has all of it", async () => {
        class Doubled extends pulumi.dynamic.Resource {
            constructor(name: string) {
                super({ create: () => Promise.resolve({ id: "1", outs: {} }) }, name, {});
            }
        }
        const run = (
            await runInProcess(
                () => {
                    new Doubled("d");
                    new aws.s3.Bucket("b");
                },
                {
                    config: { "aws:region": "eu-north-1", "project:size": "3", "aws:token": "hunter2" },
                    configSecretKeys: ["aws:token"],
                },
            )
        ).succeeded();
        deepStrictEqual(run.one("pulumi:providers:pulumi-nodejs").inputs, {
            "aws:region": "eu-north-1",
            "project:size": "3",
            "aws:token": secret("hunter2"),
        });
        const { version, ...configured } = run.one("pulumi:providers:aws").inputs;
        match(JSON.stringify(version), /^"\d+\.\d+\.\d+"$/);
        deepStrictEqual(configured, { region: "eu-north-1", token: secret("hunter2") });
    });

    it("a function has a provider too", async () => {
        const run = (await runInProcess(() => ({ id: aws.getCallerIdentityOutput().accountId }))).succeeded();
        match(run.one("pulumi:providers:aws").name, /^default_\d+_\d+_\d+$/);
    });

    it("a function's result is unknown while a resource that it depends on is not made", async () => {
        class Holder extends pulumi.ComponentResource {
            constructor(name: string) {
                super("test:index:Holder", name);
                new aws.s3.Bucket(`${name}-bucket`, {}, { parent: this });
                this.registerOutputs();
            }
        }
        for (const [ids, account] of [
            ["unknown", UNKNOWN],
            ["made-up", "123456789012"],
        ] as const) {
            const run = (
                await runInProcess(
                    () => {
                        const bucket = new aws.s3.Bucket("b");
                        const provider = new aws.Provider("p", { region: "eu-west-1" });
                        const accountAfter = (dependsOn: pulumi.Resource) =>
                            aws.getCallerIdentityOutput({}, { dependsOn: [dependsOn] }).accountId;
                        return {
                            bucket: accountAfter(bucket),
                            component: accountAfter(new Holder("h")),
                            provider: accountAfter(provider),
                        };
                    },
                    { ids },
                )
            ).succeeded();
            deepStrictEqual(run.outputs, { bucket: account, component: account, provider: "123456789012" });
            deepStrictEqual(run.diagnostics, []);
        }
    });
});
