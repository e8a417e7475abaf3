import directconnect from "../../../policy-pack/policies/directconnect";
import { describeService } from "../support/describe";
import { secret, unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

type More = Partial<TestResource>;

const of =
    (type: string, given: Inputs = {}) =>
    (inputs: Inputs = {}, more: More = {}): TestResource => ({
        type: tokenOf(`directconnect/${type}`),
        inputs: { ...given, ...inputs },
        ...more,
    });
const connection = of("connection", { bandwidth: "10Gbps", location: "EqDC2" });
const group = of("linkAggregationGroup", { connectionsBandwidth: "10Gbps", location: "EqDC2" });
const gateway = of("gateway", { amazonSideAsn: "64512" });
const privateInterface = of("privateVirtualInterface", { connectionId: "dxcon-1", vlan: 1 });
const publicInterface = of("publicVirtualInterface", { connectionId: "dxcon-1", vlan: 1 });
const hostedPublicInterface = of("hostedPublicVirtualInterface", { connectionId: "dxcon-1", vlan: 1 });
const transitInterface = of("transitVirtualInterface", { connectionId: "dxcon-1", vlan: 1 });
const peer = of("bgpPeer", { virtualInterfaceId: "dxvif-1" });
const association = of("gatewayAssociation", { dxGatewayId: "1" });
const proposal = of("gatewayAssociationProposal", { dxGatewayId: "1" });

const ENCRYPTED = { requestMacsec: true, encryptionMode: "must_encrypt" };
const REQUEST = "Set `requestMacsec` to true.";
const MODE = 'Set `encryptionMode` to "must_encrypt".';
const ELSEWHERE = 'Add a line to another `location` than that of "it".';
const SECOND = "Give it an `aws.directconnect.PrivateVirtualInterface` on another connection.";

/** An interface of the gateway "it". */
const onGateway = (name: string, connectionId: string, make = privateInterface) =>
    make({ dxGatewayId: unknown(), connectionId }, { name, from: { dxGatewayId: ["it"] } });
/** The same on a connection of the stack. */
const onLine = (name: string, line: string, make = privateInterface) =>
    make(
        { dxGatewayId: unknown(), connectionId: unknown() },
        { name, from: { dxGatewayId: ["it"], connectionId: [line] } },
    );

/** The same on a connection that is not known yet. */
const onSomeLine = (name: string, dxGatewayId: readonly string[]) =>
    privateInterface({ dxGatewayId: unknown(), connectionId: unknown() }, { name, from: { dxGatewayId } });

const narrow = (path: string) => [`Narrow \`${path}\` to the networks that are meant.`];

describeService(directconnect, {
    "directconnect-macsec": {
        compliant: {
            encrypted: connection(ENCRYPTED),
            "a slow line, which cannot": connection({ bandwidth: "1Gbps" }),
        },
        violating: {
            ...Object.fromEntries(
                ["10Gbps", "100Gbps", "400Gbps"].map((bandwidth) => [
                    `${bandwidth}, not at all`,
                    { resources: connection({ bandwidth }), says: [REQUEST, MODE] },
                ]),
            ),
            "where it happens to work": {
                resources: connection({ ...ENCRYPTED, encryptionMode: "should_encrypt" }),
                says: [MODE],
            },
        },
        absent: { "a line of no speed": of("connection")() },
    },
    "directconnect-redundancy": {
        compliant: {
            "two locations": { resources: [connection(), connection({ location: "EqDA2" }, { name: "other" })] },
            "a line and a group": { resources: [connection(), group({ location: "EqDA2" }, { name: "other" })] },
        },
        violating: {
            "one line": { resources: connection(), says: [ELSEWHERE] },
            "one line, wherever it ends": { resources: connection({ location: unknown() }), says: [ELSEWHERE] },
            "two lines to one location": {
                resources: [group(), connection({}, { name: "other" })],
                says: { it: [ELSEWHERE], other: [ELSEWHERE.replace("it", "other")] },
            },
        },
        absent: { "one line": { resources: connection(), says: [ELSEWHERE] } },
        unknown: {
            "where one of them ends": {
                resources: [connection({ location: unknown() }), connection({}, { name: "other" })],
                undetermined: {
                    it: "Not known before the update: `location`.",
                    other: 'Not known before the update: `location` of "it".',
                },
            },
        },
    },
    "directconnect-vif-redundancy": {
        says: SECOND,
        compliant: {
            "two lines": {
                resources: [gateway(), onGateway("a", "dxcon-1"), onGateway("b", "dxcon-2", transitInterface)],
            },
            "two lines of the stack": {
                resources: [
                    gateway(),
                    connection({}, { name: "one" }),
                    group({}, { name: "two" }),
                    onLine("a", "one"),
                    onLine("b", "two", transitInterface),
                ],
            },
            "no line yet": gateway(),
        },
        violating: {
            "one line": { resources: [gateway(), onGateway("a", "dxcon-1")] },
            "two interfaces on one line": {
                resources: [gateway(), onGateway("a", "dxcon-1"), onGateway("b", "dxcon-1")],
            },
            "two interfaces on one line of the stack": {
                resources: [gateway(), connection({}, { name: "one" }), onLine("a", "one"), onLine("b", "one")],
            },
            "one line, whichever it is": [gateway(), onSomeLine("a", ["it"])],
        },
        unknown: {
            "whether they are on one line": {
                resources: [gateway(), onGateway("a", "dxcon-1"), onSomeLine("b", ["it"])],
                undetermined: 'It is not known yet which line this is on: `connectionId` of "b".',
            },
            "whether a second one is of this gateway": {
                resources: [gateway(), onGateway("a", "dxcon-1"), onSomeLine("b", [])],
                undetermined:
                    'It is not known yet what this names: `dxGatewayId` of "b". It is not known yet which line this is on: `connectionId` of "b".',
            },
        },
        absent: "compliant",
    },
    "directconnect-bgp-auth": {
        says: "Set `bgpAuthKey` to a key, kept as a secret.",
        compliant: { "with a key": privateInterface({ bgpAuthKey: secret("key") }) },
        violating: {
            "a private interface": privateInterface({ bgpAuthKey: "" }),
            "a public interface": publicInterface(),
            "a transit interface": transitInterface(),
            "a peer": peer(),
        },
        absent: "violating",
        malformed: { "anything is a key": privateInterface({ bgpAuthKey: ["key"] }) },
    },
    "directconnect-public-vif-prefixes": {
        compliant: { "certain networks": publicInterface({ routeFilterPrefixes: ["203.0.113.0/24"] }) },
        violating: {
            everything: {
                resources: publicInterface({ routeFilterPrefixes: ["203.0.113.0/24", "0.0.0.0/0"] }),
                says: narrow("routeFilterPrefixes[1]"),
            },
            "a hosted one": {
                resources: hostedPublicInterface({ routeFilterPrefixes: ["::/0"] }),
                says: narrow("routeFilterPrefixes[0]"),
            },
        },
        absent: "compliant",
    },
    "directconnect-gateway-allowed-prefixes": {
        compliant: { "certain networks": association({ allowedPrefixes: ["10.0.0.0/16"] }) },
        violating: {
            everything: {
                resources: association({ allowedPrefixes: ["0.0.0.0/0"] }),
                says: narrow("allowedPrefixes[0]"),
            },
            "a proposal": {
                resources: proposal({ allowedPrefixes: ["128.0.0.0/1"] }),
                says: narrow("allowedPrefixes[0]"),
            },
        },
        absent: "compliant",
    },
});
