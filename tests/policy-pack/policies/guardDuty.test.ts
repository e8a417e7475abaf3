import assert from "node:assert/strict";
import { levelWhereOn } from "../../../policy-pack/evaluation/policy";
import guardDuty from "../../../policy-pack/policies/guardDuty";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { resource } from "./s3/stack";

const detector = (datasources: Inputs) => resource("guardduty/detector", { datasources });
const feature = (inputs: Inputs) => resource("guardduty/detectorFeature", { name: "RUNTIME_MONITORING", ...inputs });
const runtime = (part: string, status: string, name = "RUNTIME_MONITORING") =>
    feature({ name, status: "ENABLED", additionalConfigurations: [{ name: part, status }] });
const watched = (detector: Inputs, ...features: readonly Inputs[]) => [
    resource("guardduty/detector", detector),
    ...features.map((inputs, index) => ({
        ...feature({ detectorId: unknown(), status: "ENABLED", ...inputs }),
        name: `feature${index}`,
        from: { detectorId: ["it"] },
    })),
];
const partOf = (name: string, status = "ENABLED"): Inputs => ({ additionalConfigurations: [{ name, status }] });
const members = (autoEnableOrganizationMembers: string) =>
    resource("guardduty/organizationConfiguration", { autoEnableOrganizationMembers });

