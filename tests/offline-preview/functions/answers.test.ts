import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { answer } from "../../../offline-preview/functions/answers";
import { deriveFacts, type Facts } from "../../../offline-preview/functions/facts";
import { FunctionFailure } from "../../../offline-preview/functions/failure";
import { isSecret, secret, Signature, SIGNATURE_KEY, UNKNOWN, type PropertyMap } from "../../../offline-preview/values";

const FRANKFURT = deriveFacts({ "aws:region": "eu-central-1" });

function call(name: string, args: PropertyMap = {}, facts: Facts = FRANKFURT): PropertyMap | undefined {
    const [module = "", func = ""] = name.includes("/") ? name.split("/") : ["index", name];
    return answer(`aws:${module}/${func}:${func}`, args, facts);
}

describe("offline preview: answers to functions", () => {
    const table: [title: string, actual: () => unknown, expected: unknown][] = [
        [
            "caller identity",
            () => call("getCallerIdentity"),
            {
                accountId: "123456789012",
                arn: "arn:aws:iam::123456789012:user/offline-preview",
                id: "123456789012",
                userId: "AIDAOFFLINEPREVIEW000",
            },
        ],
        [
            "partition",
            () => call("getPartition", {}, deriveFacts({ "aws:region": "cn-north-1" })),
            { partition: "aws-cn", id: "aws-cn", dnsSuffix: "amazonaws.com.cn", reverseDnsPrefix: "cn.com.amazonaws" },
        ],
        [
            "the provider's region",
            () => call("getRegion"),
            {
                region: "eu-central-1",
                name: "eu-central-1",
                id: "eu-central-1",
                description: "Europe (Frankfurt)",
                endpoint: "ec2.eu-central-1.amazonaws.com",
            },
        ],
        [
            "a region by region",
            () => call("getRegion", { region: "cn-north-1" })?.endpoint,
            "ec2.cn-north-1.amazonaws.com.cn",
        ],
        ["an empty region is the provider's", () => call("getRegion", { region: "" })?.name, "eu-central-1"],
        ["a region by name", () => call("getRegion", { name: "us-west-2" })?.id, "us-west-2"],
        [
            "a region by endpoint",
            () => call("getRegion", { endpoint: "ec2.eu-west-3.amazonaws.com" })?.name,
            "eu-west-3",
        ],
        ["a region newer than the table", () => call("getRegion", { region: "eu-west-9" })?.description, "eu-west-9"],
        [
            "availability zones",
            () => call("getAvailabilityZones", { state: "available" }),
            {
                groupNames: ["eu-central-1-zg-1"],
                id: "eu-central-1",
                names: ["eu-central-1a", "eu-central-1b", "eu-central-1c"],
                region: "eu-central-1",
                state: "available",
                zoneIds: ["euc1-az1", "euc1-az2", "euc1-az3"],
            },
        ],
        [
            "zones of another region",
            () => call("getAvailabilityZones", { region: "ap-southeast-2" })?.zoneIds,
            ["apse2-az1", "apse2-az2", "apse2-az3"],
        ],
        [
            "zones of GovCloud",
            () => (call("getAvailabilityZones", { region: "us-gov-west-1" })?.zoneIds as string[])[0],
            "usgw1-az1",
        ],
        [
            "zones of a fact",
            () =>
                call(
                    "getAvailabilityZones",
                    {},
                    deriveFacts({}, { availabilityZones: { "us-east-1": ["us-east-1f", "us-east-1d"] } }),
                )?.names,
            ["us-east-1d", "us-east-1f"],
        ],
        ["zones in another state", () => call("getAvailabilityZones", { state: "impaired" })?.names, []],
        [
            "zones without some",
            () =>
                call("getAvailabilityZones", { excludeNames: ["eu-central-1a"], excludeZoneIds: ["euc1-az3"] })?.names,
            ["eu-central-1b"],
        ],
        [
            "zones through filters",
            () =>
                call("getAvailabilityZones", {
                    filters: [
                        { name: "zone-name", values: ["eu-central-1b", "x"] },
                        { name: "opt-in-status", values: ["opt-in-not-required"] },
                    ],
                })?.names,
            ["eu-central-1b"],
        ],
        [
            "local zones",
            () => call("getAvailabilityZones", { filters: [{ name: "zone-type", values: ["local-zone"] }] })?.names,
            [],
        ],
        [
            "zones through a filter not known here",
            () =>
                (call("getAvailabilityZones", { filters: [{ name: "message", values: ["x"] }] })?.names as string[])
                    .length,
            3,
        ],
        [
            "an ARN",
            () => call("getArn", { arn: "arn:aws:sns:eu-west-1:123456789012:topic:sub" }),
            {
                account: "123456789012",
                arn: "arn:aws:sns:eu-west-1:123456789012:topic:sub",
                id: "arn:aws:sns:eu-west-1:123456789012:topic:sub",
                partition: "aws",
                region: "eu-west-1",
                resource: "topic:sub",
                service: "sns",
            },
        ],
        [
            "a service principal",
            () => call("getServicePrincipal", { serviceName: "s3" }),
            {
                id: "s3.eu-central-1.amazonaws.com",
                name: "s3.amazonaws.com",
                region: "eu-central-1",
                serviceName: "s3",
                suffix: "amazonaws.com",
            },
        ],
        [
            "a service principal of China",
            () => call("getServicePrincipal", { serviceName: "logs", region: "cn-north-1" })?.name,
            "logs.amazonaws.com.cn",
        ],
        [
            "another of China",
            () => call("getServicePrincipal", { serviceName: "lambda", region: "cn-north-1" })?.name,
            "lambda.amazonaws.com",
        ],
        [
            "a service",
            () => call("getService", { serviceId: "s3" }),
            {
                dnsName: "s3.eu-central-1.amazonaws.com",
                id: "com.amazonaws.eu-central-1.s3",
                partition: "aws",
                region: "eu-central-1",
                reverseDnsName: "com.amazonaws.eu-central-1.s3",
                reverseDnsPrefix: "com.amazonaws",
                serviceId: "s3",
                supported: true,
            },
        ],
        [
            "a service by host name",
            () => call("getService", { dnsName: "sqs.cn-north-1.amazonaws.com.cn" })?.reverseDnsName,
            "cn.com.amazonaws.cn-north-1.sqs",
        ],
        [
            "a service by reversed name",
            () => call("getService", { reverseDnsName: "com.amazonaws.eu-west-1.kms" })?.dnsName,
            "kms.eu-west-1.amazonaws.com",
        ],
        [
            "regions of China",
            () => call("getRegions", {}, deriveFacts({ "aws:region": "cn-north-1" })),
            { id: "aws-cn", names: ["cn-north-1", "cn-northwest-1"] },
        ],
        [
            "regions hold an opted-in one of one's own",
            () =>
                (call("getRegions", {}, deriveFacts({ "aws:region": "eu-south-1" }))?.names as string[]).includes(
                    "eu-south-1",
                ),
            true,
        ],
        [
            "all regions",
            () => (call("getRegions", { allRegions: true })?.names as string[]).includes("af-south-1"),
            true,
        ],
        ...["af-south-1", "eu-west-9"].map((own): [string, () => unknown, unknown] => [
            `regions opted in are one's own: ${own}`,
            () =>
                call(
                    "getRegions",
                    { filters: [{ name: "opt-in-status", values: ["opted-in"] }] },
                    deriveFacts({ "aws:region": own }),
                )?.names,
            [own],
        ]),
        [
            "regions not opted in",
            () =>
                call("getRegions", {
                    allRegions: true,
                    filters: [
                        { name: "opt-in-status", values: ["not-opted-in"] },
                        { name: "region-name", values: ["af-south-1", "eu-west-1"] },
                    ],
                })?.names,
            ["af-south-1"],
        ],
        [
            "the load balancers' account",
            () => call("elb/getServiceAccount"),
            { arn: "arn:aws:iam::054676820928:root", id: "054676820928", region: "eu-central-1" },
        ],
        [
            "the load balancers' account of GovCloud",
            () => call("elb/getServiceAccount", { region: "us-gov-west-1" })?.arn,
            "arn:aws-us-gov:iam::048591011584:root",
        ],
        [
            "the canonical user",
            () => call("s3/getCanonicalUserId", {}, deriveFacts({}, { canonicalUserId: "f".repeat(64) })),
            { displayName: "", id: "f".repeat(64) },
        ],
        [
            "a random text, which is another one each time",
            () => call("secretsmanager/getRandomPassword", { passwordLength: 64 })?.randomPassword,
            secret(UNKNOWN),
        ],
        [
            "a login to a registry",
            () => call("ecr/getAuthorizationToken", { region: "cn-north-1" }),
            {
                authorizationToken: secret("QVdTOm1hZGUtdXAtcmVnaXN0cnktcGFzc3dvcmQ="),
                expiresAt: UNKNOWN,
                id: UNKNOWN,
                password: secret("made-up-registry-password"),
                proxyEndpoint: "https://123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
                region: "cn-north-1",
                registryId: "123456789012",
                userName: "AWS",
            },
        ],
        [
            "a login to another account's registry",
            () => call("ecr/getCredentials", { registryId: "444455556666" })?.proxyEndpoint,
            "https://444455556666.dkr.ecr.eu-central-1.amazonaws.com",
        ],
        [
            "CloudFront's user",
            () => call("cloudfront/getLogDeliveryCanonicalUserId")?.id,
            "c4c1ede66af53448b93c283ce9448c4ba468c9432aa01d700d3878632f77d2d0",
        ],
        [
            "CloudFront's user in China",
            () => call("cloudfront/getLogDeliveryCanonicalUserId", { region: "cn-north-1" })?.id,
            "a52cb28745c0c06e84ec548334e44bfa7fc2a85c54af20cd59e4969344b7af56",
        ],
        ["no alias without the fact", () => call("iam/getAccountAlias"), undefined],
        [
            "the alias",
            () => call("iam/getAccountAlias", {}, deriveFacts({}, { accountAlias: "mine" })),
            { accountAlias: "mine", id: "mine" },
        ],
        ["no organization without the fact", () => call("organizations/getOrganization"), undefined],
        [
            "a user is no session",
            () => call("iam/getSessionContext", { arn: "arn:aws:iam::123456789012:user/u" })?.issuerArn,
            "arn:aws:iam::123456789012:user/u",
        ],
        [
            "a session's role",
            () => call("iam/getSessionContext", { arn: "arn:aws:sts::123456789012:assumed-role/ci/build-7" }),
            {
                arn: "arn:aws:sts::123456789012:assumed-role/ci/build-7",
                id: "arn:aws:sts::123456789012:assumed-role/ci/build-7",
                issuerArn: "arn:aws:iam::123456789012:role/ci",
                issuerId: UNKNOWN,
                issuerName: "ci",
                sessionName: "build-7",
            },
        ],
        ["a function that nobody can answer", () => call("ec2/getAmi", { mostRecent: true }), undefined],
        ["a function of another package", () => answer("random:index/get:get", {}, FRANKFURT), undefined],
    ];
    for (const [title, actual, expected] of table) {
        it(title, () => assert.deepEqual(actual(), expected));
    }

    it("answers of the facts file win, whatever the arguments", () => {
        const facts = deriveFacts(
            {},
            { functions: { "aws:index/getRegion:getRegion": { name: "x" }, "a:b:c": { d: 1 } } },
        );
        assert.deepEqual(call("getRegion", { region: UNKNOWN }, facts), { name: "x" });
        assert.deepEqual(answer("a:b:c", {}, facts), { d: 1 });
    });

    it("a policy document, with its arguments and an id", () => {
        const statements = [{ actions: ["s3:GetObject"] }];
        assert.deepEqual(call("iam/getPolicyDocument", { statements }), {
            id: "2228293692",
            json: '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Effect": "Allow",\n      "Action": "s3:GetObject"\n    }\n  ]\n}',
            minifiedJson: '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject"}]}',
            statements,
        });
    });

    describe("with unknown arguments", () => {
        it("are unknown, and the arguments stay what they are", () => {
            const statements = [{ resources: [UNKNOWN, "*"] }];
            assert.deepEqual(call("iam/getPolicyDocument", { statements, version: "2012-10-17" }), {
                id: UNKNOWN,
                json: UNKNOWN,
                minifiedJson: UNKNOWN,
                statements,
                version: "2012-10-17",
            });
            assert.equal(call("getRegion", { region: UNKNOWN })?.description, UNKNOWN);
        });
        it("are known where the argument does not matter", () => {
            assert.equal(call("getCallerIdentity", { id: UNKNOWN })?.accountId, "123456789012");
        });
        it("are unknown inside of outputs and secrets, too", () => {
            const output = { [SIGNATURE_KEY]: Signature.output, dependencies: [] };
            assert.equal(call("getArn", { arn: output })?.service, UNKNOWN);
            assert.equal(call("getArn", { arn: secret(UNKNOWN) })?.service, UNKNOWN);
        });
    });

    it("made of secrets are secret", () => {
        const result = call("iam/getPolicyDocument", { statements: [{ resources: [secret("hidden"), "*"] }] });
        assert.ok(isSecret(result?.json) && isSecret(result?.minifiedJson));
        assert.match(JSON.stringify(result?.json), /hidden/);
        assert.ok(!isSecret(call("getRegion", { region: "eu-west-1" })?.name));
        assert.ok(isSecret(call("getArn", { arn: secret("arn:aws:s3:::b") })?.resource));
    });

    const refused: [title: string, call: () => unknown, reason: string][] = [
        [
            "no ARN",
            () => call("getArn", { arn: "x:y" }),
            "'x:y' is not an ARN: it needs six parts, arn:partition:service:region:account:resource",
        ],
        [
            "a region without that account",
            () => call("elb/getServiceAccount", { region: "il-central-1" }),
            "region il-central-1 has no account for load balancer logs: grant logdelivery.elasticloadbalancing.amazonaws.com instead",
        ],
        ["no region", () => call("getRegion", { region: "Frankfurt" }), "region not found for name 'Frankfurt'"],
        [
            "no endpoint",
            () => call("getRegion", { endpoint: "example.com" }),
            "region not found for endpoint 'example.com'",
        ],
        ["no service", () => call("getService"), "give the service's serviceId, dnsName or reverseDnsName"],
        [
            "a short host name",
            () => call("getService", { dnsName: "s3.amazonaws.com" }),
            "the DNS name of a service must have at least 4 parts",
        ],
        [
            "a Sid twice",
            () => call("iam/getPolicyDocument", { statements: [{ sid: "A" }, { sid: "A" }] }),
            "duplicate Sid 'A': remove it or make it unique",
        ],
    ];
    for (const [title, failing, reason] of refused) {
        it(`fails as the provider does: ${title}`, () => assert.throws(failing, new FunctionFailure(reason)));
    }

    it("reads Kubernetes manifests, as their provider does", () => {
        const decode = (text: string) => answer("kubernetes:yaml:decode", { text }, deriveFacts({}));
        assert.deepEqual(
            decode("kind: Service\nspec: { ports: [{ port: 80 }] }\n---\n---\nkind: Job\nat: 2026-01-01\n"),
            {
                text: "kind: Service\nspec: { ports: [{ port: 80 }] }\n---\n---\nkind: Job\nat: 2026-01-01\n",
                result: [
                    { kind: "Service", spec: { ports: [{ port: 80 }] } },
                    { kind: "Job", at: "2026-01-01" },
                ],
            },
        );
        assert.throws(() => decode("a: [1"), FunctionFailure);
    });

    describe("have the fields that @pulumi/aws declares", () => {
        const sdk = dirname(require.resolve("@pulumi/aws/package.json"));
        const facts = deriveFacts(
            { "aws:region": "eu-central-1" },
            { accountAlias: "mine", organizationId: "o-exampleorgid" },
        );
        const required: Record<string, PropertyMap> = {
            getArn: { arn: "arn:aws:s3:::b" },
            getServicePrincipal: { serviceName: "s3" },
            getService: { serviceId: "s3" },
            "iam/getSessionContext": { arn: "arn:aws:sts::123456789012:assumed-role/ci/build" },
        };
        const names = [
            "getCallerIdentity",
            "getPartition",
            "getRegion",
            "getRegions",
            "getAvailabilityZones",
            "getArn",
            "getServicePrincipal",
            "getService",
            "iam/getPolicyDocument",
            "iam/getSessionContext",
            "iam/getAccountAlias",
            "organizations/getOrganization",
            "elb/getServiceAccount",
            "s3/getCanonicalUserId",
            "cloudfront/getLogDeliveryCanonicalUserId",
            "secretsmanager/getRandomPassword",
            "ecr/getAuthorizationToken",
            "ecr/getCredentials",
        ];
        for (const name of names) {
            it(name, () => {
                const text = readFileSync(join(sdk, `${name}.d.ts`), "utf8");
                const declared = /export interface Get\w+Result \{([^]*?)\n\}/.exec(text)?.[1] ?? "";
                const fields = [...declared.matchAll(/readonly (\w+)(\??):/g)].map(([, field = "", optional]) => ({
                    field,
                    optional,
                }));
                const known = call(name, required[name] ?? {}, facts) ?? {};
                const wanted = fields.filter(({ optional }) => optional === "").map(({ field }) => field);
                assert.deepEqual(
                    wanted.filter((field) => !(field in known)),
                    [],
                    "missing",
                );
                assert.deepEqual(
                    Object.keys(known).filter((field) => !fields.some((one) => one.field === field)),
                    [],
                    "not declared",
                );

                const unknownArgs = Object.fromEntries(Object.keys(required[name] ?? {}).map((key) => [key, UNKNOWN]));
                const unknown = Object.keys(call(name, unknownArgs, facts) ?? {});
                assert.deepEqual(
                    wanted.filter((field) => !unknown.includes(field)),
                    [],
                    "missing with unknown arguments",
                );
            });
        }
    });
});
