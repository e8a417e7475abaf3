import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { NatGateways, Network, type NetworkArgs, Topology } from "palisade-aws";
import { securedChild } from "../../../components/network/awsxVpc";
import { addressPlan, Tier } from "../../../components/network/policy/addressPlan";
import type { InProcessResult } from "../../../offline-preview/harness";
import { component, ec2, identities, refusal, run, text } from "../support/run";

const block = "2001:db8:12:3400::/56";
const vpnCidrs = ["192.168.10.0/24"];
const natGateways = NatGateways.One;
const nat: NetworkArgs = { topology: Topology.PublicAndPrivate, natGateways };
const awsxVpc = "awsx:ec2:Vpc";

/** A network with IPv6, to whose VPC AWS has given this block. */
function make(args: NetworkArgs = {}): Promise<InProcessResult> {
    const transform: pulumi.ResourceTransform = ({ type, props, opts }) =>
        type === ec2("Vpc") ? { props: { ...props, ipv6CidrBlock: block }, opts } : undefined;
    return run(() => new Network("main", { ipv6: true, ...args }, { transforms: [transform] }));
}

/** Where routes of IPv6 lead to: `name way`. */
function ways(result: InProcessResult): string[] {
    return result.all(ec2("Route")).flatMap(({ name, inputs }) => {
        const { destinationIpv6CidrBlock: to, gatewayId, egressOnlyGatewayId } = inputs;
        const kind = (): string | undefined => text(egressOnlyGatewayId ?? gatewayId).split("-")[0];
        return to === undefined ? [] : [`${name} ${text(to)} ${kind()}`];
    });
}

