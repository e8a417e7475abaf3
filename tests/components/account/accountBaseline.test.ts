import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    AccountBaseline,
    type AccountBaselineArgs,
    AwsPartition,
    BaselinePart,
    ConfigRule,
    EncryptionKey,
    GuardDutyFeature,
    KeyUser,
    LogBucket,
    LogProducer,
    SecureTopic,
    SecurityStandard,
} from "palisade-aws";
import type { InProcessOptions, InProcessResult } from "../../../offline-preview/harness";
import type { PolicyPack } from "../../../offline-preview/packs/policyPack";
import { says, trusts } from "../support/meaning";
import { startPack } from "../support/pack";
import { component, document, refusal, run, s3, sns, text } from "../support/run";

const detectors = "aws:guardduty/detector:Detector";
const features = "aws:guardduty/detectorFeature:DetectorFeature";
const hubs = "aws:securityhub/account:Account";
const subscriptions = "aws:securityhub/standardsSubscription:StandardsSubscription";
const recorders = "aws:cfg/recorder:Recorder";
const channels = "aws:cfg/deliveryChannel:DeliveryChannel";
const statuses = "aws:cfg/recorderStatus:RecorderStatus";
const rules = "aws:cfg/rule:Rule";
const passwords = "aws:iam/accountPasswordPolicy:AccountPasswordPolicy";
const contacts = "aws:account/alternativeContact:AlternativeContact";
const analyzers = "aws:accessanalyzer/analyzer:Analyzer";
const eventRules = "aws:cloudwatch/eventRule:EventRule";
const eventTargets = "aws:cloudwatch/eventTarget:EventTarget";
const role = "aws:iam/role:Role";
const serviceLinkedRole = "aws:iam/serviceLinkedRole:ServiceLinkedRole";

