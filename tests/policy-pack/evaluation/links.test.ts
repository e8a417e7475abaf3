import assert from "node:assert/strict";
import { must, say, type Link, type Message, type ResourceReader, type Truth } from "../../../policy-pack/evaluation";
import { Linked } from "../../../policy-pack/evaluation";
import { unknown, type Inputs } from "../support/inputs";
import { probe } from "../support/probe";
import { read } from "../support/read";
import { analyze, type TestResource } from "../support/sdk";

const BUCKET = "aws:s3/bucket:Bucket";
const OLD_BUCKET = "aws:s3/bucketV2:BucketV2";
const VERSIONING = "aws:s3/bucketVersioning:BucketVersioning";

const versioningOf: Link = { from: [VERSIONING], by: "bucket", to: [BUCKET, OLD_BUCKET], named: ["bucket", "id"] };

/** Says of each bucket who points at it. */
function told(link: Link) {
    const listed = (resources: readonly ResourceReader[]): Message =>
        resources.reduce((text, resource) => say`${text} ${resource}`, say``);
    return probe([BUCKET, OLD_BUCKET], (bucket, stack) => {
        const { sure, possible } = stack.linkedTo(bucket, link);
        return must(false, say`sure:${listed(sure)}, possible:${listed(possible)}`);
    });
}

async function linked(resources: readonly TestResource[], link: Link = versioningOf): Promise<Record<string, string>> {
    const findings = await analyze([told(link)], resources);
    return Object.fromEntries(findings.map(({ resource, message }) => [resource, message.replace("Probe.\n", "")]));
}

const bucket = (name: string, inputs: Inputs = {}, more: Partial<TestResource> = {}): TestResource => ({
    type: BUCKET,
    name,
    inputs,
    ...more,
});
const versioning = (name: string, target: Inputs[string], from?: readonly string[]): TestResource => ({
    type: VERSIONING,
    name,
    inputs: { bucket: target },
    ...(from && { from: { bucket: from } }),
});

const SURE = 'sure: "v", possible:';
const POSSIBLE = 'sure:, possible: "v"';
const NONE = "sure:, possible:";

