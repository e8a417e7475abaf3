import assert from "node:assert/strict";
import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import * as components from "palisade-aws";
import type { InProcessResult } from "../../offline-preview/harness";
import type { RegisteredResource } from "../../offline-preview/model";
import type { PolicyPack } from "../../offline-preview/packs/policyPack";
import { changes } from "../engine/changes";
import { neededBy } from "./support/needed";
import { startPack } from "./support/pack";
import { component, identities, run } from "./support/run";
import { tables } from "./support/tables";

interface CommonArgs {
    removable?: boolean;
    tags?: Record<string, pulumi.Input<string>>;
    region?: pulumi.Input<string>;
}
type Component = new (
    name: string,
    args?: CommonArgs,
    opts?: pulumi.ComponentResourceOptions,
) => pulumi.ComponentResource;

/**
 * What each component makes, by type, name and parent. A line that changes replaces a resource of every user, and its
 * data with it: give the resource an alias, or wait for the next major version.
 */
const frozen: Record<string, string[]> = {
    AccountBaseline: [
        "aws:accessanalyzer/analyzer:Analyzer data-external-access < AccountBaseline data",
        "aws:cfg/deliveryChannel:DeliveryChannel data-config < AccountBaseline data",
        "aws:cfg/recorder:Recorder data-config < AccountBaseline data",
        "aws:cfg/recorderStatus:RecorderStatus data-config < AccountBaseline data",
        "aws:cfg/rule:Rule data-access-keys-rotated < AccountBaseline data",
        "aws:cfg/rule:Rule data-alb-http-to-https-redirection-check < AccountBaseline data",
        "aws:cfg/rule:Rule data-ebs-snapshot-public-restorable-check < AccountBaseline data",
        "aws:cfg/rule:Rule data-elb-tls-https-listeners-only < AccountBaseline data",
        "aws:cfg/rule:Rule data-iam-password-policy < AccountBaseline data",
        "aws:cfg/rule:Rule data-iam-root-access-key-check < AccountBaseline data",
        "aws:cfg/rule:Rule data-iam-user-no-policies-check < AccountBaseline data",
        "aws:cfg/rule:Rule data-multi-region-cloudtrail-enabled < AccountBaseline data",
        "aws:cfg/rule:Rule data-rds-instance-public-access-check < AccountBaseline data",
        "aws:cfg/rule:Rule data-rds-snapshots-public-prohibited < AccountBaseline data",
        "aws:cfg/rule:Rule data-restricted-common-ports < AccountBaseline data",
        "aws:cfg/rule:Rule data-restricted-ssh < AccountBaseline data",
        "aws:cfg/rule:Rule data-root-account-mfa-enabled < AccountBaseline data",
        "aws:cfg/rule:Rule data-s3-bucket-public-read-prohibited < AccountBaseline data",
        "aws:cfg/rule:Rule data-s3-bucket-public-write-prohibited < AccountBaseline data",
        "aws:cfg/rule:Rule data-vpc-sg-open-only-to-authorized-ports < AccountBaseline data",
        "aws:ebs/encryptionByDefault:EncryptionByDefault data-ebs-encryption < AccountBaseline data",
        "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess data-snapshot-sharing < AccountBaseline data",
        "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess data-image-sharing < AccountBaseline data",
        "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults data-instance-metadata < AccountBaseline data",
        "aws:ec2/serialConsoleAccess:SerialConsoleAccess data-serial-console < AccountBaseline data",
        "aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration data-emr-public-access < AccountBaseline data",
        "aws:guardduty/detector:Detector data-guardduty < AccountBaseline data",
        "aws:guardduty/detectorFeature:DetectorFeature data-guardduty-ebs-malware-protection < AccountBaseline data",
        "aws:guardduty/detectorFeature:DetectorFeature data-guardduty-eks-audit-logs < AccountBaseline data",
        "aws:guardduty/detectorFeature:DetectorFeature data-guardduty-lambda-network-logs < AccountBaseline data",
        "aws:guardduty/detectorFeature:DetectorFeature data-guardduty-rds-login-events < AccountBaseline data",
        "aws:guardduty/detectorFeature:DetectorFeature data-guardduty-s3-data-events < AccountBaseline data",
        "aws:iam/accountPasswordPolicy:AccountPasswordPolicy data-password-policy < AccountBaseline data",
        "aws:iam/serviceLinkedRole:ServiceLinkedRole data-config < AccountBaseline data",
        "aws:kms/alias:Alias data-config-key < EncryptionKey data-config-key",
        "aws:kms/key:Key data-config-key < EncryptionKey data-config-key",
        "aws:kms/keyPolicy:KeyPolicy data-config-key < EncryptionKey data-config-key",
        "aws:s3/accountPublicAccessBlock:AccountPublicAccessBlock data-s3-public-access < AccountBaseline data",
        "aws:s3/bucket:Bucket data-config < LogBucket data-config",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-config-lifecycle < LogBucket data-config",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-config-ownership < LogBucket data-config",
        "aws:s3/bucketPolicy:BucketPolicy data-config-policy < LogBucket data-config",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-config-public-access < LogBucket data-config",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-config-encryption < LogBucket data-config",
        "aws:s3/bucketVersioning:BucketVersioning data-config-versioning < LogBucket data-config",
        "aws:securityhub/account:Account data-securityhub < AccountBaseline data",
        "aws:securityhub/standardsSubscription:StandardsSubscription data-aws-foundational-security-best-practices-1.0.0 < AccountBaseline data",
        "aws:securityhub/standardsSubscription:StandardsSubscription data-cis-aws-foundations-benchmark-5.0.0 < AccountBaseline data",
        "aws:ssm/serviceSetting:ServiceSetting data-automation-logging < AccountBaseline data",
        "aws:ssm/serviceSetting:ServiceSetting data-document-sharing < AccountBaseline data",
        "palisade-aws:index:AccountBaseline data",
        "palisade-aws:index:EncryptionKey data-config-key < LogBucket data-config",
        "palisade-aws:index:LogBucket data-config < AccountBaseline data",
    ],
    AliasRecord: [
        "aws:route53/record:Record data < AliasRecord data",
        "aws:route53/record:Record data-ipv6 < AliasRecord data",
        "palisade-aws:index:AliasRecord data",
    ],
    AuditTrail: [
        "aws:cloudtrail/trail:Trail data < AuditTrail data",
        "aws:cloudwatch/logGroup:LogGroup data-logs < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-bucket-policy-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-config-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-failed-sign-ins < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-gateway-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-iam-policy-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-key-deletion < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-network-acl-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-organization-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-root-usage < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-route-table-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-security-group-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-sign-in-without-mfa < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-trail-changes < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-unauthorized-calls < AuditTrail data",
        "aws:cloudwatch/logMetricFilter:LogMetricFilter data-vpc-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-bucket-policy-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-config-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-failed-sign-ins < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-gateway-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-iam-policy-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-key-deletion < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-network-acl-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-organization-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-root-usage < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-route-table-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-security-group-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-sign-in-without-mfa < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-trail-changes < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-unauthorized-calls < AuditTrail data",
        "aws:cloudwatch/metricAlarm:MetricAlarm data-vpc-changes < AuditTrail data",
        "aws:iam/role:Role data-logs < AuditTrail data",
        "aws:iam/rolePolicy:RolePolicy data-logs < AuditTrail data",
        "aws:kms/alias:Alias data-alarms-key < EncryptionKey data-alarms-key",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-alarms-key < EncryptionKey data-alarms-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-alarms-key < EncryptionKey data-alarms-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:s3/bucket:Bucket data < AuditTrail data",
        "aws:s3/bucket:Bucket data-access-logs < LogBucket data-access-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-access-logs-lifecycle < LogBucket data-access-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-lifecycle < AuditTrail data",
        "aws:s3/bucketLogging:BucketLogging data-logging < AuditTrail data",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-access-logs-ownership < LogBucket data-access-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-ownership < AuditTrail data",
        "aws:s3/bucketPolicy:BucketPolicy data-access-logs-policy < LogBucket data-access-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-policy < AuditTrail data",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-access-logs-public-access < LogBucket data-access-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-public-access < AuditTrail data",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-access-logs-encryption < LogBucket data-access-logs",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-encryption < AuditTrail data",
        "aws:s3/bucketVersioning:BucketVersioning data-access-logs-versioning < LogBucket data-access-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-versioning < AuditTrail data",
        "aws:sns/topic:Topic data-alarms < SecureTopic data-alarms",
        "aws:sns/topicPolicy:TopicPolicy data-alarms-policy < SecureTopic data-alarms",
        "palisade-aws:index:AuditTrail data",
        "palisade-aws:index:EncryptionKey data-alarms-key < SecureTopic data-alarms",
        "palisade-aws:index:EncryptionKey data-key < AuditTrail data",
        "palisade-aws:index:LogBucket data-access-logs < AuditTrail data",
        "palisade-aws:index:SecureTopic data-alarms < AuditTrail data",
    ],
    Certificate: [
        "aws:acm/certificate:Certificate data < Certificate data",
        "aws:acm/certificateValidation:CertificateValidation data-validation < Certificate data",
        "aws:route53/record:Record data-proves-example.com < Certificate data",
        "palisade-aws:index:Certificate data",
    ],
    CloudFrontConsole: [
        "aws:cloudfront/distribution:Distribution data < CloudFrontConsole data",
        "aws:cloudfront/function:Function data-links < CloudFrontConsole data",
        "aws:cloudfront/originAccessControl:OriginAccessControl data < CloudFrontConsole data",
        "aws:cloudfront/responseHeadersPolicy:ResponseHeadersPolicy data-headers < CloudFrontConsole data",
        "aws:cloudwatch/logDelivery:LogDelivery data < CloudFrontConsole data",
        "aws:cloudwatch/logDeliveryDestination:LogDeliveryDestination data < CloudFrontConsole data",
        "aws:cloudwatch/logDeliverySource:LogDeliverySource data < CloudFrontConsole data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:s3/bucket:Bucket data-logs < LogBucket data-logs",
        "aws:s3/bucket:Bucket data-pages < SecureBucket data-pages",
        "aws:s3/bucket:Bucket data-pages-logs < LogBucket data-pages-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-logs-lifecycle < LogBucket data-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-pages-lifecycle < SecureBucket data-pages",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-pages-logs-lifecycle < LogBucket data-pages-logs",
        "aws:s3/bucketLogging:BucketLogging data-pages-logging < SecureBucket data-pages",
        "aws:s3/bucketObjectv2:BucketObjectv2 data-pages/assets/app-3f2a1b.js < CloudFrontConsole data",
        "aws:s3/bucketObjectv2:BucketObjectv2 data-pages/icon.svg < CloudFrontConsole data",
        "aws:s3/bucketObjectv2:BucketObjectv2 data-pages/index.html < CloudFrontConsole data",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-logs-ownership < LogBucket data-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-pages-logs-ownership < LogBucket data-pages-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-pages-ownership < SecureBucket data-pages",
        "aws:s3/bucketPolicy:BucketPolicy data-logs-policy < LogBucket data-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-pages-logs-policy < LogBucket data-pages-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-pages-policy < SecureBucket data-pages",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-logs-public-access < LogBucket data-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-pages-logs-public-access < LogBucket data-pages-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-pages-public-access < SecureBucket data-pages",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-logs-encryption < LogBucket data-logs",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-pages-encryption < SecureBucket data-pages",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-pages-logs-encryption < LogBucket data-pages-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-logs-versioning < LogBucket data-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-pages-logs-versioning < LogBucket data-pages-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-pages-versioning < SecureBucket data-pages",
        "palisade-aws:index:CloudFrontConsole data",
        "palisade-aws:index:EncryptionKey data-key < CloudFrontConsole data",
        "palisade-aws:index:LogBucket data-logs < CloudFrontConsole data",
        "palisade-aws:index:LogBucket data-pages-logs < SecureBucket data-pages",
        "palisade-aws:index:SecureBucket data-pages < CloudFrontConsole data",
    ],
    Backup: [
        "aws:backup/vault:Vault data < Backup data",
        "aws:backup/vaultPolicy:VaultPolicy data-policy < Backup data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "palisade-aws:index:Backup data",
        "palisade-aws:index:EncryptionKey data-key < Backup data",
    ],
    Bastion: [
        "aws:ec2/instance:Instance data < Bastion data",
        "aws:ec2transitgateway/instanceState:InstanceState data-state < Bastion data",
        "aws:iam/instanceProfile:InstanceProfile data-profile < Bastion data",
        "aws:iam/role:Role data-role < Bastion data",
        "aws:iam/rolePolicy:RolePolicy data-role < Bastion data",
        "palisade-aws:index:Bastion data",
    ],
    DirectConnect: [
        "aws:directconnect/gateway:Gateway data < DirectConnect data",
        "aws:directconnect/gatewayAssociation:GatewayAssociation data < DirectConnect data",
        "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface data-east < DirectConnect data",
        "palisade-aws:index:DirectConnect data",
    ],
    Dns: [
        "aws:cloudwatch/logGroup:LogGroup data-queries < Dns data",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy data-queries < Dns data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:route53/queryLog:QueryLog data-queries < Dns data",
        "aws:route53/zone:Zone data < Dns data",
        "palisade-aws:index:Dns data",
        "palisade-aws:index:EncryptionKey data-key < Dns data",
    ],
    EncryptionKey: [
        "aws:kms/alias:Alias data < EncryptionKey data",
        "aws:kms/key:Key data < EncryptionKey data",
        "aws:kms/keyPolicy:KeyPolicy data < EncryptionKey data",
        "palisade-aws:index:EncryptionKey data",
    ],
    ExistingNetwork: ["palisade-aws:index:ExistingNetwork data"],
    HumanRole: ["aws:iam/role:Role data < HumanRole data", "palisade-aws:index:HumanRole data"],
    IdentityPool: [
        "aws:cloudwatch/logGroup:LogGroup data-logs < IdentityPool data",
        "aws:cloudwatch/logResourcePolicy:LogResourcePolicy data-logs < IdentityPool data",
        "aws:cognito/logDeliveryConfiguration:LogDeliveryConfiguration data-logs < IdentityPool data",
        "aws:cognito/managedLoginBranding:ManagedLoginBranding data-branding < IdentityPool data",
        "aws:cognito/riskConfiguration:RiskConfiguration data-risk < IdentityPool data",
        "aws:cognito/userPool:UserPool data < IdentityPool data",
        "aws:cognito/userPoolClient:UserPoolClient data-client < IdentityPool data",
        "aws:cognito/userPoolDomain:UserPoolDomain data-domain < IdentityPool data",
        "palisade-aws:index:IdentityPool data",
    ],
    LogBucket: [
        "aws:s3/bucket:Bucket data < LogBucket data",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-lifecycle < LogBucket data",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-ownership < LogBucket data",
        "aws:s3/bucketPolicy:BucketPolicy data-policy < LogBucket data",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-public-access < LogBucket data",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-encryption < LogBucket data",
        "aws:s3/bucketVersioning:BucketVersioning data-versioning < LogBucket data",
        "palisade-aws:index:LogBucket data",
    ],
    Network: [
        "aws:cloudwatch/logGroup:LogGroup data-flow-logs < Network data",
        "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup data-default < Network data",
        "aws:ec2/flowLog:FlowLog data-flow-logs < Network data",
        "aws:ec2/networkAcl:NetworkAcl data-isolated < Network data",
        "aws:ec2/networkAclRule:NetworkAclRule data-isolated-in-100 < Network data",
        "aws:ec2/networkAclRule:NetworkAclRule data-isolated-out-100 < Network data",
        "aws:ec2/routeTable:RouteTable data-isolated < Network data",
        "aws:ec2/routeTableAssociation:RouteTableAssociation data-isolated-1 < Network data",
        "aws:ec2/routeTableAssociation:RouteTableAssociation data-isolated-2 < Network data",
        "aws:ec2/subnet:Subnet data-isolated-1 < Network data",
        "aws:ec2/subnet:Subnet data-isolated-2 < Network data",
        "aws:ec2/vpc:Vpc data < Network data",
        "aws:iam/role:Role data-flow-logs < Network data",
        "aws:iam/rolePolicy:RolePolicy data-flow-logs < Network data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "palisade-aws:index:EncryptionKey data-key < Network data",
        "palisade-aws:index:Network data",
    ],
    PatternPipeline: [
        "aws:cloudwatch/logGroup:LogGroup data-logs < PatternPipeline data",
        "aws:codebuild/project:Project data-build < PatternPipeline data",
        "aws:codebuild/project:Project data-publish < PatternPipeline data",
        "aws:codebuild/project:Project data-register < PatternPipeline data",
        "aws:codebuild/project:Project data-scan < PatternPipeline data",
        "aws:codepipeline/pipeline:Pipeline data < PatternPipeline data",
        "aws:iam/role:Role data-build < PatternPipeline data",
        "aws:iam/role:Role data-pipeline < PatternPipeline data",
        "aws:iam/role:Role data-publish < PatternPipeline data",
        "aws:iam/role:Role data-register < PatternPipeline data",
        "aws:iam/role:Role data-scan < PatternPipeline data",
        "aws:iam/rolePolicy:RolePolicy data-build < PatternPipeline data",
        "aws:iam/rolePolicy:RolePolicy data-pipeline < PatternPipeline data",
        "aws:iam/rolePolicy:RolePolicy data-publish < PatternPipeline data",
        "aws:iam/rolePolicy:RolePolicy data-register < PatternPipeline data",
        "aws:iam/rolePolicy:RolePolicy data-scan < PatternPipeline data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:s3/bucket:Bucket data-artifacts < SecureBucket data-artifacts",
        "aws:s3/bucket:Bucket data-artifacts-logs < LogBucket data-artifacts-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-artifacts-lifecycle < SecureBucket data-artifacts",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-artifacts-logs-lifecycle < LogBucket data-artifacts-logs",
        "aws:s3/bucketLogging:BucketLogging data-artifacts-logging < SecureBucket data-artifacts",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-artifacts-logs-ownership < LogBucket data-artifacts-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-artifacts-ownership < SecureBucket data-artifacts",
        "aws:s3/bucketPolicy:BucketPolicy data-artifacts-logs-policy < LogBucket data-artifacts-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-artifacts-policy < SecureBucket data-artifacts",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-artifacts-logs-public-access < LogBucket data-artifacts-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-artifacts-public-access < SecureBucket data-artifacts",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-artifacts-encryption < SecureBucket data-artifacts",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-artifacts-logs-encryption < LogBucket data-artifacts-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-artifacts-logs-versioning < LogBucket data-artifacts-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-artifacts-versioning < SecureBucket data-artifacts",
        "aws:sns/topic:Topic data-topic < SecureTopic data-topic",
        "aws:sns/topicPolicy:TopicPolicy data-topic-policy < SecureTopic data-topic",
        "palisade-aws:index:EncryptionKey data-key < PatternPipeline data",
        "palisade-aws:index:LogBucket data-artifacts-logs < SecureBucket data-artifacts",
        "palisade-aws:index:PatternPipeline data",
        "palisade-aws:index:SecureBucket data-artifacts < PatternPipeline data",
        "palisade-aws:index:SecureTopic data-topic < PatternPipeline data",
    ],
    PatternStore: [
        "aws:cloudwatch/eventRule:EventRule data-tell < PatternStore data",
        "aws:cloudwatch/eventTarget:EventTarget data-tell < PatternStore data",
        "aws:codeartifact/domain:Domain data < PatternStore data",
        "aws:codeartifact/domainPermissions:DomainPermissions data-domain-policy < PatternStore data",
        "aws:codeartifact/repository:Repository data-packages < PatternStore data",
        "aws:codeartifact/repositoryPermissionsPolicy:RepositoryPermissionsPolicy data-packages-policy < PatternStore data",
        "aws:iam/role:Role data-launch < PatternStore data",
        "aws:iam/role:Role data-tell < PatternStore data",
        "aws:iam/rolePolicy:RolePolicy data-launch < PatternStore data",
        "aws:iam/rolePolicy:RolePolicy data-tell < PatternStore data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:s3/bucket:Bucket data-artifacts < SecureBucket data-artifacts",
        "aws:s3/bucket:Bucket data-artifacts-logs < LogBucket data-artifacts-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-artifacts-lifecycle < SecureBucket data-artifacts",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-artifacts-logs-lifecycle < LogBucket data-artifacts-logs",
        "aws:s3/bucketLogging:BucketLogging data-artifacts-logging < SecureBucket data-artifacts",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-artifacts-logs-ownership < LogBucket data-artifacts-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-artifacts-ownership < SecureBucket data-artifacts",
        "aws:s3/bucketPolicy:BucketPolicy data-artifacts-logs-policy < LogBucket data-artifacts-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-artifacts-policy < SecureBucket data-artifacts",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-artifacts-logs-public-access < LogBucket data-artifacts-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-artifacts-public-access < SecureBucket data-artifacts",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-artifacts-encryption < SecureBucket data-artifacts",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-artifacts-logs-encryption < LogBucket data-artifacts-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-artifacts-logs-versioning < LogBucket data-artifacts-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-artifacts-versioning < SecureBucket data-artifacts",
        "aws:servicecatalog/portfolio:Portfolio data-portfolio < PatternStore data",
        "aws:sns/topic:Topic data-publications < SecureTopic data-publications",
        "aws:sns/topicPolicy:TopicPolicy data-publications-policy < SecureTopic data-publications",
        "aws:sqs/queue:Queue data-changes < SecureQueue data-changes",
        "aws:sqs/queue:Queue data-changes-dead < SecureQueue data-changes",
        "aws:sqs/queuePolicy:QueuePolicy data-changes-dead-policy < SecureQueue data-changes",
        "aws:sqs/queuePolicy:QueuePolicy data-changes-policy < SecureQueue data-changes",
        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy data-changes-dead-redrive < SecureQueue data-changes",
        "palisade-aws:index:EncryptionKey data-key < PatternStore data",
        "palisade-aws:index:LogBucket data-artifacts-logs < SecureBucket data-artifacts",
        "palisade-aws:index:PatternStore data",
        "palisade-aws:index:SecureBucket data-artifacts < PatternStore data",
        "palisade-aws:index:SecureQueue data-changes < PatternStore data",
        "palisade-aws:index:SecureTopic data-publications < PatternStore data",
    ],
    Peering: [
        "aws:ec2/route:Route data-isolated-to-10.1.0.0/16 < Peering data",
        "aws:ec2/vpcPeeringConnection:VpcPeeringConnection data < Peering data",
        "palisade-aws:index:Peering data",
    ],
    PrivateApi: [
        "aws:apigateway/deployment:Deployment data-deployment < PrivateApi data",
        "aws:apigateway/methodSettings:MethodSettings data-methods < PrivateApi data",
        "aws:apigateway/restApi:RestApi data < PrivateApi data",
        "aws:apigateway/stage:Stage data-live < PrivateApi data",
        "aws:cloudwatch/logGroup:LogGroup data-errors < PrivateApi data",
        "aws:cloudwatch/logGroup:LogGroup data-logs < PrivateApi data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "palisade-aws:index:EncryptionKey data-key < PrivateApi data",
        "palisade-aws:index:PrivateApi data",
    ],
    SecureBucket: [
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:s3/bucket:Bucket data < SecureBucket data",
        "aws:s3/bucket:Bucket data-logs < LogBucket data-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-lifecycle < SecureBucket data",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-logs-lifecycle < LogBucket data-logs",
        "aws:s3/bucketLogging:BucketLogging data-logging < SecureBucket data",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-logs-ownership < LogBucket data-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-ownership < SecureBucket data",
        "aws:s3/bucketPolicy:BucketPolicy data-logs-policy < LogBucket data-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-policy < SecureBucket data",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-logs-public-access < LogBucket data-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-public-access < SecureBucket data",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-encryption < SecureBucket data",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-logs-encryption < LogBucket data-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-logs-versioning < LogBucket data-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-versioning < SecureBucket data",
        "palisade-aws:index:EncryptionKey data-key < SecureBucket data",
        "palisade-aws:index:LogBucket data-logs < SecureBucket data",
        "palisade-aws:index:SecureBucket data",
    ],
    SecureFunction: [
        "aws:cloudwatch/logGroup:LogGroup data-logs < SecureFunction data",
        "aws:iam/role:Role data-role < SecureFunction data",
        "aws:iam/rolePolicy:RolePolicy data-role < SecureFunction data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:lambda/alias:Alias data-live < SecureFunction data",
        "aws:lambda/function:Function data < SecureFunction data",
        "palisade-aws:index:EncryptionKey data-key < SecureFunction data",
        "palisade-aws:index:SecureFunction data",
    ],
    SecureQueue: [
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:sqs/queue:Queue data < SecureQueue data",
        "aws:sqs/queue:Queue data-dead < SecureQueue data",
        "aws:sqs/queuePolicy:QueuePolicy data-dead-policy < SecureQueue data",
        "aws:sqs/queuePolicy:QueuePolicy data-policy < SecureQueue data",
        "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy data-dead-redrive < SecureQueue data",
        "palisade-aws:index:EncryptionKey data-key < SecureQueue data",
        "palisade-aws:index:SecureQueue data",
    ],
    SecureSecret: [
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:secretsmanager/secret:Secret data < SecureSecret data",
        "palisade-aws:index:EncryptionKey data-key < SecureSecret data",
        "palisade-aws:index:SecureSecret data",
    ],
    SecureTable: [
        "aws:dynamodb/table:Table data < SecureTable data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "palisade-aws:index:EncryptionKey data-key < SecureTable data",
        "palisade-aws:index:SecureTable data",
    ],
    SecureTopic: [
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:sns/topic:Topic data < SecureTopic data",
        "aws:sns/topicPolicy:TopicPolicy data-policy < SecureTopic data",
        "palisade-aws:index:EncryptionKey data-key < SecureTopic data",
        "palisade-aws:index:SecureTopic data",
    ],
    VpcConsole: [
        "aws:ec2/securityGroup:SecurityGroup data-balancer < VpcConsole data",
        "aws:lambda/permission:Permission data-pages < VpcConsole data",
        "aws:lb/listener:Listener data-http < VpcConsole data",
        "aws:lb/listener:Listener data-https < VpcConsole data",
        "aws:lb/listenerRule:ListenerRule data-pages < VpcConsole data",
        "aws:lb/loadBalancer:LoadBalancer data < VpcConsole data",
        "aws:lb/targetGroup:TargetGroup data-pages < VpcConsole data",
        "aws:lb/targetGroupAttachment:TargetGroupAttachment data-pages < VpcConsole data",
        "aws:s3/bucket:Bucket data-logs < LogBucket data-logs",
        "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration data-logs-lifecycle < LogBucket data-logs",
        "aws:s3/bucketOwnershipControls:BucketOwnershipControls data-logs-ownership < LogBucket data-logs",
        "aws:s3/bucketPolicy:BucketPolicy data-logs-policy < LogBucket data-logs",
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock data-logs-public-access < LogBucket data-logs",
        "aws:s3/bucketServerSideEncryptionConfiguration:BucketServerSideEncryptionConfiguration data-logs-encryption < LogBucket data-logs",
        "aws:s3/bucketVersioning:BucketVersioning data-logs-versioning < LogBucket data-logs",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule data-office-to-balancer-443 < VpcConsole data",
        "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule data-office-to-balancer-80 < VpcConsole data",
        "palisade-aws:index:LogBucket data-logs < VpcConsole data",
        "palisade-aws:index:VpcConsole data",
    ],
    SiteToSiteVpn: [
        "aws:cloudwatch/logGroup:LogGroup data-logs < SiteToSiteVpn data",
        "aws:ec2/customerGateway:CustomerGateway data-customer < SiteToSiteVpn data",
        "aws:ec2/vpnConnection:VpnConnection data < SiteToSiteVpn data",
        "aws:ec2/vpnConnectionRoute:VpnConnectionRoute data-to-192.168.10.0/24 < SiteToSiteVpn data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "palisade-aws:index:EncryptionKey data-key < SiteToSiteVpn data",
        "palisade-aws:index:SiteToSiteVpn data",
    ],
    WebFirewall: [
        "aws:cloudwatch/logGroup:LogGroup data-logs < WebFirewall data",
        "aws:kms/alias:Alias data-key < EncryptionKey data-key",
        "aws:kms/key:Key data-key < EncryptionKey data-key",
        "aws:kms/keyPolicy:KeyPolicy data-key < EncryptionKey data-key",
        "aws:wafv2/webAcl:WebAcl data < WebFirewall data",
        "aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration data-logging < WebFirewall data",
        "palisade-aws:index:EncryptionKey data-key < WebFirewall data",
        "palisade-aws:index:WebFirewall data",
    ],
};

