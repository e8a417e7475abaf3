import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import {
    EncryptionKey,
    KeyUser,
    LogBucket,
    LogProducer,
    ManagedRules,
    WebFirewall,
    type WebFirewallArgs,
} from "palisade-aws";
import { Signature, signatureOf } from "../../../offline-preview/values";
import { places, says } from "../support/meaning";
import { cloudwatch, component, document, kms, refusal, run, text, wafv2 } from "../support/run";

const make =
    (args: WebFirewallArgs = {}) =>
    (): WebFirewall =>
        new WebFirewall("site", args);
const cloudFront = { scope: "CLOUDFRONT", region: "us-east-1" } as const;
const alb = "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/site/50dc6c495c0c9188";
const stage = "arn:aws:apigateway:eu-west-1::/restapis/a1b2c3/stages/live";
const secret = "0123456789abcdefghijklmnopqrstuv";

interface Rule {
    name: string;
    statement: { byteMatchStatement?: { searchString: unknown } };
}

describe("WebFirewall", () => {
    it("has four rules, and lets in what none of them blocks", async () => {
        const { inputs } = (await run(make())).one(wafv2("WebAcl"));
        assert.equal(inputs.scope, "REGIONAL");
        assert.deepEqual(inputs.defaultAction, { allow: {} });
        assert.deepEqual(
            (inputs.rules as unknown as Rule[]).map(({ name }) => name),
            ["RateLimit", ManagedRules.IpReputation, ManagedRules.Common, ManagedRules.KnownBadInputs],
        );
        assert.deepEqual(inputs.visibilityConfig, {
            cloudwatchMetricsEnabled: true,
            metricName: "Firewall-site",
            sampledRequestsEnabled: false,
        });
    });

    it("what the user decides arrives", async () => {
        const args = {
            requestsPerFiveMinutes: 10,
            moreRules: [ManagedRules.AnonymousIps],
            countedRules: { AWSManagedRulesAnonymousIpList: ["HostingProviderIPList"] },
            letAttacksThrough: true,
        };
        const rules = JSON.stringify((await run(make(args))).one(wafv2("WebAcl")).inputs.rules);
        assert.match(rules, /"limit":10,|"limit":10}/);
        assert.match(rules, /"name":"HostingProviderIPList"/);
        assert.equal(rules.includes('"block"') || rules.includes('"none"'), false);
    });

    for (const { partition, region, dnsSuffix } of places.slice(0, 3)) {
        it(`${partition}: logs to a log group of its own, encrypted, a year, without what signs a request in`, async () => {
            const result = await run(make(), { config: { "aws:region": region } });
            const group = result.one(cloudwatch("LogGroup"));
            assert.deepEqual([group.inputs.namePrefix, group.inputs.retentionInDays], ["aws-waf-logs-site-", 365]);
            const { inputs } = result.one(wafv2("WebAclLoggingConfiguration"));
            assert.deepEqual(inputs.logDestinationConfigs, [group.outputs.arn]);
            assert.deepEqual(inputs.redactedFields, [
                { singleHeader: { name: "authorization" } },
                { singleHeader: { name: "cookie" } },
                { singleHeader: { name: "x-origin-verify" } },
                { queryString: {} },
            ]);
            const logs = { "kms:EncryptionContext:aws:logs:arn": text(group.outputs.arn) };
            const key = document(result.one(kms("KeyPolicy")));
            assert.equal(says(key, `logs.${region}.${dnsSuffix}`, "kms:Encrypt", "*", logs), "allowed");
        });
    }

    it("logs to a bucket instead, and then has neither log group nor key", async () => {
        const result = await run(() => {
            const logs = new LogBucket("logs", { producers: [LogProducer.Waf] });
            make({ logBucketArn: logs.bucket.bucket.apply(() => "arn:aws:s3:::aws-waf-logs-site") })();
        });
        const { inputs } = result.one(wafv2("WebAclLoggingConfiguration"));
        assert.deepEqual(inputs.logDestinationConfigs, ["arn:aws:s3:::aws-waf-logs-site"]);
        assert.deepEqual(result.all(cloudwatch("LogGroup")), []);
        assert.deepEqual(result.names(result.all(component("EncryptionKey")).map(({ urn }) => urn)), ["logs-key"]);
    });

    it("shares a key that lets CloudWatch Logs use it, or says what another one's owner must add", async () => {
        let required: unknown;
        await run(() => {
            new WebFirewall("a", { key: new EncryptionKey("shared", { users: [KeyUser.CloudWatchLogs] }) });
            const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            new WebFirewall("b", { key, region: "us-east-1" }).requiredKeyStatements.apply((json) => {
                required = JSON.parse(json);
            });
        });
        assert.deepEqual(
            (required as { Sid: string }[]).map(({ Sid }) => Sid),
            ["CloudWatchLogs"],
        );
    });

    it("protects what is named, once it logs", async () => {
        const result = await run(make({ protects: { alb, api: pulumi.output(stage) } }));
        const associations = result.all(wafv2("WebAclAssociation"));
        assert.deepEqual(
            associations.map(({ name, inputs }) => [name, inputs.resourceArn]),
            [
                ["site-protects-alb", alb],
                ["site-protects-api", stage],
            ],
        );
        for (const { inputs, propertyDependencies } of associations) {
            assert.equal(inputs.webAclArn, result.one(wafv2("WebAcl")).outputs.arn);
            assert.ok(result.names(propertyDependencies.webAclArn ?? []).includes("site-logging"));
        }
    });

    it("lets in named networks only, of both families", async () => {
        const result = await run(make({ allowedAddresses: ["203.0.113.0/24", "2001:db8::/32"] }));
        assert.deepEqual(
            result.all(wafv2("IpSet")).map(({ name, inputs }) => [name, inputs.ipAddressVersion, inputs.addresses]),
            [
                ["site-ipv4", "IPV4", ["203.0.113.0/24"]],
                ["site-ipv6", "IPV6", ["2001:db8::/32"]],
            ],
        );
        assert.deepEqual(result.one(wafv2("WebAcl")).inputs.defaultAction, { block: {} });
    });

    it("keeps origin secrets secret, also when they are given as they are", async () => {
        const result = await run(make({ originSecrets: [secret, pulumi.output(`${secret}2`)] }));
        const { inputs } = result.one(wafv2("WebAcl"));
        const searched = (inputs.rules as unknown as Rule[]).flatMap(({ statement }) =>
            statement.byteMatchStatement === undefined ? [] : [statement.byteMatchStatement.searchString],
        );
        assert.equal(searched.length, 2);
        for (const value of searched) {
            assert.equal(signatureOf(value as never), Signature.secret);
        }
        assert.equal(JSON.stringify(result.one(component("WebFirewall")).inputs).includes(secret), false);
    });

    it("for CloudFront it is in us-east-1, with everything that belongs to it", async () => {
        const result = await run(make(cloudFront));
        for (const { inputs, type } of result.resources.filter(({ kind }) => kind === "custom")) {
            assert.equal(inputs.region, "us-east-1", type);
        }
        const provider = await run(make({ scope: "CLOUDFRONT" }), { config: { "aws:region": "us-east-1" } });
        assert.equal(provider.one(wafv2("WebAcl")).inputs.scope, "CLOUDFRONT");
    });

    const refusals: [string, WebFirewallArgs, RegExp[]][] = [
        [
            "CloudFront elsewhere",
            { scope: "CLOUDFRONT", region: "eu-west-1" },
            [/region: a firewall for CloudFront cannot be in eu-west-1\. Fix: pass region: "us-east-1"/],
        ],
        ["CloudFront in the provider's region", { scope: "CLOUDFRONT" }, [/cannot be in us-west-2|cannot be in eu-/]],
        [
            "what CloudFront's has no use for",
            { ...cloudFront, protects: { alb }, originSecrets: [secret] },
            [/protects: .*Fix: .*webAclId/, /originSecrets: .*Fix: give them to the REGIONAL firewall/],
        ],
        [
            "addresses behind CloudFront",
            {
                originSecrets: [secret],
                requestsPerFiveMinutes: 10,
                allowedAddresses: ["203.0.113.0/24"],
                moreRules: [ManagedRules.AnonymousIps],
                countedRules: { AWSManagedRulesAmazonIpReputationList: ["AWSManagedIPDDoSList"] },
            },
            [
                /requestsPerFiveMinutes: with originSecrets/,
                /allowedAddresses: with/,
                /moreRules: with/,
                /countedRules: AWSManagedRulesAmazonIpReputationList is not in use here/,
            ],
        ],
        [
            "many things at once",
            {
                scope: "GLOBAL" as never,
                requestsPerFiveMinutes: 9,
                moreRules: ["Other" as never],
                countedRules: { Other: ["x"], AWSManagedRulesSQLiRuleSet: ["x"] },
                letAttacksThrough: "true" as never,
                allowedAddresses: ["203.0.113.7", "10.0.0.0/33", "::/0", "0.0.0.0/0"],
                protects: { "An API": stage, other: "arn:aws:s3:::bucket" },
            },
            [
                /scope: "GLOBAL" is not known/,
                /requestsPerFiveMinutes: 9 is not/,
                /moreRules: "Other" is not known/,
                /countedRules: "Other" is not known/,
                /letAttacksThrough: it is neither true nor false/,
                /allowedAddresses: "203\.0\.113\.7" is not a network/,
                /allowedAddresses: "10\.0\.0\.0\/33" is not/,
                /allowedAddresses: "::\/0" is not/,
                /allowedAddresses: "0\.0\.0\.0\/0" is not/,
                /protects: "An API" is not a name/,
                /protects\.other: "arn:aws:s3:::bucket" is not the ARN of what a firewall can protect/,
            ],
        ],
        [
            "a group that is not in use",
            { countedRules: { AWSManagedRulesSQLiRuleSet: ["SQLi_BODY"] } },
            [/AWSManagedRulesSQLiRuleSet is not in use here\. Fix: leave it out, or add the group to moreRules/],
        ],
        [
            "a bucket that WAF does not take, and what then says nothing",
            { logBucketArn: "arn:aws:s3:::logs", key: new Promise<string>(() => undefined), logRetentionDays: 30 },
            [/logBucketArn: "arn:aws:s3:::logs" is none for WAF/],
        ],
        [
            "a key and a retention beside a bucket",
            {
                logBucketArn: "arn:aws:s3:::aws-waf-logs-a",
                key: "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
                logRetentionDays: 30,
            },
            [/key: it says nothing with logBucketArn/, /logRetentionDays: it says nothing with logBucketArn/],
        ],
        ["no secret", { originSecrets: [] }, [/originSecrets: there are 0/]],
        ["three secrets", { originSecrets: [secret, secret, secret] }, [/originSecrets: there are 3/]],
        [
            "a protected thing that is no such thing, later",
            { protects: { api: pulumi.output("arn:aws:apigateway:eu-west-1::/restapis/a1b2c3") } },
            [/protects\.api: .* Fix: pass the ARN/],
        ],
    ];
    for (const [what, args, messages] of refusals) {
        it(`refuses ${what}`, async () => {
            const { message } = await refusal(make(args));
            for (const expected of messages) {
                assert.match(message, expected);
            }
        });
    }

    it("refuses a short secret, now and later, and never tells it", async () => {
        for (const value of ["hunter2", pulumi.output("hunter2"), pulumi.secret("hunter2")]) {
            const { message } = await refusal(make({ originSecrets: [value] }));
            assert.match(message, /originSecrets: .*Fix: pass 32 to 128 random/);
            assert.equal(message.includes("hunter2"), false);
        }
    });

    it("refuses an EncryptionKey that CloudWatch Logs may not use", async () => {
        const { message } = await refusal(() => make({ key: new EncryptionKey("other") })());
        assert.match(message, /key: the EncryptionKey does not let CloudWatchLogs use it/);
    });
});
