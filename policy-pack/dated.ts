import { Dated } from "./evaluation";

/*
 * What AWS publishes and changes over the years. To bring a table up to date, compare it with its source, and set `asOf`.
 * What is long, and of one service, lies beside its policies: `iam/managedPolicies.ts` and `iam/writeActions.ts`.
 */

/** Until when Lambda patches a runtime. Those that are not scheduled to end are good. */
export const LAMBDA_RUNTIMES = new Dated({
    name: "Lambda runtimes",
    asOf: "2026-08-15",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/lambda-runtimes.html",
    values: {
        "nodejs26.x": true,
        "nodejs24.x": "2028-04-30",
        "nodejs22.x": "2027-04-30",
        "nodejs20.x": "2026-04-30",
        "nodejs18.x": "2025-09-01",
        "nodejs16.x": "2024-06-12",
        "nodejs14.x": "2023-12-04",
        "nodejs12.x": "2023-03-31",
        "nodejs10.x": "2021-07-30",
        "nodejs8.10": "2020-03-06",
        "nodejs6.10": "2019-08-12",
        "nodejs4.3": "2020-03-05",
        "nodejs4.3-edge": "2020-03-05",
        nodejs: "2016-08-30",
        "python3.15": true,
        "python3.14": "2029-06-30",
        "python3.13": "2029-06-30",
        "python3.12": "2028-10-31",
        "python3.11": "2027-06-30",
        "python3.10": "2026-10-31",
        "python3.9": "2025-12-15",
        "python3.8": "2024-10-14",
        "python3.7": "2023-12-04",
        "python3.6": "2022-07-18",
        "python2.7": "2021-07-15",
        java25: "2029-06-30",
        java21: "2029-06-30",
        "java17.al2023": "2029-06-30",
        "java11.al2023": "2029-06-30",
        "java8.al2023": "2029-06-30",
        java17: "2027-06-30",
        java11: "2027-06-30",
        "java8.al2": "2027-06-30",
        java8: "2024-01-08",
        dotnet10: "2028-11-14",
        dotnet9: "2026-11-10",
        dotnet8: "2026-11-10",
        dotnet7: "2024-05-14",
        dotnet6: "2024-12-20",
        "dotnet5.0": "2022-05-10",
        "dotnetcore3.1": "2023-04-03",
        "dotnetcore2.1": "2022-01-05",
        "dotnetcore2.0": "2019-05-30",
        "dotnetcore1.0": "2019-06-27",
        "go1.x": "2024-01-08",
        "ruby4.0": "2029-03-31",
        "ruby3.4": "2028-03-31",
        "ruby3.3": "2027-03-31",
        "ruby3.2": "2026-03-31",
        "ruby2.7": "2023-12-07",
        "ruby2.5": "2021-07-30",
        "provided.al2023": "2029-06-30",
        "provided.al2": "2026-07-31",
        provided: "2024-01-08",
    },
});

/** Which platform versions of Fargate are the latest (ECS.10). 1.0.0 is of Windows, or the oldest of Linux: a service does not say which. */
export const FARGATE_PLATFORMS = new Dated({
    name: "platform versions of Fargate",
    asOf: "2026-07-01",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html#ecs-10",
    values: { ...each(true, ["LATEST", "1.4.0"]), ...each(false, ["1.1.0", "1.2.0", "1.3.0"]) },
});

/** Which security policies of Application and Network Load Balancers refuse what is older than TLS 1.2. */
export const ELB_TLS_POLICIES = new Dated({
    name: "security policies of load balancers",
    asOf: "2026-09-30",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html",
    values: {
        ...each(false, [
            "ELBSecurityPolicy-2015-05",
            "ELBSecurityPolicy-2016-08",
            "ELBSecurityPolicy-FS-1-1-2019-08",
            "ELBSecurityPolicy-FS-2018-06",
            "ELBSecurityPolicy-TLS-1-0-2015-04",
            "ELBSecurityPolicy-TLS-1-1-2017-01",
            "ELBSecurityPolicy-TLS13-1-0-2021-06",
            "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-1-2021-06",
            "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
        ]),
        ...each(true, [
            "ELBSecurityPolicy-FS-1-2-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10",
            "ELBSecurityPolicy-TLS-1-2-2017-01",
            "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-RFC9151-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP1-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP2-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP3-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-RFC9151-INTEROP4-FIPS-2023-07",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-3-2021-06",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-3-RFC9151-FIPS-2023-07",
        ]),
    },
});

/** Which versions of Aurora MySQL before 3.08 are supported: those with long-term support (RDS.51). */
export const AURORA_MYSQL_VERSIONS = new Dated({
    name: "supported versions of Aurora MySQL",
    asOf: "2026-07-01",
    source: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html#rds-51",
    values: {
        ...each(true, auroraMysql3("04.0", "04.1", "04.2", "04.3")),
        ...each(false, auroraMysql3("01.0", "01.1", "02.0", "02.1", "02.2", "02.3", "03.0", "03.1", "03.2", "03.3")),
        ...each(false, auroraMysql3("05.0", "05.1", "05.2", "06.0", "06.1", "07.0", "07.1")),
    },
});

