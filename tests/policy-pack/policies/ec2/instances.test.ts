import instances from "../../../../policy-pack/policies/ec2/instances";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { fromTemplate, instance, launchConfiguration, launchTemplate, spotFleet, spotInstance } from "./machines";

const defaults = (inputs: Inputs, name = "it") => ({
    type: "aws:ec2/instanceMetadataDefaults:InstanceMetadataDefaults",
    name,
    inputs,
});
const DEFAULT = defaults({ httpTokens: "required" }, "all");
const ELSEWHERE = 'Whether this is of the same account and Region cannot be told: `region` of "all".';
/** Unknown cases hold something unknown; these are of what no value tells. */
const source = (prefix: Input) => ({ type: "aws:ec2/keyPair:KeyPair", name: "other", inputs: { publicKey: prefix } });
const networkInterface = (sourceDestCheck: Input) => ({
    type: "aws:ec2/networkInterface:NetworkInterface",
    inputs: { subnetId: "subnet-1", sourceDestCheck },
});
const metadata = (options: Inputs): Inputs => ({ metadataOptions: options });
const REQUIRED = metadata({ httpTokens: "required" });
const OPTIONAL = metadata({ httpEndpoint: "enabled", httpTokens: "optional" });
const TOKENS = 'Set `metadataOptions.httpTokens` to "required".';

const HOPS = "Remove `metadataOptions.httpPutResponseHopLimit`, or set it to 1 or less.";
const PUBLIC = "Remove `associatePublicIpAddress`, or set it to false.";
const NO_SUBNET = "Set `associatePublicIpAddress` to false, or `subnetId` to a private subnet.";
const KEY = "Remove `keyName`.";

const subnet = (inputs: Inputs): TestResource => ({ type: "aws:ec2/subnet:Subnet", name: "subnet", inputs });
/** A machine in the stack's subnet. */
const inSubnet = (
    machine: (inputs: Inputs) => TestResource,
    inputs: Inputs = {},
    launchTemplate?: string,
): TestResource => ({
    ...machine({ subnetId: unknown(), ...inputs }),
    from: { subnetId: ["subnet"], ...(launchTemplate !== undefined && { launchTemplate: [launchTemplate] }) },
});
const template = (inputs: Inputs): TestResource => ({ ...launchTemplate(inputs), name: "template" });

const base64 = (text: string) => Buffer.from(text).toString("base64");
/** AWS's own example of a key id. */
const LEAKING = "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE\n";
const leaks = (path: string) => [
    `Take the credential out of \`${path}\`, and let the machine read it from Secrets Manager by its role.`,
];

