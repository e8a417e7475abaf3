import encryption from "../../../../policy-pack/policies/cloudfront/encryption";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { ACM, BUCKET_ORIGIN, distribution, multitenant, resource, server, tenantServer } from "./resources";

const viewers = (byDefault: string, ...others: string[]) => ({
    defaultCacheBehavior: { viewerProtocolPolicy: byDefault },
    orderedCacheBehaviors: others.map((viewerProtocolPolicy) => ({ viewerProtocolPolicy })),
});
const certificate = (inputs: Inputs) => distribution({ viewerCertificate: inputs });
const own = (inputs: Inputs = {}): Inputs => ({ acmCertificateArn: ACM, sslSupportMethod: "sni-only", ...inputs });
const SET = (path: string) => `Set \`${path}\` to "redirect-to-https" or "https-only".`;
const VERSION = 'Set `viewerCertificate.minimumProtocolVersion` to "TLSv1.2_2021" or newer.';
const vpcOrigin = (originProtocolPolicy: string, items: Input = ["TLSv1.2"]) =>
    resource("vpcOrigin", { vpcOriginEndpointConfig: { originProtocolPolicy, originSslProtocols: { items } } });
const HTTPS = (path: string) => `Set \`${path}\` to "https-only".`;
const ONLY = (path: string) => `Leave only "TLSv1.2" in \`${path}\`.`;
const CUSTOM = "origins[0].customOriginConfig";
const WEBSITE = `Leave \`${CUSTOM}.originProtocolPolicy\` out, and name the bucket itself: its website speaks no HTTPS.`;

