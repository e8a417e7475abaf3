import redshift from "../../../policy-pack/policies/redshift";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { byType } from "../support/byType";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const cluster = (inputs: Inputs = {}): TestResource => ({ type: "aws:redshift/cluster:Cluster", inputs });
const namespace = (inputs: Inputs = {}): TestResource => ({
    type: "aws:redshiftserverless/namespace:Namespace",
    inputs,
});
const workgroup = (inputs: Inputs = {}): TestResource => ({
    type: "aws:redshiftserverless/workgroup:Workgroup",
    inputs,
});
const groupWith = (inputs: Inputs): TestResource => ({ type: "aws:redshift/parameterGroup:ParameterGroup", inputs });
const group = (family: string, requireSsl?: Input): TestResource => ({
    type: "aws:redshift/parameterGroup:ParameterGroup",
    inputs: {
        family,
        parameters: [
            { name: "enable_user_activity_logging", value: "true" },
            ...(requireSsl === undefined ? [] : [{ name: "require_ssl", value: requireSsl }]),
        ],
    },
});
const requiring = (parameterValue: Input): TestResource =>
    workgroup({ configParameters: [{ parameterKey: "require_ssl", parameterValue }] });
const grouped = (inputs: Inputs = {}): TestResource => ({
    ...cluster({ vpcSecurityGroupIds: [unknown()], ...inputs }),
    from: { vpcSecurityGroupIds: ["group"] },
});
const opening = (cidr: string, port = 5439): TestResource => ({
    type: "aws:ec2/securityGroup:SecurityGroup",
    name: "group",
    inputs: { ingress: [{ protocol: "tcp", fromPort: port, toPort: port, cidrBlocks: [cidr] }] },
});
const logging = (target: Input, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:redshift/logging:Logging",
    name: "logs",
    inputs: { clusterIdentifier: target, logDestinationType: "cloudwatch" },
    ...more,
});

const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const REQUIRE = 'Set `require_ssl` to "true" in `parameters`.';
const LOG = "Give it an `aws.redshift.Logging` with its `clusterIdentifier`.";
const EXPORT = (log: string): string => `Add "${log}" to \`logExports\`.`;
const OWN = (setting: string): string => `Set \`${setting}\` to a name of your own.`;
const policy = (principal: unknown): string =>
    JSON.stringify({ Statement: [{ Effect: "Allow", Principal: principal, Action: "redshift:*" }] });

