import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { ApiExposure, exposureOf, PrivateApi } from "../api/privateApi";
import { stageName } from "../api/policy/apiStatements";
import { keyRule, keyUserFaults } from "../encryption/componentKey";
import { EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { bucketArns, cloudFrontCertificate } from "../shared/arn";
import { type Check, notEmpty, oneOf, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { cloudFrontNaming, nameFaults } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import { mergeBySid, type Statement } from "../shared/policyDocument";
import { stableJson } from "../shared/stableJson";
import type { Fault } from "../shared/validate";
import { LogBucket } from "../storage/logBucket";
import { LogProducer } from "../storage/policy/producers";
import { SecureBucket } from "../storage/secureBucket";
import { deliverLogs, edgeFunction, headersPolicy } from "./edge";
import { type ApiFacts, countries, distributionArgs, hostNames, placeFaults, PriceClass } from "./policy/distribution";
import { belowApi, deepLinks } from "./policy/edgeFunctions";
import { apiSections, headerFaults, type Headers, pageHeaders, pageSections } from "./policy/responseHeaders";
import { siteFaults } from "./policy/siteFiles";
import { signingKeyFaults, signingKeys } from "./signingKeys";
import { folderFault, pathsIn, uploadPages } from "./sitePages";
import { FirewallScope, guardedBy, originSecret, WebFirewall } from "./webFirewall";

export { PriceClass };

/** Arguments of {@link CloudFrontConsole}. `pagesFolder` is needed. */
export interface CloudFrontConsoleArgs {
    /**
     * Folder of the built pages, where the program runs, with an `index.html` in it. Every file in it can be read by
     * everybody who reaches the distribution. Plain. Needed.
     */
    pagesFolder: string;
    /**
     * Folder in it of files whose names change with their content, with a slash at its end. They are kept for a year by
     * browsers and by CloudFront, and stay in the bucket when a new build has others, for pages that are still open.
     * Plain. Default: `assets/`.
     */
    immutableFolder?: string;
    /**
     * Content types by the ends of names, without a dot, for files of which the component does not know what they are, for
     * example `{ map: "application/json" }`. Plain. Default: none, such files are refused.
     */
    contentTypes?: Record<string, string>;
    /**
     * What the pages fetch as `/config.json` when they start. Everybody can read it, so secrets are refused. A table, with
     * outputs inside. Default: none.
     */
    // eslint-disable-next-line @typescript-eslint/no-explicit-any -- `unknown` has no counterpart in Pulumi's schemas
    runtimeConfig?: Record<string, any>;
    /**
     * Headers of every answer with a page or a part of one, beside the default ones or in place of them. A table, with
     * outputs inside.
     * Default: a content security policy for what comes from the same origin, two years of https only, no framing, no
     * referrer, no guessing of types.
     */
    headers?: Record<string, pulumi.Input<string>>;
    /**
     * The API on the pages' origin: a PrivateApi with exposure `cloudfront`, or the address of any with its stage,
     * `https://<host>/<stage>`. Default: none.
     */
    api?: PrivateApi | pulumi.Input<string>;
    /** Path of the API on the pages' origin; the API is asked without it. Plain. Default: `/api`. */
    apiPath?: string;
    /**
     * What the API knows the distribution by: one of the `originSecrets` of its WebFirewall. Needed with `api`.
     * Default: none, without an API.
     */
    originSecret?: pulumi.Input<string>;
    /** The firewall in front: a WebFirewall with scope `CLOUDFRONT`, or the ARN of such a web ACL. Default: none. */
    firewall?: WebFirewall | pulumi.Input<string>;
    /**
     * Names of hosts of yours, each of which needs an alias record to `domainName`; `url` has the first. A plain list.
     * Default: none, the pages are under CloudFront's own domain.
     */
    domainNames?: pulumi.Input<string>[];
    /** ARN of a certificate in us-east-1 for these names. Needed with `domainNames`. Default: CloudFront's. */
    certificateArn?: pulumi.Input<string>;
    /** Countries from which alone pages and API are reached, as two letters of ISO 3166-1. Plain. Default: all. */
    allowedCountries?: string[];
    /** Countries from which they are not reached. Plain. Default: none. */
    blockedCountries?: string[];
    /**
     * Public keys in PEM, by names of your choice: RSA with 2048 bits or ECDSA on P-256. Pages are then only for whoever has
     * a URL or a cookie that one of the private keys signed; the API is not asked for it. A plain table, up to 5.
     * Default: none, pages are for everybody.
     */
    signingKeys?: Record<string, pulumi.Input<string>>;
    /** Where pages are kept near. Plain. Default: `PriceClass_All`. */
    priceClass?: PriceClass;
    /**
     * ARN of a bucket for CloudFront's log, for example `logs.arn` of a LogBucket with the producer CloudFront.
     * Default: a LogBucket of its own.
     */
    logBucketArn?: pulumi.Input<string>;
    /**
     * Name of a bucket for Amazon S3's log of who read the pages' bucket, for example `logs.bucketName` of a LogBucket.
     * Default: a LogBucket of its own.
     */
    accessLogBucketName?: pulumi.Input<string>;
    /**
     * An EncryptionKey of the same account, whose `users` include LogDelivery unless `logBucketArn` is given, or the ARN
     * of any key: its policy is never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * Whether buckets, logs and key may be deleted with the stack. Plain. Default: false, they are protected and survive
     * being removed from the program. The distribution itself, and pages that a build has no more, always go.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the buckets and the key. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const folderName = text(
    (folder) => (/^([\w-]+\/)+$/.test(folder) ? undefined : `"${folder}" is not a folder in it`),
    "write it with a slash at its end, for example assets/",
);
const pathName = text(
    (path) => (/^(\/[\w-]+)+$/.test(path) ? undefined : `"${path}" is not a path for it`),
    "write it without a slash at its end, for example /api",
);
const moreTypes: Check<Record<string, string>> = (types, argument) =>
    Object.entries(types).flatMap(([ending, type]) =>
        /^[a-z0-9]+$/.test(ending) && /^[a-z]+\/[\w.+-]+(; ?charset=[\w-]+)?$/.test(type)
            ? []
            : [{ argument, fault: `${ending}: "${type}" says no type`, fix: 'write { map: "application/json" }' }],
    );

const apiCheck: Check<PrivateApi | string> = (api, argument) =>
    api instanceof PrivateApi
        ? exposureOf(api) === ApiExposure.CloudFront
            ? []
            : [{ argument, fault: "it is reached from a VPC only", fix: `give it exposure ${ApiExposure.CloudFront}` }]
        : text(
              (address) =>
                  /^https:\/\/[a-z0-9.-]+(\/[\w.-]+)*$/.test(address) ? undefined : `"${address}" is not its address`,
              "pass a PrivateApi, or https://<host>/<stage>, without a slash at the end",
          )(api, argument);

const firewallCheck: Check<WebFirewall | string> = (firewall, argument) =>
    firewall instanceof WebFirewall
        ? guardedBy(firewall)?.scope === FirewallScope.CloudFront
            ? []
            : [{ argument, fault: "it is a REGIONAL one", fix: "pass one with scope CLOUDFRONT" }]
        : text(
              (arn) =>
                  /^arn:aws:wafv2:us-east-1:\d{12}:global\/webacl\/.+$/.test(arn)
                      ? undefined
                      : "it is neither a WebFirewall nor such an ARN",
              "pass a WebFirewall with scope CLOUDFRONT, or the ARN of a web ACL for CloudFront",
          )(firewall, argument);

export const cloudFrontConsoleArguments = argumentsOf<CloudFrontConsoleArgs>()(
    "CloudFrontConsole",
    {
        pagesFolder: {
            plain: true,
            needed: "pass a folder with an index.html",
            check: folderFault,
            why: "CloudFront.1, CloudFront.13: the files are in a private bucket, which this distribution alone reads",
            cost: "0.023 USD per GB, 1 USD per million requests beyond 10 million",
        },
        immutableFolder: {
            plain: true,
            check: folderName,
            default: "assets/",
            why: "all other files are asked for each time, so nothing is ever invalidated; old ones stay for open tabs",
        },
        contentTypes: {
            plain: true,
            check: moreTypes,
            default: {},
            otherwise: "none, such files are refused",
            why: "files that nobody meant to publish are noticed, such as source maps",
        },
        runtimeConfig: { plain: true, late: true, why: "one build for every stack; asked for each time" },
        headers: {
            plain: true,
            late: true,
            check: headerFaults,
            default: {},
            otherwise:
                "a content security policy for what comes from the same origin, two years of https only, no framing, no referrer, no guessing of types",
            why: "also on the answers of errors; yours win over these",
        },
        api: {
            late: true,
            check: apiCheck,
            // Not its url, which waits for the function: that may be told what depends on this distribution.
            input: (api: PrivateApi | string): pulumi.Input<string> =>
                api instanceof PrivateApi
                    ? pulumi.interpolate`https://${api.hostName}${api.domain === undefined ? `/${stageName}` : ""}`
                    : api,
            why: "no other origin, so no CORS; never cached, by TLS 1.2 only",
        },
        apiPath: { plain: true, check: pathName, default: "/api", why: "the API knows its own paths only" },
        originSecret: {
            late: true,
            check: originSecret,
            otherwise: "none, without an API",
            why: "without it, the API is reached around this distribution",
        },
        firewall: {
            check: firewallCheck,
            input: (firewall: WebFirewall | string): pulumi.Input<string> =>
                firewall instanceof WebFirewall ? firewall.arn : firewall,
            why: "CloudFront.6; pages that hold nothing of anybody's do without",
            cost: "see WebFirewall",
        },
        domainNames: {
            plain: true,
            late: true,
            check: hostNames,
            default: [],
            otherwise: "none, the pages are under CloudFront's own domain",
            why: "CloudFront.7; only with a certificate of yours is TLS 1.2 the least",
        },
        certificateArn: {
            check: cloudFrontCertificate,
            otherwise: "CloudFront's",
            why: "CloudFront.8, CloudFront.15: by SNI, TLS 1.2 with forward secrecy and newer (TLSv1.2_2025)",
        },
        allowedCountries: {
            plain: true,
            check: countries,
            default: [],
            otherwise: "all",
            why: "by the visitor's address, which can be a proxy's",
        },
        blockedCountries: { plain: true, check: countries, default: [], why: "not beside `allowedCountries`" },
        signingKeys: {
            plain: true,
            late: true,
            named: true,
            check: signingKeyFaults,
            otherwise: "none, pages are for everybody",
            why: "two, while one takes the other's place; the private keys stay with whoever signs",
        },
        priceClass: {
            plain: true,
            check: oneOf(PriceClass),
            default: PriceClass.All,
            why: "all visitors are served from nearby; paid is by where they are",
            cost: "0.085 to 0.12 USD per GB beyond 1,000 GB",
        },
        logBucketArn: {
            check: (arn, argument) => bucketArns([arn], argument),
            otherwise: "a LogBucket of its own",
            why: "CloudFront.5: kept a year, without queries, cookies and referrers",
            cost: "0.023 USD per GB",
        },
        accessLogBucketName: {
            check: notEmpty("pass the log bucket's name, or leave it out"),
            otherwise: "a LogBucket of its own",
            why: "S3.9: shows who read the bucket beside CloudFront",
            cost: "0.023 USD per GB",
        },
        key: { ...keyRule, otherwise: "a key of its own", why: "for pages and log", cost: "1 USD" },
        ...commonRules(
            "logs are evidence: buckets and key are protected and kept; the distribution goes with the program",
        ),
    },
    (values, name) => [
        ...filesFaults(values),
        ...apiFaults(values),
        ...domainFaults(values),
        ...countryFaults(values),
        ...keyUserFaults(values.key, logUsers(values)),
        ...nameFaults(name, cloudFrontNaming, "function of CloudFront"),
    ],
);

type Right = Partial<CloudFrontConsoleArgs>;

/** Who writes with the key, beside those who deploy. */
function logUsers({ logBucketArn }: Right): KeyUser[] {
    return logBucketArn === undefined ? [KeyUser.LogDelivery] : [];
}

function filesFaults({ pagesFolder, contentTypes, runtimeConfig, api, apiPath }: Right): Fault[] {
    const facts = {
        contentTypes: contentTypes ?? {},
        configured: runtimeConfig !== undefined,
        apiPath: api === undefined ? undefined : apiPath,
    };
    return pagesFolder === undefined ? [] : siteFaults(pathsIn(pagesFolder), facts, "pagesFolder");
}

function apiFaults({ api, apiPath, immutableFolder, originSecret }: Right): Fault[] {
    if (api === undefined) {
        const fix = "pass the API as well, or leave it out";
        return originSecret === undefined ? [] : [{ argument: "originSecret", fault: "there is no api", fix }];
    }
    const faults: Fault[] = [];
    if (originSecret === undefined) {
        const fix = "pass one of the originSecrets of the API's WebFirewall";
        faults.push({ argument: "originSecret", fault: "it is missing", fix });
    }
    if (`/${immutableFolder ?? ""}`.startsWith(`${apiPath ?? ""}/`)) {
        faults.push({ argument: "apiPath", fault: "it is where the immutableFolder is", fix: "use another path" });
    }
    return faults;
}

function domainFaults({ domainNames = [], certificateArn }: Right): Fault[] {
    const named = domainNames.length > 0;
    if (named === (certificateArn !== undefined)) {
        return [];
    }
    return named
        ? [{ argument: "certificateArn", fault: "it is missing", fix: "pass a certificate for the domainNames" }]
        : [{ argument: "domainNames", fault: "none is given", fix: "name the hosts that the certificate is for" }];
}

function countryFaults({ allowedCountries = [], blockedCountries = [] }: Right): Fault[] {
    const fix = "leave it out: all others are blocked";
    return allowedCountries.length > 0 && blockedCountries.length > 0
        ? [{ argument: "blockedCountries", fault: "it says nothing beside allowedCountries", fix }]
        : [];
}

/**
 * Pages in a private bucket behind a CloudFront distribution, and optionally an API on the same origin: https only, with
 * security headers on every answer, deep links, and files whose names change with their content kept for a year.
 * `new CloudFrontConsole("site", { pagesFolder: "dist" })` is enough.
 *
 * Cost: 1 USD a month for its key; CloudFront's first 1,000 GB and 10 million requests of a month are free.
 * Controls: CloudFront.1, CloudFront.3, CloudFront.5, CloudFront.7, CloudFront.8, CloudFront.9, CloudFront.10,
 * CloudFront.12, CloudFront.13, CloudFront.15, and those of SecureBucket.
 */
export class CloudFrontConsole extends pulumi.ComponentResource {
    /** The distribution. */
    public readonly distribution: aws.cloudfront.Distribution;
    /** The bucket of the pages. */
    public readonly bucket: aws.s3.Bucket;
    /** The bucket made for CloudFront's log; none with a bucket of yours. */
    public readonly logBucket?: aws.s3.Bucket;
    /** The key made for pages and log; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the distribution. */
    public readonly arn: pulumi.Output<string>;
    /** Domain that CloudFront gave it, to which alias records lead. */
    public readonly domainName: pulumi.Output<string>;
    /** Ids of `signingKeys` by their names, by which signatures say whose they are; none without. */
    public readonly signingKeyIds?: pulumi.Output<Record<string, string>>;
    /** Address of the pages, there once they can be read. */
    public readonly url: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the buckets. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: CloudFrontConsoleArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = cloudFrontConsoleArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { values } = given;
        const { removable, tags, region, apiPath, immutableFolder } = values;
        const children = new Children(this, given);
        const inPlace = children.place.apply((place) => {
            given.require(placeFaults(place));
            return true;
        });

        // Bucket and key let in the distribution, which must know the bucket first.
        const [distributionArns, resolveArns] = pulumi.deferredOutput<string[]>();
        const ownKey =
            values.key === undefined
                ? new EncryptionKey(
                      children.name("key"),
                      {
                          description: `${name}: pages and log`,
                          users: logUsers(values),
                          distributionArns,
                          removable,
                          tags,
                          region,
                      },
                      { parent: this },
                  )
                : undefined;
        const shared = { key: values.key ?? ownKey, removable, tags, region };
        const pages = new SecureBucket(
            children.name("pages"),
            { ...shared, logBucketName: values.accessLogBucketName, distributionArns },
            { parent: this },
        );

        const access = new aws.cloudfront.OriginAccessControl(
            children.name(),
            { originAccessControlOriginType: "s3", signingBehavior: "always", signingProtocol: "sigv4" },
            children.looseOptions(),
        );
        const headers = given.output("headers").apply(pageHeaders);
        const domainNames = given.output("domainNames");
        const signing =
            values.signingKeys === undefined
                ? undefined
                : signingKeys(children, Object.keys(values.signingKeys), given.output("signingKeys"));
        this.distribution = new aws.cloudfront.Distribution(
            children.name(),
            {
                ...distributionArgs({
                    bucketDomainName: pages.bucket.bucketRegionalDomainName,
                    originAccessControlId: access.id,
                    immutableFolder,
                    pages: {
                        functionArn: edgeFunction(children, "links", deepLinks(apiPath)),
                        responseHeadersPolicyId: headersPolicy(children, "headers", headers.apply(pageSections)),
                    },
                    trustedKeyGroups: signing === undefined ? [] : [signing.groupId],
                    api: values.api === undefined ? undefined : apiFacts(children, given, headers),
                    domainNames,
                    certificateArn:
                        values.certificateArn === undefined ? undefined : known(given.output("certificateArn")),
                    allowedCountries: values.allowedCountries,
                    blockedCountries: values.blockedCountries,
                }),
                webAclId: values.firewall === undefined ? undefined : known(given.output("firewall")),
                priceClass: values.priceClass,
                comment: name,
                enabled: inPlace,
                tags: children.tags(),
            },
            children.looseOptions(),
        );
        this.arn = this.distribution.arn;
        resolveArns(this.arn.apply((arn) => [arn]));
        const config = given.output("runtimeConfig");
        const content = pulumi.all([config, pulumi.isSecret(config)]).apply(([known, secret]) => {
            given.require(secret ? secretFaults("runtimeConfig") : []);
            return stableJson(known);
        });
        const index = uploadPages(children, {
            folder: values.pagesFolder,
            bucketName: pages.bucketName,
            immutableFolder,
            contentTypes: values.contentTypes,
            config: values.runtimeConfig === undefined ? undefined : content,
        });

        // Bucket and log can be used only once the key's policy lets CloudFront and log delivery use it.
        const keyReady = ownKey === undefined ? [] : [ownKey.policy];
        const logs =
            values.logBucketArn === undefined
                ? new LogBucket(
                      children.name("logs"),
                      { ...shared, producers: [LogProducer.CloudFront] },
                      { parent: this },
                  )
                : undefined;
        deliverLogs(children, this.arn, afterwards(logs?.arn ?? known(given.output("logBucketArn")), keyReady));

        this.bucket = pages.bucket;
        this.logBucket = logs?.bucket;
        this.key = ownKey?.key;
        this.domainName = this.distribution.domainName;
        this.signingKeyIds = signing?.ids;
        const host = pulumi.all([domainNames, this.domainName]).apply(([[first], domainName]) => first ?? domainName);
        this.url = afterwards(pulumi.interpolate`https://${host}/`, [pages.policy, index, ...keyReady]);
        this.requiredKeyStatements = pulumi
            .all([pages.requiredKeyStatements, logs?.requiredKeyStatements ?? "[]"])
            .apply((lists) => JSON.stringify(mergeBySid(lists.flatMap((list) => JSON.parse(list) as Statement[]))));
        this.region = pages.region;
        this.registerOutputs(outputsOf(this));
    }
}

type Given = ReturnType<typeof cloudFrontConsoleArguments.accept>;

/** What the distribution is told of the API, and does for it. */
function apiFacts(children: Children, given: Given, pages: pulumi.Output<Headers>): ApiFacts {
    const { apiPath } = given.values;
    const address = known(given.output("api")).apply((api) => new URL(api));
    return {
        path: apiPath,
        domainName: address.apply(({ hostname }) => hostname),
        originPath: address.apply(({ pathname }) => (pathname === "/" ? "" : pathname)),
        secret: pulumi.secret(known(given.output("originSecret"))),
        functionArn: edgeFunction(children, "api", belowApi(apiPath)),
        responseHeadersPolicyId: headersPolicy(children, "api", pages.apply(apiSections)),
    };
}

function secretFaults(argument: string): Fault[] {
    const fix = "leave it out, or pulumi.unsecret what is none";
    return [{ argument, fault: "there is a secret in it, which everybody could read", fix }];
}

/** An argument that is there, once it is known. */
function known(output: pulumi.Output<string | undefined>): pulumi.Output<string> {
    return output.apply((value) => value ?? "");
}
