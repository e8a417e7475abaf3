import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { load } from "js-yaml";
import { ConfigurationError, readSettings } from "../../config";
import { schema } from "../../settings/schema";

const root = join(__dirname, "../..");
const keyArn = "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab";

const certificateArn = "arn:aws:acm:us-east-1:123456789012:certificate/1234abcd-12ab-34cd-56ef-1234567890ab";
const provider = {
    name: "Okta",
    issuer: "https://example.okta.com",
    clientId: "palisade",
    clientSecretArn: "arn:aws:secretsmanager:eu-central-1:123456789012:secret:okta-a1b2c3",
};

const contact = {
    name: "Security team",
    title: "Security officer",
    emailAddress: "security@example.com",
    phoneNumber: "+49 30 123456",
};

const connectionArn = "arn:aws:codeconnections:eu-central-1:123456789012:connection/1234abcd";
const pipelines = { connectionArn, scanner: "Checkov", patterns: { network: { repository: "company/network" } } };

/** Settings as a program is given them: lists and objects as JSON. */
function given(settings: Record<string, unknown>): Record<string, string> {
    return Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [
            `palisade:${key}`,
            typeof value === "string" ? value : JSON.stringify(value),
        ]),
    );
}

const defaults = {
    removable: false,
    logRetentionDays: 365,
    noncurrentVersionDays: 90,
    console: "none",
    identity: "cognito",
    network: {},
    allowedAddresses: [],
    originSecretRound: 0,
    auditTrail: false,
    accountBaseline: "none",
    organizationManaged: [],
    configRoleExists: false,
    backup: false,
    backupAdministratorArns: [],
    patternStore: false,
};

/** What `readSettings` gives, without what is not set. */
function read(settings: Record<string, unknown>): Record<string, unknown> {
    return JSON.parse(JSON.stringify(readSettings("palisade", given(settings)))) as Record<string, unknown>;
}

