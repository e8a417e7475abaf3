import type { Place } from "../../shared/arn";
import { allowOn } from "../../shared/grantStatements";
import { serviceTrust, type Statement, type TrustDocument } from "../../shared/policyDocument";

/**
 * Who may take the role of flow logs: the service, for flow logs of this account and region.
 * See https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs-iam-role.html
 */
export function flowLogTrust({ partition, region, accountId }: Place): TrustDocument {
    return serviceTrust("vpc-flow-logs.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:ec2:${region}:${accountId}:vpc-flow-log/*`] },
    });
}

/** What it may do: write into one log group, which is there already. */
export function flowLogStatements(logGroupArn: string): Statement[] {
    return [
        allowOn("Streams", ["logs:CreateLogStream", "logs:PutLogEvents"], `${logGroupArn}:*`),
        { ...allowOn("Group", ["logs:DescribeLogStreams"], logGroupArn), Resource: [logGroupArn, `${logGroupArn}:*`] },
    ];
}
