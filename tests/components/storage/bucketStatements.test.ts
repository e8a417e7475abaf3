import assert from "node:assert/strict";
import {
    bucketSids,
    cloudFrontBucketStatements,
    resourcesOf,
    transportStatements,
} from "../../../components/storage/policy/bucketStatements";
import { places, says } from "../support/meaning";

describe("statements of every bucket's policy", () => {
    for (const { partition, accountId } of places) {
        describe(partition, () => {
            const bucket = `arn:${partition}:s3:::data`;
            const statements = transportStatements(bucket);
            const callers = ["anonymous", `arn:${partition}:iam::${accountId}:role/app`, "logging.s3.amazonaws.com"];
            const requests = [
                ["s3:ListBucket", bucket],
                ["s3:GetObject", `${bucket}/report.csv`],
                ["s3:PutObject", `${bucket}/a/b/c`],
                ["s3:PutBucketPolicy", bucket],
            ] as const;

            for (const [action, resource] of requests) {
                it(`${action} without TLS is denied to everybody`, () => {
                    for (const caller of callers) {
                        const context = { "aws:SecureTransport": "false" };
                        assert.equal(says(statements, caller, action, resource, context), "denied", caller);
                    }
                });

                it(`${action} with TLS older than 1.2 is denied to everybody`, () => {
                    for (const caller of callers) {
                        for (const version of ["1.0", "1.1"]) {
                            const context = { "aws:SecureTransport": "true", "s3:TlsVersion": version };
                            assert.equal(says(statements, caller, action, resource, context), "denied", version);
                        }
                    }
                });

                it(`${action} with TLS 1.2 or 1.3 is neither denied nor allowed`, () => {
                    for (const version of ["1.2", "1.3"]) {
                        const context = { "aws:SecureTransport": "true", "s3:TlsVersion": version };
                        assert.equal(says(statements, "anonymous", action, resource, context), "not-covered");
                    }
                });
            }

            it("another bucket is not spoken of", () => {
                const context = { "aws:SecureTransport": "false" };
                assert.equal(says(statements, "anonymous", "s3:GetObject", `${bucket}-2/x`, context), "not-covered");
            });
        });
    }

    it("a service whose TLS version S3 does not tell is not locked out", () => {
        const statements = transportStatements("arn:aws:s3:::data");
        const context = { "aws:SecureTransport": "true" };
        assert.equal(
            says(statements, "delivery.logs.amazonaws.com", "s3:PutObject", "arn:aws:s3:::data/x", context),
            "not-covered",
        );
    });

    it("CloudFront reads objects for exactly the distributions named", () => {
        const ours = "arn:aws:cloudfront::111122223333:distribution/EOURS";
        const bucket = "arn:aws:s3:::site";
        const statements = cloudFrontBucketStatements(bucket, [ours]);
        const ask = (action: string, resource: string, context: Record<string, string>): string =>
            says(statements, "cloudfront.amazonaws.com", action, resource, context);
        assert.equal(ask("s3:GetObject", `${bucket}/index.html`, { "aws:SourceArn": ours }), "allowed");
        assert.equal(ask("s3:GetObject", `${bucket}/index.html`, { "aws:SourceArn": `${ours}2` }), "not-covered");
        assert.equal(ask("s3:GetObject", `${bucket}/index.html`, {}), "not-covered");
        assert.equal(ask("s3:PutObject", `${bucket}/index.html`, { "aws:SourceArn": ours }), "not-covered");
        assert.equal(ask("s3:ListBucket", bucket, { "aws:SourceArn": ours }), "not-covered");
        assert.deepEqual(cloudFrontBucketStatements(bucket, []), []);
    });

    it("a user's statement is about the objects named, or about everything", () => {
        assert.deepEqual(resourcesOf("arn:aws:s3:::data", ["reports/*"]), ["arn:aws:s3:::data/reports/*"]);
        assert.deepEqual(resourcesOf("arn:aws:s3:::data"), ["arn:aws:s3:::data", "arn:aws:s3:::data/*"]);
    });

    it("every Sid is known, so that a user's statement cannot take it", () => {
        const made = [...transportStatements("b"), ...cloudFrontBucketStatements("b", ["x"])].map(({ Sid }) => Sid);
        assert.deepEqual(made.sort(), [...bucketSids].sort());
    });
});
