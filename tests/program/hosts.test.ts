import assert from "node:assert/strict";
import { text } from "../components/support/run";
import { cloudFront, deploy, hostedZone, inVpcWithZone } from "./support/deploy";

const ZONE = "Z0123456789ABCDEFGHIJ";
const PRIVATE_ZONE = "Z9876543210";
const privateHostedZone = JSON.stringify({ id: PRIVATE_ZONE, name: "console.example.com" });

const rows = [
    {
        shape: "behind CloudFront",
        config: { ...cloudFront, ...hostedZone },
        region: "us-east-1",
        types: ["A", "AAAA"],
        zone: ZONE,
    },
    { shape: "in a VPC", config: inVpcWithZone, region: undefined, types: ["A"], zone: ZONE },
    {
        shape: "in a VPC, by a private zone",
        config: { ...inVpcWithZone, "palisade:privateHostedZone": privateHostedZone },
        region: undefined,
        types: ["A"],
        zone: PRIVATE_ZONE,
    },
];

describe("hosts in a zone of theirs", function () {
    this.timeout(120_000);

    for (const { shape, config, region, types, zone } of rows) {
        it(`${shape}: are proved in the public zone, and lead where they are served`, async () => {
            const result = (await deploy(config, { ids: "made-up" })).succeeded();
            const issued = (name: string): string =>
                text(
                    result.one("aws:acm/certificateValidation:CertificateValidation", `${name}-validation`).outputs
                        .certificateArn,
                );
            for (const [name, host, where] of [
                ["console", "console.example.com", region],
                ["sign-in", "login.example.com", "us-east-1"],
            ] as const) {
                const { inputs } = result.one("aws:acm/certificate:Certificate", name);
                assert.deepEqual([inputs.domainName, inputs.region], [host, where]);
                const proof = result.one("aws:route53/record:Record", `${name}-proves-${host}`);
                assert.equal(proof.inputs.zoneId, ZONE);
            }

            const [distribution] = result.all("aws:cloudfront/distribution:Distribution");
            const [balancer] = result.all("aws:lb/loadBalancer:LoadBalancer");
            const served = distribution?.inputs ?? result.one("aws:lb/listener:Listener", "console-https").inputs;
            assert.ok(JSON.stringify(served).includes(issued("console")));
            const signIn = result.one("aws:cognito/userPoolDomain:UserPoolDomain");
            assert.equal(signIn.inputs.certificateArn, issued("sign-in"));

            const leading = result.all("aws:route53/record:Record").flatMap(({ inputs }) => {
                const aliases = (inputs.aliases ?? []) as { name: unknown }[];
                return aliases.map(({ name }) => [inputs.name, inputs.type, inputs.zoneId, name]);
            });
            const host = distribution?.outputs.domainName ?? balancer?.outputs.dnsName;
            const signInHost = signIn.outputs.cloudfrontDistribution;
            assert.deepEqual(leading, [
                ["login.example.com", "A", ZONE, signInHost],
                ["login.example.com", "AAAA", ZONE, signInHost],
                ...types.map((type) => ["console.example.com", type, zone, host]),
            ]);
            assert.equal(new URL(text(result.outputs.consoleUrl)).host, "console.example.com");
        });
    }
});
