import { must, mustNot, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import type { Value } from "../evaluation";

const DETECTOR = "aws:guardduty/detector:Detector";
const FEATURE = "aws:guardduty/detectorFeature:DetectorFeature";

/** The switches of a detector before there were features. */
const DATA_SOURCES = [
    ["s3Logs", "enable"],
    ["kubernetes", "auditLogs", "enable"],
    ["malwareProtection", "scanEc2InstanceWithFindings", "ebsVolumes", "enable"],
] as const;

function mustBeOn(status: Value) {
    return mustNot(status.is("DISABLED"), say`Set ${status} to "ENABLED".`);
}

export default service("guardduty", [
    resourcePolicy({
        id: "guardduty-protection-on",
        title: "No protection of GuardDuty is turned off",
        severity: "high",
        types: [DETECTOR, FEATURE],
        controls: {
            fsbp: [5, 6, 7, 8, 9, 10, 11, 12, 13].map((number) => `GuardDuty.${number}`),
            nist: ["SI-4", "SI-3"],
            whitepaper: ["account security"],
        },
        why: "Each protection sees a place that the others do not: objects, databases, functions, clusters, disks, processes.",
        fix: {
            text: "Leave the protections on, as they are in a new detector, or turn them on by `aws.guardduty.DetectorFeature`.",
            example: `new aws.guardduty.DetectorFeature("runtime", {
    detectorId: "12abc34d567e8fa901bc2d34e56789f0",
    name: "RUNTIME_MONITORING",
    status: "ENABLED",
});`,
        },
        check: (resource) =>
            resource.type === FEATURE
                ? [
                      mustBeOn(resource.get("status")),
                      ...resource
                          .get("additionalConfigurations")
                          .items()
                          .map((configuration) => mustBeOn(configuration.get("status"))),
                  ]
                : DATA_SOURCES.map((path) => {
                      const enabled = resource.get("datasources", ...path).absentAs(true);
                      return must(enabled.is(true), say`Set ${enabled} to true.`);
                  }),
    }),
    settingPolicy({
        id: "guardduty-organization-auto-enable",
        title: "GuardDuty is on in new accounts of the organization",
        severity: "high",
        level: "advisory",
        types: ["aws:guardduty/organizationConfiguration:OrganizationConfiguration"],
        controls: { fsbp: ["GuardDuty.1"], nist: ["SI-4"], whitepaper: ["account security"] },
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
        isRequired: true,
    }),
]);
