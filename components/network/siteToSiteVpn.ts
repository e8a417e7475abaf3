import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { keyOf, keyRule, keyUserFaults } from "../encryption/componentKey";
import { type EncryptionKey, KeyUser } from "../encryption/encryptionKey";
import { argumentsOf } from "../shared/arguments";
import { Children, commonRules } from "../shared/children";
import { logGroup, logRetentionRule } from "../shared/logGroups";
import { outputsOf } from "../shared/outputs";
import type { Fault } from "../shared/validate";
import { gatewayFaults, gatewayRules, systemNumber } from "./attachment";
import { publicAddress, remoteFaults } from "./policy/addressPlan";
import { strongTunnels } from "./policy/vpnTunnels";

/**
 * Arguments of {@link SiteToSiteVpn}. `customerAddress` is needed, one of `vpnGatewayId` and `transitGatewayId`, and one
 * of `remoteCidrs` and `bgpAsn`.
 */
export interface SiteToSiteVpnArgs {
    /** Public IPv4 address of the device at the other end. Needed. */
    customerAddress: pulumi.Input<string>;
    /** Gateway of the VPC, for example `network.vpnGatewayId`. Default: none, with `transitGatewayId`. */
    vpnGatewayId?: pulumi.Input<string>;
    /** Transit gateway in place of it, whose tables say what is routed where. Default: none, with `vpnGatewayId`. */
    transitGatewayId?: pulumi.Input<string>;
    /**
     * Networks at the other end, for example `192.168.10.0/24`, each of which gets a route of the connection. Those of a
     * Network are its `vpnCidrs`. Plain. Default: none, with `bgpAsn`.
     */
    remoteCidrs?: string[];
    /**
     * Number of the other end's autonomous system, whose device announces its networks by BGP. What the VPC routes there
     * is still what the Network names. Plain. Default: none, with `remoteCidrs`.
     */
    bgpAsn?: number;
    /**
     * An EncryptionKey of the same account whose `users` include CloudWatchLogs, or the ARN of any key, for the log: its
     * policy is never touched, what its owner must add is the output `requiredKeyStatements`.
     * Default: a key of its own (1 USD a month).
     */
    key?: EncryptionKey | pulumi.Input<string>;
    /** Days for which the log is kept, one of those that CloudWatch Logs offers. Plain. Default: 365. */
    logRetentionDays?: number;
    /**
     * Whether connection, log and key may be deleted with the stack. Plain. Default: false, they are protected and stay
     * when they leave the program.
     */
    removable?: boolean;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
    /** Region of the connection. Default: the provider's. */
    region?: pulumi.Input<string>;
}

/** Numbers above this one are given in another field. */
const mostOfBgpAsn = 2_147_483_647;
/** What AWS calls the other end where it announces nothing. */
const silentAsn = 65_000;

export const siteToSiteVpnArguments = argumentsOf<SiteToSiteVpnArgs>()(
    "SiteToSiteVpn",
    {
        customerAddress: {
            needed: "pass the public IPv4 address of the device at the other end",
            check: publicAddress,
            why: "AWS brings the tunnels up itself, and only with this address",
        },
        ...gatewayRules,
        remoteCidrs: { plain: true, why: "nothing is routed to a network that is not named" },
        bgpAsn: {
            plain: true,
            check: systemNumber,
            why: "with it a tunnel that fails is left at once",
        },
        key: {
            ...keyRule,
            otherwise: "a key of its own",
            why: "the log tells when and from where tunnels are built",
            cost: "1 USD",
        },
        logRetentionDays: logRetentionRule,
        ...commonRules(
            "its addresses and keys are set up at the other end: connection, log and key are protected and kept",
        ),
    },
    ({ vpnGatewayId, transitGatewayId, remoteCidrs, bgpAsn, key }) => [
        ...gatewayFaults(vpnGatewayId, transitGatewayId),
        ...routeFaults(remoteCidrs, bgpAsn, transitGatewayId),
        ...keyUserFaults(key, [KeyUser.CloudWatchLogs]),
    ],
);

function routeFaults(remoteCidrs: string[] | undefined, bgpAsn: unknown, transitGatewayId: unknown): Fault[] {
    const argument = "remoteCidrs";
    if (remoteCidrs === undefined) {
        const fix = "name the networks at the other end, or pass the bgpAsn by which they are announced";
        return bgpAsn === undefined ? [{ argument, fault: "it is missing", fix }] : [];
    }
    if (bgpAsn !== undefined) {
        const fix = "leave it out, or leave bgpAsn out";
        return [{ argument, fault: "the other end announces its networks", fix }];
    }
    if (transitGatewayId !== undefined) {
        const fix = "pass bgpAsn";
        return [{ argument, fault: "a transit gateway takes its routes from elsewhere", fix }];
    }
    return remoteCidrs.length === 0
        ? [{ argument, fault: "none is given", fix: "name the networks at the other end" }]
        : remoteFaults(remoteCidrs, undefined, argument);
}

