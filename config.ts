import * as pulumi from "@pulumi/pulumi";
import {
    accountBaselineArguments,
    aliasRecordArguments,
    auditTrailArguments,
    backupArguments,
    BaselinePart,
    existingNetworkArguments,
    type Fault,
    identityPoolArguments,
    logBucketArguments,
    type NatGateways,
    type NetworkArgs,
    networkArguments,
    type OidcProviderArgs,
    secureBucketArguments,
    secureFunctionArguments,
    Topology,
    vpcConsoleArguments,
    webFirewallArguments,
    zones,
} from "palisade-aws";
import { type Group, GROUPS, isGroup } from "palisade-console/access";

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
    /** ARN of a policy that limits what the roles of functions, of the audit trail and of backups, may do. */
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
    /** E-mail addresses that are told of the trail's alarms and of what the baseline finds, by a name that never changes. An object. Default: none. */
    readonly alarmAddresses?: Readonly<Record<string, string>>;
    /** ARN of the one role that may delete the trail's logs. Default: nobody may. */
    readonly trailDeletionRoleArn?: string;
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
}

/** How text becomes a value. */
interface Form<T> {
    read: (text: string) => T | undefined;
    /** What is wrong with a text that does not. */
    fault: string;
    fix: string;
    /** Whether the text is too long to be told, or may hold what nobody should read. */
    untold?: true;
}

const flag: Form<boolean> = {
    read: (text) => (text === "true" ? true : text === "false" ? false : undefined),
    fault: "is neither true nor false",
    fix: "use true or false",
};
const wholeNumber: Form<number> = {
    read: (text) => (/^-?\d+$/.test(text) ? Number(text) : undefined),
    fault: "is not a whole number",
    fix: "use a whole number",
};
const anyText: Form<string> = { read: (text) => text, fault: "is not a text", fix: "use a text" };

function oneOf<T extends string>(values: Readonly<Record<string, T>>): Form<T> {
    const all = Object.values(values);
    return {
        read: (text) => all.find((value) => value === text),
        fault: "is none of its values",
        fix: `use ${all.join(" or ")}`,
    };
}

/** Lists and objects reach a program as JSON. */
function structured<T>(is: (value: unknown) => value is T, what: string): Form<T> {
    return {
        read: (text) => {
            try {
                const value: unknown = JSON.parse(text);
                return is(value) ? value : undefined;
            } catch {
                return undefined;
            }
        },
        fault: `is not ${what}`,
        fix: `write ${what}, in YAML or with pulumi config set --path`,
        untold: true,
    };
}

const isTexts = (value: unknown): value is string[] =>
    Array.isArray(value) && value.every((one) => typeof one === "string");
const isParts = (value: unknown): value is BaselinePart[] => isTexts(value);
const isTextTable = (value: unknown): value is Record<string, string> =>
    typeof value === "object" && value !== null && isTexts(Object.values(value));
const isRecord = (value: unknown): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value);
const isTextObject = (value: unknown): value is Record<string, string> => isRecord(value) && isTextTable(value);
const isReaching = (value: unknown): value is Record<string, ReachingSettings> =>
    isRecord(value) && Object.values(value).every(isTextTable);
const isNetwork = (value: unknown): value is NetworkSettings => {
    const {
        zones = 0,
        vpnCidrs = [],
        privateSubnetIds,
        isolatedSubnetIds,
        publicSubnetIds,
        endpointIds,
        ...texts
    } = isRecord(value) ? value : { none: 0 };
    const lists = [vpnCidrs, privateSubnetIds, isolatedSubnetIds, publicSubnetIds].filter((one) => one !== undefined);
    return typeof zones === "number" && lists.every(isTexts) && isTextTable(endpointIds ?? {}) && isTextTable(texts);
};
const isZone = (value: unknown): value is HostedZoneSettings => isTextTable(value) && !Array.isArray(value);
const isContact = (value: unknown): value is SecurityContactSettings => isTextObject(value);
const isOidc = (value: unknown): value is OidcSettings => {
    const { provider, groups, ...others } = (value ?? {}) as Record<string, unknown>;
    const { scopes = [], ...texts } = (provider ?? {}) as Record<string, unknown>;
    return isTextTable(texts) && isTexts(scopes) && isTextTable(groups) && Object.keys(others).length === 0;
};

/** One setting: its form in the stack's file, and the component's argument whose rule and default it has. */
interface Setting<Value, Checked = Value> {
    form: Form<Value>;
    argument: { default?: Value; check?: (value: Checked, at: string) => Fault[] };
}

