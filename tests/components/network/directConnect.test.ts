import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { DirectConnect, type DirectConnectArgs, Network, Topology } from "palisade-aws";
import type { RegisteredResource } from "../../../offline-preview/model";
import { secret } from "../../../offline-preview/values";
import { places } from "../support/meaning";
import { component, directconnect, ec2, refusal, run } from "../support/run";

const bgpKeyArn = "arn:aws:secretsmanager:us-east-2:123456789012:secret:bgp-a1b2c3";
const east = { connectionId: "dxcon-0a", vlan: 101, bgpKeyArn };
const office: DirectConnectArgs = {
    interfaces: { east },
    bgpAsn: 65_010,
    allowedPrefixes: ["10.0.0.0/16"],
    vpnGatewayId: "vgw-0a",
};
const transit: Partial<DirectConnectArgs> = { vpnGatewayId: undefined, transitGatewayId: "tgw-0a" };
const make =
    (args: Partial<DirectConnectArgs> = {}) =>
    (): DirectConnect =>
        new DirectConnect("office", { ...office, ...args });

/** Answers as AWS Secrets Manager would, for this one secret in its own region. */
const functions = (token: string, args: Record<string, unknown>) =>
    token === "aws:secretsmanager/getSecretVersion:getSecretVersion" &&
    args.secretId === bgpKeyArn &&
    args.region === "us-east-2"
        ? { secretString: "hunter2" }
        : undefined;

/** What its one private interface is registered with. */
async function interfaceOf(args: Partial<DirectConnectArgs> = {}): Promise<RegisteredResource> {
    return (await run(make(args), { functions })).one(directconnect("PrivateVirtualInterface"));
}

