import autoscaling from "../../../policy-pack/policies/autoscaling";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { tokenOf } from "../support/token";

type More = Partial<Pick<TestResource, "name" | "outputs">>;

const group = (inputs: Inputs = {}, more: More = {}): TestResource => ({
    type: "aws:autoscaling/group:Group",
    inputs,
    ...more,
});
const sideCar = (type: string, from = "it"): TestResource => ({
    type: tokenOf(`autoscaling/${type}`),
    name: "side",
    inputs: { autoscalingGroupName: unknown() },
    from: { autoscalingGroupName: [from] },
});
const byName: TestResource = { ...sideCar("tag"), inputs: { autoscalingGroupName: "web" }, from: {} };
/** What the provider fills in where nothing is given. */
const COMPUTED = { id: unknown(), name: unknown(), healthCheckType: unknown(), targetGroupArns: unknown() };
/** A group in the stack's subnet, with something to start instances from. */
const started = (template = "template", by = "launchTemplate"): TestResource => ({
    ...group({ vpcZoneIdentifiers: [unknown()], [by]: unknown() }),
    from: { vpcZoneIdentifiers: ["subnet"], [by]: [template] },
});
const subnet = (inputs: Inputs): TestResource => ({ type: "aws:ec2/subnet:Subnet", name: "subnet", inputs });
const launchTemplate = (inputs: Inputs): TestResource => ({
    type: "aws:ec2/launchTemplate:LaunchTemplate",
    name: "template",
    inputs,
});
const PUBLIC: Inputs = { mapPublicIpOnLaunch: true };
const HEALTH = 'Set `healthCheckType` to "ELB".';
const ADD = (path: string) => `Add one of another Availability Zone to \`${path}\`.`;
const overrides = (...types: Inputs[]) => group({ mixedInstancesPolicy: { launchTemplate: { overrides: types } } });

