import networkFirewall from "../../../policy-pack/policies/networkFirewall";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const firewall = (inputs: Inputs = {}): TestResource => ({ type: "aws:networkfirewall/firewall:Firewall", inputs });
const policy = (firewallPolicy: Inputs): TestResource => ({
    type: "aws:networkfirewall/firewallPolicy:FirewallPolicy",
    inputs: { firewallPolicy },
});
const group = (type: string, statelessRules: Input): TestResource => ({
    type: "aws:networkfirewall/ruleGroup:RuleGroup",
    inputs: { type, ruleGroup: { rulesSource: { statelessRulesAndCustomActions: { statelessRules } } } },
});
const logging = (logDestinationConfigs: Input, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:networkfirewall/loggingConfiguration:LoggingConfiguration",
    name: "logs",
    inputs: { firewallArn: unknown(), loggingConfiguration: { logDestinationConfigs } },
    from: { firewallArn: ["it"] },
    ...more,
});
const sharing = (principal: unknown): TestResource => ({
    type: "aws:networkfirewall/resourcePolicy:ResourcePolicy",
    inputs: {
        policy: JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "*", Resource: "*" }] }),
    },
});
const ARN = "arn:aws:network-firewall:eu-west-1:111122223333:firewall/main";
const LOG = "Give it an `aws.networkfirewall.LoggingConfiguration` with its `firewallArn`.";
const FORWARD = (actions: string): string => `Set \`firewallPolicy.${actions}\` to "aws:forward_to_sfe" or "aws:drop".`;
const RULES = "ruleGroup.rulesSource.statelessRulesAndCustomActions.statelessRules";

describeService(networkFirewall, {
    "networkfirewall-logging": {
        says: LOG,
        compliant: {
            "a target": { resources: [firewall(), logging([{ logType: "ALERT" }])] },
            ...eachOutput(["arn", "id"], ARN, (outputs) => [
                { ...firewall(), outputs },
                {
                    ...logging([]),
                    inputs: {
                        firewallArn: ARN,
                        loggingConfiguration: { logDestinationConfigs: [{ logType: "ALERT" }] },
                    },
                    from: {},
                },
            ]),
        },
        violating: { "no target": [firewall(), logging([])] },
        absent: "violating",
        malformed: {},
    },
    "networkfirewall-policy-has-rules": {
        says: "Add a rule group to `firewallPolicy.statefulRuleGroupReferences`.",
        compliant: {
            stateful: policy({ statefulRuleGroupReferences: [{ resourceArn: "arn" }] }),
            stateless: policy({ statelessRuleGroupReferences: [{ resourceArn: "arn" }] }),
        },
        violating: { none: policy({ statefulRuleGroupReferences: [] }) },
        absent: "violating",
        malformed: {},
    },
    ...Object.fromEntries(
        (
            [
                ["networkfirewall-policy-full-packets", "statelessDefaultActions", "statelessFragmentDefaultActions"],
                ["networkfirewall-policy-fragments", "statelessFragmentDefaultActions", "statelessDefaultActions"],
            ] as const
        ).map(([id, actions, others]) => [
            id,
            {
                says: FORWARD(actions),
                compliant: {
                    forwarded: policy({ [actions]: ["aws:forward_to_sfe"] }),
                    dropped: policy({ [actions]: ["aws:drop"], [others]: ["aws:pass"] }),
                },
                violating: {
                    passed: policy({ [actions]: ["aws:pass"] }),
                    "passed and counted": policy({ [actions]: ["metric", "aws:pass"] }),
                },
                absent: "compliant" as const,
            },
        ]),
    ),
    "networkfirewall-stateless-group-has-rules": {
        says: `Add a rule to \`${RULES}\`.`,
        compliant: { "a rule": group("STATELESS", [{ priority: 1 }]), stateful: group("STATEFUL", []) },
        violating: { none: group("STATELESS", []) },
        absent: "compliant",
        malformed: {},
    },
    "networkfirewall-deletion-protection": {
        says: "Set `deleteProtection` to true.",
        compliant: { on: firewall({ deleteProtection: true }) },
        violating: { off: firewall({ deleteProtection: false }) },
        absent: "violating",
    },
    "networkfirewall-subnet-change-protection": {
        says: "Set `subnetChangeProtection` to true.",
        compliant: { on: firewall({ subnetChangeProtection: true }) },
        violating: { off: firewall({ subnetChangeProtection: false }) },
        absent: "violating",
    },
    "networkfirewall-sharing-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: { "an account": sharing({ AWS: "111122223333" }) },
        violating: { anybody: sharing("*") },
        absent: "compliant",
    },
    "networkfirewall-cmk": {
        says: "Set `encryptionConfiguration.keyId` to the ARN of a KMS key of your own.",
        compliant: {
            "a key": firewall({ encryptionConfiguration: { type: "CUSTOMER_KMS", keyId: "alias/firewalls" } }),
        },
        violating: {
            "AWS's key": firewall({ encryptionConfiguration: { type: "AWS_OWNED_KMS_KEY" } }),
            "a firewall policy": policy({ statelessDefaultActions: ["aws:drop"] }),
            "a rule group": group("STATELESS", []),
            "an alias of AWS": firewall({ encryptionConfiguration: { type: "CUSTOMER_KMS", keyId: "alias/aws/x" } }),
        },
        absent: "violating",
    },
});
