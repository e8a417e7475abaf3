import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Place } from "../../shared/arn";
import { each, text } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";
import type { Fault } from "../../shared/validate";
import { originHeader } from "./firewallRules";

/** Where in the world pages are kept near. Whoever is elsewhere is served from farther away. */
export const PriceClass = {
    /** Everywhere. */
    All: "PriceClass_All",
    /** Everywhere but in South America, Australia and New Zealand. */
    Most: "PriceClass_200",
    /** In North America, Europe and Israel. */
    Cheapest: "PriceClass_100",
} as const;
export type PriceClass = (typeof PriceClass)[keyof typeof PriceClass];

/**
 * Policies that AWS manages.
 * See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html and
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 */
const managed = {
    cachingDisabled: "4135ea2d-6df8-44a3-9df3-4b5a84be39ad",
    cachingOptimized: "658327ea-f89d-4fab-a63d-7e88639e58f6",
    allViewerExceptHostHeader: "b689b0a8-53d0-40ab-baf2-68738e2966ac",
};

/** What is done with every request, and with every answer. */
export interface EdgeFacts {
    functionArn: pulumi.Input<string>;
    responseHeadersPolicyId: pulumi.Input<string>;
}

/** What stands behind `/api`. */
export interface ApiFacts extends EdgeFacts {
    /** For example `/api`. */
    path: string;
    /** Host of the API. */
    domainName: pulumi.Input<string>;
    /** Path of its stage; empty where there is none. */
    originPath: pulumi.Input<string>;
    /** Shows the API that a request comes from this distribution. */
    secret: pulumi.Input<string>;
}

/** What a distribution is made of. */
export interface DistributionFacts {
    bucketDomainName: pulumi.Input<string>;
    originAccessControlId: pulumi.Input<string>;
    /** Folder of the files whose names change with their content, with a slash at its end. */
    immutableFolder: string;
    pages: EdgeFacts;
    /** Key groups, of one of whose keys a request for pages needs a signature. Empty: it needs none. */
    trustedKeyGroups: pulumi.Input<string>[];
    api?: ApiFacts;
    domainNames: pulumi.Input<pulumi.Input<string>[]>;
    /** Without one, the distribution has its own domain only, and CloudFront's certificate. */
    certificateArn?: pulumi.Input<string>;
    allowedCountries: string[];
    blockedCountries: string[];
}

type Args = Pick<
    aws.cloudfront.DistributionArgs,
    | "aliases"
    | "defaultCacheBehavior"
    | "defaultRootObject"
    | "httpVersion"
    | "isIpv6Enabled"
    | "orderedCacheBehaviors"
    | "origins"
    | "restrictions"
    | "viewerCertificate"
>;

/** Everything of a distribution that decides who gets what. */
export function distributionArgs(facts: DistributionFacts): Args {
    const { api, immutableFolder, certificateArn } = facts;
    const pages = {
        targetOriginId: "pages",
        viewerProtocolPolicy: "redirect-to-https",
        allowedMethods: ["GET", "HEAD"],
        cachedMethods: ["GET", "HEAD"],
        compress: true,
        responseHeadersPolicyId: facts.pages.responseHeadersPolicyId,
        trustedKeyGroups: facts.trustedKeyGroups,
    };
    return {
        origins: [
            {
                originId: "pages",
                domainName: facts.bucketDomainName,
                originAccessControlId: facts.originAccessControlId,
            },
            ...(api === undefined ? [] : [apiOrigin(api)]),
        ],
        defaultRootObject: "index.html",
        defaultCacheBehavior: {
            ...pages,
            cachePolicyId: managed.cachingDisabled,
            functionAssociations: [{ eventType: "viewer-request", functionArn: facts.pages.functionArn }],
        },
        // The first that fits a path is taken.
        orderedCacheBehaviors: [
            ...(api === undefined ? [] : [apiBehaviour(api)]),
            { ...pages, pathPattern: `/${immutableFolder}*`, cachePolicyId: managed.cachingOptimized },
        ],
        aliases: facts.domainNames,
        viewerCertificate:
            certificateArn === undefined
                ? { cloudfrontDefaultCertificate: true }
                : {
                      acmCertificateArn: certificateArn,
                      sslSupportMethod: "sni-only",
                      minimumProtocolVersion: "TLSv1.2_2025",
                  },
        httpVersion: "http2and3",
        isIpv6Enabled: true,
        restrictions: { geoRestriction: geoRestriction(facts) },
    };
}

