import assert from "node:assert/strict";
import {
    accountStatement,
    cloudFrontKeyStatements,
    keySids,
    KeyUser,
    keyUserStatements,
    throughServiceStatement,
} from "../../../components/encryption/policy/keyStatements";
import type { Place } from "../../../components/shared/arn";
import { forAnotherAccount, otherAccount, places, says } from "../support/meaning";

const key = "*";

/** Per service: its principal, what it does with the key, and the context in which it does it for the account. */
const services: Record<
    KeyUser,
    (place: Place) => { principal: string; actions: string[]; context: Record<string, string> }
> = {
    CloudWatchLogs: (place) => ({
        principal: `logs.${place.region}.${place.dnsSuffix}`,
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptFrom", "kms:GenerateDataKey", "kms:DescribeKey"],
        context: {
            "kms:EncryptionContext:aws:logs:arn": `arn:${place.partition}:logs:${place.region}:${place.accountId}:log-group:/app`,
        },
    }),
    CloudTrail: (place) => ({
        principal: "cloudtrail.amazonaws.com",
        actions: ["kms:GenerateDataKey", "kms:Decrypt", "kms:DescribeKey"],
        context: {
            "aws:SourceArn": `arn:${place.partition}:cloudtrail:${place.region}:${place.accountId}:trail/main`,
            "kms:EncryptionContext:aws:cloudtrail:arn": `arn:${place.partition}:cloudtrail:${place.region}:${place.accountId}:trail/main`,
        },
    }),
    LogDelivery: (place) => ({
        principal: "delivery.logs.amazonaws.com",
        actions: ["kms:Encrypt", "kms:Decrypt", "kms:ReEncryptTo", "kms:GenerateDataKey", "kms:DescribeKey"],
        context: {
            "aws:SourceAccount": place.accountId,
            "aws:SourceArn": `arn:${place.partition}:logs:${place.region}:${place.accountId}:delivery-source:flow`,
        },
    }),
    Config: (place) => ({
        principal: "config.amazonaws.com",
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        context: { "aws:SourceAccount": place.accountId },
    }),
    CloudWatchAlarms: (place) => ({
        principal: "cloudwatch.amazonaws.com",
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        context: {
            "aws:SourceAccount": place.accountId,
            "aws:SourceArn": `arn:${place.partition}:cloudwatch:${place.region}:${place.accountId}:alarm:cpu`,
        },
    }),
    Budgets: (place) => ({
        principal: "budgets.amazonaws.com",
        actions: ["kms:GenerateDataKey", "kms:Decrypt"],
        context: {
            "aws:SourceAccount": place.accountId,
            "aws:SourceArn": `arn:${place.partition}:budgets::${place.accountId}:budget/all`,
        },
    }),
};

