import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import * as aws from "@pulumi/aws";
import * as awsx from "@pulumi/awsx";
import * as pulumi from "@pulumi/pulumi";
import { ANYONE_ON_THE_INTERNET, AwsService, ExistingNetwork, type ExistingNetworkArgs, Topology } from "palisade-aws";
import type { InProcessOptions } from "../../../offline-preview/harness";
import { component, ec2, refusal, run, text, vpc } from "../support/run";
import { answersOf, usualVpc, vpcId, type VpcModel } from "./support/vpc";

const subnetIds = {
    privateSubnetIds: ["subnet-a1", "subnet-a2"],
    publicSubnetIds: ["subnet-b1", "subnet-b2"],
    isolatedSubnetIds: ["subnet-c1", "subnet-c2"],
};
const both: ExistingNetworkArgs = { vpc: { vpcId, ...subnetIds }, topology: Topology.PublicAndPrivate };

/** The same VPC, with something changed. */
function changed(change: (model: VpcModel) => void = () => undefined): InProcessOptions {
    const model = usualVpc();
    change(model);
    return { functions: answersOf(model) };
}

describe("ExistingNetwork", () => {
    const shapes: [Topology, string[], string[] | undefined, string[]][] = [
        [Topology.PublicAndPrivate, subnetIds.privateSubnetIds, subnetIds.publicSubnetIds, ["rtb-a", "rtb-b"]],
        [Topology.PublicAndPrivateWithVpn, subnetIds.privateSubnetIds, subnetIds.publicSubnetIds, ["rtb-a", "rtb-b"]],
        [Topology.Public, subnetIds.publicSubnetIds, subnetIds.publicSubnetIds, ["rtb-0"]],
        [Topology.Isolated, subnetIds.isolatedSubnetIds, undefined, ["rtb-f"]],
    ];
    for (const [topology, main, open, tables] of shapes) {
        it(`${topology}: places in the right subnets, and finds zones and tables`, async () => {
            const result = await run(() => new ExistingNetwork("main", { ...both, topology }), changed());
            const outputs = result.one(component("ExistingNetwork")).outputs;
            assert.deepEqual([outputs.subnetIds, outputs.publicSubnetIds], [main, open]);
            assert.deepEqual(outputs.routeTableIds, tables);
            assert.deepEqual(outputs.zoneNames, ["eu-west-1a", "eu-west-1b"]);
            assert.deepEqual([outputs.vpcId, outputs.cidr], [vpcId, "172.16.0.0/16"]);
            assert.deepEqual(
                result.resources
                    .filter(({ kind }) => kind === "custom" || kind === "component")
                    .map(({ name }) => name),
                ["main"],
            );
        });
    }

    it("says what its owner has to see to, as it changes nothing of theirs", async () => {
        const { outputs } = (await run(() => new ExistingNetwork("main", both), changed())).one(
            component("ExistingNetwork"),
        );
        const review = outputs.review as string[];
        assert.deepEqual(
            review.map((line) => /\((EC2\.\d+)\)$/.exec(line)?.[1]),
            ["EC2.2", "EC2.6", "EC2.21", "EC2.15"],
        );
        assert.match(review[2] ?? "", /^subnet-a1, subnet-a2, subnet-b1, subnet-b2: network ACLs/);
        assert.match(review[3] ?? "", /^subnet-b1: gives a public address/);
    });

    it("groups, rules and endpoints are made in it as they are asked for", async () => {
        const result = await run(() => {
            const network = new ExistingNetwork("main", both);
            const fn = network.securityGroup("fn");
            network.allow(fn, network.useService(AwsService.Sts), 443, "signs in");
            network.useService(AwsService.DynamoDb);
            assert.deepEqual(network.securityGraph(), [{ from: "fn", to: "sts", port: 443, why: "signs in" }]);
            assert.deepEqual(network.requiredRules(), []);
        }, changed());
        const sts = result.one(ec2("VpcEndpoint"), "main-endpoint-sts").inputs;
        assert.deepEqual([sts.vpcId, sts.subnetIds], [vpcId, subnetIds.privateSubnetIds]);
        const dynamo = result.one(ec2("VpcEndpoint"), "main-endpoint-dynamodb").inputs;
        assert.deepEqual(dynamo.routeTableIds, ["rtb-a", "rtb-b"]);
        assert.equal(result.one(ec2("SecurityGroup"), "main-fn").inputs.vpcId, vpcId);
        assert.equal(result.all(vpc("SecurityGroupIngressRule")).length, 1);
        assert.equal(result.all(ec2("NetworkAclRule")).length, 0);
    });

    it("endpoints that are there are used: a rule out to them, the rule into them is for their owner", async () => {
        const result = await run(() => {
            const network = new ExistingNetwork("main", {
                ...both,
                endpointIds: { kms: "vpce-1", s3: pulumi.output("vpce-2") },
            });
            const fn = network.securityGroup("fn");
            network.allow(fn, network.useService(AwsService.Kms), 443, "decrypts");
            network.allow(fn, network.useService(AwsService.S3), 443, "reads");
            return { rules: network.requiredRules(), endpoint: network.useService(AwsService.Kms).endpointId };
        }, changed());
        assert.equal(result.all(ec2("VpcEndpoint")).length, 0);
        assert.equal(result.all(vpc("SecurityGroupIngressRule")).length, 0);
        const targets = result
            .all(vpc("SecurityGroupEgressRule"))
            .map(({ inputs }) => inputs.referencedSecurityGroupId ?? inputs.prefixListId);
        assert.deepEqual(targets.sort(), ["pl-of-vpce-2", "sg-of-vpce-1"]);
        const fromGroupId = result.one(ec2("SecurityGroup")).id;
        assert.deepEqual(result.outputs, {
            rules: [{ groupId: "sg-of-vpce-1", fromGroupId, port: 443, why: "decrypts" }],
            endpoint: "vpce-1",
        });
    });

    const withIpv6 = (model: VpcModel): void => {
        model.ipv6 = [
            { ipv6CidrBlock: "2001:db8:1::/56", state: "disassociated" },
            { ipv6CidrBlock: "2001:db8:2::/56", state: "associated" },
        ];
        for (const id of ["subnet-a1", "subnet-a2", "subnet-b1"]) {
            const { [id]: subnet } = model.subnets;
            model.subnets[id] = { zone: "eu-west-1a", ...subnet, ipv6CidrBlock: "2001:db8:2::/64" };
        }
    };

    it("says whether it has IPv6, and for which subnets no rules are made", async () => {
        const network = (): unknown => new ExistingNetwork("main", both);
        const without = (await run(network, changed())).one(component("ExistingNetwork")).outputs;
        assert.deepEqual(without.ipv6Cidrs, []);
        const { ipv6Cidrs, review } = (await run(network, changed(withIpv6))).one(component("ExistingNetwork")).outputs;
        assert.deepEqual(ipv6Cidrs, ["2001:db8:2::/56"]);
        assert.deepEqual((review as string[]).slice((without.review as string[]).length), [
            "subnet-a1: has IPv6 addresses, for which no rules are made without `ipv6`",
            "subnet-a2: has IPv6 addresses, for which no rules are made without `ipv6`",
            "subnet-b1: has IPv6 addresses, for which no rules are made without `ipv6`",
        ]);
    });

    it("with IPv6, rules are for both families, and subnets without it are refused", async () => {
        const program = (): unknown => {
            const network = new ExistingNetwork("main", { ...both, ipv6: true });
            network.allow(network.securityGroup("fn"), ANYONE_ON_THE_INTERNET, 443, "asks others");
            return network.vpcId;
        };
        const { message } = await refusal(program, changed(withIpv6));
        assert.match(
            message,
            /1 invalid argument:\n.*ipv6: subnet-b2 has no IPv6 addresses. Fix: let its owner give it a block/,
        );
        const result = await run(
            program,
            changed((model) => {
                withIpv6(model);
                model.subnets["subnet-b2"] = { zone: "eu-west-1b", table: "rtb-0", ipv6CidrBlock: "2001:db8:2:1::/64" };
            }),
        );
        assert.equal(result.all(vpc("SecurityGroupEgressRule")).length, 2);
        assert.doesNotMatch(JSON.stringify(result.one(component("ExistingNetwork")).outputs.review), /IPv6/);
    });

    for (const ids of ["made-up", "unknown"] as const) {
        it(`works where AWS does not answer (ids ${ids})`, async () => {
            const result = await run(
                () => {
                    const { endpointId } = new ExistingNetwork("main", both).useService(AwsService.Kms);
                    new aws.ssm.Parameter("endpoint", { type: "String", value: endpointId });
                },
                { ids },
            );
            assert.equal(result.all(ec2("VpcEndpoint")).length, 1);
        });
    }

    it("takes an awsx.ec2.Vpc as it is", async () => {
        const [asked, { functions = () => undefined }] = [new Set<string>(), changed()];
        await run(
            () => {
                const theirs = new awsx.ec2.Vpc("theirs");
                // Without awsx's plugin its ids are not known, and AWS is not asked about them: so they are given.
                const known = Object.assign(theirs, {
                    ...{ vpcId: pulumi.output(vpcId), isolatedSubnetIds: pulumi.output([]) },
                    privateSubnetIds: pulumi.output(subnetIds.privateSubnetIds),
                    publicSubnetIds: pulumi.output(subnetIds.publicSubnetIds),
                });
                new ExistingNetwork("main", { ...both, vpc: known });
            },
            {
                functions: (token, args) => {
                    if (token.endsWith(":getSubnet")) {
                        asked.add(text(args.id));
                    }
                    return functions(token, args);
                },
            },
        );
        assert.deepEqual([...asked].sort(), ["subnet-a1", "subnet-a2", "subnet-b1", "subnet-b2"]);
    });

    it("looks in its region", async () => {
        const regions = new Map<string, unknown>();
        const { functions = () => undefined } = changed();
        await run(() => new ExistingNetwork("main", { ...both, endpointIds: { s3: "vpce-2" }, region: "us-east-1" }), {
            functions: (token, args) => {
                regions.set(token, args.region);
                return functions(token, args);
            },
        });
        const asked = [...regions].filter(([token]) => token.startsWith("aws:ec2/"));
        assert.deepEqual(
            asked.map(([, region]) => region),
            Array(5).fill("us-east-1"),
        );
    });

    it("looks only when what it depends on is there", async () => {
        const order: string[] = [];
        const { functions = () => undefined } = changed();
        await run(
            () => {
                const subnetId = setTimeout(100).then(() => "subnet-a1");
                const association = new aws.ec2.RouteTableAssociation("own", { routeTableId: "rtb-a", subnetId });
                association.urn.apply(() => order.push("association"));
                new ExistingNetwork("main", both, { dependsOn: [association] });
            },
            {
                functions: (token, args) => {
                    order.push(token.split(":").at(-1) ?? "");
                    return functions(token, args);
                },
            },
        );
        const looks = order.filter((step) => /^get(Vpc|Subnet|RouteTable)|association/.test(step));
        assert.equal(looks[0], "association");
        assert.equal(looks.filter((step) => step === "getSubnet").length, 4);
    });

    const found: [string, (model: VpcModel) => void, RegExp[], Topology?][] = [
        [
            "a subnet of another VPC",
            ({ subnets }) => (subnets["subnet-a2"] = { zone: "eu-west-1b", table: "rtb-b", vpcId: "vpc-0b" }),
            [/vpc.privateSubnetIds: subnet-a2 is in vpc-0b, not in vpc-0a. Fix: name subnets of vpc-0a/],
        ],
        [
            "a single zone",
            ({ subnets }) => {
                subnets["subnet-a2"] = { zone: "eu-west-1a", table: "rtb-b" };
            },
            [
                /1 invalid argument:\n.*vpc.privateSubnetIds: they are in eu-west-1a alone. Fix: name subnets in two zones/,
            ],
        ],
        [
            "public subnets called private",
            ({ subnets }) => (subnets["subnet-a1"] = { zone: "eu-west-1a", table: "rtb-0" }),
            [/vpc.privateSubnetIds: subnet-a1 has a route to an internet gateway, so it is public/],
        ],
        [
            "private subnets that give out public addresses",
            ({ subnets }) => (subnets["subnet-a1"] = { zone: "eu-west-1a", table: "rtb-a", mapPublicIpOnLaunch: true }),
            [/subnet-a1 gives a public address to whatever starts in it. Fix: let its owner turn that off/],
        ],
        [
            "private subnets without a way out",
            ({ tables }) => (tables["rtb-b"] = []),
            [/subnet-a2 has no way to the internet, which PublicAndPrivate has. Fix: let its owner route/],
        ],
        [
            "public subnets without one",
            ({ tables }) => (tables["rtb-0"] = [{ natGatewayId: "nat-a" }]),
            [/vpc.publicSubnetIds: subnet-b1 has no route to an internet gateway/, /subnet-b2 has no route/],
        ],
        [
            "public subnets elsewhere",
            ({ subnets }) => (subnets["subnet-b2"] = { zone: "eu-west-1c", table: "rtb-0" }),
            [
                /vpc.publicSubnetIds: there is none in eu-west-1b, where subnet-a2 is. Fix: name a public subnet in eu-we/,
            ],
        ],
        [
            "isolated subnets with a way out, by the main table",
            ({ tables }) => (tables["rtb-f"] = [{ natGatewayId: "nat-a" }]),
            [/vpc.isolatedSubnetIds: subnet-c1 has a way to the internet, which Isolated has not/, /subnet-c2/],
            Topology.Isolated,
        ],
        [
            "isolated subnets with a way out by IPv6",
            ({ tables }) => (tables["rtb-f"] = [{ egressOnlyGatewayId: "eigw-0" }]),
            [/subnet-c1 has a way to the internet/],
            Topology.Isolated,
        ],
    ];
    for (const [what, change, messages, topology] of found) {
        it(`refused once AWS has been asked: ${what}`, async () => {
            const args = { ...both, ...(topology === undefined ? {} : { topology }) };
            const { message } = await refusal(() => new ExistingNetwork("main", args), changed(change));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }

    it("refused: a third subnet in a zone that has one", async () => {
        const privateSubnetIds = [...subnetIds.privateSubnetIds, "subnet-a3"];
        const { message } = await refusal(
            () => new ExistingNetwork("main", { ...both, vpc: { vpcId, ...subnetIds, privateSubnetIds } }),
            changed(({ subnets }) => (subnets["subnet-a3"] = { zone: "eu-west-1b", table: "rtb-b" })),
        );
        assert.match(
            message,
            /1 invalid argument:\n.*subnet-a3 is in eu-west-1b, as subnet-a2 is. Fix: name one subnet/,
        );
    });

    it("passes over a VPC that AWS does not call available", async () => {
        await run(
            () => new ExistingNetwork("main", both),
            changed((model) => {
                model.state = "pending";
                model.tables = {};
            }),
        );
    });

    it("endpoints need DNS, routes do not", async () => {
        const options = changed((model) => (model.enableDnsHostnames = false));
        const program = (service: AwsService) => (): unknown =>
            new ExistingNetwork("main", both).useService(service).endpointId;
        await run(program(AwsService.S3), options);
        const { message } = await refusal(program(AwsService.Kms), options);
        assert.match(message, /useService: vpc-0a has no DNS host names, so nobody finds the endpoint/);
    });

    const endpoints: [string, VpcModel["endpoints"][string], RegExp][] = [
        [
            "of another service",
            { service: "sts" },
            /endpointIds.kms: vpce-1 is of com.amazonaws.eu-west-1.sts in vpc-0a. Fix: name the endpoint of kms in vpc-0a/,
        ],
        ["of another VPC", { service: "kms", vpcId: "vpc-0b" }, /endpointIds.kms: vpce-1 is of .*kms in vpc-0b/],
        [
            "without the service's name",
            { service: "kms", privateDnsEnabled: false },
            /endpointIds.kms: vpce-1 does not answer to the service's own name. Fix: let its owner enable private DNS/,
        ],
    ];
    for (const [what, endpoint, expected] of endpoints) {
        it(`refused: an endpoint ${what}`, async () => {
            const { message } = await refusal(
                () => new ExistingNetwork("main", { ...both, endpointIds: { kms: "vpce-1" } }),
                changed((model) => (model.endpoints["vpce-1"] = endpoint)),
            );
            assert.match(message, expected);
        });
    }

    const refused: [string, object, RegExp[]][] = [
        ["nothing", { vpc: undefined, topology: undefined }, [/vpc: it is missing/, /topology: it is missing/]],
        [
            "subnets that the topology has and are not named",
            { vpc: { vpcId, isolatedSubnetIds: [] } },
            [
                /vpc.privateSubnetIds: it is missing. Fix: name the private subnets/,
                /vpc.publicSubnetIds: it is missing/,
            ],
        ],
        [
            "ids that are none",
            { vpc: { ...subnetIds, vpcId: "main", privateSubnetIds: ["a"] }, endpointIds: { kms: "x", ftp: "vpce-1" } },
            [
                /4 invalid arguments/,
                /vpc.vpcId: "main" is not an id/,
                /vpc.privateSubnetIds: "a" is not an id/,
                /endpointIds: "ftp" is not known/,
                /endpointIds.kms: "x" is not an id/,
            ],
        ],
        [
            "an id that is known later",
            { vpc: { ...both.vpc, vpcId: pulumi.output("x") } },
            [/vpc.vpcId: "x" is not an/],
        ],
        ["an unknown topology", { topology: "Open" }, [/topology: "Open" is not known/]],
    ];
    for (const [what, args, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => new ExistingNetwork("main", { ...both, ...args }), changed());
            messages.forEach((expected) => assert.match(message, expected));
        });
    }
});
