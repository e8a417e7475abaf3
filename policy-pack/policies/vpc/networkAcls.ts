import { all, any, listOf, must, mustNot, not, resourcePolicy, say, service, stackPolicy } from "../../evaluation";
import type { Link, Requirement, ResourceReader, StackReader, Truth, Value } from "../../evaluation";
import { ACL, deniesBefore, entriesOf, placedEntriesOf, rangesLetIn, WITH_ENTRIES } from "./aclEntries";
import { carriesEveryPort, carriesTcpPort, portsInWords } from "./traffic";

/** Demands that no entry lets the internet in at one of the ports, unless an entry before it denies that. */
function mustKeepOut(resource: ResourceReader, stack: StackReader, ports: readonly number[]): readonly Requirement[] {
    const { entries, some } = placedEntriesOf(resource, stack);
    return entries.map((entry) => {
        const doors = ports.flatMap((port) =>
            rangesLetIn(entry, carriesTcpPort(entry, port)).map(({ range, isOpen }) => ({
                port,
                range,
                isOpen:
                    isOpen === false
                        ? false
                        : all([isOpen, not(some((other) => deniesBefore(other, entry, range, port)))]),
            })),
        );
        const open = doors.filter(({ isOpen }) => isOpen === true);
        const ranges = [...new Set(open.map(({ range }) => range))];
        const openPorts = [...new Set(open.map(({ port }) => port))];
        return mustNot(
            any(doors.map(({ isOpen }) => isOpen)),
            say`Narrow ${listOf(ranges)}, or deny before it: it lets the internet in at ${portsInWords(openPorts)}.`,
        );
    });
}

const DENIED_FIRST = `new aws.ec2.NetworkAclRule("no-ssh", {
    networkAclId: acl.id,
    ruleNumber: 10,
    ruleAction: "deny",
    protocol: "tcp",
    fromPort: 22,
    toPort: 22,
    cidrBlock: "0.0.0.0/0",
});`;

/** A subnet whose id is not known yet is one. */
function isAnyNamed(subnets: Value): Truth {
    return subnets.some((subnet) => subnet.isUnknown || subnet.isPresent());
}

const subnetOf: Link = {
    from: ["aws:ec2/networkAclAssociation:NetworkAclAssociation"],
    by: "networkAclId",
    to: [ACL],
};

export default service("vpc", [
    stackPolicy({
        id: "vpc-nacl-no-public-admin-ports",
        title: "Network ACLs do not let the internet in at SSH and RDP",
        severity: "medium",
        types: WITH_ENTRIES,
        controls: {
            fsbp: ["EC2.21"],
            cis3: ["5.1"],
            cis5: ["5.2"],
            cis7: ["6.2"],
            nist: ["SC-7", "AC-4(21)", "CM-7"],
            whitepaper: ["VPC"],
        },
        why: "A network ACL is what still holds when a security group is opened by mistake.",
        fix: {
            text: "Let in the ports that are needed, or deny these before everything is let in: the entry with the lowest number decides.",
            example: DENIED_FIRST,
        },
        check: (resource, stack) => mustKeepOut(resource, stack, [22, 3389]),
    }),
    stackPolicy({
        id: "vpc-nacl-no-public-ftp",
        title: "Network ACLs do not let the internet in at FTP",
        severity: "medium",
        types: WITH_ENTRIES,
        controls: { nist: ["SC-7", "AC-4", "CM-7"], whitepaper: ["VPC"] },
        why: "FTP sends passwords and files as they are, for everybody on the way to read.",
        fix: {
            text: "Let in the ports that are needed, or deny 20 and 21 before everything is let in.",
            example: DENIED_FIRST,
        },
        check: (resource, stack) => mustKeepOut(resource, stack, [20, 21]),
    }),
    resourcePolicy({
        id: "vpc-nacl-no-allow-all",
        title: "Network ACLs do not let everything in",
        severity: "medium",
        offByDefault: true,
        types: WITH_ENTRIES,
        controls: { nist: ["SC-7", "AC-4"], whitepaper: ["VPC"] },
        why: "An entry that lets everything in makes the ACL a second door that is always open.",
        fix: { text: "Let in the ports that are needed, with those for answers (1024-65535).", example: DENIED_FIRST },
        check: (resource) =>
            entriesOf(resource).map((entry) => {
                const ranges = rangesLetIn(entry, carriesEveryPort(entry));
                const open = ranges.filter(({ isOpen }) => isOpen === true).map(({ range }) => range);
                return mustNot(
                    any(ranges.map(({ isOpen }) => isOpen)),
                    say`Narrow ${listOf(open)}: it lets the internet in at every port.`,
                );
            }),
    }),
    stackPolicy({
        id: "vpc-nacl-attached",
        title: "Network ACLs guard a subnet",
        severity: "low",
        types: [ACL],
        controls: { fsbp: ["EC2.16"], nist: ["CM-8"], whitepaper: ["VPC"] },
        why: "An ACL without a subnet guards nothing, though who reads the program believes it does.",
        fix: {
            text: "Name the subnets, or remove the ACL.",
            example: `new aws.ec2.NetworkAcl("private", { vpcId: vpc.id, subnetIds: [subnet.id] });`,
        },
        check(acl, stack) {
            const subnets = acl.given("subnetIds");
            return must(
                any([isAnyNamed(subnets), stack.linkedTo(acl, subnetOf).exists()]),
                say`Name the subnets that it guards in ${subnets}.`,
            );
        },
    }),
]);