describe("a link between a resource and its side-car", () => {
    const cases: Record<string, [TestResource[], Record<string, string>]> = {
        "is the property's dependency, while no id is known": [
            [bucket("a"), bucket("b"), versioning("v", unknown(), ["b"])],
            { a: NONE, b: SURE },
        ],
        "is the dependency whose type fits, not the first one": [
            [
                bucket("a"),
                bucket("b"),
                { type: "acme:index:Component", name: "component", inputs: {} },
                { type: "aws:s3/bucketPolicy:BucketPolicy", name: "child", inputs: {} },
                versioning("v", unknown(), ["component", "child", "b"]),
            ],
            { a: NONE, b: SURE },
        ],
        "may be to any of several dependencies whose type fits, as through a remote component": [
            [bucket("a"), bucket("b"), bucket("c"), versioning("v", unknown(), ["a", "b"])],
            { a: POSSIBLE, b: POSSIBLE, c: NONE },
        ],
        "may be to any resource, if the value is unknown and depends on none of them": [
            [
                bucket("a", { bucket: "data" }),
                bucket("b"),
                { type: "acme:index:Component", name: "component", inputs: {} },
                versioning("v", unknown(), ["component"]),
            ],
            { a: POSSIBLE, b: POSSIBLE },
        ],
        "may be to any resource, if the value is unknown and depends on nothing": [
            [bucket("a"), versioning("v", unknown())],
            { a: POSSIBLE },
        ],
        "is to the resource of that name": [
            [bucket("a", { bucket: "data" }), bucket("b", { bucket: "logs" }), versioning("v", "logs")],
            { a: NONE, b: SURE },
        ],
        "is to the resource of that id, once it is known": [
            [
                bucket("a", {}, { outputs: { id: "data-1" } }),
                bucket("b", {}, { outputs: { id: "data-2" } }),
                versioning("v", "data-2"),
            ],
            { a: NONE, b: SURE },
        ],
        "is to the resource of that ARN": [
            [bucket("a", { bucket: "data" }), bucket("b", { bucket: "logs" }), versioning("v", "arn:aws:s3:::data")],
            { a: SURE, b: NONE },
        ],
        "is to the resource whose ARN ends so after a slash": [
            [bucket("a", { bucket: "1234" }), versioning("v", "arn:aws:kms:eu-west-1:111122223333:key/1234")],
            { a: SURE },
        ],
        "is not to a resource whose name only ends alike": [
            [bucket("a", { bucket: "data" }), versioning("v", "alias/data")],
            { a: NONE },
        ],
        "follows a known name rather than where it was computed from": [
            [
                bucket("a", { bucket: "data" }),
                bucket("b", { bucket: "data-logs" }),
                versioning("v", "data-logs", ["a"]),
            ],
            { a: NONE, b: SURE },
        ],
        "follows a known name away from where it was computed from, too": [
            [bucket("a", { bucket: "data" }), bucket("b"), versioning("v", "data-logs", ["a"])],
            { a: NONE, b: POSSIBLE },
        ],
        "is the dependency, if its own name is not known yet": [
            [bucket("a"), bucket("b"), versioning("v", "data", ["b"])],
            { a: NONE, b: SURE },
        ],
        "is out of the stack, if it names none of the known names": [
            [bucket("a", { bucket: "data" }), versioning("v", "elsewhere")],
            { a: NONE },
        ],
        "may be to a resource whose name is not known yet": [
            [bucket("a"), bucket("b", { bucket: "data" }), versioning("v", "elsewhere")],
            { a: POSSIBLE, b: NONE },
        ],
        "may be to either of two resources with the same name": [
            [bucket("a", { bucket: "data" }), bucket("b", { bucket: "data" }), versioning("v", "data")],
            { a: POSSIBLE, b: POSSIBLE },
        ],
        "is to the one of them it depends on": [
            [bucket("a", { bucket: "data" }), bucket("b", { bucket: "data" }), versioning("v", "data", ["a"])],
            { a: SURE, b: NONE },
        ],
        "is none where the property is missing or empty": [
            [
                bucket("a"),
                { type: VERSIONING, name: "v", inputs: {} },
                { type: VERSIONING, name: "w", inputs: { bucket: "" } },
            ],
            { a: NONE },
        ],
        "is possible where the property is no text": [
            [bucket("a"), bucket("b"), { type: VERSIONING, name: "v", inputs: { bucket: { id: "a" } } }],
            { a: POSSIBLE, b: POSSIBLE },
        ],
        "is the dependency of a property that the preview dropped": [
            [bucket("a"), bucket("b"), { type: VERSIONING, name: "v", inputs: {}, from: { bucket: ["a"] } }],
            { a: SURE, b: NONE },
        ],
        "goes by the given property only": [
            [
                bucket("a"),
                {
                    type: VERSIONING,
                    name: "v",
                    inputs: { bucket: unknown(), other: unknown() },
                    from: { other: ["a"] },
                },
                bucket("b"),
            ],
            { a: POSSIBLE, b: POSSIBLE },
        ],
        "reaches every type of target": [
            [{ type: OLD_BUCKET, name: "a", inputs: {} }, versioning("v", unknown(), ["a"])],
            { a: SURE },
        ],
        "comes from the given types only": [
            [
                bucket("a"),
                {
                    type: "aws:s3/bucketAcl:BucketAcl",
                    name: "v",
                    inputs: { bucket: unknown() },
                    from: { bucket: ["a"] },
                },
            ],
            { a: NONE },
        ],
    };
    for (const [name, [resources, expected]] of Object.entries(cases)) {
        it(name, async () => assert.deepEqual(await linked(resources), expected));
    }

    it("knows a target by its id, where it is not said by what else", async () => {
        const link: Link = { from: [VERSIONING], by: "bucket", to: [BUCKET] };
        const targets = [
            bucket("a", { bucket: "x" }, { outputs: { id: "data" } }),
            bucket("b", { bucket: "data" }, { outputs: { id: "y" } }),
        ];
        assert.deepEqual(await linked([...targets, versioning("v", "data")], link), { a: SURE, b: NONE });
    });

    it("is by what stands after the start of a literal name, and not by one that starts otherwise", async () => {
        const link: Link = { ...versioningOf, after: "bucket/" };
        const targets = [bucket("a", { bucket: "data" }), bucket("b")];
        assert.deepEqual(await linked([...targets, versioning("v", "bucket/data")], link), { a: SURE, b: NONE });
        assert.deepEqual(await linked([...targets, versioning("v", "table/data")], link), { a: NONE, b: NONE });
    });

    describe("in a list, of each element", () => {
        const listOf: Link = { ...versioningOf, each: true };
        const list = (buckets: Inputs[string], from?: readonly string[]) => [
            bucket("a", { bucket: "data" }),
            bucket("b", {}, { outputs: { id: unknown() } }),
            bucket("c", {}, { outputs: { id: unknown() } }),
            versioning("v", buckets, from),
        ];

        it("is all that it names, and what it comes from beside, where that is as much", async () => {
            const expected = { a: SURE, b: SURE, c: NONE };
            assert.deepEqual(await linked(list(["data", unknown()], ["b"]), listOf), expected);
            assert.deepEqual(await linked(list(["data", unknown()], ["a", "b"]), listOf), expected);
        });

        it("may be what it comes from, where that is more or less", async () => {
            assert.deepEqual(await linked(list([unknown()], ["b", "c"]), listOf), {
                a: NONE,
                b: POSSIBLE,
                c: POSSIBLE,
            });
            assert.deepEqual(await linked(list(unknown(), ["b"]), listOf), { a: NONE, b: POSSIBLE, c: NONE });
            assert.deepEqual(await linked(list(["data", unknown(), unknown()], ["b"]), listOf), {
                a: SURE,
                b: POSSIBLE,
                c: NONE,
            });
            assert.deepEqual(await linked(list([unknown()]), listOf), { a: POSSIBLE, b: POSSIBLE, c: POSSIBLE });
        });

        it("is what it comes from, though another element may be that as well", async () => {
            const twins = [bucket("a", { bucket: "data" }), bucket("b", { bucket: "data" })];
            const both = versioning("v", ["data", unknown()], ["a"]);
            assert.deepEqual(await linked([...twins, both], listOf), {
                a: 'sure: "v", possible: "v"',
                b: POSSIBLE,
            });
        });

        it("is none of an empty one", async () => {
            assert.deepEqual(await linked(list([]), listOf), { a: NONE, b: NONE, c: NONE });
        });

        it("is none of one that nobody gave, where the provider fills it in", async () => {
            const filledIn: Link = { ...listOf, by: "names", at: [] };
            const filled = [bucket("a"), { ...versioning("v", "else"), outputs: { names: unknown() } }];
            assert.deepEqual(await linked(filled, filledIn), { a: NONE });
            assert.deepEqual(await linked(filled, { ...listOf, by: "names" }), { a: POSSIBLE });
        });
    });

    describe("in an inline setting", () => {
        const loggingOf: Link = {
            from: [BUCKET],
            by: "logging",
            at: ["targetBucket"],
            to: [BUCKET],
            named: ["bucket"],
        };
        const inline = (logging: Inputs[string], from?: readonly string[]) =>
            bucket("v", { bucket: "v" }, { outputs: { logging }, ...(from && { from: { logging: from } }) });

        it("is the dependency of the setting whose type fits", async () => {
            const logs = [inline({ targetBucket: unknown() }, ["b"]), bucket("a"), bucket("b")];
            assert.deepEqual(await linked(logs, loggingOf), { v: NONE, a: NONE, b: SURE });
        });

        it("is the one of that name", async () => {
            const logs = [inline({ targetBucket: "logs" }), bucket("a", { bucket: "logs" })];
            assert.deepEqual(await linked(logs, loggingOf), { v: NONE, a: SURE });
        });

        it("is there if the preview dropped it, because it came from another resource", async () => {
            const logs = [inline(null, ["b"]), bucket("b")];
            assert.deepEqual(await linked(logs, loggingOf), { v: NONE, b: SURE });
        });

        it("is not there if only the provider will fill it in", async () => {
            const logs = [inline(unknown()), bucket("b")];
            assert.deepEqual(await linked(logs, loggingOf), { v: NONE, b: NONE });
        });
    });

    it("reaches into the property that points", async () => {
        const at = (path: Link["at"]): Link => ({ ...versioningOf, by: "logging", ...(path && { at: path }) });
        const logging = (inputs: Inputs, from: TestResource["from"] = {}): TestResource[] => [
            bucket("a", { bucket: "data" }),
            bucket("b"),
            { type: VERSIONING, name: "v", inputs, from },
        ];
        const known = { logging: { target: "data" } };
        assert.deepEqual(await linked(logging(known), at(["target"])), { a: SURE, b: NONE });
        assert.deepEqual(await linked(logging(known), at(["other"])), { a: NONE, b: NONE });
        assert.deepEqual(await linked(logging({ logging: [known.logging] }), at([0, "target"])), { a: SURE, b: NONE });
        const later = logging({ logging: { target: unknown() } }, { logging: ["b"] });
        assert.deepEqual(await linked(later, at(["target"])), { a: NONE, b: SURE });
        // What the provider will fill in, as the program gave nothing, points nowhere; a property that only points does.
        assert.deepEqual(await linked(logging({ logging: unknown() }), at(["target"])), { a: NONE, b: NONE });
        assert.deepEqual(await linked(logging({ logging: unknown() }), at(undefined)), { a: POSSIBLE, b: POSSIBLE });
    });

    it("lists all that point at one resource", async () => {
        const resources = [bucket("a"), versioning("v", unknown(), ["a"]), versioning("w", unknown(), ["a"])];
        assert.deepEqual(await linked(resources), { a: 'sure: "v" "w", possible:' });
    });
});

