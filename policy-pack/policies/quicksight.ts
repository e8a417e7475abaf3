import { service, settingPolicy } from "../evaluation";

export default service("quicksight", [
    settingPolicy({
        id: "quicksight-data-source-tls",
        title: "QuickSight talks TLS to its data sources",
        severity: "medium",
        level: "mandatory",
        types: ["aws:quicksight/dataSource:DataSource"],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["account security"] },
        why: "Without TLS the password of the database and all that is read from it can be read on the way.",
        fix: {
            text: "Leave `disableSsl` out, or set it to false.",
            example: `new aws.quicksight.DataSource("orders", {
    dataSourceId: "orders",
    name: "orders",
    type: "POSTGRESQL",
    parameters: { postgresql: { database: "orders", host: "orders.example.com", port: 5432 } },
    sslProperties: { disableSsl: false },
});`,
        },
        setting: "sslProperties.disableSsl",
        must: { be: false },
        default: false,
        remediates: true,
    }),
]);
