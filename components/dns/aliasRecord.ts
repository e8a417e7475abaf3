import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { flag, text } from "../shared/checks";
import { isHostName } from "../shared/hostNames";
import { afterwards, outputsOf } from "../shared/outputs";
import { plain, plainList } from "../shared/validate";
import { type AliasTargetArgs, cloudFrontZoneOf, targetFaults } from "./policy/aliasTargets";
import { outsideFaults, zoneRules } from "./policy/zones";

/** Arguments of {@link AliasRecord}. `host`, `zoneId` and `target` are needed. */
export interface AliasRecordArgs {
    /** The name to be found under, for example `console.example.com`. Needed. */
    host: pulumi.Input<string>;
    /** Id of the hosted zone that the name is in, public or private. Needed. */
    zoneId: pulumi.Input<string>;
    /** Name of that zone, for example `example.com`: other names are refused. Default: not checked. */
    zoneName?: pulumi.Input<string>;
    /** Where it leads. Plain, with outputs inside. Needed. */
    target: AliasTargetArgs;
    /**
     * Whether it is found by IPv6 as well. Of a target without IPv6 nothing is found, so say false. Plain. Default: true.
     */
    ipv6?: boolean;
}

export const aliasRecordArguments = argumentsOf<AliasRecordArgs>()(
    "AliasRecord",
    {
        host: {
            needed: "pass the name to be found under, for example console.example.com",
            check: text(
                (host) => (isHostName(host) ? undefined : `"${host}" is not the name of a host`),
                "pass a whole name in small letters, without wildcard, for example console.example.com",
            ),
            why: "one name: a wildcard would lead there for names that nobody has thought of",
            cost: "nothing for queries of it",
        },
        ...zoneRules,
        target: {
            plain: true,
            late: true,
            needed: "pass { host, zoneId } of what it leads to",
            check: targetFaults,
            why: "a host of AWS's; when it goes, the record has to go before, or somebody else may get the name",
        },
        ipv6: {
            plain: true,
            check: flag,
            default: true,
            why: "CloudFront serves both families; others only if told to",
        },
    },
    ({ host, zoneName }) => outsideFaults(host === undefined ? [] : plainList([host]), plain(zoneName), "host"),
);

/**
 * A name in a hosted zone of Amazon Route 53 that leads to a CloudFront distribution, a load balancer, an API or sign-in
 * pages, by IPv4 and IPv6. It goes with the program: a record whose target is gone is somebody else's chance.
 *
 * Cost: nothing, but for the hosted zone.
 */
export class AliasRecord extends pulumi.ComponentResource {
    /** The record for IPv4. */
    public readonly record: aws.route53.Record;
    /** The record for IPv6; none with `ipv6: false`. */
    public readonly ipv6Record?: aws.route53.Record;
    /** The name, there once its records are. */
    public readonly host: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: AliasRecordArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = aliasRecordArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const host = pulumi.all([given.output("host"), given.output("zoneName")]).apply(([known, zoneName]) => {
            given.require(outsideFaults([known], zoneName, "host"));
            return known;
        });
        const alias = given.output("target").apply((target) => ({
            name: target.host,
            zoneId: cloudFrontZoneOf(target.host) ?? target.zoneId ?? "",
            // There is no other record to answer with instead.
            evaluateTargetHealth: false,
        }));
        const record = (child: string, type: "A" | "AAAA"): aws.route53.Record =>
            new aws.route53.Record(
                child,
                { zoneId: given.output("zoneId"), name: host, type, aliases: [alias] },
                { parent: this },
            );
        this.record = record(name, "A");
        this.ipv6Record = given.values.ipv6 ? record(`${name}-ipv6`, "AAAA") : undefined;
        this.host = afterwards(host, [this.record, ...(this.ipv6Record === undefined ? [] : [this.ipv6Record])]);
        this.registerOutputs(outputsOf(this));
    }
}
