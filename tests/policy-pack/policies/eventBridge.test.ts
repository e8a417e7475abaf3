import eventBridge from "../../../policy-pack/policies/eventBridge";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { policy, resource } from "./s3/stack";

const bus = (inputs: Inputs = {}, more = {}) => resource("cloudwatch/eventBus", inputs, more);
const busPolicy = (principal: unknown, more: object = {}) =>
    resource("cloudwatch/eventBusPolicy", {
        policy: policy({ Effect: "Allow", Principal: principal, Action: "events:PutEvents", Resource: "*", ...more }),
    });
const permission = (inputs: Inputs) => resource("cloudwatch/eventPermission", { statementId: "partner", ...inputs });
const KNOWN = { outputs: { name: "orders", id: "orders" } };
const named = (eventBusName: string) => resource("cloudwatch/eventBusPolicy", { eventBusName }, { name: "policy" });

const target = (inputs: Inputs) => resource("cloudwatch/eventTarget", inputs);
const schedule = (kmsKeyArn: string) => ({ type: "aws:scheduler/schedule:Schedule", inputs: { kmsKeyArn } });

describeService(eventBridge, {
    "eventbridge-bus-policy": {
        says: 'Give "it" an `aws.cloudwatch.EventBusPolicy`.',
        compliant: {
            "a policy": [
                bus(),
                resource(
                    "cloudwatch/eventBusPolicy",
                    { eventBusName: unknown() },
                    { name: "policy", from: { eventBusName: ["it"] } },
                ),
            ],
            "a permission": [
                bus(),
                {
                    ...permission({ eventBusName: unknown(), principal: "111122223333" }),
                    name: "permission",
                    from: { eventBusName: ["it"] },
                },
            ],
            "a policy, by name": [bus({}, KNOWN), named("orders")],
            ...eachOutput(["name", "id", "arn"], "orders", (outputs) => [bus({}, { outputs }), named("orders")]),
            "of a partner": bus({ eventSourceName: "aws.partner/example.com/1/orders" }),
        },
        violating: { none: bus(), "of another bus": [bus({}, KNOWN), named("other")] },
        absent: "violating",
    },
    "eventbridge-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name the accounts that may use it, or scope it by `aws:PrincipalOrgID`.",
        compliant: {
            "an account": busPolicy({ AWS: "444455556666" }),
            "an organization": busPolicy("*", {
                Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
            }),
            "a permission for an account": permission({ principal: "444455556666" }),
            "a permission for an organization": permission({
                principal: "*",
                condition: { key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-a1b2c3d4e5" },
            }),
        },
        violating: {
            everybody: busPolicy("*"),
            "everybody, of schemas": resource("schemas/registryPolicy", {
                policy: policy({ Effect: "Allow", Principal: "*", Action: "schemas:*", Resource: "*" }),
            }),
            "a permission for everybody": {
                resources: permission({ principal: "*" }),
                says: ["Name the account in `principal`, or set `condition` to an organization."],
            },
        },
        absent: "compliant",
    },
    "eventbridge-endpoint-replication": {
        says: 'Remove `replicationConfig.state`, or set it to "ENABLED".',
        compliant: { on: resource("cloudwatch/eventEndpoint", { replicationConfig: { state: "ENABLED" } }) },
        violating: { off: resource("cloudwatch/eventEndpoint", { replicationConfig: { state: "DISABLED" } }) },
        absent: "compliant",
    },
    "eventbridge-bus-cmk": {
        says: "Set `kmsKeyIdentifier` to the ARN of a KMS key of your own.",
        compliant: { "a key": bus({ kmsKeyIdentifier: "alias/events" }) },
        violating: { none: bus() },
        unknown: {
            "which key": {
                resources: bus({ kmsKeyIdentifier: unknown() }),
                undetermined: "Not known before the update: `kmsKeyIdentifier`.",
            },
        },
        absent: "violating",
    },
    "eventbridge-schedule-cmk": {
        says: "Set `kmsKeyArn` to the ARN of a KMS key of your own.",
        compliant: { "a key": schedule("arn:aws:kms:eu-west-1:111122223333:key/1") },
        violating: { none: schedule("") },
        absent: "violating",
    },
    "eventbridge-dead-letter": {
        says: "Set `deadLetterConfig.arn` to the ARN of a queue for what cannot be delivered.",
        compliant: {
            "a queue": target({ deadLetterConfig: { arn: "arn:aws:sqs:eu-west-1:111122223333:dead" } }),
            "a queue that is not made yet": target({ deadLetterConfig: { arn: unknown() } }),
        },
        violating: {
            none: target({ deadLetterConfig: {} }),
            "none of a schedule": {
                resources: {
                    type: "aws:scheduler/schedule:Schedule",
                    inputs: { target: { arn: "arn:aws:sqs:eu-west-1:111122223333:jobs" } },
                },
                says: ["Set `target.deadLetterConfig.arn` to the ARN of a queue for what cannot be delivered."],
            },
        },
        absent: {
            "a target": {
                resources: target({}),
                says: ["Set `deadLetterConfig.arn` to the ARN of a queue for what cannot be delivered."],
            },
        },
    },
});
