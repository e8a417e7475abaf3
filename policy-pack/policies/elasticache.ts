import {
    all,
    any,
    integer,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    when,
} from "../evaluation";
import type { ResourceReader, Truth } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const GROUP = "aws:elasticache/replicationGroup:ReplicationGroup";
/** Of Memcached, a single node of Redis, or a further node of a replication group. */
const CLUSTER = "aws:elasticache/cluster:Cluster";
const SERVERLESS = "aws:elasticache/serverlessCache:ServerlessCache";
const USER = "aws:elasticache/user:User";

/** Whether a cache has settings of its own: a node of a group has the group's, a group of a global one those of the first. */
function isItself(cache: ResourceReader): Truth {
    const above = { [CLUSTER]: "replicationGroupId", [GROUP]: "globalReplicationGroupId" }[cache.type];
    return above === undefined ? true : not(cache.get(above).isPresent());
}

function isMemcached(cache: ResourceReader): Truth {
    return cache.type === GROUP ? false : cache.get("engine").is("memcached");
}

const exampleGroup = (settings: string): string => `new aws.elasticache.ReplicationGroup("sessions", {
    description: "Sessions",
    ${settings},
});`;

/**
 * Whether its version knows no users, but one token for all. What names none is given the newest.
 * @see https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html
 */
function isBeforeUsers(group: ResourceReader): Truth {
    return group.get("engineVersion").judgeText((version) => /^[1-5]\./.test(version));
}

