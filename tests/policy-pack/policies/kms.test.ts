import assert from "node:assert/strict";
import kms from "../../../policy-pack/policies/kms";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const key = (inputs: Inputs): TestResource => ({ type: "aws:kms/key:Key", inputs });
const externalKey = (inputs: Inputs): TestResource => ({ type: "aws:kms/externalKey:ExternalKey", inputs });
const replicaKey = (inputs: Inputs): TestResource => ({ type: "aws:kms/replicaKey:ReplicaKey", inputs });
const replicaExternalKey = (inputs: Inputs): TestResource => ({
    type: "aws:kms/replicaExternalKey:ReplicaExternalKey",
    inputs,
});
const keyPolicy = (inputs: Inputs): TestResource => ({ type: "aws:kms/keyPolicy:KeyPolicy", inputs });

/** The policy of a key, in which these principals may use it under these conditions. */
const allowing = (principal: unknown, condition?: unknown): string =>
    JSON.stringify({
        Version: "2012-10-17",
        Statement: [
            { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "kms:*", Resource: "*" },
            { Effect: "Allow", Principal: principal, Action: "kms:Decrypt", Resource: "*", Condition: condition },
        ],
    });
const USED_BY = (principal: string) => ({ Effect: "Allow", Principal: principal, Action: "kms:*", Resource: "*" });

const PUBLIC = "Statement 2 of `policy` lets anybody in. Name who may use the key, or scope it by a condition.";
const NO_JSON = "Not a valid policy document, as the document is not a JSON object: `policy`.";
const ENABLE = "Remove `enabled`, or set it to true.";

