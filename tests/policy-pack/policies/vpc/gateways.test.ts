import gateways from "../../../../policy-pack/policies/vpc/gateways";
import { describeService } from "../../support/describe";
import type { Input, Inputs } from "../../support/inputs";

const transitGateway = (autoAcceptSharedAttachments: string) => ({
    type: "aws:ec2transitgateway/transitGateway:TransitGateway",
    inputs: { autoAcceptSharedAttachments },
});
const vpn = (inputs: Inputs) => ({
    type: "aws:ec2/vpnConnection:VpnConnection",
    inputs: { customerGatewayId: "cgw-1", type: "ipsec.1", ...inputs },
});
const logging = (logEnabled: Input) => ({ cloudwatchLogOptions: { logEnabled, logGroupArn: "arn" } });
const log = (tunnel: number) => `Set \`tunnel${tunnel}LogOptions.cloudwatchLogOptions.logEnabled\` to true.`;
const ikev2 = (tunnel: number) => `Set \`tunnel${tunnel}IkeVersions\` to "ikev2" alone.`;
const clientVpn = (enabled: Input) => ({
    type: "aws:ec2clientvpn/endpoint:Endpoint",
    inputs: { connectionLogOptions: { enabled } },
});

describeService(gateways, {
    "vpc-transit-gateway-no-auto-accept": {
        says: 'Remove `autoAcceptSharedAttachments`, or set it to "disable".',
        compliant: { "it asks": transitGateway("disable") },
        violating: { "it does not ask": transitGateway("enable") },
        absent: "compliant",
    },
    "vpc-vpn-logging": {
        compliant: { both: vpn({ tunnel1LogOptions: logging(true), tunnel2LogOptions: logging(true) }) },
        violating: {
            "one tunnel": {
                resources: vpn({ tunnel1LogOptions: logging(true), tunnel2LogOptions: logging(false) }),
                says: [log(2)],
            },
            neither: { resources: vpn({ tunnel1LogOptions: {} }), says: [log(1), log(2)] },
        },
        absent: { neither: { resources: vpn({}), says: [log(1), log(2)] } },
    },
    "vpc-vpn-ikev2": {
        compliant: { both: vpn({ tunnel1IkeVersions: ["ikev2"], tunnel2IkeVersions: ["ikev2"] }) },
        violating: {
            "one takes the old version": {
                resources: vpn({ tunnel1IkeVersions: ["ikev2"], tunnel2IkeVersions: ["ikev1", "ikev2"] }),
                says: [ikev2(2)],
            },
        },
        absent: { "AWS takes both": { resources: vpn({}), says: [ikev2(1), ikev2(2)] } },
    },
    "vpc-client-vpn-logging": {
        says: "Set `connectionLogOptions.enabled` to true.",
        compliant: { "it logs": clientVpn(true) },
        violating: { "it does not": clientVpn(false) },
        absent: "violating",
    },
});
