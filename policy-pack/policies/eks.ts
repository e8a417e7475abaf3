import { all, any, must, mustNot, resourcePolicy, say, service, settingPolicy, texts, when } from "../evaluation";
import type { Day, Truth } from "../evaluation";
import { EKS_STANDARD_SUPPORT, EKS_VERSIONS } from "../dated";
import { isInternet } from "./vpc/traffic";
import { byType } from "./byType";

const CLUSTER = "aws:eks/cluster:Cluster";
const NODE_GROUP = "aws:eks/nodeGroup:NodeGroup";

const { oldest: OLDEST } = EKS_VERSIONS.values;

const STANDARD_SUPPORT: Readonly<Record<string, Day>> = EKS_STANDARD_SUPPORT.values;

/** Of `1.35` or `1.35.2`: 1 and 35. */
const VERSION = /^([01])\.(\d+)/;

/** What is newer than all that is known came later, and is in support for longer. */
const NEWEST = Math.max(...Object.keys(STANDARD_SUPPORT).map((version) => Number(version.slice("1.".length))));

function isInStandardSupport(version: string, today: Day): Truth {
    const [, major, minor] = VERSION.exec(version) ?? [];
    if (minor === undefined) {
        return "undetermined";
    }
    const end = STANDARD_SUPPORT[`${major}.${minor}`];
    return end === undefined ? major === "1" && Number(minor) > NEWEST : today < end;
}

const ALL_LOGS = ["api", "audit", "authenticator", "controllerManager", "scheduler"];

function clusterWith(settings: string): string {
    return `new aws.eks.Cluster("main", {
    roleArn: "arn:aws:iam::111122223333:role/eks",
    vpcConfig: { subnetIds: ["subnet-1", "subnet-2"], endpointPublicAccess: false, endpointPrivateAccess: true },
    ${settings}
});`;
}

function nodesWith(version: string): string {
    return `new aws.eks.NodeGroup("main", {
    clusterName: "main",
    nodeRoleArn: "arn:aws:iam::111122223333:role/node",
    subnetIds: ["subnet-1"],
    version: "${version}",
    scalingConfig: { minSize: 1, maxSize: 3, desiredSize: 1 },
});`;
}

