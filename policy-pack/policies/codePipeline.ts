import { service } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

export default service("codepipeline", [
    ownKeyPolicy({
        id: "codepipeline-artifacts-cmk",
        what: "Artifacts of pipelines",
        types: ["aws:codepipeline/pipeline:Pipeline"],
        setting: (pipeline) =>
            pipeline
                .get("artifactStores")
                .items()
                .map((store) => store.get("encryptionKey", "id")),
        whitepaper: "account security",
        text: "Name a KMS key of your own in each artifact store.",
        example: `new aws.codepipeline.Pipeline("orders", {
    roleArn: "arn:aws:iam::111122223333:role/deploy-orders",
    artifactStores: [{ location: bucket.bucket, type: "S3", encryptionKey: { id: key.arn, type: "KMS" } }],
    stages: [],
});`,
    }),
]);
