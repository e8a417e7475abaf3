import type { Opened, RegisteredResource, Urn } from "../model";
import { isMap, type PropertyMap, type PropertyValue } from "../values";

/** From everywhere. */
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/** Security groups that the change opens to everywhere, or opens further. */
export function openedGroups(
    base: readonly RegisteredResource[],
    head: readonly RegisteredResource[],
    former: ReadonlyMap<Urn, Urn>,
): Opened[] {
    const before = openings(base);
    const opened = new Map<Urn, Set<string>>();
    for (const [group, ways] of openings(head)) {
        const known = before.get(former.get(group) ?? group);
        const fresh = [...ways].filter(([way]) => known?.has(way) !== true).map(([, cidr]) => cidr);
        if (fresh.length > 0) {
            opened.set(group, new Set(fresh));
        }
    }
    return [...opened].map(([urn, to]) => ({ urn, to: [...to].sort() }));
}

/** By security group, who is let in and where: a rule in words, and from which addresses. */
function openings(resources: readonly RegisteredResource[]): Map<Urn, Map<string, string>> {
    const found = new Map<Urn, Map<string, string>>();
    for (const resource of resources) {
        for (const { rule, cidrs } of rulesOf(resource)) {
            for (const cidr of cidrs.filter((one) => EVERYWHERE.includes(one))) {
                const group = resource.propertyDependencies.securityGroupId?.[0] ?? resource.urn;
                const ways = found.get(group) ?? new Map<string, string>();
                const { protocol, ipProtocol, fromPort, toPort } = rule;
                ways.set(JSON.stringify([cidr, protocol ?? ipProtocol, fromPort, toPort]), cidr);
                found.set(group, ways);
            }
        }
    }
    return found;
}

/** The rules for what comes in, in each of the forms that there are. */
function rulesOf({ type, inputs }: RegisteredResource): { rule: PropertyMap; cidrs: string[] }[] {
    switch (type) {
        case "aws:ec2/securityGroup:SecurityGroup":
        case "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup":
            return (Array.isArray(inputs.ingress) ? inputs.ingress : []).filter(isMap).map(withBlocks);
        case "aws:ec2/securityGroupRule:SecurityGroupRule":
            return inputs.type === "ingress" ? [withBlocks(inputs)] : [];
        case "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule":
            return [{ rule: inputs, cidrs: texts([inputs.cidrIpv4, inputs.cidrIpv6]) }];
        default:
            return [];
    }
}

function withBlocks(rule: PropertyMap): { rule: PropertyMap; cidrs: string[] } {
    return { rule, cidrs: [rule.cidrBlocks, rule.ipv6CidrBlocks].flatMap((list) => texts(list)) };
}

function texts(list: (PropertyValue | undefined)[] | PropertyValue | undefined): string[] {
    const values: readonly (PropertyValue | undefined)[] = Array.isArray(list) ? list : [];
    return values.filter((one) => typeof one === "string");
}