describe("linked resources", () => {
    const resource = (fits: Truth): ResourceReader =>
        read({ fits: fits === "undetermined" ? unknown() : fits, by: "x" }).resource;
    const fits = (one: ResourceReader): Truth => one.get("fits").is(true);
    const TABLE: [sure: Truth[], possible: Truth[], some: Truth, every: Truth, exists: Truth][] = [
        [[], [], false, true, false],
        [[true], [], true, true, true],
        [[false], [], false, false, true],
        [["undetermined"], [], "undetermined", "undetermined", true],
        [[false, true], [], true, false, true],
        [[], [true], "undetermined", true, "undetermined"],
        [[], [false], false, "undetermined", "undetermined"],
        [[], ["undetermined"], "undetermined", "undetermined", "undetermined"],
        [[true], [false], true, "undetermined", true],
        [[false], [true], "undetermined", false, true],
    ];
    for (const [sure, possible, some, every, exists] of TABLE) {
        it(`sure [${sure.join()}] and possible [${possible.join()}]: some ${some}, every ${every}, exists ${exists}`, () => {
            const one = new Linked(sure.map(resource), possible.map(resource), "by");
            assert.deepEqual([one.some(fits), one.every(fits), one.exists()], [some, every, exists]);
        });
    }

    it("name the place within the property that points", () => {
        const { resource: maybe, reasons } = read({ logging: { target: "x" } });
        assert.equal(new Linked([], [maybe], "logging", ["target"]).exists(), "undetermined");
        assert.equal(reasons.describe(), "It is not known yet what this names: `logging.target`.");
    });

    it("say of those that are only possible that it is not known what they name", () => {
        const { resource: maybe, reasons } = read({ by: "x" });
        assert.equal(new Linked([], [maybe], "by").exists(), "undetermined");
        assert.equal(reasons.describe(), "It is not known yet what this names: `by`.");
    });

    it("say where in a setting it is not known", () => {
        const { resource: one, reasons } = read({ logging: { targetBucket: unknown() } });
        assert.equal(new Linked([], [one], "logging", ["targetBucket"]).exists(), "undetermined");
        assert.equal(reasons.describe(), "It is not known yet what this names: `logging.targetBucket`.");
    });
});
