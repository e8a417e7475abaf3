import assert from "node:assert/strict";
import fc from "fast-check";
import { KeyUser } from "../../../components/encryption/policy/keyStatements";
import type { Place } from "../../../components/shared/arn";
import { mergeBySid, type Statement } from "../../../components/shared/policyDocument";
import {
    accessLogPrefix,
    customerKeyRefusals,
    keyUsersOf,
    LogProducer,
    nameLeadOf,
    producerSids,
    producerStatements,
} from "../../../components/storage/policy/producers";
import { forAnotherAccount, otherAccount, places, says } from "../support/meaning";

/** How a producer delivers, as AWS documents it. */
interface Delivery {
    service: string;
    /** Keys of objects it writes. */
    keys: string[];
    /** What it asks of the bucket itself. */
    bucketActions: string[];
    /** The context it sends for this account. */
    context: Record<string, string>;
    /** Context the service does not always send; its absence must not stop delivery. */
    optional?: string[];
}

const fullControl = { "s3:x-amz-acl": "bucket-owner-full-control" };

const deliveries: Record<LogProducer, (place: Place) => Delivery> = {
    S3AccessLogs: ({ partition, accountId }) => ({
        service: "logging.s3.amazonaws.com",
        keys: [`${accessLogPrefix}${accountId}/eu-central-1/data/2026/11/23/2026-11-23-00-00-00-ABC`],
        bucketActions: [],
        context: { "aws:SourceAccount": accountId, "aws:SourceArn": `arn:${partition}:s3:::data` },
    }),
    Alb: ({ partition, accountId, region }) => ({
        service: "logdelivery.elasticloadbalancing.amazonaws.com",
        keys: [
            `AWSLogs/${accountId}/elasticloadbalancing/${region}/2026/11/23/x.log.gz`,
            `AWSLogs/${accountId}/ELBAccessLogTestFile`,
        ],
        bucketActions: [],
        context: {
            "aws:SourceArn": `arn:${partition}:elasticloadbalancing:${region}:${accountId}:loadbalancer/app/web/1`,
        },
        optional: ["aws:SourceArn"],
    }),
    Nlb: (place) => logDelivery(place, [`AWSLogs/${place.accountId}/elasticloadbalancing/x.log.gz`]),
    VpcFlowLogs: (place) =>
        logDelivery(place, [
            `AWSLogs/${place.accountId}/vpcflowlogs/x.log.gz`,
            `AWSLogs/aws-account-id=${place.accountId}/aws-service=vpcflowlogs/x.log.gz`,
        ]),
    CloudFront: (place) => {
        const { service, context } = logDelivery(place, []);
        return {
            service,
            keys: [
                `AWSLogs/${place.accountId}/CloudFront/x.gz`,
                `AWSLogs/aws-account-id=${place.accountId}/CloudFront/x.gz`,
            ],
            bucketActions: [],
            context: {
                ...context,
                "aws:SourceArn": `arn:${place.partition}:logs:us-east-1:${place.accountId}:delivery-source:site`,
            },
        };
    },
    CloudTrail: ({ partition, accountId, region }) => ({
        service: "cloudtrail.amazonaws.com",
        keys: [
            `AWSLogs/${accountId}/CloudTrail/${region}/x.json.gz`,
            `AWSLogs/${accountId}/CloudTrail-Digest/x.json.gz`,
        ],
        bucketActions: ["s3:GetBucketAcl"],
        context: { "aws:SourceArn": `arn:${partition}:cloudtrail:${region}:${accountId}:trail/main`, ...fullControl },
    }),
    Waf: (place) => logDelivery(place, [`AWSLogs/${place.accountId}/WAFLogs/cloudfront/acl/x.log.gz`]),
    Config: ({ accountId }) => ({
        service: "config.amazonaws.com",
        keys: [
            `AWSLogs/${accountId}/Config/ConfigWritabilityCheckFile`,
            `AWSLogs/${accountId}/Config/eu-central-1/x.json.gz`,
        ],
        bucketActions: ["s3:GetBucketAcl", "s3:ListBucket"],
        context: { "aws:SourceAccount": accountId, ...fullControl },
    }),
};

