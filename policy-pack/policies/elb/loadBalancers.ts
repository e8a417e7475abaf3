import { all, any, must, not, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../../evaluation";
import type { Truth } from "../../evaluation";
import { byType } from "../byType";
import { hasAtLeast } from "../lists";
import { BALANCER_EXAMPLE, CLASSIC, CLASSIC_EXAMPLE, isForApplications, isNoGateway } from "./resources";
import { LOAD_BALANCERS, TARGET_GROUPS, webAclOf } from "./resources";

const [LB, ALB] = LOAD_BALANCERS;

export default service("elb", [
    resourcePolicy({
        id: "elb-access-logs",
        title: "Application and Classic Load Balancers log access",
        severity: "medium",
        types: [...LOAD_BALANCERS, CLASSIC],
        controls: { fsbp: ["ELB.5"], cis7: ["4.10"], nist: ["AU-2", "AU-12"], whitepaper: ["ELB"] },
        why: "Without access logs nobody can tell afterwards who called what.",
        fix: {
            text: "Log access into a bucket.",
            example: BALANCER_EXAMPLE("accessLogs: { bucket: logs.bucket, enabled: true },"),
        },
        check(balancer) {
            const logs = balancer.get("accessLogs");
            // A classic load balancer logs where a bucket is named, unless it says otherwise.
            const enabled = logs.get("enabled").absentAs(balancer.type === CLASSIC && logs.isKnown);
            return when(
                balancer.type === CLASSIC ? true : isForApplications(balancer),
                must(enabled.is(true), say`Set ${enabled} to true, and name a bucket.`),
            );
        },
    }),
    settingPolicy({
        id: "elb-network-access-logs",
        title: "Network Load Balancers log access",
        severity: "low",
        types: LOAD_BALANCERS,
        controls: { cis7: ["4.10"], nist: ["AU-2", "AU-12"], whitepaper: ["ELB"] },
        why: "Who was let in by which version of TLS is in these logs alone; connections without TLS are in the VPC's flow logs.",
        fix: {
            text: "Log access into a bucket.",
            example: BALANCER_EXAMPLE(
                `loadBalancerType: "network",\n    accessLogs: { bucket: logs.bucket, enabled: true },`,
            ),
        },
        setting: "accessLogs.enabled",
        must: { be: true },
        default: false,
        appliesIf: (balancer) => balancer.get("loadBalancerType").is("network"),
    }),
    settingPolicy({
        id: "elb-deletion-protection",
        title: "Load balancers are protected from deletion",
        severity: "medium",
        types: LOAD_BALANCERS,
        controls: { fsbp: ["ELB.6"], nist: ["CP-9", "CM-3"], whitepaper: ["ELB"] },
        why: "With the load balancer its address goes, and with it the way to all that is behind.",
        fix: { text: "Turn on deletion protection.", example: BALANCER_EXAMPLE("enableDeletionProtection: true,") },
        setting: "enableDeletionProtection",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "elb-drop-invalid-headers",
        title: "Load balancers drop headers that are not valid",
        severity: "medium",
        types: LOAD_BALANCERS,
        controls: { fsbp: ["ELB.4"], nist: ["SC-7"], whitepaper: ["ELB"] },
        why: "Headers that two servers read differently smuggle requests past the first of them.",
        fix: { text: "Drop them.", example: BALANCER_EXAMPLE("dropInvalidHeaderFields: true,") },
        setting: "dropInvalidHeaderFields",
        must: { be: true },
        default: false,
        appliesIf: isForApplications,
        remediates: true,
    }),
    ...byType(
        (types) =>
            settingPolicy({
                id: "elb-desync-mitigation",
                title: "Load balancers guard against smuggled requests",
                severity: "medium",
                types,
                controls: { nist: ["SC-7"], whitepaper: ["ELB"] },
                why: "In mode `monitor` requests that two servers read differently are counted, and let through.",
                fix: {
                    text: "Leave `desyncMitigationMode` out, which means `defensive`.",
                    example: BALANCER_EXAMPLE(`desyncMitigationMode: "strictest",`),
                },
                setting: "desyncMitigationMode",
                must: { beOneOf: ["defensive", "strictest"] },
                default: "defensive",
                appliesIf: (balancer) => (balancer.type === CLASSIC ? true : isForApplications(balancer)),
                remediates: true,
            }),
        { types: LOAD_BALANCERS, fsbp: "ELB.12" },
        {
            id: "elb-classic-desync-mitigation",
            title: "Classic load balancers guard against smuggled requests",
            types: [CLASSIC],
            fsbp: "ELB.14",
            example: CLASSIC_EXAMPLE(`desyncMitigationMode: "strictest",`),
        },
    ),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "elb-multi-az",
                title: "Load balancers are in more than one Availability Zone",
                severity: "medium",
                types,
                controls: { nist: ["CP-10", "SC-36"], whitepaper: ["ELB"] },
                why: "A load balancer in one zone stops when the zone does.",
                fix: { text: "Give it subnets of two zones or more.", example: BALANCER_EXAMPLE("idleTimeout: 60,") },
                check(balancer) {
                    const subnets = balancer.get("subnets");
                    const others = balancer.get(balancer.type === CLASSIC ? "availabilityZones" : "subnetMappings");
                    const given = subnets.isAbsent && !others.isAbsent ? others : subnets;
                    return must(
                        any([hasAtLeast(subnets, 2), hasAtLeast(others, 2)]),
                        say`Add one of another Availability Zone to ${given}.`,
                    );
                },
            }),
        { types: LOAD_BALANCERS, fsbp: "ELB.13" },
        {
            id: "elb-classic-multi-az",
            title: "Classic load balancers are in more than one Availability Zone",
            types: [CLASSIC],
            fsbp: "ELB.10",
            example: CLASSIC_EXAMPLE(""),
        },
    ),
    resourcePolicy({
        id: "elb-cross-zone",
        title: "Load balancers share requests out over all zones",
        severity: "medium",
        types: [...LOAD_BALANCERS, CLASSIC, ...TARGET_GROUPS],
        controls: { fsbp: ["ELB.9"], nist: ["CP-10"], whitepaper: ["ELB"] },
        why: "Without it a zone with few targets gets as many requests as one with many, and breaks down under them.",
        fix: {
            text: "Turn on balancing over zones.",
            example: `new aws.lb.LoadBalancer("net", {
    loadBalancerType: "network",
    internal: true,
    subnets: ["subnet-1", "subnet-2"],
    enableCrossZoneLoadBalancing: true,
});`,
        },
        check(resource) {
            if (resource.type === CLASSIC) {
                const shared = resource.get("crossZoneLoadBalancing").absentAs(true);
                return must(shared.is(true), say`Remove ${shared}, or set it to true.`);
            }
            if (resource.type === LB || resource.type === ALB) {
                const shared = resource.get("enableCrossZoneLoadBalancing");
                return when(not(isForApplications(resource)), must(shared.is(true), say`Set ${shared} to true.`));
            }
            const shared = resource.get("loadBalancingCrossZoneEnabled");
            return must(not(shared.is("false")), say`Remove ${shared}, or set it to "true".`);
        },
    }),
    settingPolicy({
        id: "elb-connection-draining",
        title: "Classic Load Balancers let requests end before an instance goes",
        severity: "low",
        types: [CLASSIC],
        controls: { fsbp: ["ELB.7"], nist: ["CP-10"], whitepaper: ["ELB"] },
        why: "Otherwise requests are cut off whenever an instance is taken out.",
        fix: { text: "Turn on connection draining.", example: CLASSIC_EXAMPLE("connectionDraining: true,") },
        setting: "connectionDraining",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    stackPolicy({
        id: "elb-waf-associated",
        title: "Public Application Load Balancers are behind a web ACL",
        severity: "medium",
        types: LOAD_BALANCERS,
        controls: { fsbp: ["ELB.16"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["ELB"] },
        why: "Floods of requests, and requests of known attacks, reach what is behind the load balancer.",
        fix: {
            text: "Associate a web ACL of AWS WAF with it.",
            example: `const web = new aws.lb.LoadBalancer("web", { loadBalancerType: "application", subnets: ["subnet-1", "subnet-2"] });
new aws.wafv2.WebAclAssociation("web", {
    resourceArn: web.arn,
    webAclArn: "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/2",
});`,
        },
        check(balancer, stack) {
            const isInternal: Truth = balancer.given("internal").is(true);
            return when(
                all([isForApplications(balancer), not(isInternal)]),
                must(
                    stack.linkedTo(balancer, webAclOf).exists(),
                    say`Associate a web ACL with it by an \`aws.wafv2.WebAclAssociation\`.`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "elb-no-classic",
        title: "Load balancers are of the present kinds",
        severity: "low",
        types: [CLASSIC],
        controls: { nist: ["SC-7"], whitepaper: ["ELB"] },
        why: "Classic Load Balancers know neither TLS 1.3 nor AWS WAF, and get nothing new.",
        fix: { text: "Use an Application or a Network Load Balancer.", example: BALANCER_EXAMPLE("idleTimeout: 60,") },
        check: (balancer) => must(false, say`Use an \`aws.lb.LoadBalancer\` instead of ${balancer}.`),
    }),
    settingPolicy({
        id: "elb-internal-only",
        title: "Load balancers are reached from the VPC only",
        severity: "medium",
        offByDefault: true,
        types: [...LOAD_BALANCERS, CLASSIC],
        controls: { nist: ["SC-7"], whitepaper: ["ELB"] },
        why: "A load balancer that is not internal has an address on the internet.",
        fix: { text: "Make it internal.", example: BALANCER_EXAMPLE("idleTimeout: 60,") },
        setting: "internal",
        must: { be: true },
        default: false,
        // Those for gateways have no addresses that others could reach.
        appliesIf: (balancer) => (balancer.type === CLASSIC ? true : isNoGateway(balancer)),
    }),
]);
