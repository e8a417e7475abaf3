import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, KeyUser, Network, SiteToSiteVpn, type SiteToSiteVpnArgs, Topology } from "palisade-aws";
import { strongTunnels } from "../../../components/network/policy/vpnTunnels";
import { says } from "../support/meaning";
import { cloudwatch, component, document, ec2, kms, refusal, run, text } from "../support/run";

const office: SiteToSiteVpnArgs = {
    customerAddress: "203.0.113.7",
    vpnGatewayId: "vgw-0a",
    remoteCidrs: ["192.168.10.0/24", "172.20.0.0/16"],
};
const announced: Partial<SiteToSiteVpnArgs> = { remoteCidrs: undefined, bgpAsn: 65_010 };
const make =
    (args: Partial<SiteToSiteVpnArgs> = {}) =>
    (): SiteToSiteVpn =>
        new SiteToSiteVpn("office", { ...office, ...args });

describe("SiteToSiteVpn", () => {
    it("both tunnels take the strong end of what AWS offers, and nothing weaker", async () => {
        const { inputs } = (await run(make())).one(ec2("VpnConnection"));
        const tunnel = (number: string): Record<string, unknown> =>
            Object.fromEntries(
                Object.entries(inputs).flatMap(([name, value]) =>
                    name.startsWith(number) ? [[name.slice(number.length), value]] : [],
                ),
            );
        const { LogOptions, ...one } = tunnel("tunnel1");
        const { LogOptions: otherLog, ...other } = tunnel("tunnel2");
        assert.deepEqual([other, otherLog], [one, LogOptions]);
        assert.deepEqual(one, {
            IkeVersions: ["ikev2"],
            Phase1EncryptionAlgorithms: ["AES256-GCM-16"],
            Phase1IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
            Phase1DhGroupNumbers: [19, 20, 21],
            Phase1LifetimeSeconds: 28_800,
            Phase2EncryptionAlgorithms: ["AES256-GCM-16"],
            Phase2IntegrityAlgorithms: ["SHA2-384", "SHA2-512"],
            Phase2DhGroupNumbers: [19, 20, 21],
            Phase2LifetimeSeconds: 3600,
            StartupAction: "start",
            DpdTimeoutAction: "restart",
        });
    });

    it("its options have the names of both tunnels", () => {
        const { tunnel1IkeVersions, tunnel2IkeVersions, tunnel2Colour } = strongTunnels({ colour: "red" });
        assert.deepEqual([tunnel1IkeVersions, tunnel2IkeVersions, tunnel2Colour], [["ikev2"], ["ikev2"], "red"]);
    });

    it("its keys are made by AWS and kept in Secrets Manager: none is in the program", async () => {
        const result = await run(make());
        const { inputs, outputs } = result.one(ec2("VpnConnection"));
        assert.equal(inputs.presharedKeyStorage, "SecretsManager");
        assert.deepEqual(
            Object.keys(inputs).filter((name) => /presharedKey$/i.test(name)),
            [],
        );
        assert.equal(result.one(component("SiteToSiteVpn")).outputs.presharedKeyArn, outputs.presharedKeyArn);
    });

    it("logs both tunnels for a year, in a log that its own key encrypts", async () => {
        const result = await run(make());
        const log = result.one(cloudwatch("LogGroup"));
        assert.equal(log.inputs.retentionInDays, 365);
        assert.equal(log.inputs.kmsKeyId, result.one(kms("Key")).outputs.arn);
        assert.match(text(log.inputs.namePrefix), /^\/aws\/vendedlogs\/vpn\/office/);
        assert.deepEqual(result.one(ec2("VpnConnection")).inputs.tunnel2LogOptions, {
            cloudwatchLogOptions: { logEnabled: true, logGroupArn: log.outputs.arn, logOutputFormat: "json" },
        });
        const arn = `arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vendedlogs/vpn/office-1`;
        const context = { "kms:EncryptionContext:aws:logs:arn": arn };
        const policy = document(result.one(kms("KeyPolicy")));
        assert.equal(says(policy, "logs.eu-west-1.amazonaws.com", "kms:Encrypt", "*", context), "allowed");
    });

    it("has a route to each network that is named, and to no other", async () => {
        const result = await run(make());
        const connection = result.one(ec2("VpnConnection"));
        assert.deepEqual(
            [connection.inputs.staticRoutesOnly, connection.inputs.vpnGatewayId, connection.inputs.transitGatewayId],
            [true, "vgw-0a", undefined],
        );
        const routes = result.all(ec2("VpnConnectionRoute"));
        assert.deepEqual(
            routes.map(({ name, inputs }) => [name, inputs.destinationCidrBlock, inputs.vpnConnectionId]),
            (office.remoteCidrs ?? []).map((cidr) => [`office-to-${cidr}`, cidr, connection.id]),
        );
    });

    it("with BGP it names none, and the other end its number, in the field for its size", async () => {
        const field = async (bgpAsn: number): Promise<unknown[]> => {
            const result = await run(make({ ...announced, bgpAsn }));
            assert.equal(result.one(ec2("VpnConnection")).inputs.staticRoutesOnly, false);
            assert.equal(result.all(ec2("VpnConnectionRoute")).length, 0);
            const { bgpAsn: small, bgpAsnExtended: large } = result.one(ec2("CustomerGateway")).inputs;
            return [small, large];
        };
        assert.deepEqual(await field(65_010), ["65010", undefined]);
        assert.deepEqual(await field(2_147_483_647), ["2147483647", undefined]);
        assert.deepEqual(await field(4_200_000_000), [undefined, "4200000000"]);
    });

    it("is attached to a Network's gateway, or to a transit gateway", async () => {
        const result = await run(() => {
            const vpnCidrs = office.remoteCidrs;
            const network = new Network("main", { topology: Topology.PrivateWithVpn, vpnCidrs });
            return make({ vpnGatewayId: network.vpnGatewayId })();
        });
        const connection = result.one(ec2("VpnConnection"));
        assert.equal(connection.inputs.vpnGatewayId, result.one(ec2("VpnGateway")).id);
        const { ipAddress, type } = result.one(ec2("CustomerGateway")).inputs;
        assert.deepEqual([ipAddress, type], ["203.0.113.7", "ipsec.1"]);
        const transit = await run(make({ ...announced, vpnGatewayId: undefined, transitGatewayId: "tgw-0a" }));
        const { vpnGatewayId, transitGatewayId } = transit.one(ec2("VpnConnection")).inputs;
        assert.deepEqual([vpnGatewayId, transitGatewayId], [undefined, "tgw-0a"]);
    });

    it("is known by its ARN, and works while ids are unknown", async () => {
        const result = await run(make());
        const { arn } = result.one(component("SiteToSiteVpn")).outputs;
        assert.equal(arn, result.one(ec2("VpnConnection")).outputs.arn);
        await run(make(), { ids: "unknown" });
    });

    it("takes a key for its log that lets CloudWatch Logs use it, and no other", async () => {
        const program = (users: KeyUser[]) => (): unknown => make({ key: new EncryptionKey("shared", { users }) })();
        const { message } = await refusal(program([]));
        assert.match(message, /key: the EncryptionKey does not let CloudWatchLogs use it/);
        const shared = await run(program([KeyUser.CloudWatchLogs]));
        assert.equal(shared.one(component("SiteToSiteVpn")).outputs.requiredKeyStatements, "[]");
    });

    const refused: [string, object, RegExp[]][] = [
        [
            "nothing at all",
            { customerAddress: undefined, vpnGatewayId: undefined, remoteCidrs: undefined },
            [
                /customerAddress: it is missing/,
                /vpnGatewayId: it is missing/,
                /remoteCidrs: it is missing. Fix: name the/,
            ],
        ],
        [
            "two gateways",
            { ...announced, transitGatewayId: "tgw-0a" },
            [/vpnGatewayId: it is given beside transitGate/],
        ],
        ["other ids", { vpnGatewayId: "igw-0a" }, [/vpnGatewayId: "igw-0a" is not an id/]],
        [
            "everything, and what overlaps",
            { remoteCidrs: ["0.0.0.0/0", "192.168.0.0/16", "192.168.3.0/24", "office"] },
            [
                /remoteCidrs\[0\]: "0.0.0.0\/0" is more than a network of one's own/,
                /remoteCidrs\[2\]: "192.168.3.0\/24" overlaps with one before it/,
                /remoteCidrs\[3\]: "office" is not a block/,
            ],
        ],
        ["no network", { remoteCidrs: [] }, [/remoteCidrs: none is given/]],
        ["networks beside BGP", { bgpAsn: 65_010 }, [/remoteCidrs: the other end announces its networks/]],
        [
            "networks of a transit gateway",
            { vpnGatewayId: undefined, transitGatewayId: "tgw-0a" },
            [/remoteCidrs: a transit gateway takes its routes from elsewhere. Fix: pass bgpAsn/],
        ],
        ["a private address", { customerAddress: "10.1.2.3" }, [/customerAddress: "10.1.2.3" is not a public address/]],
        ["an address of a link", { customerAddress: "169.254.1.1" }, [/"169.254.1.1" is not a public address/]],
        ["no address", { customerAddress: "vpn.example.com" }, [/"vpn.example.com" is not an IPv4 address/]],
        ["a network as address", { customerAddress: "203.0.113.0/24" }, [/"203.0.113.0\/24" is not an IPv4 address/]],
        [
            "a private address that is known later",
            { customerAddress: pulumi.output("192.168.1.1") },
            [/customerAddress: "192.168.1.1" is not a public address/],
        ],
        ["no number of a system", { ...announced, bgpAsn: 0 }, [/bgpAsn: 0 is not the number of an autonomous system/]],
        [
            "a number of systems too many",
            { ...announced, bgpAsn: 4_294_967_295 },
            [/bgpAsn: 4294967295 is not the number/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(make(args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }
});