/** What holds nothing and is made again as it was, and so goes with the program: by type, and by name where it must. */
const loose =
    /^aws:(acm|apigateway|cloudfront|codebuild|codepipeline|iam(?!\/(accountPasswordPolicy|serviceLinkedRole):)|lambda|lb|vpc|wafv2)\/|^aws:accessanalyzer\/analyzer:Analyzer data-unused-access$|^aws:(cfg\/rule|guardduty\/detectorFeature|securityhub\/standardsSubscription|cloudwatch\/event\w+):|^aws:cloudwatch\/(logDelivery|logMetricFilter:|metricAlarm:)|^aws:cognito\/(userPoolDomain|managedLoginBranding|userInGroup):|^aws:s3\/bucketObjectv2:\S+ (?!.*\/assets\/)|^aws:ec2(\/(instance|securityGroup)|transitgateway\/instanceState):|:Record data(-ipv6)?$/;
/** What stays of one component all the same, by the component's name. */
const stays: Record<string, RegExp> = { Backup: /^aws:iam\/\S+ data-role/ };
/** What is in no region. */
const global = /^aws:(account|cloudfront|iam|route53|directconnect\/gateway:|s3\/accountPublicAccessBlock:)/;
/** Files that stay for pages which are open, in a bucket that is emptied when it goes. */
const staying = /\/assets\//;
/** Nothing to tag or to keep: of records only, which all go with the program; or of nothing until it is asked for something. */
const untagged = ["AliasRecord", "ExistingNetwork"];
/** Nothing that has an ARN, and by what it is known instead. */
const withoutArn: Record<string, string> = { AccountBaseline: "accountId", AliasRecord: "host" };

