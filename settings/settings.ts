import type * as pulumi from "@pulumi/pulumi";
import type {
    BaselinePart,
    NatGateways,
    OidcProviderArgs,
    PatternScanner,
    PullRequestsArgs,
    Topology,
} from "palisade-aws";
import type { Group } from "palisade-console/access";

/** What serves the console. */
export const Console = {
    /** Nothing: the stores alone. */
    None: "none",
    /** CloudFront, on the internet. */
    CloudFront: "cloudfront",
    /** A load balancer inside a VPC, which nobody reaches who is not named. */
    Vpc: "vpc",
} as const;
export type Console = (typeof Console)[keyof typeof Console];

/** Whose users sign in. */
export const Identity = {
    /** Those of the stack's own user pool. */
    Cognito: "cognito",
    /** Those of an identity provider that speaks OpenID Connect, who come through the user pool. */
    Oidc: "oidc",
} as const;
export type Identity = (typeof Identity)[keyof typeof Identity];

/** Of what the stack makes what guards it. */
export const BaselineScope = {
    /** Of nothing: another stack of the account does, the organization, or nobody. */
    None: "none",
    /** Of the account, and of the stack's region. */
    Account: "account",
    /** Of the stack's region alone: another stack has the account. */
    Region: "region",
} as const;
export type BaselineScope = (typeof BaselineScope)[keyof typeof BaselineScope];

/** Whom AWS writes to about security. */
export interface SecurityContactSettings {
    readonly name: string;
    readonly title: string;
    readonly emailAddress: string;
    readonly phoneNumber: string;
}

/** The identity provider, and what its groups stand for. */
export interface OidcSettings {
    readonly provider: pulumi.Unwrap<OidcProviderArgs>;
    /** The provider's groups, to the letter, and the group of the console that each one gives; others only read. */
    readonly groups: Readonly<Record<string, Group>>;
}

/** A new VPC, of which nothing is needed; or, with `vpcId` and `topology`, one that is there already. */
export interface NetworkSettings {
    /**
     * What the VPC is connected to. Those with a way to the internet are for what else is in it: the console's functions
     * are allowed none. Default: nothing, or a VPN with `vpnCidrs`; needed of a VPC that is there already.
     */
    readonly topology?: Topology;
    /** Addresses of a new VPC. Default: 10.0.0.0/16. */
    readonly cidr?: string;
    /** In how many zones it has subnets. Default: 2. */
    readonly zones?: number;
    /** Networks beyond its VPN. Default: none, there is no VPN gateway. */
    readonly vpnCidrs?: string[];
    /** How many NAT gateways it has, 33 USD a month each. Needed in a topology with public and private subnets. */
    readonly natGateways?: NatGateways;
    readonly vpcId?: string;
    readonly privateSubnetIds?: string[];
    readonly isolatedSubnetIds?: string[];
    readonly publicSubnetIds?: string[];
    /** Endpoints that an existing VPC has already, by service. */
    readonly endpointIds?: Record<string, string>;
}

/** Addresses from which the console is reached. */
export interface ReachingSettings {
    /** For example 192.168.10.0/24. */
    readonly cidr: string;
    /** What for, as the security group's rules say. */
    readonly why: string;
}

/** A hosted zone of Amazon Route 53, which is there already. */
export interface HostedZoneSettings {
    /** For example Z0123456789ABCDEFGHIJ. */
    readonly id: string;
    /** For example example.com. */
    readonly name: string;
}

/** The organization whose accounts a trail records. */
export interface TrailOrganizationSettings {
    /** For example o-a1b2c3d4e5. */
    readonly id: string;
    /** The management account's id, where the stack is that of CloudTrail's delegated administrator. Default: the stack's. */
    readonly managementAccountId?: string;
}

/** A public hosted zone that the stack makes. */
export interface DnsSettings {
    /** For example example.com. Another one is another zone. */
    readonly zoneName: string;
    /** Whether it is signed, by a key that the stack makes in us-east-1, for 1 USD a month. Default: false. */
    readonly dnssec?: boolean;
    /** Whether its queries are not logged. Default: false. */
    readonly withoutQueryLog?: boolean;
    /** Authorities that alone issue certificates for names in it, for example amazon.com. Default: any may. */
    readonly onlyIssuedBy?: string[];
    /** ARN of a key in us-east-1 for the log and the alarms' topic. Default: keys of their own, 1 USD a month each. */
    readonly keyArn?: string;
}

