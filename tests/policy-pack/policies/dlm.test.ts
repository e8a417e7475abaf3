import dlm from "../../../policy-pack/policies/dlm";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const lifecycle = (policyDetails: Inputs) => ({
    type: "aws:dlm/lifecyclePolicy:LifecyclePolicy",
    inputs: { description: "Snapshots", executionRoleArn: "arn:aws:iam::111122223333:role/snapshots", policyDetails },
});
const scheduled = (...crossRegionCopyRules: readonly Inputs[]) =>
    lifecycle({ schedules: [{ name: "nightly" }, { name: "weekly", crossRegionCopyRules }] });
const made = (encryptionConfiguration: Inputs) =>
    lifecycle({ action: { name: "copy", crossRegionCopies: [{ target: "eu-central-1", encryptionConfiguration }] } });
const KEY = { encrypted: true, cmkArn: "arn:aws:kms:eu-central-1:111122223333:key/1" };
const RULE = "policyDetails.schedules[1].crossRegionCopyRules[0]";
const COPY = "policyDetails.action.crossRegionCopies[0].encryptionConfiguration";

describeService(dlm, {
    "dlm-copies-encrypted": {
        compliant: {
            "by a schedule": scheduled({ encrypted: true }),
            "by an event": made({ encrypted: true }),
            "no copies": scheduled(),
        },
        violating: {
            "by a schedule": {
                resources: scheduled({ encrypted: false }),
                says: [`Set \`${RULE}.encrypted\` to true.`],
            },
            "by an event": { resources: made({}), says: [`Set \`${COPY}.encrypted\` to true.`] },
        },
        absent: "compliant",
    },
    "dlm-copies-cmk": {
        compliant: { "by a schedule": scheduled(KEY), "by an event": made(KEY), "no copies": scheduled() },
        violating: {
            "by a schedule": {
                resources: scheduled({ encrypted: true, cmkArn: "alias/aws/ebs" }),
                says: [`Set \`${RULE}.cmkArn\` to the ARN of a KMS key of your own.`],
            },
            "by an event": {
                resources: made({ encrypted: true }),
                says: [`Set \`${COPY}.cmkArn\` to the ARN of a KMS key of your own.`],
            },
        },
        absent: "compliant",
    },
});