const classes = Object.entries(components)
    .filter(([, value]) => typeof value === "function" && value.prototype instanceof pulumi.ComponentResource)
    .map(([name, value]) => [name, value as unknown as Component] as const);

/** The component, and what it is made of; not what it is given. */
function own({ resources }: InProcessResult): RegisteredResource[] {
    const urns = new Set<string>();
    return resources.filter(({ name, type, urn, parent }) => {
        const belongs = urns.has(parent ?? "") || (name === "data" && type.startsWith("palisade-aws:"));
        if (belongs) {
            urns.add(urn);
        }
        return belongs;
    });
}

function customs(result: InProcessResult): RegisteredResource[] {
    return own(result).filter(({ kind }) => kind === "custom");
}

/** Of an account's parts, none is what the others are made for. */
const mains = ["data", "data-guardduty"];

/** What the component is about: the child that has its name, and that others are made for. */
function main(result: InProcessResult): RegisteredResource {
    const found = customs(result).find(({ name, inputs }) => mains.includes(name) && "tags" in inputs);
    assert.ok(found !== undefined);
    return found;
}

describe("every component", () => {
    let pack: PolicyPack;

    before(async function () {
        this.timeout(60_000);
        pack = await startPack();
    });
    after(() => pack.stop());

    it("has a list of what it makes", () => {
        assert.deepEqual(classes.map(([name]) => name).sort(), Object.keys(frozen).sort());
        // The engine, where there is one, is shown a change of each.
        assert.deepEqual(classes.map(([name]) => name).sort(), Object.keys(changes).sort());
    });

    for (const [name, Class] of classes) {
        describe(name, () => {
            // Made in the program: some are resources.
            const args = (): CommonArgs => neededBy(name);
            const isTagged = !untagged.includes(name);
            const takes = (argument: string): boolean => tables[name]?.has(argument) === true;

            for (const ids of ["made-up", "unknown"] as const) {
                it(`makes what it always made, under names that begin with its own (ids ${ids})`, async () => {
                    const result = await run(() => new Class("data", args()), { ids });
                    assert.deepEqual(identities({ resources: own(result) }), frozen[name]);
                    for (const { name, parent } of result.resources) {
                        const holder = result.resources.find(({ urn, kind }) => urn === parent && kind !== "stack");
                        assert.ok(name.startsWith(holder?.name ?? ""), name);
                    }
                });

                it(`violates no mandatory policy of the pack, and leaves none open (ids ${ids})`, async () => {
                    const { findings } = await run(() => new Class("data", args()), { ids, analyzers: [pack] });
                    assert.deepEqual(
                        findings.filter(
                            ({ level, kind }) => level === "mandatory" && (kind === "violation" || ids === "made-up"),
                        ),
                        [],
                    );
                });
            }

            it("says where the program makes it, and not where the component is written", async () => {
                // The SDK takes no place from a function without a name.
                const make = function make(): void {
                    new Class("data", args());
                };
                const { source } = (await run(make)).one(component(name), "data");
                assert.match(source?.file ?? "", /contract\.test\.ts$/);
            });

            it("its outputs are its public fields", async () => {
                let fields: string[] = [];
                const result = await run(() => {
                    const made = new Class("data", args());
                    fields = Object.entries(made).flatMap(([field, value]) =>
                        field === "urn" || field.startsWith("__") || value === undefined ? [] : [field],
                    );
                });
                assert.deepEqual(Object.keys(result.one(component(name), "data").outputs).sort(), fields.sort());
                assert.ok(fields.includes(withoutArn[name] ?? "arn"));
            });

            it("is protected and kept by default, with everything that belongs to it", async () => {
                const result = await run(() => new Class("data", args()));
                const kept = stays[name];
                for (const { type, name, inputs, options } of customs(result)) {
                    const isLoose = loose.test(`${type} ${name}`) && kept?.test(`${type} ${name}`) !== true;
                    assert.equal(options.retainOnDelete ?? false, !isLoose, name);
                    assert.ok(!("tags" in inputs) || isLoose || options.protect, name);
                }
            });

            if (takes("removable")) {
                it("removable, it goes with the stack; protected by the user, it stays", async () => {
                    const result = await run(() => new Class("data", { ...args(), removable: true }));
                    for (const { name, options } of customs(result)) {
                        assert.notEqual(options.protect, true, name);
                        assert.equal(options.retainOnDelete ?? false, staying.test(name), name);
                    }
                    const kept = await run(() => new Class("data", { ...args(), removable: true }, { protect: true }));
                    assert.equal(main(kept).options.protect, true);
                });
            }

            if (isTagged) {
                it("region and tags reach everything that takes them", async () => {
                    const region = "us-east-1";
                    const result = await run(() => {
                        const placed = { ...neededBy(name, region), ...(takes("region") ? { region } : {}) };
                        new Class("data", { ...placed, tags: { team: "a" } });
                    });
                    for (const { type, name, inputs } of customs(result)) {
                        assert.equal(inputs.region, global.test(type) ? undefined : region, name);
                        assert.ok(inputs.tags === undefined || (inputs.tags as { team?: string }).team === "a", name);
                    }
                    assert.deepEqual(main(result).inputs.tags, {
                        Name: "data",
                        "palisade:component": name,
                        team: "a",
                    });
                });
            }

            it("a provider reaches every child", async () => {
                const result = await run(() => {
                    const provider = new aws.Provider("other", { region: "us-east-1" });
                    new Class("data", args(), { providers: { aws: provider } });
                });
                for (const { name, options } of customs(result)) {
                    assert.match(options.provider ?? "", /::other::/, name);
                }
            });

            it("a transform reaches every child, and changes what no argument does", async () => {
                const seen: string[] = [];
                const transform: pulumi.ResourceTransform = ({ type, name, props, opts }) => {
                    seen.push(`${type} ${name}`);
                    return "tags" in props
                        ? { props: { ...props, tags: { ...(props.tags as object), Name: "mine" } }, opts }
                        : undefined;
                };
                const result = await run(() => new Class("data", args(), { transforms: [transform] }));
                const made = own(result);
                assert.deepEqual(seen.sort(), made.map(({ type, name }) => `${type} ${name}`).sort());
                assert.ok(!isTagged || (main(result).inputs.tags as { Name: string }).Name === "mine");
            });

            it("refused, it registers nothing", async () => {
                const result = await run(() => {
                    assert.throws(() => new Class("data", { ...args(), nonsense: 1 } as CommonArgs), {
                        name: "ArgumentError",
                    });
                });
                assert.deepEqual(result.all(component(name)), []);
            });
        });
    }
});
