import assert from "node:assert/strict";
import { aclRules, gatewayAclRules } from "../../../components/network/policy/aclRules";
import { lets, passes, reaches } from "./support/acl";

const vpcCidr = "10.0.0.0/16";
const inside = "10.0.9.9";
const office = "192.168.10.7";
const elsewhere = "203.0.113.9";

describe("rules of network ACLs", () => {
    it("of an isolated tier: the VPC on every port, both ways, and nobody else on any", () => {
        const rules = aclRules({ vpcCidr, remoteCidrs: [] });
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
        const rules = aclRules({ vpcCidr, remoteCidrs: ["192.168.10.0/24", "172.20.0.0/16"] });
        for (const address of [office, "172.20.1.1"]) {
            assert.ok(lets(rules, address, 443) && reaches(rules, address, 5432), address);
        }
        assert.ok(!lets(rules, "192.168.11.1", 443) && !reaches(rules, elsewhere, 443));
    });

    it("for services to which a route leads: HTTPS out, answers in, and no remote desktop among them", () => {
        const rules = [...aclRules({ vpcCidr, remoteCidrs: [] }), ...gatewayAclRules()];
        for (const answerPort of [1024, 3388, 3390, 65_535]) {
            assert.ok(reaches(rules, elsewhere, 443, answerPort), String(answerPort));
        }
        for (const port of [22, 80, 1023, 3389]) {
            assert.ok(!reaches(rules, elsewhere, port) && !lets(rules, elsewhere, port), String(port));
            assert.ok(!passes(rules, { direction: "in", address: elsewhere, port }), String(port));
        }
        assert.ok(lets(rules, inside, 3389));
    });

    it("no two rules of one direction have one number, nor one that AWS does not take", () => {
        const remoteCidrs = Array.from({ length: 50 }, (_, index) => `192.168.${index}.0/24`);
        const rules = [...aclRules({ vpcCidr, remoteCidrs }), ...gatewayAclRules()];
        const numbers = rules.map(({ direction, number }) => `${direction} ${number}`);
        assert.equal(new Set(numbers).size, rules.length);
        assert.ok(rules.every(({ number }) => number >= 1 && number <= 32_766));
    });
});
