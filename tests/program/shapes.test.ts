import assert from "node:assert/strict";
import type { InProcessResult } from "../../offline-preview/harness";
import type { RegisteredResource } from "../../offline-preview/model";
import type { PolicyPack } from "../../offline-preview/packs/policyPack";
import { startPack } from "../components/support/pack";
import { text } from "../components/support/run";
import {
    cloudFront,
    type Config,
    deploy,
    existing,
    hostedZone,
    inVpc,
    inVpcWithZone,
    keyArn,
    oidc,
    region,
    stackConfig,
} from "./support/deploy";

/** An id of a pattern, of which names are made that AWS takes. */
const longestId = "a_b-".repeat(10);

const shapes = {
    "stack dev": stackConfig("dev"),
    "stack prod": stackConfig("prod"),
    "stack oidc": stackConfig("oidc"),
    "the stores alone": region,
    "the stores alone, with a key of theirs": { ...region, "palisade:keyArn": keyArn },
    "the stores and an audit trail, removable, with a key of theirs": {
        ...region,
        "palisade:removable": "true",
        "palisade:keyArn": keyArn,
        "palisade:auditTrail": "true",
        "palisade:trailDeletionRoleArn": "arn:aws:iam::123456789012:role/undertaker",
        "palisade:accountBaseline": "account",
        "palisade:backup": "true",
        "palisade:backupAdministratorArns": '["arn:aws:iam::123456789012:role/deploy"]',
        "palisade:patternStore": "true",
        "palisade:patternPipelines": JSON.stringify({
            connectionArn: "arn:aws:codeconnections:eu-central-1:123456789012:connection/1234abcd",
            scanner: "Checkov",
            patterns: { network: { repository: "company/network" }, [longestId]: { repository: "company/longest" } },
        }),
        "palisade:trailOrganization": JSON.stringify({ id: "o-a1b2c3d4e5", managementAccountId: "210987654321" }),
        "palisade:dns": JSON.stringify({
            zoneName: "example.com",
            keyArn: keyArn.replace("eu-central-1", "us-east-1"),
            onlyIssuedBy: ["amazon.com"],
        }),
    },
    "CloudFront, own users": cloudFront,
    "CloudFront, own users, with a key of theirs": { ...cloudFront, "palisade:keyArn": keyArn },
    "CloudFront, the company's users": { ...cloudFront, ...oidc },
    "CloudFront, all that can be set": {
        ...cloudFront,
        ...oidc,
        "palisade:removable": "true",
        "palisade:logRetentionDays": "30",
        "palisade:hostName": "console.example.com",
        "palisade:certificateArn":
            "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab",
        "palisade:allowedAddresses": '["203.0.113.0/24","2001:db8::/32"]',
        "palisade:permissionsBoundaryArn": "arn:aws:iam::123456789012:policy/boundary",
        "palisade:roleNamePrefix": "app-",
        "palisade:originSecretRound": "1",
        "palisade:accountBaseline": "region",
        "palisade:organizationManaged": '["GuardDuty"]',
        "palisade:alarmAddresses": '{"security":"security@example.com"}',
        "palisade:dns": JSON.stringify({ zoneName: "example.com", dnssec: true }),
    },
    "CloudFront, hosts in a zone of theirs": { ...cloudFront, ...hostedZone },
    "in a new VPC, own users": inVpc,
    "in a new VPC, own users, with a key of theirs": { ...inVpc, "palisade:keyArn": keyArn },
    "in a new VPC with a VPN, the company's users, with a key of theirs": {
        ...inVpc,
        ...oidc,
        "palisade:keyArn": keyArn,
        "palisade:network": JSON.stringify({ cidr: "10.1.0.0/16", zones: 3, vpnCidrs: ["192.168.10.0/24"] }),
    },
    "in a new VPC, hosts in zones of theirs": {
        ...inVpcWithZone,
        "palisade:privateHostedZone": JSON.stringify({ id: "Z9876543210", name: "console.example.com" }),
    },
    "in a new VPC with NAT": {
        ...inVpc,
        "palisade:network": JSON.stringify({ topology: "PublicAndPrivate", natGateways: "One" }),
    },
    "in a new VPC with NAT in each zone and a VPN, the company's users": {
        ...inVpc,
        ...oidc,
        "palisade:network": JSON.stringify({
            topology: "PublicAndPrivateWithVpn",
            natGateways: "OnePerZone",
            zones: 3,
            vpnCidrs: ["192.168.10.0/24"],
        }),
    },
    "in a VPC that is there, own users": { ...inVpc, ...existing },
    "in a VPC that is there, the company's users, with a key of theirs": {
        ...inVpc,
        ...existing,
        ...oidc,
        "palisade:keyArn": keyArn,
    },
} as const satisfies Readonly<Record<string, Config>>;
type Shape = keyof typeof shapes;

