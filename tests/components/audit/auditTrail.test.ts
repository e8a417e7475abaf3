import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AuditTrail, type AuditTrailArgs, auditTrails, EncryptionKey, KeyUser, LockMode } from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import cloudTrailPolicies from "../../../policy-pack/policies/cloudTrail";
import cloudWatchPolicies from "../../../policy-pack/policies/cloudWatch";
import { run as judge } from "../../../policy-pack/testing/run";
import { places, says } from "../support/meaning";
import { cloudtrail, cloudwatch, component, document, iam, kms, refusal, run, s3, sns, text } from "../support/run";

const account = "123456789012";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const trailArn = `arn:aws:cloudtrail:eu-west-1:${account}:trail/project-test-audit`;
const service = "cloudtrail.amazonaws.com";
const inContext = (arn: string, encrypted = arn): Record<string, string> => ({
    "aws:SourceArn": arn,
    "kms:EncryptionContext:aws:cloudtrail:arn": encrypted,
});

const program = (args: AuditTrailArgs) => (): unknown => new AuditTrail("audit", args);
let usual: Promise<InProcessResult> | undefined;
/** What a trail is made of; the usual one is made once. */
const made = (args: AuditTrailArgs = {}): Promise<InProcessResult> =>
    Object.keys(args).length === 0 ? (usual ??= run(program(args))) : run(program(args));
/** What a policy of the pack says of what was made, off by default or not. */
function told(id: string, { resources }: InProcessResult): string[] {
    const policy = [...cloudTrailPolicies.policies, ...cloudWatchPolicies.policies].find((one) => one.id === id);
    assert.ok(policy);
    const customs = resources.filter(({ kind }) => kind === "custom");
    return judge(policy, { resources: customs.map(({ type, name, inputs }) => ({ type, name, inputs })) }).map(
        ({ text }) => text,
    );
}
/** The statements that a component asks of somebody, as a policy. */
function asked(result: InProcessResult, output: string): string {
    const statements = text(result.one(component("AuditTrail")).outputs[output]);
    return `{"Version":"2012-10-17","Statement":${statements}}`;
}

