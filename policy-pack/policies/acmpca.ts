import { service, settingPolicy } from "../evaluation";

const AUTHORITY = "aws:acmpca/certificateAuthority:CertificateAuthority";

export default service("acmpca", [
    settingPolicy({
        id: "acmpca-root-disabled",
        title: "Root certificate authorities are disabled while they sign nothing",
        severity: "low",
        types: [AUTHORITY],
        controls: { fsbp: ["PCA.1"], nist: ["CM-8", "SC-12"], whitepaper: ["account security"] },
        why: "Whoever may use the root can vouch for anything; it is needed only to sign authorities below it.",
        fix: {
            text: "Disable the root once the authorities below it have their certificates.",
            example: `new aws.acmpca.CertificateAuthority("root", {
    type: "ROOT",
    enabled: false,
    certificateAuthorityConfiguration: {
        keyAlgorithm: "EC_prime256v1",
        signingAlgorithm: "SHA256WITHECDSA",
        subject: { commonName: "Example root" },
    },
});`,
        },
        setting: "enabled",
        must: { be: false },
        default: true,
        appliesIf: (authority) => authority.get("type").is("ROOT"),
    }),
]);
