import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { Children } from "../shared/children";
import type { Fault } from "../shared/validate";
import type { ServiceEndpoint } from "./connections";
import { AwsService, isGateway } from "./policy/endpointServices";
import { existingEndpointFaults } from "./policy/existingVpc";

/** Endpoints that somebody else made, by service, refused where they are not what they are named as. */
export function findEndpoints(
    { parent, region }: Children,
    ids: Record<string, pulumi.Input<string>>,
    vpc: pulumi.Output<aws.ec2.GetVpcResult>,
    require: (faults: Fault[]) => void,
): Map<string, ServiceEndpoint> {
    const endpoints = Object.values(AwsService).flatMap((name): ServiceEndpoint[] => {
        const id = ids[name];
        if (id === undefined) {
            return [];
        }
        const isInterface = !isGateway(name);
        const found = pulumi
            .all([vpc.id, aws.ec2.getVpcEndpointOutput({ id, region }, { parent })])
            .apply(([vpcId, endpoint]) => {
                require(existingEndpointFaults(name, vpcId, { ...endpoint, isInterface }));
                return endpoint;
            });
        const endpointId = found.id;
        return [
            isInterface
                ? { name, endpointId, groupId: found.securityGroupIds.apply(([first]) => first ?? "") }
                : { name, endpointId, prefixListId: found.prefixListId },
        ];
    });
    return new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
}
