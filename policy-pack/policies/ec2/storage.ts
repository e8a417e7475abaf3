import {
    any,
    flag,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    texts,
    when,
} from "../../evaluation";
import type { ResourcePolicy, ResourceReader, Truth, Value } from "../../evaluation";
import { isOwnKey } from "../kmsKeys";
import { ownKeyPolicy } from "../ownKeys";
import { ACCOUNT_IDS } from "../trustedAccounts";
import { ALL_MACHINES, isLeftToTemplate, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SPOT_FLEET } from "./machines";

const VOLUME = "aws:ebs/volume:Volume";
const SNAPSHOT_COPY = "aws:ebs/snapshotCopy:SnapshotCopy";
const SNAPSHOT_IMPORT = "aws:ebs/snapshotImport:SnapshotImport";
const AMI = "aws:ec2/ami:Ami";
const AMI_COPY = "aws:ec2/amiCopy:AmiCopy";
const LAUNCH_PERMISSION = "aws:ec2/amiLaunchPermission:AmiLaunchPermission";
const IMAGE_BLOCK = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess";

/** What is stored on EBS, be it a disk, a copy of one, or a part of an image. */
interface Disk {
    readonly encrypted: Value;
    /** What a volume is filled from: it is encrypted if that is. */
    readonly snapshot?: Value;
    /** Where its key is named, if it can be. */
    readonly key?: Value;
    /** Whether it is left out after all. */
    readonly isNone?: Truth;
}

interface Description {
    get(property: string, ...path: readonly (string | number)[]): Value;
}

function disksOf(resource: ResourceReader): readonly Disk[] {
    switch (resource.type) {
        case VOLUME:
            return [{ ...disk(resource), snapshot: resource.get("snapshotId") }];
        case SNAPSHOT_COPY:
        case SNAPSHOT_IMPORT:
        case AMI_COPY:
            return [{ encrypted: resource.get("encrypted"), key: resource.get("kmsKeyId") }];
        case AMI:
            return resource.get("ebsBlockDevices").items().filter(saysHow).map(withoutKey);
        case LAUNCH_TEMPLATE:
            return (
                resource
                    .get("blockDeviceMappings")
                    .items()
                    .map((mapping) => mapping.get("ebs"))
                    // A mapping without is for a disk of the host, or takes one of the image away.
                    .filter((ebs) => !ebs.isAbsent && saysHow(ebs))
                    .map(disk)
            );
        case SPOT_FLEET:
            return resource
                .get("launchSpecifications")
                .items()
                .flatMap((specification) => [
                    ...specification.get("rootBlockDevices").items().map(disk),
                    ...specification.get("ebsBlockDevices").items().filter(saysHow).map(disk),
                ]);
        case LAUNCH_CONFIGURATION:
            return [
                { encrypted: resource.get("rootBlockDevice", "encrypted") },
                ...resource
                    .get("ebsBlockDevices")
                    .items()
                    .filter(saysHow)
                    .map((device) => ({ ...withoutKey(device), isNone: device.get("noDevice").is(true) })),
            ];
        default:
            return [
                disk(resource.get("rootBlockDevice")),
                ...resource.get("ebsBlockDevices").items().filter(saysHow).map(disk),
            ];
    }
}

function disk(device: Description): Disk {
    return { encrypted: device.get("encrypted"), key: device.get("kmsKeyId") };
}

function withoutKey(device: Description): Disk {
    return { encrypted: device.get("encrypted") };
}

/** A device from a snapshot is encrypted as that is: the provider takes no word on it. */
function saysHow(device: Description): boolean {
    return !device.get("encrypted").isAbsent || !isGiven(device.get("snapshotId"));
}

function isGiven(snapshot: Value): boolean {
    return snapshot.isUnknown || snapshot.isPresent() === true;
}

function isEncrypted({ encrypted, snapshot, isNone = false }: Disk, byDefault: boolean): Truth {
    const isSo =
        encrypted.isAbsent && snapshot !== undefined && isGiven(snapshot) && !byDefault
            ? snapshot.noteUndetermined(say`Whether this is encrypted cannot be told here`)
            : encrypted.absentAs(byDefault).is(true);
    return any([isNone, isSo]);
}

