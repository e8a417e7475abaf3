import assert from "node:assert/strict";
import { dirname } from "node:path";
import fc from "fast-check";
import { deriveFacts } from "../../../offline-preview/functions/facts";
import { madeUpOutputs, type MadeUp } from "../../../offline-preview/schema/madeUp";
import { resourceShape, type Shape } from "../../../offline-preview/schema/resourceShape";
import { makeUrn } from "../../../offline-preview/urn";
import { isMap, isSecret, secret, UNKNOWN, type PropertyMap } from "../../../offline-preview/values";
import { awsTypes } from "./awsTypes";

const FRANKFURT = deriveFacts({ "aws:region": "eu-central-1" });
const HERE = "eu-central-1:123456789012";

function madeUp(type: string, inputs: PropertyMap = {}, name = "Data", facts = FRANKFURT): MadeUp {
    const shape = resourceShape(type, __dirname);
    assert.ok(shape, type);
    return madeUpOutputs({ type, name, urn: makeUrn("dev", "demo", undefined, type, name), inputs }, shape, facts);
}

function textOf(value: unknown): string {
    assert.ok(typeof value === "string", `${JSON.stringify(value)} is no text`);
    return value;
}

describe("offline preview: made-up ids and outputs", () => {
    describe("ids and ARNs are of the type's form", () => {
        const hex = "[0-9a-f]";
        const uuid = `${hex}{8}-${hex}{4}-4${hex}{3}-8${hex}{3}-${hex}{12}`;
        const name = `Data-${hex}{7}`;
        const table: [type: string, inputs: PropertyMap, id: string, arn?: string][] = [
            ["aws:s3/bucket:Bucket", {}, `data-${hex}{7}`, `arn:aws:s3:::data-${hex}{7}`],
            ["aws:s3/bucketV2:BucketV2", { bucket: "mine" }, "mine", "arn:aws:s3:::mine"],
            ["aws:s3/bucketPolicy:BucketPolicy", { bucket: "mine" }, "mine"],
            ["aws:s3/bucketVersioning:BucketVersioning", { bucket: UNKNOWN }, `bucket-versioning-0${hex}{16}`],
            ["aws:kms/key:Key", {}, uuid, `arn:aws:kms:${HERE}:key/${uuid}`],
            ["aws:kms/alias:Alias", {}, `alias/${name}`, `arn:aws:kms:${HERE}:alias/${name}`],
            ["aws:iam/role:Role", {}, name, `arn:aws:iam::123456789012:role/${name}`],
            ["aws:iam/role:Role", { name: "mine", path: "/team/" }, "mine", "arn:aws:iam::123456789012:role/team/mine"],
            [
                "aws:iam/policy:Policy",
                { policy: "{}" },
                `arn:aws:iam::123456789012:policy/${name}`,
                `arn:aws:iam::123456789012:policy/${name}`,
            ],
            [
                "aws:sqs/queue:Queue",
                {},
                `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}`,
                `arn:aws:sqs:${HERE}:${name}`,
            ],
            [
                "aws:sqs/queue:Queue",
                { fifoQueue: true },
                `https://sqs.eu-central-1.amazonaws.com/123456789012/${name}.fifo`,
                `arn:aws:sqs:${HERE}:${name}.fifo`,
            ],
            ["aws:sns/topic:Topic", { name: "mine" }, `arn:aws:sns:${HERE}:mine`, `arn:aws:sns:${HERE}:mine`],
            [
                "aws:sns/topicSubscription:TopicSubscription",
                { topic: `arn:aws:sns:${HERE}:mine` },
                `arn:aws:sns:${HERE}:mine:${uuid}`,
                `arn:aws:sns:${HERE}:mine:${uuid}`,
            ],
            ["aws:dynamodb/table:Table", {}, name, `arn:aws:dynamodb:${HERE}:table/${name}`],
            ["aws:lambda/function:Function", {}, name, `arn:aws:lambda:${HERE}:function:${name}`],
            [
                "aws:lambda/alias:Alias",
                { functionName: `arn:aws:lambda:${HERE}:function:f`, name: "live" },
                `arn:aws:lambda:${HERE}:function:f:live`,
            ],
            [
                "aws:cloudwatch/logGroup:LogGroup",
                { name: "/aws/lambda/f" },
                "/aws/lambda/f",
                `arn:aws:logs:${HERE}:log-group:/aws/lambda/f`,
            ],
            ["aws:cloudwatch/metricAlarm:MetricAlarm", {}, name, `arn:aws:cloudwatch:${HERE}:alarm:${name}`],
            ["aws:cloudwatch/eventRule:EventRule", {}, name, `arn:aws:events:${HERE}:rule/${name}`],
            [
                "aws:cloudfront/distribution:Distribution",
                {},
                "E[A-Z2-9]{13}",
                "arn:aws:cloudfront::123456789012:distribution/E[A-Z2-9]{13}",
            ],
            [
                "aws:route53/zone:Zone",
                { name: "example.com" },
                "Z[A-Z2-9]{13}",
                "arn:aws:route53:::hostedzone/Z[A-Z2-9]{13}",
            ],
            [
                "aws:acm/certificate:Certificate",
                {},
                `arn:aws:acm:${HERE}:certificate/${uuid}`,
                `arn:aws:acm:${HERE}:certificate/${uuid}`,
            ],
            [
                "aws:secretsmanager/secret:Secret",
                { name: "mine" },
                `arn:aws:secretsmanager:${HERE}:secret:mine-[A-Z2-9]{6}`,
            ],
            [
                "aws:secretsmanager/secretVersion:SecretVersion",
                { secretId: `arn:aws:secretsmanager:${HERE}:secret:mine-AbCdEf` },
                `secret-version-0${hex}{16}`,
                `arn:aws:secretsmanager:${HERE}:secret:mine-AbCdEf`,
            ],
            ["aws:ssm/parameter:Parameter", { name: "/a/b" }, "/a/b", `arn:aws:ssm:${HERE}:parameter/a/b`],
            ["aws:ssm/parameter:Parameter", { name: "plain" }, "plain", `arn:aws:ssm:${HERE}:parameter/plain`],
            ["aws:ec2/vpc:Vpc", {}, `vpc-0${hex}{16}`, `arn:aws:ec2:${HERE}:vpc/vpc-0${hex}{16}`],
            ["aws:ec2/subnet:Subnet", {}, `subnet-0${hex}{16}`, `arn:aws:ec2:${HERE}:subnet/subnet-0${hex}{16}`],
            [
                "aws:ec2/securityGroup:SecurityGroup",
                { name: "mine" },
                `sg-0${hex}{16}`,
                `arn:aws:ec2:${HERE}:security-group/sg-0${hex}{16}`,
            ],
            [
                "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup",
                {},
                `sg-0${hex}{16}`,
                `arn:aws:ec2:${HERE}:security-group/sg-0${hex}{16}`,
            ],
            [
                "aws:ec2/defaultRouteTable:DefaultRouteTable",
                { defaultRouteTableId: "rtb-1" },
                "rtb-1",
                `arn:aws:ec2:${HERE}:route-table/rtb-1`,
            ],
            [
                "aws:lb/loadBalancer:LoadBalancer",
                { name: "mine" },
                `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/app/mine/${hex}{16}`,
            ],
            [
                "aws:alb/loadBalancer:LoadBalancer",
                { name: "mine", loadBalancerType: "network" },
                `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/net/mine/${hex}{16}`,
            ],
            [
                "aws:lb/listener:Listener",
                { loadBalancerArn: `arn:aws:elasticloadbalancing:${HERE}:loadbalancer/app/mine/12` },
                `arn:aws:elasticloadbalancing:${HERE}:listener/app/mine/12/${hex}{16}`,
            ],
            [
                "aws:cognito/userPool:UserPool",
                {},
                "eu-central-1_[A-Z2-9]{9}",
                `arn:aws:cognito-idp:${HERE}:userpool/eu-central-1_[A-Z2-9]{9}`,
            ],
            [
                "aws:apigateway/restApi:RestApi",
                {},
                `${hex}{10}`,
                `arn:aws:apigateway:eu-central-1::/restapis/${hex}{10}`,
            ],
            [
                "aws:wafv2/webAcl:WebAcl",
                { scope: "REGIONAL" },
                uuid,
                `arn:aws:wafv2:${HERE}:regional/webacl/${name}/${uuid}`,
            ],
            [
                "aws:wafv2/webAcl:WebAcl",
                { scope: "CLOUDFRONT" },
                uuid,
                `arn:aws:wafv2:${HERE}:global/webacl/${name}/${uuid}`,
            ],
            [
                "aws:codeartifact/repository:Repository",
                { domain: "d", repository: "r" },
                `arn:aws:codeartifact:${HERE}:repository/d/r`,
            ],
            [
                "aws:organizations/policy:Policy",
                { content: "{}" },
                `p-${hex}{8}`,
                `arn:aws:organizations::123456789012:policy/.+/p-${hex}{8}`,
            ],
            [
                "aws:iam/openIdConnectProvider:OpenIdConnectProvider",
                { url: "https://oidc.example.com/id" },
                "arn:aws:iam::123456789012:oidc-provider/oidc.example.com/id",
            ],
            ["aws:xray/group:Group", { groupName: "mine" }, `group-0${hex}{16}`, `arn:aws:xray:${HERE}:group/mine`],
        ];
        for (const [type, inputs, id, arn] of table) {
            it(`${type} ${JSON.stringify(inputs)}`, () => {
                const result = madeUp(type, inputs);
                assert.match(result.id, new RegExp(`^${id}$`));
                if (arn !== undefined) {
                    assert.match(textOf(result.outputs.arn), new RegExp(`^${arn}$`));
                }
                if (result.id.startsWith("arn:") && "arn" in result.outputs) {
                    assert.equal(result.outputs.arn, result.id);
                }
            });
        }
    });

    it("an id inside of the ARN is the resource's id", () => {
        for (const type of [
            "aws:kms/key:Key",
            "aws:ec2/vpc:Vpc",
            "aws:cognito/userPool:UserPool",
            "aws:wafv2/ipSet:IpSet",
        ]) {
            const { id, outputs } = madeUp(type);
            assert.ok(textOf(outputs.arn).endsWith(id), `${type} ${id}`);
        }
        assert.equal(madeUp("aws:kms/key:Key").outputs.keyId, madeUp("aws:kms/key:Key").id);
    });

    it("the outputs of a bucket are made of its name", () => {
        const { outputs } = madeUp("aws:s3/bucket:Bucket", { bucket: "mine", tags: { team: "one" } });
        const { hostedZoneId, ...rest } = outputs;
        assert.match(textOf(hostedZoneId), /^Z[A-Z2-9]{13}$/);
        assert.deepEqual(rest, {
            bucket: "mine",
            region: "eu-central-1",
            arn: "arn:aws:s3:::mine",
            bucketDomainName: "mine.s3.amazonaws.com",
            bucketRegion: "eu-central-1",
            bucketRegionalDomainName: "mine.s3.eu-central-1.amazonaws.com",
            tags: { team: "one" },
            tagsAll: { team: "one" },
            websiteDomain: UNKNOWN,
            websiteEndpoint: UNKNOWN,
        });
    });

    const outputs: [type: string, inputs: PropertyMap, property: string, expected: RegExp][] = [
        [
            "aws:lambda/function:Function",
            { name: "f" },
            "invokeArn",
            new RegExp(
                `^arn:aws:apigateway:eu-central-1:lambda:path/2015-03-31/functions/arn:aws:lambda:${HERE}:function:f/invocations$`,
            ),
        ],
        [
            "aws:lambda/function:Function",
            { name: "f" },
            "qualifiedArn",
            new RegExp(`^arn:aws:lambda:${HERE}:function:f:\\$LATEST$`),
        ],
        [
            "aws:apigateway/restApi:RestApi",
            {},
            "executionArn",
            new RegExp(`^arn:aws:execute-api:${HERE}:[0-9a-f]{10}$`),
        ],
        [
            "aws:apigateway/stage:Stage",
            { restApi: "abc", stageName: "live" },
            "executionArn",
            new RegExp(`^arn:aws:execute-api:${HERE}:abc/live$`),
        ],
        [
            "aws:cloudfront/originAccessIdentity:OriginAccessIdentity",
            {},
            "iamArn",
            /^arn:aws:iam::cloudfront:user\/CloudFront Origin Access Identity E[A-Z2-9]{13}$/,
        ],
        ["aws:cloudfront/distribution:Distribution", {}, "domainName", /^d[0-9a-f]{13}\.cloudfront\.net$/],
        ["aws:cognito/userPoolDomain:UserPoolDomain", {}, "cloudfrontDistribution", /^d[0-9a-f]{13}\.cloudfront\.net$/],
        ["aws:lb/loadBalancer:LoadBalancer", { name: "lb" }, "zoneId", /^Z[A-Z2-9]{13}$/],
        [
            "aws:ecr/repository:Repository",
            { name: "app" },
            "repositoryUrl",
            /^123456789012\.dkr\.ecr\.eu-central-1\.amazonaws\.com\/app$/,
        ],
        [
            "aws:lb/loadBalancer:LoadBalancer",
            { name: "lb" },
            "dnsName",
            /^lb-[0-9a-f]{10}\.eu-central-1\.elb\.amazonaws\.com$/,
        ],
        ["aws:lb/loadBalancer:LoadBalancer", { name: "lb" }, "arnSuffix", /^app\/lb\/[0-9a-f]{16}$/],
        ["aws:iam/role:Role", {}, "uniqueId", /^AROA[A-Z2-9]{17}$/],
        [
            "aws:dynamodb/table:Table",
            { name: "t", streamEnabled: true },
            "streamArn",
            new RegExp(`^arn:aws:dynamodb:${HERE}:table/t/stream/`),
        ],
        ["aws:ec2/vpc:Vpc", {}, "defaultSecurityGroupId", /^sg-0[0-9a-f]{16}$/],
        ["aws:ec2/keyPair:KeyPair", {}, "keyName", /^Data-[0-9a-f]{7}$/],
        [
            "aws:redshift/cluster:Cluster",
            { clusterIdentifier: "c" },
            "endpoint",
            /^c\.[0-9a-f]{12}\.eu-central-1\.redshift\.amazonaws\.com:5439$/,
        ],
        [
            "aws:s3/bucketWebsiteConfiguration:BucketWebsiteConfiguration",
            { bucket: "mine" },
            "websiteEndpoint",
            /^mine\.s3-website-eu-central-1\.amazonaws\.com$/,
        ],
        ["awsx:ecr:Image", {}, "imageUri", /^123456789012\.dkr\.ecr\.[^/]+\/[^@]+@sha256:[0-9a-f]{64}$/],
        ["docker:index/image:Image", {}, "repoDigest", /^registry\.made-up\.invalid\/image@sha256:[0-9a-f]{64}$/],
        ["docker-build:index:Image", {}, "digest", /^sha256:[0-9a-f]{64}$/],
        [
            "aws:cloudwatch/dashboard:Dashboard",
            { dashboardName: "d" },
            "dashboardArn",
            new RegExp(`^arn:aws:cloudwatch:${HERE}:dashboard/d$`),
        ],
        [
            "aws:elasticbeanstalk/environment:Environment",
            { name: "e" },
            "endpointUrl",
            /^https:\/\/e-[0-9a-f]{12}\.made-up\.invalid$/,
        ],
        [
            "aws:globalaccelerator/accelerator:Accelerator",
            { name: "a" },
            "dnsName",
            /^a-[0-9a-f]{12}\.globalaccelerator\.eu-central-1\.amazonaws\.com$/,
        ],
    ];
    for (const [type, inputs, property, expected] of outputs) {
        it(`${type}.${property}`, () => assert.match(textOf(madeUp(type, inputs).outputs[property]), expected));
    }

    describe("what stays unknown or absent", () => {
        const unknown: [type: string, property: string][] = [
            ["aws:rds/instance:Instance", "status"],
            ["aws:lb/loadBalancer:LoadBalancer", "vpcId"], // of another resource
            ["aws:ec2/subnet:Subnet", "ipv6CidrBlockAssociationId"],
            ["aws:ec2/vpcEndpoint:VpcEndpoint", "networkInterfaceIds"],
            ["aws:dynamodb/table:Table", "streamArn"], // without a stream
            ["aws:lambda/function:Function", "sourceCodeSize"],
            ["aws:acm/certificate:Certificate", "domainValidationOptions"],
            ["awsx:ec2:Vpc", "vpc"],
        ];
        for (const [type, property] of unknown) {
            it(`${type}.${property}`, () => assert.equal(madeUp(type).outputs[property], UNKNOWN));
        }
        it("an input that is not given is absent, except name and region", () => {
            const { outputs } = madeUp("aws:sqs/queue:Queue");
            assert.equal("kmsMasterKeyId" in outputs, false);
            assert.equal("policy" in outputs, false);
            assert.match(textOf(outputs.name), /^Data-/);
            assert.equal(outputs.region, "eu-central-1");
        });
    });

    describe("names", () => {
        const table: [type: string, resource: string, inputs: PropertyMap, property: string, expected: RegExp][] = [
            ["aws:s3/bucket:Bucket", "My_Bucket of ÄÖ", {}, "bucket", /^my-bucket-of--[0-9a-f]{7}$/],
            ["aws:s3/bucket:Bucket", "x".repeat(100), {}, "bucket", /^x{55}-[0-9a-f]{7}$/],
            ["aws:s3/bucket:Bucket", "a", { bucketPrefix: "logs-" }, "bucket", /^logs-[0-9a-f]{26}$/],
            [
                "aws:lb/loadBalancer:LoadBalancer",
                "a-very-long-name-for-a-load-balancer",
                {},
                "name",
                /^a-very-long-name-for-a-l-[0-9a-f]{7}$/,
            ],
            ["aws:lb/targetGroup:TargetGroup", "t", { namePrefix: "abc-" }, "name", /^abc-[0-9a-f]{26}$/],
            ["aws:iam/role:Role", "***", {}, "name", /^resource-[0-9a-f]{7}$/],
            ["aws:sns/topic:Topic", "events", { fifoTopic: true }, "name", /^events-[0-9a-f]{7}\.fifo$/],
            ["aws:rds/cluster:Cluster", "Main", {}, "clusterIdentifier", /^main-[0-9a-f]{7}$/],
        ];
        for (const [type, resource, inputs, property, expected] of table) {
            it(`${type} of ${resource}`, () =>
                assert.match(textOf(madeUp(type, inputs, resource).outputs[property]), expected));
        }

        it("of buckets are lawful for any resource name", () => {
            fc.assert(
                fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (resource) => {
                    const { id } = madeUp("aws:s3/bucket:Bucket", {}, resource);
                    assert.match(id, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/);
                }),
            );
        });
    });

    it("follow the region of the resource and the partition of the facts", () => {
        const there = madeUp("aws:sqs/queue:Queue", { name: "q", region: "cn-north-1" });
        assert.equal(there.outputs.arn, "arn:aws-cn:sqs:cn-north-1:123456789012:q");
        assert.equal(there.id, "https://sqs.cn-north-1.amazonaws.com.cn/123456789012/q");
        const facts = deriveFacts({ "aws:region": "us-gov-west-1" }, { accountId: "111122223333" });
        assert.equal(madeUp("aws:s3/bucket:Bucket", { bucket: "b" }, "b", facts).outputs.arn, "arn:aws-us-gov:s3:::b");
        assert.equal(
            madeUp("aws:sqs/queue:Queue", { name: "q" }, "q", facts).outputs.arn,
            "arn:aws-us-gov:sqs:us-gov-west-1:111122223333:q",
        );
    });

    it("depend on the URN alone", () => {
        const type = "aws:kms/key:Key";
        assert.deepEqual(madeUp(type, {}, "one"), madeUp(type, {}, "one"));
        assert.notEqual(madeUp(type, {}, "one").id, madeUp(type, {}, "two").id);
    });

    describe("secrets", () => {
        it("outputs that the type declares secret are secret", () => {
            const { outputs } = madeUp("aws:iam/accessKey:AccessKey", { user: "u" });
            assert.deepEqual(outputs.secret, secret(UNKNOWN));
            assert.equal(isSecret(outputs.createDate), false);
        });
        it("nothing is made of a secret input", () => {
            const { id, outputs } = madeUp("aws:s3/bucket:Bucket", { bucket: secret("hidden-name") });
            assert.deepEqual(outputs.bucket, secret("hidden-name"));
            const { bucket: _, ...others } = outputs;
            assert.equal(JSON.stringify([id, others]).includes("hidden-name"), false);
            assert.match(id, /^data-[0-9a-f]{7}$/);
        });
    });

    it("an unknown name stays unknown, and ids and ARNs are made up beside it", () => {
        const { id, outputs } = madeUp("aws:s3/bucket:Bucket", { bucket: UNKNOWN });
        assert.equal(outputs.bucket, UNKNOWN);
        assert.equal(outputs.arn, `arn:aws:s3:::${id}`);
    });

    describe("remote components", () => {
        it("have no id, but the ids that they return", () => {
            const { id, outputs } = madeUp("awsx:ec2:Vpc");
            assert.equal(id, "");
            assert.match(textOf(outputs.vpcId), /^vpc-0[0-9a-f]{16}$/);
            const lists = ["publicSubnetIds", "privateSubnetIds", "isolatedSubnetIds"].map(
                (property) => outputs[property] as string[],
            );
            for (const list of lists) {
                assert.equal(list.length, 3);
                assert.ok(
                    list.every((subnet) => /^subnet-0[0-9a-f]{16}$/.test(subnet)),
                    list.join(),
                );
            }
            assert.equal(new Set(lists.flat()).size, 9, "all different");
        });
    });

    describe("other packages", () => {
        const shape: Shape = {
            type: "",
            remote: false,
            inputs: ["length", "byteLength"],
            requiredInputs: [],
            outputOnly: ["result", "hex", "dec", "arn"],
            computed: [],
            kinds: { result: "string", hex: "string", dec: "string", arn: "string" },
            secretOutputs: [],
            references: {},
        };
        const of = (type: string, inputs: PropertyMap, changes: Partial<Shape> = {}) =>
            madeUpOutputs({ type, name: "n", urn: "urn:n", inputs }, { ...shape, ...changes }, FRANKFURT);

        it("of @pulumi/random draw what names are made of", () => {
            const { outputs, id } = of("random:index/randomString:RandomString", { length: 8 });
            assert.match(textOf(outputs.result), /^[0-9a-f]{8}$/);
            assert.equal(outputs.dec, UNKNOWN);
            assert.match(id, /^random-string-0[0-9a-f]{16}$/);
            assert.match(textOf(of("random:index/randomId:RandomId", { byteLength: 4 }).outputs.hex), /^[0-9a-f]{8}$/);
            const password = of(
                "random:index/randomPassword:RandomPassword",
                { length: 9 },
                { secretOutputs: ["result"] },
            );
            assert.ok(isSecret(password.outputs.result));
            assert.equal(
                of("random:index/randomInteger:RandomInteger", {}, { kinds: { result: "number" } }).outputs.result,
                UNKNOWN,
            );
        });
        it("have an id, and all else is unknown", () => {
            const { outputs, id } = of("other:index/thing:Thing", {});
            assert.deepEqual(outputs, { result: UNKNOWN, hex: UNKNOWN, dec: UNKNOWN, arn: UNKNOWN });
            assert.match(id, /^thing-0/);
        });
    });

    it("are made for every resource of @pulumi/aws: an id, and an ARN that can be read", () => {
        const arnPattern = /^arn:aws:[a-z0-9-]+:(eu-central-1)?:(123456789012)?:[^\s/]?[^\s{}]*[^\s/:]$/;
        let withArn = 0;
        for (const type of awsTypes(dirname(require.resolve("@pulumi/aws/package.json")))) {
            const { id, outputs } = madeUp(type);
            assert.match(id, /^[^\s{}]+$/, type);
            for (const [property, value] of Object.entries(outputs)) {
                assert.ok(isSecret(value) || isMap(value) || typeof value === "string", `${type}.${property}`);
                assert.doesNotMatch(JSON.stringify(value), /undefined|\{\w*\}(?!$)|\/\/\/|::::/, `${type}.${property}`);
            }
            if (resourceShape(type, __dirname)?.outputOnly.includes("arn") === true) {
                withArn++;
                assert.match(textOf(outputs.arn), arnPattern, type);
            }
        }
        assert.ok(withArn > 800, String(withArn));
    });
});
