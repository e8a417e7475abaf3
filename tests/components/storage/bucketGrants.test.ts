import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { LogBucket, LogProducer, SecureBucket } from "palisade-aws";
import { UNKNOWN } from "../../../offline-preview/values";
import { places, says } from "../support/meaning";
import { document, refusal, run, s3, text } from "../support/run";

const rolePolicy = "aws:iam/rolePolicy:RolePolicy";
const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
const role = (name: string): aws.iam.Role => new aws.iam.Role(name, { assumeRolePolicy });

describe("grants", () => {
    for (const { partition, region } of places) {
        it(`a reader may read objects and decrypt through Amazon S3, in ${partition}`, async () => {
            const result = await run(() => new SecureBucket("data").grantRead(role("app")), {
                config: { "aws:region": region },
            });
            const policy = document(result.one(rolePolicy));
            const bucketArn = text(result.one(s3("Bucket"), "data").outputs.arn);
            const keyArn = text(result.one("aws:kms/key:Key").outputs.arn);
            assert.ok(keyArn.startsWith(`arn:${partition}:kms:${region}:`), keyArn);
            const via = { "kms:ViaService": `s3.${region}.amazonaws.com` };
            assert.equal(says(policy, "the role", "s3:GetObject", `${bucketArn}/x`), "allowed");
            assert.equal(says(policy, "the role", "kms:Decrypt", keyArn, via), "allowed");
            assert.equal(says(policy, "the role", "s3:PutObject", `${bucketArn}/x`), "not-covered");
            assert.equal(says(policy, "the role", "kms:GenerateDataKey", keyArn, via), "not-covered");
        });
    }

    it("a writer may write objects and make data keys, but not read", async () => {
        const result = await run(() => new SecureBucket("data").grantWrite(role("app")));
        const policy = document(result.one(rolePolicy));
        const bucketArn = text(result.one(s3("Bucket"), "data").outputs.arn);
        const via = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
        const keyArn = text(result.one("aws:kms/key:Key").outputs.arn);
        assert.equal(says(policy, "the role", "s3:PutObject", `${bucketArn}/x`), "allowed");
        assert.equal(says(policy, "the role", "kms:GenerateDataKey", keyArn, via), "allowed");
        assert.equal(says(policy, "the role", "s3:GetObject", `${bucketArn}/x`), "not-covered");
    });

    it("is an inline policy of that role, held by the bucket", async () => {
        const result = await run(() => new SecureBucket("data").grantRead(role("app")));
        const granted = result.one(rolePolicy, "data-read-app");
        assert.equal(granted.inputs.role, result.one("aws:iam/role:Role").outputs.name);
        assert.equal(granted.parent, result.one("palisade-aws:index:SecureBucket").urn);
    });

    it("never touches the policies of bucket and key", async () => {
        const without = await run(() => new SecureBucket("data"));
        const granted = await run(() => new SecureBucket("data").grantWrite(role("app")));
        for (const type of [s3("BucketPolicy"), "aws:kms/keyPolicy:KeyPolicy"]) {
            assert.deepEqual(
                granted.all(type).map(({ inputs }) => inputs.policy),
                without.all(type).map(({ inputs }) => inputs.policy),
            );
        }
    });

    it("with a key of the user's, the role gets that key", async () => {
        const keyArn = "arn:aws:kms:eu-west-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const result = await run(() => new SecureBucket("data", { key: keyArn }).grantRead(role("app")));
        const via = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
        assert.equal(says(document(result.one(rolePolicy)), "the role", "kms:Decrypt", keyArn, via), "allowed");
    });

    it("a reader of logs gets the key where there is one, and none where there is none", async () => {
        const plain = await run(() => new LogBucket("logs").grantRead(role("app")));
        assert.equal(document(plain.one(rolePolicy)).includes("kms:"), false);
        const program = (): unknown =>
            new LogBucket("logs", { producers: [LogProducer.Config] }).grantRead(role("app"));
        assert.equal(document((await run(program)).one(rolePolicy)).includes("kms:Decrypt"), true);
    });

    it("the same role twice is one grant; reading and writing are two", async () => {
        const result = await run(() => {
            const bucket = new SecureBucket("data");
            const app = role("app");
            assert.equal(bucket.grantRead(app), bucket.grantRead(app));
            bucket.grantWrite(app);
        });
        assert.deepEqual(
            result.all(rolePolicy).map(({ name }) => name),
            ["data-read-app", "data-write-app"],
        );
    });

    it("two buckets of one role, and two roles of one bucket, stay apart", async () => {
        const result = await run(() => {
            const [one, two] = [new SecureBucket("one"), new SecureBucket("two")];
            const app = role("app");
            one.grantRead(app);
            two.grantRead(app);
            one.grantRead(role("other"));
        });
        assert.deepEqual(
            new Set(result.all(rolePolicy).map(({ name }) => name)),
            new Set(["one-read-app", "two-read-app", "one-read-other"]),
        );
    });

    it("an existing role is granted under the name it was looked up by", async () => {
        const result = await run(() => {
            new SecureBucket("data").grantRead(aws.iam.Role.get("existing", "ReportService"));
        });
        assert.equal(result.one(rolePolicy).name, "data-read-existing");
    });

    it("two roles of one name in the program: refused, and possible under another name", async () => {
        const twoRoles = (): [aws.iam.Role, aws.iam.Role] => {
            const holder = new SecureBucket("holder");
            return [role("app"), new aws.iam.Role("app", { assumeRolePolicy }, { parent: holder })];
        };
        const { message } = await refusal(() => {
            const bucket = new SecureBucket("data");
            twoRoles().forEach((each) => bucket.grantRead(each));
        });
        assert.match(
            message,
            /SecureBucket "data" has 1 invalid argument:\n.*grantRead: another role was granted as "app"/,
        );
        const result = await run(() => {
            const bucket = new SecureBucket("data");
            const [first, second] = twoRoles();
            bucket.grantRead(first);
            bucket.grantRead(second, { name: "app-of-holder" });
        });
        assert.equal(result.one(rolePolicy, "data-read-app-of-holder").inputs.role !== undefined, true);
    });

    it("a name too long for a policy becomes a prefix", async () => {
        const result = await run(() => new SecureBucket("data").grantRead(role("r".repeat(120))));
        const { namePrefix } = result.one(rolePolicy).inputs;
        assert.ok(text(namePrefix).length <= 102);
    });

    it("works while ids and ARNs are unknown", async () => {
        const result = await run(() => new SecureBucket("data").grantRead(role("app")), { ids: "unknown" });
        assert.equal(result.one(rolePolicy).inputs.policy, UNKNOWN);
    });
});
