import securityGroups from "../../../../policy-pack/policies/vpc/securityGroups";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { ANYWHERE, ANYWHERE_IPV6, defaultGroup, egressRule, group, ingressRule, inline, rule, tcp } from "./rules";
import type { Traffic } from "./rules";

const OFFICE = ["203.0.113.0/24"];
const OFFICE_IPV6 = ["2001:db8:1::/48"];
const ALL = { protocol: "-1", ipv4: ANYWHERE };

/** A rule in each form that lets traffic in, and what a policy says of it. */
const inEachForm = (traffic: Traffic, what: string) => {
    const range = traffic.ipv4 ? ["cidrBlocks", "cidrIpv4"] : ["ipv6CidrBlocks", "cidrIpv6"];
    const says = (path: string) => [`Narrow \`${path}\`: ${what}.`];
    return {
        "inline in a group": {
            resources: group({ ingress: [inline(traffic)] }),
            says: says(`ingress[0].${range[0]}[0]`),
        },
        "inline in a default group": {
            resources: defaultGroup({ ingress: [inline(traffic)] }),
            says: says(`ingress[0].${range[0]}[0]`),
        },
        "a rule for either direction": { resources: rule(traffic), says: says(`${range[0]}[0]`) },
        "a rule to let in": { resources: ingressRule(traffic), says: says(`${range[1]}`) },
    };
};

/** Each form with traffic that is fine. */
const fine = (name: string, traffic: Traffic): Record<string, TestResource> => ({
    [`${name}, inline in a group`]: group({ ingress: [inline(traffic)] }),
    [`${name}, inline in a default group`]: defaultGroup({ ingress: [inline(traffic)] }),
    [`${name}, a rule for either direction`]: rule(traffic),
    [`${name}, a rule to let in`]: ingressRule(traffic),
});

/** A port of TCP, from anywhere by IPv6. */
const byIpv6 = (port: number): Traffic => ({ protocol: "tcp", from: port, to: port, ipv6: ANYWHERE_IPV6 });
const RDP = "it opens port 3389 to the internet";
const SSH = "it opens port 22 to the internet";
const BOTH = "it opens ports 22 and 3389 to the internet";
const EVERY = "it opens every port to the internet";
const OTHER = "it opens other ports than ports 80 and 443 to the internet";
const OUT = "it lets traffic to every port out";
const UNSAID = "Say in `description` what it is for.";

const linked = (one: TestResource): TestResource => ({
    ...one,
    name: "side",
    inputs: { ...one.inputs, securityGroupId: unknown() },
    from: { securityGroupId: ["it"] },
});
const mixed = (direction: string) => `Move \`${direction}\` to resources of their own, as its other rules are.`;
const someRules: Inputs = { ingress: [inline(tcp(443))] };

const BALANCER: TestResource = {
    type: "aws:lb/loadBalancer:LoadBalancer",
    name: "balancer",
    inputs: { securityGroups: [unknown()] },
};

const CLOSE = "Remove the rules whose `securityGroupId` is that of the default group.";
const defaultVpc = (type: "vpc" | "defaultVpc", more: Partial<TestResource> = {}): TestResource => ({
    type: type === "vpc" ? "aws:ec2/vpc:Vpc" : "aws:ec2/defaultVpc:DefaultVpc",
    inputs: {},
    outputs: { id: unknown(), defaultSecurityGroupId: unknown() },
    ...more,
});

