import { service, settingPolicy } from "../evaluation";
import { ownKeyPolicy } from "./ownKeys";

const INFLUX = ["aws:timestreaminfluxdb/dbInstance:DbInstance", "aws:timestreaminfluxdb/dbCluster:DbCluster"] as const;

export default service("timestream", [
    ownKeyPolicy({
        id: "timestream-cmk",
        what: "Timestream databases",
        types: ["aws:timestreamwrite/database:Database"],
        setting: "kmsKeyId",
        whitepaper: "Timestream",
        example: `new aws.timestreamwrite.Database("metrics", { databaseName: "metrics", kmsKeyId: key.arn });`,
    }),
    settingPolicy({
        id: "timestream-influxdb-not-public",
        title: "Timestream for InfluxDB has no public address",
        severity: "critical",
        types: INFLUX,
        controls: { nist: ["AC-3", "SC-7"], whitepaper: ["Timestream"] },
        why: "With a public address only a security group and a password stand between the internet and the data.",
        fix: {
            text: "Leave `publiclyAccessible` out. The database is replaced.",
            example: `new aws.timestreaminfluxdb.DbInstance("metrics", {
    allocatedStorage: 20,
    bucket: "metrics",
    dbInstanceType: "db.influx.medium",
    organization: "acme",
    username: "metrics",
    password: config.requireSecret("password"),
    vpcSecurityGroupIds: ["sg-0abc"],
    vpcSubnetIds: ["subnet-0abc"],
});`,
        },
        setting: "publiclyAccessible",
        must: { be: false },
        default: false,
    }),
]);