describe("statements of a key's policy", () => {
    for (const place of places) {
        describe(place.partition, () => {
            it("CloudTrail decrypts for its trails, also what has another context: the S3 Bucket Key of a bucket", () => {
                const statements = keyUserStatements(KeyUser.CloudTrail, place);
                const { "aws:SourceArn": source = "" } = services.CloudTrail(place).context;
                const decrypt = (source: string) =>
                    says(statements, "cloudtrail.amazonaws.com", "kms:Decrypt", key, { "aws:SourceArn": source });
                assert.equal(decrypt(source), "allowed");
                assert.equal(decrypt(source.replace(place.accountId, otherAccount)), "not-covered");
            });

            for (const user of Object.values(KeyUser)) {
                const { principal, actions, context } = services[user](place);
                const statements = keyUserStatements(user, place);

                it(`${user}: may do what it needs for this account`, () => {
                    for (const action of actions) {
                        assert.equal(says(statements, principal, action, key, context), "allowed", action);
                    }
                });

                it(`${user}: may not administer the key`, () => {
                    for (const action of ["kms:PutKeyPolicy", "kms:ScheduleKeyDeletion", "kms:CreateGrant"]) {
                        assert.equal(says(statements, principal, action, key, context), "not-covered", action);
                    }
                });

                it(`${user}: may do nothing for another account, and nothing without saying for whom`, () => {
                    const foreign = forAnotherAccount(context, place);
                    for (const action of actions) {
                        assert.equal(says(statements, principal, action, key, foreign), "not-covered");
                        assert.equal(says(statements, principal, action, key), "not-covered");
                    }
                });

                it(`${user}: every condition counts`, () => {
                    for (const name in context) {
                        const [first = ""] = actions;
                        const value = context[name]?.replace(place.accountId, otherAccount) ?? "";
                        assert.equal(
                            says(statements, principal, first, key, { ...context, [name]: value }),
                            "not-covered",
                        );
                        const { [name]: _, ...without } = context;
                        assert.equal(says(statements, principal, first, key, without), "not-covered");
                    }
                });

                it(`${user}: nobody else gets its permission`, () => {
                    assert.equal(says(statements, "s3.amazonaws.com", "kms:Decrypt", key, context), "not-covered");
                    assert.equal(says(statements, "anonymous", "kms:Decrypt", key, context), "not-covered");
                });
            }

            it("the account administers its key, no other account does", () => {
                const statements = [accountStatement(place)];
                const role = (account: string): string => `arn:${place.partition}:iam::${account}:role/admin`;
                assert.equal(says(statements, role(place.accountId), "kms:PutKeyPolicy", key), "allowed");
                assert.equal(says(statements, role(otherAccount), "kms:Decrypt", key), "not-covered");
                assert.equal(says(statements, "anonymous", "kms:Decrypt", key), "not-covered");
            });

            it("a key of yours is used through Amazon S3 in the bucket's region only, and not administered", () => {
                const statements = [throughServiceStatement("s3", place)];
                const role = `arn:${place.partition}:iam::${place.accountId}:role/reader`;
                const via = { "kms:ViaService": `s3.${place.region}.amazonaws.com` };
                for (const action of ["kms:Decrypt", "kms:GenerateDataKey", "kms:DescribeKey"]) {
                    assert.equal(says(statements, role, action, key, via), "allowed", action);
                    assert.equal(says(statements, role, action, key), "not-covered", action);
                }
                const elsewhere = { "kms:ViaService": "s3.ap-south-1.amazonaws.com" };
                assert.equal(says(statements, role, "kms:Decrypt", key, elsewhere), "not-covered");
                assert.equal(says(statements, role, "kms:PutKeyPolicy", key, via), "not-covered");
                const foreign = `arn:${place.partition}:iam::${otherAccount}:role/reader`;
                assert.equal(says(statements, foreign, "kms:Decrypt", key, via), "not-covered");
            });
        });
    }

    it("China's own service domain is accepted for calls through Amazon S3", () => {
        const [, china] = places;
        assert.ok(china !== undefined);
        const role = `arn:aws-cn:iam::${china.accountId}:role/reader`;
        const via = { "kms:ViaService": "s3.cn-north-1.amazonaws.com.cn" };
        assert.equal(says([throughServiceStatement("s3", china)], role, "kms:Decrypt", key, via), "allowed");
    });

    it("CloudFront decrypts for exactly the distributions named", () => {
        const ours = "arn:aws:cloudfront::111122223333:distribution/EOURS";
        const statements = cloudFrontKeyStatements([ours]);
        const ask = (action: string, source: Record<string, string>): string =>
            says(statements, "cloudfront.amazonaws.com", action, key, source);
        assert.equal(ask("kms:Decrypt", { "aws:SourceArn": ours }), "allowed");
        assert.equal(ask("kms:Decrypt", { "aws:SourceArn": ours.replace("EOURS", "EOTHER") }), "not-covered");
        assert.equal(ask("kms:Decrypt", {}), "not-covered");
        assert.equal(ask("kms:GenerateDataKey", { "aws:SourceArn": ours }), "not-covered");
    });

    it("without a distribution CloudFront is not mentioned", () => {
        assert.deepEqual(cloudFrontKeyStatements([]), []);
    });

    it("every Sid is known, so that a user's statement cannot take it", () => {
        const [place] = places;
        assert.ok(place !== undefined);
        const made = [
            accountStatement(place),
            throughServiceStatement("s3", place),
            ...cloudFrontKeyStatements(["x"]),
            ...Object.values(KeyUser).flatMap((user) => keyUserStatements(user, place)),
        ].map(({ Sid }) => Sid);
        const taken = [...keySids, ...Object.values(KeyUser)];
        assert.deepEqual([...made].sort(), [...taken].sort());
    });
});
