import * as aws from "@pulumi/aws";
import type { Children } from "../shared/children";
import { serviceTrust } from "../shared/policyDocument";

/**
 * The role with which API Gateway writes logs, of every API of the account. It stays: without it, all of them would stop
 * writing.
 */
export function accountLogging(children: Children): aws.apigateway.Account {
    const staying = { ...children.looseOptions(), retainOnDelete: true };
    const role = new aws.iam.Role(
        children.name("logging"),
        {
            assumeRolePolicy: JSON.stringify(serviceTrust("apigateway.amazonaws.com")),
            tags: children.tags("logging"),
        },
        staying,
    );
    // AWS's own: API Gateway refuses a role that may do less.
    const policy = new aws.iam.RolePolicyAttachment(
        children.name("logging"),
        {
            role: role.name,
            policyArn: children.place.apply(
                ({ partition }) => `arn:${partition}:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs`,
            ),
        },
        staying,
    );
    return new aws.apigateway.Account(
        children.name("account"),
        { cloudwatchRoleArn: role.arn, region: children.region },
        { ...staying, dependsOn: policy },
    );
}
