import { all, integer, must, mustNot, not, resourcePolicy, say, set, when, type Truth } from "../evaluation";
import type { ResourceReader } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";

const KEY = "aws:kms/key:Key";
const EXTERNAL_KEY = "aws:kms/externalKey:ExternalKey";
const REPLICA_KEY = "aws:kms/replicaKey:ReplicaKey";
const KEY_POLICY = "aws:kms/keyPolicy:KeyPolicy";

/** KMS can rotate symmetric encryption keys whose material it made, which is not that of keys in custom key stores. */
function canRotate(key: ResourceReader): Truth {
    const spec = key.get("customerMasterKeySpec").absentAs("SYMMETRIC_DEFAULT");
    return all([spec.is("SYMMETRIC_DEFAULT"), not(key.get("customKeyStoreId").isPresent())]);
}

/** KMS's own period, where none is given. */
const YEARLY = 365;

export const kmsKeyRotation = resourcePolicy({
    id: "kms-key-rotation",
    title: "KMS keys rotate their key material",
    severity: "medium",
    types: [KEY],
    controls: {
        fsbp: ["KMS.4"],
        cis: { "3.0": ["3.6"], "5.0": ["3.6"], "7.0": ["4.6"] },
        nist: ["SC-12", "SC-12(2)"],
        whitepaper: "account security",
    },
    why: "Key material that never changes protects all data ever written with the key: one leak opens all of it.",
    fix: {
        text: "Turn on automatic rotation. Old material stays readable, so nothing has to be encrypted again.",
        example: `new aws.kms.Key("data", { enableKeyRotation: true });`,
    },
    options: {
        maximumPeriodInDays: integer({
            default: YEARLY,
            minimum: 90,
            maximum: 2560,
            description: "The longest time between two rotations that is accepted, in days.",
        }),
    },
    check(key, { maximumPeriodInDays }) {
        const rotation = key.get("enableKeyRotation").absentAs(false);
        const period = key.get("rotationPeriodInDays").absentAs(YEARLY);
        return when(canRotate(key), [
            must(rotation.is(true), say`Set ${rotation} to true.`),
            must(period.atMost(maximumPeriodInDays), say`Set ${period} to ${maximumPeriodInDays} days or fewer.`),
        ]);
    },
    remediation(key, { maximumPeriodInDays }) {
        const period = key.get("rotationPeriodInDays").absentAs(YEARLY);
        const tooLong = period.atMost(maximumPeriodInDays) === false;
        return [
            set(["enableKeyRotation"], true),
            ...(tooLong ? [set(["rotationPeriodInDays"], maximumPeriodInDays)] : []),
        ];
    },
});

export const kmsKeyPolicyNoPublic = resourcePolicy({
    id: "kms-key-policy-no-public",
    title: "KMS key policies let no outsiders in",
    severity: "critical",
    types: [KEY, KEY_POLICY, EXTERNAL_KEY, REPLICA_KEY],
    controls: {
        fsbp: ["KMS.5"],
        cis: { "7.0": ["2.21"] },
        nist: ["AC-3", "SC-12"],
        whitepaper: "account security",
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
    check: (key) => mustLetNoOutsidersIn(key.get("policy"), say`Name who may use the key, or scope it by a condition.`),
});

export const kmsKeyDeletionWindow = resourcePolicy({
    id: "kms-key-deletion-window",
    title: "KMS keys wait long enough before they are deleted",
    severity: "medium",
    types: [KEY, EXTERNAL_KEY, REPLICA_KEY],
    controls: { fsbp: ["KMS.3"], nist: ["SC-12", "CP-9"], whitepaper: "account security" },
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
    check(key, { minimumDays }) {
        const days = key.get("deletionWindowInDays").absentAs(30);
        return must(days.atLeast(minimumDays), say`Set ${days} to ${minimumDays} days or more.`);
    },
    remediation: (_, { minimumDays }) => [set(["deletionWindowInDays"], minimumDays)],
});

export const kmsKeyNoLockoutBypass = resourcePolicy({
    id: "kms-key-no-lockout-bypass",
    title: "Key policies are checked against locking everyone out",
    severity: "high",
    // All four set a key's policy, and have the same switch.
    types: [KEY, KEY_POLICY, EXTERNAL_KEY, REPLICA_KEY],
    controls: { nist: ["SC-12"], whitepaper: "account security" },
    why: "Without the check, a mistake in a key policy leaves a key that nobody can manage, and only AWS Support can help.",
    fix: {
        text: "Leave `bypassPolicyLockoutSafetyCheck` out, and let the policy keep `kms:PutKeyPolicy` for its administrators.",
        example: `new aws.kms.Key("data", { enableKeyRotation: true, policy: keyPolicy });`,
    },
    check(key) {
        const bypass = key.get("bypassPolicyLockoutSafetyCheck").absentAs(false);
        return mustNot(bypass.is(true), say`Remove ${bypass}, or set it to false.`);
    },
    remediation: () => [set(["bypassPolicyLockoutSafetyCheck"], false)],
});

export const kmsKeyEnabled = resourcePolicy({
    id: "kms-key-enabled",
    title: "KMS keys are enabled",
    severity: "medium",
    types: [KEY],
    controls: { nist: ["SC-12"], whitepaper: "account security" },
    why: "A disabled key makes all data encrypted with it unreadable, and is not rotated; whoever needs it finds out late.",
    fix: {
        text: "Leave `isEnabled` out. To retire a key, delete it: the waiting period protects the data.",
        example: `new aws.kms.Key("data", { enableKeyRotation: true });`,
    },
    check(key) {
        const enabled = key.get("isEnabled").absentAs(true);
        return must(enabled.is(true), say`Remove ${enabled}, or set it to true.`);
    },
    remediation: () => [set(["isEnabled"], true)],
});

export const kmsPolicies = [
    kmsKeyRotation,
    kmsKeyPolicyNoPublic,
    kmsKeyDeletionWindow,
    kmsKeyNoLockoutBypass,
    kmsKeyEnabled,
] as const;
