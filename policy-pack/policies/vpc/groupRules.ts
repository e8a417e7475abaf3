import { all, any, listOf, mustNot, say } from "../../evaluation";
import type { Link, Message, Requirement, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { isInternet, type Traffic } from "./traffic";

/**
 * The rules of security groups, in the forms that the provider has: inline in a group, or in the default group of a VPC;
 * as a resource for either direction; and as a resource of its own type for each direction, with one range.
 */
export const GROUP = "aws:ec2/securityGroup:SecurityGroup";
export const DEFAULT_GROUP = "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup";
export const RULE = "aws:ec2/securityGroupRule:SecurityGroupRule";
export const INGRESS_RULE = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
export const EGRESS_RULE = "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule";

export const GROUPS = [GROUP, DEFAULT_GROUP] as const;
/** All that may let traffic in. */
export const WITH_INGRESS = [...GROUPS, RULE, INGRESS_RULE] as const;
/** All that may let traffic out. */
export const WITH_EGRESS = [...GROUPS, RULE, EGRESS_RULE] as const;

type Direction = "ingress" | "egress";
export type Family = "ipv4" | "ipv6";

export interface GroupRule extends Traffic {
    /** Whether it is for the direction asked for. */
    readonly isFor: Truth;
    /** The ranges of addresses it lets through. */
    readonly ranges: Readonly<Record<Family, readonly Value[]>>;
    readonly description: Value;
}

/** The rules of one direction that a resource holds, whatever its form. */
export function groupRulesOf(resource: ResourceReader, direction: Direction): readonly GroupRule[] {
    switch (resource.type) {
        case RULE:
            return [{ ...listing(resource), isFor: resource.get("type").is(direction) }];
        case INGRESS_RULE:
        case EGRESS_RULE:
            return [
                {
                    isFor: (resource.type === INGRESS_RULE) === (direction === "ingress"),
                    protocol: resource.get("ipProtocol"),
                    fromPort: resource.get("fromPort"),
                    toPort: resource.get("toPort"),
                    ranges: { ipv4: [resource.get("cidrIpv4")], ipv6: [resource.get("cidrIpv6")] },
                    description: resource.get("description"),
                },
            ];
        default:
            return resource
                .get(direction)
                .items()
                .map((rule) => ({ ...listing(rule), isFor: true }));
    }
}

const ingressRuleOf: Link = { from: [RULE, INGRESS_RULE], by: "securityGroupId", to: [GROUP] };

/** What lets traffic into a group of the stack: its own inline rules, and those that are resources of their own. */
export function ingressHoldersOf(group: ResourceReader, stack: StackReader): readonly ResourceReader[] {
    // Rules that nobody wrote inline, the provider fills in: in a preview they are unknown.
    const inline = group.given("ingress").isAbsent ? [] : [group];
    return [...inline, ...stack.linkedTo(group, ingressRuleOf).sure];
}

/** Whether the internet gets in by a group of the stack, at what is `exposing`. */
export function internetEnters(
    group: ResourceReader,
    stack: StackReader,
    exposing?: (rule: GroupRule) => Truth,
): Truth {
    return any(ingressHoldersOf(group, stack).map((holder) => letsInternetIn(holder, exposing)));
}

/** Whether a rule lets the internet in at what is `exposing`; at anything, unless it is said. */
export function letsInternetIn(holder: ResourceReader, exposing: (rule: GroupRule) => Truth = () => true): Truth {
    return any(
        groupRulesOf(holder, "ingress").map((rule) =>
            all([rule.isFor, any(rangesOf(rule, FAMILIES).map(isInternet)), exposing(rule)]),
        ),
    );
}

/**
 * Demands of each rule for this direction that it is for nobody on the internet, if it is `exposing`.
 *
 * @param what What is wrong then: "it opens port 22 to the internet".
 * @param families By which addresses it may be open. Default: by any.
 */
export function mustNotOpen(
    resource: ResourceReader,
    direction: Direction,
    exposing: (rule: GroupRule) => Truth,
    what: (rule: GroupRule) => Message,
    families: readonly Family[] = FAMILIES,
): readonly Requirement[] {
    return groupRulesOf(resource, direction).map((rule) => {
        const ranges = rangesOf(rule, families).map((range) => ({ range, isOpen: isInternet(range) }));
        const isOpen = any(ranges.map((one) => one.isOpen));
        const open = ranges.filter((one) => one.isOpen === true).map(({ range }) => range);
        // What a rule carries does not matter where it is for nobody on the internet.
        const happens = isOpen === false ? false : all([rule.isFor, isOpen, exposing(rule)]);
        return mustNot(happens, say`Narrow ${listOf(open)}: ${what(rule)}.`);
    });
}

const FAMILIES = ["ipv4", "ipv6"] as const;

export function rangesOf({ ranges }: GroupRule, families: readonly Family[] = FAMILIES): readonly Value[] {
    return families.flatMap((family) => ranges[family]);
}

function listing(rule: { get(property: string): Value }): Omit<GroupRule, "isFor"> {
    return {
        protocol: rule.get("protocol"),
        fromPort: rule.get("fromPort"),
        toPort: rule.get("toPort"),
        ranges: { ipv4: rule.get("cidrBlocks").items(), ipv6: rule.get("ipv6CidrBlocks").items() },
        description: rule.get("description"),
    };
}
