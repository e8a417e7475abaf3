import codePipeline from "../../../policy-pack/policies/codePipeline";
import { describeService } from "../support/describe";
import type { Input } from "../support/inputs";
import { resource } from "./s3/stack";

const pipeline = (...artifactStores: readonly Input[]) => resource("codepipeline/pipeline", { artifactStores });
const KEY = { id: "arn:aws:kms:eu-west-1:111122223333:key/1", type: "KMS" };

describeService(codePipeline, {
    "codepipeline-artifacts-cmk": {
        says: "Set `artifactStores[0].encryptionKey.id` to the ARN of a KMS key of your own.",
        compliant: { "a key": pipeline({ location: "a", type: "S3", encryptionKey: KEY }) },
        violating: {
            none: pipeline({ location: "a", type: "S3" }),
            "AWS's, which is the default": pipeline({
                location: "a",
                type: "S3",
                encryptionKey: { ...KEY, id: "alias/aws/s3" },
            }),
            "an empty one": pipeline({ location: "a", type: "S3", encryptionKey: { ...KEY, id: "" } }),
            "none in one region": {
                resources: pipeline(
                    { location: "a", type: "S3", region: "eu-west-1", encryptionKey: KEY },
                    { location: "b", type: "S3", region: "us-east-1" },
                ),
                says: ["Set `artifactStores[1].encryptionKey.id` to the ARN of a KMS key of your own."],
            },
        },
        absent: "compliant",
    },
});
