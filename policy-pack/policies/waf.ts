import { any, must, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { byType } from "./byType";

/** Classic AWS WAF, for CloudFront and for what is in a Region. */
const GLOBAL_ACL = "aws:waf/webAcl:WebAcl";
const REGIONAL_ACL = "aws:wafregional/webAcl:WebAcl";
const WEB_ACLS = [GLOBAL_ACL, REGIONAL_ACL] as const;
const RULES = ["aws:waf/rule:Rule", "aws:wafregional/rule:Rule"] as const;
const RULE_GROUPS = ["aws:waf/ruleGroup:RuleGroup", "aws:wafregional/ruleGroup:RuleGroup"] as const;

const ACL_EXAMPLE = (more: string): string => `new aws.waf.WebAcl("site", {
    metricName: "site",
    defaultAction: { type: "ALLOW" },
    rules: [{ priority: 1, ruleId: "a1b2c3", action: { type: "BLOCK" } }],${more === "" ? "" : `\n    ${more}`}
});`;

export default service("waf", [
    ...byType(
        (types) =>
            settingPolicy({
                id: "waf-logging",
                title: "Classic web ACLs for CloudFront log requests",
                severity: "medium",
                types,
                controls: { nist: ["AU-2", "AU-12"], whitepaper: ["CloudFront", "ELB"] },
                why: "Without logs nobody sees what was blocked, and what should have been.",
                fix: {
                    text: "Log requests by a delivery stream of Firehose, or move to AWS WAF of today.",
                    example: ACL_EXAMPLE(`loggingConfiguration: {
        logDestination: "arn:aws:firehose:us-east-1:111122223333:deliverystream/aws-waf-logs-site",
    },`),
                },
                setting: "loggingConfiguration.logDestination",
                must: { beGiven: "the ARN of a delivery stream" },
            }),
        { types: [GLOBAL_ACL], fsbp: "WAF.1" },
        {
            id: "waf-regional-logging",
            title: "Classic web ACLs in a Region log requests",
            types: [REGIONAL_ACL],
            example: `new aws.wafregional.WebAcl("site", {
    metricName: "site",
    defaultAction: { type: "ALLOW" },
    rules: [{ priority: 1, ruleId: "a1b2c3", action: { type: "BLOCK" } }],
    loggingConfiguration: {
        logDestination: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/aws-waf-logs-site",
    },
});`,
        },
    ),
    resourcePolicy({
        id: "waf-rule-has-condition",
        title: "Rules of classic web ACLs have conditions",
        severity: "medium",
        types: RULES,
        controls: { fsbp: ["WAF.2", "WAF.6"], nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A rule without conditions looks at nothing, and looks as if it guarded something.",
        fix: {
            text: "Add conditions to the rule.",
            example: `new aws.waf.Rule("attacks", {
    metricName: "attacks",
    predicates: [{ dataId: "a1b2c3", negated: false, type: "SqlInjectionMatch" }],
});`,
        },
        check(rule) {
            const predicates = rule.get("predicates");
            return must(predicates.isPresent(), say`Add a condition to ${predicates}.`);
        },
    }),
    resourcePolicy({
        id: "waf-rule-group-has-rules",
        title: "Groups of rules of classic web ACLs have rules",
        severity: "medium",
        types: RULE_GROUPS,
        controls: { fsbp: ["WAF.3", "WAF.7"], nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A group without rules does nothing, and looks as if it guarded something.",
        fix: {
            text: "Add rules to the group.",
            example: `new aws.waf.RuleGroup("attacks", {
    metricName: "attacks",
    activatedRules: [{ priority: 1, ruleId: "a1b2c3", action: { type: "BLOCK" } }],
});`,
        },
        check(group) {
            const rules = group.get("activatedRules");
            return must(rules.isPresent(), say`Add a rule to ${rules}.`);
        },
    }),
    resourcePolicy({
        id: "waf-web-acl-has-rules",
        title: "Classic web ACLs have rules",
        severity: "medium",
        types: WEB_ACLS,
        controls: { fsbp: ["WAF.4", "WAF.8"], nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A web ACL without rules does the same with every request, and looks as if it guarded something.",
        fix: { text: "Add rules, or groups of rules.", example: ACL_EXAMPLE("") },
        check(acl) {
            const rules = acl.get("rules");
            return must(rules.isPresent(), say`Add a rule to ${rules}.`);
        },
    }),
    resourcePolicy({
        id: "waf-rule-has-action",
        title: "Rules of classic web ACLs say what to do",
        severity: "medium",
        types: [...WEB_ACLS, ...RULE_GROUPS],
        controls: { nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A rule without an action does nothing.",
        fix: { text: "Give each rule an action, and a group of rules `overrideAction`.", example: ACL_EXAMPLE("") },
        check: (resource) =>
            resource
                .get(WEB_ACLS.some((type) => type === resource.type) ? "rules" : "activatedRules")
                .items()
                .map((rule) => {
                    const action = rule.get("action");
                    const acts = any([action.isGiven(), rule.get("overrideAction").isGiven()]);
                    return must(acts, say`Set ${action}, or \`overrideAction\`.`);
                }),
    }),
]);
