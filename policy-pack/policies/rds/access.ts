import { all, must, mustNot, not, resourcePolicy, say, service, settingPolicy, when } from "../../evaluation";
import type { ResourcePolicy, ResourceReader, Truth } from "../../evaluation";
import { byType } from "../byType";
import { isOrInherits } from "../databaseCopies";
import {
    AURORA_MYSQL,
    CLUSTER,
    CLUSTER_INSTANCE,
    CLUSTER_PARAMETER_GROUP,
    INSTANCE,
    isServerlessV1,
    PARAMETER_GROUP,
    runs,
    type Engines,
} from "./databases";
import { encryptionParameters, parameterIs, type EncryptionParameter } from "./parameters";

const PROXY = "aws:rds/proxy:Proxy";

const IAM_ENGINES = [...AURORA_MYSQL, "aurora-postgresql", "mysql", "mariadb", "postgres"];

/** By engine, the port that everybody tries first. */
const DEFAULT_PORTS: readonly (readonly [engines: Engines, port: number])[] = [
    [[...AURORA_MYSQL, "mysql", "mariadb"], 3306],
    [["aurora-postgresql", "postgres"], 5432],
    [/oracle/, 1521],
    [/sqlserver/, 1433],
    [/db2/, 50_000],
];

/** The first Aurora Serverless knows passwords only, and so does MariaDB before 10.6. */
function mayUseIam(database: ResourceReader): Truth {
    const isOld = all([
        runs(database, ["mariadb"]),
        database.get("engineVersion").judgeText((version) => /^(5|10\.[0-5])(\.|$)/.test(version)),
    ]);
    return all([runs(database, IAM_ENGINES), not(isServerlessV1(database)), not(isOld)]);
}

const ON_THE_WAY = { nist: ["AC-17(2)", "SC-8", "SC-13"], whitepaper: ["RDS"] };
const READABLE =
    "Where a client may do without TLS, one that is set up wrongly sends its password and all data readable.";

interface Tls extends Pick<ResourcePolicy, "id" | "title"> {
    readonly control?: string;
    readonly engines: readonly EncryptionParameter["engine"][];
    /** Default: groups of instances and of clusters. */
    readonly types?: readonly [string, ...string[]];
    readonly text: string;
    readonly example: string;
}

function tlsPolicy({
    control,
    engines,
    types = [PARAMETER_GROUP, CLUSTER_PARAMETER_GROUP],
    text,
    example,
    ...declared
}: Tls): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "medium",
        level: "mandatory",
        types,
        controls: { ...(control !== undefined && { fsbp: [control] }), ...ON_THE_WAY },
        why: READABLE,
        fix: { text, example },
        check(group) {
            const isOfCluster = group.type === CLUSTER_PARAMETER_GROUP;
            return encryptionParameters
                .filter(({ engine, ofInstances }) => engines.includes(engine) && (isOfCluster || ofInstances))
                .map(({ families, onByDefault, instruction, ...parameter }) => {
                    const isOfFamily = group.get("family").judgeText((family) => families.test(family));
                    const isOn = group.get("family").judgeText((family) => onByDefault?.test(family) === true);
                    return when(isOfFamily, must(parameterIs(group, parameter, isOn), instruction));
                });
        },
    });
}

function exampleParameter(type: string, family: string, name: string, value: string): string {
    return `new aws.rds.${type}("orders", {
    family: "${family}",
    parameters: [{ name: "${name}", value: "${value}" }],
});`;
}

