/** One thing that the baseline looks after. */
export const BaselinePart = {
    /** Password policy of IAM users. Account-wide. */
    PasswordPolicy: "PasswordPolicy",
    /** Block of public access to every bucket, whatever buckets say. Account-wide. */
    S3PublicAccess: "S3PublicAccess",
    /** Whom AWS writes to about security. Account-wide; made when `securityContact` says who. */
    SecurityContact: "SecurityContact",
    /** IAM Access Analyzer: what is shared with outsiders. */
    AccessAnalyzer: "AccessAnalyzer",
    /** AWS Config: recorder, delivery channel, bucket and rules. */
    Config: "Config",
    /** Amazon GuardDuty: detector and features. */
    GuardDuty: "GuardDuty",
    /** AWS Security Hub CSPM: standards. */
    SecurityHub: "SecurityHub",
    /** Encryption of every new EBS volume. */
    EbsEncryption: "EbsEncryption",
    /** Block of public sharing of EBS snapshots. */
    SnapshotSharing: "SnapshotSharing",
    /** Block of public sharing of machine images. */
    ImageSharing: "ImageSharing",
    /** Version 2 of the metadata service as the default of new instances. */
    InstanceMetadata: "InstanceMetadata",
    /** The serial console of instances, closed. */
    SerialConsole: "SerialConsole",
    /** Block of EMR clusters that the internet reaches. */
    EmrPublicAccess: "EmrPublicAccess",
    /** Block of public sharing of Systems Manager documents. */
    DocumentSharing: "DocumentSharing",
    /** Logs of what scripts of Systems Manager Automation print. */
    AutomationLogging: "AutomationLogging",
} as const;
export type BaselinePart = (typeof BaselinePart)[keyof typeof BaselinePart];

/** Which AWS it is: some services are not in all of them. */
export const AwsPartition = {
    /** AWS, as most know it. */
    Standard: "aws",
    /** AWS in China. */
    China: "aws-cn",
    /** AWS GovCloud (US). */
    GovCloud: "aws-us-gov",
} as const;
export type AwsPartition = (typeof AwsPartition)[keyof typeof AwsPartition];

const accountWide: readonly BaselinePart[] = [
    BaselinePart.PasswordPolicy,
    BaselinePart.S3PublicAccess,
    BaselinePart.SecurityContact,
];

/** Whether there is one of it in the whole account, and not one in each region. */
export function isAccountWide(part: BaselinePart): boolean {
    return accountWide.includes(part);
}

/** What a baseline says of the parts it makes. */
interface PartChoice {
    organizationManaged: readonly BaselinePart[];
    unprotected: readonly BaselinePart[];
    accountWide: boolean;
    /** Whether there is somebody to name. */
    hasContact: boolean;
}

/** The parts that a baseline makes. */
export function partsMade(choice: PartChoice): BaselinePart[] {
    const left = [...choice.organizationManaged, ...choice.unprotected];
    return Object.values(BaselinePart).filter(
        (part) =>
            !left.includes(part) &&
            (choice.accountWide || !isAccountWide(part)) &&
            (choice.hasContact || part !== BaselinePart.SecurityContact),
    );
}
