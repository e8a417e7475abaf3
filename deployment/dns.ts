import * as aws from "@pulumi/aws";
import { Dns, SecureTopic, TopicPublisher } from "palisade-aws";
import { dnsArgs } from "../settings/dns";
import type { Settings } from "../settings/settings";
import type { KeyUser } from "./keyStatements";

interface Zone {
    readonly dns: Dns;
    /** What uses a key that the stack brings. */
    readonly keyUsers: readonly KeyUser[];
}

/** The public zone of the stack, which tells by a topic in its own region when it can be signed no longer; nothing unless it is to have one. */
export function makeDns({ dns: zone, alarmAddresses, logRetentionDays, removable }: Settings): Zone | undefined {
    if (zone === undefined) {
        return undefined;
    }
    const topic =
        zone.dnssec === true && alarmAddresses !== undefined
            ? new SecureTopic("dns-alarms", {
                  publishers: [TopicPublisher.CloudWatchAlarms],
                  key: zone.keyArn,
                  region: "us-east-1",
                  removable,
              })
            : undefined;
    for (const [name, endpoint] of Object.entries(topic === undefined ? {} : (alarmAddresses ?? {}))) {
        new aws.sns.TopicSubscription(`dns-alarms-to-${name}`, {
            topic: topic?.arn ?? "",
            protocol: "email",
            endpoint,
            region: "us-east-1",
        });
    }
    const dns = new Dns("dns", { ...dnsArgs(zone), alarmTopicArn: topic?.arn, logRetentionDays, removable });
    return { dns, keyUsers: [dns, ...(topic === undefined ? [] : [topic])] };
}
