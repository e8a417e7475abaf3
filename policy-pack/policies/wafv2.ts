import { all, any, must, not, resourcePolicy, say, service, stackPolicy } from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth, Value } from "../evaluation";

const WEB_ACL = "aws:wafv2/webAcl:WebAcl";
const RULE_GROUP = "aws:wafv2/ruleGroup:RuleGroup";
const RULE = "aws:wafv2/webAclRule:WebAclRule";
const GROUP_ASSOCIATION = "aws:wafv2/webAclRuleGroupAssociation:WebAclRuleGroupAssociation";

const loggingOf: Link = {
    from: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    by: "resourceArn",
    to: [WEB_ACL],
    named: ["arn"],
};
/** A rule, or a group of them, that is declared outside of its web ACL. */
const ruleOf: Link = { from: [RULE, GROUP_ASSOCIATION], by: "webAclArn", to: [WEB_ACL], named: ["arn"] };

/** Rules may be given as JSON instead, as AWS's API takes them. */
function jsonOf(acl: ResourceReader): Value {
    return acl.get("ruleJson");
}

const KNOWN_BAD_INPUTS = "AWSManagedRulesKnownBadInputsRuleSet";
const LOG4J = ["Log4JRCE", "Log4JRCE_HEADER", "Log4JRCE_BODY", "Log4JRCE_URIPATH", "Log4JRCE_QUERYSTRING"];

/** Whether a rule is the managed group against known attacks, and blocks. */
function blocksKnownAttacks(rule: Value): Truth {
    const group = rule.get("statement", "managedRuleGroupStatement");
    const isCounted = group
        .get("ruleActionOverrides")
        .some((override) =>
            all([override.get("name").isOneOf(LOG4J), override.get("actionToUse", "count").isPresent()]),
        );
    return all([
        group.get("name").is(KNOWN_BAD_INPUTS),
        not(rule.get("overrideAction", "count").isPresent()),
        not(isCounted),
    ]);
}

/** The same of what stands beside the web ACL. */
function besideBlocksKnownAttacks(resource: ResourceReader): Truth {
    if (resource.type === RULE) {
        const group = resource.get("statement", "managedRuleGroupStatement");
        return all([group.get("name").is(KNOWN_BAD_INPUTS), not(resource.get("overrideAction", "count").isPresent())]);
    }
    return all([
        resource.get("managedRuleGroup", "name").is(KNOWN_BAD_INPUTS),
        not(resource.given("overrideAction").is("count")),
    ]);
}

/** Whether rules that are given as JSON name the group; how it is set there is not read. */
function jsonNames(json: Value): Truth {
    return json.judgeText((text) => text.includes(KNOWN_BAD_INPUTS));
}

function hasRules(acl: ResourceReader, stack: StackReader): Truth {
    return any([acl.get("rules").isPresent(), jsonOf(acl).isGiven(), stack.linkedTo(acl, ruleOf).exists()]);
}

function rulesOf(resource: ResourceReader): readonly Value[] {
    return resource.get("rules").items();
}

const ACL_EXAMPLE = `new aws.wafv2.WebAcl("site", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    rules: [{
        name: "known-attacks",
        priority: 0,
        overrideAction: { none: {} },
        statement: { managedRuleGroupStatement: { vendorName: "AWS", name: "AWSManagedRulesKnownBadInputsRuleSet" } },
        visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "known-attacks", sampledRequestsEnabled: true },
    }],
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "site", sampledRequestsEnabled: true },
});`;