/** The pipelines that publish patterns: what they have in common, and each of them. */
export interface PatternPipelinesSettings {
    /** ARN of the connection of CodeConnections by which sources are taken, confirmed once in the console. */
    readonly connectionArn: string;
    /** The build image, which has the scanner and its rules. Default: CodeBuild's, which has none. */
    readonly image?: string;
    /** What judges patterns: `PolicyPack`, `CfnGuard` or `Checkov`. */
    readonly scanner: PatternScanner;
    /** The policy pack or the rules of Guard, as a path in the image. Needed but for Checkov. */
    readonly scanRules?: string;
    /** Who hosts the repositories, and whose pull requests are built and scanned at once. Default: none are. */
    readonly pullRequests?: PullRequestsArgs;
    /** Patterns by their name, as the console has it. */
    readonly patterns: Readonly<Record<string, PatternSettings>>;
}

/** A pattern that is published. */
export interface PatternSettings {
    /** `owner/name`. */
    readonly repository: string;
    /** Default: main. */
    readonly branch?: string;
    /** Folder that is scanned. Default: all that was built. */
    readonly scanFolder?: string;
    /** Stack of the pattern's program, for a policy pack. Default: dev. */
    readonly scanStack?: string;
    /** Default: npm's, `npm ci` and the script `build` where there is one. */
    readonly buildCommands?: string[];
    /** Default: an archive of what was scanned becomes the pattern's artifact, of which the console is told. */
    readonly publishCommands?: string[];
    /** Default: who follows the pattern is told. */
    readonly registerCommands?: string[];
}

