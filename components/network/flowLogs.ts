import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Children } from "../shared/children";
import { logGroup } from "../shared/logGroups";
import { policyDocument } from "../shared/policyDocument";
import { childRole } from "../shared/roles";
import { flowLogStatements, flowLogTrust } from "./policy/flowLogStatements";

/** A record of every connection in a VPC, let through or not. */
export function flowLogs(children: Children, { vpcId, key, retentionInDays }: FlowLogParts): aws.cloudwatch.LogGroup {
    const suffix = "flow-logs";
    const name = children.name(suffix);
    const group = logGroup(children, { suffix, folder: "/aws/vpc/", retentionInDays, key });
    const role = childRole(children, suffix, { trust: children.place.apply(flowLogTrust) });
    const rolePolicy = new aws.iam.RolePolicy(
        name,
        {
            role: role.name,
            policy: pulumi.jsonStringify(group.arn.apply((arn) => policyDocument(flowLogStatements(arn)))),
        },
        children.looseOptions(),
    );
    new aws.ec2.FlowLog(
        name,
        {
            vpcId,
            trafficType: "ALL",
            logDestination: group.arn,
            iamRoleArn: role.arn,
            tags: children.tags(suffix),
            region: children.region,
        },
        { ...children.keptOptions(), dependsOn: [rolePolicy] },
    );
    return group;
}

interface FlowLogParts {
    vpcId: pulumi.Output<string>;
    key: ComponentKey;
    retentionInDays: number;
}
