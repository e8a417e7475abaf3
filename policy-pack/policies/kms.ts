import {
    all,
    any,
    integer,
    must,
    not,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    stackPolicy,
    type Truth,
} from "../evaluation";
import type { Link, ResourceReader } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const KEY = "aws:kms/key:Key";
const EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey";
const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
const REPLICA_EXTERNAL_KEY = "aws:kms/replicaExternalKey:ReplicaExternalKey";
const KEYS = [KEY, EXTERNAL_KEY, REPLICA_KEY, REPLICA_EXTERNAL_KEY] as const;
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

const keyPolicyOf: Link = { from: [KEY_POLICY], by: "keyId", to: KEYS, named: ["id", "arn"] };

/** KMS can rotate symmetric encryption keys whose material it made, which is not that of keys in custom key stores. */
function canRotate(key: ResourceReader): Truth {
    const spec = key.get("customerMasterKeySpec").absentAs("SYMMETRIC_DEFAULT");
    const usage = key.get("keyUsage").absentAs("ENCRYPT_DECRYPT");
    const isInStore = key.get("customKeyStoreId").judgeText((id) => id !== "");
    return all([spec.is("SYMMETRIC_DEFAULT"), usage.is("ENCRYPT_DECRYPT"), not(isInStore)]);
}

/** A rotation that is off is for `kms-key-rotation` to tell. */
function rotates(key: ResourceReader): Truth {
    return all([canRotate(key), key.get("enableKeyRotation").is(true)]);
}

/** A key that waits for its material can only be disabled. */
function hasMaterial(key: ResourceReader): Truth {
    const isImported = key.type === EXTERNAL_KEY || key.type === REPLICA_EXTERNAL_KEY;
    return isImported ? key.get("keyMaterialBase64").isPresent() : true;
}

/** KMS's own period, where none is given, in days. */
const YEARLY = 365;

export default service("kms", [
    settingPolicy({
        id: "kms-key-rotation",
        title: "KMS keys rotate their key material",
        severity: "medium",
        types: [KEY],
        controls: {
            fsbp: ["KMS.4"],
            cis3: ["3.6"],
            cis5: ["3.6"],
            cis7: ["4.6"],
            nist: ["SC-12", "SC-12(2)"],
            whitepaper: ["account security"],
        },
        why: "Key material that never changes protects all data ever written with the key: one leak opens all of it.",
        fix: {
            text: "Turn on automatic rotation. Old material stays readable, so nothing has to be encrypted again.",
            example: `new aws.kms.Key("data", { enableKeyRotation: true });`,
        },
        setting: "enableKeyRotation",
        must: { be: true },
        default: false,
        appliesIf: canRotate,
        remediates: true,
    }),
    stackPolicy({
        id: "kms-key-own-policy",
        title: "KMS keys say who may use them",
        severity: "low",
        types: KEYS,
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "A key without a policy is for everybody in the account whose own policies allow it.",
        offByDefault: true,
        fix: {
            text: "Give the key a policy.",
            example: `new aws.kms.Key("data", {
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/admin"] }],
            actions: ["kms:*"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check(key, stack) {
            const policy = key.given("policy");
            return must(
                any([policy.judgeText((text) => text !== ""), stack.linkedTo(key, keyPolicyOf).exists()]),
                say`Set ${policy}, or give it an \`aws.kms.KeyPolicy\`.`,
            );
        },
    }),
    settingPolicy({
        id: "kms-key-rotation-period",
        title: "KMS keys rotate often enough",
        severity: "low",
        types: [KEY],
        controls: { nist: ["SC-12"], whitepaper: ["account security"] },
        why: "The longer the period, the more data one version of the key material protects.",
        fix: {
            text: "Leave `rotationPeriodInDays` out, which means a year, or set it to the required number of days.",
            example: `new aws.kms.Key("data", { enableKeyRotation: true, rotationPeriodInDays: 180 });`,
        },
        options: {
            maximumDays: integer({
                default: YEARLY,
                minimum: 90,
                maximum: 2560,
                description: "The longest time between two rotations that is accepted, in days.",
            }),
        },
        setting: "rotationPeriodInDays",
        must: { beAtMost: "maximumDays", unit: "days" },
        default: YEARLY,
        appliesIf: rotates,
        remediates: true,
    }),
    resourcePolicy({
        id: "kms-key-policy-no-public",
        title: "KMS key policies let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("kms"),
        controls: {
            fsbp: ["KMS.5"],
            cis7: ["2.21"],
            nist: ["AC-3", "SC-12"],
            whitepaper: ["account security"],
        },
        why: "A key that anybody may use protects nothing: whoever gets hold of the data can decrypt it, or lock you out of it.",
        fix: {
            text: "Name the accounts or roles that may use the key, or keep outsiders out by a condition such as `aws:PrincipalOrgID`.",
            example: `new aws.kms.KeyPolicy("data", {
    keyId: key.id,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:root"] }],
            actions: ["kms:*"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (key) => mustLetNoOutsidersIn(policyOf(key), say`Name who may use the key, or scope it by a condition.`),
    }),
    settingPolicy({
        id: "kms-key-deletion-window",
        title: "KMS keys wait long enough before they are deleted",
        severity: "medium",
        types: KEYS,
        controls: { fsbp: ["KMS.3"], nist: ["SC-12", "CP-9"], whitepaper: ["account security"] },
        why: "A deleted key takes all data encrypted with it along. The waiting period is the only time to notice and cancel.",
        fix: {
            text: "Leave `deletionWindowInDays` out, which means 30 days, or set it to the required number of days.",
            example: `new aws.kms.Key("data", { enableKeyRotation: true, deletionWindowInDays: 30 });`,
        },
        options: {
            minimumDays: integer({
                default: 30,
                minimum: 7,
                maximum: 30,
                description: "The shortest waiting period that is accepted, in days.",
            }),
        },
        setting: "deletionWindowInDays",
        must: { beAtLeast: "minimumDays", unit: "days" },
        default: 30,
        remediates: true,
    }),
    settingPolicy({
        id: "kms-key-no-lockout-bypass",
        title: "Key policies are checked against locking everyone out",
        severity: "high",
        // All of them set a key's policy, and have the same switch.
        types: [...KEYS, KEY_POLICY],
        controls: { nist: ["SC-12"], whitepaper: ["account security"] },
        why: "Without the check, a mistake in a key policy leaves a key that nobody can manage, and only AWS Support can help.",
        fix: {
            text: "Leave `bypassPolicyLockoutSafetyCheck` out, and let the policy keep `kms:PutKeyPolicy` for its administrators.",
            example: `new aws.kms.Key("data", { enableKeyRotation: true, policy: keyPolicy });`,
        },
        setting: "bypassPolicyLockoutSafetyCheck",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "kms-key-enabled",
        title: "KMS keys are enabled",
        severity: "medium",
        types: KEYS,
        controls: { nist: ["SC-12"], whitepaper: ["account security"] },
        why: "A disabled key makes all data encrypted with it unreadable, and is not rotated; whoever needs it finds out late.",
        fix: {
            text: "Leave the setting out. To retire a key, delete it: the waiting period protects the data.",
            example: `new aws.kms.Key("data", { enableKeyRotation: true });`,
        },
        setting: {
            [KEY]: "isEnabled",
            [EXTERNAL_KEY]: "enabled",
            [REPLICA_KEY]: "enabled",
            [REPLICA_EXTERNAL_KEY]: "enabled",
        },
        must: { be: true },
        default: true,
        appliesIf: hasMaterial,
        remediates: true,
    }),
]);