describeService(encryption, {
    "cloudfront-viewer-https": {
        says: SET("defaultCacheBehavior.viewerProtocolPolicy"),
        compliant: {
            redirected: distribution(viewers("redirect-to-https", "https-only")),
            "for several tenants": multitenant({
                defaultCacheBehavior: { viewerProtocolPolicy: "https-only" },
            }),
        },
        violating: {
            allowed: distribution(viewers("allow-all", "https-only")),
            "allowed for a path": {
                resources: distribution(viewers("https-only", "https-only", "allow-all")),
                says: [SET("orderedCacheBehaviors[1].viewerProtocolPolicy")],
            },
            "for several tenants": {
                resources: multitenant({
                    defaultCacheBehavior: { viewerProtocolPolicy: "allow-all" },
                    cacheBehaviors: [{ viewerProtocolPolicy: "allow-all" }],
                }),
                says: [SET("defaultCacheBehavior.viewerProtocolPolicy"), SET("cacheBehaviors[0].viewerProtocolPolicy")],
            },
        },
        absent: "compliant",
    },
    "cloudfront-viewer-tls-minimum": {
        says: VERSION,
        compliant: {
            "1.2": certificate(own({ minimumProtocolVersion: "TLSv1.2_2021" })),
            "1.3 for several tenants": multitenant({
                viewerCertificate: own({ minimumProtocolVersion: "TLSv1.3_2025" }),
            }),
            "CloudFront's own certificate": certificate({
                cloudfrontDefaultCertificate: true,
                minimumProtocolVersion: "TLSv1",
            }),
            "CloudFront's own certificate, without more": certificate({ cloudfrontDefaultCertificate: true }),
            "addresses for clients of old": certificate(own({ sslSupportMethod: "vip" })),
        },
        violating: {
            "1.1": certificate(own({ minimumProtocolVersion: "TLSv1.1_2016" })),
            "1.0, where nothing is said": certificate({ iamCertificateId: "ASCA1", sslSupportMethod: "sni-only" }),
            "1.0, with a certificate that is named elsewhere": certificate({
                cloudfrontDefaultCertificate: false,
                minimumProtocolVersion: "TLSv1",
            }),
            "1.0, with a certificate that is not said": certificate({ minimumProtocolVersion: "TLSv1" }),
            "1.2 with ciphers of old": certificate(own({ minimumProtocolVersion: "TLSv1.2_2019" })),
            "for several tenants": multitenant({ viewerCertificate: own({ minimumProtocolVersion: "TLSv1" }) }),
        },
        absent: "compliant",
        unknown: {
            "which certificate": {
                resources: certificate(own({ acmCertificateArn: unknown(), minimumProtocolVersion: "TLSv1" })),
                says: [VERSION],
            },
        },
    },
    "cloudfront-custom-certificate": {
        says: "Set `viewerCertificate.acmCertificateArn` to the ARN of a certificate.",
        compliant: {
            ACM: certificate(own()),
            "ACM of this stack": certificate(own({ acmCertificateArn: unknown() })),
            IAM: certificate({ iamCertificateId: "ASCA1" }),
        },
        violating: {
            "CloudFront's": certificate({ cloudfrontDefaultCertificate: true }),
            "CloudFront's for several tenants": multitenant({
                viewerCertificate: { cloudfrontDefaultCertificate: true },
            }),
        },
        absent: "violating",
    },
    "cloudfront-acm-certificate": {
        says: "Remove `viewerCertificate.iamCertificateId`, and set `acmCertificateArn` beside it.",
        compliant: { ACM: certificate(own()) },
        violating: { IAM: certificate({ iamCertificateId: "ASCA1" }) },
        absent: "compliant",
    },
    "cloudfront-sni": {
        says: 'Set `viewerCertificate.sslSupportMethod` to "sni-only".',
        compliant: { SNI: certificate(own()), "no certificate": certificate({ sslSupportMethod: "vip" }) },
        violating: {
            addresses: certificate(own({ sslSupportMethod: "vip" })),
            "not said": certificate({ acmCertificateArn: ACM }),
            "addresses, where CloudFront's certificate is refused": certificate({
                cloudfrontDefaultCertificate: false,
                sslSupportMethod: "static-ip",
            }),
            "addresses for several tenants": multitenant({ viewerCertificate: own({ sslSupportMethod: "static-ip" }) }),
        },
        absent: "compliant",
    },
    "cloudfront-origin-https-only": {
        says: HTTPS(`${CUSTOM}.originProtocolPolicy`),
        compliant: {
            HTTPS: distribution({ origins: [server(), BUCKET_ORIGIN] }),
            "as viewers do, who cannot but use HTTPS": distribution({
                ...viewers("redirect-to-https"),
                origins: [server({ originProtocolPolicy: "match-viewer" })],
            }),
            "for several tenants": multitenant({ origins: [tenantServer()] }),
            "in a VPC": vpcOrigin("https-only"),
        },
        violating: {
            "plain HTTP": distribution({ origins: [server({ originProtocolPolicy: "http-only" })] }),
            "as viewers do": distribution({
                ...viewers("https-only", "allow-all"),
                origins: [server({ originProtocolPolicy: "match-viewer" })],
            }),
            "for several tenants": {
                resources: multitenant({ origins: [tenantServer({ originProtocolPolicy: "http-only" })] }),
                says: [HTTPS("origins[0].customOriginConfigs[0].originProtocolPolicy")],
            },
            ...Object.fromEntries(
                ["pages.s3-website-us-east-1.amazonaws.com", "pages.s3-website.eu-central-1.amazonaws.com"].map(
                    (domainName) => [
                        domainName,
                        {
                            resources: distribution({
                                origins: [{ ...server({ originProtocolPolicy: "http-only" }), domainName }],
                            }),
                            says: [WEBSITE],
                        },
                    ],
                ),
            ),
            "a server whose name only begins so": distribution({
                origins: [{ ...server({ originProtocolPolicy: "http-only" }), domainName: "a.s3-websites.com" }],
            }),
            "in a VPC": {
                resources: vpcOrigin("match-viewer"),
                says: [HTTPS("vpcOriginEndpointConfig.originProtocolPolicy")],
            },
        },
        absent: "compliant",
    },
    "cloudfront-origin-tls-minimum": {
        says: ONLY(`${CUSTOM}.originSslProtocols`),
        compliant: {
            "1.2": distribution({ origins: [server(), BUCKET_ORIGIN] }),
            "in a VPC": vpcOrigin("https-only"),
        },
        violating: {
            "SSL 3": distribution({ origins: [server({ originSslProtocols: ["SSLv3", "TLSv1.2"] })] }),
            "1.1": distribution({ origins: [server({ originSslProtocols: ["TLSv1.1"] })] }),
            "for several tenants": {
                resources: multitenant({ origins: [tenantServer({ originSslProtocols: ["TLSv1"] })] }),
                says: [ONLY("origins[0].customOriginConfigs[0].originSslProtocols")],
            },
            "in a VPC": {
                resources: vpcOrigin("https-only", ["TLSv1", "TLSv1.2"]),
                says: [ONLY("vpcOriginEndpointConfig.originSslProtocols.items")],
            },
        },
        absent: "compliant",
    },
    "cloudfront-origin-no-ssl": {
        says: `Remove "SSLv3" from \`${CUSTOM}.originSslProtocols\`.`,
        compliant: {
            "1.0, which is none of it": distribution({ origins: [server({ originSslProtocols: ["TLSv1"] })] }),
            "in a VPC": vpcOrigin("https-only"),
        },
        violating: {
            "beside others": distribution({ origins: [server({ originSslProtocols: ["TLSv1.2", "SSLv3"] })] }),
            "for several tenants": {
                resources: multitenant({ origins: [tenantServer({ originSslProtocols: ["SSLv3"] })] }),
                says: ['Remove "SSLv3" from `origins[0].customOriginConfigs[0].originSslProtocols`.'],
            },
            "in a VPC": {
                resources: vpcOrigin("https-only", ["SSLv3"]),
                says: ['Remove "SSLv3" from `vpcOriginEndpointConfig.originSslProtocols.items`.'],
            },
        },
        absent: "compliant",
    },
});
