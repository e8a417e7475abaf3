import {
    all,
    eitherOf,
    must,
    mustNot,
    resourcePolicy,
    say,
    service,
    settingPolicy,
    stackPolicy,
    when,
} from "../evaluation";
import type { Link, Severity, Value } from "../evaluation";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

interface Protection {
    /** The number of its control. */
    readonly control: number;
    /** Default: high. */
    readonly severity?: Severity;
    readonly id: string;
    readonly title: string;
    /** The features that it is, or is a part of. */
    readonly features: readonly [string, ...string[]];
    /** The part, where it is one: an additional configuration. */
    readonly part?: string;
    /** The switch of the detector, from before there were features. */
    readonly source?: readonly string[];
    /** Where it is off in a new detector, and paid for by the processor: the title of the policy that asks for it. */
    readonly asked?: string;
}

const RUNTIME = "RUNTIME_MONITORING";
const EKS_RUNTIME = "EKS_RUNTIME_MONITORING";

const PROTECTIONS: readonly Protection[] = [
    {
        control: 5,
        id: "guardduty-eks-audit-logs",
        title: "GuardDuty watches the audit logs of EKS clusters",
        features: ["EKS_AUDIT_LOGS"],
        source: ["kubernetes", "auditLogs", "enable"],
    },
    { control: 6, id: "guardduty-lambda", title: "GuardDuty watches what functions connect to", features: ["LAMBDA_NETWORK_LOGS"] }, // prettier-ignore
    {
        control: 7,
        id: "guardduty-eks-runtime",
        title: "GuardDuty watches the processes of EKS clusters",
        features: [EKS_RUNTIME, RUNTIME],
        part: "EKS_ADDON_MANAGEMENT",
        asked: "Detectors watch the processes of EKS clusters",
    },
    {
        control: 8,
        id: "guardduty-malware",
        title: "GuardDuty searches volumes for malware",
        features: ["EBS_MALWARE_PROTECTION"],
        source: ["malwareProtection", "scanEc2InstanceWithFindings", "ebsVolumes", "enable"],
    },
    { control: 9, id: "guardduty-rds", title: "GuardDuty watches who logs in to databases", features: ["RDS_LOGIN_EVENTS"] }, // prettier-ignore
    {
        control: 10,
        id: "guardduty-s3",
        title: "GuardDuty watches who reads objects",
        features: ["S3_DATA_EVENTS"],
        source: ["s3Logs", "enable"],
    },
    {
        control: 11,
        id: "guardduty-runtime",
        title: "GuardDuty watches processes",
        features: [RUNTIME],
        asked: "Detectors watch processes",
    },
    {
        control: 12,
        severity: "medium",
        id: "guardduty-ecs-runtime",
        title: "GuardDuty watches the processes of tasks on Fargate",
        features: [RUNTIME],
        part: "ECS_FARGATE_AGENT_MANAGEMENT",
        asked: "Detectors watch the processes of tasks on Fargate",
    },
    {
        control: 13,
        severity: "medium",
        id: "guardduty-ec2-runtime",
        title: "GuardDuty watches the processes of instances",
        features: [RUNTIME],
        part: "EC2_AGENT_MANAGEMENT",
        asked: "Detectors watch the processes of instances",
    },
];

const ASKED = PROTECTIONS.flatMap(({ asked, ...one }) => (asked === undefined ? [] : [{ ...one, asked }]));

const featureOf: Link = { from: [FEATURE], by: "detectorId", to: [DETECTOR] };

function mustBeOn(status: Value) {
    return mustNot(status.is("DISABLED"), say`Set ${status} to "ENABLED".`);
}

function exampleOf(feature: string, part: string | undefined): string {
    const more = part === undefined ? "" : `\n    additionalConfigurations: [{ name: "${part}", status: "ENABLED" }],`;
    return `new aws.guardduty.DetectorFeature("protection", {
    detectorId: "12abc34d567e8fa901bc2d34e56789f0",
    name: "${feature}",
    status: "ENABLED",${more}
});`;
}

