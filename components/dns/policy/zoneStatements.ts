import type { Place } from "../../shared/arn";
import { allowService, type Condition, type Statement } from "../../shared/policyDocument";

/** Of which zones Amazon Route 53 may do something: of this account, or of one. */
function ofZones({ partition, accountId }: Place, zoneId = "*"): Condition {
    return {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:route53:::hostedzone/${zoneId}`] },
    };
}

/**
 * Lets Amazon Route 53 write the queries of one zone into one log group.
 * See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/query-logs.html
 */
export function queryLogStatements(place: Place, logGroupArn: string, zoneId: string): Statement[] {
    const actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    return [allowService("Queries", "route53.amazonaws.com", actions, [`${logGroupArn}:*`], ofZones(place, zoneId))];
}

/**
 * Lets Amazon Route 53 sign with a key. It is made before its zone is signed, so it is told the account's zones.
 * See https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html#KMS-key-policy-for-DNSSEC
 */
export function signingKeyStatements(place: Place, zoneId: string): Statement[] {
    const service = "dnssec-route53.amazonaws.com";
    return [
        allowService(
            "Signs",
            service,
            ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
            ["*"],
            ofZones(place, zoneId),
        ),
        allowService("LetsItselfSign", service, ["kms:CreateGrant"], ["*"], {
            ...ofZones(place, zoneId),
            Bool: { "kms:GrantIsForAWSResource": ["true"] },
        }),
    ];
}
