import { any, must, mustNot, resourcePolicy, say, service, settingPolicy } from "../evaluation";
import { TRANSFER_SECURITY_POLICIES } from "../dated";

const SERVER = "aws:transfer/server:Server";
const CONNECTOR = "aws:transfer/connector:Connector";

export default service("transfer", [
    resourcePolicy({
        id: "transfer-no-ftp",
        title: "Transfer servers take files over encrypted protocols only",
        severity: "medium",
        level: "mandatory",
        types: [SERVER],
        controls: { fsbp: ["Transfer.2"], nist: ["SC-8", "SC-13"], whitepaper: ["Transfer"] },
        why: "FTP sends passwords and files readable for everybody on the way.",
        fix: {
            text: "Leave FTP out of `protocols`.",
            example: `new aws.transfer.Server("files", { protocols: ["SFTP"] });`,
        },
        check(server) {
            const protocols = server.get("protocols");
            return mustNot(
                protocols.some((protocol) => protocol.is("FTP")),
                say`Remove "FTP" from ${protocols}.`,
            );
        },
    }),
    settingPolicy({
        id: "transfer-not-public",
        title: "Transfer servers have endpoints in a VPC",
        severity: "medium",
        types: [SERVER],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["Transfer", "VPC"] },
        why: "A public endpoint is reached from all of the internet: no security group can narrow that.",
        fix: {
            text: "Set `endpointType` to `VPC`; with Elastic IPs partners reach it from certain addresses.",
            example: `new aws.transfer.Server("files", {
    endpointType: "VPC",
    endpointDetails: { vpcId: "vpc-0abc", subnetIds: ["subnet-0abc"] },
});`,
        },
        setting: "endpointType",
        must: { beOneOf: ["VPC", "VPC_ENDPOINT"] },
        default: "PUBLIC",
    }),
    settingPolicy({
        id: "transfer-security-policy",
        title: "Transfer servers offer strong algorithms only",
        severity: "medium",
        types: [SERVER],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["Transfer"] },
        why: "The default policy of 2018 accepts SHA-1 and ciphers with known weaknesses.",
        fix: {
            text: "Name a policy of 2022 or later.",
            example: `new aws.transfer.Server("files", { securityPolicyName: "TransferSecurityPolicy-2024-01" });`,
        },
        knowledge: [TRANSFER_SECURITY_POLICIES],
        setting: "securityPolicyName",
        must: { notBeOneOf: TRANSFER_SECURITY_POLICIES.values.weak },
        default: "TransferSecurityPolicy-2018-11",
    }),
    resourcePolicy({
        id: "transfer-server-logging",
        title: "Transfer servers log who does what",
        severity: "medium",
        types: [SERVER],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["Transfer"] },
        why: "Who signed in, and which files he took or left, is told in these logs only.",
        fix: {
            text: "Name log groups, or a role that may write logs.",
            example: `new aws.transfer.Server("files", {
    structuredLogDestinations: ["arn:aws:logs:eu-west-1:111122223333:log-group:files:*"],
});`,
        },
        check(server) {
            const [groups, role] = [server.get("structuredLogDestinations"), server.get("loggingRole")];
            return must(any([groups.isPresent(), role.isPresent()]), say`Set ${groups} to log groups.`);
        },
    }),
    settingPolicy({
        id: "transfer-connector-logging",
        title: "Transfer connectors log what they do",
        severity: "medium",
        types: [CONNECTOR],
        controls: { fsbp: ["Transfer.3"], nist: ["AU-2", "AU-12"], whitepaper: ["Transfer"] },
        why: "Files that could not be sent or fetched, and why, are told in these logs only.",
        fix: {
            text: "Name a role that may write logs.",
            example: `new aws.transfer.Connector("partner", {
    accessRole: "arn:aws:iam::111122223333:role/transfer",
    loggingRole: "arn:aws:iam::111122223333:role/transfer-logs",
    url: "sftp://partner.example.com",
    sftpConfig: { userSecretId: "partner", trustedHostKeys: ["ssh-ed25519 AAAA"] },
});`,
        },
        setting: "loggingRole",
        must: { beSet: "the ARN of a role that may write logs" },
    }),
]);
