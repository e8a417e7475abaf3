import sqs from "../../../policy-pack/policies/sqs";
import { describeService } from "../support/describe";
import { unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";
import { policy, resource } from "./s3/stack";

const ARN = "arn:aws:sqs:eu-west-1:111122223333:orders";
const URL = "https://sqs.eu-west-1.amazonaws.com/111122223333/orders";
const KNOWN = { outputs: { arn: ARN, id: URL, url: URL, name: "orders" } };
const queue = (inputs: Inputs = {}, more = {}): TestResource => resource("sqs/queue", inputs, more);
const queuePolicy = (inputs: Inputs): TestResource => resource("sqs/queuePolicy", { queueUrl: URL, ...inputs });
const side = (file: string, inputs: Inputs): TestResource =>
    resource(file, { queueUrl: unknown(), ...inputs }, { name: "side", from: { queueUrl: ["it"] } });

const send = (principal: unknown, more: object = {}) =>
    policy({ Effect: "Allow", Principal: principal, Action: "sqs:SendMessage", Resource: ARN, ...more });
const denyInsecure = (more: object = {}) =>
    policy({
        Effect: "Deny",
        Principal: "*",
        Action: "sqs:*",
        Resource: ARN,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
        ...more,
    });
const inPath = (path: string): Inputs => ({ "ForAnyValue:StringLike": { "aws:PrincipalOrgPaths": path } });
const REDRIVE = "Set `redrivePolicy` to a queue for what cannot be processed.";
const redrive = JSON.stringify({ deadLetterTargetArn: ARN, maxReceiveCount: 5 });

/** What may name a queue as the place for what could not be delivered. */
const TARGETING: Readonly<Record<string, readonly [file: string, inputsFor: (arn: Input) => Inputs]>> = {
    "it is the target of a function": ["lambda/function", (targetArn) => ({ deadLetterConfig: { targetArn } })],
    "it is the target of calls of a function": [
        "lambda/functionEventInvokeConfig",
        (destination) => ({ destinationConfig: { onFailure: { destination } } }),
    ],
    "it is the target of a stream's function": [
        "lambda/eventSourceMapping",
        (destinationArn) => ({ destinationConfig: { onFailure: { destinationArn } } }),
    ],
    "it is the target of a rule": ["cloudwatch/eventTarget", (arn) => ({ deadLetterConfig: { arn } })],
    "it is the target of a bus": ["cloudwatch/eventBus", (arn) => ({ deadLetterConfig: { arn } })],
    "it is the target of a schedule": ["scheduler/schedule", (arn) => ({ target: { deadLetterConfig: { arn } } })],
};

const TLS_ONLY = "Deny `sqs:*` to everyone when `aws:SecureTransport` is false, in its `aws.sqs.QueuePolicy`.";
const OTHERWISE = [`${TLS_ONLY} Now \`policy\` says otherwise.`];

describeService(sqs, {
    "sqs-encrypted": {
        says: "Set `sqsManagedSseEnabled` to true, or `kmsMasterKeyId` to a KMS key.",
        compliant: {
            "by SQS": queue({ sqsManagedSseEnabled: true }),
            "with a key": queue({ kmsMasterKeyId: "alias/aws/sqs" }),
            "with a key, not by SQS": queue({ kmsMasterKeyId: "alias/orders", sqsManagedSseEnabled: false }),
            "with a key of one's own": {
                resources: queue({ kmsMasterKeyId: "alias/orders" }),
                options: { customerManagedKey: true },
            },
        },
        violating: {
            "turned off": queue({ sqsManagedSseEnabled: false }),
            "turned off, and no key": queue({ sqsManagedSseEnabled: "false", kmsMasterKeyId: "" }),
            "by SQS, where it must be a key": {
                resources: queue({ sqsManagedSseEnabled: true }),
                options: { customerManagedKey: true },
                says: ["Set `kmsMasterKeyId` to a KMS key of your own."],
                unrepaired: true,
            },
            "turned off, where it must be a key": {
                resources: queue({ sqsManagedSseEnabled: false }),
                options: { customerManagedKey: true },
                says: ["Set `kmsMasterKeyId` to a KMS key of your own."],
                unrepaired: true,
            },
        },
        absent: "compliant",
    },
    "sqs-cmk": {
        says: "Set `kmsMasterKeyId` to the ARN of a KMS key of your own.",
        compliant: { "a key": queue({ kmsMasterKeyId: "alias/orders" }), "no key": queue({ kmsMasterKeyId: "" }) },
        violating: { "AWS's key": queue({ kmsMasterKeyId: "alias/aws/sqs" }) },
        absent: "compliant",
    },
    "sqs-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use the queue, or scope it by a condition such as `aws:SourceArn`.",
        compliant: {
            "an account": queue({ policy: send({ AWS: "111122223333" }) }),
            "a topic": queuePolicy({
                policy: send("*", {
                    Condition: { ArnEquals: { "aws:SourceArn": "arn:aws:sns:eu-west-1:111122223333:orders" } },
                }),
            }),
        },
        violating: {
            everybody: queue({ policy: send("*") }),
            "every account": queuePolicy({ policy: send({ AWS: "*" }) }),
        },
        absent: "compliant",
    },
    "sqs-policy-no-wildcard-action": {
        says: "Name the actions that `policy` allows, instead of all.",
        compliant: {
            "one action": queue({ policy: send({ AWS: "111122223333" }) }),
            "all that only send": queuePolicy({ policy: send({ AWS: "111122223333" }, { Action: "sqs:Send*" }) }),
            "all denied": queuePolicy({ policy: denyInsecure() }),
            "all denied under an unknown condition, one action allowed": queuePolicy({
                policy: policy(
                    { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: ARN },
                    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:SendMessage", Resource: ARN },
                ),
            }),
        },
        violating: {
            "all of SQS": queue({ policy: send({ AWS: "111122223333" }, { Action: "SQS:*" }) }),
            all: queuePolicy({ policy: send({ AWS: "111122223333" }, { Action: ["sqs:SendMessage", "*"] }) }),
            "all, beside one action": queuePolicy({
                policy: policy(
                    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:SendMessage", Resource: ARN },
                    { Effect: "Allow", Principal: { AWS: "111122223333" }, Action: "sqs:*", Resource: ARN },
                ),
            }),
            "all but those of S3": queuePolicy({
                policy: send({ AWS: "111122223333" }, { Action: undefined, NotAction: "s3:*" }),
            }),
        },
        absent: "compliant",
    },
    "sqs-policy-cross-account": {
        says: "Statement 1 of `policy` trusts another account. Add it to `trustedAccounts`, or demand proof such as `aws:PrincipalOrgID`.",
        compliant: {
            "one's own": {
                resources: queue({ policy: send({ AWS: "111122223333" }) }),
                options: { ownAccounts: ["111122223333"] },
            },
            "one that is trusted": {
                resources: queuePolicy({ policy: send({ AWS: "arn:aws:iam::444455556666:role/orders" }) }),
                options: { trustedAccounts: ["444455556666"] },
            },
            "of the organization": queuePolicy({
                policy: send(
                    { AWS: "444455556666" },
                    { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } },
                ),
            }),
            "another, which is denied": queuePolicy({ policy: send({ AWS: "444455556666" }, { Effect: "Deny" }) }),
            "of a part of the organization": queuePolicy({
                policy: send({ AWS: "444455556666" }, { Condition: inPath("o-a1b2c3d4e5/r-ab12/*") }),
            }),
            "a service": queuePolicy({ policy: send({ Service: "s3.amazonaws.com" }) }),
        },
        violating: {
            "of one organization or any": queuePolicy({
                policy: send(
                    { AWS: "444455556666" },
                    { Condition: { StringLike: { "aws:PrincipalOrgID": ["o-a1b2c3d4e5", "o-*"] } } },
                ),
            }),
            "of a part of any organization": queuePolicy({
                policy: send({ AWS: "444455556666" }, { Condition: inPath("o-*/r-ab12/*") }),
            }),
            another: queue({ policy: send({ AWS: "444455556666" }) }),
            "another, narrowed down to": queuePolicy({
                policy: send("*", { Condition: { StringEquals: { "aws:PrincipalAccount": "444455556666" } } }),
            }),
        },
        absent: "compliant",
    },
    "sqs-policy-tls-only": {
        says: TLS_ONLY,
        compliant: {
            inline: queue({ policy: denyInsecure() }, KNOWN),
            "of its own": [queue({ name: "orders" }), side("sqs/queuePolicy", { policy: denyInsecure() })],
            "of its own, by name": [queue({}, KNOWN), { ...queuePolicy({ policy: denyInsecure() }), name: "side" }],
            "for a queue that is not known yet": [
                queue(),
                side("sqs/queuePolicy", {
                    policy: {
                        Version: "2012-10-17",
                        Statement: [
                            {
                                Effect: "Deny",
                                Principal: "*",
                                Action: "sqs:*",
                                Resource: unknown(),
                                Condition: { Bool: { "aws:SecureTransport": "false" } },
                            },
                        ],
                    },
                }),
            ],
        },
        violating: {
            "no policy": queue(),
            "a policy without": [queue(), side("sqs/queuePolicy", { policy: send({ AWS: "111122223333" }) })],
            "of another queue": {
                resources: queue({ policy: denyInsecure({ Resource: `${ARN}-2` }) }, KNOWN),
                says: OTHERWISE,
            },
            "of another queue, by name": {
                resources: queue({ name: "others", policy: denyInsecure() }),
                says: OTHERWISE,
            },
        },
        absent: "violating",
    },
    "sqs-dead-letter": {
        says: REDRIVE,
        compliant: {
            inline: queue({ redrivePolicy: redrive }),
            "inline, not known yet": [
                queue({ redrivePolicy: unknown() }, { from: { redrivePolicy: ["dead"] } }),
                queue({ redriveAllowPolicy: "{}" }, { name: "dead" }),
            ],
            "of its own": [queue({}, KNOWN), side("sqs/redrivePolicy", { redrivePolicy: `${redrive} ` })],
            "it is one": queue({ redriveAllowPolicy: JSON.stringify({ redrivePermission: "allowAll" }) }),
            "it is one, says a resource": [queue(), side("sqs/redriveAllowPolicy", { redriveAllowPolicy: "{}" })],
            ...Object.fromEntries(
                ["url", "id", "arn", "name"].map((name) => [
                    `of its own, by its ${name}`,
                    [
                        queue({}, { outputs: { [name]: KNOWN.outputs.url } }),
                        resource("sqs/redrivePolicy", { queueUrl: URL, redrivePolicy: "{}" }, { name: "side" }),
                    ],
                ]),
            ),
            "it is the target of another queue's own policy, not known yet": [
                queue(),
                resource(
                    "sqs/redrivePolicy",
                    { queueUrl: `${URL}-2`, redrivePolicy: unknown() },
                    { name: "source", from: { redrivePolicy: ["it"] } },
                ),
            ],
            "it is the target of a subscription, not known yet": [
                queue(),
                resource(
                    "sns/topicSubscription",
                    { redrivePolicy: unknown() },
                    { name: "source", from: { redrivePolicy: ["it"] } },
                ),
            ],
            "it is the target of another queue, by the ARN that it will have": [
                queue({ name: "orders" }),
                queue({ redrivePolicy: redrive }, { name: "source" }),
            ],
            "it is the target of another queue, by name": [
                queue({}, KNOWN),
                queue({ redrivePolicy: redrive }, { name: "source", outputs: { arn: `${ARN}-2` } }),
            ],
            ...Object.fromEntries(
                Object.entries(TARGETING).map(([name, [file, inputsFor]]) => [
                    name,
                    [queue({}, KNOWN), resource(file, inputsFor(ARN), { name: "source" })],
                ]),
            ),
            ...Object.fromEntries(
                Object.entries(TARGETING).map(([name, [file, inputsFor]]) => [
                    `${name}, not known yet`,
                    [
                        queue(),
                        resource(file, inputsFor(unknown()), {
                            name: "source",
                            from: Object.fromEntries(Object.keys(inputsFor("")).map((key) => [key, ["it"]])),
                        }),
                    ],
                ]),
            ),
        },
        violating: {
            none: queue(),
            "none of two, before the provider fills it in": {
                resources: [
                    queue({}, { name: "one", outputs: { redrivePolicy: unknown() } }),
                    queue({}, { name: "two", outputs: { redrivePolicy: unknown() } }),
                ],
                says: { one: [REDRIVE], two: [REDRIVE] },
            },
            "another queue's target begins alike": {
                resources: [
                    queue({ name: "order" }, { outputs: { arn: ARN.slice(0, -1) } }),
                    queue({ redrivePolicy: redrive }, { name: "source", outputs: { arn: `${ARN}-2` } }),
                ],
                says: [REDRIVE],
            },
            "another queue has another target": {
                resources: [
                    queue({}, KNOWN),
                    queue(
                        { redrivePolicy: redrive.replace("orders", "dead") },
                        { name: "source", outputs: { arn: `${ARN}-2`, id: `${URL}-2`, name: "orders-2" } },
                    ),
                ],
            },
            "another queue is one": [
                queue({}, KNOWN),
                queue(
                    { redriveAllowPolicy: "{}" },
                    { name: "dead", outputs: { arn: `${ARN}-dead`, id: `${URL}-dead`, name: "orders-dead" } },
                ),
            ],
        },
        absent: "violating",
    },
});
