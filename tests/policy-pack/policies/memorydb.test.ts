import memorydb from "../../../policy-pack/policies/memorydb";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:memorydb/cluster:Cluster", inputs });
const multiRegion = (inputs: Inputs = {}): TestResource => ({
    type: "aws:memorydb/multiRegionCluster:MultiRegionCluster",
    inputs,
});

describeService(memorydb, {
    "memorydb-tls": {
        says: "Remove `tlsEnabled`, or set it to true.",
        compliant: { on: cluster({ tlsEnabled: true }) },
        violating: {
            "a cluster": cluster({ tlsEnabled: false }),
            "a cluster of several Regions": multiRegion({ tlsEnabled: false }),
        },
        absent: "compliant",
    },
    "memorydb-acl": {
        says: 'Set `aclName` to something else than "open-access".',
        compliant: { "its own": cluster({ aclName: "sessions" }) },
        violating: { open: cluster({ aclName: "open-access" }) },
        absent: "compliant",
    },
    "memorydb-auto-minor-upgrade": {
        says: "Remove `autoMinorVersionUpgrade`, or set it to true.",
        compliant: { on: cluster({ autoMinorVersionUpgrade: true }) },
        violating: { off: cluster({ autoMinorVersionUpgrade: false }) },
        absent: "compliant",
    },
    "memorydb-backup": {
        says: "Set `snapshotRetentionLimit` to 1 or more.",
        compliant: { "a day": cluster({ snapshotRetentionLimit: 1 }) },
        violating: { none: cluster({ snapshotRetentionLimit: 0 }) },
        absent: "violating",
    },
    "memorydb-cmk": {
        says: "Set `kmsKeyArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": cluster({ kmsKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1234" }) },
        violating: {
            "a cluster": cluster({ kmsKeyArn: "" }),
            "a snapshot": { type: "aws:memorydb/snapshot:Snapshot", inputs: { clusterName: "sessions" } },
        },
        absent: "violating",
    },
});
