import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { type Check, flag, names, onceKnown, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { outputsOf } from "../shared/outputs";
import { secretArn, secretText } from "../shared/secretText";
import { type Fault, plain, plainList } from "../shared/validate";
import { gatewayFaults, gatewayRules, systemNumber } from "./attachment";
import { remoteFaults } from "./policy/addressPlan";

/** A virtual interface: one VLAN of a connection, by which the gateway speaks to the other end. */
export interface DirectConnectInterfaceArgs {
    /** Id of the connection, `dxcon-...`, or of the group of connections, `dxlag-...`, that it is on. */
    connectionId: pulumi.Input<string>;
    /** Number of its VLAN, from 1 to 4094, which nothing else on the connection has. Plain. */
    vlan: number;
    /**
     * ARN of a secret in AWS Secrets Manager whose text, of 6 to 80 characters, is the key of its BGP session. Whoever
     * deploys needs `secretsmanager:GetSecretValue` on it; in the state it is a secret.
     */
    bgpKeyArn: pulumi.Input<string>;
}

/**
 * Arguments of {@link DirectConnect}. `interfaces`, `bgpAsn` and `allowedPrefixes` are needed, and one of `vpnGatewayId`
 * and `transitGatewayId`.
 */
export interface DirectConnectArgs {
    /**
     * The virtual interfaces, by a name of your choice that never changes:
     * `{ east: { connectionId: "dxcon-0a", vlan: 101, bgpKeyArn } }`. A plain table. Needed.
     */
    interfaces: Record<string, DirectConnectInterfaceArgs>;
    /** Number of the other end's autonomous system. Plain. Needed. */
    bgpAsn: number;
    /**
     * Networks that AWS announces to the other end. Of a VPC's own gateway they let through its addresses, `network.cidr`,
     * where they are these or more; of a transit gateway they are announced as they are. Needed.
     */
    allowedPrefixes: pulumi.Input<pulumi.Input<string>[]>;
    /** Gateway of the VPC, for example `network.vpnGatewayId`. Default: none, with `transitGatewayId`. */
    vpnGatewayId?: pulumi.Input<string>;
    /** Transit gateway in place of it, whose tables say what is routed where. Default: none, with `vpnGatewayId`. */
    transitGatewayId?: pulumi.Input<string>;
    /** Number of AWS's autonomous system, from the ranges for private use. Plain. Default: 64513. */
    amazonAsn?: number;
    /**
     * Whether frames may be jumbo ones, of 8500 bytes with a transit gateway and of 9001 else. Turning it on may interrupt
     * a connection for 30 seconds, with everything on it. Plain. Default: with a transit gateway only.
     */
    jumboFrames?: boolean;
    /**
     * Whether gateway and interfaces may be deleted with the stack. Plain. Default: false, they are protected and stay
     * when they leave the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the interfaces and of the gateway they lead to. Default: the provider's. */
    region?: pulumi.Input<string>;
}

const connection = text(
    (id) => (/^dx(con|lag)-[0-9a-z]+$/.test(id) ? undefined : `"${id}" is not an id`),
    "pass the id of a connection, dxcon-..., or of a group of them, dxlag-...",
);

const interfaceFaults: Check<Record<string, DirectConnectInterfaceArgs>> = (interfaces, argument) => [
    ...(Object.keys(interfaces).length > 0
        ? []
        : [{ argument, fault: "there is none", fix: "name one, or two on connections of different places" }]),
    ...names(interfaces, argument),
    ...Object.entries(interfaces).flatMap(([name, { connectionId, vlan, bgpKeyArn }], index, all) => {
        const at = `${argument}.${name}`;
        const taken = all
            .slice(0, index)
            .find(([, one]) => one.vlan === vlan && plain(one.connectionId) === (plain(connectionId) ?? ""));
        return [
            ...onceKnown(connection)(connectionId, `${at}.connectionId`),
            ...vlanFaults(vlan, taken?.[0], `${at}.vlan`),
            ...onceKnown(secretArn)(bgpKeyArn, `${at}.bgpKeyArn`),
        ];
    }),
];

function vlanFaults(vlan: number, takenBy: string | undefined, argument: string): Fault[] {
    if (!Number.isInteger(vlan) || vlan < 1 || vlan > 4094) {
        return [{ argument, fault: `${vlan} is not the number of a VLAN`, fix: "use a number from 1 to 4094" }];
    }
    const fault = `${takenBy} has ${vlan} on the same connection`;
    return takenBy === undefined ? [] : [{ argument, fault, fix: "give it a number of its own" }];
}

/** Numbers that are for everybody's own use, the only ones that AWS gives to such a gateway. */
const amazonNumber: Check<number> = (asn, argument) => {
    const isPrivate = (asn >= 64_512 && asn <= 65_534) || (asn >= 4_200_000_000 && asn <= 4_294_967_294);
    const fix = "use one from 64512 to 65534, or from 4200000000 to 4294967294";
    return Number.isInteger(asn) && isPrivate ? [] : [{ argument, fault: `${asn} is not for private use`, fix }];
};

export const directConnectArguments = argumentsOf<DirectConnectArgs>()(
    "DirectConnect",
    {
        interfaces: {
            plain: true,
            needed: "name the connections, VLANs and secrets with BGP keys",
            check: interfaceFaults,
            why: "two, on connections of different places, survive the loss of one; each session is signed with its own key",
            cost: "none; a connection of 1 Gbps is 219 USD, and its owner's",
        },
        bgpAsn: {
            plain: true,
            needed: "pass the number of the other end's autonomous system, for example 65010",
            check: systemNumber,
            why: "the other end announces its networks by BGP",
        },
        allowedPrefixes: {
            needed: "name the networks that AWS announces, for example network.cidr",
            check: (prefixes, argument) =>
                prefixes.length === 0
                    ? [{ argument, fault: "none is given", fix: "name the networks that AWS announces" }]
                    : remoteFaults(plainList(prefixes), undefined, argument),
            why: "nothing is announced that is not named; more than a /8 is refused",
            cost: "0.02 USD per GB that leaves",
        },
        ...gatewayRules,
        amazonAsn: {
            plain: true,
            check: amazonNumber,
            default: 64_513,
            why: "64512 is what transit gateways have, and AWS refuses two gateways of one number",
        },
        jumboFrames: {
            plain: true,
            check: flag,
            otherwise: "with a transit gateway only",
            why: "routes that are named, as a Network's are, carry frames of 1500 bytes whatever the interface takes",
        },
        ...commonRules(
            "its addresses and numbers are set up at the other end: gateway and interfaces are protected and kept",
        ),
    },
    ({ bgpAsn, amazonAsn, vpnGatewayId, transitGatewayId }) => [
        ...gatewayFaults(vpnGatewayId, transitGatewayId),
        ...(bgpAsn !== undefined && bgpAsn === amazonAsn
            ? [{ argument: "bgpAsn", fault: `AWS has ${bgpAsn} too`, fix: "pass another amazonAsn" }]
            : []),
    ],
);

/** The largest packet of an interface, in bytes. */
const mtus = { usual: 1500, jumboPrivate: 9001, jumboTransit: 8500 };

/**
 * AWS Direct Connect into a network: a gateway that is associated with the VPC's own one, or with a transit gateway, and
 * its virtual interfaces on connections that are there. It announces what is named and nothing else; the keys of its BGP
 * sessions are secrets of AWS Secrets Manager. A connection is not encrypted by itself: have MACsec on it, or a
 * SiteToSiteVpn beside it.
 *
 * Cost: none for gateway and interfaces, 0.02 USD per GB that leaves; connections are their owner's.
 */
export class DirectConnect extends pulumi.ComponentResource {
    /** The Direct Connect gateway. */
    public readonly gateway: aws.directconnect.Gateway;
    /** ARN of the Direct Connect gateway. */
    public readonly arn: pulumi.Output<string>;
    /** Ids of the virtual interfaces, by their names: AWS Direct Connect has a router's configuration for each. */
    public readonly interfaceIds: pulumi.Output<Record<string, string>>;
    /** Region of the interfaces. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: DirectConnectArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = directConnectArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { interfaces, bgpAsn, amazonAsn, region } = given.values;
        const transit = given.values.transitGatewayId !== undefined;
        const { jumboFrames = transit } = given.values;
        const children = new Children(this, given);
        this.gateway = new aws.directconnect.Gateway(
            children.name(),
            { amazonSideAsn: String(amazonAsn), tags: children.tags() },
            children.keptOptions(),
        );
        new aws.directconnect.GatewayAssociation(
            children.name(),
            {
                dxGatewayId: this.gateway.id,
                associatedGatewayId: transit ? given.output("transitGatewayId") : given.output("vpnGatewayId"),
                allowedPrefixes: given.output("allowedPrefixes"),
                region,
            },
            children.options(),
        );
        const jumbo = transit ? mtus.jumboTransit : mtus.jumboPrivate;
        const checked = given.output("interfaces");
        const made = Object.entries(interfaces).map(([key, { vlan }]) => {
            const virtualInterface = {
                dxGatewayId: this.gateway.id,
                connectionId: checked.apply((all) => all[key]?.connectionId ?? ""),
                vlan,
                addressFamily: "ipv4",
                bgpAsnLong: String(bgpAsn),
                bgpAuthKey: secretText(
                    children,
                    checked.apply((all) => all[key]?.bgpKeyArn ?? ""),
                ),
                mtu: jumboFrames ? jumbo : mtus.usual,
                tags: children.tags(key),
                region,
            };
            const options = { ...children.keptOptions(), additionalSecretOutputs: ["bgpAuthKey"] };
            const { id } = transit
                ? new aws.directconnect.TransitVirtualInterface(children.name(key), virtualInterface, options)
                : new aws.directconnect.PrivateVirtualInterface(children.name(key), virtualInterface, options);
            return [key, id] as const;
        });

        this.arn = this.gateway.arn;
        this.interfaceIds = pulumi.output(Object.fromEntries(made));
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}