describe("Network with IPv6", () => {
    it("has none unless it is asked for", async () => {
        const results = [await run(() => new Network("main")), await run(() => new Network("main", nat))];
        for (const { resources } of results) {
            for (const { name, inputs } of resources) {
                assert.doesNotMatch(JSON.stringify(inputs), /ipv6/i, name);
            }
        }
        assert.deepEqual(results[0]?.one(component("Network")).outputs.ipv6Cidrs, []);
    });

    it("a block of AWS's for the VPC, one of it for each subnet, and an address for whatever starts in it", async () => {
        const result = await make({ zones: 3 });
        assert.equal(result.one(ec2("Vpc")).inputs.assignGeneratedIpv6CidrBlock, true);
        assert.deepEqual(
            result.all(ec2("Subnet")).map(({ inputs }) => [inputs.ipv6CidrBlock, inputs.assignIpv6AddressOnCreation]),
            [
                ["2001:db8:12:3404::/64", true],
                ["2001:db8:12:340c::/64", true],
                ["2001:db8:12:3414::/64", true],
            ],
        );
        assert.deepEqual(result.one(component("Network")).outputs.ipv6Cidrs, [block]);
    });

    for (const args of [{}, { topology: Topology.PrivateWithVpn, vpnCidrs }] satisfies NetworkArgs[]) {
        it(`${args.topology ?? "Isolated"}: no way out, and no other addresses of IPv6 in its ACL`, async () => {
            const result = await make(args);
            assert.deepEqual(ways(result), []);
            assert.ok(!result.resources.some(({ type }) => /internetGateway/i.test(type)));
            const rules = result.all(ec2("NetworkAclRule")).filter(({ inputs }) => "ipv6CidrBlock" in inputs);
            assert.deepEqual(
                rules.map(({ name, inputs }) => [name.slice(-7), inputs.ipv6CidrBlock, inputs.cidrBlock]),
                [
                    ["-in-150", block, undefined],
                    ["out-150", block, undefined],
                ],
            );
        });
    }

    const routes: [NetworkArgs, string[]][] = [
        [{ topology: Topology.Public }, ["main-public-1-ipv6 ::/0 igw", "main-public-2-ipv6 ::/0 igw"]],
        [
            nat,
            [
                "main-public-1-ipv6 ::/0 igw",
                "main-public-2-ipv6 ::/0 igw",
                "main-private-1-ipv6 ::/0 eigw",
                "main-private-2-ipv6 ::/0 eigw",
            ],
        ],
    ];
    routes.push([{ topology: Topology.PublicAndPrivateWithVpn, natGateways, vpnCidrs }, routes[1]?.[1] ?? []]);
    for (const [args, expected] of routes) {
        it(`${args.topology}: public subnets are reached, private ones only reach`, async () => {
            const result = await make(args);
            assert.deepEqual(ways(result), expected);
            assert.equal(result.one(awsxVpc).inputs.assignGeneratedIpv6CidrBlock, true);
            const gateways = result.all(ec2("EgressOnlyInternetGateway"));
            assert.equal(gateways.length, args.topology === Topology.Public ? 0 : 1);
        });
    }

    it("each route is in the table of its own subnet", async () => {
        const result = await make(nat);
        // awsx makes them zone by zone, public ones first. Without its plugin there are three.
        const { routeTables } = result.one(awsxVpc).outputs as { routeTables: { id: string }[] };
        for (const [index, subnet] of ["public-1", "private-1", "public-2"].entries()) {
            const { inputs } = result.one(ec2("Route"), `main-${subnet}-ipv6`);
            assert.equal(inputs.routeTableId, routeTables[index]?.id, subnet);
        }
    });

    it("its ACLs let through of IPv6 what they let through of IPv4, with its own message that a packet is too large", async () => {
        const result = await make(nat);
        const rules = result.all(ec2("NetworkAclRule"));
        const words = (family: string): string[] =>
            rules
                .filter(({ inputs }) => inputs[family] !== undefined)
                .map(({ name, inputs }) => {
                    const { ruleAction, protocol, fromPort, toPort } = inputs;
                    const kind = name.replace(/\d+$/, "");
                    return [kind, ruleAction, protocol, fromPort, toPort].map(String).join(" ");
                })
                .sort();
        assert.deepEqual(
            words("ipv6CidrBlock").map((line) => line.replace(" 58 ", " icmp ")),
            words("cidrBlock"),
        );
        const messages = rules.filter(({ inputs }) => inputs.protocol === "58");
        assert.deepEqual(
            messages.map(({ inputs }) => [inputs.icmpType, inputs.icmpCode, inputs.ipv6CidrBlock]),
            Array(4).fill([2, 0, "::/0"]),
        );
    });

    it("awsx's blocks, which move with the number of zones, are those of the plan", async () => {
        const plan = addressPlan({ cidr: "10.0.0.0/16", tiers: [Tier.Private, Tier.Public], zones: 2 });
        const change = securedChild(true, plan);
        const given = async (cidrBlock: string, ipv6CidrBlock?: string): Promise<unknown> => {
            const subnet = { type: ec2("Subnet"), name: "main-private-1", custom: true, opts: {} };
            const changed = change({
                ...subnet,
                props: { cidrBlock, ipv6CidrBlock },
            }) as pulumi.ResourceTransformResult;
            const { ipv6CidrBlock: now } = changed?.props as { ipv6CidrBlock?: pulumi.Output<string> };
            return now === undefined ? undefined : new Promise((resolve) => now.apply(resolve));
        };
        assert.equal(await given("10.0.0.0/19", "2001:db8:12:3401::/64"), "2001:db8:12:3400::/64");
        assert.equal(await given("10.0.112.0/21", "2001:db8:12:3401::/64"), "2001:db8:12:340e::/64");
        assert.equal(await given("10.0.112.0/21"), undefined);
    });

    it("gives its subnets only once they have routes of IPv6", async () => {
        const result = await run(() => {
            const { subnetIds } = new Network("main", { ...nat, ipv6: true });
            new aws.rds.SubnetGroup("data", { subnetIds });
        });
        const { propertyDependencies } = result.one("aws:rds/subnetGroup:SubnetGroup");
        const waits = result.names(propertyDependencies.subnetIds ?? []);
        assert.ok(waits.includes("main-private-1-ipv6") && waits.includes("main-private-2-ipv6"));
    });

    it("adds to what there was, under names that never change", async () => {
        const before = identities(await run(() => new Network("main", nat)));
        const after = identities(await make(nat));
        assert.deepEqual(
            before.filter((identity) => !after.includes(identity)),
            [],
        );
        const added = after.filter((identity) => !before.includes(identity) && !identity.includes("networkAclRule"));
        assert.deepEqual(added, [
            "aws:ec2/egressOnlyInternetGateway:EgressOnlyInternetGateway main-ipv6 < Network main",
            "aws:ec2/route:Route main-private-1-ipv6 < Network main",
            "aws:ec2/route:Route main-private-2-ipv6 < Network main",
            "aws:ec2/route:Route main-public-1-ipv6 < Network main",
            "aws:ec2/route:Route main-public-2-ipv6 < Network main",
        ]);
    });

    it("refused: no switch", async () => {
        const { message } = await refusal(() => new Network("main", { ipv6: "yes" as unknown as boolean }));
        assert.match(message, /ipv6: it is neither true nor false/);
    });
});
