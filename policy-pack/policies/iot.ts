import { right } from "palisade-policy-documents";
import { resourcePolicy, say, service } from "../evaluation";
import { giving, mustHaveNone } from "./documents";

/** What devices do, on all of a kind: connect as anyone, send and read any message, read and change any shadow and job. */
const AS_ANY_DEVICE = [
    right("iot:Connect", "client/*"),
    ...["Publish", "Receive", "RetainPublish", "GetRetainedMessage"].map((name) => right(`iot:${name}`, "topic/*")),
    right("iot:Subscribe", "topicfilter/*"),
    ...["GetThingShadow", "UpdateThingShadow", "DeleteThingShadow", "ListNamedShadowsForThing"].map((name) =>
        right(`iot:${name}`, "thing/*"),
    ),
    ...["DescribeJobExecution", "GetPendingJobExecutions", "StartNextPendingJobExecution", "UpdateJobExecution"].map(
        (name) => right(`iot:${name}`, "thing/*"),
    ),
];

export default service("iot", [
    resourcePolicy({
        id: "iot-policy-own-device",
        title: "Policies of IoT let a device act for itself only",
        severity: "critical",
        types: ["aws:iot/policy:Policy"],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["IoT"] },
        // Device Defender's audit of such policies, IOT_POLICY_OVERLY_PERMISSIVE_CHECK, is critical.
        why: "Devices are in the hands of others: with the certificate of one of them, somebody speaks for all, and reads and commands all.",
        fix: {
            text: "Name the client, topics and thing of the device, by variables such as `${iot:Connection.Thing.ThingName}`.",
            example: `new aws.iot.Policy("sensor", {
    policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [{
            Effect: "Allow",
            Action: ["iot:Connect"],
            Resource: ["arn:aws:iot:eu-west-1:111122223333:client/\${iot:Connection.Thing.ThingName}"],
        }],
    }),
});`,
        },
        check: (policy) =>
            mustHaveNone(
                policy.get("policy"),
                "identity",
                giving(...AS_ANY_DEVICE),
                (statement) => say`${statement} lets a device act for all. Name its client, topics and thing.`,
            ),
    }),
]);
