import * as pulumi from "@pulumi/pulumi";
import { AccountBaseline, type AuditTrail, AwsPartition, BaselinePart, SecureTopic } from "palisade-aws";
import { BaselineScope, type Settings } from "../settings/settings";
import { tellAddresses } from "./addresses";
import type { KeyUser } from "./keyStatements";

interface BaselineParts {
    /** The account's trail, whose topic is told what is found. */
    readonly audit: AuditTrail | undefined;
    readonly settings: Settings;
}

interface Guard {
    readonly baseline: AccountBaseline;
    /** What uses the stack's key. */
    readonly keyUsers: readonly KeyUser[];
}

/** What guards the account of the stack, or its region; nothing where another stack of the account, or nobody, does. */
export function makeAccountBaseline({ audit, settings }: BaselineParts): Guard | undefined {
    const { accountBaseline, organizationManaged, keyArn, permissionsBoundaryArn, roleNamePrefix, removable } =
        settings;
    if (accountBaseline === BaselineScope.None) {
        return undefined;
    }
    const topic = audit === undefined ? ownTopic(settings) : undefined;
    const baseline = new AccountBaseline("baseline", {
        partition: partitionOfProvider(),
        accountWide: accountBaseline === BaselineScope.Account,
        organizationManaged,
        securityContact: settings.securityContact,
        configRoleExists: settings.configRoleExists,
        key: organizationManaged.includes(BaselinePart.Config) ? undefined : keyArn,
        alertTopic: topic ?? audit?.topicArn,
        alertTopicKeyArn: audit?.topic?.kmsMasterKeyId.apply((key) => key ?? ""),
        permissionsBoundaryArn,
        roleNamePrefix,
        removable,
    });
    return { baseline, keyUsers: [baseline, ...(topic === undefined ? [] : [topic])] };
}

/** A topic for what is found, where the trail's is not the stack's; none where nobody is to be told. */
function ownTopic({ alarmAddresses, keyArn, removable }: Settings): SecureTopic | undefined {
    if (alarmAddresses === undefined) {
        return undefined;
    }
    const topic = new SecureTopic("findings", { key: keyArn, removable });
    tellAddresses("findings", topic, alarmAddresses);
    return topic;
}

/**
 * Which AWS the provider deploys to, which regions say by their names. It takes the stack's region, or that of the
 * environment; what is in a profile alone is not seen.
 */
export function partitionOfProvider(): AwsPartition {
    const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
    const region = new pulumi.Config("aws").get("region") ?? AWS_REGION ?? AWS_DEFAULT_REGION ?? "";
    const leads = { "cn-": AwsPartition.China, "us-gov-": AwsPartition.GovCloud };
    return Object.entries(leads).find(([lead]) => region.startsWith(lead))?.[1] ?? AwsPartition.Standard;
}