const bucket = secureBucketArguments.rules;
const logs = logBucketArguments.rules;
const pool = identityPoolArguments.rules;
const fn = secureFunctionArguments.rules;
const trail = auditTrailArguments.rules;
const baseline = accountBaselineArguments.rules;

/** Fields of an object that it has not. */
function unknownFields(value: object, fields: readonly string[], at: string): Fault[] {
    return Object.keys(value)
        .filter((field) => !fields.includes(field))
        .map((field) => ({
            argument: `${at}.${field}`,
            fault: "it is not a field of it",
            fix: `use ${fields.join(", ")}`,
        }));
}

const providerFields = ["name", "issuer", "clientId", "clientSecretArn", "scopes", "groupsClaim"];

/** What the component says of a provider, and what is wrong with the table of groups. */
function oidcFaults({ provider, groups }: OidcSettings, at: string): Fault[] {
    const foreign = Object.entries(groups).filter(([, group]) => !isGroup(group));
    return [
        ...pool.oidc.check(provider, `${at}.provider`),
        ...unknownFields(provider, providerFields, `${at}.provider`),
        ...foreign.map(([name, group]) => ({
            argument: `${at}.groups.${name}`,
            fault: `"${group}" is no group of the console`,
            fix: `use ${GROUPS.join(" or ")}`,
        })),
    ];
}

function zoneFaults(zone: HostedZoneSettings, at: string): Fault[] {
    const { zoneId, zoneName } = aliasRecordArguments.rules;
    return [
        ...unknownFields(zone, ["id", "name"], at),
        ...zoneId.check(zone.id, `${at}.id`),
        ...zoneName.check(zone.name, `${at}.name`),
    ];
}

const ofNew = ["cidr", "zones", "vpnCidrs", "natGateways"] as const;
const ofExisting = ["privateSubnetIds", "isolatedSubnetIds", "publicSubnetIds", "endpointIds"] as const;

/** The arguments of a new VPC: with a VPN if there are networks beyond it, and else connected to nothing, unless it is said. */
export function newNetworkArgs(network: NetworkSettings): NetworkArgs {
    const { cidr, zones, vpnCidrs, natGateways } = network;
    const usual = vpnCidrs === undefined || vpnCidrs.length === 0 ? Topology.Isolated : Topology.PrivateWithVpn;
    const { topology = usual } = network;
    return { topology, cidr, zones, natGateways, vpnCidrs };
}

/** What the component says of a new VPC, and of which one the console is not for. */
function newNetworkFaults(network: NetworkSettings, at: string): Fault[] {
    const faults = networkArguments.faultsOf("network", newNetworkArgs(network));
    if (network.topology === Topology.Public) {
        const fix = `use ${Object.values(Topology)
            .filter((topology) => topology !== Topology.Public)
            .join(", ")}`;
        faults.push({ argument: "topology", fault: "it puts the functions into public subnets", fix });
    }
    return faults.map((fault) => ({ ...fault, argument: `${at}.${fault.argument}` }));
}

/** What the components say of the network's fields, and what does not go together. */
function networkFaults(network: NetworkSettings, at: string): Fault[] {
    const { vpcId, topology, endpointIds } = network;
    const { rules: found } = existingNetworkArguments;
    const idle = vpcId === undefined ? ofExisting : ofNew;
    const fix = vpcId === undefined ? "leave it out, or pass vpcId" : "leave it out, or leave vpcId out";
    return [
        ...unknownFields(network, ["topology", ...ofNew, "vpcId", ...ofExisting], at),
        ...idle
            .filter((field) => network[field] !== undefined)
            .map((field) => ({
                argument: `${at}.${field}`,
                fault: vpcId === undefined ? "a new VPC has its own" : "the VPC is there already",
                fix,
            })),
        ...(vpcId === undefined
            ? newNetworkFaults(network, at)
            : [
                  ...found.vpc.check({ ...network, vpcId }, at),
                  ...(topology === undefined
                      ? [{ argument: `${at}.topology`, fault: "it is missing", fix: found.topology.needed }]
                      : found.topology.check(topology, `${at}.topology`)),
              ]),
        ...(endpointIds === undefined ? [] : found.endpointIds.check(endpointIds, `${at}.endpointIds`)),
    ];
}

