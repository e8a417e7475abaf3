import assert from "node:assert/strict";
import { aclRules, type AclTraffic, gatewayAclRules } from "../../../components/network/policy/aclRules";
import { lets, passes, reaches } from "./support/acl";

const vpcCidr = "10.0.0.0/16";
/** A tier without the internet. */
const closed: AclTraffic = { vpcCidr, remoteCidrs: [], asks: [], serves: [] };
const inside = "10.0.9.9";
const office = "192.168.10.7";
const elsewhere = "203.0.113.9";

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

    it("no two rules of one direction have one number, nor one that AWS does not take", () => {
        const remoteCidrs = Array.from({ length: 50 }, (_, index) => `192.168.${index}.0/24`);
        const rules = aclRules({ ...closed, remoteCidrs, asks: [443, 587], serves: [443] });
        const numbers = rules.map(({ direction, number }) => `${direction} ${number}`);
        assert.equal(new Set(numbers).size, rules.length);
        assert.ok(rules.every(({ number }) => number >= 1 && number <= 32_766));
    });
});
