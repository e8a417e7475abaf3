import access from "../../../../policy-pack/policies/rds/access";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { unknown, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { cluster, clusterInstance, clusterParameterGroup, instance, parameterGroup } from "./databases";

const proxy = (inputs: Inputs): TestResource => ({ type: "aws:rds/proxy:Proxy", inputs });
const set = (parameter: string, value = "1"): string => `Set \`${parameter}\` to "${value}" in \`parameters\`.`;
const port = (usual: number): string => `Set \`port\` to another port than the usual ${usual}.`;

describeService(access, {
    "rds-not-public": {
        says: "Remove `publiclyAccessible`, or set it to false.",
        compliant: { private: instance({ publiclyAccessible: false }) },
        violating: {
            "an instance": instance({ publiclyAccessible: true }),
            "an instance of a cluster": clusterInstance({ publiclyAccessible: "true" }),
            "a group of shards": { type: "aws:rds/shardGroup:ShardGroup", inputs: { publiclyAccessible: true } },
        },
        absent: "compliant",
    },
    ...byType(
        {
            "rds-iam-authentication": ["aws:rds/instance:Instance"],
            "rds-cluster-iam-authentication": ["aws:rds/cluster:Cluster"],
        },
        {
            says: "Set `iamDatabaseAuthenticationEnabled` to true.",
            compliant: {
                on: instance({ engine: "postgres", iamDatabaseAuthenticationEnabled: true }),
                "an engine without it": instance({ engine: "sqlserver-se" }),
                "another without it": instance({ engine: "oracle-se2" }),
                "MariaDB that is too old for it": instance({ engine: "mariadb", engineVersion: "10.5.2" }),
                "MariaDB of long ago": instance({ engine: "mariadb", engineVersion: "5.5" }),
                "the first Aurora Serverless": cluster({ engine: "aurora-mysql", engineMode: "serverless" }),
            },
            violating: {
                PostgreSQL: instance({ engine: "postgres", iamDatabaseAuthenticationEnabled: false }),
                "MySQL, by default": instance({ engine: "mysql" }),
                MariaDB: instance({ engine: "mariadb" }),
                "MariaDB of a version": instance({ engine: "mariadb", engineVersion: "10.11" }),
                "MariaDB of a version that ends in 5": instance({ engine: "mariadb", engineVersion: "10.11.5" }),
                "MySQL of a version that begins with 5": instance({ engine: "mysql", engineVersion: "5.7.44" }),
                Aurora: cluster({ engine: "aurora-postgresql" }),
                "Aurora MySQL": cluster({ engine: "aurora-mysql" }),
                "a Multi-AZ cluster": cluster({ engine: "postgres", iamDatabaseAuthenticationEnabled: false }),
            },
            absent: {
                "an instance of an engine that is not said": instance({}),
                "a cluster, which is of Aurora MySQL": {
                    resources: cluster({}),
                    says: ["Set `iamDatabaseAuthenticationEnabled` to true."],
                },
            },
            unknown: {
                "the engine of a replica is that of its source": {
                    resources: instance({ replicateSourceDb: "orders", iamDatabaseAuthenticationEnabled: unknown() }),
                    undetermined:
                        "Not known before the update: `iamDatabaseAuthenticationEnabled`. It is that of what it is made from: `engine`.",
                },
            },
        },
    ),
    "rds-tls-required": {
        compliant: {
            "Aurora PostgreSQL": clusterParameterGroup("aurora-postgresql16", { "rds.force_ssl": "1" }),
            "Aurora PostgreSQL, on by default": clusterParameterGroup("aurora-postgresql17"),
            "Aurora MySQL": clusterParameterGroup("aurora-mysql8.0", { require_secure_transport: "ON" }),
            "Aurora MySQL, in small letters": clusterParameterGroup("aurora-mysql8.0", {
                require_secure_transport: "on",
            }),
            "instances of Aurora, whose cluster decides": parameterGroup("aurora-mysql8.0"),
            "instances of Aurora PostgreSQL": parameterGroup("aurora-postgresql16"),
            Db2: parameterGroup("db2-se-11.5", { db2comm: "SSL" }),
            "Oracle, which has an option for it": parameterGroup("oracle-se2-19"),
            "PostgreSQL, which is another policy's": parameterGroup("postgres14"),
            "MySQL, which is another policy's": clusterParameterGroup("mysql8.0"),
        },
        violating: {
            "Aurora PostgreSQL": {
                resources: clusterParameterGroup("aurora-postgresql16"),
                says: [set("rds.force_ssl")],
            },
            "Aurora MySQL": {
                resources: clusterParameterGroup("aurora-mysql5.7", { tls_version: "TLSv1.2" }),
                says: [set("require_secure_transport", "ON")],
            },
            Db2: { resources: parameterGroup("db2-ae-11.5", { db2comm: "TCPIP" }), says: [set("db2comm", "SSL")] },
        },
        absent: "compliant",
    },
    "rds-postgresql-tls": {
        says: set("rds.force_ssl"),
        compliant: {
            on: parameterGroup("postgres14", { "rds.force_ssl": "1" }),
            "on by default": parameterGroup("postgres17"),
            "another engine": parameterGroup("sqlserver-se-16.0"),
            "Aurora, which is another policy's": clusterParameterGroup("aurora-postgresql14"),
        },
        violating: {
            off: parameterGroup("postgres17", { "rds.force_ssl": "0" }),
            "off by default": parameterGroup("postgres14"),
            "a Multi-AZ cluster": clusterParameterGroup("postgres13"),
        },
        absent: "compliant",
        unknown: {
            "the value": {
                resources: {
                    ...parameterGroup("postgres14"),
                    inputs: { family: "postgres14", parameters: [{ name: "rds.force_ssl", value: unknown() }] },
                },
                undetermined: "Not known before the update: `parameters[0].value`.",
            },
        },
    },
    "rds-mysql-tls": {
        says: set("require_secure_transport"),
        compliant: {
            on: parameterGroup("mysql8.4", { require_secure_transport: "ON" }),
            "another engine": parameterGroup("mariadb10.11"),
            "Aurora, which is another policy's": clusterParameterGroup("aurora-mysql8.0"),
            "a version before the parameter": parameterGroup("mysql5.6"),
        },
        violating: {
            off: parameterGroup("mysql8.0", { max_connections: "1", require_secure_transport: "OFF" }),
            "a Multi-AZ cluster": clusterParameterGroup("mysql8.0"),
            "the first version that has it": parameterGroup("mysql5.7"),
        },
        absent: "compliant",
    },
    "rds-sqlserver-tls": {
        says: set("rds.force_ssl"),
        compliant: {
            on: parameterGroup("sqlserver-se-16.0", { "rds.force_ssl": "1" }),
            "another engine": parameterGroup("postgres14"),
        },
        violating: {
            "off by default": parameterGroup("sqlserver-se-16.0"),
            custom: parameterGroup("custom-sqlserver-ee-15.0"),
        },
        absent: "compliant",
    },
    "rds-mariadb-tls": {
        says: set("require_secure_transport"),
        compliant: {
            on: parameterGroup("mariadb10.11", { require_secure_transport: "1" }),
            "on by default": parameterGroup("mariadb11.8"),
            "another engine": parameterGroup("mysql8.0"),
            "a version before the parameter": parameterGroup("mariadb10.4"),
        },
        violating: {
            "off by default": parameterGroup("mariadb10.11"),
            "of 11.4": parameterGroup("mariadb11.4"),
            "the first version that has it": parameterGroup("mariadb10.5"),
        },
        absent: "compliant",
    },
    "rds-proxy-tls": {
        says: "Set `requireTls` to true.",
        compliant: { on: proxy({ requireTls: true }) },
        violating: { off: proxy({ requireTls: false }) },
        absent: "violating",
    },
    "rds-managed-password": {
        compliant: {
            "made by RDS": instance({ manageMasterUserPassword: true }),
            "written, and not kept in the state": instance({ passwordWo: "x", passwordWoVersion: 1 }),
        },
        violating: {
            "an instance": {
                resources: instance({ password: "correct horse" }),
                says: ["Remove `password`, and set `manageMasterUserPassword` to true."],
            },
            "a cluster": {
                resources: cluster({ masterPassword: "correct horse" }),
                says: ["Remove `masterPassword`, and set `manageMasterUserPassword` to true."],
            },
        },
        absent: "compliant",
        unknown: {
            "made by another resource": {
                resources: instance({ password: unknown() }),
                says: ["Remove `password`, and set `manageMasterUserPassword` to true."],
            },
        },
        malformed: {},
        byPresenceAlone: true,
    },
    ...byType(
        {
            "rds-no-default-admin": ["aws:rds/instance:Instance"],
            "rds-cluster-no-default-admin": ["aws:rds/cluster:Cluster"],
        },
        {
            compliant: {
                "a name": instance({ username: "orders_owner" }),
                "a name, of a cluster": cluster({ masterUsername: "orders_owner" }),
            },
            violating: {
                "an instance": {
                    resources: instance({ username: "admin" }),
                    says: ['Set `username` to something else than "admin" or "postgres".'],
                },
                "a cluster": {
                    resources: cluster({ masterUsername: "postgres" }),
                    says: ['Set `masterUsername` to something else than "admin" or "postgres".'],
                },
            },
            absent: "compliant",
        },
    ),
    "rds-no-default-port": {
        compliant: {
            another: instance({ engine: "postgres", port: 7642 }),
            "the port of another engine": instance({ engine: "mysql", port: 5432 }),
        },
        violating: {
            PostgreSQL: { resources: instance({ engine: "postgres", port: 5432 }), says: [port(5432)] },
            "Aurora PostgreSQL": {
                resources: cluster({ engine: "aurora-postgresql", port: 5432 }),
                says: [port(5432)],
            },
            "MySQL, by default": { resources: instance({ engine: "mysql" }), says: [port(3306)] },
            MariaDB: { resources: instance({ engine: "mariadb", port: 3306 }), says: [port(3306)] },
            Oracle: { resources: instance({ engine: "oracle-ee", port: "1521" }), says: [port(1521)] },
            "SQL Server": { resources: instance({ engine: "sqlserver-web", port: 1433 }), says: [port(1433)] },
            Db2: { resources: instance({ engine: "db2-se", port: 50_000 }), says: [port(50_000)] },
            Aurora: { resources: cluster({ engine: "aurora-mysql" }), says: [port(3306)] },
        },
        absent: { "PostgreSQL, by default": { resources: cluster({ engine: "postgres" }), says: [port(5432)] } },
    },
    "rds-ca-certificate": {
        compliant: { "of today": instance({ caCertIdentifier: "rds-ca-rsa2048-g1" }) },
        violating: Object.fromEntries(
            [
                ["an instance", instance({ caCertIdentifier: "rds-ca-2019" }), "caCertIdentifier"] as const,
                [
                    "an instance of a cluster",
                    clusterInstance({ caCertIdentifier: "rds-ca-2015" }),
                    "caCertIdentifier",
                ] as const,
                ["a cluster", cluster({ caCertificateIdentifier: "rds-ca-2019" }), "caCertificateIdentifier"] as const,
            ].map(([name, resources, setting]) => [
                name,
                {
                    resources,
                    says: [
                        `Remove \`${setting}\`, or set it to something else than "rds-ca-2010", "rds-ca-2015" or "rds-ca-2019".`,
                    ],
                },
            ]),
        ),
        absent: "compliant",
    },
});