describe("DirectConnect", () => {
    it("associates its gateway with the VPC's own, which announces what is named", async () => {
        const result = await run(() => {
            const vpnCidrs = ["192.168.10.0/24"];
            const network = new Network("main", { topology: Topology.PrivateWithVpn, vpnCidrs });
            make({ vpnGatewayId: network.vpnGatewayId, allowedPrefixes: [network.cidr] })();
        });
        const { inputs } = result.one(directconnect("GatewayAssociation"));
        assert.equal(inputs.dxGatewayId, result.one(directconnect("Gateway")).id);
        assert.equal(inputs.associatedGatewayId, result.one(ec2("VpnGateway")).id);
        assert.deepEqual(inputs.allowedPrefixes, ["10.0.0.0/16"]);
    });

    it("routes nothing by itself: the VPC's routes are those that its Network names", async () => {
        const { resources } = await run(make());
        assert.ok(!resources.some(({ type }) => /route/i.test(type)));
    });

    it("has an interface on the connection, to the other end's number", async () => {
        const { inputs } = await interfaceOf();
        const { connectionId, vlan, bgpAsnLong, addressFamily } = inputs;
        assert.deepEqual([connectionId, vlan, bgpAsnLong, addressFamily], ["dxcon-0a", 101, "65010", "ipv4"]);
        assert.equal((await interfaceOf({ bgpAsn: 4_200_000_000 })).inputs.bgpAsnLong, "4200000000");
    });

    it("has one for each connection, by names that tell them apart", async () => {
        const west = { ...east, connectionId: "dxlag-0b" };
        const result = await run(make({ interfaces: { east, west } }));
        const made = result.all(directconnect("PrivateVirtualInterface"));
        assert.deepEqual(
            made.map(({ name, inputs }) => [name, inputs.connectionId]),
            [
                ["office-east", "dxcon-0a"],
                ["office-west", "dxlag-0b"],
            ],
        );
        assert.deepEqual(result.one(component("DirectConnect")).outputs.interfaceIds, {
            east: made[0]?.id,
            west: made[1]?.id,
        });
    });

    it("reads its BGP key where the secret is, and keeps it a secret in inputs and state", async () => {
        const result = await run(make(), { functions });
        const { inputs, options } = result.one(directconnect("PrivateVirtualInterface"));
        assert.deepEqual(inputs.bgpAuthKey, secret("hunter2"));
        assert.deepEqual(options.additionalSecretOutputs, ["bgpAuthKey"]);
        const { inputs: own, outputs } = result.one(component("DirectConnect"));
        assert.ok(!JSON.stringify([own, outputs]).includes("hunter2"));
    });

    it("with a transit gateway it has transit interfaces, with jumbo frames", async () => {
        const result = await run(make(transit));
        assert.equal(result.one(directconnect("GatewayAssociation")).inputs.associatedGatewayId, "tgw-0a");
        assert.equal(result.one(directconnect("TransitVirtualInterface")).inputs.mtu, 8500);
        assert.equal(result.all(directconnect("PrivateVirtualInterface")).length, 0);
        const usual = await run(make({ ...transit, jumboFrames: false }));
        assert.equal(usual.one(directconnect("TransitVirtualInterface")).inputs.mtu, 1500);
    });

    it("with the VPC's own gateway it has jumbo frames only when asked: static routes carry none", async () => {
        assert.equal((await interfaceOf()).inputs.mtu, 1500);
        assert.equal((await interfaceOf({ jumboFrames: true })).inputs.mtu, 9001);
    });

    it("has another number than AWS's transit gateways have of themselves", async () => {
        const number = async (args: Partial<DirectConnectArgs>): Promise<unknown> =>
            (await run(make(args))).one(directconnect("Gateway")).inputs.amazonSideAsn;
        assert.equal(await number({}), "64513");
        assert.equal(await number({ amazonAsn: 4_294_967_294 }), "4294967294");
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`takes secrets of ${partition}`, async () => {
            const arn = `arn:${partition}:secretsmanager:${region}:123456789012:secret:bgp-a1b2c3`;
            const interfaces = { east: { ...east, bgpKeyArn: arn } };
            const asked: unknown[] = [];
            await run(make({ interfaces }), {
                config: { "aws:region": region },
                functions: (token, args) => {
                    if (token.endsWith(":getSecretVersion")) {
                        asked.push(args);
                    }
                    return undefined;
                },
            });
            assert.deepEqual(asked, [{ secretId: arn, region }]);
        });
    }

    it("works while ids and keys are unknown", async () => {
        const later = { ...east, connectionId: pulumi.output("dxcon-0a"), bgpKeyArn: pulumi.output(bgpKeyArn) };
        const result = await run(make({ interfaces: { later } }), { ids: "unknown" });
        assert.equal(result.one(directconnect("PrivateVirtualInterface")).inputs.connectionId, "dxcon-0a");
    });

    const refused: [string, object, RegExp[]][] = [
        [
            "nothing at all",
            { interfaces: undefined, bgpAsn: undefined, allowedPrefixes: undefined, vpnGatewayId: undefined },
            [
                /interfaces: it is missing/,
                /bgpAsn: it is missing/,
                /allowedPrefixes: it is missing. Fix: name the networks that AWS announces/,
                /vpnGatewayId: it is missing/,
            ],
        ],
        ["two gateways", { transitGatewayId: "tgw-0a" }, [/vpnGatewayId: it is given beside transitGatewayId/]],
        ["other ids", { vpnGatewayId: "igw-0a" }, [/vpnGatewayId: "igw-0a" is not an id/]],
        [
            "everything, and what overlaps",
            { allowedPrefixes: ["0.0.0.0/0", "10.0.0.0/7", "10.0.0.0/16", "10.0.3.0/24", "office", "::/0"] },
            [
                /allowedPrefixes\[0\]: "0.0.0.0\/0" is more than a network of one's own/,
                /allowedPrefixes\[1\]: "10.0.0.0\/7" is more than/,
                /allowedPrefixes\[3\]: "10.0.3.0\/24" overlaps with one before it/,
                /allowedPrefixes\[4\]: "office" is not a block/,
                /allowedPrefixes\[5\]: "::\/0" is not a block/,
            ],
        ],
        ["no prefix", { allowedPrefixes: [] }, [/allowedPrefixes: none is given/]],
        [
            "everything, once it is known",
            { allowedPrefixes: pulumi.output(["0.0.0.0/0"]) },
            [/allowedPrefixes\[0\]: "0.0.0.0\/0" is more than a network of one's own/],
        ],
        ["no interface", { interfaces: {} }, [/interfaces: there is none/]],
        ["a name that is none", { interfaces: { "East 1": east } }, [/interfaces: "East 1" is not a name/]],
        [
            "an interface of nothing",
            { interfaces: { east: {} } },
            [
                /interfaces.east.connectionId: it is not a text/,
                /interfaces.east.vlan: undefined is not the number of a VLAN/,
                /interfaces.east.bgpKeyArn: it is not a text. Fix: keep the secret in AWS Secrets Manager/,
            ],
        ],
        [
            "other values",
            { interfaces: { east: { connectionId: "east", vlan: 4095, bgpKeyArn: "hunter2" } } },
            [
                /interfaces.east.connectionId: "east" is not an id/,
                /interfaces.east.vlan: 4095 is not the number of a VLAN/,
                /interfaces.east.bgpKeyArn: it is not the ARN of a secret/,
            ],
        ],
        [
            "one VLAN twice",
            { interfaces: { east, west: { ...east } } },
            [/interfaces.west.vlan: east has 101 on the same connection/],
        ],
        ["no number of a system", { bgpAsn: 0 }, [/bgpAsn: 0 is not the number of an autonomous system/]],
        ["AWS's own number", { bgpAsn: 64_513 }, [/bgpAsn: AWS has 64513 too. Fix: pass another amazonAsn/]],
        ["a number of others", { amazonAsn: 64_511 }, [/amazonAsn: 64511 is not for private use/]],
        ["a number of others, a large one", { amazonAsn: 4_294_967_295 }, [/amazonAsn: 4294967295 is not for/]],
        ["no switch", { jumboFrames: 9001 }, [/jumboFrames: it is neither true nor false/]],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(make(args));
            messages.forEach((expected) => assert.match(message, expected));
            assert.ok(!message.includes("hunter2"));
        });
    }

    it("one VLAN on two connections is taken, and two VLANs on one", async () => {
        const west = { ...east, connectionId: "dxcon-0b" };
        await run(make({ interfaces: { east, west, spare: { ...east, vlan: 102 } } }));
    });
});
