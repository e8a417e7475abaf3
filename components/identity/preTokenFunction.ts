import * as pulumi from "@pulumi/pulumi";
import { SecureFunction } from "../compute/secureFunction";
import { anyPartition } from "../shared/arn";
import { type Check, text } from "../shared/checks";
import type { Fault } from "../shared/validate";

const arn = new RegExp(`^arn:(?:${anyPartition}):lambda:([a-z0-9-]+):\\d{12}:function:[\\w-]+(?::[\\w-]+)?$`);
const fix = "pass a SecureFunction, or the ARN of a function or of its alias, of the pool's region";
const functionArn = text((given) => (arn.test(given) ? undefined : `"${given}" is not the ARN of a function`), fix);

const faults: Check<SecureFunction | string> = (fn, argument) => {
    if (fn instanceof SecureFunction) {
        return [];
    }
    return pulumi.Resource.isInstance(fn)
        ? [{ argument, fault: "it is a resource, but no SecureFunction", fix }]
        : functionArn(fn, argument);
};

/** The rule of such an argument, but for its documentation. */
export const preTokenRule = {
    check: faults,
    input: (fn: SecureFunction | string): pulumi.Input<string> => (fn instanceof SecureFunction ? fn.arn : fn),
};

/** Amazon Cognito calls functions of its own region only. */
export function functionRegionFaults(given: string, region: string, argument: string): Fault[] {
    const elsewhere = arn.exec(given)?.[1];
    return elsewhere === undefined || elsewhere === region
        ? []
        : [{ argument, fault: `it is in region ${elsewhere}, and the pool in ${region}`, fix }];
}
