import { must, mustNot, resourcePolicy, say, service } from "../evaluation";

const TASK = "aws:datasync/task:Task";

export default service("datasync", [
    resourcePolicy({
        id: "datasync-task-logging",
        title: "DataSync tasks log what they do",
        severity: "medium",
        types: [TASK],
        controls: { fsbp: ["DataSync.1"], nist: ["AU-2", "AU-12"], whitepaper: ["DataSync"] },
        why: "Files that could not be copied, and why, are told in these logs only.",
        fix: {
            text: "Name a log group, and set `options.logLevel`.",
            example: `new aws.datasync.Task("home", {
    sourceLocationArn: "arn:aws:datasync:eu-west-1:111122223333:location/loc-0abc",
    destinationLocationArn: "arn:aws:datasync:eu-west-1:111122223333:location/loc-0def",
    cloudwatchLogGroupArn: "arn:aws:logs:eu-west-1:111122223333:log-group:datasync",
    options: { logLevel: "BASIC" },
});`,
        },
        check(task) {
            const [group, level] = [task.get("cloudwatchLogGroupArn"), task.get("options", "logLevel").absentAs("OFF")];
            return [
                must(group.isPresent(), say`Set ${group} to the ARN of a log group.`),
                mustNot(level.is("OFF"), say`Set ${level} to "BASIC" or "TRANSFER".`),
            ];
        },
    }),
    resourcePolicy({
        id: "datasync-location-no-secret",
        title: "No program knows the secret key of a DataSync location",
        severity: "medium",
        types: ["aws:datasync/locationObjectStorage:LocationObjectStorage"],
        controls: { nist: ["IA-5(7)"], whitepaper: ["DataSync"] },
        why: "A key that the program sets is in its state, and in all copies of that. It is not changed, either.",
        fix: {
            text: "Let the store authenticate otherwise, or set the key outside of the program.",
            example: `new aws.datasync.LocationObjectStorage("archive", {
    agentArns: ["arn:aws:datasync:eu-west-1:111122223333:agent/agent-0abc"],
    bucketName: "archive",
    serverHostname: "storage.example.com",
});`,
        },
        check(location) {
            const key = location.get("secretKey");
            return mustNot(key.isGiven(), say`Remove ${key}.`);
        },
    }),
    resourcePolicy({
        id: "datasync-location-tls",
        title: "DataSync reaches object stores over TLS",
        severity: "medium",
        types: ["aws:datasync/locationObjectStorage:LocationObjectStorage"],
        controls: { nist: ["SC-8", "SC-13"], whitepaper: ["DataSync"] },
        why: "Over plain HTTP all files, and the key for them, can be read on the way.",
        fix: {
            text: "Leave `serverProtocol` out, or set it to `HTTPS`.",
            example: `new aws.datasync.LocationObjectStorage("archive", {
    agentArns: ["arn:aws:datasync:eu-west-1:111122223333:agent/agent-0abc"],
    bucketName: "archive",
    serverHostname: "storage.example.com",
    serverProtocol: "HTTPS",
});`,
        },
        check(location) {
            const protocol = location.get("serverProtocol");
            return mustNot(protocol.is("HTTP"), say`Remove ${protocol}, or set it to "HTTPS".`);
        },
    }),
]);
