import { generateKeyPairSync } from "node:crypto";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import {
    ApiExposure,
    AwsPartition,
    BaselinePart,
    ConfigRule,
    EncryptionKey,
    EventAccess,
    FirewallScope,
    FunctionRuntime,
    GuardDutyFeature,
    type IdentityPoolArgs,
    KeyUser,
    LockMode,
    LogProducer,
    ManagedRules,
    NatGateways,
    Network,
    type NetworkArgs,
    PatternScanner,
    PriceClass,
    PrivateApi,
    type PrivateApiArgs,
    SecureBucket,
    SecureFunction,
    type SecureFunctionArgs,
    SecureQueue,
    SecureTable,
    SecureTopic,
    SecurityStandard,
    TableStream,
    Tenancy,
    Topology,
    TopicPublisher,
    TrailInsight,
    WebFirewall,
} from "palisade-aws";
import { bundle, needed, neededBy } from "./needed";

const account = "123456789012";
const keyArn = `arn:aws:kms:eu-central-1:${account}:key/1234abcd-12ab-34cd-56ef-1234567890ab`;
const certificateArn = (region: string) => `arn:aws:acm:${region}:${account}:certificate/1234abcd`;
const distributionArns = [`arn:aws:cloudfront::${account}:distribution/E0123456789ABC`];
const permissionsBoundaryArn = `arn:aws:iam::${account}:policy/boundary`;
const originSecret = "0123456789abcdefghijklmnopqrstuv";
const reader = { sid: "Reader", principals: { aws: [`arn:aws:iam::210987654321:role/reader`] } };
const lifecycle = { id: "old", prefix: "old/", archiveAfterDays: 30, expireAfterDays: 400 };
const roles = { roleNamePrefix: "app-", permissionsBoundaryArn };

const bgpKeyArn = `arn:aws:secretsmanager:eu-central-1:${account}:secret:bgp-a1b2c3`;
const directConnect = {
    interfaces: {
        east: { connectionId: "dxcon-0a", vlan: 101, bgpKeyArn },
        west: { connectionId: "dxcon-0b", vlan: 101, bgpKeyArn },
    },
    bgpAsn: 65_010,
    allowedPrefixes: ["10.0.0.0/16"],
};

const fn = (name: string, more: Partial<SecureFunctionArgs> = {}): SecureFunction =>
    new SecureFunction(name, { code: bundle, handler: "index.handler", ...more });
const publicKey = (): string =>
    String(generateKeyPairSync("ec", { namedCurve: "prime256v1" }).publicKey.export({ type: "spki", format: "pem" }));
const firewall = (): WebFirewall => new WebFirewall("wall", { originSecrets: [originSecret] });
const cloudFrontApi = (more: Partial<PrivateApiArgs> = {}): PrivateApiArgs => ({
    ...(neededBy("PrivateApi") as PrivateApiArgs),
    exposure: ApiExposure.CloudFront,
    vpcEndpointIds: undefined,
    firewall: firewall(),
    ...more,
});

