import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import {
    Dns,
    type DnsArgs,
    DnsRecordType,
    type DnsRecordArgs,
    type DnsTargetArgs,
    EncryptionKey,
    KeyUser,
} from "palisade-aws";
import type { InProcessOptions, InProcessResult } from "../../../offline-preview/harness";
import { queryLogStatements, signingKeyStatements } from "../../../components/dns/policy/zoneStatements";
import { forAnotherAccount, places, says } from "../support/meaning";
import { cloudwatch, component, document, kms, refusal, route53, run, text } from "../support/run";

const zoneName = "example.com";
const { A, Aaaa, Cname, Mx, Ns, Srv, Txt } = DnsRecordType;
const one = ["192.0.2.1"];
const two = ["192.0.2.2"];

const made = (args: Partial<DnsArgs> = {}, options?: InProcessOptions): Promise<InProcessResult> =>
    run(() => new Dns("data", { zoneName, ...args }), options);
const faultsOf = async (args: Partial<DnsArgs>, options?: InProcessOptions): Promise<string[]> =>
    (await refusal(() => new Dns("data", { zoneName, ...args }), options)).faults.map(
        ({ argument, fault }) => `${argument}: ${fault}`,
    );
const recordsFaults = (records: Record<string, DnsRecordArgs>) => faultsOf({ records });
const inputsOf = (result: InProcessResult, name: string) => result.one(route53("Record"), name).inputs;

