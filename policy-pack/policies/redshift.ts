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
    settingPolicy,
    stackPolicy,
    when,
} from "../evaluation";
import type { Link, ResourceReader, Truth, Value } from "../evaluation";
import { byType } from "./byType";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { parameterFits } from "./parameterGroups";
import { policyOf, typesWithPolicy } from "./resourcePolicies";
import { GROUP, internetEnters, type GroupRule } from "./vpc/groupRules";
import { carriesPort } from "./vpc/traffic";

const CLUSTER = "aws:redshift/cluster:Cluster";
const PARAMETER_GROUP = "aws:redshift/parameterGroup:ParameterGroup";
/** Of Redshift Serverless: what is stored, and what computes. */
const NAMESPACE = "aws:redshiftserverless/namespace:Namespace";
const WORKGROUP = "aws:redshiftserverless/workgroup:Workgroup";

const loggingOf: Link = {
    from: ["aws:redshift/logging:Logging"],
    by: "clusterIdentifier",
    to: [CLUSTER],
    named: ["clusterIdentifier", "id"],
};

/** A cluster from a snapshot has the names that its source had. */
function isNew(database: ResourceReader): Truth {
    const sources = database.type === CLUSTER ? ["snapshotIdentifier", "snapshotArn"] : [];
    return not(any(sources.map((source) => database.get(source).isPresent())));
}

/** The parameters of a group or a workgroup, and what their names and values are called there. */
function parametersOf(resource: ResourceReader): readonly [list: Value, name: string, value: string] {
    return resource.type === WORKGROUP
        ? [resource.get("configParameters"), "parameterKey", "parameterValue"]
        : [resource.get("parameters"), "name", "value"];
}

function requiresTls(resource: ResourceReader): Truth {
    const [parameters, name, value] = parametersOf(resource);
    const isNamed = (one: Value): Truth => one.get(name).is("require_ssl");
    const isUnsaid = not(parameters.some(isNamed));
    return any([
        // The values of others are no booleans.
        parameters.some((one) => (isNamed(one) === false ? false : all([isNamed(one), one.get(value).is(true)]))),
        isUnsaid === false ? false : all([isUnsaid, requiresTlsByDefault(resource)]),
    ]);
}

/** Groups of the second family have it on. AWS turned it on for new workgroups in 2025, but not in those there were. */
function requiresTlsByDefault(resource: ResourceReader): Truth {
    return resource.type === WORKGROUP
        ? parametersOf(resource)[0].noteUndetermined(
              say`It depends on the workgroup's age whether \`require_ssl\` is on`,
          )
        : resource.get("family").is("redshift-2.0");
}

const DEFAULT_PORT = 5439;

/** Whether a rule lets traffic to the port of a cluster or a workgroup through. */
function carriesPortOf(database: ResourceReader, rule: GroupRule): Truth {
    const port = database.get("port");
    const number = port.isKnown ? Number(port.toPlain()) : DEFAULT_PORT;
    return port.isUnknown || !Number.isInteger(number) ? port.noteUndetermined() : carriesPort(rule, number);
}

const exampleCluster = (settings: string): string => `new aws.redshift.Cluster("sales", {
    clusterIdentifier: "sales",
    nodeType: "ra3.large",
    ${settings},
});`;

const GROUP_FOR_THE_OFFICE = `const warehouse = new aws.ec2.SecurityGroup("warehouse", { vpcId: vpc.id });
new aws.vpc.SecurityGroupIngressRule("from-the-office", {
    securityGroupId: warehouse.id,
    cidrIpv4: "10.0.0.0/16",
    ipProtocol: "tcp",
    fromPort: 5439,
    toPort: 5439,
});`;

