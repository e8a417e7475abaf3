import * as pulumi from "@pulumi/pulumi";
import type { Check } from "../shared/checks";
import { reservedBucketPrefix } from "../shared/naming";
import type { Statement } from "../shared/policyDocument";
import { type PolicyStatementArgs, statementFaults, toStatement } from "../shared/statements";
import type { Fault } from "../shared/validate";
import { bucketSids, resourcesOf } from "./policy/bucketStatements";
import { producerSids } from "./policy/producers";

/** One statement to add to a bucket's policy. */
export interface BucketStatementArgs extends PolicyStatementArgs {
    /**
     * Keys of objects the statement is about, with `*` and `?`, for example `reports/*`. Plain.
     * Default: the bucket itself and every object.
     */
    objects?: string[];
}

/** Statements a user added, for this bucket. */
export function userStatements(bucketArn: string, statements: pulumi.Unwrap<BucketStatementArgs>[]): Statement[] {
    return statements.map((statement) => toStatement(statement, resourcesOf(bucketArn, statement.objects)));
}

/** Everything that is wrong with the statements a user wants to add to a bucket's policy, beside others of the component's own. */
export function bucketStatementFaults(taken: string[] = []): Check<BucketStatementArgs[]> {
    return (statements, argument) => [
        ...statements.flatMap(({ objects = [] }, index) => objectFaults(objects, `${argument}[${index}].objects`)),
        ...statementFaults("bucket", argument, statements, [...bucketSids, ...producerSids, ...taken]),
    ];
}

/** The rule of a bucket's `statements`. */
export const bucketStatementsRule = {
    plain: true,
    late: true,
    check: bucketStatementFaults(),
    default: [] as BucketStatementArgs[],
    why: "for a role of another account; bare wildcards and unbound services or `*` are refused",
} as const;

function objectFaults(keys: string[], argument: string): Fault[] {
    return keys
        .filter((key) => key === "" || key.startsWith("/") || key.startsWith("arn:"))
        .map((key) => ({
            argument,
            fault: `"${key}" is not an object key`,
            fix: "write the key without a leading slash or ARN, for example reports/*",
        }));
}

/** What is wrong with the name of a bucket. */
export function bucketNameFaults(name: string): Fault[] {
    const reserved = reservedBucketPrefix(name);
    const fault = `it begins with ${reserved}, which Amazon S3 reserves`;
    return reserved === undefined ? [] : [{ argument: "name", fault, fix: "choose another name" }];
}
