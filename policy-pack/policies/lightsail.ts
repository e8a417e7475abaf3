import { all, any, mustNot, not, resourcePolicy, say, service, settingPolicy, when } from "../evaluation";
import { mustHoldNoSecrets } from "./secretPatterns";

const DATABASE = "aws:lightsail/database:Database";

const exampleDatabase = (settings: string): string => `new aws.lightsail.Database("shop", {
    blueprintId: "postgres_16",
    bundleId: "medium_2_0",
    masterDatabaseName: "shop",
    masterUsername: "shop_owner",
    masterPassword: config.requireSecret("password"),
    relationalDatabaseName: "shop",
    ${settings},
});`;

export default service("lightsail", [
    settingPolicy({
        id: "lightsail-database-not-public",
        title: "Lightsail databases have no public address",
        severity: "critical",
        types: [DATABASE],
        controls: { nist: ["AC-3", "SC-7"], whitepaper: ["Lightsail"] },
        why: "With a public address only a password stands between the internet and the data.",
        fix: {
            text: "Leave `publiclyAccessible` out.",
            example: exampleDatabase("publiclyAccessible: false"),
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "lightsail-database-backup",
        title: "Lightsail databases keep backups",
        severity: "medium",
        types: [DATABASE],
        controls: { nist: ["CP-9"], whitepaper: ["Lightsail"] },
        why: "What is lost or altered cannot be restored.",
        fix: { text: "Set `backupRetentionEnabled`.", example: exampleDatabase("backupRetentionEnabled: true") },
        setting: "backupRetentionEnabled",
        must: { be: true },
        default: true,
    }),
    resourcePolicy({
        id: "lightsail-no-public-admin-ports",
        title: "Lightsail instances are managed from certain addresses",
        severity: "high",
        types: ["aws:lightsail/instancePublicPorts:InstancePublicPorts"],
        controls: { nist: ["AC-17", "SC-7"], whitepaper: ["Lightsail"] },
        why: "SSH and remote desktops that the internet reaches are tried with stolen and guessed passwords all day.",
        fix: {
            text: "Name the addresses from which the instance is managed.",
            example: `new aws.lightsail.InstancePublicPorts("web", {
    instanceName: "web",
    portInfos: [
        { protocol: "tcp", fromPort: 443, toPort: 443 },
        { protocol: "tcp", fromPort: 22, toPort: 22, cidrs: ["192.0.2.0/24"] },
    ],
});`,
        },
        check: (ports) =>
            ports
                .get("portInfos")
                .items()
                .flatMap((info) => [22, 3389].map((port) => ({ info, port })))
                .map(({ info, port }) => {
                    const isIn = all([info.get("fromPort").atMost(port), info.get("toPort").atLeast(port)]);
                    const isOpen = any([
                        info.get("cidrs").some((cidr) => cidr.is("0.0.0.0/0")),
                        info.get("ipv6Cidrs").some((cidr) => cidr.is("::/0")),
                        // Without any address all are meant.
                        all([
                            not(info.get("cidrs").isPresent()),
                            not(info.get("ipv6Cidrs").isPresent()),
                            not(info.get("cidrListAliases").isPresent()),
                        ]),
                    ]);
                    return when(
                        isIn,
                        mustNot(isOpen, say`Set \`cidrs\` of ${info} to where port ${port} is used from.`),
                    );
                }),
    }),
    resourcePolicy({
        id: "lightsail-container-no-plaintext-secrets",
        title: "The environment of Lightsail containers holds no secrets",
        severity: "high",
        types: ["aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion"],
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["Lightsail"] },
        why: "Whoever may look at the deployment has the secret, and it stays in every version and in the state.",
        fix: {
            text: "Take it out, and rotate it. A container that needs one has it from Secrets Manager, or runs on App Runner or ECS, which fetch it themselves.",
            example: `new aws.lightsail.ContainerServiceDeploymentVersion("shop", {
    serviceName: "shop",
    containers: [{ containerName: "shop", image: "shop:1", environment: { LOG_LEVEL: "info" } }],
});`,
        },
        check: (deployment) =>
            deployment
                .get("containers")
                .items()
                .map((container) => mustHoldNoSecrets(container.get("environment"))),
    }),
]);
