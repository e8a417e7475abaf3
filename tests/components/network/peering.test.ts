import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    ExistingNetwork,
    NatGateways,
    Network,
    type NetworkArgs,
    Peering,
    type PeeringArgs,
    Topology,
} from "palisade-aws";
import { component, ec2, refusal, run } from "../support/run";
import { lets, reaches } from "./support/acl";
import { aclRules } from "../../../components/network/policy/aclRules";
import { answersOf, usualVpc, vpcId } from "./support/vpc";

const peerCidrs = ["10.1.0.0/16", "172.20.4.0/24"];
const make =
    (args: Partial<PeeringArgs> = {}, networkArgs: NetworkArgs = {}) =>
    (): Peering =>
        new Peering("shared", {
            network: new Network("main", { peerCidrs, ...networkArgs }),
            ...{ peerCidrs, peerVpcId: "vpc-0b" },
            ...args,
        });
const accepts: Partial<PeeringArgs> = { peerVpcId: undefined, connectionId: "pcx-0a" };

describe("Peering", () => {
    it("routes to the networks that are named, and to no other", async () => {
        const result = await run(make());
        const connection = result.one(ec2("VpcPeeringConnection"));
        assert.deepEqual(
            result.all(ec2("Route")).map(({ name, inputs }) => [name, inputs.destinationCidrBlock]),
            peerCidrs.map((cidr) => [`shared-isolated-to-${cidr}`, cidr]),
        );
        for (const { inputs } of result.all(ec2("Route"))) {
            assert.equal(inputs.routeTableId, result.one(ec2("RouteTable")).id);
            assert.equal(inputs.vpcPeeringConnectionId, connection.id);
        }
    });

    it("the Network's ACL lets those networks through, whatever others there are", async () => {
        const vpnCidrs = ["192.168.10.0/24"];
        const result = await run(make({}, { topology: Topology.PrivateWithVpn, vpnCidrs }));
        assert.deepEqual(
            result.all(ec2("NetworkAclRule")).map(({ inputs }) => [inputs.ruleNumber, inputs.cidrBlock]),
            [
                [100, "10.0.0.0/16"],
                [100, "10.0.0.0/16"],
                [200, "192.168.10.0/24"],
                [200, "192.168.10.0/24"],
                [250, "10.1.0.0/16"],
                [250, "10.1.0.0/16"],
                [251, "172.20.4.0/24"],
                [251, "172.20.4.0/24"],
            ],
        );
        const rules = aclRules({ vpcCidr: "10.0.0.0/16", remoteCidrs: [], peerCidrs, asks: [], serves: [] });
        assert.ok(lets(rules, "10.1.2.3", 443) && reaches(rules, "172.20.4.9", 5432));
        assert.ok(!lets(rules, "10.2.0.1", 443) && !reaches(rules, "172.20.5.1", 443));
    });

    it("and so does that of public subnets, where things are placed in these", async () => {
        const topology = Topology.Public;
        const result = await run(() => new Network("main", { topology, peerCidrs }));
        const names = result.all(ec2("NetworkAclRule")).map(({ name }) => name);
        assert.ok(names.includes("main-public-in-250") && names.includes("main-public-out-251"));
        const natGateways = NatGateways.One;
        const both = await run(
            () => new Network("main", { topology: Topology.PublicAndPrivate, natGateways, peerCidrs }),
        );
        const rules = both.all(ec2("NetworkAclRule")).map(({ name }) => name);
        assert.ok(rules.includes("main-private-in-250") && !rules.includes("main-public-in-250"));
    });

    const asked: [string, Partial<PeeringArgs>, unknown[]][] = [
        ["in one account and region, it is accepted at once", {}, [undefined, undefined, true]],
        ["another account accepts for itself", { peerAccountId: "999988887777" }, ["999988887777", undefined, false]],
        ["another region accepts there", { peerRegion: "eu-central-1" }, [undefined, "eu-central-1", false]],
    ];
    for (const [what, args, expected] of asked) {
        it(what, async () => {
            const result = await run(make(args));
            const {
                vpcId: own,
                peerVpcId,
                peerOwnerId,
                peerRegion,
                autoAccept,
            } = result.one(ec2("VpcPeeringConnection")).inputs;
            assert.deepEqual([own, peerVpcId], [result.one(ec2("Vpc")).id, "vpc-0b"]);
            assert.deepEqual([peerOwnerId, peerRegion, autoAccept], expected);
        });
    }

    it("accepts the connection that is named, and routes by it", async () => {
        const result = await run(make({ ...accepts, resolveDns: true }));
        const { inputs, id } = result.one(ec2("VpcPeeringConnectionAccepter"));
        assert.deepEqual([inputs.vpcPeeringConnectionId, inputs.autoAccept], ["pcx-0a", true]);
        assert.equal(result.all(ec2("VpcPeeringConnection")).length, 0);
        assert.equal(result.all(ec2("Route"))[0]?.inputs.vpcPeeringConnectionId, id);
        const options = result.one(ec2("PeeringConnectionOptions")).inputs;
        assert.deepEqual([options.requester, options.accepter], [undefined, { allowRemoteVpcDnsResolution: true }]);
    });

    it("resolves names of this side for the other only when it is asked to", async () => {
        assert.equal((await run(make())).all(ec2("PeeringConnectionOptions")).length, 0);
        const { requester, accepter } = (await run(make({ resolveDns: true }))).one(
            ec2("PeeringConnectionOptions"),
        ).inputs;
        assert.deepEqual([requester, accepter], [{ allowRemoteVpcDnsResolution: true }, undefined]);
    });

    it("in a VPC that is there already, routes go where its owner says, and its addresses are compared once known", async () => {
        const program = (cidrs: string[]) => (): unknown => {
            const network = new ExistingNetwork("main", {
                topology: Topology.Isolated,
                vpc: { vpcId, isolatedSubnetIds: ["subnet-c1", "subnet-c2"] },
            });
            return make({ network, peerCidrs: cidrs, routeTableIds: ["rtb-0f", pulumi.output("rtb-1f")] })();
        };
        const options = { functions: answersOf(usualVpc()) };
        const result = await run(program(["10.1.0.0/16"]), options);
        assert.deepEqual(
            result
                .all(ec2("Route"))
                .filter(({ name }) => name.startsWith("shared"))
                .map(({ inputs }) => inputs.routeTableId),
            ["rtb-0f", "rtb-1f"],
        );
        const { message } = await refusal(program(["172.16.4.0/24"]), options);
        assert.match(message, /peerCidrs\[0\]: "172.16.4.0\/24" overlaps with the VPC, 172.16.0.0\/16/);
    });

    it("is known by its ARN, and works while ids are unknown", async () => {
        const result = await run(make());
        const { id } = result.one(ec2("VpcPeeringConnection"));
        const { arn } = result.one(component("Peering")).outputs;
        assert.equal(arn, `arn:aws:ec2:eu-west-1:123456789012:vpc-peering-connection/${id}`);
        await run(make(), { ids: "unknown" });
    });

    const refused: [string, Partial<PeeringArgs>, NetworkArgs, RegExp[]][] = [
        ["neither side", { peerVpcId: undefined }, {}, [/peerVpcId: it is missing. Fix: pass peerVpcId to ask/]],
        ["both sides", { connectionId: "pcx-0a" }, {}, [/peerVpcId: it is given beside connectionId/]],
        [
            "a place of what is named already",
            { ...accepts, peerAccountId: "999988887777" },
            {},
            [/connectionId: it says already where the other side is. Fix: leave peerAccountId/],
        ],
        [
            "networks that the ACL keeps out",
            { peerCidrs: ["10.9.0.0/16"] },
            {},
            [
                /peerCidrs: the Network's ACL lets nothing through from 10.9.0.0\/16. Fix: give the Network peerCidrs with/,
            ],
        ],
        [
            "everything, and nothing",
            { peerCidrs: ["0.0.0.0/0"] },
            {},
            [/peerCidrs\[0\]: "0.0.0.0\/0" is more than a network of one's own/],
        ],
        ["no networks", { peerCidrs: [] }, {}, [/peerCidrs: none is given/]],
        [
            "ids that are none",
            { peerVpcId: "b", peerAccountId: "1", routeTableIds: ["x"], network: {} as Network },
            {},
            [/peerVpcId: "b" is/, /peerAccountId: "1" is/, /routeTableIds: "x" is/, /network: it is neither/],
        ],
        [
            "peers inside of the VPC",
            {},
            { peerCidrs: ["10.0.4.0/24"] },
            [/Network "main".*\n.*peerCidrs\[0\]: "10.0.4.0\/24" overlaps with the VPC/],
        ],
        [
            "peers beyond the VPN",
            {},
            { topology: Topology.PrivateWithVpn, vpnCidrs: ["10.1.4.0/24"] },
            [/peerCidrs\[0\]: "10.1.0.0\/16" overlaps with 10.1.4.0\/24, which is reached another way/],
        ],
        [
            "more than an ACL takes",
            {},
            { peerCidrs: Array.from({ length: 11 }, (_, index) => `10.${index + 1}.0.0/16`) },
            [/peerCidrs: with vpnCidrs they are more than 10, which a network ACL takes/],
        ],
    ];
    for (const [what, args, networkArgs, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(make(args, networkArgs));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refused: a VPC that is there already without route tables", async () => {
        const { message } = await refusal(
            () => {
                const network = new ExistingNetwork("main", {
                    topology: Topology.Isolated,
                    vpc: { vpcId, isolatedSubnetIds: ["subnet-c1", "subnet-c2"] },
                });
                make({ network })();
            },
            { functions: answersOf(usualVpc()) },
        );
        assert.match(message, /routeTableIds: it is missing. Fix: name the route tables that get the routes/);
    });
});
