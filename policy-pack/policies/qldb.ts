import { service, settingPolicy } from "../evaluation";

const LEDGER = "aws:qldb/ledger:Ledger";

export default service("qldb", [
    settingPolicy({
        id: "qldb-permissions-by-table",
        title: "QLDB ledgers decide by table who may do what",
        severity: "medium",
        types: [LEDGER],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["QLDB"] },
        why: "With `ALLOW_ALL` whoever may send a statement to the ledger may send every one.",
        fix: {
            text: "Set `permissionsMode` to `STANDARD`.",
            example: `new aws.qldb.Ledger("accounts", { permissionsMode: "STANDARD" });`,
        },
        setting: "permissionsMode",
        must: { be: "STANDARD" },
    }),
    settingPolicy({
        id: "qldb-deletion-protection",
        title: "QLDB ledgers are protected from deletion",
        severity: "medium",
        types: [LEDGER],
        controls: { nist: ["CM-3", "CP-9"], whitepaper: ["QLDB"] },
        why: "One wrong command, or a replacement nobody read in a preview, deletes the ledger and its history.",
        fix: {
            text: "Leave `deletionProtection` out.",
            example: `new aws.qldb.Ledger("accounts", { permissionsMode: "STANDARD", deletionProtection: true });`,
        },
        setting: "deletionProtection",
        must: { be: true },
        default: true,
        remediates: true,
    }),
]);
