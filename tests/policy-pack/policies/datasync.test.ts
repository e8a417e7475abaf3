import datasync from "../../../policy-pack/policies/datasync";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";

const task = (inputs: Inputs) => ({ type: "aws:datasync/task:Task", inputs });
const location = (inputs: Inputs) => ({
    type: "aws:datasync/locationObjectStorage:LocationObjectStorage",
    inputs,
});
const GROUP = "Set `cloudwatchLogGroupArn` to the ARN of a log group.";
const LEVEL = 'Set `options.logLevel` to "BASIC" or "TRANSFER".';

describeService(datasync, {
    "datasync-task-logging": {
        compliant: { on: task({ cloudwatchLogGroupArn: "arn:aws:logs:x", options: { logLevel: "BASIC" } }) },
        violating: {
            "no group": { resources: task({ options: { logLevel: "TRANSFER" } }), says: [GROUP] },
            off: {
                resources: task({ cloudwatchLogGroupArn: "arn:aws:logs:x", options: { logLevel: "OFF" } }),
                says: [LEVEL],
            },
        },
        absent: { neither: { resources: task({}), says: [GROUP, LEVEL] } },
        malformed: {},
    },
    "datasync-location-no-secret": {
        says: "Remove `secretKey`.",
        compliant: { none: location({ serverHostname: "storage.example.com" }) },
        violating: { one: location({ secretKey: "correct horse" }) },
        absent: "compliant",
        unknown: {
            "of another resource": { resources: location({ secretKey: unknown() }), says: ["Remove `secretKey`."] },
        },
        malformed: {},
        byPresenceAlone: true,
    },
    "datasync-location-tls": {
        says: 'Remove `serverProtocol`, or set it to "HTTPS".',
        compliant: { HTTPS: location({ serverProtocol: "HTTPS" }) },
        violating: { HTTP: location({ serverProtocol: "HTTP" }) },
        absent: "compliant",
    },
});
