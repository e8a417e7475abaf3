import workspaces from "../../../policy-pack/policies/workspaces";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const workspace = (inputs: Inputs) => ({ type: "aws:workspaces/workspace:Workspace", inputs });

describeService(workspaces, {
    "workspaces-user-volume-encrypted": {
        says: "Set `userVolumeEncryptionEnabled` to true.",
        compliant: { on: workspace({ userVolumeEncryptionEnabled: true }) },
        violating: { off: workspace({ userVolumeEncryptionEnabled: false }) },
        absent: "violating",
    },
    "workspaces-root-volume-encrypted": {
        says: "Set `rootVolumeEncryptionEnabled` to true.",
        compliant: { on: workspace({ rootVolumeEncryptionEnabled: true }) },
        violating: { off: workspace({ rootVolumeEncryptionEnabled: "false" }) },
        absent: "violating",
    },
    "workspaces-cmk": {
        says: "Set `volumeEncryptionKey` to the ARN of a KMS key of your own.",
        compliant: { "a key": workspace({ volumeEncryptionKey: "arn:aws:kms:x" }) },
        violating: { none: workspace({ volumeEncryptionKey: "" }) },
        absent: "violating",
    },
});