const account = "123456789012";
const keyArn = `arn:aws:kms:eu-west-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const topicArn = `arn:aws:sns:eu-west-1:${account}:alerts`;
const contact = {
    name: "Security team",
    title: "Security officer",
    emailAddress: "security@example.com",
    phoneNumber: "+49 30 123456",
};

const made = (args: AccountBaselineArgs = {}, options: InProcessOptions = {}): Promise<InProcessResult> =>
    run(() => new AccountBaseline("baseline", args), options);
const without = (...kept: BaselinePart[]): BaselinePart[] =>
    Object.values(BaselinePart).filter((part) => !kept.includes(part));
/** A baseline of these parts alone. */
const only = (...kept: BaselinePart[]): AccountBaselineArgs => ({ organizationManaged: without(...kept) });

function names(result: InProcessResult, type: string): string[] {
    return result
        .all(type)
        .map(({ name }) => name.replace(/^baseline-/, ""))
        .sort();
}

/** Types of what a baseline makes. */
function kinds(result: InProcessResult): string[] {
    return [...new Set(result.resources.filter(({ kind }) => kind === "custom").map(({ type }) => type))].sort();
}

describe("AccountBaseline", () => {
    describe("without arguments", () => {
        let result: InProcessResult;
        before(async () => {
            result = await made();
        });
        const inputs = (type: string, name?: string): Record<string, unknown> => ({
            ...result.one(type, name).inputs,
        });

        it("asks of passwords what CIS asks", () => {
            assert.deepEqual(inputs(passwords), {
                minimumPasswordLength: 14,
                maxPasswordAge: 90,
                passwordReusePrevention: 24,
                requireLowercaseCharacters: true,
                requireUppercaseCharacters: true,
                requireNumbers: true,
                requireSymbols: true,
                allowUsersToChangePassword: true,
                hardExpiry: false,
            });
        });

        it("blocks what is public, whoever forgets to", () => {
            assert.deepEqual(inputs("aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"), {
                blockPublicAcls: true,
                blockPublicPolicy: true,
                ignorePublicAcls: true,
                restrictPublicBuckets: true,
            });
            const state = (type: string): unknown => inputs(type).state;
            assert.equal(state("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"), "block-all-sharing");
            assert.equal(state("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"), "block-new-sharing");
            assert.deepEqual(inputs("aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration"), {
                blockPublicSecurityGroupRules: true,
            });
            assert.equal(inputs("aws:ec2/serialConsoleAccess:SerialConsoleAccess").enabled, false);
            const setting = "aws:ssm/serviceSetting:ServiceSetting";
            assert.deepEqual(inputs(setting, "baseline-document-sharing"), {
                settingId: "/ssm/documents/console/public-sharing-permission",
                settingValue: "Disable",
            });
            assert.equal(inputs(setting, "baseline-automation-logging").settingValue, "CloudWatch");
        });

        it("encrypts new volumes, with AWS's own key, and has new instances speak version 2 only", () => {
            assert.equal(inputs("aws:ebs/encryptionByDefault:EncryptionByDefault").enabled, true);
            assert.deepEqual(result.all("aws:ebs/defaultKmsKey:DefaultKmsKey"), []);
            assert.deepEqual(inputs("aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"), {
                httpTokens: "required",
                httpPutResponseHopLimit: 1,
            });
        });

        it("looks for what is shared with outsiders, and not for what is paid for", () => {
            assert.equal(inputs(analyzers).type, "ACCOUNT");
            assert.equal(inputs(analyzers).analyzerName, "baseline-external-access");
        });

        it("records all types with the service-linked role, once there is a channel", () => {
            assert.deepEqual(inputs(recorders).recordingGroup, {
                allSupported: true,
                includeGlobalResourceTypes: true,
            });
            assert.equal(inputs(recorders).roleArn, result.one(serviceLinkedRole).outputs.arn);
            assert.equal(inputs(serviceLinkedRole).awsServiceName, "config.amazonaws.com");
            assert.equal(inputs(channels).s3BucketName, result.one(s3("Bucket")).outputs.bucket);
            assert.deepEqual(inputs(statuses), { name: "default", isEnabled: true });
            const order = (type: string): string[] => result.names(result.one(type).dependencies);
            assert.ok(order(channels).includes("baseline-config"));
            assert.ok(result.one(channels).dependencies.includes(result.one(recorders).urn));
            assert.ok(result.one(statuses).dependencies.includes(result.one(channels).urn));
            for (const { dependencies } of [...result.all(rules), result.one(hubs)]) {
                assert.ok(dependencies.includes(result.one(statuses).urn));
            }
        });

        it("its bucket takes what AWS Config writes, for this account only, encrypted", () => {
            const bucket = text(result.one(s3("Bucket")).outputs.arn);
            const policy = document(result.one(s3("BucketPolicy")));
            const object = `${bucket}/AWSLogs/${account}/Config/eu-west-1/a.json.gz`;
            const from = (account: string): Record<string, string> => ({
                "aws:SecureTransport": "true",
                "s3:TlsVersion": "1.2",
                "s3:x-amz-acl": "bucket-owner-full-control",
                "aws:SourceAccount": account,
            });
            const config = "config.amazonaws.com";
            assert.equal(says(policy, config, "s3:PutObject", object, from(account)), "allowed");
            assert.equal(says(policy, config, "s3:PutObject", object, from("999988887777")), "not-covered");
            assert.equal(says(policy, config, "s3:GetObject", object, from(account)), "not-covered");
            const key = document(result.one("aws:kms/keyPolicy:KeyPolicy"));
            const source = { "aws:SourceAccount": account };
            assert.equal(says(key, config, "kms:GenerateDataKey", "*", source), "allowed");
        });

        it("watches with everything of GuardDuty's that installs nothing", () => {
            assert.deepEqual(
                { enable: inputs(detectors).enable, often: inputs(detectors).findingPublishingFrequency },
                { enable: true, often: "FIFTEEN_MINUTES" },
            );
            assert.equal("datasources" in inputs(detectors), false);
            assert.deepEqual(
                result
                    .all(features)
                    .map(({ inputs: { name, status, detectorId } }) => [
                        name,
                        status,
                        detectorId === result.one(detectors).id,
                    ])
                    .sort(),
                [
                    "EBS_MALWARE_PROTECTION",
                    "EKS_AUDIT_LOGS",
                    "LAMBDA_NETWORK_LOGS",
                    "RDS_LOGIN_EVENTS",
                    "S3_DATA_EVENTS",
                ].map((name) => [name, "ENABLED", true]),
            );
        });

        it("judges by FSBP and CIS 5, one finding for each control", () => {
            assert.deepEqual(inputs(hubs), {
                enableDefaultStandards: false,
                autoEnableControls: true,
                controlFindingGenerator: "SECURITY_CONTROL",
            });
            assert.deepEqual(
                result
                    .all(subscriptions)
                    .map(({ inputs }) => inputs.standardsArn)
                    .sort(),
                [
                    "arn:aws:securityhub:eu-west-1::standards/aws-foundational-security-best-practices/v/1.0.0",
                    "arn:aws:securityhub:eu-west-1::standards/cis-aws-foundations-benchmark/v/5.0.0",
                ],
            );
            for (const { dependencies } of result.all(subscriptions)) {
                assert.ok(dependencies.includes(result.one(hubs).urn));
            }
        });

        it("names nobody and sends nothing", () => {
            assert.deepEqual([...result.all(contacts), ...result.all(eventRules), ...result.all(role)], []);
        });

        it("tells its account, and that no key's owner has anything to add", () => {
            const { accountId, requiredKeyStatements, requiredEbsKeyStatements, requiredAlertKeyStatements } =
                result.one(component("AccountBaseline")).outputs;
            assert.equal(accountId, account);
            assert.deepEqual(
                [requiredKeyStatements, requiredEbsKeyStatements, requiredAlertKeyStatements],
                ["[]", "[]", "[]"],
            );
        });
    });

    describe("its parts", () => {
        const typesOf: Record<BaselinePart, string[]> = {
            PasswordPolicy: [passwords],
            S3PublicAccess: ["aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock"],
            SecurityContact: [contacts],
            AccessAnalyzer: [analyzers],
            Config: [recorders, channels, statuses, rules],
            GuardDuty: [detectors, features],
            SecurityHub: [hubs, subscriptions],
            EbsEncryption: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
            SnapshotSharing: ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"],
            ImageSharing: ["aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"],
            InstanceMetadata: ["aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults"],
            SerialConsole: ["aws:ec2/serialConsoleAccess:SerialConsoleAccess"],
            EmrPublicAccess: ["aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration"],
            DocumentSharing: ["aws:ssm/serviceSetting:ServiceSetting"],
            AutomationLogging: ["aws:ssm/serviceSetting:ServiceSetting"],
        };
        const configRoleExists = true;
        const existing = { configBucketName: "records", configRoleExists };

        for (const [part, types] of Object.entries(typesOf) as [BaselinePart, string[]][]) {
            it(`${part} is made alone, where the organization has all others`, async () => {
                const result = await made({
                    ...only(part),
                    ...(part === BaselinePart.Config ? existing : {}),
                    ...(part === BaselinePart.SecurityContact ? { securityContact: contact } : {}),
                });
                assert.deepEqual(kinds(result), [...types].sort());
            });
        }

        it("all can be the organization's, and nothing is made", async () => {
            assert.deepEqual(kinds(await made({ organizationManaged: without() })), []);
            assert.deepEqual(kinds(await made({ unprotected: without() })), []);
        });

        it("a further region of the account makes nothing that is in no region", async () => {
            const result = await made({ accountWide: false });
            for (const part of ["PasswordPolicy", "S3PublicAccess", "SecurityContact"] as const) {
                assert.deepEqual(
                    typesOf[part].flatMap((type) => result.all(type)),
                    [],
                );
            }
            const { recordingGroup, roleArn } = result.one(recorders).inputs;
            assert.deepEqual(recordingGroup, { allSupported: true, includeGlobalResourceTypes: false });
            assert.match(text(roleArn), /^arn:aws:iam::123456789012:role\/aws-service-role\/config\.amazonaws\.com\//);
            assert.deepEqual(result.all(serviceLinkedRole), []);
            assert.ok(!names(result, rules).includes("iam-password-policy"));
            assert.ok(names(result, rules).includes("restricted-ssh"));
        });
    });

    describe("as the policy pack sees a stack that sets up its account", () => {
        const policies = [
            "account-alternate-contact",
            "account-access-analyzer",
            "account-guardduty",
            "account-security-hub",
            "account-config-recorder",
        ];
        let pack: PolicyPack;
        before(async function () {
            this.timeout(60_000);
            const config = { level: "mandatory" as const, properties: { baseline: true } };
            pack = await startPack(Object.fromEntries(policies.map((policy) => [policy, config])));
        });
        after(() => pack.stop());

        const missed = async (args: AccountBaselineArgs): Promise<string[]> => {
            const { findings } = await made(args, { analyzers: [pack] });
            return [...new Set(findings.map(({ policy }) => policy))].filter((policy) => policies.includes(policy));
        };

        it("nothing is missed", async () => {
            assert.deepEqual(await missed({ securityContact: contact }), []);
        });

        it("what is left to nobody is", async () => {
            const unprotected = [BaselinePart.GuardDuty];
            assert.deepEqual(await missed({ unprotected }), ["account-alternate-contact", "account-guardduty"]);
        });
    });

    it("tells AWS whom to write to, refused also once it is known", async () => {
        const result = await made({ ...only(BaselinePart.SecurityContact), securityContact: contact });
        assert.deepEqual(result.one(contacts).inputs, { alternateContactType: "SECURITY", ...contact });
        const emailAddress = pulumi.output("nobody");
        const { message } = await refusal(
            () => new AccountBaseline("baseline", { securityContact: { ...contact, emailAddress } }),
        );
        assert.match(message, /securityContact\.emailAddress: it is not an e-mail address/);
    });

    it("looks for unused access when it is asked to, in days", async () => {
        const result = await made({ ...only(BaselinePart.AccessAnalyzer), unusedAccessDays: 60 });
        const { inputs, options } = result.one(analyzers, "baseline-unused-access");
        const { type, configuration } = inputs;
        // Other days replace it under the same name, of which there is one.
        assert.deepEqual(
            [options.deleteBeforeReplace, options.protect, options.retainOnDelete],
            [true, undefined, undefined],
        );
        assert.equal(type, "ACCOUNT_UNUSED_ACCESS");
        assert.deepEqual(configuration, { unusedAccess: { unusedAccessAge: 60 } });
    });

    it("AWS Config asks of passwords what the policy asks", async () => {
        const result = await made({ passwordMinimumLength: 20, passwordMaximumAgeDays: 30 });
        const { minimumPasswordLength, maxPasswordAge } = result.one(passwords).inputs;
        assert.deepEqual([minimumPasswordLength, maxPasswordAge], [20, 30]);
        const { inputParameters, source } = result.one(rules, "baseline-iam-password-policy").inputs;
        assert.deepEqual(source, { owner: "AWS", sourceIdentifier: "IAM_PASSWORD_POLICY" });
        const asked = JSON.parse(text(inputParameters)) as Record<string, string>;
        assert.deepEqual(
            [asked.MinimumPasswordLength, asked.MaxPasswordAge, asked.PasswordReusePrevention, asked.RequireSymbols],
            ["20", "30", "24", "true"],
        );
    });

    it("takes a bucket and a role that are there already, and a choice of rules", async () => {
        const result = await run(() => {
            const records = new LogBucket("records", { producers: [LogProducer.Config] });
            return new AccountBaseline("baseline", {
                ...only(BaselinePart.Config),
                configBucketName: records.bucketName,
                configRoleExists: true,
                configRules: [ConfigRule.RestrictedSsh],
            });
        });
        assert.deepEqual(names(result, s3("Bucket")), ["records"]);
        assert.equal(result.one(channels).inputs.s3BucketName, result.one(s3("Bucket")).outputs.bucket);
        assert.deepEqual(result.all(serviceLinkedRole), []);
        const { source, description } = result.one(rules).inputs;
        assert.deepEqual(source, { owner: "AWS", sourceIdentifier: "INCOMING_SSH_DISABLED" });
        assert.match(text(description), /HCP4007jGY/);
    });

    it("runtime monitoring comes with the agents that AWS looks after", async () => {
        const result = await made({
            ...only(BaselinePart.GuardDuty),
            guardDutyFeatures: [GuardDutyFeature.RuntimeMonitoring],
        });
        const agents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];
        const name = (feature: string): string => `baseline-guardduty-${feature}`;
        assert.deepEqual(
            result.one(features, name("runtime-monitoring")).inputs.additionalConfigurations,
            agents.map((name) => ({ name, status: "ENABLED" })),
        );
        // AWS turns the others on in every new detector.
        const statuses = result.all(features).map(({ inputs }) => `${text(inputs.name)} ${text(inputs.status)}`);
        assert.deepEqual(statuses.sort(), [
            "EBS_MALWARE_PROTECTION DISABLED",
            "EKS_AUDIT_LOGS DISABLED",
            "LAMBDA_NETWORK_LOGS DISABLED",
            "RDS_LOGIN_EVENTS DISABLED",
            "RUNTIME_MONITORING ENABLED",
            "S3_DATA_EVENTS DISABLED",
        ]);
    });

    it("new volumes are encrypted with a key that is given, and its owner learns what EBS needs", async () => {
        const result = await made({ ...only(BaselinePart.EbsEncryption), ebsKey: keyArn });
        const key = result.one("aws:ebs/defaultKmsKey:DefaultKmsKey");
        assert.equal(key.inputs.keyArn, keyArn);
        // Another key replaces it, and what is deleted last decides.
        assert.equal(key.options.deleteBeforeReplace, true);
        const { requiredEbsKeyStatements } = result.one(component("AccountBaseline")).outputs;
        const policy = `{"Version":"2012-10-17","Statement":${text(requiredEbsKeyStatements)}}`;
        const who = `arn:aws:iam::${account}:role/app`;
        const via = (service: string): Record<string, string> => ({
            "kms:ViaService": `${service}.eu-west-1.amazonaws.com`,
        });
        for (const action of ["CreateGrant", "GenerateDataKeyWithoutPlaintext", "Decrypt", "DescribeKey"]) {
            assert.equal(says(policy, who, `kms:${action}`, keyArn, via("ec2")), "allowed", action);
            assert.equal(says(policy, who, `kms:${action}`, keyArn, via("s3")), "not-covered", action);
        }
        assert.equal(says(policy, who, "kms:GenerateDataKey", keyArn, via("ec2")), "not-covered");
        const own = await run(
            () =>
                new AccountBaseline("baseline", {
                    ...only(BaselinePart.EbsEncryption),
                    ebsKey: new EncryptionKey("disks"),
                }),
        );
        assert.equal(own.one(component("AccountBaseline")).outputs.requiredEbsKeyStatements, "[]");
    });

    it("takes a key for its records, and says what AWS Config needs of it", async () => {
        const result = await made({ ...only(BaselinePart.Config), key: keyArn });
        assert.deepEqual(result.all("aws:kms/key:Key"), []);
        const { requiredKeyStatements } = result.one(component("AccountBaseline")).outputs;
        const policy = `{"Version":"2012-10-17","Statement":${text(requiredKeyStatements)}}`;
        const source = { "aws:SourceAccount": account };
        assert.equal(says(policy, "config.amazonaws.com", "kms:GenerateDataKey", keyArn, source), "allowed");
        const wrong = (): unknown => new AccountBaseline("baseline", { key: new EncryptionKey("own") });
        assert.match((await refusal(wrong)).message, /key: the EncryptionKey does not let Config use it/);
        await run(
            () => new AccountBaseline("baseline", { key: new EncryptionKey("own", { users: [KeyUser.Config] }) }),
        );
    });

    it("a further region waits for the role of AWS Config that the first one makes", async () => {
        const result = await run(() => {
            new AccountBaseline("first", { region: "eu-central-1" });
            new AccountBaseline("second", { region: "eu-west-1", accountWide: false });
        });
        const { dependencies } = result.one(recorders, "second-config");
        assert.ok(result.names(dependencies).includes("first-config"));
        const roles = result.all("aws:iam/serviceLinkedRole:ServiceLinkedRole").map(({ urn }) => urn);
        assert.ok(dependencies.some((urn) => roles.includes(urn)));
        // Of another program nothing is left.
        const alone = await run(() => new AccountBaseline("second", { region: "eu-west-1", accountWide: false }));
        assert.deepEqual(alone.one(recorders).dependencies, []);
    });

    describe("alerts", () => {
        let result: InProcessResult;
        before(async () => {
            result = await run(() => new AccountBaseline("baseline", { alertTopic: new SecureTopic("alerts") }));
        });
        const patternOf = (rule: string): unknown =>
            JSON.parse(text(result.one(eventRules, `baseline-alerts-${rule}`).inputs.eventPattern));

        it("are high and critical findings, and what Config finds wrong", () => {
            assert.deepEqual(patternOf("guardduty"), {
                source: ["aws.guardduty"],
                "detail-type": ["GuardDuty Finding"],
                detail: { severity: [{ numeric: [">=", 7] }] },
            });
            assert.deepEqual(patternOf("securityhub"), {
                source: ["aws.securityhub"],
                "detail-type": ["Security Hub Findings - Imported"],
                detail: {
                    findings: {
                        Severity: { Label: ["HIGH", "CRITICAL"] },
                        Workflow: { Status: ["NEW"] },
                        RecordState: ["ACTIVE"],
                        ProductName: [{ "anything-but": ["GuardDuty"] }],
                    },
                },
            });
            assert.deepEqual(patternOf("config"), {
                source: ["aws.config"],
                "detail-type": ["Config Rules Compliance Change"],
                detail: {
                    messageType: ["ComplianceChangeNotification"],
                    configRuleName: [{ "anything-but": { prefix: "securityhub-" } }],
                    newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
                },
            });
        });

        it("go to the topic by a role, as they are, once it may publish", () => {
            const { arn } = result.one(sns("Topic")).outputs;
            for (const { inputs, dependencies } of result.all(eventTargets)) {
                assert.equal(inputs.arn, arn);
                assert.equal(inputs.roleArn, result.one(role).outputs.arn);
                assert.ok(result.names(dependencies).includes("baseline-alerts"));
                assert.equal("inputTransformer" in inputs, false);
            }
            assert.equal(result.all(eventTargets).length, 3);
        });

        it("EventBridge alone takes the role, for rules of this account", () => {
            const trust = text(result.one(role).inputs.assumeRolePolicy);
            const rule = (account: string): Record<string, string> => ({
                "aws:SourceAccount": account,
                "aws:SourceArn": `arn:aws:events:eu-west-1:${account}:rule/baseline-alerts-guardduty`,
            });
            assert.equal(trusts(trust, "events.amazonaws.com", "sts:AssumeRole", rule(account)), "allowed");
            assert.equal(trusts(trust, "events.amazonaws.com", "sts:AssumeRole", rule("999988887777")), "not-covered");
            assert.equal(trusts(trust, "lambda.amazonaws.com", "sts:AssumeRole", rule(account)), "not-covered");
        });

        it("the role publishes to this topic, encrypted, and nothing more", () => {
            const policy = document(result.one("aws:iam/rolePolicy:RolePolicy"));
            const topic = text(result.one(sns("Topic")).outputs.arn);
            const key = text(result.one("aws:kms/key:Key", "alerts-key").outputs.arn);
            const via = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
            assert.equal(says(policy, "the role", "sns:Publish", topic), "allowed");
            assert.equal(says(policy, "the role", "sns:Publish", topicArn), "not-covered");
            assert.equal(says(policy, "the role", "sns:Subscribe", topic), "not-covered");
            assert.equal(says(policy, "the role", "kms:GenerateDataKey", key, via), "allowed");
            assert.equal(says(policy, "the role", "kms:GenerateDataKey", key), "not-covered");
        });

        it("come from the parts that are made; Security Hub then tells GuardDuty's as well", async () => {
            const result = await made({ ...only(BaselinePart.SecurityHub), alertTopic: topicArn });
            assert.deepEqual(names(result, eventRules), ["alerts-securityhub"]);
            assert.doesNotMatch(text(result.one(eventRules).inputs.eventPattern), /GuardDuty/);
            const policy = document(result.one("aws:iam/rolePolicy:RolePolicy"));
            assert.doesNotMatch(policy, /kms:/);
            const nothing = await made({ ...only(BaselinePart.EbsEncryption), alertTopic: topicArn });
            assert.deepEqual(kinds(nothing), ["aws:ebs/encryptionByDefault:EncryptionByDefault"]);
        });

        it("of a topic that is given by its ARN, the key's owner learns what to add", async () => {
            const args = { ...only(BaselinePart.GuardDuty), alertTopic: topicArn, alertTopicKeyArn: keyArn };
            const result = await made(args);
            const { requiredAlertKeyStatements } = result.one(component("AccountBaseline")).outputs;
            const policy = `{"Version":"2012-10-17","Statement":${text(requiredAlertKeyStatements)}}`;
            const via = { "kms:ViaService": "sns.eu-west-1.amazonaws.com" };
            const role = `arn:aws:iam::${account}:role/baseline-alerts`;
            assert.equal(says(policy, role, "kms:GenerateDataKey", keyArn, via), "allowed");
            const own = document(result.one("aws:iam/rolePolicy:RolePolicy"));
            assert.equal(says(own, "the role", "kms:Decrypt", keyArn, via), "allowed");
        });

        it("a topic in another region is refused", async () => {
            const alertTopic = topicArn.replace("eu-west-1", "us-east-1");
            assert.match(
                (await refusal(() => new AccountBaseline("baseline", { alertTopic }))).message,
                /alertTopic: it is in another region. Fix: pass a topic in eu-west-1/,
            );
        });
    });

    describe("in the other partitions", () => {
        const places = [
            { partition: AwsPartition.China, region: "cn-north-1" },
            { partition: AwsPartition.GovCloud, region: "us-gov-west-1" },
        ];
        for (const { partition, region } of places) {
            it(`${partition}: standards, roles and rules are those that are there`, async () => {
                const result = await made({ partition }, { config: { "aws:region": region } });
                assert.ok(!names(result, rules).includes(ConfigRule.RootAccountMfaEnabled));
                assert.ok(names(result, rules).includes(ConfigRule.IamRootAccessKeyCheck));
                for (const { inputs } of result.all(subscriptions)) {
                    assert.ok(
                        text(inputs.standardsArn).startsWith(`arn:${partition}:securityhub:${region}::standards/`),
                    );
                }
                const further = await made(
                    { partition, accountWide: false, ...only(BaselinePart.Config) },
                    { config: { "aws:region": region } },
                );
                assert.match(text(further.one(recorders).inputs.roleArn), new RegExp(`^arn:${partition}:iam::`));
            });
        }

        it("a partition that is not the provider's is refused", async () => {
            const { message } = await refusal(() => new AccountBaseline("baseline", {}), {
                config: { "aws:region": "cn-north-1" },
            });
            assert.match(message, /partition: the provider deploys to aws-cn. Fix: pass "aws-cn"/);
        });
    });

    it("where it is us-east-1, AWS Config judges CloudFront too", async () => {
        const region = "us-east-1";
        const result = await made({ region, ...only(BaselinePart.Config) });
        assert.ok(names(result, rules).includes(ConfigRule.CloudFrontTrafficToOriginEncrypted));
        assert.equal(result.one(rules, "baseline-cloudfront-custom-ssl-certificate").inputs.region, region);
        assert.ok(!names(await made(only(BaselinePart.Config)), rules).some((name) => name.startsWith("cloudfront")));
    });

    describe("of what there is once", () => {
        it("a second baseline is refused at once, and registers nothing", async () => {
            const result = await run(() => {
                new AccountBaseline("one", { region: "us-east-1" });
                assert.throws(() => new AccountBaseline("two", { region: "us-east-1" }), {
                    name: "ArgumentError",
                    message:
                        /AccountBaseline "two" has 14 invalid[^]*GuardDuty: AccountBaseline "one" has it already, and there is one in a region/,
                });
            });
            assert.equal(result.all(component("AccountBaseline")).length, 1);
        });

        it("one part of it twice is refused, as account-wide ones are in another region", async () => {
            const second = (args: AccountBaselineArgs) => (): unknown => {
                new AccountBaseline("one", { region: "us-east-1" });
                return new AccountBaseline("two", args);
            };
            const ebs = only(BaselinePart.EbsEncryption);
            assert.match(
                (await refusal(second({ ...ebs, region: "us-east-1" }))).message,
                /1 invalid argument:\n {2}- EbsEncryption: AccountBaseline "one" has it already/,
            );
            assert.match(
                (await refusal(second({ region: "eu-west-1" }))).message,
                /2 invalid arguments:\n {2}- PasswordPolicy:.* there is one in an account. Fix: set accountWide to false/,
            );
        });

        it("each region has its own, and parts may be shared out", async () => {
            const result = await run(() => {
                new AccountBaseline("one", { region: "us-east-1" });
                new AccountBaseline("two", { region: "eu-west-1", accountWide: false });
                new AccountBaseline("three", {
                    region: "eu-north-1",
                    accountWide: false,
                    ...only(BaselinePart.Config),
                });
                new AccountBaseline("four", {
                    region: "eu-north-1",
                    accountWide: false,
                    unprotected: [BaselinePart.Config, BaselinePart.SecurityHub],
                });
            });
            assert.equal(result.all(recorders).length, 3);
            assert.equal(result.all(detectors).length, 3);
            assert.equal(result.all(passwords).length, 1);
        });

        it("who says the region and who does not are told apart once it is known", async () => {
            const ebs = only(BaselinePart.EbsEncryption);
            const { message } = await refusal(() => {
                new AccountBaseline("one", ebs);
                new AccountBaseline("two", { ...ebs, region: "eu-west-1" });
            });
            assert.match(message, /EbsEncryption: another AccountBaseline of account 123456789012 has it already/);
        });

        it("providers may be of other accounts: refused once they are known to be of one", async () => {
            const program = (): void => {
                const provider = new aws.Provider("other", { region: "eu-west-1" });
                new AccountBaseline("one", only(BaselinePart.PasswordPolicy));
                new AccountBaseline("two", only(BaselinePart.PasswordPolicy), { provider });
            };
            assert.match((await refusal(program)).message, /PasswordPolicy: another AccountBaseline of account/);
            let asked = 0;
            const result = await run(program, {
                functions: (token) =>
                    token === "aws:index/getCallerIdentity:getCallerIdentity"
                        ? { accountId: asked++ === 0 ? account : "210987654321" }
                        : undefined,
            });
            assert.equal(result.all(passwords).length, 2);
        });

        it("one parent's provider is the children's", async () => {
            const { message } = await refusal(() => {
                const provider = new aws.Provider("other", { region: "eu-west-1" });
                const parent = new pulumi.ComponentResource(
                    "test:index:Parent",
                    "parent",
                    {},
                    { providers: { aws: provider } },
                );
                new AccountBaseline("one", only(BaselinePart.SerialConsole), { parent });
                new AccountBaseline("two", only(BaselinePart.SerialConsole), { providers: [provider] });
            });
            assert.match(message, /SerialConsole: AccountBaseline "one" has it already/);
        });

        it("programs that run after each other in one process do not see each other", async () => {
            await made();
            await made();
        });
    });

    const refused: [string, AccountBaselineArgs, RegExp][] = [
        [
            "a weak password",
            { passwordMinimumLength: 8 },
            /passwordMinimumLength: 8 is not a whole number of characters/,
        ],
        [
            "a part that is nobody's and somebody's",
            { organizationManaged: [BaselinePart.SerialConsole], unprotected: [BaselinePart.SerialConsole] },
            /unprotected: SerialConsole is managed by the organization/,
        ],
        [
            "no Config for Security Hub",
            { unprotected: [BaselinePart.Config] },
            /Security Hub judges by what AWS Config records/,
        ],
        [
            "a part that is none",
            { unprotected: ["Everything" as BaselinePart] },
            /unprotected: "Everything" is not known/,
        ],
        [
            "an option of a part that is left out",
            { organizationManaged: [BaselinePart.EbsEncryption], ebsKey: keyArn },
            /ebsKey: the part EbsEncryption is not made here/,
        ],
        [
            "a contact in a further region",
            { accountWide: false, securityContact: contact },
            /securityContact: it is about the account/,
        ],
        [
            "a contact where accounts have none",
            { partition: AwsPartition.GovCloud, securityContact: contact },
            /securityContact: aws-us-gov has no contacts. Fix: leave it out, and give it to the AWS account/,
        ],
        [
            "unused access in a further region",
            { accountWide: false, unusedAccessDays: 90 },
            /unusedAccessDays: it is about the account/,
        ],
        [
            "a contact without a phone",
            { securityContact: { ...contact, phoneNumber: "" } },
            /phoneNumber: it is not a phone number/,
        ],
        [
            "a key for another's bucket",
            { configBucketName: "records", key: keyArn },
            /key: it is for a bucket that is made here/,
        ],
        [
            "a rule of another partition",
            { partition: AwsPartition.GovCloud, configRules: [ConfigRule.RootAccountMfaEnabled] },
            /configRules: aws-us-gov has no root-account-mfa-enabled/,
        ],
        [
            "a rule of another region",
            { region: "eu-west-1", configRules: [ConfigRule.CloudFrontCustomSslCertificate] },
            /configRules: cloudfront-custom-ssl-certificate is in us-east-1 only/,
        ],
        [
            "a rule of no region",
            { accountWide: false, configRules: [ConfigRule.AccessKeysRotated] },
            /access-keys-rotated is about what is in no region/,
        ],
        [
            "a feature that is not there",
            { partition: AwsPartition.China, guardDutyFeatures: [GuardDutyFeature.RuntimeMonitoring] },
            /aws-cn has no RUNTIME_MONITORING/,
        ],
        ["no standard", { standards: [] }, /standards: none is given/],
        [
            "a standard twice",
            { standards: [SecurityStandard.Cis3, SecurityStandard.Cis3] },
            /a standard is named twice/,
        ],
        ["a key for no topic", { alertTopicKeyArn: keyArn }, /alertTopicKeyArn: there is no alertTopic/],
        ["a topic that is none", { alertTopic: keyArn }, /alertTopic: "arn:aws:kms:.*" is not one's ARN/],
        [
            "a key in another region",
            { ebsKey: keyArn.replace("eu-west-1", "us-east-1") },
            /ebsKey: it is not in region eu-west-1/,
        ],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => {
            assert.match((await refusal(() => new AccountBaseline("baseline", args))).message, expected);
        });
    }

    it("refused: a name that no rule can have", async () => {
        const { message } = await refusal(() => new AccountBaseline("my baseline"));
        assert.match(message, /name: no rule can be named after it/);
    });
});
