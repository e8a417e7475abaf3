import securityHub from "../../../policy-pack/policies/securityHub";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const organization = (inputs: Inputs) => resource("securityhub/organizationConfiguration", inputs);

describeService(securityHub, {
    "securityhub-organization-auto-enable": {
        says: "Set `autoEnable` to true.",
        compliant: {
            on: organization({ autoEnable: true }),
            centrally: organization({
                autoEnable: false,
                organizationConfiguration: { configurationType: "CENTRAL" },
            }),
        },
        violating: {
            off: organization({ autoEnable: false }),
            "off, locally": organization({
                autoEnable: false,
                organizationConfiguration: { configurationType: "LOCAL" },
            }),
        },
        absent: "violating",
    },
});
