import { must, mustNot, not, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { givesAddresses, SUBNETS } from "./vpc/resources";

const FILE_SYSTEM = "aws:efs/fileSystem:FileSystem";
const ACCESS_POINT = "aws:efs/accessPoint:AccessPoint";

const backupPolicyOf: Link = { from: ["aws:efs/backupPolicy:BackupPolicy"], by: "fileSystemId", to: [FILE_SYSTEM] };
const mountTargetOf: Link = { from: ["aws:efs/mountTarget:MountTarget"], by: "subnetId", to: SUBNETS };

/** Whether AWS Backup keeps backups of a file system by the plan that EFS has for it. */
export function hasAutomaticBackup(system: ResourceReader, stack: StackReader): Truth {
    return stack.linkedTo(system, backupPolicyOf).some((policy) => policy.get("backupPolicy", "status").is("ENABLED"));
}

export default service("efs", [
    settingPolicy({
        id: "efs-encrypted",
        title: "EFS file systems are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [FILE_SYSTEM],
        controls: {
            fsbp: ["EFS.1", "EFS.8"],
            cis3: ["2.4.1"],
            cis5: ["2.3.1"],
            cis7: ["3.3.1"],
            nist: ["SC-13", "SC-28"],
            whitepaper: ["EFS"],
        },
        why: "Files and backups are as readable as the file system was made: encryption cannot be turned on later.",
        fix: {
            text: "Set `encrypted`. The file system is replaced.",
            example: `new aws.efs.FileSystem("home", { encrypted: true });`,
        },
        setting: "encrypted",
        must: { be: true },
        default: false,
    }),
    ownKeyPolicy({
        id: "efs-cmk",
        what: "EFS file systems",
        types: [FILE_SYSTEM],
        setting: "kmsKeyId",
        whitepaper: "EFS",
        example: `new aws.efs.FileSystem("home", { encrypted: true, kmsKeyId: key.arn });`,
    }),
    resourcePolicy({
        id: "efs-access-point-root",
        title: "EFS access points begin below the root",
        severity: "medium",
        types: [ACCESS_POINT],
        controls: { fsbp: ["EFS.3"], nist: ["AC-3", "AC-6"], whitepaper: ["EFS"] },
        why: "Who comes by an access point without a directory of its own sees all files of all others.",
        fix: {
            text: "Name a directory.",
            example: `new aws.efs.AccessPoint("reports", { fileSystemId: "fs-0abc", rootDirectory: { path: "/reports" } });`,
        },
        check(point) {
            const path = point.get("rootDirectory", "path").absentAs("/");
            return must(not(path.isOneOf(["/", ""])), say`Set ${path} to a directory.`);
        },
    }),
    settingPolicy({
        id: "efs-access-point-user",
        title: "EFS access points decide as which user files are touched",
        severity: "medium",
        types: [ACCESS_POINT],
        controls: { fsbp: ["EFS.4"], nist: ["AC-3", "AC-6"], whitepaper: ["EFS"] },
        why: "Without a user of the access point, clients say who they are, root included.",
        fix: {
            text: "Set `posixUser`.",
            example: `new aws.efs.AccessPoint("reports", { fileSystemId: "fs-0abc", posixUser: { uid: 1000, gid: 1000 } });`,
        },
        setting: "posixUser",
        must: { beSet: "the user and group of its files" },
    }),
    resourcePolicy({
        id: "efs-multi-az",
        title: "EFS file systems lie in several zones",
        severity: "medium",
        types: [FILE_SYSTEM],
        controls: { nist: ["CP-10", "SC-36"], whitepaper: ["EFS"] },
        why: "What lies in one zone is gone while the zone is, and with it if the zone is lost.",
        offByDefault: true,
        fix: {
            text: "Leave `availabilityZoneName` out: the file system is replaced, so copy its files first.",
            example: `new aws.efs.FileSystem("home", { encrypted: true });`,
        },
        check(system) {
            const zone = system.get("availabilityZoneName");
            return mustNot(zone.isPresent(), say`Remove ${zone}.`);
        },
    }),
    stackPolicy({
        id: "efs-automatic-backup",
        title: "EFS file systems are backed up",
        severity: "medium",
        types: [FILE_SYSTEM],
        controls: { fsbp: ["EFS.7"], nist: ["CP-9"], whitepaper: ["EFS"] },
        why: "Files that are deleted or overwritten are gone.",
        fix: {
            text: "Turn automatic backups on. They cost by what is kept.",
            example: `const home = new aws.efs.FileSystem("home", { encrypted: true });
new aws.efs.BackupPolicy("home", { fileSystemId: home.id, backupPolicy: { status: "ENABLED" } });`,
        },
        check: (system, stack) =>
            must(hasAutomaticBackup(system, stack), say`Declare the status "ENABLED" in its \`aws.efs.BackupPolicy\`.`),
    }),
    stackPolicy({
        id: "efs-no-public-mount",
        title: "EFS is mounted from private subnets",
        severity: "medium",
        types: SUBNETS,
        controls: { fsbp: ["EFS.6"], nist: ["AC-4", "SC-7"], whitepaper: ["EFS", "VPC"] },
        why: "A subnet that gives out public addresses leads to the internet, and the file system is one mistake in a security group away from it.",
        fix: {
            text: "Put mount targets into subnets that give out no public addresses.",
            example: `new aws.efs.MountTarget("home", { fileSystemId: "fs-0abc", subnetId: subnet.id });`,
        },
        check(subnet, stack) {
            const giving = givesAddresses(subnet);
            return when(
                stack.linkedTo(subnet, mountTargetOf).exists(),
                mustNot(giving.is(true), say`Set ${giving} to false, or move the mount target to another subnet.`),
            );
        },
    }),
    resourcePolicy({
        id: "efs-policy-no-public",
        title: "Policies of EFS file systems let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("efs"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["EFS"] },
        why: "Everybody who reaches a mount target could read and change all files.",
        fix: {
            text: "Name the roles that may mount, or let in only who comes by a mount target (`elasticfilesystem:AccessedViaMountTarget`).",
            example: `new aws.efs.FileSystemPolicy("home", {
    fileSystemId: "fs-0abc",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reports"] }],
            actions: ["elasticfilesystem:ClientMount"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may mount it, or scope it by a condition.`),
    }),
]);