export default service("wafv2", [
    stackPolicy({
        id: "wafv2-logging",
        title: "Web ACLs log requests",
        severity: "low",
        types: [WEB_ACL],
        controls: { fsbp: ["WAF.11"], nist: ["AU-2", "AU-12"], whitepaper: ["CloudFront", "ELB"] },
        why: "Without logs nobody sees what was blocked, and what should have been.",
        fix: {
            text: "Log requests, without what lets users in.",
            example: `const site = new aws.wafv2.WebAcl("site", {
    scope: "REGIONAL",
    defaultAction: { allow: {} },
    visibilityConfig: { cloudwatchMetricsEnabled: true, metricName: "site", sampledRequestsEnabled: true },
});
new aws.wafv2.WebAclLoggingConfiguration("site", {
    resourceArn: site.arn,
    logDestinationConfigs: ["arn:aws:logs:eu-west-1:111122223333:log-group:aws-waf-logs-site"],
    redactedFields: [{ singleHeader: { name: "authorization" } }],
});`,
        },
        check: (acl, stack) =>
            must(stack.linkedTo(acl, loggingOf).exists(), say`Give it an \`aws.wafv2.WebAclLoggingConfiguration\`.`),
    }),
    stackPolicy({
        id: "wafv2-has-rules",
        title: "Web ACLs have rules",
        severity: "medium",
        types: [WEB_ACL],
        controls: { fsbp: ["WAF.10"], nist: ["SC-7", "SC-5", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A web ACL without rules does the same with every request, and looks as if it guarded something.",
        fix: { text: "Add rules, such as the groups that AWS manages.", example: ACL_EXAMPLE },
        check: (acl, stack) => must(hasRules(acl, stack), say`Add rules to \`rules\`.`),
    }),
    resourcePolicy({
        id: "wafv2-metrics",
        title: "Web ACLs and their rules count requests",
        severity: "medium",
        types: [WEB_ACL, RULE_GROUP, RULE],
        controls: { fsbp: ["WAF.12"], nist: ["SI-4", "AU-12"], whitepaper: ["CloudWatch"] },
        why: "Without metrics nobody notices an attack, or a rule that blocks what it should not.",
        fix: { text: "Turn on metrics of the web ACL and of each rule.", example: ACL_EXAMPLE },
        check: (resource) =>
            [resource, ...(resource.type === RULE ? [] : rulesOf(resource))]
                .map((one) => one.get("visibilityConfig", "cloudwatchMetricsEnabled"))
                .map((metrics) => must(metrics.is(true), say`Set ${metrics} to true.`)),
    }),
    stackPolicy({
        id: "wafv2-known-bad-inputs",
        title: "Web ACLs block known attacks",
        severity: "medium",
        types: [WEB_ACL],
        controls: { nist: ["SC-7", "SI-3"], whitepaper: ["CloudFront", "ELB"] },
        why: "Requests that make a library run what they hold, as with Log4j, are tried everywhere and all the time.",
        fix: { text: "Add the group `AWSManagedRulesKnownBadInputsRuleSet`, and let it block.", example: ACL_EXAMPLE },
        check: (acl, stack) =>
            must(
                any([
                    acl.get("rules").some(blocksKnownAttacks),
                    jsonNames(jsonOf(acl)),
                    stack.linkedTo(acl, ruleOf).some(besideBlocksKnownAttacks),
                ]),
                say`Add the group \`AWSManagedRulesKnownBadInputsRuleSet\` to \`rules\`, and let it block.`,
            ),
    }),
    resourcePolicy({
        id: "wafv2-rule-has-action",
        title: "Rules of web ACLs say what to do",
        severity: "medium",
        types: [WEB_ACL, RULE_GROUP],
        controls: { nist: ["SC-7", "CM-2"], whitepaper: ["CloudFront", "ELB"] },
        why: "A rule without an action does nothing.",
        fix: { text: "Give each rule an action, and a group of rules `overrideAction`.", example: ACL_EXAMPLE },
        check: (resource) =>
            rulesOf(resource).map((rule) => {
                const action = rule.get("action");
                return must(
                    any([action.isGiven(), rule.get("overrideAction").isGiven()]),
                    say`Set ${action}, or \`overrideAction\`.`,
                );
            }),
    }),
]);
