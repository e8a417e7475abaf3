import { all, must, resourcePolicy, say, service, settingPolicy } from "../../evaluation";

const TUNNELS = ["tunnel1", "tunnel2"] as const;

/** What joins networks: transit gateways, and both kinds of VPN. */
export default service("vpc", [
    settingPolicy({
        id: "vpc-transit-gateway-no-auto-accept",
        title: "Transit gateways accept no VPC unasked",
        severity: "high",
        types: ["aws:ec2transitgateway/transitGateway:TransitGateway"],
        controls: { fsbp: ["EC2.23"], nist: ["AC-4(21)", "CM-2"], whitepaper: ["VPC"] },
        why: "Any account that the gateway is shared with joins its network to yours, and nobody looks first.",
        fix: {
            text: "Accept each attachment by hand, or by an `aws.ec2transitgateway.VpcAttachmentAccepter`.",
            example: `new aws.ec2transitgateway.TransitGateway("hub", { autoAcceptSharedAttachments: "disable" });`,
        },
        setting: "autoAcceptSharedAttachments",
        must: { be: "disable" },
        default: "disable",
        remediates: true,
    }),
    resourcePolicy({
        id: "vpc-vpn-logging",
        title: "VPN connections log both tunnels",
        severity: "medium",
        types: ["aws:ec2/vpnConnection:VpnConnection"],
        controls: { fsbp: ["EC2.171"], nist: ["AU-2", "AU-12", "SI-4"], whitepaper: ["VPC"] },
        why: "Without logs nobody sees who tried to build a tunnel, or why one broke.",
        fix: {
            text: "Log both tunnels to CloudWatch.",
            example: `new aws.ec2.VpnConnection("office", {
    customerGatewayId: "cgw-0123456789abcdef0",
    vpnGatewayId: "vgw-0123456789abcdef0",
    type: "ipsec.1",
    tunnel1LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:vpn" } },
    tunnel2LogOptions: { cloudwatchLogOptions: { logEnabled: true, logGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:vpn" } },
});`,
        },
        check: (connection) =>
            TUNNELS.map((tunnel) => {
                const isLogged = connection.get(`${tunnel}LogOptions`, "cloudwatchLogOptions", "logEnabled");
                return must(isLogged.is(true), say`Set ${isLogged} to true.`);
            }),
    }),
    resourcePolicy({
        id: "vpc-vpn-ikev2",
        title: "VPN connections agree on keys by IKEv2 only",
        severity: "medium",
        types: ["aws:ec2/vpnConnection:VpnConnection"],
        controls: { fsbp: ["EC2.183"], nist: ["SC-8", "SC-13"], whitepaper: ["VPC"] },
        why: "IKEv1 is deprecated (RFC 9395), and unless told otherwise a tunnel takes it.",
        fix: {
            text: "Allow IKEv2 only.",
            example: `new aws.ec2.VpnConnection("office", {
    customerGatewayId: "cgw-0123456789abcdef0",
    vpnGatewayId: "vgw-0123456789abcdef0",
    type: "ipsec.1",
    tunnel1IkeVersions: ["ikev2"],
    tunnel2IkeVersions: ["ikev2"],
});`,
        },
        check: (connection) =>
            TUNNELS.map((tunnel) => {
                const versions = connection.get(`${tunnel}IkeVersions`);
                const isIkev2 = all([
                    versions.some((version) => version.is("ikev2")),
                    versions.every((version) => version.is("ikev2")),
                ]);
                return must(isIkev2, say`Set ${versions} to "ikev2" alone.`);
            }),
    }),
    settingPolicy({
        id: "vpc-client-vpn-logging",
        title: "Client VPN endpoints log connections",
        severity: "low",
        types: ["aws:ec2clientvpn/endpoint:Endpoint"],
        controls: { fsbp: ["EC2.51"], nist: ["AU-2", "AU-12", "AC-17"], whitepaper: ["VPC"] },
        why: "Without logs nobody can tell who was in the network, and from where.",
        fix: {
            text: "Log connections to CloudWatch.",
            example: `new aws.ec2clientvpn.Endpoint("staff", {
    serverCertificateArn: "arn:aws:acm:eu-west-1:111122223333:certificate/12345678-1234-1234-1234-123456789012",
    clientCidrBlock: "10.100.0.0/22",
    authenticationOptions: [{ type: "federated-authentication", samlProviderArn: "arn:aws:iam::111122223333:saml-provider/staff" }],
    connectionLogOptions: { enabled: true, cloudwatchLogGroup: "vpn" },
});`,
        },
        setting: "connectionLogOptions.enabled",
        must: { be: true },
    }),
]);
