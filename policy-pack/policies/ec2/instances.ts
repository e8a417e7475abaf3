import {
    all,
    any,
    integer,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    set,
    settingPolicy,
    stackPolicy,
    when,
} from "../../evaluation";
import type { Link, Requirement, ResourceReader, Truth, Value } from "../../evaluation";
import { isAccountDefault } from "../accountDefaults";
import { byType } from "../byType";
import { scriptHoldsSecret } from "../secretPatterns";
import {
    ALL_MACHINES,
    INSTANCE,
    INSTANCES,
    isLeftToTemplate,
    LAUNCH_CONFIGURATION,
    LAUNCH_TEMPLATE,
    leavesToSubnet,
    MACHINES,
    machinesOf,
    SPOT_FLEET,
    SPOT_INSTANCE,
    type Machine,
} from "./machines";
import { givesAddresses, SUBNETS } from "../vpc/resources";

const METADATA_DEFAULTS = "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults";
const INTERFACE = "aws:ec2/networkInterface:NetworkInterface";

const subnetOf: Link = { from: INSTANCES, by: "subnetId", to: SUBNETS };

/** Where the metadata service of a machine is set. */
function metadataOf(resource: ResourceReader): Value {
    return resource.givenThroughout("metadataOptions");
}

/** Whether the metadata service answers only who opened a session, or nobody. */
function demandsSession(metadata: Machine): Truth {
    return any([metadata.get("httpTokens").is("required"), metadata.get("httpEndpoint").is("disabled")]);
}

/** The switches that give a machine a public address, whatever its subnet does. */
function publicAddressesOf(resource: ResourceReader): readonly Value[] {
    return resource.type === LAUNCH_TEMPLATE
        ? resource
              .get("networkInterfaces")
              .items()
              .map((networkInterface) => networkInterface.get("associatePublicIpAddress"))
        : machinesOf(resource).map((machine) => machine.get("associatePublicIpAddress"));
}

/** Whether an instance says where it goes. What does not goes into a subnet of the default VPC, which gives out addresses. */
function namesPlace(instance: ResourceReader): Truth {
    return any([
        instance.given("subnetId").isGiven(),
        instance.given("networkInterfaces").some(() => true),
        instance.type === INSTANCE && instance.given("primaryNetworkInterface").isGiven(),
    ]);
}

/** Demands a setting of a resource, unless it leaves it to a launch template, which is judged itself. */
function mustUnlessLeft(resource: ResourceReader, setting: Value, demand: Requirement): readonly Requirement[] {
    return when(not(isLeftToTemplate(resource, setting)), demand);
}

/** User data as text, which launch templates and some inputs take in base64. */
function mustHoldNoSecret(resource: ResourceReader, machine: Machine): readonly Requirement[] {
    const texts: readonly (readonly [Value, (text: string) => Truth])[] = [
        // A launch template takes base64 only; what is written there as it is does not work, but leaks all the same.
        [machine.get("userData"), (text) => scriptHoldsSecret(text) || scriptHoldsSecret(decoded(text))],
        ...(HAS_BASE64.some((type) => type === resource.type)
            ? [[machine.get("userDataBase64"), (text: string) => scriptHoldsSecret(decoded(text))] as const]
            : []),
    ];
    return texts.map(([data, leaks]) =>
        mustNot(
            data.judgeText(leaks),
            say`Take the credential out of ${data}, and let the machine read it from Secrets Manager by its role.`,
        ),
    );
}

const HAS_BASE64: readonly string[] = [...INSTANCES, LAUNCH_CONFIGURATION];

function decoded(text: string): string {
    return Buffer.from(text, "base64").toString("utf8");
}

const exampleConfiguration = (settings: string): string =>
    `new aws.ec2.LaunchConfiguration("web", { imageId: "ami-0123456789abcdef0", instanceType: "t4g.small", ${settings} });`;
const TEMPLATE_WITH_TOKENS = `new aws.ec2.LaunchTemplate("web", { metadataOptions: { httpTokens: "required" } });`;