const users: Partial<IdentityPoolArgs> = {
    ...(needed.IdentityPool as IdentityPoolArgs),
    logoutUrls: ["https://console.example.com/"],
    groups: { SYSTEM_ADMIN: { precedence: 0, description: "Everything" }, PATTERN_PUBLISHER: { precedence: 1 } },
    roles: {
        SYSTEM_ADMIN: [{ sid: "Reports", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports/*"] }],
        PATTERN_PUBLISHER: [],
    },
    ...roles,
    firstAdmin: { email: "admin@example.com", group: "SYSTEM_ADMIN" },
    passwordMinimumLength: 20,
    accessTokenMinutes: 5,
    refreshTokenHours: 1,
    logRetentionDays: 731,
};

const network = (topology: Topology, more: Partial<NetworkArgs> = {}) => ({
    [topology]: (): NetworkArgs => ({
        topology,
        cidr: "10.1.0.0/16",
        zones: 3,
        peerCidrs: ["10.2.0.0/16"],
        tenancy: Tenancy.Dedicated,
        key: keyArn,
        flowLogRetentionDays: 731,
        ipv6: true,
        ...more,
    }),
});
const vpn = { vpnCidrs: ["192.168.10.0/24"] };
const internet = { publicPorts: [443], internetPorts: [443] };

/**
 * Everything that a component can have, in as many ways as its arguments exclude each other. What is made for it is made
 * in the program, so these are called there.
 */
export const fullest: Readonly<Record<string, Readonly<Record<string, () => object>>>> = {
    AccountBaseline: {
        "one account, with money": () => ({
            accountWide: true,
            passwordMinimumLength: 20,
            passwordMaximumAgeDays: 30,
            securityContact: {
                name: "Security team",
                title: "Security officer",
                emailAddress: "security@example.com",
                phoneNumber: "+49 30 123456",
            },
            unusedAccessDays: 90,
            configRetentionDays: 731,
            configRoleExists: true,
            configRules: Object.values(ConfigRule).filter((rule) => !rule.startsWith("cloudfront")),
            key: new EncryptionKey("key", { users: [KeyUser.Config] }),
            guardDutyFeatures: Object.values(GuardDutyFeature),
            standards: Object.values(SecurityStandard),
            ebsKey: keyArn,
            metadataHopLimit: 1,
            alertTopic: new SecureTopic("alerts"),
            ...roles,
        }),
        "what others left": () => ({
            partition: AwsPartition.Standard,
            organizationManaged: [BaselinePart.AccessAnalyzer],
            unprotected: [BaselinePart.AutomationLogging],
            configBucketName: "records",
            alertTopic: `arn:aws:sns:eu-central-1:${account}:alerts`,
            alertTopicKeyArn: keyArn,
        }),
    },
    AliasRecord: { all: () => ({ ...needed.AliasRecord, zoneName: "example.com", ipv6: true }) },
    AuditTrail: {
        "of an organization": () => ({
            organization: { id: "o-a1b2c3d4e5", managementAccountId: "210987654321" },
            trailName: "organization",
            keyPrefix: "trails",
            deletionRoleArn: `arn:aws:iam::${account}:role/undertaker`,
            objectLock: { mode: LockMode.Compliance, days: 365 },
            retentionDays: 400,
            archiveAfterDays: 30,
            accessLogBucketName: "logs",
            statements: [{ ...reader, actions: ["s3:GetObject"], objects: ["trails/*"] }],
            key: keyArn,
            logRetentionDays: 731,
            insights: Object.values(TrailInsight),
            dataEvents: [
                { resourceType: "AWS::S3::Object" },
                { resourceType: "AWS::DynamoDB::Table", access: EventAccess.Write, arnPrefixes: ["arn:aws:dynamodb:"] },
            ],
            networkActivity: [
                { eventSource: "s3.amazonaws.com" },
                { eventSource: "kms.amazonaws.com", alsoAllowed: true },
            ],
            alarmAddresses: { security: "security@example.com" },
            disabledAlarms: { "failed-sign-ins": "Everybody comes by SSO" },
            ...roles,
        }),
        "into a bucket of others": () => ({
            bucketName: "trails-of-all",
            alarmTopicArn: `arn:aws:sns:eu-central-1:${account}:alarms`,
        }),
    },
    Backup: {
        all: () => ({
            stores: [new SecureTable("table", { partitionKey: { name: "id" } }), new SecureBucket("bucket")],
            resourceArns: [`arn:aws:elasticfilesystem:eu-central-1:${account}:file-system/fs-0a`],
            tag: { key: "backup", value: "daily" },
            rules: {
                hourly: { schedule: "cron(0 * ? * * *)", retentionDays: 7, continuous: true },
                yearly: {
                    schedule: "cron(0 5 1 1 ? *)",
                    timeZone: "Europe/Berlin",
                    retentionDays: 2557,
                    coldAfterDays: 30,
                    copyTo: [{ vaultArn: `arn:aws:backup:eu-west-1:210987654321:backup-vault:copies` }],
                },
            },
            administratorArns: [`arn:aws:iam::${account}:role/backups`],
            lock: { minimumDays: 7, maximumDays: 3653, cannotBeUndoneAfterDays: 30 },
            copiesFrom: ["210987654321"],
            alarmTopicArn: new SecureTopic("alerts", { publishers: [TopicPublisher.CloudWatchAlarms] }).arn,
            key: keyArn,
            ...roles,
        }),
    },
    Bastion: {
        all: () => ({
            network: new Network("net"),
            running: true,
            instanceType: "t4g.micro",
            imageId: "ami-0123456789abcdef0",
            permissionsBoundaryArn,
        }),
    },
    Certificate: {
        all: () => ({
            ...needed.Certificate,
            zoneName: "example.com",
            keyAlgorithm: "RSA_2048",
            onlyAmazonIssues: true,
        }),
    },
    CloudFrontConsole: {
        "with an API, for whoever has a signature": () => ({
            ...needed.CloudFrontConsole,
            immutableFolder: "assets/",
            contentTypes: { map: "application/json" },
            runtimeConfig: { api: "/api" },
            headers: { "referrer-policy": "same-origin" },
            api: new PrivateApi("api", cloudFrontApi()),
            apiPath: "/v1",
            originSecret,
            firewall: new WebFirewall("edge", { scope: FirewallScope.CloudFront, region: "us-east-1" }),
            domainNames: ["console.example.com"],
            certificateArn: certificateArn("us-east-1"),
            allowedCountries: ["DE"],
            signingKeys: { now: publicKey(), next: publicKey() },
            priceClass: PriceClass.All,
            key: new EncryptionKey("key", { users: [KeyUser.LogDelivery], distributionArns }),
        }),
        "with logs and a key of others": () => ({
            ...needed.CloudFrontConsole,
            blockedCountries: ["XX"],
            logBucketArn: "arn:aws:s3:::logs",
            accessLogBucketName: "logs",
            key: keyArn,
        }),
    },
    DirectConnect: {
        "to a VPC's own gateway": () => ({ ...directConnect, vpnGatewayId: "vgw-0a", jumboFrames: true }),
        "to a transit gateway": () => ({ ...directConnect, transitGatewayId: "tgw-0a", amazonAsn: 64_600 }),
    },
    EncryptionKey: {
        all: () => ({
            description: "data",
            users: Object.values(KeyUser),
            distributionArns,
            statements: [{ ...reader, actions: ["kms:Decrypt"] }],
        }),
    },
    ExistingNetwork: { all: () => ({ ...needed.ExistingNetwork, endpointIds: { sqs: "vpce-0a" }, ipv6: true }) },
    HumanRole: {
        all: () => ({
            trusted: [account, "arn:aws:iam::210987654321:user/people/alice"],
            mfaMinutes: 15,
            maximumSessionHours: 4,
            statements: [{ sid: "Reports", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports/*"] }],
            managedPolicies: { audit: "arn:aws:iam::aws:policy/SecurityAudit" },
            organizationId: "o-a1b2c3d4e5",
            externalId: "f0a1b2c3-d4e5",
            principalTags: { team: "platform" },
            sourceIdentity: true,
            anySessionName: true,
            ...roles,
        }),
    },
    Dns: {
        "public, signed": () => {
            const pages = new aws.lb.LoadBalancer("pages", { internal: false });
            const alias = { host: pages.dnsName, zoneId: pages.zoneId };
            const values = ["192.0.2.1"];
            return {
                zoneName: "example.com",
                onlyIssuedBy: ["amazon.com"],
                dnssec: true,
                alarmTopicArn: `arn:aws:sns:us-east-1:${account}:alerts`,
                logRetentionDays: 731,
                key: keyArn.replace("eu-central-1", "us-east-1"),
                records: {
                    apex: { name: "@", type: "A", alias },
                    mail: { name: "@", type: "MX", values: ["10 mail.example.com"] },
                    spf: { name: "@", type: "TXT", values: ["v=spf1 -all"] },
                    www: {
                        name: "www",
                        type: "A",
                        failover: {
                            primary: { alias, healthCheck: { host: "www.example.com" } },
                            secondary: { values },
                        },
                    },
                    near: { name: "near", type: "A", latency: { "eu-central-1": { alias }, "us-east-1": { values } } },
                    some: { name: "some", type: "A", weighted: { a: { values, weight: 1 }, b: { alias, weight: 2 } } },
                    here: { name: "here", type: "A", geolocation: { "continent:EU": { alias }, "*": { values } } },
                },
            };
        },
        private: () => ({ zoneName: "internal.example.com", vpcs: [{ vpcId: "vpc-0a", region: "eu-central-1" }] }),
        unlogged: () => ({ zoneName: "example.com", withoutQueryLog: true }),
    },
    IdentityPool: {
        "a provider's users, roles by a claim, a host": () => ({
            ...users,
            domain: "login.example.com",
            certificateArn: certificateArn("us-east-1"),
            oidc: {
                name: "Okta",
                issuer: "https://example.okta.com",
                clientId: "console",
                clientSecretArn: `arn:aws:secretsmanager:eu-central-1:${account}:secret:okta-a1b2c3`,
                scopes: ["openid", "groups"],
                groupsClaim: "groups",
            },
            preTokenGeneration: fn("trigger"),
            roleClaim: "palisade:group",
        }),
        "own users, on a developer's machine": () => ({
            ...users,
            callbackUrls: ["http://localhost:3000/"],
            allowLocalhostForDevelopment: true,
        }),
    },
    LogBucket: {
        all: () => ({
            producers: Object.values(LogProducer),
            sourceBucketArns: ["arn:aws:s3:::reports"],
            retentionDays: 400,
            archiveAfterDays: 30,
            statements: [{ ...reader, actions: ["s3:GetObject"], objects: ["reports/*"] }],
        }),
        "with a key of others": () => ({ producers: [LogProducer.CloudFront], key: keyArn }),
    },
    Network: {
        ...network(Topology.Isolated, { zones: undefined, zoneNames: ["eu-central-1a", "eu-central-1b"] }),
        ...network(Topology.PrivateWithVpn, vpn),
        ...network(Topology.Public, internet),
        ...network(Topology.PublicAndPrivate, {
            ...internet,
            natGateways: NatGateways.One,
            subnetSizes: { public: 26 },
        }),
        ...network(Topology.PublicAndPrivateWithVpn, { ...vpn, ...internet, natGateways: NatGateways.OnePerZone }),
    },
    PatternPipeline: {
        "with a pack, in a VPC": () => ({
            ...needed.PatternPipeline,
            pipelineName: "pattern-network",
            pullRequests: { host: "GitLab", trusted: "Maintainers" },
            branch: "release",
            scanner: PatternScanner.PolicyPack,
            scanFolder: "stack",
            scanRules: "/opt/policies",
            scanStack: "prod",
            environment: { BUCKET: "artifacts" },
            image: `${account}.dkr.ecr.eu-central-1.amazonaws.com/scanner:1`,
            timeoutMinutes: 60,
            allowPrivilegedBuilds: false,
            vpcId: "vpc-0a",
            subnetIds: ["subnet-0a", "subnet-0b"],
            securityGroupIds: ["sg-0a"],
            artifactRetentionDays: 7,
            accessLogBucketName: "logs",
            key: new EncryptionKey("key", { users: [KeyUser.CloudWatchLogs] }),
            logRetentionDays: 731,
            ...roles,
        }),
        "with a key of others": () => ({ ...needed.PatternPipeline, key: keyArn }),
    },
    PatternStore: {
        "all of its own": () => ({
            domainName: "company-patterns",
            packageScope: "company",
            organizationId: "o-a1b2c3d4e5",
            accessLogBucketName: "logs",
            owner: "Platform team",
            launchers: { developers: `arn:aws:iam::${account}:role/developer` },
            launchStatements: [{ sid: "Buckets", actions: ["s3:CreateBucket"], resources: ["arn:aws:s3:::made-here"] }],
            key: keyArn,
            ...roles,
        }),
        "beside what a stack has": () => ({
            key: new EncryptionKey("key"),
            artifacts: new SecureBucket("artifacts"),
            changes: new SecureQueue("changes", { fifo: true }),
            publications: new SecureTable("published", { partitionKey: { name: "patternId" } }),
        }),
    },
    Peering: {
        "asked for": () => ({ ...neededBy("Peering"), resolveDns: true, peerAccountId: "210987654321", peerRegion: "eu-west-1" }), // prettier-ignore
        "taken on": () => ({
            network: new Network("net", { peerCidrs: ["10.1.0.0/16"] }),
            peerCidrs: ["10.1.0.0/16"],
            connectionId: "pcx-0a",
            routeTableIds: ["rtb-0a"],
        }),
    },
    PrivateApi: {
        "by endpoints, own domain, decided by a function": () => ({
            ...(neededBy("PrivateApi") as PrivateApiArgs),
            userPoolArns: undefined,
            scopes: undefined,
            authorizerFunction: fn("authorizer"),
            vpcEndpointIds: ["vpce-0a", "vpce-0b"],
            domain: { name: "api.example.com", certificateArn: certificateArn("eu-central-1") },
            firewall: new WebFirewall("wall"),
            requestsPerSecond: 10,
            burst: 10,
            key: keyArn,
            logRetentionDays: 731,
            setsLoggingRoleOfAccount: true,
        }),
        "by CloudFront, own domain": () =>
            cloudFrontApi({ domain: { name: "api.example.com", certificateArn: certificateArn("eu-central-1") } }),
    },
    SecureBucket: {
        all: () => ({
            key: new EncryptionKey("key", { distributionArns }),
            logBucketName: "logs",
            logPrefix: "data/",
            noncurrentVersionDays: 7,
            lifecycleRules: [lifecycle],
            statements: [{ ...reader, actions: ["s3:GetObject"], objects: ["reports/*"] }],
            distributionArns,
        }),
    },
    SecureFunction: {
        "in a VPC, signed": () => ({
            code: join(__dirname, "bundle.zip"),
            handler: "index.handler",
            runtime: FunctionRuntime.NodeJs22,
            environment: { TABLE: "data" },
            asynchronous: true,
            timeoutSeconds: 900,
            memoryMegabytes: 1024,
            statements: [{ sid: "Reports", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::reports/*"] }],
            ...roles,
            key: keyArn,
            logRetentionDays: 731,
            subnetIds: ["subnet-0a", "subnet-0b"],
            securityGroupIds: ["sg-0a"],
            reservedConcurrency: 10,
            liveVersion: "7",
            codeSigningConfigArn: `arn:aws:lambda:eu-central-1:${account}:code-signing-config:csc-0123456789abcdef0`,
        }),
    },
    SecureQueue: {
        all: () => ({
            fifo: true,
            visibilityTimeoutSeconds: 60,
            retentionDays: 7,
            maximumReceives: 3,
            key: keyArn,
            statements: [{ ...reader, actions: ["sqs:SendMessage"] }],
        }),
    },
    SecureSecret: { all: () => ({ description: "token", generatedCharacters: 32, key: keyArn }) },
    SecureTable: {
        all: () => ({
            partitionKey: { name: "id" },
            sortKey: { name: "version" },
            indexes: [{ name: "by-owner", partitionKey: { name: "owner" }, sortKey: { name: "id" } }],
            expiryAttribute: "expires",
            stream: TableStream.BothImages,
            recoveryDays: 7,
            key: keyArn,
        }),
    },
    SecureTopic: {
        all: () => ({
            topicName: "alerts",
            key: keyArn,
            publishers: Object.values(TopicPublisher),
            statements: [{ ...reader, actions: ["sns:Publish"] }],
        }),
    },
    SiteToSiteVpn: {
        "by a VPN gateway": () => ({ ...neededBy("SiteToSiteVpn"), key: keyArn, logRetentionDays: 731 }),
        "by a transit gateway, with BGP": () => ({
            ...needed.SiteToSiteVpn,
            transitGatewayId: "tgw-0a",
            bgpAsn: 65000,
        }),
    },
    VpcConsole: {
        all: () => ({
            ...needed.VpcConsole,
            network: new Network("net"),
            pages: fn("pages"),
            api: fn("api"),
            apiPath: "/v1",
            sources: {
                office: { cidr: "192.168.10.0/24", why: "staff" },
                bastion: { group: aws.ec2.SecurityGroup.get("bastion", "sg-0a"), why: "administrators" },
            },
            firewall: new WebFirewall("wall"),
            alsoTls12: true,
            logBucketName: "logs",
        }),
        "in a VPC by its id": () => neededBy("VpcConsole"),
    },
    WebFirewall: {
        "of an origin": () => ({
            protects: { api: `arn:aws:apigateway:eu-central-1::/restapis/a1b2c3d4e5/stages/live` },
            moreRules: Object.values(ManagedRules).filter((rules) => /SQLi/.test(rules)),
            originSecrets: [originSecret],
            key: keyArn,
            logRetentionDays: 731,
        }),
        "of CloudFront": () => ({
            scope: FirewallScope.CloudFront,
            region: "us-east-1",
            requestsPerFiveMinutes: 100,
            allowedAddresses: ["203.0.113.0/24", "2001:db8::/32"],
            countedRules: { [ManagedRules.Common]: ["SizeRestrictions_BODY"] },
            letAttacksThrough: true,
            logBucketArn: "arn:aws:s3:::aws-waf-logs-edge",
        }),
    },
};
