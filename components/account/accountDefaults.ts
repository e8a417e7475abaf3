import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import { type PasswordDemands, passwordsRemembered } from "./policy/configRules";
import { BaselinePart } from "./policy/parts";

/** Whom AWS writes to. */
interface Contact {
    readonly name: string;
    readonly title: string;
    readonly emailAddress: string;
    readonly phoneNumber: string;
}

interface DefaultsParts {
    made: BaselinePart[];
    demands: PasswordDemands;
    contact: pulumi.Output<Contact | undefined>;
    metadataHopLimit: number;
    /** The key of new volumes; none, AWS's own. */
    ebsKeyArn: pulumi.Output<string> | undefined;
}

type Make = (name: string, options: pulumi.CustomResourceOptions) => pulumi.Resource;

/** Settings that an account, or a region of it, has once. Each is a resource of its own, and none depends on another. */
export function accountDefaults(children: Children, parts: DefaultsParts): void {
    const { region } = children;
    const { demands, contact, ebsKeyArn } = parts;
    const makers: Partial<Record<BaselinePart, Make>> = {
        PasswordPolicy: (name, options) =>
            new aws.iam.AccountPasswordPolicy(
                name,
                {
                    minimumPasswordLength: demands.passwordMinimumLength,
                    maxPasswordAge: demands.passwordMaximumAgeDays,
                    passwordReusePrevention: passwordsRemembered,
                    requireLowercaseCharacters: true,
                    requireUppercaseCharacters: true,
                    requireNumbers: true,
                    requireSymbols: true,
                    allowUsersToChangePassword: true,
                    // Whoever comes back after the password expired changes it; a hard end would lock all users out.
                    hardExpiry: false,
                },
                options,
            ),
        S3PublicAccess: (name, options) =>
            new aws.s3.AccountPublicAccessBlock(
                name,
                {
                    blockPublicAcls: true,
                    blockPublicPolicy: true,
                    ignorePublicAcls: true,
                    restrictPublicBuckets: true,
                },
                options,
            ),
        SecurityContact: (name, options) => {
            const field = (field: keyof Contact): pulumi.Output<string> =>
                contact.apply((contact) => contact?.[field] ?? "");
            return new aws.account.AlternativeContact(
                name,
                {
                    alternateContactType: "SECURITY",
                    name: field("name"),
                    title: field("title"),
                    emailAddress: field("emailAddress"),
                    phoneNumber: field("phoneNumber"),
                },
                options,
            );
        },
        EbsEncryption: (name, options) => {
            if (ebsKeyArn !== undefined) {
                // Another key is another resource: given up after the new one is set, the old one would leave AWS's own.
                const instead = { ...options, deleteBeforeReplace: true };
                new aws.ebs.DefaultKmsKey(name, { keyArn: ebsKeyArn, region }, instead);
            }
            return new aws.ebs.EncryptionByDefault(name, { enabled: true, region }, options);
        },
        SnapshotSharing: (name, options) =>
            new aws.ebs.SnapshotBlockPublicAccess(name, { state: "block-all-sharing", region }, options),
        ImageSharing: (name, options) =>
            new aws.ec2.ImageBlockPublicAccess(name, { state: "block-new-sharing", region }, options),
        InstanceMetadata: (name, options) =>
            new aws.ec2.InstanceMetadataDefaults(
                name,
                { httpTokens: "required", httpPutResponseHopLimit: parts.metadataHopLimit, region },
                options,
            ),
        SerialConsole: (name, options) => new aws.ec2.SerialConsoleAccess(name, { enabled: false, region }, options),
        EmrPublicAccess: (name, options) =>
            // Without exceptions; AWS's own default lets SSH in.
            new aws.emr.BlockPublicAccessConfiguration(name, { blockPublicSecurityGroupRules: true, region }, options),
        DocumentSharing: (name, options) =>
            new aws.ssm.ServiceSetting(
                name,
                {
                    settingId: "/ssm/documents/console/public-sharing-permission",
                    settingValue: "Disable",
                    region,
                },
                options,
            ),
        AutomationLogging: (name, options) =>
            new aws.ssm.ServiceSetting(
                name,
                {
                    settingId: "/ssm/automation/customer-script-log-destination",
                    settingValue: "CloudWatch",
                    region,
                },
                options,
            ),
    };
    for (const part of parts.made) {
        makers[part]?.(children.name(suffixOf(part)), children.options());
    }
}

/** `EbsEncryption` as it stands in a resource's name. */
function suffixOf(part: BaselinePart): string {
    return part.replace(/(?<=[a-z0-9])[A-Z]/g, "-$&").toLowerCase();
}
