import route53 from "../../../policy-pack/policies/route53";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const zone = (inputs: Inputs = {}, more = {}) => resource("route53/zone", { name: "example.com", ...inputs }, more);
const PRIVATE = { vpcs: [{ vpcId: "vpc-1" }] };
const ofZone = (file: string, by: string, inputs: Inputs = {}) =>
    resource(`route53/${file}`, { [by]: unknown(), ...inputs }, { name: file, from: { [by]: ["it"] } });
const record = (inputs: Inputs, more = {}) =>
    resource("route53/record", { zoneId: "Z1", name: "example.com", ...inputs }, more);
const cname = (...records: readonly string[]) => record({ type: "CNAME", records });
const alias = (name: Inputs[string], more = {}, type = "A") =>
    record({ type, aliases: [{ name, zoneId: "Z2", evaluateTargetHealth: false }] }, more);
const BUCKET_SITE = "data.s3-website-eu-west-1.amazonaws.com";
const distribution = (domainName: Inputs[string]) =>
    resource("cloudfront/distribution", {}, { name: "site", outputs: { domainName } });
/** What of the stack has a name that can be taken, by the property that holds it. */
const HOLDERS = [
    ...["s3/bucket", "s3/bucketV2"].flatMap((file) => [
        [file, "websiteEndpoint", BUCKET_SITE] as const,
        [file, "bucketDomainName", "data.s3.amazonaws.com"] as const,
        [file, "bucketRegionalDomainName", "data.s3.eu-west-1.amazonaws.com"] as const,
    ]),
    ["s3/bucketWebsiteConfiguration", "websiteEndpoint", BUCKET_SITE],
    ["s3/bucketWebsiteConfigurationV2", "websiteEndpoint", BUCKET_SITE],
    ["elasticbeanstalk/environment", "cname", "orders.eu-west-1.elasticbeanstalk.com"],
    ["cloudfront/distribution", "domainName", "d111111abcdef8.cloudfront.net"],
] as const;
/** What else records take their targets from. */
const TARGETS = [
    "acm/certificate",
    "alb/loadBalancer",
    "apigateway/domainName",
    "apigatewayv2/domainName",
    "apprunner/customDomainAssociation",
    "cognito/userPoolDomain",
    "ec2/eip",
    "ec2/instance",
    "ec2/vpcEndpoint",
    "elasticache/replicationGroup",
    "elb/loadBalancer",
    "globalaccelerator/accelerator",
    "lb/loadBalancer",
    "rds/cluster",
    "rds/instance",
    "ses/domainDkim",
    "ses/domainIdentity",
    "sesv2/emailIdentity",
];
const MX = { type: "MX", records: ["10 mail.example.com"] };
const txt = (name: Inputs[string], ...records: readonly string[]) =>
    record({ type: "TXT", name, records }, { name: "txt" });
const certificate = resource("acm/certificate", {}, { name: "certificate" });
const proof = (name: string) =>
    record(
        { type: unknown(), name: unknown(), records: [unknown()] },
        { name, from: { type: ["certificate"], name: ["certificate"], records: ["certificate"] } },
    );
const domain = (inputs: Inputs) => resource("route53domains/registeredDomain", inputs);
const newDomain = (inputs: Inputs) => resource("route53domains/domain", inputs);
const vpc = (more = {}) => resource("ec2/vpc", { cidrBlock: "10.0.0.0/16" }, more);
const TAKE = "Take `records[0]` from the resource that has the name.";
const NO_SPF = "Add a TXT record of the name in `name` that begins with `v=spf1`.";

