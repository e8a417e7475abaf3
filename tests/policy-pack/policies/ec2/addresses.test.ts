import addresses from "../../../../policy-pack/policies/ec2/addresses";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";

const address = (inputs: Inputs = {}) => ({ type: "aws:ec2/eip:Eip", name: "it", inputs });
const association = (inputs: Inputs) => ({ type: "aws:ec2/eipAssociation:EipAssociation", inputs });
const ADDRESS_SAYS = "Remove `instance`, and what gives the instance this address.";
const user = (type: string, property: string) => ({
    type,
    name: "side",
    inputs: { [property]: unknown() },
    from: { [property]: ["it"] },
});
const associated = user("aws:ec2/eipAssociation:EipAssociation", "allocationId");

describeService(addresses, {
    "ec2-eip-attached": {
        says: "Set `instance` or `networkInterface`.",
        compliant: {
            "to an instance": address({ instance: "i-1" }),
            "to an interface": address({ networkInterface: "eni-1" }),
            "by an association": {
                resources: [address(), associated],
            },
            "to a NAT gateway": { resources: [address(), user("aws:ec2/natGateway:NatGateway", "allocationId")] },
            "by an association that names its id": [
                { ...address(), outputs: { id: "eipalloc-1" } },
                { ...associated, inputs: { allocationId: "eipalloc-1" }, from: {} },
            ],
            "by an association that names what it is allocated by": [
                { ...address(), outputs: { allocationId: "eipalloc-1" } },
                { ...associated, inputs: { allocationId: "eipalloc-1" }, from: {} },
            ],
            "to a load balancer, by its other name": [
                address(),
                user("aws:alb/loadBalancer:LoadBalancer", "subnetMappings"),
            ],
            "to a NAT gateway, in a zone": [
                address(),
                user("aws:ec2/natGateway:NatGateway", "availabilityZoneAddresses"),
            ],
            "to a load balancer": {
                resources: [address(), user("aws:lb/loadBalancer:LoadBalancer", "subnetMappings")],
            },
            "to a NAT gateway, as another one": {
                resources: [address(), user("aws:ec2/natGateway:NatGateway", "secondaryAllocationIds")],
            },
            "to a server for transfers": {
                resources: [address(), user("aws:transfer/server:Server", "endpointDetails")],
            },
            "behind an accelerator": {
                resources: [
                    address(),
                    user("aws:globalaccelerator/endpointGroup:EndpointGroup", "endpointConfigurations"),
                ],
            },
        },
        violating: {
            "to nothing": address({ domain: "vpc" }),
            "an empty id": address({ instance: "" }),
            "to nothing, beside what takes others": [
                address(),
                {
                    type: "aws:lb/loadBalancer:LoadBalancer",
                    name: "balancer",
                    inputs: {},
                    outputs: { subnetMappings: unknown() },
                },
                {
                    type: "aws:ec2/natGateway:NatGateway",
                    name: "gateway",
                    inputs: { allocationId: unknown() },
                    outputs: { secondaryAllocationIds: unknown(), availabilityZoneAddresses: unknown() },
                    from: { allocationId: ["other"] },
                },
                { ...address(), name: "other" },
            ],
        },
        absent: "violating",
        malformed: {
            "anything is an instance": address({ instance: ["i-1"] }),
        },
    },
    "ec2-no-public-ip-by-address": {
        says: ADDRESS_SAYS,
        compliant: {
            "of a network interface, which may be no instance's": address({ networkInterface: "eni-1" }),
            "of an interface, by an association": association({ networkInterfaceId: "eni-1" }),
            "of a NAT gateway": [address({ domain: "vpc" }), user("aws:ec2/natGateway:NatGateway", "allocationId")],
        },
        violating: {
            "of an instance": address({ instance: "i-1" }),
            "of one that is not made yet": address({ instance: unknown() }),
            "by an association": {
                resources: association({ instanceId: unknown() }),
                says: ["Remove `instanceId`, and what gives the instance this address."],
            },
        },
        absent: "compliant",
        byPresenceAlone: true,
        malformed: { "anything is an instance": { resources: address({ instance: ["i-1"] }), says: [ADDRESS_SAYS] } },
    },
});
