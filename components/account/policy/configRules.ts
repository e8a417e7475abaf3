import { AwsPartition } from "./parts";

/** A managed rule of AWS Config that stands for a check of AWS Trusted Advisor. */
export const ConfigRule = {
    /** Root signs in with a second factor. */
    RootAccountMfaEnabled: "root-account-mfa-enabled",
    /** Root has no access keys. */
    IamRootAccessKeyCheck: "iam-root-access-key-check",
    /** Policies are attached to groups and roles, not to users. */
    IamUserNoPoliciesCheck: "iam-user-no-policies-check",
    /** The password policy is as strong as this baseline's. */
    IamPasswordPolicy: "iam-password-policy",
    /** Access keys are not older than 90 days. */
    AccessKeysRotated: "access-keys-rotated",
    /** A trail records all regions. */
    MultiRegionCloudTrailEnabled: "multi-region-cloudtrail-enabled",
    /** Nobody reads buckets without credentials. */
    S3BucketPublicReadProhibited: "s3-bucket-public-read-prohibited",
    /** Nobody writes to buckets without credentials. */
    S3BucketPublicWriteProhibited: "s3-bucket-public-write-prohibited",
    /** SSH is not open to the internet. */
    RestrictedSsh: "restricted-ssh",
    /** Nor are ports of remote desktops, databases and FTP. */
    RestrictedCommonPorts: "restricted-common-ports",
    /** Nothing but the web's ports is open to the internet. */
    VpcSgOpenOnlyToAuthorizedPorts: "vpc-sg-open-only-to-authorized-ports",
    /** Snapshots of volumes are not public. */
    EbsSnapshotPublicRestorableCheck: "ebs-snapshot-public-restorable-check",
    /** Snapshots of databases are not public. */
    RdsSnapshotsPublicProhibited: "rds-snapshots-public-prohibited",
    /** Databases have no public address. */
    RdsInstancePublicAccessCheck: "rds-instance-public-access-check",
    /** Listeners of Classic Load Balancers encrypt. */
    ElbTlsHttpsListenersOnly: "elb-tls-https-listeners-only",
    /** Application Load Balancers lead HTTP to HTTPS. */
    AlbHttpToHttpsRedirectionCheck: "alb-http-to-https-redirection-check",
    /** Distributions of CloudFront have certificates of one's own. In us-east-1 only. */
    CloudFrontCustomSslCertificate: "cloudfront-custom-ssl-certificate",
    /** CloudFront encrypts on its way to origins. In us-east-1 only. */
    CloudFrontTrafficToOriginEncrypted: "cloudfront-traffic-to-origin-encrypted",
} as const;
export type ConfigRule = (typeof ConfigRule)[keyof typeof ConfigRule];

/** What the baseline asks of passwords; its rule asks the same. */
export interface PasswordDemands {
    passwordMinimumLength: number;
    passwordMaximumAgeDays: number;
}

/** How many passwords are remembered: the most that IAM can (CIS 1.8). */
export const passwordsRemembered = 24;

interface ConfigRuleRow {
    /** The rule in AWS Config's words, which are not always its name's. */
    identifier: string;
    /** Id of the check of Trusted Advisor that it stands for. */
    trustedAdvisor: string;
    /** About what is in no region: one region of the account judges it. */
    global?: true;
    /** Partitions in which AWS has no such rule. */
    notIn?: readonly AwsPartition[];
    /** The only region in which AWS has it. */
    onlyIn?: string;
    parameters?: (demands: PasswordDemands) => Record<string, string>;
}

/**
 * The rules, each with the check of Trusted Advisor that it stands for, which not every support plan has. Checks that no
 * managed rule can stand for are in this folder's README, with who looks after them instead.
 * See https://docs.aws.amazon.com/config/latest/developerguide/managed-rules-by-aws-config.html
 * and https://docs.aws.amazon.com/awssupport/latest/user/security-checks.html
 */
