import * as pulumi from "@pulumi/pulumi";
import { SecureTopic } from "../messaging/secureTopic";
import { arnOf, type Place } from "../shared/arn";
import { type Check, isEmailAddress, notEmpty, onceKnown, text } from "../shared/checks";
import { type Fault, plain } from "../shared/validate";
import { type ConfigRule, whyNot } from "./policy/configRules";
import { featureFault, type GuardDutyFeature } from "./policy/detection";
import { AwsPartition, BaselinePart, isAccountWide } from "./policy/parts";

const contactFields = ["name", "title", "emailAddress", "phoneNumber"] as const;
const phone = text(
    (number) => (/^[\s0-9()+-]{1,20}$/.test(number) ? undefined : "it is not a phone number"),
    "use digits, spaces and + - ( ), 20 at most",
);
const email = text(
    (address) => (isEmailAddress(address) && address.length <= 64 ? undefined : "it is not an e-mail address"),
    "use an address of at most 64 characters, for example security@example.com",
);

/** What AWS would refuse; https://docs.aws.amazon.com/accounts/latest/reference/API_PutAlternateContact.html */
export const contactFaults: Check<Record<(typeof contactFields)[number], pulumi.Input<string>>> = (contact, at) =>
    contactFields.flatMap((field) => {
        const check =
            field === "emailAddress"
                ? email
                : field === "phoneNumber"
                  ? phone
                  : notEmpty("say who it is, or leave it out");
        return contact[field] === undefined
            ? [{ argument: `${at}.${field}`, fault: "it is missing", fix: "AWS asks for all four" }]
            : onceKnown(check)(contact[field], `${at}.${field}`);
    });

const topicArn = arnOf("sns", "", "pass a SecureTopic, or the ARN of a topic");
export const topicFaults: Check<SecureTopic | string> = (topic, argument) => {
    if (topic instanceof SecureTopic) {
        return [];
    }
    const fix = "pass a SecureTopic, or the topic's ARN";
    return pulumi.Resource.isInstance(topic)
        ? [{ argument, fault: "it is a resource, but no SecureTopic", fix }]
        : topicArn(topic, argument);
};

/** Arguments that are about one part. */
const aboutPart = {
    securityContact: BaselinePart.SecurityContact,
    unusedAccessDays: BaselinePart.AccessAnalyzer,
    configBucketName: BaselinePart.Config,
    configRules: BaselinePart.Config,
    key: BaselinePart.Config,
    ebsKey: BaselinePart.EbsEncryption,
} as const;

/** Of a baseline's arguments, those that say which parts are made, and those that are about one. */
interface PartArgs extends Partial<Record<keyof typeof aboutPart, unknown>> {
    partition?: AwsPartition;
    accountWide?: boolean;
    organizationManaged?: BaselinePart[];
    unprotected?: BaselinePart[];
    configRules?: ConfigRule[];
    guardDutyFeatures?: GuardDutyFeature[];
    region?: pulumi.Input<string>;
}

/** What does not go together with the parts that are made. */
export function partFaults(given: PartArgs): Fault[] {
    const { organizationManaged = [], unprotected = [], accountWide = true, partition = AwsPartition.Standard } = given;
    const region = plain(given.region);
    const faults: Fault[] = unprotected
        .filter((part) => organizationManaged.includes(part))
        .map((part) => ({
            argument: "unprotected",
            fault: `${part} is managed by the organization`,
            fix: "name it in one of the two",
        }));
    const left = [...organizationManaged, ...unprotected];
    for (const [argument, part] of Object.entries(aboutPart)) {
        if (given[argument as keyof typeof aboutPart] === undefined) {
            continue;
        }
        if (left.includes(part)) {
            faults.push({
                argument,
                fault: `the part ${part} is not made here`,
                fix: "leave it out, or make the part",
            });
        } else if (!accountWide && (isAccountWide(part) || argument === "unusedAccessDays")) {
            const fix = "give it to the account's baseline that has accountWide";
            faults.push({ argument, fault: "it is about the account, and accountWide is false", fix });
        }
    }
    if (unprotected.includes(BaselinePart.Config) && !left.includes(BaselinePart.SecurityHub)) {
        faults.push({
            argument: "unprotected",
            fault: "Security Hub judges by what AWS Config records",
            fix: "keep Config, or name SecurityHub as well",
        });
    }
    if (given.configBucketName !== undefined && given.key !== undefined) {
        const fix = "leave key out, the bucket that is there has its own encryption";
        faults.push({ argument: "key", fault: "it is for a bucket that is made here", fix });
    }
    // See the regions of https://docs.aws.amazon.com/config/latest/developerguide/security-account-information-provided.html
    if (given.securityContact !== undefined && partition === AwsPartition.GovCloud) {
        const fix = "leave it out, and give it to the AWS account that the GovCloud account belongs to";
        faults.push({ argument: "securityContact", fault: `${partition} has no contacts`, fix });
    }
    for (const rule of given.configRules ?? []) {
        const fault = whyNot(rule, { partition, region, accountWide });
        if (fault !== undefined) {
            faults.push({ argument: "configRules", fault, fix: "leave it out" });
        }
    }
    for (const feature of given.guardDutyFeatures ?? []) {
        const fault = featureFault(feature, partition);
        if (fault !== undefined) {
            faults.push({ argument: "guardDutyFeatures", fault, fix: "leave it out" });
        }
    }
    return faults;
}

/** Where findings are sent. */
interface AlertArgs {
    alertTopic?: SecureTopic | pulumi.Input<string>;
    alertTopicKeyArn?: pulumi.Input<string>;
}

export function alertFaults({ alertTopic, alertTopicKeyArn }: AlertArgs): Fault[] {
    return alertTopicKeyArn === undefined || (alertTopic !== undefined && !(alertTopic instanceof SecureTopic))
        ? []
        : [
              {
                  argument: "alertTopicKeyArn",
                  fault: alertTopic === undefined ? "there is no alertTopic" : "a SecureTopic knows its key",
                  fix: "leave it out, or pass the topic's ARN",
              },
          ];
}

/** The program said which AWS it is, before anybody could ask. */
export function partitionFaults(partition: AwsPartition, place: Place): Fault[] {
    const fault = `the provider deploys to ${place.partition}`;
    return place.partition === partition
        ? []
        : [{ argument: "partition", fault, fix: `pass "${place.partition}", if it is one that is known here` }];
}
