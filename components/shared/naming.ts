import { createHash } from "node:crypto";
import type { Fault } from "./validate";

/** What a service asks of the physical names that the provider makes from a logical name. */
export interface NamingRule {
    /** Whole physical name, without what `lead` adds. */
    maxLength: number;
    /** What a logical name must look like to be used as it is. */
    pattern: RegExp;
}

/** The provider lower-cases a bucket's name and appends a hyphen and seven characters. */
export const bucketNaming: NamingRule = { maxLength: 63, pattern: /^[a-zA-Z0-9][a-zA-Z0-9-]*$/ };
export const aliasNaming: NamingRule = { maxLength: 250, pattern: /^[a-zA-Z0-9_-]+$/ };
export const topicNaming: NamingRule = { maxLength: 256, pattern: /^[a-zA-Z0-9_-]+$/ };
export const functionNaming: NamingRule = { maxLength: 64, pattern: /^[a-zA-Z0-9_-]+$/ };
export const logGroupNaming: NamingRule = { maxLength: 512, pattern: /^[\w./#-]+$/ };
/** A balancer's name of its own may not begin as those that AWS makes do. */
export const loadBalancerNaming: NamingRule = { maxLength: 32, pattern: /^(?!internal-)[a-zA-Z0-9][a-zA-Z0-9-]*$/ };
export const queueNaming: NamingRule = { maxLength: 80 - ".fifo".length, pattern: /^[\w-]+$/ };
export const roleNaming: NamingRule = { maxLength: 64, pattern: /^[\w+=,.@-]+$/ };
export const webAclNaming: NamingRule = { maxLength: 128, pattern: /^[\w-]+$/ };
/** Log deliveries take 60 characters, functions of CloudFront 64, of which one has a suffix of six. */
export const cloudFrontNaming: NamingRule = { maxLength: 58, pattern: /^[\w-]+$/ };
export const eventRuleNaming: NamingRule = { maxLength: 64, pattern: /^[\w.-]+$/ };
export const rolePolicyNaming: NamingRule = { maxLength: 128, pattern: /^[\w+=,.@-]+$/ };

export const secretNaming: NamingRule = { maxLength: 512, pattern: /^[\w/+=.@-]+$/ };
/** Vaults and plans of AWS Backup. */
export const backupNaming: NamingRule = { maxLength: 50, pattern: /^[\w-]+$/ };
/** Pipelines of CodePipeline take 100 characters; the stages' projects have up to nine more than the component. */
export const pipelineNaming: NamingRule = { maxLength: 90, pattern: /^[\w-]+$/ };
export const tableNaming: NamingRule = { maxLength: 255, pattern: /^[\w.-]+$/ };

const autonameSuffix = "-1234567".length;
/** What the provider appends to a name prefix. */
const prefixSuffix = 26;

/**
 * Whether the provider can name a resource after its logical name. If not, give it a {@link namePrefix}.
 */
export function fitsAutonaming(logicalName: string, rule: NamingRule): boolean {
    return rule.pattern.test(logicalName) && logicalName.length + autonameSuffix <= rule.maxLength;
}

/** Why a component's name is refused, where the provider makes a name from it and takes no prefix instead. */
export function nameFaults(name: string, rule: NamingRule, what: string): Fault[] {
    const most = rule.maxLength - autonameSuffix;
    const fix = `use at most ${most} letters, digits and hyphens`;
    return fitsAutonaming(name, rule) ? [] : [{ argument: "name", fault: `no ${what} can be named after it`, fix }];
}

/**
 * A physical-name prefix that any service accepts: lower-case letters, digits and single hyphens, short enough for the
 * 26 characters the provider appends. What is cut off is replaced by six digits of a hash, so that different names stay
 * different.
 *
 * @param lead what a service wants in front, for example `aws-waf-logs-`
 */
export function namePrefix(logicalName: string, maxLength: number, lead = ""): string {
    return `${lead}${slug(logicalName, maxLength - prefixSuffix - lead.length - 1)}-`;
}

/** Lower-case letters, digits and single hyphens, as many as there is room for; of what is cut off, six digits of a hash stay. */
export function slug(text: string, room: number): string {
    const whole = text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, "-")
        .replace(/^-|-$/g, "");
    const short = whole.length <= room ? whole : `${whole.slice(0, room - 7).replace(/-$/, "")}-${digest(text)}`;
    return short === "" ? digest(text) : short;
}

/**
 * What to say of a physical name: nothing where the provider can make it from the logical name, else a prefix of it.
 * @param property what the resource's type calls a prefix
 * @param lead what a service wants in front
 */
export function physicalName<Property extends string>(
    property: Property,
    logicalName: string,
    rule: NamingRule,
    lead = "",
): { [Name in Property]?: string } {
    const named = lead === "" && fitsAutonaming(logicalName, rule);
    const prefix = named ? undefined : namePrefix(logicalName, rule.maxLength, lead);
    return (named ? {} : { [property]: prefix }) as { [Name in Property]?: string };
}

function digest(text: string): string {
    return createHash("sha256").update(text).digest("hex").slice(0, 6);
}

const reservedPrefixes = ["xn--", "sthree-", "amzn-s3-demo-"];

/**
 * The beginning of a logical name that Amazon S3 reserves; undefined when there is none.
 * See https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html
 */
export function reservedBucketPrefix(logicalName: string): string | undefined {
    return reservedPrefixes.find((prefix) => logicalName.toLowerCase().startsWith(prefix));
}
