import lightsail from "../../../policy-pack/policies/lightsail";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const database = (inputs: Inputs) => ({ type: "aws:lightsail/database:Database", inputs });
const ports = (...portInfos: readonly Inputs[]) => ({
    type: "aws:lightsail/instancePublicPorts:InstancePublicPorts",
    inputs: { portInfos },
});
const port = (fromPort: number, toPort: number, more: Inputs = {}): Inputs => ({
    protocol: "tcp",
    fromPort,
    toPort,
    ...more,
});
const deployment = (...environments: readonly Inputs[]) => ({
    type: "aws:lightsail/containerServiceDeploymentVersion:ContainerServiceDeploymentVersion",
    inputs: {
        serviceName: "shop",
        containers: environments.map((environment) => ({ containerName: "shop", image: "shop:1", environment })),
    },
});
const OPEN = (at: number, number: number): string =>
    `Set \`cidrs\` of \`portInfos[${at}]\` to where port ${number} is used from.`;

describeService(lightsail, {
    "lightsail-database-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: database({ publiclyAccessible: false }) },
        violating: { public: database({ publiclyAccessible: true }) },
        absent: "compliant",
    },
    "lightsail-database-backup": {
        says: "Remove `backupRetentionEnabled`, or set it to true.",
        compliant: { on: database({ backupRetentionEnabled: true }) },
        violating: { off: database({ backupRetentionEnabled: false }) },
        absent: "compliant",
    },
    "lightsail-no-public-admin-ports": {
        compliant: {
            "certain addresses": ports(port(22, 22, { cidrs: ["192.0.2.0/24"] })),
            "Lightsail's own console": ports(port(22, 22, { cidrListAliases: ["lightsail-connect"] })),
            "another port": ports(port(443, 443)),
        },
        violating: {
            "all addresses": {
                resources: ports(port(443, 443), port(22, 22, { cidrs: ["0.0.0.0/0"] })),
                says: [OPEN(1, 22)],
            },
            "all of IPv6": { resources: ports(port(3389, 3389, { ipv6Cidrs: ["::/0"] })), says: [OPEN(0, 3389)] },
            "by default, in a range": { resources: ports(port(0, 65_535)), says: [OPEN(0, 22), OPEN(0, 3389)] },
        },
        absent: "compliant",
        malformed: {},
    },
    "lightsail-container-no-plaintext-secrets": {
        says: "Remove the credential in `containers[0].environment.*`.",
        compliant: { "a setting": deployment({ LOG_LEVEL: "debug" }), "no setting": deployment() },
        violating: {
            "a password": deployment({ LOG_LEVEL: "debug", DB_PASSWORD: "hunter2" }),
            "a key, of another container": {
                resources: deployment({ LOG_LEVEL: "debug" }, { GREETING: "AKIAIOSFODNN7EXAMPLE" }),
                says: ["Remove the credential in `containers[1].environment.*`."],
            },
        },
        absent: "compliant",
    },
});
