import {
    all,
    any,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    stackPolicy,
    when,
    type Link,
} from "../evaluation";
import type { ResourceReader, Truth, Value } from "../evaluation";
import { LAUNCH_CONFIGURATION, LAUNCH_TEMPLATE, leavesToSubnet } from "./ec2/machines";
import { hasAtLeast } from "./lists";
import { givesAddresses, SUBNETS } from "./vpc/resources";

const GROUP = "aws:autoscaling/group:Group";

const named = { by: "autoscalingGroupName", to: [GROUP], named: ["name", "id"] };
const tagOf: Link = { from: ["aws:autoscaling/tag:Tag"], ...named };
const attachmentOf: Link = {
    from: ["aws:autoscaling/attachment:Attachment", "aws:autoscaling/trafficSourceAttachment:TrafficSourceAttachment"],
    ...named,
};

/** Lists that name load balancers, or their target groups. */
const ATTACHED = ["loadBalancers", "targetGroupArns", "trafficSources"];

/** Whether two of the overrides name other types of instances: the same one twice, with other weights, is one. */
function hasSeveralTypes(overrides: Value): Truth {
    const types = overrides.items().map((override) => override.get("instanceType"));
    return any(types.flatMap((one, at) => types.slice(at + 1).map((other) => not(other.isSameText(one)))));
}

function templateOf(group: ResourceReader): Truth {
    return any([
        group.get("launchTemplate").isPresent(),
        group.get("mixedInstancesPolicy", "launchTemplate", "launchTemplateSpecification").isPresent(),
    ]);
}

const EXAMPLE = (more: string): string => `new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
    launchTemplate: { id: "lt-1", version: "$Latest" },
    ${more}
});`;

