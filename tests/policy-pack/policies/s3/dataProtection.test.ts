import dataProtection from "../../../../policy-pack/policies/s3/dataProtection";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { bucket, COMPUTED, KNOWN, oldBucket, resource, sideCar } from "./stack";

const VERSION = 'Declare the status "Enabled" in its `aws.s3.BucketVersioning`.';
const versioned = (status: Input, type = "bucketVersioning") => sideCar(type, { versioningConfiguration: { status } });

const MFA = 'Set `versioningConfiguration.mfaDelete` to "Enabled".';
const mfa = (versioningConfiguration: Input, type = "bucketVersioning") =>
    resource(type, { bucket: "data", versioningConfiguration });

const LOCK = "Set `objectLockEnabled` to true, or give it an `aws.s3.BucketObjectLockConfiguration`.";
const LOCKED = { buckets: ["audit-*", "it"] };

const REPLICATE = 'Declare a rule that is "Enabled" in its `aws.s3.BucketReplicationConfig`.';
const replicated = (status: Input) => ({ role: "arn:aws:iam::111122223333:role/replication", rules: [{ status }] });
const object = (inputs: Inputs, type = "bucketObjectv2") => resource(type, { bucket: "data", key: "a", ...inputs });
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const KEEP = "Remove `forceDestroy`, or set it to false.";

