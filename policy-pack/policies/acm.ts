import { mustNot, resourcePolicy, say, service, settingPolicy } from "../evaluation";

const CERTIFICATE = "aws:acm/certificate:Certificate";

const EXAMPLE = (more: string): string => `new aws.acm.Certificate("console", {
    domainName: "console.example.com",
    validationMethod: "DNS",${more === "" ? "" : `\n    ${more}`}
});`;

export default service("acm", [
    settingPolicy({
        id: "acm-certificate-strong",
        title: "Certificates have keys that cannot be computed",
        severity: "high",
        types: [CERTIFICATE],
        controls: { fsbp: ["ACM.2"], nist: ["SC-12", "SC-13"], whitepaper: ["account security"] },
        why: "RSA keys of less than 2048 bits are within reach of who has the machines for it.",
        fix: {
            text: "Leave `keyAlgorithm` out, which means RSA with 2048 bits, or take an elliptic curve.",
            example: EXAMPLE(`keyAlgorithm: "EC_prime256v1",`),
        },
        setting: "keyAlgorithm",
        must: { notBeOneOf: ["RSA_1024", "RSA_512"] },
        default: "RSA_2048",
    }),
    settingPolicy({
        id: "acm-certificate-dns-validation",
        title: "Certificates are renewed without anybody's doing",
        severity: "low",
        types: [CERTIFICATE],
        controls: { nist: ["SC-12"], whitepaper: ["account security"] },
        why: "Who validates by mail has to answer a mail before each renewal; if nobody does, the certificate expires.",
        fix: { text: "Validate by DNS.", example: EXAMPLE("") },
        setting: "validationMethod",
        must: { notBe: "EMAIL" },
    }),
    resourcePolicy({
        id: "acm-no-wildcard-domain",
        title: "Certificates name their hosts",
        severity: "low",
        types: [CERTIFICATE],
        controls: { nist: ["SC-12", "CM-2"], whitepaper: ["account security"] },
        why: "Whoever gets hold of the key of a wildcard certificate can stand for every host of the domain.",
        fix: { text: "Name each host; certificates cost nothing.", example: EXAMPLE("") },
        check: (certificate) =>
            [certificate.get("domainName"), ...certificate.get("subjectAlternativeNames").items()].map((name) =>
                mustNot(
                    name.judgeText((text) => text.includes("*")),
                    say`Set ${name} to a host's name, without "*".`,
                ),
            ),
    }),
    settingPolicy({
        id: "acm-certificate-transparency",
        title: "Certificates are logged in public",
        severity: "low",
        types: [CERTIFICATE],
        controls: { nist: ["AU-12", "SC-12"], whitepaper: ["account security"] },
        why: "Browsers warn of certificates that are in no log, and without logs nobody notices one that was issued wrongly.",
        fix: { text: "Leave the preference out, or set it to `ENABLED`.", example: EXAMPLE("") },
        setting: "options.certificateTransparencyLoggingPreference",
        must: { be: "ENABLED" },
        default: "ENABLED",
    }),
]);
