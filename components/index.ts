import { TRAIL_ALARMS } from "./audit/policy/trailAlarms";
import { keepStatement, trailBucketStatements, trailKeyStatements } from "./audit/policy/trailStatements";
import { outsideFaults } from "./dns/policy/zones";
import { denyWithoutMfa, freshMfa } from "./identity/policy/mfa";
import { placeOf } from "./shared/arn";

export {
    AccountBaseline,
    type AccountBaselineArgs,
    accountBaselineArguments,
    type SecurityContactArgs,
} from "./account/accountBaseline";
export { ConfigRule } from "./account/policy/configRules";
export { GuardDutyFeature, SecurityStandard } from "./account/policy/detection";
export { AwsPartition, BaselinePart } from "./account/policy/parts";
export type { ApiDomainArgs } from "./api/customDomain";
export { ApiExposure, PrivateApi, type PrivateApiArgs, privateApiArguments } from "./api/privateApi";
export { AuditTrail, type AuditTrailArgs, auditTrailArguments, type OrganizationTrailArgs } from "./audit/auditTrail";
export {
    type DataEventsArgs,
    EventAccess,
    type NetworkActivityArgs,
    TrailInsight,
} from "./audit/policy/eventSelectors";
export type { TrailAlarm } from "./audit/policy/trailAlarms";
export {
    type BackedUpStoreArgs,
    Backup,
    type BackupArgs,
    backupArguments,
    type BackupCopyArgs,
    type BackupLockArgs,
    type BackupRuleArgs,
    type BackupTagArgs,
} from "./backup/backup";
export {
    type ConsumerOptions,
    FunctionInvoker,
    FunctionRuntime,
    type InvokerOptions,
    SecureFunction,
    type SecureFunctionArgs,
    secureFunctionArguments,
} from "./compute/secureFunction";
export { AliasRecord, type AliasRecordArgs, aliasRecordArguments } from "./dns/aliasRecord";
export {
    Dns,
    type DnsArgs,
    dnsArguments,
    type DnsFailoverArgs,
    type DnsHealthCheckArgs,
    type DnsRecordArgs,
    DnsRecordType,
    type DnsTargetArgs,
    type DnsVpcArgs,
    type DnsWeightedTargetArgs,
} from "./dns/dns";
export { Certificate, type CertificateArgs, certificateArguments, CertificateKey } from "./dns/certificate";
export type { AliasTargetArgs } from "./dns/policy/aliasTargets";
export { EncryptionKey, type EncryptionKeyArgs, encryptionKeyArguments, KeyUser } from "./encryption/encryptionKey";
export {
    KeyType,
    SecureTable,
    type SecureTableArgs,
    secureTableArguments,
    type TableIndexArgs,
    type TableKeyArgs,
    TableStream,
} from "./data/secureTable";
export { SecureQueue, type SecureQueueArgs, secureQueueArguments } from "./messaging/secureQueue";
export {
    type RotationOptions,
    SecureSecret,
    type SecureSecretArgs,
    secureSecretArguments,
} from "./secrets/secureSecret";
export { type AdmitOptions, HumanRole, type HumanRoleArgs, humanRoleArguments } from "./identity/humanRole";
export { IdentityPool, type IdentityPoolArgs, identityPoolArguments } from "./identity/identityPool";
export type { FirstAdminArgs } from "./identity/members";
export type { OidcProviderArgs } from "./identity/oidcProvider";
export type { IdentityGroupArgs } from "./identity/policy/groups";
export { SecureTopic, type SecureTopicArgs, secureTopicArguments } from "./messaging/secureTopic";
export {
    PatternPipeline,
    type PatternPipelineArgs,
    patternPipelineArguments,
    PatternScanner,
    type PullRequestsArgs,
    RepositoryHost,
    TrustedContributors,
} from "./patterns/patternPipeline";
export {
    type ArtifactBucketArgs,
    type ChangeQueueArgs,
    type OfferOptions,
    PatternStore,
    type PatternStoreArgs,
    patternStoreArguments,
    type PublicationTableArgs,
    type PublishOptions,
} from "./patterns/patternStore";
export type { Place } from "./shared/arn";
export type { RoleStatementArgs } from "./shared/roleStatements";
export { type ConditionArgs, PolicyEffect, type PolicyStatementArgs, type PrincipalArgs } from "./shared/statements";
export { TopicPublisher } from "./shared/topicPublishers";
export { ArgumentError, type Fault } from "./shared/validate";
export type { BucketStatementArgs } from "./storage/bucketArgs";
export type { GrantOptions } from "./shared/grants";
export { LogBucket, type LogBucketArgs, logBucketArguments } from "./storage/logBucket";
export { ArchiveClass, type LifecycleRuleArgs } from "./storage/policy/lifecycleRules";
export { LockMode, type ObjectLockArgs } from "./storage/policy/objectLock";
export { Bastion, type BastionArgs, bastionArguments } from "./network/bastion";
export {
    DirectConnect,
    type DirectConnectArgs,
    directConnectArguments,
    type DirectConnectInterfaceArgs,
} from "./network/directConnect";
export { Peering, type PeeringArgs, peeringArguments } from "./network/peering";
export { SiteToSiteVpn, type SiteToSiteVpnArgs, siteToSiteVpnArguments } from "./network/siteToSiteVpn";
export type { AddressPeer, NetworkPlacement, Peer, RequiredRule, ServiceEndpoint } from "./network/connections";
export {
    ExistingNetwork,
    type ExistingNetworkArgs,
    existingNetworkArguments,
    type ExistingVpcArgs,
} from "./network/existingNetwork";
export { AwsService } from "./network/policy/endpointServices";
export { ANYONE_ON_THE_INTERNET, type Relation } from "./network/policy/relations";
export { Network, type NetworkArgs, networkArguments, type SubnetSizesArgs } from "./network/network";
export { NatGateways, Tenancy, Topology } from "./network/policy/topologies";
export { accessLogPrefix, LogProducer } from "./storage/policy/producers";
export { SecureBucket, type SecureBucketArgs, secureBucketArguments } from "./storage/secureBucket";
export {
    CloudFrontConsole,
    type CloudFrontConsoleArgs,
    cloudFrontConsoleArguments,
    PriceClass,
} from "./web/cloudFrontConsole";
export {
    FirewallScope,
    ManagedRules,
    originHeader,
    WebFirewall,
    type WebFirewallArgs,
    webFirewallArguments,
} from "./web/webFirewall";
export { type ConsoleSourceArgs, VpcConsole, type VpcConsoleArgs, vpcConsoleArguments } from "./web/vpcConsole";

// In objects: Pulumi takes a function among the exports for a component.
export const arns = { placeOf };
export const mfa = { denyWithoutMfa, freshMfa };
export const zones = { outsideFaults };
export const auditTrails = {
    /** What a trail raises alarms for. */
    alarms: TRAIL_ALARMS,
    bucketStatements: trailBucketStatements,
    keepStatement,
    keyStatements: trailKeyStatements,
};
