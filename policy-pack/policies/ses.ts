import { resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const CONFIGURATION = "aws:ses/configurationSet:ConfigurationSet";
const CONFIGURATION_V2 = "aws:sesv2/configurationSet:ConfigurationSet";

export default service("ses", [
    settingPolicy({
        id: "ses-tls-required",
        title: "SES sends mail over TLS only",
        severity: "medium",
        types: [CONFIGURATION, CONFIGURATION_V2],
        controls: { fsbp: ["SES.3"], nist: ["SC-8"], whitepaper: ["account security"] },
        why: "Where the other side offers no TLS, or somebody on the way says so, mail goes out for everybody to read.",
        fix: {
            text: "Require TLS. Mail to servers without it is not delivered.",
            example: `new aws.ses.ConfigurationSet("orders", { deliveryOptions: { tlsPolicy: "Require" } });`,
        },
        setting: "deliveryOptions.tlsPolicy",
        must: { beOneOf: ["Require", "REQUIRE"] },
        default: "Optional",
    }),
    resourcePolicy({
        id: "ses-policy-no-public",
        title: "Policies of identities of SES let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("ses"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "Whoever may send as you writes to your customers in your name.",
        fix: {
            text: "Name the accounts or roles that may send.",
            example: `new aws.ses.IdentityPolicy("shop", {
    identity: "shop.example.com",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/shop"] }],
            actions: ["ses:SendEmail"],
            resources: ["arn:aws:ses:eu-west-1:111122223333:identity/shop.example.com"],
        }],
    }).json,
});`,
        },
        check: (identity) =>
            mustLetNoOutsidersIn(policyOf(identity), say`Name who may send, or scope it by a condition.`),
    }),
]);
