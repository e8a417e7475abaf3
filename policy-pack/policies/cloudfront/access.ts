import { all, any, eitherOf, integer, must, mustNot, not, resourcePolicy, say, service, settingPolicy } from "../../evaluation"; // prettier-ignore
import { stackPolicy, texts, when, type ResourceReader, type StackReader, type Truth } from "../../evaluation";
import { hasAtLeast } from "../lists";
import { BUCKETS } from "../s3/resources";
import { ACCESS_CONTROL, behaviorsOf, DISTRIBUTION, DISTRIBUTION_EXAMPLE, DISTRIBUTIONS } from "./resources";
import { HEADERS_POLICY, isBucket, logDeliveryOf, logSourceOf, originsOf } from "./resources";

function hasBucket(distribution: ResourceReader): Truth {
    return any(originsOf(distribution).map((origin) => isBucket(distribution, origin)));
}

const BUCKET_ADDRESS = /(?<name>.+?)\.s3[.-]([a-z0-9-]+\.)*amazonaws\.com(\.cn)?$/;

/** Whether some bucket of the stack has the name. */
function isInStack(name: string, stack: StackReader): Truth {
    return any(stack.ofTypes(...BUCKETS).map((bucket) => bucket.get("bucket").is(name)));
}

const HEADERS_EXAMPLE = `new aws.cloudfront.ResponseHeadersPolicy("site", {
    securityHeadersConfig: {
        strictTransportSecurity: { accessControlMaxAgeSec: 31536000, includeSubdomains: true, override: true },
        contentTypeOptions: { override: true },
    },
});`;

