import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { EncryptionKey, KeyUser, Network, type NetworkArgs, Tenancy, Topology } from "palisade-aws";
import type { Decision } from "palisade-policy-documents";
import type { InProcessResult } from "../../../offline-preview/harness";
import { otherAccount, places, says } from "../support/meaning";
import { cloudwatch, component, document, ec2, iam, kms, refusal, run, text } from "../support/run";

const vpn: NetworkArgs = { topology: Topology.PrivateWithVpn, vpnCidrs: ["192.168.10.0/24", "172.20.0.0/16"] };

/** What a role's trust says to a service that would take the role; such a policy names no resource. */
function trusts(policy: string, service: string, context: Record<string, string>): Decision {
    const { Statement } = JSON.parse(policy) as { Statement: object[] };
    const statements = Statement.map((statement) => ({ ...statement, Resource: "*" }));
    return says(JSON.stringify({ Statement: statements }), service, "sts:AssumeRole", "*", context);
}

/** `name value` of one input, of every resource of a type. */
function inputs(result: InProcessResult, type: string, ...names: string[]): string[] {
    return result
        .all(ec2(type))
        .map(({ name, inputs }) => [name, ...names.map((input) => String(inputs[input] as string))].join(" "));
}

describe("Network", () => {
    it("isolated: subnets in two zones, by plan, without public addresses", async () => {
        const result = await run(() => new Network("main"));
        assert.deepEqual(inputs(result, "Subnet", "cidrBlock"), [
            "main-isolated-1 10.0.32.0/20",
            "main-isolated-2 10.0.96.0/20",
        ]);
        assert.deepEqual(inputs(result, "Subnet", "availabilityZone"), [
            "main-isolated-1 eu-west-1a",
            "main-isolated-2 eu-west-1b",
        ]);
        assert.deepEqual(inputs(result, "Subnet", "mapPublicIpOnLaunch"), [
            "main-isolated-1 false",
            "main-isolated-2 false",
        ]);
    });

    it("isolated: has no way out, neither a gateway nor a route", async () => {
        const { resources } = await run(() => new Network("main"));
        const types = resources.map(({ type }) => type);
        assert.deepEqual(
            types.filter((type) => /gateway|route:|peering/i.test(type)),
            [],
        );
    });

    it("its default security group lets nothing through", async () => {
        const { inputs } = (await run(() => new Network("main"))).one(ec2("DefaultSecurityGroup"));
        assert.deepEqual([inputs.ingress, inputs.egress], [[], []]);
    });

    it("answers to the names of services, on shared hardware unless it is asked for its own", async () => {
        const { inputs } = (await run(() => new Network("main"))).one(ec2("Vpc"));
        assert.deepEqual(
            [inputs.enableDnsSupport, inputs.enableDnsHostnames, inputs.instanceTenancy],
            [true, true, "default"],
        );
        const own = await run(() => new Network("main", { tenancy: Tenancy.Dedicated }));
        assert.equal(own.one(ec2("Vpc")).inputs.instanceTenancy, "dedicated");
    });

    it("the network ACL is that of all subnets, and its rules come one after the other", async () => {
        const result = await run(() => new Network("main", vpn));
        const acl = result.one(ec2("NetworkAcl"));
        assert.deepEqual(
            acl.inputs.subnetIds,
            result.all(ec2("Subnet")).map(({ id }) => id),
        );
        const rules = result.all(ec2("NetworkAclRule"));
        assert.deepEqual(inputs(result, "NetworkAclRule", "egress", "ruleAction", "protocol", "cidrBlock"), [
            "main-private-in-100 false allow -1 10.0.0.0/16",
            "main-private-out-100 true allow -1 10.0.0.0/16",
            "main-private-in-200 false allow -1 192.168.10.0/24",
            "main-private-out-200 true allow -1 192.168.10.0/24",
            "main-private-in-201 false allow -1 172.20.0.0/16",
            "main-private-out-201 true allow -1 172.20.0.0/16",
        ]);
        for (const { options } of rules) {
            assert.equal(options.deleteBeforeReplace, true);
        }
    });

    it("with a VPN: routes to the networks that are named, by its gateway, and to no others", async () => {
        const result = await run(() => new Network("main", vpn));
        const gateway = result.one(ec2("VpnGateway"));
        assert.equal(gateway.inputs.vpcId, result.one(ec2("Vpc")).id);
        assert.deepEqual(inputs(result, "Route", "destinationCidrBlock"), [
            "main-private-to-192.168.10.0/24 192.168.10.0/24",
            "main-private-to-172.20.0.0/16 172.20.0.0/16",
        ]);
        for (const { inputs } of result.all(ec2("Route"))) {
            assert.equal(inputs.gatewayId, gateway.id);
            assert.equal(inputs.routeTableId, result.one(ec2("RouteTable")).id);
        }
        assert.equal(result.one(component("Network")).outputs.vpnGatewayId, gateway.id);
        assert.ok(!result.resources.some(({ type }) => /propagation/i.test(type)));
    });

    it("records every connection, let through or not, for a year, encrypted with its own key", async () => {
        const result = await run(() => new Network("main"));
        const group = result.one(cloudwatch("LogGroup"));
        assert.equal(group.inputs.retentionInDays, 365);
        assert.equal(group.inputs.kmsKeyId, result.one(kms("Key")).outputs.arn);
        assert.ok(document(result.one(kms("KeyPolicy"))).includes('"logs.eu-west-1.amazonaws.com"'));
        const { inputs, options } = result.one(ec2("FlowLog"));
        assert.deepEqual(
            [inputs.trafficType, inputs.vpcId, inputs.logDestination, inputs.iamRoleArn],
            ["ALL", result.one(ec2("Vpc")).id, group.outputs.arn, result.one(iam("Role")).outputs.arn],
        );
        assert.equal(options.protect, true);
        const short = await run(() => new Network("main", { flowLogRetentionDays: 30 }));
        assert.equal(short.one(cloudwatch("LogGroup")).inputs.retentionInDays, 30);
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`its flow logs' role is for flow logs of the account alone, and writes into one log, in ${partition}`, async () => {
            const result = await run(() => new Network("main"), { config: { "aws:region": region } });
            const trust = text(result.one(iam("Role")).inputs.assumeRolePolicy);
            const flowLog = (account: string): Record<string, string> => ({
                "aws:SourceAccount": account,
                "aws:SourceArn": `arn:${partition}:ec2:${region}:${account}:vpc-flow-log/fl-1`,
            });
            const service = "vpc-flow-logs.amazonaws.com";
            assert.equal(trusts(trust, service, flowLog("123456789012")), "allowed");
            assert.equal(trusts(trust, service, flowLog(otherAccount)), "not-covered");
            assert.equal(trusts(trust, "ec2.amazonaws.com", flowLog("123456789012")), "not-covered");

            const policy = document(result.one(iam("RolePolicy")));
            const stream = `${text(result.one(cloudwatch("LogGroup")).outputs.arn)}:log-stream:eni-1`;
            assert.equal(says(policy, "the role", "logs:PutLogEvents", stream), "allowed");
            assert.equal(says(policy, "the role", "logs:PutLogEvents", stream.replace("main", "other")), "not-covered");
            assert.equal(says(policy, "the role", "logs:DeleteLogStream", stream), "not-covered");
        });
    }

    it("takes a key for its flow logs that lets CloudWatch Logs use it, and no other", async () => {
        const program = (users: KeyUser[]) => (): unknown =>
            new Network("main", { key: new EncryptionKey("shared", { users }) });
        const { message } = await refusal(program([]));
        assert.match(message, /Network "main".*\n.*key: the EncryptionKey does not let CloudWatchLogs use it/);
        const shared = await run(program([KeyUser.CloudWatchLogs]));
        assert.equal(shared.one(component("Network")).outputs.requiredKeyStatements, "[]");

        const key = "arn:aws:kms:eu-west-1:999988887777:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const foreign = await run(() => new Network("main", { key }));
        const required = text(foreign.one(component("Network")).outputs.requiredKeyStatements);
        const policy = `{"Version":"2012-10-17","Statement":${required}}`;
        const context = {
            "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:eu-west-1:123456789012:log-group:/aws/vpc/x",
        };
        assert.equal(says(policy, "logs.eu-west-1.amazonaws.com", "kms:Encrypt", key, context), "allowed");
        assert.equal(says(policy, "arn:aws:iam::123456789012:role/app", "kms:Decrypt", key), "not-covered");
    });

    it("gives its subnets only once they have routes and an ACL", async () => {
        const result = await run(() => {
            const { subnetIds } = new Network("main");
            new aws.rds.SubnetGroup("data", { subnetIds });
        });
        const { inputs, propertyDependencies } = result.one("aws:rds/subnetGroup:SubnetGroup");
        assert.deepEqual(
            inputs.subnetIds,
            result.all(ec2("Subnet")).map(({ id }) => id),
        );
        const waits = result.names(propertyDependencies.subnetIds ?? []);
        for (const name of ["main-isolated-1", "main-isolated-2", "main-isolated-in-100", "main-isolated-out-100"]) {
            assert.ok(waits.includes(name), name);
        }
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`is named and placed as in ${partition}`, async () => {
            const result = await run(() => new Network("main"), { config: { "aws:region": region } });
            const { arn, zoneNames } = result.one(component("Network")).outputs;
            assert.equal(arn, `arn:${partition}:ec2:${region}:123456789012:vpc/${result.one(ec2("Vpc")).id}`);
            assert.deepEqual(zoneNames, [`${region}a`, `${region}b`]);
        });
    }

    it("grows by a zone, and by another size, without moving a subnet", async () => {
        const small = inputs(await run(() => new Network("main")), "Subnet", "cidrBlock");
        const grown = inputs(await run(() => new Network("main", { zones: 3 })), "Subnet", "cidrBlock");
        assert.deepEqual(grown.slice(0, 2), small);
        const sized = await run(() => new Network("main", { subnetSizes: { isolated: 24 } }));
        assert.deepEqual(inputs(sized, "Subnet", "cidrBlock"), [
            "main-isolated-1 10.0.32.0/24",
            "main-isolated-2 10.0.96.0/24",
        ]);
    });

    it("takes the zones that are named, and no local zones of itself", async () => {
        const zoneNames = ["eu-west-1c", "eu-west-1a"];
        const named = await run(() => new Network("main", { zoneNames }));
        assert.deepEqual(named.one(component("Network")).outputs.zoneNames, zoneNames);
        const asked: unknown[] = [];
        await run(() => new Network("main", { region: "us-west-2" }), {
            functions: (token, args) => {
                if (token.endsWith(":getAvailabilityZones")) {
                    asked.push(args);
                }
                return undefined;
            },
        });
        const filters = [{ name: "opt-in-status", values: ["opt-in-not-required"] }];
        assert.deepEqual(asked, [{ state: "available", filters, region: "us-west-2" }]);
    });

    it("tells the subnets from each other in the console", async () => {
        const result = await run(() => new Network("main"));
        const [first] = result.all(ec2("Subnet"));
        assert.equal((first?.inputs.tags as { Name: string }).Name, "main-isolated-1");
    });

    it("works while ids and zones are unknown", async () => {
        const result = await run(() => new Network("main", vpn), { ids: "unknown" });
        assert.equal(result.all(ec2("Subnet")).length, 2);
    });

    const refused: [string, NetworkArgs, RegExp[]][] = [
        ["an unknown topology", { topology: "Open" as Topology }, [/topology: "Open" is not known. Fix: use one of/]],
        [
            "a VPN to nowhere",
            { topology: Topology.PrivateWithVpn },
            [/vpnCidrs: it is missing. Fix: name the networks beyond the VPN/],
        ],
        ["networks without a VPN", { vpnCidrs: ["192.168.0.0/24"] }, [/vpnCidrs: there is no VPN in the topology Iso/]],
        [
            "networks that cannot be told apart",
            {
                ...vpn,
                vpnCidrs: ["10.0.64.0/20", "10.0.0.0/8", "192.168.0.0/16", "192.168.3.0/24", "office", "0.0.0.0/0"],
            },
            [
                /vpnCidrs\[0\]: "10.0.64.0\/20" overlaps with the VPC, 10.0.0.0\/16/,
                /vpnCidrs\[1\]: "10.0.0.0\/8" overlaps with the VPC/,
                /vpnCidrs\[3\]: "192.168.3.0\/24" overlaps with one before it/,
                /vpnCidrs\[4\]: "office" is not a block of IPv4 addresses/,
                /vpnCidrs\[5\]: "0.0.0.0\/0" is more than a network of one's own/,
            ],
        ],
        ["zones without names", { zones: 3, zoneNames: ["a", "b"] }, [/zoneNames: 2 names are not 3 zones/]],
        ["one zone twice", { zoneNames: ["a", "a"] }, [/zoneNames: a zone is named twice/]],
        ["other hardware", { tenancy: "host" as Tenancy }, [/tenancy: "host" is not known/]],
        ["an output", { cidr: pulumi.output("10.0.0.0/16") as unknown as string }, [/cidr: it is an output/]],
        ["no text", { cidr: 10 as unknown as string }, [/cidr: it is not a text/]],
        [
            "everything at once",
            { cidr: "8.8.0.0/16", zones: 1, subnetSizes: { private: 24 }, vpnCidrs: ["x"] },
            [/Network "main" has 4 invalid arguments/, /cidr:/, /zones:/, /subnetSizes.private:/, /vpnCidrs:/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new Network("main", args));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refused: more zones than the region has", async () => {
        const program = (): unknown => new Network("main", { zones: 4, region: "us-west-1" });
        const { message } = await refusal(program);
        assert.match(message, /zones: the region has \d, us-west-1a, .*Fix: use \d, or another region/);
    });
});