describeService(route53, {
    "route53-query-logging": {
        says: 'Give "it" an `aws.route53.QueryLog`.',
        compliant: {
            logged: [zone(), ofZone("queryLog", "zoneId")],
            ...eachOutput(["zoneId", "id"], "Z1", (outputs) => [
                zone({}, { outputs }),
                resource("route53/queryLog", { zoneId: "Z1" }, { name: "log" }),
            ]),
            "logged, by id": [
                zone({}, { outputs: { zoneId: "Z1", id: "Z1" } }),
                resource("route53/queryLog", { zoneId: "Z1" }, { name: "log" }),
            ],
            private: zone(PRIVATE),
            "private, as it has a further VPC": [zone(), ofZone("zoneAssociation", "zoneId", { vpcId: "vpc-1" })],
        },
        violating: {
            "not logged": zone(),
            "another zone is": [
                zone({}, { outputs: { zoneId: "Z1", id: "Z1" } }),
                resource("route53/queryLog", { zoneId: "Z2" }, { name: "log" }),
            ],
        },
        absent: "violating",
        unknown: {
            "VPCs that a function of the program tells": {
                resources: zone({ vpcs: unknown() }),
                undetermined: "Not known before the update: `vpcs`.",
            },
        },
    },
    "route53-dnssec": {
        says: 'Give "it" an active `aws.route53.KeySigningKey` and an `aws.route53.HostedZoneDnsSec`.',
        compliant: {
            signed: [zone(), ofZone("hostedZoneDnsSec", "hostedZoneId"), ofZone("keySigningKey", "hostedZoneId")],
            "signed, while a key is replaced": [
                zone(),
                ofZone("hostedZoneDnsSec", "hostedZoneId"),
                ofZone("keySigningKey", "hostedZoneId"),
                { ...ofZone("keySigningKey", "hostedZoneId", { status: "INACTIVE" }), name: "former" },
            ],
            private: zone(PRIVATE),
            "private, as it has a further VPC": [zone(), ofZone("zoneAssociation", "zoneId", { vpcId: "vpc-1" })],
        },
        violating: {
            "not signed": zone(),
            "a key alone": [zone(), ofZone("keySigningKey", "hostedZoneId")],
            "no key": [zone(), ofZone("hostedZoneDnsSec", "hostedZoneId")],
            "turned off": [
                zone(),
                ofZone("hostedZoneDnsSec", "hostedZoneId", { signingStatus: "NOT_SIGNING" }),
                ofZone("keySigningKey", "hostedZoneId"),
            ],
            "a key that is not active": [
                zone(),
                ofZone("hostedZoneDnsSec", "hostedZoneId"),
                ofZone("keySigningKey", "hostedZoneId", { status: "INACTIVE" }),
            ],
        },
        absent: "violating",
    },
    "route53-no-dangling-record": {
        says: TAKE,
        compliant: {
            "an address": record({ type: "A", records: ["203.0.113.10"] }),
            "a name that nobody else gets": cname("orders-1234567890.eu-west-1.elb.amazonaws.com"),
            ...Object.fromEntries(
                [...TARGETS, ...HOLDERS.map(([file]) => file)].map((file) => [
                    `from ${file}`,
                    [
                        record({ type: "CNAME", records: [unknown()] }, { from: { records: ["target"] } }),
                        resource(file, {}, { name: "target" }),
                    ],
                ]),
            ),
            ...Object.fromEntries(
                HOLDERS.map(([file, property, name]) => [
                    `the ${property} of ${file}, in words`,
                    [cname(name), resource(file, {}, { name: "target", outputs: { [property]: name } })],
                ]),
            ),
            "from a distribution, not known yet": [
                alias(unknown(), { from: { aliases: ["site"] } }),
                distribution(unknown()),
            ],
            "from a distribution, known": [
                alias("d111111abcdef8.cloudfront.net", { from: { aliases: ["site"] } }),
                distribution("d111111abcdef8.cloudfront.net"),
            ],
            "the name of a distribution, in words": [
                alias("D111111abcdef8.cloudfront.net."),
                distribution("d111111abcdef8.cloudfront.net"),
            ],
            "a text": record({ type: "TXT", records: [BUCKET_SITE] }),
        },
        violating: {
            "a bucket's site": cname(BUCKET_SITE),
            "a bucket's site, as an alias": {
                resources: alias("s3-website.eu-central-1.amazonaws.com"),
                says: ["Take `aliases[0].name` from the resource that has the name."],
            },
            "a distribution by IPv6, as an alias": {
                resources: alias("d111111abcdef8.cloudfront.net", {}, "AAAA"),
                says: ["Take `aliases[0].name` from the resource that has the name."],
            },
            "an environment": cname("orders.eu-west-1.elasticbeanstalk.com"),
            "a distribution": {
                resources: [alias("d111111abcdef8.cloudfront.net"), distribution("d222222abcdef8.cloudfront.net")],
                says: ["Take `aliases[0].name` from the resource that has the name."],
            },
        },
        unknown: {
            "whose name it is": {
                resources: record({ type: "CNAME", records: [unknown()] }),
                undetermined: "Not known before the update: `records[0]`.",
            },
        },
        absent: "compliant",
    },
    "route53-mx-has-spf": {
        says: NO_SPF,
        compliant: {
            "a TXT record": [record(MX), txt("example.com.", "v=spf1 -all")],
            "in quotes, among others": [record(MX), txt("EXAMPLE.com", "other", '"v=spf1 mx -all"')],
            "no mail": record({ type: "A", records: ["203.0.113.10"] }),
            "a certificate's proof, not known yet": [proof("it"), certificate],
        },
        violating: {
            none: record(MX),
            "of another name": [record(MX), txt("mail.example.com", "v=spf1 -all")],
            "another text": [record(MX), txt("example.com", "google-site-verification=1")],
            "a text that only holds it": [record(MX), txt("example.com", "until 2027: v=spf1 -all")],
            "a record of the former type": [
                record(MX),
                record({ type: "SPF", records: ["v=spf1 -all"] }, { name: "former" }),
            ],
            "a certificate's proof alone": [record(MX), proof("proof"), certificate],
        },
        absent: "compliant",
    },
    "route53-domain-transfer-lock": {
        says: "Remove `transferLock`, or set it to true.",
        compliant: { locked: domain({ transferLock: true }) },
        violating: { "not locked": domain({ transferLock: false }), "a new one": newDomain({ transferLock: false }) },
        absent: "compliant",
    },
    "route53-domain-auto-renew": {
        says: "Remove `autoRenew`, or set it to true.",
        compliant: { on: domain({ autoRenew: true }) },
        violating: { off: domain({ autoRenew: false }), "off for a new one": newDomain({ autoRenew: false }) },
        absent: "compliant",
    },
    "route53-domain-privacy": {
        compliant: { private: domain({ adminPrivacy: true }) },
        violating: {
            ...Object.fromEntries(
                ["adminPrivacy", "billingPrivacy", "registrantPrivacy", "techPrivacy"].map((setting) => [
                    setting,
                    { resources: domain({ [setting]: false }), says: [`Remove \`${setting}\`, or set it to true.`] },
                ]),
            ),
            "of a new one": {
                resources: newDomain({ techPrivacy: false }),
                says: ["Remove `techPrivacy`, or set it to true."],
            },
        },
        absent: "compliant",
    },
    "route53-resolver-query-logging": {
        says: 'Give "it" an `aws.route53.ResolverQueryLogConfigAssociation`.',
        compliant: {
            logged: [
                vpc(),
                resource(
                    "route53/resolverQueryLogConfigAssociation",
                    { resourceId: unknown() },
                    { name: "log", from: { resourceId: ["it"] } },
                ),
            ],
        },
        violating: {
            "not logged": vpc(),
            "nor is the default VPC": resource("ec2/defaultVpc", {}),
            "another one is": [
                vpc({ outputs: { id: "vpc-1" } }),
                resource("route53/resolverQueryLogConfigAssociation", { resourceId: "vpc-2" }, { name: "log" }),
            ],
        },
        absent: "violating",
    },
});
