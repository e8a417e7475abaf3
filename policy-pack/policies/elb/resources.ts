import { not, type Link, type ResourceReader, type Truth, type Value } from "../../evaluation";

/** Load balancers for applications, networks and gateways have two names in the provider, which mean the same. */
export const LOAD_BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"] as const;
export const LISTENERS = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"] as const;
export const TARGET_GROUPS = ["aws:lb/targetGroup:TargetGroup", "aws:alb/targetGroup:TargetGroup"] as const;
export const CLASSIC = "aws:elb/loadBalancer:LoadBalancer";
/** Both hold the TLS policy of a classic load balancer. */
export const SSL_POLICY = "aws:elb/sslNegotiationPolicy:SslNegotiationPolicy";
export const CLASSIC_POLICY = "aws:elb/loadBalancerPolicy:LoadBalancerPolicy";

export const webAclOf: Link = {
    from: ["aws:wafv2/webAclAssociation:WebAclAssociation", "aws:wafregional/webAclAssociation:WebAclAssociation"],
    by: "resourceArn",
    to: LOAD_BALANCERS,
    named: ["arn"],
};

function typeOf(balancer: ResourceReader): Value {
    return balancer.get("loadBalancerType").absentAs("application");
}

export function isForApplications(balancer: ResourceReader): Truth {
    return typeOf(balancer).is("application");
}

export function isNoGateway(balancer: ResourceReader): Truth {
    return not(typeOf(balancer).is("gateway"));
}

/** Protocols of load balancers are written in either case. */
export function isProtocol(protocol: Value, names: readonly string[]): Truth {
    return protocol.judgeText((text) => names.includes(text.toUpperCase()));
}

export const BALANCER_EXAMPLE = (more: string): string => `new aws.lb.LoadBalancer("web", {
    internal: true,
    subnets: ["subnet-1", "subnet-2"],
    ${more}
});`;

export const CLASSIC_EXAMPLE = (more: string): string => `new aws.elb.LoadBalancer("web", {
    subnets: ["subnet-1", "subnet-2"],
    listeners: [{
        lbPort: 443,
        lbProtocol: "https",
        instancePort: 8443,
        instanceProtocol: "https",
        sslCertificateId: "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3",
    }],${more === "" ? "" : `\n    ${more}`}
});`;

export const LISTENER_EXAMPLE = `new aws.lb.Listener("web", {
    loadBalancerArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1",
    port: 443,
    protocol: "HTTPS",
    sslPolicy: "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
    certificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/a1b2c3",
    defaultActions: [{ type: "forward", targetGroupArn: "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web/2" }],
});`;