/**
 * A VPN to an office or a data centre: two tunnels of IKEv2 with AES-256-GCM and groups on elliptic curves, and nothing
 * weaker to be talked down to; their keys made by AWS and kept in AWS Secrets Manager, in no program and no state; a log
 * of how tunnels are built.
 *
 * Cost: 36 USD a month for the connection, 1 USD for its own key, 0.50 USD per GB of log, 0.09 USD per GB that leaves.
 * Controls: EC2.171.
 */
export class SiteToSiteVpn extends pulumi.ComponentResource {
    /** The connection. */
    public readonly connection: aws.ec2.VpnConnection;
    /** The other end, as AWS knows it. */
    public readonly customerGateway: aws.ec2.CustomerGateway;
    /** The log of both tunnels. */
    public readonly logGroup: aws.cloudwatch.LogGroup;
    /** The key made for the log; none with a key of yours. */
    public readonly key?: aws.kms.Key;
    /** ARN of the connection. */
    public readonly arn: pulumi.Output<string>;
    /** Public addresses of AWS's ends of the two tunnels. */
    public readonly tunnelAddresses: pulumi.Output<string[]>;
    /** ARN of the secret with the keys of both tunnels, which the device at the other end needs. */
    public readonly presharedKeyArn: pulumi.Output<string>;
    /** ARN of the key that encrypts the log. */
    public readonly keyArn: pulumi.Output<string>;
    /**
     * JSON list of the statements the owner of a key of yours must add to its policy; `[]` when there is nothing to
     * add.
     */
    public readonly requiredKeyStatements: pulumi.Output<string>;
    /** Region of the connection. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: SiteToSiteVpnArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = siteToSiteVpnArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { remoteCidrs = [], bgpAsn, logRetentionDays, region } = given.values;
        const children = new Children(this, given);
        const key = keyOf(given, children, { purpose: "VPN log", through: [], users: [KeyUser.CloudWatchLogs] });
        this.logGroup = logGroup(children, {
            suffix: "logs",
            // For groups of this name AWS keeps one policy, however many there are.
            folder: "/aws/vendedlogs/vpn/",
            retentionInDays: logRetentionDays,
            key,
        });
        this.customerGateway = new aws.ec2.CustomerGateway(
            children.name("customer"),
            {
                type: "ipsec.1",
                ipAddress: given.output("customerAddress"),
                ...asnOf(bgpAsn ?? silentAsn),
                tags: children.tags("customer"),
                region,
            },
            children.keptOptions(),
        );
        this.connection = new aws.ec2.VpnConnection(
            children.name(),
            {
                type: "ipsec.1",
                customerGatewayId: this.customerGateway.id,
                vpnGatewayId: given.output("vpnGatewayId"),
                transitGatewayId: given.output("transitGatewayId"),
                staticRoutesOnly: bgpAsn === undefined,
                presharedKeyStorage: "SecretsManager",
                ...strongTunnels({
                    logOptions: {
                        cloudwatchLogOptions: {
                            logEnabled: true,
                            logGroupArn: this.logGroup.arn,
                            logOutputFormat: "json",
                        },
                    },
                }),
                tags: children.tags(),
                region,
            },
            children.keptOptions(),
        );
        for (const destinationCidrBlock of remoteCidrs) {
            new aws.ec2.VpnConnectionRoute(
                children.name(`to-${destinationCidrBlock}`),
                { destinationCidrBlock, vpnConnectionId: this.connection.id, region },
                children.options(),
            );
        }

        const { tunnel1Address, tunnel2Address } = this.connection;
        this.key = key.own;
        this.arn = this.connection.arn;
        this.tunnelAddresses = pulumi.all([tunnel1Address, tunnel2Address]);
        this.presharedKeyArn = this.connection.presharedKeyArn;
        this.keyArn = key.arn;
        this.requiredKeyStatements = key.requiredStatements;
        this.region = children.place.region;
        this.registerOutputs(outputsOf(this));
    }
}

function asnOf(asn: number): Pick<aws.ec2.CustomerGatewayArgs, "bgpAsn" | "bgpAsnExtended"> {
    return asn > mostOfBgpAsn ? { bgpAsnExtended: String(asn) } : { bgpAsn: String(asn) };
}
