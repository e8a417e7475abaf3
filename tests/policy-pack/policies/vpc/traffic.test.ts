import assert from "node:assert/strict";
import fc from "fast-check";
import {
    carriesEveryPort,
    carriesPort,
    carriesPortBeside,
    carriesTcpPort,
    isInternet,
    portsInWords,
} from "../../../../policy-pack/policies/vpc/traffic";
import { unknown, type Input } from "../../support/inputs";
import { read } from "../../support/read";

const valueOf = (input: Input) => read({ it: input }).resource.get("it");

/** A rule as inputs give it; without ports: `traffic("-1")`. */
const traffic = (protocol: Input, fromPort?: Input, toPort?: Input) => {
    const { resource } = read({ protocol, fromPort: fromPort ?? null, toPort: toPort ?? null });
    return {
        protocol: resource.get("protocol"),
        fromPort: resource.get("fromPort"),
        toPort: resource.get("toPort"),
    };
};

describe("the traffic of a rule", () => {
    const carryingSsh: Record<string, ReturnType<typeof traffic>> = {
        "the port": traffic("tcp", 22, 22),
        "a range that includes it": traffic("tcp", 20, 30),
        "all ports": traffic("tcp", 0, 65_535),
        "a range that begins with it": traffic("tcp", 22, 23),
        "a range that ends with it": traffic("tcp", 21, 22),
        "all protocols": traffic("-1", 0, 0),
        "all protocols, in words": traffic("all", 0, 0),
        "all protocols, in capitals": traffic("ALL", 0, 0),
        "all protocols, as a number": traffic(-1, 0, 0),
        "no protocol, which is all": traffic(null, 443, 443),
        "all protocols, whatever the ports": traffic("-1", 443, 443),
        "all protocols, without ports": traffic("-1"),
        "the protocol by its number": traffic("6", 22, 22),
        "the protocol in capitals": traffic("TCP", 22, 22),
        UDP: traffic("udp", 22, 22),
        "UDP by its number": traffic(17, 22, 22),
        "ports as texts": traffic("tcp", "22", "22"),
        "ports of -1, which are all": traffic("tcp", -1, -1),
        "no ports, which are all": traffic("tcp"),
        "the name of a service": traffic("ssh", 22, 22),
        "the name of a service that begins like a protocol": traffic("rsvp_tunnel", 22, 22),
        "the name of a service that ends like a protocol": traffic("backup-esp", 22, 22),
    };
    for (const [name, rule] of Object.entries(carryingSsh)) {
        it(`carries port 22: ${name}`, () => assert.equal(carriesPort(rule, 22), true));
    }

    const others: Record<string, ReturnType<typeof traffic>> = {
        "another port": traffic("tcp", 443, 443),
        "a range below it": traffic("tcp", 0, 21),
        "a range above it": traffic("tcp", 23, 65_535),
        "port 0, which is one port": traffic("tcp", 0, 0),
        "ICMP, whose types look like ports": traffic("icmp", 0, 255),
        "ICMP, all of it": traffic("icmp", -1, -1),
        "ICMPv6 by its number": traffic("58", 0, 255),
        "another protocol": traffic("50"),
        "another protocol, as a hexadecimal number": traffic("0x3a", 0, 65_535),
    };
    for (const [name, rule] of Object.entries(others)) {
        it(`does not carry port 22: ${name}`, () => assert.equal(carriesPort(rule, 22), false));
    }

    it("is undetermined only as far as what is unknown decides", () => {
        assert.equal(carriesPort(traffic(unknown(), 22, 22), 22), "undetermined");
        assert.equal(carriesPort(traffic("tcp", unknown(), 30), 22), "undetermined");
        assert.equal(carriesPort(traffic("tcp", unknown(), 21), 22), false);
        assert.equal(carriesPort(traffic("-1", unknown(), unknown()), 22), true);
        assert.equal(carriesPort(traffic("icmp", unknown(), unknown()), 22), false);
    });

    it("is of TCP alone where that is asked", () => {
        assert.equal(carriesTcpPort(traffic("tcp", 22, 22), 22), true);
        assert.equal(carriesTcpPort(traffic("-1", 0, 0), 22), true);
        for (const udp of ["udp", "UDP", "17"]) {
            assert.equal(carriesTcpPort(traffic(udp, 22, 22), 22), false);
        }
    });

    it("is of every port by all protocols, or from the first to the last", () => {
        const every = [traffic("-1"), traffic("tcp", 0, 65_535), traffic("udp", 1, 65_535), traffic("tcp")];
        assert.deepEqual(every.map(carriesEveryPort), [true, true, true, true]);
        const some = [traffic("tcp", 2, 65_535), traffic("tcp", 0, 65_534), traffic("icmp", -1, -1)];
        assert.deepEqual(some.map(carriesEveryPort), [false, false, false]);
    });

    it("goes beside ports that are allowed, unless each of its ports is one", () => {
        const beside = (rule: ReturnType<typeof traffic>) => carriesPortBeside(rule, [443, 80, 81]);
        const within = [
            traffic("tcp", 80, 80),
            traffic("tcp", 80, 81),
            traffic("udp", 443, 443),
            traffic("icmp", 8, 0),
            traffic("50"),
        ];
        assert.deepEqual(
            within.map(beside),
            within.map(() => false),
        );
        const without = [traffic("tcp", 79, 80), traffic("tcp", 81, 443), traffic("tcp", 22, 22), traffic("-1")];
        assert.deepEqual(
            without.map(beside),
            without.map(() => true),
        );
        assert.equal(beside(traffic("tcp", 80, unknown())), "undetermined");
    });

    const port = fc.integer({ min: 0, max: 65_535 });

    it("carries a port if, and only if, it lies within its range", () => {
        fc.assert(
            fc.property(port, port, port, fc.constantFrom("tcp", "udp", "6", "17"), (a, b, asked, protocol) => {
                const [from, to] = a < b ? [a, b] : [b, a];
                assert.equal(carriesPort(traffic(protocol, from, to), asked), from <= asked && asked <= to);
            }),
        );
    });

    it("goes beside ports if, and only if, its range has one that is none of them", () => {
        const few = fc.integer({ min: 1, max: 8 });
        fc.assert(
            fc.property(few, few, fc.uniqueArray(few), (a, b, allowed) => {
                const [from, to] = a < b ? [a, b] : [b, a];
                const range = Array.from({ length: to - from + 1 }, (_, step) => from + step);
                const expected = !range.every((one) => allowed.includes(one));
                assert.equal(carriesPortBeside(traffic("tcp", from, to), allowed), expected);
            }),
        );
    });
});

