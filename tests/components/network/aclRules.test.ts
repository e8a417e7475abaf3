import assert from "node:assert/strict";
import {
    type AclRule,
    aclRules,
    type AclTraffic,
    gatewayAclRules,
    ownIpv6,
} from "../../../components/network/policy/aclRules";
import { lets, passes, reaches } from "./support/acl";

const vpcCidr = "10.0.0.0/16";
/** A tier without the internet. */
const closed: AclTraffic = { vpcCidr, remoteCidrs: [], asks: [], serves: [] };
const inside = "10.0.9.9";
const office = "192.168.10.7";
const elsewhere = "203.0.113.9";
const elsewhereByIpv6 = "2001:db9::9";

describe("rules of network ACLs", () => {
    it("of an isolated tier: the VPC on every port, both ways, and nobody else on any", () => {
        const rules = aclRules(closed);
        for (const port of [22, 443, 3389, 5432, 60_000]) {
            assert.ok(lets(rules, inside, port) && reaches(rules, inside, port), String(port));
            for (const direction of ["in", "out"] as const) {
                for (const address of [office, elsewhere]) {
                    assert.ok(!passes(rules, { direction, address, port }), `${direction} ${address} ${port}`);
                }
            }
        }
        assert.ok(passes(rules, { direction: "out", address: inside, port: 53, protocol: "udp" }));
    });

    it("with a VPN: the networks that are named as well, both ways", () => {
        const rules = aclRules({ ...closed, remoteCidrs: ["192.168.10.0/24", "172.20.0.0/16"] });
        for (const address of [office, "172.20.1.1"]) {
            assert.ok(lets(rules, address, 443) && reaches(rules, address, 5432), address);
        }
        assert.ok(!lets(rules, "192.168.11.1", 443) && !reaches(rules, elsewhere, 443));
    });

    it("for services to which a route leads: HTTPS out, answers in, and no remote desktop among them", () => {
        const rules = [...aclRules(closed), ...gatewayAclRules()];
        for (const answerPort of [1024, 3388, 3390, 65_535]) {
            assert.ok(reaches(rules, elsewhere, 443, answerPort), String(answerPort));
        }
        for (const port of [22, 80, 1023, 3389]) {
            assert.ok(!reaches(rules, elsewhere, port) && !lets(rules, elsewhere, port), String(port));
            assert.ok(!passes(rules, { direction: "in", address: elsewhere, port }), String(port));
        }
        assert.ok(lets(rules, inside, 3389));
    });

    it("behind NAT: asks the internet on the ports that are named, hears the answers, and is asked by nobody", () => {
        const rules = aclRules({ ...closed, asks: [443, 587] });
        assert.ok(reaches(rules, elsewhere, 443) && reaches(rules, elsewhere, 587, 1024));
        for (const port of [22, 80, 443, 3389]) {
            assert.ok(!lets(rules, elsewhere, port), String(port));
        }
        assert.ok(!reaches(rules, elsewhere, 80) && !reaches(rules, elsewhere, 22));
    });

    it("public: answers on the ports that are named, whatever port was asked from, and no others", () => {
        const rules = aclRules({ ...closed, asks: [443], serves: [443] });
        for (const answerPort of [1024, 50_000, 65_535]) {
            assert.ok(lets(rules, elsewhere, 443, answerPort), String(answerPort));
        }
        for (const port of [22, 80, 3389]) {
            assert.ok(!passes(rules, { direction: "in", address: elsewhere, port }), String(port));
        }
        assert.ok(!passes(rules, { direction: "in", address: elsewhere, port: 5000, protocol: "udp" }));
    });

    const ownBlock = "2001:db8:12:3400::/56";
    /** With the VPC's own addresses of IPv6 in their place. */
    const known = (rules: AclRule[]): AclRule[] =>
        rules.map((rule) => (rule.cidr === ownIpv6 ? { ...rule, cidr: ownBlock } : rule));

    it("with IPv6: the VPC's own addresses, both ways, and nobody else's without the internet", () => {
        const rules = known(aclRules({ ...closed, ipv6: true }));
        for (const port of [22, 443, 3389]) {
            assert.ok(lets(rules, "2001:db8:12:3406::9", port) && reaches(rules, inside, port), String(port));
            assert.ok(!lets(rules, elsewhereByIpv6, port) && !reaches(rules, elsewhereByIpv6, port), String(port));
        }
        assert.ok(!reaches(known(aclRules(closed)), "2001:db8:12:3406::9", 443));
        assert.ok(!reaches([...rules, ...gatewayAclRules()], elsewhereByIpv6, 443));
    });

    it("with IPv6: what goes for the internet goes for both families", () => {
        const traffics: AclTraffic[] = [
            { ...closed, asks: [443, 587] },
            { ...closed, asks: [443], serves: [443] },
            { ...closed, serves: [80] },
        ];
        const ports = [22, 80, 443, 587, 3389, 50_000];
        for (const traffic of traffics) {
            const [one, both] = [aclRules(traffic), known(aclRules({ ...traffic, ipv6: true }))];
            for (const port of ports) {
                for (const answerPort of [1023, 1024, 3389, 65_535]) {
                    const said = [lets(one, elsewhere, port, answerPort), reaches(one, elsewhere, port, answerPort)];
                    for (const address of [elsewhere, elsewhereByIpv6]) {
                        const now = [lets(both, address, port, answerPort), reaches(both, address, port, answerPort)];
                        assert.deepEqual(now, said, `${address} ${port} ${answerPort}`);
                    }
                }
            }
            const messages = both.filter(({ protocol }) => protocol === "too-large");
            assert.deepEqual(messages.map(({ direction, cidr }) => `${direction} ${cidr}`).sort(), [
                "in 0.0.0.0/0",
                "in ::/0",
                "out 0.0.0.0/0",
                "out ::/0",
            ]);
        }
    });

    it("no two rules of one direction have one number, nor one that AWS does not take", () => {
        const remoteCidrs = Array.from({ length: 50 }, (_, index) => `192.168.${index}.0/24`);
        const [peerCidrs, ports] = [remoteCidrs, [443, 587, 1, 2, 3]];
        const rules = aclRules({ vpcCidr, remoteCidrs, peerCidrs, ipv6: true, asks: ports, serves: ports });
        const numbers = rules.map(({ direction, number }) => `${direction} ${number}`);
        assert.equal(new Set(numbers).size, rules.length);
        assert.ok(rules.every(({ number }) => number >= 1 && number <= 32_766));
    });
});
