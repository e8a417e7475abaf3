import * as pulumi from "@pulumi/pulumi";
import { distributionFaults, keyArnFault, keyArnFix } from "../shared/arn";
import { reservedBucketPrefix } from "../shared/naming";
import type { Statement } from "../shared/policyDocument";
import { type PolicyStatementArgs, statementFaults, toStatement } from "../shared/statements";
import { tagFaults } from "../shared/tags";
import { type Fault, plain } from "../shared/validate";
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

/** The arguments that every kind of bucket has. */
interface CommonArgs {
    keyArn?: pulumi.Input<string>;
    distributionArns?: pulumi.Input<pulumi.Input<string>[]>;
    statements?: BucketStatementArgs[];
    tags?: Record<string, pulumi.Input<string>>;
    region?: pulumi.Input<string>;
}

/** What is wrong with the arguments that every kind of bucket has, as far as they are known. */
export function commonFaults(name: string, args: CommonArgs): Fault[] {
    const faults: Fault[] = [];
    const reserved = reservedBucketPrefix(name);
    if (reserved !== undefined) {
        faults.push({
            argument: "name",
            fault: `it begins with ${reserved}, which Amazon S3 reserves`,
            fix: "choose another name",
        });
    }
    const key = plain(args.keyArn);
    const keyFault = key === undefined ? undefined : keyArnFault(key, plain(args.region));
    if (keyFault !== undefined) {
        faults.push({ argument: "keyArn", fault: keyFault, fix: keyArnFix });
    }
    for (const [index, { objects = [] }] of (args.statements ?? []).entries()) {
        for (const key of objects.filter((key) => key === "" || key.startsWith("/") || key.startsWith("arn:"))) {
            faults.push({
                argument: `statements[${index}].objects`,
                fault: `"${key}" is not an object key`,
                fix: "write the key without a leading slash or ARN, for example reports/*",
            });
        }
    }
    return [
        ...faults,
        ...distributionFaults(args.distributionArns),
        ...statementFaults("statements", args.statements, [...bucketSids, ...producerSids]),
        ...tagFaults(args.tags),
    ];
}
