import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { argumentsOf } from "../shared/arguments";
import { permissionsBoundaryRule } from "../shared/arn";
import { type Check, flag, idOf, text } from "../shared/checks";
import { Children, commonRules } from "../shared/children";
import { grant, type GrantOptions } from "../shared/grants";
import { physicalName, roleNaming, rolePolicyNaming } from "../shared/naming";
import { outputsOf } from "../shared/outputs";
import { policyDocument } from "../shared/policyDocument";
import { type NetworkPlacement, placementCheck } from "./connections";
import { bastionStatements, bastionTrust, connectGrant } from "./policy/bastionStatements";
import { AwsService } from "./policy/endpointServices";

/** Arguments of {@link Bastion}. `network` is needed. */
export interface BastionArgs {
    /** The Network, or ExistingNetwork, that it is a way into. Needed. */
    network: NetworkPlacement;
    /** Whether it runs; stopped, it costs only its volume and the endpoints. Plain. Default: true. */
    running?: boolean;
    /** Type of the instance, one with ARM processors. Plain. Default: `t4g.nano`. */
    instanceType?: string;
    /**
     * Image of a system for ARM processors with the SSM Agent, 3.3.40 or newer, such as Amazon Linux 2023. Default: the
     * newest of Amazon Linux 2023, so that an update to it replaces the instance.
     */
    imageId?: pulumi.Input<string>;
    /** ARN of a policy that limits what the role may do, whatever it is allowed. Default: none. */
    permissionsBoundaryArn?: pulumi.Input<string>;
    /** Tags, added to the component's own. Default: none. */
    tags?: Record<string, pulumi.Input<string>>;
}

const armType: Check<string> = text(
    (type) => (/^[a-z]+\d+g[a-z]*\.[a-z0-9-]+$/.test(type) ? undefined : `"${type}" has no ARM processors`),
    "use one such as t4g.nano, whose family ends in g",
);

const { tags } = commonRules("");

export const bastionArguments = argumentsOf<BastionArgs>()("Bastion", {
    network: {
        plain: true,
        needed: "pass a Network or an ExistingNetwork",
        check: placementCheck,
        input: ({ vpcId }: NetworkPlacement) => vpcId,
        why: "it is placed in its subnets, and gets endpoints of Systems Manager in them",
        cost: "7.30 USD for each of two endpoints in each zone, unless they are there",
    },
    running: {
        plain: true,
        check: flag,
        default: true,
        why: "nobody comes in by one that is stopped",
    },
    instanceType: {
        plain: true,
        check: armType,
        default: "t4g.nano",
        why: "the smallest there is: it passes on what others send",
        cost: "3.07 USD",
    },
    imageId: {
        check: idOf("ami"),
        otherwise: "the newest of Amazon Linux 2023",
        why: "without a way to the internet, it is renewed and not patched",
    },
    permissionsBoundaryArn: permissionsBoundaryRule,
    tags,
});

const imageParameter = "/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-arm64";

/**
 * A way into a network for people: an instance that is reached by Session Manager alone. It has no key pair, no open
 * port and no public address, and its security group lets it out to Systems Manager's endpoints and to what
 * `network.allow(bastion.group, ...)` names. Who may come in is for {@link grantConnect} to say.
 *
 * Cost: 3.07 USD a month for the instance, 0.64 USD for its volume, and two endpoints (29 USD in two zones).
 * Controls: EC2.3, EC2.8, EC2.9.
 */
export class Bastion extends pulumi.ComponentResource {
    /** The instance. */
    public readonly instance: aws.ec2.Instance;
    /** The instance's role. */
    public readonly role: aws.iam.Role;
    /** Its security group in the network: allow it what it shall reach. */
    public readonly group: aws.ec2.SecurityGroup;
    /** ARN of the instance. */
    public readonly arn: pulumi.Output<string>;
    /** Id of the instance, to start a session with. */
    public readonly instanceId: pulumi.Output<string>;
    /** Region of the bastion, which is the network's. */
    public readonly region: pulumi.Output<string>;

    /** @throws ArgumentError that names every wrong argument. */
    constructor(name: string, args: BastionArgs, opts?: pulumi.ComponentResourceOptions) {
        const given = bastionArguments.accept(name, args);
        super(given.type, name, given.inputs, opts);

        const { network, running, instanceType } = given.values;
        const { region } = network;
        const children = new Children(this, given);

        this.group = network.securityGroup(name);
        network.allow(
            this.group,
            network.useService(AwsService.Ssm),
            443,
            "the bastion registers with Systems Manager",
        );
        network.allow(this.group, network.useService(AwsService.SsmMessages), 443, "sessions through the bastion");

        this.role = new aws.iam.Role(
            children.name("role"),
            {
                ...physicalName("namePrefix", name, roleNaming),
                assumeRolePolicy: JSON.stringify(bastionTrust),
                permissionsBoundary: given.output("permissionsBoundaryArn"),
                tags: children.tags(),
            },
            children.looseOptions(),
        );
        const rolePolicy = new aws.iam.RolePolicy(
            children.name("role"),
            {
                ...physicalName("namePrefix", name, rolePolicyNaming),
                role: this.role.name,
                policy: JSON.stringify(policyDocument(bastionStatements)),
            },
            children.looseOptions(),
        );
        const profile = new aws.iam.InstanceProfile(
            children.name("profile"),
            { ...physicalName("namePrefix", name, roleNaming), role: this.role.name, tags: children.tags() },
            children.looseOptions(),
        );
        this.instance = new aws.ec2.Instance(
            children.name(),
            {
                ami: given.output("imageId").apply((id) => id ?? newestImage(this, region)),
                instanceType,
                subnetId: network.subnetIds.apply(([first = ""]) => first),
                vpcSecurityGroupIds: [this.group.id],
                associatePublicIpAddress: false,
                iamInstanceProfile: profile.name,
                metadataOptions: {
                    httpEndpoint: "enabled",
                    httpTokens: "required",
                    httpPutResponseHopLimit: 1,
                    instanceMetadataTags: "disabled",
                },
                rootBlockDevice: {
                    encrypted: true,
                    volumeType: "gp3",
                    deleteOnTermination: true,
                    tags: children.tags(),
                },
                // Processor time beyond what is included is not paid for.
                creditSpecification: { cpuCredits: "standard" },
                ebsOptimized: true,
                tags: children.tags(),
                region,
            },
            children.looseOptions(rolePolicy),
        );
        new aws.ec2transitgateway.InstanceState(
            children.name("state"),
            { instanceId: this.instance.id, state: running ? "running" : "stopped", region },
            children.looseOptions(),
        );

        this.arn = this.instance.arn;
        this.instanceId = this.instance.id;
        this.region = region;
        this.registerOutputs(outputsOf(this));
    }

    /**
     * Lets a role start sessions on the bastion, a shell or forwarded ports, and end its own. Whoever may start a shell
     * is root there: what the bastion reaches, they reach.
     */
    public grantConnect(role: aws.iam.Role, options: GrantOptions = {}): aws.iam.RolePolicy {
        return grant(connectGrant, this, role, options);
    }
}

function newestImage(parent: pulumi.Resource, region: pulumi.Input<string>): pulumi.Output<string> {
    return aws.ssm.getParameterOutput({ name: imageParameter, region }, { parent }).insecureValue;
}
