import * as aws from "@pulumi/aws";
import type { SecureTopic } from "palisade-aws";
import type { Settings } from "../settings/settings";

/** Has a topic tell the stack's addresses, each of which confirms that it wants to be told. */
export function tellAddresses(
    prefix: string,
    topic: SecureTopic,
    addresses: NonNullable<Settings["alarmAddresses"]>,
    region?: string,
): void {
    for (const [name, endpoint] of Object.entries(addresses)) {
        new aws.sns.TopicSubscription(`${prefix}-to-${name}`, {
            topic: topic.arn,
            protocol: "email",
            endpoint,
            region,
        });
    }
}
