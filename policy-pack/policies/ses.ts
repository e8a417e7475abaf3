import { service, settingPolicy } from "../evaluation";

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
]);
