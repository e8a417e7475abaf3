import wafv2 from "../../../policy-pack/policies/wafv2";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

type More = Partial<Pick<TestResource, "name" | "from" | "outputs">>;

const resource =
    (type: string) =>
    (inputs: Inputs = {}, more: More = {}): TestResource => ({ type, inputs, ...more });
const acl = resource("aws:wafv2/webAcl:WebAcl");
const ruleGroup = resource("aws:wafv2/ruleGroup:RuleGroup");
const rule = resource("aws:wafv2/webAclRule:WebAclRule");
const groupAssociation = resource("aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation");
const logging = resource("aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration");
const linked = (by: string, from = "it"): More => ({ name: "side", from: { [by]: [from] } });

const visible = (cloudwatchMetricsEnabled: boolean) => ({ visibilityConfig: { cloudwatchMetricsEnabled } });
const NAME = "AWSManagedRulesKnownBadInputsRuleSet";
const managed = (name: string, more: Inputs = {}): Inputs => ({
    name,
    statement: { managedRuleGroupStatement: { name, vendorName: "AWS", ...more } },
    overrideAction: { none: {} },
});
const counted = (name: string) => ({ ruleActionOverrides: [{ name, actionToUse: { count: {} } }] });
const ARN = "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/site/1";
const METRICS = "Set `visibilityConfig.cloudwatchMetricsEnabled` to true.";

describeService(wafv2, {
    "wafv2-logging": {
        says: "Give it an `aws.wafv2.WebAclLoggingConfiguration`.",
        compliant: {
            logged: [acl(), logging({ resourceArn: unknown() }, linked("resourceArn"))],
            "by its ARN": [acl({}, { outputs: { arn: ARN } }), logging({ resourceArn: ARN }, { name: "side" })],
        },
        violating: {
            none: acl(),
            "logs of another one": {
                resources: [acl(), acl({}, { name: "other" }), logging({}, linked("resourceArn", "other"))],
                says: {
                    it: ["Give it an `aws.wafv2.WebAclLoggingConfiguration`."],
                },
            },
        },
        absent: "violating",
        unknown: {
            "whose logs": {
                resources: [acl(), logging({ resourceArn: unknown() }, { name: "side" })],
                undetermined: 'It is not known yet what this names: `resourceArn` of "side".',
            },
        },
    },
    "wafv2-has-rules": {
        says: "Add rules to `rules`.",
        compliant: {
            "a rule": acl({ rules: [managed(NAME)] }),
            "rules as JSON": acl({ ruleJson: "[{}]" }),
            "a rule of its own": [acl(), rule({ webAclArn: unknown() }, linked("webAclArn"))],
            "a rule of its own, by its ARN": [
                acl({}, { outputs: { arn: ARN } }),
                rule({ webAclArn: ARN }, { name: "side" }),
            ],
            "a group of its own": [acl(), groupAssociation({ webAclArn: unknown() }, linked("webAclArn"))],
        },
        violating: { none: acl({ defaultAction: { allow: {} } }) },
        absent: "violating",
        unknown: {
            "rules that a function of the program tells": {
                resources: acl({ rules: unknown() }),
                undetermined: "Not known before the update: `rules`.",
            },
            "rules as JSON": acl({ ruleJson: unknown() }),
            "the rules": {
                resources: acl({ rules: unknown() }, { from: { rules: ["it"] } }),
                undetermined: "Not known before the update: `rules`.",
            },
        },
    },
    "wafv2-metrics": {
        says: METRICS,
        compliant: {
            counted: acl({ ...visible(true), rules: [visible(true)] }),
            "a group": ruleGroup({ ...visible(true), rules: [visible(true)] }),
            "a rule of its own": rule(visible(true)),
        },
        violating: {
            "not counted": acl(visible(false)),
            "a rule that is not counted": {
                resources: acl({ ...visible(true), rules: [visible(true), visible(false)] }),
                says: ["Set `rules[1].visibilityConfig.cloudwatchMetricsEnabled` to true."],
            },
            "a group": ruleGroup(visible(false)),
            "a rule of its own": rule(visible(false)),
        },
        absent: "violating",
    },
    "wafv2-known-bad-inputs": {
        says: `Add the group \`${NAME}\` to \`rules\`, and let it block.`,
        compliant: {
            blocked: acl({ rules: [managed("AWSManagedRulesCommonRuleSet"), managed(NAME)] }),
            "blocked, but for something else that is counted": acl({
                rules: [managed(NAME, counted("Host_localhost_HEADER"))],
            }),
            "blocked, as one action says anew": acl({
                rules: [
                    managed(NAME, { ruleActionOverrides: [{ name: "Log4JRCE_HEADER", actionToUse: { block: {} } }] }),
                ],
            }),
            "by rules as JSON": acl({ ruleJson: JSON.stringify([{ Name: NAME }]) }),
            "by a rule of its own": [acl(), rule(managed(NAME), linked("webAclArn"))],
            "by a group of its own": [
                acl(),
                groupAssociation({ managedRuleGroup: { name: NAME, vendorName: "AWS" } }, linked("webAclArn")),
            ],
        },
        violating: {
            "another group": acl({ rules: [managed("AWSManagedRulesCommonRuleSet")] }),
            "counted only": acl({ rules: [{ ...managed(NAME), overrideAction: { count: {} } }] }),
            ...Object.fromEntries(
                ["", "_HEADER", "_BODY", "_URIPATH", "_QUERYSTRING"].map((part) => [
                    `one attack counted only: Log4JRCE${part}`,
                    acl({ rules: [managed(NAME, counted(`Log4JRCE${part}`))] }),
                ]),
            ),
            "rules of another group as JSON": acl({
                ruleJson: JSON.stringify([{ Name: "AWSManagedRulesCommonRuleSet" }]),
            }),
            "a rule of its own of another group": [
                acl(),
                rule(managed("AWSManagedRulesCommonRuleSet"), linked("webAclArn")),
            ],
            "a rule of its own that is counted only": [
                acl(),
                rule({ ...managed(NAME), overrideAction: { count: {} } }, linked("webAclArn")),
            ],
            "another group of its own": [
                acl(),
                groupAssociation({ managedRuleGroup: { name: "AWSManagedRulesCommonRuleSet" } }, linked("webAclArn")),
            ],
            "a group of its own that is counted only": [
                acl(),
                groupAssociation({ managedRuleGroup: { name: NAME }, overrideAction: "count" }, linked("webAclArn")),
            ],
        },
        absent: "violating",
        unknown: {
            "rules that a function of the program tells": {
                resources: acl({ rules: unknown() }),
                undetermined: "Not known before the update: `rules`.",
            },
            "rules as JSON": {
                resources: acl({ ruleJson: unknown() }, { from: { ruleJson: ["it"] } }),
                undetermined: "Not known before the update: `ruleJson`.",
            },
        },
    },
    "wafv2-rule-has-action": {
        says: "Set `rules[0].action`, or `overrideAction`.",
        compliant: {
            "an action": acl({ rules: [{ name: "a", action: { block: {} } }] }),
            "a group": ruleGroup({ rules: [{ name: "a", action: { count: {} } }] }),
            "a managed group": acl({ rules: [managed(NAME)] }),
        },
        violating: {
            none: acl({ rules: [{ name: "a" }] }),
            "none in a group": ruleGroup({ rules: [{ name: "a" }] }),
        },
        absent: "compliant",
        unknown: {
            "a rule": {
                resources: acl({ rules: [unknown()] }),
                undetermined: "Not known before the update: `rules[0].action`, `rules[0].overrideAction`.",
            },
        },
    },
});
