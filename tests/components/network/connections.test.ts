import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import { ANYONE_ON_THE_INTERNET, AwsService, Network, type Peer, type Relation } from "palisade-aws";
import type { InProcessResult } from "../../../offline-preview/harness";
import type { RegisteredResource } from "../../../offline-preview/model";
import { document, ec2, refusal, run, vpc } from "../support/run";

const office = { name: "office", cidr: "192.168.10.0/24" };

/** Who a rule is about: `source or target, port`. */
function rule({ inputs }: RegisteredResource): Record<string, unknown> {
    const { ipProtocol, fromPort, toPort, securityGroupId, description, region, ...peer } = inputs;
    assert.deepEqual([ipProtocol, fromPort, region], ["tcp", toPort, undefined]);
    return { of: securityGroupId, port: fromPort, why: description, ...peer };
}

const egress = (result: InProcessResult): unknown[] => result.all(vpc("SecurityGroupEgressRule")).map(rule);
const ingress = (result: InProcessResult): unknown[] => result.all(vpc("SecurityGroupIngressRule")).map(rule);

describe("relations of security groups", () => {
    it("from group to group: one rule out of the one, one into the other, each with the reason", async () => {
        const result = await run(() => {
            const network = new Network("main");
            const [web, api] = [network.securityGroup("web"), network.securityGroup("api")];
            network.allow(web, api, 443, "pages ask the API");
        });
        const [web, api] = ["main-web", "main-api"].map((name) => result.one(ec2("SecurityGroup"), name).id);
        const why = "pages ask the API";
        assert.deepEqual(egress(result), [{ of: web, port: 443, why, referencedSecurityGroupId: api }]);
        assert.deepEqual(ingress(result), [{ of: api, port: 443, why, referencedSecurityGroupId: web }]);
        assert.deepEqual(
            [...result.all(vpc("SecurityGroupEgressRule")), ...result.all(vpc("SecurityGroupIngressRule"))].map(
                ({ name }) => name,
            ),
            ["main-web-to-api-443", "main-web-to-api-443"],
        );
    });

    it("a group has no rules of its own, and one name is one group", async () => {
        const result = await run(() => {
            const network = new Network("main");
            assert.equal(network.securityGroup("web"), network.securityGroup("web"));
        });
        const { inputs } = result.one(ec2("SecurityGroup"));
        assert.ok(!("ingress" in inputs) && !("egress" in inputs));
        assert.equal(inputs.vpcId, result.one(ec2("Vpc")).id);
    });

    it("takes groups of others, and networks beyond the VPC", async () => {
        const result = await run(() => {
            const network = new Network("main");
            const db = new aws.ec2.SecurityGroup("db", { vpcId: network.vpcId });
            network.allow(office, db, 5432, "analysts");
            network.allow(db, { name: "v6", cidr: "2001:db8::/48" }, 443, "replica");
        });
        const { id } = result.one(ec2("SecurityGroup"));
        assert.deepEqual(ingress(result), [{ of: id, port: 5432, why: "analysts", cidrIpv4: office.cidr }]);
        assert.deepEqual(egress(result), [{ of: id, port: 443, why: "replica", cidrIpv6: "2001:db8::/48" }]);
    });

    it("in a network with IPv6, a peer who has addresses of both families has a rule for each", async () => {
        const branch = { name: "branch", cidr: "192.168.10.0/24", ipv6Cidr: "2001:db8:12::/48" };
        const program = (ipv6: boolean) => (): void => {
            const network = new Network("main", { ipv6 });
            const web = network.securityGroup("web");
            network.allow(branch, web, 443, "staff");
            network.allow(web, ANYONE_ON_THE_INTERNET, 443, "asks others");
            network.allow(office, web, 80, "printers");
            assert.equal(network.securityGraph().length, 3);
        };
        const result = await run(program(true));
        const { id: of } = result.one(ec2("SecurityGroup"));
        assert.deepEqual(ingress(result), [
            { of, port: 443, why: "staff", cidrIpv4: "192.168.10.0/24" },
            { of, port: 443, why: "staff", cidrIpv6: "2001:db8:12::/48" },
            { of, port: 80, why: "printers", cidrIpv4: office.cidr },
        ]);
        assert.deepEqual(egress(result), [
            { of, port: 443, why: "asks others", cidrIpv4: "0.0.0.0/0" },
            { of, port: 443, why: "asks others", cidrIpv6: "::/0" },
        ]);
        assert.deepEqual(
            result.all(vpc("SecurityGroupIngressRule")).map(({ name }) => name),
            ["main-branch-to-web-443", "main-branch-to-web-443-ipv6", "main-office-to-web-80"],
        );
        const without = await run(program(false));
        assert.ok(!JSON.stringify([ingress(without), egress(without)]).includes("cidrIpv6"));
    });

    it("an endpoint is made when its service is first asked for, and lets in only who is allowed", async () => {
        const result = await run(() => {
            const network = new Network("main");
            const fn = network.securityGroup("fn");
            assert.equal(network.useService(AwsService.Kms), network.useService(AwsService.Kms));
            network.allow(fn, network.useService(AwsService.Kms), 443, "decrypts");
        });
        const endpoint = result.one(ec2("VpcEndpoint"), "main-endpoint-kms");
        const { id } = result.one(ec2("SecurityGroup"), "main-endpoint-kms");
        const { serviceName, vpcEndpointType, privateDnsEnabled, securityGroupIds, subnetIds } = endpoint.inputs;
        assert.deepEqual(
            [serviceName, vpcEndpointType, privateDnsEnabled, securityGroupIds],
            ["com.amazonaws.eu-west-1.kms", "Interface", true, [id]],
        );
        assert.deepEqual(
            subnetIds,
            result.all(ec2("Subnet")).map(({ id }) => id),
        );
        const fn = result.one(ec2("SecurityGroup"), "main-fn").id;
        assert.deepEqual(ingress(result), [{ of: id, port: 443, why: "decrypts", referencedSecurityGroupId: fn }]);
        assert.match(document(endpoint), /"kms:\*".*"aws:PrincipalAccount":\["123456789012"\]/);
        assert.equal(endpoint.options.retainOnDelete ?? false, false);
    });

    it("a route leads to Amazon S3, through an ACL that knows its answers, and nothing but the list of its addresses", async () => {
        const result = await run(() => {
            const network = new Network("main");
            const fn = network.securityGroup("fn");
            network.allow(fn, network.useService(AwsService.S3), 443, "reads artifacts");
            network.allow(fn, network.useService(AwsService.DynamoDb), 443, "reads patterns");
        });
        const [s3] = result.all(ec2("VpcEndpoint"));
        assert.deepEqual(
            [s3?.inputs.vpcEndpointType, s3?.inputs.routeTableIds],
            ["Gateway", [result.one(ec2("RouteTable")).id]],
        );
        assert.deepEqual(
            (egress(result) as { prefixListId?: unknown }[]).map(({ prefixListId }) => prefixListId),
            result.all(ec2("VpcEndpoint")).map(({ outputs }) => outputs.prefixListId),
        );
        assert.deepEqual(ingress(result), []);
        const rules = result.all(ec2("NetworkAclRule")).map(({ name }) => name);
        const further = ["in-400", "in-500", "in-600", "out-300", "out-600"];
        assert.deepEqual(
            rules.slice(2).sort(),
            further.map((rule) => `main-isolated-${rule}`),
        );
    });

    it("the internet is let in by a name that nobody overlooks", async () => {
        const result = await run(() => {
            const network = new Network("main");
            network.allow(ANYONE_ON_THE_INTERNET, network.securityGroup("web"), 443, "visitors");
        });
        const [{ cidrIpv4 }] = ingress(result) as [{ cidrIpv4: string }];
        assert.equal(cidrIpv4, "0.0.0.0/0");
        assert.equal(result.all(vpc("SecurityGroupIngressRule"))[0]?.name, "main-anyone-on-the-internet-to-web-443");
    });

    it("the graph tells all of it, in order, and one relation once", async () => {
        let graph: Relation[] = [];
        await run(() => {
            const network = new Network("main");
            const [fn, api] = [network.securityGroup("fn"), network.securityGroup("api")];
            network.allow(office, api, 443, "colleagues");
            network.allow(api, fn, 8443, "calls");
            network.allow(api, fn, 8443, "calls");
            network.allow(fn, network.useService(AwsService.Sns), 443, "announces");
            graph = network.securityGraph();
        });
        assert.deepEqual(graph, [
            { from: "office", to: "api", port: 443, why: "colleagues" },
            { from: "api", to: "fn", port: 8443, why: "calls" },
            { from: "fn", to: "sns", port: 443, why: "announces" },
        ]);
    });

    it("region reaches endpoints, groups and rules", async () => {
        const result = await run(() => {
            const network = new Network("main", { region: "us-east-1" });
            network.allow(network.securityGroup("fn"), network.useService(AwsService.Sts), 443, "signs in");
        });
        for (const { type, name, inputs, kind } of result.resources) {
            assert.ok(kind !== "custom" || type.startsWith("aws:iam/") || inputs.region === "us-east-1", name);
        }
        assert.equal(result.one(ec2("VpcEndpoint")).inputs.serviceName, "com.amazonaws.us-east-1.sts");
    });

    const refused: [string, (network: Network) => void, RegExp[]][] = [
        [
            "no group at all",
            (network) => network.allow(office, ANYONE_ON_THE_INTERNET, 443, "x"),
            [/allow.to: neither end is a security group. Fix: make one with network.securityGroup/],
        ],
        [
            "the internet by its number",
            (network) => network.allow({ name: "all", cidr: "0.0.0.0/0" }, network.securityGroup("a"), 443, "x"),
            [/allow.from: "0.0.0.0\/0" is nearly everybody. Fix: .*ANYONE_ON_THE_INTERNET/],
        ],
        [
            "the internet by a copy of its name",
            (network) => {
                const a = network.securityGroup("a");
                network.allow({ ...ANYONE_ON_THE_INTERNET }, a, 443, "x");
            },
            [/allow.from: "0.0.0.0\/0" is nearly everybody/],
        ],
        [
            "half of the internet",
            (network) => network.allow(network.securityGroup("a"), { name: "half", cidr: "128.0.0.0/1" }, 443, "x"),
            [/allow.to: "128.0.0.0\/1" is nearly everybody/],
        ],
        [
            "all of IPv6",
            (network) => network.allow(network.securityGroup("a"), { name: "six", cidr: "::/0" }, 443, "x"),
            [/allow.to: "::\/0" is nearly everybody/],
        ],
        [
            "all of IPv6, besides a network",
            (network) => network.allow({ ...office, ipv6Cidr: "::/0" }, network.securityGroup("a"), 443, "x"),
            [/1 invalid argument:\n.*allow.from: "::\/0" is nearly everybody/],
        ],
        [
            "addresses of the other family",
            (network) => network.allow({ ...office, ipv6Cidr: "10.0.0.0/16" }, network.securityGroup("a"), 443, "x"),
            [/allow.from: "10.0.0.0\/16" is not a block of IPv6 addresses. Fix: write it as in 2001:db8:12::\/48/],
        ],
        [
            "an administrator's port for everybody",
            (network) => network.allow(ANYONE_ON_THE_INTERNET, network.securityGroup("a"), 22, "x"),
            [/allow.port: 22 is open to the whole internet. Fix: use AWS Systems Manager/],
        ],
        [
            "everything at once",
            (network) => network.allow({ name: "x", cidr: "nowhere" }, office, 70_000, "straße"),
            [
                /Network "main" has 4 invalid arguments/,
                /allow.to/,
                /allow.from: "nowhere" is not a block/,
                /allow.port: 70000/,
                /allow.why/,
            ],
        ],
        [
            "one relation for two reasons",
            (network) => {
                const [a, b] = [network.securityGroup("a"), network.securityGroup("b")];
                network.allow(a, b, 443, "one");
                network.allow(a, b, 443, "two");
            },
            [/allow: a to b on 443 is allowed already, for "one"/],
        ],
        [
            "two groups of one name",
            (network) => {
                const made = (parent: Network | undefined): Peer =>
                    new aws.ec2.SecurityGroup("same", { vpcId: network.vpcId }, { parent });
                network.allow(made(network), network.securityGroup("b"), 443, "x");
                network.allow(made(undefined), network.securityGroup("b"), 443, "x");
            },
            [/allow: another pair is called same and b. Fix: give the security groups names of their own/],
        ],
    ];
    for (const [what, act, messages] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(() => act(new Network("main")));
            messages.forEach((expected) => assert.match(message, expected));
        });
    }
});
