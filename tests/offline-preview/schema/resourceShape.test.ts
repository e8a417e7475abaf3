import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { resourceShape, type Shape } from "../../../offline-preview/schema/resourceShape";
import { awsTypes } from "./awsTypes";

const HERE = __dirname;
const WITHOUT_INPUTS = [
    "aws:ram/sharingWithOrganization:SharingWithOrganization",
    "aws:iam/outboundWebIdentityFederation:OutboundWebIdentityFederation",
];

function shapeOf(type: string, from = HERE): Shape {
    const shape = resourceShape(type, from);
    assert.ok(shape, type);
    return shape;
}

describe("offline preview: shapes of resource types", () => {
    it("tells inputs from outputs, and their types", () => {
        const { inputs, outputOnly, computed, kinds, remote, requiredInputs } = shapeOf("aws:s3/bucket:Bucket");
        assert.ok(inputs.includes("tags") && inputs.includes("serverSideEncryptionConfiguration"));
        assert.deepEqual(outputOnly, [
            "arn",
            "bucketDomainName",
            "bucketRegion",
            "bucketRegionalDomainName",
            "hostedZoneId",
            "tagsAll",
            "websiteDomain",
            "websiteEndpoint",
        ]);
        assert.deepEqual(
            inputs.filter((input) => outputOnly.includes(input)),
            [],
        );
        assert.deepEqual(computed, ["bucket", "region"]);
        assert.deepEqual(requiredInputs, []);
        assert.equal(remote, false);
        assert.deepEqual(
            [kinds.arn, kinds.forceDestroy, kinds.tagsAll, kinds.corsRules],
            ["string", "boolean", "other", "other"],
        );
    });

    it("knows required inputs, numbers and lists of texts", () => {
        const subnet = shapeOf("aws:ec2/subnet:Subnet");
        assert.deepEqual(subnet.requiredInputs, ["vpcId"]);
        assert.equal(subnet.kinds.enableLniAtDeviceIndex, "number");
        assert.equal(shapeOf("aws:ec2/vpcEndpoint:VpcEndpoint").kinds.networkInterfaceIds, "strings");
    });

    it("knows secret outputs", () => {
        assert.deepEqual(shapeOf("aws:iam/accessKey:AccessKey").secretOutputs, ["secret", "sesSmtpPasswordV4"]);
        assert.deepEqual(shapeOf("aws:s3/bucket:Bucket").secretOutputs, []);
    });

    it("takes only optional inputs that name the resource, or the region, for computed", () => {
        const table: [type: string, computed: string[]][] = [
            ["aws:iam/policy:Policy", ["name"]], // its `policy` is the document
            ["aws:iam/role:Role", ["name"]],
            ["aws:kinesis/stream:Stream", ["arn", "name", "region"]],
            ["aws:rds/cluster:Cluster", ["clusterIdentifier", "region"]],
            ["aws:codeartifact/repository:Repository", ["region"]], // its own name is required
            ["aws:ec2/vpc:Vpc", ["region"]],
        ];
        for (const [type, computed] of table) {
            assert.deepEqual(shapeOf(type).computed, computed, type);
        }
    });

    it("reads remote components", () => {
        const { remote, inputs, outputOnly, kinds } = shapeOf("awsx:ec2:Vpc");
        assert.equal(remote, true);
        assert.ok(
            inputs.includes("natGateways") && !outputOnly.includes("natGateways"),
            "an input, though also an output",
        );
        assert.ok(outputOnly.includes("vpcId"));
        assert.deepEqual([kinds.vpcId, kinds.publicSubnetIds, kinds.vpc], ["string", "strings", "other"]);
    });

    it("finds classes however their files are called", () => {
        assert.equal(shapeOf("awsx:ecs:EC2Service").remote, true); // ecs/ec2service.js
        assert.ok(shapeOf("docker-build:index:Index").inputs.includes("tag")); // index_.js
        assert.ok(shapeOf("docker:index/network:Network").inputs.includes("driver")); // token after the class
    });

    for (const type of [
        "nowhere:index/thing:Thing",
        "aws:s3/nothing:Nothing",
        "aws:s3/bucket:Other",
        "aws:../s3/bucket:Bucket",
        "../aws:s3/bucket:Bucket",
        "pulumi:pulumi:Stack",
        "my:component",
        "",
    ]) {
        it(`says nothing of ${type === "" ? "no type" : type}`, () =>
            assert.equal(resourceShape(type, HERE), undefined));
    }

    describe("of the program's own packages", () => {
        let folder: string;
        beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "shapes-"))));
        afterEach(() => rmSync(folder, { recursive: true }));

        it("are looked up from its folder, not from here, and never executed", () => {
            const sdk = join(folder, "node_modules", "@pulumi", "dice");
            mkdirSync(sdk, { recursive: true });
            writeFileSync(join(sdk, "package.json"), "{}");
            // As older generators write it, too: conditional instead of optional access, and no declaration file.
            writeFileSync(
                join(sdk, "randomString.js"),
                `throw new Error("executed");
class RandomString extends pulumi.CustomResource {
    constructor(name, argsOrState, opts) {
        let resourceInputs = {};
        opts = opts || {};
        if (opts.id) {
            const state = argsOrState;
            resourceInputs["length"] = state ? state.length : undefined;
            resourceInputs["result"] = state ? state.result : undefined;
        }
        else {
            const args = argsOrState;
            if ((!args || args.length === undefined) && !opts.urn) {
                throw new Error("Missing required property 'length'");
            }
            resourceInputs["length"] = args ? args.length : undefined;
            resourceInputs["result"] = undefined /*out*/;
        }
        const secretOpts = { additionalSecretOutputs: ["result"] };
        super(RandomString.__pulumiType, name, resourceInputs, opts);
    }
}
/** @internal */
RandomString.__pulumiType = 'dice:index/randomString:RandomString';
`,
            );
            assert.equal(resourceShape("dice:index/randomString:RandomString", HERE), undefined);
            assert.deepEqual(shapeOf("dice:index/randomString:RandomString", folder), {
                type: "dice:index/randomString:RandomString",
                remote: false,
                inputs: ["length"],
                requiredInputs: ["length"],
                outputOnly: ["result"],
                computed: [],
                kinds: {},
                secretOutputs: ["result"],
                references: {},
            });
        });
    });

    it("are found for every resource of @pulumi/aws, with a type for each property", () => {
        const types = awsTypes(dirname(require.resolve("@pulumi/aws/package.json")));
        assert.ok(types.length > 1700, String(types.length));
        for (const type of types) {
            const { inputs, outputOnly, requiredInputs, secretOutputs, kinds } = shapeOf(type);
            assert.ok(WITHOUT_INPUTS.includes(type) || inputs.length > 0, type);
            const untyped = [...inputs, ...outputOnly].filter((property) => kinds[property] === undefined);
            assert.deepEqual(untyped, [], type);
            assert.deepEqual(
                requiredInputs.filter((property) => !inputs.includes(property)),
                [],
                type,
            );
            assert.deepEqual(
                secretOutputs.filter((property) => kinds[property] === undefined),
                [],
                type,
            );
        }
    });
});
