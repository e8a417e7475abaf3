import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";

export const instance = (inputs: Inputs): TestResource => ({ type: "aws:ec2/instance:Instance", inputs });
export const spotInstance = (inputs: Inputs): TestResource => ({
    type: "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
    inputs,
});
export const launchTemplate = (inputs: Inputs): TestResource => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    inputs,
});
export const launchConfiguration = (inputs: Inputs): TestResource => ({
    type: "aws:ec2/launchConfiguration:LaunchConfiguration",
    inputs: { imageId: "ami-1", instanceType: "t3.small", ...inputs },
});
/** A request for spot instances with these descriptions of machines. */
export const spotFleet = (...launchSpecifications: readonly Inputs[]): TestResource => ({
    type: "aws:ec2/spotFleetRequest:SpotFleetRequest",
    inputs: { iamFleetRole: "arn", targetCapacity: 1, launchSpecifications },
});
/** An instance that leaves what it does not say to a template. */
export const fromTemplate = instance({ launchTemplate: { id: "lt-1" } });
