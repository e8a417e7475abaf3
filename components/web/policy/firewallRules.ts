import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";

/** What a firewall stands in front of. */
export const FirewallScope = {
    /** Application Load Balancers, stages of API Gateway and user pools of Cognito, of the firewall's own region. */
    Regional: "REGIONAL",
    /** CloudFront distributions. The firewall is then in us-east-1. */
    CloudFront: "CLOUDFRONT",
} as const;
export type FirewallScope = (typeof FirewallScope)[keyof typeof FirewallScope];

/**
 * A group of rules that AWS keeps up to date.
 * See https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html
 */
export const ManagedRules = {
    /** Addresses that Amazon knows for attacks. Always there, where addresses are those of visitors. */
    IpReputation: "AWSManagedRulesAmazonIpReputationList",
    /** Addresses of anonymizing services and of hosting providers. */
    AnonymousIps: "AWSManagedRulesAnonymousIpList",
    /** What web applications are attacked with most, as OWASP lists it. Always there. */
    Common: "AWSManagedRulesCommonRuleSet",
    /** Requests that exploit known faults, such as Log4Shell. Always there. */
    KnownBadInputs: "AWSManagedRulesKnownBadInputsRuleSet",
    /** SQL in requests. */
    SqlDatabase: "AWSManagedRulesSQLiRuleSet",
} as const;
export type ManagedRules = (typeof ManagedRules)[keyof typeof ManagedRules];

/** Every firewall has them. */
const always: ManagedRules[] = [ManagedRules.IpReputation, ManagedRules.Common, ManagedRules.KnownBadInputs];
/** They judge who connects, which behind CloudFront is CloudFront. */
const byAddress: ManagedRules[] = [ManagedRules.IpReputation, ManagedRules.AnonymousIps];

/** The header in which CloudFront shows an API or a load balancer that it is this CloudFront. */
export const originHeader = "x-origin-verify";

/** What a firewall's rules are made of. */
export interface FirewallFacts {
    /** Groups beside those that are always there. */
    moreRules: ManagedRules[];
    /** Rules that only count, by their group. */
    countedRules: Record<string, string[]>;
    /** Whether only counts, what a request is suspected for. */
    countOnly: boolean;
    /** Requests of one address in five minutes. */
    rateLimit: number;
    /** Sets of the addresses that are let in. Empty: everybody's. */
    addressSetArns: pulumi.Input<string>[];
    /** One of them must be in the {@link originHeader}. Empty: there is no CloudFront in front. */
    originSecrets: pulumi.Input<string>[];
}

type Acl = Required<Pick<aws.wafv2.WebAclArgs, "defaultAction" | "rules">>;
type Rule = aws.types.input.wafv2.WebAclRule;

/** Groups of rules that a firewall has, in the order in which they are asked. */
export function groupsOf({ moreRules, originSecrets }: Pick<FirewallFacts, "moreRules" | "originSecrets">) {
    const wanted = [...always, ...moreRules];
    return Object.values(ManagedRules).filter(
        (group) => wanted.includes(group) && (originSecrets.length === 0 || !byAddress.includes(group)),
    );
}

/**
 * The rules of a firewall, in their order. First comes what turns requests away; those that are left are let in, all of
 * them or, by the last rules, only those that show where they come from.
 */
export function firewallRules(facts: FirewallFacts): Acl {
    const { addressSetArns, originSecrets, countOnly } = facts;
    const admitting = [...addressSetArns.map(admitAddresses), ...originSecrets.map(admitOrigin)];
    const rules = [
        ...(originSecrets.length === 0 ? [rateRule(facts.rateLimit, countOnly)] : []),
        ...groupsOf(facts).map((group) => groupRule(group, facts.countedRules[group] ?? [], countOnly)),
        ...admitting,
    ];
    return {
        defaultAction: admitting.length === 0 ? { allow: {} } : { block: {} },
        rules: rules.map((rule, priority) => ({ ...rule, priority, visibilityConfig: visibility(rule.name) })),
    };
}

type Bare = Omit<Rule, "priority" | "visibilityConfig" | "name"> & { name: string };

function rateRule(limit: number, countOnly: boolean): Bare {
    return {
        name: "RateLimit",
        action: countOnly ? { count: {} } : { block: {} },
        statement: { rateBasedStatement: { aggregateKeyType: "IP", evaluationWindowSec: 300, limit } },
    };
}

function groupRule(group: ManagedRules, counted: string[], countOnly: boolean): Bare {
    return {
        name: group,
        overrideAction: countOnly ? { count: {} } : { none: {} },
        statement: {
            managedRuleGroupStatement: {
                vendorName: "AWS",
                name: group,
                ruleActionOverrides: counted.map((name) => ({ name, actionToUse: { count: {} } })),
            },
        },
    };
}

function admitAddresses(arn: pulumi.Input<string>, index: number): Bare {
    return {
        name: `AllowedAddresses${index + 1}`,
        action: { allow: {} },
        statement: { ipSetReferenceStatement: { arn } },
    };
}

function admitOrigin(searchString: pulumi.Input<string>, index: number): Bare {
    return {
        name: `OriginSecret${index + 1}`,
        action: { allow: {} },
        statement: {
            byteMatchStatement: {
                fieldToMatch: { singleHeader: { name: originHeader } },
                positionalConstraint: "EXACTLY",
                searchString,
                textTransformations: [{ priority: 0, type: "NONE" }],
            },
        },
    };
}

/** Metrics, but no samples: whoever may see those sees tokens in them. What was turned away is in the log. */
export function visibility(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
    return { cloudwatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}

/** What is kept out of the log: what a request is signed in with, and what a query may say of people. */
export const redactedFields: aws.types.input.wafv2.WebAclLoggingConfigurationRedactedField[] = [
    ...["authorization", "cookie", originHeader].map((name) => ({ singleHeader: { name } })),
    { queryString: {} },
];
