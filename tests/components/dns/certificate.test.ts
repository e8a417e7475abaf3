import assert from "node:assert/strict";
import * as pulumi from "@pulumi/pulumi";
import { Certificate, type CertificateArgs, CertificateKey } from "palisade-aws";
import { places } from "../support/meaning";
import { acm, component, identities, refusal, route53, run } from "../support/run";

const needed = { names: ["example.com", "*.example.com", "login.example.com"], zoneId: "Z0123456789ABCDEFGHIJ" };
const make =
    (args: Partial<CertificateArgs> = {}) =>
    (): Certificate =>
        new Certificate("site", { ...needed, ...args });

describe("Certificate", () => {
    it("is for its names, with an elliptic curve, and public in the logs of authorities", async () => {
        const { inputs } = (await run(make())).one(acm("Certificate"));
        assert.equal(inputs.domainName, "example.com");
        assert.deepEqual(inputs.subjectAlternativeNames, ["*.example.com", "login.example.com"]);
        assert.deepEqual([inputs.validationMethod, inputs.keyAlgorithm], ["DNS", "EC_prime256v1"]);
        assert.deepEqual(inputs.options, { certificateTransparencyLoggingPreference: "ENABLED" });
    });

    it("of one name has no others, and may have the key of old clients", async () => {
        const result = await run(make({ names: ["example.com"], keyAlgorithm: CertificateKey.Rsa }));
        const { inputs } = result.one(acm("Certificate"));
        assert.equal("subjectAlternativeNames" in inputs, false);
        assert.equal(inputs.keyAlgorithm, "RSA_2048");
    });

    for (const ids of ["made-up", "unknown"] as const) {
        it(`is proved by as many records as there are names without their wildcards (ids ${ids})`, async () => {
            const result = await run(make(), { ids });
            assert.deepEqual(identities(result), [
                "aws:acm/certificate:Certificate site < Certificate site",
                "aws:acm/certificateValidation:CertificateValidation site-validation < Certificate site",
                "aws:route53/record:Record site-proves-example.com < Certificate site",
                "aws:route53/record:Record site-proves-login.example.com < Certificate site",
                "palisade-aws:index:Certificate site",
            ]);
            for (const { inputs, propertyDependencies } of result.all(route53("Record"))) {
                assert.deepEqual([inputs.type, inputs.zoneId, inputs.allowOverwrite], ["CNAME", needed.zoneId, true]);
                assert.deepEqual(result.names(propertyDependencies.name ?? []), ["site"]);
                assert.deepEqual(result.names(propertyDependencies.records ?? []), ["site"]);
            }
        });
    }

    it("has its ARN once it is issued, for which it waits for all of its records", async () => {
        const result = await run(() => {
            const { arn } = make()();
            new pulumi.ComponentResource("test:Reader", "reader", { arn });
        });
        const validation = result.one(acm("CertificateValidation"));
        assert.equal(validation.inputs.certificateArn, result.one(acm("Certificate")).outputs.arn);
        assert.deepEqual(result.names(validation.propertyDependencies.validationRecordFqdns ?? []), [
            "site-proves-example.com",
            "site-proves-login.example.com",
        ]);
        assert.equal(result.one(component("Certificate")).outputs.arn, validation.outputs.certificateArn);
        assert.ok(result.one("test:Reader").propertyDependencies.arn?.includes(validation.urn));
    });

    it("leaves the records of its names, which other certificates of the account need too, unless it is removable", async () => {
        for (const [removable, stays] of [
            [false, true],
            [true, false],
        ] as const) {
            const result = await run(make({ removable }));
            for (const { options } of result.all(route53("Record"))) {
                assert.equal(options.retainOnDelete ?? false, stays);
            }
            assert.notEqual(result.one(acm("Certificate")).options.retainOnDelete, true);
        }
    });

    it("a change makes a new one before the old one goes", async () => {
        const result = await run(make());
        for (const { options, name } of result.resources) {
            assert.notEqual(options.deleteBeforeReplace, true, name);
        }
    });

    it("no other authority may issue for its names, when that is said, and before it is asked for", async () => {
        const result = await run(make({ onlyAmazonIssues: true }));
        const records = result.all(route53("Record")).filter(({ inputs }) => inputs.type === "CAA");
        assert.deepEqual(
            records.map(({ name, inputs }) => [name, inputs.name, inputs.records]),
            [
                ["site-caa-example.com", "example.com", ['0 issue "amazon.com"']],
                ["site-caa-login.example.com", "login.example.com", ['0 issue "amazon.com"']],
            ],
        );
        const { dependencies } = result.one(acm("Certificate"));
        for (const { urn } of records) {
            assert.ok(dependencies.includes(urn));
        }
    });

    for (const { partition, region } of places.slice(0, 3)) {
        it(`${partition}: is in the region that is asked for, and its records are in none`, async () => {
            const result = await run(make({ region }), { config: { "aws:region": region } });
            for (const one of [result.one(acm("Certificate")), result.one(acm("CertificateValidation"))]) {
                assert.equal(one.inputs.region, region);
            }
            assert.ok(result.all(route53("Record")).every(({ inputs }) => !("region" in inputs)));
        });
    }

    it("its zone may come from another resource", async () => {
        const args = { zoneId: pulumi.output(needed.zoneId), zoneName: pulumi.output("example.com") };
        const result = await run(make(args));
        assert.equal(result.all(route53("Record"))[0]?.inputs.zoneId, needed.zoneId);
    });

    const refused: [string, Partial<CertificateArgs>, RegExp[]][] = [
        ["nothing", { names: undefined, zoneId: undefined }, [/names: it is missing/, /zoneId: it is missing/]],
        [
            "what is no name, no zone and no key, all at once",
            {
                names: ["https://example.com", "example.com", "example.com"],
                zoneId: "example.com",
                zoneName: "example.com.",
                keyAlgorithm: "RSA_1024" as never,
                onlyAmazonIssues: "yes" as never,
            },
            [
                /names: "https:\/\/example\.com" is not a name/,
                /names: a name is given twice/,
                /zoneId: "example\.com" is not the id of a hosted zone/,
                /zoneName: "example\.com\." is not the name/,
                /keyAlgorithm: "RSA_1024" is not known/,
                /onlyAmazonIssues: it is neither/,
            ],
        ],
        [
            "names outside of the zone",
            { zoneName: "example.org", names: ["a.example.org", "*.example.com", "badexample.org"] },
            [
                /names: "\*\.example\.com" is not in the zone example\.org/,
                /names: "badexample\.org" is not in the zone/,
            ],
        ],
        [
            "names outside of the zone, known later",
            { zoneName: pulumi.output("example.org") },
            [/names: "example\.com" is not in the zone example\.org/],
        ],
        [
            "a zone that is none, later",
            { zoneId: pulumi.output("/hostedzone/Z1") },
            [/zoneId: "\/hostedzone\/Z1" is not/],
        ],
        ["names that come later", { names: pulumi.output(["a.b"]) as never }, [/names: it is an output, but must be/]],
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
