import type * as pulumi from "@pulumi/pulumi";
import { PARTITIONS } from "palisade-policy-documents";
import { type Check, onceKnown, text } from "../../shared/checks";
import { isHostName } from "../../shared/hostNames";
import { type Fault, plain } from "../../shared/validate";
import { zoneRules } from "./zones";

/** Where an alias record leads. */
export interface AliasTargetArgs {
    /**
     * Host name of AWS's: `distribution.domainName`, `loadBalancer.dnsName`, `api.regionalDomainName`,
     * `userPool.domain.cloudfrontDistribution`.
     */
    host: pulumi.Input<string>;
    /**
     * Zone of that host: `loadBalancer.zoneId`, `api.regionalZoneId`. Default: CloudFront's, and needed for all others.
     */
    zoneId?: pulumi.Input<string>;
}

/**
 * Zones of CloudFront's hosts, in the partitions that have it.
 * See https://docs.aws.amazon.com/Route53/latest/APIReference/API_AliasTarget.html and
 * https://docs.amazonaws.cn/en_us/aws/latest/userguide/route53.html
 */
const cloudFrontZones: Record<string, string> = {
    "cloudfront.net": "Z2FDTNDATAQYW2",
    "cloudfront.cn": "Z3RFFRIM2A3IF5",
};

const ofAws = [
    ...Object.keys(cloudFrontZones),
    ...PARTITIONS.map(({ dnsSuffix }) => dnsSuffix),
    "awsapprunner.com",
    "awsglobalaccelerator.com",
    "elasticbeanstalk.com",
    "on.aws",
];

const targetHost = text(
    (host) =>
        isHostName(host) && ofAws.some((suffix) => host.endsWith(`.${suffix}`))
            ? undefined
            : `"${host}" is not a host of AWS's`,
    "pass for example distribution.domainName or loadBalancer.dnsName",
);

/** The zone of CloudFront that a host is in; undefined for hosts of others. */
export function cloudFrontZoneOf(host: string): string | undefined {
    return Object.entries(cloudFrontZones).find(([suffix]) => host.endsWith(`.${suffix}`))?.[1];
}

/** Everything that is wrong with a target, as far as it is known. */
export const targetFaults: Check<AliasTargetArgs> = ({ host, zoneId }, argument) => {
    const known = plain(host);
    const knownZone = plain(zoneId);
    return [
        ...onceKnown(targetHost)(host, `${argument}.host`),
        ...(knownZone === undefined ? [] : zoneRules.zoneId.check(knownZone, `${argument}.zoneId`)),
        ...(known === undefined ? [] : zoneFaults(known, zoneId, `${argument}.zoneId`)),
    ];
};

function zoneFaults(host: string, zoneId: pulumi.Input<string> | undefined, argument: string): Fault[] {
    const cloudFront = cloudFrontZoneOf(host);
    if (cloudFront === undefined) {
        const fix = "pass the zone of the target, for example loadBalancer.zoneId: it is not the zone of the record";
        return zoneId === undefined ? [{ argument, fault: "it is missing", fix }] : [];
    }
    const other = plain(zoneId);
    return other === undefined || other === cloudFront
        ? []
        : [{ argument, fault: `hosts of CloudFront are in ${cloudFront}`, fix: "leave it out" }];
}
