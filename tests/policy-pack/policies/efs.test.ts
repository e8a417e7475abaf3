import efs from "../../../policy-pack/policies/efs";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const system = (inputs: Inputs = {}): TestResource => ({ type: "aws:efs/fileSystem:FileSystem", inputs });
const point = (inputs: Inputs = {}): TestResource => ({ type: "aws:efs/accessPoint:AccessPoint", inputs });
const subnet = (inputs: Inputs = {}): TestResource => ({ type: "aws:ec2/subnet:Subnet", inputs });
const defaultSubnet = (inputs: Inputs = {}): TestResource => ({ type: "aws:ec2/defaultSubnet:DefaultSubnet", inputs });
const backup = (status: string, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:efs/backupPolicy:BackupPolicy",
    name: "backup",
    inputs: { fileSystemId: unknown(), backupPolicy: { status } },
    from: { fileSystemId: ["it"] },
    ...more,
});
const mount = (more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:efs/mountTarget:MountTarget",
    name: "mount",
    inputs: { fileSystemId: "fs-1", subnetId: unknown() },
    from: { subnetId: ["it"] },
    ...more,
});
const policy = (principal: unknown, condition?: unknown): TestResource => ({
    type: "aws:efs/fileSystemPolicy:FileSystemPolicy",
    inputs: {
        policy: JSON.stringify({
            Statement: [{ Effect: "Allow", Principal: principal, Action: "elasticfilesystem:*", Condition: condition }],
        }),
    },
});
const BACKUP = 'Declare the status "ENABLED" in its `aws.efs.BackupPolicy`.';
const MOVE = "Set `mapPublicIpOnLaunch` to false, or move the mount target to another subnet.";

describeService(efs, {
    "efs-encrypted": {
        says: "Set `encrypted` to true.",
        compliant: { on: system({ encrypted: true }) },
        violating: { off: system({ encrypted: false }) },
        absent: "violating",
    },
    "efs-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": system({ kmsKeyId: "1234" }) },
        violating: { none: system({ encrypted: true, kmsKeyId: "" }) },
        absent: "violating",
    },
    "efs-access-point-root": {
        says: "Set `rootDirectory.path` to a directory.",
        compliant: { "a directory": point({ rootDirectory: { path: "/reports" } }) },
        violating: {
            root: point({ rootDirectory: { path: "/" } }),
            "nothing in particular": point({ rootDirectory: { path: "" } }),
            "by default": point({ rootDirectory: {} }),
        },
        absent: "violating",
    },
    "efs-access-point-user": {
        says: "Set `posixUser` to the user and group of its files.",
        compliant: { "a user": point({ posixUser: { uid: 1000, gid: 1000 } }) },
        violating: { none: point({ rootDirectory: { path: "/reports" }, posixUser: null }) },
        absent: "violating",
        malformed: {},
    },
    "efs-multi-az": {
        says: "Remove `availabilityZoneName`.",
        compliant: { "several zones": system({ encrypted: true }) },
        violating: { "one zone": system({ availabilityZoneName: "eu-west-1a" }) },
        absent: "compliant",
    },
    "efs-automatic-backup": {
        says: BACKUP,
        compliant: { on: { resources: [system(), backup("ENABLED")] } },
        violating: {
            off: [system(), backup("DISABLED")],
            "of another": [
                system(),
                { ...system(), name: "other" },
                backup("ENABLED", { from: { fileSystemId: ["other"] } }),
            ],
        },
        absent: "violating",
    },
    "efs-no-public-mount": {
        says: MOVE,
        compliant: {
            "a private subnet": { resources: [subnet({ mapPublicIpOnLaunch: false }), mount()] },
            "a default subnet that was made private": {
                resources: [defaultSubnet({ mapPublicIpOnLaunch: false }), mount()],
            },
            "nothing is mounted": subnet({ mapPublicIpOnLaunch: true }),
        },
        violating: {
            "a public subnet": [subnet({ mapPublicIpOnLaunch: true }), mount()],
            "a public default subnet": [defaultSubnet({ mapPublicIpOnLaunch: true }), mount()],
        },
        absent: {
            "a subnet gives none": { resources: [subnet(), mount()] },
            "a default subnet gives them": { resources: [defaultSubnet(), mount()], says: [MOVE] },
        },
        unknown: {
            "where it is mounted": {
                resources: [subnet({ mapPublicIpOnLaunch: true }), mount({ from: {} })],
                undetermined: 'It is not known yet what this names: `subnetId` of "mount".',
            },
        },
    },
    "efs-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may mount it, or scope it by a condition.",
        compliant: {
            "a role": policy({ AWS: "arn:aws:iam::111122223333:role/reports" }),
            "anybody in the VPC": policy("*", { Bool: { "elasticfilesystem:AccessedViaMountTarget": "true" } }),
        },
        violating: {
            anybody: policy({ AWS: "*" }),
            "anybody over TLS": policy("*", { Bool: { "aws:SecureTransport": "true" } }),
        },
        absent: "compliant",
    },
});
