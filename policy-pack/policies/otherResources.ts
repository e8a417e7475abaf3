import { resourcePolicy, say, service } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { environmentsMustHoldNoSecrets, typesWithEnvironment } from "./environments";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

export default service("resource", [
    resourcePolicy({
        id: "resource-policy-no-public",
        title: "Policies of resources of further services let no outsiders in",
        severity: "high",
        types: [
            ...typesWithPolicy("acmPca"),
            ...typesWithPolicy("dsql"),
            ...typesWithPolicy("mediaStore"),
            ...typesWithPolicy("observability"),
            ...typesWithPolicy("organizations"),
            ...typesWithPolicy("pinpoint"),
            "aws:vpclattice/resourcePolicy:ResourcePolicy",
            ...typesWithPolicy("xray"),
        ],
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "Whoever is let in by a policy of a resource needs no rights of his own account: he signs with your authority, reads your data or fills your logs.",
        fix: {
            text: "Name accounts, roles or services, or keep outsiders out by a condition such as `aws:PrincipalOrgID`.",
            example: `new aws.oam.SinkPolicy("monitoring", {
    sinkIdentifier: "arn:aws:oam:eu-west-1:111122223333:sink/a1b2c3",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            actions: ["oam:CreateLink", "oam:UpdateLink"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
    resourcePolicy({
        id: "resource-environment-no-secrets",
        title: "Variables that further services give to what runs hold no secrets",
        severity: "high",
        types: typesWithEnvironment("others"),
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "Whoever may look at the resource reads its variables, and they stay in the state. Of stage variables AWS says that they are not for credentials; those of a build end in what it prints.",
        fix: {
            text: "Keep it in Secrets Manager or Parameter Store, let what runs fetch it by its role, and rotate what was here.",
            example: `new aws.amplify.Branch("main", {
    appId: "d1a2b3c4d5e6f7",
    branchName: "main",
    environmentVariables: { API: "https://api.example.com" },
});`,
        },
        check: (resource) => environmentsMustHoldNoSecrets(resource, "others"),
    }),
]);
