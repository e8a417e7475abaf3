import { resourcePolicy, say, service } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

export default service("glacier", [
    resourcePolicy({
        id: "glacier-policy-no-public",
        title: "Policies of vaults let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("glacier"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-6"], whitepaper: ["Glacier"] },
        why: "Whoever may fetch archives has what was put away for years.",
        fix: {
            text: "Name the accounts or roles that may use the vault.",
            example: `new aws.glacier.Vault("archive", {
    accessPolicy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/auditor"] }],
            actions: ["glacier:InitiateJob", "glacier:GetJobOutput"],
            resources: ["arn:aws:glacier:eu-west-1:111122223333:vaults/archive"],
        }],
    }).json,
});`,
        },
        check: (vault) =>
            mustLetNoOutsidersIn(policyOf(vault), say`Name who may use the vault, or scope it by a condition.`),
    }),
]);