export const configRules: Readonly<Record<ConfigRule, ConfigRuleRow>> = {
    "root-account-mfa-enabled": {
        identifier: "ROOT_ACCOUNT_MFA_ENABLED",
        trustedAdvisor: "7DAFEmoDos",
        global: true,
        notIn: [AwsPartition.China, AwsPartition.GovCloud],
    },
    "iam-root-access-key-check": {
        identifier: "IAM_ROOT_ACCESS_KEY_CHECK",
        trustedAdvisor: "zXCkfM1nI3",
        global: true,
    },
    "iam-user-no-policies-check": {
        identifier: "IAM_USER_NO_POLICIES_CHECK",
        trustedAdvisor: "zXCkfM1nI3",
        global: true,
    },
    "iam-password-policy": {
        identifier: "IAM_PASSWORD_POLICY",
        trustedAdvisor: "Yw2K9puPzl",
        global: true,
        // "True" would count as false.
        parameters: ({ passwordMinimumLength, passwordMaximumAgeDays }) => ({
            RequireUppercaseCharacters: "true",
            RequireLowercaseCharacters: "true",
            RequireSymbols: "true",
            RequireNumbers: "true",
            MinimumPasswordLength: String(passwordMinimumLength),
            PasswordReusePrevention: String(passwordsRemembered),
            MaxPasswordAge: String(passwordMaximumAgeDays),
        }),
    },
    "access-keys-rotated": {
        identifier: "ACCESS_KEYS_ROTATED",
        trustedAdvisor: "DqdJqYeRm5",
        global: true,
        parameters: () => ({ maxAccessKeyAge: "90" }),
    },
    "multi-region-cloudtrail-enabled": {
        identifier: "MULTI_REGION_CLOUD_TRAIL_ENABLED",
        trustedAdvisor: "vjafUGJ9H0",
    },
    "s3-bucket-public-read-prohibited": {
        identifier: "S3_BUCKET_PUBLIC_READ_PROHIBITED",
        trustedAdvisor: "Pfx0RwqBli",
    },
    "s3-bucket-public-write-prohibited": {
        identifier: "S3_BUCKET_PUBLIC_WRITE_PROHIBITED",
        trustedAdvisor: "Pfx0RwqBli",
    },
    "restricted-ssh": { identifier: "INCOMING_SSH_DISABLED", trustedAdvisor: "HCP4007jGY" },
    "restricted-common-ports": {
        identifier: "RESTRICTED_INCOMING_TRAFFIC",
        trustedAdvisor: "HCP4007jGY",
        // The rule takes five: FTP, remote desktops, and the databases that are met most.
        parameters: () => ({
            blockedPort1: "21",
            blockedPort2: "3389",
            blockedPort3: "3306",
            blockedPort4: "5432",
            blockedPort5: "1433",
        }),
    },
    "vpc-sg-open-only-to-authorized-ports": {
        identifier: "VPC_SG_OPEN_ONLY_TO_AUTHORIZED_PORTS",
        trustedAdvisor: "1iG5NDGVre",
        parameters: () => ({ authorizedTcpPorts: "80,443" }),
    },
    "ebs-snapshot-public-restorable-check": {
        identifier: "EBS_SNAPSHOT_PUBLIC_RESTORABLE_CHECK",
        trustedAdvisor: "ePs02jT06w",
    },
    "rds-snapshots-public-prohibited": {
        identifier: "RDS_SNAPSHOTS_PUBLIC_PROHIBITED",
        trustedAdvisor: "rSs93HQwa1",
    },
    "rds-instance-public-access-check": {
        identifier: "RDS_INSTANCE_PUBLIC_ACCESS_CHECK",
        trustedAdvisor: "nNauJisYIT",
    },
    "elb-tls-https-listeners-only": { identifier: "ELB_TLS_HTTPS_LISTENERS_ONLY", trustedAdvisor: "a2sEc6ILx" },
    "alb-http-to-https-redirection-check": {
        identifier: "ALB_HTTP_TO_HTTPS_REDIRECTION_CHECK",
        trustedAdvisor: "a2sEc6ILx",
    },
    "cloudfront-custom-ssl-certificate": {
        identifier: "CLOUDFRONT_CUSTOM_SSL_CERTIFICATE",
        trustedAdvisor: "N425c450f2",
        onlyIn: "us-east-1",
    },
    "cloudfront-traffic-to-origin-encrypted": {
        identifier: "CLOUDFRONT_TRAFFIC_TO_ORIGIN_ENCRYPTED",
        trustedAdvisor: "N430c450f2",
        onlyIn: "us-east-1",
    },
};

/** Where rules are to be: as far as it is known when the program runs. */
interface RulePlace {
    partition: AwsPartition;
    /** The region, where it is said. */
    region: string | undefined;
    accountWide: boolean;
}

/** Why AWS has no such rule there, or this baseline does not judge it; undefined where it does. */
export function whyNot(rule: ConfigRule, place: RulePlace): string | undefined {
    const { global, notIn = [], onlyIn } = configRules[rule];
    if (notIn.includes(place.partition)) {
        return `${place.partition} has no ${rule}`;
    }
    if (onlyIn !== undefined && place.region !== undefined && place.region !== onlyIn) {
        return `${rule} is in ${onlyIn} only`;
    }
    return global === true && !place.accountWide ? `${rule} is about what is in no region` : undefined;
}

/** The rules of a place, where nobody chooses: those that are there for sure. */
export function usualRules(place: RulePlace): ConfigRule[] {
    return Object.values(ConfigRule).filter((rule) => {
        const { onlyIn } = configRules[rule];
        return whyNot(rule, place) === undefined && (onlyIn === undefined || onlyIn === place.region);
    });
}
