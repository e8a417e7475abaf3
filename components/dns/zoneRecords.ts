import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { cloudFrontZoneOf, targetFaults } from "./policy/aliasTargets";
import {
    type DnsHealthCheckArgs,
    type DnsRecordArgs,
    DnsRecordType,
    fullName,
    healthCheckFaults,
    routedTargets,
    type RoutedTarget,
    type Routing,
    textEntry,
    unwatchedFaults,
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
    const all = Object.entries(records).map(([key, record]) => ({
        key,
        record,
        targets: routedTargets(record, `records.${key}`),
    }));
    const names = new Set(all.flatMap(({ key, targets }) => targets.map(({ suffix }) => `${key}${suffix}`)));
    for (const { key, record, targets } of all) {
        let first: aws.route53.Record | undefined;
        for (const routed of targets) {
            const name = `${key}${routed.suffix}`;
            const { target, routing, id } = routed;
            // Amazon Route 53 takes no routed record beside a simple one: where there was one, it becomes the first, and
            // others wait for that.
            const wasSimple = first === undefined && routing !== undefined && !names.has(key);
            const made = new aws.route53.Record(
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
                {
                    ...children.looseOptions(...(first === undefined ? [] : [first])),
                    ...(wasSimple ? { aliases: [{ name: children.name(key) }] } : {}),
                },
            );
            first ??= made;
        }
    }
}

function holds(children: Children, { type, ttlSeconds }: DnsRecordArgs, routed: RoutedTarget) {
    const { target, routing, at } = routed;
    const { alias, values = [] } = target;
    if (alias === undefined) {
        return {
            ttl: ttlSeconds ?? (routing === undefined ? 300 : 60),
            records: values.map((value) => entryOf(children, type, value, `${at}.values`)),
        };
    }
    const aliases = pulumi.output(alias).apply((known) => {
        children.require(targetFaults(known, `${at}.alias`));
        if (routing?.kind === "failover" && routing.type === "PRIMARY") {
            children.require(unwatchedFaults({ ...target, alias: known }, at));
        }
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

/** A value as the provider takes it, refused once it is known to be wrong. */
function entryOf(
    children: Children,
    type: DnsRecordType,
    value: pulumi.Input<string>,
    at: string,
): pulumi.Input<string> {
    const entry = (known: string): string => (type === DnsRecordType.Txt ? textEntry(known) : known);
    return typeof value === "string"
        ? entry(value)
        : pulumi.output(value).apply((known) => {
              children.require(valueCheck(type)(known, at));
              return entry(known);
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
