import iot from "../../../policy-pack/policies/iot";
import { describeService } from "../support/describe";

const allow = (actions: unknown, resources: unknown, more: object = {}) => ({
    type: "aws:iot/policy:Policy",
    inputs: {
        policy: JSON.stringify({
            Version: "2012-10-17",
            Statement: [{ Effect: "Allow", Action: actions, Resource: resources, ...more }],
        }),
    },
});
const IOT = "arn:aws:iot:eu-west-1:111122223333";
const OWN = "${iot:Connection.Thing.ThingName}";

describeService(iot, {
    "iot-policy-own-device": {
        says: "Statement 1 of `policy` lets a device act for all. Name its client, topics and thing.",
        compliant: {
            "the client of the device": allow("iot:Connect", `${IOT}:client/${OWN}`),
            "topics of the device": allow(["iot:Publish", "iot:Receive"], [`${IOT}:topic/sensors/${OWN}/*`]),
            "its own shadow": allow("iot:*", `${IOT}:thing/${OWN}`),
            "what devices do not do": allow("iot:DescribeEndpoint", "*"),
            "devices that are attached": allow("iot:Connect", "*", {
                Condition: { Bool: { "iot:Connection.Thing.IsAttached": "true" } },
            }),
            "what is denied": allow("iot:*", "*", { Effect: "Deny" }),
        },
        violating: {
            everything: allow("*", "*"),
            "all of IoT": allow("iot:*", "*"),
            "as any client": allow("iot:Connect", "*"),
            "as any client of the account": allow(["iot:Connect"], [`${IOT}:client/*`]),
            "any message": allow("iot:Publish", `${IOT}:topic/*`),
            "all messages": allow("iot:Subscribe", `${IOT}:topicfilter/*`),
            "any shadow": allow("iot:UpdateThingShadow", `${IOT}:thing/*`),
            "any job": allow("iot:UpdateJobExecution", `${IOT}:thing/*`),
            ...Object.fromEntries(
                [
                    ...["Receive", "RetainPublish", "GetRetainedMessage", "GetThingShadow", "DeleteThingShadow"],
                    ...["ListNamedShadowsForThing", "DescribeJobExecution", "GetPendingJobExecutions"],
                    "StartNextPendingJobExecution",
                ].map((name) => [`${name} of all`, allow(`iot:${name}`, `${IOT}:*`)]),
            ),
        },
        absent: "compliant",
    },
});