describeService(guardDuty, {
    ...Object.fromEntries(
        (
            [
                [
                    "guardduty-eks-audit-logs",
                    "EKS_AUDIT_LOGS",
                    { kubernetes: { auditLogs: { enable: false } } },
                    "kubernetes.auditLogs",
                ],
                ["guardduty-lambda", "LAMBDA_NETWORK_LOGS"],
                [
                    "guardduty-malware",
                    "EBS_MALWARE_PROTECTION",
                    { malwareProtection: { scanEc2InstanceWithFindings: { ebsVolumes: { enable: false } } } },
                    "malwareProtection.scanEc2InstanceWithFindings.ebsVolumes",
                ],
                ["guardduty-rds", "RDS_LOGIN_EVENTS"],
                ["guardduty-s3", "S3_DATA_EVENTS", { s3Logs: { enable: false } }, "s3Logs"],
                ["guardduty-runtime", "RUNTIME_MONITORING"],
            ] as const
        ).map(([id, name, sources, path]) => [
            id,
            {
                says: 'Set `status` to "ENABLED".',
                compliant: {
                    on: feature({ name, status: "ENABLED" }),
                    "another one": feature({ name: "ANOTHER", status: "DISABLED" }),
                    "on, without a part of it": runtime("EKS_ADDON_MANAGEMENT", "DISABLED", name),
                    ...(sources && { "on by the detector": detector({ kubernetes: {} }) }),
                },
                violating: {
                    off: feature({ name, status: "DISABLED" }),
                    ...(sources && {
                        "off by the detector": {
                            resources: detector(sources),
                            says: [`Set \`datasources.${path}.enable\` to true.`],
                        },
                    }),
                },
                absent: "compliant" as const,
            },
        ]),
    ),
    ...Object.fromEntries(
        (
            [
                ["guardduty-ecs-runtime", "ECS_FARGATE_AGENT_MANAGEMENT"],
                ["guardduty-ec2-runtime", "EC2_AGENT_MANAGEMENT"],
            ] as const
        ).map(([id, part]) => [
            id,
            {
                says: 'Set `additionalConfigurations[0].status` to "ENABLED".',
                compliant: {
                    on: runtime(part, "ENABLED"),
                    "another part": runtime("EKS_ADDON_MANAGEMENT", "DISABLED"),
                    "another feature's": runtime(part, "DISABLED", "ANOTHER"),
                    "its feature, which is told of by itself": feature({ status: "DISABLED" }),
                },
                violating: { off: runtime(part, "DISABLED") },
                absent: "compliant" as const,
            },
        ]),
    ),
    "guardduty-eks-runtime": {
        says: 'Set `additionalConfigurations[0].status` to "ENABLED".',
        compliant: {
            on: runtime("EKS_ADDON_MANAGEMENT", "ENABLED"),
            "another part": runtime("EC2_AGENT_MANAGEMENT", "DISABLED"),
            "the runtime of all, which is told of by itself": feature({ status: "DISABLED" }),
        },
        violating: {
            off: runtime("EKS_ADDON_MANAGEMENT", "DISABLED"),
            "off, of the former feature": runtime("EKS_ADDON_MANAGEMENT", "DISABLED", "EKS_RUNTIME_MONITORING"),
            "the former feature": {
                resources: feature({ name: "EKS_RUNTIME_MONITORING", status: "DISABLED" }),
                says: ['Set `status` to "ENABLED".'],
            },
        },
        absent: "compliant",
    },
    "guardduty-runtime-declared": {
        says: 'Give it an `aws.guardduty.DetectorFeature` with the name "RUNTIME_MONITORING" that is enabled.',
        compliant: { on: watched({}, { name: "S3_DATA_EVENTS" }, {}) },
        violating: {
            none: watched({}),
            another: watched({}, { name: "S3_DATA_EVENTS" }),
            off: watched({}, { status: "DISABLED" }),
            "a detector that is off": watched({ enable: false }, {}),
            "that of another detector": {
                resources: [
                    ...watched({}),
                    { ...resource("guardduty/detector", {}), name: "other" },
                    {
                        ...feature({ detectorId: unknown(), status: "ENABLED" }),
                        name: "b",
                        from: { detectorId: ["other"] },
                    },
                ],
                says: {
                    it: [
                        'Give it an `aws.guardduty.DetectorFeature` with the name "RUNTIME_MONITORING" that is enabled.',
                    ],
                },
            },
        },
        absent: "violating",
    },
    ...Object.fromEntries(
        (
            [
                ["guardduty-eks-runtime-declared", "EKS_ADDON_MANAGEMENT"],
                ["guardduty-ecs-runtime-declared", "ECS_FARGATE_AGENT_MANAGEMENT"],
                ["guardduty-ec2-runtime-declared", "EC2_AGENT_MANAGEMENT"],
            ] as const
        ).map(([id, part]) => [
            id,
            {
                says: `Give it an \`aws.guardduty.DetectorFeature\` with the name "RUNTIME_MONITORING", and "${part}" in its \`additionalConfigurations\`, both enabled.`,
                compliant: {
                    on: watched({}, partOf(part)),
                    ...(part === "EKS_ADDON_MANAGEMENT" && {
                        "by the former feature": watched({}, { name: "EKS_RUNTIME_MONITORING", ...partOf(part) }),
                    }),
                },
                violating: {
                    none: watched({}),
                    "without the part": watched({}, {}),
                    "another part": watched({}, partOf("ANOTHER")),
                    "another feature": watched({}, { name: "S3_DATA_EVENTS", ...partOf(part) }),
                    "the part is off": watched({}, partOf(part, "DISABLED")),
                    "the feature is off": watched({}, { status: "DISABLED", ...partOf(part) }),
                    "a detector that is off": watched({ enable: false }, partOf(part)),
                    ...(part !== "EKS_ADDON_MANAGEMENT" && {
                        "the former feature": watched({}, { name: "EKS_RUNTIME_MONITORING", ...partOf(part) }),
                    }),
                },
                absent: "violating" as const,
            },
        ]),
    ),
    "guardduty-organization-auto-enable": {
        says: 'Set `autoEnableOrganizationMembers` to "ALL" or "NEW".',
        compliant: { all: members("ALL"), "new ones": members("NEW") },
        violating: { none: members("NONE") },
        absent: "violating",
    },
});

describe("protections of GuardDuty that are paid for by each processor", () => {
    it("are no reason to stop a deployment where a preset asks for them", () => {
        const declared = guardDuty.policies.filter(({ id }) => id.endsWith("-runtime-declared"));
        assert.deepEqual(declared.map(levelWhereOn), ["advisory", "advisory", "advisory", "advisory"]);
    });
});