describe("the ranges of a rule", () => {
    const judged: Record<string, boolean | "undetermined"> = {
        "0.0.0.0/0": true,
        "::/0": true,
        "0:0:0:0:0:0:0:0/0": true,
        "0.0.0.0/1": true,
        "128.0.0.0/1": true,
        "::/1": true,
        "8000::/1": true,
        "2000::/3": true,
        "2600::/12": true,
        "3600::/12": true,
        "64.0.0.0/2": true,
        "10.0.0.0/8": false,
        "172.16.0.0/12": false,
        "192.168.0.0/16": false,
        "203.0.113.7/32": false,
        "203.0.113.7": false,
        "0.0.0.0": false,
        "0.0.0.0/32": false,
        "::/128": false,
        "c000::/2": false,
        "fc00::/7": false,
        "fe80::/10": false,
        "2001:db8::/32": false,
        "": false,
        "no range": "undetermined",
        "0.0.0.0/33": "undetermined",
    };
    for (const [range, expected] of Object.entries(judged)) {
        it(`"${range}" for the internet: ${expected}`, () => assert.equal(isInternet(valueOf(range)), expected));
    }

    it("are the internet if they are broader than any network", () => {
        fc.assert(
            fc.property(fc.ipV4(), fc.integer({ min: 0, max: 32 }), (address, prefix) => {
                assert.equal(isInternet(valueOf(`${address}/${prefix}`)), prefix < 8);
            }),
        );
    });
});

it("ports are named in words", () => {
    assert.deepEqual(
        [[22], [20, 21], [20, 21, 22]].map((ports) => portsInWords(ports).text),
        ["port 22", "ports 20 and 21", "ports 20, 21 and 22"],
    );
});
