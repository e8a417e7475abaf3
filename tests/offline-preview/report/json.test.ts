import assert from "node:assert/strict";
import { toJson, type JsonReport } from "../../../offline-preview/report/json";
import { at, diagnostic, finding, pack, PACK, policy, preview, resource, undetermined } from "./build";
import { renderJson } from "./written";

const bucket = resource("aws:s3/bucket:Bucket", "data", {
    source: at("index.ts", 3),
    inputs: { bucket: "data", tags: { a: ["[secret]", 1] } },
    outputs: { id: "[unknown]" },
});

describe("the JSON of an offline preview", () => {
    it("has inputs and outputs as they are", () => {
        const report = toJson(preview([bucket], { outputs: { key: "[secret]", list: [1, null] } }));
        const [, shown] = report.resources;
        assert.deepEqual(shown?.inputs, { bucket: "data", tags: { a: ["[secret]", 1] } });
        assert.deepEqual(shown.outputs, { id: "[unknown]" });
        assert.deepEqual(report.outputs, { key: "[secret]", list: [1, null] });
    });

    it("has an id only where there can be one", () => {
        const made = [
            bucket,
            resource("aws:s3/bucket:Bucket", "old", { operation: "read", id: "old-1" }),
            resource("aws:s3/bucket:Bucket", "later", { id: "[unknown]" }),
            resource("house:index:Vault", "vault", { kind: "component" }),
            resource("awsx:ec2:Vpc", "network", { kind: "remote" }),
            resource("pulumi:providers:aws", "main", { kind: "provider" }),
        ];
        const ids = toJson(preview(made)).resources.map(({ name, id }) => [name, id]);
        assert.deepEqual(ids, [
            ["shop-dev", null],
            ["data", "[unknown]"],
            ["old", "old-1"],
            ["later", "[unknown]"],
            ["vault", null],
            ["network", null],
            ["main", "[unknown]"],
        ]);
    });

    it("says every option, with what holds where the program says nothing", () => {
        const optionsOf = (options: Parameters<typeof resource>[2]): unknown =>
            toJson(preview([resource("aws:sns/topic:Topic", "t", options)])).resources[1]?.options;
        const lists = {
            replaceWith: ["urn:a"],
            ignoreChanges: ["tags"],
            replaceOnChanges: ["name"],
            additionalSecretOutputs: ["arn"],
            aliases: ["urn:b"],
            customTimeouts: { create: "5m" },
            hooks: { beforeCreate: ["hook"] },
        };
        const set = {
            ...lists,
            protect: true,
            retainOnDelete: true,
            deleteBeforeReplace: false,
            deletedWith: "urn:c",
            importId: "id-1",
            version: "7.0.0",
            pluginDownloadURL: "https://example.com",
            provider: "urn:p::id",
        };
        const all = { ...set, providers: { aws: "urn:p::[unknown]" } };
        assert.deepEqual(optionsOf({ options: all }), all);
        assert.deepEqual(optionsOf({}), {
            protect: false,
            retainOnDelete: false,
            deleteBeforeReplace: null,
            deletedWith: null,
            replaceWith: [],
            ignoreChanges: [],
            replaceOnChanges: [],
            additionalSecretOutputs: [],
            aliases: [],
            importId: null,
            version: null,
            pluginDownloadURL: null,
            provider: null,
            providers: {},
            customTimeouts: {},
            hooks: {},
        });
    });

    it("keeps all findings, messages and remediations as they are, in their order", () => {
        const component = { urn: "urn:component", source: at("index.ts", 9) };
        const shown = preview([bucket], {
            findings: [
                undetermined("b", bucket),
                finding("a", bucket, { severity: "high", decidedBy: "made-up-ids", component }),
                finding("c", undefined, { level: "advisory" }),
                finding("d", bucket, { level: "advisory", waiver: "W-1 until 2027-03-01" }),
            ],
            remediations: [{ pack: PACK, policy: "fix", urn: bucket.urn, changed: ["tags"] }],
            diagnostics: [diagnostic("debug", "once"), diagnostic("debug", "once")],
            onlyWithIds: [bucket.urn],
            notExpanded: [bucket.urn],
            notReached: [bucket.urn],
            decidedByMadeUpIds: 4,
        });
        const report = JSON.parse(renderJson(shown)) as JsonReport;
        assert.equal(report.format, "pulumi-offline-preview/2");
        assert.equal(report.verdict, "policy-failed");
        assert.deepEqual(report.summary, {
            resources: {
                create: 1,
                read: 0,
                import: 0,
                same: 0,
                refused: 0,
                notReached: 1,
                update: 0,
                replace: 0,
                delete: 0,
            },
            findings: { mandatory: 1, advisory: 1, undetermined: 1, waived: 1, baselined: 0 },
            decidedByMadeUpIds: 4,
        });
        assert.deepEqual(report.findings[1], {
            pack: PACK,
            policy: "a",
            kind: "violation",
            level: "mandatory",
            severity: "high",
            message: "",
            waiver: null,
            baselinedSince: null,
            urn: bucket.urn,
            decidedBy: "made-up-ids",
            source: at("index.ts", 3),
            component,
            isNew: null,
        });
        assert.deepEqual(
            report.findings.map(({ policy, urn, component: inside }) => [policy, urn, inside]),
            [
                ["b", bucket.urn, null],
                ["a", bucket.urn, component],
                ["c", null, null],
                ["d", bucket.urn, null],
            ],
        );
        assert.equal(report.findings[3]?.waiver, "W-1 until 2027-03-01");
        assert.deepEqual(report.remediations, [{ pack: PACK, policy: "fix", urn: bucket.urn, changed: ["tags"] }]);
        assert.equal(report.diagnostics.length, 2);
        assert.deepEqual(
            report.resources.map(({ onlyWithIds, notReached, notExpanded }) => [onlyWithIds, notReached, notExpanded]),
            [
                [false, false, false],
                [true, true, true],
            ],
        );
    });

    it("tells each policy once, with all that the pack says of it, and null for what it does not", () => {
        const framework = { name: "CIS", version: "5.0", reference: "2.1.4", specification: "https://example.com" };
        const said = {
            severity: "high",
            title: "Buckets are private",
            remediationSteps: "Make it private.",
            url: "https://example.com/private",
            tags: ["cis-5.0:2.1.4"],
            framework,
        } as const;
        const policies = [
            policy("private", { ...said, tags: [...said.tags] }),
            policy("plain", { kind: "stack", level: "disabled" }),
        ];
        const report = toJson(
            preview([bucket], {
                packs: [pack(0, { policies, broke: true })],
                findings: [finding("private", bucket), finding("private", bucket)],
            }),
        );
        assert.deepEqual(report.packs, [
            {
                ...PACK,
                path: "./house-rules",
                broke: true,
                policies: [
                    {
                        name: "private",
                        kind: "resource",
                        level: "mandatory",
                        description: "What private asks for.",
                        ...said,
                    },
                    {
                        ...{ name: "plain", kind: "stack", level: "disabled", description: "What plain asks for." },
                        ...{
                            severity: null,
                            title: null,
                            remediationSteps: null,
                            url: null,
                            tags: [],
                            framework: null,
                        },
                    },
                ],
            },
        ]);
        assert.equal(renderJson(preview([bucket])).split("What policy-3 asks for.").length, 2);
    });

    it("has the same order of keys, whatever the order in the preview", () => {
        const keysOf = (value: unknown): unknown =>
            typeof value === "object" && value !== null
                ? Object.entries(value).map(([key, inner]) => [key, keysOf(inner)])
                : undefined;
        const shown = preview([bucket], { findings: [finding("a", bucket, { severity: "low" })] });
        const backwards = <T extends object>(value: T): T =>
            Object.fromEntries(Object.entries(value).reverse()) as unknown as T;
        const turned = {
            ...backwards(shown),
            resources: shown.resources.map((one) => backwards({ ...one, options: backwards(one.options) })),
            findings: shown.findings.map(backwards),
            packs: shown.packs.map(backwards),
            durations: backwards(shown.durations),
        };
        assert.notDeepEqual(keysOf(turned.resources), keysOf(shown.resources));
        assert.deepEqual(keysOf(toJson(turned)), keysOf(toJson(shown)));
    });
});
