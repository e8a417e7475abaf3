import type * as pulumi from "@pulumi/pulumi";
import { isLater } from "../shared/arguments";
import { anyPartition, kmsKeyArn } from "../shared/arn";
import { type Check, onceKnown, text } from "../shared/checks";
import { isBucket, isTable } from "./policy/backupStatements";

/** A table or a bucket: a SecureTable or a SecureBucket fits, as it is. */
export interface BackedUpStoreArgs {
    /** ARN of the table or bucket. */
    arn: pulumi.Input<string>;
    /** ARN of the key that encrypts it. Default: a key of AWS's. */
    keyArn?: pulumi.Input<string>;
}

/** A tag by which resources are found. */
export interface BackupTagArgs {
    /** Its key, for example `backup`. */
    key: string;
    /** Its value, for example `daily`. */
    value: string;
}

const storeArn = text(
    (arn) => (isTable(arn) || isBucket(arn) ? undefined : `"${arn}" is neither a table nor a bucket`),
    "pass a SecureTable or a SecureBucket, and name others in resourceArns",
);

export const storeFaults: Check<BackedUpStoreArgs[]> = (stores, argument) =>
    stores.flatMap(({ arn, keyArn }, index) => [
        ...onceKnown(storeArn)(arn, `${argument}[${index}].arn`),
        ...(keyArn === undefined ? [] : onceKnown(kmsKeyArn)(keyArn, `${argument}[${index}].keyArn`)),
    ]);

export const resourceArn = text((arn) => {
    if (/[*?]/.test(arn)) {
        return `"${arn}" has a wildcard`;
    }
    return new RegExp(`^arn:(${anyPartition}):[a-z0-9-]+:[a-z0-9-]*:(\\d{12})?:.+$`).test(arn)
        ? undefined
        : `"${arn}" is not an ARN`;
}, "name each resource, or use tag");

const tagPart = (least: number, most: number): Check<string> =>
    text(
        (part) =>
            part.length >= least && part.length <= most ? undefined : `it has not ${least} to ${most} characters`,
        "pass { key: 'backup', value: 'daily' }",
    );

export const tagCheck: Check<BackupTagArgs> = ({ key, value }, argument) => [
    ...tagPart(1, 128)(key, `${argument}.key`),
    ...tagPart(0, 256)(value, `${argument}.value`),
];

/** Whether a list names anything; one that is an output as a whole does, as programs in other languages give it. */
export function isNamed(list: readonly unknown[]): boolean {
    return isLater(list) || list.length > 0;
}