export default service("autoscaling", [
    resourcePolicy({
        id: "autoscaling-launch-template",
        title: "Auto Scaling groups start instances from a launch template",
        severity: "medium",
        types: [GROUP],
        controls: { fsbp: ["AutoScaling.9"], nist: ["CM-2"], whitepaper: ["EC2"] },
        why: "Launch configurations get nothing new since 2022, and new accounts cannot make any.",
        fix: { text: "Use a launch template.", example: EXAMPLE(`healthCheckType: "ELB",`) },
        check(group) {
            const configuration = group.get("launchConfiguration");
            return [
                mustNot(configuration.isGiven(), say`Remove ${configuration}, and set \`launchTemplate\`.`),
                when(configuration.isAbsent, must(templateOf(group), say`Set \`launchTemplate\`.`)),
            ];
        },
    }),
    stackPolicy({
        id: "autoscaling-elb-health-check",
        title: "Auto Scaling groups behind a load balancer replace what it finds broken",
        severity: "low",
        types: [GROUP],
        controls: { fsbp: ["AutoScaling.1"], nist: ["CA-7", "SI-2", "CP-10"], whitepaper: ["EC2", "ELB"] },
        why: "An instance that runs, but answers nothing, is otherwise left as it is.",
        fix: { text: "Let health be what the load balancer says.", example: EXAMPLE(`healthCheckType: "ELB",`) },
        check(group, stack) {
            const isAttached = any([
                ...ATTACHED.map((name) => group.given(name).isPresent()),
                stack.linkedTo(group, attachmentOf).exists(),
            ]);
            const type = group.given("healthCheckType");
            return when(
                isAttached,
                must(
                    type.judgeText((text) => text.split(",").includes("ELB")),
                    say`Set ${type} to "ELB".`,
                ),
            );
        },
    }),
    stackPolicy({
        id: "autoscaling-group-tagged",
        title: "Auto Scaling groups have tags",
        severity: "low",
        types: [GROUP],
        controls: { fsbp: ["AutoScaling.10"], nist: ["CM-8"], whitepaper: ["EC2"] },
        why: "Without tags nobody can tell whose instances these are. The provider's default tags do not reach groups.",
        fix: {
            text: "Add tags, and let instances have them.",
            example: EXAMPLE(`tags: [{ key: "owner", value: "web", propagateAtLaunch: true }],`),
        },
        check(group, stack) {
            const tags = group.get("tags");
            return must(any([tags.isGiven(), stack.linkedTo(group, tagOf).exists()]), say`Add a tag to ${tags}.`);
        },
    }),
    resourcePolicy({
        id: "autoscaling-multi-az",
        title: "Auto Scaling groups are in more than one Availability Zone",
        severity: "medium",
        types: [GROUP],
        controls: { fsbp: ["AutoScaling.2"], nist: ["CP-10", "SC-36"], whitepaper: ["EC2"] },
        why: "A group in one zone stops when the zone does.",
        fix: { text: "Give it subnets of two zones or more.", example: EXAMPLE(`healthCheckType: "ELB",`) },
        check(group) {
            const [subnets, zones] = [group.get("vpcZoneIdentifiers"), group.get("availabilityZones")];
            const given = subnets.isAbsent && !zones.isAbsent ? zones : subnets;
            return must(
                any([hasAtLeast(subnets, 2), hasAtLeast(zones, 2)]),
                say`Add one of another Availability Zone to ${given}.`,
            );
        },
    }),
    resourcePolicy({
        id: "autoscaling-several-instance-types",
        title: "Auto Scaling groups have several types of instances to choose from",
        severity: "medium",
        offByDefault: true,
        types: [GROUP],
        controls: { fsbp: ["AutoScaling.6"], nist: ["CP-10", "SC-36"], whitepaper: ["EC2"] },
        why: "When a zone has no more instances of the one type, the group cannot grow.",
        fix: {
            text: "Name other types in a policy of mixed instances.",
            example: `new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
    mixedInstancesPolicy: {
        launchTemplate: {
            launchTemplateSpecification: { launchTemplateId: "lt-1" },
            overrides: [{ instanceType: "m8g.large" }, { instanceType: "m7g.large" }],
        },
    },
});`,
        },
        check(group) {
            const overrides = group.get("mixedInstancesPolicy", "launchTemplate", "overrides");
            const byNeeds = overrides.some((override) => override.get("instanceRequirements").isPresent());
            return must(any([hasSeveralTypes(overrides), byNeeds]), say`Name two types of instances or more in ${overrides}.`); // prettier-ignore
        },
    }),
    stackPolicy({
        id: "autoscaling-no-public-ip-by-subnet",
        title: "Instances of Auto Scaling groups get no public address from their subnet",
        severity: "high",
        types: [GROUP],
        controls: { fsbp: ["EC2.9"], nist: ["SC-7", "AC-4(21)", "AC-6"], whitepaper: ["EC2", "VPC"] },
        why: "Instances of a template that says nothing of addresses get public ones where their subnet gives them out.",
        fix: {
            text: "Put the group into private subnets, or let its template say that instances get no public address.",
            example: `const web = new aws.ec2.LaunchTemplate("web", { networkInterfaces: [{ associatePublicIpAddress: "false" }] });
new aws.autoscaling.Group("web", {
    minSize: 2,
    maxSize: 4,
    vpcZoneIdentifiers: ["subnet-1", "subnet-2"],
    launchTemplate: { id: web.id, version: "$Latest" },
});`,
        },
        check(group, stack) {
            const comesFrom = (properties: readonly string[]) => (resource: ResourceReader) =>
                properties.some((property) => group.comesFrom(property, resource));
            const subnets = stack.ofTypes(...SUBNETS).filter(comesFrom(["vpcZoneIdentifiers"]));
            // One that is not in the stack may say so.
            const templates = stack
                .ofTypes(LAUNCH_TEMPLATE, LAUNCH_CONFIGURATION)
                .filter(comesFrom(["launchTemplate", "mixedInstancesPolicy", "launchConfiguration"]));
            return templates.flatMap((template) =>
                subnets.map((subnet) =>
                    mustNot(
                        all([leavesToSubnet(template), givesAddresses(subnet).is(true)]),
                        say`Set \`associatePublicIpAddress\` of ${template} to false, or put the group into another subnet than ${subnet}.`,
                    ),
                ),
            );
        },
    }),
]);
