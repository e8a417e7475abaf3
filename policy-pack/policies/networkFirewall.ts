import { any, must, mustNot, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";
import type { Link, Requirement, Value } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const FIREWALL = "aws:networkfirewall/firewall:Firewall";
const POLICY = "aws:networkfirewall/firewallPolicy:FirewallPolicy";
const RULE_GROUP = "aws:networkfirewall/ruleGroup:RuleGroup";

const loggingOf: Link = {
    from: ["aws:networkfirewall/loggingConfiguration:LoggingConfiguration"],
    by: "firewallArn",
    to: [FIREWALL],
    named: ["arn", "id"],
};

/** Demands that packets no stateless rule fits are looked at by others, or dropped. */
function mustNotPass(actions: Value): Requirement {
    return mustNot(
        actions.some((action) => action.is("aws:pass")),
        say`Set ${actions} to "aws:forward_to_sfe" or "aws:drop".`,
    );
}

const exampleFirewall = (settings: string): string => `new aws.networkfirewall.Firewall("edge", {
    vpcId: "vpc-0abc",
    firewallPolicyArn: "arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/edge",
    subnetMappings: [{ subnetId: "subnet-0abc" }],
    ${settings},
});`;

const examplePolicy = `new aws.networkfirewall.FirewallPolicy("edge", {
    firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:drop"],
        statefulRuleGroupReferences: [{
            resourceArn: "arn:aws:network-firewall:eu-west-1:111122223333:stateful-rulegroup/edge",
        }],
    },
});`;

export default service("networkfirewall", [
    stackPolicy({
        id: "networkfirewall-logging",
        title: "Network firewalls log what they see",
        severity: "medium",
        types: [FIREWALL],
        controls: { fsbp: ["NetworkFirewall.2"], nist: ["AU-2", "AU-12", "SI-4"], whitepaper: ["VPC"] },
        why: "What was dropped or let through, and for whom, is told in these logs only.",
        fix: {
            text: "Give the firewall a logging configuration.",
            example: `const edge = new aws.networkfirewall.Firewall("edge", {
    vpcId: vpc.id,
    subnetMappings: [{ subnetId: subnet.id }],
    firewallPolicyArn: "arn:aws:network-firewall:eu-west-1:111122223333:firewall-policy/edge",
});
new aws.networkfirewall.LoggingConfiguration("edge", {
    firewallArn: edge.arn,
    loggingConfiguration: {
        logDestinationConfigs: [{
            logDestinationType: "CloudWatchLogs",
            logType: "ALERT",
            logDestination: { logGroup: "edge" },
        }],
    },
});`,
        },
        check: (firewall, stack) =>
            must(
                stack
                    .linkedTo(firewall, loggingOf)
                    .some((logging) => logging.get("loggingConfiguration", "logDestinationConfigs").isPresent()),
                say`Give it an \`aws.networkfirewall.LoggingConfiguration\` with its \`firewallArn\`.`,
            ),
    }),
    resourcePolicy({
        id: "networkfirewall-policy-has-rules",
        title: "Policies of network firewalls have rules",
        severity: "medium",
        types: [POLICY],
        controls: { fsbp: ["NetworkFirewall.3"], nist: ["SC-7"], whitepaper: ["VPC"] },
        why: "A policy without rule groups decides nothing.",
        fix: { text: "Name a rule group.", example: examplePolicy },
        check(resource) {
            const policy = resource.get("firewallPolicy");
            const stateful = policy.get("statefulRuleGroupReferences");
            const groups = [stateful, policy.get("statelessRuleGroupReferences")];
            return must(any(groups.map((group) => group.isPresent())), say`Add a rule group to ${stateful}.`);
        },
    }),
    ...(
        [
            ["networkfirewall-policy-full-packets", "whole packets", "NetworkFirewall.4", "statelessDefaultActions"],
            ["networkfirewall-policy-fragments", "fragments", "NetworkFirewall.5", "statelessFragmentDefaultActions"],
        ] as const
    ).map(([id, what, control, actions]) =>
        resourcePolicy({
            id,
            title: `Network firewalls let no ${what} pass by default`,
            severity: "medium",
            types: [POLICY],
            controls: { fsbp: [control], nist: ["AC-4", "SC-7"], whitepaper: ["VPC"] },
            why: "With `aws:pass` as default, packets that no stateless rule fits are not looked at by any other.",
            fix: { text: `Forward ${what} to stateful rules, or drop them.`, example: examplePolicy },
            check: (resource) => mustNotPass(resource.get("firewallPolicy", actions)),
        }),
    ),
    resourcePolicy({
        id: "networkfirewall-stateless-group-has-rules",
        title: "Stateless rule groups of network firewalls have rules",
        severity: "medium",
        types: [RULE_GROUP],
        controls: { fsbp: ["NetworkFirewall.6"], nist: ["SC-7"], whitepaper: ["VPC"] },
        why: "A group without rules decides nothing.",
        fix: {
            text: "Give the group a rule.",
            example: `new aws.networkfirewall.RuleGroup("edge", {
    capacity: 10,
    type: "STATELESS",
    ruleGroup: {
        rulesSource: {
            statelessRulesAndCustomActions: {
                statelessRules: [{
                    priority: 1,
                    ruleDefinition: { actions: ["aws:drop"], matchAttributes: { protocols: [17] } },
                }],
            },
        },
    },
});`,
        },
        check(group) {
            const rules = group.get("ruleGroup", "rulesSource", "statelessRulesAndCustomActions", "statelessRules");
            return when(group.get("type").is("STATELESS"), must(rules.isPresent(), say`Add a rule to ${rules}.`));
        },
    }),
    settingPolicy({
        id: "networkfirewall-deletion-protection",
        title: "Network firewalls are protected from deletion",
        severity: "medium",
        types: [FIREWALL],
        controls: { fsbp: ["NetworkFirewall.9"], nist: ["CM-3", "CP-10"], whitepaper: ["VPC"] },
        why: "One wrong command, or a replacement nobody read in a preview, takes the network down or leaves it open.",
        fix: { text: "Set `deleteProtection`.", example: exampleFirewall("deleteProtection: true") },
        setting: "deleteProtection",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "networkfirewall-subnet-change-protection",
        title: "Subnets of network firewalls are protected from change",
        severity: "medium",
        types: [FIREWALL],
        controls: { fsbp: ["NetworkFirewall.10"], nist: ["CM-3", "CP-10"], whitepaper: ["VPC"] },
        why: "A firewall whose subnet is taken away protects that zone no longer.",
        fix: { text: "Set `subnetChangeProtection`.", example: exampleFirewall("subnetChangeProtection: true") },
        setting: "subnetChangeProtection",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "networkfirewall-sharing-no-public",
        title: "Policies of network firewalls are shared with nobody outside",
        severity: "critical",
        types: typesWithPolicy("networkFirewall"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["VPC"] },
        why: "Everybody with an AWS account could read what the network lets through.",
        fix: {
            text: "Name the accounts that may use the rules.",
            example: `new aws.networkfirewall.ResourcePolicy("edge", {
    resourceArn: "arn:aws:network-firewall:eu-west-1:111122223333:stateful-rulegroup/edge",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["network-firewall:ListRuleGroups"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
    ownKeyPolicy({
        id: "networkfirewall-cmk",
        what: "Firewalls, their policies and rule groups",
        types: [FIREWALL, POLICY, RULE_GROUP],
        setting: "encryptionConfiguration.keyId",
        whitepaper: "VPC",
        example: `new aws.networkfirewall.FirewallPolicy("egress", {
    encryptionConfiguration: { type: "CUSTOMER_KMS", keyId: key.arn },
    firewallPolicy: {
        statelessDefaultActions: ["aws:forward_to_sfe"],
        statelessFragmentDefaultActions: ["aws:forward_to_sfe"],
    },
});`,
    }),
]);
