import { any, must, mustNot, not, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";
import type { Link, ResourceReader, StackReader, Truth } from "../evaluation";
import { isInternet } from "./vpc/traffic";

const CONNECTION = "aws:directconnect/connection:Connection";
const GROUP = "aws:directconnect/linkAggregationGroup:LinkAggregationGroup";
const PRIVATE = "aws:directconnect/privateVirtualInterface:PrivateVirtualInterface";
const PUBLIC = "aws:directconnect/publicVirtualInterface:PublicVirtualInterface";
const TRANSIT = "aws:directconnect/transitVirtualInterface:TransitVirtualInterface";
const HOSTED_PUBLIC = "aws:directconnect/hostedPublicVirtualInterface:HostedPublicVirtualInterface";
const GATEWAY = "aws:directconnect/gateway:Gateway";

const LINES = [CONNECTION, GROUP] as const;

/** The lines that can be encrypted by MACsec. */
const FAST = ["10Gbps", "100Gbps", "400Gbps"];

const interfaceOf: Link = { from: [PRIVATE, TRANSIT], by: "dxGatewayId", to: [GATEWAY] };
const onLine: Link = { from: [PRIVATE, TRANSIT], by: "connectionId", to: LINES };

/** The line of a virtual interface: its id, or the one of the stack that it comes from; undefined if neither is told. */
function lineOf(one: ResourceReader, stack: StackReader): string | undefined {
    const id = one.get("connectionId").toPlain();
    return stack.targetOf(one, onLine)?.urn ?? (typeof id === "string" ? id : undefined);
}

/** Whether there are interfaces of the gateway on two lines. */
function hasTwoLines(gateway: ResourceReader, stack: StackReader): Truth {
    const { sure, possible } = stack.linkedTo(gateway, interfaceOf);
    const lines = sure.map((one) => lineOf(one, stack));
    if (new Set(lines.filter((line) => line !== undefined)).size > 1) {
        return true;
    }
    const untold = [...sure.filter((_, index) => lines[index] === undefined), ...possible];
    untold.forEach((one) => one.get("connectionId").noteUndetermined(say`It is not known yet which line this is on`));
    return untold.length > 0 && sure.length + possible.length > 1 ? "undetermined" : false;
}

const OFFICE_GATEWAY = `const gateway = new aws.directconnect.Gateway("office", { amazonSideAsn: "64512" });`;
const INTERFACE = (name: string, line: number): string => `new aws.directconnect.PrivateVirtualInterface("${name}", {
    connectionId: "dxcon-${line}",
    dxGatewayId: gateway.id,
    addressFamily: "ipv4",
    bgpAsn: 65000,
    vlan: 101,
    bgpAuthKey: config.requireSecret("bgpAuthKey"),
});`;

export default service("directconnect", [
    resourcePolicy({
        id: "directconnect-macsec",
        title: "Fast lines are encrypted",
        severity: "medium",
        types: [CONNECTION],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["Direct Connect"] },
        why: "Direct Connect encrypts nothing by itself: who is on the line reads what programs do not encrypt.",
        fix: {
            text: "Order the line with MACsec, and let nothing through without it. A line that has none is replaced.",
            example: `new aws.directconnect.Connection("office", {
    bandwidth: "10Gbps",
    location: "EqDC2",
    requestMacsec: true,
    encryptionMode: "must_encrypt",
});`,
        },
        check(connection) {
            const [requested, mode] = [connection.get("requestMacsec"), connection.get("encryptionMode")];
            return when(connection.get("bandwidth").isOneOf(FAST), [
                must(requested.is(true), say`Set ${requested} to true.`),
                must(mode.is("must_encrypt"), say`Set ${mode} to "must_encrypt".`),
            ]);
        },
    }),
    stackPolicy({
        id: "directconnect-redundancy",
        title: "There are lines to two locations",
        severity: "medium",
        types: LINES,
        controls: {
            nist: ["CP-8", "CP-10"],
            trustedAdvisor: ["0t121N1Ty3", "8M012Ph3U5"],
            whitepaper: ["Direct Connect"],
        },
        why: "One location that burns or loses power cuts your networks apart.",
        fix: {
            text: "Order a second line to another location.",
            example: `new aws.directconnect.Connection("first", { bandwidth: "1Gbps", location: "EqDC2" });
new aws.directconnect.Connection("second", { bandwidth: "1Gbps", location: "EqDA2" });`,
        },
        check(line, stack) {
            const location = line.get("location");
            const isElsewhere = stack
                .ofTypes(...LINES)
                .filter(({ urn }) => urn !== line.urn)
                .map((other) => not(location.isSameText(other.get("location"))));
            return must(any(isElsewhere), say`Add a line to another \`location\` than that of ${line}.`);
        },
    }),
    stackPolicy({
        id: "directconnect-vif-redundancy",
        title: "Gateways are reached by two lines",
        severity: "medium",
        types: [GATEWAY],
        controls: { nist: ["CP-8", "CP-10"], trustedAdvisor: ["4g3Nt5M1Th"], whitepaper: ["Direct Connect"] },
        why: "A gateway with one line is lost with it, whatever other lines there are.",
        fix: {
            text: "Add a virtual interface on another connection.",
            example: `${OFFICE_GATEWAY}\n${INTERFACE("first", 1)}\n${INTERFACE("second", 2)}`,
        },
        check: (gateway, stack) => {
            const hasInterface = stack.linkedTo(gateway, interfaceOf).exists();
            return when(
                hasInterface,
                must(
                    hasTwoLines(gateway, stack),
                    say`Give it an \`aws.directconnect.PrivateVirtualInterface\` on another connection.`,
                ),
            );
        },
    }),
    settingPolicy({
        id: "directconnect-bgp-auth",
        title: "Routers agree on a key that you chose",
        severity: "low",
        offByDefault: true,
        types: [PRIVATE, PUBLIC, TRANSIT, "aws:directconnect/bgpPeer:BgpPeer"],
        controls: { nist: ["IA-3", "SC-8"], whitepaper: ["Direct Connect"] },
        why: "Without a key of yours AWS makes one up, which is shown to everybody who may describe the interface.",
        fix: {
            text: "Give a key, from a secret of the stack.",
            example: `${OFFICE_GATEWAY}\n${INTERFACE("office", 1)}`,
        },
        setting: "bgpAuthKey",
        must: { beSet: "a key, kept as a secret" },
    }),
    resourcePolicy({
        id: "directconnect-public-vif-prefixes",
        title: "Public interfaces announce certain networks",
        severity: "medium",
        types: [PUBLIC, HOSTED_PUBLIC],
        controls: { nist: ["SC-7", "AC-4"], whitepaper: ["Direct Connect"] },
        why: "Who announces the whole internet draws all of AWS's answers to itself, and AWS will not take it.",
        fix: {
            text: "Name the networks that are yours.",
            example: `new aws.directconnect.PublicVirtualInterface("office", {
    connectionId: "dxcon-1",
    addressFamily: "ipv4",
    amazonAddress: "203.0.113.2/30",
    customerAddress: "203.0.113.1/30",
    bgpAsn: 65000,
    vlan: 101,
    routeFilterPrefixes: ["203.0.113.0/24"],
});`,
        },
        check: (one) => mustBeNarrow(one, "routeFilterPrefixes"),
    }),
    resourcePolicy({
        id: "directconnect-gateway-allowed-prefixes",
        title: "Gateways announce certain networks",
        severity: "medium",
        types: [
            "aws:directconnect/gatewayAssociation:GatewayAssociation",
            "aws:directconnect/gatewayAssociationProposal:GatewayAssociationProposal",
        ],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["Direct Connect"] },
        why: "A gateway that announces everything draws all traffic of the office into the cloud, and lets all of both sides meet.",
        fix: {
            text: "Name the ranges of the VPCs that are to be reached.",
            example: `new aws.directconnect.GatewayAssociation("office", {
    dxGatewayId: "12345678-1234-1234-1234-123456789012",
    associatedGatewayId: "tgw-0123456789abcdef0",
    allowedPrefixes: ["10.0.0.0/16"],
});`,
        },
        check: (one) => mustBeNarrow(one, "allowedPrefixes"),
    }),
]);

function mustBeNarrow(resource: ResourceReader, property: string) {
    return resource
        .get(property)
        .items()
        .map((range) => mustNot(isInternet(range), say`Narrow ${range} to the networks that are meant.`));
}
