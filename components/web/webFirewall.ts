import { isIP, isIPv6 } from "node:net";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { anyPartition, cloudFrontRegion } from "../shared/arn";
import { type Check, each, flag, names, oneOf, someOf, text, whole } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { physicalName, webAclNaming } from "../shared/naming";
import { afterwards, outputsOf } from "../shared/outputs";
import { type Fault, plain } from "../shared/validate";
import {
    firewallRules,
    FirewallScope,
    groupsOf,
    ManagedRules,
    originHeader,
    redactedFields,
    visibility,
} from "./policy/firewallRules";

export { FirewallScope, ManagedRules, originHeader };

/** Arguments of {@link WebFirewall}. None is needed. */
export interface WebFirewallArgs {
    /** What it stands in front of. Plain. Default: `REGIONAL`. */
    scope?: FirewallScope;
    /**
     * ARNs of what it protects, by a name of your choice that never changes: Application Load Balancers, stages of API
     * Gateway, user pools. A PrivateApi takes the firewall itself, a CloudFront distribution its ARN as `webAclId`.
     * A plain table. Default: nothing yet.
     */
    protects?: Record<string, pulumi.Input<string>>;
    /**
     * Requests from one address in five minutes, after which it is blocked until there are fewer. Plain, 10 or more.
     * Default: 1,000; none with `originSecrets`, where the address is CloudFront's.
     */
    requestsPerFiveMinutes?: number;
    /** Groups of rules beside IP reputation, common attacks and known bad inputs, which are always there. Plain. Default: none. */
    moreRules?: ManagedRules[];
    /**
     * Rules of managed groups that only count what they find, by their group, for example
     * `{ AWSManagedRulesCommonRuleSet: ["SizeRestrictions_BODY"] }` for bodies over 8 KB. Plain. Default: none.
     */
    countedRules?: Record<string, string[]>;
    /**
     * For a first roll-out: managed groups and rate limit only count and log what they find, and block nothing.
     * `allowedAddresses` and `originSecrets` hold all the same. Plain. Default: false.
     */
    letAttacksThrough?: boolean;
    /** Networks that are let in, as CIDR of IPv4 or IPv6, for example `203.0.113.0/24`; all others are blocked. Plain. Default: everybody's. */
    allowedAddresses?: string[];
    /**
     * One or two secrets, of which CloudFront sends one in the header `x-origin-verify`; requests without are blocked.
     * Two, so that it can be changed without interruption. Plain, with outputs inside. Default: none.
     */
    originSecrets?: pulumi.Input<string>[];
    /**
     * ARN of a bucket for the log, for example `logs.arn` of a LogBucket with the producer Waf.
     * Default: an encrypted log group of its own.
     */
    logBucketArn?: pulumi.Input<string>;
    /**
     * An EncryptionKey of the same account whose `users` include CloudWatchLogs, or the ARN of any key: its policy is
     * never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month), and none with `logBucketArn`.
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which the log is kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether log and key may be deleted with the stack. Plain. Default: false, they are protected and survive being
     * removed from the program. The firewall itself always goes with it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the firewall, its key and its log: `us-east-1` for CloudFront. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const protectable = new RegExp(
    `^arn:(${anyPartition}):(elasticloadbalancing:[a-z0-9-]+:\\d{12}:loadbalancer/app/.+|apigateway:[a-z0-9-]+::/restapis/[^/]+/stages/[^/]+|cognito-idp:[a-z0-9-]+:\\d{12}:userpool/.+)$`,
);
const protectableArn = text(
    (arn) => (protectable.test(arn) ? undefined : `"${arn}" is not the ARN of what a firewall can protect`),
    "pass the ARN of an Application Load Balancer, of a stage of API Gateway or of a user pool",
);
const protectsFaults: Check<Record<string, pulumi.Input<string>>> = (arns, argument) => [
    ...names(arns, argument),
    ...Object.entries(arns).flatMap(([name, input]) => {
        const arn = plain(input);
        return arn === undefined ? [] : protectableArn(arn, `${argument}.${name}`);
    }),
];

const countedFaults: Check<Record<string, string[]>> = (counted, argument) =>
    Object.keys(counted).flatMap((group) => oneOf(ManagedRules)(group, argument));

const network = text((cidr) => {
    const [address = "", bits = ""] = cidr.split("/");
    const most = isIPv6(address) ? 128 : 32;
    const right = isIP(address) !== 0 && /^[1-9]\d*$/.test(bits) && Number(bits) <= most;
    return right ? undefined : `"${cidr}" is not a network`;
}, "write <address>/<bits>, of IPv4 or IPv6, for example 203.0.113.0/24");

/** What an origin knows its CloudFront by. The value is never told. */
export const originSecret = text(
    (secret) => (/^[\x21-\x7e]{32,128}$/.test(secret) ? undefined : "one is no header of 32 to 128 characters"),
    "pass 32 to 128 random letters and digits, such as the result of a random.RandomPassword without special characters",
);
const originSecretFaults: Check<pulumi.Input<string>[]> = (secrets, argument) => {
    const wrong = each(originSecret)(secrets, argument);
    return secrets.length === 1 || secrets.length === 2
        ? wrong
        : [{ argument, fault: `there are ${secrets.length}`, fix: "pass one, or two while it is changed" }, ...wrong];
};

export const webFirewallArguments = argumentsOf<WebFirewallArgs>()(
    "WebFirewall",
    {
        scope: {
            plain: true,
            check: oneOf(FirewallScope),
            default: FirewallScope.Regional,
            why: "one for CloudFront can protect nothing else",
            cost: "5 USD, 1 USD per rule or group, 0.60 USD per million requests",
        },
        protects: {
            plain: true,
            late: true,
            named: true,
            check: protectsFaults,
            default: {},
            otherwise: "nothing yet",
            why: "named, so that taking one away leaves the others as they are",
        },
        requestsPerFiveMinutes: {
            plain: true,
            check: whole("requests", 10, 2_000_000_000),
            otherwise: "1,000",
            why: "no person is as fast; none with `originSecrets`, where every address is CloudFront's",
            cost: "1 USD",
        },
        moreRules: {
            plain: true,
            check: someOf(ManagedRules, "group"),
            default: [],
            why: "WAF.10: IP reputation, common attacks and known bad inputs are always there, in the version that is AWS's default",
            cost: "1 USD each",
        },
        countedRules: {
            plain: true,
            check: countedFaults,
            default: {},
            otherwise: "none",
            why: "an exception is a rule's, never a whole group's",
        },
        letAttacksThrough: {
            plain: true,
            check: flag,
            default: false,
            why: "only to see, at a first roll-out, what would be blocked",
        },
        allowedAddresses: {
            plain: true,
            check: (values, argument) => values.flatMap((value) => network(value, argument)),
            default: [],
            otherwise: "everybody's",
            why: "an internal audience needs no other; the rules above judge them as well",
            cost: "1 USD per family",
        },
        originSecrets: {
            plain: true,
            late: true,
            named: true,
            check: originSecretFaults,
            why: "without it, what stands behind CloudFront is reached around it",
            cost: "1 USD each",
        },
        logBucketArn: {
            check: text(
                (arn) => (/^arn:[a-z-]+:s3:::aws-waf-logs-[^/*]+$/.test(arn) ? undefined : `"${arn}" is none for WAF`),
                "pass logs.arn of a LogBucket whose producers include LogProducer.Waf",
            ),
            otherwise: "a log group of its own",
            why: "WAF.11: a log group is searched at once, a bucket is half the price",
            cost: "0.50 USD per GB delivered to a log group, 0.25 USD to a bucket",
        },
        key: { ...keyRule, otherwise: "a key of its own", why: "for the log group", cost: "1 USD" },
        logRetentionDays: logRetentionRule,
        ...commonRules("the log is evidence: log and key are protected and kept; the firewall goes with the program"),
    },
    (values) => [
        ...scopeFaults(values),
        ...originFaults(values),
        ...logFaults(values),
        ...keyUserFaults(values.key, [KeyUser.CloudWatchLogs]),
    ],
);

type Right = Partial<WebFirewallArgs>;

/** What does not go with the firewall of a CloudFront distribution. */
function scopeFaults({ scope, region, protects = {}, originSecrets = [] }: Right): Fault[] {
    if (scope !== FirewallScope.CloudFront) {
        return [];
    }
    const faults = regionFaults(scope, plain(region) ?? cloudFrontRegion);
    if (Object.keys(protects).length > 0) {
        const fix = "leave it out, and give the distribution webAclId: firewall.arn";
        faults.push({ argument: "protects", fault: "a distribution names its firewall itself", fix });
    }
    if (originSecrets.length > 0) {
        const fix = "give them to the REGIONAL firewall of the origin";
        faults.push({ argument: "originSecrets", fault: "visitors of CloudFront have none", fix });
    }
    return faults;
}

function regionFaults(scope: FirewallScope, region: string): Fault[] {
    return scope !== FirewallScope.CloudFront || region === cloudFrontRegion
        ? []
        : [
              {
                  argument: "region",
                  fault: `a firewall for CloudFront cannot be in ${region}`,
                  fix: `pass region: "${cloudFrontRegion}", with a provider of the partition aws`,
              },
          ];
}

/** Behind CloudFront all addresses are CloudFront's. */
function originFaults(values: Right): Fault[] {
    const { originSecrets = [], requestsPerFiveMinutes, allowedAddresses = [], moreRules = [], countedRules } = values;
    const byAddress = [
        ...(requestsPerFiveMinutes === undefined ? [] : ["requestsPerFiveMinutes"]),
        ...(allowedAddresses.length === 0 ? [] : ["allowedAddresses"]),
        ...(moreRules.includes(ManagedRules.AnonymousIps) ? ["moreRules"] : []),
    ];
    const groups = groupsOf({ moreRules, originSecrets });
    const idle = Object.keys(countedRules ?? {}).filter((group) => !groups.some((used) => used === group));
    return [
        ...(originSecrets.length === 0 ? [] : byAddress).map((argument) => ({
            argument,
            fault: "with originSecrets every address is CloudFront's",
            fix: "give it to the firewall of the distribution, with scope CLOUDFRONT",
        })),
        ...idle.map((group) => ({
            argument: "countedRules",
            fault: `${group} is not in use here`,
            fix: "leave it out, or add the group to moreRules",
        })),
    ];
}

/** What says nothing where a bucket takes the log. */
function logFaults({ logBucketArn, key, logRetentionDays }: Right): Fault[] {
    const idle = [
        ...(key === undefined ? [] : ["key"]),
        ...(logRetentionDays === undefined || logRetentionDays === logRetentionRule.default
            ? []
            : ["logRetentionDays"]),
    ];
    return (logBucketArn === undefined ? [] : idle).map((argument) => ({
        argument,
        fault: "it says nothing with logBucketArn",
        fix: "give it to the bucket",
    }));
}

/** What other components ask of a firewall. Kept beside the class: every field of it would be an output. */
interface Guarded {
    scope: FirewallScope;
    /** Whether it lets in only what CloudFront sends. */
    origin: boolean;
}
const guarded = new WeakMap<WebFirewall, Guarded>();

/** What a firewall stands in front of, and whether it is an origin of CloudFront. */
export function guardedBy(firewall: WebFirewall): Guarded | undefined {
    return guarded.get(firewall);
}

/** A firewall in front of something regional. */
export const firewallRule = {
    check: ((firewall, argument) =>
        firewall instanceof WebFirewall
            ? []
            : text(
                  (arn) =>
                      /^arn:[a-z-]+:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/.+$/.test(arn)
                          ? undefined
                          : "it is neither a WebFirewall nor such an ARN",
                  "pass a WebFirewall, or the ARN of a regional web ACL",
              )(firewall, argument)) as Check<WebFirewall | string>,
    input: (firewall: WebFirewall | string): pulumi.Input<string> =>
        firewall instanceof WebFirewall ? firewall.arn : firewall,
} as const;

/**
 * A web ACL of AWS WAF: a rate limit, AWS's rules on IP reputation, common attacks and known bad inputs, optionally an
 * allow list, and a log without tokens, cookies and queries. `new WebFirewall("api", { protects: { alb: alb.arn } })` is
 * enough for a load balancer.
 *
 * Cost: 9 USD a month with its four rules, 0.60 USD per million requests, 1 USD for its key, 0.50 USD per GB of log.
 * Controls: WAF.10, WAF.11, WAF.12, APIGateway.4, ELB.16, CloudFront.6.
 */
export class WebFirewall extends pulumi.ComponentResource {
    /** The web ACL. */
    public readonly webAcl: aws.wafv2.WebAcl;
    /** How it logs. It is the only configuration that a web ACL can have. */
    public readonly logging: aws.wafv2.WebAclLoggingConfiguration;
    /** The firewall's log; none with a bucket of yours. */
    public readonly logGroup?: aws.cloudwatch.LogGroup;
    /** The key made for the log; none with a key or a bucket of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the web ACL, there once it logs: give this one to a distribution as `webAclId`. */
    public readonly arn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the firewall. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: WebFirewallArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = webFirewallArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { scope, allowedAddresses, originSecrets = [], protects } = given.values;
        const children = new Children(this, given);
        guarded.set(this, { scope, origin: originSecrets.length > 0 });
        // Where no region is given, the provider's is known only now.
        const placed = children.place.region.apply((region) => {
            given.require(regionFaults(scope, region));
            return scope;
        });

        const addressSets = addressFamilies(allowedAddresses).map(
            ({ version, addresses }) =>
                new aws.wafv2.IpSet(
                    children.name(version.toLowerCase()),
                    {
                        ...physicalName("namePrefix", name, webAclNaming),
                        scope: placed,
                        ipAddressVersion: version,
                        addresses,
                        tags: children.tags(version.toLowerCase()),
                        region: children.region,
                    },
                    children.looseOptions(),
                ),
        );
        const secrets = given.output("originSecrets");
        this.webAcl = new aws.wafv2.WebAcl(
            children.name(),
            {
                ...physicalName("namePrefix", name, webAclNaming),
                scope: placed,
                ...firewallRules({
                    moreRules: given.values.moreRules,
                    countedRules: given.values.countedRules,
                    countOnly: given.values.letAttacksThrough,
                    rateLimit: given.values.requestsPerFiveMinutes ?? 1000,
                    addressSetArns: addressSets.map(({ arn }) => arn),
                    originSecrets: originSecrets.map((_, index) =>
                        pulumi.secret(secrets.apply((known) => known?.[index] ?? "")),
                    ),
                }),
                visibilityConfig: visibility(`Firewall-${name.replace(/[^\w-]/g, "-").slice(0, 100)}`),
                tags: children.tags(),
                region: children.region,
            },
            children.looseOptions(),
        );
        const key =
            args.logBucketArn === undefined
                ? keyOf(given, children, {
                      purpose: "log of the firewall",
                      through: [],
                      users: [KeyUser.CloudWatchLogs],
                  })
                : undefined;
        if (key !== undefined) {
            this.logGroup = logGroup(children, {
                suffix: "logs",
                folder: "aws-waf-logs-",
                retentionInDays: given.values.logRetentionDays,
                key,
            });
        }
        const destination = given.output("logBucketArn").apply((bucket) => bucket ?? this.logGroup?.arn ?? "");
        this.logging = new aws.wafv2.WebAclLoggingConfiguration(
            children.name("logging"),
            {
                resourceArn: this.webAcl.arn,
                logDestinationConfigs: [destination],
                redactedFields,
                region: children.region,
            },
            children.looseOptions(),
        );

        this.key = key?.own;
        this.arn = afterwards(this.webAcl.arn, [this.logging]);
        this.requiredKeyStatements = key?.requiredStatements ?? pulumi.jsonStringify([]);
        this.region = children.place.region;
        const arns = given.output("protects");
        for (const one of Object.keys(protects)) {
            new aws.wafv2.WebAclAssociation(
                children.name(`protects-${one}`),
                {
                    resourceArn: arns.apply((known) => known[one] ?? ""),
                    webAclArn: this.arn,
                    region: children.region,
                },
                children.looseOptions(),
            );
        }
        this.registerOutputs(outputsOf(this));
    }
}

/** A set of addresses holds one family. */
function addressFamilies(addresses: string[]): { version: "IPV4" | "IPV6"; addresses: string[] }[] {
    const isSixth = (cidr: string): boolean => cidr.includes(":");
    return [
        { version: "IPV4" as const, addresses: addresses.filter((cidr) => !isSixth(cidr)) },
        { version: "IPV6" as const, addresses: addresses.filter(isSixth) },
    ].filter(({ addresses }) => addresses.length > 0);
}
