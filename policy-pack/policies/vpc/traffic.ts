import { addressRange, isBroad, rangeCovers } from "palisade-policy-documents";
import { all, any, not, type Truth, type Value } from "../../evaluation";
import { Message } from "../../evaluation/message";

/** What a rule of a firewall lets through: rules of security groups and of network ACLs say it alike. */
export interface Traffic {
    readonly protocol: Value;
    readonly fromPort: Value;
    readonly toPort: Value;
}

const ALL_PROTOCOLS = ["-1", "all", "ALL"];
const TCP = ["tcp", "TCP", "6"];
const TCP_AND_UDP = [...TCP, "udp", "UDP", "17"];
/** The names of what has no ports, of IANA's list, as far as firewalls of AWS know them. Numbers that are not above have none either. */
const WITHOUT_PORTS =
    /^(icmp|icmpv6|ipv6-icmp|igmp|ipv4|ipv6|ip-in-ip|ipip|gre|esp|ah|egp|igp|eigrp|ospf|ospfigp|pim|vrrp|l2tp|sctp|rsvp)$/i;
/** How a rule may write that it is for every port; so is one that gives none. */
const EVERY_PORT = -1;

/** With all protocols go all ports, whatever ports the rule gives. A rule that names no protocol is for all of them. */
export function carriesAllProtocols({ protocol }: Traffic): Truth {
    return protocol.absentAs("-1").isOneOf(ALL_PROTOCOLS);
}

/** Whether traffic to the port gets through, by TCP or UDP. */
export function carriesPort(traffic: Traffic, port: number): Truth {
    return any([carriesAllProtocols(traffic), spans(traffic, TCP_AND_UDP, port, port)]);
}

export function carriesTcpPort(traffic: Traffic, port: number): Truth {
    return any([carriesAllProtocols(traffic), spans(traffic, TCP, port, port)]);
}

/** Whether traffic to every port gets through. Port 0 is reserved, so a range may begin at 1. */
export function carriesEveryPort(traffic: Traffic): Truth {
    return any([carriesAllProtocols(traffic), spans(traffic, TCP_AND_UDP, 1, 65_535)]);
}

/** Whether traffic to some port that is none of these gets through. A protocol without ports, such as ICMP, has none. */
export function carriesPortBeside(traffic: Traffic, ports: readonly number[]): Truth {
    const { protocol, fromPort, toPort } = traffic;
    const isWithin = any(runsOf(ports).map(([first, last]) => all([fromPort.is(first), toPort.is(last)])));
    return any([carriesAllProtocols(traffic), all([isAmong(protocol, TCP_AND_UDP), not(isWithin)])]);
}

/** Whether the protocol is one of these, or none at all but the name of a service (`ssh`), which can but mean its ports. */
function isAmong(protocol: Value, protocols: readonly string[]): Truth {
    const isNoProtocol =
        protocol.isText && protocol.judgeText((text) => /^[a-z]/i.test(text) && !WITHOUT_PORTS.test(text));
    return any([protocol.isOneOf(protocols), all([isNoProtocol, not(protocol.isOneOf(TCP_AND_UDP))])]);
}

function spans(
    { protocol, fromPort, toPort }: Traffic,
    protocols: readonly string[],
    first: number,
    last: number,
): Truth {
    const end = toPort.absentAs(EVERY_PORT);
    return all([
        isAmong(protocol, protocols),
        fromPort.absentAs(EVERY_PORT).atMost(first),
        any([end.is(EVERY_PORT), end.atLeast(last)]),
    ]);
}

/** The ranges that hold no other ports: of 80, 81 and 443 these are 80-80, 80-81, 81-81 and 443-443. */
function runsOf(ports: readonly number[]): readonly (readonly [first: number, last: number])[] {
    return ports.flatMap((first) => {
        const gap = Array.from({ length: ports.length + 1 }, (_, step) => first + step).findIndex(
            (port) => !ports.includes(port),
        );
        return Array.from({ length: gap }, (_, step) => [first, first + step] as const);
    });
}

/** All of IPv6 that is routed on the internet. */
const PUBLIC_IPV6 = { address: "2000::", family: "ipv6", prefix: 3 } as const;

/**
 * Whether a range of addresses stands for the internet: for all addresses, half of them (two such rules are all), or so
 * many that no network of anybody has them, which is more than a /8 of IPv4 or a /32 of IPv6. Private IPv6 is no internet.
 */
export function isInternet(range: Value): Truth {
    return range.judgeText((text) => {
        const addresses = addressRange(text);
        if (addresses === undefined) {
            return text === "" ? false : "undetermined";
        }
        if (addresses.family === "ipv4" || addresses.prefix <= 1) {
            return isBroad(addresses);
        }
        return rangeCovers(addresses, PUBLIC_IPV6) || (isBroad(addresses) && rangeCovers(PUBLIC_IPV6, addresses));
    });
}

/** Ports in words: `port 22`, `ports 22 and 3389`. */
export function portsInWords(ports: readonly number[]): Message {
    const others = ports.slice(0, -1);
    return Message.of(
        [others.length === 0 ? `port ${ports.join("")}` : `ports ${others.join(", ")} and ${ports.at(-1)}`],
        [],
    );
}
