import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { publishGrant } from "../messaging/policy/topicStatements";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { eventRuleTrust } from "../shared/eventRules";
import { eventRuleNaming, physicalName, roleNaming, rolePolicyNaming } from "../shared/naming";
import { policyDocument } from "../shared/policyDocument";
import { configPattern, guardDutyPattern, securityHubPattern } from "./policy/detection";
import { BaselinePart } from "./policy/parts";

interface AlertParts {
    place: pulumi.Output<Place>;
    made: BaselinePart[];
    topicArn: pulumi.Output<string>;
    /** The key of the topic, where it is a customer's. */
    topicKeyArn: pulumi.Output<string | undefined>;
    permissionsBoundary: pulumi.Output<string | undefined>;
    roleNamePrefix: string | undefined;
}

/**
 * Sends what is found to a topic, as EventBridge has it, which is what chat services read. EventBridge publishes by a role:
 * under its own name, its calls of KMS say for nobody whom they are made, so the topic's key would let in everybody's rules.
 * See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function findingAlerts(children: Children, parts: AlertParts): void {
    const { made, place, topicArn, topicKeyArn, roleNamePrefix } = parts;
    const sources = [
        { part: BaselinePart.GuardDuty, pattern: guardDutyPattern, what: "High and critical findings of GuardDuty" },
        {
            part: BaselinePart.SecurityHub,
            pattern: securityHubPattern(made.includes(BaselinePart.GuardDuty)),
            what: "High and critical findings of Security Hub",
        },
        { part: BaselinePart.Config, pattern: configPattern, what: "What rules of AWS Config find wrong" },
    ].filter(({ part }) => made.includes(part));
    if (sources.length === 0) {
        return;
    }
    const { region } = children;
    const roleName = children.name("alerts");
    const role = new aws.iam.Role(
        roleName,
        {
            ...physicalName("namePrefix", roleName, roleNaming, roleNamePrefix),
            assumeRolePolicy: pulumi.jsonStringify(place.apply(eventRuleTrust)),
            permissionsBoundary: parts.permissionsBoundary,
            tags: children.tags("alerts"),
        },
        children.looseOptions(),
    );
    const rolePolicy = new aws.iam.RolePolicy(
        roleName,
        {
            ...physicalName("namePrefix", roleName, rolePolicyNaming),
            role: role.name,
            policy: pulumi.jsonStringify(
                pulumi
                    .all([topicArn, topicKeyArn, place])
                    .apply(([arn, keyArn, place]) => policyDocument(publishGrant.statements({ arn, keyArn, place }))),
            ),
        },
        children.looseOptions(),
    );
    for (const { part, pattern, what } of sources) {
        const suffix = `alerts-${part.toLowerCase()}`;
        const rule = new aws.cloudwatch.EventRule(
            children.name(suffix),
            {
                ...physicalName("namePrefix", children.name(suffix), eventRuleNaming),
                description: what,
                eventPattern: JSON.stringify(pattern),
                tags: children.tags(suffix),
                region,
            },
            children.looseOptions(),
        );
        new aws.cloudwatch.EventTarget(
            children.name(suffix),
            { rule: rule.name, arn: topicArn, roleArn: role.arn, region },
            children.looseOptions(rolePolicy),
        );
    }
}