interface SharingDeclaration extends Pick<ResourcePolicy, "id" | "title" | "types" | "controls" | "why"> {
    readonly example: string;
}

/** A policy on an account that something is shared with; sharing with none, or with an organization, is not its subject. */
function sharingPolicy({ example, ...declared }: SharingDeclaration) {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        offByDefault: true,
        fix: { text: "Remove the permission, or name the account in the option `trustedAccounts`.", example },
        options: {
            trustedAccounts: texts({ ...ACCOUNT_IDS, description: "The accounts that may be shared with." }),
        },
        check(permission, { trustedAccounts }) {
            const account = permission.get("accountId");
            return when(
                account.isPresent(),
                must(account.isOneOf(trustedAccounts), say`Share it with no account but trusted ones: ${account}.`),
            );
        },
    });
}

export default service("ec2", [
    resourcePolicy({
        id: "ec2-ebs-encrypted",
        title: "EBS volumes, snapshots and images are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [VOLUME, ...ALL_MACHINES, SNAPSHOT_COPY, SNAPSHOT_IMPORT, AMI, AMI_COPY],
        controls: {
            fsbp: ["EC2.3", "EC2.173", "EC2.181"],
            cis3: ["2.2.1"],
            cis5: ["5.1.1"],
            cis7: ["6.1.1"],
            nist: ["SC-28", "SC-28(1)", "SC-13"],
            whitepaper: ["EC2"],
        },
        why: "A volume without encryption, and each snapshot of it, is open to everybody who may copy it.",
        fix: {
            text: "Encrypt it. Encryption cannot be turned on later: the volume or instance is replaced, so copy its data first.",
            example: `new aws.ebs.Volume("data", { availabilityZone: "eu-west-1a", size: 100, encrypted: true, kmsKeyId: key.arn });`,
        },
        options: {
            encryptedByDefault: flag({
                default: false,
                description:
                    "Whether the account encrypts all new volumes and snapshots, so that they need not say so.",
            }),
            customerManagedKey: flag({
                default: false,
                description: "Whether the key has to be one of your own, not the AWS managed key `aws/ebs`.",
            }),
        },
        check: (resource, { encryptedByDefault, customerManagedKey }) =>
            disksOf(resource).map((one) => {
                const encrypted = isEncrypted(one, encryptedByDefault);
                return when(not(isLeftToTemplate(resource, one.encrypted)), [
                    must(encrypted, say`Set ${one.encrypted} to true.`),
                    customerManagedKey && one.key !== undefined
                        ? when(encrypted, must(isOwnKey(one.key), say`Set ${one.key} to a key of your own.`))
                        : [],
                ]);
            }),
    }),
    ownKeyPolicy({
        id: "ec2-ebs-cmk",
        what: "EBS volumes, and copies of snapshots and images,",
        types: [VOLUME, SNAPSHOT_COPY, AMI_COPY],
        setting: "kmsKeyId",
        whitepaper: "EC2",
        example: `new aws.ebs.Volume("data", { availabilityZone: "eu-west-1a", size: 100, encrypted: true, kmsKeyId: key.arn });`,
        // A volume from a snapshot has the key of that.
        appliesIf: (disk) => disk.type !== VOLUME || not(disk.get("snapshotId").isGiven()),
    }),
    settingPolicy({
        id: "ec2-ebs-default-encryption",
        title: "Accounts encrypt new volumes",
        severity: "medium",
        types: ["aws:ebs/encryptionByDefault:EncryptionByDefault"],
        controls: {
            fsbp: ["EC2.7"],
            cis3: ["2.2.1"],
            cis5: ["5.1.1"],
            cis7: ["6.1.1"],
            nist: ["SC-28", "SC-28(1)"],
            whitepaper: ["EC2"],
        },
        why: "Turned off, each volume that forgets to ask for encryption has none.",
        fix: { text: "Turn it on.", example: `new aws.ebs.EncryptionByDefault("all", { enabled: true });` },
        setting: "enabled",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "ec2-snapshot-not-public",
        title: "Snapshots of volumes cannot be shared with everybody",
        severity: "critical",
        types: ["aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"],
        controls: {
            fsbp: ["EC2.1", "EC2.182"],
            nist: ["AC-3", "AC-4", "SC-7"],
            trustedAdvisor: ["ePs02jT06w"],
            whitepaper: ["EC2"],
        },
        why: "A snapshot that is public is copied by those who watch for them, with all that is on the disk.",
        fix: {
            text: "Block all sharing: it also closes snapshots that are public already.",
            example: `new aws.ebs.SnapshotBlockPublicAccess("all", { state: "block-all-sharing" });`,
        },
        setting: "state",
        must: { be: "block-all-sharing" },
        remediates: true,
    }),
    sharingPolicy({
        id: "ec2-snapshot-trusted-accounts",
        title: "Snapshots of volumes are shared with accounts that are trusted",
        types: ["aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission"],
        controls: { fsbp: ["EC2.1"], nist: ["AC-3", "AC-4"], whitepaper: ["EC2"] },
        why: "Who may make a volume of the snapshot has all that is on the disk.",
        example: `new aws.ec2.SnapshotCreateVolumePermission("backup", { snapshotId: "snap-1", accountId: "111122223333" });`,
    }),
    sharingPolicy({
        id: "ec2-ami-trusted-accounts",
        title: "Images are shared with accounts that are trusted",
        types: [LAUNCH_PERMISSION],
        controls: { nist: ["AC-3", "AC-4"], whitepaper: ["EC2"] },
        why: "Who may launch the image reads its disks: code, configuration, and what was left there.",
        example: `new aws.ec2.AmiLaunchPermission("team", { imageId: "ami-0123456789abcdef0", accountId: "111122223333" });`,
    }),
    resourcePolicy({
        id: "ec2-ami-not-public",
        title: "Images cannot be launched by everybody",
        severity: "critical",
        types: [LAUNCH_PERMISSION, IMAGE_BLOCK],
        controls: { nist: ["AC-3", "AC-4"], whitepaper: ["EC2"] },
        why: "Whoever launches a public image reads its disks: code, configuration, and what was left there.",
        fix: {
            text: "Share images with accounts, or with your organization, and block public sharing.",
            example: `new aws.ec2.ImageBlockPublicAccess("all", { state: "block-new-sharing" });`,
        },
        check(resource) {
            if (resource.type === IMAGE_BLOCK) {
                const state = resource.get("state");
                return must(state.is("block-new-sharing"), say`Set ${state} to "block-new-sharing".`);
            }
            const group = resource.get("group");
            return mustNot(group.is("all"), say`Remove ${group}, and name accounts or organizations.`);
        },
    }),
    settingPolicy({
        id: "ec2-no-paravirtual",
        title: "Images are for hardware virtualization",
        severity: "medium",
        types: [AMI],
        controls: { fsbp: ["EC2.24"], nist: ["CM-2", "SI-2"], whitepaper: ["EC2"] },
        why: "Paravirtual images run only on types of the first generations, without the isolation and encryption of those of today.",
        fix: {
            text: "Register the image for hardware virtualization.",
            example: `new aws.ec2.Ami("web", {
    virtualizationType: "hvm",
    rootDeviceName: "/dev/xvda",
    enaSupport: true,
    ebsBlockDevices: [{ deviceName: "/dev/xvda", snapshotId: "snap-0123456789abcdef0" }],
});`,
        },
        setting: "virtualizationType",
        must: { be: "hvm" },
        default: "paravirtual",
    }),
    settingPolicy({
        id: "ec2-serial-console-disabled",
        title: "The serial console of instances is off",
        severity: "medium",
        types: ["aws:ec2/serialConsoleAccess:SerialConsoleAccess"],
        controls: { nist: ["AC-17", "CM-7"], whitepaper: ["EC2"] },
        why: "The console is a way into every instance that passes all networks and security groups.",
        fix: {
            text: "Turn it on only while somebody repairs an instance that does not boot.",
            example: `new aws.ec2.SerialConsoleAccess("off", { enabled: false });`,
        },
        setting: "enabled",
        must: { be: false },
        default: true,
        remediates: true,
    }),
]);
