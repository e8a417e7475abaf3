import { deepStrictEqual, match, notStrictEqual, ok, strictEqual } from "node:assert";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Facts } from "../../../offline-preview/functions/facts";
import { runInProcess, type InProcessResult } from "../../../offline-preview/harness";
import type { Ids } from "../../../offline-preview/providers/madeUpProvider";
import { UNKNOWN } from "../../../offline-preview/values";

const INSTANCE = "aws:ec2/instance:Instance";
const LOGGING = "aws:s3/bucketLogging:BucketLogging";

async function run(ids: Ids, program: () => unknown, facts: Partial<Facts> = {}): Promise<InProcessResult> {
    return (await runInProcess(program, { ids, facts })).succeeded();
}

describe("offline-preview functions that nobody can answer", () => {
    const subnets = (): Promise<aws.ec2.GetSubnetsResult> => aws.ec2.getSubnets({ tags: { tier: "private" } });

    describe("with ids unknown", () => {
        it("are unknown inputs, in promise and output form, and nothing is lost", async () => {
            const done = await run("unknown", () => {
                const target = aws.s3.getBucket({ bucket: "logs" });
                new aws.s3.BucketLogging("promise", {
                    bucket: "b",
                    targetBucket: target.then(({ id }) => id),
                    targetPrefix: target.then(({ arn }) => `${arn}/`),
                });
                const output = aws.s3.getBucketOutput({ bucket: "logs" });
                new aws.s3.BucketLogging("output", {
                    bucket: "b",
                    targetBucket: output.id,
                    targetPrefix: output.apply(({ arn }) => `${arn}/`),
                });
            });
            const expected = { bucket: "b", targetBucket: UNKNOWN, targetPrefix: UNKNOWN };
            deepStrictEqual(done.one(LOGGING, "promise").inputs, expected);
            deepStrictEqual(done.one(LOGGING, "output").inputs, expected);
        });

        it("are never a list of a known length", async () => {
            const done = await run("unknown", () => {
                new aws.rds.SubnetGroup("all", { subnetIds: subnets().then(({ ids }) => ids) });
                new aws.rds.SubnetGroup("named", {
                    subnetIds: subnets().then(({ ids }) => ids.map((id) => `x-${id}`)),
                });
                const own = [1, 2, 3].map(
                    (n) => new aws.ec2.Subnet(`s${String(n)}`, { vpcId: "v", cidrBlock: `10.0.${String(n)}.0/24` }).id,
                );
                new aws.rds.SubnetGroup("own", { subnetIds: own });
            });
            const idsOf = (name: string) => done.one("aws:rds/subnetGroup:SubnetGroup", name).inputs.subnetIds;
            deepStrictEqual([idsOf("all"), idsOf("named")], [UNKNOWN, UNKNOWN]);
            deepStrictEqual(idsOf("own"), [UNKNOWN, UNKNOWN, UNKNOWN]);
        });

        it("let a program read elements and fields, and make a resource for each", async () => {
            const done = await run("unknown", async () => {
                const { ids } = await subnets();
                const cluster = await aws.eks.getCluster({ name: "c" });
                new aws.ec2.Instance("first", { subnetId: ids[1]!, ami: "ami-1" });
                ids.forEach((id) => new aws.ec2.Instance(`each-${id}`, { subnetId: id, ami: "ami-1" }));
                return {
                    text: `of ${cluster.arn}`,
                    group: cluster.vpcConfig.securityGroupIds[0],
                    data: cluster.certificateAuthorities[0]!.data,
                };
            });
            deepStrictEqual(
                done.all(INSTANCE).map(({ name, inputs }) => [name, inputs.subnetId]),
                [
                    ["first", UNKNOWN],
                    ["each-[unknown]", UNKNOWN],
                ],
            );
            deepStrictEqual(done.outputs, { text: UNKNOWN, group: UNKNOWN, data: UNKNOWN });
        });

        describe("asked with what is not known", () => {
            const inVpc = (id: pulumi.Input<string>): aws.ec2.GetSubnetsArgs => ({
                filters: [{ name: "vpc-id", values: [id as string] }],
            });
            const SUBNETS = "aws:ec2/getSubnets:getSubnets";
            const GROUP = "aws:rds/subnetGroup:SubnetGroup";

            // Of another function's result the engine knows all, since it asks that one first.
            it("answer as if it were known, where another function gives it, however deep", async () => {
                const done = await run("unknown", async () => {
                    const vpc = await aws.ec2.getVpc({ default: true });
                    const { ids } = await aws.ec2.getSubnets(inVpc(vpc.id));
                    const inText = await aws.ec2.getSubnets(inVpc(`${vpc.id}`));
                    const secret = await aws.ec2.getSubnets(inVpc(pulumi.secret(vpc.id)));
                    const subnet = await aws.ec2.getSubnet({ id: ids[0]! });
                    const table = aws.ec2.getRouteTable({ subnetId: subnet.id });
                    const output = aws.ec2.getSubnetsOutput({
                        filters: [{ name: "vpc-id", values: [aws.ec2.getVpcOutput({ default: true }).id] }],
                    });
                    new aws.rds.SubnetGroup("promise", { subnetIds: ids });
                    new aws.rds.SubnetGroup("text", { subnetIds: inText.ids });
                    new aws.rds.SubnetGroup("secret", { subnetIds: secret.ids });
                    new aws.rds.SubnetGroup("output", { subnetIds: output.ids });
                    new aws.rds.SubnetGroup("one", { subnetIds: [subnet.id, output.ids[0]!] });
                    return { zone: subnet.availabilityZone, table: table.then(({ arn }) => arn) };
                });
                deepStrictEqual(
                    done.all(GROUP).map(({ name, inputs }) => [name, inputs.subnetIds]),
                    [
                        ["promise", UNKNOWN],
                        ["text", UNKNOWN],
                        ["secret", UNKNOWN],
                        ["output", UNKNOWN],
                        ["one", [UNKNOWN, UNKNOWN]],
                    ],
                );
                deepStrictEqual(done.outputs, { zone: UNKNOWN, table: UNKNOWN });
            });

            it("take their answers from facts, and those that a table answers stay unknown", async () => {
                const functions = { [SUBNETS]: { ids: ["subnet-1", "subnet-2"] } };
                const done = await run(
                    "unknown",
                    async () => {
                        const vpc = await aws.ec2.getVpc({ default: true });
                        const { ids } = await aws.ec2.getSubnets(inVpc(vpc.id));
                        const region = await aws.getRegion({ region: vpc.region });
                        const ofText = await aws.getRegion({ region: `${vpc.region}` });
                        const document = await aws.iam.getPolicyDocument({
                            statements: [{ actions: ["ec2:*"], resources: [vpc.arn] }],
                        });
                        return { ids, region: region.region, ofText: ofText.region, document: document.json };
                    },
                    { functions },
                );
                const { ids } = functions[SUBNETS];
                deepStrictEqual(done.outputs, { ids, region: UNKNOWN, ofText: UNKNOWN, document: UNKNOWN });
            });

            // The engine asks none of both in a first preview. In promise form the SDK gives the program `{}` there, so
            // that the engine shows, and packs see, no subnets at all, which the update then has: undetermined is right.
            it("are unknown where a resource gives it, in promise form as in output form", async () => {
                const done = await run("unknown", async () => {
                    const vpc = new aws.ec2.Vpc("own", { cidrBlock: "10.0.0.0/16" });
                    const { ids } = await aws.ec2.getSubnets(inVpc(vpc.id));
                    const output = aws.ec2.getSubnetsOutput({ filters: [{ name: "vpc-id", values: [vpc.id] }] });
                    new aws.rds.SubnetGroup("promise", { subnetIds: ids });
                    new aws.rds.SubnetGroup("output", { subnetIds: output.ids });
                    return { length: output.ids.length };
                });
                deepStrictEqual(
                    done.all(GROUP).map(({ inputs }) => inputs.subnetIds),
                    [UNKNOWN, UNKNOWN],
                );
                deepStrictEqual(done.outputs, { length: UNKNOWN });
            });

            it("show what they were asked for to transforms, as the program gave it", async () => {
                const seen: unknown[] = [];
                await run("unknown", async () => {
                    pulumi.runtime.registerInvokeTransform(({ token, args }) => {
                        seen.push([token, JSON.stringify(args.filters)]);
                        return undefined;
                    });
                    const vpc = await aws.ec2.getVpc({ default: true });
                    await aws.ec2.getSubnets(inVpc(vpc.id));
                });
                deepStrictEqual(seen, [
                    ["aws:ec2/getVpc:getVpc", undefined],
                    // The SDK's server has no store here, so that it does not know that this is a preview.
                    [SUBNETS, '[{"name":"vpc-id","values":[null]}]'],
                ]);
            });

            it("but not by a program that runs with mocks in the same process", async () => {
                const rpc = await import("@pulumi/pulumi/runtime/rpc");
                deepStrictEqual(await rpc.serializeProperties("invoke:x", { id: pulumi.unknown }), { id: UNKNOWN });
            });
        });

        it("are unknown as a whole where no declaration tells their fields", async () => {
            const done = await run("unknown", () => ({
                whole: pulumi.runtime.invokeOutput("nobody:index:getThing", {}).apply(() => "must not run"),
            }));
            deepStrictEqual(done.outputs, { whole: UNKNOWN });
        });
    });

    describe("with ids made up", () => {
        it("have lawful ids, ARNs and lists, and hand back what was asked for", async () => {
            const done = await run("made-up", async () => {
                const vpc = await aws.ec2.getVpc({ cidrBlock: "10.7.0.0/16" });
                const { ids } = await subnets();
                const zone = await aws.route53.getZone({ name: "example.com" });
                const role = aws.iam.getRoleOutput({ name: "deployer" });
                return {
                    vpc: [vpc.id, vpc.cidrBlock, vpc.default, vpc.region],
                    ids,
                    zone: [zone.zoneId, zone.name],
                    role: role.arn,
                };
            });
            const { vpc, ids, zone, role } = done.outputs as Record<string, string[]>;
            match(vpc?.[0] ?? "", /^vpc-0[0-9a-f]{16}$/);
            deepStrictEqual(vpc?.slice(1), ["10.7.0.0/16", false, "eu-west-1"]);
            strictEqual(new Set(ids).size, 3);
            ids?.forEach((id) => match(id, /^subnet-0[0-9a-f]{16}$/));
            match(zone?.[0] ?? "", /^Z[A-Z0-9]{13}$/);
            strictEqual(zone?.[1], "example.com");
            strictEqual(role, "arn:aws:iam::123456789012:role/deployer");
        });

        it("have ids of what their fields are named after", async () => {
            const done = await run("made-up", async () => {
                const template = await aws.ec2.getLaunchTemplate({ name: "web" });
                const [disk] = template.blockDeviceMappings;
                return {
                    ami: (await aws.ec2.getAmi({ mostRecent: true })).imageId,
                    "ami-": template.imageId,
                    dopt: (await aws.ec2.getVpc({ default: true })).dhcpOptionsId,
                    eni: template.networkInterfaces[0]?.networkInterfaceId,
                    i: (await aws.ec2.getElasticIp({ publicIp: "192.0.2.1" })).instanceId,
                    snap: disk?.ebs[0]?.snapshotId,
                    tgw: (await aws.ec2.getRoute({ routeTableId: "rtb-1" })).transitGatewayId,
                };
            });
            for (const [prefix, id] of Object.entries(done.outputs as Record<string, string>)) {
                match(id, new RegExp(`^${prefix.replace("-", "")}-0[0-9a-f]{16}$`));
            }
        });

        it("have nested objects, numbers and booleans of their declared types", async () => {
            const done = await run("made-up", async () => {
                const cluster = await aws.eks.getCluster({ name: "c" });
                const [config] = cluster.accessConfigs;
                const balancer = await aws.lb.getListener({ arn: "arn:aws:elasticloadbalancing:eu-west-1:1:x" });
                return {
                    flag: config?.bootstrapClusterCreatorAdminPermissions,
                    port: balancer.port,
                    tags: cluster.tags,
                };
            });
            deepStrictEqual(done.outputs, { flag: false, port: 443, tags: {} });
        });

        it("have images where AWS publishes which one to take", async () => {
            const value = (name: string): Promise<string> =>
                aws.ssm.getParameter({ name: `/aws/service/${name}` }).then((parameter) => parameter.value);
            const done = await run("made-up", async () => ({
                told: (JSON.parse(await value("ecs/optimized-ami/amazon-linux-2/recommended")) as { image_id: string })
                    .image_id,
                ecs: await value("ecs/optimized-ami/amazon-linux-2/recommended/image_id"),
                linux: await value("ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64"),
                ubuntu: await value("canonical/ubuntu/server/24.04/stable/current/amd64/hvm/ebs-gp3/ami-id"),
                name: await value("ecs/optimized-ami/amazon-linux-2/recommended/image_name"),
                own: (await aws.ssm.getParameter({ name: "/ami-one/image_id" })).value,
            }));
            const { name, own, ...images } = done.outputs as Record<string, string>;
            Object.values(images).forEach((image) => match(image, /^ami-0[0-9a-f]{16}$/));
            strictEqual(new Set(Object.values(images)).size, 4);
            [name, own].forEach((text) => match(text ?? "", /^value-/));
        });

        it("are the same for the same question, and others for another", async () => {
            const done = await run("made-up", async () => {
                const [a, again, b] = await Promise.all(
                    ["a", "a", "b"].map((name) => aws.ec2.getSecurityGroup({ name })),
                );
                return { a: a?.id, again: again?.id, b: b?.id };
            });
            strictEqual(done.outputs.a, done.outputs.again);
            notStrictEqual(done.outputs.a, done.outputs.b);
        });
    });

    it("are named in one warning, with facts that answer them once they are pasted into a file", async () => {
        const program = async (): Promise<unknown> => {
            await aws.ec2.getVpc({ default: true });
            await aws.ec2.getVpc({ default: false });
            return { ids: (await subnets()).ids };
        };
        const first = await run("unknown", program);
        const warnings = first.diagnostics.filter(({ severity }) => severity === "warning");
        strictEqual(warnings.length, 1);
        const { message } = warnings[0] ?? { message: "" };
        strictEqual(message.match(/aws:ec2\/getVpc:getVpc[^"]/g)?.length, 1);
        const [snippet = ""] = /\{.*\}$/.exec(message) ?? [];
        const facts = JSON.parse(snippet) as Pick<Facts, "functions">;
        deepStrictEqual(Object.keys(facts.functions), ["aws:ec2/getVpc:getVpc", "aws:ec2/getSubnets:getSubnets"]);
        ok(Array.isArray(facts.functions["aws:ec2/getSubnets:getSubnets"]?.ids));
        const second = await run("unknown", program, facts);
        deepStrictEqual(second.diagnostics, []);
        deepStrictEqual(second.outputs, { ids: facts.functions["aws:ec2/getSubnets:getSubnets"].ids });
    });

    it("what a file of facts leaves out of a result stays unknown", async () => {
        const done = await run(
            "unknown",
            async () => {
                const ami = await aws.ec2.getAmi({ mostRecent: true });
                return { id: ami.id, name: ami.name };
            },
            { functions: { "aws:ec2/getAmi:getAmi": { id: "ami-1" } } },
        );
        deepStrictEqual(done.outputs, { id: "ami-1", name: UNKNOWN });
    });
});