/** Every setting. `Pulumi.yaml` declares them, with the same defaults; a test compares the two. */
export const schema: { readonly [Key in keyof Settings]-?: Setting<NonNullable<Settings[Key]>> } = {
    removable: { form: flag, argument: bucket.removable },
    keyArn: { form: anyText, argument: { check: bucket.key.check } },
    logRetentionDays: { form: wholeNumber, argument: logs.retentionDays },
    noncurrentVersionDays: { form: wholeNumber, argument: bucket.noncurrentVersionDays },
    console: { form: oneOf(Console), argument: { default: Console.None } },
    identity: { form: oneOf(Identity), argument: { default: Identity.Cognito } },
    signInDomain: { form: anyText, argument: { check: pool.domain.check } },
    signInCertificateArn: { form: anyText, argument: { check: pool.certificateArn.check } },
    adminEmail: {
        form: anyText,
        argument: {
            check: (email, at) => pool.firstAdmin.check({ email, group: GROUPS[0] }, at),
        },
    },
    oidc: { form: structured(isOidc, "an object with provider and groups"), argument: { check: oidcFaults } },
    hostName: { form: anyText, argument: { check: vpcConsoleArguments.rules.hostName.check } },
    certificateArn: { form: anyText, argument: { check: vpcConsoleArguments.rules.certificateArn.check } },
    hostedZone: { form: structured(isZone, "an object with id and name"), argument: { check: zoneFaults } },
    privateHostedZone: { form: structured(isZone, "an object with id and name"), argument: { check: zoneFaults } },
    network: {
        form: structured(isNetwork, "an object with the network's fields"),
        argument: { default: {}, check: networkFaults },
    },
    reachedFrom: {
        form: structured(isReaching, "an object of names, each with cidr and why"),
        argument: { check: vpcConsoleArguments.rules.sources.check },
    },
    allowedAddresses: {
        form: structured(isTexts, "a list of texts"),
        argument: { default: [], check: webFirewallArguments.rules.allowedAddresses.check },
    },
    permissionsBoundaryArn: { form: anyText, argument: { check: fn.permissionsBoundaryArn.check } },
    roleNamePrefix: { form: anyText, argument: { check: fn.roleNamePrefix.check } },
    originSecretRound: {
        form: wholeNumber,
        argument: {
            default: 0,
            check: (round, at) =>
                round >= 0
                    ? []
                    : [{ argument: at, fault: `${round} is below 0`, fix: "use 0, and one more each time" }],
        },
    },
    auditTrail: { form: flag, argument: { default: false } },
    alarmAddresses: {
        form: structured(isTextObject, "an object of names, each with an address"),
        argument: { check: trail.alarmAddresses.check },
    },
    trailDeletionRoleArn: { form: anyText, argument: { check: trail.deletionRoleArn.check } },
    accountBaseline: { form: oneOf(BaselineScope), argument: { default: BaselineScope.None } },
    organizationManaged: { form: structured(isParts, "a list of texts"), argument: baseline.organizationManaged },
    securityContact: {
        form: structured(isContact, "an object of texts"),
        argument: {
            check: (contact, at) => [
                ...unknownFields(contact, ["name", "title", "emailAddress", "phoneNumber"], at),
                ...baseline.securityContact.check(contact, at),
            ],
        },
    },
    configRoleExists: { form: flag, argument: baseline.configRoleExists },
    backup: { form: flag, argument: { default: false } },
    backupAdministratorArns: {
        form: structured(isTexts, "a list of texts"),
        argument: { default: [], check: backupArguments.rules.administratorArns.check },
    },
};

/** What Pulumi.yaml declares for a setting without a default. */
const EMPTY = ["", "{}"];

/** Thrown once, with everything that is wrong with a stack's configuration. The CLI shows it without a stack trace. */
export class ConfigurationError extends pulumi.RunError {}

/**
 * Reads the stack's settings.
 * @param project the namespace of the keys
 * @param config all configuration of the stack, by full key
 * @throws ConfigurationError that names every wrong value and every key of the project that is not a setting
 */
export function readSettings(
    project: string = pulumi.getProject(),
    config: Record<string, string> = pulumi.runtime.allConfig(),
): Settings {
    const faults: Fault[] = [];
    const take = (key: string, { form, argument }: Setting<unknown, never>): unknown => {
        const at = `${project}:${key}`;
        const text = config[at];
        if (text === undefined || (argument.default === undefined && EMPTY.includes(text))) {
            return argument.default;
        }
        const value = form.read(text);
        faults.push(
            ...(value === undefined
                ? [{ argument: at, fault: `${form.untold ? "it" : `"${text}"`} ${form.fault}`, fix: form.fix }]
                : (argument.check?.(value as never, at) ?? [])),
        );
        return value;
    };
    const settings = Object.fromEntries(Object.entries(schema).map(([key, setting]) => [key, take(key, setting)]));
    faults.push(...crossFaults(settings).map((fault) => ({ ...fault, argument: `${project}:${fault.argument}` })));
    const known = Object.keys(schema).map((key) => `${project}:${key}`);
    for (const key of Object.keys(config)) {
        if (key.startsWith(`${project}:`) && !known.includes(key)) {
            faults.push({ argument: key, fault: "it is not a setting", fix: `use one of ${known.join(", ")}` });
        }
    }
    if (faults.length > 0) {
        const lines = faults.map(({ argument, fault, fix }) => `  - ${argument}: ${fault}. Fix: ${fix}.`);
        throw new ConfigurationError(["the configuration of the stack is wrong:", ...lines].join("\n"));
    }
    return settings as unknown as Settings;
}

