import { service, settingPolicy } from "../evaluation";

export default service("globalaccelerator", [
    settingPolicy({
        id: "globalaccelerator-flow-logs",
        title: "Global Accelerator logs who comes",
        severity: "medium",
        types: ["aws:globalaccelerator/accelerator:Accelerator"],
        controls: { nist: ["AU-2", "AU-12"], whitepaper: ["VPC"] },
        why: "An accelerator is where traffic from the internet enters: without its logs nobody can tell afterwards who came.",
        fix: {
            text: "Turn flow logs on, into a bucket.",
            example: `new aws.globalaccelerator.Accelerator("web", {
    attributes: { flowLogsEnabled: true, flowLogsS3Bucket: logs.bucket, flowLogsS3Prefix: "web/" },
});`,
        },
        setting: "attributes.flowLogsEnabled",
        must: { be: true },
        default: false,
    }),
]);
