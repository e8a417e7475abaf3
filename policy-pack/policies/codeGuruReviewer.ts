import { service } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

export default service("codegurureviewer", [
    ownKeyPolicy({
        id: "codegurureviewer-cmk",
        what: "Reviews of CodeGuru",
        types: ["aws:codegurureviewer/repositoryAssociation:RepositoryAssociation"],
        // Another option than a key of one's own goes without a key.
        setting: "kmsKeyDetails.kmsKeyId",
        whitepaper: "CodeGuru",
        text: "Name a KMS key of your own. The association is replaced.",
        example: `new aws.codegurureviewer.RepositoryAssociation("orders", {
    repository: { codecommit: { name: "orders" } },
    kmsKeyDetails: { encryptionOption: "CUSTOMER_MANAGED_CMK", kmsKeyId: key.keyId },
});`,
    }),
]);
