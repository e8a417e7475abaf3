import assert from "node:assert/strict";
import monitoring from "../../../../policy-pack/policies/rds/monitoring";
import { isVulnerable, vulnerableVersions } from "../../../../policy-pack/policies/rds/vulnerableVersions";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import type { Cases } from "../../../../policy-pack/testing/cases";
import type { Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { cluster, clusterInstance, instance } from "./databases";

const subscription = (inputs: Inputs): TestResource => ({
    type: "aws:rds/eventSubscription:EventSubscription",
    inputs,
});
const KEY = { performanceInsightsKmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1234" };
const MULTI_AZ = { dbClusterInstanceClass: "db.m6gd.large" };
const INSIGHTS = "Set `performanceInsightsEnabled` to true.";
const INTERVAL = "Set `monitoringInterval` to 1 or more.";
const MENDED = "Set `engineVersion` to a version in which AWS-2022-004 is mended.";
const globalCluster = (engineVersion: string, engine = "aurora-mysql"): TestResource => ({
    type: "aws:rds/globalCluster:GlobalCluster",
    inputs: { engine, engineVersion },
});

const DISABLED = "Remove `enabled`, or set it to true.";

describeService(monitoring, {
    ...byType(
        {
            "rds-auto-minor-upgrade": ["aws:rds/instance:Instance", "aws:rds/clusterInstance:ClusterInstance"],
            "rds-cluster-auto-minor-upgrade": ["aws:rds/cluster:Cluster"],
        },
        {
            says: "Remove `autoMinorVersionUpgrade`, or set it to true.",
            compliant: {
                on: instance({ autoMinorVersionUpgrade: true }),
                "on, of a cluster": cluster({ autoMinorVersionUpgrade: true }),
            },
            violating: {
                "an instance": instance({ autoMinorVersionUpgrade: false }),
                "an instance of a cluster": clusterInstance({ autoMinorVersionUpgrade: "false" }),
                "a cluster": cluster({ autoMinorVersionUpgrade: false }),
            },
            absent: "compliant",
        },
    ),
    "rds-vulnerable-engine-version": {
        says: MENDED,
        compliant: {
            "a later one": instance({ engine: "postgres", engineVersion: "13.3" }),
            "the latest of a major version": instance({ engine: "postgres", engineVersion: "13" }),
            "another engine": instance({ engine: "mysql", engineVersion: "5.7.44" }),
            Aurora: cluster({ engine: "aurora-postgresql", engineVersion: "11.9" }),
        },
        violating: {
            "an instance": instance({ engine: "postgres", engineVersion: "13.2" }),
            "an old instance": instance({ engine: "postgres", engineVersion: "9.6.21" }),
            Aurora: cluster({ engine: "aurora-postgresql", engineVersion: "10.13" }),
        },
        absent: "compliant",
    },
    "rds-global-cluster-version": {
        says: "Set `engineVersion` to one of the supported versions of Aurora MySQL as of 2026-07-01, or a newer one.",
        compliant: {
            "the first supported one": globalCluster("8.0.mysql_aurora.3.08.0"),
            "a newer one": globalCluster("8.0.mysql_aurora.3.10.1"),
            "with long-term support": globalCluster("8.0.mysql_aurora.3.04.3"),
            "the newest": globalCluster("8.0"),
            PostgreSQL: globalCluster("5.4", "aurora-postgresql"),
        },
        violating: {
            "an older one": globalCluster("8.0.mysql_aurora.3.07.1"),
            "one before there was long-term support": globalCluster("8.0.mysql_aurora.3.03.0"),
            "version 2": globalCluster("5.7.mysql_aurora.2.12.3"),
            "version 1": globalCluster("5.6.10a", "aurora"),
        },
        absent: "compliant",
    },
    "rds-enhanced-monitoring": {
        says: INTERVAL,
        compliant: {
            "each minute": instance({ monitoringInterval: 60 }),
            "a cluster of Aurora, whose instances are": cluster({ engine: "aurora-mysql" }),
        },
        violating: {
            "an instance": instance({ monitoringInterval: 0 }),
            "an instance of a cluster": clusterInstance({ monitoringInterval: "0" }),
            "a Multi-AZ cluster": cluster(MULTI_AZ),
        },
        absent: {
            "an instance": { resources: instance(), says: [INTERVAL] },
            "a cluster": { resources: cluster() },
        },
    },
    "rds-performance-insights": {
        says: INSIGHTS,
        compliant: {
            on: instance({ engine: "postgres", performanceInsightsEnabled: true }),
            ...Object.fromEntries(
                ["mysql", "mariadb"].flatMap((engine) =>
                    ["t2.micro", "t2.small", "t3.micro", "t3.small", "t4g.micro", "t4g.small"].map((size) => [
                        `${size}, which is too small for ${engine}`,
                        instance({ engine, instanceClass: `db.${size}` }),
                    ]),
                ),
            ),
            "an engine without": instance({ engine: "db2-se" }),
            "a cluster of Aurora, whose instances have it": cluster({ engine: "aurora-mysql" }),
        },
        violating: {
            "an instance": instance({ engine: "postgres", instanceClass: "db.t3.micro" }),
            "a larger instance": instance({
                engine: "mysql",
                performanceInsightsEnabled: false,
                instanceClass: "db.m7g.large",
            }),
            "an instance of a cluster": clusterInstance({ engine: "aurora-mysql", performanceInsightsEnabled: false }),
            "a Multi-AZ cluster": cluster({ engine: "mysql", ...MULTI_AZ }),
        },
        absent: {
            "an instance": { resources: instance(), says: [INSIGHTS] },
            "a cluster": { resources: cluster() },
        },
    },
    "rds-performance-insights-kms": {
        says: "Set `performanceInsightsKmsKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": instance({ performanceInsightsEnabled: true, ...KEY }), off: instance() },
        violating: {
            "an instance": instance({ performanceInsightsEnabled: true }),
            "an instance of a cluster": clusterInstance({ performanceInsightsEnabled: true }),
            "a cluster": cluster({ performanceInsightsEnabled: true, performanceInsightsKmsKeyId: "" }),
        },
        absent: "compliant",
    },
    "rds-event-subscription": {
        says: DISABLED,
        compliant: {
            on: subscription({ enabled: true }),
            "of clusters, which is another policy's": subscription({ sourceType: "db-cluster", enabled: false }),
        },
        violating: {
            "of all there is": subscription({ enabled: false }),
            "of proxies": subscription({ sourceType: "db-proxy", enabled: false }),
        },
        absent: "compliant",
    },
    ...Object.fromEntries(
        Object.entries({
            cluster: ["maintenance", "failure"],
            instance: ["maintenance", "configuration change", "failure"],
            "parameter-group": ["configuration change"],
            "security-group": ["configuration change", "failure"],
        }).map(([kind, eventCategories]): [string, Cases] => [
            `rds-${kind}-event-subscription`,
            {
                compliant: {
                    "all events": subscription({ sourceType: `db-${kind}` }),
                    "those that matter": subscription({ sourceType: `db-${kind}`, eventCategories }),
                    "of another source": subscription({
                        sourceType: "db-proxy",
                        eventCategories: ["creation"],
                        enabled: false,
                    }),
                },
                violating: {
                    "turned off": {
                        resources: subscription({ sourceType: `db-${kind}`, enabled: false }),
                        says: [DISABLED],
                    },
                    "other events": {
                        resources: subscription({ sourceType: `db-${kind}`, eventCategories: ["deletion"] }),
                        says: eventCategories.map((category) => `Add "${category}" to \`eventCategories\`.`),
                    },
                },
                absent: "compliant",
            },
        ]),
    ),
});

describe("versions of PostgreSQL with the flaw of log_fdw", () => {
    /** By engine, the last version of each major one that has the flaw, and the first in which it is mended. */
    const LAST_AND_FIRST: Readonly<Record<string, readonly (readonly [last: string, first: string])[]>> = {
        postgres: [
            ["9.6.21", "9.6.22"],
            ["10.16", "10.17"],
            ["11.11", "11.12"],
            ["12.6", "12.7"],
            ["13.2", "13.3"],
        ],
        "aurora-postgresql": [
            ["10.13", "10.14"],
            ["11.8", "11.9"],
        ],
    };

    it("are those of the bulletin", () => {
        for (const { engine, mendedIn } of vulnerableVersions) {
            const told = LAST_AND_FIRST[engine]?.map((pair) => pair.map((version) => isVulnerable(version, mendedIn)));
            assert.deepEqual(
                told,
                Object.keys(mendedIn).map(() => [true, false]),
            );
        }
    });

    const mendedIn = { "9.6": 22, "10": 17, "13": 3 };
    for (const [version, expected] of Object.entries({
        "9.5.25": true,
        "9.6": false,
        "10.17-R1": false,
        "11.4": true,
        "13": false,
        "14.1": false,
        "16": false,
        latest: false,
    })) {
        it(`${version}: ${expected}`, () => assert.equal(isVulnerable(version, mendedIn), expected));
    }
});
