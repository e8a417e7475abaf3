import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { AwsService, NatGateways, Network, type NetworkArgs, Topology } from "palisade-aws";
import { awsxFaults, securedChild } from "../../../components/network/awsxVpc";
import { notExpanded } from "../../../offline-preview/notExpanded";
import { component, ec2, refusal, run } from "../support/run";

const both: NetworkArgs = { topology: Topology.PublicAndPrivate, natGateways: NatGateways.One };
const awsxVpc = "awsx:ec2:Vpc";

describe("Network with the internet", () => {
    it("stands on awsx, with exactly the subnets of the plan", async () => {
        const result = await run(() => new Network("main", { ...both, zones: 3 }));
        const { inputs, options } = result.one(awsxVpc, "main");
        assert.deepEqual(
            [inputs.cidrBlock, inputs.subnetStrategy, inputs.numberOfAvailabilityZones, inputs.natGateways],
            ["10.0.0.0/16", "Exact", 3, { strategy: "Single" }],
        );
        const specs = (inputs.subnetSpecs as { type: string; cidrBlocks: string[] }[]).filter(
            ({ type }) => type !== "Unused",
        );
        assert.deepEqual(specs, [
            { type: "Private", cidrBlocks: ["10.0.0.0/19", "10.0.64.0/19", "10.0.128.0/19"] },
            { type: "Public", cidrBlocks: ["10.0.48.0/21", "10.0.112.0/21", "10.0.176.0/21"] },
        ]);
        assert.deepEqual([inputs.enableDnsSupport, inputs.enableDnsHostnames], [true, true]);
        assert.equal(options.protect, true);
    });

    const strategies: [string, NetworkArgs, string][] = [
        ["public only", { topology: Topology.Public }, "None"],
        ["one NAT gateway", both, "Single"],
        ["one for each zone", { ...both, natGateways: NatGateways.OnePerZone }, "OnePerAz"],
    ];
    for (const [what, args, strategy] of strategies) {
        it(`${what}: ${strategy}`, async () => {
            const { inputs } = (await run(() => new Network("main", args))).one(awsxVpc);
            assert.deepEqual(inputs.natGateways, { strategy });
        });
    }

    it("takes back what awsx does insecurely: public addresses for whatever starts in a public subnet", () => {
        const subnet = { type: "aws:ec2/subnet:Subnet", name: "main-public-1", custom: true, opts: {} };
        const change = (type: string, kept: boolean): pulumi.ResourceTransformResult =>
            securedChild(
                kept,
                [],
            )({
                ...subnet,
                type,
                props: { mapPublicIpOnLaunch: true, a: 1 },
            }) as pulumi.ResourceTransformResult;
        assert.deepEqual(change("aws:ec2/subnet:Subnet", true), {
            props: { mapPublicIpOnLaunch: false, a: 1 },
            opts: { retainOnDelete: true },
        });
        assert.deepEqual(change("aws:ec2/eip:Eip", false).props, { mapPublicIpOnLaunch: true, a: 1 });
        assert.deepEqual(change("aws:ec2/eip:Eip", false).opts, { retainOnDelete: false });
    });

    it("and what it leaves alone: the default security group lets nothing through; flow logs are on", async () => {
        const result = await run(() => new Network("main", both));
        const { vpcId } = result.one(awsxVpc).outputs;
        const group = result.one(ec2("DefaultSecurityGroup")).inputs;
        assert.deepEqual([group.vpcId, group.ingress, group.egress], [vpcId, [], []]);
        assert.equal(result.one(ec2("FlowLog")).inputs.vpcId, vpcId);
    });

    it("gives private subnets to functions, public ones to load balancers, each with an ACL of their own", async () => {
        const result = await run(() => new Network("main", both));
        const { subnetIds, publicSubnetIds } = result.one(component("Network")).outputs;
        const made = result.one(awsxVpc).outputs;
        assert.deepEqual([subnetIds, publicSubnetIds], [made.privateSubnetIds, made.publicSubnetIds]);
        assert.deepEqual(result.one(ec2("NetworkAcl"), "main-private").inputs.subnetIds, made.privateSubnetIds);
        assert.deepEqual(result.one(ec2("NetworkAcl"), "main-public").inputs.subnetIds, made.publicSubnetIds);
    });

    it("public only: the same subnets for both, with one ACL", async () => {
        const result = await run(() => new Network("main", { topology: Topology.Public }));
        const { subnetIds, publicSubnetIds } = result.one(component("Network")).outputs;
        assert.deepEqual(subnetIds, publicSubnetIds);
        assert.deepEqual(
            result.all(ec2("NetworkAcl")).map(({ name }) => name),
            ["main-public"],
        );
    });

    it("its ACLs let through to the internet and from it what was named, and the way of messages that a packet is too large", async () => {
        const result = await run(
            () => new Network("main", { ...both, publicPorts: [443, 80], internetPorts: [443, 587] }),
        );
        const words = result.all(ec2("NetworkAclRule")).map(({ name, inputs }) => {
            const words = ["ruleAction", "protocol", "fromPort", "toPort", "icmpType", "icmpCode"];
            const given = words.flatMap((word) => (inputs[word] === undefined ? [] : [inputs[word] as string]));
            return [name, ...given].join(" ");
        });
        const shared = (tier: string): string[] => [`main-${tier}-in-100 allow -1`, `main-${tier}-out-100 allow -1`];
        const answers = (tier: string): string[] => [
            `main-${tier}-out-300 allow tcp 443 443`,
            `main-${tier}-out-301 allow tcp 587 587`,
            `main-${tier}-in-400 deny tcp 3389 3389`,
            `main-${tier}-in-500 allow tcp 1024 65535`,
        ];
        const messages = (tier: string): string[] => [
            `main-${tier}-in-600 allow icmp 3 4`,
            `main-${tier}-out-600 allow icmp 3 4`,
        ];
        const expected = [
            ...shared("private"),
            ...answers("private"),
            ...messages("private"),
            ...shared("public"),
            "main-public-in-300 allow tcp 443 443",
            "main-public-in-301 allow tcp 80 80",
            ...answers("public"),
            "main-public-out-500 allow tcp 1024 65535",
            ...messages("public"),
        ];
        assert.deepEqual(words.sort(), expected.sort());
    });

    it("with a VPN: a route in the table of each private subnet, and its networks in the private ACL alone", async () => {
        const args = { ...both, topology: Topology.PublicAndPrivateWithVpn, vpnCidrs: ["192.168.10.0/24"] };
        const result = await run(() => new Network("main", args));
        assert.deepEqual(
            result.all(ec2("Route")).map(({ name }) => name),
            ["main-private-1-to-192.168.10.0/24", "main-private-2-to-192.168.10.0/24"],
        );
        const remote = result.all(ec2("NetworkAclRule")).filter(({ inputs }) => inputs.cidrBlock === "192.168.10.0/24");
        assert.deepEqual(
            remote.map(({ name }) => name),
            ["main-private-in-200", "main-private-out-200"],
        );
    });

    it("has endpoints too, without further rules in its ACLs", async () => {
        const program = (services: AwsService[]) => (): unknown => {
            const network = new Network("main", both);
            return services.map((service) => network.useService(service).endpointId);
        };
        const [without, result] = [await run(program([])), await run(program([AwsService.S3, AwsService.Kms]))];
        assert.deepEqual(
            result.one(ec2("VpcEndpoint"), "main-endpoint-kms").inputs.subnetIds,
            result.one(awsxVpc).outputs.privateSubnetIds,
        );
        const count = (one: typeof result): number => one.all(ec2("NetworkAclRule")).length;
        assert.equal(count(result), count(without));
    });

    it("is named as not expanded, and works while ids are unknown", async () => {
        const result = await run(() => new Network("main", both), { ids: "unknown" });
        assert.deepEqual(result.names(notExpanded(result.resources)), ["main"]);
    });

    it("names the zones where they were given", async () => {
        const zoneNames = ["eu-west-1b", "eu-west-1c"];
        const { inputs } = (await run(() => new Network("main", { ...both, zoneNames }))).one(awsxVpc);
        assert.deepEqual([inputs.availabilityZoneNames, inputs.numberOfAvailabilityZones], [zoneNames, undefined]);
    });

    const refused: [string, NetworkArgs, RegExp[]][] = [
        [
            "NAT that nobody decided",
            { topology: Topology.PublicAndPrivate },
            [/natGateways: it is missing. Fix: decide: One \(33 USD a month/],
        ],
        [
            "NAT without private subnets",
            { topology: Topology.Public, natGateways: NatGateways.One },
            [/natGateways: there is no NAT in the topology Public/],
        ],
        [
            "a region that awsx cannot know",
            { ...both, region: pulumi.output("eu-west-1") },
            [/region: it is an output/],
        ],
        [
            "an administrator's port",
            { ...both, publicPorts: [22] },
            [/publicPorts: 22 opens a machine to the whole internet/],
        ],
        ["no way to AWS", { ...both, internetPorts: [25] }, [/internetPorts: 443 is not among them/]],
        [
            "no ports",
            { ...both, publicPorts: [0, 1.5] },
            [/publicPorts: 0 is not a port/, /publicPorts: 1.5 is not a port/],
        ],
        ["more ports than fit", { ...both, publicPorts: [1, 2, 3, 4, 5, 6] }, [/publicPorts: there are too many/]],
        [
            "a VPC without room for public subnets",
            { ...both, cidr: "10.0.0.0/24" },
            [/cidr: a \/24 has no room for public/],
        ],
        [
            "more networks than fit",
            {
                ...both,
                topology: Topology.PublicAndPrivateWithVpn,
                vpnCidrs: Array.from({ length: 11 }, (_, index) => `192.168.${index}.0/24`),
            },
            [/vpnCidrs: 11 networks are more than a network ACL takes/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new Network("main", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("says what to install where awsx is not", () => {
        assert.deepEqual(awsxFaults("Public"), []);
        const [fault] = awsxFaults("Public", "@pulumi/not-there");
        assert.match(fault?.fault ?? "", /Public stands on @pulumi\/not-there, which is not installed/);
        assert.match(fault?.fix ?? "", /npm install @pulumi\/not-there/);
    });
});
