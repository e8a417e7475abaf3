import { all, must, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

const TABLE = "aws:keyspaces/table:Table";

const exampleTable = (settings: string): string => `new aws.keyspaces.Table("orders", {
    keyspaceName: "orders",
    tableName: "orders",
    schemaDefinition: { columns: [{ name: "id", type: "text" }], partitionKeys: [{ name: "id" }] },
    ${settings},
});`;

export default service("keyspaces", [
    settingPolicy({
        id: "keyspaces-pitr",
        title: "Keyspaces tables can be restored to any second",
        severity: "medium",
        types: [TABLE],
        controls: { nist: ["CP-9", "CP-10"], whitepaper: ["Keyspaces"] },
        why: "A program that writes nonsense, or an intruder, alters all rows within minutes.",
        fix: {
            text: "Turn point-in-time recovery on. It costs by the size of the table.",
            example: exampleTable(`pointInTimeRecovery: { status: "ENABLED" }`),
        },
        setting: "pointInTimeRecovery.status",
        must: { be: "ENABLED" },
        default: "DISABLED",
        remediates: true,
    }),
    resourcePolicy({
        id: "keyspaces-cmk",
        title: "Keyspaces tables are encrypted with a KMS key of your own",
        severity: "low",
        types: [TABLE],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["Keyspaces"] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read. Off by default here: each key costs money and needs somebody who looks after its policy.",
        fix: {
            text: "Name a KMS key of your own.",
            example: exampleTable(
                `encryptionSpecification: { type: "CUSTOMER_MANAGED_KMS_KEY", kmsKeyIdentifier: key.arn }`,
            ),
        },
        offByDefault: true,
        check(table) {
            const encryption = table.get("encryptionSpecification");
            const [type, key] = [encryption.get("type"), encryption.get("kmsKeyIdentifier")];
            return must(
                all([type.is("CUSTOMER_MANAGED_KMS_KEY"), isOwnKey(key)]),
                say`Set ${type} to "CUSTOMER_MANAGED_KMS_KEY" and ${key} to the key's ARN.`,
            );
        },
    }),
]);
