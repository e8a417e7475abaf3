import loadBalancers from "../../../../policy-pack/policies/elb/loadBalancers";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { unknown } from "../../support/inputs";
import { alb, albTargetGroup, association, balancer, classic, targetGroup } from "./resources";

const LOG = "Set `accessLogs.enabled` to true, and name a bucket.";
const ADD = (path: string) => `Add one of another Availability Zone to \`${path}\`.`;
const ACL = "Associate a web ACL with it by an `aws.wafv2.WebAclAssociation`.";
const network = (inputs = {}) => balancer({ loadBalancerType: "network", ...inputs });
const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1";
const linked = { from: { resourceArn: ["it"] } };

describeService(loadBalancers, {
    "elb-access-logs": {
        says: LOG,
        compliant: {
            "logs into a bucket": balancer({ accessLogs: { bucket: "logs", enabled: true } }),
            "logs of a classic one": classic({ accessLogs: { bucket: "logs" } }),
            "a gateway, which has none": alb({ loadBalancerType: "gateway" }),
            "one for networks": network(),
        },
        violating: {
            "a bucket only": balancer({ accessLogs: { bucket: "logs" } }),
            "off, by the other name": alb({ accessLogs: { bucket: "logs", enabled: false } }),
            "off, of a classic one": classic({ accessLogs: { bucket: "logs", enabled: false } }),
        },
        absent: "violating",
    },
    "elb-network-access-logs": {
        says: "Set `accessLogs.enabled` to true.",
        compliant: {
            "logs into a bucket": network({ accessLogs: { bucket: "logs", enabled: true } }),
            "one for applications": balancer({}),
            "a gateway, which has none": alb({ loadBalancerType: "gateway" }),
        },
        violating: {
            none: network(),
            "a bucket only, by the other name": alb({ loadBalancerType: "network", accessLogs: { bucket: "logs" } }),
        },
        absent: "compliant",
    },
    "elb-deletion-protection": {
        says: "Set `enableDeletionProtection` to true.",
        compliant: { on: balancer({ enableDeletionProtection: true }) },
        violating: {
            off: balancer({ enableDeletionProtection: false }),
            "off by the other name": alb({ enableDeletionProtection: false }),
        },
        absent: "violating",
    },
    "elb-drop-invalid-headers": {
        says: "Set `dropInvalidHeaderFields` to true.",
        compliant: {
            on: balancer({ dropInvalidHeaderFields: true }),
            "one for networks": network(),
        },
        violating: {
            off: balancer({ dropInvalidHeaderFields: false, loadBalancerType: "application" }),
            "off by the other name": alb({ dropInvalidHeaderFields: false }),
        },
        absent: "violating",
    },
    ...byType(
        {
            "elb-desync-mitigation": ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
            "elb-classic-desync-mitigation": ["aws:elb/loadBalancer:LoadBalancer"],
        },
        {
            says: 'Remove `desyncMitigationMode`, or set it to "defensive" or "strictest".',
            compliant: {
                strictest: balancer({ desyncMitigationMode: "strictest" }),
                "a classic one that is strictest": classic({ desyncMitigationMode: "strictest" }),
                "one for networks": network({ desyncMitigationMode: "monitor" }),
            },
            violating: {
                monitor: balancer({ desyncMitigationMode: "monitor" }),
                "by the other name": alb({ desyncMitigationMode: "monitor" }),
                "a classic one": classic({ desyncMitigationMode: "monitor" }),
            },
            absent: "compliant",
        },
    ),
    ...byType(
        {
            "elb-multi-az": ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
            "elb-classic-multi-az": ["aws:elb/loadBalancer:LoadBalancer"],
        },
        {
            says: ADD("subnets"),
            compliant: {
                "two subnets": balancer({ subnets: ["subnet-1", "subnet-2"] }),
                "two subnets of this stack": alb({ subnets: [unknown(), unknown()] }),
                "two addresses": network({ subnetMappings: [{ subnetId: "subnet-1" }, { subnetId: "subnet-2" }] }),
                "two zones of a classic one": classic({ availabilityZones: ["eu-west-1a", "eu-west-1b"] }),
            },
            violating: {
                "one subnet": balancer({ subnets: ["subnet-1"] }),
                "one subnet by the other name": alb({ subnets: ["subnet-1"] }),
                "one address": {
                    resources: network({ subnetMappings: [{ subnetId: "subnet-1" }] }),
                    says: [ADD("subnetMappings")],
                },
                "one subnet of a classic one": classic({ subnets: ["subnet-1"] }),
                "one zone of a classic one": {
                    resources: classic({ availabilityZones: ["eu-west-1a"] }),
                    says: [ADD("availabilityZones")],
                },
            },
            absent: "violating",
        },
    ),
    "elb-cross-zone": {
        says: "Set `enableCrossZoneLoadBalancing` to true.",
        compliant: {
            "one for networks": network({ enableCrossZoneLoadBalancing: true }),
            "one for applications, which always does": alb({ enableCrossZoneLoadBalancing: false }),
            "a classic one": classic({ crossZoneLoadBalancing: true }),
            "a target group that does as the load balancer": targetGroup({
                loadBalancingCrossZoneEnabled: "use_load_balancer_configuration",
            }),
        },
        violating: {
            "one for networks": network(),
            "a gateway by the other name": alb({ loadBalancerType: "gateway" }),
            "a classic one": {
                resources: classic({ crossZoneLoadBalancing: false }),
                says: ["Remove `crossZoneLoadBalancing`, or set it to true."],
            },
            "a target group": {
                resources: targetGroup({ loadBalancingCrossZoneEnabled: "false" }),
                says: ['Remove `loadBalancingCrossZoneEnabled`, or set it to "true".'],
            },
            "a target group by the other name": {
                resources: albTargetGroup({ loadBalancingCrossZoneEnabled: false }),
                says: ['Remove `loadBalancingCrossZoneEnabled`, or set it to "true".'],
            },
        },
        absent: "compliant",
    },
    "elb-connection-draining": {
        says: "Set `connectionDraining` to true.",
        compliant: { on: classic({ connectionDraining: true }) },
        violating: { off: classic({ connectionDraining: false }) },
        absent: "violating",
    },
    "elb-waf-associated": {
        says: ACL,
        compliant: {
            "a web ACL": [balancer(), association("wafv2", linked)],
            "a classic web ACL": [alb(), association("wafregional", linked)],
            "a web ACL, by its ARN": [
                balancer({}, { outputs: { arn: ARN } }),
                { ...association("wafv2", {}), inputs: { resourceArn: ARN } },
            ],
            "an internal one": balancer({ internal: true }),
            "one for networks": network(),
        },
        violating: {
            "a web ACL of another one": {
                resources: [
                    balancer(),
                    balancer({ internal: true }, { name: "other" }),
                    association("wafv2", { from: { resourceArn: ["other"] } }),
                ],
            },
            "by the other name": alb({ internal: false }),
        },
        absent: "violating",
    },
    "elb-no-classic": {
        says: 'Use an `aws.lb.LoadBalancer` instead of "it".',
        compliant: { "one of today": balancer() },
        violating: { "a classic one": classic() },
        absent: "violating",
        byTypeAlone: true,
    },
    "elb-internal-only": {
        says: "Set `internal` to true.",
        compliant: {
            internal: balancer({ internal: true }),
            "one for gateways, which nobody reaches": balancer({ loadBalancerType: "gateway", internal: false }),
        },
        violating: {
            public: balancer({ internal: false }),
            "public by the other name": alb({ internal: false }),
            "a classic one": classic({ internal: false }),
        },
        absent: "violating",
    },
});
