import type { Place } from "./arn";
import { serviceTrust, type TrustDocument } from "./policyDocument";

/** Who may take the role of a rule's target: EventBridge, for rules of this account and region. */
export function eventRuleTrust({ partition, region, accountId }: Place): TrustDocument {
    return serviceTrust("events.amazonaws.com", {
        StringEquals: { "aws:SourceAccount": [accountId] },
        ArnLike: { "aws:SourceArn": [`arn:${partition}:events:${region}:${accountId}:rule/*`] },
    });
}