function auroraMysql3(...versions: readonly string[]): readonly string[] {
    return versions.map((version) => `8.0.mysql_aurora.3.${version}`);
}

/** Which predefined security policies of Classic Load Balancers refuse what is older than TLS 1.2. */
export const CLASSIC_ELB_TLS_POLICIES = new Dated({
    name: "security policies of Classic Load Balancers",
    asOf: "2026-09-30",
    source: "https://docs.aws.amazon.com/elasticloadbalancing/latest/classic/elb-security-policy-table.html",
    values: {
        ...each(false, [
            "ELBSecurityPolicy-2011-08",
            "ELBSecurityPolicy-2014-01",
            "ELBSecurityPolicy-2014-10",
            "ELBSecurityPolicy-2015-02",
            "ELBSecurityPolicy-2015-03",
            "ELBSecurityPolicy-2015-05",
            "ELBSecurityPolicy-2016-08",
            "ELBSecurityPolicy-TLS-1-1-2017-01",
        ]),
        "ELBSecurityPolicy-TLS-1-2-2017-01": true,
    },
});

/** Which minimum protocol versions of CloudFront Security Hub recommends (CloudFront.15). */
export const CLOUDFRONT_TLS_POLICIES = new Dated({
    name: "security policies of CloudFront",
    asOf: "2026-09-30",
    source: "https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html",
    values: {
        ...each(false, ["SSLv3", "TLSv1", "TLSv1_2016", "TLSv1.1_2016", "TLSv1.2_2018", "TLSv1.2_2019"]),
        ...each(true, ["TLSv1.2_2021", "TLSv1.2_2025", "TLSv1.3_2025"]),
    },
});

/** Which security policies of domain names and REST APIs of API Gateway refuse what is older than TLS 1.2. */
export const API_GATEWAY_TLS_POLICIES = new Dated({
    name: "security policies of API Gateway",
    asOf: "2026-09-30",
    source: "https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html",
    values: {
        TLS_1_0: false,
        ...each(true, [
            "TLS_1_2",
            "SecurityPolicy_TLS12_2018_EDGE",
            "SecurityPolicy_TLS12_PFS_2025_EDGE",
            "SecurityPolicy_TLS13_1_2_2021_06",
            "SecurityPolicy_TLS13_1_2_FIPS_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            "SecurityPolicy_TLS13_1_3_2025_09",
            "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            "SecurityPolicy_TLS13_2025_EDGE",
        ]),
    },
});

/** Which security policies of Transfer Family accept SHA-1 or other weak algorithms. */
export const TRANSFER_SECURITY_POLICIES = new Dated({
    name: "security policies of Transfer Family",
    asOf: "2026-04-01",
    source: "https://docs.aws.amazon.com/transfer/latest/userguide/security-policies.html",
    values: {
        weak: [
            "TransferSecurityPolicy-2018-11",
            "TransferSecurityPolicy-2020-06",
            "TransferSecurityPolicy-FIPS-2020-06",
        ],
    },
});

/** The oldest version of Kubernetes that EKS supports, be it at an additional price. */
export const EKS_VERSIONS = new Dated({
    name: "supported versions of Kubernetes",
    asOf: "2026-11-28",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    values: { oldest: { major: 1, minor: 32 } },
});

/** When the standard support of a version of Kubernetes ends: newer ones are in it still, older ones no longer. */
export const EKS_STANDARD_SUPPORT = new Dated({
    name: "versions of Kubernetes in standard support",
    asOf: "2026-11-30",
    source: "https://docs.aws.amazon.com/eks/latest/userguide/kubernetes-versions.html",
    values: {
        "1.36": "2027-08-02",
        "1.35": "2027-03-27",
        "1.34": "2026-12-02",
        "1.33": "2026-07-29",
        "1.32": "2026-03-23",
    },
});

/** The oldest version of Glue for Spark that AWS still mends. */
export const GLUE_VERSIONS = new Dated({
    name: "supported versions of Glue",
    asOf: "2026-04-01",
    source: "https://docs.aws.amazon.com/glue/latest/dg/release-notes.html",
    values: { oldest: 3 },
});

/** The oldest version of ActiveMQ that Amazon MQ supports. */
export const ACTIVEMQ_VERSIONS = new Dated({
    name: "supported versions of ActiveMQ",
    asOf: "2026-06-03",
    source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/activemq-version-management.html",
    values: { oldest: { major: 5, minor: 18 } },
});

/** The oldest version of RabbitMQ that Amazon MQ supports. */
export const RABBITMQ_VERSIONS = new Dated({
    name: "supported versions of RabbitMQ",
    asOf: "2026-08-12",
    source: "https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/rabbitmq-version-management.html",
    values: { oldest: { major: 3, minor: 13 } },
});

function each(isGood: boolean, names: readonly string[]): Readonly<Record<string, boolean>> {
    return Object.fromEntries(names.map((name) => [name, isGood]));
}
