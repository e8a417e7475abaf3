import { basename } from "node:path";
import { didYouMean } from "../configuration/closest";
import { refuse, UsageError } from "../configuration/errors";
import { isMapping, readYaml } from "../configuration/yaml";
import type { PropertyMap } from "../values";
import { elbAccounts, partitionOf, REGION_PATTERN } from "./regions";

/**
 * What AWS functions are answered from when there is no account to ask. Every field has a stand-in, and a JSON file
 * (`--facts`) can say otherwise.
 */
export interface Facts {
    /** Default "123456789012", the account of AWS's own examples. */
    accountId: string;
    /** Who runs the program. Default: an IAM user "offline-preview" of the account. */
    callerArn: string;
    userId: string;
    /** Default: `aws:region` of the stack's configuration, or us-east-1. AWS_REGION is not read: a result must not depend on a shell. */
    region: string;
    /** Default: the region's. */
    partition: string;
    /** Suffix of host names. Default: the partition's. */
    dnsSuffix: string;
    /** By region. Default for a region that is not listed: its zones a, b and c. */
    availabilityZones: Record<string, string[]>;
    /** The load balancers' log delivery accounts by region. Default: AWS's list, for regions opened before August 2022. */
    elbAccounts: Record<string, string>;
    /** The account's S3 canonical user, 64 hexadecimal digits. */
    canonicalUserId: string;
    /** No default: a program that asks for them gets unknowns. */
    accountAlias?: string;
    organizationId?: string;
    /** Fixed results of any function, by token, as in `{"aws:ec2/getAmi:getAmi": {"id": "ami-0123456789abcdef0"}}`. */
    functions: Record<string, PropertyMap>;
}

const EXAMPLE_ACCOUNT = "123456789012";
const DEFAULT_REGION = "us-east-1";

/** Facts for a stack's configuration (full keys); what `given` says wins. */
export function deriveFacts(config: Record<string, string>, given: Partial<Facts> = {}): Facts {
    const region = given.region ?? (config["aws:region"] || DEFAULT_REGION);
    const accountId = given.accountId ?? EXAMPLE_ACCOUNT;
    const partition = given.partition ?? partitionOf(region).partition;
    return {
        accountId,
        callerArn: `arn:${partition}:iam::${accountId}:user/offline-preview`,
        userId: "AIDAOFFLINEPREVIEW000",
        region,
        partition,
        dnsSuffix: partitionOf(region).dnsSuffix,
        canonicalUserId: "0ff11e".padEnd(64, "0"),
        functions: {},
        ...given,
        availabilityZones: given.availabilityZones ?? {},
        elbAccounts: { ...elbAccounts(), ...given.elbAccounts },
    };
}

/**
 * Facts for a stack's configuration and the file that `--facts` names.
 *
 * @throws UsageError with every unknown key and ill-typed value of the file, and for an `aws:region` that is no region.
 */
export function readFacts(config: Record<string, string>, file?: string): Facts {
    const problems: string[] = [];
    const region = config["aws:region"] ?? "";
    if (region !== "" && !REGION_PATTERN.test(region)) {
        problems.push("config 'aws:region' is no AWS region: give one like eu-central-1");
    }
    const given = file === undefined ? {} : readFile(file, problems);
    refuse(problems);
    return deriveFacts(config, given);
}

interface Check {
    holds: (value: unknown) => boolean;
    expected: string;
}

const text = (pattern: RegExp, expected: string): Check => ({
    holds: (value) => typeof value === "string" && pattern.test(value),
    expected,
});
const mapOf = (holds: (value: unknown, key: string) => boolean, expected: string): Check => ({
    holds: (value) => isMapping(value) && Object.entries(value).every(([key, element]) => holds(element, key)),
    expected,
});
const account = /^\d{12}$/;

/** What a fact must look like in a file, in words and as a check. */
export const CHECKS: Readonly<Record<keyof Facts, Check>> = {
    accountId: text(account, "a text of 12 digits"),
    callerArn: text(/^arn:[^:]+:(iam|sts)::\d{12}:.+/, "the ARN of an IAM user, a role or its session"),
    userId: text(/./, "a text"),
    region: text(REGION_PATTERN, "a region like eu-central-1"),
    partition: text(/^aws(-[a-z]+)*$/, "a partition like aws or aws-us-gov"),
    dnsSuffix: text(/^[a-z0-9.-]+$/, "a host name suffix like amazonaws.com"),
    availabilityZones: mapOf(
        (zones) => Array.isArray(zones) && zones.length > 0 && zones.every((zone) => typeof zone === "string"),
        "lists of zone names by region",
    ),
    elbAccounts: mapOf((id) => typeof id === "string" && account.test(id), "texts of 12 digits by region"),
    canonicalUserId: text(/^[0-9a-f]{64}$/, "a text of 64 hexadecimal digits"),
    accountAlias: text(/^[a-z0-9](-?[a-z0-9])*$/, "an account alias"),
    organizationId: text(/^o-[a-z0-9]{10,32}$/, "an organization's id like o-exampleorgid"),
    functions: mapOf(
        (result, token) => isMapping(result) && /^[^:]+:[^:]+:[^:]+$/.test(token),
        "results (objects) by function token like aws:ec2/getAmi:getAmi",
    ),
};

function readFile(file: string, problems: string[]): Partial<Facts> {
    const label = basename(file);
    let content: unknown;
    try {
        content = readYaml(file); // JSON is YAML, and errors come with their line
    } catch (error) {
        if (error instanceof UsageError) {
            problems.push(...error.problems);
            return {};
        }
        throw error;
    }
    if (!isMapping(content)) {
        problems.push(`${label}: must be an object with any of ${Object.keys(CHECKS).join(", ")}`);
        return {};
    }
    for (const [key, value] of Object.entries(content)) {
        const check = (CHECKS as Record<string, Check | undefined>)[key];
        if (check === undefined) {
            const known = Object.keys(CHECKS);
            problems.push(`${label}: unknown fact '${key}'${didYouMean(key, known)}: ${known.join(", ")} are known`);
        } else if (!check.holds(value)) {
            problems.push(`${label}: '${key}' must be ${check.expected}`);
        }
    }
    return content;
}
