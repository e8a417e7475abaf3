import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { cloudFrontZoneOf, targetFaults } from "./policy/aliasTargets";
import {
    type DnsHealthCheckArgs,
    type DnsRecordArgs,
    type DnsRecordType,
    fullName,
    healthCheckFaults,
    routedTargets,
    type RoutedTarget,
    type Routing,
    valueCheck,
} from "./policy/records";

interface RecordParts {
    zoneId: pulumi.Output<string>;
    zoneName: string;
}

/** Registers the records, and the health checks that they ask for. */
export function zoneRecords(
    children: Children,
    records: Record<string, DnsRecordArgs>,
    { zoneId, zoneName }: RecordParts,
): void {
    for (const [key, record] of Object.entries(records)) {
        for (const routed of routedTargets(record, `records.${key}`)) {
            const name = `${key}${routed.suffix}`;
            const { target, routing, id } = routed;
            new aws.route53.Record(
                children.name(name),
                {
                    zoneId,
                    name: fullName(record.name, zoneName),
                    type: record.type,
                    ...holds(children, record, routed),
                    ...(id === undefined ? {} : { setIdentifier: id }),
                    ...(routing === undefined ? {} : policyOf(routing)),
                    healthCheckId:
                        target.healthCheck === undefined
                            ? target.healthCheckId
                            : healthCheck(children, name, target.healthCheck, `${routed.at}.healthCheck`).id,
                },
                children.looseOptions(),
            );
        }
    }
}

function holds(children: Children, { type, ttlSeconds }: DnsRecordArgs, routed: RoutedTarget) {
    const { target, routing, at } = routed;
    const { alias, values = [] } = target;
    if (alias === undefined) {
        return {
            ttl: ttlSeconds ?? (routing === undefined ? 300 : 60),
            records: values.map((value) => checkedValue(children, type, value, `${at}.values`)),
        };
    }
    const aliases = pulumi.output(alias).apply((known) => {
        children.require(targetFaults(known, `${at}.alias`));
        const cloudFront = cloudFrontZoneOf(known.host);
        return [
            {
                name: known.host,
                zoneId: cloudFront ?? known.zoneId ?? "",
                // Of CloudFront nothing is known, and a single target has none to be told instead.
                evaluateTargetHealth: routing !== undefined && cloudFront === undefined,
            },
        ];
    });
    return { aliases };
}

/** A value, refused once it is known to be wrong. */
function checkedValue(
    children: Children,
    type: DnsRecordType,
    value: pulumi.Input<string>,
    at: string,
): pulumi.Input<string> {
    return typeof value === "string"
        ? value
        : pulumi.output(value).apply((known) => {
              children.require(valueCheck(type)(known, at));
              return known;
          });
}

function policyOf(routing: Routing): Partial<aws.route53.RecordArgs> {
    switch (routing.kind) {
        case "failover":
            return { failoverRoutingPolicies: [{ type: routing.type }] };
        case "latency":
            return { latencyRoutingPolicies: [{ region: routing.region }] };
        case "weighted":
            return { weightedRoutingPolicies: [{ weight: routing.weight }] };
        case "geolocation": {
            const { kind, ...place } = routing;
            return { [`${kind}RoutingPolicies`]: [place] };
        }
    }
}

function healthCheck(children: Children, name: string, check: DnsHealthCheckArgs, at: string): aws.route53.HealthCheck {
    const { path = "/", port = 443, failures = 3 } = check;
    const host = pulumi.output(check.host).apply((known) => {
        children.require(healthCheckFaults({ ...check, host: known }, at));
        return known;
    });
    return new aws.route53.HealthCheck(
        children.name(`${name}-health`),
        {
            type: "HTTPS",
            fqdn: host,
            resourcePath: path,
            port,
            failureThreshold: failures,
            requestInterval: 30,
            enableSni: true,
            tags: children.tags(`${name}-health`),
        },
        children.looseOptions(),
    );
}
