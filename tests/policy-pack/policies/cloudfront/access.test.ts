import access from "../../../../policy-pack/policies/cloudfront/access";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { BUCKET_ORIGIN, distribution, multitenant, resource, server, tenantServer } from "./resources";

const CONTROL = "Set `origins[0].originAccessControlId` to the id of an origin access control.";
const withOrigins = (...origins: Inputs[]) => distribution({ origins });
const URL = "a1b2c3.lambda-url.eu-west-1.on.aws";
const LOG =
    "Set `loggingConfig.bucket`, or give it an `aws.cloudwatch.LogDeliverySource` and an `aws.cloudwatch.LogDelivery`.";
const ARN = "arn:aws:cloudfront::111122223333:distribution/E3";
const logSource = (from?: string): TestResource => ({
    type: "aws:cloudwatch/logDeliverySource:LogDeliverySource",
    name: "logs",
    inputs: { name: "site", logType: "ACCESS_LOGS", resourceArn: from === undefined ? ARN : unknown() },
    ...(from !== undefined && { from: { resourceArn: [from] } }),
});
const logDelivery: TestResource = {
    type: "aws:cloudwatch/logDelivery:LogDelivery",
    name: "delivery",
    inputs: { deliverySourceName: "site", deliveryDestinationArn: unknown() },
    from: { deliverySourceName: ["logs"] },
};
const bucket = (inputs: Inputs): TestResource => ({ type: "aws:s3/bucket:Bucket", name: "bucket", inputs });
const headers = (accessControlMaxAgeSec: Input) =>
    resource("responseHeadersPolicy", {
        securityHeadersConfig: { strictTransportSecurity: { accessControlMaxAgeSec, override: true } },
    });
const group = (...ids: string[]) => ({ originId: "both", members: ids.map((originId) => ({ originId })) });
const HEADERS = (path: string) => `Set \`${path}.responseHeadersPolicyId\` to the id of a response headers policy.`;

