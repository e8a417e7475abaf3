import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { type ComponentKey, keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf, isLater } from "../shared/arguments";
import { anyPartition } from "../shared/arn";
import { type Check, flag, idOf, onceKnown, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { isHostName } from "../shared/hostNames";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { afterwards, outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import type { Fault } from "../shared/validate";
import {
    collisionFaults,
    type DnsFailoverArgs,
    type DnsHealthCheckArgs,
    type DnsRecordArgs,
    DnsRecordType,
    type DnsTargetArgs,
    type DnsWeightedTargetArgs,
    recordFaults,
    unreachableFaults,
    writtenFaults,
} from "./policy/records";
import { queryLogStatements } from "./policy/zoneStatements";
import { zoneRecords } from "./zoneRecords";
import { signZone, tellSigningFailures, zoneRegion } from "./zoneSigning";

export {
    type DnsFailoverArgs,
    type DnsHealthCheckArgs,
    type DnsRecordArgs,
    DnsRecordType,
    type DnsTargetArgs,
    type DnsWeightedTargetArgs,
};

/** A VPC in which a private zone answers. */
export interface DnsVpcArgs {
    /** Its id, `vpc-...`. */
    vpcId: pulumi.Input<string>;
    /** Its region. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** Arguments of {@link Dns}. `zoneName` is needed. */
export interface DnsArgs {
    /** Name of the zone, for example `example.com`. Plain; another one is another zone. Needed. */
    zoneName: string;
    /**
     * VPCs that alone can look its names up. There, a private zone hides a public one of the same name, with everything
     * below. Plain list, with outputs inside. Default: none, the zone is public.
     */
    vpcs?: DnsVpcArgs[];
    /** Records by names that never change. Plain, with outputs inside. Default: none. */
    records?: Record<string, DnsRecordArgs>;
    /**
     * Authorities that alone issue certificates for names of the zone, for example `amazon.com`, as a CAA record of the
     * zone's own name. Plain. Default: none, any authority may.
     */
    onlyIssuedBy?: string[];
    /**
     * Whether to sign the zone, of a public one in AWS's first partition. It counts once the output `dsRecord` is at the
     * registrar or in the zone above; before signing is taken back, that record must be gone for two days, or nobody finds
     * the names any more. Plain. Default: false.
     */
    dnssec?: boolean;
    /** ARN of a topic in us-east-1 that is told by alarms when signing fails. With `dnssec`. Default: none. */
    alarmTopicArn?: pulumi.Input<string>;
    /** Days for which queries are kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether to leave the log of queries out, of a public zone, as is needed outside of AWS's first partition: the log must
     * be in us-east-1. Plain. Default: false.
     */
    withoutQueryLog?: boolean;
    /**
     * Encrypts the log of queries: an EncryptionKey in us-east-1 whose `users` include CloudWatchLogs, or the ARN of any key
     * there: its policy is never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /**
     * Whether zone, log and keys may be deleted with the stack, records of others included. Plain. Default: false, they are
     * protected and survive being removed from the program. Records of the program always go with it.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

const { removable, tags } = commonRules(
    "a new zone has other name servers, which the domain does not know: zone, log and keys are protected and kept",
);

const vpcFaults: Check<DnsVpcArgs[]> = (vpcs, argument) =>
    vpcs.length === 0
        ? [{ argument, fault: "none is given", fix: "name the VPCs, or leave it out for a public zone" }]
        : vpcs.flatMap(({ vpcId }, index) => onceKnown(idOf("vpc"))(vpcId, `${argument}[${index}].vpcId`));

const authorities: Check<string[]> = (names, argument) =>
    names.length === 0
        ? [{ argument, fault: "no authority could issue any", fix: "name those that you use, or leave it out" }]
        : [
              ...names.flatMap((name) =>
                  isHostName(name)
                      ? []
                      : [{ argument, fault: `"${name}" is no authority`, fix: "use names such as amazon.com" }],
              ),
              ...(new Set(names).size < names.length
                  ? [{ argument, fault: "an authority is named twice", fix: "name each once" }]
                  : []),
          ];

const topicArn = new RegExp(`^arn:(${anyPartition}):sns:us-east-1:\\d{12}:[\\w-]+$`);

export const dnsArguments = argumentsOf<DnsArgs>()(
    "Dns",
    {
        zoneName: {
            plain: true,
            needed: "pass the zone's name, for example example.com",
            check: text(
                (name) => (isHostName(name) ? undefined : `"${name}" is not the name of a zone`),
                "pass a whole name in small letters, for example example.com",
            ),
            why: "another one would be another zone, with other name servers",
            cost: "0.50 USD for the zone, 0.40 USD per million queries",
        },
        vpcs: {
            plain: true,
            late: true,
            check: vpcFaults,
            otherwise: "none, the zone is public",
            why: "a zone is for the internet or for VPCs, for good",
        },
        records: {
            plain: true,
            late: true,
            named: true,
            check: recordFaults,
            default: {},
            otherwise: "none",
            why: "one list, so that no two collide; names that a stranger may get are taken from their resources",
            cost: "a health check by HTTPS 1.50 USD, 2.75 USD outside of AWS; 0.60 to 0.70 USD per million queries by place",
        },
        onlyIssuedBy: {
            plain: true,
            check: authorities,
            why: "it binds everything below the zone, also what others run there",
        },
        dnssec: {
            plain: true,
            check: flag,
            default: false,
            why: "until its DS record is in the zone above it proves nothing, and mistakes with it take the names away",
            cost: "1 USD for the key that signs",
        },
        alarmTopicArn: {
            check: text(
                (arn) => (topicArn.test(arn) ? undefined : `"${arn}" is not the ARN of a topic in ${zoneRegion}`),
                `pass the arn of a SecureTopic with region: "${zoneRegion}" and the publisher CloudWatchAlarms`,
            ),
            why: "AWS asks for both alarms: days after signing fails, names can no longer be looked up",
            cost: "0.10 USD for each of two alarms",
        },
        logRetentionDays: logRetentionRule,
        withoutQueryLog: {
            plain: true,
            check: flag,
            default: false,
            why: "Route53.2; queries show attacks in preparation, and what is still asked for",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "the log tells what is looked up, and by whose resolvers",
            cost: "1 USD",
        },
        removable,
        tags,
    },
    (args) => {
        const { zoneName = "", vpcs, records = {}, dnssec, withoutQueryLog, key, alarmTopicArn, onlyIssuedBy } = args;
        const isPrivate = vpcs !== undefined;
        const idle = (said: Record<string, unknown>, fault: string): Fault[] =>
            Object.entries(said)
                .filter(([, value]) => value !== undefined && value !== false)
                .map(([argument]) => ({ argument, fault, fix: "leave it out" }));
        return [
            ...writtenFaults(records, zoneName),
            ...collisionFaults(records, onlyIssuedBy === undefined ? {} : { caa: "onlyIssuedBy" }),
            ...(isPrivate ? unreachableFaults(records) : []),
            ...(isPrivate
                ? idle({ dnssec, withoutQueryLog, key, onlyIssuedBy }, "it says nothing of a private zone")
                : []),
            ...(dnssec === true ? [] : idle({ alarmTopicArn }, "it says nothing without dnssec")),
            ...(withoutQueryLog === true
                ? idle({ key }, "it says nothing without a log of queries")
                : keyUserFaults(key, isPrivate ? [] : [KeyUser.CloudWatchLogs])),
        ];
    },
);

/** Outside of the first partition nothing can be in us-east-1, where Amazon Route 53 wants logs and keys of its zones. */
function partitionFaults(partition: string, isLogged: boolean, isSigned: boolean): Fault[] {
    const nowhere = (what: string): string => `in ${partition} there is no ${zoneRegion}, where ${what} must be`;
    return partition === "aws"
        ? []
        : [
              ...(isLogged
                  ? [{ argument: "withoutQueryLog", fault: nowhere("the log of queries"), fix: "set it to true" }]
                  : []),
              ...(isSigned ? [{ argument: "dnssec", fault: nowhere("the key that signs"), fix: "leave it out" }] : []),
          ];
}

/**
 * A hosted zone of Amazon Route 53 with its records: public, its queries logged and signed if that is asked, or private to
 * VPCs. Names lead to one target, or to several by health, latency, weight or place; those of buckets, environments and
 * distributions are taken from their resources, as a stranger may get them later.
 *
 * Cost: 0.50 USD a month for the zone and 0.40 USD per million queries; 1 USD for the key of its log; 1.50 USD for each
 * health check, 2.75 USD outside of AWS; 1 USD for the key of DNSSEC.
 * Controls: Route53.2; NIST SP 800-53 SC-20, AU-12, CM-2.
 */
export class Dns extends pulumi.ComponentResource {
    /** The zone. */
    public readonly zone: aws.route53.Zone;
    /** The log of queries; none of a private zone. */
    public readonly logGroup?: aws.cloudwatch.LogGroup;
    /** The key made for the log; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** The key that signs the zone; none without `dnssec`. */
    public readonly signingKey?: aws.kms.Key;
    /** ARN of the zone. */
    public readonly arn: pulumi.Output<string>;
    /** Id of the zone, for `Certificate` and `AliasRecord`. */
    public readonly zoneId: pulumi.Output<string>;
    /** Name servers of the zone, for the registrar or the zone above. */
    public readonly nameServers: pulumi.Output<string[]>;
    /** DS record for the registrar or the zone above, from which on the signatures count; empty without `dnssec`. */
    public readonly dsRecord: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: DnsArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = dnsArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { zoneName, vpcs, records, onlyIssuedBy, dnssec, alarmTopicArn, withoutQueryLog } = given.values;
        const isLogged = vpcs === undefined && !withoutQueryLog;
        const family = {
            component: given.component,
            name,
            values: { ...given.values, region: zoneRegion },
            require: (faults: Fault[]): void => given.require(faults),
            output: (argument: "key") => given.output(argument),
        };
        const children = new Children(this, family);

        this.zone = new aws.route53.Zone(
            children.name(),
            {
                name: children.place.apply(({ partition }) => {
                    given.require(partitionFaults(partition, isLogged, dnssec));
                    return zoneName;
                }),
                comment: `${name}, by palisade-aws`,
                ...(vpcs === undefined
                    ? {}
                    : {
                          vpcs: isLater(vpcs)
                              ? given.output("vpcs").apply((known = []) => known.map(zoneVpc))
                              : vpcs.map((vpc, index) =>
                                    zoneVpc({
                                        ...vpc,
                                        vpcId: pulumi.output(vpc.vpcId).apply((id) => {
                                            given.require(idOf("vpc")(id, `vpcs[${index}].vpcId`));
                                            return id;
                                        }),
                                    }),
                                ),
                      }),
                forceDestroy: children.removable,
                tags: children.tags(),
            },
            children.keptOptions(),
        );
        const { zoneId } = this.zone;
        const key = isLogged
            ? keyOf(family, children, { purpose: "queries", through: [], users: [KeyUser.CloudWatchLogs] })
            : undefined;
        this.logGroup = key === undefined ? undefined : queryLog(children, key, zoneId, given.values.logRetentionDays);
        const signing = dnssec ? signZone(children, zoneId) : undefined;
        if (signing !== undefined && alarmTopicArn !== undefined) {
            tellSigningFailures(children, zoneId, given.output("alarmTopicArn"));
        }
        if (onlyIssuedBy !== undefined) {
            new aws.route53.Record(
                children.name("caa"),
                {
                    zoneId,
                    name: zoneName,
                    type: "CAA",
                    ttl: 3600,
                    records: onlyIssuedBy.map((authority) => `0 issue "${authority}"`),
                },
                children.looseOptions(),
            );
        }
        zoneRecords(children, records, { zoneId, zoneName });

        this.key = key?.own;
        this.signingKey = signing?.key;
        this.arn = this.zone.arn;
        this.zoneId = zoneId;
        this.nameServers = this.zone.nameServers;
        this.dsRecord =
            signing === undefined ? pulumi.output("") : afterwards(signing.signingKey.dsRecord, [signing.signingKey]);
        this.requiredKeyStatements = key?.requiredStatements ?? pulumi.jsonStringify([]);
        this.registerOutputs(outputsOf(this));
    }
}

/** A VPC, as the provider has it. */
function zoneVpc({ vpcId, region }: DnsVpcArgs): aws.types.input.route53.ZoneVpc {
    return { vpcId, ...(region === undefined ? {} : { vpcRegion: region }) };
}

/** The log of a zone's queries, which Amazon Route 53 writes to us-east-1. */
function queryLog(
    children: Children,
    key: ComponentKey,
    zoneId: pulumi.Output<string>,
    retentionInDays: number,
): aws.cloudwatch.LogGroup {
    const group = logGroup(children, { suffix: "queries", folder: "/aws/route53/", retentionInDays, key });
    const policy = new aws.cloudwatch.LogResourcePolicy(
        children.name("queries"),
        {
            // Another of the same name would be overwritten, and the group's own is like no other.
            policyName: group.name.apply((name) => name.split("/").at(-1) ?? name),
            policyDocument: pulumi
                .all([children.place, group.arn, zoneId])
                .apply(([place, arn, id]) => JSON.stringify(policyDocument(queryLogStatements(place, arn, id)))),
            region: zoneRegion,
        },
        children.options(),
    );
    new aws.route53.QueryLog(
        children.name("queries"),
        { zoneId, cloudwatchLogGroupArn: group.arn },
        { ...children.options(), dependsOn: [policy] },
    );
    return group;
}
