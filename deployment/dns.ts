import { Dns, SecureTopic, TopicPublisher } from "palisade-aws";
import { dnsArgs } from "../settings/dns";
import type { Settings } from "../settings/settings";
import { tellAddresses } from "./addresses";
import type { KeyUser } from "./keyStatements";

interface Zone {
    readonly dns: Dns;
    /** What uses a key that the stack brings. */
    readonly keyUsers: readonly KeyUser[];
}

/** The public zone of the stack, which tells when it can be signed no longer; nothing unless it is to have one. */
export function makeDns(settings: Settings): Zone | undefined {
    const { dns: zone, logRetentionDays, removable } = settings;
    if (zone === undefined) {
        return undefined;
    }
    const topic = zone.dnssec === true ? alarmTopic(settings, zone.keyArn) : undefined;
    const dns = new Dns("dns", { ...dnsArgs(zone), alarmTopicArn: topic?.arn, logRetentionDays, removable });
    return { dns, keyUsers: [dns, ...(topic === undefined ? [] : [topic])] };
}

/** A topic where the alarms of signing must be; none where nobody is to be told. */
function alarmTopic({ alarmAddresses, removable }: Settings, key: string | undefined): SecureTopic | undefined {
    if (alarmAddresses === undefined) {
        return undefined;
    }
    const region = "us-east-1";
    const topic = new SecureTopic("dns-alarms", {
        publishers: [TopicPublisher.CloudWatchAlarms],
        key,
        region,
        removable,
    });
    tellAddresses("dns-alarms", topic, alarmAddresses, region);
    return topic;
}