const IMDSV2 = {
    cis3: ["5.6"],
    cis5: ["5.7"],
    cis7: ["6.7"],
    nist: ["AC-3", "AC-6", "AC-3(15)"],
    whitepaper: ["EC2"],
};
const WITHOUT_SESSION =
    "The first version of the service hands the role's credentials to whoever gets the instance to fetch one URL.";
const DEMAND_TOKENS = "Demand tokens, after the agents and SDKs on the instance are new enough to send them.";

const IMAGE = `ami: "ami-0123456789abcdef0", instanceType: "t4g.small"`;

export default service("ec2", [
    ...byType(
        (types) =>
            resourcePolicy({
                id: "ec2-imdsv2",
                title: "The metadata service of instances demands a session",
                severity: "high",
                types,
                controls: IMDSV2,
                why: WITHOUT_SESSION,
                fix: {
                    text: DEMAND_TOKENS,
                    example: `new aws.ec2.Instance("web", { ${IMAGE}, metadataOptions: { httpTokens: "required" } });`,
                },
                // What says nothing has what the account has: `ec2-imdsv2-declared` sees that.
                check(resource) {
                    const tokens = resource.get("metadataOptions", "httpTokens");
                    return tokens.isAbsent
                        ? []
                        : must(demandsSession(metadataOf(resource)), say`Set ${tokens} to "required".`);
                },
                remediation: () => [set(["metadataOptions", "httpTokens"], "required")],
            }),
        { types: INSTANCES, fsbp: "EC2.8" },
        {
            id: "ec2-launch-template-imdsv2",
            title: "Launch templates have a metadata service that demands a session",
            types: [LAUNCH_TEMPLATE],
            fsbp: "EC2.170",
            severity: "low",
            level: "mandatory",
            cis: false,
            example: TEMPLATE_WITH_TOKENS,
        },
        {
            id: "ec2-launch-configuration-imdsv2",
            title: "Launch configurations have a metadata service that demands a session",
            types: [LAUNCH_CONFIGURATION],
            fsbp: "AutoScaling.3",
            cis: false,
            // They cannot be changed.
            repairs: false,
            example: exampleConfiguration(`metadataOptions: { httpTokens: "required" }`),
        },
    ),
    ...byType(
        (types) =>
            stackPolicy({
                id: "ec2-imdsv2-declared",
                title: "Instances, or the account, say that the metadata service demands a session",
                severity: "high",
                types,
                controls: IMDSV2,
                why: "Where neither an instance nor the account says so, the first version of the service answers too, which hands the role's credentials to whoever gets the instance to fetch one URL.",
                fix: {
                    text: "Demand tokens of the instance, or by the account's default.",
                    example: `new aws.ec2.InstanceMetadataDefaults("all", { httpTokens: "required" });
new aws.ec2.Instance("web", { ${IMAGE} });`,
                },
                check(resource, stack) {
                    const metadata = metadataOf(resource);
                    const tokens = metadata.get("httpTokens");
                    // What is written is judged before the resource is made.
                    const isSaid = tokens.isText || demandsSession(metadata);
                    const isDefault =
                        tokens.isAbsent && isAccountDefault(resource, stack, METADATA_DEFAULTS, demandsSession);
                    return mustUnlessLeft(
                        resource,
                        tokens,
                        must(any([isSaid, isDefault]), say`Set ${tokens} to "required".`),
                    );
                },
            }),
        {
            types: INSTANCES,
            fsbp: "EC2.8",
        },
        {
            id: "ec2-launch-template-imdsv2-declared",
            title: "Launch templates, or the account, say that the metadata service demands a session",
            types: [LAUNCH_TEMPLATE],
            fsbp: "EC2.170",
            severity: "low",
            level: "mandatory",
            cis: false,
            example: TEMPLATE_WITH_TOKENS,
        },
        {
            id: "ec2-launch-configuration-imdsv2-declared",
            title: "Launch configurations, or the account, say that the metadata service demands a session",
            types: [LAUNCH_CONFIGURATION],
            fsbp: "AutoScaling.3",
            cis: false,
            example: exampleConfiguration(`metadataOptions: { httpTokens: "required" }`),
        },
    ),
    resourcePolicy({
        id: "ec2-imdsv2-by-default",
        title: "The metadata service demands a session where instances say nothing",
        severity: "high",
        types: [METADATA_DEFAULTS],
        controls: { nist: IMDSV2.nist, whitepaper: IMDSV2.whitepaper },
        why: WITHOUT_SESSION,
        fix: {
            text: DEMAND_TOKENS,
            example: `new aws.ec2.InstanceMetadataDefaults("all", { httpTokens: "required" });`,
        },
        check: (defaults) => must(demandsSession(defaults), say`Set ${defaults.get("httpTokens")} to "required".`),
        remediation: () => [set(["httpTokens"], "required")],
    }),
    settingPolicy({
        id: "ec2-imds-hop-limit",
        title: "Answers of the metadata service do not go beyond the instance",
        severity: "low",
        types: [...MACHINES, METADATA_DEFAULTS],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["EC2"] },
        why: "With more hops, containers and proxies on the instance get the credentials of its role.",
        fix: {
            text: "Leave the limit at 1. Where containers need the service, allow 2 by the option `maximumHops`.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, metadataOptions: { httpTokens: "required", httpPutResponseHopLimit: 1 } });`,
        },
        options: {
            maximumHops: integer({
                default: 1,
                minimum: 1,
                maximum: 64,
                description: "The most network hops that are accepted.",
            }),
        },
        setting: {
            ...Object.fromEntries(MACHINES.map((type) => [type, "metadataOptions.httpPutResponseHopLimit"])),
            [METADATA_DEFAULTS]: "httpPutResponseHopLimit",
        },
        must: { beAtMost: "maximumHops" },
        default: 1,
    }),
    ...byType(
        (types) =>
            resourcePolicy({
                id: "ec2-no-public-ip",
                title: "Instances have no public address",
                severity: "high",
                types,
                controls: {
                    nist: ["SC-7", "AC-4(21)", "AC-6"],
                    whitepaper: ["EC2", "VPC"],
                },
                why: "An instance on the internet is one mistake in a security group away from everybody.",
                fix: {
                    text: "Leave the address out, and put a load balancer before the instance, or Session Manager.",
                    example: `new aws.ec2.Instance("web", { ${IMAGE}, associatePublicIpAddress: false });`,
                },
                check: (resource) =>
                    publicAddressesOf(resource).map((address) =>
                        mustNot(address.is(true), say`Remove ${address}, or set it to false.`),
                    ),
            }),
        { types: [...INSTANCES, SPOT_FLEET], fsbp: "EC2.9" },
        {
            id: "ec2-launch-template-no-public-ip",
            title: "Launch templates give instances no public address",
            types: [LAUNCH_TEMPLATE],
            fsbp: "EC2.25",
            example: `new aws.ec2.LaunchTemplate("web", { networkInterfaces: [{ associatePublicIpAddress: "false" }] });`,
        },
        {
            id: "ec2-launch-configuration-no-public-ip",
            title: "Launch configurations give instances no public address",
            types: [LAUNCH_CONFIGURATION],
            fsbp: "AutoScaling.5",
            example: exampleConfiguration("associatePublicIpAddress: false"),
        },
    ),
    stackPolicy({
        id: "ec2-no-public-ip-by-subnet",
        title: "Instances get no public address from their subnet",
        severity: "high",
        types: INSTANCES,
        controls: { fsbp: ["EC2.9"], nist: ["SC-7", "AC-4(21)", "AC-6"], whitepaper: ["EC2", "VPC"] },
        why: "An instance that says nothing of addresses gets a public one where its subnet gives them out.",
        fix: {
            text: "Put the instance into a private subnet, or let it say that it wants none. The instance is replaced.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, subnetId: "subnet-0123456789abcdef0", associatePublicIpAddress: false });`,
        },
        check(instance, stack) {
            // What is said is judged before the instance is made.
            const address = instance.given("associatePublicIpAddress");
            const subnet = stack.targetOf(instance, subnetOf);
            if (subnet === undefined) {
                return [];
            }
            const demand = mustNot(
                all([not(address.isGiven()), givesAddresses(subnet).is(true)]),
                say`Set ${address} to false, or put it into another subnet than ${subnet}.`,
            );
            const templates = stack
                .ofTypes(LAUNCH_TEMPLATE)
                .filter((template) => instance.comesFrom("launchTemplate", template));
            return when(any([not(isLeftToTemplate(instance, address)), any(templates.map(leavesToSubnet))]), demand);
        },
    }),
    resourcePolicy({
        id: "ec2-no-public-ip-by-default-vpc",
        title: "Instances without a subnet say whether they want a public address",
        severity: "high",
        level: "advisory",
        types: INSTANCES,
        controls: { fsbp: ["EC2.9"], nist: ["SC-7", "AC-4(21)", "AC-6"], whitepaper: ["EC2", "VPC"] },
        why: "Without a subnet an instance goes to the default VPC, whose subnets give out public addresses, unless somebody has changed them.",
        fix: {
            text: "Put the instance into a private subnet, or let it say that it wants no public address. The instance is replaced.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, subnetId: "subnet-0123456789abcdef0" });`,
        },
        check(instance) {
            const address = instance.given("associatePublicIpAddress");
            const demand = must(
                any([address.isGiven(), namesPlace(instance)]),
                say`Set ${address} to false, or \`subnetId\` to a private subnet.`,
            );
            return mustUnlessLeft(instance, address, demand);
        },
    }),
    resourcePolicy({
        id: "ec2-instance-profile",
        title: "Instances have a role",
        severity: "low",
        types: INSTANCES,
        controls: { cis3: ["1.18"], cis5: ["1.17"], cis7: ["2.16"], nist: ["AC-3", "IA-5"], whitepaper: ["EC2"] },
        why: "An instance without a role gets its permissions by keys that somebody copies to it, and that nobody rotates.",
        fix: {
            text: "Give it an instance profile, if only for Session Manager.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, iamInstanceProfile: "web" });`,
        },
        check(instance) {
            const profile = instance.get("iamInstanceProfile");
            return mustUnlessLeft(instance, profile, must(profile.isGiven(), say`Set ${profile} to one with a role.`));
        },
    }),
    resourcePolicy({
        id: "ec2-detailed-monitoring",
        title: "Instances are monitored every minute",
        severity: "low",
        types: MACHINES,
        controls: { nist: ["SI-4", "CA-7"], whitepaper: ["EC2"] },
        why: "With a value each five minutes, what went wrong is over before an alarm sees it.",
        fix: {
            text: "Turn detailed monitoring on, which costs by metric.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, monitoring: true });`,
        },
        check(resource) {
            const setting = monitoringOf(resource);
            return mustUnlessLeft(resource, setting, must(setting.is(true), say`Set ${setting} to true.`));
        },
        remediation: ({ type }) =>
            type === LAUNCH_CONFIGURATION
                ? []
                : [set(type === LAUNCH_TEMPLATE ? ["monitoring", "enabled"] : ["monitoring"], true)],
    }),
    resourcePolicy({
        id: "ec2-user-data-no-secrets",
        title: "The user data of instances holds no credentials",
        severity: "critical",
        types: ALL_MACHINES,
        controls: { nist: ["IA-5(7)", "SC-28"], whitepaper: ["account security"] },
        why: "User data is read by whoever may describe the instance, and by every process on it; it stays in the state too.",
        fix: {
            text: "Let the machine read secrets from Secrets Manager or Parameter Store by its role, and rotate what was here.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, userData: "#!/bin/sh\\nexec /opt/web/start" });`,
        },
        check: (resource) => machinesOf(resource).map((machine) => mustHoldNoSecret(resource, machine)),
    }),
    resourcePolicy({
        id: "ec2-no-key-pair",
        title: "Instances are administered without key pairs",
        severity: "low",
        types: ALL_MACHINES,
        controls: { nist: ["IA-5", "AC-17"], whitepaper: ["account security"] },
        why: "Whoever has a copy of the key is in, for ever, and nobody sees who it was.",
        fix: {
            text: "Leave the key pair out, and use Session Manager or EC2 Instance Connect.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, iamInstanceProfile: "web" });`,
        },
        check: (resource) =>
            machinesOf(resource).map((machine) => {
                const key = machine.get("keyName");
                return mustNot(key.isGiven(), say`Remove ${key}.`);
            }),
    }),
    settingPolicy({
        id: "ec2-source-dest-check",
        title: "Network interfaces take only what is for them",
        severity: "medium",
        types: [INSTANCE, SPOT_INSTANCE, INTERFACE],
        controls: { fsbp: ["EC2.180"], nist: ["SC-7"], whitepaper: ["VPC"] },
        why: "Without the check an instance can pass on other machines' traffic, or send in their name.",
        fix: {
            text: "Leave the check on. Only what routes for others, such as a NAT instance, has to do without; a NAT gateway does not.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, sourceDestCheck: true });`,
        },
        setting: "sourceDestCheck",
        must: { be: true },
        default: true,
    }),
    resourcePolicy({
        id: "ec2-single-network-interface",
        title: "Instances are in one network",
        severity: "low",
        types: [INSTANCE, SPOT_INSTANCE, LAUNCH_TEMPLATE],
        controls: { fsbp: ["EC2.17"], nist: ["AC-4(21)"], whitepaper: ["VPC"] },
        why: "An instance with two interfaces is a way from one network into the other, past what lies between them.",
        fix: {
            text: "Give each instance one interface, and route between networks.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, subnetId: "subnet-0123456789abcdef0" });`,
        },
        check(resource) {
            const interfaces = resource.get("networkInterfaces");
            return mustNot(interfaces.get(1).isPresent(), say`Leave one of ${interfaces}.`);
        },
    }),
    resourcePolicy({
        id: "ec2-termination-protection",
        title: "Instances are not terminated by mistake",
        severity: "low",
        offByDefault: true,
        types: [INSTANCE],
        controls: { nist: ["CP-10", "SI-13"], whitepaper: ["EC2"] },
        why: "Whoever picks the wrong instance ends it, and the volumes that go with it are gone. Instances that are replaced at will need none.",
        fix: {
            text: "Protect it. To destroy it, take the protection off first.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, disableApiTermination: true });`,
        },
        check(instance) {
            const isProtected = instance.get("disableApiTermination");
            return when(
                not(isLeftToTemplate(instance, isProtected)),
                must(isProtected.is(true), say`Set ${isProtected} to true.`),
            );
        },
    }),
    settingPolicy({
        id: "ec2-ebs-optimized",
        title: "Instances have bandwidth for their volumes alone",
        severity: "low",
        offByDefault: true,
        types: MACHINES,
        controls: { nist: ["CP-9", "SC-5"], whitepaper: ["EC2"] },
        why: "Without it, traffic of the network and of volumes get in each other's way. Current types have it without being told.",
        fix: {
            text: "Turn it on for types that do not have it by themselves.",
            example: `new aws.ec2.Instance("web", { ${IMAGE}, ebsOptimized: true });`,
        },
        setting: "ebsOptimized",
        must: { be: true },
        default: false,
    }),
]);

function monitoringOf(resource: ResourceReader): Value {
    switch (resource.type) {
        case LAUNCH_TEMPLATE:
            return resource.get("monitoring", "enabled");
        case LAUNCH_CONFIGURATION:
            return resource.get("enableMonitoring").absentAs(true);
        default:
            return resource.get("monitoring");
    }
}
