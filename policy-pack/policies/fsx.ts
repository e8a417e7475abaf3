import { must, resourcePolicy, say, service, when } from "../evaluation";
import type { Requirement, ResourceReader, Truth, Value } from "../evaluation";
import { byType } from "./byType";
import { ownKeyPolicy } from "./ownKeys";

const LUSTRE = "aws:fsx/lustreFileSystem:LustreFileSystem";
const ONTAP = "aws:fsx/ontapFileSystem:OntapFileSystem";
const OPEN_ZFS = "aws:fsx/openZfsFileSystem:OpenZfsFileSystem";
const WINDOWS = "aws:fsx/windowsFileSystem:WindowsFileSystem";

const exampleZfs = (settings: string): string => `new aws.fsx.OpenZfsFileSystem("home", {
    subnetIds: ["subnet-0abc", "subnet-0def"],
    throughputCapacity: 160,
    ${settings},
});`;

const exampleWindows = (settings: string): string => `new aws.fsx.WindowsFileSystem("home", {
    subnetIds: ["subnet-0abc", "subnet-0def"],
    preferredSubnetId: "subnet-0abc",
    throughputCapacity: 32,
    storageCapacity: 300,
    ${settings},
});`;

function isMultiAz(deployment: Value): Truth {
    return deployment.judgeText((type) => type.startsWith("MULTI_AZ_"));
}

const TAGGED = { nist: ["CM-8"], whitepaper: ["FSx"] };
const STRAYS =
    "Who may use a backup, who pays for it and when it may go is told by tags. Without them backups are strays.";

function mustCopy(system: ResourceReader, setting: string): Requirement {
    const copies = system.get(setting);
    return must(copies.is(true), say`Set ${copies} to true.`);
}

export default service("fsx", [
    resourcePolicy({
        id: "fsx-copy-tags",
        title: "Backups of FSx for OpenZFS have the tags of their file systems",
        severity: "low",
        types: [OPEN_ZFS],
        controls: { fsbp: ["FSx.1"], ...TAGGED },
        why: STRAYS,
        fix: {
            text: "Set `copyTagsToBackups` and `copyTagsToVolumes`.",
            example: exampleZfs(
                `deploymentType: "MULTI_AZ_1",\n    copyTagsToBackups: true,\n    copyTagsToVolumes: true`,
            ),
        },
        check: (system) => ["copyTagsToBackups", "copyTagsToVolumes"].map((setting) => mustCopy(system, setting)),
    }),
    resourcePolicy({
        id: "fsx-lustre-copy-tags",
        title: "Backups of FSx for Lustre have the tags of their file systems",
        severity: "low",
        types: [LUSTRE],
        controls: { fsbp: ["FSx.2"], ...TAGGED },
        why: STRAYS,
        fix: {
            text: "Set `copyTagsToBackups`.",
            example: `new aws.fsx.LustreFileSystem("scratch", {
    subnetIds: "subnet-0abc",
    storageCapacity: 1200,
    deploymentType: "PERSISTENT_2",
    perUnitStorageThroughput: 125,
    copyTagsToBackups: true,
});`,
        },
        check: (system) =>
            // Scratch file systems have no backups.
            when(
                system.get("deploymentType").judgeText((type) => type.startsWith("PERSISTENT_")),
                mustCopy(system, "copyTagsToBackups"),
            ),
    }),
    resourcePolicy({
        id: "fsx-windows-copy-tags",
        title: "Backups of FSx for Windows have the tags of their file systems",
        severity: "low",
        types: [WINDOWS],
        controls: TAGGED,
        why: STRAYS,
        fix: {
            text: "Set `copyTagsToBackups`.",
            example: exampleWindows(`deploymentType: "MULTI_AZ_1",\n    copyTagsToBackups: true`),
        },
        check: (system) => mustCopy(system, "copyTagsToBackups"),
    }),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "fsx-multi-az",
                title: "FSx for OpenZFS outlives the loss of an Availability Zone",
                severity: "medium",
                types,
                controls: { nist: ["CP-10"], whitepaper: ["FSx"] },
                why: "A file system in one zone is gone for as long as the zone is.",
                fix: {
                    text: "Choose a deployment over several zones. It doubles the cost, and the file system is replaced.",
                    example: exampleZfs(`deploymentType: "MULTI_AZ_1"`),
                },
                check(system) {
                    const type = system.get("deploymentType");
                    return must(isMultiAz(type), say`Set ${type} to "MULTI_AZ_1".`);
                },
            }),
        { types: [OPEN_ZFS], fsbp: "FSx.3" },
        {
            id: "fsx-ontap-multi-az",
            title: "FSx for NetApp ONTAP outlives the loss of an Availability Zone",
            types: [ONTAP],
            fsbp: "FSx.4",
            example: `new aws.fsx.OntapFileSystem("home", {
    subnetIds: ["subnet-0abc", "subnet-0def"],
    preferredSubnetId: "subnet-0abc",
    storageCapacity: 1024,
    throughputCapacity: 128,
    deploymentType: "MULTI_AZ_1",
});`,
        },
        {
            id: "fsx-windows-multi-az",
            title: "FSx for Windows outlives the loss of an Availability Zone",
            types: [WINDOWS],
            fsbp: "FSx.5",
            example: exampleWindows(`deploymentType: "MULTI_AZ_1"`),
        },
    ),
    ownKeyPolicy({
        id: "fsx-cmk",
        what: "FSx file systems and caches",
        types: [LUSTRE, ONTAP, OPEN_ZFS, WINDOWS, "aws:fsx/fileCache:FileCache"],
        setting: "kmsKeyId",
        whitepaper: "FSx",
        example: exampleZfs(`deploymentType: "MULTI_AZ_1",\n    kmsKeyId: key.arn`),
    }),
]);
