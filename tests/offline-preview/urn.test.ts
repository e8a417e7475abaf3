import { deepStrictEqual, strictEqual } from "node:assert";
import {
    isProviderType,
    makeUrn,
    nameOf,
    packageOf,
    qualifiedType,
    referenceParts,
    typeOf,
} from "../../offline-preview/urn";

describe("offline-preview URNs", () => {
    const stack = makeUrn("dev", "shop", undefined, "pulumi:pulumi:Stack", "shop-dev");

    it("name stack, project, the chain of parents' types and the name", () => {
        strictEqual(stack, "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev");
        const component = makeUrn("dev", "shop", stack, "my:index:Site", "site");
        strictEqual(component, "urn:pulumi:dev::shop::my:index:Site::site");
        const inner = makeUrn("dev", "shop", component, "my:index:Store", "site-store");
        const bucket = makeUrn("dev", "shop", inner, "aws:s3/bucket:Bucket", "site-bucket");
        strictEqual(bucket, "urn:pulumi:dev::shop::my:index:Site$my:index:Store$aws:s3/bucket:Bucket::site-bucket");
        strictEqual(typeOf(bucket), "aws:s3/bucket:Bucket");
        strictEqual(qualifiedType(inner), "my:index:Site$my:index:Store");
        strictEqual(nameOf(bucket), "site-bucket");
    });

    it("a name may hold the separator", () => {
        const urn = makeUrn("dev", "shop", undefined, "aws:s3/bucket:Bucket", "a::b");
        strictEqual(nameOf(urn), "a::b");
        strictEqual(typeOf(urn), "aws:s3/bucket:Bucket");
    });

    it("a provider belongs to the package it is for", () => {
        strictEqual(packageOf("pulumi:providers:aws"), "aws");
        strictEqual(packageOf("aws:s3/bucket:Bucket"), "aws");
        strictEqual(isProviderType("pulumi:providers:aws"), true);
        strictEqual(isProviderType("pulumi:pulumi:Stack"), false);
    });

    it("a reference to a provider is its URN and its id, which has no separator", () => {
        const urn = makeUrn("dev", "shop", undefined, "pulumi:providers:aws", "a::b");
        deepStrictEqual(referenceParts(`${urn}::1:2`), { urn, id: "1:2" });
        deepStrictEqual(referenceParts(`${urn}::`), { urn, id: "" });
        deepStrictEqual(referenceParts("").urn, "");
    });
});
