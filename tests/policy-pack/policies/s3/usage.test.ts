import usage from "../../../../policy-pack/policies/s3/usage";
import { eachOutput } from "../../../../policy-pack/testing/cases";
import { describeService } from "../../support/describe";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import { ARN, COMPUTED, bucket, logsOfDistribution, oldBucket, policy, resource, sideCar } from "./stack";

const LOG = "Name another bucket as the target in its `aws.s3.BucketLogging`.";
const ENDLESS = "Set `targetBucket` to another bucket: logs of logs never end.";
const logs = bucket({}, { name: "logs" });
/** Logging of the bucket "it", into another one. */
const logging = (targetBucket: Input = unknown(), type = "bucketLogging") =>
    sideCar(type, { targetBucket, targetPrefix: "" }, { from: { bucket: ["it"], targetBucket: ["logs"] } });
const logsFrom = (Service: string) =>
    sideCar("bucketPolicy", {
        policy: policy({ Effect: "Allow", Principal: { Service }, Action: "s3:PutObject", Resource: `${ARN}/*` }),
    });
const logPolicy = logsFrom("logging.s3.amazonaws.com");

const redirect = { hostName: "www.example.com", protocol: "https" };
const website = (inputs: Inputs, type = "bucketWebsiteConfiguration") => resource(type, { bucket: "data", ...inputs });
const NO_SITE =
    "Remove the website, or let it do nothing but `redirectAllRequestsTo`, and serve files through CloudFront.";
const noInlineSite = (path: string) => `Remove \`${path}\`, and serve it through CloudFront.`;

const cors = (...rules: readonly Input[]) => resource("bucketCorsConfiguration", { bucket: "data", corsRules: rules });
const rule = (methods: Input, origins: Input): Inputs => ({ allowedMethods: methods, allowedOrigins: origins });
const name = (index: number) =>
    `Name the websites in \`corsRules[${index}].allowedOrigins\`, without "*" for any host.`;

const LEGACY = [
    "bucketV2",
    "bucketAccelerateConfigurationV2",
    "bucketAclV2",
    "bucketCorsConfigurationV2",
    "bucketLifecycleConfigurationV2",
    "bucketLoggingV2",
    "bucketObjectLockConfigurationV2",
    "bucketRequestPaymentConfigurationV2",
    "bucketServerSideEncryptionConfigurationV2",
    "bucketVersioningV2",
    "bucketWebsiteConfigurationV2",
];
const RENAME = 'Use the class of the same name without `V2` for "it": it knows the old one as an alias.';

