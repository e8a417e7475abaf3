import { all, any, isGood, must, mustNot, not, resourcePolicy, say, service, set, when } from "../../evaluation"; // prettier-ignore
import type { Change, ResourceReader, Value } from "../../evaluation";
import { CLOUDFRONT_TLS_POLICIES } from "../../dated";
import { behaviorsOf, customConfigOf, DISTRIBUTION, DISTRIBUTION_EXAMPLE, DISTRIBUTIONS } from "./resources";
import { hasOwnCertificate, originsOf, VPC_ORIGIN } from "./resources";

function viewerPoliciesOf(distribution: ResourceReader): readonly Value[] {
    return behaviorsOf(distribution).map((behavior) => behavior.get("viewerProtocolPolicy"));
}

/** Where they lie, in the order of {@link viewerPoliciesOf}. */
function viewerPolicyPath(distribution: ResourceReader, index: number): [string, ...(string | number)[]] {
    const others = distribution.type === DISTRIBUTION ? "orderedCacheBehaviors" : "cacheBehaviors";
    return index === 0 ? ["defaultCacheBehavior", "viewerProtocolPolicy"] : [others, index - 1, "viewerProtocolPolicy"];
}

const OLD_PROTOCOLS = ["SSLv3", "TLSv1", "TLSv1.1"];

/** The lists of what CloudFront may talk to origins. */
function originProtocolsOf(resource: ResourceReader): readonly Value[] {
    return resource.type === VPC_ORIGIN
        ? [resource.get("vpcOriginEndpointConfig", "originSslProtocols", "items")]
        : originsOf(resource).map((origin) => customConfigOf(resource, origin).get("originSslProtocols"));
}

const VPC_ORIGIN_EXAMPLE = `new aws.cloudfront.VpcOrigin("web", {
    vpcOriginEndpointConfig: {
        name: "web",
        arn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1",
        httpPort: 80,
        httpsPort: 443,
        originProtocolPolicy: "https-only",
        originSslProtocols: { items: ["TLSv1.2"], quantity: 1 },
    },
});`;

/** The domain of a bucket's website: `logs.s3-website-us-east-1.amazonaws.com`, `logs.s3-website.eu-central-1.amazonaws.com`. */
const WEBSITE = /\.s3-website[-.][^.]+(\.|$)/;

