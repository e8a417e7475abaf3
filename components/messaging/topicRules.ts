import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Place } from "../shared/arn";
import type { Children } from "../shared/children";
import { eventRuleNaming, physicalName } from "../shared/naming";
import { serviceTrust, type TrustDocument } from "../shared/policyDocument";
import { childRole, childRolePolicy } from "../shared/roles";
import { publishGrant } from "./policy/topicStatements";

interface TopicRule {
    suffix: string;
    description: string;
    /** The events, as EventBridge has it. */
    pattern: object;
}

interface TellerParts {
    /** Of the role by which EventBridge publishes. */
    suffix: string;
    description?: string;
    place: pulumi.Output<Place>;
    topicArn: pulumi.Output<string>;
    /** The key of the topic, where it is a customer's. */
    topicKeyArn: pulumi.Output<string | undefined>;
    permissionsBoundary: pulumi.Output<string | undefined>;
    roleNamePrefix: string | undefined;
}

/**
 * Lets EventBridge tell a topic, and gives what makes a rule that tells it. EventBridge publishes by a role: under its own
 * name, its calls of KMS say for nobody whom they are made, so the topic's key would let in everybody's rules.
 * See https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-resource-based.html
 */
export function topicTeller(children: Children, parts: TellerParts): (rule: TopicRule) => aws.cloudwatch.EventRule {
    const { suffix: teller, place, topicArn, topicKeyArn, ...roleParts } = parts;
    const { region } = children;
    const role = childRole(children, teller, { trust: place.apply(eventRuleTrust), ...roleParts });
    const rolePolicy = childRolePolicy(
        children,
        teller,
        role,
        pulumi
            .all([topicArn, topicKeyArn, place])
            .apply(([arn, keyArn, place]) => publishGrant.statements({ arn, keyArn, place })),
    );
    return ({ suffix, description, pattern }) => {
        const name = children.name(suffix);
        const rule = new aws.cloudwatch.EventRule(
            name,
            {
                ...physicalName("namePrefix", name, eventRuleNaming),
                description,
                eventPattern: JSON.stringify(pattern),
                tags: children.tags(suffix),
                region,
            },
            children.looseOptions(),
        );
        new aws.cloudwatch.EventTarget(
            name,
            { rule: rule.name, arn: topicArn, roleArn: role.arn, region },
            children.looseOptions(rolePolicy),
        );
        return rule;
    };
}

/** Who may take the role: EventBridge, for rules of this account and region. */
function eventRuleTrust({ partition, region, accountId }: Place): TrustDocument {
    return serviceTrust("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:events:${region}:${accountId}:rule/*`] },
    });
}