export default service("guardduty", [
    ...PROTECTIONS.map(({ control, severity = "high", id, title, features, part, source }) =>
        resourcePolicy({
            id,
            title,
            severity,
            types: source === undefined ? [FEATURE] : [DETECTOR, FEATURE],
            controls: { fsbp: [`GuardDuty.${control}`], nist: ["SI-4", "SI-3"], whitepaper: ["account security"] },
            why: "Each protection sees a place that the others do not: objects, databases, functions, clusters, disks, processes.",
            fix: {
                text: "Leave the protection on, as it is in a new detector, or turn it on by `aws.guardduty.DetectorFeature`.",
                example: exampleOf(features[0], part),
            },
            check(resource) {
                if (resource.type === DETECTOR) {
                    const enabled = resource.get("datasources", ...(source ?? [])).absentAs(true);
                    return must(enabled.is(true), say`Set ${enabled} to true.`);
                }
                const isIt = resource.get("name").isOneOf(features);
                const parts = resource.get("additionalConfigurations").items();
                return [
                    ...(part === undefined || features.includes(EKS_RUNTIME)
                        ? when(resource.get("name").is(features[0]), mustBeOn(resource.get("status")))
                        : []),
                    ...(part === undefined
                        ? []
                        : parts.flatMap((one) =>
                              when(all([isIt, one.get("name").is(part)]), mustBeOn(one.get("status"))),
                          )),
                ];
            },
        }),
    ),
    ...ASKED.map(({ control, severity = "high", id, asked, features, part }) =>
        stackPolicy({
            id: `${id}-declared`,
            title: asked,
            severity,
            level: "advisory",
            offByDefault: true,
            types: [DETECTOR],
            controls: { fsbp: [`GuardDuty.${control}`], nist: ["SI-4", "SI-3"], whitepaper: ["account security"] },
            why: "A new detector has all protections but this one. Off by default here: it is paid for by each processor that is watched.",
            fix: {
                text: "Turn it on by an `aws.guardduty.DetectorFeature` of the detector.",
                example: `const detector = new aws.guardduty.Detector("detector");
${exampleOf(RUNTIME, part).replace('"12abc34d567e8fa901bc2d34e56789f0"', "detector.id")}`,
            },
            check: (detector, stack) =>
                must(
                    all([
                        detector.get("enable").absentAs(true).is(true),
                        stack
                            .linkedTo(detector, featureOf)
                            .some((feature) =>
                                all([
                                    feature.get("name").isOneOf(features),
                                    feature.get("status").is("ENABLED"),
                                    part === undefined ||
                                        feature
                                            .get("additionalConfigurations")
                                            .some((one) =>
                                                all([one.get("name").is(part), one.get("status").is("ENABLED")]),
                                            ),
                                ]),
                            ),
                    ]),
                    part === undefined
                        ? say`Give it an \`aws.guardduty.DetectorFeature\` with the name "RUNTIME_MONITORING" that is enabled.`
                        : say`Give it an \`aws.guardduty.DetectorFeature\` with the name "RUNTIME_MONITORING", and ${eitherOf([part])} in its \`additionalConfigurations\`, both enabled.`,
                ),
        }),
    ),
    settingPolicy({
        id: "guardduty-organization-auto-enable",
        title: "GuardDuty is on in new accounts of the organization",
        severity: "high",
        level: "advisory",
        types: ["aws:guardduty/organizationConfiguration:OrganizationConfiguration"],
        controls: { nist: ["SI-4"], whitepaper: ["account security"] },
        why: "An account that nobody thought of is where an intruder stays unseen.",
        fix: {
            text: 'Set `autoEnableOrganizationMembers` to "ALL".',
            example: `new aws.guardduty.OrganizationConfiguration("organization", {
    detectorId: "12abc34d567e8fa901bc2d34e56789f0",
    autoEnableOrganizationMembers: "ALL",
});`,
        },
        setting: "autoEnableOrganizationMembers",
        must: { beOneOf: ["ALL", "NEW"] },
    }),
]);
