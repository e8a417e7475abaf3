import securityGroups from "../../../../policy-pack/policies/rds/securityGroups";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

const rule = (cidr: Input): Inputs => ({ protocol: "tcp", fromPort: 5432, toPort: 5432, cidrBlocks: [cidr] });
const group = (...ingress: Inputs[]): TestResource => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "group",
    inputs: ingress.length === 0 ? {} : { ingress },
    outputs: { id: unknown(), ingress: unknown() },
});
const database = (type: string, from: readonly string[] = ["group"]): TestResource => ({
    type,
    inputs: { vpcSecurityGroupIds: [unknown()] },
    from: { vpcSecurityGroupIds: from },
});
const instance = database("aws:rds/instance:Instance");
const cluster = database("aws:rds/cluster:Cluster");
const sideRule = (inputs: Inputs): TestResource => ({
    type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
    name: "rule",
    inputs: { securityGroupId: unknown(), ipProtocol: "tcp", fromPort: 5432, toPort: 5432, ...inputs },
    from: { securityGroupId: ["group"] },
});

describeService(securityGroups, {
    "rds-security-group-access": {
        says: 'Narrow the rules of "group" in `vpcSecurityGroupIds`, by which the internet gets in.',
        compliant: {
            "from the VPC": [instance, group(rule("10.0.0.0/16"))],
            "from another group": [instance, group(), sideRule({ referencedSecurityGroupId: "sg-1" })],
            "a group of something else": [database("aws:rds/instance:Instance", []), group(rule("0.0.0.0/0"))],
        },
        violating: {
            "an instance": [instance, group(rule("0.0.0.0/0"))],
            "a cluster": [cluster, group(rule("0.0.0.0/0"))],
            "by IPv6": [instance, group({ protocol: "-1", fromPort: 0, toPort: 0, ipv6CidrBlocks: ["::/0"] })],
            "one of two rules": [instance, group(rule("10.0.0.0/16"), rule("0.0.0.0/0"))],
            "one of two ranges": [
                instance,
                group({ ...rule("10.0.0.0/16"), cidrBlocks: ["10.0.0.0/16", "0.0.0.0/0"] }),
            ],
            "a rule of its own, beside an inline one": [
                instance,
                group(rule("10.0.0.0/16")),
                sideRule({ cidrIpv4: "0.0.0.0/0" }),
            ],
            "a rule of its own": [instance, group(), sideRule({ cidrIpv4: "0.0.0.0/0" })],
            "one of two groups": [
                database("aws:rds/instance:Instance", ["other", "group"]),
                { ...group(rule("10.0.0.0/16")), name: "other" },
                group(rule("0.0.0.0/0")),
            ],
        },
        absent: "compliant",
        unknown: {
            "the range": {
                resources: [instance, group(rule(unknown()))],
                undetermined: 'Not known before the update: `ingress[0].cidrBlocks[0]` of "group".',
            },
        },
    },
});
