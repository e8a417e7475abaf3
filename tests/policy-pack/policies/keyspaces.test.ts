import keyspaces from "../../../policy-pack/policies/keyspaces";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const table = (inputs: Inputs) => ({ type: "aws:keyspaces/table:Table", inputs });
const encrypted = (type: string, kmsKeyIdentifier?: string) =>
    table({ encryptionSpecification: { type, ...(kmsKeyIdentifier !== undefined && { kmsKeyIdentifier }) } });
const OWN = "CUSTOMER_MANAGED_KMS_KEY";

describeService(keyspaces, {
    "keyspaces-pitr": {
        says: 'Set `pointInTimeRecovery.status` to "ENABLED".',
        compliant: { on: table({ pointInTimeRecovery: { status: "ENABLED" } }) },
        violating: { off: table({ pointInTimeRecovery: { status: "DISABLED" } }) },
        absent: "violating",
    },
    "keyspaces-cmk": {
        says: `Set \`encryptionSpecification.type\` to "${OWN}" and \`encryptionSpecification.kmsKeyIdentifier\` to the key's ARN.`,
        compliant: { "a key": encrypted(OWN, "arn:aws:kms:x") },
        violating: {
            "a key of AWS": encrypted("AWS_OWNED_KMS_KEY"),
            "a key beside that of AWS": encrypted("AWS_OWNED_KMS_KEY", "arn:aws:kms:x"),
            "no key": encrypted(OWN),
        },
        absent: "violating",
    },
});