describeService(autoscaling, {
    "autoscaling-launch-template": {
        says: "Set `launchTemplate`.",
        compliant: {
            "a template": group({ launchTemplate: { id: "lt-1" } }),
            "a template of this stack": group({ launchTemplate: { id: unknown() } }),
            "a policy of mixed instances": group({
                mixedInstancesPolicy: {
                    launchTemplate: { launchTemplateSpecification: { launchTemplateId: unknown() } },
                },
            }),
        },
        violating: {
            "a launch configuration": {
                resources: group({ launchConfiguration: "lc-1" }),
                says: ["Remove `launchConfiguration`, and set `launchTemplate`."],
            },
        },
        absent: "violating",
        unknown: {
            "which launch configuration": {
                resources: group({ launchConfiguration: unknown() }),
                says: ["Remove `launchConfiguration`, and set `launchTemplate`."],
            },
        },
        byPresenceAlone: true,
    },
    "autoscaling-elb-health-check": {
        says: HEALTH,
        compliant: {
            "as the load balancer says": group({ targetGroupArns: ["arn"], healthCheckType: "ELB" }),
            "as several say": group({ loadBalancers: ["web"], healthCheckType: "EC2,ELB" }),
            "no load balancer": { resources: group({ healthCheckType: "EC2" }, { outputs: COMPUTED }) },
        },
        violating: {
            "target groups": group({ targetGroupArns: ["arn"] }),
            "a classic load balancer": group({ loadBalancers: ["web"], healthCheckType: "EC2" }),
            "other sources": group({ trafficSources: [{ identifier: "arn" }] }),
            "an attachment of its own": [group({}, { outputs: COMPUTED }), sideCar("attachment")],
            "another attachment of its own": [group(), sideCar("trafficSourceAttachment")],
        },
        absent: "compliant",
    },
    "autoscaling-group-tagged": {
        says: "Add a tag to `tags`.",
        compliant: {
            "a tag": group({ tags: [{ key: "owner", value: "web", propagateAtLaunch: true }] }),
            "a tag of its own": [group(), sideCar("tag")],
            "a tag of its own, by its name": [group({ name: "web" }), byName],
            "a tag of its own, by its id": [group({}, { outputs: { id: "web" } }), byName],
        },
        violating: {
            none: group({ minSize: 2 }),
            "a tag of another group": {
                resources: [group(), group({ tags: [{ key: "a" }] }, { name: "other" }), sideCar("tag", "other")],
            },
        },
        absent: "violating",
        unknown: {
            "tags that a function of the program tells": group({ tags: unknown() }),
            "whose tag it is": {
                resources: [group(), { ...sideCar("tag"), from: {} }],
                undetermined: 'It is not known yet what this names: `autoscalingGroupName` of "side".',
            },
        },
    },
    "autoscaling-multi-az": {
        says: ADD("vpcZoneIdentifiers"),
        compliant: {
            "two subnets of this stack": group({ vpcZoneIdentifiers: [unknown(), unknown()] }),
            "two zones": group({ availabilityZones: ["eu-west-1a", "eu-west-1b"] }),
        },
        violating: {
            "one subnet": group({ vpcZoneIdentifiers: ["subnet-1"] }),
            "one zone": { resources: group({ availabilityZones: ["eu-west-1a"] }), says: [ADD("availabilityZones")] },
        },
        absent: "violating",
    },
    "autoscaling-several-instance-types": {
        says: "Name two types of instances or more in `mixedInstancesPolicy.launchTemplate.overrides`.",
        compliant: {
            two: overrides({ instanceType: "m8g.large" }, { instanceType: "m7g.large" }),
            "two, one of them with two weights": overrides(
                { instanceType: "m8g.large", weightedCapacity: "1" },
                { instanceType: "m8g.large", weightedCapacity: "2" },
                { instanceType: "m7g.large" },
            ),
            "by needs": overrides({ instanceRequirements: { memoryMib: { min: 4096 } } }),
        },
        violating: {
            one: overrides({ instanceType: "m8g.large" }),
            "one, with several weights": overrides(
                { instanceType: "m8g.large", weightedCapacity: "1" },
                { instanceType: "m8g.large", weightedCapacity: "2" },
            ),
        },
        unknown: {
            "one of two": {
                resources: overrides({ instanceType: "m8g.large" }, { instanceType: unknown() }),
                undetermined:
                    "Not known before the update: `mixedInstancesPolicy.launchTemplate.overrides[1].instanceType`.",
            },
        },
        absent: "violating",
    },
    "autoscaling-no-public-ip-by-subnet": {
        says: 'Set `associatePublicIpAddress` of "template" to false, or put the group into another subnet than "subnet".',
        compliant: {
            "a private subnet": [started(), subnet({ mapPublicIpOnLaunch: false }), launchTemplate({})],
            "a template that wants no address": [
                started(),
                subnet(PUBLIC),
                launchTemplate({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
            ],
            "a template that asks for one, which is judged itself": [
                started(),
                subnet(PUBLIC),
                launchTemplate({ networkInterfaces: [{ associatePublicIpAddress: "true" }] }),
            ],
            "a template from elsewhere, which may say so": [started("other"), subnet(PUBLIC), launchTemplate({})],
            "a public subnet that is not the group's": [
                { ...started(), from: { launchTemplate: ["template"] } },
                subnet(PUBLIC),
                launchTemplate({}),
            ],
        },
        violating: {
            "a public subnet": [started(), subnet(PUBLIC), launchTemplate({})],
            "a default subnet, which is public": [
                started(),
                { ...subnet({}), type: "aws:ec2/defaultSubnet:DefaultSubnet" },
                launchTemplate({}),
            ],
            "mixed instances": [
                started("template", "mixedInstancesPolicy"),
                subnet(PUBLIC),
                launchTemplate({ networkInterfaces: [{ securityGroups: ["sg-1"] }] }),
            ],
            "a launch configuration": [
                started("template", "launchConfiguration"),
                subnet(PUBLIC),
                {
                    type: "aws:ec2/launchConfiguration:LaunchConfiguration",
                    name: "template",
                    inputs: {},
                    outputs: { id: unknown(), associatePublicIpAddress: unknown() },
                },
            ],
        },
        absent: "compliant",
    },
});
