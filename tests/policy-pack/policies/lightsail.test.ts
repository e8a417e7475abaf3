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
});