export default service("cloudfront", [
    resourcePolicy({
        id: "cloudfront-s3-origin-access-control",
        title: "Buckets behind CloudFront are reached by an origin access control",
        severity: "medium",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.13"], nist: ["AC-3", "SC-7"], whitepaper: ["CloudFront"] },
        why: "Without one the bucket has to be public, and is read past CloudFront, its firewall and its logs. An origin access identity knows no KMS.",
        fix: {
            text: "Give the origin an origin access control, and let the bucket's policy allow this distribution.",
            example: DISTRIBUTION_EXAMPLE(),
        },
        check: (distribution) =>
            originsOf(distribution).map((origin) => {
                const control = origin.get("originAccessControlId");
                return when(
                    isBucket(distribution, origin),
                    must(control.isGiven(), say`Set ${control} to the id of an origin access control.`),
                );
            }),
    }),
    settingPolicy({
        id: "cloudfront-origin-access-control-signs",
        title: "Origin access controls sign every request",
        severity: "medium",
        types: [ACCESS_CONTROL],
        controls: { nist: ["AC-3", "SC-7"], whitepaper: ["CloudFront"] },
        why: "A request that is not signed is one of the public: the origin has to let everybody in.",
        fix: {
            text: "Say `always`.",
            example: `new aws.cloudfront.OriginAccessControl("site", {
    originAccessControlOriginType: "s3",
    signingBehavior: "always",
    signingProtocol: "sigv4",
});`,
        },
        setting: "signingBehavior",
        must: { be: "always" },
    }),
    resourcePolicy({
        id: "cloudfront-lambda-origin-access-control",
        title: "Function URLs behind CloudFront are reached by an origin access control",
        severity: "medium",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.16"], nist: ["AC-3", "SC-7"], whitepaper: ["CloudFront"] },
        why: "Without one the function's URL has to be open to the internet, and is called past CloudFront and its firewall.",
        fix: {
            text: "Give the origin an origin access control of type `lambda`, and let IAM authorize requests to the URL.",
            example: `const signed = new aws.cloudfront.OriginAccessControl("api", {
    originAccessControlOriginType: "lambda",
    signingBehavior: "always",
    signingProtocol: "sigv4",
});
${DISTRIBUTION_EXAMPLE()
    .replace("bucket.bucketRegionalDomainName", '"a1b2c3.lambda-url.eu-west-1.on.aws"')
    .replace('"E1234567890"', "signed.id")}`,
        },
        check: (distribution) =>
            originsOf(distribution).map((origin) => {
                const control = origin.get("originAccessControlId");
                const isUrl = origin
                    .get("domainName")
                    .judgeText((name) => /\.lambda-url\.[a-z0-9-]+\.on\.aws$/.test(name));
                return when(
                    all([not(isBucket(distribution, origin)), isUrl]),
                    must(control.isGiven(), say`Set ${control} to the id of an origin access control.`),
                );
            }),
    }),
    stackPolicy({
        id: "cloudfront-access-logging",
        title: "CloudFront logs access",
        severity: "medium",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.5"], cis7: ["4.10"], nist: ["AU-2", "AU-12"], whitepaper: ["CloudFront"] },
        why: "Without access logs nobody can tell afterwards who called what.",
        fix: {
            text: "Log into a bucket, or deliver from a source of logs.",
            example: `const site = ${DISTRIBUTION_EXAMPLE()}
const source = new aws.cloudwatch.LogDeliverySource("site", {
    name: "site",
    logType: "ACCESS_LOGS",
    resourceArn: site.arn,
});
new aws.cloudwatch.LogDelivery("site", {
    deliverySourceName: source.name,
    deliveryDestinationArn: "arn:aws:logs:us-east-1:111122223333:delivery-destination:logs",
});`,
        },
        check(distribution, stack) {
            const bucket = distribution.type === DISTRIBUTION ? [distribution.get("loggingConfig", "bucket")] : [];
            const isDelivered = stack
                .linkedTo(distribution, logSourceOf)
                .some((source) => stack.linkedTo(source, logDeliveryOf).exists());
            return must(
                any([...bucket.map((one) => one.isGiven()), isDelivered]),
                say`Set \`loggingConfig.bucket\`, or give it an \`aws.cloudwatch.LogDeliverySource\` and an \`aws.cloudwatch.LogDelivery\`.`,
            );
        },
    }),
    settingPolicy({
        id: "cloudfront-waf",
        title: "CloudFront is behind a web ACL",
        severity: "medium",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.6"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["CloudFront"] },
        why: "Floods of requests, and requests of known attacks, reach what is behind CloudFront.",
        fix: {
            text: "Name a web ACL of AWS WAF, made in us-east-1 for CloudFront.",
            example: DISTRIBUTION_EXAMPLE(`webAclId: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/site/1",`),
        },
        setting: "webAclId",
        must: { beSet: "the ARN of a web ACL" },
    }),
    resourcePolicy({
        id: "cloudfront-default-root-object",
        title: "CloudFront answers at the root with a page",
        severity: "high",
        level: "advisory",
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.1"], nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront"] },
        why: "Without it a request for the root asks the bucket for a list of what is in it.",
        fix: { text: "Name the page.", example: DISTRIBUTION_EXAMPLE(`defaultRootObject: "index.html",`) },
        check(distribution) {
            const page = distribution.get("defaultRootObject");
            return when(
                hasBucket(distribution),
                must(page.isGiven(), say`Set ${page} to a page, such as "index.html".`),
            );
        },
    }),
    resourcePolicy({
        id: "cloudfront-origin-failover",
        title: "CloudFront has a second origin to fall back on",
        severity: "low",
        offByDefault: true,
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.4"], nist: ["CP-10", "SC-36"], whitepaper: ["CloudFront"] },
        why: "When the origin fails, so does the site.",
        fix: {
            text: "Make a group of two origins.",
            example: DISTRIBUTION_EXAMPLE(`originGroups: [{
        originId: "both",
        failoverCriteria: { statusCodes: [500, 502, 503, 504] },
        members: [{ originId: "bucket" }, { originId: "second" }],
    }],`),
        },
        check(distribution) {
            const groups = distribution.get("originGroups");
            return must(
                groups.some((group) => hasAtLeast(group.get("members"), 2)),
                say`Add a group of two origins to ${groups}.`,
            );
        },
    }),
    resourcePolicy({
        id: "cloudfront-security-headers",
        title: "CloudFront adds headers that guard browsers",
        severity: "low",
        types: DISTRIBUTIONS,
        controls: { nist: ["SC-8", "SC-18"], whitepaper: ["CloudFront"] },
        why: "Without such headers browsers try plain HTTP first, guess types of files, and show the site in frames of others.",
        fix: {
            text: "Name a response headers policy.",
            example: `const headers = ${HEADERS_EXAMPLE}
${DISTRIBUTION_EXAMPLE().replace("cachePolicyId", "responseHeadersPolicyId: headers.id,\n        cachePolicyId")}`,
        },
        check: (distribution) =>
            behaviorsOf(distribution)
                .map((behavior) => behavior.get("responseHeadersPolicyId"))
                .map((policy) => must(policy.isGiven(), say`Set ${policy} to the id of a response headers policy.`)),
    }),
    settingPolicy({
        id: "cloudfront-headers-hsts",
        title: "Headers policies of CloudFront keep browsers to HTTPS",
        severity: "low",
        types: [HEADERS_POLICY],
        controls: { nist: ["SC-8"], whitepaper: ["CloudFront"] },
        why: "A browser that was not told so tries plain HTTP, where who is on the way answers first.",
        fix: { text: "Set the header for a year.", example: HEADERS_EXAMPLE },
        options: {
            minimumSeconds: integer({
                default: 31_536_000,
                minimum: 1,
                maximum: 630_720_000,
                description: "The shortest time for which browsers are kept to HTTPS, in seconds.",
            }),
        },
        setting: "securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec",
        must: { beAtLeast: "minimumSeconds", unit: "seconds" },
    }),
    stackPolicy({
        id: "cloudfront-no-dangling-s3-origin",
        title: "Buckets behind CloudFront are one's own",
        severity: "high",
        offByDefault: true,
        types: DISTRIBUTIONS,
        controls: { fsbp: ["CloudFront.12"], nist: ["CM-2"], whitepaper: ["CloudFront"] },
        why: "If the bucket does not exist, whoever makes one of that name serves what they like under your name.",
        fix: { text: "Make the bucket in this stack, or name it in `knownBuckets`.", example: DISTRIBUTION_EXAMPLE() },
        options: {
            knownBuckets: texts({
                default: [],
                pattern: /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/,
                of: "names of buckets",
                description: "Buckets that are known to exist outside of the stack.",
            }),
        },
        check: (distribution, stack, { knownBuckets }) =>
            originsOf(distribution).map((origin) => {
                const address = origin.get("domainName");
                const text = address.toPlain();
                const name = typeof text === "string" ? BUCKET_ADDRESS.exec(text)?.groups?.["name"] : undefined;
                const isKnown = name === undefined || knownBuckets.includes(name);
                return when(
                    isBucket(distribution, origin),
                    must(
                        isKnown ? address.judgeText(() => true) : isInStack(name, stack),
                        say`Make the bucket that ${address} names in this stack.`,
                    ),
                );
            }),
    }),
    settingPolicy({
        id: "cloudfront-geo-restriction",
        title: "CloudFront answers to certain countries only",
        severity: "low",
        offByDefault: true,
        types: [DISTRIBUTION],
        controls: { nist: ["AC-4"], whitepaper: ["CloudFront"] },
        why: "Requests come from countries where there are no users.",
        fix: {
            text: "Name the countries.",
            example: DISTRIBUTION_EXAMPLE().replace(
                `restrictionType: "none"`,
                `restrictionType: "whitelist", locations: ["CH", "DE"]`,
            ),
        },
        setting: "restrictions.geoRestriction.restrictionType",
        must: { beOneOf: ["whitelist", "blacklist"] },
        default: "none",
    }),
    resourcePolicy({
        id: "cloudfront-trusted-key-groups",
        title: "Signed addresses of CloudFront are signed by keys of groups",
        severity: "medium",
        types: [DISTRIBUTION],
        controls: { fsbp: ["CloudFront.17"], nist: ["IA-5", "AC-6"], whitepaper: ["CloudFront"] },
        why: "A key pair of an account can be made and changed by its root user only, and by no program.",
        fix: {
            text: "Name key groups in `trustedKeyGroups` instead.",
            example: `const group = new aws.cloudfront.KeyGroup("site", { items: ["K1234567890"] });
${DISTRIBUTION_EXAMPLE().replace("cachePolicyId", "trustedKeyGroups: [group.id],\n        cachePolicyId")}`,
        },
        check: (distribution) =>
            behaviorsOf(distribution)
                .map((behavior) => behavior.get("trustedSigners"))
                .map((signers) =>
                    mustNot(
                        signers.isPresent(),
                        say`Remove ${signers}, and name key groups in ${eitherOf(["trustedKeyGroups"])}.`,
                    ),
                ),
    }),
    resourcePolicy({
        id: "cloudfront-signed-only",
        title: "CloudFront answers to signed addresses only",
        severity: "medium",
        offByDefault: true,
        types: [DISTRIBUTION],
        controls: { fsbp: ["CloudFront.17"], nist: ["AC-3", "IA-2"], whitepaper: ["CloudFront"] },
        why: "Without signatures everybody who knows an address gets what is there.",
        fix: {
            text: "Name key groups for each behavior. A site for everybody needs none: leave this off for it.",
            example: DISTRIBUTION_EXAMPLE().replace(
                "cachePolicyId",
                'trustedKeyGroups: ["K1234567890"],\n        cachePolicyId',
            ),
        },
        check: (distribution) =>
            behaviorsOf(distribution).map((behavior) => {
                const groups = behavior.get("trustedKeyGroups");
                // Signers that are accounts are for `cloudfront-trusted-key-groups`.
                const names = [groups, behavior.get("trustedSigners")];
                return must(
                    any(names.map((list) => list.some((one) => one.isGiven()))),
                    say`Name key groups in ${groups}.`,
                );
            }),
    }),
]);
