import codeGuruReviewer from "../../../policy-pack/policies/codeGuruReviewer";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const association = (kmsKeyDetails: Inputs) => ({
    type: "aws:codegurureviewer/repositoryAssociation:RepositoryAssociation",
    inputs: { kmsKeyDetails },
});

describeService(codeGuruReviewer, {
    "codegurureviewer-cmk": {
        says: "Set `kmsKeyDetails.kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: {
            "a key": association({
                encryptionOption: "CUSTOMER_MANAGED_CMK",
                kmsKeyId: "1234abcd-12ab-34cd-56ef-1234567890ab",
            }),
        },
        violating: {
            "CodeGuru's": association({ encryptionOption: "AWS_OWNED_CMK" }),
            "no key": association({ encryptionOption: "CUSTOMER_MANAGED_CMK" }),
        },
        absent: "violating",
    },
});
