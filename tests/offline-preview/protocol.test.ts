import { deepStrictEqual, match, ok, strictEqual } from "node:assert";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import type { AnalyzedResource, Analyzer, Diagnosis } from "../../offline-preview/analyzer";
import { runInProcess } from "../../offline-preview/harness";
import { isSecret, secret, UNKNOWN, type PropertyMap } from "../../offline-preview/values";

const BUCKET = "aws:s3/bucket:Bucket";
const POLICY = "aws:s3/bucketPolicy:BucketPolicy";

class Holder extends pulumi.ComponentResource {
    readonly bucket: aws.s3.Bucket;
    constructor(name: string, opts?: pulumi.ComponentResourceOptions) {
        super("test:index:Holder", name, {}, opts);
        this.bucket = new aws.s3.Bucket(`${name}-bucket`, {}, { parent: this });
        this.registerOutputs({ bucketName: this.bucket.bucket });
    }
}

/** Records what it is shown; `judge` says what it finds. */
class Recorder implements Analyzer {
    readonly pack = { name: "recorder", version: "1.0.0" };
    readonly analyzed: AnalyzedResource[] = [];
    readonly remediated: string[] = [];
    stack: readonly AnalyzedResource[] = [];

    constructor(
        private readonly judge: (analyzed: AnalyzedResource) => Partial<Diagnosis> | undefined = () => undefined,
        private readonly change?: (analyzed: AnalyzedResource) => PropertyMap | undefined,
    ) {}

    remediate(analyzed: AnalyzedResource): ReturnType<Analyzer["remediate"]> {
        this.remediated.push(analyzed.resource.name);
        const inputs = this.change?.(analyzed);
        const remediations = inputs === undefined ? [] : [{ policy: "changer", inputs }];
        return Promise.resolve({ remediations, diagnoses: [] });
    }

    analyze(analyzed: AnalyzedResource): Promise<Diagnosis[]> {
        this.analyzed.push(analyzed);
        const found = this.judge(analyzed);
        const { urn } = analyzed.resource;
        return Promise.resolve(
            found === undefined
                ? []
                : [{ pack: this.pack, policy: "p", description: "d", message: "m", level: "mandatory", urn, ...found }],
        );
    }

    analyzeStack(resources: readonly AnalyzedResource[]): Promise<Diagnosis[]> {
        this.stack = resources;
        return Promise.resolve([]);
    }
}