/** What a stack can set, under the project's name. */
export interface Settings {
    /**
     * Whether buckets, tables, users and keys may be deleted with the stack, data included. Default: false, a mistake
     * never costs data.
     */
    readonly removable: boolean;
    /** ARN of an existing KMS key for the data. Default: none, the stack makes its own (1 USD a month). */
    readonly keyArn?: string;
    /** Days for which logs are kept. Default: 365, a year of evidence. */
    readonly logRetentionDays: number;
    /** Days for which overwritten and deleted artifacts can be brought back. Default: 90. */
    readonly noncurrentVersionDays: number;
    /** What serves the console: `none`, `cloudfront` or `vpc`. Default: none, nothing is reachable by omission. */
    readonly console: Console;
    /** Who signs in: `cognito` or `oidc`. Default: cognito. */
    readonly identity: Identity;
    /** Where one signs in: a prefix of AWS's domain that nobody has in the region, or a host of yours. Needed with a console. */
    readonly signInDomain?: string;
    /** ARN of a certificate in us-east-1, for a sign-in host of yours. */
    readonly signInCertificateArn?: string;
    /** Address of the first administrator. Needed with identity `cognito`. */
    readonly adminEmail?: string;
    /** The identity provider. An object; needed with identity `oidc`. */
    readonly oidc?: OidcSettings;
    /** Host name of the console, with `hostedZone` or `certificateArn`. Needed in a VPC. Default: CloudFront's own. */
    readonly hostName?: string;
    /** ARN of a certificate for the host name: in us-east-1 for CloudFront, in the stack's region for a VPC. */
    readonly certificateArn?: string;
    /**
     * The public hosted zone that hosts of yours are in: the stack makes their certificates and the records by which they
     * are found. An object, in place of `certificateArn` and `signInCertificateArn`. Default: none, both are yours.
     */
    readonly hostedZone?: HostedZoneSettings;
    /**
     * A private hosted zone that has the record of a console in a VPC, for networks that ask it. An object.
     * Default: the record is in `hostedZone`, where everybody finds it.
     */
    readonly privateHostedZone?: HostedZoneSettings;
    /** The VPC: a new one, or one that is there already. An object, for a console in a VPC. Default: a new isolated one. */
    readonly network: NetworkSettings;
    /** Who reaches a console in a VPC, by a name that never changes. An object; needed there. */
    readonly reachedFrom?: Readonly<Record<string, ReachingSettings>>;
    /** Networks from which alone a console behind CloudFront is reached, as CIDR. A list. Default: all. */
    readonly allowedAddresses: string[];
    /** ARN of a policy that limits what the roles of functions, the audit trail, backups, the pattern store and pipelines may do. */
    readonly permissionsBoundaryArn?: string;
    /** Beginning of the names of these roles. */
    readonly roleNamePrefix?: string;
    /**
     * How often the secret was changed by which the API knows CloudFront: one more makes another one, and the one before
     * is taken until the next change. Default: 0.
     */
    readonly originSecretRound: number;
    /**
     * Whether the stack has a trail of CloudTrail with its alarms, about 4 USD a month. Default: false, because an account
     * needs one: every further one records the same events for 2 USD per 100,000, and raises the same alarms.
     */
    readonly auditTrail: boolean;
    /**
     * E-mail addresses that are told of the trail's alarms, of what the baseline finds, and of a signed zone's failures, by a
     * name that never changes. An object. Default: none.
     */
    readonly alarmAddresses?: Readonly<Record<string, string>>;
    /** ARN of the one role that may delete the trail's logs. Default: nobody may. */
    readonly trailDeletionRoleArn?: string;
    /**
     * The organization whose accounts the trail records, in the stack of its management account or of CloudTrail's delegated
     * administrator. An object. Default: none, the account's own calls: AWS takes it from these accounts alone, and the bucket
     * holds what all of them do.
     */
    readonly trailOrganization?: TrailOrganizationSettings;
    /**
     * Of what the stack makes what guards it: `account`, `region`, where another stack has the account, or `none`. AWS
     * Config, GuardDuty and Security Hub are paid for by use. Default: none, because an account has it once: a second
     * stack would fail, or undo the first one's settings.
     */
    readonly accountBaseline: BaselineScope;
    /** Parts of it that the organization manages, for example `GuardDuty`. A list. Default: none. */
    readonly organizationManaged: BaselinePart[];
    /** Whom AWS writes to about security. An object. Default: none, AWS writes to root's address. */
    readonly securityContact?: SecurityContactSettings;
    /** Whether the account has the role AWSServiceRoleForConfig already. Default: false, the stack makes it. */
    readonly configRoleExists: boolean;
    /**
     * Whether AWS Backup keeps tables and artifacts in a vault of its own: every day for 35 days, every month for a year, for
     * 1 USD a month and by what is kept. Default: false, because tables bring back 35 days, and artifacts 90, by themselves;
     * these end with the table and the bucket, which only a vault survives.
     */
    readonly backup: boolean;
    /**
     * ARNs of the roles that alone delete backups and change their vault; what runs Pulumi must be among them. A list.
     * Default: none, nobody deletes a backup.
     */
    readonly backupAdministratorArns: string[];
    /**
     * Whether packages and products of patterns have a place: a domain and a repository of CodeArtifact, a portfolio of
     * Service Catalog, and a topic that tells of publications. Nothing a month but for what is stored and asked beyond 2 GB
     * and 100,000 requests. Default: false, because it is for good: a domain keeps the key that it was made with, so that
     * `keyArn` can be set no more without losing its packages.
     */
    readonly patternStore: boolean;
    /**
     * The pipelines that publish patterns from their repositories, with `patternStore`. An object. Default: none: somebody has
     * to confirm the connection first, and make an image that has the scanner.
     */
    readonly patternPipelines?: PatternPipelinesSettings;
    /**
     * Name of a pipeline of one's own, in the stack's account and region, that makes the pipelines of new patterns: V2, with
     * a variable `patternId`. The console starts it for each new pattern, and once a day for those without a pipeline; it makes
     * `<project>-<stack>-pattern-<patternId>`, and a topic of that name. Default: none, a new pattern has a pipeline once
     * `patternPipelines` names it.
     */
    readonly patternBuilder?: string;
    /**
     * A public hosted zone of Amazon Route 53 that the stack makes, with its queries logged: 0.50 USD a month, and 1 USD for the
     * log's key. An object. Default: none: a name has one zone, which is there mostly, and a zone is nothing until the
     * registrar, or the zone above, names its servers.
     */
    readonly dns?: DnsSettings;
}