function logDelivery({ partition, accountId, region }: Place, keys: string[]): Delivery {
    return {
        service: "delivery.logs.amazonaws.com",
        keys,
        bucketActions: ["s3:GetBucketAcl", "s3:ListBucket"],
        context: {
            "aws:SourceAccount": accountId,
            "aws:SourceArn": `arn:${partition}:logs:${region}:${accountId}:*`,
            ...fullControl,
        },
    };
}

const all = Object.values(LogProducer);

function statementsOf(producers: LogProducer[], place: Place, sourceBucketArns: string[] = []): Statement[] {
    return producerStatements(producers, { bucketArn: bucketOf(place), place, sourceBucketArns });
}

function bucketOf({ partition }: Place): string {
    return `arn:${partition}:s3:::logs`;
}

describe("producers of logs", () => {
    for (const place of places) {
        describe(place.partition, () => {
            const bucket = bucketOf(place);
            for (const producer of all) {
                const { service, keys, bucketActions, context, optional = [] } = deliveries[producer](place);
                const statements = statementsOf([producer], place);

                it(`${producer} delivers`, () => {
                    for (const key of keys) {
                        assert.equal(
                            says(statements, service, "s3:PutObject", `${bucket}/${key}`, context),
                            "allowed",
                            key,
                        );
                    }
                    for (const action of bucketActions) {
                        assert.equal(says(statements, service, action, bucket, context), "allowed", action);
                    }
                });

                it(`${producer} neither reads, deletes, nor changes the bucket`, () => {
                    const [key = ""] = keys;
                    for (const action of ["s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"]) {
                        assert.equal(
                            says(statements, service, action, `${bucket}/${key}`, context),
                            "not-covered",
                            action,
                        );
                    }
                    for (const action of ["s3:PutBucketPolicy", "s3:DeleteBucket", "s3:PutBucketAcl"]) {
                        assert.equal(says(statements, service, action, bucket, context), "not-covered", action);
                    }
                });

                it(`${producer} writes nowhere else in the bucket`, () => {
                    for (const key of ["x.log", "AWSLogs/x.log", `AWSLogs/${otherAccount}/x.log`]) {
                        assert.equal(
                            says(statements, service, "s3:PutObject", `${bucket}/${key}`, context),
                            "not-covered",
                            key,
                        );
                    }
                });

                it(`${producer} needs each part of its context`, () => {
                    const [key = ""] = keys;
                    for (const [name, value] of Object.entries(context)) {
                        const foreign = value.includes(place.accountId)
                            ? value.replace(place.accountId, otherAccount)
                            : `${value}-other`;
                        if (!value.startsWith(`arn:${place.partition}:s3:::`)) {
                            const changed = { ...context, [name]: foreign };
                            assert.equal(
                                says(statements, service, "s3:PutObject", `${bucket}/${key}`, changed),
                                "not-covered",
                                `${name} is ${foreign}`,
                            );
                        }
                        const { [name]: _, ...without } = context;
                        assert.equal(
                            says(statements, service, "s3:PutObject", `${bucket}/${key}`, without),
                            optional.includes(name) ? "allowed" : "not-covered",
                            `without ${name}`,
                        );
                    }
                });

                it(`${producer} asks about the bucket only for this account`, () => {
                    const foreign = forAnotherAccount(context, place);
                    for (const action of bucketActions) {
                        assert.equal(says(statements, service, action, bucket, foreign), "not-covered");
                    }
                });

                it(`${producer}'s permission is nobody else's`, () => {
                    const [key = ""] = keys;
                    for (const other of [
                        "anonymous",
                        "ec2.amazonaws.com",
                        `arn:${place.partition}:iam::${otherAccount}:root`,
                    ]) {
                        assert.equal(
                            says(statements, other, "s3:PutObject", `${bucket}/${key}`, context),
                            "not-covered",
                            other,
                        );
                    }
                });
            }

            it("access logs of named buckets only, when they are named", () => {
                const { service, keys, context } = deliveries.S3AccessLogs(place);
                const statements = statementsOf(["S3AccessLogs"], place, [`arn:${place.partition}:s3:::data`]);
                const [key = ""] = keys;
                const ask = (source: string): string =>
                    says(statements, service, "s3:PutObject", `${bucket}/${key}`, {
                        ...context,
                        "aws:SourceArn": source,
                    });
                assert.equal(ask(`arn:${place.partition}:s3:::data`), "allowed");
                assert.equal(ask(`arn:${place.partition}:s3:::other`), "not-covered");
            });
        });
    }

    it("together they may do what each may do alone, and no more", () => {
        const [place] = places;
        assert.ok(place !== undefined);
        fc.assert(
            fc.property(fc.subarray(all), fc.constantFrom(...all), (chosen, asking) => {
                const { service, keys, context } = deliveries[asking](place);
                const [key = ""] = keys;
                const together = statementsOf(chosen, place);
                const alone = chosen.map((producer) => statementsOf([producer], place));
                const ask = (statements: Statement[]): string =>
                    says(statements, service, "s3:PutObject", `${bucketOf(place)}/${key}`, context);
                const expected = alone.some((statements) => ask(statements) === "allowed") ? "allowed" : "not-covered";
                assert.equal(ask(together), expected);
            }),
        );
    });

    it("never need two different statements of one name", () => {
        const [place] = places;
        assert.ok(place !== undefined);
        const merged = mergeBySid(statementsOf(all, place));
        assert.deepEqual(new Set(merged.map(({ Sid }) => Sid)), new Set(producerSids));
        assert.equal(merged.length, new Set(producerSids).size);
    });

    const delivered = ["AWSLogDeliveryWrite", "AWSLogDeliveryAclCheck"];
    const names: Record<LogProducer, string[]> = {
        S3AccessLogs: ["S3ServerAccessLogs"],
        Alb: ["AlbLogs"],
        // AWS's own names: services look for them, and add statements of their own when they miss them.
        Nlb: delivered,
        VpcFlowLogs: delivered,
        Waf: delivered,
        CloudFront: ["CloudFrontLogs"],
        CloudTrail: ["CloudTrailAclCheck", "CloudTrailLogs"],
        Config: ["ConfigBucketCheck", "ConfigLogs"],
    };
    for (const producer of all) {
        it(`${producer}'s statements are called ${names[producer].join(" and ")}`, () => {
            const [place] = places;
            assert.ok(place !== undefined);
            assert.deepEqual(
                statementsOf([producer], place).map(({ Sid }) => Sid),
                names[producer],
            );
        });
    }

    const encryption: [LogProducer, refuses: RegExp | undefined, KeyUser | undefined][] = [
        ["S3AccessLogs", /SSE-S3/, undefined],
        ["Alb", /SSE-S3/, undefined],
        ["Nlb", undefined, KeyUser.LogDelivery],
        ["VpcFlowLogs", undefined, KeyUser.LogDelivery],
        ["CloudFront", undefined, KeyUser.LogDelivery],
        ["CloudTrail", undefined, KeyUser.CloudTrail],
        ["Waf", undefined, KeyUser.LogDelivery],
        ["Config", undefined, KeyUser.Config],
    ];
    for (const [producer, refuses, user] of encryption) {
        it(`${producer} ${refuses === undefined ? "can" : "cannot"} use a customer managed key`, () => {
            const reasons = customerKeyRefusals([producer]);
            assert.equal(reasons.length, refuses === undefined ? 0 : 1);
            assert.match(reasons.join(), refuses ?? /^$/);
            assert.deepEqual(keyUsersOf([producer]), user === undefined ? [] : [user]);
        });
    }

    it("name each service that uses the key once", () => {
        assert.deepEqual(keyUsersOf(["Nlb", "VpcFlowLogs", "Config"]), [KeyUser.LogDelivery, KeyUser.Config]);
    });

    it("only WAF has a say in the bucket's name", () => {
        assert.equal(nameLeadOf(["VpcFlowLogs", "Waf"]), "aws-waf-logs-");
        assert.equal(nameLeadOf(all.filter((producer) => producer !== "Waf")), "");
    });
});
