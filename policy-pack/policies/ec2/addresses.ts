import { any, must, say, service, stackPolicy } from "../../evaluation";
import type { Link } from "../../evaluation";

const ADDRESS = "aws:ec2/eip:Eip";

const associationOf: Link = {
    from: ["aws:ec2/eipAssociation:EipAssociation", "aws:ec2/natGateway:NatGateway"],
    by: "allocationId",
    to: [ADDRESS],
    named: ["id", "allocationId"],
};
/** What takes addresses in lists or objects. */
const takenBy: readonly Link[] = (
    [
        ["aws:lb/loadBalancer:LoadBalancer", "subnetMappings"],
        ["aws:alb/loadBalancer:LoadBalancer", "subnetMappings"],
        ["aws:ec2/natGateway:NatGateway", "secondaryAllocationIds"],
        ["aws:ec2/natGateway:NatGateway", "availabilityZoneAddresses"],
        ["aws:transfer/server:Server", "endpointDetails"],
        ["aws:globalaccelerator/endpointGroup:EndpointGroup", "endpointConfigurations"],
    ] as const
).map(([from, by]) => ({ from: [from], by, to: [ADDRESS] }));

export default service("ec2", [
    stackPolicy({
        id: "ec2-eip-attached",
        title: "Elastic IP addresses are in use",
        severity: "low",
        offByDefault: true,
        types: [ADDRESS],
        controls: { fsbp: ["EC2.12"], nist: ["CM-8"], whitepaper: ["EC2"] },
        why: "An address that nothing has is paid for, and some firewall may still trust it.",
        fix: {
            text: "Attach it, or release it.",
            example: `new aws.ec2.Eip("web", { domain: "vpc", instance: "i-0123456789abcdef0" });`,
        },
        check(address, stack) {
            const [instance, networkInterface] = [address.given("instance"), address.given("networkInterface")];
            const isAttached = any([
                instance.isPresent(),
                networkInterface.isPresent(),
                stack.linkedTo(address, associationOf).exists(),
                ...takenBy.map((link) => stack.linkedTo(address, link).exists()),
            ]);
            return must(isAttached, say`Set ${instance} or ${networkInterface}.`);
        },
    }),
]);