export default service("cloudfront", [
    resourcePolicy({
        id: "cloudfront-viewer-https",
        title: "CloudFront talks TLS to viewers",
        severity: "medium",
        level: "mandatory",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.3"], nist: ["SC-8", "SC-13"], whitepaper: ["CloudFront"] },
        why: "Over plain HTTP everybody on the way can read what is sent, and put something else in its place.",
        fix: { text: "Redirect plain HTTP to HTTPS, or refuse it.", example: DISTRIBUTION_EXAMPLE() },
        check: (distribution) =>
            viewerPoliciesOf(distribution).map((policy) =>
                mustNot(policy.is("allow-all"), say`Set ${policy} to "redirect-to-https" or "https-only".`),
            ),
        remediation: (distribution) =>
            viewerPoliciesOf(distribution).flatMap((policy, index): readonly Change[] =>
                policy.is("allow-all") === true
                    ? [set(viewerPolicyPath(distribution, index), "redirect-to-https")]
                    : [],
            ),
    }),
    resourcePolicy({
        id: "cloudfront-viewer-tls-minimum",
        title: "CloudFront refuses TLS before 1.2, and ciphers of old",
        severity: "medium",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.15"], nist: ["SC-8", "SC-13"], whitepaper: ["CloudFront"] },
        why: "Older versions of TLS, and ciphers that policies before 2021 allow, have known flaws, by which what is sent can be read; they are allowed where nothing is said.",
        fix: { text: "Say `TLSv1.2_2021` or newer.", example: DISTRIBUTION_EXAMPLE() },
        knowledge: [CLOUDFRONT_TLS_POLICIES],
        check(distribution, _, today) {
            const certificate = distribution.get("viewerCertificate");
            const version = certificate.get("minimumProtocolVersion");
            // CloudFront's own certificate, and addresses of one's own for clients of old, come with the version they have.
            // Who names a version has a certificate that it is for, even if it is named elsewhere.
            const isNamed = all([version.isGiven(), not(certificate.get("cloudfrontDefaultCertificate").is(true))]);
            const isFree = all([
                any([hasOwnCertificate(distribution), isNamed]),
                not(certificate.get("sslSupportMethod").is("vip")),
            ]);
            return when(
                isFree,
                must(isGood(version, CLOUDFRONT_TLS_POLICIES, today), say`Set ${version} to "TLSv1.2_2021" or newer.`),
            );
        },
        remediation: () => [set(["viewerCertificate", "minimumProtocolVersion"], "TLSv1.2_2021")],
    }),
    resourcePolicy({
        id: "cloudfront-custom-certificate",
        title: "CloudFront has a certificate of one's own",
        severity: "low",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.7"], nist: ["SC-8"], whitepaper: ["CloudFront"] },
        why: "With CloudFront's own certificate viewers may use TLS 1.0, and users learn to trust a name that is not yours.",
        fix: { text: "Have ACM issue a certificate in us-east-1, and name it.", example: DISTRIBUTION_EXAMPLE() },
        check: (distribution) =>
            must(
                hasOwnCertificate(distribution),
                say`Set \`viewerCertificate.acmCertificateArn\` to the ARN of a certificate.`,
            ),
    }),
    resourcePolicy({
        id: "cloudfront-acm-certificate",
        title: "Certificates of CloudFront are of ACM",
        severity: "low",
        types: [DISTRIBUTION],
        controls: { nist: ["SC-8", "SC-12"], trustedAdvisor: ["N425c450f2"], whitepaper: ["CloudFront"] },
        why: "A certificate that was uploaded to IAM nobody renews, and its key was in somebody's hands.",
        fix: { text: "Have ACM issue the certificate, and name it instead.", example: DISTRIBUTION_EXAMPLE() },
        check(distribution) {
            const certificate = distribution.get("viewerCertificate", "iamCertificateId");
            return mustNot(
                certificate.isPresent(),
                say`Remove ${certificate}, and set \`acmCertificateArn\` beside it.`,
            );
        },
    }),
    resourcePolicy({
        id: "cloudfront-sni",
        title: "CloudFront tells names apart by SNI",
        severity: "low",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.8"], nist: ["CM-2", "SC-8"], whitepaper: ["CloudFront"] },
        why: "Addresses of one's own cost 600 dollars a month, and let clients in that know nothing of the TLS of today.",
        fix: { text: "Say `sni-only`.", example: DISTRIBUTION_EXAMPLE() },
        check(distribution) {
            const certificate = distribution.get("viewerCertificate");
            const method = certificate.get("sslSupportMethod");
            return when(
                any([hasOwnCertificate(distribution), certificate.get("cloudfrontDefaultCertificate").is(false)]),
                must(method.is("sni-only"), say`Set ${method} to "sni-only".`),
            );
        },
    }),
    resourcePolicy({
        id: "cloudfront-origin-https-only",
        title: "CloudFront talks TLS to origins",
        severity: "medium",
        types: [...DISTRIBUTIONS, VPC_ORIGIN],
        controls: {
            fsbp: ["CloudFront.9"],
            nist: ["SC-8"],
            trustedAdvisor: ["N430c450f2"],
            whitepaper: ["CloudFront"],
        },
        why: "Between CloudFront and the origin everybody on the way can read what is sent, though the viewer sees a lock.",
        fix: {
            text: "Talk HTTPS to origins. The website of a bucket speaks none: make the bucket itself the origin, with an origin access control.",
            example: VPC_ORIGIN_EXAMPLE,
        },
        check(resource) {
            const origins =
                resource.type === VPC_ORIGIN
                    ? [{ policy: resource.get("vpcOriginEndpointConfig", "originProtocolPolicy"), isWebsite: false }]
                    : originsOf(resource).map((origin) => ({
                          policy: customConfigOf(resource, origin).get("originProtocolPolicy"),
                          isWebsite: origin.get("domainName").judgeText((name) => WEBSITE.test(name)) === true,
                      }));
            // As viewers do is well where they cannot but use HTTPS.
            const mayFollow =
                resource.type === VPC_ORIGIN
                    ? false
                    : not(any(viewerPoliciesOf(resource).map((policy) => policy.is("allow-all"))));
            return origins.map(({ policy, isWebsite }) =>
                mustNot(
                    any([policy.is("http-only"), all([policy.is("match-viewer"), not(mayFollow)])]),
                    isWebsite
                        ? say`Leave ${policy} out, and name the bucket itself: its website speaks no HTTPS.`
                        : say`Set ${policy} to "https-only".`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "cloudfront-origin-tls-minimum",
        title: "CloudFront talks TLS 1.2 or newer to origins",
        severity: "medium",
        types: [...DISTRIBUTIONS, VPC_ORIGIN],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["CloudFront"] },
        why: "Who is on the way may have both sides fall back to the oldest version they know, and read what is sent.",
        fix: {
            text: "Leave only `TLSv1.2` in the list.",
            example: VPC_ORIGIN_EXAMPLE,
        },
        check: (resource) =>
            originProtocolsOf(resource).map((protocols) =>
                mustNot(
                    protocols.some((protocol) => protocol.isOneOf(OLD_PROTOCOLS)),
                    say`Leave only "TLSv1.2" in ${protocols}.`,
                ),
            ),
    }),
    resourcePolicy({
        id: "cloudfront-origin-no-ssl",
        title: "CloudFront does not talk SSL 3 to origins",
        severity: "medium",
        types: [...DISTRIBUTIONS, VPC_ORIGIN],
        controls: { fsbp: ["CloudFront.10"], nist: ["SC-8", "SC-13"], whitepaper: ["CloudFront"] },
        why: "What SSL 3 encrypts can be read by who is on the way, whichever cipher is used.",
        fix: { text: "Remove `SSLv3` from the list.", example: VPC_ORIGIN_EXAMPLE },
        check: (resource) =>
            originProtocolsOf(resource).map((protocols) =>
                mustNot(
                    protocols.some((protocol) => protocol.is("SSLv3")),
                    say`Remove "SSLv3" from ${protocols}.`,
                ),
            ),
    }),
]);