/** Settings that say something in some shapes of the console only. */
const ONLY_IN: { readonly [Key in keyof Settings]?: readonly Console[] } = {
    identity: [Console.CloudFront, Console.Vpc],
    signInDomain: [Console.CloudFront, Console.Vpc],
    signInCertificateArn: [Console.CloudFront, Console.Vpc],
    adminEmail: [Console.CloudFront, Console.Vpc],
    oidc: [Console.CloudFront, Console.Vpc],
    hostName: [Console.CloudFront, Console.Vpc],
    certificateArn: [Console.CloudFront, Console.Vpc],
    hostedZone: [Console.CloudFront, Console.Vpc],
    privateHostedZone: [Console.Vpc],
    permissionsBoundaryArn: [Console.CloudFront, Console.Vpc],
    roleNamePrefix: [Console.CloudFront, Console.Vpc],
    allowedAddresses: [Console.CloudFront],
    originSecretRound: [Console.CloudFront],
    network: [Console.Vpc],
    reachedFrom: [Console.Vpc],
};

/** Settings of every role, those of the audit trail, of alerts and of backups too. */
const OF_ROLES: readonly (keyof Settings)[] = ["permissionsBoundaryArn", "roleNamePrefix"];

/** What does not go together, of what is right by itself. */
function crossFaults(settings: Partial<Settings>): Fault[] {
    const { console, auditTrail, accountBaseline, alarmAddresses, backup = false } = settings;
    if (console === undefined || auditTrail === undefined || accountBaseline === undefined) {
        return [];
    }
    const hasBaseline = accountBaseline !== BaselineScope.None;
    const hasOtherRoles = auditTrail || backup || (hasBaseline && alarmAddresses !== undefined);
    const idle = (Object.keys(ONLY_IN) as (keyof typeof ONLY_IN)[]).filter(
        (key) =>
            ONLY_IN[key]?.includes(console) === false &&
            !(hasOtherRoles && OF_ROLES.includes(key)) &&
            JSON.stringify(settings[key]) !== JSON.stringify(schema[key].argument.default),
    );
    return [
        ...idle.map((argument) => ({
            argument,
            fault: console === Console.None ? "there is no console" : `it says nothing with console ${console}`,
            fix: `leave it out, or set console to ${ONLY_IN[argument]?.join(" or ") ?? ""}`,
        })),
        ...(console === Console.None
            ? []
            : [...signInFaults(settings), ...reachFaults(settings), ...hostFaults(settings)]),
        ...(console === Console.None && !auditTrail ? [] : retentionFaults(settings)),
        ...(auditTrail ? [] : trailFaults(settings, hasBaseline)),
        ...baselineFaults(settings),
        ...(backup ? [] : backupFaults(settings)),
    ];
}

/** Whether a text names a host: what is before AWS's domain has no dot. */
export function isHost(domain: string): boolean {
    return domain.includes(".");
}

function signInFaults(settings: Partial<Settings>): Fault[] {
    const { identity, adminEmail, oidc, signInDomain, hostName } = settings;
    const faults: Fault[] = [];
    const add = (argument: keyof Settings, fault: string, fix: string): void =>
        void faults.push({ argument, fault, fix });
    if (signInDomain === undefined) {
        add("signInDomain", "there is nowhere to sign in", "pass a prefix of AWS's domain, or a host of yours");
    } else if (signInDomain === hostName) {
        add("signInDomain", "it is the host of the console", "pass another one");
    }
    if (identity === Identity.Cognito && adminEmail === undefined) {
        add("adminEmail", "nobody could sign in", "pass the address of the first administrator");
    }
    if (identity === Identity.Oidc && oidc === undefined) {
        add("oidc", "there is no identity provider", "pass provider and groups");
    }
    if (identity === Identity.Cognito && oidc !== undefined) {
        add("oidc", "its users are not let in", "leave it out, or set identity to oidc");
    }
    return faults;
}

