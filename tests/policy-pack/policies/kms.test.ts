import assert from "node:assert/strict";
import {
    kmsKeyDeletionWindow,
    kmsKeyEnabled,
    kmsKeyNoLockoutBypass,
    kmsKeyPolicyNoPublic,
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

/** The policy of a key, in which these principals may use it under these conditions. */
const allowing = (principal: unknown, condition?: unknown): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" },
            { Effect: "Allow", Principal: principal, Action: "kms:Decrypt", Resource: "*", Condition: condition },
        ],
    });

const PUBLIC = "Statement 2 of `policy` lets anybody in. Name who may use the key, or scope it by a condition.";
const NOT_KNOWN = "Not known before the update: `policy`.";

describePolicy(kmsKeyPolicyNoPublic, {
    compliant: {
        "an account may use it": { resources: key({ policy: allowing({ AWS: "arn:aws:iam::444455556666:root" }) }) },
        "anybody of one organization may": {
            resources: keyPolicy({
                keyId: "1",
                policy: allowing("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
            }),
        },
        "anybody of one account, through one service, may": {
            resources: externalKey({
                policy: allowing({ AWS: "*" }, { StringEquals: { "kms:CallerAccount": "111122223333" } }),
            }),
        },
        "a service may": { resources: replicaKey({ policy: allowing({ Service: "logs.amazonaws.com" }) }) },
    },
    violating: {
        "anybody may use a key": { resources: key({ policy: allowing("*") }), says: [PUBLIC] },
        "by a policy of its own": {
            resources: keyPolicy({ keyId: "1", policy: allowing({ AWS: "*" }) }),
            says: [PUBLIC],
        },
        "an external key": { resources: externalKey({ policy: allowing({ AWS: ["*"] }) }), says: [PUBLIC] },
        "a replica, over TLS": {
            resources: replicaKey({ policy: allowing("*", { Bool: { "aws:SecureTransport": "true" } }) }),
            says: [PUBLIC],
        },
        "a policy given as an object": {
            resources: key({
                policy: { Statement: { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" } },
            }),
            says: [PUBLIC.replace("2", "1")],
        },
    },
    absent: {
        "the default policy is of the account": { resources: key({}) },
        "an empty policy is the default one": { resources: key({ policy: "" }) },
    },
    unknown: {
        "the policy": { resources: key({ policy: unknown() }), undetermined: NOT_KNOWN },
        "a role, while anybody is let in beside it": {
            resources: key({
                policy: {
                    Statement: [
                        { Effect: "Allow", Principal: { AWS: unknown() }, Action: "kms:*", Resource: "*" },
                        { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" },
                    ],
                },
            }),
            says: [PUBLIC],
        },
        "a statement, which may take back what another allows": {
            resources: key({
                policy: { Statement: [unknown(), { Effect: "Allow", Principal: "*", Action: "kms:*", Resource: "*" }] },
            }),
            undetermined: "Holds a value that is not known before the update: `policy`.",
        },
        "a role, in a policy given as an object": {
            resources: key({
                policy: {
                    Statement: [{ Effect: "Allow", Principal: { AWS: unknown() }, Action: "kms:*", Resource: "*" }],
                },
            }),
            undetermined: "Holds a value that is not known before the update: `policy`.",
        },
    },
    secret: { "anybody, secretly": { resources: key({ policy: secret(allowing("*")) }), says: [PUBLIC] } },
    malformed: {
        "no JSON": {
            resources: key({ policy: "{" }),
            undetermined: "Not a valid policy document: `policy`.",
        },
        "a number": { resources: keyPolicy({ policy: 1 }), undetermined: "Not a valid policy document: `policy`." },
        "a statement without an effect": {
            resources: key({ policy: JSON.stringify({ Statement: [{ Principal: "*", Action: "kms:*" }] }) }),
            undetermined: "Not a valid policy document: `policy`.",
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

describe("the options of KMS policies", () => {
    it("keep to what KMS can do", () => {
        const outside = "must be a whole number from";
        assert.equal(kmsKeyRotation.options?.maximumPeriodInDays.fault(0), `${outside} 90 to 2560`);
        assert.equal(kmsKeyDeletionWindow.options?.minimumDays.fault(0), `${outside} 7 to 30`);
    });
});