export default service("rds", [
    settingPolicy({
        id: "rds-not-public",
        title: "RDS databases have no public address",
        severity: "critical",
        types: [INSTANCE, CLUSTER_INSTANCE, "aws:rds/shardGroup:ShardGroup"],
        controls: {
            fsbp: ["RDS.2"],
            cis3: ["2.3.3"],
            cis5: ["2.2.3"],
            cis7: ["3.2.3"],
            nist: ["AC-3", "SC-7"],
            whitepaper: ["RDS"],
        },
        why: "With a public address only a security group and a password stand between the internet and the data.",
        fix: {
            text: "Leave `publiclyAccessible` out. Whoever is outside of the VPC comes by a VPN, Systems Manager or a proxy.",
            example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", publiclyAccessible: false });`,
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
        remediates: true,
    }),
    ...byType(
        (types) =>
            settingPolicy({
                id: "rds-iam-authentication",
                title: "RDS databases accept IAM authentication",
                severity: "medium",
                types,
                controls: { nist: ["AC-3", "IA-2"], whitepaper: ["RDS"] },
                why: "Tokens of IAM last 15 minutes and are recorded. Passwords of databases are shared, and stay.",
                fix: {
                    text: "Set `iamDatabaseAuthenticationEnabled`, and let services connect with tokens.",
                    example: `new aws.rds.Instance("orders", {
    engine: "postgres",
    instanceClass: "db.m7g.large",
    iamDatabaseAuthenticationEnabled: true,
});`,
                },
                setting: "iamDatabaseAuthenticationEnabled",
                must: { be: true },
                default: false,
                appliesIf: mayUseIam,
                remediates: true,
            }),
        { types: [INSTANCE], fsbp: "RDS.10" },
        {
            id: "rds-cluster-iam-authentication",
            title: "RDS clusters accept IAM authentication",
            types: [CLUSTER],
            fsbp: "RDS.12",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", iamDatabaseAuthenticationEnabled: true });`,
        },
    ),
    tlsPolicy({
        id: "rds-tls-required",
        title: "Aurora and Db2 refuse connections without TLS",
        engines: ["aurora", "db2"],
        text: "Set the parameter that the engine has for it: `rds.force_ssl`, `require_secure_transport` or `db2comm`.",
        example: exampleParameter("ClusterParameterGroup", "aurora-mysql8.0", "require_secure_transport", "ON"),
    }),
    tlsPolicy({
        id: "rds-postgresql-tls",
        title: "RDS databases of PostgreSQL refuse connections without TLS",
        control: "RDS.38",
        engines: ["postgresql"],
        text: "Set the parameter `rds.force_ssl`.",
        example: exampleParameter("ParameterGroup", "postgres17", "rds.force_ssl", "1"),
    }),
    tlsPolicy({
        id: "rds-mysql-tls",
        title: "RDS databases of MySQL refuse connections without TLS",
        control: "RDS.39",
        engines: ["mysql"],
        text: "Set the parameter `require_secure_transport`.",
        example: exampleParameter("ParameterGroup", "mysql8.4", "require_secure_transport", "1"),
    }),
    tlsPolicy({
        id: "rds-sqlserver-tls",
        title: "RDS databases of SQL Server refuse connections without TLS",
        control: "RDS.41",
        engines: ["sqlserver"],
        types: [PARAMETER_GROUP],
        text: "Set the parameter `rds.force_ssl`.",
        example: exampleParameter("ParameterGroup", "sqlserver-se-16.0", "rds.force_ssl", "1"),
    }),
    tlsPolicy({
        id: "rds-mariadb-tls",
        title: "RDS databases of MariaDB refuse connections without TLS",
        control: "RDS.44",
        engines: ["mariadb"],
        types: [PARAMETER_GROUP],
        text: "Set the parameter `require_secure_transport`.",
        example: exampleParameter("ParameterGroup", "mariadb11.8", "require_secure_transport", "1"),
    }),
    settingPolicy({
        id: "rds-proxy-tls",
        title: "RDS proxies refuse connections without TLS",
        severity: "medium",
        level: "mandatory",
        types: [PROXY],
        controls: { fsbp: ["RDS.43"], ...ON_THE_WAY },
        why: READABLE,
        fix: {
            text: "Set `requireTls`.",
            example: `new aws.rds.Proxy("orders", {
    engineFamily: "POSTGRESQL",
    roleArn: "arn:aws:iam::111122223333:role/proxy",
    vpcSubnetIds: ["subnet-1", "subnet-2"],
    requireTls: true,
    auths: [{ authScheme: "SECRETS", secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:orders-a1b2c3" }],
});`,
        },
        setting: "requireTls",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    resourcePolicy({
        id: "rds-managed-password",
        title: "No program knows the password of an RDS database",
        severity: "medium",
        types: [INSTANCE, CLUSTER],
        controls: { nist: ["IA-5(7)"], whitepaper: ["RDS"] },
        why: "A password that the program sets is in its state, and in all copies of that. It is not changed, either.",
        fix: {
            text: "Let RDS make the password, and rotate it in Secrets Manager.",
            example: `new aws.rds.Instance("orders", {
    instanceClass: "db.m7g.large",
    username: "orders_owner",
    manageMasterUserPassword: true,
});`,
        },
        check(database) {
            const password = database.get(database.type === CLUSTER ? "masterPassword" : "password");
            return mustNot(password.isGiven(), say`Remove ${password}, and set \`manageMasterUserPassword\` to true.`);
        },
    }),
    ...byType(
        (types) =>
            settingPolicy({
                id: "rds-no-default-admin",
                title: "Administrators of RDS databases have names of their own",
                severity: "medium",
                types,
                controls: { nist: ["AC-2", "IA-5"], whitepaper: ["RDS"] },
                why: "The usual name is half of what somebody needs who guesses passwords.",
                fix: {
                    text: "Choose another name. The database has to be replaced for it.",
                    example: `new aws.rds.Instance("orders", {
    instanceClass: "db.m7g.large",
    username: "orders_owner",
    manageMasterUserPassword: true,
});`,
                },
                setting: { [INSTANCE]: "username", [CLUSTER]: "masterUsername" },
                must: { notBeOneOf: ["admin", "postgres"] },
                // Without a name the database is a copy, and has the name of its source.
                isRequired: true,
            }),
        { types: [INSTANCE], fsbp: "RDS.25" },
        {
            id: "rds-cluster-no-default-admin",
            title: "Administrators of RDS clusters have names of their own",
            types: [CLUSTER],
            fsbp: "RDS.24",
            example: `new aws.rds.Cluster("orders", { engine: "aurora-postgresql", masterUsername: "orders_owner", manageMasterUserPassword: true });`,
        },
    ),
    resourcePolicy({
        id: "rds-no-default-port",
        title: "RDS databases listen on ports of their own",
        severity: "low",
        types: [INSTANCE, CLUSTER],
        controls: { fsbp: ["RDS.23"], nist: ["SC-7"], whitepaper: ["RDS"] },
        why: "Scans try the usual ports first. Off by default here: a port hides nothing from who looks at all of them.",
        fix: {
            text: "Set `port` to another than the engine's usual one.",
            example: `new aws.rds.Instance("orders", { engine: "postgres", instanceClass: "db.m7g.large", port: 7642 });`,
        },
        offByDefault: true,
        check: (database) =>
            DEFAULT_PORTS.map(([engines, usual]) => {
                const port = database.get("port");
                const isUsual = isOrInherits(database, port, (given) => given.absentAs(usual).is(usual));
                return when(
                    runs(database, engines),
                    mustNot(isUsual, say`Set ${port} to another port than the usual ${usual}.`),
                );
            }),
    }),
    settingPolicy({
        id: "rds-ca-certificate",
        title: "RDS databases show certificates of a present authority",
        severity: "medium",
        types: [INSTANCE, CLUSTER_INSTANCE, CLUSTER],
        controls: { nist: ["SC-8", "SC-12"], whitepaper: ["RDS"] },
        why: "Certificates of the authorities of 2015 and 2019 have expired: clients that verify them cannot connect, and those that do not verify are deceived.",
        fix: {
            text: "Leave the setting out, or name an authority of today.",
            example: `new aws.rds.Instance("orders", { instanceClass: "db.m7g.large", caCertIdentifier: "rds-ca-rsa2048-g1" });`,
        },
        setting: {
            [INSTANCE]: "caCertIdentifier",
            [CLUSTER_INSTANCE]: "caCertIdentifier",
            [CLUSTER]: "caCertificateIdentifier",
        },
        must: { notBeOneOf: ["rds-ca-2010", "rds-ca-2015", "rds-ca-2019"] },
    }),
]);
