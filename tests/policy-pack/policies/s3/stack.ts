import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { tokenOf } from "../../support/token";

/** Resources of S3 as a preview shows them: what points at a bucket does so by an unknown value. */

type More = Partial<Pick<TestResource, "name" | "outputs" | "from">>;

export const bucket = (inputs: Inputs = {}, more: More = {}): TestResource => ({
    type: "aws:s3/bucket:Bucket",
    inputs,
    ...more,
});

export const oldBucket = (inputs: Inputs = {}, more: More = {}): TestResource => ({
    ...bucket(inputs, more),
    type: "aws:s3/bucketV2:BucketV2",
});

/** A resource of its own, by the type's short name: `bucketVersioning`. */
export const resource = (file: string, inputs: Inputs, more: More = {}): TestResource => ({
    type: typeOf(file),
    inputs,
    ...more,
});

/** A resource that points at the bucket "it". */
export const sideCar = (file: string, inputs: Inputs = {}, more: More = {}): TestResource =>
    resource(file, { bucket: unknown(), ...inputs }, { name: "side", from: { bucket: ["it"] }, ...more });

/** A distribution that writes its logs into the bucket "it". */
export const logsOfDistribution = resource(
    "cloudfront/distribution",
    { loggingConfig: { bucket: unknown() } },
    { name: "distribution", from: { loggingConfig: ["it"] } },
);

/** `s3/bucketVersioning`, or short `bucketVersioning`, as a type token. */
export function typeOf(file: string): string {
    return tokenOf(file.includes("/") ? file : `s3/${file}`);
}

/** JSON text of a policy document. */
export const policy = (...statements: readonly object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement: statements });

export const ARN = "arn:aws:s3:::data";

/** Outputs of a bucket once its name is known. */
export const KNOWN = { bucket: "data", id: "data", arn: ARN } as const;

/** Settings that the provider fills in, as a preview shows them: unknown, though nobody gave them. */
export const COMPUTED: Inputs = {
    acl: unknown(),
    grants: unknown(),
    lifecycleRules: unknown(),
    logging: unknown(),
    objectLockEnabled: unknown(),
    policy: unknown(),
    serverSideEncryptionConfiguration: unknown(),
    versioning: unknown(),
    id: unknown(),
    arn: unknown(),
};