describeService(dataProtection, {
    "s3-bucket-replication": {
        says: REPLICATE,
        compliant: {
            "by a side-car": { resources: [bucket(), sideCar("bucketReplicationConfig", replicated("Enabled"))] },
            "by one rule of two": {
                resources: [
                    bucket(),
                    sideCar("bucketReplicationConfig", { rules: [{ status: "Disabled" }, { status: "Enabled" }] }),
                ],
            },
            inline: bucket({ replicationConfiguration: replicated("Enabled") }),
            "inline, in a bucket of the former type": oldBucket({ replicationConfigurations: [replicated("Enabled")] }),
        },
        violating: {
            "a rule that is off": { resources: [bucket(), sideCar("bucketReplicationConfig", replicated("Disabled"))] },
            "inline, off": {
                resources: oldBucket({ replicationConfigurations: [replicated("Disabled")] }),
                says: [`${REPLICATE} Now \`replicationConfigurations[0]\` says otherwise.`],
            },
        },
        absent: "violating",
    },
    "s3-object-kms": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "with a key": object({ kmsKeyId: KEY }),
            "a copy with a key": object({ kmsKeyId: KEY, source: "data/b" }, "objectCopy"),
        },
        violating: {
            without: object({}),
            "of the former type": object({ serverSideEncryption: "AES256" }, "bucketObject"),
            "a copy": object({ source: "data/b" }, "objectCopy"),
        },
        absent: "violating",
        unknown: {
            "the key": {
                resources: object({ kmsKeyId: unknown() }),
                undetermined: "Not known before the update: `kmsKeyId`.",
            },
        },
    },
    "s3-bucket-versioning": {
        compliant: {
            enabled: { resources: [bucket(), versioned("Enabled")] },
            "enabled, by the former type": { resources: [bucket(), versioned("Enabled", "bucketVersioningV2")] },
            "enabled inline": { resources: bucket({ versioning: { enabled: true } }) },
            "enabled inline, in a bucket of the former type": {
                resources: oldBucket({ versionings: [{ enabled: true }] }),
            },
            "enabled by a side-car, while the provider shows it as it was": {
                resources: [
                    bucket({}, { outputs: { ...KNOWN, versioning: { enabled: false } } }),
                    versioned("Enabled"),
                ],
            },
        },
        violating: {
            suspended: { resources: [bucket(), versioned("Suspended")], says: [VERSION] },
            "off inline, while a side-car turns it on": {
                resources: [bucket({ versioning: { enabled: false } }), versioned("Enabled")],
                says: [`Remove or change \`versioning\`: it is declared more than once. ${VERSION}`],
            },
            "on inline, while a side-car suspends it": {
                resources: [oldBucket({ versionings: [{ enabled: true }] }), versioned("Suspended")],
                says: [`Remove or change "side": it is declared more than once. ${VERSION}`],
            },
            "off inline": {
                resources: bucket({ versioning: { enabled: false } }),
                says: [`${VERSION} Now \`versioning\` says otherwise.`],
            },
            "off inline, in a bucket of the former type": {
                resources: oldBucket({ versionings: [{ enabled: false }] }),
                says: [`${VERSION} Now \`versionings[0]\` says otherwise.`],
            },
        },
        absent: {
            "off by default": { resources: bucket(), says: [VERSION] },
            "off, which the provider fills in": { resources: bucket({}, { outputs: COMPUTED }), says: [VERSION] },
            "off inline by default": {
                resources: bucket({ versioning: {} }),
                says: [`${VERSION} Now \`versioning\` says otherwise.`],
            },
        },
        unknown: {
            "the status": {
                resources: [bucket(), versioned(unknown())],
                undetermined: 'Not known before the update: `versioningConfiguration.status` of "side".',
            },
            "whether it is on inline": {
                resources: bucket({ versioning: { enabled: unknown() } }),
                undetermined: "Not known before the update: `versioning.enabled`.",
            },
            "the bucket's tags": { resources: [bucket({ tags: unknown() }), versioned("Enabled")] },
        },
    },
    "s3-bucket-mfa-delete": {
        compliant: {
            enabled: { resources: mfa({ status: "Enabled", mfaDelete: "Enabled" }) },
            "enabled inline": { resources: bucket({ versioning: { enabled: true, mfaDelete: true } }) },
            "no versioning inline": { resources: bucket() },
        },
        violating: {
            disabled: { resources: mfa({ status: "Enabled", mfaDelete: "Disabled" }), says: [MFA] },
            "disabled inline": {
                resources: bucket({ versioning: { enabled: true, mfaDelete: false } }),
                says: ["Set `versioning.mfaDelete` to true."],
            },
            "disabled inline, in a bucket of the former type": {
                resources: oldBucket({ versionings: [{ enabled: true }] }),
                says: ["Set `versionings[0].mfaDelete` to true."],
            },
            "disabled, by the former type": {
                resources: mfa({ mfaDelete: "Disabled" }, "bucketVersioningV2"),
                says: [MFA],
            },
        },
        absent: { "disabled by default": { resources: mfa({ status: "Enabled" }), says: [MFA] } },
        unknown: {
            "whether it is": {
                resources: mfa({ status: "Enabled", mfaDelete: unknown() }),
                undetermined: "Not known before the update: `versioningConfiguration.mfaDelete`.",
            },
        },
    },
    "s3-bucket-object-lock": {
        compliant: {
            "locked from the start": { resources: bucket({ objectLockEnabled: true }), options: LOCKED },
            "locked by a side-car": {
                resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: "Enabled" })],
                options: LOCKED,
            },
            "locked by a side-car of the former type": {
                resources: [oldBucket(), sideCar("bucketObjectLockConfigurationV2", { objectLockEnabled: "Enabled" })],
                options: LOCKED,
            },
            "locked inline": {
                resources: bucket({ objectLockConfiguration: { objectLockEnabled: "Enabled" } }),
                options: LOCKED,
            },
            "a bucket that the option does not name": {
                resources: bucket({ objectLockEnabled: false }, { name: "data" }),
                options: { buckets: ["audit-*", "data?"] },
            },
            "no bucket is named": { resources: bucket({ objectLockEnabled: false }) },
        },
        violating: {
            "not locked": { resources: bucket({ objectLockEnabled: false }), options: LOCKED, says: [LOCK] },
            "not locked, in a bucket of the former type": {
                resources: oldBucket({ objectLockEnabled: false }, { name: "audit-trail" }),
                options: LOCKED,
                says: [LOCK],
            },
            "locked by a side-car, which its own setting denies": {
                resources: [
                    bucket({ objectLockEnabled: false }),
                    sideCar("bucketObjectLockConfiguration", { objectLockEnabled: "Enabled" }),
                ],
                options: LOCKED,
                says: [`Remove or change \`objectLockEnabled\`: it is declared more than once. ${LOCK}`],
            },
            "a side-car with another word": {
                resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: "Disabled" })],
                options: LOCKED,
                says: [LOCK],
            },
        },
        absent: {
            "not locked by default": { resources: bucket(), options: LOCKED, says: [LOCK] },
            "not locked, which the provider fills in": {
                resources: bucket({}, { outputs: COMPUTED }),
                options: LOCKED,
                says: [LOCK],
            },
            "a side-car locks by default": {
                resources: [bucket(), sideCar("bucketObjectLockConfiguration")],
                options: LOCKED,
            },
        },
        unknown: {
            "what the side-car says": {
                resources: [bucket(), sideCar("bucketObjectLockConfiguration", { objectLockEnabled: unknown() })],
                options: LOCKED,
                undetermined: 'Not known before the update: `objectLockEnabled` of "side".',
            },
        },
    },
    "s3-bucket-no-force-destroy": {
        compliant: { kept: { resources: bucket({ forceDestroy: false }) } },
        violating: {
            destroyed: { resources: bucket({ forceDestroy: true }), says: [KEEP] },
            ...Object.fromEntries(
                ["directoryBucket", "s3tables/tableBucket", "vectorsVectorBucket"].map((type) => [
                    `destroyed: ${type}`,
                    { resources: resource(type, { forceDestroy: true }), says: [KEEP] },
                ]),
            ),
            "destroyed, in a bucket of the former type": {
                resources: oldBucket({ forceDestroy: "true" }),
                says: [KEEP],
            },
        },
        absent: { "kept by default": { resources: bucket() } },
        unknown: {
            "whether it is": {
                resources: bucket({ forceDestroy: unknown() }),
                undetermined: "Not known before the update: `forceDestroy`.",
            },
        },
    },
});
