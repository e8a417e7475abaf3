import { all, any, must, mustNot, not, resourcePolicy, say, service, stackPolicy, texts } from "../../evaluation";
import type { Link, ResourcePolicy, ResourceReader, StackReader, Truth } from "../../evaluation";
import {
    DEFAULT_GROUP,
    EGRESS_RULE,
    GROUP,
    groupRulesOf,
    GROUPS,
    INGRESS_RULE,
    mustNotOpen,
    RULE,
    WITH_EGRESS,
    WITH_INGRESS,
    type Family,
} from "./groupRules";
import { VPCS } from "./resources";
import { carriesEveryPort, carriesPort, carriesPortBeside, portsInWords } from "./traffic";

const SSH = 22;
const RDP = 3389;
/** By these servers are administered. */
const ADMIN_PORTS = [SSH, RDP];

/**
 * FTP, SSH, Telnet, SMTP, POP3, RPC, IMAP, CIFS, SQL Server, development servers, databases, dashboards and proxies.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
 */
const HIGH_RISK_PORTS = [
    20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088,
    8888, 9200, 9300,
];

/** Demands that none of the ports is open to the internet. */
function mustCloseToInternet(resource: ResourceReader, ports: readonly number[], families?: readonly Family[]) {
    return mustNotOpen(
        resource,
        "ingress",
        (rule) => any(ports.map((port) => carriesPort(rule, port))),
        (rule) => {
            const open = ports.filter((port) => carriesPort(rule, port) === true);
            return say`it opens ${portsInWords(open)} to the internet`;
        },
        families,
    );
}

interface AdminPorts extends Pick<ResourcePolicy, "id" | "title" | "controls" | "offByDefault"> {
    readonly ports: readonly number[];
    /** By which addresses they may not be open. Default: by any. */
    readonly families?: readonly Family[];
}

function adminPolicy({ controls, ports, families, ...declared }: AdminPorts): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "high",
        types: WITH_INGRESS,
        controls: {
            ...controls,
            nist: ["SC-7", "AC-4(21)", "AC-17"],
            trustedAdvisor: ["HCP4007jGY"],
            whitepaper: ["VPC"],
        },
        why: "Whatever answers on these ports on the internet is found within minutes, and then attacked by guessed and stolen credentials.",
        fix: {
            text: "Administer by Session Manager, which needs no open port, or let in only the addresses that need it.",
            example: SOURCE_LIMITED,
        },
        check: (resource) => mustCloseToInternet(resource, ports, families),
    });
}

