import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { load } from "js-yaml";
import { type InProcessResult, runInProcess } from "../../offline-preview/harness";
import { document } from "../components/support/run";

const examples = join(__dirname, "../../examples");

async function runExample(name: string): Promise<InProcessResult> {
    const entry = require.resolve(join(examples, name, "index"));
    const result = await runInProcess(async () => {
        delete require.cache[entry];
        return (await import(entry)) as Record<string, unknown>;
    });
    return result.succeeded();
}

describe("examples", () => {
    for (const name of readdirSync(examples)) {
        it(`${name} runs, is a project of its own, and exports something`, async () => {
            const project = load(readFileSync(join(examples, name, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
            assert.equal(project.name, name);
            const stack = load(readFileSync(join(examples, name, "Pulumi.dev.yaml"), "utf8")) as Record<
                string,
                unknown
            >;
            assert.ok(Object.hasOwn(stack.config as object, "aws:region"));
            const { outputs } = await runExample(name);
            assert.ok(Object.keys(outputs).length > 0);
        });
    }

    it("secure-bucket imports the package by its name, and its role may read", async () => {
        const result = await runExample("secure-bucket");
        assert.equal(result.all("palisade-aws:index:SecureBucket").length, 1);
        assert.match(document(result.one("aws:iam/rolePolicy:RolePolicy")), /s3:GetObject/);
        assert.match(readFileSync(join(examples, "secure-bucket/index.ts"), "utf8"), /from "palisade-aws"/);
    });

    it("insecure-bucket is a plain bucket that holds each of its faults", async () => {
        const result = await runExample("insecure-bucket");
        const types = result.resources
            .filter(({ kind }) => kind === "custom")
            .map(({ type }) => type.split(":").at(-1));
        assert.deepEqual(types.sort(), [
            "Bucket",
            "BucketAcl",
            "BucketCorsConfiguration",
            "BucketOwnershipControls",
            "BucketPolicy",
            "BucketPublicAccessBlock",
        ]);
        assert.equal(result.one("aws:s3/bucket:Bucket").inputs.forceDestroy, true);
        assert.equal(result.one("aws:s3/bucketAcl:BucketAcl").inputs.acl, "public-read");
    });
});
