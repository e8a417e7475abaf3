import { service, settingPolicy } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const CLUSTER = "aws:memorydb/cluster:Cluster";
const MULTI_REGION_CLUSTER = "aws:memorydb/multiRegionCluster:MultiRegionCluster";

const exampleCluster = (settings: string): string => `new aws.memorydb.Cluster("sessions", {
    nodeType: "db.r7g.large",
    ${settings},
});`;

export default service("memorydb", [
    settingPolicy({
        id: "memorydb-tls",
        title: "MemoryDB clusters are reached over TLS",
        severity: "high",
        types: [CLUSTER, MULTI_REGION_CLUSTER],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["MemoryDB"] },
        why: "Without TLS passwords and data can be read and altered on the way, and nobody has to authenticate.",
        fix: {
            text: "Leave `tlsEnabled` out. The cluster is replaced.",
            example: exampleCluster(`aclName: "sessions",\n    tlsEnabled: true`),
        },
        setting: "tlsEnabled",
        must: { be: true },
        default: true,
    }),
    settingPolicy({
        id: "memorydb-acl",
        title: "MemoryDB clusters know who calls",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["AC-3", "IA-2"], whitepaper: ["MemoryDB"] },
        why: "With the list `open-access` whoever reaches the cluster on the network may read and change all of it.",
        fix: {
            text: "Name an access control list of your own.",
            example: exampleCluster(`aclName: "sessions"`),
        },
        setting: "aclName",
        must: { notBe: "open-access" },
        isRequired: true,
    }),
    settingPolicy({
        id: "memorydb-auto-minor-upgrade",
        title: "MemoryDB clusters take minor upgrades by themselves",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["SI-2"], whitepaper: ["MemoryDB"] },
        why: "Minor versions are where security flaws are mended. A cluster that waits for somebody stays open until then.",
        fix: {
            text: "Leave `autoMinorVersionUpgrade` out, and choose a maintenance window.",
            example: exampleCluster(`aclName: "sessions",\n    autoMinorVersionUpgrade: true`),
        },
        setting: "autoMinorVersionUpgrade",
        must: { be: true },
        default: true,
    }),
    settingPolicy({
        id: "memorydb-backup",
        title: "MemoryDB clusters keep backups",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["CP-9"], whitepaper: ["MemoryDB"] },
        why: "Without snapshots what was overwritten or deleted is gone.",
        fix: {
            text: "Set `snapshotRetentionLimit` to the days to keep snapshots.",
            example: exampleCluster(`aclName: "sessions",\n    snapshotRetentionLimit: 7`),
        },
        setting: "snapshotRetentionLimit",
        must: { beAtLeast: 1 },
        default: 0,
        remediates: true,
    }),
    ownKeyPolicy({
        id: "memorydb-cmk",
        what: "MemoryDB clusters and snapshots",
        types: [CLUSTER, "aws:memorydb/snapshot:Snapshot"],
        setting: "kmsKeyArn",
        whitepaper: "MemoryDB",
        example: exampleCluster(`aclName: "sessions",\n    kmsKeyArn: key.arn`),
    }),
]);
