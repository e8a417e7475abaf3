import storage from "../../../../policy-pack/policies/ec2/storage";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { fromTemplate, instance, launchConfiguration, launchTemplate, spotFleet, spotInstance } from "./machines";

const volume = (inputs: Inputs) => ({
    type: "aws:ebs/volume:Volume",
    inputs: { availabilityZone: "eu-west-1a", ...inputs },
});
const snapshotCopy = (inputs: Inputs) => ({
    type: "aws:ebs/snapshotCopy:SnapshotCopy",
    inputs: { sourceRegion: "eu-west-1", sourceSnapshotId: "snap-1", ...inputs },
});
const snapshotImport = (inputs: Inputs) => ({ type: "aws:ebs/snapshotImport:SnapshotImport", inputs });
const ami = (inputs: Inputs) => ({ type: "aws:ec2/ami:Ami", inputs });
const amiCopy = (inputs: Inputs) => ({
    type: "aws:ec2/amiCopy:AmiCopy",
    inputs: { sourceAmiId: "ami-1", sourceAmiRegion: "eu-west-1", ...inputs },
});
const byDefault = (inputs: Inputs) => ({
    type: "aws:ebs/encryptionByDefault:EncryptionByDefault",
    name: "default",
    inputs,
});
const defaultKey = (inputs: Inputs) => ({ type: "aws:ebs/defaultKmsKey:DefaultKmsKey", name: "default", inputs });
const ON = { encrypted: true };
const OFF = { encrypted: false };
const OWN = { ...ON, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" };
const nameOwn = (path: string) => [`Set \`${path}\` to the ARN of a KMS key of your own.`];
const encrypt = (path: string) => [`Set \`${path}\` to true.`];
const OWN_KEY = { options: { customerManagedKey: true } };
const ownKey = (path: string) => [`Set \`${path}\` to a key of your own.`];

const TRUSTED = { options: { trustedAccounts: ["111122223333"] } };
const UNTRUSTED = "Share it with no account but trusted ones: `accountId`.";

const setting = (type: string, inputs: Inputs) => ({ type, inputs });
const snapshotBlock = (state: string) =>
    setting("aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess", { state });
const imageBlock = (state: string) => setting("aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess", { state });
const launchPermission = (inputs: Inputs) =>
    setting("aws:ec2/amiLaunchPermission:AmiLaunchPermission", { imageId: "ami-1", ...inputs });
const volumePermission = (accountId: Input) =>
    setting("aws:ec2/snapshotCreateVolumePermission:SnapshotCreateVolumePermission", {
        snapshotId: "snap-1",
        accountId,
    });

describeService(storage, {
    "ec2-ebs-encrypted": {
        says: "Set `encrypted` to true.",
        compliant: {
            "a volume": volume(ON),
            "an instance": instance({ rootBlockDevice: ON, ebsBlockDevices: [ON] }),
            "an instance of a launch template, which is judged itself": fromTemplate,
            "a spot instance": spotInstance({ rootBlockDevice: ON }),
            "devices from snapshots, which are as those are": {
                ...instance({ rootBlockDevice: ON, ebsBlockDevices: [{ deviceName: "b", snapshotId: unknown() }] }),
                from: { ebsBlockDevices: [] },
            },
            "an account that encrypts by default": {
                resources: instance({ ebsBlockDevices: [{ snapshotId: "snap-1" }] }),
                options: { encryptedByDefault: true },
            },
            "a volume from a snapshot, in such an account": {
                resources: volume({ snapshotId: "snap-1" }),
                options: { encryptedByDefault: true },
            },
            "an account in which the stack says so": [volume({}), byDefault({ enabled: true })],
            "an account in which the stack says so of instances": [instance({}), byDefault({})],
            "a volume from a snapshot, in such a stack": [volume({ snapshotId: "snap-1" }), byDefault({})],
            "a key of one's own": { resources: volume({ ...ON, kmsKeyId: "arn:aws:kms:…:key/1" }), ...OWN_KEY },
        },
        violating: {
            "a volume": volume(OFF),
            "a volume from a snapshot, as it says": volume({ ...OFF, snapshotId: "snap-1" }),
            "the root of an instance": {
                resources: instance({ rootBlockDevice: { volumeSize: 10 } }),
                says: encrypt("rootBlockDevice.encrypted"),
            },
            "the root of an instance, which the provider completes": {
                resources: instance({ rootBlockDevice: { volumeSize: 10, encrypted: unknown() } }),
                says: encrypt("rootBlockDevice.encrypted"),
            },
            "another disk of an instance": {
                resources: instance({ rootBlockDevice: ON, ebsBlockDevices: [ON, OFF] }),
                says: encrypt("ebsBlockDevices[1].encrypted"),
            },
            "a spot instance": { resources: spotInstance({}), says: encrypt("rootBlockDevice.encrypted") },
            "a disk from a snapshot, as it says": {
                resources: instance({ rootBlockDevice: ON, ebsBlockDevices: [{ ...OFF, snapshotId: "snap-1" }] }),
                says: encrypt("ebsBlockDevices[0].encrypted"),
            },
            "an instance that overrides the account's default": {
                resources: instance({ rootBlockDevice: OFF }),
                options: { encryptedByDefault: true },
                says: encrypt("rootBlockDevice.encrypted"),
            },
            "a volume that overrides the default of the stack": [volume(OFF), byDefault({})],
            "a default that is off": [volume({}), byDefault({ enabled: false })],
            "a default of another Region": [volume({ region: "eu-west-1" }), byDefault({ region: "us-east-1" })],
            "no encryption, where the key has to be one's own": { resources: volume(OFF), ...OWN_KEY },
            "the key of AWS where it has to be one's own": {
                resources: volume({ ...ON, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs" }),
                ...OWN_KEY,
                says: ownKey("kmsKeyId"),
            },
            "no key where it has to be one's own": {
                resources: instance({ rootBlockDevice: ON }),
                ...OWN_KEY,
                says: ownKey("rootBlockDevice.kmsKeyId"),
            },
        },
        absent: {
            "a volume": { resources: volume({}), says: encrypt("encrypted") },
            "the root of an instance": { resources: instance({}), says: encrypt("rootBlockDevice.encrypted") },
        },
        unknown: {
            "whether a snapshot is encrypted": {
                resources: { ...volume({ snapshotId: unknown() }), from: { snapshotId: [] } },
                undetermined: "Whether this is encrypted cannot be told here: `snapshotId`.",
            },
        },
    },
    "ec2-launch-template-encrypted": {
        says: "Set `blockDeviceMappings[0].ebs.encrypted` to true.",
        compliant: {
            encrypted: launchTemplate({ blockDeviceMappings: [{ ebs: { encrypted: "true" } }] }),
            "nothing said of disks": launchTemplate({}),
            "a disk that is taken away": launchTemplate({ blockDeviceMappings: [{ noDevice: "true" }] }),
            "a disk from a snapshot": launchTemplate({ blockDeviceMappings: [{ ebs: { snapshotId: "snap-1" } }] }),
            "by the account's default": [
                launchTemplate({ blockDeviceMappings: [{ ebs: { volumeSize: 10 } }] }),
                byDefault({}),
            ],
        },
        violating: {
            "not said": launchTemplate({ blockDeviceMappings: [{ ebs: { volumeSize: 10 } }] }),
            "not encrypted": launchTemplate({ blockDeviceMappings: [{ ebs: { encrypted: "false" } }] }),
        },
        absent: "compliant",
    },
    "ec2-spot-fleet-encrypted": {
        compliant: {
            encrypted: spotFleet({ rootBlockDevices: [ON], ebsBlockDevices: [ON] }, {}),
            "devices from snapshots": spotFleet({ ebsBlockDevices: [{ snapshotId: "snap-1" }] }),
        },
        violating: {
            "not encrypted": {
                resources: spotFleet({ rootBlockDevices: [OFF], ebsBlockDevices: [ON, {}] }),
                says: [
                    ...encrypt("launchSpecifications[0].rootBlockDevices[0].encrypted"),
                    ...encrypt("launchSpecifications[0].ebsBlockDevices[1].encrypted"),
                ],
            },
        },
        absent: "compliant",
    },
    "ec2-launch-configuration-encrypted": {
        compliant: {
            encrypted: launchConfiguration({
                rootBlockDevice: ON,
                ebsBlockDevices: [ON, { deviceName: "b", noDevice: true }],
            }),
            "devices from snapshots": launchConfiguration({
                rootBlockDevice: ON,
                ebsBlockDevices: [{ deviceName: "b", snapshotId: "snap-1" }],
            }),
        },
        violating: {
            "another disk": {
                resources: launchConfiguration({ rootBlockDevice: ON, ebsBlockDevices: [{ deviceName: "b" }] }),
                says: encrypt("ebsBlockDevices[0].encrypted"),
            },
            "the root": {
                resources: launchConfiguration({ rootBlockDevice: OFF }),
                says: encrypt("rootBlockDevice.encrypted"),
            },
        },
        absent: {
            "the root": { resources: launchConfiguration({}), says: encrypt("rootBlockDevice.encrypted") },
        },
    },
    "ec2-snapshot-encrypted": {
        says: "Set `encrypted` to true.",
        compliant: {
            "an image of snapshots": ami({ ebsBlockDevices: [{ deviceName: "a", snapshotId: "snap-1" }] }),
            "a copy of a snapshot": snapshotCopy(ON),
            "a copy of a snapshot, by the account's default": [snapshotCopy({}), byDefault({})],
            "an image": ami({ ebsBlockDevices: [ON] }),
            "an image, whose disks name no key": { resources: ami({ ebsBlockDevices: [ON] }), ...OWN_KEY },
        },
        violating: {
            "a copy of a snapshot": snapshotCopy({}),
            "an imported snapshot": snapshotImport(OFF),
            "a copy of an image": amiCopy({}),
            "an image": {
                resources: ami({ ebsBlockDevices: [{ deviceName: "a" }] }),
                says: encrypt("ebsBlockDevices[0].encrypted"),
            },
            "a copy with AWS's key where it has to be one's own": {
                resources: snapshotCopy({ ...ON, kmsKeyId: "alias/aws/ebs" }),
                ...OWN_KEY,
                says: ownKey("kmsKeyId"),
            },
        },
        absent: { "an image without disks": ami({}) },
    },
    "ec2-ebs-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "a volume": volume({ ...ON, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
            "a volume from a snapshot, which has its key": volume({ ...ON, snapshotId: "snap-1" }),
            "a copy": snapshotCopy({ ...ON, kmsKeyId: "alias/data" }),
            "the disks of an instance": instance({ rootBlockDevice: OWN, ebsBlockDevices: [OWN] }),
            "an instance of a launch template, which is judged itself": fromTemplate,
            "the disk of a launch template": launchTemplate({ blockDeviceMappings: [{ ebs: OWN }] }),
            "a launch template that names none": launchTemplate({ blockDeviceMappings: [{ deviceName: "b" }] }),
            "a disk from a snapshot, which has its key": launchTemplate({
                blockDeviceMappings: [{ ebs: { ...ON, snapshotId: "snap-1" } }],
            }),
            "a disk of an instance, from a snapshot that is not made yet": {
                ...instance({ rootBlockDevice: OWN, ebsBlockDevices: [{ ...ON, snapshotId: unknown() }] }),
                from: { ebsBlockDevices: [] },
            },
            "an instance, by the account's default": [instance({}), defaultKey({ keyArn: OWN.kmsKeyId })],
            "by the account's default": [
                volume(ON),
                defaultKey({ keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
            ],
            "by the account's default, which is not known yet": [
                volume(ON),
                { ...defaultKey({ keyArn: unknown() }), from: { keyArn: [] } },
            ],
        },
        violating: {
            "a volume": volume(ON),
            "a volume with AWS's key": volume({ ...ON, kmsKeyId: "alias/aws/ebs" }),
            "a volume from a snapshot, with AWS's key": volume({
                ...ON,
                snapshotId: "snap-1",
                kmsKeyId: "alias/aws/ebs",
            }),
            "a copy": snapshotCopy(ON),
            "an image": amiCopy(ON),
            "what is imported": snapshotImport(ON),
            "the root of an instance": {
                resources: instance({ rootBlockDevice: ON, ebsBlockDevices: [OWN] }),
                says: nameOwn("rootBlockDevice.kmsKeyId"),
            },
            "another disk of an instance, with AWS's key": {
                resources: instance({
                    rootBlockDevice: OWN,
                    ebsBlockDevices: [{ ...ON, kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:alias/aws/ebs" }],
                }),
                says: nameOwn("ebsBlockDevices[0].kmsKeyId"),
            },
            "a spot instance": { resources: spotInstance({}), says: nameOwn("rootBlockDevice.kmsKeyId") },
            "the disk of a launch template": {
                resources: launchTemplate({ blockDeviceMappings: [{ ebs: OWN }, { ebs: ON }] }),
                says: nameOwn("blockDeviceMappings[1].ebs.kmsKeyId"),
            },
            "a disk of a Spot Fleet": {
                resources: spotFleet({ rootBlockDevices: [ON], ebsBlockDevices: [OWN] }),
                says: nameOwn("launchSpecifications[0].rootBlockDevices[0].kmsKeyId"),
            },
            "AWS's key, where the account's default is another": [
                volume({ ...ON, kmsKeyId: "alias/aws/ebs" }),
                defaultKey({ keyArn: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
            ],
            "a default without a key": [volume(ON), defaultKey({})],
        },
        absent: {
            "a volume": { resources: volume({}), says: nameOwn("kmsKeyId") },
            "a copy of a snapshot": { resources: snapshotCopy({}), says: nameOwn("kmsKeyId") },
            "an instance": { resources: instance({}), says: nameOwn("rootBlockDevice.kmsKeyId") },
            "a template that names no disks": launchTemplate({}),
        },
    },
    "ec2-ebs-default-encryption": {
        says: "Remove `enabled`, or set it to true.",
        compliant: { on: setting("aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: true }) },
        violating: { off: setting("aws:ebs/encryptionByDefault:EncryptionByDefault", { enabled: false }) },
        absent: "compliant",
    },
    "ec2-snapshot-not-public": {
        says: 'Set `state` to "block-all-sharing".',
        compliant: { "all sharing": snapshotBlock("block-all-sharing") },
        violating: {
            "new sharing only": snapshotBlock("block-new-sharing"),
            unblocked: snapshotBlock("unblocked"),
        },
        absent: "violating",
    },
    "ec2-snapshot-sharing-blocked": {
        says: 'Set `state` to "block-all-sharing" or "block-new-sharing".',
        compliant: {
            "all sharing": snapshotBlock("block-all-sharing"),
            "new sharing": snapshotBlock("block-new-sharing"),
        },
        violating: { unblocked: snapshotBlock("unblocked") },
        absent: "violating",
    },
    "ec2-snapshot-trusted-accounts": {
        says: UNTRUSTED,
        compliant: { "a trusted account": { resources: volumePermission("111122223333"), ...TRUSTED } },
        violating: {
            "another account": { resources: volumePermission("444455556666"), ...TRUSTED },
            "any account, where none is trusted": volumePermission("111122223333"),
        },
        absent: "compliant",
        malformed: {
            "no id": {
                resources: volumePermission(["444455556666"]),
                ...TRUSTED,
                undetermined: "Not of the type it should be: `accountId`.",
            },
        },
    },
    "ec2-ami-trusted-accounts": {
        says: UNTRUSTED,
        compliant: {
            "a trusted account": { resources: launchPermission({ accountId: "111122223333" }), ...TRUSTED },
            "the organization": launchPermission({ organizationArn: "arn:aws:organizations::1:organization/o-1" }),
        },
        violating: {
            "another account": { resources: launchPermission({ accountId: "444455556666" }), ...TRUSTED },
        },
        absent: "compliant",
    },
    "ec2-ami-not-public": {
        says: "Remove `group`, and name accounts or organizations.",
        compliant: {
            "one account": launchPermission({ accountId: "111122223333" }),
            "sharing is blocked": imageBlock("block-new-sharing"),
        },
        violating: {
            everybody: launchPermission({ group: "all" }),
            "sharing is not blocked": {
                resources: imageBlock("unblocked"),
                says: ['Set `state` to "block-new-sharing".'],
            },
        },
        absent: { "nobody in particular": launchPermission({}) },
    },
    "ec2-no-paravirtual": {
        says: 'Set `virtualizationType` to "hvm".',
        compliant: { hardware: ami({ virtualizationType: "hvm" }) },
        violating: { paravirtual: ami({ virtualizationType: "paravirtual" }) },
        absent: "violating",
    },
    "ec2-serial-console-disabled": {
        says: "Set `enabled` to false.",
        compliant: { off: setting("aws:ec2/serialConsoleAccess:SerialConsoleAccess", { enabled: false }) },
        violating: { on: setting("aws:ec2/serialConsoleAccess:SerialConsoleAccess", { enabled: true }) },
        absent: "violating",
    },
});
