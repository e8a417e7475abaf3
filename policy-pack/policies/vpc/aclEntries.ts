import { addressRange, rangeCovers } from "palisade-policy-documents";
import { all, any, say } from "../../evaluation";
import type { Link, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { carriesTcpPort, isInternet, type Traffic } from "./traffic";

/** The entries of network ACLs: inline in an ACL, or in the default ACL of a VPC, and as resources of their own. */
export const ACL = "aws:ec2/networkAcl:NetworkAcl";
const DEFAULT_ACL = "aws:ec2/defaultNetworkAcl:DefaultNetworkAcl";
const ACL_RULE = "aws:ec2/networkAclRule:NetworkAclRule";
const ACLS = [ACL, DEFAULT_ACL] as const;
export const WITH_ENTRIES = [...ACLS, ACL_RULE] as const;

const ruleOf: Link = { from: [ACL_RULE], by: "networkAclId", to: ACLS };

/** An entry for traffic that comes in. */
export interface Entry extends Traffic {
    /** Whether it is for traffic that comes in, where its form does not say. */
    readonly isIngress: Truth;
    readonly action: Value;
    /** Of the entries that fit, the one with the lowest number decides. */
    readonly number: Value;
    /** One of IPv4, one of IPv6; an entry has either. */
    readonly ranges: readonly Value[];
}

export function entriesOf(resource: ResourceReader): readonly Entry[] {
    return resource.type === ACL_RULE ? [standAlone(resource)] : inline(resource.get("ingress"));
}

function standAlone(rule: ResourceReader): Entry {
    const { fromPort, toPort, ...others } = traffic(rule);
    return {
        ...others,
        // The provider asks for port 0 where a rule gives none.
        fromPort: fromPort.absentAs(0),
        toPort: toPort.absentAs(0),
        isIngress: rule.get("egress").absentAs(false).is(false),
        action: rule.get("ruleAction"),
        number: rule.get("ruleNumber"),
    };
}

function inline(entries: Value): readonly Entry[] {
    return entries.items().map((entry) => ({
        ...traffic(entry),
        isIngress: true,
        action: entry.get("action"),
        number: entry.get("ruleNo"),
    }));
}

function traffic(entry: { get(property: string): Value }): Traffic & Pick<Entry, "ranges"> {
    return {
        protocol: entry.get("protocol"),
        fromPort: entry.get("fromPort"),
        toPort: entry.get("toPort"),
        ranges: [entry.get("cidrBlock"), entry.get("ipv6CidrBlock")],
    };
}

/** The ranges from which an entry lets the internet in, as far as what it carries is `exposing`. */
export function rangesLetIn(
    entry: Entry,
    exposing: Truth,
): readonly { readonly range: Value; readonly isOpen: Truth }[] {
    const applies = all([entry.isIngress, entry.action.is("allow"), exposing]);
    return entry.ranges.map((range) => ({ range, isOpen: all([isInternet(range), applies]) }));
}

/** The entries of a resource in the place they have in their ACL. */
export interface PlacedEntries {
    readonly entries: readonly Entry[];
    /** Whether an entry of the same ACL fits, be it of the resource itself. */
    readonly some: (fits: (entry: Entry) => Truth) => Truth;
}

/** What an ACL holds is spread over its own inputs and its rules; what is known of one is judged beside all others. */
export function placedEntriesOf(resource: ResourceReader, stack: StackReader): PlacedEntries {
    if (resource.type !== ACL_RULE) {
        return { entries: ownEntriesOf(resource, stack), some: someOf(resource, stack) };
    }
    const acls = stack
        .ofTypes(...ACLS)
        .map((acl) => ({ isOwn: isRuleOf(resource, acl, stack), some: someOf(acl, stack) }));
    return {
        entries: entriesOf(resource),
        some: (fits) =>
            any([
                ...acls.map(({ isOwn, some }) => (isOwn === false ? false : all([isOwn, some(fits)]))),
                ...rulesBeside(resource, stack).map(({ isOfSame, rule }) =>
                    isOfSame === false ? false : all([isOfSame, any(entriesOf(rule).map(fits))]),
                ),
            ]),
    };
}

/** Once an ACL exists, its outputs show the rules of others as its own: then only these count. */
function ownEntriesOf(acl: ResourceReader, stack: StackReader): readonly Entry[] {
    const { sure, possible } = stack.linkedTo(acl, ruleOf);
    const exists = acl.get("id").isKnown;
    // The provider fills in the entries of an ACL that has none inline, but not those of a default one.
    const given = acl.type === ACL ? acl.given("ingress") : acl.get("ingress");
    const own = exists && sure.length > 0 ? [] : inline(given);
    const [doubtful] = exists ? possible : [];
    return doubtful === undefined
        ? own
        : own.map((entry) => ({ ...entry, isIngress: doubtful.get("networkAclId").noteUndetermined() }));
}

function someOf(acl: ResourceReader, stack: StackReader): PlacedEntries["some"] {
    return (fits) =>
        any([
            ...ownEntriesOf(acl, stack).map(fits),
            stack.linkedTo(acl, ruleOf).some((rule) => any(entriesOf(rule).map(fits))),
        ]);
}

function isRuleOf(rule: ResourceReader, acl: ResourceReader, stack: StackReader): Truth {
    const { sure, possible } = stack.linkedTo(acl, ruleOf);
    if (sure.some(({ urn }) => urn === rule.urn)) {
        return true;
    }
    return possible.some(({ urn }) => urn === rule.urn)
        ? rule.get("networkAclId").noteUndetermined(say`It is not known yet what this names`)
        : false;
}

interface RuleBeside {
    readonly rule: ResourceReader;
    readonly isOfSame: Truth;
}

/** The rules that may be of the same ACL, if that is none of the stack's. */
function rulesBeside(rule: ResourceReader, stack: StackReader): readonly RuleBeside[] {
    const isOfTheStack = (one: ResourceReader): boolean => stack.targetOf(one, ruleOf) !== undefined;
    if (isOfTheStack(rule)) {
        return [];
    }
    return stack
        .ofTypes(ACL_RULE)
        .filter((other) => other.urn !== rule.urn && !isOfTheStack(other))
        .map((other) => ({ rule: other, isOfSame: rule.get("networkAclId").isSameText(other.get("networkAclId")) }));
}

/** Whether `other` decides on TCP traffic to a port before the entry does, and denies all of the range. */
export function deniesBefore(other: Entry, entry: Entry, range: Value, port: number): Truth {
    const isCovered = any(other.ranges.map((denied) => covers(denied, range)));
    return isCovered === false
        ? false
        : all([
              isCovered,
              other.isIngress,
              other.action.is("deny"),
              precedes(other.number, entry.number),
              carriesTcpPort(other, port),
          ]);
}

function precedes(number: Value, other: Value): Truth {
    const limit = other.toPlain();
    if (typeof limit !== "number" && typeof limit !== "string") {
        return other.isAbsent ? false : other.noteUndetermined();
    }
    return number.atMost(Number(limit) - 1);
}

function covers(outer: Value, inner: Value): Truth {
    const text = inner.toPlain();
    const range = typeof text === "string" ? addressRange(text) : undefined;
    return outer.judgeText((denied) => {
        const deniedRange = addressRange(denied);
        return range === undefined || deniedRange === undefined ? "undetermined" : rangeCovers(deniedRange, range);
    });
}