describeService(securityGroups, {
    "vpc-sg-no-public-admin-ports": {
        compliant: {
            ...fine("SSH from the office", tcp(22, { ipv4: OFFICE, ipv6: OFFICE_IPV6 })),
            "HTTPS from anywhere": ingressRule(tcp(443)),
            "SSH out to anywhere": rule(tcp(22), "egress"),
            "SSH out to anywhere, inline": group({ egress: [inline(tcp(22))] }),
            "SSH from another group": group({
                ingress: [{ protocol: "tcp", fromPort: 22, toPort: 22, securityGroups: ["sg-2"] }],
            }),
            "ICMP from anywhere": ingressRule({ protocol: "icmp", from: -1, to: -1, ipv4: ANYWHERE }),
            "a protocol that has no ports": ingressRule({ ...tcp(22), protocol: "ESP" }),
            "a number of one": ingressRule({ ...tcp(22), protocol: "50" }),
            "SSH by IPv6, which is another policy's": ingressRule(byIpv6(22)),
        },
        violating: {
            ...inEachForm(tcp(22), SSH),
            RDP: inEachForm(tcp(3389), RDP)["a rule to let in"],
            "all protocols": inEachForm(ALL, BOTH)["a rule for either direction"],
            "a range of ports that has both": inEachForm({ ...tcp(0), to: 65_535 }, BOTH)["inline in a group"],
            "a service that is taken for a protocol": inEachForm({ ...tcp(22), protocol: "ssh" }, SSH)[
                "inline in a group"
            ],
            "half of the internet": inEachForm(tcp(22, { ipv4: ["128.0.0.0/1"] }), SSH)["a rule to let in"],
            "several ranges and rules": {
                resources: group({
                    ingress: [
                        inline(tcp(22, { ipv4: [...OFFICE, "0.0.0.0/1", "128.0.0.0/1"], ipv6: ANYWHERE_IPV6 })),
                        inline(tcp(443)),
                        inline(tcp(3389)),
                    ],
                }),
                says: [
                    `Narrow \`ingress[0].cidrBlocks[1]\` and \`ingress[0].cidrBlocks[2]\`: ${SSH}.`,
                    "Narrow `ingress[2].cidrBlocks[0]`: it opens port 3389 to the internet.",
                ],
            },
        },
        absent: "compliant",
        unknown: {
            "the range": {
                resources: ingressRule(tcp(22, { ipv4: [unknown()] })),
                undetermined: "Not known before the update: `cidrIpv4`.",
            },
            "the range, of a port that may be open": ingressRule(tcp(443, { ipv4: [unknown()] })),
            "the direction": {
                resources: rule(tcp(22), unknown()),
                undetermined: "Not known before the update: `type`.",
            },
        },
    },
    "vpc-sg-no-public-admin-ports-ipv6": {
        compliant: {
            "SSH from the office": group({ ingress: [inline(tcp(22, { ipv4: OFFICE, ipv6: OFFICE_IPV6 }))] }),
            "SSH by IPv4, which is another policy's": group({ ingress: [inline(tcp(22))] }),
            "HTTPS from anywhere": ingressRule(byIpv6(443)),
        },
        violating: {
            ...inEachForm(byIpv6(22), SSH),
            RDP: inEachForm(byIpv6(3389), RDP)["a rule to let in"],
            "all protocols": inEachForm({ protocol: "-1", ipv6: ANYWHERE_IPV6 }, BOTH)["a rule to let in"],
        },
        absent: "compliant",
    },
    "vpc-sg-no-public-ssh": {
        compliant: {
            ...fine("SSH from the office", tcp(22, { ipv4: OFFICE })),
            "RDP, which is another policy's": ingressRule(tcp(3389)),
        },
        violating: { ...inEachForm(tcp(22), SSH), "by IPv6": inEachForm(byIpv6(22), SSH)["a rule to let in"] },
        absent: "compliant",
    },
    "vpc-sg-no-public-rdp": {
        compliant: {
            ...fine("RDP from the office", tcp(3389, { ipv4: OFFICE })),
            "SSH, which is another policy's": ingressRule(tcp(22)),
        },
        violating: { ...inEachForm(tcp(3389), RDP), "by IPv6": inEachForm(byIpv6(3389), RDP)["a rule to let in"] },
        absent: "compliant",
    },
    "vpc-sg-no-public-high-risk-ports": {
        compliant: {
            ...fine("PostgreSQL from the office", tcp(5432, { ipv4: OFFICE })),
            "HTTPS from anywhere": ingressRule(tcp(443)),
            "between the ports": ingressRule(tcp(9201, { to: 9299 })),
        },
        violating: {
            ...inEachForm(tcp(5432), "it opens port 5432 to the internet"),
            // As AWS lists them.
            ...Object.fromEntries(
                [
                    ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500],
                    ...[5601, 8080, 8088, 8888, 9200, 9300],
                ].map((port) => [
                    `port ${port} alone`,
                    inEachForm(tcp(port), `it opens port ${port} to the internet`)["a rule to let in"],
                ]),
            ),
            ...Object.fromEntries(
                ["TCP", "6", "udp", "UDP", "17"].map((protocol) => [
                    `a protocol as it may be written: ${protocol}`,
                    inEachForm({ ...tcp(445), protocol }, "it opens port 445 to the internet")["a rule to let in"],
                ]),
            ),
            CIFS: inEachForm(tcp(445), "it opens port 445 to the internet")["a rule to let in"],
            "several ports": inEachForm(tcp(20, { to: 25 }), "it opens ports 20, 21, 22, 23 and 25 to the internet")[
                "a rule to let in"
            ],
        },
        absent: "compliant",
    },
    "vpc-sg-authorized-public-ports": {
        compliant: {
            ...fine("HTTPS from anywhere", tcp(443)),
            "HTTP from anywhere": ingressRule(tcp(80)),
            "another port from the office": ingressRule(tcp(8443, { ipv4: OFFICE })),
            "ICMP from anywhere": ingressRule({ protocol: "icmp", from: 8, to: 0, ipv4: ANYWHERE }),
            "a port of the options": {
                resources: ingressRule(tcp(8443)),
                options: { ports: ["443", "8443"] },
            },
        },
        violating: {
            ...inEachForm(tcp(8443), OTHER),
            "a range around the ports": inEachForm(tcp(80, { to: 443 }), OTHER)["a rule to let in"],
            "all protocols": inEachForm(ALL, OTHER)["a rule to let in"],
            "a port that the options leave out": {
                resources: ingressRule(tcp(80)),
                options: { ports: ["443"] },
                says: ["Narrow `cidrIpv4`: it opens other ports than port 443 to the internet."],
            },
        },
        absent: "compliant",
    },
    "vpc-sg-no-all-ingress": {
        compliant: {
            ...fine("everything from the office", { ...ALL, ipv4: OFFICE }),
            "one port from anywhere": ingressRule(tcp(443)),
            "everything out": rule(ALL, "egress"),
        },
        violating: {
            ...inEachForm(ALL, EVERY),
            "every port of TCP": inEachForm({ ...tcp(0), to: 65_535 }, EVERY)["a rule to let in"],
        },
        absent: "compliant",
    },
    "vpc-sg-no-public-http": {
        compliant: fine("HTTPS from anywhere", tcp(443)),
        violating: inEachForm(tcp(80), "it opens port 80 to the internet"),
        absent: "compliant",
    },
    "vpc-sg-egress-restricted": {
        compliant: {
            "HTTPS out": egressRule(tcp(443)),
            "everything to the office": group({ egress: [inline({ ...ALL, ipv4: OFFICE })] }),
            "everything in, which is for others": rule(ALL),
        },
        violating: {
            group: {
                resources: group({ egress: [inline(ALL)] }),
                says: [`Narrow \`egress[0].cidrBlocks[0]\`: ${OUT}.`],
            },
            "a default group": {
                resources: defaultGroup({ egress: [inline(ALL)] }),
                says: [`Narrow \`egress[0].cidrBlocks[0]\`: ${OUT}.`],
            },
            "a rule for either direction": {
                resources: rule(ALL, "egress"),
                says: [`Narrow \`cidrBlocks[0]\`: ${OUT}.`],
            },
            "a rule to let out": { resources: egressRule(ALL), says: [`Narrow \`cidrIpv4\`: ${OUT}.`] },
            "a rule that names no protocol": {
                resources: group({ egress: [{ cidrBlocks: ["0.0.0.0/0"] }] }),
                says: [`Narrow \`egress[0].cidrBlocks[0]\`: ${OUT}.`],
            },
        },
        absent: "compliant",
    },
    "vpc-sg-rule-description": {
        says: UNSAID,
        compliant: {
            "a group and its rules": group({
                description: "Web servers",
                ingress: [inline(tcp(443, { description: "HTTPS" }))],
                egress: [inline(tcp(443, { description: "HTTPS" }))],
            }),
            "a rule": ingressRule(tcp(443, { description: "HTTPS" })),
            "a default group without rules": defaultGroup({}),
        },
        violating: {
            "a group": group({}),
            "a group that says nothing": group({ description: "Managed by Pulumi" }),
            "inline rules": {
                resources: group({
                    description: "Web servers",
                    ingress: [inline(tcp(443)), inline(tcp(80, { description: "" }))],
                    egress: [inline(tcp(443))],
                }),
                says: ["ingress[0]", "ingress[1]", "egress[0]"].map(
                    (path) => `Say in \`${path}.description\` what it is for.`,
                ),
            },
            "a default group": {
                resources: defaultGroup({ ingress: [inline(tcp(443))] }),
                says: ["Say in `ingress[0].description` what it is for."],
            },
            "a rule for either direction": rule(tcp(443)),
            "a rule to let in": ingressRule(tcp(443)),
            "a rule to let out": egressRule(tcp(443)),
        },
        absent: {
            "a default group has no description": defaultGroup({}),
        },
    },
    "vpc-sg-no-mixed-rules": {
        compliant: {
            "inline rules only": group(someRules),
            "other rules only": { resources: [group({}), linked(ingressRule(tcp(443)))] },
            "rules to let in inline, others to let out": {
                resources: [group(someRules), linked(egressRule(tcp(443)))],
            },
            "rules for either direction, likewise": {
                resources: [group(someRules), linked(rule(tcp(443), "egress"))],
            },
            "rules of another group": {
                resources: [group(someRules, { outputs: { id: "sg-9" } }), ingressRule(tcp(443))],
            },
            "a group that exists, which shows the rules of the others": {
                resources: [
                    group({}, { outputs: { id: "sg-1", ...someRules } }),
                    rule(tcp(443), "ingress", { name: "side" }),
                ],
            },
        },
        violating: {
            "a rule to let in": {
                resources: [group(someRules), linked(ingressRule(tcp(443)))],
                says: [mixed("ingress")],
            },
            "a rule to let out": {
                resources: [group({ egress: [inline(tcp(443))] }), linked(egressRule(tcp(443)))],
                says: [mixed("egress")],
            },
            "a rule for either direction": {
                resources: [defaultGroup(someRules), linked(rule(tcp(443)))],
                says: [mixed("ingress")],
            },
        },
        absent: "compliant",
    },
    "vpc-sg-unused": {
        says: "Name it in the `securityGroups` of something, or remove it.",
        compliant: {
            "a load balancer has it": [group({}), { ...BALANCER, from: { securityGroups: ["it"] } }],
            "another group lets it in": [
                group({}),
                group(
                    { ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, securityGroups: [unknown()] }] },
                    { name: "other", from: { ingress: ["it"] } },
                ),
                { ...BALANCER, from: { securityGroups: ["other"] } },
            ],
        },
        violating: {
            "nothing has it": [group({}), BALANCER],
            "only its rules have it": [group({}), linked(ingressRule(tcp(443)))],
        },
        absent: "violating",
        byTypeAlone: true,
    },
    "vpc-default-sg-closed": {
        compliant: {
            "no rules": defaultGroup({}),
            "empty lists": defaultGroup({ ingress: [], egress: [] }),
            "a rule of another group, of the component that made the VPC": [
                defaultVpc("vpc"),
                group({}, { name: "web" }),
                { ...linked(ingressRule(tcp(443))), from: { securityGroupId: ["it", "web"] } },
            ],
            "a rule of another group, once it is known": [
                defaultVpc("vpc", { outputs: { id: "vpc-1", defaultSecurityGroupId: "sg-0" } }),
                ingressRule(tcp(443), { name: "rule" }),
            ],
        },
        violating: {
            "rules to let in": {
                resources: defaultGroup({ ingress: [{ protocol: "-1", fromPort: 0, toPort: 0, self: true }] }),
                says: ["Remove `ingress`."],
            },
            "rules to let out": { resources: defaultGroup({ egress: [inline(ALL)] }), says: ["Remove `egress`."] },
            "a rule of its own": {
                resources: [defaultGroup({}), linked(ingressRule(tcp(443, { ipv4: OFFICE })))],
                says: [CLOSE],
            },
            "a rule by the id that the VPC gives": {
                resources: [
                    defaultVpc("vpc"),
                    { ...linked(ingressRule(tcp(443, { ipv4: OFFICE }))), from: { securityGroupId: ["it"] } },
                ],
                says: [CLOSE],
            },
            "a rule by the id that the default VPC gives, once it is known": {
                resources: [
                    defaultVpc("defaultVpc", { outputs: { id: "vpc-1", defaultSecurityGroupId: "sg-1" } }),
                    egressRule(tcp(443), { name: "rule" }),
                ],
                says: [CLOSE],
            },
        },
        absent: "compliant",
    },
});