describe("offline-preview protocol: what a program registers", () => {
    it("resources in the tree of their parents, with URNs as the engine makes them", async () => {
        const run = (await runInProcess(() => new Holder("held"), { project: "shop", stack: "dev" })).succeeded();
        const holder = run.one("test:index:Holder");
        const bucket = run.one(BUCKET);
        strictEqual(holder.parent, "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
        strictEqual(bucket.urn, "urn:pulumi:dev::shop::test:index:Holder$aws:s3/bucket:Bucket::held-bucket");
        strictEqual(bucket.parent, holder.urn);
        deepStrictEqual([holder.kind, bucket.kind], ["component", "custom"]);
    });

    it("ids and computed outputs are unknown, inputs are propagated", async () => {
        const run = (
            await runInProcess(
                () => {
                    const bucket = new aws.s3.Bucket("b", { tags: { team: "a" } });
                    new aws.s3.BucketPolicy("p", {
                        bucket: bucket.id,
                        policy: pulumi.jsonStringify({ arn: bucket.arn, team: bucket.tags }),
                    });
                    return { arn: bucket.arn, team: bucket.tags.apply((tags) => tags?.team) };
                },
                { ids: "unknown" },
            )
        ).succeeded();
        deepStrictEqual(run.one(POLICY).inputs, { bucket: UNKNOWN, policy: UNKNOWN });
        deepStrictEqual(run.outputs, { arn: UNKNOWN, team: "a" });
        strictEqual(run.one(BUCKET).id, "");
        strictEqual(run.one(BUCKET).outputs.arn, UNKNOWN);
    });

    it("made-up ids make documents concrete", async () => {
        const run = (
            await runInProcess(() => {
                const bucket = new aws.s3.Bucket("b");
                new aws.s3.BucketPolicy("p", { bucket: bucket.id, policy: pulumi.jsonStringify({ arn: bucket.arn }) });
            })
        ).succeeded();
        const { policy, bucket } = run.one(POLICY).inputs;
        ok(typeof policy === "string" && typeof bucket === "string");
        match(policy, /^\{"arn":"arn:aws:s3:::b-[0-9a-f]+"\}$/);
        strictEqual(policy, JSON.stringify({ arn: `arn:aws:s3:::${bucket}` }));
    });

    it("dependencies: of the resource, of each property, and a component stands for its children", async () => {
        const run = (
            await runInProcess(() => {
                const holder = new Holder("held");
                const other = new aws.s3.Bucket("other", {}, { dependsOn: holder });
                new aws.s3.BucketPolicy("p", { bucket: other.id, policy: "{}" });
            })
        ).succeeded();
        deepStrictEqual(run.names(run.one(BUCKET, "other").dependencies), ["held-bucket"]);
        const policy = run.one(POLICY);
        deepStrictEqual(run.names(policy.propertyDependencies.bucket ?? []), ["other"]);
        deepStrictEqual(policy.propertyDependencies.policy ?? [], []);
        deepStrictEqual(run.names(policy.dependencies), ["other"]);
    });

    it("protect, retainOnDelete and the provider pass from a component to its children", async () => {
        const run = (
            await runInProcess(() => {
                const provider = new aws.Provider("frankfurt", { region: "eu-central-1" });
                new Holder("held", { protect: true, retainOnDelete: true, providers: [provider] });
                new Holder("free");
            })
        ).succeeded();
        const held = run.one(BUCKET, "held-bucket").options;
        deepStrictEqual([held.protect, held.retainOnDelete], [true, true]);
        match(held.provider ?? "", /pulumi:providers:aws::frankfurt::/);
        const free = run.one(BUCKET, "free-bucket").options;
        deepStrictEqual([free.protect, free.retainOnDelete], [undefined, undefined]);
        match(free.provider ?? "", /pulumi:providers:aws::default_\d+_\d+_\d+::/);
    });

    it("one default provider for each package and version, made with the stack's configuration", async () => {
        const run = (
            await runInProcess(
                () => {
                    new aws.s3.Bucket("a");
                    new aws.s3.Bucket("b");
                },
                { config: { "aws:region": "eu-north-1", "project:region": "elsewhere" } },
            )
        ).succeeded();
        const { inputs, kind, parent } = run.one("pulumi:providers:aws");
        strictEqual(inputs.region, "eu-north-1");
        match(JSON.stringify(inputs.version), /^"\d+\.\d+\.\d+"$/);
        deepStrictEqual([kind, parent], ["provider", undefined]);
    });

    it("aliases become URNs: another name, type, parent, or none", async () => {
        const run = (
            await runInProcess(
                () => {
                    const holder = new Holder("held");
                    new aws.s3.Bucket(
                        "b",
                        {},
                        {
                            parent: holder,
                            aliases: [
                                { name: "old" },
                                { parent: pulumi.rootStackResource },
                                { type: "aws:s3/bucketV2:BucketV2" },
                                "urn:pulumi:dev::shop::x:y:Z::whole",
                            ],
                        },
                    );
                },
                { project: "shop", stack: "dev" },
            )
        ).succeeded();
        const { aliases } = run.one(BUCKET, "b").options;
        for (const urn of [
            "urn:pulumi:dev::shop::test:index:Holder$aws:s3/bucket:Bucket::old",
            "urn:pulumi:dev::shop::aws:s3/bucket:Bucket::b",
            "urn:pulumi:dev::shop::test:index:Holder$aws:s3/bucketV2:BucketV2::b",
            "urn:pulumi:dev::shop::x:y:Z::whole",
        ]) {
            ok(aliases.includes(urn), `${urn} is not among ${aliases.join(", ")}`);
        }
    });

    it("options of a resource as they were given", async () => {
        const run = (
            await runInProcess(() => {
                const first = new aws.s3.Bucket("first");
                new aws.s3.Bucket(
                    "b",
                    {},
                    {
                        ignoreChanges: ["tags"],
                        replaceOnChanges: ["bucket"],
                        additionalSecretOutputs: ["arn"],
                        deleteBeforeReplace: true,
                        deletedWith: first,
                        import: "my-bucket",
                        customTimeouts: { create: "10m" },
                    },
                );
            })
        ).succeeded();
        const { options, operation, id, outputs } = run.one(BUCKET, "b");
        deepStrictEqual(
            [options.ignoreChanges, options.replaceOnChanges, options.additionalSecretOutputs],
            [["tags"], ["bucket"], ["arn"]],
        );
        deepStrictEqual([options.deleteBeforeReplace, options.customTimeouts.create], [true, "10m"]);
        strictEqual(options.deletedWith, run.one(BUCKET, "first").urn);
        deepStrictEqual([operation, id], ["import", "my-bucket"]);
        ok(isSecret(outputs.arn));
    });

    it("a secret stays one: in inputs, in what is made of them, and in outputs", async () => {
        const run = (
            await runInProcess(() => {
                const password = pulumi.secret("hunter2");
                const parameter = new aws.ssm.Parameter("p", { type: "SecureString", value: password });
                return { said: pulumi.interpolate`it is ${parameter.value}`, plain: "open" };
            })
        ).succeeded();
        deepStrictEqual(run.one("aws:ssm/parameter:Parameter").inputs.value, secret("hunter2"));
        deepStrictEqual(run.outputs, { said: secret("it is hunter2"), plain: "open" });
    });

    it("a resource that is read has its id and is shown to no policy", async () => {
        const recorder = new Recorder();
        const run = (
            await runInProcess(() => ({ id: aws.s3.Bucket.get("known", "my-bucket").id }), { analyzers: [recorder] })
        ).succeeded();
        const { operation, id } = run.one(BUCKET);
        deepStrictEqual([operation, id, run.outputs.id], ["read", "my-bucket", "my-bucket"]);
        deepStrictEqual(
            [...recorder.analyzed, ...recorder.stack].filter(({ resource }) => resource.type === BUCKET),
            [],
        );
    });

    it("a stack reference is there, and what it would give is unknown", async () => {
        const run = (
            await runInProcess(() => {
                const other = new pulumi.StackReference("acme/network/prod");
                return { vpc: other.getOutput("vpcId"), required: other.requireOutput("vpcId") };
            })
        ).succeeded();
        strictEqual(run.one("pulumi:pulumi:StackReference").operation, "read");
        deepStrictEqual(run.outputs, { vpc: UNKNOWN, required: UNKNOWN });
    });

    it("a remote component is in the tree; its outputs are there for others to depend on", async () => {
        const run = (
            await runInProcess(
                () => {
                    const vpc = new awsx.ec2.Vpc("net", { subnetStrategy: "Auto" });
                    new aws.ec2.SecurityGroup("group", { vpcId: vpc.vpcId });
                },
                { ids: "unknown" },
            )
        ).succeeded();
        const vpc = run.one("awsx:ec2:Vpc");
        strictEqual(vpc.kind, "remote");
        const group = run.one("aws:ec2/securityGroup:SecurityGroup");
        strictEqual(group.inputs.vpcId, UNKNOWN);
        deepStrictEqual(run.names(group.propertyDependencies.vpcId ?? []), ["net"]);
    });

    it("says where the program declares a resource", async () => {
        const run = (
            await runInProcess(function declare() {
                return { b: new aws.s3.Bucket("b").id };
            })
        ).succeeded();
        const { source } = run.one(BUCKET);
        match(source?.file ?? "", /protocol\.test\.ts$/);
        ok((source?.line ?? 0) > 100);
    });
});

describe("offline-preview protocol: transforms, functions, hooks", () => {
    it("transforms of the resource, of its parents and of the stack run in this order, with options", async () => {
        const add =
            (word: string): pulumi.ResourceTransform =>
            ({ props, opts, type }) => {
                const tags = props.tags as { word: string } | undefined;
                const changed = { ...props, tags: { word: `${tags?.word ?? ""}${word}` } };
                return type === BUCKET ? { props: changed, opts } : undefined;
            };
        const run = (
            await runInProcess(() => {
                pulumi.runtime.registerResourceTransform(add("3"));
                pulumi.runtime.registerResourceTransform(({ props, opts }) => ({
                    props,
                    opts: pulumi.mergeOptions(opts, { protect: true }),
                }));
                const parent = new Holder("held", { transforms: [add("2")] });
                new aws.s3.Bucket("b", { tags: { word: "0" } }, { parent, transforms: [add("1")] });
            })
        ).succeeded();
        const { inputs, options } = run.one(BUCKET, "b");
        deepStrictEqual(inputs.tags, { word: "0123" });
        strictEqual(options.protect, true);
        deepStrictEqual(run.one(BUCKET, "held-bucket").inputs.tags, { word: "23" });
    });

    it("dependencies: kept by a transform that changes nothing; the SDK drops a property's where one changes inputs", async () => {
        for (const [change, ofBucket] of [
            [undefined, ["first"]],
            [{ policy: '{"Version":"2012-10-17"}' }, []],
        ] as const) {
            const run = (
                await runInProcess(() => {
                    const first = new aws.s3.Bucket("first");
                    const transform: pulumi.ResourceTransform = ({ props, opts }) =>
                        change === undefined ? undefined : { props: { ...props, ...change }, opts };
                    new aws.s3.BucketPolicy("p", { bucket: first.id, policy: "{}" }, { transforms: [transform] });
                })
            ).succeeded();
            const { propertyDependencies, dependencies } = run.one(POLICY);
            deepStrictEqual(run.names(propertyDependencies.bucket ?? []), ofBucket);
            deepStrictEqual(run.names(dependencies), ["first"]);
        }
    });

    it("a transform sees nested secrets as outputs, and only those stay secret", async () => {
        const seen: unknown[] = [];
        const run = (
            await runInProcess(
                () => {
                    pulumi.runtime.registerResourceTransform(({ type, props, opts }) => {
                        if (type !== BUCKET) {
                            return undefined;
                        }
                        const tags = props.tags as Record<string, unknown>;
                        seen.push([
                            tags.plain,
                            pulumi.Output.isInstance(tags.secret),
                            pulumi.Output.isInstance(tags.later),
                        ]);
                        return { props: { ...props, tags: { ...tags, owner: "platform" } }, opts };
                    });
                    const { arn } = new aws.sns.Topic("t");
                    new aws.s3.Bucket("b", { tags: { plain: "x", secret: pulumi.secret("hunter2"), later: arn } });
                },
                { ids: "unknown" },
            )
        ).succeeded();
        deepStrictEqual(seen, [["x", true, true]]);
        deepStrictEqual(run.one(BUCKET).inputs.tags, {
            plain: "x",
            secret: secret("hunter2"),
            later: UNKNOWN,
            owner: "platform",
        });
    });

    it("functions are answered from the facts, in both forms", async () => {
        const run = (
            await runInProcess(async () => {
                const plain = await aws.getCallerIdentity();
                return { plain: plain.accountId, output: aws.getPartitionOutput().partition };
            })
        ).succeeded();
        deepStrictEqual(run.outputs, { plain: "123456789012", output: "aws" });
        deepStrictEqual(run.diagnostics, []);
    });

    it("a function's arguments may be changed by a transform of the stack", async () => {
        const run = (
            await runInProcess(
                () => {
                    pulumi.runtime.registerInvokeTransform(({ opts }) => ({ args: { state: "changed" }, opts }));
                    return { names: aws.getAvailabilityZonesOutput({ state: "given" }).names };
                },
                { functions: (_token, args) => ({ id: "x", names: [args.state ?? null], zoneIds: [] }) },
            )
        ).succeeded();
        deepStrictEqual(run.outputs.names, ["changed"]);
    });

    it("hooks run in a preview only where they ask for it, and a failing one fails the registration", async () => {
        const calls: string[] = [];
        const hook = (name: string, onDryRun: boolean): pulumi.ResourceHook =>
            new pulumi.ResourceHook(name, ({ name: of }) => void calls.push(`${name} ${of}`), { onDryRun });
        (
            await runInProcess(() => {
                const hooks = {
                    beforeCreate: [hook("before", true)],
                    afterCreate: [hook("after", true), hook("quiet", false)],
                };
                new aws.s3.Bucket("b", {}, { hooks });
            })
        ).succeeded();
        deepStrictEqual(calls, ["before b", "after b"]);
        const failed = await runInProcess(() => {
            const broken = new pulumi.ResourceHook("broken", () => Promise.reject(new Error("no")), { onDryRun: true });
            new aws.s3.Bucket("b", {}, { hooks: { beforeCreate: [broken] } });
        });
        match(failed.errors.map(({ message }) => message).join(), /hook "broken" failed: .*no/);
    });
});

describe("offline-preview protocol: policies and refusals", () => {
    it("policies see stack, components, providers and custom resources; values without the protocol's wrapping", async () => {
        const recorder = new Recorder();
        (
            await runInProcess(
                () => {
                    const holder = new Holder("held");
                    new aws.s3.BucketPolicy("p", { bucket: holder.bucket.id, policy: pulumi.secret("{}") });
                },
                { analyzers: [recorder], ids: "unknown" },
            )
        ).succeeded();
        deepStrictEqual(recorder.analyzed.map(({ resource }) => resource.kind).sort(), [
            "component",
            "custom",
            "custom",
            "provider",
            "stack",
        ]);
        const policy = recorder.analyzed.find(({ resource }) => resource.type === POLICY);
        deepStrictEqual(policy?.properties, { bucket: UNKNOWN, policy: secret("{}") });
        strictEqual(policy.provider?.inputs.region, "eu-west-1");
        const holder = recorder.stack.find(({ resource }) => resource.kind === "component");
        deepStrictEqual(holder?.properties, { bucketName: UNKNOWN });
    });

    it("a remediation's values are what is registered, judged and told", async () => {
        const recorder = new Recorder(undefined, ({ resource, properties }) =>
            resource.type === BUCKET ? { ...properties, forceDestroy: false } : undefined,
        );
        const run = (
            await runInProcess(() => ({ force: new aws.s3.Bucket("b", { forceDestroy: true }).forceDestroy }), {
                analyzers: [recorder],
            })
        ).succeeded();
        const { inputs, remediatedBy } = run.one(BUCKET);
        deepStrictEqual([inputs.forceDestroy, remediatedBy, run.outputs.force], [false, ["changer"], false]);
        strictEqual(recorder.analyzed.find(({ resource }) => resource.type === BUCKET)?.properties.forceDestroy, false);
    });

    it("a mandatory violation does not refuse a resource in a preview", async () => {
        const recorder = new Recorder(({ resource }) => (resource.type === BUCKET ? {} : undefined));
        const run = (
            await runInProcess(
                () => {
                    const bucket = new aws.s3.Bucket("b");
                    new aws.s3.BucketPolicy("p", { bucket: bucket.id, policy: "{}" });
                },
                { analyzers: [recorder] },
            )
        ).succeeded();
        deepStrictEqual(
            run.findings.map(({ policy, level }) => [policy, level]),
            [["p", "mandatory"]],
        );
        ok(run.one(POLICY));
    });

    it("as an update it does: what depends on it is never registered; an advisory one refuses nothing", async () => {
        for (const [level, refused] of [
            ["mandatory", true],
            ["advisory", false],
        ] as const) {
            const recorder = new Recorder(({ resource }) => (resource.type === BUCKET ? { level } : undefined));
            const run = await runInProcess(
                () => {
                    const bucket = new aws.s3.Bucket("b");
                    new aws.s3.BucketPolicy("p", { bucket: bucket.id, policy: "{}" });
                },
                { analyzers: [recorder], asUpdate: true },
            );
            strictEqual(run.one(BUCKET).refused, refused);
            strictEqual(run.all(POLICY).length, refused ? 0 : 1);
            strictEqual(run.errors.length > 0, refused);
        }
    });

    it("as an update, what comes after a refusal is neither judged nor made, and what came before is", async () => {
        const recorder = new Recorder(({ resource }) => (resource.type === BUCKET ? {} : undefined));
        const run = await runInProcess(
            () => {
                const before = new aws.sns.Topic("before");
                new aws.s3.Bucket("refused");
                // What is registered counts, not what is written: these wait.
                const late = new Promise<boolean>((done) => setTimeout(() => done(true), 50));
                new aws.s3.Bucket("violates too", { forceDestroy: pulumi.output(late) });
                new aws.sns.Topic("after", { fifoTopic: pulumi.output(late) });
                new aws.sns.TopicPolicy("later", {
                    arn: pulumi.all([before.arn, late]).apply(([arn]) => arn),
                    policy: "{}",
                });
                return { done: pulumi.output(late) };
            },
            { analyzers: [recorder], asUpdate: true },
        );
        const made = run.resources.filter(({ kind }) => kind === "custom").map(({ name, refused }) => [name, refused]);
        deepStrictEqual(made, [
            ["before", false],
            ["refused", true],
        ]);
        deepStrictEqual(
            recorder.analyzed.filter(({ resource }) => resource.kind === "custom").map(({ resource }) => resource.name),
            ["before", "refused"],
        );
        deepStrictEqual(
            run.findings.map(({ urn }) => urn?.split("::").at(-1)),
            ["refused"],
        );
        deepStrictEqual(run.outputs, {});
    });

    it("the same URN twice is refused", async () => {
        const run = await runInProcess(() => {
            new aws.s3.Bucket("b");
            new aws.s3.Bucket("b");
        });
        match(
            run.errors.map(({ message }) => message).join(),
            /Duplicate resource URN '.*::b'; try giving it a unique name/,
        );
    });

    it("a program that throws, and an input that never resolves, are errors and no hang", async () => {
        const thrown = await runInProcess(() => {
            throw new Error("boom");
        });
        match(thrown.errors[0]?.message ?? "", /boom/);
        const stuck = await runInProcess(
            () => new aws.s3.Bucket("b", { bucket: pulumi.output(new Promise<string>(() => undefined)) }),
            { timeout: 200 },
        );
        match(stuck.errors[0]?.message ?? "", /did not end within 200 ms/);
    });

    it("programs that run at the same time stay apart", async () => {
        const runs = await Promise.all(
            Array.from({ length: 20 }, (_, index) =>
                runInProcess(
                    () => {
                        new Holder(`h${String(index)}`);
                        return { own: new pulumi.Config("project").require("number") };
                    },
                    { config: { "aws:region": "eu-west-1", "project:number": String(index) } },
                ),
            ),
        );
        runs.forEach((run, index) => {
            deepStrictEqual(
                run
                    .succeeded()
                    .all(BUCKET)
                    .map(({ name }) => name),
                [`h${String(index)}-bucket`],
            );
            deepStrictEqual(run.outputs, { own: String(index) });
        });
    });
});