describe("the configuration of the stack", () => {
    it("without any, everything has its default", () => {
        assert.deepEqual(read({}), defaults);
    });

    const console = { console: "cloudfront", signInDomain: "example-console", adminEmail: "admin@example.com" };
    const inVpc = {
        ...console,
        console: "vpc",
        hostName: "console.example.com",
        certificateArn: certificateArn.replace("us-east-1", "eu-central-1"),
        reachedFrom: { office: { cidr: "192.168.10.0/24", why: "staff" } },
    };
    const existing = {
        vpcId: "vpc-0a1b2c3d",
        topology: "Isolated",
        isolatedSubnetIds: ["subnet-0a", "subnet-0b"],
        endpointIds: { sqs: "vpce-0a" },
    };
    const rows: [string, Record<string, unknown>][] = [
        ["of the stores alone", { removable: true, keyArn, logRetentionDays: 31, noncurrentVersionDays: 7 }],
        ["of a console", console],
        [
            "of everything",
            {
                ...console,
                removable: true,
                keyArn,
                logRetentionDays: 30,
                noncurrentVersionDays: 7,
                identity: "oidc",
                oidc: {
                    provider: { ...provider, scopes: ["openid", "groups"], groupsClaim: "group" },
                    groups: { platform: "SYSTEM_ADMIN", developers: "PATTERN_PUBLISHER" },
                },
                signInDomain: "login.example.com",
                signInCertificateArn: certificateArn,
                hostName: "console.example.com",
                certificateArn,
                allowedAddresses: ["203.0.113.0/24", "2001:db8::/32"],
                permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/boundary",
                roleNamePrefix: "app-",
                originSecretRound: 3,
                auditTrail: true,
                accountBaseline: "account",
                organizationManaged: ["GuardDuty", "SecurityHub"],
                securityContact: contact,
                configRoleExists: true,
                alarmAddresses: { security: "security@example.com" },
                trailDeletionRoleArn: "arn:aws:iam::123456789012:role/undertaker",
                trailOrganization: { id: "o-a1b2c3d4e5", managementAccountId: "210987654321" },
                backup: true,
                backupAdministratorArns: ["arn:aws:iam::123456789012:role/deploy"],
                patternStore: true,
                patternBuilder: "make.pipelines_of@patterns-1",
                patternPipelines: {
                    connectionArn,
                    image: "123456789012.dkr.ecr.eu-central-1.amazonaws.com/scanner:1",
                    scanner: "PolicyPack",
                    scanRules: "/opt/policy-pack",
                    pullRequests: { host: "GitLab", trusted: "Maintainers" },
                    patterns: {
                        network: { repository: "company/group/network" },
                        web_site: {
                            repository: "company/site",
                            branch: "release",
                            scanFolder: "infrastructure",
                            scanStack: "prod",
                            buildCommands: ["make"],
                            publishCommands: ["make publish"],
                            registerCommands: ["make register"],
                        },
                    },
                },
                dns: {
                    zoneName: "example.com",
                    dnssec: true,
                    withoutQueryLog: false,
                    onlyIssuedBy: ["amazon.com"],
                    keyArn: keyArn.replace("eu-central-1", "us-east-1"),
                },
            },
        ],
        [
            "of a signed zone beside the stores, whose failures are told",
            { dns: { zoneName: "example.com", dnssec: true }, alarmAddresses: { security: "security@example.com" } },
        ],
        ["of pipelines beside the stores", { patternStore: true, patternPipelines: pipelines }],
        [
            "of a pattern store beside the stores",
            {
                patternStore: true,
                roleNamePrefix: "app-",
                permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b",
            },
        ],
        [
            "of backups beside the stores",
            { backup: true, roleNamePrefix: "app-", permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b" },
        ],
        [
            "of a region's baseline beside the stores, whose findings are told",
            { accountBaseline: "region", alarmAddresses: { security: "security@example.com" }, roleNamePrefix: "app-" },
        ],
        [
            "of an audit trail beside the stores",
            { auditTrail: true, roleNamePrefix: "app-", permissionsBoundaryArn: "arn:aws:iam::123456789012:policy/b" },
        ],
    ];
    rows.push(
        [
            "of a console in a new VPC",
            { ...inVpc, network: { cidr: "10.1.0.0/16", zones: 3, vpnCidrs: ["192.168.10.0/24"] } },
        ],
        [
            "of a console in a new VPC with NAT and a VPN",
            {
                ...inVpc,
                network: {
                    topology: "PublicAndPrivateWithVpn",
                    natGateways: "OnePerZone",
                    vpnCidrs: ["192.168.10.0/24"],
                },
            },
        ],
        ["of a console in a VPC that is there already", { ...inVpc, network: existing }],
    );
    const hostedZone = { id: "Z0123456789ABCDEFGHIJ", name: "example.com" };
    const { certificateArn: _, ...certifiedByStack } = inVpc;
    rows.push([
        "of a console whose certificates the stack makes",
        {
            ...certifiedByStack,
            signInDomain: "login.example.com",
            hostedZone,
            privateHostedZone: { id: "Z9876543210", name: "console.example.com" },
        },
    ]);
    for (const [what, settings] of rows) {
        it(`every setting is read: ${what}`, () => {
            assert.deepEqual(read(settings), { ...defaults, ...settings });
        });
    }

    it("keys of other namespaces are none of its business", () => {
        assert.doesNotThrow(() => readSettings("palisade", { "aws:region": "eu-west-1", "other:removable": "maybe" }));
    });

    const oidc = { ...console, identity: "oidc" };
    const wrong: [Record<string, unknown>, RegExp][] = [
        [{ removable: "yes" }, /palisade:removable: "yes" is neither true nor false. Fix: use true or false\./],
        [{ keyArn: "alias/data" }, /palisade:keyArn: "alias\/data" is an alias. Fix: pass the key's ARN/],
        [{ logRetentionDays: "0" }, /palisade:logRetentionDays: 0 is not a whole number of days from 1/],
        [{ logRetentionDays: "1e2" }, /palisade:logRetentionDays: "1e2" is not a whole number/],
        [{ noncurrentVersionDays: "-1" }, /palisade:noncurrentVersionDays: -1 is not a whole number of days from 1/],
        [{ console: "cdn" }, /palisade:console: "cdn" is none of its values. Fix: use none or cloudfront/],
        [
            { console: "cloudfront" },
            /palisade:signInDomain: there is nowhere to sign in.*\n.*adminEmail: nobody could sign in/,
        ],
        [
            { adminEmail: "a@example.com" },
            /palisade:adminEmail: there is no console. Fix: leave it out, or set console/,
        ],
        [{ identity: "oidc" }, /palisade:identity: there is no console/],
        [{ allowedAddresses: ["203.0.113.0/24"] }, /palisade:allowedAddresses: there is no console/],
        [{ ...console, adminEmail: "nobody" }, /palisade:adminEmail.*: it is not an e-mail address/],
        [{ ...console, signInDomain: "https://login" }, /palisade:signInDomain: /],
        [
            { ...console, signInDomain: "login.example.com" },
            /palisade:signInCertificateArn: login.example.com has none/,
        ],
        [
            { ...console, signInCertificateArn: certificateArn },
            /palisade:signInCertificateArn: there is no host for it/,
        ],
        [{ ...console, hostName: "console.example.com" }, /palisade:certificateArn: console.example.com has none/],
        [{ ...console, certificateArn }, /palisade:certificateArn: there is no host for it/],
        [
            { ...console, hostName: "login.example.com", signInDomain: "login.example.com", hostedZone },
            /palisade:signInDomain: it is the host of the console/,
        ],
        [
            {
                ...console,
                hostName: "c.example.com",
                certificateArn,
                signInDomain: "login.example.com",
                signInCertificateArn: certificateArn,
                hostedZone,
            },
            /palisade:certificateArn: with hostedZone the stack makes one.*\n.*palisade:signInCertificateArn: with hostedZone/,
        ],
        [
            { ...console, hostName: "c.example.org", signInDomain: "login.example.net", hostedZone },
            /hostName: "c.example.org" is not in the zone example.com.*\n.*signInDomain: "login.example.net" is not in/,
        ],
        [{ ...console, hostedZone }, /palisade:hostedZone: no host of yours is in it/],
        [{ hostedZone }, /palisade:hostedZone: there is no console/],
        [
            { ...console, hostName: "c.example.com", hostedZone, privateHostedZone: hostedZone },
            /palisade:privateHostedZone: it says nothing with console cloudfront/,
        ],
        [
            { ...inVpc, privateHostedZone: { ...hostedZone, name: "example.org" } },
            /palisade:hostName: "console.example.com" is not in the zone example.org/,
        ],
        [
            { ...inVpc, hostedZone: { id: "example.com", zone: "example.com" } },
            /hostedZone.zone: it is not a field.*\n.*hostedZone.id: "example.com" is not the id.*\n.*hostedZone.name: it is not/,
        ],
        [
            { ...inVpc, hostedZone: "Z0123456789ABCDEFGHIJ" },
            /palisade:hostedZone: it is not an object with id and name/,
        ],
        [
            { ...console, logRetentionDays: "31" },
            /palisade:logRetentionDays: 31 days are not offered by CloudWatch Logs/,
        ],
        [{ ...console, allowedAddresses: ["everywhere"] }, /palisade:allowedAddresses: "everywhere" is not a network/],
        [{ ...console, allowedAddresses: "203.0.113.0/24" }, /palisade:allowedAddresses: it is not a list of texts/],
        [{ ...console, originSecretRound: "-1" }, /palisade:originSecretRound: -1 is below 0/],
        [{ ...console, oidc: { provider, groups: {} } }, /palisade:oidc: its users are not let in/],
        [oidc, /palisade:oidc: there is no identity provider/],
        [
            { console: "vpc" },
            /palisade:hostName: a console in a VPC has no other name.*\n.*palisade:reachedFrom: nobody could reach it/,
        ],
        [
            { ...inVpc, allowedAddresses: ["203.0.113.0/24"] },
            /palisade:allowedAddresses: it says nothing with console vpc. Fix: leave it out, or set console to cloudfront/,
        ],
        [{ ...console, network: existing }, /palisade:network: it says nothing with console cloudfront/],
        [{ ...inVpc, certificateArn: "arn:aws:acm::x" }, /palisade:certificateArn: "arn:aws:acm::x" is not the ARN/],
        [
            { ...console, hostName: "c.example.com", certificateArn: inVpc.certificateArn },
            /palisade:certificateArn: CloudFront takes none of that region/,
        ],
        [
            { ...inVpc, reachedFrom: { all: { cidr: "0.0.0.0/0", why: "all" } } },
            /palisade:reachedFrom.all.cidr: "0.0.0.0\/0" is nearly everybody/,
        ],
        [{ ...inVpc, reachedFrom: ["10.0.0.0/8"] }, /palisade:reachedFrom: it is not an object of names/],
        [{ ...inVpc, network: { cidr: "8.8.0.0/16" } }, /palisade:network.cidr: /],
        [{ ...inVpc, network: { zones: 9 } }, /palisade:network.zones: /],
        [{ ...inVpc, network: { subnets: "a" } }, /palisade:network.subnets: it is not a field of it/],
        [{ ...inVpc, network: { zones: "two" } }, /palisade:network/],
        [{ ...inVpc, network: "vpc-1" }, /palisade:network: it is not an object with the network's fields/],
        [{ ...inVpc, network: { ...existing, vpcId: "main" } }, /palisade:network.vpcId: "main" is not/],
        [{ ...inVpc, network: { vpcId: "vpc-0a1b2c3d" } }, /palisade:network.topology: it is missing/],
        [
            { ...inVpc, network: { ...existing, cidr: "10.1.0.0/16" } },
            /palisade:network.cidr: the VPC is there already/,
        ],
        [
            { ...inVpc, network: { topology: "PublicAndPrivate" } },
            /palisade:network.natGateways: it is missing. Fix: decide: One \(33 USD a month.* or OnePerZone \(33 USD/,
        ],
        [
            { ...inVpc, network: { topology: "Isolated", natGateways: "One" } },
            /palisade:network.natGateways: there is no NAT in the topology Isolated/,
        ],
        [
            { ...inVpc, network: { vpnCidrs: ["192.168.10.0/24"], natGateways: "One" } },
            /palisade:network.natGateways: there is no NAT in the topology PrivateWithVpn/,
        ],
        [
            { ...inVpc, network: { topology: "PublicAndPrivate", natGateways: "Two" } },
            /palisade:network.natGateways: "Two" is not known/,
        ],
        [
            { ...inVpc, network: { topology: "PublicAndPrivateWithVpn", natGateways: "One" } },
            /palisade:network.vpnCidrs: it is missing. Fix: name the networks beyond the VPN/,
        ],
        [
            { ...inVpc, network: { topology: "Isolated", vpnCidrs: ["192.168.10.0/24"] } },
            /palisade:network.vpnCidrs: there is no VPN in the topology Isolated/,
        ],
        [
            { ...inVpc, network: { cidr: "192.168.0.0/16", vpnCidrs: ["192.168.10.0/24"] } },
            /palisade:network.vpnCidrs\[0\]: "192.168.10.0\/24" overlaps with the VPC/,
        ],
        [{ ...inVpc, network: { topology: "Open" } }, /palisade:network.topology: "Open" is not known/],
        [
            { ...inVpc, network: { topology: "Public" } },
            /palisade:network.topology: it puts the functions into public subnets. Fix: use Isolated, PrivateWithVpn, Pub/,
        ],
        [
            { ...inVpc, network: { ...existing, natGateways: "One" } },
            /palisade:network.natGateways: the VPC is there already. Fix: leave it out, or leave vpcId out/,
        ],
        [
            { ...inVpc, network: { isolatedSubnetIds: ["subnet-0a"] } },
            /palisade:network.isolatedSubnetIds: a new VPC has its own. Fix: leave it out, or pass vpcId/,
        ],
        [{ ...oidc, oidc: "hunter2" }, /palisade:oidc: it is not an object with provider and groups/],
        [{ ...oidc, oidc: { provider } }, /palisade:oidc: it is not an object with provider and groups/],
        [
            { ...oidc, oidc: { provider, groups: { a: "ADMIN" } } },
            /palisade:oidc.groups.a: "ADMIN" is no group of the console/,
        ],
        [
            { ...oidc, oidc: { provider: { ...provider, issuer: "http://example.com" }, groups: {} } },
            /palisade:oidc.provider.issuer: "http:/,
        ],
        [
            { ...oidc, oidc: { provider: { ...provider, secret: "hunter2" }, groups: {} } },
            /palisade:oidc.provider.secret: it is not a field/,
        ],
        [
            { backupAdministratorArns: ["arn:aws:iam::123456789012:role/deploy"] },
            /palisade:backupAdministratorArns: there are no backups. Fix: leave it out, or set backup to true/,
        ],
        [{ backup: true, backupAdministratorArns: ["*"] }, /backupAdministratorArns: "\*" is not the ARN of a role/],
        [{ roleNamePrefix: "app-" }, /palisade:roleNamePrefix: there is no console/],
        [{ roleNamePrefix: "app-", accountBaseline: "account" }, /palisade:roleNamePrefix: there is no console/],
        [
            { organizationManaged: ["GuardDuty"], securityContact: contact, configRoleExists: true },
            /organizationManaged: there is no account baseline.*\n.*securityContact: there is.*\n.*configRoleExists: there/,
        ],
        [
            { accountBaseline: "region", securityContact: contact },
            /palisade:securityContact: it is the account's, and this stack has its region alone/,
        ],
        [
            { accountBaseline: "account", organizationManaged: ["SecurityContact"], securityContact: contact },
            /palisade:securityContact: the organization manages it/,
        ],
        [{ accountBaseline: "account", organizationManaged: ["Trail"] }, /organizationManaged: "Trail" is not known/],
        [
            { accountBaseline: "account", securityContact: { ...contact, fax: "1", emailAddress: "nobody" } },
            /securityContact.fax: it is not a field of it.*\n.*securityContact.emailAddress: it is not an e-mail/,
        ],
        [{ accountBaseline: "on" }, /palisade:accountBaseline: "on" is none of its values. Fix: use none or account/],
        [
            { alarmAddresses: { a: "a@example.com" }, trailDeletionRoleArn: "arn:aws:iam::123456789012:role/a" },
            /palisade:alarmAddresses: there is no audit trail.*\n.*palisade:trailDeletionRoleArn: there is no audit trail/,
        ],
        [
            { auditTrail: true, alarmAddresses: { a: "hunter2" } },
            /palisade:alarmAddresses.a: it is not an e-mail address/,
        ],
        [
            { auditTrail: true, alarmAddresses: ["a@example.com"] },
            /palisade:alarmAddresses: it is not an object of names/,
        ],
        [
            { auditTrail: true, trailDeletionRoleArn: "arn:aws:iam::123456789012:role/*" },
            /palisade:trailDeletionRoleArn: ".*" is not one role/,
        ],
        [{ auditTrail: true, logRetentionDays: 31 }, /palisade:logRetentionDays: 31 days are not offered/],
        [
            { trailOrganization: { id: "o-a1b2c3d4e5" } },
            /palisade:trailOrganization: there is no audit trail. Fix: leave it out, or set auditTrail to true/,
        ],
        [
            { auditTrail: true, trailOrganization: { id: "example", account: "1" } },
            /trailOrganization.account: it is not a field of it. Fix: use id, managementAccountId.*\n.*trailOrganization.id: "example" is not an/,
        ],
        [
            { auditTrail: true, trailOrganization: { id: "o-a1b2c3d4e5", managementAccountId: 210987654321 } },
            /palisade:trailOrganization: it is not an object of texts with id/,
        ],
        [
            { patternPipelines: pipelines },
            /palisade:patternPipelines: there is no store to publish to. Fix: set patternStore to true, or leave it out/,
        ],
        ...[
            "arn:aws:codepipeline:eu-central-1:123456789012:builder",
            "a".repeat(101),
            "two words",
            "builder\n",
            "*",
        ].map((name): [Record<string, unknown>, RegExp] => [
            { ...console, patternBuilder: name },
            /palisade:patternBuilder: "[^"]+" is not the name of a pipeline. Fix: pass its name, not its ARN/,
        ]),
        [
            { patternBuilder: "builder" },
            /palisade:patternBuilder: there is no console. Fix: leave it out, or set console to cloudfront or vpc/,
        ],
        [
            { patternStore: true, patternPipelines: { ...pipelines, patterns: {} } },
            /palisade:patternPipelines.patterns: there is none. Fix: name one by its id/,
        ],
        [
            { patternStore: true, patternPipelines: { ...pipelines, patterns: [] } },
            /palisade:patternPipelines: it is not an object with connectionArn, scanner and patterns/,
        ],
        [
            { patternStore: true, patternPipelines: { patterns: pipelines.patterns } },
            /patternPipelines.connectionArn: it is missing.*\n.*patternPipelines.scanner: it is missing/,
        ],
        [
            {
                patternStore: true,
                patternPipelines: {
                    ...pipelines,
                    scanner: "PolicyPack",
                    runner: "a",
                    pullRequests: { host: "GitHub", trusted: "Everybody" },
                    patterns: { "a/b": { repository: "a/b", tag: "v1" }, c: { repository: "c", buildCommands: [] } },
                },
            },
            new RegExp(
                [
                    /patternPipelines.runner: it is not a field of it. Fix: use connectionArn, image, scanner/,
                    /patternPipelines.patterns.a\/b.tag: it is not a field of it. Fix: use repository, branch/,
                    /patternPipelines.patterns.a\/b: "a\/b" is not the id of a pattern/,
                    /patternPipelines.pullRequests.trusted: "Everybody" is not known/,
                    /patternPipelines.scanRules: PolicyPack has none of its own/,
                    /patternPipelines.patterns.c.repository: "c" is no repository/,
                    /patternPipelines.patterns.c.buildCommands: there is none/,
                ]
                    .map(({ source }) => `palisade:${source}`)
                    .join("[^]*"),
            ),
        ],
        [
            { patternStore: true, patternPipelines: pipelines, logRetentionDays: 31 },
            /palisade:logRetentionDays: 31 days are not offered/,
        ],
        [{ dns: { zoneName: "example.com" }, logRetentionDays: 31 }, /palisade:logRetentionDays: 31 days are not/],
        [
            { dns: { zoneName: "example.com", keyArn } },
            /palisade:dns.keyArn: it is in another region than Amazon Route 53's logs. Fix: pass a key in us-east-1/,
        ],
        [
            { dns: { zoneName: "example.com", keyArn, withoutQueryLog: true } },
            /palisade:dns.keyArn: it says nothing without a log of queries/,
        ],
        [
            { dns: { zoneName: "Example.com.", signed: "yes", onlyIssuedBy: [] } },
            /dns.signed: it is not a field of it. Fix: use zoneName, dnssec.*\n.*dns.zoneName: "Example.com." is not.*\n.*dns.onlyIssuedBy: no authority/,
        ],
        [{ dns: { zoneName: "example.com", dnssec: "yes" } }, /palisade:dns: it is not an object with zoneName/],
        [
            { dns: { zoneName: "example.com" }, alarmAddresses: { a: "a@example.com" } },
            /palisade:alarmAddresses: there is no audit trail/,
        ],
        [{ removeable: "true" }, /palisade:removeable: it is not a setting. Fix: use one of palisade:removable/],
    ];
    for (const [config, message] of wrong) {
        it(`refused: ${JSON.stringify(config)}`, () => {
            assert.throws(
                () => readSettings("palisade", given(config)),
                (error: Error) => {
                    assert.match(error.message, message);
                    assert.doesNotMatch(error.message, /hunter2/);
                    return error instanceof ConfigurationError;
                },
            );
        });
    }

    it("everything that is wrong is told at once, without a stack trace for the user", () => {
        const config = { "palisade:removable": "yes", "palisade:keyArn": "x", "palisade:foo": "bar" };
        assert.throws(
            () => readSettings("palisade", config),
            (error) => {
                assert.ok(error instanceof ConfigurationError);
                assert.equal(error.message.split("\n").length, 4);
                return true;
            },
        );
    });

    it("days: exactly the numbers a bucket accepts", () => {
        fc.assert(
            fc.property(fc.integer({ min: -10, max: 40_000 }), (days) => {
                const read = (): unknown => readSettings("palisade", { "palisade:logRetentionDays": String(days) });
                if (days >= 1 && days <= 36_500) {
                    assert.doesNotThrow(read);
                } else {
                    assert.throws(read);
                }
            }),
        );
    });

    it("Pulumi.yaml declares every setting, with the same default, or empty: which is not set", () => {
        const project = load(readFileSync(join(root, "Pulumi.yaml"), "utf8")) as {
            config: Record<string, { type: string; default: unknown; description: string }>;
        };
        assert.deepEqual(Object.keys(project.config), Object.keys(schema));
        for (const [key, { type, default: value, description }] of Object.entries(project.config)) {
            const { default: known } = schema[key as keyof typeof schema].argument;
            assert.deepEqual(value, known ?? (type === "object" ? {} : ""), key);
            const kind = Array.isArray(value) ? "array" : typeof value;
            assert.equal(type, kind === "number" ? "integer" : kind, key);
            assert.ok(description.length > 20, key);
        }
        assert.deepEqual(
            read(Object.fromEntries(Object.entries(project.config).map(([key, { default: value }]) => [key, value]))),
            defaults,
        );
    });
});
