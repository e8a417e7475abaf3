import qldb from "../../../policy-pack/policies/qldb";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const ledger = (inputs: Inputs) => ({ type: "aws:qldb/ledger:Ledger", inputs });

describeService(qldb, {
    "qldb-permissions-by-table": {
        says: 'Set `permissionsMode` to "STANDARD".',
        compliant: { standard: ledger({ permissionsMode: "STANDARD" }) },
        violating: { all: ledger({ permissionsMode: "ALLOW_ALL" }) },
        absent: "violating",
    },
    "qldb-deletion-protection": {
        says: "Remove `deletionProtection`, or set it to true.",
        compliant: { on: ledger({ deletionProtection: true }) },
        violating: { off: ledger({ deletionProtection: false }) },
        absent: "compliant",
    },
});
