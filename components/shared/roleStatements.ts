import * as pulumi from "@pulumi/pulumi";
import { anyPartition } from "./arn";
import type { Check } from "./checks";
import type { Statement } from "./policyDocument";
import { type ConditionArgs, conditionFaults, isAction, sidFaults, toCondition } from "./statements";
import { type Fault, plainList } from "./validate";

/** What a role may do, on what. A grant, such as `bucket.grantRead(role)`, says the same in fewer words. */
export interface RoleStatementArgs {
    /** Letters and digits, unique within the role's policy. */
    sid: string;
    /** Named actions, for example `sns:Subscribe`, without wildcards. */
    actions: string[];
    /**
     * ARNs of what they are allowed on, with a wildcard at most in the resource's name. `*` is taken for actions that
     * know no resource, such as `cloudwatch:PutMetricData`.
     */
    resources: pulumi.Input<string>[];
    /** Conditions that must all hold. Default: none. */
    conditions?: ConditionArgs[];
}

/**
 * Actions that AWS knows no resource for, so that they are allowed on `*`.
 * See https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
 */
const withoutResource = [
    "cloudwatch:PutMetricData",
    "codepipeline:ListPipelines",
    "ecr:GetAuthorizationToken",
    "servicecatalog:ListAttributeGroups",
    "tag:GetResources",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
];

/**
 * Everything that is wrong with what a role shall be allowed, as far as it is known.
 * @param taken names of the statements that the component adds
 */
export function roleStatementFaults(taken: readonly string[]): Check<RoleStatementArgs[]> {
    return (statements, argument) => {
        const sids = new Set(taken);
        return statements.flatMap(({ sid, actions, resources, conditions }, index) => {
            const at = `${argument}[${index}]`;
            return [
                ...sidFaults(sid, sids, `${at}.sid`),
                ...actionFaults(actions, `${at}.actions`),
                ...resourceFaults(actions, resources, `${at}.resources`),
                ...conditionFaults(conditions, `${at}.conditions`),
            ];
        });
    };
}

/** The statement in IAM's words, once its values are known. */
export function toRoleStatement({ sid, actions, resources, conditions }: pulumi.Unwrap<RoleStatementArgs>): Statement {
    return {
        Sid: sid,
        Effect: "Allow",
        Action: actions,
        Resource: resources,
        ...(conditions === undefined || conditions.length === 0 ? {} : { Condition: toCondition(conditions) }),
    };
}

function actionFaults(actions: string[], argument: string): Fault[] {
    if (actions.length === 0) {
        return [{ argument, fault: "none is given", fix: "name at least one action" }];
    }
    return actions.flatMap((action) => {
        if (/[*?]/.test(action)) {
            return [{ argument, fault: `"${action}" has a wildcard`, fix: "name each action" }];
        }
        const fix = "write it with its service, for example s3:GetObject";
        return isAction(action) ? [] : [{ argument, fault: `"${action}" is not an action`, fix }];
    });
}

function resourceFaults(actions: string[], resources: pulumi.Input<string>[], argument: string): Fault[] {
    if (resources.length === 0) {
        return [{ argument, fault: "none is given", fix: "name at least one ARN" }];
    }
    const unlimited = actions.every((action) => withoutResource.includes(action));
    return plainList(resources)
        .filter((resource) => !(unlimited && resource === "*"))
        .flatMap((resource) => {
            const fault = arnFault(resource);
            return fault === undefined ? [] : [{ argument, fault, fix: "name the ARNs of what is meant" }];
        });
}

const arn = new RegExp(`^arn:(?:${anyPartition}):([a-z0-9-]+):[a-z0-9-]*:(?:aws|\\d{12})?:(.+)$`);
/** Services whose resources stand without a kind in front, so that `name/*` is what belongs to one of them. */
const namesFirst = ["codepipeline", "execute-api", "s3", "sns"];

function arnFault(resource: string): string | undefined {
    const [, service = "", name] = arn.exec(resource) ?? [];
    if (name === undefined) {
        return resource === "*"
            ? `"*" is everything`
            : `"${resource}" is not an ARN with its service, region and account`;
    }
    const ofKind = /^[*?]+/.test(name) || (!namesFirst.includes(service) && /^[\w-]+[:/][*?]/.test(name));
    return ofKind ? `"${resource}" is everything of its kind` : undefined;
}
