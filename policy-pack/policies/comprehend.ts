import { service } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const MODELS = [
    "aws:comprehend/entityRecognizer:EntityRecognizer",
    "aws:comprehend/documentClassifier:DocumentClassifier",
] as const;

const example = `new aws.comprehend.EntityRecognizer("orders", {
    dataAccessRoleArn: "arn:aws:iam::111122223333:role/comprehend",
    languageCode: "en",
    modelKmsKeyId: key.arn,
    volumeKmsKeyId: key.arn,
    inputDataConfig: {
        entityTypes: [{ type: "ORDER" }],
        documents: { s3Uri: "s3://documents/orders" },
        entityList: { s3Uri: "s3://documents/list" },
    },
});`;

export default service("comprehend", [
    ownKeyPolicy({
        id: "comprehend-model-cmk",
        what: "Models of Comprehend",
        types: MODELS,
        setting: "modelKmsKeyId",
        whitepaper: "Comprehend",
        example,
    }),
    ownKeyPolicy({
        id: "comprehend-volume-cmk",
        what: "Volumes on which Comprehend trains",
        types: MODELS,
        setting: "volumeKmsKeyId",
        whitepaper: "Comprehend",
        example,
    }),
]);
