import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

type More = Partial<Pick<TestResource, "name" | "from" | "outputs">>;

const resource =
    (type: string) =>
    (inputs: Inputs = {}, more: More = {}): TestResource => ({ type, inputs, ...more });

export const balancer = resource("aws:lb/loadBalancer:LoadBalancer");
/** The same by its other name. */
export const alb = resource("aws:alb/loadBalancer:LoadBalancer");
export const classic = resource("aws:elb/loadBalancer:LoadBalancer");
export const listener = resource("aws:lb/listener:Listener");
export const albListener = resource("aws:alb/listener:Listener");
export const targetGroup = resource("aws:lb/targetGroup:TargetGroup");
export const albTargetGroup = resource("aws:alb/targetGroup:TargetGroup");
export const listenerCertificate = resource("aws:lb/listenerCertificate:ListenerCertificate");
export const albListenerCertificate = resource("aws:alb/listenerCertificate:ListenerCertificate");
export const sslPolicy = resource("aws:elb/sslNegotiationPolicy:SslNegotiationPolicy");
export const portPolicy = resource("aws:elb/listenerPolicy:ListenerPolicy");
export const classicPolicy = resource("aws:elb/loadBalancerPolicy:LoadBalancerPolicy");
export const association = (module: string, more: More): TestResource =>
    resource(`aws:${module}/webAclAssociation:WebAclAssociation`)({}, { name: "acl", ...more });
