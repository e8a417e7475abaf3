import { any, must, mustNot, resourcePolicy, say, service, stackPolicy } from "../../evaluation";
import type { Link } from "../../evaluation";

const ADDRESS = "aws:ec2/eip:Eip";
const ASSOCIATION = "aws:ec2/eipAssociation:EipAssociation";

const associationOf: Link = {
    from: [ASSOCIATION, "aws:ec2/natGateway:NatGateway"],
    by: "allocationId",
    to: [ADDRESS],
    named: ["id", "allocationId"],
};
/** What takes addresses in lists or objects, some of which the provider fills in. */
const takenBy: readonly Link[] = (
    [
        ["aws:lb/loadBalancer:LoadBalancer", "subnetMappings"],
        ["aws:alb/loadBalancer:LoadBalancer", "subnetMappings"],
        ["aws:ec2/natGateway:NatGateway", "secondaryAllocationIds"],
        ["aws:ec2/natGateway:NatGateway", "availabilityZoneAddresses"],
        ["aws:transfer/server:Server", "endpointDetails"],
        ["aws:globalaccelerator/endpointGroup:EndpointGroup", "endpointConfigurations"],
    ] as const
).map(([from, by]) => ({ from: [from], by, at: [], to: [ADDRESS] }));

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
    resourcePolicy({
        id: "ec2-no-public-ip-by-address",
        title: "Instances have no Elastic IP address",
        severity: "high",
        types: [ADDRESS, ASSOCIATION],
        controls: { fsbp: ["EC2.9"], nist: ["SC-7", "AC-4(21)", "AC-6"], whitepaper: ["EC2", "VPC"] },
        why: "An instance on the internet is one mistake in a security group away from everybody.",
        fix: {
            text: "Release the address, and put a load balancer before the instance, or Session Manager. Its own way out is a NAT gateway.",
            example: `const out = new aws.ec2.Eip("out", { domain: "vpc" });
new aws.ec2.NatGateway("out", { allocationId: out.id, subnetId: "subnet-0123456789abcdef0" });`,
        },
        check(resource) {
            const instance = resource.get(resource.type === ADDRESS ? "instance" : "instanceId");
            return mustNot(instance.isGiven(), say`Remove ${instance}, and what gives the instance this address.`);
        },
    }),
]);
