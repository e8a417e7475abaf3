import waf from "../../../policy-pack/policies/waf";
import { byType } from "../support/byType";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const resource =
    (type: string) =>
    (inputs: Inputs): TestResource => ({ type, inputs });
const acl = resource("aws:waf/webAcl:WebAcl");
const regionalAcl = resource("aws:wafregional/webAcl:WebAcl");
const rule = resource("aws:waf/rule:Rule");
const regionalRule = resource("aws:wafregional/rule:Rule");
const group = resource("aws:waf/ruleGroup:RuleGroup");
const regionalGroup = resource("aws:wafregional/ruleGroup:RuleGroup");

const named = { metricName: "site" };
const either = (inputs: Inputs, ...make: ((inputs: Inputs) => TestResource)[]) =>
    Object.fromEntries(make.map((one, index) => [index === 0 ? "for CloudFront" : "in a Region", one(inputs)]));
/** What is unknown may be an empty list. */
const unknownList = (name: string, make: (inputs: Inputs) => TestResource) => ({
    "the list": {
        resources: make({ [name]: unknown() }),
        undetermined: `Not known before the update: \`${name}\`.`,
    },
});

describeService(waf, {
    ...byType(
        { "waf-logging": ["aws:waf/webAcl:WebAcl"], "waf-regional-logging": ["aws:wafregional/webAcl:WebAcl"] },
        {
            says: "Set `loggingConfiguration.logDestination` to the ARN of a delivery stream.",
            compliant: either({ loggingConfiguration: { logDestination: unknown() } }, acl, regionalAcl),
            violating: either({ loggingConfiguration: { redactedFields: {} } }, acl, regionalAcl),
            absent: "violating",
        },
    ),
    "waf-rule-has-condition": {
        says: "Add a condition to `predicates`.",
        compliant: either({ predicates: [{ dataId: unknown(), type: "IPMatch" }] }, rule, regionalRule),
        violating: either(named, rule, regionalRule),
        absent: "violating",
        unknown: unknownList("predicates", rule),
    },
    "waf-rule-group-has-rules": {
        says: "Add a rule to `activatedRules`.",
        compliant: either({ activatedRules: [{ ruleId: unknown() }] }, group, regionalGroup),
        violating: either(named, group, regionalGroup),
        absent: "violating",
        unknown: unknownList("activatedRules", group),
    },
    "waf-web-acl-has-rules": {
        says: "Add a rule to `rules`.",
        compliant: either({ rules: [{ ruleId: unknown() }] }, acl, regionalAcl),
        violating: either(named, acl, regionalAcl),
        absent: "violating",
        unknown: unknownList("rules", acl),
    },
    "waf-rule-has-action": {
        says: "Set `rules[0].action`, or `overrideAction`.",
        compliant: {
            "an action": acl({ rules: [{ ruleId: "a", action: { type: "BLOCK" } }] }),
            "a group": regionalAcl({ rules: [{ ruleId: "a", overrideAction: { type: "NONE" } }] }),
        },
        violating: {
            ...either({ rules: [{ ruleId: "a" }] }, acl, regionalAcl),
            "in a group": {
                resources: group({ activatedRules: [{ ruleId: "a" }] }),
                says: ["Set `activatedRules[0].action`, or `overrideAction`."],
            },
            "in a group in a Region": {
                resources: regionalGroup({ activatedRules: [{ ruleId: "a" }] }),
                says: ["Set `activatedRules[0].action`, or `overrideAction`."],
            },
        },
        absent: "compliant",
    },
});