export default service("eks", [
    resourcePolicy({
        id: "eks-endpoint-not-public",
        title: "The API of a cluster is not open to the internet",
        severity: "high",
        types: [CLUSTER],
        controls: { fsbp: ["EKS.1"], nist: ["SC-7", "AC-4(21)", "AC-6"], whitepaper: ["VPC"] },
        why: "Whoever finds a token or a hole in the API server needs nothing else to have the cluster.",
        fix: {
            text: "Turn the public endpoint off, or name the addresses that need it.",
            example: clusterWith(""),
        },
        check(cluster) {
            const config = cluster.get("vpcConfig");
            const [access, ranges] = [config.get("endpointPublicAccess"), config.get("publicAccessCidrs")];
            // Without ranges it is open to all.
            const isOpen = any([ranges.isPresent() === false, ranges.some(isInternet)]);
            return mustNot(
                all([access.absentAs(true).is(true), isOpen]),
                say`Set ${access} to false, or ${ranges} to those that need it.`,
            );
        },
    }),
    settingPolicy({
        id: "eks-endpoint-private-only",
        title: "The API of a cluster is reached from its network only",
        severity: "high",
        level: "advisory",
        types: [CLUSTER],
        controls: { fsbp: ["EKS.1"], nist: ["SC-7", "AC-4(21)"], whitepaper: ["VPC"] },
        why: "An endpoint that only some addresses reach is still on the internet, and one change of a list away from all.",
        fix: {
            text: "Turn the public endpoint off, and come by a VPN or Session Manager.",
            example: clusterWith(""),
        },
        setting: "vpcConfig.endpointPublicAccess",
        must: { be: false },
        default: true,
    }),
    resourcePolicy({
        id: "eks-secrets-encryption",
        title: "Secrets of Kubernetes are encrypted with a key of your own",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["EKS.3"], nist: ["SC-28", "SC-12", "SC-13"], whitepaper: ["account security"] },
        why: "With a key of your own, who may decrypt secrets is decided and recorded by you, and can be taken back.",
        fix: {
            text: "Name a KMS key for secrets. It cannot be taken away later.",
            example: clusterWith(`encryptionConfig: { resources: ["secrets"], provider: { keyArn: key.arn } },`),
        },
        check(cluster) {
            const encryption = cluster.get("encryptionConfig");
            const key = encryption.get("provider", "keyArn");
            const resources = encryption.get("resources");
            return [
                must(key.isPresent(), say`Set ${key} to a KMS key.`),
                must(
                    resources.some((one) => one.is("secrets")),
                    say`Name "secrets" in ${resources}.`,
                ),
            ];
        },
    }),
    resourcePolicy({
        id: "eks-audit-logging",
        title: "Clusters log who asks what of their API",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["EKS.8"], nist: ["AU-2", "AU-12", "AU-3"], whitepaper: ["CloudWatch"] },
        why: "Without the audit log nobody can tell who did what with the cluster, or who tried.",
        fix: {
            text: "Log `audit`.",
            example: clusterWith(`enabledClusterLogTypes: ["api", "audit", "authenticator"],`),
        },
        check(cluster) {
            const logs = cluster.get("enabledClusterLogTypes");
            return must(
                logs.some((log) => log.is("audit")),
                say`Add "audit" to ${logs}.`,
            );
        },
    }),
    resourcePolicy({
        id: "eks-control-plane-logging",
        title: "Clusters log what their control plane does",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["AU-2", "AU-12", "AU-3"], whitepaper: ["CloudWatch"] },
        why: "Without the logs nobody can tell who did what with the cluster, or who tried.",
        fix: {
            text: "Log all that the option `logTypes` names.",
            example: clusterWith(
                `enabledClusterLogTypes: ["api", "audit", "authenticator", "controllerManager", "scheduler"],`,
            ),
        },
        options: {
            logTypes: texts({
                default: ALL_LOGS,
                pattern: new RegExp(`^(${ALL_LOGS.join("|")})$`),
                of: `types of logs: ${ALL_LOGS.join(", ")}`,
                description: "The logs that each cluster writes.",
            }),
        },
        check(cluster, { logTypes }) {
            const logs = cluster.get("enabledClusterLogTypes");
            const isLogged = all(logTypes.map((type) => logs.some((log) => log.is(type))));
            return must(isLogged, say`Name all logs that are asked for in ${logs}.`);
        },
    }),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "eks-supported-version",
                title: "Clusters run a version of Kubernetes that is supported",
                severity: "high",
                types,
                controls: { nist: ["SI-2", "CA-9(1)"], whitepaper: ["account security"] },
                why: "A version out of support gets no fixes, and AWS will upgrade it at a time that nobody chose.",
                fix: {
                    text: "Upgrade one version after the other: the control plane first, then the nodes.",
                    example: clusterWith(`version: "1.35",`),
                },
                knowledge: [EKS_VERSIONS],
                check(resource) {
                    const version = resource.get("version");
                    const isSupported = version.isAbsent
                        ? true
                        : version.judgeText((text) => {
                              const [, major, minor] = VERSION.exec(text) ?? [];
                              return minor === undefined
                                  ? "undetermined"
                                  : Number(major) === OLDEST.major && Number(minor) >= OLDEST.minor;
                          });
                    return must(isSupported, say`Set ${version} to ${OLDEST.major}.${OLDEST.minor} or newer.`);
                },
            }),
        { types: [CLUSTER], fsbp: "EKS.2" },
        {
            id: "eks-node-group-supported-version",
            title: "Nodes run a version of Kubernetes that is supported",
            types: [NODE_GROUP],
            fsbp: "EKS.9",
            example: nodesWith("1.35"),
        },
    ),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "eks-standard-support",
                title: "Clusters run a version of Kubernetes in standard support",
                severity: "high",
                level: "advisory",
                types,
                controls: { nist: ["SI-2", "CA-9(1)"], whitepaper: ["account security"] },
                why: "Extended support costs more by the hour, and Kubernetes mends these versions no more. Who stays until its end has several upgrades to make at once.",
                fix: {
                    text: "Upgrade one version after the other: the control plane first, then the nodes.",
                    example: clusterWith(`version: "1.36",`),
                },
                knowledge: [EKS_STANDARD_SUPPORT],
                check(resource, _, today) {
                    const version = resource.get("version");
                    return must(
                        version.isAbsent ? true : version.judgeText((text) => isInStandardSupport(text, today)),
                        say`Set ${version} to one in standard support, such as "1.${NEWEST}".`,
                    );
                },
            }),
        { types: [CLUSTER], fsbp: "EKS.2" },
        {
            id: "eks-node-group-standard-support",
            title: "Nodes run a version of Kubernetes in standard support",
            types: [NODE_GROUP],
            fsbp: "EKS.9",
            example: nodesWith("1.36"),
        },
    ),
    resourcePolicy({
        id: "eks-node-group-no-open-ssh",
        title: "SSH to nodes is not open to the internet",
        severity: "high",
        types: [NODE_GROUP],
        controls: { nist: ["SC-7", "AC-17"], whitepaper: ["VPC"] },
        why: "With a key and without groups, EKS opens port 22 of every node to everybody.",
        fix: {
            text: "Leave the key out, and use Session Manager, or name the groups that may come in.",
            example: `new aws.eks.NodeGroup("main", {
    clusterName: "main",
    nodeRoleArn: "arn:aws:iam::111122223333:role/node",
    subnetIds: ["subnet-1"],
    scalingConfig: { minSize: 1, desiredSize: 1, maxSize: 3 },
});`,
        },
        check(nodes) {
            const key = nodes.get("remoteAccess", "ec2SshKey");
            const groups = nodes.get("remoteAccess", "sourceSecurityGroupIds");
            return when(
                key.isPresent(),
                must(
                    groups.some((group) => group.isUnknown || group.isPresent()),
                    say`Remove ${key}, or name who may come in in ${groups}.`,
                ),
            );
        },
    }),
]);
