import type { Input, Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

/** Security group rules in each form, for the same traffic. */

export interface Traffic {
    readonly protocol: Input;
    readonly from?: Input;
    readonly to?: Input;
    readonly ipv4?: readonly Input[];
    readonly ipv6?: readonly Input[];
    readonly description?: Input;
}

export const group = (inputs: Inputs, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    inputs,
    ...more,
});
export const defaultGroup = (inputs: Inputs): TestResource => ({
    type: "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
    inputs: { vpcId: "vpc-1", ...inputs },
});

/** An inline rule. */
export const inline = ({ protocol, from = 0, to = 0, ipv4, ipv6, description }: Traffic): Inputs => ({
    protocol,
    fromPort: from,
    toPort: to,
    ...(ipv4 && { cidrBlocks: ipv4 }),
    ...(ipv6 && { ipv6CidrBlocks: ipv6 }),
    ...(description !== undefined && { description }),
});

/** A resource of its own, for either direction. */
export const rule = (traffic: Traffic, type: Input = "ingress", more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:ec2/securityGroupRule:SecurityGroupRule",
    inputs: { ...inline(traffic), type, securityGroupId: "sg-1" },
    ...more,
});

const directed =
    (name: string) =>
    ({ protocol, from, to, ipv4 = [], ipv6 = [], description }: Traffic, more: Partial<TestResource> = {}) => ({
        type: `aws:vpc/${name.charAt(0).toLowerCase()}${name.slice(1)}:${name}`,
        inputs: {
            securityGroupId: "sg-1",
            ipProtocol: protocol,
            ...(from !== undefined && { fromPort: from }),
            ...(to !== undefined && { toPort: to }),
            ...(ipv4[0] !== undefined && { cidrIpv4: ipv4[0] }),
            ...(ipv6[0] !== undefined && { cidrIpv6: ipv6[0] }),
            ...(description !== undefined && { description }),
        },
        ...more,
    });
/** A resource of its own, for one direction and one range. */
export const ingressRule = directed("SecurityGroupIngressRule");
export const egressRule = directed("SecurityGroupEgressRule");

export const ANYWHERE = ["0.0.0.0/0"];
export const ANYWHERE_IPV6 = ["::/0"];

/** A port of TCP, from anywhere unless said otherwise. */
export const tcp = (port: Input, more: Partial<Traffic> = {}): Traffic => ({
    protocol: "tcp",
    from: port,
    to: port,
    ipv4: ANYWHERE,
    ...more,
});
