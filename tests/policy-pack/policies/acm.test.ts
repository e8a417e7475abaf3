import acm from "../../../policy-pack/policies/acm";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const certificate = (inputs: Inputs): TestResource => ({ type: "aws:acm/certificate:Certificate", inputs });
const logged = (certificateTransparencyLoggingPreference: string): TestResource =>
    certificate({ options: { certificateTransparencyLoggingPreference } });

describeService(acm, {
    "acm-certificate-strong": {
        says: 'Remove `keyAlgorithm`, or set it to something else than "RSA_1024" or "RSA_512".',
        compliant: {
            "RSA with 2048 bits": certificate({ keyAlgorithm: "RSA_2048" }),
            "an elliptic curve": certificate({ keyAlgorithm: "EC_prime256v1" }),
        },
        violating: { "RSA with 1024 bits": certificate({ keyAlgorithm: "RSA_1024" }) },
        absent: "compliant",
    },
    "acm-certificate-dns-validation": {
        says: 'Remove `validationMethod`, or set it to something else than "EMAIL".',
        compliant: { DNS: certificate({ validationMethod: "DNS" }) },
        violating: { mail: certificate({ validationMethod: "EMAIL" }) },
        absent: "compliant",
    },
    "acm-no-wildcard-domain": {
        says: 'Set `domainName` to a host\'s name, without "*".',
        compliant: {
            "one host": certificate({ domainName: "example.com", subjectAlternativeNames: ["www.example.com"] }),
        },
        violating: {
            "all hosts": certificate({ domainName: "*.example.com" }),
            "all hosts beside one": {
                resources: certificate({ domainName: "example.com", subjectAlternativeNames: ["*.example.com"] }),
                says: ['Set `subjectAlternativeNames[0]` to a host\'s name, without "*".'],
            },
        },
        absent: "compliant",
    },
    "acm-certificate-transparency": {
        says: 'Remove `options.certificateTransparencyLoggingPreference`, or set it to "ENABLED".',
        compliant: { logged: logged("ENABLED") },
        violating: { "not logged": logged("DISABLED") },
        absent: "compliant",
    },
});