describeService(redshift, {
    ...byType(
        {
            "redshift-security-group-access": ["aws:redshift/cluster:Cluster"],
            "redshift-serverless-security-group-access": ["aws:redshiftserverless/workgroup:Workgroup"],
        },
        {
            says: 'Narrow the rules of "group" in `vpcSecurityGroupIds`, which open its port to the internet.',
            compliant: {
                "from the VPC": [grouped(), opening("10.0.0.0/16")],
                "a workgroup, from the VPC": [
                    { ...workgroup({ securityGroupIds: [unknown()] }), from: { securityGroupIds: ["group"] } },
                    opening("10.0.0.0/16"),
                ],
                "another port": [grouped({ port: 8191 }), opening("0.0.0.0/0")],
                "the group of something else": [cluster(), opening("0.0.0.0/0")],
            },
            violating: {
                "its default port": [grouped(), opening("0.0.0.0/0")],
                "its own port": [grouped({ port: 8191 }), opening("0.0.0.0/0", 8191)],
                "its own port as text": [grouped({ port: "8191" }), opening("0.0.0.0/0", 8191)],
                "by IPv6, in a rule of its own": [
                    grouped(),
                    { type: "aws:ec2/securityGroup:SecurityGroup", name: "group", inputs: {} },
                    {
                        type: "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule",
                        name: "rule",
                        inputs: { securityGroupId: unknown(), ipProtocol: "-1", cidrIpv6: "::/0" },
                        from: { securityGroupId: ["group"] },
                    },
                ],
                "a workgroup": {
                    resources: [
                        { ...workgroup({ securityGroupIds: [unknown()] }), from: { securityGroupIds: ["group"] } },
                        opening("0.0.0.0/0"),
                    ],
                    says: ['Narrow the rules of "group" in `securityGroupIds`, which open its port to the internet.'],
                },
            },
            absent: "compliant",
            unknown: {
                "the port": {
                    resources: [grouped({ port: unknown() }), opening("0.0.0.0/0")],
                    undetermined: "Not known before the update: `port`.",
                },
            },
        },
    ),
    "redshift-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: cluster({ publiclyAccessible: false }) },
        violating: {
            "a cluster": cluster({ publiclyAccessible: true }),
            "a workgroup": workgroup({ publiclyAccessible: "true" }),
        },
        absent: "compliant",
    },
    "redshift-encrypted": {
        says: "Remove `encrypted`, or set it to true.",
        compliant: { encrypted: cluster({ encrypted: "true" }), "as a boolean": cluster({ encrypted: true }) },
        violating: { not: cluster({ encrypted: "false" }) },
        absent: "compliant",
    },
    "redshift-cmk": {
        says: "Set `kmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": cluster({ kmsKeyId: KEY }) },
        violating: {
            "a cluster": cluster({ encrypted: "true" }),
            "a namespace": namespace({ kmsKeyId: "" }),
            "copies of snapshots": {
                type: "aws:redshift/snapshotCopyGrant:SnapshotCopyGrant",
                inputs: { snapshotCopyGrantName: "sales" },
            },
        },
        absent: "violating",
    },
    "redshift-user-activity-logging": {
        says: 'Set `enable_user_activity_logging` to "true" in `parameters`.',
        compliant: { on: group("redshift-1.0") },
        violating: {
            off: groupWith({ parameters: [{ name: "enable_user_activity_logging", value: "false" }] }),
            "not said": groupWith({ parameters: [{ name: "require_ssl", value: "true" }] }),
            "not said, in the second family": groupWith({ family: "redshift-2.0" }),
        },
        absent: "violating",
    },
    "redshift-tls-required": {
        compliant: {
            "a group": group("redshift-1.0", "true"),
            "a group of the second family": group("redshift-2.0"),
            "a workgroup": requiring("true"),
        },
        violating: {
            "a group": { resources: group("redshift-1.0", "false"), says: [REQUIRE] },
            "a group that does not say": { resources: group("redshift-1.0"), says: [REQUIRE] },
            "a group of the second family": { resources: group("redshift-2.0", false), says: [REQUIRE] },
            "a workgroup": { resources: requiring("false"), says: [REQUIRE.replace("parameters", "configParameters")] },
        },
        absent: {
            "a group": {
                resources: { type: "aws:redshift/parameterGroup:ParameterGroup", inputs: {} },
                says: [REQUIRE],
            },
            "a workgroup": {
                resources: workgroup(),
                undetermined: "It depends on the workgroup's age whether `require_ssl` is on: `configParameters`.",
            },
            "a workgroup with other parameters": {
                resources: workgroup({ configParameters: [{ parameterKey: "datestyle", parameterValue: "ISO, MDY" }] }),
                undetermined: "It depends on the workgroup's age whether `require_ssl` is on: `configParameters`.",
            },
        },
        unknown: {
            "what a workgroup says, whatever its age": {
                resources: requiring(unknown()),
                undetermined: "Not known before the update: `configParameters[0].parameterValue`.",
            },
        },
    },
    "redshift-audit-logging": {
        says: LOG,
        compliant: {
            "a side-car": { resources: [cluster(), logging(unknown(), { from: { clusterIdentifier: ["it"] } })] },
            "by its name": { resources: [cluster({ clusterIdentifier: "sales" }), logging("sales")] },
            ...eachOutput(["clusterIdentifier", "id"], "sales", (outputs) => [
                { ...cluster(), outputs },
                logging("sales"),
            ]),
        },
        violating: {
            none: cluster({ clusterIdentifier: "sales" }),
            "that of another": { resources: [cluster({ clusterIdentifier: "sales" }), logging("other")], says: [LOG] },
        },
        absent: "violating",
        unknown: {
            "whose it is": {
                resources: [cluster(), logging(unknown())],
                undetermined: 'It is not known yet what this names: `clusterIdentifier` of "logs".',
            },
        },
    },
    "redshift-serverless-log-exports": {
        compliant: { both: namespace({ logExports: ["connectionlog", "userlog"] }) },
        violating: {
            one: { resources: namespace({ logExports: ["userlog"] }), says: [EXPORT("connectionlog")] },
            none: { resources: namespace({ logExports: [] }), says: [EXPORT("connectionlog"), EXPORT("userlog")] },
        },
        absent: {
            none: { resources: namespace(), says: [EXPORT("connectionlog"), EXPORT("userlog")] },
        },
    },
    "redshift-snapshot-retention": {
        says: "Set `automatedSnapshotRetentionPeriod` to 7 days or more.",
        compliant: {
            "a week": cluster({ automatedSnapshotRetentionPeriod: 7 }),
            "a day, where that is enough": { resources: cluster(), options: { minimumDays: 1 } },
        },
        violating: {
            "the day that is kept by default, where two are demanded": {
                resources: cluster(),
                options: { minimumDays: 2 },
                says: ["Set `automatedSnapshotRetentionPeriod` to 2 days or more."],
            },
            "six days": cluster({ automatedSnapshotRetentionPeriod: 6 }),
        },
        absent: "violating",
    },
    "redshift-version-upgrade": {
        says: "Remove `allowVersionUpgrade`, or set it to true.",
        compliant: { allowed: cluster({ allowVersionUpgrade: true }) },
        violating: { not: cluster({ allowVersionUpgrade: false }) },
        absent: "compliant",
    },
    "redshift-enhanced-vpc-routing": {
        says: "Set `enhancedVpcRouting` to true.",
        compliant: { on: cluster({ enhancedVpcRouting: true }) },
        violating: {
            "a cluster": cluster({ enhancedVpcRouting: false }),
            "a workgroup": workgroup({ enhancedVpcRouting: false }),
        },
        absent: "violating",
    },
    "redshift-own-subnets": {
        says: "Set `clusterSubnetGroupName` to the name of a subnet group.",
        compliant: { named: cluster({ clusterSubnetGroupName: "private" }) },
        violating: { empty: cluster({ clusterSubnetGroupName: "" }) },
        absent: "violating",
        malformed: {},
    },
    "redshift-no-default-admin": {
        compliant: {
            "a cluster": cluster({ masterUsername: "sales_owner" }),
            "a cluster from a snapshot, and an empty text": cluster({ masterUsername: "" }),
            "a namespace": namespace({ adminUsername: "sales_owner" }),
            "a cluster, of a namespace's usual name": cluster({ masterUsername: "admin" }),
            "a namespace, of a cluster's usual name": namespace({ adminUsername: "awsuser" }),
        },
        violating: {
            "a cluster": { resources: cluster({ masterUsername: "awsuser" }), says: [OWN("masterUsername")] },
            "a namespace": { resources: namespace({ adminUsername: "admin" }), says: [OWN("adminUsername")] },
            "a namespace that names nobody": {
                resources: namespace({ adminUsername: "" }),
                says: [OWN("adminUsername")],
            },
        },
        absent: {
            "a cluster from a snapshot": { resources: cluster() },
            "a namespace": { resources: namespace(), says: [OWN("adminUsername")] },
        },
    },
    "redshift-managed-password": {
        compliant: { "made by Redshift": cluster({ manageMasterPassword: true }) },
        violating: {
            "a cluster": {
                resources: cluster({ masterPassword: "correct horse" }),
                says: ["Remove `masterPassword`, and set `manageMasterPassword` to true."],
            },
            "a namespace": {
                resources: namespace({ adminUserPassword: "correct horse" }),
                says: ["Remove `adminUserPassword`, and set `manageAdminPassword` to true."],
            },
        },
        absent: "compliant",
        unknown: {
            "made by another resource": {
                resources: cluster({ masterPassword: unknown() }),
                says: ["Remove `masterPassword`, and set `manageMasterPassword` to true."],
            },
        },
        malformed: {},
        byPresenceAlone: true,
    },
    "redshift-no-default-database": {
        compliant: {
            "a cluster": cluster({ databaseName: "sales" }),
            "a namespace": namespace({ dbName: "sales" }),
            "a cluster from a snapshot": cluster({ snapshotIdentifier: "sales" }),
            "a cluster from a snapshot of another account": cluster({
                snapshotArn: "arn:aws:redshift:eu-west-1:444455556666:snapshot:sales/orders",
            }),
        },
        violating: {
            "a cluster": { resources: cluster({ databaseName: "dev" }), says: [OWN("databaseName")] },
            "a namespace": { resources: namespace({ dbName: "dev" }), says: [OWN("dbName")] },
            "an empty text, which names none": { resources: namespace({ dbName: "" }), says: [OWN("dbName")] },
        },
        absent: {
            "a cluster": { resources: cluster(), says: [OWN("databaseName")] },
            "a namespace": { resources: namespace(), says: [OWN("dbName")] },
        },
    },
    "redshift-final-snapshot": {
        says: "Remove `skipFinalSnapshot`, or set it to false.",
        compliant: { kept: cluster({ skipFinalSnapshot: false }) },
        violating: { skipped: cluster({ skipFinalSnapshot: true }) },
        absent: "compliant",
    },
    "redshift-multi-az": {
        says: "Set `multiAz` to true.",
        compliant: { on: cluster({ multiAz: true }) },
        violating: { off: cluster({ multiAz: false }) },
        absent: "violating",
    },
    "redshift-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: {
            "an account": {
                type: "aws:redshift/resourcePolicy:ResourcePolicy",
                inputs: { policy: policy({ AWS: "111122223333" }) },
            },
        },
        violating: {
            "a cluster": { type: "aws:redshift/resourcePolicy:ResourcePolicy", inputs: { policy: policy("*") } },
            "a snapshot": {
                type: "aws:redshiftserverless/resourcePolicy:ResourcePolicy",
                inputs: { policy: policy({ AWS: "*" }) },
            },
        },
        absent: "compliant",
    },
});