function apiOrigin({ domainName, originPath, secret }: ApiFacts): aws.types.input.cloudfront.DistributionOrigin {
    return {
        originId: "api",
        domainName,
        originPath,
        customOriginConfig: {
            httpPort: 80,
            httpsPort: 443,
            originProtocolPolicy: "https-only",
            originSslProtocols: ["TLSv1.2"],
        },
        // It takes the place of whatever a visitor sends under this name.
        customHeaders: [{ name: originHeader, value: secret }],
    };
}

function apiBehaviour(api: ApiFacts): aws.types.input.cloudfront.DistributionOrderedCacheBehavior {
    return {
        pathPattern: `${api.path}/*`,
        targetOriginId: "api",
        // Not redirected: a token would have been sent in the clear before.
        viewerProtocolPolicy: "https-only",
        allowedMethods: ["GET", "HEAD", "OPTIONS", "PUT", "PATCH", "POST", "DELETE"],
        cachedMethods: ["GET", "HEAD"],
        cachePolicyId: managed.cachingDisabled,
        // API Gateway finds its APIs by the host, which must be its own.
        originRequestPolicyId: managed.allViewerExceptHostHeader,
        responseHeadersPolicyId: api.responseHeadersPolicyId,
        functionAssociations: [{ eventType: "viewer-request", functionArn: api.functionArn }],
    };
}

function geoRestriction({ allowedCountries, blockedCountries }: DistributionFacts) {
    if (allowedCountries.length > 0) {
        return { restrictionType: "whitelist", locations: allowedCountries };
    }
    return blockedCountries.length > 0
        ? { restrictionType: "blacklist", locations: blockedCountries }
        : { restrictionType: "none" };
}

/**
 * What is in the log of a request: not its query, its cookies and the page it came from, in which codes and signatures
 * may be.
 * See https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html
 */
export const logFields = [
    "date",
    "time",
    "x-edge-location",
    "sc-bytes",
    "c-ip",
    "cs-method",
    "cs(Host)",
    "cs-uri-stem",
    "sc-status",
    "cs(User-Agent)",
    "x-edge-result-type",
    "x-edge-request-id",
    "x-host-header",
    "cs-protocol",
    "cs-bytes",
    "time-taken",
    "x-forwarded-for",
    "ssl-protocol",
    "ssl-cipher",
    "x-edge-response-result-type",
    "cs-protocol-version",
    "c-port",
    "time-to-first-byte",
    "x-edge-detailed-result-type",
    "sc-content-type",
    "sc-content-len",
];

/**
 * Why there can be no such distribution where the program deploys.
 * See https://docs.amazonaws.cn/en_us/aws/latest/userguide/cloudfront.html and waf.html beside it
 */
export function placeFaults({ partition }: Place): Fault[] {
    if (partition === "aws") {
        return [];
    }
    const fault =
        partition === "aws-cn"
            ? "CloudFront in China serves nothing under a domain of its own, takes no certificate of AWS Certificate Manager, and has no firewall of AWS WAF in front of it" // prettier-ignore
            : `CloudFront is not known to be in the partition ${partition}`;
    return [{ argument: "region", fault, fix: "use a region of the partition aws, or serve the pages from a VPC" }];
}

/** Names of hosts, each of which is one. */
export const hostNames = each(
    text(
        (name) => (isHostName(name) ? undefined : `"${name}" is not the name of a host`),
        "pass names such as console.example.com",
    ),
);

/** Countries as ISO 3166-1 writes them. */
export const countries = each(
    text(
        (code) => (/^[A-Z]{2}$/.test(code) ? undefined : `"${code}" is not the code of a country`),
        "use two capital letters of ISO 3166-1, for example DE",
    ),
);
