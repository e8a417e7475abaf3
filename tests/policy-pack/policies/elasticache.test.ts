import elasticache from "../../../policy-pack/policies/elasticache";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const group = (inputs: Inputs = {}): TestResource => ({
    type: "aws:elasticache/replicationGroup:ReplicationGroup",
    inputs,
});
const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:elasticache/cluster:Cluster", inputs });
const serverless = (inputs: Inputs = {}): TestResource => ({
    type: "aws:elasticache/serverlessCache:ServerlessCache",
    inputs,
});
const user = (inputs: Inputs): TestResource => ({ type: "aws:elasticache/user:User", inputs });
const SECOND = { globalReplicationGroupId: "sessions" };
const NODE = { replicationGroupId: "sessions" };
const TLS = "Set `transitEncryptionEnabled` to true.";
const BACKUP = "Set `snapshotRetentionLimit` to 1 or more.";
const SUBNETS = "Set `subnetGroupName` to a group of your own.";

describeService(elasticache, {
    "elasticache-encrypted": {
        says: "Set `atRestEncryptionEnabled` to true.",
        compliant: {
            on: group({ atRestEncryptionEnabled: true }),
            "Valkey, by default": group({ engine: "valkey" }),
            "a further group of a global one": group(SECOND),
        },
        violating: {
            off: group({ atRestEncryptionEnabled: false }),
            "Redis, by default": group({ engine: "redis" }),
            "Valkey, off": group({ engine: "valkey", atRestEncryptionEnabled: "false" }),
        },
        absent: "violating",
    },
    "elasticache-tls": {
        says: TLS,
        compliant: {
            on: group({ transitEncryptionEnabled: true }),
            "on, if the client likes": group({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
            "a further group of a global one": group(SECOND),
        },
        violating: {
            off: group({ transitEncryptionEnabled: false }),
            "off, whatever the mode": group({ transitEncryptionEnabled: false, transitEncryptionMode: "preferred" }),
        },
        absent: "violating",
    },
    "elasticache-tls-required": {
        says: 'Remove `transitEncryptionMode`, or set it to "required".',
        compliant: {
            on: group({ transitEncryptionEnabled: true }),
            required: group({ transitEncryptionEnabled: true, transitEncryptionMode: "required" }),
            "off, which is for another policy": group({
                transitEncryptionEnabled: false,
                transitEncryptionMode: "preferred",
            }),
            "a further group of a global one": group({
                ...SECOND,
                transitEncryptionEnabled: true,
                transitEncryptionMode: "preferred",
            }),
        },
        violating: {
            "on, if the client likes": group({ transitEncryptionEnabled: true, transitEncryptionMode: "preferred" }),
        },
        absent: "compliant",
    },
    "elasticache-memcached-tls": {
        says: TLS,
        compliant: {
            on: cluster({ engine: "memcached", transitEncryptionEnabled: true }),
            "a node of Redis, which cannot": cluster({ engine: "redis" }),
        },
        violating: { off: cluster({ engine: "memcached" }) },
        absent: "compliant",
    },
    "elasticache-authentication": {
        says: "Set `userGroupIds`, or `authToken`.",
        compliant: {
            users: group({ userGroupIds: ["sessions"] }),
            "a token": group({ authToken: "correct horse battery" }),
            "a token that is only written": group({ authTokenWo: "correct horse battery" }),
            "a version that knows no users": group({ engineVersion: "5.0.6" }),
            "a further group of a global one": group(SECOND),
        },
        violating: {
            neither: group({ userGroupIds: [] }),
            "neither, of a version": group({ userGroupIds: [], engineVersion: "6.2" }),
        },
        absent: "violating",
        malformed: {},
    },
    "elasticache-auth-token": {
        says: "Set `authToken`.",
        compliant: {
            "a token": group({ engineVersion: "5.0.6", authToken: "correct horse battery" }),
            "a token that is only written": group({ engineVersion: "3.2.6", authTokenWo: "correct horse battery" }),
            "a version with users": group({ engineVersion: "6.x" }),
            "a version of two digits": group({ engineVersion: "12.1" }),
            "a further group of a global one": group({ ...SECOND, engineVersion: "5.0.6" }),
        },
        violating: { none: group({ engineVersion: "5.0.6", userGroupIds: ["sessions"] }) },
        absent: "compliant",
        malformed: {},
    },
    "elasticache-user-password": {
        compliant: {
            IAM: user({ accessString: "on ~* +@all", authenticationMode: { type: "iam" } }),
            "turned off, with keys named so": user({ accessString: "off ~on:* +@all", noPasswordRequired: true }),
            "turned off": user({ accessString: "off ~* +@all", noPasswordRequired: true }),
        },
        violating: {
            "no password": {
                resources: user({ accessString: "on ~* +@all", noPasswordRequired: true }),
                says: ["Remove `noPasswordRequired`, or set it to false."],
            },
            "no password, by the mode": {
                resources: user({ accessString: "on ~* +@all", authenticationMode: { type: "no-password-required" } }),
                says: ['Set `authenticationMode.type` to "iam" or "password".'],
            },
        },
        absent: "compliant",
    },
    "elasticache-auto-minor-upgrade": {
        says: "Remove `autoMinorVersionUpgrade`, or set it to true.",
        compliant: {
            on: group({ autoMinorVersionUpgrade: true }),
            "Memcached, which has none": cluster({ engine: "memcached", autoMinorVersionUpgrade: "false" }),
        },
        violating: {
            "a group": group({ autoMinorVersionUpgrade: false }),
            "a node": cluster({ engine: "redis", autoMinorVersionUpgrade: "false" }),
        },
        absent: "compliant",
    },
    "elasticache-automatic-failover": {
        says: "Set `automaticFailoverEnabled` to true.",
        compliant: { on: group({ automaticFailoverEnabled: true }), "a further group of a global one": group(SECOND) },
        violating: { off: group({ automaticFailoverEnabled: false }) },
        absent: "violating",
    },
    "elasticache-multi-az": {
        says: "Set `multiAzEnabled` to true.",
        compliant: { on: group({ multiAzEnabled: true }), "a further group of a global one": group(SECOND) },
        violating: { off: group({ automaticFailoverEnabled: true, multiAzEnabled: false }) },
        absent: "violating",
    },
    "elasticache-backup": {
        says: BACKUP,
        compliant: {
            "a day": group({ snapshotRetentionLimit: 1 }),
            Memcached: cluster({ engine: "memcached" }),
            "a node too small for backups": cluster({ engine: "redis", nodeType: "cache.t1.micro" }),
            "a node of a group": cluster(NODE),
            "serverless Memcached": serverless({ engine: "memcached" }),
        },
        violating: {
            "a group": group({ snapshotRetentionLimit: 0 }),
            "a group, whatever its engine": group({ engine: unknown(), snapshotRetentionLimit: 0 }),
            "a single node": cluster({ engine: "redis" }),
            serverless: serverless({ engine: "valkey" }),
            "fewer days than the options ask for": {
                resources: group({ snapshotRetentionLimit: 3 }),
                options: { minimumDays: 7 },
                says: ["Set `snapshotRetentionLimit` to 7 or more."],
            },
        },
        absent: "violating",
        unknown: {
            "which engine it is": {
                resources: cluster({ engine: unknown(), snapshotRetentionLimit: 0 }),
                undetermined: "Not known before the update: `engine`.",
            },
        },
    },
    "elasticache-own-subnets": {
        says: SUBNETS,
        compliant: {
            "a group": group({ subnetGroupName: "private" }),
            "a node of a group": cluster(NODE),
            serverless: serverless({ subnetIds: ["subnet-1"] }),
        },
        violating: {
            "the default group": group({ subnetGroupName: "default" }),
            "a cluster": cluster({ engine: "memcached" }),
            serverless: {
                resources: serverless({ subnetIds: [] }),
                says: ["Set `subnetIds` to private subnets."],
            },
        },
        absent: {
            "a group": { resources: group(), says: [SUBNETS] },
            serverless: { resources: serverless(), says: ["Set `subnetIds` to private subnets."] },
        },
        malformed: {},
    },
    "elasticache-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": group({ kmsKeyId: "1234" }), "a further group of a global one": group(SECOND) },
        violating: { "a group": group({ kmsKeyId: "" }), serverless: serverless() },
        absent: "violating",
    },
});
