import type * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { type Check, flag, idOf, idsOf, oneOf } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { outputsOf } from "../shared/outputs";
import { type Fault, plain } from "../shared/validate";
import {
    connect,
    Connections,
    connectionsOf,
    type NetworkPlacement,
    type Peer,
    type RequiredRule,
    type ServiceEndpoint,
} from "./connections";
import { findEndpoints } from "./findEndpoints";
import { findSubnets, findVpc, type PlacedSubnet } from "./findVpc";
import { Tier } from "./policy/addressPlan";
import { dnsFaults, existingVpcFaults, existingVpcReview, idsArgument, ipv6CidrsOf } from "./policy/existingVpc";
import { AwsService } from "./policy/endpointServices";
import type { Relation } from "./policy/relations";
import { shapes, Topology } from "./policy/topologies";

/** A VPC that is there already. An `awsx.ec2.Vpc` has these fields, and can be passed as it is. */
export interface ExistingVpcArgs {
    /** Id of the VPC. */
    vpcId: pulumi.Input<string>;
    /** Ids of its private subnets, one of each zone. Needed in a topology with private subnets. Default: none. */
    privateSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Ids of its isolated subnets, one of each zone. Needed in an isolated topology. Default: none. */
    isolatedSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
    /** Ids of its public subnets, one of each zone. Needed in a topology with public subnets. Default: none. */
    publicSubnetIds?: pulumi.Input<pulumi.Input<string>[]>;
}

