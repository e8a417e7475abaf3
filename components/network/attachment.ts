import type * as pulumi from "@pulumi/pulumi";
import type { Rules } from "../shared/arguments";
import { type Check, idOf } from "../shared/checks";
import type { Fault } from "../shared/validate";

/** What a connection to another network is attached to: one of the two. */
interface GatewayArgs {
    vpnGatewayId?: pulumi.Input<string>;
    transitGatewayId?: pulumi.Input<string>;
}

/** The rules of these arguments. */
export const gatewayRules = {
    vpnGatewayId: { check: idOf("vgw"), why: "the VPC's own gateway, whose routes a Network names" },
    transitGatewayId: {
        check: idOf("tgw"),
        why: "for several VPCs; its own tables say what is routed where",
        cost: "36 USD for its attachment, and 0.02 USD per GB",
    },
} as const satisfies Rules<GatewayArgs>;

export function gatewayFaults(vpnGatewayId: unknown, transitGatewayId: unknown): Fault[] {
    if ((vpnGatewayId === undefined) !== (transitGatewayId === undefined)) {
        return [];
    }
    const argument = "vpnGatewayId";
    return vpnGatewayId === undefined
        ? [{ argument, fault: "it is missing", fix: "pass network.vpnGatewayId, of a Network with a VPN" }]
        : [{ argument, fault: "it is given beside transitGatewayId", fix: "leave one of them out" }];
}

/** The number by which BGP knows the other end. */
export const systemNumber: Check<number> = (asn, argument) =>
    Number.isInteger(asn) && asn >= 1 && asn < 2 ** 32 - 1
        ? []
        : [
              {
                  argument,
                  fault: `${asn} is not the number of an autonomous system`,
                  fix: "use that of the other end, for example 65010",
              },
          ];
