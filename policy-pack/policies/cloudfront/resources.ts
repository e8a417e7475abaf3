import { any, not, type Link, type ResourceReader, type Truth, type Value } from "../../evaluation";

export const DISTRIBUTION = "aws:cloudfront/distribution:Distribution";
/** One for several tenants; it writes its inline settings as lists. */
export const MULTITENANT = "aws:cloudfront/multitenantDistribution:MultitenantDistribution";
export const DISTRIBUTIONS = [DISTRIBUTION, MULTITENANT] as const;
export const VPC_ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin";
export const ACCESS_CONTROL = "aws:cloudfront/originAccessControl:OriginAccessControl";
export const HEADERS_POLICY = "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy";

/** The second kind of logs is delivered from a source of its own. */
export const logSourceOf: Link = {
    from: ["aws:cloudwatch/logDeliverySource:LogDeliverySource"],
    by: "resourceArn",
    to: DISTRIBUTIONS,
    named: ["arn"],
};

/** A source that nothing is delivered from logs nothing. */
export const logDeliveryOf: Link = {
    from: ["aws:cloudwatch/logDelivery:LogDelivery"],
    by: "deliverySourceName",
    to: logSourceOf.from,
    named: ["name"],
};

/** How a distribution answers: the default, and those for certain paths. */
export function behaviorsOf(distribution: ResourceReader): readonly Value[] {
    const others = distribution.type === DISTRIBUTION ? "orderedCacheBehaviors" : "cacheBehaviors";
    return [distribution.get("defaultCacheBehavior"), ...distribution.get(others).items()];
}

export function originsOf(distribution: ResourceReader): readonly Value[] {
    return distribution.get("origins").items();
}

/** How it talks to an origin that is a server. */
export function customConfigOf(distribution: ResourceReader, origin: Value): Value {
    return distribution.type === DISTRIBUTION ? origin.get("customOriginConfig") : origin.get("customOriginConfigs", 0);
}

/** An origin that is no server, and not in a VPC, is a bucket. */
export function isBucket(distribution: ResourceReader, origin: Value): Truth {
    const vpc = distribution.type === DISTRIBUTION ? "vpcOriginConfig" : "vpcOriginConfigs";
    const isServer = [customConfigOf(distribution, origin), origin.get(vpc)].map((config) => config.isPresent());
    return not(any(isServer));
}

/** Whether viewers see a certificate of one's own; that of CloudFront is for its own names only. */
export function hasOwnCertificate(distribution: ResourceReader): Truth {
    const certificate = distribution.get("viewerCertificate");
    return any(["acmCertificateArn", "iamCertificateId"].map((name) => certificate.get(name).isGiven()));
}

export const DISTRIBUTION_EXAMPLE = (more = "", origin = ""): string => `new aws.cloudfront.Distribution("site", {
    enabled: true,
    aliases: ["www.example.com"],
    origins: [{
        originId: "bucket",
        domainName: bucket.bucketRegionalDomainName,
        originAccessControlId: "E1234567890",${origin}
    }],
    defaultCacheBehavior: {
        targetOriginId: "bucket",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    },
    viewerCertificate: {
        acmCertificateArn: "arn:aws:acm:us-east-1:111122223333:certificate/a1b2c3",
        sslSupportMethod: "sni-only",
        minimumProtocolVersion: "TLSv1.2_2021",
    },
    restrictions: { geoRestriction: { restrictionType: "none" } },${more === "" ? "" : `\n    ${more}`}
});`;
