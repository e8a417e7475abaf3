import assert from "node:assert/strict";
import { readGrant, writeGrant } from "../../../components/storage/policy/bucketGrants";
import { places, says } from "../support/meaning";

type Access = "read" | "write";
const bucketActions: Record<string, Access[]> = {
    "s3:GetBucketLocation": ["read", "write"],
    "s3:ListBucket": ["read"],
    "s3:ListBucketMultipartUploads": ["write"],
    "s3:DeleteBucket": [],
    "s3:PutBucketPolicy": [],
};
const objectActions: Record<string, Access[]> = {
    "s3:GetObject": ["read"],
    "s3:GetObjectVersion": ["read"],
    "s3:PutObject": ["write"],
    "s3:AbortMultipartUpload": ["write"],
    "s3:ListMultipartUploadParts": ["write"],
    "s3:DeleteObject": [],
    "s3:DeleteObjectVersion": [],
    "s3:PutObjectAcl": [],
};
const keyActions: Record<string, Access[]> = {
    "kms:Decrypt": ["read", "write"],
    "kms:GenerateDataKey": ["write"],
    "kms:Encrypt": [],
    "kms:PutKeyPolicy": [],
};

describe("statements of a grant", () => {
    for (const place of places) {
        for (const grant of [readGrant, writeGrant]) {
            const access = grant.access as Access;
            describe(`${access} in ${place.partition}`, () => {
                const bucketArn = `arn:${place.partition}:s3:::data`;
                const keyArn = `arn:${place.partition}:kms:${place.region}:${place.accountId}:key/1234`;
                const statements = grant.statements({ arn: bucketArn, keyArn, place });
                const ask = (action: string, resource: string, context: Record<string, string> = {}): string =>
                    says(statements, "the role", action, resource, context);
                const expected = (allowed: Access[]): string => (allowed.includes(access) ? "allowed" : "not-covered");

                it("allows exactly its actions on the objects, the bucket, and no other bucket", () => {
                    for (const [action, allowed] of Object.entries(objectActions)) {
                        assert.equal(ask(action, `${bucketArn}/a/b`), expected(allowed), action);
                        assert.equal(ask(action, `${bucketArn}-other/a`), "not-covered", action);
                    }
                    for (const [action, allowed] of Object.entries(bucketActions)) {
                        assert.equal(ask(action, bucketArn), expected(allowed), action);
                        assert.equal(ask(action, `${bucketArn}-other`), "not-covered", action);
                    }
                });

                it("allows exactly its actions on the key, and only through Amazon S3 in the region", () => {
                    const via = { "kms:ViaService": `s3.${place.region}.amazonaws.com` };
                    for (const [action, allowed] of Object.entries(keyActions)) {
                        assert.equal(ask(action, keyArn, via), expected(allowed), action);
                        assert.equal(ask(action, keyArn), "not-covered", action);
                        assert.equal(ask(action, `${keyArn}5`, via), "not-covered", action);
                    }
                    const other = { "kms:ViaService": "s3.ap-south-1.amazonaws.com" };
                    assert.equal(ask("kms:Decrypt", keyArn, other), "not-covered");
                });

                it("says in names what each statement is about", () => {
                    assert.deepEqual(
                        statements.map(({ Sid }) => Sid),
                        ["Objects", "Bucket", "KeyThroughS3"],
                    );
                });

                it("without a key, no key is spoken of", () => {
                    const free = grant.statements({ arn: bucketArn, keyArn: undefined, place });
                    assert.deepEqual(
                        free.flatMap(({ Action }) => Action).filter((action) => action.startsWith("kms:")),
                        [],
                    );
                    assert.equal(free.length, 2);
                });
            });
        }
    }
});
