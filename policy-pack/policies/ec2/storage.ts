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
    stackPolicy,
    texts,
    when,
} from "../../evaluation";
import type { ResourcePolicy, ResourceReader, StackPolicy, Truth, Value } from "../../evaluation";
import { DEFAULT_ENCRYPTION, isAccountDefault, isEncryptedByDefault } from "../accountDefaults";
import { isOwnKey } from "../kmsKeys";
import { ownKeyPolicy } from "../ownKeys";
import { ACCOUNT_IDS } from "../trustedAccounts";
import { INSTANCES, isLeftToTemplate, LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, SPOT_FLEET } from "./machines";

const DEFAULT_KEY = "aws:ebs/defaultKmsKey:DefaultKmsKey";
const SNAPSHOT_BLOCK = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess";
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
            return [
                {
                    encrypted: resource.givenThroughout("encrypted"),
                    key: resource.givenThroughout("kmsKeyId"),
                    snapshot: resource.givenThroughout("snapshotId"),
                },
            ];
        case SNAPSHOT_COPY:
        case SNAPSHOT_IMPORT:
        case AMI_COPY:
            return [{ encrypted: resource.givenThroughout("encrypted"), key: resource.givenThroughout("kmsKeyId") }];
        case AMI:
            return resource.givenThroughout("ebsBlockDevices").items().filter(saysHow).map(withoutKey);
        case LAUNCH_TEMPLATE:
            return (
                resource
                    .givenThroughout("blockDeviceMappings")
                    .items()
                    .map((mapping) => mapping.get("ebs"))
                    // A mapping without is for a disk of the host, or takes one of the image away.
                    .filter((ebs) => !ebs.isAbsent && saysHow(ebs))
                    .map(device)
            );
        case SPOT_FLEET:
            return resource
                .givenThroughout("launchSpecifications")
                .items()
                .flatMap((specification) => [
                    ...specification.get("rootBlockDevices").items().map(disk),
                    ...specification.get("ebsBlockDevices").items().filter(saysHow).map(device),
                ]);
        case LAUNCH_CONFIGURATION:
            return [
                { encrypted: resource.givenThroughout("rootBlockDevice", "encrypted") },
                ...resource
                    .givenThroughout("ebsBlockDevices")
                    .items()
                    .filter(saysHow)
                    .map((device) => ({ ...withoutKey(device), isNone: device.get("noDevice").is(true) })),
            ];
        default:
            return [
                disk(resource.givenThroughout("rootBlockDevice")),
                ...resource.givenThroughout("ebsBlockDevices").items().filter(saysHow).map(device),
            ];
    }
}

function disk(description: Description): Disk {
    return { encrypted: description.get("encrypted"), key: description.get("kmsKeyId") };
}

