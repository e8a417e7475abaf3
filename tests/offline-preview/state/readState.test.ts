import assert from "node:assert/strict";
import fc from "fast-check";
import { readState, type State } from "../../../offline-preview/state/readState";
import { secret, SIGNATURE_KEY, Signature, UNKNOWN } from "../../../offline-preview/values";
import { problemsOf } from "../problems";

const urn = (type: string, name: string): string => `urn:pulumi:dev::shop::${type}::${name}`;
const STACK = { urn: urn("pulumi:pulumi:Stack", "shop-dev"), type: "pulumi:pulumi:Stack", outputs: { url: "u" } };
const PROVIDER = { urn: urn("pulumi:providers:aws", "home"), type: "pulumi:providers:aws", custom: true, id: "p1" };
const BUCKET = { urn: urn("acme:Site$aws:s3/bucket:Bucket", "a::b"), type: "aws:s3/bucket:Bucket", custom: true };
const secretOf = (rest: object) => ({ [SIGNATURE_KEY]: Signature.secret, ...rest });

function read(resources: unknown, version: unknown = 3): State {
    return readState(JSON.stringify({ version, deployment: { resources } }), "state.json");
}

describe("a state", () => {
    it("tells project, stack, outputs and resources, as the engine wrote them", () => {
        const state = read([
            STACK,
            PROVIDER,
            { urn: urn("acme:Site", "site"), type: "acme:Site", parent: STACK.urn },
            {
                ...BUCKET,
                id: "b1",
                inputs: { bucket: "b" },
                outputs: { bucket: "b", arn: "arn" },
                parent: urn("acme:Site", "site"),
                provider: `${PROVIDER.urn}::p1`,
                protect: true,
                retainOnDelete: true,
                dependencies: [STACK.urn],
                propertyDependencies: { bucket: [STACK.urn], acl: null },
                aliases: [urn(BUCKET.type, "old")],
                sourcePosition: "project:///src/my%20site.ts#12,5",
            },
        ]);
        assert.deepEqual([state.project, state.stack, state.outputs], ["shop", "dev", { url: "u" }]);
        assert.deepEqual(
            state.resources.map(({ kind, operation }) => [kind, operation]),
            [
                ["stack", "same"],
                ["provider", "same"],
                ["component", "same"],
                ["custom", "same"],
            ],
        );
        const bucket = state.resources[3]!;
        assert.deepEqual([bucket.name, bucket.id, bucket.type], ["a::b", "b1", "aws:s3/bucket:Bucket"]);
        assert.deepEqual([bucket.inputs, bucket.outputs], [{ bucket: "b" }, { bucket: "b", arn: "arn" }]);
        assert.deepEqual([bucket.parent, bucket.dependencies], [urn("acme:Site", "site"), [STACK.urn]]);
        assert.deepEqual(bucket.propertyDependencies, { bucket: [STACK.urn], acl: [] });
        const { protect, retainOnDelete, provider, aliases } = bucket.options;
        assert.deepEqual([protect, retainOnDelete, provider], [true, true, `${PROVIDER.urn}::p1`]);
        assert.deepEqual(aliases, [urn(BUCKET.type, "old")]);
        assert.deepEqual(bucket.source, { file: "src/my site.ts", line: 12, column: 5 });
    });

    it("leaves out what waits to be deleted and what is a view, and marks what it does not manage", () => {
        const { resources } = read([
            STACK,
            { ...BUCKET, delete: true },
            { ...BUCKET, viewOf: STACK.urn },
            { ...BUCKET, external: true, viewOf: null },
        ]);
        assert.deepEqual(
            resources.map(({ operation }) => operation),
            ["same", "read"],
        );
    });

    it("knows secrets that are in the clear, and counts those that are not", () => {
        const inputs = {
            clear: secretOf({ plaintext: '"hunter2"' }),
            within: [{ deep: secretOf({ plaintext: '{"a":[1]}' }) }],
            encrypted: secretOf({ ciphertext: "v1:x:y" }),
            broken: secretOf({ plaintext: "{" }),
        };
        const { resources, encrypted } = read([STACK, { ...BUCKET, inputs }]);
        assert.deepEqual(resources[1]?.inputs, {
            clear: secret("hunter2"),
            within: [{ deep: secret({ a: [1] }) }],
            encrypted: secret(UNKNOWN),
            broken: secret(UNKNOWN),
        });
        assert.equal(encrypted, 1);
    });

    it("may be the file of a backend of one's own, of version 4, or empty", () => {
        const latest = { resources: [STACK] };
        const file = readState(JSON.stringify({ version: 3, checkpoint: { stack: "o/shop/dev", latest } }), "f");
        assert.deepEqual([file.project, file.stack, file.resources.length], ["shop", "dev", 1]);
        assert.equal(read([STACK], 4).stack, "dev");
        assert.deepEqual(readState('{"version":3,"deployment":{"manifest":{}}}', "f").resources, []);
    });

    const refused: Readonly<Record<string, [text: string, ...problems: string[]]>> = {
        "a file that was cut off": [
            '{"version":3,"depl',
            "it is no JSON; was it cut off? Export it again: pulumi stack export --file",
        ],
        "no object": ["[]", "it holds no deployment; it must be what pulumi stack export writes"],
        "something else": ['{"version":3}', "it holds no deployment; it must be what pulumi stack export writes"],
        "another version": [
            '{"version":2,"deployment":{}}',
            "it is of a version that is not known here; known are 3 and 4",
        ],
        "no list": ['{"version":3,"deployment":{"resources":{}}}', "`deployment.resources` must be a list"],
        "all that is wrong with its resources": [
            JSON.stringify({
                version: 3,
                deployment: { resources: [7, { type: "t" }, { ...BUCKET, inputs: [], protect: "hunter2" }, STACK] },
            }),
            "resource 1 is no object",
            "resource 2 has no `urn`",
            "resource 3 has a `inputs` that cannot be read",
            "resource 3 has a `protect` that cannot be read",
        ],
        "a URN that is null": [
            JSON.stringify({ version: 3, deployment: { resources: [{ urn: null, type: "t" }] } }),
            "resource 1 has no `urn`",
        ],
        "a URN that is none": [
            JSON.stringify({ version: 3, deployment: { resources: [{ urn: "hunter2", type: "t" }] } }),
            "resource 1 has a `urn` that cannot be read",
        ],
    };
    for (const [what, [text, ...problems]] of Object.entries(refused)) {
        it("is refused where a resource is inside itself, which no report could show", () => {
            const above = { urn: urn("acme:Site", "a"), type: "acme:Site", parent: urn("acme:Site", "b") };
            const below = { urn: urn("acme:Site", "b"), type: "acme:Site", parent: above.urn };
            assert.deepEqual(
                problemsOf(() => read([STACK, above, below])),
                ["state state.json: a resource is inside itself, by its parents"],
            );
        });

        it(`is refused for ${what}, of which nothing is repeated`, () => {
            const told = problemsOf(() => readState(text, "f"));
            assert.deepEqual(
                told,
                problems.map((problem) => `state f: ${problem}`),
            );
            assert.doesNotMatch(told.join(), /hunter2/);
        });
    }

    it("is read or refused, whatever it holds", () => {
        const entry = fc.record(
            Object.fromEntries(
                [
                    "urn",
                    "type",
                    "custom",
                    "id",
                    "inputs",
                    "outputs",
                    "parent",
                    "dependencies",
                    "propertyDependencies",
                ].map((field) => [field, fc.oneof(fc.constant(BUCKET.urn), fc.constant(null), fc.jsonValue())]),
            ),
            { requiredKeys: [] },
        );
        fc.assert(
            fc.property(fc.oneof(fc.array(fc.oneof(entry, fc.constant(STACK))), fc.jsonValue()), (resources) => {
                problemsOf(() => read(resources));
            }),
            { numRuns: 2000 },
        );
    });
});
