import securityGroups from "../../../../policy-pack/policies/elb/securityGroups";
import { eachOutput } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { alb, albListener, balancer, classic, listener } from "./resources";

const rule = (port: Input, cidr = "0.0.0.0/0"): Inputs => ({ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] }); // prettier-ignore
const group = (...ingress: Inputs[]): TestResource => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "group",
    inputs: ingress.length === 0 ? {} : { ingress },
    outputs: { id: unknown(), ingress: unknown() },
});
const sideRule = (port: number): TestResource => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "rule",
    inputs: { securityGroupId: unknown(), ipProtocol: "tcp", fromPort: port, toPort: port, cidrIpv4: "0.0.0.0/0" },
    from: { securityGroupId: ["group"] },
});
const inGroup = { from: { securityGroups: ["group"] } };
const ARN = "arn:aws:elasticloadbalancing:eu-west-1:111122223333:loadbalancer/app/web/1";
const its = (make: typeof balancer, inputs: Inputs = {}) => make({ securityGroups: [unknown()], ...inputs }, inGroup);
const on = (port: Input, make = listener) =>
    make({ port, loadBalancerArn: unknown() }, { name: "listener", from: { loadBalancerArn: ["it"] } });

describeService(securityGroups, {
    "elb-security-groups-match-listeners": {
        says: 'Narrow the rules of "group" in `securityGroups` to the ports of the listeners.',
        compliant: {
            "the port of the listener": [its(balancer), on(443), group(rule(443))],
            "by a rule of its own": [its(alb), on(443, albListener), group(), sideRule(443)],
            "another port, for the VPC": [its(balancer), on(443), group(rule(443), rule(22, "10.0.0.0/16"))],
            "a classic one": [its(classic, { listeners: [{ lbPort: 443 }] }), group(rule(443))],
            "a group of something else": [balancer(), on(443), group(rule(22))],
            ...eachOutput(["arn", "id"], ARN, (outputs) => [
                balancer({ securityGroups: [unknown()] }, { ...inGroup, outputs }),
                listener({ port: 443, loadBalancerArn: ARN }, { name: "listener" }),
                group(rule(443)),
            ]),
            "two ports, one of which is not known": [
                its(balancer),
                on(443),
                { ...on(unknown()), name: "two" },
                group(rule(443)),
            ],
            "listeners made elsewhere": [its(balancer), group(rule(22))],
        },
        violating: {
            "another port": [its(balancer), on(443), group(rule(443), rule(8080))],
            "another port, in one of two groups": [
                balancer({ securityGroups: [unknown(), unknown()] }, { from: { securityGroups: ["other", "group"] } }),
                on(443),
                { ...group(rule(443)), name: "other" },
                group(rule(8080)),
            ],
            "the port of another load balancer": [
                its(balancer),
                on(443),
                listener(
                    { port: 8080, loadBalancerArn: unknown() },
                    { name: "its", from: { loadBalancerArn: ["two"] } },
                ),
                { ...balancer(), name: "two" },
                group(rule(8080)),
            ],
            "another port by the other name": [its(alb), on(443, albListener), group(rule(8080))],
            "by a rule of its own": [its(balancer), on(443), group(), sideRule(8080)],
            "a classic one": [its(classic, { listeners: [{ lbPort: 443 }] }), group(rule(80))],
        },
        absent: "compliant",
        unknown: {
            "the port of the listener": {
                resources: [its(balancer), on(unknown()), group(rule(443))],
                undetermined: 'Not known before the update: `port` of "listener".',
            },
            "a second listener, of this one or of another": {
                resources: [
                    its(balancer),
                    on(443),
                    listener({ port: 8080, loadBalancerArn: unknown() }, { name: "second" }),
                    { ...balancer(), name: "two" },
                    group(rule(443), rule(8080)),
                ],
                undetermined: 'It is not known yet what this names: `loadBalancerArn` of "second".',
            },
            "the only listener, of this one or of another": {
                resources: [
                    its(balancer),
                    listener({ port: 8080, loadBalancerArn: unknown() }, { name: "second" }),
                    { ...balancer(), name: "two" },
                    group(rule(8080)),
                ],
                undetermined: 'It is not known yet what this names: `loadBalancerArn` of "second".',
            },
        },
    },
});