describeService(access, {
    "cloudfront-s3-origin-access-control": {
        says: CONTROL,
        compliant: {
            "a control": withOrigins({ ...BUCKET_ORIGIN, originAccessControlId: "E1" }),
            "a control of this stack": withOrigins({
                ...BUCKET_ORIGIN,
                domainName: unknown(),
                originAccessControlId: unknown(),
            }),
            "a server": withOrigins(server()),
            "a server in a VPC": withOrigins({ ...BUCKET_ORIGIN, vpcOriginConfig: { vpcOriginId: "vo_1" } }),
            "a server for several tenants": multitenant({ origins: [tenantServer()] }),
            "a server in a VPC for several tenants": multitenant({
                origins: [{ ...BUCKET_ORIGIN, vpcOriginConfigs: [{ vpcOriginId: "vo_1" }] }],
            }),
        },
        violating: {
            none: withOrigins(BUCKET_ORIGIN),
            "none, of a bucket of this stack": withOrigins({ ...BUCKET_ORIGIN, domainName: unknown() }),
            "an identity": withOrigins({ ...BUCKET_ORIGIN, s3OriginConfig: { originAccessIdentity: "E2" } }),
            "for several tenants": multitenant({ origins: [BUCKET_ORIGIN] }),
        },
        absent: "compliant",
    },
    "cloudfront-origin-access-control-signs": {
        says: 'Set `signingBehavior` to "always".',
        compliant: { always: resource("originAccessControl", { signingBehavior: "always" }) },
        violating: {
            never: resource("originAccessControl", { signingBehavior: "never" }),
            "where the viewer did not": resource("originAccessControl", { signingBehavior: "no-override" }),
        },
        absent: "violating",
    },
    "cloudfront-lambda-origin-access-control": {
        says: CONTROL,
        compliant: {
            "a control": withOrigins(server({}, { domainName: URL, originAccessControlId: "E1" })),
            "another server": withOrigins(server()),
            "a host named alike": withOrigins(server({}, { domainName: `${URL}.example.com` })),
            "a bucket of this stack": withOrigins({ ...BUCKET_ORIGIN, domainName: unknown() }),
        },
        violating: {
            none: withOrigins(server({}, { domainName: URL })),
            "none for several tenants": multitenant({ origins: [{ ...tenantServer(), domainName: URL }] }),
        },
        absent: "compliant",
    },
    "cloudfront-access-logging": {
        says: LOG,
        compliant: {
            "into a bucket": distribution({ loggingConfig: { bucket: "logs.s3.amazonaws.com" } }),
            "from a source": [distribution(), logSource("it"), logDelivery],
            "from a source that names its ARN": [
                distribution({}, { outputs: { arn: ARN } }),
                logSource(),
                { ...logDelivery, from: {} },
            ],
            "from a source, for several tenants": [multitenant(), logSource("it"), logDelivery],
        },
        violating: {
            none: distribution(),
            "without a bucket": distribution({ loggingConfig: { includeCookies: false } }),
            "from a source that nothing is delivered from": {
                resources: [distribution(), logSource("it")],
                says: [LOG],
            },
            "of another one": {
                resources: [
                    multitenant(),
                    distribution({ loggingConfig: { bucket: "logs" } }, { name: "other" }),
                    logSource("other"),
                    logDelivery,
                ],
                says: [LOG],
            },
        },
        absent: "violating",
        unknown: {
            "whether there is a bucket": {
                resources: distribution({ loggingConfig: unknown() }),
                undetermined: "Not known before the update: `loggingConfig.bucket`.",
            },
        },
    },
    "cloudfront-waf": {
        says: "Set `webAclId` to the ARN of a web ACL.",
        compliant: {
            "a web ACL": distribution({ webAclId: "arn:aws:wafv2:us-east-1:111122223333:global/webacl/a/1" }),
        },
        violating: {
            none: distribution({ enabled: true }),
            "none for several tenants": multitenant({ enabled: true }),
        },
        absent: "violating",
        unknown: {
            "which web ACL": {
                resources: distribution({ webAclId: unknown() }),
                undetermined: "Not known before the update: `webAclId`.",
            },
        },
    },
    "cloudfront-default-root-object": {
        says: 'Set `defaultRootObject` to a page, such as "index.html".',
        compliant: {
            "a page": distribution({ origins: [BUCKET_ORIGIN], defaultRootObject: "index.html" }),
            "no bucket": withOrigins(server()),
        },
        violating: {
            none: withOrigins(server(), BUCKET_ORIGIN),
            "none for several tenants": multitenant({ origins: [BUCKET_ORIGIN] }),
        },
        absent: "compliant",
    },
    "cloudfront-origin-failover": {
        says: "Add a group of two origins to `originGroups`.",
        compliant: { two: distribution({ originGroups: [group("a", "b")] }) },
        violating: {
            one: distribution({ originGroups: [group("a")] }),
            "one for several tenants": multitenant({ originGroups: [group("a")] }),
        },
        absent: "violating",
    },
    "cloudfront-security-headers": {
        says: HEADERS("defaultCacheBehavior"),
        compliant: {
            "a policy": distribution({ defaultCacheBehavior: { responseHeadersPolicyId: unknown() } }),
        },
        violating: {
            none: distribution({ defaultCacheBehavior: { compress: true } }),
            "none for a path, for several tenants": {
                resources: multitenant({
                    defaultCacheBehavior: { responseHeadersPolicyId: "p1" },
                    cacheBehaviors: [{ compress: true }],
                }),
                says: [HEADERS("cacheBehaviors[0]")],
            },
        },
        absent: "violating",
    },
    "cloudfront-headers-hsts": {
        says: "Set `securityHeadersConfig.strictTransportSecurity.accessControlMaxAgeSec` to 31536000 seconds or more.",
        compliant: {
            "a year": headers(31_536_000),
            "as long as the options ask for": { resources: headers(86_400), options: { minimumSeconds: 86_400 } },
        },
        violating: { "a day": headers(86_400) },
        absent: "violating",
    },
    "cloudfront-no-dangling-s3-origin": {
        says: "Make the bucket that `origins[0].domainName` names in this stack.",
        compliant: {
            "a bucket of this stack": [withOrigins(BUCKET_ORIGIN), bucket({ bucket: "site" })],
            "a known bucket": { resources: withOrigins(BUCKET_ORIGIN), options: { knownBuckets: ["site"] } },
            "a server": withOrigins(server()),
            "a website": withOrigins(server({}, { domainName: "site.s3-website.eu-west-1.amazonaws.com" })),
            "a host named alike": withOrigins({ ...BUCKET_ORIGIN, domainName: "site.s3.amazonaws.com.example.com" }),
        },
        violating: {
            "another bucket": [withOrigins(BUCKET_ORIGIN), bucket({ bucket: "sites" })],
            "none, for several tenants": multitenant({ origins: [BUCKET_ORIGIN] }),
        },
        absent: "compliant",
        unknown: {
            "which bucket": {
                resources: withOrigins({ ...BUCKET_ORIGIN, domainName: unknown() }),
                undetermined: "Not known before the update: `origins[0].domainName`.",
            },
        },
    },
    "cloudfront-geo-restriction": {
        says: 'Set `restrictions.geoRestriction.restrictionType` to "whitelist" or "blacklist".',
        compliant: { some: distribution({ restrictions: { geoRestriction: { restrictionType: "whitelist" } } }) },
        violating: { all: distribution({ restrictions: { geoRestriction: { restrictionType: "none" } } }) },
        absent: "violating",
    },
    "cloudfront-trusted-key-groups": {
        says: 'Remove `defaultCacheBehavior.trustedSigners`, and name key groups in "trustedKeyGroups".',
        compliant: {
            groups: distribution({ defaultCacheBehavior: { trustedKeyGroups: ["K1"], trustedSigners: [] } }),
        },
        violating: { accounts: distribution({ defaultCacheBehavior: { trustedSigners: ["self"] } }) },
        absent: "compliant",
    },
    "cloudfront-signed-only": {
        says: "Name key groups in `defaultCacheBehavior.trustedKeyGroups`.",
        compliant: {
            groups: distribution({ defaultCacheBehavior: { trustedKeyGroups: ["K1"] } }),
            "accounts, which are for another policy": distribution({
                defaultCacheBehavior: { trustedSigners: ["self"] },
            }),
        },
        violating: {
            none: distribution({ defaultCacheBehavior: { trustedKeyGroups: [] } }),
            "none for a path": {
                resources: distribution({
                    defaultCacheBehavior: { trustedKeyGroups: ["K1"] },
                    orderedCacheBehaviors: [{ pathPattern: "/public/*" }],
                }),
                says: ["Name key groups in `orderedCacheBehaviors[0].trustedKeyGroups`."],
            },
        },
        absent: "violating",
    },
});
