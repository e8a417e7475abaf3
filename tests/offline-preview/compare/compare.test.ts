import assert from "node:assert/strict";
import { compareResources, type Side } from "../../../offline-preview/compare/compare";
import type { RegisteredResource, ResourceChange } from "../../../offline-preview/model";
import { UNKNOWN, type PropertyMap } from "../../../offline-preview/values";
import { at, resource, stackResource } from "../report/build";

type Change = Parameters<typeof resource>[2];
const bucket = (name: string, inputs: PropertyMap, change: Change = {}): RegisteredResource =>
    resource("aws:s3/bucket:Bucket", name, { inputs, ...change });
const side = (resources: RegisteredResource[], madeUp: Record<string, PropertyMap> = {}): Side => ({
    resources: [stackResource(), ...resources],
    madeUp: new Map(
        resources.flatMap(({ urn, name }): [string, PropertyMap][] => (madeUp[name] ? [[urn, madeUp[name]]] : [])),
    ),
});
const never = (): boolean => false;

function compared(before: Side, now: Side, replaces = never): Partial<ResourceChange>[] {
    return compareResources(before, now, replaces).changes;
}

describe("resources of two previews", () => {
    it("are new, gone, changed, or neither", () => {
        const before = side([bucket("same", { a: 1 }), bucket("changed", { a: 1 }), bucket("gone", { z: 1 })]);
        const now = side([
            bucket("same", { a: 1 }),
            bucket("changed", { a: 2 }, { source: at("index.ts", 7) }),
            bucket("new", { n: 1 }, { source: at("index.ts", 8) }),
        ]);
        const { changes, unchanged } = compareResources(before, now, never);
        assert.equal(unchanged, 2); // with the stack itself
        assert.deepEqual(changes, [
            {
                kind: "change",
                urn: bucket("changed", {}).urn,
                properties: [{ path: "a", before: 1, after: 2 }],
                replacedBy: [],
                source: at("index.ts", 7),
            },
            {
                kind: "add",
                urn: bucket("new", {}).urn,
                properties: [],
                replacedBy: [],
                source: at("index.ts", 8),
            },
            { kind: "remove", urn: bucket("gone", {}).urn, properties: [], replacedBy: [] },
        ]);
    });

    it("leave out default providers, which are the engine's own", () => {
        const provider = resource("pulumi:providers:aws", "default_7_0_0", { kind: "provider" });
        assert.deepEqual(compared(side([]), side([provider])), []);
    });

    it("are one where an alias says so, and tell what they were", () => {
        const now = bucket("now", { a: 1 }, { options: { aliases: [bucket("old", {}).urn] } });
        assert.deepEqual(compared(side([bucket("old", { a: 1 })]), side([now])), [
            { kind: "change", urn: now.urn, formerUrn: bucket("old", {}).urn, properties: [], replacedBy: [] },
        ]);
    });

    it("tell what they resemble where an alias may be missing", () => {
        const before = side([bucket("old", { a: 1 }), bucket("other", { a: 2 })]);
        const [added] = compared(before, side([bucket("now", { a: 1 })]));
        assert.equal(added?.resembles, bucket("old", {}).urn);
        assert.equal(compared(before, side([bucket("now", { a: 3 })]))[0]?.resembles, undefined);
    });

    it("are compared with made-up ids where ids are unknown, as in a policy's document", () => {
        const policy = (action: string): PropertyMap => ({ policy: `{"Action":"${action}","Resource":"arn:made-up"}` });
        const open = bucket("b", { policy: UNKNOWN });
        assert.deepEqual(
            compared(side([open], { b: policy("s3:GetObject") }), side([open], { b: policy("s3:*") }))[0]?.properties,
            [{ path: "policy.Action", before: "s3:GetObject", after: "s3:*", madeUp: true }],
        );
        assert.deepEqual(compared(side([open], { b: policy("x") }), side([open], { b: policy("x") })), []);
    });

    it("tell of an unknown value that it comes from elsewhere", () => {
        const of = (name: string): RegisteredResource =>
            bucket("b", { key: UNKNOWN }, { propertyDependencies: { key: [bucket(name, {}).urn] } });
        assert.deepEqual(compared(side([of("one")]), side([of("two")]))[0]?.properties, [
            {
                path: "key",
                before: "[unknown], of aws:s3:Bucket one",
                after: "[unknown], of aws:s3:Bucket two",
            },
        ]);
        const two = bucket("two", {}, { options: { aliases: [bucket("one", {}).urn] } });
        const renamed = compared(side([bucket("one", {}), of("one")]), side([two, of("two")]));
        assert.deepEqual(
            renamed.map(({ urn }) => urn),
            [two.urn],
        );
    });

    it("tell a value that becomes known, and one that is not any more", () => {
        const [known, open] = [bucket("b", { a: [1, "x"] }), bucket("b", { a: [1, UNKNOWN] })];
        assert.deepEqual(compared(side([open]), side([known]))[0]?.properties, [
            { path: "a[1]", before: UNKNOWN, after: "x" },
        ]);
        assert.deepEqual(compared(side([known]), side([open]))[0]?.properties, [
            { path: "a[1]", before: "x", after: UNKNOWN },
        ]);
    });

    it("tell options that decide their fate", () => {
        const kept = bucket("b", {}, { options: { protect: true, ignoreChanges: ["tags"] } });
        assert.deepEqual(compared(side([kept]), side([bucket("b", {})]))[0]?.properties, [
            { path: "option protect", before: true, after: false },
            { path: "option ignoreChanges[0]", before: "tags" },
        ]);
    });

    const REPLACED: { what: string; options?: object; replaces?: string; expected: string[] }[] = [
        { what: "nobody says so", expected: [] },
        { what: "the provider says so of the input", replaces: "aws:s3/bucket:Bucket a", expected: ["a.x"] },
        { what: "it says so of another", replaces: "aws:s3/bucket:Bucket b", expected: [] },
        { what: "the program says so", options: { replaceOnChanges: ["a"] }, expected: ["a.x"] },
        { what: "the program says so of what is in it", options: { replaceOnChanges: ["a.x"] }, expected: ["a.x"] },
        { what: "the program says so of all", options: { replaceOnChanges: ["*"] }, expected: ["a.x"] },
        {
            what: "the change is ignored",
            options: { replaceOnChanges: ["a"], ignoreChanges: ["a"] },
            expected: [],
        },
    ];
    for (const { what, options = {}, replaces, expected } of REPLACED) {
        it(`are ${expected.length === 0 ? "not said to be " : ""}replaced where ${what}`, () => {
            const [before, now] = [1, 2].map((x) => side([bucket("b", { a: { x } }, { options })]));
            const [change] = compared(
                before as Side,
                now as Side,
                ((type: string, input: string) => `${type} ${input}` === replaces) as typeof never,
            );
            assert.deepEqual(change?.replacedBy, expected);
        });
    }
});
