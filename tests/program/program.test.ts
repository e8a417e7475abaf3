import assert from "node:assert/strict";
import { domainName } from "../../deployment/names";
import type { InProcessResult } from "../../offline-preview/harness";
import { text } from "../components/support/run";
import { deploy, keyArn, region, stackConfig } from "./support/deploy";

/** What must survive a mistake; the load balancer holds none, and AWS refuses to delete it. */
const HOLD_DATA = [
    ...["dynamodb/table:Table", "s3/bucket:Bucket", "kms/key:Key", "cognito/userPool:UserPool"],
    ...["secretsmanager/secret:Secret", "sqs/queue:Queue", "sns/topic:Topic", "cloudwatch/logGroup:LogGroup"],
    ...["cloudtrail/trail:Trail", "backup/vault:Vault", "guardduty/detector:Detector"],
    ...["codeartifact/domain:Domain", "codeartifact/repository:Repository", "servicecatalog/portfolio:Portfolio"],
];

/** AWS's own protection against deletion, of all that has it. */
function assertSettings(result: InProcessResult, isKept: boolean): void {
    const settings: [type: string, input: string, value: unknown][] = [
        ["dynamodb/table:Table", "deletionProtectionEnabled", isKept],
        ["cognito/userPool:UserPool", "deletionProtection", isKept ? "ACTIVE" : "INACTIVE"],
        ["lb/loadBalancer:LoadBalancer", "enableDeletionProtection", isKept],
        ["s3/bucket:Bucket", "forceDestroy", !isKept],
        ["backup/vault:Vault", "forceDestroy", !isKept],
    ];
    for (const [type, input, value] of settings) {
        for (const { name, inputs } of result.all(`aws:${type}`)) {
            assert.equal(inputs[input], value, `${type} ${name}`);
        }
    }
}

