import ses from "../../../policy-pack/policies/ses";
import { describeService } from "../support/describe";
import type { Input } from "../support/inputs";

const set = (tlsPolicy: string) => ({
    type: "aws:ses/configurationSet:ConfigurationSet",
    inputs: { deliveryOptions: { tlsPolicy } },
});
const newSet = (tlsPolicy: string) => ({ ...set(tlsPolicy), type: "aws:sesv2/configurationSet:ConfigurationSet" });

const identity = (Principal: Input) => ({
    type: "aws:ses/identityPolicy:IdentityPolicy",
    inputs: {
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal, Action: "ses:SendEmail", Resource: "*" }] }),
    },
});

describeService(ses, {
    "ses-tls-required": {
        says: 'Set `deliveryOptions.tlsPolicy` to "Require" or "REQUIRE".',
        compliant: { required: set("Require"), "required, of the newer type": newSet("REQUIRE") },
        violating: { optional: set("Optional"), "optional, of the newer type": newSet("OPTIONAL") },
        absent: "violating",
    },
    "ses-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may send, or scope it by a condition.",
        compliant: { "an account": identity({ AWS: "111122223333" }) },
        violating: {
            anybody: identity("*"),
            "anybody, of the newer type": {
                ...identity({ AWS: "*" }),
                type: "aws:sesv2/emailIdentityPolicy:EmailIdentityPolicy",
            },
        },
        absent: "compliant",
    },
});
