import { service } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

export default service("kendra", [
    ownKeyPolicy({
        id: "kendra-cmk",
        what: "Indexes of Kendra",
        types: ["aws:kendra/index:Index"],
        setting: "serverSideEncryptionConfiguration.kmsKeyId",
        whitepaper: "Kendra",
        text: "Name a KMS key of your own. The index is replaced.",
        example: `new aws.kendra.Index("documents", {
    roleArn: "arn:aws:iam::111122223333:role/kendra",
    serverSideEncryptionConfiguration: { kmsKeyId: key.arn },
});`,
    }),
]);