export default service("redshift", [
    ...byType(
        (types) =>
            stackPolicy({
                id: "redshift-security-group-access",
                title: "Security groups of Redshift clusters do not open their port to the internet",
                severity: "high",
                types,
                controls: { nist: ["AC-4", "SC-7"], whitepaper: ["Redshift", "VPC"] },
                why: "Whoever reaches the port can try passwords, and use flaws that need none.",
                fix: {
                    text: "Let in the security groups and networks of those who query.",
                    example: `${GROUP_FOR_THE_OFFICE}
${exampleCluster("vpcSecurityGroupIds: [warehouse.id]")}`,
                },
                check(database, stack) {
                    const setting = database.type === CLUSTER ? "vpcSecurityGroupIds" : "securityGroupIds";
                    return stack
                        .ofTypes(GROUP)
                        .filter((group) => database.comesFrom(setting, group))
                        .map((group) =>
                            mustNot(
                                internetEnters(group, stack, (rule) => carriesPortOf(database, rule)),
                                say`Narrow the rules of ${group} in ${database.get(setting)}, which open its port to the internet.`,
                            ),
                        );
                },
            }),
        { types: [CLUSTER], fsbp: "Redshift.15" },
        {
            id: "redshift-serverless-security-group-access",
            title: "Security groups of Redshift Serverless do not open its port to the internet",
            types: [WORKGROUP],
            example: `${GROUP_FOR_THE_OFFICE}
new aws.redshiftserverless.Workgroup("sales", {
    namespaceName: "sales",
    workgroupName: "sales",
    securityGroupIds: [warehouse.id],
});`,
        },
    ),
    settingPolicy({
        id: "redshift-not-public",
        title: "Redshift clusters and workgroups have no public address",
        severity: "critical",
        types: [CLUSTER, WORKGROUP],
        controls: { fsbp: ["Redshift.1", "RedshiftServerless.3"], nist: ["AC-3", "SC-7"], whitepaper: ["Redshift"] },
        why: "With a public address only a security group and a password stand between the internet and the data.",
        fix: {
            text: "Leave `publiclyAccessible` out. Whoever is outside of the VPC comes by a VPN or the query editor.",
            example: exampleCluster("publiclyAccessible: false"),
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "redshift-encrypted",
        title: "Redshift clusters are encrypted",
        severity: "medium",
        level: "mandatory",
        types: [CLUSTER],
        controls: { fsbp: ["Redshift.10"], nist: ["SC-13", "SC-28"], whitepaper: ["Redshift"] },
        why: "Disks, snapshots and backups are readable for whoever gets hold of them.",
        fix: {
            text: "Leave `encrypted` out, or set it to true. Redshift encrypts a cluster that exists in the background.",
            example: exampleCluster('encrypted: "true",\n    kmsKeyId: key.arn'),
        },
        setting: "encrypted",
        must: { be: true },
        default: true,
    }),
    ownKeyPolicy({
        id: "redshift-cmk",
        what: "Redshift clusters, namespaces and copies of snapshots",
        types: [CLUSTER, NAMESPACE, "aws:redshift/snapshotCopyGrant:SnapshotCopyGrant"],
        setting: "kmsKeyId",
        whitepaper: "Redshift",
        example: exampleCluster("kmsKeyId: key.arn"),
    }),
    resourcePolicy({
        id: "redshift-tls-required",
        title: "Redshift refuses connections without TLS",
        severity: "medium",
        level: "mandatory",
        types: [PARAMETER_GROUP, WORKGROUP],
        controls: {
            fsbp: ["Redshift.2", "RedshiftServerless.2"],
            nist: ["AC-17(2)", "SC-8", "SC-13"],
            whitepaper: ["Redshift"],
        },
        why: "Where a client may do without TLS, one that is set up wrongly sends its password and all data readable.",
        fix: {
            text: "Set the parameter `require_ssl` to true.",
            example: `new aws.redshift.ParameterGroup("sales", {
    family: "redshift-1.0",
    parameters: [{ name: "require_ssl", value: "true" }],
});`,
        },
        check(resource) {
            const [parameters] = parametersOf(resource);
            return must(requiresTls(resource), say`Set \`require_ssl\` to "true" in ${parameters}.`);
        },
    }),
    resourcePolicy({
        id: "redshift-user-activity-logging",
        title: "Parameter groups of Redshift log what users ask for",
        severity: "medium",
        types: [PARAMETER_GROUP],
        controls: { nist: ["AU-12", "AU-2"], whitepaper: ["Redshift"] },
        why: "Logs of connections tell who came; which queries he ran is in the log of user activity only, which this turns on.",
        fix: {
            text: "Set the parameter `enable_user_activity_logging` to true.",
            example: `new aws.redshift.ParameterGroup("sales", {
    family: "redshift-2.0",
    parameters: [{ name: "enable_user_activity_logging", value: "true" }],
});`,
        },
        check: (group) =>
            must(
                parameterFits(group, "enable_user_activity_logging", (value) => value.is(true)),
                say`Set \`enable_user_activity_logging\` to "true" in ${group.get("parameters")}.`,
            ),
    }),
    stackPolicy({
        id: "redshift-audit-logging",
        title: "Redshift clusters log connections and queries",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Redshift.4"], nist: ["AU-2", "AU-12"], whitepaper: ["Redshift"] },
        why: "Who connected, and what was asked, is kept in the cluster for days only, and goes with it.",
        fix: {
            text: "Give the cluster an `aws.redshift.Logging`, and set the parameter `enable_user_activity_logging`.",
            example: `const sales = new aws.redshift.Cluster("sales", { clusterIdentifier: "sales", nodeType: "ra3.large", encrypted: "true" });
new aws.redshift.Logging("sales", {
    clusterIdentifier: sales.id,
    logDestinationType: "cloudwatch",
    logExports: ["connectionlog", "userlog", "useractivitylog"],
});`,
        },
        check: (cluster, stack) =>
            must(
                stack.linkedTo(cluster, loggingOf).exists(),
                say`Give it an \`aws.redshift.Logging\` with its \`clusterIdentifier\`.`,
            ),
    }),
    resourcePolicy({
        id: "redshift-serverless-log-exports",
        title: "Redshift Serverless logs connections and users",
        severity: "medium",
        types: [NAMESPACE],
        controls: { fsbp: ["RedshiftServerless.6"], nist: ["AU-2", "AU-12"], whitepaper: ["Redshift"] },
        why: "Who connected, and who was given which rights, is nowhere else once the namespace is gone.",
        fix: {
            text: "Export the logs.",
            example: `new aws.redshiftserverless.Namespace("sales", {
    namespaceName: "sales",
    logExports: ["connectionlog", "userlog", "useractivitylog"],
});`,
        },
        check(namespace) {
            const exports = namespace.get("logExports");
            return [
                must(
                    exports.some((log) => log.is("connectionlog")),
                    say`Add "connectionlog" to ${exports}.`,
                ),
                must(
                    exports.some((log) => log.is("userlog")),
                    say`Add "userlog" to ${exports}.`,
                ),
            ];
        },
    }),
    settingPolicy({
        id: "redshift-snapshot-retention",
        title: "Redshift clusters keep snapshots long enough",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Redshift.3"], nist: ["CP-9", "SI-12"], whitepaper: ["Redshift"] },
        why: "What was lost or altered earlier than the oldest snapshot cannot be restored.",
        fix: {
            text: "Raise `automatedSnapshotRetentionPeriod`.",
            example: exampleCluster("automatedSnapshotRetentionPeriod: 14"),
        },
        options: {
            minimumDays: integer({
                default: 7,
                minimum: 1,
                maximum: 35,
                description: "The shortest time to keep automated snapshots that is accepted, in days.",
            }),
        },
        setting: "automatedSnapshotRetentionPeriod",
        must: { beAtLeast: "minimumDays", unit: "days" },
        default: 1,
        remediates: true,
    }),
    settingPolicy({
        id: "redshift-version-upgrade",
        title: "Redshift clusters take upgrades by themselves",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Redshift.6"], nist: ["SI-2"], whitepaper: ["Redshift"] },
        why: "Upgrades are where security flaws are mended. A cluster that waits for somebody stays open until then.",
        fix: {
            text: "Leave `allowVersionUpgrade` out, and choose a maintenance window.",
            example: exampleCluster("allowVersionUpgrade: true"),
        },
        setting: "allowVersionUpgrade",
        must: { be: true },
        default: true,
        remediates: true,
    }),
    settingPolicy({
        id: "redshift-enhanced-vpc-routing",
        title: "Redshift loads and unloads through the VPC",
        severity: "high",
        level: "advisory",
        types: [CLUSTER, WORKGROUP],
        controls: { fsbp: ["Redshift.7", "RedshiftServerless.1"], nist: ["AC-4", "SC-7"], whitepaper: ["Redshift"] },
        why: "Otherwise COPY and UNLOAD go past the VPC: no endpoint policy, security group or flow log applies to them.",
        fix: {
            text: "Set `enhancedVpcRouting`, and give the VPC an endpoint for S3.",
            example: exampleCluster("enhancedVpcRouting: true"),
        },
        setting: "enhancedVpcRouting",
        must: { be: true },
        default: false,
    }),
    settingPolicy({
        id: "redshift-own-subnets",
        title: "Redshift clusters lie in subnets that were chosen",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["AC-4", "SC-7"], whitepaper: ["Redshift", "VPC"] },
        why: "Without a subnet group the cluster lands in the default VPC, whose subnets all lead to the internet.",
        fix: {
            text: "Name a subnet group of private subnets.",
            example: exampleCluster(`clusterSubnetGroupName: "private"`),
        },
        setting: "clusterSubnetGroupName",
        must: { beSet: "the name of a subnet group" },
    }),
    resourcePolicy({
        id: "redshift-no-default-admin",
        title: "Administrators of Redshift have names of their own",
        severity: "medium",
        types: [CLUSTER, NAMESPACE],
        controls: { fsbp: ["Redshift.8", "RedshiftServerless.5"], nist: ["AC-2", "IA-5"], whitepaper: ["Redshift"] },
        why: "The usual name is half of what somebody needs who guesses passwords.",
        fix: {
            text: "Choose another name.",
            example: exampleCluster(`masterUsername: "sales_owner",\n    manageMasterPassword: true`),
        },
        check(database) {
            // A namespace that names nobody has `admin`; to the provider an empty text names nobody.
            const [name, usual] =
                database.type === CLUSTER
                    ? [database.get("masterUsername"), ["awsuser"]]
                    : [database.get("adminUsername").absentAs("admin"), ["admin", ""]];
            return mustNot(name.isOneOf(usual), say`Set ${name} to a name of your own.`);
        },
    }),
    resourcePolicy({
        id: "redshift-managed-password",
        title: "No program knows the password of Redshift's administrator",
        severity: "medium",
        types: [CLUSTER, NAMESPACE],
        controls: { nist: ["IA-5(7)"], whitepaper: ["Redshift"] },
        why: "A password that the program sets is in its state, and in all copies of that. It is not changed, either.",
        fix: {
            text: "Let Redshift make the password, and rotate it in Secrets Manager.",
            example: exampleCluster(`masterUsername: "sales_owner",\n    manageMasterPassword: true`),
        },
        check(database) {
            const [password, instead] =
                database.type === CLUSTER
                    ? [database.get("masterPassword"), say`manageMasterPassword`]
                    : [database.get("adminUserPassword"), say`manageAdminPassword`];
            return mustNot(password.isGiven(), say`Remove ${password}, and set \`${instead}\` to true.`);
        },
    }),
    resourcePolicy({
        id: "redshift-no-default-database",
        title: "Redshift databases have names of their own",
        severity: "medium",
        types: [CLUSTER, NAMESPACE],
        controls: { fsbp: ["Redshift.9", "RedshiftServerless.7"], nist: ["CM-2"], whitepaper: ["Redshift"] },
        why: "Everybody knows the name `dev`, and no rule that names the database tells it from that of another cluster.",
        fix: { text: "Name the database. The cluster is replaced.", example: exampleCluster(`databaseName: "sales"`) },
        check(database) {
            const name = database.get(database.type === CLUSTER ? "databaseName" : "dbName").absentAs("dev");
            return when(isNew(database), mustNot(name.isOneOf(["dev", ""]), say`Set ${name} to a name of your own.`));
        },
    }),
    settingPolicy({
        id: "redshift-final-snapshot",
        title: "Redshift clusters leave a snapshot when they are deleted",
        severity: "medium",
        types: [CLUSTER],
        controls: { nist: ["CP-9"], whitepaper: ["Redshift"] },
        why: "Automated snapshots go with the cluster. Without a final one nothing is left of its data.",
        fix: {
            text: "Leave `skipFinalSnapshot` out, and name the snapshot.",
            example: exampleCluster(`finalSnapshotIdentifier: "sales-final"`),
        },
        setting: "skipFinalSnapshot",
        must: { be: false },
        default: false,
    }),
    settingPolicy({
        id: "redshift-multi-az",
        title: "Redshift clusters outlive the loss of an Availability Zone",
        severity: "medium",
        types: [CLUSTER],
        controls: { fsbp: ["Redshift.18"], nist: ["CP-6", "CP-10"], whitepaper: ["Redshift"] },
        why: "A cluster in one zone is gone for as long as the zone is. Off by default here: it doubles the cost, and only RA3 nodes can.",
        fix: { text: "Set `multiAz`.", example: exampleCluster("multiAz: true") },
        offByDefault: true,
        setting: "multiAz",
        must: { be: true },
        default: false,
    }),
    resourcePolicy({
        id: "redshift-policy-no-public",
        title: "Policies of Redshift let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("redshift"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["Redshift"] },
        why: "Everybody with an AWS account could restore snapshots, or send data into the cluster.",
        fix: {
            text: "Name the accounts or services that are meant, and scope services by their account.",
            example: `new aws.redshift.ResourcePolicy("sales", {
    resourceArn: "arn:aws:redshift:eu-west-1:111122223333:namespace:sales",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["redshift:CreateInboundIntegration"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
]);
