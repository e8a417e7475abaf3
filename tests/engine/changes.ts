/** One argument changed, and what an update may touch for it: operation, type and name. Everything else stays as it is. */
export interface Change {
    change: object;
    touched: string[];
}

/** By component. Names are the component's in small letters, with what the component puts behind. */
export const changes: Record<string, Change> = {
    AccountBaseline: {
        change: { passwordMinimumLength: 20 },
        touched: [
            "update AccountPasswordPolicy accountbaseline-password-policy",
            "update Rule accountbaseline-iam-password-policy",
        ],
    },
    AliasRecord: {
        change: { target: { host: "d222222abcdef8.cloudfront.net" } },
        touched: ["update Record aliasrecord", "update Record aliasrecord-ipv6"],
    },
    AuditTrail: {
        change: { disabledAlarms: { "failed-sign-ins": "Nobody has a password" } },
        touched: ["delete LogMetricFilter audittrail-failed-sign-ins", "delete MetricAlarm audittrail-failed-sign-ins"],
    },
    Backup: {
        change: { administratorArns: ["arn:aws:iam::123456789012:role/backups"] },
        touched: ["update VaultPolicy backup-policy"],
    },
    Bastion: { change: { running: false }, touched: ["update InstanceState bastion-state"] },
    Certificate: { change: { tags: { team: "a" } }, touched: ["update Certificate certificate"] },
    CloudFrontConsole: {
        change: { allowedCountries: ["DE"] },
        touched: ["update Distribution cloudfrontconsole"],
    },
    DirectConnect: {
        change: { allowedPrefixes: ["10.0.0.0/16", "10.1.0.0/16"] },
        touched: ["update GatewayAssociation directconnect"],
    },
    Dns: {
        change: { records: { www: { name: "www", type: "A", values: ["192.0.2.1"] } } },
        touched: ["create Record dns-www"],
    },
    EncryptionKey: { change: { users: ["CloudWatchLogs"] }, touched: ["update KeyPolicy encryptionkey"] },
    ExistingNetwork: { change: { tags: { team: "a" } }, touched: [] },
    HumanRole: { change: { mfaMinutes: 15 }, touched: ["update Role humanrole"] },
    IdentityPool: { change: { accessTokenMinutes: 5 }, touched: ["update UserPoolClient identitypool-client"] },
    LogBucket: {
        change: { retentionDays: 30 },
        touched: ["update BucketLifecycleConfiguration logbucket-lifecycle"],
    },
    Network: { change: { flowLogRetentionDays: 30 }, touched: ["update LogGroup network-flow-logs"] },
    PatternPipeline: { change: { branch: "release" }, touched: ["update Pipeline patternpipeline"] },
    PatternStore: {
        change: { organizationId: "o-a1b2c3d4e5" },
        touched: [
            "update DomainPermissions patternstore-domain-policy",
            "update RepositoryPermissionsPolicy patternstore-packages-policy",
        ],
    },
    Peering: {
        change: { peerCidrs: ["10.1.0.0/16", "10.2.0.0/16"] },
        touched: ["create Route peering-isolated-to-10.2.0.0/16"],
    },
    PrivateApi: { change: { requestsPerSecond: 5 }, touched: ["update MethodSettings privateapi-methods"] },
    SecureBucket: {
        change: { noncurrentVersionDays: 7 },
        touched: ["update BucketLifecycleConfiguration securebucket-lifecycle"],
    },
    SecureFunction: {
        change: { memoryMegabytes: 1024 },
        touched: ["update Function securefunction", "update Alias securefunction-live"],
    },
    SecureQueue: { change: { retentionDays: 3 }, touched: ["update Queue securequeue"] },
    SecureSecret: { change: { description: "A token" }, touched: ["update Secret securesecret"] },
    SecureTable: { change: { recoveryDays: 7 }, touched: ["update Table securetable"] },
    SecureTopic: {
        change: { publishers: ["CloudWatchAlarms"] },
        touched: ["update KeyPolicy securetopic-key", "update TopicPolicy securetopic-policy"],
    },
    SiteToSiteVpn: {
        change: { remoteCidrs: ["192.168.10.0/24", "192.168.20.0/24"] },
        touched: ["create VpnConnectionRoute sitetositevpn-to-192.168.20.0/24"],
    },
    VpcConsole: {
        change: {
            sources: {
                office: { cidr: "192.168.10.0/24", why: "staff" },
                plant: { cidr: "192.168.20.0/24", why: "staff at the plant" },
            },
        },
        touched: [
            "create SecurityGroupIngressRule vpcconsole-plant-to-balancer-443",
            "create SecurityGroupIngressRule vpcconsole-plant-to-balancer-80",
        ],
    },
    WebFirewall: { change: { requestsPerFiveMinutes: 500 }, touched: ["update WebAcl webfirewall"] },
};
