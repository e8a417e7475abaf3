import assert from "node:assert/strict";
import { Reasons } from "../../../policy-pack/evaluation/reasons";
import { ResourceReader } from "../../../policy-pack/evaluation/resource";
import { toWire, unknown } from "../support/inputs";
import { unknownCheckingProxy } from "../support/read";

const props = { set: "a", later: unknown(), object: { later: unknown(), set: "b" } };

/** A reader of a resource policy, or of a stack policy in which some properties come from other resources. */
function reader(pending?: readonly string[], given: readonly string[] = []): ResourceReader {
    const behindProxy = unknownCheckingProxy(toWire(props));
    const sources = pending && {
        ...Object.fromEntries(given.map((property) => [property, []])),
        ...Object.fromEntries(pending.map((property) => [property, [{ urn: "another" }]])),
    };
    return new ResourceReader("aws:a/b:B", "it", "urn", behindProxy, new Reasons().traceOf(), sources);
}

describe("a resource", () => {
    it("is known by what the SDK tells beside its inputs", () => {
        const of = (about: object, urn = "urn:pulumi:s::p::aws:a/b:B::it") =>
            new ResourceReader("aws:a/b:B", "it", urn, {}, new Reasons().traceOf(), undefined, about);
        assert.deepEqual(
            [of({ opts: { protect: true } }), of({ opts: { protect: false } }), of({})].map((one) => one.isProtected),
            [true, false, false],
        );
        const within = of({}, "urn:pulumi:s::p::acme:web:Site$acme:storage:Bucket$aws:a/b:B::a$b::c");
        assert.deepEqual(within.parentTypes, ["acme:web:Site", "acme:storage:Bucket"]);
        assert.deepEqual(of({}).parentTypes, []);
        const provided = of({ provider: { props: { tags: { a: "x" } } } });
        assert.equal(provided.ofProvider("tags", "a").toPlain(), "x");
        assert.equal(provided.ofProvider("tags", "a").mention, "`provider.tags.a`");
        assert.equal(of({}).ofProvider("tags", "a").state, "absent");
    });

    it("has what comes from another resource, even if the preview dropped it", () => {
        assert.equal(reader(["dropped"]).get("dropped").state, "unknown");
        assert.equal(reader(["dropped"]).given("dropped", "deeper").state, "unknown");
        assert.equal(reader(["other"]).get("dropped").state, "absent");
        assert.equal(reader([], ["dropped"]).get("dropped").state, "unknown");
        assert.equal(reader([]).get("constructor").state, "absent");
        assert.equal(reader().get("dropped").state, "absent");
    });

    it("was not given what is unknown and comes from nowhere: that the provider fills in", () => {
        assert.equal(reader([]).given("later").state, "absent");
        assert.equal(reader([]).given("later", "deeper").state, "absent");
        assert.equal(reader([]).given("later", "deeper").path, "later.deeper");
        assert.equal(reader(["later"]).given("later").state, "unknown");
        assert.equal(reader([]).get("later").state, "unknown");
        // The engine names no property without a source: this one has one that is not in the stack.
        assert.equal(reader([], ["later"]).given("later").state, "unknown");
    });

    it("has properties that come from a certain resource", () => {
        const of = (urn: string) => new ResourceReader("aws:a/b:B", "other", urn, {}, new Reasons().traceOf());
        assert.equal(reader(["later"]).comesFrom("later", of("another")), true);
        assert.equal(reader(["later"]).comesFrom("later", of("a third")), false);
        assert.equal(reader(["later"]).comesFrom("set", of("another")), false);
        assert.equal(reader().comesFrom("later", of("another")), false);
    });

    it("was given all that a resource policy sees, for it sees inputs", () => {
        assert.equal(reader().given("later").state, "unknown");
    });

    it("was given what is known, with unknown parts", () => {
        assert.equal(reader([]).given("set").state, "known");
        assert.equal(reader([]).given("object", "set").state, "known");
        assert.equal(reader([]).given("object", "later").state, "unknown");
    });

    it("was given no part of a block that the provider completes", () => {
        assert.equal(reader([]).givenThroughout("object", "later").state, "absent");
        assert.equal(reader([]).givenThroughout("object", "set").state, "known");
        assert.equal(reader([]).givenThroughout("later", "deeper").state, "absent");
        assert.equal(reader(["object"]).givenThroughout("object", "later").state, "unknown");
        assert.equal(reader().givenThroughout("object", "later").state, "unknown");
    });

    it("has the provider of another resource, where providers are told, by their URN", () => {
        const of = (provider?: object) =>
            new ResourceReader(
                "aws:a/b:B",
                "it",
                "urn",
                {},
                new Reasons().traceOf(),
                undefined,
                provider ? { provider: { props: {}, ...provider } } : {},
            );
        assert.equal(of().hasProviderOf(of()), true);
        assert.equal(of({ urn: "a" }).hasProviderOf(of({ urn: "a" })), true);
        assert.equal(of({ urn: "a" }).hasProviderOf(of({ urn: "b" })), false);
        assert.equal(of({ urn: "a" }).hasProviderOf(of()), false);
        assert.equal(of({}).hasProviderOf(of({})), false);
        assert.equal(of({ urn: "" }).hasProviderOf(of({ urn: "" })), false);
        assert.equal(of().hasProviderOf(of({ urn: "a" })), false);
    });
});
