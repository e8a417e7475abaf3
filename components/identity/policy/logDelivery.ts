import type { Place } from "../../shared/arn";
import { allowService, type Statement } from "../../shared/policyDocument";

/**
 * Lets the service that delivers logs write into one log group, for this account and region only.
 * See https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/AWS-logs-infrastructure-V2-CloudWatchLogs.html
 */
export function logDeliveryStatements({ partition, region, accountId }: Place, logGroupArn: string): Statement[] {
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    return [
        allowService("UserLogs", "delivery.logs.amazonaws.com", actions, [`${logGroupArn}:log-stream:*`], {
            StringEquals: { "aws:SourceAccount": [accountId] },
            ArnLike: { "aws:SourceArn": [`arn:${partition}:logs:${region}:${accountId}:*`] },
        }),
    ];
}