describeService(usage, {
    "s3-bucket-access-logging": {
        compliant: {
            "a bucket that logs, and its log bucket": { resources: [bucket(), logs, logging()] },
            "by the former types": { resources: [oldBucket(), logs, logging(unknown(), "bucketLoggingV2")] },
            inline: {
                resources: [bucket({ logging: { targetBucket: unknown() } }, { from: { logging: ["logs"] } }), logs],
            },
            "inline, in a bucket of the former type": {
                resources: [
                    oldBucket({ loggings: [{ targetBucket: unknown() }] }, { from: { loggings: ["logs"] } }),
                    logs,
                ],
            },
            "into a bucket outside of the stack": {
                resources: bucket({ bucket: "data", logging: { targetBucket: "logs" } }),
            },
            "a bucket that takes logs, as its policy says": { resources: [bucket(), logPolicy] },
            "a bucket that takes a distribution's logs": { resources: [bucket(), logsOfDistribution] },
            ...eachOutput(["bucketDomainName", "bucketRegionalDomainName"], "data.s3.amazonaws.com", (outputs) => [
                bucket({}, { outputs }),
                resource("cloudfront/distribution", { loggingConfig: { bucket: "data.s3.amazonaws.com" } }),
            ]),
            "a bucket that takes delivered logs": { resources: [bucket(), logsFrom("delivery.logs.amazonaws.com")] },
            "a bucket for S3's log delivery, by its ACL": { resources: bucket({ acl: "log-delivery-write" }) },
            "a bucket of the former type for S3's log delivery, by its ACL": {
                resources: [oldBucket(), sideCar("bucketAcl", { acl: "log-delivery-write" })],
            },
            "a bucket for S3's log delivery, by a grant": {
                resources: bucket({
                    grants: [
                        {
                            type: "Group",
                            permissions: ["READ_ACP", "WRITE"],
                            uri: "http://acs.amazonaws.com/groups/s3/LogDelivery",
                        },
                    ],
                }),
            },
            "logs into a bucket outside of the stack, declared twice": {
                resources: [
                    bucket({ bucket: "data", logging: { targetBucket: "logs" } }),
                    sideCar("bucketLogging", { bucket: "data", targetBucket: "logs", targetPrefix: "" }),
                ],
            },
            "a bucket that takes the logs of a load balancer": {
                resources: [
                    bucket(),
                    resource(
                        "lb/loadBalancer",
                        { accessLogs: { bucket: unknown(), enabled: true } },
                        { name: "lb", from: { accessLogs: ["it"] } },
                    ),
                ],
            },
        },
        violating: {
            "no logs": { resources: bucket(), says: [LOG] },
            "no logs, in a bucket of the former type": { resources: oldBucket(), says: [LOG] },
            "a bucket that a load balancer names, whose logs are off": {
                resources: [
                    bucket(),
                    resource(
                        "lb/loadBalancer",
                        { accessLogs: { bucket: unknown(), enabled: false } },
                        { name: "lb", from: { accessLogs: ["it"] } },
                    ),
                ],
                says: [LOG],
            },
            "logs of another bucket": {
                resources: [bucket({}, { name: "open" }), bucket(), logs, logging()],
                says: { open: [LOG] },
            },
            "an empty target inline": {
                resources: bucket({ bucket: "data", logging: { targetBucket: "" } }),
                says: [LOG],
            },
            "logs into itself": {
                resources: [
                    bucket(),
                    sideCar(
                        "bucketLogging",
                        { targetBucket: unknown(), targetPrefix: "" },
                        { from: { bucket: ["it"], targetBucket: ["it"] } },
                    ),
                ],
                says: [ENDLESS],
            },
            "logs into itself, inline": {
                resources: bucket({ bucket: "data", logging: { targetBucket: "data" } }),
                says: [ENDLESS],
            },
            "logs into itself, inline, in a bucket of the former type": {
                resources: oldBucket({ bucket: "data", loggings: [{ targetBucket: "data" }] }),
                says: [ENDLESS],
            },
            "a log bucket that logs into itself": {
                resources: [
                    bucket(),
                    logPolicy,
                    sideCar(
                        "bucketLogging",
                        { targetBucket: unknown(), targetPrefix: "" },
                        { name: "self", from: { bucket: ["it"], targetBucket: ["it"] } },
                    ),
                ],
                says: [ENDLESS],
            },
        },
        absent: {
            "no logs by default": { resources: bucket({}, { outputs: COMPUTED }), says: [LOG] },
        },
        unknown: {
            "the policy that may make it a log bucket": {
                resources: [bucket(), sideCar("bucketPolicy", { policy: unknown() })],
                undetermined: 'Not known before the update: `policy` of "side".',
            },
            "a target that a function answers": {
                resources: [bucket(), sideCar("bucketLogging", { targetBucket: unknown(), targetPrefix: "" })],
                undetermined: 'It is not known yet what this names: `targetBucket` of "side".',
            },
            "a target that a side-car must have, and that the preview dropped": {
                resources: [bucket({ tags: { a: unknown() } }), sideCar("bucketLogging")],
                undetermined: 'It is not known yet what this names: `targetBucket` of "side".',
            },
            "a target that a function answers, inline": {
                resources: bucket({ logging: { targetBucket: unknown() } }),
                undetermined: 'It is not known yet what this names: `logging.targetBucket` of "it".',
            },
            "whether the target inline is the bucket itself": {
                resources: [
                    bucket({ bucket: "data", logging: unknown() }, { from: { logging: ["key"] } }),
                    resource("kms/key", {}, { name: "key" }),
                ],
                undetermined: 'It is not known yet what this names: `logging.targetBucket` of "it".',
            },
        },
    },
    "s3-bucket-no-website": {
        compliant: {
            "nothing but a redirect": { resources: website({ redirectAllRequestsTo: redirect }) },
            "nothing but a redirect, by the former type": {
                resources: website({ redirectAllRequestsTo: redirect }, "bucketWebsiteConfigurationV2"),
            },
            "nothing but a redirect, inline": {
                resources: bucket({ website: { redirectAllRequestsTo: "https://www.example.com" } }),
            },
            "nothing but a redirect, inline in a bucket of the former type": {
                resources: oldBucket({ websites: [{ redirectAllRequestsTo: "https://www.example.com" }] }),
            },
        },
        violating: {
            "a website": { resources: website({ indexDocument: { suffix: "index.html" } }), says: [NO_SITE] },
            "a website, by the former type": {
                resources: website({ indexDocument: { suffix: "index.html" } }, "bucketWebsiteConfigurationV2"),
                says: [NO_SITE],
            },
            "a website, inline": {
                resources: bucket({ website: { indexDocument: "index.html" } }),
                says: [noInlineSite("website")],
            },
            "a website, inline in a bucket of the former type": {
                resources: oldBucket({ websites: [{ indexDocument: "index.html" }] }),
                says: [noInlineSite("websites[0]")],
            },
        },
        absent: {
            "no website": { resources: bucket() },
            "no website, in a bucket of the former type": { resources: oldBucket({ websites: [] }) },
        },
        unknown: {
            "whether it redirects": {
                resources: website({ redirectAllRequestsTo: unknown() }),
                undetermined: "Not known before the update: `redirectAllRequestsTo`.",
            },
            "whether there is one": {
                resources: bucket({ website: unknown() }),
                undetermined: "Not known before the update: `website`, `website.redirectAllRequestsTo`.",
            },
            "its first page": {
                resources: bucket({ website: { indexDocument: unknown() } }),
                says: [noInlineSite("website")],
            },
        },
    },
    "s3-bucket-cors-no-wildcard": {
        compliant: {
            "one website writes": { resources: cors(rule(["PUT", "GET"], ["https://console.example.com"])) },
            "the websites of one owner write": { resources: cors(rule(["POST"], ["https://*.example.com"])) },
            "one host writes, at any port": { resources: cors(rule(["PUT"], ["http://localhost:*"])) },
            "every website reads": { resources: cors(rule(["GET", "HEAD"], ["*"])) },
        },
        violating: {
            "every website puts": { resources: cors(rule(["PUT"], ["*"])), says: [name(0)] },
            "every website posts": {
                resources: cors(rule(["GET", "POST"], ["https://a.example.com", "*"])),
                says: [name(0)],
            },
            "every website deletes": {
                resources: resource("bucketCorsConfigurationV2", {
                    bucket: "data",
                    corsRules: [rule(["DELETE"], ["*"])],
                }),
                says: [name(0)],
            },
            ...Object.fromEntries(
                [
                    "https://*",
                    "HTTPS://*:8443",
                    "http*",
                    "https:*",
                    "*.com",
                    "https://*.co.uk",
                    "https://*example.com",
                ].map((origin) => [
                    `every website that fits ${origin}`,
                    { resources: cors(rule(["PUT"], [origin])), says: [name(0)] },
                ]),
            ),
            "the second and third rules": {
                resources: cors(rule(["GET"], ["*"]), rule(["PUT"], ["*"]), rule(["DELETE"], ["http://*"])),
                says: [name(1), name(2)],
            },
            inline: { resources: bucket({ corsRules: [rule(["PUT"], ["*"])] }), says: [name(0)] },
            "inline, in a bucket of the former type": {
                resources: oldBucket({ corsRules: [rule(["PUT"], ["*"])] }),
                says: [name(0)],
            },
        },
        absent: {
            "no rules": { resources: bucket() },
            "a rule without origins": { resources: cors({ allowedMethods: ["PUT"] }) },
            "a rule without methods": { resources: cors({ allowedOrigins: ["*"] }) },
        },
        unknown: {
            "an origin": {
                resources: cors(rule(["PUT"], ["https://a.example.com", unknown()])),
                undetermined: "Not known before the update: `corsRules[0].allowedOrigins[1]`.",
            },
            "a method": {
                resources: cors(rule([unknown()], ["*"])),
                undetermined: "Not known before the update: `corsRules[0].allowedMethods[0]`.",
            },
            "a method, for one website": { resources: cors(rule([unknown()], ["https://a.example.com"])) },
            "the first rule, but every website puts by the second": {
                resources: cors(unknown(), rule(["PUT"], ["*"])),
                says: [name(1)],
            },
        },
    },
    "s3-no-legacy-v2-types": {
        compliant: {
            "the present type": { resources: bucket() },
            "an object, whose type is the present one": {
                resources: resource("bucketObjectv2", { bucket: "data", key: "a" }),
            },
        },
        violating: Object.fromEntries(LEGACY.map((type) => [type, { resources: resource(type, {}), says: [RENAME] }])),
        absent: { "nothing is set": { resources: oldBucket(), says: [RENAME] } },
        unknown: { "its name": { resources: oldBucket({ bucket: unknown() }), says: [RENAME] } },
        byTypeAlone: true,
    },
    "s3-bucket-event-notifications": {
        says: "Give it an `aws.s3.BucketNotification`.",
        compliant: {
            "to EventBridge": [bucket(), sideCar("bucketNotification", { eventbridge: true })],
            "to a topic": [bucket(), sideCar("bucketNotification", { topics: [{ topicArn: "arn:aws:sns:x" }] })],
            "to a queue, of a bucket of the former type": [
                oldBucket(),
                sideCar("bucketNotification", { queues: [{ queueArn: "arn:aws:sqs:x" }] }),
            ],
            "to a function": [bucket(), sideCar("bucketNotification", { lambdaFunctions: [{ id: "1" }] })],
        },
        violating: {
            none: oldBucket(),
            "to nobody": [bucket(), sideCar("bucketNotification", { eventbridge: false, topics: [] })],
        },
        absent: "violating",
    },
});