describe("AuditTrail", () => {
    it("records all regions and global services, validated and encrypted, into its own bucket", async () => {
        const result = await made();
        const { inputs } = result.one(cloudtrail("Trail"));
        assert.equal(inputs.isMultiRegionTrail, true);
        assert.equal(inputs.includeGlobalServiceEvents, true);
        assert.equal(inputs.enableLogFileValidation, true);
        assert.equal(inputs.enableLogging, true);
        assert.equal(inputs.isOrganizationTrail, false);
        assert.equal(inputs.kmsKeyId, result.one(kms("Key"), "audit-key").outputs.arn);
        assert.equal(inputs.s3BucketName, result.one(s3("Bucket"), "audit").outputs.bucket);
        const group = result.one(cloudwatch("LogGroup"));
        assert.equal(inputs.cloudWatchLogsGroupArn, `${text(group.outputs.arn)}:*`);
        assert.equal(inputs.cloudWatchLogsRoleArn, result.one(iam("Role")).outputs.arn);
        assert.equal(group.inputs.retentionInDays, 365);
        assert.equal(group.inputs.kmsKeyId, inputs.kmsKeyId);
        const { targetBucket } = result.one(s3("BucketLogging")).inputs;
        assert.equal(targetBucket, result.one(s3("Bucket"), "audit-access-logs").outputs.bucket);
    });

    it("is there only once bucket, key and role let it write", async () => {
        const result = await made();
        const { dependencies } = result.one(cloudtrail("Trail"));
        const needed = [
            result.one(s3("BucketPolicy"), "audit-policy"),
            result.one(kms("KeyPolicy"), "audit-key"),
            result.one(iam("RolePolicy")),
        ];
        for (const { urn, name } of needed) {
            assert.ok(dependencies.includes(urn), name);
        }
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`${partition}: exactly this trail writes into the bucket and uses the key`, async () => {
            const result = await run(() => new AuditTrail("audit"), { config: { "aws:region": region } });
            const arn = `arn:${partition}:cloudtrail:${region}:${account}:trail/project-test-audit`;
            assert.equal(result.one(cloudtrail("Trail")).inputs.name, "project-test-audit");
            const bucket = text(result.one(s3("Bucket"), "audit").outputs.arn);
            const policy = document(result.one(s3("BucketPolicy"), "audit-policy"));
            const key = document(result.one(kms("KeyPolicy"), "audit-key"));
            const write = (source: string): string =>
                says(policy, service, "s3:PutObject", `${bucket}/AWSLogs/${account}/x`, {
                    "aws:SourceArn": source,
                    "s3:x-amz-acl": "bucket-owner-full-control",
                });
            const encrypt = (source: string, encrypted?: string): string =>
                says(key, service, "kms:GenerateDataKey", "*", inContext(source, encrypted));
            assert.deepEqual([write(arn), encrypt(arn)], ["allowed", "allowed"]);
            // A copy in another region has the region in what it encrypts.
            assert.equal(encrypt(arn, arn.replace(region, "mars-1")), "allowed");
            for (const other of [`${arn}-2`, arn.replace(account, "999988887777")]) {
                assert.deepEqual([write(other), encrypt(other)], ["not-covered", "not-covered"]);
                assert.equal(encrypt(arn, other), "not-covered");
            }
            // The bucket has an S3 Bucket Key, which is decrypted without the trail's context.
            for (const action of ["kms:DescribeKey", "kms:Decrypt"]) {
                assert.equal(says(key, service, action, "*", { "aws:SourceArn": arn }), "allowed");
                assert.equal(says(key, service, action, "*", { "aws:SourceArn": `${arn}-2` }), "not-covered");
            }
            assert.equal(says(key, service, "kms:CreateGrant", "*", inContext(arn)), "not-covered");
        });
    }

    it("the bucket takes TLS only, and refuses deletes by everybody but the named role", async () => {
        const role = `arn:aws:iam::${account}:role/undertaker`;
        const other = `arn:aws:iam::${account}:role/administrator`;
        for (const deletionRoleArn of [role, undefined]) {
            const result = await made({ deletionRoleArn });
            const policy = document(result.one(s3("BucketPolicy"), "audit-policy"));
            const object = `${text(result.one(s3("Bucket"), "audit").outputs.arn)}/x`;
            const ask = (arn: string, action: string, more = {}): string =>
                says(policy, arn, action, object, { "aws:PrincipalArn": arn, "s3:TlsVersion": "1.3", ...more });
            for (const action of ["s3:DeleteObject", "s3:DeleteObjectVersion"]) {
                assert.equal(ask(other, action), "denied");
                assert.equal(ask(role, action), deletionRoleArn === undefined ? "denied" : "not-covered");
            }
            assert.equal(ask(other, "s3:GetObject"), "not-covered");
            assert.equal(ask(other, "s3:GetObject", { "aws:SecureTransport": "false" }), "denied");
            assert.equal(ask(other, "s3:GetObject", { "s3:TlsVersion": "1.1" }), "denied");
        }
    });

    it("logs age into Glacier, and expire", async () => {
        const ageing = async (args: AuditTrailArgs): Promise<unknown> => {
            const { rules } = (await made(args)).one(s3("BucketLifecycleConfiguration"), "audit-lifecycle").inputs;
            const [, { transitions, expiration }] = rules as [object, Record<string, unknown>];
            return { transitions, expiration };
        };
        assert.deepEqual(await ageing({}), {
            transitions: [{ days: 90, storageClass: "GLACIER_IR" }],
            expiration: { days: 365 },
        });
        assert.deepEqual(await ageing({ retentionDays: 90 }), { transitions: undefined, expiration: { days: 90 } });
        assert.deepEqual(await ageing({ retentionDays: 3653, archiveAfterDays: 1 }), {
            transitions: [{ days: 1, storageClass: "GLACIER_IR" }],
            expiration: { days: 3653 },
        });
    });

    it("locks objects where it is asked to, before anything is written, and the bucket is never replaced for it", async () => {
        const lock = s3("BucketObjectLockConfiguration");
        const result = await made({ objectLock: { mode: LockMode.Compliance, days: 30 } });
        assert.deepEqual(result.one(lock).inputs.rule, { defaultRetention: { mode: "COMPLIANCE", days: 30 } });
        const versioning = result.one(s3("BucketVersioning"), "audit-versioning");
        const lifecycle = result.one(s3("BucketLifecycleConfiguration"), "audit-lifecycle");
        assert.ok(lifecycle.dependencies.includes(versioning.urn));
        assert.ok(result.one(lock).dependencies.includes(lifecycle.urn));
        assert.ok(result.one(cloudtrail("Trail")).dependencies.includes(result.one(lock).urn));
        const without = await made();
        assert.deepEqual(without.all(lock), []);
        const bucket = ({ inputs }: { inputs: Record<string, unknown> }): unknown => inputs;
        assert.deepEqual(bucket(result.one(s3("Bucket"), "audit")), bucket(without.one(s3("Bucket"), "audit")));
    });

    it("the topic takes alarms of this account only, encrypted", async () => {
        const result = await made();
        const topic = text(result.one(sns("Topic")).outputs.arn);
        const policy = document(result.one(sns("TopicPolicy")));
        const key = document(result.one(kms("KeyPolicy"), "audit-alarms-key"));
        const alarm = (owner: string): Record<string, string> => ({
            "aws:SourceAccount": owner,
            "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${owner}:alarm:audit-root-usage-1a2b3c4`,
        });
        const cloudWatch = "cloudwatch.amazonaws.com";
        for (const [owner, expected] of [
            [account, "allowed"],
            ["999988887777", "not-covered"],
        ] as const) {
            assert.equal(says(policy, cloudWatch, "sns:Publish", topic, alarm(owner)), expected);
            assert.equal(says(key, cloudWatch, "kms:GenerateDataKey", "*", alarm(owner)), expected);
        }
        assert.equal(says(policy, "events.amazonaws.com", "sns:Publish", topic, alarm(account)), "not-covered");
        assert.equal(says(policy, "anonymous", "sns:Subscribe", topic), "not-covered");
        for (const { inputs } of result.all(cloudwatch("MetricAlarm"))) {
            assert.deepEqual(inputs.alarmActions, [topic]);
        }
    });

    it("each alarm watches the metric that its filter makes of the trail's events, and one event raises it", async () => {
        const result = await made();
        const group = result.one(cloudwatch("LogGroup")).outputs.name;
        assert.equal(result.all(cloudwatch("MetricAlarm")).length, auditTrails.alarms.length);
        for (const { id, pattern } of auditTrails.alarms) {
            const filter = result.one(cloudwatch("LogMetricFilter"), `audit-${id}`).inputs;
            const alarm = result.one(cloudwatch("MetricAlarm"), `audit-${id}`).inputs;
            assert.equal(filter.logGroupName, group);
            assert.equal(filter.pattern, pattern);
            assert.deepEqual(filter.metricTransformation, {
                namespace: alarm.namespace,
                name: alarm.metricName,
                value: "1",
            });
            const { statistic, threshold, comparisonOperator, evaluationPeriods, treatMissingData } = alarm;
            assert.deepEqual(
                { statistic, threshold, comparisonOperator, evaluationPeriods, treatMissingData },
                {
                    statistic: "Sum",
                    threshold: 1,
                    comparisonOperator: "GreaterThanOrEqualToThreshold",
                    evaluationPeriods: 1,
                    treatMissingData: "notBreaching",
                },
            );
        }
        assert.match(
            text(result.one(cloudwatch("MetricAlarm"), "audit-root-usage").inputs.alarmDescription),
            /\(CloudWatch\.1, CIS 4\.3\)$/,
        );
        // Another trail of the account counts apart.
        const { namespace } = (await made({ trailName: "other" })).one(
            cloudwatch("MetricAlarm"),
            "audit-root-usage",
        ).inputs;
        assert.notEqual(namespace, result.one(cloudwatch("MetricAlarm"), "audit-root-usage").inputs.namespace);
    });

    it("passes what the pack asks of trails when all of it is asked", async () => {
        const result = await made({ dataEvents: [{ resourceType: "AWS::S3::Object" }] });
        for (const { id } of [...cloudTrailPolicies.policies, ...cloudWatchPolicies.policies]) {
            // A topic that is told of new files is for those who work with them; of the bucket, the whole pack decides.
            const asked = ![
                "cloudtrail-sns-topic",
                "cloudtrail-bucket-not-public",
                "cloudtrail-bucket-logging",
            ].includes(id);
            assert.deepEqual(asked ? told(id, result) : [], [], id);
        }
        assert.notDeepEqual(told("cloudtrail-s3-data-events", await made()), []);
    });

    it("an alarm is left out for a reason, its filter too, and the others stay", async () => {
        const result = await made({ disabledAlarms: { "failed-sign-ins": "Everybody comes by SSO" } });
        const left = auditTrails.alarms
            .map(({ id }) => `audit-${id}`)
            .filter((name) => !name.endsWith("failed-sign-ins"));
        for (const type of ["MetricAlarm", "LogMetricFilter"]) {
            assert.deepEqual(
                result.all(cloudwatch(type)).map(({ name }) => name),
                left,
            );
        }
        assert.equal(told("cloudwatch-cis-metric-filters", result).length, 1);
    });

    it("tells addresses that are named, and a topic of the user's in place of its own", async () => {
        const alarmTopicArn = `arn:aws:sns:eu-west-1:${account}:alarms`;
        const result = await made({ alarmTopicArn, alarmAddresses: { security: "security@example.com" } });
        assert.deepEqual(result.all(sns("Topic")), []);
        assert.deepEqual(result.one(cloudwatch("MetricAlarm"), "audit-root-usage").inputs.alarmActions, [
            alarmTopicArn,
        ]);
        const { inputs, name } = result.one(sns("TopicSubscription"));
        assert.equal(name, "audit-to-security");
        assert.deepEqual(inputs, { topic: alarmTopicArn, protocol: "email", endpoint: "security@example.com" });
    });

    it("a bucket of the user's is not touched: its owner is told what to add", async () => {
        const result = await made({ bucketName: "trails-of-all", keyPrefix: "team" });
        assert.deepEqual(result.all(s3("Bucket")), []);
        assert.deepEqual(result.all(s3("BucketPolicy")), []);
        const { inputs } = result.one(cloudtrail("Trail"));
        assert.deepEqual([inputs.s3BucketName, inputs.s3KeyPrefix], ["trails-of-all", "team"]);
        const policy = asked(result, "requiredBucketStatements");
        const context = { "aws:SourceArn": trailArn, "s3:x-amz-acl": "bucket-owner-full-control" };
        const ask = (action: string, resource: string, more = {}): string =>
            says(policy, service, action, resource, { ...context, ...more });
        const object = `arn:aws:s3:::trails-of-all/team/AWSLogs/${account}/x`;
        assert.equal(ask("s3:PutObject", object), "allowed");
        assert.equal(ask("s3:GetBucketAcl", "arn:aws:s3:::trails-of-all"), "allowed");
        assert.equal(ask("s3:PutObject", object, { "aws:SourceArn": `${trailArn}-2` }), "not-covered");
        assert.equal((await made()).one(component("AuditTrail")).outputs.requiredBucketStatements, "[]");
    });

    it("a key of the user's: its owner is told all that uses it, and no more", async () => {
        const result = await made({ key: keyArn });
        assert.deepEqual(result.all(kms("Key")), []);
        for (const [one, input] of [
            [result.one(cloudtrail("Trail")), "kmsKeyId"],
            [result.one(cloudwatch("LogGroup")), "kmsKeyId"],
            [result.one(sns("Topic")), "kmsMasterKeyId"],
        ] as const) {
            assert.equal(one.inputs[input], keyArn, one.type);
        }
        const policy = asked(result, "requiredKeyStatements");
        const use = (who: string, context: Record<string, string>): string =>
            says(policy, who, "kms:Decrypt", keyArn, context);
        const role = `arn:aws:iam::${account}:role/auditor`;
        const alarm = {
            "aws:SourceAccount": account,
            "aws:SourceArn": `arn:aws:cloudwatch:eu-west-1:${account}:alarm:root`,
        };
        const group = { "kms:EncryptionContext:aws:logs:arn": `arn:aws:logs:eu-west-1:${account}:log-group:trail` };
        const via = (name: string): Record<string, string> => ({ "kms:ViaService": `${name}.eu-west-1.amazonaws.com` });
        assert.equal(use(service, inContext(trailArn)), "allowed");
        assert.equal(use("logs.eu-west-1.amazonaws.com", group), "allowed");
        assert.equal(use("cloudwatch.amazonaws.com", alarm), "allowed");
        assert.equal(use(role, via("s3")), "allowed");
        assert.equal(use(role, via("sns")), "allowed");
        assert.equal(use(role, via("dynamodb")), "not-covered");
        assert.equal(use(role, {}), "not-covered");
        assert.equal(use(service, inContext(`${trailArn}-2`)), "not-covered");
        const services = (
            JSON.parse(policy) as { Statement: { Principal: { Service?: string[] } }[] }
        ).Statement.flatMap(({ Principal }) => Principal.Service ?? []);
        assert.deepEqual([...new Set(services)].sort(), [
            service,
            "cloudwatch.amazonaws.com",
            "logs.eu-west-1.amazonaws.com",
        ]);
    });

    it("an EncryptionKey must let in all that uses it, and is no key for the management account's trail", async () => {
        const users = [KeyUser.CloudTrail, KeyUser.CloudWatchLogs];
        const withKey =
            (users: KeyUser[], more: AuditTrailArgs = {}) =>
            (): unknown =>
                new AuditTrail("audit", { key: new EncryptionKey("shared", { users }), ...more });
        assert.match(
            (await refusal(withKey(users))).message,
            /key: the EncryptionKey does not let CloudWatchAlarms use it/,
        );
        const result = await run(withKey([...users, KeyUser.CloudWatchAlarms]));
        assert.equal(result.one(component("AuditTrail")).outputs.requiredKeyStatements, "[]");
        const alarmTopicArn = `arn:aws:sns:eu-west-1:${account}:alarms`;
        await run(withKey(users, { alarmTopicArn }));
        const organization = { id: "o-a1b2c3d4e5", managementAccountId: "210987654321" };
        assert.match(
            (await refusal(withKey(users, { alarmTopicArn, organization }))).message,
            /key: an EncryptionKey lets in trails of its own account/,
        );
    });

    it("of an organization, the trail is the management account's, whoever makes it", async () => {
        const id = "o-a1b2c3d4e5";
        const delegated = await made({ organization: { id, managementAccountId: "210987654321" } });
        const managed = await made({ organization: { id } });
        for (const [result, owner] of [
            [delegated, "210987654321"],
            [managed, account],
        ] as const) {
            assert.equal(result.one(cloudtrail("Trail")).inputs.isOrganizationTrail, true);
            const arn = trailArn.replace(account, owner);
            const policy = document(result.one(s3("BucketPolicy"), "audit-policy"));
            const bucket = text(result.one(s3("Bucket"), "audit").outputs.arn);
            for (const folder of [owner, id]) {
                const context = { "aws:SourceArn": arn, "s3:x-amz-acl": "bucket-owner-full-control" };
                const key = `${bucket}/AWSLogs/${folder}/x`;
                assert.equal(says(policy, service, "s3:PutObject", key, context), "allowed", folder);
            }
            const key = document(result.one(kms("KeyPolicy"), "audit-key"));
            assert.equal(says(key, service, "kms:GenerateDataKey", "*", inContext(arn)), "allowed");
        }
    });

    it("lets a role read the logs, decrypted through S3 only, and delete none", async () => {
        const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ Service: "lambda.amazonaws.com" });
        const result = await run(() =>
            new AuditTrail("audit").grantRead(new aws.iam.Role("auditor", { assumeRolePolicy })),
        );
        const policy = document(result.one(iam("RolePolicy"), "audit-read-auditor"));
        const bucket = text(result.one(s3("Bucket"), "audit").outputs.arn);
        const key = text(result.one(kms("Key"), "audit-key").outputs.arn);
        assert.equal(says(policy, "the role", "s3:GetObject", `${bucket}/x`), "allowed");
        assert.equal(says(policy, "the role", "s3:DeleteObject", `${bucket}/x`), "not-covered");
        const via = { "kms:ViaService": "s3.eu-west-1.amazonaws.com" };
        assert.equal(says(policy, "the role", "kms:Decrypt", key, via), "allowed");
    });

    it("what holds evidence is protected and kept; removable, all of it goes", async () => {
        const [kept, gone] = [await made(), await made({ removable: true })];
        const holding = [s3("Bucket"), kms("Key"), cloudtrail("Trail"), cloudwatch("LogGroup"), sns("Topic")];
        for (const type of holding) {
            for (const { name } of kept.all(type)) {
                const { options, inputs } = kept.one(type, name);
                assert.deepEqual([options.protect, options.retainOnDelete], [true, true], name);
                const freed = gone.one(type, name);
                assert.deepEqual(
                    [freed.options.protect ?? false, freed.options.retainOnDelete ?? false],
                    [false, false],
                );
                assert.deepEqual([inputs.forceDestroy, freed.inputs.forceDestroy], type === s3("Bucket") ? [false, true] : [undefined, undefined]); // prettier-ignore
            }
        }
    });

    it("records what is asked for, and watches it", async () => {
        const { inputs } = (
            await made({
                insights: ["ApiCallRateInsight"],
                dataEvents: [{ resourceType: "AWS::S3::Object", arnPrefixes: [pulumi.output("arn:aws:s3:::orders/")] }],
            })
        ).one(cloudtrail("Trail"));
        assert.deepEqual(inputs.insightSelectors, [{ insightType: "ApiCallRateInsight" }]);
        const [management, data] = inputs.advancedEventSelectors as { name: string; fieldSelectors: object[] }[];
        assert.equal(management?.name, "Management events");
        assert.match(JSON.stringify(data), /"startsWiths":\["arn:aws:s3:::orders\/"\]/);
    });

    it("a long name of a trail ends in digits of its own", async () => {
        const names = [];
        for (const name of ["a".repeat(200), `${"a".repeat(199)}b`]) {
            const result = await run(() => new AuditTrail(name));
            names.push(text(result.one(cloudtrail("Trail")).inputs.name));
        }
        assert.equal(new Set(names).size, 2);
        names.forEach((name) => assert.match(name, /^[a-z0-9][a-z0-9-]{1,126}[a-z0-9]$/));
    });

    const refused: [string, AuditTrailArgs, RegExp[]][] = [
        [
            "a role that is several",
            { deletionRoleArn: `arn:aws:iam::${account}:role/*` },
            [/deletionRoleArn: ".*" is not one role/],
        ],
        [
            "a user for a role",
            { deletionRoleArn: `arn:aws:iam::${account}:user/a` },
            [/deletionRoleArn: ".*" is not one's ARN/],
        ],
        ["no organization", { organization: { id: "acme" } }, [/organization\.id: "acme" is not an organization's id/]],
        ["no trail's name", { trailName: "a..b" }, [/trailName: "a\.\.b" is not the name of a trail/]],
        ["a slash at the end", { keyPrefix: "a/" }, [/keyPrefix: "a\/" is not the beginning of a key/]],
        [
            "what is about a bucket that is not made",
            {
                bucketName: "trails",
                deletionRoleArn: `arn:aws:iam::${account}:role/a`,
                objectLock: { mode: LockMode.Governance, days: 1 },
                retentionDays: 30,
                archiveAfterDays: 1,
                accessLogBucketName: "logs",
            },
            [/has 5 invalid arguments/, /retentionDays: it is about a bucket of the trail's own/],
        ],
        [
            "locked for longer than kept",
            { objectLock: { mode: LockMode.Governance, days: 366 } },
            [/objectLock\.days: 366 is not a whole number of days from 1 to 365/],
        ],
        [
            "removable, and locked against everybody",
            { objectLock: { mode: LockMode.Compliance, days: 1 }, removable: true },
            [/objectLock\.mode: nobody could empty the bucket to remove it/],
        ],
        ["archived when expired", { retentionDays: 30, archiveAfterDays: 30 }, [/Fix: archive before the logs expire/]],
        ["an alarm that is not there", { disabledAlarms: { root: "x" } }, [/disabledAlarms: there is no alarm "root"/]],
        ["no reason", { disabledAlarms: { "root-usage": " " } }, [/disabledAlarms\.root-usage: it is empty/]],
        ["no address", { alarmAddresses: { me: "me" } }, [/alarmAddresses\.me: it is not an e-mail address/]],
        ["no topic", { alarmTopicArn: "alarms" }, [/alarmTopicArn: "alarms" is not one's ARN/]],
        [
            "nothing to record",
            { dataEvents: [{ resourceType: "s3", arnPrefixes: ["orders"] }], networkActivity: [{ eventSource: "s3" }] },
            [
                /dataEvents\[0\]\.resourceType/,
                /dataEvents\[0\]\.arnPrefixes: "orders"/,
                /networkActivity\[0\]\.eventSource/,
            ],
        ],
        [
            "the component's own Sid",
            { statements: [{ sid: "NobodyDeletes", principals: { aws: ["1"] }, actions: ["s3:GetObject"] }] },
            [/statements\[0\]\.sid: "NobodyDeletes" is used twice or belongs to the component/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new AuditTrail("audit", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refuses a topic of another region, which no alarm reaches", async () => {
        const alarmTopicArn = `arn:aws:sns:eu-central-1:${account}:alerts`;
        const { message } = await refusal(() => new AuditTrail("audit", { alarmTopicArn }));
        assert.match(message, /alarmTopicArn: it is in another region. Fix: pass a topic in eu-west-1/);
    });

    it("takes no name that its longest would be too long with, or that a metric filter cannot have", async () => {
        const bucketName = "trails-of-all";
        const long = "a".repeat(200);
        const result = await run(() => new AuditTrail(long, { bucketName }));
        const longest = Math.max(...result.all(cloudwatch("MetricAlarm")).map(({ name }) => name.length));
        assert.ok(longest + "-1234567".length <= 255, String(longest));
        assert.ok(text(result.one(iam("RolePolicy")).inputs.namePrefix).length + 26 <= 128);
        for (const name of ["a".repeat(227), "audit:all"]) {
            const { message } = await refusal(() => new AuditTrail(name, { bucketName }));
            assert.match(message, /name: no alarm can be named after it/);
        }
    });

    it("refused once it is known: a role that is several, and an address that is none", async () => {
        const role = await refusal(
            () => new AuditTrail("audit", { deletionRoleArn: pulumi.output(`arn:aws:iam::${account}:role/*`) }),
        );
        assert.match(role.message, /deletionRoleArn: ".*" is not one role/);
        const address = await refusal(() => new AuditTrail("audit", { alarmAddresses: { me: pulumi.output("me") } }));
        assert.match(address.message, /alarmAddresses\.me: it is not an e-mail address/);
        // Whose names would be those of an output.
        const alarmAddresses = pulumi.output({ me: "me@example.com" }) as unknown as Record<string, string>;
        const table = await refusal(() => new AuditTrail("audit", { alarmAddresses }));
        assert.match(table.message, /alarmAddresses: it is an output, but must be known at once/);
    });
});