describe("the deployment", () => {
    describe("dev", () => {
        let result: InProcessResult;
        before(async () => void (result = (await deploy(stackConfig("dev"))).succeeded()));

        it("is the whole console, behind CloudFront", () => {
            assert.deepEqual(
                result.resources
                    .filter(({ kind, parent }) => kind === "component" && parent === result.resources[0]?.urn)
                    .map(({ type, name }) => `${type.split(":").at(-1)} ${name}`)
                    .sort(),
                [
                    "CloudFrontConsole console",
                    "EncryptionKey data",
                    "IdentityPool users",
                    "LogBucket access-logs",
                    "PrivateApi api",
                    "SecureBucket artifacts",
                    "SecureFunction api",
                    "SecureFunction consumer",
                    "SecureFunction pre-token",
                    "SecureFunction synchroniser",
                    "SecureQueue changes",
                    "SecureSecret page-tokens",
                    "SecureTable attributes",
                    "SecureTable patterns",
                    "SecureTable publish-data",
                    "SecureTable subscriptions",
                    "WebFirewall edge",
                    "WebFirewall origin",
                ],
            );
        });

        it("can be removed: nothing is protected or kept, and no setting keeps it from that", () => {
            for (const { type, name, options } of result.resources) {
                assert.notEqual(options.protect, true, name);
                // What is in a bucket goes with it.
                assert.ok(options.retainOnDelete !== true || type === "aws:s3/bucketObjectv2:BucketObjectv2", name);
            }
            assertSettings(result, false);
        });

        it("has its artifacts access-logged, under the stack's key", () => {
            const logging = result.one("aws:s3/bucketLogging:BucketLogging", "artifacts-logging");
            assert.equal(logging.inputs.targetBucket, result.one("aws:s3/bucket:Bucket", "access-logs").outputs.bucket);
            const table = result.one("aws:dynamodb/table:Table", "patterns");
            const key = result.one("aws:kms/key:Key", "data").outputs.arn;
            assert.equal((table.inputs.serverSideEncryption as { kmsKeyArn: unknown }).kmsKeyArn, key);
            assert.equal(result.outputs.dataKeyArn, key);
        });

        it("exports what others need", () => {
            assert.deepEqual(Object.keys(result.outputs).sort(), [
                "accessLogBucketName",
                "alarmTopicArn",
                "artifactBucketArn",
                "artifactBucketName",
                "auditBucketName",
                "consoleUrl",
                "dataKeyArn",
                "patternDomainName",
                "patternPipelineNames",
                "patternPortfolioId",
                "patternRepositoryName",
                "publicationTopicArn",
                "requiredKeyStatements",
                "requiredZoneKeyStatements",
                "securityGraph",
                "zoneDsRecord",
                "zoneId",
                "zoneNameServers",
            ]);
        });
    });

    it("without configuration, data is protected and logs are kept for a year", async () => {
        const result = (await deploy(region)).succeeded();
        for (const type of ["aws:s3/bucket:Bucket", "aws:kms/key:Key"]) {
            for (const { name, options } of result.all(type)) {
                assert.equal(options.protect, true, name);
            }
        }
        const lifecycle = result.one(
            "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration",
            "access-logs-lifecycle",
        );
        assert.deepEqual((lifecycle.inputs.rules as { expiration: unknown }[])[1]?.expiration, { days: 365 });
    });

    it("with a key of its own, it makes none, and says what the key's owner must add", async () => {
        const result = await deploy({ ...region, "palisade:keyArn": keyArn });
        const { outputs } = result.succeeded();
        assert.deepEqual(result.all("aws:kms/key:Key"), []);
        assert.equal(outputs.dataKeyArn, keyArn);
        assert.match(text(outputs.requiredKeyStatements), /AccountUsesKeyThroughS3/);
    });

    it("wrong configuration stops it before anything is registered", async () => {
        const { errors, resources } = await deploy({ "palisade:removable": "yes", "palisade:logRetentionDays": "0" });
        assert.match(errors[0]?.message ?? "", /palisade:removable[^]*palisade:logRetentionDays/);
        assert.deepEqual(
            resources.filter(({ kind }) => kind !== "stack"),
            [],
        );
    });

    for (const stack of ["dev", "prod", "oidc"]) {
        it(`no secret is in the file of stack ${stack}`, () => {
            // Its ARN is none.
            const text = JSON.stringify(stackConfig(stack)).replaceAll("clientSecretArn", "");
            assert.doesNotMatch(text, /"[^"]*(secret|password|token)[^"]*\\?":/i);
        });
    }

    it("prod is inside a VPC, and everything that holds data is protected and kept", async () => {
        const result = (await deploy(stackConfig("prod"))).succeeded();
        for (const type of HOLD_DATA) {
            const all = result.all(`aws:${type}`);
            assert.notDeepEqual(all, [], type);
            for (const { name, options } of all) {
                assert.deepEqual([options.protect, options.retainOnDelete], [true, true], `${type} ${name}`);
            }
        }
        assertSettings(result, true);
        // The account's trail, which dev goes without.
        assert.equal(result.one("aws:cloudtrail/trail:Trail").options.protect, true);
        assert.equal(result.outputs.alarmTopicArn, result.one("aws:sns/topic:Topic", "audit-alarms").outputs.arn);
        assert.equal(result.outputs.auditBucketName, result.one("aws:s3/bucket:Bucket", "audit").outputs.bucket);
        const { targetBucket } = result.one("aws:s3/bucketLogging:BucketLogging", "audit-logging").inputs;
        assert.equal(targetBucket, result.one("aws:s3/bucket:Bucket", "access-logs").outputs.bucket);
        assert.equal(result.one("aws:lb/loadBalancer:LoadBalancer").inputs.internal, true);
        assert.deepEqual(result.all("aws:cloudfront/distribution:Distribution"), []);
        // What guards the account, which dev goes without too. What is found goes to the trail's topic.
        const topic = result.one("aws:sns/topic:Topic", "audit-alarms").outputs.arn;
        const targets = result
            .all("aws:cloudwatch/eventTarget:EventTarget")
            .filter(({ inputs }) => inputs.arn === topic);
        assert.deepEqual(targets.map(({ name }) => name).sort(), [
            "baseline-alerts-config",
            "baseline-alerts-guardduty",
            "baseline-alerts-securityhub",
        ]);
        assert.equal(result.one("aws:guardduty/detector:Detector").options.protect, true);
        const { emailAddress } = result.one("aws:account/alternativeContact:AlternativeContact").inputs;
        assert.equal(emailAddress, "security@example.com");
        // All that holds data is in a vault, which dev goes without as well; who is told of failures is the trail's topic.
        assert.equal(result.one("aws:backup/vault:Vault").options.protect, true);
        const arnOf = (type: string, name: string): unknown => result.one(`aws:${type}`, name).outputs.arn;
        assert.deepEqual(result.one("aws:backup/selection:Selection").inputs.resources, [
            arnOf("s3/bucket:Bucket", "artifacts"),
            ...["patterns", "publish-data", "attributes", "subscriptions"].map((name) =>
                arnOf("dynamodb/table:Table", name),
            ),
        ]);
        const { alarmActions } = result.one("aws:cloudwatch/metricAlarm:MetricAlarm", "backup-backups-failed").inputs;
        assert.deepEqual(alarmActions, [topic]);
    });

    it("prod publishes patterns beside the stores that it has, under their key", async () => {
        const result = (await deploy(stackConfig("prod"))).succeeded();
        const domain = result.one("aws:codeartifact/domain:Domain");
        assert.equal(domain.inputs.domain, "patterns-palisade-test");
        assert.equal(domain.inputs.encryptionKey, result.outputs.dataKeyArn);
        const store = result.one("palisade-aws:index:PatternStore");
        const parts = result.resources.filter(({ urn }) => urn.includes("PatternStore$")).map(({ type }) => type);
        for (const type of ["s3/bucket:Bucket", "sqs/queue:Queue", "kms/key:Key"]) {
            assert.ok(!parts.includes(`aws:${type}`), type);
        }
        assert.equal(store.outputs.bucketName, result.outputs.artifactBucketName);
        assert.equal(store.outputs.queueUrl, result.one("aws:sqs/queue:Queue", "changes").outputs.url);
        const { patternDomainName, patternRepositoryName, patternPortfolioId, publicationTopicArn } = result.outputs;
        assert.deepEqual(
            [patternDomainName, patternRepositoryName, patternPortfolioId, publicationTopicArn],
            [
                domain.outputs.domain,
                result.one("aws:codeartifact/repository:Repository").outputs.repository,
                result.one("aws:servicecatalog/portfolio:Portfolio").id,
                result.one("aws:sns/topic:Topic", "pattern-store-publications").outputs.arn,
            ],
        );
    });

    it("has a signed zone, wherever it is: the registrar's part is told, and failures are, from where the zone's metrics are", async () => {
        const result = await deploy({
            ...region,
            "palisade:dns": JSON.stringify({ zoneName: "example.com", dnssec: true }),
            "palisade:alarmAddresses": '{"security":"security@example.com"}',
            "palisade:logRetentionDays": "30",
        });
        const zone = result.succeeded().one("aws:route53/zone:Zone");
        assert.deepEqual([zone.inputs.name, zone.options.protect], ["example.com", true]);
        const topic = result.one("aws:sns/topic:Topic", "dns-alarms");
        assert.equal(topic.inputs.region, "us-east-1");
        const {
            topic: told,
            endpoint,
            region: place,
        } = result.one("aws:sns/topicSubscription:TopicSubscription").inputs;
        assert.deepEqual([told, endpoint, place], [topic.outputs.arn, "security@example.com", "us-east-1"]);
        const alarms = result.all("aws:cloudwatch/metricAlarm:MetricAlarm");
        assert.equal(alarms.length, 2);
        for (const { name, inputs } of alarms) {
            assert.deepEqual([inputs.alarmActions, inputs.region], [[topic.outputs.arn], "us-east-1"], name);
        }
        assert.equal(result.one("aws:cloudwatch/logGroup:LogGroup").inputs.retentionInDays, 30);
        const { zoneId, zoneNameServers, zoneDsRecord } = result.outputs;
        assert.deepEqual([zoneId, zoneNameServers], [zone.outputs.zoneId, zone.outputs.nameServers]);
        assert.equal(zoneDsRecord, result.one("aws:route53/keySigningKey:KeySigningKey").outputs.dsRecord);
    });

    it("a zone that is not signed has no alarms, and whose log has a key of theirs, that key's owner is told", async () => {
        const dns = { zoneName: "example.com", keyArn: keyArn.replace("eu-central-1", "us-east-1") };
        const result = await deploy({ ...region, "palisade:dns": JSON.stringify(dns) });
        assert.deepEqual(result.succeeded().all("aws:cloudwatch/metricAlarm:MetricAlarm"), []);
        assert.equal(result.one("aws:cloudwatch/logGroup:LogGroup").inputs.kmsKeyId, dns.keyArn);
        assert.match(text(result.outputs.requiredZoneKeyStatements), /logs\.us-east-1\.amazonaws\.com/);
        assert.equal(result.outputs.requiredKeyStatements, "[]");
    });

    it("the trail records an organization where it is said, and the account alone otherwise", async () => {
        const trailOf = async (more: Record<string, string>) => {
            const result = (await deploy({ ...region, "palisade:auditTrail": "true", ...more })).succeeded();
            const { policy } = result.one("aws:s3/bucketPolicy:BucketPolicy", "audit-policy").inputs;
            return { isOrganizations: result.one("aws:cloudtrail/trail:Trail").inputs.isOrganizationTrail, policy };
        };
        const own = await trailOf({});
        assert.notEqual(own.isOrganizations, true);
        const organization = { id: "o-a1b2c3d4e5", managementAccountId: "210987654321" };
        const all = await trailOf({ "palisade:trailOrganization": JSON.stringify(organization) });
        assert.equal(all.isOrganizations, true);
        for (const part of Object.values(organization)) {
            assert.ok(text(all.policy).includes(part) && !text(own.policy).includes(part), part);
        }
    });

    it("a domain of CodeArtifact has a name that AWS takes, another one for each stack", () => {
        const names = ["dev", "prod", "x".repeat(60), `${"x".repeat(60)}y`, "a_", "Ä"].map((stack) =>
            domainName("1_p", stack),
        );
        for (const name of names) {
            assert.match(name, /^[a-z][a-z0-9-]{0,48}[a-z0-9]$/);
        }
        assert.equal(new Set(names.slice(0, 4)).size, 4);
    });

    it("a region's baseline tells what it finds by a topic of its own, where there is no trail", async () => {
        const result = await deploy({
            ...region,
            "palisade:accountBaseline": "region",
            "palisade:keyArn": keyArn,
            "palisade:organizationManaged": '["Config","SecurityHub"]',
            "palisade:alarmAddresses": '{"security":"security@example.com"}',
        });
        const topic = result.succeeded().one("aws:sns/topic:Topic", "findings");
        const { topic: told, endpoint } = result.one("aws:sns/topicSubscription:TopicSubscription").inputs;
        assert.deepEqual([told, endpoint], [topic.outputs.arn, "security@example.com"]);
        assert.equal(result.one("aws:cloudwatch/eventTarget:EventTarget").inputs.arn, topic.outputs.arn);
        assert.deepEqual(result.all("aws:iam/accountPasswordPolicy:AccountPasswordPolicy"), []);
        assert.match(text(result.outputs.requiredKeyStatements), /AccountUsesKeyThroughSNS/);
    });

    for (const [place, partition] of [
        ["cn-north-1", "aws-cn"],
        ["us-gov-west-1", "aws-us-gov"],
    ] as const) {
        it(`in ${place}, the account is guarded by what is there`, async () => {
            const result = await deploy({ "aws:region": place, "palisade:accountBaseline": "account" });
            const standards = result.succeeded().all("aws:securityhub/standardsSubscription:StandardsSubscription");
            assert.equal(standards.length, 2);
            for (const { inputs } of standards) {
                assert.ok(text(inputs.standardsArn).startsWith(`arn:${partition}:securityhub:${place}:`));
            }
        });
    }
});
