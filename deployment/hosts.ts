import type * as pulumi from "@pulumi/pulumi";
import { AliasRecord, type AliasTargetArgs, Certificate } from "palisade-aws";
import type { HostedZoneSettings, Settings } from "../settings/settings";

/**
 * ARN of a certificate for a host of the stack's own, once it is issued: nothing where the stack has not the host's zone.
 * @param region where it is. Default: the stack's.
 */
export function makeCertificate(
    name: string,
    host: string,
    { hostedZone, removable }: Settings,
    region?: string,
): pulumi.Output<string> | undefined {
    return (
        hostedZone &&
        new Certificate(name, { names: [host], zoneId: hostedZone.id, zoneName: hostedZone.name, removable, region })
            .arn
    );
}

/** Leads a host to what answers for it; the host, once it does. Nothing where the stack has no zone for it. */
export function makeAlias(
    name: string,
    host: string,
    zone: HostedZoneSettings | undefined,
    target: AliasTargetArgs,
    { ipv6 }: { ipv6: boolean },
): pulumi.Output<string> | undefined {
    return zone && new AliasRecord(name, { host, zoneId: zone.id, zoneName: zone.name, target, ipv6 }).host;
}
