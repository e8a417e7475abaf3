import { any, not, type ResourceReader, type Truth, type Value } from "../../evaluation";

/** What describes virtual machines: themselves, requests for spot ones, and templates that others are made from. */
export const INSTANCE = "aws:ec2/instance:Instance";
export const SPOT_INSTANCE = "aws:ec2/spotInstanceRequest:SpotInstanceRequest";
export const SPOT_FLEET = "aws:ec2/spotFleetRequest:SpotFleetRequest";
export const LAUNCH_TEMPLATE = "aws:ec2/launchTemplate:LaunchTemplate";
export const LAUNCH_CONFIGURATION = "aws:ec2/launchConfiguration:LaunchConfiguration";

export const INSTANCES = [INSTANCE, SPOT_INSTANCE] as const;
export const TEMPLATES = [LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION] as const;
/** All of one shape: the description of a machine lies in the inputs themselves. */
export const MACHINES = [...INSTANCES, ...TEMPLATES] as const;
export const ALL_MACHINES = [...MACHINES, SPOT_FLEET] as const;

/** The description of a machine: the resource's inputs, or part of them. */
export interface Machine {
    get(property: string, ...path: readonly (string | number)[]): Value;
}

/** The machines that a resource describes. */
export function machinesOf(resource: ResourceReader): readonly Machine[] {
    return resource.type === SPOT_FLEET ? resource.get("launchSpecifications").items() : [resource];
}

/** Whether a setting that an instance does not give may be in the launch template that it names. */
export function isLeftToTemplate(resource: ResourceReader, setting: Value): Truth {
    const isInstance = INSTANCES.some((type) => type === resource.type);
    if (!isInstance || !setting.isAbsent) {
        return false;
    }
    const template = resource.given("launchTemplate");
    return template.isUnknown || template.isPresent();
}

/** Whether a template or a launch configuration lets the subnet say whether machines get a public address. */
export function leavesToSubnet(template: ResourceReader): Truth {
    if (template.type === LAUNCH_CONFIGURATION) {
        return not(template.given("associatePublicIpAddress").isGiven());
    }
    // An interface that was made before has the address it has.
    return not(
        template
            .get("networkInterfaces")
            .some((one) =>
                any([one.get("associatePublicIpAddress").isGiven(), one.get("networkInterfaceId").isGiven()]),
            ),
    );
}
