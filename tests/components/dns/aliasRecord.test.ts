import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { AliasRecord, type AliasRecordArgs, type AliasTargetArgs, IdentityPool } from "palisade-aws";
import { component, refusal, route53, run } from "../support/run";

const cloudFront = { host: "d111111abcdef8.cloudfront.net" };
const balancer = { host: "internal-site-123.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" };
const make =
    (args: Partial<AliasRecordArgs> = {}) =>
    (): AliasRecord =>
        new AliasRecord("site", {
            host: "console.example.com",
            zoneId: "Z0123456789ABCDEFGHIJ",
            target: cloudFront,
            ...args,
        });

describe("AliasRecord", () => {
    it("leads to a distribution by both families, and goes with the program", async () => {
        const result = await run(make());
        assert.deepEqual(
            result.all(route53("Record")).map(({ name, inputs }) => [name, inputs.type]),
            [
                ["site", "A"],
                ["site-ipv6", "AAAA"],
            ],
        );
        for (const { inputs, options } of result.all(route53("Record"))) {
            assert.deepEqual([inputs.name, inputs.zoneId], ["console.example.com", "Z0123456789ABCDEFGHIJ"]);
            assert.deepEqual(inputs.aliases, [
                { name: cloudFront.host, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false },
            ]);
            assert.equal("ttl" in inputs || "records" in inputs, false);
            assert.notEqual(options.retainOnDelete, true);
        }
        assert.equal(result.one(component("AliasRecord")).outputs.host, "console.example.com");
    });

    const targets: [string, AliasTargetArgs, string][] = [
        ["a distribution in China", { host: "d111111abcdef8.cloudfront.cn" }, "Z3RFFRIM2A3IF5"],
        ["a distribution with its own zone", { ...cloudFront, zoneId: "Z2FDTNDATAQYW2" }, "Z2FDTNDATAQYW2"],
        ["a load balancer", balancer, "Z32O12XQLNTSW2"],
        ["an API in China", { host: "d-a1.execute-api.cn-north-1.amazonaws.com.cn", zoneId: "Z1" }, "Z1"],
        ["what is known later", { host: pulumi.output(balancer.host), zoneId: pulumi.output("Z2") }, "Z2"],
        ["a distribution that is known later", { host: pulumi.output(cloudFront.host) }, "Z2FDTNDATAQYW2"],
    ];
    for (const [what, target, zone] of targets) {
        it(`leads to ${what}, in its zone`, async () => {
            const { inputs } = (await run(make({ target, ipv6: false }))).one(route53("Record"));
            const [alias] = inputs.aliases as unknown as { zoneId: string }[];
            assert.equal(alias?.zoneId, zone);
        });
    }

    it("has no record for a family that the target does not have", async () => {
        const { inputs } = (await run(make({ target: balancer, ipv6: false }))).one(route53("Record"));
        assert.equal(inputs.type, "A");
    });

    it("leads to sign-in pages of a host of one's own", async () => {
        const result = await run(() => {
            const users = new IdentityPool("users", {
                callbackUrls: ["https://console.example.com/in"],
                domain: "login.example.com",
                certificateArn: "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd",
            });
            make({ host: users.domain.domain, target: { host: users.domain.cloudfrontDistribution } })();
        }, { ids: "unknown" }); // prettier-ignore
        const { inputs, propertyDependencies } = result.one(route53("Record"), "site");
        assert.equal(inputs.name, "login.example.com");
        assert.deepEqual(result.names(propertyDependencies.aliases ?? []), ["users-domain"]);
    });

    it("its name is there once both records are", async () => {
        const result = await run(() => {
            const { host } = make()();
            new pulumi.ComponentResource("test:Reader", "reader", { host });
        });
        const { propertyDependencies } = result.one("test:Reader");
        assert.deepEqual(result.names(propertyDependencies.host ?? []), ["site", "site-ipv6"]);
    });

    it("a provider reaches its records", async () => {
        const result = await run(() => {
            const provider = new aws.Provider("other", { region: "us-east-1" });
            new AliasRecord(
                "site",
                { host: "a.example.com", zoneId: "Z1", target: cloudFront },
                { providers: { aws: provider } },
            );
        });
        for (const { options } of result.all(route53("Record"))) {
            assert.match(options.provider ?? "", /::other::/);
        }
    });

    const refused: [string, Partial<AliasRecordArgs>, RegExp[]][] = [
        [
            "nothing",
            { host: undefined, zoneId: undefined, target: undefined },
            [/host: it is missing/, /zoneId: it is missing/, /target: it is missing/],
        ],
        [
            "many things at once",
            { host: "*.example.com", zoneId: "zone", target: { host: "www.example.org" }, ipv6: "no" as never },
            [
                /host: "\*\.example\.com" is not the name of a host/,
                /zoneId: "zone" is not the id/,
                /target\.host: "www\.example\.org" is not a host of AWS's/,
                /ipv6: it is neither/,
            ],
        ],
        [
            "a load balancer without its zone",
            { target: { host: balancer.host } },
            [/target\.zoneId: it is missing\. Fix: pass the zone of the target/],
        ],
        [
            "a load balancer without its zone, later",
            { target: { host: pulumi.output(balancer.host) } },
            [/target\.zoneId: it is missing/],
        ],
        [
            "a distribution in another zone",
            { target: { ...cloudFront, zoneId: "Z3RFFRIM2A3IF5" } },
            [/target\.zoneId: hosts of CloudFront are in Z2FDTNDATAQYW2/],
        ],
        [
            "a zone of the target that is none",
            { target: { ...balancer, zoneId: "eu-west-1" } },
            [/target\.zoneId: "eu-west-1" is not the id of a hosted zone/],
        ],
        [
            "somebody else's host, later",
            { target: { host: pulumi.output("cloudfront.net.example.org") } },
            [/target\.host: "cloudfront\.net\.example\.org" is not a host of AWS's/],
        ],
        [
            "a name outside of the zone",
            { zoneName: "example.org" },
            [/host: "console\.example\.com" is not in the zone/],
        ],
        [
            "a name outside of the zone, later",
            { host: pulumi.output("example.com"), zoneName: pulumi.output("console.example.com") },
            [/host: "example\.com" is not in the zone console\.example\.com/],
        ],
    ];
    for (const [what, args, messages] of refused) {
        it(`refuses ${what}`, async () => {
            const { message } = await refusal(make(args));
            for (const expected of messages) {
                assert.match(message, expected);
            }
        });
    }
});
