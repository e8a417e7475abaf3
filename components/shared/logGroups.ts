import * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { ComponentKey } from "../encryption/componentKey";
import type { Check } from "./checks";
import type { Children } from "./children";
import { logGroupNaming, physicalName } from "./naming";

/** Days that CloudWatch Logs can keep logs for. */
const retentions = [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]; // prettier-ignore

/** The rule of the days for which a log group keeps its logs. */
export const logRetentionRule = {
    plain: true,
    check: ((value, argument) =>
        retentions.includes(value)
            ? []
            : [
                  {
                      argument,
                      fault: `${value} days are not offered by CloudWatch Logs`,
                      fix: `use one of ${retentions.join(", ")}`,
                  },
              ]) as Check<number>,
    default: 365,
    why: "CloudWatch.16: a year of evidence",
    cost: "0.03 USD per GB kept, and 0.50 USD per GB once",
} as const;

/**
 * A log group with retention and, where the service that writes takes one, a customer managed key, which must let
 * CloudWatch Logs use it.
 */
export function logGroup(
    children: Children,
    { suffix, folder, name, retentionInDays, key }: LogGroupParts,
): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
        children.name(suffix),
        {
            ...(name === undefined ? physicalName("namePrefix", children.name(), logGroupNaming, folder) : { name }),
            retentionInDays,
            kmsKeyId: key?.arn,
            tags: children.tags(),
            region: children.region,
        },
        // CloudWatch Logs tries the key when the group is made.
        { ...children.keptOptions(), dependsOn: key?.ready ?? [] },
    );
}

interface LogGroupParts {
    suffix: string;
    /** What its name begins with, for example `/aws/lambda/`. */
    folder?: string;
    /** Its whole name, where a service writes to no other. */
    name?: pulumi.Input<string>;
    retentionInDays: number;
    /** None for a service that writes to no group with a key; CloudWatch Logs then encrypts with one of its own. */
    key?: ComponentKey;
}
