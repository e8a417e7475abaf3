import guardDuty from "../../../policy-pack/policies/guardDuty";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const detector = (datasources: Inputs) => resource("guardduty/detector", { datasources });
const feature = (inputs: Inputs) => resource("guardduty/detectorFeature", { name: "RUNTIME_MONITORING", ...inputs });
const members = (autoEnableOrganizationMembers: string) =>
    resource("guardduty/organizationConfiguration", { autoEnableOrganizationMembers });

describeService(guardDuty, {
    "guardduty-protection-on": {
        says: 'Set `status` to "ENABLED".',
        compliant: {
            "a feature": feature({ status: "ENABLED" }),
            "a detector": detector({ s3Logs: { enable: true } }),
        },
        violating: {
            "a feature": feature({ status: "DISABLED" }),
            "a part of a feature": {
                resources: feature({
                    status: "ENABLED",
                    additionalConfigurations: [{ name: "EC2_AGENT_MANAGEMENT", status: "DISABLED" }],
                }),
                says: ['Set `additionalConfigurations[0].status` to "ENABLED".'],
            },
            objects: {
                resources: detector({ s3Logs: { enable: false } }),
                says: ["Set `datasources.s3Logs.enable` to true."],
            },
            "clusters and disks": {
                resources: detector({
                    kubernetes: { auditLogs: { enable: false } },
                    malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: { enable: false } } },
                }),
                says: [
                    "Set `datasources.kubernetes.auditLogs.enable` to true.",
                    "Set `datasources.malwareProtection.scanEc2InstanceWithFindings.ebsVolumes.enable` to true.",
                ],
            },
        },
        absent: "compliant",
    },
    "guardduty-organization-auto-enable": {
        says: 'Set `autoEnableOrganizationMembers` to "ALL" or "NEW".',
        compliant: { all: members("ALL"), "new ones": members("NEW") },
        violating: { none: members("NONE") },
        absent: "violating",
    },
});
