import assert from "node:assert/strict";
import { openedGroups } from "../../../offline-preview/compare/opened";
import type { RegisteredResource } from "../../../offline-preview/model";
import type { PropertyMap } from "../../../offline-preview/values";
import { resource } from "../report/build";

const group = (name: string, ...ingress: PropertyMap[]): RegisteredResource =>
    resource("aws:ec2/securityGroup:SecurityGroup", name, { inputs: { ingress } });
const web = (cidr: string, port = 443): PropertyMap => ({
    protocol: "tcp",
    fromPort: port,
    toPort: port,
    cidrBlocks: [cidr],
});
const v6: PropertyMap = { protocol: "tcp", fromPort: 443, toPort: 443, ipv6CidrBlocks: ["::/0"] };
const rule = (inputs: PropertyMap, of: RegisteredResource): RegisteredResource =>
    resource("aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule", "rule", {
        inputs,
        propertyDependencies: { securityGroupId: [of.urn] },
    });
const oldRule = (type: string): RegisteredResource =>
    resource("aws:ec2/securityGroupRule:SecurityGroupRule", "rule", {
        inputs: { type, ...web("0.0.0.0/0") },
        propertyDependencies: { securityGroupId: [group("g").urn] },
    });

const CASES: { what: string; before: RegisteredResource[]; now: RegisteredResource[]; opened: string[][] }[] = [
    { what: "a group that stays shut", before: [], now: [group("g", web("10.0.0.0/8"))], opened: [] },
    { what: "a new group that is open", before: [], now: [group("g", web("0.0.0.0/0"))], opened: [["g", "0.0.0.0/0"]] },
    {
        what: "a group that opens",
        before: [group("g", web("10.0.0.0/8"))],
        now: [group("g", web("0.0.0.0/0"), v6)],
        opened: [["g", "0.0.0.0/0", "::/0"]],
    },
    {
        what: "one that was open already",
        before: [group("g", web("0.0.0.0/0"))],
        now: [group("g", web("0.0.0.0/0"))],
        opened: [],
    },
    {
        what: "one that opens further",
        before: [group("g", web("0.0.0.0/0"))],
        now: [group("g", web("0.0.0.0/0"), web("0.0.0.0/0", 22))],
        opened: [["g", "0.0.0.0/0"]],
    },
    { what: "one that shuts", before: [group("g", web("0.0.0.0/0"))], now: [group("g")], opened: [] },
    {
        what: "a rule of its own, told of its group",
        before: [group("g")],
        now: [group("g"), rule({ cidrIpv4: "0.0.0.0/0", ipProtocol: "-1" }, group("g"))],
        opened: [["g", "0.0.0.0/0"]],
    },
    { what: "an older rule", before: [], now: [oldRule("ingress")], opened: [["g", "0.0.0.0/0"]] },
    { what: "a rule for what goes out", before: [], now: [oldRule("egress")], opened: [] },
];

describe("security groups that a change opens", () => {
    for (const { what, before, now, opened } of CASES) {
        it(what, () => {
            assert.deepEqual(
                openedGroups(before, now, new Map()).map(({ urn, to }) => [urn.split("::")[3], ...to]),
                opened,
            );
        });
    }

    it("are not those that were open under another name", () => {
        const [old, now] = [group("old", web("0.0.0.0/0")), group("now", web("0.0.0.0/0"))];
        assert.deepEqual(openedGroups([old], [now], new Map([[now.urn, old.urn]])), []);
    });
});
