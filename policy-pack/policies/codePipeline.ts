import { must, resourcePolicy, say, service } from "../evaluation";
import { isOwnKey } from "./kmsKeys";

export default service("codepipeline", [
    resourcePolicy({
        id: "codepipeline-artifacts-cmk",
        title: "Pipelines encrypt their artifacts with a KMS key of one's own",
        severity: "low",
        types: ["aws:codepipeline/pipeline:Pipeline"],
        controls: { nist: ["SC-28", "SC-12"], whitepaper: ["account security"] },
        offByDefault: true,
        why: "Artifacts are what is deployed, and often hold what it is configured with. AWS's key opens them to everybody who may read the bucket.",
        fix: {
            text: "Set `encryptionKey` of each artifact store.",
            example: `new aws.codepipeline.Pipeline("orders", {
    roleArn: "arn:aws:iam::111122223333:role/deploy-orders",
    artifactStores: [{ location: bucket.bucket, type: "S3", encryptionKey: { id: key.arn, type: "KMS" } }],
    stages: [],
});`,
        },
        check: (pipeline) =>
            pipeline
                .get("artifactStores")
                .items()
                .map((store) => {
                    const key = store.get("encryptionKey", "id");
                    return must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`);
                }),
    }),
]);
