import { BaselinePart, type Fault, secureFunctionArguments, zones } from "palisade-aws";
import { schema } from "./schema";
import { BaselineScope, Console, Identity, type Settings } from "./settings";

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
    patternBuilder: [Console.CloudFront, Console.Vpc],
    allowedAddresses: [Console.CloudFront],
    originSecretRound: [Console.CloudFront],
    network: [Console.Vpc],
    reachedFrom: [Console.Vpc],
};

/** Settings of every role, those of the audit trail, of alerts, of backups and of the pattern store too. */
const OF_ROLES: readonly (keyof Settings)[] = ["permissionsBoundaryArn", "roleNamePrefix"];

/** What does not go together, of what is right by itself. */
export function crossFaults(settings: Partial<Settings>): Fault[] {
    const { console, auditTrail, accountBaseline, alarmAddresses, backup = false, patternStore = false } = settings;
    const { patternPipelines, dns } = settings;
    const logsMore = patternPipelines !== undefined || (dns !== undefined && dns.withoutQueryLog !== true);
    if (console === undefined || auditTrail === undefined || accountBaseline === undefined) {
        return [];
    }
    const hasBaseline = accountBaseline !== BaselineScope.None;
    const hasOtherRoles = auditTrail || backup || patternStore || (hasBaseline && alarmAddresses !== undefined);
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
        ...(console === Console.None && !auditTrail && !logsMore ? [] : retentionFaults(settings)),
        ...(auditTrail ? [] : trailFaults(settings, hasBaseline)),
        ...(patternPipelines === undefined || patternStore
            ? []
            : [
                  {
                      argument: "patternPipelines",
                      fault: "there is no store to publish to",
                      fix: "set patternStore to true, or leave it out",
                  },
              ]),
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
    return logRetentionDays === undefined
        ? []
        : secureFunctionArguments.rules.logRetentionDays.check(logRetentionDays, "logRetentionDays");
}

/** What is about an audit trail, where there is none. */
function trailFaults(settings: Partial<Settings>, hasBaseline: boolean): Fault[] {
    const { alarmAddresses, trailDeletionRoleArn, trailOrganization, dns } = settings;
    // The findings of a baseline are told as well, and failures of a zone that is signed.
    const tellsMore = hasBaseline || dns?.dnssec === true;
    return Object.entries({ ...(tellsMore ? {} : { alarmAddresses }), trailDeletionRoleArn, trailOrganization })
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
