import {
    kmsKeyDeletionWindow,
    kmsKeyEnabled,
    kmsKeyNoLockoutBypass,
    kmsKeyRotation,
} from "../../../policy-pack/policies/kms";
import { describePolicy } from "../support/cases";
import { secret, unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const key = (inputs: Inputs): TestResource => ({ type: "aws:kms/key:Key", inputs });
const externalKey = (inputs: Inputs): TestResource => ({ type: "aws:kms/externalKey:ExternalKey", inputs });
const replicaKey = (inputs: Inputs): TestResource => ({ type: "aws:kms/replicaKey:ReplicaKey", inputs });
const keyPolicy = (inputs: Inputs): TestResource => ({ type: "aws:kms/keyPolicy:KeyPolicy", inputs });

const TURN_ON = "Set `enableKeyRotation` to true.";
const ROTATE_YEARLY = "Set `rotationPeriodInDays` to 365 days or fewer.";

describePolicy(kmsKeyRotation, {
    compliant: {
        "rotation is on": { resources: key({ enableKeyRotation: true }) },
        "a symmetric key, named so": {
            resources: key({ customerMasterKeySpec: "SYMMETRIC_DEFAULT", enableKeyRotation: true }),
        },
        "a multi-Region primary key": { resources: key({ multiRegion: true, enableKeyRotation: true }) },
        "a shorter period": { resources: key({ enableKeyRotation: true, rotationPeriodInDays: 90 }) },
        "the longest period": { resources: key({ enableKeyRotation: true, rotationPeriodInDays: 365 }) },
        "a period the options allow": {
            resources: key({ enableKeyRotation: true, rotationPeriodInDays: 730 }),
            options: { maximumPeriodInDays: 730 },
        },
        "an asymmetric key, which KMS cannot rotate": { resources: key({ customerMasterKeySpec: "RSA_4096" }) },
        "an HMAC key, which KMS cannot rotate": {
            resources: key({ customerMasterKeySpec: "HMAC_256", keyUsage: "GENERATE_VERIFY_MAC" }),
        },
        "a key in a custom key store, which KMS cannot rotate": {
            resources: key({ customKeyStoreId: "cks-1234567890abcdef0", enableKeyRotation: false }),
        },
    },
    violating: {
        "rotation is off": { resources: key({ enableKeyRotation: false }), says: [TURN_ON] },
        "the period is too long": {
            resources: key({ enableKeyRotation: true, rotationPeriodInDays: 366 }),
            says: [ROTATE_YEARLY],
        },
        both: {
            resources: key({ enableKeyRotation: false, rotationPeriodInDays: 2560 }),
            says: [TURN_ON, ROTATE_YEARLY],
        },
        "an empty id of a custom key store is none": { resources: key({ customKeyStoreId: "" }), says: [TURN_ON] },
        "KMS's own period is longer than the options allow": {
            resources: key({ enableKeyRotation: true }),
            options: { maximumPeriodInDays: 90 },
            says: ["Set `rotationPeriodInDays` to 90 days or fewer."],
        },
        "texts that the provider takes for false and a number": {
            resources: key({ enableKeyRotation: "false", rotationPeriodInDays: "400" }),
            says: [TURN_ON, ROTATE_YEARLY],
        },
    },
    absent: {
        "rotation is off by default": { resources: key({}), says: [TURN_ON] },
        "null is the default too": { resources: key({ enableKeyRotation: null }), says: [TURN_ON] },
        "KMS rotates yearly by default": { resources: key({ enableKeyRotation: true, rotationPeriodInDays: null }) },
    },
    unknown: {
        "whether it rotates": {
            resources: key({ enableKeyRotation: unknown() }),
            undetermined: "Not known before the update: `enableKeyRotation`.",
        },
        "what kind of key it is": {
            resources: key({ customerMasterKeySpec: unknown(), customKeyStoreId: unknown(), enableKeyRotation: false }),
            undetermined: "Not known before the update: `customerMasterKeySpec`, `customKeyStoreId`.",
        },
        "what kind of key it is, but it rotates": {
            resources: key({ customerMasterKeySpec: unknown(), enableKeyRotation: true }),
        },
        "whether it rotates, but the period is too long": {
            resources: key({ enableKeyRotation: unknown(), rotationPeriodInDays: 1000 }),
            says: [ROTATE_YEARLY],
        },
        "whether it rotates, but KMS could not": {
            resources: key({ enableKeyRotation: unknown(), customerMasterKeySpec: "ECC_NIST_P256" }),
        },
    },
    secret: {
        "rotation is off, secretly": { resources: key({ enableKeyRotation: secret(false) }), says: [TURN_ON] },
        "rotation is on, secretly": { resources: key({ enableKeyRotation: secret(true) }) },
    },
    malformed: {
        "an object for a boolean": {
            resources: key({ enableKeyRotation: { on: true } }),
            undetermined: "Not of the type it should be: `enableKeyRotation`.",
        },
        "a word for a number": {
            resources: key({ enableKeyRotation: true, rotationPeriodInDays: "often" }),
            undetermined: "Not of the type it should be: `rotationPeriodInDays`.",
        },
        "a list for a text does not hide what is known": {
            resources: key({ description: ["a"], enableKeyRotation: false }),
            says: [TURN_ON],
        },
    },
});

const WAIT = "Set `deletionWindowInDays` to 30 days or more.";

describePolicy(kmsKeyDeletionWindow, {
    compliant: {
        "30 days": { resources: key({ deletionWindowInDays: 30 }) },
        "as many as the options ask for": {
            resources: replicaKey({
                primaryKeyArn: "arn:aws:kms:eu-west-1:111122223333:key/1",
                deletionWindowInDays: 14,
            }),
            options: { minimumDays: 14 },
        },
    },
    violating: {
        "the provider's minimum": { resources: key({ deletionWindowInDays: 7 }), says: [WAIT] },
        "a day too few": { resources: externalKey({ deletionWindowInDays: 29 }), says: [WAIT] },
        "a replica": { resources: replicaKey({ deletionWindowInDays: 10 }), says: [WAIT] },
        "fewer than the options ask for": {
            resources: key({ deletionWindowInDays: 13 }),
            options: { minimumDays: 14 },
            says: ["Set `deletionWindowInDays` to 14 days or more."],
        },
    },
    absent: { "30 days by default": { resources: key({}) } },
    unknown: {
        "how long": {
            resources: externalKey({ deletionWindowInDays: unknown() }),
            undetermined: "Not known before the update: `deletionWindowInDays`.",
        },
    },
    secret: { "too few, secretly": { resources: key({ deletionWindowInDays: secret(7) }), says: [WAIT] } },
    malformed: {
        "a word": {
            resources: key({ deletionWindowInDays: "a month" }),
            undetermined: "Not of the type it should be: `deletionWindowInDays`.",
        },
    },
});

const CHECK = "Remove `bypassPolicyLockoutSafetyCheck`, or set it to false.";

describePolicy(kmsKeyNoLockoutBypass, {
    compliant: {
        "the check is on": { resources: key({ bypassPolicyLockoutSafetyCheck: false }) },
    },
    violating: {
        "a key": { resources: key({ bypassPolicyLockoutSafetyCheck: true }), says: [CHECK] },
        "a key's policy": { resources: keyPolicy({ keyId: "1", bypassPolicyLockoutSafetyCheck: true }), says: [CHECK] },
        "an external key": { resources: externalKey({ bypassPolicyLockoutSafetyCheck: true }), says: [CHECK] },
        "a replica": { resources: replicaKey({ bypassPolicyLockoutSafetyCheck: "true" }), says: [CHECK] },
    },
    absent: { "the check is on by default": { resources: keyPolicy({ keyId: "1" }) } },
    unknown: {
        "whether it is checked": {
            resources: keyPolicy({ bypassPolicyLockoutSafetyCheck: unknown() }),
            undetermined: "Not known before the update: `bypassPolicyLockoutSafetyCheck`.",
        },
    },
    secret: {
        "bypassed, secretly": { resources: key({ bypassPolicyLockoutSafetyCheck: secret(true) }), says: [CHECK] },
    },
    malformed: {
        "a number": {
            resources: key({ bypassPolicyLockoutSafetyCheck: 1 }),
            undetermined: "Not of the type it should be: `bypassPolicyLockoutSafetyCheck`.",
        },
    },
});

const ENABLE = "Remove `isEnabled`, or set it to true.";

describePolicy(kmsKeyEnabled, {
    compliant: { enabled: { resources: key({ isEnabled: true }) } },
    violating: { disabled: { resources: key({ isEnabled: false }), says: [ENABLE] } },
    absent: { "enabled by default": { resources: key({}) } },
    unknown: {
        "whether it is": {
            resources: key({ isEnabled: unknown() }),
            undetermined: "Not known before the update: `isEnabled`.",
        },
    },
    secret: { "disabled, secretly": { resources: key({ isEnabled: secret(false) }), says: [ENABLE] } },
    malformed: {
        "a list": {
            resources: key({ isEnabled: [true] }),
            undetermined: "Not of the type it should be: `isEnabled`.",
        },
    },
});
