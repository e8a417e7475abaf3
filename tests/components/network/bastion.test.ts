import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { Bastion, type BastionArgs, ExistingNetwork, Network, Topology } from "palisade-aws";
import { bastionStatements, bastionTrust, connectGrant } from "../../../components/network/policy/bastionStatements";
import { otherAccount, places, says } from "../support/meaning";
import { component, document, ec2, iam, refusal, run, text, vpc } from "../support/run";
import { answersOf, usualVpc, vpcId } from "./support/vpc";

const make =
    (args: Partial<BastionArgs> = {}) =>
    (): Bastion =>
        new Bastion("door", { network: new Network("main"), ...args });
const state = "aws:ec2transitgateway/instanceState:InstanceState";

describe("Bastion", () => {
    it("has no key pair, no public address, no open port", async () => {
        const result = await run(make());
        const { inputs } = result.one(ec2("Instance"));
        assert.ok(!("keyName" in inputs));
        assert.equal(inputs.associatePublicIpAddress, false);
        const door = result.one(ec2("SecurityGroup"), "main-door").id;
        assert.deepEqual(inputs.vpcSecurityGroupIds, [door]);
        const into = result
            .all(vpc("SecurityGroupIngressRule"))
            .filter(({ inputs }) => inputs.securityGroupId === door);
        assert.deepEqual(into, []);
    });

    it("is let out to Systems Manager's endpoints, and to what is named", async () => {
        const result = await run(() => {
            const network = new Network("main");
            const bastion = new Bastion("door", { network });
            network.allow(bastion.group, network.securityGroup("console"), 443, "pages");
            return network.securityGraph().map(({ from, to, port }) => `${from} ${to} ${port}`);
        });
        const graph = Object.values(result.outputs);
        assert.deepEqual(graph, ["door ssm 443", "door ssmmessages 443", "door console 443"]);
        const door = result.one(ec2("SecurityGroup"), "main-door").id;
        const out = result.all(vpc("SecurityGroupEgressRule"));
        assert.equal(out.length, 3);
        for (const { inputs } of out) {
            assert.equal(inputs.securityGroupId, door);
            assert.ok("referencedSecurityGroupId" in inputs && inputs.cidrIpv4 === undefined);
        }
        assert.deepEqual(
            result
                .all(ec2("VpcEndpoint"))
                .map(({ inputs }) => inputs.serviceName)
                .sort(),
            ["com.amazonaws.eu-west-1.ssm", "com.amazonaws.eu-west-1.ssmmessages"],
        );
    });

    it("gives its credentials to nobody who cannot start a session of metadata, over one hop", async () => {
        const { metadataOptions } = (await run(make())).one(ec2("Instance")).inputs;
        assert.deepEqual(metadataOptions, {
            httpEndpoint: "enabled",
            httpTokens: "required",
            httpPutResponseHopLimit: 1,
            instanceMetadataTags: "disabled",
        });
    });

    it("has an encrypted volume, in the network's first subnet, and processor time that is never paid for", async () => {
        const result = await run(make());
        const { rootBlockDevice, subnetId, creditSpecification, iamInstanceProfile } = result.one(
            ec2("Instance"),
        ).inputs;
        assert.equal((rootBlockDevice as { encrypted: boolean }).encrypted, true);
        assert.equal(subnetId, result.one(ec2("Subnet"), "main-isolated-1").id);
        assert.deepEqual(creditSpecification, { cpuCredits: "standard" });
        const profile = result.one(iam("InstanceProfile"));
        assert.equal(iamInstanceProfile, profile.outputs.name);
        assert.equal(profile.inputs.role, result.one(iam("Role"), "door-role").outputs.name);
    });

    it("is the newest Amazon Linux 2023, of the network's region, or the image that is named", async () => {
        const asked: unknown[] = [];
        const network = (): Network => new Network("main", { region: "us-east-1" });
        const result = await run(() => new Bastion("door", { network: network() }), {
            functions: (token, args) => {
                if (!token.endsWith(":getParameter")) {
                    return undefined;
                }
                asked.push(args);
                return { insecureValue: "ami-0newest" };
            },
        });
        const name = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";
        assert.deepEqual(asked, [{ name, region: "us-east-1" }]);
        const { ami, instanceType, region } = result.one(ec2("Instance")).inputs;
        assert.deepEqual([ami, instanceType, region], ["ami-0newest", "t4g.nano", "us-east-1"]);
        const named = await run(make({ imageId: pulumi.output("ami-0a"), instanceType: "m7gd.large" }));
        assert.deepEqual(
            [named.one(ec2("Instance")).inputs.ami, named.one(ec2("Instance")).inputs.instanceType],
            ["ami-0a", "m7gd.large"],
        );
    });

    it("is stopped and started by an argument, without being made anew", async () => {
        const [runs, stopped] = [await run(make()), await run(make({ running: false }))];
        assert.deepEqual(
            [runs, stopped].map((result) => result.one(state).inputs.state),
            ["running", "stopped"],
        );
        assert.deepEqual(stopped.one(ec2("Instance")).inputs, runs.one(ec2("Instance")).inputs);
        assert.equal(runs.one(state).inputs.instanceId, runs.one(ec2("Instance")).id);
    });

    it("its role is EC2's to take, registers it and opens sessions, and reads nothing", async () => {
        const result = await run(make({ permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/limit" }));
        const role = result.one(iam("Role"), "door-role");
        assert.equal(role.inputs.permissionsBoundary, "arn:aws:iam::123456789012:policy/limit");
        assert.equal(role.inputs.assumeRolePolicy, JSON.stringify(bastionTrust));
        assert.ok(!result.resources.some(({ type }) => /rolePolicyAttachment/i.test(type)));
        const policy = document(result.one(iam("RolePolicy"), "door-role"));
        const allowed = [
            "ssm:UpdateInstanceInformation",
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ];
        for (const action of allowed) {
            assert.equal(says(policy, "the role", action, "*"), "allowed", action);
        }
        for (const action of [
            "ssm:GetParameter",
            "ssm:SendCommand",
            "ssm:StartSession",
            "s3:GetObject",
            "kms:Decrypt",
        ]) {
            assert.equal(says(policy, "the role", action, "*"), "not-covered", action);
        }
        assert.equal(bastionStatements.flatMap(({ Action }) => Action).length, allowed.length);
    });

    for (const place of places.slice(0, 3)) {
        it(`people start sessions on it and on nothing else, and end their own, in ${place.partition}`, () => {
            const { partition, region, accountId } = place;
            const instance = (id: string): string => `arn:${partition}:ec2:${region}:${accountId}:instance/${id}`;
            const ssm = (rest: string): string => `arn:${partition}:ssm:${region}:${rest}`;
            const statements = connectGrant.statements({ arn: instance("i-1"), keyArn: undefined, place });
            const decides = (action: string, resource: string): string =>
                says(statements, "the role", action, resource, { "aws:userid": "AROA1:ann" });
            const start = "ssm:StartSession";
            assert.equal(decides(start, instance("i-1")), "allowed");
            assert.equal(decides(start, instance("i-2")), "not-covered");
            assert.equal(decides(start, ssm(`${accountId}:document/SSM-SessionManagerRunShell`)), "allowed");
            assert.equal(decides(start, ssm(":document/AWS-StartPortForwardingSessionToRemoteHost")), "allowed");
            assert.equal(decides(start, ssm(":document/AWS-StartSSHSession")), "not-covered");
            assert.equal(decides("ssm:SendCommand", instance("i-1")), "not-covered");
            assert.equal(decides("ssm:TerminateSession", ssm(`${accountId}:session/AROA1:ann-0a`)), "allowed");
            assert.equal(decides("ssm:TerminateSession", ssm(`${accountId}:session/AROA1:bob-0a`)), "not-covered");
            assert.equal(decides("ssm:TerminateSession", ssm(`${otherAccount}:session/AROA1:ann-0a`)), "not-covered");
        });
    }

    it("grants a role, by the bastion's own ARN", async () => {
        const result = await run(() => {
            const assumeRolePolicy = aws.iam.assumeRolePolicyForPrincipal({ AWS: "arn:aws:iam::123456789012:root" });
            make()().grantConnect(new aws.iam.Role("people", { assumeRolePolicy }));
        });
        const granted = document(result.one(iam("RolePolicy"), "door-connect-people"));
        assert.equal(
            says(granted, "the role", "ssm:StartSession", text(result.one(ec2("Instance")).outputs.arn)),
            "allowed",
        );
    });

    it("stands in a VPC that is there already, by the endpoints that are there", async () => {
        const model = usualVpc();
        model.endpoints = { "vpce-1": { service: "ssm" }, "vpce-2": { service: "ssmmessages" } };
        const result = await run(
            () => {
                const network = new ExistingNetwork("main", {
                    topology: Topology.Isolated,
                    vpc: { vpcId, isolatedSubnetIds: ["subnet-c1", "subnet-c2"] },
                    endpointIds: { ssm: "vpce-1", ssmmessages: "vpce-2" },
                });
                new Bastion("door", { network });
                return network.requiredRules().map(({ port, why }) => `${port} ${why}`);
            },
            { functions: answersOf(model) },
        );
        assert.equal(result.one(ec2("Instance")).inputs.subnetId, "subnet-c1");
        assert.equal(result.all(ec2("VpcEndpoint")).length, 0);
        assert.equal(Object.values(result.outputs).length, 2);
    });

    it("works while ids are unknown", async () => {
        const result = await run(make(), { ids: "unknown" });
        assert.equal(result.one(component("Bastion")).outputs.region, "eu-west-1");
    });

    const refused: [string, object, RegExp][] = [
        ["no network", { network: undefined }, /network: it is missing. Fix: pass a Network or an ExistingNetwork/],
        ["something else", { network: { vpcId } }, /network: it is neither a Network nor an ExistingNetwork/],
        [
            "other processors",
            { instanceType: "t3.nano" },
            /instanceType: "t3.nano" has no ARM processors. Fix: use one/,
        ],
        ["no image", { imageId: "newest" }, /imageId: "newest" is not an id/],
        ["an image that is none, later", { imageId: pulumi.output("newest") }, /imageId: "newest" is not an id/],
        ["no policy", { permissionsBoundaryArn: "limit" }, /permissionsBoundaryArn: "limit" is not one's ARN/],
        ["neither running nor not", { running: "no" }, /running: it is neither true nor false/],
    ];
    for (const [what, args, expected] of refused) {
        it(`refused: ${what}`, async () => {
            const { message } = await refusal(make(args));
            assert.match(message, expected);
        });
    }
});