describe("the shapes of the deployment", function () {
    this.timeout(120_000);
    let pack: PolicyPack;
    before(async () => {
        pack = await startPack();
    });
    after(() => pack.stop());

    const results = new Map<string, Promise<InProcessResult>>();
    /** What a shape is made of, judged by the pack; each is made once. */
    async function made(shape: Shape, ids: "unknown" | "made-up" = "made-up"): Promise<InProcessResult> {
        const key = `${shape} ${ids}`;
        const result = results.get(key) ?? deploy(shapes[shape], { ids, analyzers: [pack] });
        results.set(key, result);
        return (await result).succeeded();
    }

    for (const shape of Object.keys(shapes) as Shape[]) {
        for (const ids of ["unknown", "made-up"] as const) {
            it(`${shape}: is previewed, and violates no mandatory policy (ids ${ids})`, async () => {
                const { findings } = await made(shape, ids);
                assert.deepEqual(
                    findings.filter(
                        ({ level, kind }) => level === "mandatory" && (kind === "violation" || ids === "made-up"),
                    ),
                    [],
                );
            });
        }
    }

    it("from one to another, nothing that holds data is replaced", async () => {
        const kept: string[][] = [];
        for (const shape of Object.keys(shapes) as Shape[]) {
            kept.push(dataOf(await made(shape)));
        }
        const stores = dataOf(await made("the stores alone"));
        assert.equal(stores.length, 9);
        for (const urns of kept) {
            // A key of theirs takes the place of the stack's own, in use and not in the tables.
            assert.deepEqual(
                stores.filter((urn) => !urns.includes(urn) && !urn.includes("kms/key:")),
                [],
            );
        }
        const users = kept.flat().filter((urn) => urn.includes("cognito/userPool:"));
        assert.equal(users.length, Object.keys(shapes).length - 3);
        assert.equal(new Set(users).size, 1);
    });

    it("behind CloudFront there is one way to the API, and one that is let in", async () => {
        const result = await made("CloudFront, own users");
        const { inputs } = result.one("aws:cloudfront/distribution:Distribution");
        const [origin] = (inputs.origins as { domainName: string; customHeaders?: { value: string }[] }[]).filter(
            ({ customHeaders }) => customHeaders !== undefined,
        );
        const { id } = result.one("aws:apigateway/restApi:RestApi");
        assert.equal(origin?.domainName, `${id}.execute-api.eu-central-1.amazonaws.com`);
        const secret = secretOf(result.one("random:index/randomPassword:RandomPassword"));
        assert.ok(JSON.stringify(origin.customHeaders).includes(secret));
        assert.ok(JSON.stringify(result.one("aws:wafv2/webAcl:WebAcl", "origin").inputs).includes(secret));
        assert.deepEqual(result.one("aws:cognito/userPoolClient:UserPoolClient").inputs.callbackUrls, [
            `https://${text(result.one("aws:cloudfront/distribution:Distribution").outputs.domainName)}/signed-in`,
        ]);
    });

    it("the secret by which the API knows CloudFront is changed without an interruption", async () => {
        const secretsOf = (result: InProcessResult): string[] => {
            const passwords = result.all("random:index/randomPassword:RandomPassword");
            const { inputs } = result.one("aws:cloudfront/distribution:Distribution");
            const sent = passwords.find((one) => JSON.stringify(inputs).includes(secretOf(one)));
            return [sent?.name ?? "none", ...passwords.map(({ name }) => name).sort()];
        };
        assert.deepEqual(secretsOf(await made("CloudFront, own users")), ["origin-0", "origin-0"]);
        assert.deepEqual(secretsOf(await made("CloudFront, all that can be set")), [
            "origin-1",
            "origin-0",
            "origin-1",
        ]);
        const later = await deploy({ ...cloudFront, "palisade:originSecretRound": "2" });
        assert.deepEqual(secretsOf(later.succeeded()), ["origin-2", "origin-1", "origin-2"]);
    });

    const nat = ["in a new VPC with NAT", "in a new VPC with NAT in each zone and a VPN, the company's users"] as const;
    it("a new VPC has the NAT that is said, and else no way to the internet", async () => {
        const vpcs = [];
        for (const shape of [...nat, "in a new VPC, own users"] as const) {
            vpcs.push(...(await made(shape)).all("awsx:ec2:Vpc").map(({ inputs }) => inputs.natGateways));
        }
        assert.deepEqual(vpcs, [{ strategy: "Single" }, { strategy: "OnePerAz" }]);
    });

    for (const shape of ["in a new VPC, own users", ...nat] as const) {
        it(`${shape}: everybody speaks to whom the documented graph says, and nobody to the internet`, async () => {
            const result = await made(shape);
            const graph = result.outputs.securityGraph as { from: string; to: string; port: number }[];
            assert.deepEqual(graph.map(({ from, to, port }) => `${from} > ${to}:${port}`).sort(), [
                "api > codepipeline:443",
                "api > dynamodb:443",
                "api > lambda:443",
                "api > secretsmanager:443",
                "api > sns:443",
                "api > sqs:443",
                "consumer > dynamodb:443",
                "consumer > servicecatalog-appregistry:443",
                "office > console-balancer:443",
                "office > console-balancer:80",
                "synchroniser > codepipeline:443",
                "synchroniser > dynamodb:443",
                "synchroniser > servicecatalog-appregistry:443",
            ]);
            const rules = result.resources.filter(({ type }) => /securityGroup(In|E)gressRule:/.test(type));
            assert.ok(rules.length > 20);
            for (const { name, inputs } of rules) {
                assert.doesNotMatch(JSON.stringify(inputs), /0\.0\.0\.0\/0|::\/0/, name);
            }
            for (const { name, inputs } of result.all("aws:ec2/securityGroup:SecurityGroup")) {
                assert.ok(!("ingress" in inputs) && !("egress" in inputs), name);
            }
        });
    }

    it("in a VPC, every function is in it, but the one that fetches the user pool's keys", async () => {
        for (const shape of ["in a new VPC, own users", "in a VPC that is there, own users", ...nat] as const) {
            const functions = (await made(shape)).all("aws:lambda/function:Function");
            const outside = functions.filter(({ inputs }) => inputs.vpcConfig === undefined);
            assert.deepEqual(
                outside.map(({ name }) => name),
                ["keys"],
            );
            assert.equal(functions.length, 6);
        }
    });

    it("a key of theirs: its owner is told all that must be added, each under a name of its own", async () => {
        const { outputs } = await made("CloudFront, own users, with a key of theirs");
        const statements = JSON.parse(text(outputs.requiredKeyStatements)) as { Sid: string; Principal: object }[];
        const sids = statements.map(({ Sid }) => Sid);
        assert.equal(new Set(sids).size, sids.length);
        assert.equal((await made("CloudFront, own users")).outputs.requiredKeyStatements, "[]");
        for (const service of ["logs", "cloudfront", "delivery.logs"]) {
            assert.ok(JSON.stringify(statements).includes(`"${service}`), service);
        }
        const audited = await made("the stores and an audit trail, removable, with a key of theirs");
        const { requiredKeyStatements } = audited.outputs;
        for (const service of ["cloudtrail", "logs", "cloudwatch", "backup", "codeartifact"]) {
            assert.ok(text(requiredKeyStatements).includes(`"${service}.`), service);
        }
        assert.deepEqual(audited.all("aws:kms/key:Key"), []);
        for (const { name, options } of audited.resources) {
            assert.notEqual(options.protect, true, name);
        }
    });
});

/** What must survive any change of shape. */
function dataOf({ resources }: InProcessResult): string[] {
    const holding = /^aws:(dynamodb\/table|s3\/bucket|sqs\/queue|kms\/key|cognito\/userPool):/;
    return resources.filter(({ type }) => holding.test(type)).map(({ urn }) => urn);
}

function secretOf({ outputs }: RegisteredResource): string {
    return text((outputs.result as { value: unknown }).value);
}