function device(description: Description): Disk {
    return { ...disk(description), snapshot: description.get("snapshotId") };
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

/** @param byDefault Whether the account encrypts what says nothing. */
function isEncrypted({ encrypted, snapshot, isNone = false }: Disk, byDefault: () => Truth): Truth {
    if (isNone === true || !encrypted.isAbsent) {
        return any([isNone, encrypted.is(true)]);
    }
    const isSo = byDefault();
    return snapshot !== undefined && isGiven(snapshot) && isSo === false
        ? snapshot.noteUndetermined(say`Whether this is encrypted cannot be told here`)
        : any([isNone, isSo]);
}

/** Where the keys of disks are named. A volume from a snapshot that names none has the key of that. */
function keysOf(resource: ResourceReader): readonly Value[] {
    return disksOf(resource).flatMap(({ encrypted, key, snapshot }) => {
        const isElsewhere = key?.isAbsent === true && snapshot?.isGiven() === true;
        return key === undefined || isElsewhere || isLeftToTemplate(resource, encrypted) !== false ? [] : [key];
    });
}

interface EncryptionDeclaration extends Pick<StackPolicy, "id" | "title" | "types" | "controls"> {
    readonly why?: string;
    readonly example: string;
}

/** A policy on disks, and copies of them, that are encrypted: by what they say, or else by the account's default. */
function encryptionPolicy({ why = OPEN_TO_COPIES, example, ...declared }: EncryptionDeclaration) {
    return stackPolicy({
        ...declared,
        why,
        severity: "medium",
        level: "mandatory",
        fix: {
            text: "Encrypt it. Encryption cannot be turned on later: the volume or instance is replaced, so copy its data first.",
            example,
        },
        options: {
            encryptedByDefault: flag({
                default: false,
                description:
                    "Whether the account encrypts all new volumes and snapshots, so that they need not say so. Where the stack has an `aws.ebs.EncryptionByDefault`, this need not be set.",
            }),
            customerManagedKey: flag({
                default: false,
                description: "Whether the key has to be one of your own, not the AWS managed key `aws/ebs`.",
            }),
        },
        check(resource, stack, { encryptedByDefault, customerManagedKey }) {
            const byDefault = (): Truth => encryptedByDefault || isEncryptedByDefault(resource, stack);
            return disksOf(resource).map((one) => {
                const encrypted = isEncrypted(one, byDefault);
                return when(not(isLeftToTemplate(resource, one.encrypted)), [
                    must(encrypted, say`Set ${one.encrypted} to true.`),
                    customerManagedKey && one.key !== undefined
                        ? when(encrypted, must(isOwnKey(one.key), say`Set ${one.key} to a key of your own.`))
                        : [],
                ]);
            });
        },
    });
}

const OPEN_TO_COPIES = "A volume without encryption, and each snapshot of it, is open to everybody who may copy it.";
const ENCRYPTION = { nist: ["SC-28", "SC-28(1)", "SC-13"], whitepaper: ["EC2"] };

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

const SHARED_SNAPSHOTS = { nist: ["AC-3", "AC-4", "SC-7"], trustedAdvisor: ["ePs02jT06w"], whitepaper: ["EC2"] };

export default service("ec2", [
    encryptionPolicy({
        id: "ec2-ebs-encrypted",
        title: "EBS volumes are encrypted",
        types: [VOLUME, ...INSTANCES],
        controls: { fsbp: ["EC2.3"], cis3: ["2.2.1"], cis5: ["5.1.1"], cis7: ["6.1.1"], ...ENCRYPTION },
        example: `new aws.ebs.Volume("data", { availabilityZone: "eu-west-1a", size: 100, encrypted: true, kmsKeyId: key.arn });`,
    }),
    encryptionPolicy({
        id: "ec2-launch-template-encrypted",
        title: "Launch templates encrypt the volumes that they name",
        types: [LAUNCH_TEMPLATE],
        controls: { fsbp: ["EC2.181"], ...ENCRYPTION },
        example: `new aws.ec2.LaunchTemplate("web", {
    blockDeviceMappings: [{ deviceName: "/dev/xvda", ebs: { volumeSize: 20, encrypted: "true", kmsKeyId: key.arn } }],
});`,
    }),
    encryptionPolicy({
        id: "ec2-spot-fleet-encrypted",
        title: "Requests for Spot Fleets encrypt the volumes that they name",
        types: [SPOT_FLEET],
        controls: { fsbp: ["EC2.173"], ...ENCRYPTION },
        example: `new aws.ec2.SpotFleetRequest("batch", {
    iamFleetRole: "arn:aws:iam::111122223333:role/fleet",
    targetCapacity: 2,
    launchSpecifications: [{
        ami: "ami-0123456789abcdef0",
        instanceType: "m7g.large",
        rootBlockDevices: [{ encrypted: true }],
    }],
});`,
    }),
    encryptionPolicy({
        id: "ec2-launch-configuration-encrypted",
        title: "Launch configurations encrypt the volumes that they name",
        types: [LAUNCH_CONFIGURATION],
        controls: ENCRYPTION,
        example: `new aws.ec2.LaunchConfiguration("web", {
    imageId: "ami-0123456789abcdef0",
    instanceType: "t4g.small",
    rootBlockDevice: { encrypted: true },
});`,
    }),
    encryptionPolicy({
        id: "ec2-snapshot-encrypted",
        title: "Copies of snapshots and images, and what is imported, are encrypted",
        types: [SNAPSHOT_COPY, SNAPSHOT_IMPORT, AMI, AMI_COPY],
        controls: ENCRYPTION,
        why: "A snapshot or image without encryption is open to everybody who may copy it.",
        example: `new aws.ebs.SnapshotCopy("data", {
    sourceRegion: "eu-west-1",
    sourceSnapshotId: "snap-0123456789abcdef0",
    encrypted: true,
    kmsKeyId: key.arn,
});`,
    }),
    ownKeyPolicy({
        id: "ec2-ebs-cmk",
        what: "EBS volumes, and copies of snapshots and images,",
        types: [VOLUME, ...INSTANCES, LAUNCH_TEMPLATE, SPOT_FLEET, SNAPSHOT_COPY, SNAPSHOT_IMPORT, AMI_COPY],
        setting: keysOf,
        whitepaper: "EC2",
        example: `new aws.ebs.Volume("data", { availabilityZone: "eu-west-1a", size: 100, encrypted: true, kmsKeyId: key.arn });`,
        byDefault: (disk, stack) => isAccountDefault(disk, stack, DEFAULT_KEY, (key) => key.get("keyArn").isGiven()),
    }),
    settingPolicy({
        id: "ec2-ebs-default-encryption",
        title: "Accounts encrypt new volumes",
        severity: "medium",
        types: [DEFAULT_ENCRYPTION],
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
        severity: "high",
        types: [SNAPSHOT_BLOCK],
        controls: { fsbp: ["EC2.182"], ...SHARED_SNAPSHOTS },
        why: "A snapshot that is public is copied by those who watch for them, with all that is on the disk.",
        fix: {
            text: "Block all sharing: it also closes snapshots that are public already.",
            example: `new aws.ebs.SnapshotBlockPublicAccess("all", { state: "block-all-sharing" });`,
        },
        setting: "state",
        must: { be: "block-all-sharing" },
        remediates: true,
    }),
    settingPolicy({
        id: "ec2-snapshot-sharing-blocked",
        title: "No snapshot of a volume becomes public",
        severity: "critical",
        types: [SNAPSHOT_BLOCK],
        controls: { fsbp: ["EC2.1"], ...SHARED_SNAPSHOTS },
        why: "A snapshot that is public is copied by those who watch for them, with all that is on the disk.",
        fix: {
            text: "Block sharing. What is public already is closed only by blocking all of it.",
            example: `new aws.ebs.SnapshotBlockPublicAccess("all", { state: "block-all-sharing" });`,
        },
        setting: "state",
        must: { beOneOf: ["block-all-sharing", "block-new-sharing"] },
        remediates: true,
    }),
    sharingPolicy({
        id: "ec2-snapshot-trusted-accounts",
        title: "Snapshots of volumes are shared with accounts that are trusted",
        types: ["aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission"],
        controls: { nist: ["AC-3", "AC-4"], whitepaper: ["EC2"] },
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