describeService(kms, {
    "kms-key-rotation": {
        says: "Set `enableKeyRotation` to true.",
        compliant: {
            "rotation is on": key({ enableKeyRotation: true }),
            "a symmetric key, named so": key({
                customerMasterKeySpec: "SYMMETRIC_DEFAULT",
                enableKeyRotation: true,
            }),
            "a multi-Region primary key": key({ multiRegion: true, enableKeyRotation: true }),
            "a long period, which is for another policy": key({ enableKeyRotation: true, rotationPeriodInDays: 2560 }),
            "an asymmetric key, which KMS cannot rotate": key({ customerMasterKeySpec: "RSA_4096" }),
            "an HMAC key, which KMS cannot rotate": key({
                customerMasterKeySpec: "HMAC_256",
                keyUsage: "GENERATE_VERIFY_MAC",
            }),
            "a key that signs": key({ keyUsage: "SIGN_VERIFY", enableKeyRotation: false }),
            "a key in a custom key store, which KMS cannot rotate": key({
                customKeyStoreId: "cks-1234567890abcdef0",
                enableKeyRotation: false,
            }),
        },
        violating: {
            "rotation is off": key({ enableKeyRotation: false }),
            "an empty id of a custom key store is none": key({ customKeyStoreId: "" }),
            "a text that the provider takes for false": key({ enableKeyRotation: "false" }),
        },
        absent: "violating",
        unknown: {
            "what kind of key it is": {
                resources: key({
                    customerMasterKeySpec: unknown(),
                    customKeyStoreId: unknown(),
                    enableKeyRotation: false,
                }),
                undetermined: "Not known before the update: `customKeyStoreId`, `customerMasterKeySpec`.",
            },
            "what kind of key it is, but it rotates": key({
                customerMasterKeySpec: unknown(),
                enableKeyRotation: true,
            }),
            "whether it rotates, but KMS could not": key({
                enableKeyRotation: unknown(),
                customerMasterKeySpec: "ECC_NIST_P256",
            }),
        },
    },
    "kms-key-own-policy": {
        says: "Set `policy`, or give it an `aws.kms.KeyPolicy`.",
        compliant: {
            "a policy": key({ policy: allowing({ AWS: "111122223333" }) }),
            "a policy beside it": [
                replicaKey({}),
                { ...keyPolicy({ keyId: unknown() }), name: "side", from: { keyId: ["it"] } },
            ],
            ...eachOutput(["id", "arn"], "1234", (outputs) => [
                { ...key({}), outputs },
                { ...keyPolicy({ keyId: "1234" }), name: "side" },
            ]),
        },
        violating: {
            none: key({ policy: "" }),
            imported: externalKey({}),
            replicated: replicaKey({}),
            "replicated and imported": replicaExternalKey({}),
        },
        absent: "violating",
    },
    "kms-key-rotation-period": {
        says: "Remove `rotationPeriodInDays`, or set it to 365 days or fewer.",
        compliant: {
            "a shorter period": key({ enableKeyRotation: true, rotationPeriodInDays: 90 }),
            "the longest period": key({ enableKeyRotation: true, rotationPeriodInDays: 365 }),
            "a period the options allow": {
                resources: key({ enableKeyRotation: true, rotationPeriodInDays: 730 }),
                options: { maximumDays: 730 },
            },
            "rotation is off, which is for another policy": key({ rotationPeriodInDays: 2560 }),
            "a key that KMS cannot rotate": key({
                customKeyStoreId: "cks-1234567890abcdef0",
                enableKeyRotation: true,
                rotationPeriodInDays: 2560,
            }),
        },
        violating: {
            "a day too long": key({ enableKeyRotation: true, rotationPeriodInDays: 366 }),
            "KMS's own period is longer than the options allow": {
                resources: key({ enableKeyRotation: true }),
                options: { maximumDays: 90 },
                says: ["Set `rotationPeriodInDays` to 90 days or fewer."],
            },
        },
        absent: {
            "KMS rotates yearly by default": key({ enableKeyRotation: true, rotationPeriodInDays: null }),
            "not at all": key({}),
        },
    },
    "kms-key-policy-no-public": {
        says: PUBLIC,
        compliant: {
            "an account may use it": key({ policy: allowing({ AWS: "arn:aws:iam::444455556666:root" }) }),
            "anybody of one organization may": keyPolicy({
                keyId: "1",
                policy: allowing("*", { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }),
            }),
            "anybody of one account, through one service, may": externalKey({
                policy: allowing({ AWS: "*" }, { StringEquals: { "kms:CallerAccount": "111122223333" } }),
            }),
            "a service may": replicaKey({ policy: allowing({ Service: "logs.amazonaws.com" }) }),
        },
        violating: {
            "anybody may use a key": key({ policy: allowing("*") }),
            "by a policy of its own": keyPolicy({ keyId: "1", policy: allowing({ AWS: "*" }) }),
            "an external key": externalKey({ policy: allowing({ AWS: ["*"] }) }),
            "a replica, over TLS": replicaKey({
                policy: allowing("*", { Bool: { "aws:SecureTransport": "true" } }),
            }),
            "a replica of an external key": replicaExternalKey({ policy: allowing("*") }),
            "a policy given as an object": {
                resources: key({ policy: { Statement: USED_BY("*") } }),
                says: [PUBLIC.replace("2", "1")],
            },
        },
        absent: {
            "the default policy is of the account": key({}),
            "an empty policy is the default one": key({ policy: "" }),
        },
        unknown: {
            "a role, while anybody is let in beside it": {
                resources: key({
                    policy: {
                        Statement: [{ ...USED_BY("*"), Principal: { AWS: unknown() } }, USED_BY("*")],
                    },
                }),
                says: [PUBLIC],
            },
            "a statement, which may take back what another allows": {
                resources: key({ policy: { Statement: [unknown(), USED_BY("*")] } }),
                undetermined: "Not known before the update: `policy.Statement[0]`.",
            },
            "a role, in a policy given as an object": {
                resources: key({ policy: { Statement: [{ ...USED_BY("*"), Principal: { AWS: unknown() } }] } }),
                undetermined: "Not known before the update: `policy.Statement[0].Principal.AWS`.",
            },
        },
        malformed: {
            "no JSON": {
                resources: key({ policy: "{" }),
                undetermined: NO_JSON,
            },
            "a number": {
                resources: keyPolicy({ policy: 1 }),
                undetermined: NO_JSON,
            },
            "a statement without an effect": {
                resources: key({ policy: JSON.stringify({ Statement: [{ Principal: "*", Action: "kms:*" }] }) }),
                undetermined: "Not a valid policy document, as statement 1 has no Effect of Allow or Deny: `policy`.",
            },
        },
    },
    "kms-key-deletion-window": {
        says: "Remove `deletionWindowInDays`, or set it to 30 days or more.",
        compliant: {
            "30 days": key({ deletionWindowInDays: 30 }),
            "as many as the options ask for": {
                resources: replicaKey({ deletionWindowInDays: 14 }),
                options: { minimumDays: 14 },
            },
        },
        violating: {
            "the provider's minimum": key({ deletionWindowInDays: 7 }),
            "a day too few": externalKey({ deletionWindowInDays: 29 }),
            "a replica": replicaKey({ deletionWindowInDays: 10 }),
            "a replica of an external key": replicaExternalKey({ deletionWindowInDays: "10" }),
            "fewer than the options ask for": {
                resources: key({ deletionWindowInDays: 13 }),
                options: { minimumDays: 14 },
                says: ["Remove `deletionWindowInDays`, or set it to 14 days or more."],
            },
        },
        absent: "compliant",
    },
    "kms-key-no-lockout-bypass": {
        says: "Remove `bypassPolicyLockoutSafetyCheck`, or set it to false.",
        compliant: { "the check is on": key({ bypassPolicyLockoutSafetyCheck: false }) },
        violating: {
            "a key": key({ bypassPolicyLockoutSafetyCheck: true }),
            "a key's policy": keyPolicy({ keyId: "1", bypassPolicyLockoutSafetyCheck: true }),
            "an external key": externalKey({ bypassPolicyLockoutSafetyCheck: true }),
            "a replica": replicaKey({ bypassPolicyLockoutSafetyCheck: "true" }),
            "a replica of an external key": replicaExternalKey({ bypassPolicyLockoutSafetyCheck: true }),
        },
        absent: "compliant",
    },
    "kms-key-enabled": {
        says: ENABLE,
        compliant: {
            enabled: key({ isEnabled: true }),
            "a replica": replicaKey({ enabled: true }),
            "an external key that waits for its material": externalKey({ enabled: false }),
            "a replica of one": replicaExternalKey({ enabled: false }),
        },
        violating: {
            "a key": { resources: key({ isEnabled: false }), says: [ENABLE.replace("enabled", "isEnabled")] },
            "a replica": replicaKey({ enabled: false }),
            "an external key with material": externalKey({ enabled: false, keyMaterialBase64: "bWF0ZXJpYWw=" }),
            "a replica of one": replicaExternalKey({ enabled: false, keyMaterialBase64: "bWF0ZXJpYWw=" }),
        },
        absent: "compliant",
    },
});

describe("the options of KMS policies", () => {
    it("keep to what KMS can do", () => {
        const faultOf = (id: string, option: string) =>
            kms.policies.find((policy) => policy.id === id)?.options?.[option]?.fault(0);
        const outside = "must be a whole number from";
        assert.equal(faultOf("kms-key-rotation-period", "maximumDays"), `${outside} 90 to 2560`);
        assert.equal(faultOf("kms-key-deletion-window", "minimumDays"), `${outside} 7 to 30`);
    });
});
