import networkAcls from "../../../../policy-pack/policies/vpc/networkAcls";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

type More = Partial<TestResource>;

const acl = (ingress: readonly Input[] = [], more: More = {}): TestResource => ({
    type: "aws:ec2/networkAcl:NetworkAcl",
    inputs: { vpcId: "vpc-1", subnetIds: ["subnet-1"], ingress },
    ...more,
});
const defaultAcl = (...ingress: readonly Input[]): TestResource => ({
    type: "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl",
    inputs: { defaultNetworkAclId: "acl-0", ingress },
});

interface Entry {
    readonly action?: Input;
    readonly number?: Input;
    readonly protocol?: Input;
    readonly ports?: readonly [Input, Input] | readonly [];
    readonly ipv4?: Input;
    readonly ipv6?: Input;
}
/** Everything from anywhere, by rule 100, unless said otherwise. */
const entry = ({
    action = "allow",
    number = 100,
    protocol = "-1",
    ports = [0, 0],
    ipv4,
    ipv6,
}: Entry = {}): Inputs => ({
    action,
    ruleNo: number,
    protocol,
    ...(ports.length === 2 && { fromPort: ports[0], toPort: ports[1] }),
    ...(ipv6 === undefined ? { cidrBlock: ipv4 ?? "0.0.0.0/0" } : { ipv6CidrBlock: ipv6 }),
});
const rule = (one: Entry = {}, more: More = {}, inputs: Inputs = {}): TestResource => {
    const { action = "allow", ruleNo = 100, ...traffic } = entry(one);
    return {
        type: "aws:ec2/networkAclRule:NetworkAclRule",
        inputs: { networkAclId: "acl-1", ruleAction: action, ruleNumber: ruleNo, ...traffic, ...inputs },
        ...more,
    };
};
/** A rule of the ACL "acl", as a preview shows it. */
const linked = (one: Entry, name: string): TestResource =>
    rule(one, { name, from: { networkAclId: ["acl"] } }, { networkAclId: unknown() });

const tcp = (port: number, more: Entry = {}): Entry => ({ protocol: "tcp", ports: [port, port], ...more });
const withoutPorts: Entry = { protocol: "tcp", ports: [] };
const deny = (port: number, number: Input = 10, more: Entry = {}): Entry =>
    tcp(port, { action: "deny", number, ...more });
const says = (path: string, ports: string) => [
    `Narrow \`${path}\`, or deny before it: it lets the internet in at ${ports}.`,
];
const BOTH = "ports 22 and 3389";

