import addresses from "../../../../policy-pack/policies/ec2/addresses";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";

const address = (inputs: Inputs = {}) => ({ type: "aws:ec2/eip:Eip", name: "it", inputs });
const user = (type: string, property: string) => ({
    type,
    name: "side",
    inputs: { [property]: unknown() },
    from: { [property]: ["it"] },
});

describeService(addresses, {
    "ec2-eip-attached": {
        says: "Set `instance` or `networkInterface`.",
        compliant: {
            "to an instance": address({ instance: "i-1" }),
            "to an interface": address({ networkInterface: "eni-1" }),
            "by an association": {
                resources: [address(), user("aws:ec2/eipAssociation:EipAssociation", "allocationId")],
            },
            "to a NAT gateway": { resources: [address(), user("aws:ec2/natGateway:NatGateway", "allocationId")] },
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
        violating: { "to nothing": address({ domain: "vpc" }), "an empty id": address({ instance: "" }) },
        absent: "violating",
        malformed: {
            "anything is an instance": address({ instance: ["i-1"] }),
        },
    },
});
