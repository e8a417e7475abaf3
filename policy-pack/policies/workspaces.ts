import { service, settingPolicy } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const WORKSPACE = "aws:workspaces/workspace:Workspace";

const exampleWorkspace = (settings: string): string => `new aws.workspaces.Workspace("desk", {
    directoryId: "d-0123456789",
    bundleId: "wsb-0123456789",
    userName: "anna",
    ${settings},
});`;

export default service("workspaces", [
    settingPolicy({
        id: "workspaces-user-volume-encrypted",
        title: "User volumes of WorkSpaces are encrypted",
        severity: "medium",
        types: [WORKSPACE],
        controls: { fsbp: ["WorkSpaces.1"], nist: ["SC-13", "SC-28"], whitepaper: ["WorkSpaces"] },
        why: "What people keep on their desktops is readable for whoever gets hold of the volume.",
        fix: {
            text: "Set `userVolumeEncryptionEnabled` and a key. The workspace is replaced.",
            example: exampleWorkspace(`userVolumeEncryptionEnabled: true,\n    volumeEncryptionKey: key.arn`),
        },
        setting: "userVolumeEncryptionEnabled",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "workspaces-root-volume-encrypted",
        title: "Root volumes of WorkSpaces are encrypted",
        severity: "medium",
        types: [WORKSPACE],
        controls: { fsbp: ["WorkSpaces.2"], nist: ["SC-13", "SC-28"], whitepaper: ["WorkSpaces"] },
        why: "Caches, logs and saved passwords on the root volume are readable for whoever gets hold of it.",
        fix: {
            text: "Set `rootVolumeEncryptionEnabled` and a key. The workspace is replaced.",
            example: exampleWorkspace(`rootVolumeEncryptionEnabled: true,\n    volumeEncryptionKey: key.arn`),
        },
        setting: "rootVolumeEncryptionEnabled",
        must: { be: true },
        default: false,
    }),
    ownKeyPolicy({
        id: "workspaces-cmk",
        what: "Volumes of WorkSpaces",
        types: [WORKSPACE],
        setting: "volumeEncryptionKey",
        whitepaper: "WorkSpaces",
        example: exampleWorkspace(`rootVolumeEncryptionEnabled: true,\n    volumeEncryptionKey: key.arn`),
    }),
]);
