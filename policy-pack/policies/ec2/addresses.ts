import { any, must, say, service, stackPolicy } from "../../evaluation";
import type { Link } from "../../evaluation";

const ADDRESS = "aws:ec2/eip:Eip";

const associationOf: Link = {
    from: ["aws:ec2/eipAssociation:EipAssociation", "aws:ec2/natGateway:NatGateway"],
    by: "allocationId",
    to: [ADDRESS],
    named: ["id", "allocationId"],
};
const mappingOf: Link = {
    from: ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"],
    by: "subnetMappings",
    to: [ADDRESS],
};

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
                stack.linkedTo(address, mappingOf).exists(),
            ]);
            return must(isAttached, say`Set ${instance} or ${networkInterface}.`);
        },
    }),
]);