describeService(instances, {
    ...byType(
        {
            "ec2-imdsv2": ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"],
            "ec2-launch-template-imdsv2": ["aws:ec2/launchTemplate:LaunchTemplate"],
            "ec2-launch-configuration-imdsv2": ["aws:ec2/launchConfiguration:LaunchConfiguration"],
        },
        {
            says: TOKENS,
            compliant: {
                required: instance(REQUIRED),
                "no service at all": instance(metadata({ httpEndpoint: "disabled", httpTokens: "optional" })),
                "a spot instance": spotInstance(REQUIRED),
                "a launch template": launchTemplate(REQUIRED),
                "a launch configuration": launchConfiguration(REQUIRED),
                "what says nothing, and has the account's default": instance(metadata({ httpEndpoint: "enabled" })),
            },
            violating: {
                optional: instance(OPTIONAL),
                "an instance that says otherwise than its template": instance({
                    ...OPTIONAL,
                    launchTemplate: { id: "lt-1" },
                }),
                "a spot instance": spotInstance(OPTIONAL),
                "a launch template": launchTemplate(OPTIONAL),
                "a launch configuration": {
                    resources: launchConfiguration(OPTIONAL),
                    says: [TOKENS],
                    unrepaired: true,
                },
            },
            absent: "compliant",
        },
    ),
    ...byType(
        {
            "ec2-imdsv2-declared": ["aws:ec2/instance:Instance", "aws:ec2/spotInstanceRequest:SpotInstanceRequest"],
            "ec2-launch-template-imdsv2-declared": ["aws:ec2/launchTemplate:LaunchTemplate"],
            "ec2-launch-configuration-imdsv2-declared": ["aws:ec2/launchConfiguration:LaunchConfiguration"],
        },
        {
            says: TOKENS,
            compliant: {
                required: instance(REQUIRED),
                "a launch template that demands it": launchTemplate(REQUIRED),
                "a launch configuration that demands it": launchConfiguration(REQUIRED),
                "what says otherwise, which is judged beside this": instance(OPTIONAL),
                "no service at all": instance(metadata({ httpEndpoint: "disabled" })),
                "an instance of a launch template, which is judged itself": fromTemplate,
                "the account demands it": [instance({}), DEFAULT],
                "the account has no service at all": [
                    launchTemplate({}),
                    defaults({ httpEndpoint: "disabled" }, "all"),
                ],
                "the account demands it, in the same Region": [
                    instance({ region: "eu-west-1" }),
                    defaults({ httpTokens: "required", region: "eu-west-1" }, "all"),
                ],
                "the account demands it, in the Region of the provider": [
                    { ...launchConfiguration({}), provider: { region: "eu-west-1", profile: "prod" } },
                    {
                        ...defaults({ httpTokens: "required", region: "eu-west-1" }, "all"),
                        provider: { profile: "prod" },
                    },
                ],
            },
            violating: {
                "an instance": instance({ metadataOptions: { httpEndpoint: "enabled" } }),
                "a spot instance": spotInstance({}),
                "a launch template": launchTemplate({}),
                "a launch configuration": launchConfiguration({}),
                "a launch template that says something else": launchTemplate(metadata({ httpEndpoint: "enabled" })),
                "a launch configuration that says something else": launchConfiguration(
                    metadata({ httpEndpoint: "enabled" }),
                ),
                "the account has no preference": [instance({}), defaults({ httpTokens: "no-preference" }, "all")],
                "the account demands it in another Region": [
                    instance({ region: "eu-west-1" }),
                    defaults({ httpTokens: "required", region: "us-east-1" }, "all"),
                ],
                "the account demands it in the Region of another provider": [
                    { ...instance({}), provider: { region: "eu-west-1" } },
                    { ...DEFAULT, provider: { region: "us-east-1" } },
                ],
                "what the provider fills in": {
                    ...instance({}),
                    outputs: { metadataOptions: unknown() },
                },
                "what the provider completes": instance({ metadataOptions: { httpTokens: unknown() } }),
            },
            absent: "violating",
            unknown: {
                "a Region that is not known": {
                    resources: [
                        { ...instance({ region: unknown() }), from: { region: [] } },
                        defaults({ httpTokens: "required", region: "eu-west-1" }, "all"),
                    ],
                    undetermined: ELSEWHERE,
                },
                "a provider's Region that is not known": {
                    resources: [
                        { ...instance({ region: "eu-west-1" }), provider: {} },
                        { ...DEFAULT, provider: { region: unknown() } },
                        source(unknown()),
                    ],
                    undetermined: `Not known before the update: \`provider.region\` of "all". ${ELSEWHERE}`,
                },
                "perhaps another account": {
                    resources: [
                        { ...instance({}), provider: { region: "eu-west-1", profile: "prod" } },
                        { ...DEFAULT, provider: { region: "eu-west-1", profile: "test" } },
                        source(unknown()),
                    ],
                    undetermined: ELSEWHERE,
                },
                ...Object.fromEntries(
                    Object.entries({
                        accessKey: "AKIAIOSFODNN7EXAMPLE",
                        sharedConfigFiles: ["prod.conf"],
                        assumeRoles: [{ roleArn: "arn:aws:iam::444455556666:role/deploy" }],
                        assumeRoleWithWebIdentity: { roleArn: "arn:aws:iam::444455556666:role/deploy" },
                    }).map(([name, value]) => [
                        `perhaps another account, by ${name}`,
                        {
                            resources: [
                                { ...instance({}), provider: { region: "eu-west-1", [name]: value } },
                                { ...DEFAULT, provider: { region: "eu-west-1" } },
                                source(unknown()),
                            ],
                            undetermined: ELSEWHERE,
                        },
                    ]),
                ),
                "perhaps by another default than that of another account, which does not help": {
                    resources: [
                        instance({}),
                        { ...defaults({ httpTokens: "optional" }, "all"), provider: { profile: "test" } },
                        defaults({ httpTokens: unknown() }, "later"),
                    ],
                    undetermined: 'Not known before the update: `httpTokens` of "later".',
                },
                "perhaps another Region, of the surroundings": {
                    resources: [
                        { ...instance({}), provider: { profile: "prod" } },
                        { ...DEFAULT, provider: { profile: "prod" } },
                        source(unknown()),
                    ],
                    undetermined: ELSEWHERE,
                },
            },
        },
    ),
    "ec2-imdsv2-by-default": {
        says: 'Set `httpTokens` to "required".',
        compliant: {
            required: defaults({ httpTokens: "required" }),
            "no service at all": defaults({ httpEndpoint: "disabled" }),
        },
        violating: { "no preference": defaults({ httpTokens: "no-preference" }) },
        absent: "violating",
    },
    "ec2-imds-hop-limit": {
        says: HOPS,
        compliant: {
            one: instance(metadata({ httpPutResponseHopLimit: 1 })),
            "as many as the options allow": {
                resources: launchTemplate(metadata({ httpPutResponseHopLimit: 2 })),
                options: { maximumHops: 2 },
            },
        },
        violating: {
            two: instance(metadata({ httpPutResponseHopLimit: 2 })),
            "a spot instance": spotInstance(metadata({ httpPutResponseHopLimit: 64 })),
            "a launch template": launchTemplate(metadata({ httpPutResponseHopLimit: 2 })),
            "a launch configuration": launchConfiguration(metadata({ httpPutResponseHopLimit: "2" })),
            "the defaults of an account": {
                resources: defaults({ httpPutResponseHopLimit: 2 }),
                says: [HOPS.replace("metadataOptions.", "")],
            },
        },
        absent: "compliant",
    },
    ...byType(
        {
            "ec2-no-public-ip": [
                "aws:ec2/instance:Instance",
                "aws:ec2/spotInstanceRequest:SpotInstanceRequest",
                "aws:ec2/spotFleetRequest:SpotFleetRequest",
            ],
            "ec2-launch-template-no-public-ip": ["aws:ec2/launchTemplate:LaunchTemplate"],
            "ec2-launch-configuration-no-public-ip": ["aws:ec2/launchConfiguration:LaunchConfiguration"],
        },
        {
            says: PUBLIC,
            compliant: {
                none: instance({ associatePublicIpAddress: false }),
                "none in a template": launchTemplate({
                    networkInterfaces: [{ associatePublicIpAddress: "false" }, {}],
                }),
                "none in a launch configuration": launchConfiguration({ associatePublicIpAddress: false }),
                "none in a fleet": spotFleet({}, { associatePublicIpAddress: false }),
            },
            violating: {
                "an instance": instance({ associatePublicIpAddress: true }),
                "a spot instance": spotInstance({ associatePublicIpAddress: true }),
                "a launch configuration": launchConfiguration({ associatePublicIpAddress: true }),
                "a launch template": {
                    resources: launchTemplate({ networkInterfaces: [{}, { associatePublicIpAddress: "true" }] }),
                    says: [PUBLIC.replace("associate", "networkInterfaces[1].associate")],
                },
                "a spot fleet": {
                    resources: spotFleet({}, { associatePublicIpAddress: true }),
                    says: [PUBLIC.replace("associate", "launchSpecifications[1].associate")],
                },
            },
            absent: "compliant",
        },
    ),
    "ec2-no-public-ip-by-subnet": {
        says: 'Set `associatePublicIpAddress` to false, or put it into another subnet than "subnet".',
        compliant: {
            "a private subnet": [inSubnet(instance), subnet({ mapPublicIpOnLaunch: false })],
            "a subnet that says nothing": [inSubnet(instance), subnet({})],
            "a public subnet, and no address": [
                inSubnet(instance, { associatePublicIpAddress: false }),
                subnet({ mapPublicIpOnLaunch: true }),
            ],
            "an address that is asked for, which is judged beside this": [
                inSubnet(instance, { associatePublicIpAddress: true }),
                subnet({ mapPublicIpOnLaunch: true }),
            ],
            "a template, which is judged itself": [
                inSubnet(instance, { launchTemplate: { id: "lt-1" } }),
                subnet({ mapPublicIpOnLaunch: true }),
            ],
            "a template of the stack that wants no address": [
                inSubnet(instance, { launchTemplate: { id: unknown() } }, "template"),
                subnet({ mapPublicIpOnLaunch: true }),
                template({ networkInterfaces: [{ associatePublicIpAddress: "false" }] }),
            ],
            "a template of the stack with an interface that was made before": [
                inSubnet(instance, { launchTemplate: { id: unknown() } }, "template"),
                subnet({ mapPublicIpOnLaunch: true }),
                template({ networkInterfaces: [{ networkInterfaceId: "eni-1" }] }),
            ],
            "a template, and no address": [
                inSubnet(instance, { launchTemplate: { id: unknown() }, associatePublicIpAddress: false }, "template"),
                subnet({ mapPublicIpOnLaunch: true }),
                template({}),
            ],
            "a template of the stack that is not its own": [
                inSubnet(instance, { launchTemplate: { id: "lt-1" } }),
                subnet({ mapPublicIpOnLaunch: true }),
                template({}),
            ],
            "a subnet of another stack": instance({ subnetId: "subnet-1" }),
            "another one's public subnet": [instance({ subnetId: "subnet-1" }), subnet({ mapPublicIpOnLaunch: true })],
            "no subnet at all": instance({}),
        },
        violating: {
            "a public subnet": [inSubnet(instance), subnet({ mapPublicIpOnLaunch: true })],
            "a spot instance": [inSubnet(spotInstance), subnet({ mapPublicIpOnLaunch: "true" })],
            "a template of the stack that says nothing either": [
                inSubnet(instance, { launchTemplate: { id: unknown() } }, "template"),
                subnet({ mapPublicIpOnLaunch: true }),
                template({ networkInterfaces: [{ deleteOnTermination: "true" }] }),
            ],
            "a default subnet, which is public": [
                inSubnet(instance),
                { ...subnet({}), type: "aws:ec2/defaultSubnet:DefaultSubnet" },
            ],
            "what the provider fills in": [
                { ...inSubnet(instance), outputs: { subnetId: unknown(), associatePublicIpAddress: unknown() } },
                subnet({ mapPublicIpOnLaunch: true }),
            ],
        },
        absent: "compliant",
    },
    "ec2-no-public-ip-by-default-vpc": {
        says: NO_SUBNET,
        compliant: {
            "a subnet": instance({ subnetId: "subnet-1" }),
            "a subnet that is not made yet": inSubnet(instance),
            "a network interface of its own": instance({ primaryNetworkInterface: { networkInterfaceId: "eni-1" } }),
            "network interfaces": instance({ networkInterfaces: [{ deviceIndex: 0, networkInterfaceId: "eni-1" }] }),
            "no address": spotInstance({ associatePublicIpAddress: false }),
            "an address that is asked for, which is judged beside this": instance({ associatePublicIpAddress: true }),
            "an instance of a launch template, which may say so": fromTemplate,
        },
        violating: {
            "no network interfaces": instance({ networkInterfaces: [] }),
            "a spot instance": spotInstance({}),
        },
        absent: "violating",
    },
    "ec2-instance-profile": {
        says: "Set `iamInstanceProfile` to one with a role.",
        compliant: {
            "with a role": instance({ iamInstanceProfile: "web" }),
            "with one that is not made yet": instance({ iamInstanceProfile: unknown() }),
            "an instance of a launch template, which may have one": fromTemplate,
        },
        violating: {
            without: instance({}),
            "a spot instance": spotInstance({}),
        },
        absent: "violating",
        byPresenceAlone: true,
        malformed: { "anything is a profile": instance({ iamInstanceProfile: { name: "web" } }) },
    },
    "ec2-detailed-monitoring": {
        says: "Set `monitoring` to true.",
        compliant: {
            "an instance": instance({ monitoring: true }),
            "a launch template": launchTemplate({ monitoring: { enabled: true } }),
            "a launch configuration": launchConfiguration({ enableMonitoring: true }),
            "an instance of a launch template, which is judged itself": fromTemplate,
        },
        violating: {
            "an instance": instance({ monitoring: false }),
            "a spot instance": spotInstance({}),
            "a launch template": {
                resources: launchTemplate({ monitoring: { enabled: false } }),
                says: ["Set `monitoring.enabled` to true."],
            },
            "a launch configuration": {
                resources: launchConfiguration({ enableMonitoring: false }),
                says: ["Set `enableMonitoring` to true."],
                unrepaired: true,
            },
        },
        absent: {
            "an instance has it off": { resources: instance({}), says: ["Set `monitoring` to true."] },
            "a launch configuration has it on": launchConfiguration({}),
        },
    },
    "ec2-user-data-no-secrets": {
        compliant: {
            "no secret": instance({ userData: "#!/bin/sh\nexport AWS_ACCESS_KEY_ID=FOO\nexport PASSWORD\n" }),
            "no secret in base64": launchTemplate({ userData: base64("#!/bin/sh\nyum update\n") }),
        },
        violating: {
            "an instance": { resources: instance({ userData: LEAKING }), says: leaks("userData") },
            "an instance, in base64": {
                resources: instance({ userDataBase64: base64(LEAKING) }),
                says: leaks("userDataBase64"),
            },
            "a password": {
                resources: instance({ userData: '#!/bin/sh\nexport DB_PASSWORD="hunter2"\n' }),
                says: leaks("userData"),
            },
            "a spot instance": { resources: spotInstance({ userData: LEAKING }), says: leaks("userData") },
            "a launch template": { resources: launchTemplate({ userData: base64(LEAKING) }), says: leaks("userData") },
            "a launch template, as it is": {
                resources: launchTemplate({ userData: LEAKING }),
                says: leaks("userData"),
            },
            "a launch configuration": {
                resources: launchConfiguration({ userDataBase64: base64("-----BEGIN RSA PRIVATE KEY-----\n") }),
                says: leaks("userDataBase64"),
            },
            "a spot fleet": {
                resources: spotFleet({}, { userData: LEAKING }),
                says: leaks("launchSpecifications[1].userData"),
            },
        },
        absent: "compliant",
    },
    "ec2-no-key-pair": {
        says: KEY,
        compliant: { without: instance({}) },
        violating: {
            "an instance": instance({ keyName: "admin" }),
            "a spot instance": spotInstance({ keyName: "admin" }),
            "a launch template": launchTemplate({ keyName: "admin" }),
            "a launch configuration": launchConfiguration({ keyName: "admin" }),
            "a spot fleet": {
                resources: spotFleet({ keyName: "admin" }),
                says: ["Remove `launchSpecifications[0].keyName`."],
            },
        },
        absent: "compliant",
        unknown: {
            "that of a key pair": { resources: instance({ keyName: unknown() }), says: [KEY] },
            "of something not known": {
                resources: {
                    type: "aws:ec2/spotFleetRequest:SpotFleetRequest",
                    inputs: { launchSpecifications: unknown() },
                },
                undetermined: "Not known before the update: `launchSpecifications[*].keyName`.",
            },
        },
        malformed: {
            "anything is a name": { resources: instance({ keyName: { name: "admin" } }), says: [KEY] },
        },
    },
    "ec2-source-dest-check": {
        says: "Remove `sourceDestCheck`, or set it to true.",
        compliant: { on: instance({ sourceDestCheck: true }) },
        violating: {
            "an instance": instance({ sourceDestCheck: false }),
            "a spot instance": spotInstance({ sourceDestCheck: false }),
            "a network interface": networkInterface("false"),
        },
        absent: "compliant",
    },
    "ec2-single-network-interface": {
        says: "Leave one of `networkInterfaces`.",
        compliant: { one: launchTemplate({ networkInterfaces: [{ deviceIndex: 0 }] }) },
        violating: {
            "an instance": instance({ networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 1 }] }),
            "a spot instance": spotInstance({ networkInterfaces: [{ deviceIndex: 0 }, { deviceIndex: 1 }] }),
            "a launch template": launchTemplate({ networkInterfaces: [{}, {}] }),
        },
        absent: "compliant",
        malformed: {
            "no list": {
                resources: instance({ networkInterfaces: "two" }),
                undetermined: "Not of the type it should be: `networkInterfaces`.",
            },
        },
    },
    "ec2-termination-protection": {
        says: "Set `disableApiTermination` to true.",
        compliant: {
            protected: instance({ disableApiTermination: true }),
            "left to a template": fromTemplate,
        },
        violating: {
            not: instance({ disableApiTermination: false }),
            "not, whatever the template says": instance({
                disableApiTermination: false,
                launchTemplate: { id: "lt-1" },
            }),
        },
        absent: "violating",
    },
    "ec2-ebs-optimized": {
        says: "Set `ebsOptimized` to true.",
        compliant: { on: instance({ ebsOptimized: true }), "as a text": launchTemplate({ ebsOptimized: "true" }) },
        violating: {
            "an instance": instance({ ebsOptimized: false }),
            "a spot instance": spotInstance({}),
            "a launch template": launchTemplate({ ebsOptimized: "false" }),
            "a launch configuration": launchConfiguration({}),
        },
        absent: "violating",
    },
});
