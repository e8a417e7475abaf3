import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { logGroup } from "../shared/logGroups";
import { policyDocument } from "../shared/policyDocument";
import { logDeliveryStatements } from "./policy/logDelivery";

/** Registers the log of who signed in with which risk, and of messages that did not arrive. */
export function userLogs(
    children: Children,
    { userPoolId, retentionInDays }: { userPoolId: pulumi.Output<string>; retentionInDays: number },
): aws.cloudwatch.LogGroup {
    const { region } = children;
    // Amazon Cognito writes to no group that has a key. Under this folder, the policies of log groups may grow long.
    const group = logGroup(children, { suffix: "logs", folder: "/aws/vendedlogs/", retentionInDays });
    const policy = new aws.cloudwatch.LogResourcePolicy(
        children.name("logs"),
        {
            // Another of the same name would be overwritten, and the group's own is like no other.
            policyName: group.name.apply((name) => name.split("/").at(-1) ?? name),
            policyDocument: pulumi
                .all([children.place, group.arn])
                .apply(([place, arn]) => JSON.stringify(policyDocument(logDeliveryStatements(place, arn)))),
            region,
        },
        children.options(),
    );
    const cloudWatchLogsConfiguration = { logGroupArn: group.arn };
    new aws.cognito.LogDeliveryConfiguration(
        children.name("logs"),
        {
            userPoolId,
            logConfigurations: [
                { eventSource: "userAuthEvents", logLevel: "INFO", cloudWatchLogsConfiguration },
                { eventSource: "userNotification", logLevel: "ERROR", cloudWatchLogsConfiguration },
            ],
            region,
        },
        { ...children.options(), dependsOn: policy },
    );
    return group;
}