describe("Dns", () => {
    describe("a public zone", () => {
        it("is kept, and its queries are logged in us-east-1, wherever the program is", async () => {
            const result = await made();
            const zone = result.one(route53("Zone"));
            assert.equal(zone.inputs.name, zoneName);
            assert.equal(zone.inputs.forceDestroy, false);
            assert.equal(zone.options.protect, true);
            const group = result.one(cloudwatch("LogGroup"));
            assert.equal(group.inputs.region, "us-east-1");
            assert.match(text(group.inputs.namePrefix), /^\/aws\/route53\//);
            assert.equal(group.inputs.kmsKeyId, result.one(kms("Key")).outputs.arn);
            assert.equal(result.one(kms("Key")).inputs.region, "us-east-1");
            const log = result.one(route53("QueryLog"));
            assert.equal(log.inputs.cloudwatchLogGroupArn, group.outputs.arn);
            assert.ok(result.names(log.dependencies).includes("data-queries"));
        });

        it("lets Amazon Route 53 write the queries of this one zone", async () => {
            const result = await made();
            const group = text(result.one(cloudwatch("LogGroup")).outputs.arn);
            const policy = text(result.one(cloudwatch("LogResourcePolicy")).inputs.policyDocument);
            const zoneId = text(result.one(route53("Zone")).outputs.zoneId);
            const write = (id: string, account = "123456789012") =>
                says(policy, "route53.amazonaws.com", "logs:PutLogEvents", `${group}:log-stream:${id}/FRA`, {
                    "aws:SourceAccount": account,
                    "aws:SourceArn": `arn:aws:route53:::hostedzone/${id}`,
                });
            assert.equal(write(zoneId), "allowed");
            assert.equal(write("Z0000000000000"), "not-covered");
            assert.equal(write(zoneId, "999988887777"), "not-covered");
        });

        it("logs nothing where it is said", async () => {
            const result = await made({ withoutQueryLog: true });
            assert.deepEqual(result.all(cloudwatch("LogGroup")), []);
            assert.deepEqual(result.all(kms("Key")), []);
        });

        it("takes a key of yours in us-east-1, and says what its owner must add", async () => {
            const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
            const result = await made({ key });
            const required = text(result.one(component("Dns")).outputs.requiredKeyStatements);
            const policy = `{"Version":"2012-10-17","Statement":${required}}`;
            const context = {
                "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:us-east-1:123456789012:log-group:/aws/route53/a",
            };
            assert.equal(says(policy, "logs.us-east-1.amazonaws.com", "kms:Decrypt", key, context), "allowed");
            assert.match(
                (await faultsOf({ key: key.replace("us-east-1", "eu-west-1") })).join(),
                /not in region us-east-1/,
            );
            const shared = (users: KeyUser[]) => () =>
                new Dns("data", { zoneName, key: new EncryptionKey("shared", { users, region: "us-east-1" }) });
            await run(shared([KeyUser.CloudWatchLogs]));
            assert.match((await refusal(shared([]))).message, /does not let CloudWatchLogs use it/);
        });

        it("has no log and no signatures where there is no us-east-1", async () => {
            for (const [partition, region] of [
                ["aws-us-gov", "us-gov-west-1"],
                ["aws-cn", "cn-north-1"],
            ] as const) {
                const there = { config: { "aws:region": region } };
                assert.deepEqual(await faultsOf({ dnssec: true }, there), [
                    `withoutQueryLog: in ${partition} there is no us-east-1, where the log of queries must be`,
                    `dnssec: in ${partition} there is no us-east-1, where the key that signs must be`,
                ]);
                await made({ withoutQueryLog: true }, there);
                await made({ vpcs: [{ vpcId: "vpc-0a" }] }, there);
            }
        });

        it("is signed if it is asked, by a key that only signs, and tells when that fails", async () => {
            assert.deepEqual((await made()).all(route53("HostedZoneDnsSec")), []);
            const alarmTopicArn = "arn:aws:sns:us-east-1:123456789012:alerts";
            const result = await made({ dnssec: true, alarmTopicArn });
            const key = result.one(kms("Key"), "data-signing");
            assert.equal(key.inputs.customerMasterKeySpec, "ECC_NIST_P256");
            assert.equal(key.inputs.keyUsage, "SIGN_VERIFY");
            assert.equal(key.inputs.region, "us-east-1");
            assert.equal(key.options.protect, true);
            const signing = result.one(route53("KeySigningKey"));
            assert.equal(signing.inputs.keyManagementServiceArn, key.outputs.arn);
            assert.match(text(signing.inputs.name), /^\w{3,128}$/);
            // All are called the same. What is made last goes first: signing ends before its key does.
            const signs = result.one(route53("HostedZoneDnsSec"));
            assert.ok(signs.dependencies.includes(signing.urn));
            assert.ok(signing.dependencies.includes(result.one(kms("KeyPolicy"), "data-signing").urn));
            assert.equal(
                result.one(component("Dns")).outputs.dsRecord,
                signing.outputs.dsRecord,
                "from which on the signatures count",
            );
            assert.deepEqual(
                result
                    .all(cloudwatch("MetricAlarm"))
                    .map(({ inputs }) => inputs.metricName)
                    .sort(),
                ["DNSSECInternalFailure", "DNSSECKeySigningKeysNeedingAction"],
            );
            const policy = document(result.one(kms("KeyPolicy"), "data-signing"));
            const zoneId = text(result.one(route53("Zone")).outputs.zoneId);
            const context = {
                "aws:SourceAccount": "123456789012",
                "aws:SourceArn": `arn:aws:route53:::hostedzone/${zoneId}`,
            };
            assert.equal(says(policy, "dnssec-route53.amazonaws.com", "kms:Sign", "*", context), "allowed");
        });
    });

    it("signatures stay with a zone that is kept, and go with their key where it is removable", async () => {
        for (const removable of [false, true]) {
            const result = await made({ dnssec: true, removable });
            for (const type of [route53("HostedZoneDnsSec"), route53("KeySigningKey"), kms("KeyPolicy"), kms("Key")]) {
                const { options } = result.one(type, "data-signing");
                assert.equal(options.retainOnDelete === true, !removable, type);
                assert.equal(options.protect === true, !removable && type === kms("Key"), type);
            }
        }
    });

    it("a private zone answers its VPCs, and has neither log nor key", async () => {
        const result = await made({
            vpcs: [{ vpcId: pulumi.output("vpc-0a"), region: "eu-central-1" }, { vpcId: "vpc-0b" }],
        });
        assert.deepEqual(result.one(route53("Zone")).inputs.vpcs, [
            { vpcId: "vpc-0a", vpcRegion: "eu-central-1" },
            { vpcId: "vpc-0b" },
        ]);
        assert.deepEqual(result.all(cloudwatch("LogGroup")), []);
        assert.deepEqual(result.all(kms("Key")), []);
        const key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";
        const records = {
            a: {
                name: "a",
                type: A,
                failover: {
                    primary: { values: one, healthCheck: { host: "a.example.com" } },
                    secondary: { values: two },
                },
            },
        };
        assert.deepEqual(
            await faultsOf({ vpcs: [{ vpcId: "vpc-0a" }], dnssec: true, key, onlyIssuedBy: ["amazon.com"], records }),
            [
                "records.a.failover.primary.healthCheck: Amazon Route 53 asks from the internet, where nobody reaches what a private zone leads to",
                "dnssec: it says nothing of a private zone",
                "key: it says nothing of a private zone",
                "onlyIssuedBy: it says nothing of a private zone",
            ],
        );
    });

    describe("records", () => {
        it("simple ones, with the zone's own name", async () => {
            const result = await made({
                onlyIssuedBy: ["amazon.com", "letsencrypt.org"],
                records: {
                    spf: { name: "@", type: Txt, values: ["v=spf1 -all"] },
                    www: { name: "www", type: Cname, values: ["pages.example.net"], ttlSeconds: 60 },
                },
            });
            const { zoneId } = result.one(route53("Zone")).outputs;
            assert.deepEqual(inputsOf(result, "data-spf"), {
                zoneId,
                name: zoneName,
                type: "TXT",
                ttl: 300,
                records: ["v=spf1 -all"],
            });
            assert.equal(inputsOf(result, "data-www").name, "www.example.com");
            assert.equal(inputsOf(result, "data-www").ttl, 60);
            assert.deepEqual(inputsOf(result, "data-caa").records, [
                '0 issue "amazon.com"',
                '0 issue "letsencrypt.org"',
            ]);
        });

        it("texts as they are: in parts of 255 bytes, and letters beyond ASCII as DNS has them", async () => {
            const long = `v=DKIM1; p=${"a".repeat(300)}`;
            const result = await made({
                records: {
                    long: { name: "long", type: Txt, values: [long, pulumi.output("b".repeat(511))] },
                    odd: { name: "odd", type: Txt, values: ["caf\u00e9 \\ tab\t", ""] },
                },
            });
            assert.deepEqual(inputsOf(result, "data-long").records, [
                `${long.slice(0, 255)}" "${long.slice(255)}`,
                `${"b".repeat(255)}" "${"b".repeat(255)}" "b`,
            ]);
            assert.deepEqual(inputsOf(result, "data-odd").records, ["caf\\303\\251 \\134 tab\\011", ""]);
        });

        it("of mail and services that there are none, and hosts of AWS beside those of its domain", async () => {
            const elsewhere = { host: "a1b2.awsglobalaccelerator.com", zoneId: "Z2BJ6XQ5FK7U4H" };
            const result = await made({
                records: {
                    mail: { name: "@", type: Mx, values: ["0 ."] },
                    call: { name: "_sip._tcp", type: Srv, values: ["0 0 0 ."] },
                    fast: { name: "fast", type: A, alias: elsewhere },
                },
            });
            assert.deepEqual(inputsOf(result, "data-mail").records, ["0 ."]);
            assert.deepEqual(inputsOf(result, "data-call").records, ["0 0 0 ."]);
            assert.deepEqual(inputsOf(result, "data-fast").aliases, [
                { name: elsewhere.host, zoneId: elsewhere.zoneId, evaluateTargetHealth: false },
            ]);
        });

        it("a simple record that gets several targets becomes the first, for which the others wait", async () => {
            const result = await made({
                records: {
                    www: {
                        name: "www",
                        type: A,
                        weighted: { a: { values: one, weight: 1 }, b: { values: two, weight: 1 } },
                    },
                    // There is another record of this name, which is none that was simple.
                    "www-a": { name: "other", type: A, latency: { "eu-west-1": { values: one } } },
                    plain: { name: "plain", type: A, values: one },
                },
            });
            const zone = result.one(route53("Zone")).urn;
            const record = (name: string) => result.one(route53("Record"), name);
            const wasCalled = (name: string): string[] => result.names(record(name).options.aliases);
            assert.deepEqual(wasCalled("data-www-a"), ["data-www"]);
            assert.deepEqual(record("data-www-a").dependencies, [zone]);
            assert.ok(record("data-www-b").dependencies.includes(record("data-www-a").urn));
            for (const name of ["data-www-b", "data-www-a-eu-west-1", "data-plain"]) {
                assert.deepEqual(wasCalled(name), [], name);
            }
        });

        it("aliases, with the health of targets where there is another one", async () => {
            const balancer = { host: "b.eu-west-1.elb.amazonaws.com", zoneId: "Z32O12XQLNTSW2" };
            const result = await run(() => {
                const site = new aws.cloudfront.Distribution("site", {
                    enabled: true,
                    origins: [],
                    defaultCacheBehavior: {
                        allowedMethods: [],
                        cachedMethods: [],
                        targetOriginId: "a",
                        viewerProtocolPolicy: "https-only",
                    },
                    restrictions: { geoRestriction: { restrictionType: "none" } },
                    viewerCertificate: {},
                });
                const alias = { host: site.domainName };
                return new Dns("data", {
                    zoneName,
                    records: {
                        apex: { name: "@", type: A, alias },
                        six: { name: "@", type: Aaaa, alias },
                        www: {
                            name: "www",
                            type: A,
                            weighted: { old: { alias: balancer, weight: 1 }, new: { alias, weight: 255 } },
                        },
                    },
                });
            });
            const host = result.one("aws:cloudfront/distribution:Distribution").outputs.domainName;
            const cloudFront = { name: host, zoneId: "Z2FDTNDATAQYW2", evaluateTargetHealth: false };
            assert.deepEqual(inputsOf(result, "data-apex").aliases, [cloudFront]);
            assert.equal(inputsOf(result, "data-six").type, "AAAA");
            assert.equal("ttl" in inputsOf(result, "data-apex"), false);
            assert.deepEqual(inputsOf(result, "data-www-new").aliases, [cloudFront]);
            const old = inputsOf(result, "data-www-old");
            assert.deepEqual(old.aliases, [
                { name: balancer.host, zoneId: balancer.zoneId, evaluateTargetHealth: true },
            ]);
            assert.deepEqual(old.weightedRoutingPolicies, [{ weight: 1 }]);
            assert.equal(old.setIdentifier, "old");
        });

        it("a failover pair, watched by HTTPS", async () => {
            const result = await made({
                records: {
                    www: {
                        name: "www",
                        type: A,
                        failover: {
                            primary: { values: one, healthCheck: { host: "origin.example.com", path: "/health" } },
                            secondary: { values: two },
                        },
                    },
                },
            });
            const check = result.one(route53("HealthCheck"), "data-www-primary-health");
            const { type, fqdn, resourcePath, port, failureThreshold, enableSni } = check.inputs;
            assert.deepEqual(
                { type, fqdn, resourcePath, port, failureThreshold, enableSni },
                {
                    type: "HTTPS",
                    fqdn: "origin.example.com",
                    resourcePath: "/health",
                    port: 443,
                    failureThreshold: 3,
                    enableSni: true,
                },
            );
            const primary = inputsOf(result, "data-www-primary");
            assert.deepEqual(primary.failoverRoutingPolicies, [{ type: "PRIMARY" }]);
            assert.equal(primary.healthCheckId, check.id);
            assert.equal(primary.ttl, 60);
            const secondary = inputsOf(result, "data-www-secondary");
            assert.deepEqual(secondary.failoverRoutingPolicies, [{ type: "SECONDARY" }]);
            assert.equal(secondary.setIdentifier, "secondary");
            assert.equal("healthCheckId" in secondary, false);
        });

        it("a failover pair of aliases, where AWS knows how the primary is", async () => {
            const zoneId = "Z32O12XQLNTSW2";
            const pair = (alias: DnsTargetArgs["alias"]): Record<string, DnsRecordArgs> => ({
                www: { name: "www", type: A, failover: { primary: { alias }, secondary: { values: two } } },
            });
            for (const host of ["a.eu-west-1.elb.amazonaws.com", pulumi.output("a.eu-west-1.elb.amazonaws.com")]) {
                const result = await made({ records: pair({ host, zoneId }) });
                const [alias] = inputsOf(result, "data-www-primary").aliases as { evaluateTargetHealth: boolean }[];
                assert.equal(alias?.evaluateTargetHealth, true);
            }
            const cloudFront = { host: pulumi.output("d111111abcdef8.cloudfront.net") };
            assert.match(
                (await recordsFaults(pair(cloudFront))).join(),
                /records.www.failover.primary: nobody would know that it does not work/,
            );
        });

        it("by latency and by place", async () => {
            const result = await made({
                records: {
                    near: {
                        name: "near",
                        type: A,
                        latency: {
                            "eu-central-1": { values: one },
                            "us-gov-west-1": { values: two, healthCheckId: "1a" },
                        },
                    },
                    here: {
                        name: "here",
                        type: A,
                        geolocation: {
                            "*": { values: one },
                            DE: { values: two },
                            "US-WA": { values: two },
                            "continent:EU": { values: two },
                        },
                    },
                },
            });
            assert.deepEqual(inputsOf(result, "data-near-eu-central-1").latencyRoutingPolicies, [
                { region: "eu-central-1" },
            ]);
            assert.equal(inputsOf(result, "data-near-us-gov-west-1").healthCheckId, "1a");
            const place = (name: string) => inputsOf(result, `data-here-${name}`).geolocationRoutingPolicies;
            assert.deepEqual(place("default"), [{ country: "*" }]);
            assert.deepEqual(place("de"), [{ country: "DE" }]);
            assert.deepEqual(place("us-wa"), [{ country: "US", subdivision: "WA" }]);
            assert.deepEqual(place("continent-eu"), [{ continent: "EU" }]);
        });

        it("go with the program, and the zone stays", async () => {
            const result = await made({ records: { a: { name: "a", type: A, values: one } } });
            assert.notEqual(result.one(route53("Record")).options.retainOnDelete, true);
            assert.equal(result.one(route53("Zone")).options.retainOnDelete, true);
        });

        it("refuses what dangles when its resource goes, unless it is said or taken from the resource", async () => {
            const host = "reports.s3-website.eu-central-1.amazonaws.com";
            const aliasHost = "d111111abcdef8.cloudfront.net";
            const fault = (name: string) => `"${name}" is a stranger's, should its resource ever go`;
            assert.deepEqual(
                await recordsFaults({
                    site: { name: "site", type: Cname, values: [host] },
                    app: { name: "app", type: Cname, values: ["App.eu-west-1.elasticbeanstalk.com."] },
                    cdn: { name: "cdn", type: A, weighted: { a: { alias: { host: aliasHost }, weight: 1 } } },
                }),
                [
                    `records.site: ${fault(host)}`,
                    `records.app: ${fault("App.eu-west-1.elasticbeanstalk.com.")}`,
                    `records.cdn.weighted.a: ${fault(aliasHost)}`,
                ],
            );
            await made({ records: { site: { name: "site", type: Cname, values: [pulumi.output(host)] } } });
            await made({ records: { site: { name: "site", type: Txt, values: [host] } } });
            const own = { host: "s3-website.eu-central-1.amazonaws.com", zoneId: "Z21DNDUVLTQW6Q" };
            assert.deepEqual(await recordsFaults({ site: { name: "site", type: A, alias: own } }), [
                `records.site: ${fault(own.host)}`,
            ]);
            await made({
                records: { site: { name: "site", type: Cname, values: [host], strangersMayTakeOver: true } },
            });
        });

        it("refuses names that collide", async () => {
            assert.deepEqual(
                await recordsFaults({
                    a: { name: "www", type: A, values: one },
                    b: { name: "www", type: A, values: two },
                    c: { name: "ftp", type: Cname, values: ["www.example.com"] },
                    d: { name: "ftp", type: Txt, values: ["hello"] },
                    e: { name: "more", type: A, weighted: { f: { values: one, weight: 1 } } },
                    "e-f": { name: "other", type: A, values: one },
                }),
                [
                    "records.b: a is the A record of www already",
                    "records.c: beside a CNAME record of ftp there can be no other, but there is d",
                    "records.e-f: its resource would have the name of that of records.e.weighted.f",
                ],
            );
            assert.deepEqual(
                await faultsOf({
                    onlyIssuedBy: ["amazon.com"],
                    records: { caa: { name: "a", type: A, values: one } },
                }),
                ["records.caa: its resource would have the name of that of onlyIssuedBy"],
            );
        });

        it("refuses all that is wrong with names and kinds", async () => {
            assert.deepEqual(
                await recordsFaults({
                    Upper: { name: "a", type: A, values: one },
                    whole: { name: "www.example.com", type: A, values: one },
                    own: { name: "@", type: Cname, values: ["example.net"] },
                    servers: { name: "@", type: Ns, values: ["ns1.example.net"] },
                    big: { name: "BIG", type: A, values: one },
                    none: { name: "none", type: A },
                    both: { name: "both", type: A, values: one, latency: { "eu-west-1": { values: one } } },
                }),
                [
                    'records: "Upper" is not a name',
                    'records.big.name: "BIG" is not a name',
                    "records.none: it leads nowhere",
                    "records.both: it has values and latency",
                ],
            );
            assert.deepEqual(
                await recordsFaults({
                    whole: { name: "www.example.com", type: A, values: one },
                    own: { name: "@", type: Cname, values: ["example.net"] },
                }),
                [
                    "records.whole.name: it has the zone's name in it",
                    "records.own.type: the zone's own name can be no CNAME",
                ],
            );
            assert.deepEqual(await recordsFaults({ servers: { name: "@", type: Ns, values: ["ns1.example.net"] } }), [
                "records.servers.type: Amazon Route 53 writes the zone's own",
            ]);
        });

        it("refuses all that is wrong with targets and routes", async () => {
            assert.deepEqual(
                await recordsFaults({
                    values: { name: "a", type: A, values: ["2001:db8::1"], ttlSeconds: 0 },
                    cname: { name: "b", type: Cname, values: ["a.example.net", "b.example.net"] },
                    mail: { name: "c", type: Mx, values: ["mail.example.com"] },
                    service: { name: "d", type: Srv, values: ["10 5 sip.example.com"] },
                    alias: { name: "e", type: Cname, alias: { host: "a.eu-west-1.elb.amazonaws.com" } },
                    pair: { name: "f", type: A, failover: { primary: { values: one }, secondary: { values: [] } } },
                    near: { name: "g", type: A, latency: { Europe: { values: one } } },
                    some: { name: "h", type: A, weighted: { a: { values: one, weight: 256 }, b: { weight: 0 } } },
                    here: { name: "i", type: A, geolocation: { Germany: { values: one } } },
                    text: { name: "j", type: Txt, values: ['"a" "b"', "x".repeat(4000)] },
                    more: { name: "l", type: Srv, values: ["0 0 65536 sip.example.com", "0 0 1 . ."] },
                    six: { name: "m", type: Aaaa, values: ["fe80::1%eth0"] },
                    twice: { name: "n", type: A, values: [...one, ...one] },
                    below: { name: "*.o", type: Ns, values: ["ns1.example.net"] },
                    aged: {
                        name: "p",
                        type: A,
                        ttlSeconds: 60,
                        alias: { host: "a.eu-west-1.elb.amazonaws.com", zoneId: "Z1" },
                    },
                    health: {
                        name: "k",
                        type: A,
                        weighted: {
                            a: {
                                values: one,
                                weight: 1,
                                healthCheckId: "1a",
                                healthCheck: { host: "-", path: "a", failures: 11 },
                            },
                        },
                    },
                }),
                [
                    "records.values.ttlSeconds: 0 is not a whole number of seconds from 1 to 604800",
                    'records.values.values: "2001:db8::1" is no value of A',
                    "records.cname: a CNAME record leads to one name",
                    'records.mail.values: "mail.example.com" is no value of MX',
                    'records.service.values: "10 5 sip.example.com" is no value of SRV',
                    "records.alias: an alias is no record of type CNAME",
                    "records.alias.alias.zoneId: it is missing",
                    "records.pair.failover.primary: nobody would know that it does not work",
                    "records.pair.failover.secondary: it has no value",
                    'records.near.latency: "Europe" is not a region',
                    "records.some.weighted.a.weight: 256 is not a whole number of parts from 0 to 255",
                    "records.some.weighted.b: it leads nowhere",
                    'records.here.geolocation: "Germany" is no place',
                    "records.here.geolocation: whoever is elsewhere gets no answer",
                    `records.text.values: ""a" "b"" is no value of TXT`,
                    `records.text.values: "${"x".repeat(4000)}" is no value of TXT`,
                    'records.more.values: "0 0 65536 sip.example.com" is no value of SRV',
                    'records.more.values: "0 0 1 . ." is no value of SRV',
                    'records.six.values: "fe80::1%eth0" is no value of AAAA',
                    "records.twice: a value is given twice",
                    "records.below.name: of NS there is no wildcard",
                    "records.aged.ttlSeconds: an alias has none",
                    "records.health.weighted.a: it has two health checks",
                    'records.health.weighted.a.healthCheck.host: "-" is not the name of a host',
                    'records.health.weighted.a.healthCheck.path: "a" is not a path',
                    "records.health.weighted.a.healthCheck.failures: 11 is not a whole number of failures from 1 to 10",
                ],
            );
            assert.match(
                (await recordsFaults({ late: { name: "a", type: A, values: [pulumi.output("here")] } })).join(),
                /records.late.values: "here" is no value of A/,
            );
            const healthCheck = { host: pulumi.output("-") };
            assert.match(
                (
                    await recordsFaults({
                        late: { name: "a", type: A, weighted: { b: { values: one, weight: 1, healthCheck } } },
                    })
                ).join(),
                /records.late.weighted.b.healthCheck.host: "-" is not the name of a host/,
            );
        });
    });

    it("refuses what programs without types leave out, write in another way or pass as another type", async () => {
        const a = { name: "a", type: A };
        const primary = { values: one, healthCheckId: "1a" };
        const wrong: [object, RegExp][] = [
            [{ alias: "d111111abcdef8.cloudfront.net" }, /^records.a.alias.host: it is not a text$/],
            [{ alias: {} }, /^records.a.alias.host: it is not a text$/],
            [{ failover: { primary } }, /^records.a.failover: it has primary$/],
            [{ failover: { secondary: { values: two } } }, /^records.a.failover: it has secondary$/],
            [{ failover: { primary, secondary: primary, third: primary } }, /it has primary and secondary and third$/],
            [
                { weighted: { b: { values: one, weight: 1, healthCheck: {} } } },
                /^records.a.weighted.b.healthCheck.host: it is not a text$/,
            ],
            [{ values: "192.0.2.1" }, /^records: it is not of its type/],
            [{ weighted: { b: undefined } }, /^records: it is not of its type/],
        ];
        for (const [record, expected] of wrong) {
            const [fault, ...more] = await recordsFaults({ a: { ...a, ...record } });
            assert.match(fault ?? "", expected);
            assert.deepEqual(more, []);
        }
    });

    it("refuses what says nothing", async () => {
        assert.deepEqual(await faultsOf({ onlyIssuedBy: ["amazon.com", "amazon.com"] }), [
            "onlyIssuedBy: an authority is named twice",
        ]);
        assert.deepEqual(await faultsOf({ zoneName: "Example", vpcs: [], onlyIssuedBy: [] }), [
            'zoneName: "Example" is not the name of a zone',
            "vpcs: none is given",
            "onlyIssuedBy: no authority could issue any",
        ]);
        assert.deepEqual(await faultsOf({ alarmTopicArn: "arn:aws:sns:us-east-1:123456789012:alerts" }), [
            "alarmTopicArn: it says nothing without dnssec",
        ]);
        assert.deepEqual(await faultsOf({ dnssec: true, alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" }), [
            'alarmTopicArn: "arn:aws:sns:eu-west-1:123456789012:alerts" is not the ARN of a topic in us-east-1',
        ]);
    });
});

describe("what Amazon Route 53 may do for a zone", () => {
    for (const place of places) {
        it(`${place.partition}: for this account's zone only`, () => {
            const context = {
                "aws:SourceAccount": place.accountId,
                "aws:SourceArn": `arn:${place.partition}:route53:::hostedzone/Z1`,
            };
            const signs = signingKeyStatements(place, "Z1");
            const service = "dnssec-route53.amazonaws.com";
            assert.equal(says(signs, service, "kms:Sign", "*", context), "allowed");
            assert.equal(says(signs, service, "kms:Sign", "*", forAnotherAccount(context, place)), "not-covered");
            assert.equal(says(signs, service, "kms:Sign", "*", { ...context, "aws:SourceArn": "Z2" }), "not-covered");
            assert.equal(says(signs, service, "kms:CreateGrant", "*", context), "not-covered");
            assert.equal(
                says(signs, service, "kms:CreateGrant", "*", { ...context, "kms:GrantIsForAWSResource": "true" }),
                "allowed",
            );
            const group = `arn:${place.partition}:logs:us-east-1:${place.accountId}:log-group:/aws/route53/a`;
            const logs = queryLogStatements(place, group, "Z1");
            const write = (of: Record<string, string>) =>
                says(logs, "route53.amazonaws.com", "logs:PutLogEvents", `${group}:log-stream:a`, of);
            assert.equal(write(context), "allowed");
            assert.equal(write(forAnotherAccount(context, place)), "not-covered");
        });
    }
});
