import logs from "../../../policy-pack/policies/logs";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { policy, resource } from "./s3/stack";

const ARN = "arn:aws:logs:eu-west-1:111122223333:log-group:orders";
const group = (inputs: Inputs = {}, more = {}) => resource("cloudwatch/logGroup", inputs, more);
const deliver = (principal: unknown, more: object = {}) =>
    policy({ Effect: "Allow", Principal: principal, Action: "logs:PutLogEvents", Resource: "*", ...more });
/** Where a user pool delivers its logs: the second place of two. */
const userPoolLogs = (arn: Inputs[string], from = {}) =>
    resource(
        "cognito/logDeliveryConfiguration",
        {
            logConfigurations: [
                { firehoseConfiguration: { streamArn: "arn:aws:firehose:eu-west-1:111122223333:deliverystream/a" } },
                { cloudWatchLogsConfiguration: { logGroupArn: arn } },
            ],
        },
        { name: "pool", from },
    );

describeService(logs, {
    "logs-group-kms": {
        says: "Set `kmsKeyId` to the ARN of a KMS key.",
        compliant: {
            "a key": group({ kmsKeyId: "arn:aws:kms:eu-west-1:111122223333:key/1" }),
            "the logs of a user pool, first of all": [
                group({}, { outputs: { arn: ARN } }),
                resource(
                    "cognito/logDeliveryConfiguration",
                    { logConfigurations: [{ cloudWatchLogsConfiguration: { logGroupArn: ARN } }] },
                    { name: "pool" },
                ),
            ],
            "the logs of a user pool": [group(), userPoolLogs(unknown(), { logConfigurations: ["it"] })],
            ...eachOutput(["arn", "name", "id"], ARN, (outputs) => [group({}, { outputs }), userPoolLogs(ARN)]),
        },
        violating: {
            none: group(),
            "another group takes the logs of a user pool": [
                group({}, { outputs: { arn: ARN } }),
                userPoolLogs(`${ARN}-2`),
            ],
        },
        absent: "violating",
    },
    "logs-group-retention": {
        says: "Set `retentionInDays` to 365 days or more.",
        compliant: {
            "a year": group({ retentionInDays: 365 }),
            "for ever": group({ retentionInDays: 0 }),
            "less, where that is enough": {
                resources: group({ retentionInDays: 30 }),
                options: { minimumDays: 30 },
            },
            "AWS sets the time": group({ retentionInDays: 1, logGroupClass: "DELIVERY" }),
        },
        violating: {
            "a month": group({ retentionInDays: 30 }),
            "half a year, as a text": group({ retentionInDays: "180" }),
        },
        absent: "compliant",
    },
    "logs-group-retention-set": {
        says: "Set `retentionInDays` to a number of days.",
        compliant: { "a day": group({ retentionInDays: 1 }), "AWS sets it": group({ logGroupClass: "DELIVERY" }) },
        violating: { "for ever": group({ retentionInDays: 0 }), none: group({ logGroupClass: "STANDARD" }) },
        absent: "violating",
    },
    "logs-group-deletion-protection": {
        says: "Set `deletionProtectionEnabled` to true.",
        compliant: { on: group({ deletionProtectionEnabled: true }) },
        violating: { off: group({ deletionProtectionEnabled: false }) },
        absent: "violating",
    },
    "logs-resource-policy-no-public": {
        compliant: {
            "a service": resource("cloudwatch/logResourcePolicy", {
                policyDocument: deliver({ Service: "route53.amazonaws.com" }),
            }),
            "an organization": resource("cloudwatch/logDestinationPolicy", {
                accessPolicy: deliver("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
            }),
        },
        violating: Object.fromEntries(
            [
                ["logResourcePolicy", "policyDocument"],
                ["logDestinationPolicy", "accessPolicy"],
                ["logDeliveryDestinationPolicy", "deliveryDestinationPolicy"],
            ].map(([type = "", property = ""]) => [
                type,
                {
                    resources: resource(`cloudwatch/${type}`, { [property]: deliver("*") }),
                    says: [
                        `Statement 1 of \`${property}\` lets anybody in. Name who delivers logs, or scope it by a condition such as \`aws:SourceAccount\`.`,
                    ],
                },
            ]),
        ),
        absent: "compliant",
    },
});
