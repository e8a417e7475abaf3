import type { Place } from "../../shared/arn";
import { AwsPartition } from "./parts";

/** What GuardDuty looks at beside CloudTrail, flow logs and DNS, which it always does. */
export const GuardDutyFeature = {
    /** What is done with objects in S3: 0.80 USD per million events. */
    S3DataEvents: "S3_DATA_EVENTS",
    /** Audit logs of EKS: 1.60 USD per million events. */
    EksAuditLogs: "EKS_AUDIT_LOGS",
    /** Malware on the volumes of instances that act strangely: 0.03 USD per GB scanned. */
    EbsMalwareProtection: "EBS_MALWARE_PROTECTION",
    /** Logins to Aurora and RDS: 1 USD per vCPU. */
    RdsLoginEvents: "RDS_LOGIN_EVENTS",
    /** With whom functions speak: 1 USD per GB of flow logs. */
    LambdaNetworkLogs: "LAMBDA_NETWORK_LOGS",
    /**
     * Processes on instances and in containers: 1.50 USD per vCPU. GuardDuty installs an agent on all of them, and puts
     * an endpoint and a security group into every VPC, which can only be deleted once these are. Not in China.
     */
    RuntimeMonitoring: "RUNTIME_MONITORING",
} as const;
export type GuardDutyFeature = (typeof GuardDutyFeature)[keyof typeof GuardDutyFeature];

/** What runs without anything of the account being changed. */
export const usualFeatures: GuardDutyFeature[] = Object.values(GuardDutyFeature).filter(
    (feature) => feature !== GuardDutyFeature.RuntimeMonitoring,
);

/** Agents that GuardDuty installs and updates by itself, in the order in which AWS tells them. */
export const runtimeAgents = ["EKS_ADDON_MANAGEMENT", "ECS_FARGATE_AGENT_MANAGEMENT", "EC2_AGENT_MANAGEMENT"];

/** Why a partition has not this feature; see https://docs.amazonaws.cn/en_us/aws/latest/userguide/guardduty.html */
export function featureFault(feature: GuardDutyFeature, partition: AwsPartition): string | undefined {
    return feature === GuardDutyFeature.RuntimeMonitoring && partition === AwsPartition.China
        ? `${partition} has no ${feature}`
        : undefined;
}

/** A standard that Security Hub judges the account by. */
export const SecurityStandard = {
    /** AWS Foundational Security Best Practices 1.0.0. */
    Fsbp: "aws-foundational-security-best-practices/v/1.0.0",
    /** CIS AWS Foundations Benchmark 5.0.0. */
    Cis5: "cis-aws-foundations-benchmark/v/5.0.0",
    /** CIS AWS Foundations Benchmark 3.0.0. */
    Cis3: "cis-aws-foundations-benchmark/v/3.0.0",
    /** NIST SP 800-53 Revision 5. */
    Nist80053: "nist-800-53/v/5.0.0",
    /** PCI DSS 4.0.1. */
    PciDss4: "pci-dss/v/4.0.1",
} as const;
export type SecurityStandard = (typeof SecurityStandard)[keyof typeof SecurityStandard];

/** Part of a resource's name that tells one standard from another. */
export function standardSuffix(standard: SecurityStandard): string {
    return standard.replace(/\/v\//, "-");
}

/** See https://docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html */
export function standardArn(standard: SecurityStandard, { partition, region }: Place): string {
    return `arn:${partition}:securityhub:${region}::standards/${standard}`;
}

/** The severity from which GuardDuty calls a finding high; 9 and more are critical. */
const highSeverity = 7;

/**
 * Findings of GuardDuty that cannot wait.
 * See https://docs.aws.amazon.com/guardduty/latest/ug/guardduty_findings-severity.html
 */
export const guardDutyPattern = {
    source: ["aws.guardduty"],
    "detail-type": ["GuardDuty Finding"],
    detail: { severity: [{ numeric: [">=", highSeverity] }] },
};

/**
 * Findings that Security Hub calls high or critical and that nobody has taken up. Those of GuardDuty come from GuardDuty
 * itself, minutes earlier, where this baseline has it.
 * See https://docs.aws.amazon.com/securityhub/latest/userguide/securityhub-cwe-event-formats.html
 */
export function securityHubPattern(hasGuardDuty: boolean): object {
    return {
        source: ["aws.securityhub"],
        "detail-type": ["Security Hub Findings - Imported"],
        detail: {
            findings: {
                Severity: { Label: ["HIGH", "CRITICAL"] },
                Workflow: { Status: ["NEW"] },
                RecordState: ["ACTIVE"],
                ...(hasGuardDuty ? { ProductName: [{ "anything-but": ["GuardDuty"] }] } : {}),
            },
        },
    };
}

/**
 * What a rule of AWS Config has just found wrong. The rules that Security Hub makes for its controls are told by its own
 * findings.
 */
export const configPattern = {
    source: ["aws.config"],
    "detail-type": ["Config Rules Compliance Change"],
    detail: {
        messageType: ["ComplianceChangeNotification"],
        configRuleName: [{ "anything-but": { prefix: "securityhub-" } }],
        newEvaluationResult: { complianceType: ["NON_COMPLIANT"] },
    },
};
