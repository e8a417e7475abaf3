import transfer from "../../../policy-pack/policies/transfer";
import { describeService } from "../support/describe";
import type { Inputs } from "../support/inputs";

const server = (inputs: Inputs) => ({ type: "aws:transfer/server:Server", inputs });
const connector = (inputs: Inputs) => ({ type: "aws:transfer/connector:Connector", inputs });

describeService(transfer, {
    "transfer-no-ftp": {
        says: 'Remove "FTP" from `protocols`.',
        compliant: { SFTP: server({ protocols: ["SFTP", "FTPS"] }) },
        violating: { FTP: server({ protocols: ["SFTP", "FTP"] }) },
        absent: "compliant",
    },
    "transfer-not-public": {
        says: 'Set `endpointType` to "VPC" or "VPC_ENDPOINT".',
        compliant: { VPC: server({ endpointType: "VPC" }) },
        violating: { public: server({ endpointType: "PUBLIC" }) },
        absent: "violating",
    },
    "transfer-security-policy": {
        says: 'Set `securityPolicyName` to something else than "TransferSecurityPolicy-2018-11", "TransferSecurityPolicy-2020-06" or "TransferSecurityPolicy-FIPS-2020-06".',
        compliant: { later: server({ securityPolicyName: "TransferSecurityPolicy-2024-01" }) },
        violating: { old: server({ securityPolicyName: "TransferSecurityPolicy-2020-06" }) },
        absent: "violating",
    },
    "transfer-server-logging": {
        says: "Set `structuredLogDestinations` to log groups.",
        compliant: {
            groups: server({ structuredLogDestinations: ["arn:aws:logs:x"] }),
            "a role": server({ loggingRole: "arn:aws:iam::111122223333:role/logs" }),
        },
        violating: { none: server({ structuredLogDestinations: [] }) },
        absent: "violating",
        malformed: {},
    },
    "transfer-connector-logging": {
        says: "Set `loggingRole` to the ARN of a role that may write logs.",
        compliant: { "a role": connector({ loggingRole: "arn:aws:iam::111122223333:role/logs" }) },
        violating: { none: connector({ loggingRole: "" }) },
        absent: "violating",
        malformed: {},
    },
});
