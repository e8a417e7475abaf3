import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { type Check, flag, oneOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { logRetentionRule } from "../shared/logGroups";
import { afterwards, outputsOf } from "../shared/outputs";
import type { Fault } from "../shared/validate";
import { awsxFaults, awsxVpc } from "./awsxVpc";
import {
    connect,
    Connections,
    connectionsOf,
    type NetworkPlacement,
    type Peer,
    type ServiceEndpoint,
} from "./connections";
import { flowLogs } from "./flowLogs";
import { ipv6Routes } from "./ipv6";
import { networkAcl, networkAclRules } from "./networkAcl";
import { plainVpc, type VpcParts } from "./plainVpc";
import { vpnGateway } from "./vpnGateway";
import { aclRules } from "./policy/aclRules";
import {
    addressPlan,
    addressPlanFaults,
    bothFaults,
    remoteFaults,
    Tier,
    vpcCidr,
    zoneCount,
} from "./policy/addressPlan";
import type { AwsService } from "./policy/endpointServices";
import { adminPorts, isPort, type Relation } from "./policy/relations";
import { NatGateways, shapes, Tenancy, Topology } from "./policy/topologies";

/** Sizes of the subnets of a tier, as prefix lengths: 24 for 251 usable addresses. */
export interface SubnetSizesArgs {
    /** Of private subnets. Default: half of a zone's part of the VPC, /19 in a /16. */
    private?: number;
    /** Of isolated subnets. Default: a quarter of a zone's part of the VPC, /20 in a /16. */
    isolated?: number;
    /** Of public subnets. Default: an eighth of a zone's part of the VPC, /21 in a /16. */
    public?: number;
}

/** Arguments of {@link Network}. None is needed. */
export interface NetworkArgs {
    /**
     * What the network is connected to. Those with the internet stand on the package `@pulumi/awsx`. Plain.
     * Default: Isolated.
     */
    topology?: Topology;
    /**
     * Addresses of the VPC, from /16 to /28, out of the ranges that nobody has on the internet. Plain. It cannot be
     * changed without replacing everything inside. Default: `10.0.0.0/16`.
     */
    cidr?: string;
    /** In how many availability zones there are subnets, from 2 to 4. Plain. Default: 2. */
    zones?: number;
    /** Names of these zones. Plain. Default: the first ones that the region has. */
    zoneNames?: string[];
    /** Sizes of subnets. Plain. Default: as large as there is room for each tier. */
    subnetSizes?: SubnetSizesArgs;
    /**
     * Networks beyond the VPN, for example `192.168.10.0/24`, each of which gets a route. Plain. Needed in a topology with
     * a VPN. Default: none.
     */
    vpnCidrs?: string[];
    /**
     * Networks beyond peering connections, each of which the network ACL lets in and out; a Peering has the routes.
     * Plain. Default: none.
     */
    peerCidrs?: string[];
    /**
     * Whether VPC and subnets have IPv6 addresses too, out of a block that AWS gives: private subnets then reach the
     * internet by them and are not reached, public ones both. Plain. Default: false.
     */
    ipv6?: boolean;
    /** How many NAT gateways there are. Plain. Needed in a topology with public and private subnets. Default: none. */
    natGateways?: NatGateways;
    /** Ports of TCP on which public subnets are reached from the internet. Plain. Default: 443. */
    publicPorts?: number[];
    /** Ports of TCP on which others on the internet are asked, 443 among them. Plain. Default: 443. */
    internetPorts?: number[];
    /** On whose hardware instances run. Plain. Default: `default`. */
    tenancy?: Tenancy;
    /**
     * An EncryptionKey of the same account whose `users` include CloudWatchLogs, or the ARN of any key, for the flow
     * logs: its policy is never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which flow logs are kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    flowLogRetentionDays?: number;
    /**
     * Whether network, flow logs and key may be deleted with the stack. Plain. Default: false, they are protected and
     * stay when they leave the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the network. Default: the provider's. */
    region?: pulumi.Input<string>;
}

export const networkArguments = argumentsOf<NetworkArgs>()(
    "Network",
    {
        topology: {
            plain: true,
            check: oneOf(Topology),
            default: Topology.Isolated,
            why: "what is not connected cannot be reached, and sends nothing out",
        },
        cidr: {
            plain: true,
            check: vpcCidr,
            default: "10.0.0.0/16",
            why: "room for four zones and one more tier: neither moves a subnet that is there",
        },
        zones: { plain: true, check: zoneCount, default: 2, why: "one may fail; what is paid by zone stays low" },
        zoneNames: {
            plain: true,
            otherwise: "the first of the region",
            why: "not every zone offers everything",
        },
        subnetSizes: { plain: true, otherwise: "as large as there is room for", why: "a subnet cannot be enlarged" },
        vpnCidrs: { plain: true, default: [], why: "nothing is routed to a network that is not named" },
        peerCidrs: { plain: true, default: [], why: "nothing gets through from a network that is not named" },
        ipv6: {
            plain: true,
            check: flag,
            default: false,
            why: "its addresses are the internet's own, and nothing translates them: routes and ACLs alone keep others out",
        },
        natGateways: {
            plain: true,
            check: oneOf(NatGateways),
            why: "money or availability: nobody decides it for you",
            cost: "33 USD each, and 0.045 USD per GB",
        },
        publicPorts: {
            plain: true,
            check: ports((port) => (adminPorts.includes(port) ? "opens a machine to the whole internet" : undefined)),
            default: [443],
            why: "nothing is served without TLS; only in topologies with public subnets",
        },
        internetPorts: {
            plain: true,
            check: (values, argument) => [
                ...ports()(values, argument),
                ...(values.includes(443)
                    ? []
                    : [{ argument, fault: "443 is not among them, by which AWS is reached", fix: "add 443" }]),
            ],
            default: [443],
            why: "what needs another port says so; only in topologies with the internet",
        },
        tenancy: {
            plain: true,
            check: oneOf(Tenancy),
            default: Tenancy.Default,
            why: "hardware of one's own costs 2 USD an hour",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "flow logs tell who speaks to whom",
            cost: "1 USD",
        },
        flowLogRetentionDays: logRetentionRule,
        ...commonRules("without it, everything in it is cut off: network, flow logs and key are protected and kept"),
    },
    ({ topology, cidr, zones, zoneNames, subnetSizes, vpnCidrs = [], peerCidrs = [], natGateways, key, region }) => [
        ...addressPlanFaults({
            cidr,
            zones,
            tiers: topology === undefined ? undefined : shapes[topology].tiers,
            sizes: subnetSizes,
        }),
        ...zoneNameFaults(zones, zoneNames),
        ...peerFaults(peerCidrs, cidr, vpnCidrs),
        ...keyUserFaults(key, [KeyUser.CloudWatchLogs]),
        ...(topology === undefined
            ? []
            : [...vpnFaults(topology, cidr, vpnCidrs), ...internetFaults(topology, natGateways, zoneNames, region)]),
    ],
);

/** So many fit into an ACL, besides what else is in it. */
const mostPorts = 5;
const mostRemotes = 10;

function ports(fault: (port: number) => string | undefined = () => undefined): Check<number[]> {
    return (values, argument) => [
        ...(values.length > mostPorts || new Set(values).size < values.length
            ? [{ argument, fault: "there are too many, or one twice", fix: `name up to ${mostPorts}, each once` }]
            : []),
        ...values.flatMap((port) => {
            const found = isPort(port) ? fault(port) : "is not a port of TCP";
            return found === undefined ? [] : [{ argument, fault: `${port} ${found}`, fix: "use another port" }];
        }),
    ];
}

function internetFaults(
    topology: Topology,
    natGateways: NatGateways | undefined,
    zoneNames: string[] | undefined,
    region: unknown,
): Fault[] {
    const { internet, nat } = shapes[topology];
    const faults = internet ? awsxFaults(topology) : [];
    if (internet && zoneNames === undefined && typeof region === "object") {
        const fix = "give zoneNames, or a plain region";
        faults.push({ argument: "region", fault: "it is an output, of which awsx finds no zones", fix });
    }
    if (nat && natGateways === undefined) {
        const fix =
            "decide: One (33 USD a month, and no zone reaches the internet when its zone fails) or " +
            "OnePerZone (33 USD a month for each zone)";
        faults.push({ argument: "natGateways", fault: "it is missing", fix });
    } else if (!nat && natGateways !== undefined) {
        const fault = `there is no NAT in the topology ${topology}`;
        faults.push({ argument: "natGateways", fault, fix: "leave it out, or choose PublicAndPrivate" });
    }
    return faults;
}

function zoneNameFaults(zones: number | undefined, names: string[] | undefined): Fault[] {
    const refuse = (fault: string, fix: string): Fault[] => [{ argument: "zoneNames", fault, fix }];
    if (zones === undefined || names === undefined) {
        return [];
    }
    if (new Set(names).size < names.length) {
        return refuse("a zone is named twice", "name each zone once");
    }
    return names.length === zones
        ? []
        : refuse(`${names.length} names are not ${zones} zones`, "give as many names as zones");
}

function vpnFaults(topology: Topology, cidr: string | undefined, vpnCidrs: string[]): Fault[] {
    if (vpnCidrs.length > mostRemotes) {
        const fault = `${vpnCidrs.length} networks are more than a network ACL takes`;
        return [{ argument: "vpnCidrs", fault, fix: `name up to ${mostRemotes}, larger ones` }];
    }
    if (shapes[topology].vpn === vpnCidrs.length > 0) {
        return remoteFaults(vpnCidrs, cidr, "vpnCidrs");
    }
    const [fault, fix] = shapes[topology].vpn
        ? ["it is missing", "name the networks beyond the VPN, for example 192.168.10.0/24"]
        : [`there is no VPN in the topology ${topology}`, "leave it out, or choose a topology with one"];
    return [{ argument: "vpnCidrs", fault, fix }];
}

function peerFaults(peerCidrs: string[], cidr: string | undefined, vpnCidrs: string[]): Fault[] {
    const argument = "peerCidrs";
    const faults = [...remoteFaults(peerCidrs, cidr, argument), ...bothFaults(peerCidrs, vpnCidrs, argument)];
    if (peerCidrs.length > 0 && peerCidrs.length + vpnCidrs.length > mostRemotes) {
        const fault = `with vpnCidrs they are more than ${mostRemotes}, which a network ACL takes`;
        faults.push({ argument, fault, fix: "name fewer, larger ones" });
    }
    return faults;
}

/** What a Peering has to know of a network that is made here. */
interface Routing {
    routeTables: VpcParts["routeTables"];
    /** What its network ACL lets through from peers. */
    peerCidrs: readonly string[];
}
const routingOf = new WeakMap<object, Routing>();

/** How a network routes; nothing is known of one that somebody else made. */
export function routing(network: object): Routing | undefined {
    return routingOf.get(network);
}

/**
 * A VPC with a subnet in each zone: no public addresses, a network ACL, a default security group that lets nothing
 * through, and a log of every connection. `new Network("main")` is enough. Endpoints of services and rules of security
 * groups come as they are asked for.
 *
 * Cost: 1 USD a month for its own key, 0.50 USD per GB of flow logs; 7.30 USD a month for each zone of an interface
 * endpoint, 33 USD for each NAT gateway, 36 USD for a VPN connection to its gateway, 1,460 USD for dedicated tenancy.
 * Controls: EC2.2, EC2.6, EC2.15, EC2.21; CIS AWS 3.0 3.7, 5.1, 5.4.
 */
export class Network extends pulumi.ComponentResource implements NetworkPlacement {
    /** Id of the VPC. */
    public readonly vpcId: pulumi.Output<string>;
    /** ARN of the VPC. */
    public readonly arn: pulumi.Output<string>;
    /** Addresses of the VPC. */
    public readonly cidr: pulumi.Output<string>;
    /** Blocks of IPv6 addresses of the VPC; none without `ipv6`. */
    public readonly ipv6Cidrs: pulumi.Output<string[]>;
    /** Names of the availability zones, in the order of the subnets. */
    public readonly zoneNames: pulumi.Output<string[]>;
    /** Ids of the subnets for functions and instances, one in each zone, there once their routes and ACL are. */
    public readonly subnetIds: pulumi.Output<string[]>;
    /** Ids of the public subnets, for load balancers; none in a topology without the internet. */
    public readonly publicSubnetIds?: pulumi.Output<string[]>;
    /** Ids of the route tables of the subnets for functions and instances. */
    public readonly routeTableIds: pulumi.Output<string[]>;
    /** Id of the gateway to attach VPN connections to; none in a topology without a VPN. */
    public readonly vpnGatewayId?: pulumi.Output<string>;
    /** The log of every connection. */
    public readonly flowLogGroup: aws.cloudwatch.LogGroup;
    /** The key made for the flow logs; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the key that encrypts the flow logs. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the network. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: NetworkArgs = {}, opts?: pulumi.ComponentResourceOptions) {
        const given = networkArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const {
            topology,
            cidr,
            zones,
            subnetSizes,
            vpnCidrs,
            peerCidrs,
            ipv6,
            tenancy,
            region,
            flowLogRetentionDays,
            publicPorts,
            internetPorts,
            natGateways,
        } = given.values;
        const { tiers, vpn, internet } = shapes[topology];
        const [tier, publicTier] = tiers;
        const children = new Children(this, given);

        this.zoneNames = pulumi.output(given.values.zoneNames ?? firstZones(children)).apply((names) => {
            given.require(tooFewZones(names, zones));
            return names.slice(0, zones);
        });
        const subnets = addressPlan({ cidr, tiers, zones, sizes: subnetSizes });
        const plan = { cidr, tenancy, tier, ipv6, subnets, zoneNames: this.zoneNames };
        const made = internet
            ? awsxVpc(children, {
                  ...{ ...plan, zones, natGateways, publicTier: publicTier !== undefined },
                  givenZoneNames: given.values.zoneNames,
              })
            : plainVpc(children, plan);
        const { vpcId, ipv6Cidr } = made;
        // No VPC is without one, and it is what is used where no group is named.
        new aws.ec2.DefaultSecurityGroup(
            children.name("default"),
            { vpcId, ingress: [], egress: [], tags: children.tags("default"), region },
            children.keptOptions(),
        );
        const traffic = {
            vpcCidr: cidr,
            remoteCidrs: vpnCidrs,
            peerCidrs,
            ipv6,
            asks: internet ? internetPorts : [],
            serves: [],
        };
        const publicTraffic = { ...traffic, remoteCidrs: [], peerCidrs: [], serves: publicPorts };
        const acl = networkAcl(children, tier, { vpcId, subnetIds: made.subnetIds });
        const rules = networkAclRules(
            children,
            tier,
            acl,
            aclRules(tier === Tier.Public ? { ...publicTraffic, peerCidrs } : traffic),
            ipv6Cidr,
        );
        const ready = [...made.ready, ...(ipv6 ? ipv6Routes(children, tier, made) : [])];
        if (made.publicSubnetIds !== undefined) {
            const publicRules =
                publicTier === undefined
                    ? rules
                    : networkAclRules(
                          children,
                          publicTier,
                          networkAcl(children, publicTier, { vpcId, subnetIds: made.publicSubnetIds }),
                          aclRules(publicTraffic),
                          ipv6Cidr,
                      );
            this.publicSubnetIds = afterwards(made.publicSubnetIds, [...ready, ...publicRules]);
        }
        this.vpnGatewayId = vpn ? vpnGateway(children, made, vpnCidrs).id : undefined;

        const key = keyOf(given, children, { purpose: "flow logs", through: [], users: [KeyUser.CloudWatchLogs] });
        this.flowLogGroup = flowLogs(children, { vpcId, key, retentionInDays: flowLogRetentionDays });
        routingOf.set(this, { routeTables: made.routeTables, peerCidrs });
        this.routeTableIds = pulumi.all(made.routeTables.map(({ id }) => id));
        connect(
            this,
            new Connections(children, {
                ...{ vpcId, routeTableIds: this.routeTableIds },
                endpointSubnetIds: () => made.subnetIds,
                ...{ ipv6, closedAcl: internet ? undefined : { tier, acl } },
            }),
        );

        this.vpcId = vpcId;
        this.arn = pulumi
            .all([vpcId, children.place])
            .apply(([id, place]) => `arn:${place.partition}:ec2:${place.region}:${place.accountId}:vpc/${id}`);
        this.cidr = pulumi.output(cidr);
        this.ipv6Cidrs = pulumi.all(ipv6Cidr === undefined ? [] : [ipv6Cidr]);
        this.subnetIds = afterwards(made.subnetIds, [...ready, ...rules]);
        this.key = key.own;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }

    /** A security group that lets nothing through until {@link allow} says what. The same name gives the same group. */
    public securityGroup(name: string): aws.ec2.SecurityGroup {
        return connectionsOf(this).group(name);
    }

    /**
     * The endpoint of a service, made when it is first asked for: a route to Amazon S3 and DynamoDB (free), else a network
     * interface in each zone (7.30 USD a month each, and 0.01 USD per GB). Only principals of this account pass it, to
     * resources of this account; who may speak to it is for {@link allow} to say.
     */
    public useService(service: AwsService): ServiceEndpoint {
        return connectionsOf(this).service(service);
    }

    /**
     * Lets one end open connections of TCP to a port of the other: a rule out of the one group, and a rule into the
     * other. What is behind `ANYONE_ON_THE_INTERNET` is everybody.
     * @param why what it is for, which becomes the description of both rules
     * @throws ArgumentError that names everything that is wrong with it.
     */
    public allow(from: Peer, to: Peer, port: number, why: string): void {
        connectionsOf(this).allow(from, to, port, why);
    }

    /** Who may speak to whom, as far as it was allowed until now: export it at the end of the program, for review. */
    public securityGraph(): Relation[] {
        return connectionsOf(this).graph();
    }
}

/** Names of the region's own zones: neither local zones nor those at a carrier's. */
function firstZones({ parent, region }: Children): pulumi.Output<string[]> {
    const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
    return aws.getAvailabilityZonesOutput({ state: "available", filters, region }, { parent }).names;
}

function tooFewZones(names: string[], zones: number): Fault[] {
    return names.length >= zones
        ? []
        : [
              {
                  argument: "zones",
                  fault: `the region has ${names.length}, ${names.join(", ")}`,
                  fix: `use ${names.length}, or another region`,
              },
          ];
}