/** Arguments of {@link ExistingNetwork}. `vpc` and `topology` are needed. */
export interface ExistingNetworkArgs {
    /** The VPC: the ids of it and of its subnets, or an `awsx.ec2.Vpc`. Needed. */
    vpc: ExistingVpcArgs;
    /**
     * What the VPC is connected to, which is compared with its routes; whether there is a VPN is not. Functions and
     * instances are placed in the private subnets, where the topology has some. Plain. Needed.
     */
    topology: Topology;
    /**
     * Whether its subnets have IPv6 addresses, so that rules for peers who have such addresses are made, and subnets
     * without are refused. Plain. Default: false.
     */
    ipv6?: boolean;
    /**
     * Ids of the endpoints that the VPC has already, by service, for example `{ kms: "vpce-0a1b" }`: for these, none is
     * made. Default: none.
     */
    endpointIds?: Record<string, pulumi.Input<string>>;
    /** Tags of what is made in it, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the network. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** No region has as many zones. */
const mostSubnets = 16;

const vpcFaults: Check<ExistingVpcArgs> = (vpc, argument) => {
    const id = plain(vpc.vpcId);
    return [
        ...(id === undefined ? [] : idOf("vpc")(id, `${argument}.vpcId`)),
        ...Object.values(idsArgument).flatMap((field) =>
            // Awsx's VPC has an empty list for a tier that it has not.
            Array.isArray(vpc[field]) ? idsOf("subnet", mostSubnets, 0)(vpc[field], `${argument}.${field}`) : [],
        ),
    ];
};

const endpointFaults: Check<Record<string, pulumi.Input<string>>> = (ids, argument) =>
    Object.entries(ids).flatMap(([service, id]) => {
        const known = plain(id);
        return [
            ...oneOf(AwsService)(service, argument),
            ...(known === undefined ? [] : idOf("vpce")(known, `${argument}.${service}`)),
        ];
    });

const { tags, region } = commonRules("");

export const existingNetworkArguments = argumentsOf<ExistingNetworkArgs>()(
    "ExistingNetwork",
    {
        vpc: {
            plain: true,
            late: true,
            needed: "pass its id and those of its subnets, or an awsx.ec2.Vpc",
            check: vpcFaults,
            // Of awsx's VPC, which has more fields.
            input: ({ vpcId, privateSubnetIds, isolatedSubnetIds, publicSubnetIds }: ExistingVpcArgs) => ({
                ...{ vpcId, privateSubnetIds, isolatedSubnetIds, publicSubnetIds },
            }),
            why: "nothing of it is changed: what to look at is the output `review`",
        },
        topology: {
            plain: true,
            needed: "say what the VPC is connected to, for example Topology.PublicAndPrivate",
            check: oneOf(Topology),
            why: "its routes must say the same: private subnets that are public are refused",
        },
        ipv6: { plain: true, check: flag, default: false, why: "rules are registered before AWS has been asked" },
        endpointIds: {
            plain: true,
            check: endpointFaults,
            default: {},
            otherwise: "none",
            why: "a VPC takes one endpoint of each service under its own name",
        },
        tags,
        region,
    },
    ({ vpc, topology }) => [...(vpc === undefined || topology === undefined ? [] : missingFaults(vpc, topology))],
);

function missingFaults(vpc: ExistingVpcArgs, topology: Topology): Fault[] {
    return shapes[topology].tiers
        .filter((tier) => vpc[idsArgument[tier]] === undefined)
        .map((tier) => ({
            argument: `vpc.${idsArgument[tier]}`,
            fault: "it is missing",
            fix: `name the ${tier} subnets, which ${topology} has, or choose another topology`,
        }));
}

/**
 * A VPC that somebody else made, as a network in which components place what they make. It is looked at, and refused
 * where it is not what its topology says: subnets of another VPC, a single zone, private subnets with a route to an
 * internet gateway. Nothing of it is changed; security groups, rules and endpoints are made in it as they are asked for.
 * Where the program makes subnets and routes itself, name the routes' associations in `dependsOn`.
 *
 * Cost: none by itself; 7.30 USD a month for each zone of an interface endpoint.
 * Controls: of the VPC none, see `review`.
 */
export class ExistingNetwork extends pulumi.ComponentResource implements NetworkPlacement {
    /** Id of the VPC. */
    public readonly vpcId: pulumi.Output<string>;
    /** ARN of the VPC. */
    public readonly arn: pulumi.Output<string>;
    /** Addresses of the VPC, the first block of them. */
    public readonly cidr: pulumi.Output<string>;
    /** Blocks of IPv6 addresses of the VPC; none without IPv6. */
    public readonly ipv6Cidrs: pulumi.Output<string[]>;
    /** Names of the availability zones, in the order of the subnets. */
    public readonly zoneNames: pulumi.Output<string[]>;
    /** Ids of the subnets for functions and instances, one in each zone. */
    public readonly subnetIds: pulumi.Output<string[]>;
    /** Ids of the public subnets, for load balancers; none in a topology without the internet. */
    public readonly publicSubnetIds?: pulumi.Output<string[]>;
    /** Ids of the route tables of the subnets for functions and instances. */
    public readonly routeTableIds: pulumi.Output<string[]>;
    /** What the owner of the VPC has to see to, because it is not changed here: export it, and go through it. */
    public readonly review: pulumi.Output<string[]>;
    /** Region of the network. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument, at once or as soon as AWS has been asked. */
    constructor(name: string, args: ExistingNetworkArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = existingNetworkArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { topology, ipv6 } = given.values;
        const { tiers } = shapes[topology];
        const [tier] = tiers;
        const children = new Children(this, given);
        const ids = given.output("vpc");
        const vpc = findVpc(children, ids.vpcId, opts?.dependsOn);
        const found = pulumi.all([vpc, findSubnets(children, vpc, tiers, ids)]).apply(([known, subnets]) => {
            given.require(existingVpcFaults({ topology, ipv6 }, known, subnets));
            return subnets;
        });
        const inTier = (wanted: Tier): pulumi.Output<PlacedSubnet[]> =>
            found.apply((subnets) => subnets.filter((subnet) => subnet.tier === wanted));
        const main = inTier(tier);

        this.vpcId = vpc.id;
        this.arn = vpc.arn;
        this.cidr = vpc.cidrBlock;
        this.ipv6Cidrs = vpc.apply(ipv6CidrsOf);
        this.zoneNames = main.apply((subnets) => subnets.map(({ zone }) => zone));
        this.subnetIds = main.apply((subnets) => subnets.map(({ id }) => id));
        this.publicSubnetIds = tiers.includes(Tier.Public)
            ? inTier(Tier.Public).apply((subnets) => subnets.map(({ id }) => id))
            : undefined;
        this.routeTableIds = main.apply((subnets) => [...new Set(subnets.map(({ routeTableId }) => routeTableId))]);
        this.review = pulumi.all([vpc.id, found]).apply(([id, subnets]) => existingVpcReview(id, subnets, ipv6));
        this.region = children.place.region;

        connect(
            this,
            new Connections(children, {
                ...{ vpcId: this.vpcId, routeTableIds: this.routeTableIds, ipv6 },
                endpointSubnetIds: () =>
                    pulumi.all([vpc, this.subnetIds]).apply(([known, subnetIds]) => {
                        given.require(dnsFaults(known));
                        return subnetIds;
                    }),
                existing: findEndpoints(children, given.values.endpointIds, vpc, (faults) => given.require(faults)),
            }),
        );
        this.registerOutputs(outputsOf(this));
    }

    /** A security group that lets nothing through until {@link allow} says what. The same name gives the same group. */
    public securityGroup(name: string): aws.ec2.SecurityGroup {
        return connectionsOf(this).group(name);
    }

    /**
     * The endpoint of a service: the one of `endpointIds`, or one that is made when it is first asked for, as
     * {@link Network} does.
     */
    public useService(service: AwsService): ServiceEndpoint {
        return connectionsOf(this).service(service);
    }

    /**
     * Lets one end open connections of TCP to a port of the other, as {@link Network} does. The rule into an endpoint of
     * `endpointIds` is for its owner to add: it is among {@link requiredRules}.
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

    /** Rules that the owners of endpoints in `endpointIds` have to add, for what was allowed until now. */
    public requiredRules(): RequiredRule[] {
        return connectionsOf(this).requiredRules();
    }
}
