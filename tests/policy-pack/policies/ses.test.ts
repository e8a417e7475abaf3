import ses from "../../../policy-pack/policies/ses";
import { describeService } from "../support/describe";

const set = (tlsPolicy: string) => ({
    type: "aws:ses/configurationSet:ConfigurationSet",
    inputs: { deliveryOptions: { tlsPolicy } },
});
const newSet = (tlsPolicy: string) => ({ ...set(tlsPolicy), type: "aws:sesv2/configurationSet:ConfigurationSet" });

describeService(ses, {
    "ses-tls-required": {
        says: 'Set `deliveryOptions.tlsPolicy` to "Require" or "REQUIRE".',
        compliant: { required: set("Require"), "required, of the newer type": newSet("REQUIRE") },
        violating: { optional: set("Optional"), "optional, of the newer type": newSet("OPTIONAL") },
        absent: "violating",
    },
});