const PORT = /^([1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d{2}|655[0-2]\d|6553[0-5])$/;

const SOURCE_LIMITED = `new aws.vpc.SecurityGroupIngressRule("https", {
    securityGroupId: group.id,
    description: "HTTPS from the office",
    cidrIpv4: "203.0.113.0/24",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
});`;

const FROM_ANOTHER_GROUP = `new aws.vpc.SecurityGroupIngressRule("database", {
    securityGroupId: group.id,
    description: "PostgreSQL from the application",
    referencedSecurityGroupId: application.id,
    ipProtocol: "tcp",
    fromPort: 5432,
    toPort: 5432,
});`;

/** What the provider writes where a group says nothing of itself. */
const NO_DESCRIPTION = ["Managed by Pulumi", "Managed by Terraform"];

/** The rules that stand alone, by the group they are for. */
const ruleOf: Link = { from: [RULE, INGRESS_RULE, EGRESS_RULE], by: "securityGroupId", to: GROUPS };

/** Those for the default group of a VPC, which may be named by the VPC alone: `vpc.defaultSecurityGroupId`. */
const ruleOfDefault: Link = { ...ruleOf, to: VPCS, named: ["defaultSecurityGroupId"] };

/** Whether a rule that comes from a VPC is for its default group, and for none that the same component made. */
function isForDefault(rule: ResourceReader, stack: StackReader): boolean {
    const groups = rule.get("securityGroupId").isKnown ? [] : stack.ofTypes(...GROUPS);
    return !groups.some((group) => rule.comesFrom("securityGroupId", group));
}

function isForDirection(rule: ResourceReader, direction: "ingress" | "egress"): Truth {
    return any(groupRulesOf(rule, direction).map(({ isFor }) => isFor));
}

export default service("vpc", [
    adminPolicy({
        id: "vpc-sg-no-public-admin-ports",
        title: "Security groups do not open SSH and RDP to the internet",
        controls: { fsbp: ["EC2.53"], cis3: ["5.2"], cis5: ["5.3"], cis7: ["6.3"] },
        ports: ADMIN_PORTS,
        families: ["ipv4"],
    }),
    adminPolicy({
        id: "vpc-sg-no-public-admin-ports-ipv6",
        title: "Security groups do not open SSH and RDP to the internet by IPv6",
        controls: { fsbp: ["EC2.54"], cis3: ["5.3"], cis5: ["5.4"], cis7: ["6.4"] },
        ports: ADMIN_PORTS,
        families: ["ipv6"],
    }),
    // The two of one port are for who keeps to these controls: the two above say the same.
    adminPolicy({
        id: "vpc-sg-no-public-ssh",
        title: "Security groups do not open SSH to the internet",
        controls: { fsbp: ["EC2.13"] },
        ports: [SSH],
        offByDefault: true,
    }),
    adminPolicy({
        id: "vpc-sg-no-public-rdp",
        title: "Security groups do not open RDP to the internet",
        controls: { fsbp: ["EC2.14"] },
        ports: [RDP],
        offByDefault: true,
    }),
    resourcePolicy({
        id: "vpc-sg-no-public-high-risk-ports",
        title: "Security groups do not open ports of high risk to the internet",
        severity: "critical",
        types: WITH_INGRESS,
        controls: {
            fsbp: ["EC2.19"],
            cis5: ["5.1.2"],
            cis7: ["6.1.2"],
            nist: ["SC-7", "AC-4(21)", "CM-7"],
            trustedAdvisor: ["HCP4007jGY"],
            whitepaper: ["VPC"],
        },
        why: "Databases, file shares, mail and development servers are built for networks that are trusted: on the internet they are found and broken into.",
        fix: {
            text: "Let in the security group of who needs the port, or the addresses.",
            example: FROM_ANOTHER_GROUP,
        },
        check: (resource) => mustCloseToInternet(resource, HIGH_RISK_PORTS),
    }),
    resourcePolicy({
        id: "vpc-sg-authorized-public-ports",
        title: "Security groups open only ports to the internet that are meant to be public",
        severity: "high",
        types: WITH_INGRESS,
        controls: {
            fsbp: ["EC2.18"],
            nist: ["SC-7", "AC-4", "CM-7"],
            trustedAdvisor: ["1iG5NDGVre"],
            whitepaper: ["VPC"],
        },
        why: "Every port that is open to the internet is one more thing to attack. For most that is a web server's.",
        fix: {
            text: "Open to the internet only what is meant for everybody, and say so in the option `ports`.",
            example: SOURCE_LIMITED,
        },
        options: {
            ports: texts({
                default: ["80", "443"],
                pattern: PORT,
                of: "ports from 1 to 65535, as texts",
                description: "The ports that may be open to the internet.",
            }),
        },
        check: (resource, { ports }) =>
            mustNotOpen(
                resource,
                "ingress",
                (rule) => carriesPortBeside(rule, ports.map(Number)),
                () => say`it opens other ports than ${portsInWords(ports.map(Number))} to the internet`,
            ),
    }),
    resourcePolicy({
        id: "vpc-sg-no-all-ingress",
        title: "Security groups do not open every port to the internet",
        severity: "high",
        types: WITH_INGRESS,
        controls: {
            fsbp: ["EC2.18"],
            cis3: ["5.2"],
            cis5: ["5.3"],
            cis7: ["6.3"],
            nist: ["SC-7", "AC-4(21)"],
            trustedAdvisor: ["1iG5NDGVre"],
            whitepaper: ["VPC"],
        },
        why: "A group that lets everything in is none: whatever is started behind it, now or later, is on the internet.",
        fix: { text: "Open the ports that are needed, to those who need them.", example: SOURCE_LIMITED },
        check: (resource) =>
            mustNotOpen(resource, "ingress", carriesEveryPort, () => say`it opens every port to the internet`),
    }),
    resourcePolicy({
        id: "vpc-sg-no-public-http",
        title: "Security groups do not open HTTP to the internet",
        severity: "medium",
        offByDefault: true,
        types: WITH_INGRESS,
        controls: { nist: ["SC-7", "SC-8"], whitepaper: ["VPC"] },
        why: "What comes over port 80 is neither encrypted nor signed. A redirect to HTTPS needs it all the same, so this is off by default.",
        fix: { text: "Open port 443 only, and let CloudFront redirect.", example: SOURCE_LIMITED },
        check: (resource) => mustCloseToInternet(resource, [80]),
    }),
    resourcePolicy({
        id: "vpc-sg-egress-restricted",
        title: "Security groups do not let everything out to the internet",
        severity: "medium",
        offByDefault: true,
        types: WITH_EGRESS,
        controls: { nist: ["SC-7", "SC-7(5)", "AC-4"], whitepaper: ["VPC"] },
        why: "Who has broken in sends out what was found by any way that is open.",
        fix: {
            text: "Let out to the ports and the networks that are needed.",
            example: `new aws.vpc.SecurityGroupEgressRule("https", {
    securityGroupId: group.id,
    description: "HTTPS to anywhere",
    cidrIpv4: "0.0.0.0/0",
    ipProtocol: "tcp",
    fromPort: 443,
    toPort: 443,
});`,
        },
        check: (resource) =>
            mustNotOpen(resource, "egress", carriesEveryPort, () => say`it lets traffic to every port out`),
    }),
    resourcePolicy({
        id: "vpc-sg-rule-description",
        title: "Security groups and their rules say what they are for",
        severity: "low",
        types: [GROUP, DEFAULT_GROUP, RULE, INGRESS_RULE, EGRESS_RULE],
        controls: { nist: ["CM-2"], whitepaper: ["VPC"] },
        why: "Nobody dares to close a port when nobody knows who needs it.",
        fix: {
            text: "Write who needs the rule, and why. Another description of a group replaces the group; that of a rule does not.",
            example: SOURCE_LIMITED,
        },
        check(resource) {
            const rules = ["ingress" as const, "egress" as const].flatMap((direction) =>
                groupRulesOf(resource, direction).filter(({ isFor }) => isFor !== false),
            );
            const own = resource.type === GROUP ? [resource.get("description")] : [];
            const descriptions = [...own, ...rules.map(({ description }) => description)];
            return descriptions.map((description) =>
                must(
                    all([description.isPresent(), not(description.isOneOf(NO_DESCRIPTION))]),
                    say`Say in ${description} what it is for.`,
                ),
            );
        },
    }),
    stackPolicy({
        id: "vpc-sg-no-mixed-rules",
        title: "The rules of a security group are all inline, or all resources of their own",
        severity: "low",
        types: GROUPS,
        controls: { nist: ["CM-2"], whitepaper: ["VPC"] },
        why: "Inline rules are all there may be: each update takes away what the others have added, and opens or closes ports nobody asked for.",
        fix: {
            text: "Move the inline rules to resources of their own.",
            example: SOURCE_LIMITED,
        },
        check(group, stack) {
            // Once a group exists, its outputs show the rules of the others as its own.
            if (group.get("id").isKnown) {
                return [];
            }
            const rules = stack.linkedTo(group, ruleOf);
            return (["ingress", "egress"] as const).map((direction) => {
                const inline = group.given(direction);
                const isMixed = all([inline.isPresent(), rules.some((rule) => isForDirection(rule, direction))]);
                return mustNot(isMixed, say`Move ${inline} to resources of their own, as its other rules are.`);
            });
        },
    }),
    stackPolicy({
        id: "vpc-sg-unused",
        title: "Security groups are used in the stack",
        severity: "low",
        offByDefault: true,
        types: [GROUP],
        controls: { nist: ["CM-8(1)"], whitepaper: ["VPC"] },
        why: "A group that nothing uses is attached by somebody some day, with rules that nobody looked at for years.",
        fix: {
            text: "Remove it, or attach it to what it is for.",
            example: `const web = new aws.ec2.SecurityGroup("web", { vpcId: vpc.id });
new aws.lb.LoadBalancer("web", { securityGroups: [web.id], subnets: ["subnet-a", "subnet-b"] });`,
        },
        check(group, stack) {
            // Rules belong to a group, and use it for nothing.
            const isUsed = stack.usersOf(group).some(({ type }) => !ruleOf.from.includes(type));
            return must(isUsed, say`Name it in the \`securityGroups\` of something, or remove it.`);
        },
    }),
    stackPolicy({
        id: "vpc-default-sg-closed",
        title: "The default security group of a VPC lets nothing through",
        severity: "high",
        types: [DEFAULT_GROUP, ...VPCS],
        controls: {
            fsbp: ["EC2.2"],
            cis3: ["5.4"],
            cis5: ["5.5"],
            cis7: ["6.5"],
            nist: ["SC-7", "AC-4(21)"],
            whitepaper: ["VPC"],
        },
        why: "Whatever is started without naming a group gets the default one, with all that it lets through.",
        fix: {
            text: "Leave `ingress` and `egress` out: then the provider takes all rules away. Give each resource a group of its own.",
            example: `new aws.ec2.DefaultSecurityGroup("closed", { vpcId: vpc.id });`,
        },
        check(resource, stack) {
            const alone = say`Remove the rules whose \`securityGroupId\` is that of the default group.`;
            if (resource.type !== DEFAULT_GROUP) {
                const rules = stack.linkedTo(resource, ruleOfDefault);
                return mustNot(
                    rules.some((rule) => isForDefault(rule, stack)),
                    alone,
                );
            }
            const inline = [resource.given("ingress"), resource.given("egress")];
            return [
                ...inline.map((rules) => mustNot(rules.isPresent(), say`Remove ${rules}.`)),
                mustNot(stack.linkedTo(resource, ruleOf).exists(), alone),
            ];
        },
    }),
]);
