import acmpca from "../../../policy-pack/policies/acmpca";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const authority = (inputs: Inputs) => ({ type: "aws:acmpca/certificateAuthority:CertificateAuthority", inputs });
const ENABLED = "Set `enabled` to false.";

describeService(acmpca, {
    "acmpca-root-disabled": {
        says: ENABLED,
        compliant: {
            "a root that is disabled": authority({ type: "ROOT", enabled: false }),
            "an authority below it": authority({ type: "SUBORDINATE", enabled: true }),
        },
        violating: { "a root that is enabled": authority({ type: "ROOT", enabled: true }) },
        absent: {
            "no type, which means below a root": authority({}),
            "enabled by default": { resources: authority({ type: "ROOT" }), says: [ENABLED] },
        },
    },
});
