import {
    accountBaselineArguments,
    aliasRecordArguments,
    auditTrailArguments,
    backupArguments,
    type Fault,
    identityPoolArguments,
    logBucketArguments,
    secureBucketArguments,
    secureFunctionArguments,
    vpcConsoleArguments,
    webFirewallArguments,
} from "palisade-aws";
import { GROUPS, isGroup } from "palisade-console/access";
import { dnsFaults } from "./dns";
import { unknownFields } from "./fields";
import {
    anyText,
    flag,
    type Form,
    isContact,
    isDns,
    isNetwork,
    isOidc,
    isOrganization,
    isParts,
    isPatternPipelines,
    isReaching,
    isTextObject,
    isTexts,
    isZone,
    oneOf,
    structured,
    wholeNumber,
} from "./forms";
import { networkFaults } from "./network";
import { patternBuilderFaults, patternPipelinesFaults } from "./patternPipelines";
import {
    BaselineScope,
    Console,
    type HostedZoneSettings,
    Identity,
    type OidcSettings,
    type Settings,
} from "./settings";

/** One setting: its form in the stack's file, and the component's argument whose rule and default it has. */
export interface Setting<Value, Checked = Value> {
    form: Form<Value>;
    argument: { default?: Value; check?: (value: Checked, at: string) => Fault[] };
}

const bucket = secureBucketArguments.rules;
const logs = logBucketArguments.rules;
const pool = identityPoolArguments.rules;
const fn = secureFunctionArguments.rules;
const trail = auditTrailArguments.rules;
const baseline = accountBaselineArguments.rules;

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
    trailOrganization: {
        form: structured(isOrganization, "an object of texts with id"),
        argument: {
            check: (organization, at) => [
                ...unknownFields(organization, ["id", "managementAccountId"], at),
                ...trail.organization.check(organization, at),
            ],
        },
    },
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
    patternStore: { form: flag, argument: { default: false } },
    patternPipelines: {
        form: structured(isPatternPipelines, "an object with connectionArn, scanner and patterns"),
        argument: { check: patternPipelinesFaults },
    },
    patternBuilder: { form: anyText, argument: { check: patternBuilderFaults } },
    dns: { form: structured(isDns, "an object with zoneName"), argument: { check: dnsFaults } },
};