export default service("elasticache", [
    resourcePolicy({
        id: "elasticache-encrypted",
        title: "ElastiCache replication groups are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [GROUP],
        controls: { fsbp: ["ElastiCache.4"], nist: ["SC-13", "SC-28"], whitepaper: ["ElastiCache"] },
        why: "Memory is swapped to disk, and backups are files: both are readable for whoever gets hold of them.",
        fix: {
            text: "Set `atRestEncryptionEnabled`. The group is replaced.",
            example: exampleGroup(`atRestEncryptionEnabled: true`),
        },
        check(group) {
            const encrypted = group.get("atRestEncryptionEnabled");
            const isOn = encrypted.isAbsent ? group.get("engine").is("valkey") : encrypted.is(true);
            return when(isItself(group), must(isOn, say`Set ${encrypted} to true.`));
        },
    }),
    settingPolicy({
        id: "elasticache-tls",
        title: "ElastiCache replication groups talk TLS",
        severity: "medium",
        level: "mandatory",
        types: [GROUP],
        controls: { fsbp: ["ElastiCache.5"], nist: ["SC-8", "SC-13"], whitepaper: ["ElastiCache"] },
        why: "Without TLS tokens and data can be read and altered on the way within the network.",
        fix: {
            text: "Set `transitEncryptionEnabled`.",
            example: exampleGroup(`transitEncryptionEnabled: true`),
        },
        setting: "transitEncryptionEnabled",
        must: { be: true },
        default: false,
        appliesIf: isItself,
    }),
    resourcePolicy({
        id: "elasticache-tls-required",
        title: "ElastiCache replication groups refuse connections without TLS",
        severity: "medium",
        types: [GROUP],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["ElastiCache"] },
        why: "Where TLS is only preferred, a client that does without sends tokens and data readable.",
        fix: {
            text: "Leave the mode `preferred` once all clients use TLS.",
            example: exampleGroup(`transitEncryptionEnabled: true,\n    transitEncryptionMode: "required"`),
        },
        check(group) {
            const mode = group.get("transitEncryptionMode");
            return when(
                all([isItself(group), group.get("transitEncryptionEnabled").is(true)]),
                mustNot(mode.is("preferred"), say`Remove ${mode}, or set it to "required".`),
            );
        },
    }),
    settingPolicy({
        id: "elasticache-memcached-tls",
        title: "ElastiCache clusters of Memcached are reached over TLS",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["ElastiCache"] },
        why: "Without TLS data can be read and altered on the way within the network.",
        fix: {
            text: "Set `transitEncryptionEnabled`, with version 1.6.12 or later. The cluster is replaced.",
            example: `new aws.elasticache.Cluster("pages", { engine: "memcached", transitEncryptionEnabled: true });`,
        },
        setting: "transitEncryptionEnabled",
        must: { be: true },
        default: false,
        appliesIf: isMemcached,
    }),
    resourcePolicy({
        id: "elasticache-authentication",
        title: "ElastiCache replication groups know who calls",
        severity: "medium",
        types: [GROUP],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["ElastiCache"] },
        why: "Without a token or users whoever reaches the cache on the network may read and change all of it.",
        fix: {
            text: "Name user groups, or set a token.",
            example: exampleGroup(`transitEncryptionEnabled: true,\n    userGroupIds: ["sessions"]`),
        },
        check(group) {
            const groups = group.get("userGroupIds");
            const given = [groups, group.get("authToken"), group.get("authTokenWo")].map((value) => value.isPresent());
            return when(
                all([isItself(group), not(isBeforeUsers(group))]),
                must(any(given), say`Set ${groups}, or ${group.get("authToken")}.`),
            );
        },
    }),
    resourcePolicy({
        id: "elasticache-auth-token",
        title: "ElastiCache replication groups of versions before 6 ask for a token",
        severity: "medium",
        types: [GROUP],
        controls: { fsbp: ["ElastiCache.6"], nist: ["AC-3", "IA-2"], whitepaper: ["ElastiCache"] },
        why: "These versions know no users: without a token whoever reaches the cache on the network may read and change all of it.",
        fix: {
            text: "Set a token, or a newer version and user groups.",
            example: exampleGroup(
                `engineVersion: "5.0.6",\n    transitEncryptionEnabled: true,\n    authToken: config.requireSecret("password")`,
            ),
        },
        check(group) {
            const token = group.get("authToken");
            const given = [token, group.get("authTokenWo")].map((value) => value.isPresent());
            return when(all([isItself(group), isBeforeUsers(group)]), must(any(given), say`Set ${token}.`));
        },
    }),
    resourcePolicy({
        id: "elasticache-user-password",
        title: "Users of ElastiCache authenticate",
        severity: "medium",
        types: [USER],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["ElastiCache"] },
        why: "A user that is on and needs no password is everybody who reaches the cache.",
        fix: {
            text: "Let the user authenticate with IAM or a password, or turn it off by an access string that begins with `off`.",
            example: `new aws.elasticache.User("sessions", {
    userId: "sessions",
    userName: "sessions",
    engine: "valkey",
    accessString: "on ~sessions:* +@all",
    authenticationMode: { type: "iam" },
});`,
        },
        check(user) {
            const [free, mode] = [user.get("noPasswordRequired"), user.get("authenticationMode", "type")];
            const isOn = user.get("accessString").judgeText((text) => /^\s*on\b/.test(text));
            return when(isOn, [
                mustNot(free.is(true), say`Remove ${free}, or set it to false.`),
                mustNot(mode.is("no-password-required"), say`Set ${mode} to "iam" or "password".`),
            ]);
        },
    }),
    settingPolicy({
        id: "elasticache-auto-minor-upgrade",
        title: "ElastiCache takes minor upgrades by itself",
        severity: "high",
        types: [CLUSTER, GROUP],
        controls: { fsbp: ["ElastiCache.2"], nist: ["SI-2"], whitepaper: ["ElastiCache"] },
        why: "Minor versions are where security flaws are mended. A cache that waits for somebody stays open until then.",
        fix: {
            text: "Leave `autoMinorVersionUpgrade` out, and choose a maintenance window.",
            example: exampleGroup(`autoMinorVersionUpgrade: true`),
        },
        setting: "autoMinorVersionUpgrade",
        must: { be: true },
        default: true,
        appliesIf: (cache) => not(isMemcached(cache)),
        remediates: true,
    }),
    settingPolicy({
        id: "elasticache-automatic-failover",
        title: "ElastiCache replication groups fail over by themselves",
        severity: "medium",
        types: [GROUP],
        controls: { fsbp: ["ElastiCache.3"], nist: ["CP-10"], whitepaper: ["ElastiCache"] },
        why: "When the first node is lost, nothing can be written until somebody promotes another one.",
        fix: {
            text: "Set `automaticFailoverEnabled`, with two nodes or more.",
            example: exampleGroup(
                `automaticFailoverEnabled: true,\n    multiAzEnabled: true,\n    numCacheClusters: 2`,
            ),
        },
        setting: "automaticFailoverEnabled",
        must: { be: true },
        default: false,
        appliesIf: isItself,
    }),
    settingPolicy({
        id: "elasticache-multi-az",
        title: "ElastiCache replication groups outlive the loss of an Availability Zone",
        severity: "medium",
        types: [GROUP],
        controls: { nist: ["CP-10", "SC-5"], whitepaper: ["ElastiCache"] },
        why: "Without it all nodes may lie in one zone, and be lost with it.",
        fix: {
            text: "Set `multiAzEnabled`, which takes automatic failover and two nodes or more.",
            example: exampleGroup(
                `automaticFailoverEnabled: true,\n    multiAzEnabled: true,\n    numCacheClusters: 2`,
            ),
        },
        setting: "multiAzEnabled",
        must: { be: true },
        default: false,
        appliesIf: isItself,
    }),
    resourcePolicy({
        id: "elasticache-backup",
        title: "ElastiCache keeps backups",
        severity: "high",
        level: "advisory",
        types: [CLUSTER, GROUP, SERVERLESS],
        controls: { fsbp: ["ElastiCache.1"], nist: ["CP-9"], whitepaper: ["ElastiCache"] },
        why: "Without backups a cache that was flushed, or a cluster that was lost, starts empty.",
        fix: {
            text: "Set `snapshotRetentionLimit` to the days to keep backups.",
            example: exampleGroup(`snapshotRetentionLimit: 7`),
        },
        options: {
            minimumDays: integer({
                default: 1,
                minimum: 1,
                maximum: 35,
                description: "The shortest time to keep backups that is accepted, in days.",
            }),
        },
        check(cache, { minimumDays }) {
            const days = cache.get("snapshotRetentionLimit");
            // Memcached has no backups, nor have the first small nodes.
            const isOldNode = cache.type === SERVERLESS ? false : cache.get("nodeType").is("cache.t1.micro");
            return when(
                all([isItself(cache), not(isMemcached(cache)), not(isOldNode)]),
                must(days.atLeast(minimumDays), say`Set ${days} to ${minimumDays} or more.`),
            );
        },
        remediation: (_, { minimumDays }) => [set(["snapshotRetentionLimit"], minimumDays)],
    }),
    resourcePolicy({
        id: "elasticache-own-subnets",
        title: "ElastiCache lies in subnets that were chosen",
        severity: "high",
        level: "advisory",
        types: [CLUSTER, GROUP, SERVERLESS],
        controls: { fsbp: ["ElastiCache.7"], nist: ["AC-4", "SC-7"], whitepaper: ["ElastiCache", "VPC"] },
        why: "Without them the cache lands in the default VPC, whose subnets all lead to the internet.",
        fix: {
            text: "Name a subnet group of private subnets.",
            example: exampleGroup(`subnetGroupName: "private"`),
        },
        check(cache) {
            if (cache.type === SERVERLESS) {
                const subnets = cache.get("subnetIds");
                return must(subnets.isPresent(), say`Set ${subnets} to private subnets.`);
            }
            const group = cache.get("subnetGroupName");
            return when(
                isItself(cache),
                must(all([group.isPresent(), not(group.is("default"))]), say`Set ${group} to a group of your own.`),
            );
        },
    }),
    ownKeyPolicy({
        id: "elasticache-cmk",
        what: "ElastiCache replication groups and serverless caches",
        types: [GROUP, SERVERLESS],
        setting: "kmsKeyId",
        whitepaper: "ElastiCache",
        example: exampleGroup(`atRestEncryptionEnabled: true,\n    kmsKeyId: key.arn`),
        appliesIf: isItself,
    }),
]);
