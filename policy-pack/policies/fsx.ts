import { must, resourcePolicy, say, service, when, type Truth, type Value } from "../evaluation";
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

function isMultiAz(deployment: Value): Truth {
    return deployment.judgeText((type) => type.startsWith("MULTI_AZ_"));
}

export default service("fsx", [
    resourcePolicy({
        id: "fsx-copy-tags",
        title: "Backups of FSx file systems have their tags",
        severity: "low",
        types: [LUSTRE, OPEN_ZFS, WINDOWS],
        controls: { fsbp: ["FSx.1", "FSx.2"], nist: ["CM-8"], whitepaper: ["FSx"] },
        why: "Who may use a backup, who pays for it and when it may go is told by tags. Without them backups are strays.",
        fix: {
            text: "Set `copyTagsToBackups`, and `copyTagsToVolumes` with OpenZFS.",
            example: exampleZfs(
                `deploymentType: "MULTI_AZ_1",\n    copyTagsToBackups: true,\n    copyTagsToVolumes: true`,
            ),
        },
        check(system) {
            const settings =
                system.type === OPEN_ZFS ? ["copyTagsToBackups", "copyTagsToVolumes"] : ["copyTagsToBackups"];
            // Scratch file systems have no backups.
            const hasBackups =
                system.type === LUSTRE
                    ? system.get("deploymentType").judgeText((type) => type.startsWith("PERSISTENT_"))
                    : true;
            return when(
                hasBackups,
                settings.map((setting) => {
                    const copies = system.get(setting);
                    return must(copies.is(true), say`Set ${copies} to true.`);
                }),
            );
        },
    }),
    resourcePolicy({
        id: "fsx-multi-az",
        title: "FSx file systems outlive the loss of an Availability Zone",
        severity: "medium",
        types: [ONTAP, OPEN_ZFS, WINDOWS],
        controls: { fsbp: ["FSx.3", "FSx.4", "FSx.5"], nist: ["CP-10"], whitepaper: ["FSx"] },
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
    ownKeyPolicy({
        id: "fsx-cmk",
        what: "FSx file systems and caches",
        types: [LUSTRE, ONTAP, OPEN_ZFS, WINDOWS, "aws:fsx/fileCache:FileCache"],
        setting: "kmsKeyId",
        whitepaper: "FSx",
        example: exampleZfs(`deploymentType: "MULTI_AZ_1",\n    kmsKeyId: key.arn`),
    }),
]);