describeService(networkAcls, {
    "vpc-nacl-no-public-admin-ports": {
        compliant: {
            "other ports": acl([entry(tcp(443))]),
            "from the office": acl([entry(tcp(22, { ipv4: "203.0.113.0/24" }))]),
            "a rule from the office": rule(tcp(22, { ipv4: "203.0.113.0/24" })),
            "a rule without ports, for which the provider asks port 0": rule(withoutPorts),
            "denied before everything is let in": acl([entry(deny(22)), entry(deny(3389, 20)), entry()]),
            "denied for all protocols": acl([entry({ action: "deny", number: 1 }), entry()]),
            "a rule to let out": rule({}, {}, { egress: true }),
            "UDP, by which there is no SSH": acl([entry({ protocol: "udp", ports: [0, 65_535] })]),
            "denied by rules beside it": {
                resources: [
                    acl([], { name: "acl" }),
                    linked({}, "all"),
                    linked(deny(22), "ssh"),
                    linked(deny(3389), "rdp"),
                ],
            },
            "denied by the ACL's own entries": {
                resources: [acl([entry(deny(22)), entry(deny(3389))], { name: "acl" }), linked({}, "all")],
            },
            "denied by the number before": acl([entry(deny(22, 99)), entry(tcp(22))]),
            "denied before what has its number as a text": acl([entry(deny(22)), entry(tcp(22, { number: "100" }))]),
            "without entries, which the provider fills in": {
                ...acl(),
                inputs: { vpcId: "vpc-1" },
                outputs: { ingress: unknown() },
            },
            "denied by rules of the same ACL outside of the stack": {
                resources: [rule(), rule(deny(22), { name: "ssh" }), rule(deny(3389), { name: "rdp" })],
            },
            "an ACL that exists, which shows its rules as its own": {
                resources: [
                    { ...acl(), name: "acl", inputs: {}, outputs: { id: "acl-1", ingress: [entry()] } },
                    rule({ action: "deny" }, { name: "none" }),
                ],
            },
        },
        violating: {
            "everything is let in": { resources: acl([entry()]), says: says("ingress[0].cidrBlock", BOTH) },
            "a default ACL": { resources: defaultAcl(entry()), says: says("ingress[0].cidrBlock", BOTH) },
            "a rule": { resources: rule(tcp(22)), says: says("cidrBlock", "port 22") },
            "a rule by IPv6": {
                resources: rule(tcp(3389, { ipv6: "::/0" })),
                says: says("ipv6CidrBlock", "port 3389"),
            },
            "denied too late": {
                resources: acl([entry(deny(22, 100)), entry(deny(3389, 30)), entry({ number: 30 })]),
                says: says("ingress[2].cidrBlock", BOTH),
            },
            "denied for some": {
                resources: acl([
                    entry(deny(22, 10, { ipv4: "203.0.113.0/24" })),
                    entry(deny(3389, 10, { ipv6: "::/0" })),
                    entry(),
                ]),
                says: says("ingress[2].cidrBlock", BOTH),
            },
            "denied by a rule without ports, which is for port 0 only": {
                resources: [rule(tcp(22)), rule({ ...withoutPorts, action: "deny", number: 10 }, { name: "none" })],
                says: says("cidrBlock", "port 22"),
            },
            "denied in another ACL": {
                resources: [rule(), rule(deny(22), { name: "ssh" }, { networkAclId: "acl-2" })],
                says: says("cidrBlock", BOTH),
            },
            "let in twice": {
                resources: acl([entry(tcp(22, { number: 5 })), entry(tcp(22))]),
                says: [...says("ingress[0].cidrBlock", "port 22"), ...says("ingress[1].cidrBlock", "port 22")],
            },
            "an entry without a number": {
                resources: acl([
                    entry(deny(22)),
                    { action: "allow", protocol: "tcp", fromPort: 22, toPort: 22, cidrBlock: "0.0.0.0/0" },
                ]),
                says: says("ingress[1].cidrBlock", "port 22"),
            },
            "an ACL that exists": {
                resources: { ...acl([entry(tcp(22))]), outputs: { id: "acl-1" } },
                says: says("ingress[0].cidrBlock", "port 22"),
            },
            "denied to let out": {
                resources: [rule(tcp(22)), rule(deny(22), { name: "out" }, { egress: true })],
                says: says("cidrBlock", "port 22"),
            },
            "beside another rule of the same ACL": {
                resources: [rule(tcp(22)), rule(tcp(443), { name: "https" })],
                says: says("cidrBlock", "port 22"),
            },
            "denied in another ACL of the stack": {
                resources: [linked(tcp(22), "it"), acl([], { name: "acl" }), acl([entry(deny(22))], { name: "other" })],
                says: says("cidrBlock", "port 22"),
            },
            "denied in an ACL outside of the stack": {
                resources: [
                    linked(tcp(22), "it"),
                    acl([], { name: "acl", outputs: { id: "acl-9" } }),
                    rule(deny(22), { name: "elsewhere" }),
                ],
                says: says("cidrBlock", "port 22"),
            },
            "a rule of an ACL of the stack": {
                resources: [linked({}, "it"), acl([entry(deny(22))], { name: "acl" })],
                says: says("cidrBlock", "port 3389"),
            },
        },
        absent: "compliant",
        unknown: {
            "entries of a default ACL that a function of the program tells": {
                resources: { ...defaultAcl(), inputs: { ingress: unknown() } },
                undetermined:
                    "Not known before the update: `ingress[*].protocol`, `ingress[*].fromPort`, `ingress[*].toPort`, `ingress[*].action`, `ingress[*].cidrBlock` and 2 more.",
            },
            "which ACL it is for, which may deny before": {
                resources: [
                    rule(tcp(22), { from: { networkAclId: ["acl", "other"] } }, { networkAclId: unknown() }),
                    acl([entry(deny(22))], { name: "acl" }),
                    acl([], { name: "other" }),
                ],
                undetermined: "It is not known yet what this names: `networkAclId`.",
            },
            "which ACL it is for, and which another rule is for": {
                resources: [
                    rule(tcp(22), { from: { networkAclId: ["acl", "other"] } }, { networkAclId: unknown() }),
                    rule(
                        tcp(443),
                        { name: "https", from: { networkAclId: ["acl", "other"] } },
                        { networkAclId: unknown() },
                    ),
                    acl([entry(deny(22))], { name: "acl" }),
                    acl([], { name: "other" }),
                ],
                undetermined:
                    "It is not known yet what this names: `networkAclId`. Not known before the update: `networkAclId`.",
            },
            "which ACL outside of the stack it is for, which may deny before": {
                resources: [rule(tcp(22), {}, { networkAclId: unknown() }), rule(deny(22), { name: "ssh" })],
                undetermined: "Not known before the update: `networkAclId`.",
            },
            "whether it is denied before in its own ACL, beside another one": {
                resources: [
                    linked(tcp(22), "it"),
                    acl([entry(deny(22, unknown()))], { name: "acl" }),
                    acl([entry(deny(22, unknown()))], { name: "other" }),
                ],
                undetermined: 'Not known before the update: `ingress[0].ruleNo` of "acl".',
            },
            "whether it is denied before, beside what denies others": {
                resources: acl([
                    entry(deny(22, unknown(), { ipv4: "203.0.113.0/24" })),
                    entry(deny(22, unknown())),
                    entry(tcp(22)),
                ]),
                undetermined: "Not known before the update: `ingress[1].ruleNo`.",
            },
            "whether it is denied before": {
                resources: acl([entry(deny(22, unknown())), entry(tcp(22))]),
                undetermined: "Not known before the update: `ingress[0].ruleNo`.",
            },
        },
        malformed: {
            "a range that is none, which may deny before": {
                resources: acl([entry(deny(22, 10, { ipv4: "the office" })), entry(tcp(22))]),
                undetermined: "Cannot be judged: `ingress[0].cidrBlock`.",
            },
        },
    },
    "vpc-nacl-no-public-ftp": {
        compliant: {
            "other ports": acl([entry(tcp(22))]),
            "denied before": acl([entry(deny(20)), entry(deny(21)), entry()]),
        },
        violating: {
            inline: { resources: acl([entry(tcp(21))]), says: says("ingress[0].cidrBlock", "port 21") },
            "a default ACL": { resources: defaultAcl(entry()), says: says("ingress[0].cidrBlock", "ports 20 and 21") },
            "a rule": { resources: rule(tcp(20)), says: says("cidrBlock", "port 20") },
        },
        absent: "compliant",
    },
    "vpc-nacl-no-allow-all": {
        compliant: {
            "some ports": acl([entry(tcp(443))]),
            denied: rule({ action: "deny" }),
            "from the office": rule({ ipv4: "203.0.113.0/24" }),
        },
        violating: {
            inline: {
                resources: acl([entry()]),
                says: ["Narrow `ingress[0].cidrBlock`: it lets the internet in at every port."],
            },
            "a default ACL": {
                resources: defaultAcl(entry({ ipv6: "::/0" })),
                says: ["Narrow `ingress[0].ipv6CidrBlock`: it lets the internet in at every port."],
            },
            "a rule": { resources: rule(), says: ["Narrow `cidrBlock`: it lets the internet in at every port."] },
        },
        absent: "compliant",
    },
    "vpc-nacl-attached": {
        says: "Name the subnets that it guards in `subnetIds`.",
        compliant: {
            "with subnets": acl(),
            "with a subnet whose id is not known yet": {
                type: "aws:ec2/networkAcl:NetworkAcl",
                inputs: { vpcId: "vpc-1", subnetIds: [unknown()] },
            },
            "by an association": {
                resources: [
                    { type: "aws:ec2/networkAcl:NetworkAcl", name: "it", inputs: { vpcId: "vpc-1" } },
                    {
                        type: "aws:ec2/networkAclAssociation:NetworkAclAssociation",
                        name: "side",
                        inputs: { networkAclId: unknown(), subnetId: "subnet-1" },
                        from: { networkAclId: ["it"] },
                    },
                ],
            },
        },
        violating: {
            "without subnets": { type: "aws:ec2/networkAcl:NetworkAcl", inputs: { vpcId: "vpc-1", subnetIds: [] } },
        },
        absent: "violating",
    },
});
