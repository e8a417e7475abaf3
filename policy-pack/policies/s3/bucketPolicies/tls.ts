import { all, any, must, not, say, service, stackPolicy, UNKNOWN, when } from "../../../evaluation";
import type { ResourceReader, Truth, Unknown, Value } from "../../../evaluation";
import { deniesInsecureTransport, PARTITIONS } from "palisade-policy-documents";
import { inDocument } from "../../documents";
import { BUCKETS, policiesOf, POLICY, policyOf as policyOfBucket } from "../resources";

/** A Deny of everything with a condition, which locks nobody out. */
export const DENY_WITHOUT_TLS = `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["s3:*"],
            resources: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
            conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }],
    }).json,
});`;

/** The bucket and its objects, as a policy may name them: by ARN, or in any partition if only the name is known. */
function resourcesOf(bucket: ResourceReader): readonly (readonly (string | Unknown)[])[] {
    const name = bucket.get("bucket").toPlain();
    const arn = bucket.type === POLICY ? undefined : bucket.get("arn").toPlain();
    const withObjects = (of: string): readonly string[] => [of, `${of}/*`];
    if (typeof arn === "string") {
        return [withObjects(arn)];
    }
    return typeof name === "string"
        ? PARTITIONS.map(({ id }) => withObjects(`arn:${id}:s3:::${name}`))
        : // Some bucket: a policy covers it if it covers all, and else it cannot be told.
          [...PARTITIONS.map(({ id }) => withObjects(`arn:${id}:s3:::*`)), [UNKNOWN]];
}

export default service("s3", [
    stackPolicy({
        id: "s3-bucket-policy-tls-only",
        title: "S3 buckets deny requests without TLS",
        severity: "medium",
        level: "mandatory",
        types: [...BUCKETS, POLICY],
        controls: {
            fsbp: ["S3.5"],
            cis3: ["2.1.1"],
            cis5: ["2.1.1"],
            cis7: ["3.1.1"],
            nist: ["SC-8", "SC-13", "AC-17(2)"],
            whitepaper: ["S3"],
        },
        why: "S3 answers over plain HTTP as well: whoever is on the way reads the data, and the signature that came with the request.",
        fix: {
            text: "Deny all actions to everyone when `aws:SecureTransport` is false, on the bucket and on its objects. A bucket has one policy: add the statement to it.",
            example: DENY_WITHOUT_TLS,
        },
        check(bucket, stack) {
            const denies = (policy: Value): Truth =>
                inDocument(
                    policy,
                    (document) =>
                        any(
                            resourcesOf(bucket).map((resources) =>
                                deniesInsecureTransport(document, "s3:*", resources),
                            ),
                        ),
                    () => say`Depends on a name that is not known before the update`,
                );
            if (bucket.type === POLICY) {
                // A bucket has one policy: that of a bucket which was made elsewhere is all that there is of it.
                const name = bucket.get("bucket");
                const isElsewhere = !name.isAbsent && !stack.pointsInside(bucket, policyOfBucket);
                return when(
                    all([isElsewhere, not(name.judgeText((text) => text.endsWith("--x-s3")))]),
                    must(
                        denies(bucket.get("policy")),
                        say`Deny everything to everyone when \`aws:SecureTransport\` is false, on the bucket and its objects, in ${bucket.get("policy")}.`,
                    ),
                );
            }
            return policiesOf(bucket, stack).mustAgree(
                denies,
                say`Deny everything to everyone when \`aws:SecureTransport\` is false, on the bucket and its objects, in its \`aws.s3.BucketPolicy\`.`,
            );
        },
    }),
]);
