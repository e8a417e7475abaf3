import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { flag, idOf, idsOf, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { outputsOf } from "../shared/outputs";
import type { Fault } from "../shared/validate";
import { type NetworkPlacement, placementCheck } from "./connections";
import { routing } from "./network";
import { remoteFaults } from "./policy/addressPlan";

/** Arguments of {@link Peering}. `network`, `peerCidrs` and one of `peerVpcId` and `connectionId` are needed. */
export interface PeeringArgs {
    /** The Network, or ExistingNetwork, on this side. Needed. */
    network: NetworkPlacement;
    /** Addresses on the other side, each of which gets a route; a Network names them as `peerCidrs` too. Plain. Needed. */
    peerCidrs: string[];
    /** VPC on the other side, to which a connection is asked for. Default: none, with `connectionId`. */
    peerVpcId?: pulumi.Input<string>;
    /**
     * Account of that VPC, which accepts the connection there with a Peering of its own. Plain.
     * Default: this account, in which it is accepted at once.
     */
    peerAccountId?: string;
    /** Region of that VPC, if it is another; the connection is then accepted there. Plain. Default: the network's. */
    peerRegion?: string;
    /** Connection that the other side asks for and that is accepted here. Default: none, with `peerVpcId`. */
    connectionId?: pulumi.Input<string>;
    /**
     * Ids of the route tables that get the routes. A plain list. Needed with an ExistingNetwork.
     * Default: those of the Network's subnets for functions and instances.
     */
    routeTableIds?: pulumi.Input<string>[];
    /**
     * Whether names of instances here lead the other side to their private addresses; only once the connection is
     * accepted. Plain. Default: false.
     */
    resolveDns?: boolean;
    /**
     * Whether connection and routes may be deleted with the stack. Plain. Default: false, they are protected and stay
     * when they leave the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

const { removable, tags } = commonRules(
    "the other side routes to it as well: connection and routes are protected and kept",
);

export const peeringArguments = argumentsOf<PeeringArgs>()(
    "Peering",
    {
        network: {
            plain: true,
            needed: "pass a Network or an ExistingNetwork",
            check: placementCheck,
            input: ({ vpcId }: NetworkPlacement) => vpcId,
            why: "the side whose routes these are; the other side has its own",
        },
        peerCidrs: {
            plain: true,
            needed: "name the addresses on the other side, for example 10.1.0.0/16",
            check: (cidrs, argument) =>
                cidrs.length === 0
                    ? [{ argument, fault: "none is given", fix: "name the addresses on the other side" }]
                    : remoteFaults(cidrs, undefined, argument),
            why: "only what is needed of the other side is routed there",
            cost: "0.01 USD per GB between zones",
        },
        peerVpcId: { check: idOf("vpc"), why: "whom this side asks" },
        peerAccountId: {
            plain: true,
            check: text(
                (account) => (/^\d{12}$/.test(account) ? undefined : `"${account}" is not an account`),
                "pass its 12 digits",
            ),
            otherwise: "this account",
            why: "another account decides for itself",
        },
        peerRegion: { plain: true, otherwise: "the network's", why: "AWS accepts nothing by itself between regions" },
        connectionId: { check: idOf("pcx"), why: "nothing is accepted that is not named" },
        routeTableIds: {
            plain: true,
            late: true,
            named: true,
            check: idsOf("rtb", 16),
            otherwise: "those of the Network",
            why: "of a VPC that somebody else made, its owner says where routes go",
        },
        resolveDns: { plain: true, check: flag, default: false, why: "a name does without until it is needed" },
        removable,
        tags,
    },
    ({ network, peerCidrs, peerVpcId, connectionId, peerAccountId, peerRegion, routeTableIds }) => [
        ...sideFaults(peerVpcId, connectionId, peerAccountId ?? peerRegion),
        ...(network === undefined ? [] : networkFaults(network, peerCidrs, routeTableIds)),
    ],
);

function sideFaults(peerVpcId: unknown, connectionId: unknown, elsewhere: unknown): Fault[] {
    if ((peerVpcId === undefined) === (connectionId === undefined)) {
        const fault = peerVpcId === undefined ? "it is missing" : "it is given beside connectionId";
        const fix = "pass peerVpcId to ask for a connection, or connectionId to accept one";
        return [{ argument: "peerVpcId", fault, fix }];
    }
    const fix = "leave peerAccountId and peerRegion out";
    return connectionId === undefined || elsewhere === undefined
        ? []
        : [{ argument: "connectionId", fault: "it says already where the other side is", fix }];
}

function networkFaults(network: NetworkPlacement, peerCidrs: string[] = [], routeTableIds: unknown): Fault[] {
    const known = routing(network);
    if (known === undefined) {
        const argument = "routeTableIds";
        const fix = "name the route tables that get the routes";
        return routeTableIds === undefined ? [{ argument, fault: "it is missing", fix }] : [];
    }
    return peerCidrs
        .filter((cidr) => !known.peerCidrs.includes(cidr))
        .map((cidr) => ({
            argument: "peerCidrs",
            fault: `the Network's ACL lets nothing through from ${cidr}`,
            fix: `give the Network peerCidrs with "${cidr}"`,
        }));
}

/**
 * A peering connection between two VPCs, with a route to each network that is named and to no other. Each side is a
 * Peering: one asks (`peerVpcId`), the other accepts (`connectionId`); in one account and region, it is accepted at once.
 * Who may speak to whom is still for `network.allow` to say.
 *
 * Cost: none, but 0.01 USD per GB between zones and 0.02 USD between regions.
 * Controls: CIS AWS 3.0 5.5.
 */
export class Peering extends pulumi.ComponentResource {
    /** ARN of the connection. */
    public readonly arn: pulumi.Output<string>;
    /** Id of the connection, for the other side to accept. */
    public readonly connectionId: pulumi.Output<string>;
    /** Region of the network on this side. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument, at once or as soon as the network's addresses are known. */
    constructor(name: string, args: PeeringArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = peeringArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { network, peerCidrs, peerAccountId, peerRegion, routeTableIds, resolveDns } = given.values;
        const { region } = network;
        const children = new Children(this, given);
        const asks = given.values.connectionId === undefined;
        const vpcId = pulumi.all([network.vpcId, network.cidr]).apply(([id, cidr]) => {
            given.require(remoteFaults(peerCidrs, cidr, "peerCidrs"));
            return id;
        });
        const connection = asks
            ? new aws.ec2.VpcPeeringConnection(
                  children.name(),
                  {
                      vpcId,
                      peerVpcId: given.output("peerVpcId").apply((id = "") => id),
                      peerOwnerId: peerAccountId,
                      peerRegion,
                      autoAccept: peerAccountId === undefined && peerRegion === undefined,
                      tags: children.tags(),
                      region,
                  },
                  children.keptOptions(),
              )
            : new aws.ec2.VpcPeeringConnectionAccepter(
                  children.name(),
                  {
                      vpcPeeringConnectionId: given.output("connectionId").apply((id = "") => id),
                      autoAccept: true,
                      tags: children.tags(),
                      region,
                  },
                  children.keptOptions(),
              );
        if (resolveDns) {
            const side = { allowRemoteVpcDnsResolution: true };
            new aws.ec2.PeeringConnectionOptions(
                children.name("dns"),
                { vpcPeeringConnectionId: connection.id, ...(asks ? { requester: side } : { accepter: side }), region },
                children.options(),
            );
        }
        const tables =
            routeTableIds?.map((id, index) => ({ label: `table-${index + 1}`, id: pulumi.output(id) })) ??
            routing(network)?.routeTables ??
            [];
        for (const { label, id } of tables) {
            for (const destinationCidrBlock of peerCidrs) {
                new aws.ec2.Route(
                    children.name(`${label}-to-${destinationCidrBlock}`),
                    {
                        routeTableId: pulumi.all([id, vpcId]).apply(([table]) => table),
                        destinationCidrBlock,
                        vpcPeeringConnectionId: connection.id,
                        region,
                    },
                    children.options(),
                );
            }
        }

        this.connectionId = connection.id;
        this.arn = pulumi
            .all([connection.id, children.place, region])
            .apply(
                ([id, place, own]) =>
                    `arn:${place.partition}:ec2:${own}:${place.accountId}:vpc-peering-connection/${id}`,
            );
        this.region = region;
        this.registerOutputs(outputsOf(this));
    }
}
