import fsx from "../../../policy-pack/policies/fsx";
import { byType } from "../support/byType";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const lustre = (inputs: Inputs = {}): TestResource => ({ type: "aws:fsx/lustreFileSystem:LustreFileSystem", inputs });
const ontap = (inputs: Inputs = {}): TestResource => ({ type: "aws:fsx/ontapFileSystem:OntapFileSystem", inputs });
const zfs = (inputs: Inputs = {}): TestResource => ({ type: "aws:fsx/openZfsFileSystem:OpenZfsFileSystem", inputs });
const windows = (inputs: Inputs = {}): TestResource => ({
    type: "aws:fsx/windowsFileSystem:WindowsFileSystem",
    inputs,
});
const copy = (target: string): string => `Set \`copyTagsTo${target}\` to true.`;

describeService(fsx, {
    "fsx-copy-tags": {
        compliant: { both: zfs({ copyTagsToBackups: true, copyTagsToVolumes: true }) },
        violating: {
            "backups only": {
                resources: zfs({ copyTagsToBackups: true, copyTagsToVolumes: false }),
                says: [copy("Volumes")],
            },
            "volumes only": { resources: zfs({ copyTagsToVolumes: true }), says: [copy("Backups")] },
        },
        absent: { "none by default": { resources: zfs(), says: [copy("Backups"), copy("Volumes")] } },
    },
    "fsx-lustre-copy-tags": {
        says: copy("Backups"),
        compliant: {
            on: lustre({ deploymentType: "PERSISTENT_2", copyTagsToBackups: true }),
            "without backups": lustre({ deploymentType: "SCRATCH_2" }),
        },
        violating: { off: lustre({ deploymentType: "PERSISTENT_1" }) },
        absent: "compliant",
    },
    "fsx-windows-copy-tags": {
        says: copy("Backups"),
        compliant: { on: windows({ copyTagsToBackups: true }) },
        violating: { off: windows({ copyTagsToBackups: false }) },
        absent: "violating",
    },
    ...byType(
        {
            "fsx-multi-az": ["aws:fsx/openZfsFileSystem:OpenZfsFileSystem"],
            "fsx-ontap-multi-az": ["aws:fsx/ontapFileSystem:OntapFileSystem"],
            "fsx-windows-multi-az": ["aws:fsx/windowsFileSystem:WindowsFileSystem"],
        },
        {
            says: 'Set `deploymentType` to "MULTI_AZ_1".',
            compliant: {
                ONTAP: ontap({ deploymentType: "MULTI_AZ_2" }),
                OpenZFS: zfs({ deploymentType: "MULTI_AZ_1" }),
                Windows: windows({ deploymentType: "MULTI_AZ_1" }),
            },
            violating: {
                ONTAP: ontap({ deploymentType: "SINGLE_AZ_1" }),
                OpenZFS: zfs({ deploymentType: "SINGLE_AZ_HA_2" }),
                Windows: windows({ deploymentType: "SINGLE_AZ_2" }),
            },
            absent: "violating",
        },
    ),
    "fsx-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": zfs({ kmsKeyId: "1234" }) },
        violating: {
            Lustre: lustre(),
            ONTAP: ontap({ kmsKeyId: "" }),
            OpenZFS: zfs(),
            Windows: windows(),
            "a cache": { type: "aws:fsx/fileCache:FileCache", inputs: { fileCacheType: "LUSTRE" } },
        },
        absent: "violating",
    },
});