/** Where there are logs in CloudWatch, it keeps them for some numbers of days only. */
function retentionFaults({ logRetentionDays }: Partial<Settings>): Fault[] {
    return logRetentionDays === undefined ? [] : fn.logRetentionDays.check(logRetentionDays, "logRetentionDays");
}

/** What is about an audit trail, where there is none. */
function trailFaults({ alarmAddresses, trailDeletionRoleArn }: Partial<Settings>, hasBaseline: boolean): Fault[] {
    // The findings of a baseline are told as well.
    return Object.entries({ ...(hasBaseline ? {} : { alarmAddresses }), trailDeletionRoleArn })
        .filter(([, value]) => value !== undefined)
        .map(([argument]) => ({
            argument,
            fault: "there is no audit trail",
            fix: "leave it out, or set auditTrail to true",
        }));
}

/** What is about backups, where there are none. */
function backupFaults({ backupAdministratorArns = [] }: Partial<Settings>): Fault[] {
    const fix = "leave it out, or set backup to true";
    return backupAdministratorArns.length === 0
        ? []
        : [{ argument: "backupAdministratorArns", fault: "there are no backups", fix }];
}

/** What says nothing where there is no baseline, or one of a region alone. */
function baselineFaults(settings: Partial<Settings>): Fault[] {
    const { accountBaseline, organizationManaged = [], securityContact, configRoleExists = false } = settings;
    const given = {
        organizationManaged: organizationManaged.length > 0,
        securityContact: securityContact !== undefined,
        configRoleExists,
    };
    if (accountBaseline === BaselineScope.None) {
        return Object.entries(given)
            .filter(([, isGiven]) => isGiven)
            .map(([argument]) => ({
                argument,
                fault: "there is no account baseline",
                fix: "leave it out, or set accountBaseline to account",
            }));
    }
    const whose =
        accountBaseline === BaselineScope.Region
            ? "it is the account's, and this stack has its region alone"
            : "the organization manages it";
    return given.securityContact &&
        (accountBaseline === BaselineScope.Region || organizationManaged.includes(BaselinePart.SecurityContact))
        ? [{ argument: "securityContact", fault: whose, fix: "leave it out" }]
        : [];
}

function reachFaults({ console, hostName, certificateArn, reachedFrom }: Partial<Settings>): Fault[] {
    const faults: Fault[] = [];
    const add = (argument: keyof Settings, fault: string, fix: string): void =>
        void faults.push({ argument, fault, fix });
    if (console === Console.Vpc && hostName === undefined) {
        add("hostName", "a console in a VPC has no other name", "pass a host of yours");
    }
    if (console === Console.CloudFront && certificateArn?.includes(":us-east-1:") === false) {
        add("certificateArn", "CloudFront takes none of that region", "pass one of us-east-1");
    }
    if (console === Console.Vpc && reachedFrom === undefined) {
        add("reachedFrom", "nobody could reach it", "name who may: { office: { cidr: 192.168.10.0/24, why: staff } }");
    }
    return faults;
}

/** What is wrong with hosts of one's own, their certificates and their zones. */
function hostFaults(settings: Partial<Settings>): Fault[] {
    const { hostName, signInDomain = "", hostedZone, privateHostedZone } = settings;
    const signInHost = isHost(signInDomain) ? signInDomain : undefined;
    const unused = hostedZone !== undefined && hostName === undefined && signInHost === undefined;
    return [
        ...certificateFaults("hostName", hostName, "certificateArn", settings),
        ...certificateFaults("signInDomain", signInHost, "signInCertificateArn", settings),
        ...(hostName === undefined ? [] : zones.outsideFaults([hostName], privateHostedZone?.name, "hostName")),
        ...(unused
            ? [{ argument: "hostedZone", fault: "no host of yours is in it", fix: "pass hostName, or leave it out" }]
            : []),
    ];
}

function certificateFaults(
    hostArgument: "hostName" | "signInDomain",
    host: string | undefined,
    argument: "certificateArn" | "signInCertificateArn",
    { hostedZone, [argument]: certificateArn }: Partial<Settings>,
): Fault[] {
    const refuse = (fault: string, fix: string): Fault[] => [{ argument, fault, fix }];
    if (certificateArn !== undefined) {
        return [
            ...(host === undefined ? refuse("there is no host for it", `pass a host of yours as ${hostArgument}`) : []),
            ...(hostedZone === undefined ? [] : refuse("with hostedZone the stack makes one", "leave one of them out")),
        ];
    }
    if (host !== undefined && hostedZone === undefined) {
        return refuse(`${host} has none`, "pass the ARN of one, or hostedZone, and the stack makes it");
    }
    return host === undefined ? [] : zones.outsideFaults([host], hostedZone?.name, hostArgument);
}
