import assert from "node:assert/strict";
import cloudWatch from "../../../policy-pack/policies/cloudWatch";
import { describeService } from "../support/describe";
import type { Cases } from "../../../policy-pack/testing/cases";
import { unknown, type Inputs } from "../support/inputs";
import { run } from "../../../policy-pack/testing/run";
import { resource } from "./s3/stack";

const alarm = (inputs: Inputs) => resource("cloudwatch/metricAlarm", inputs);
const composite = (inputs: Inputs) => resource("cloudwatch/compositeAlarm", inputs);
const TOPIC = "arn:aws:sns:eu-west-1:111122223333:operators";

const trail = resource("cloudtrail/trail", { s3BucketName: "logs" });
const events = (...names: readonly string[]) => names.map((name) => `($.eventName = ${name})`).join(" || ");
/** Patterns as the benchmark gives them, by what is told where there is none. */
const PATTERNS = {
    "calls without the right to them":
        '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "sign-ins without a second factor":
        '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes") }',
    "what the root user does":
        '{ $.userIdentity.type = "Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType != "AwsServiceEvent" }',
    "changes of IAM policies": events(
        ...["DeleteGroupPolicy", "DeleteRolePolicy", "DeleteUserPolicy", "PutGroupPolicy", "PutRolePolicy"],
        ...["PutUserPolicy", "CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion"],
        ...["AttachRolePolicy", "DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy"],
        "DetachGroupPolicy",
    ),
    "changes of trails": events("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"),
    "sign-ins that fail": '{ ($.eventName = ConsoleLogin) && ($.errorMessage = "Failed authentication") }',
    "keys that are disabled or deleted": `($.eventSource = kms.amazonaws.com) && (${events("DisableKey", "ScheduleKeyDeletion")})`,
    "changes of bucket policies": events(
        ...["PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication"],
        ...["DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication"],
    ),
    "changes of AWS Config": events(
        ...["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    ),
    "changes of security groups": events(
        ...["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
        ...["RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"],
    ),
    "changes of network ACLs": events(
        ...["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"],
        ...["ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"],
    ),
    "changes of gateways": events(
        ...["CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway"],
        ...["DeleteInternetGateway", "DetachInternetGateway"],
    ),
    "changes of route tables": events(
        ...["CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable"],
        ...["DeleteRoute", "DisassociateRouteTable"],
    ),
    "changes of VPCs": events(
        ...["CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection"],
        ...["CreateVpcPeeringConnection", "DeleteVpcPeeringConnection", "RejectVpcPeeringConnection"],
        ...["AttachClassicLinkVpc", "DetachClassicLinkVpc", "DisableVpcClassicLink", "EnableVpcClassicLink"],
    ),
    "changes of the organization":
        '{ ($.eventSource = organizations.amazonaws.com) && (($.eventName = "CreateAccount")) }',
};
const filter = (what: string, pattern: string) =>
    resource(
        "cloudwatch/logMetricFilter",
        { logGroupName: "trail", pattern, metricTransformation: { namespace: "Trail", name: what, value: "1" } },
        { name: "filter" },
    );
const watched = (metricName: string) => resource("cloudwatch/metricAlarm", { metricName }, { name: "alarm" });
const missing = (what: string) => `Add an \`aws.cloudwatch.LogMetricFilter\` for ${what}, and an alarm on its metric.`;
const others = (what: string) =>
    Object.keys(PATTERNS)
        .filter((other) => other !== what)
        .map(missing);

/** How the policies are named, by what they are of. */
const NAMES: Readonly<Record<string, string>> = {
    "calls without the right to them": "unauthorized-calls",
    "sign-ins without a second factor": "sign-in-without-mfa",
    "what the root user does": "root-user",
    "changes of IAM policies": "iam-policies",
    "changes of trails": "trails",
    "sign-ins that fail": "failed-sign-ins",
    "keys that are disabled or deleted": "keys",
    "changes of bucket policies": "bucket-policies",
    "changes of AWS Config": "config",
    "changes of security groups": "security-groups",
    "changes of network ACLs": "network-acls",
    "changes of gateways": "gateways",
    "changes of route tables": "route-tables",
    "changes of VPCs": "vpcs",
    "changes of the organization": "organization",
};

describeService(cloudWatch, {
    "cloudwatch-alarm-actions": {
        says: "Name a topic or another action in `alarmActions`.",
        compliant: {
            "a topic": alarm({ alarmActions: [TOPIC] }),
            "a topic, of several alarms": composite({ alarmActions: [TOPIC], actionsEnabled: true }),
            "a topic that is not made yet": alarm({ alarmActions: [unknown()] }),
        },
        violating: {
            none: alarm({ alarmActions: [] }),
            "of several alarms, none": composite({ okActions: [TOPIC] }),
        },
        absent: "violating",
    },
    "cloudwatch-alarm-actions-on": {
        says: "Remove `actionsEnabled`, or set it to true.",
        compliant: { on: alarm({ actionsEnabled: true }) },
        violating: {
            off: alarm({ alarmActions: [TOPIC], actionsEnabled: false }),
            "of several alarms": composite({ actionsEnabled: false }),
        },
        absent: "compliant",
    },
    "cloudwatch-cis-metric-filters": {
        compliant: {
            "one for all": [
                trail,
                filter("all", Object.values(PATTERNS).join(" || ")),
                watched("all"),
                { ...watched("other"), name: "other" },
            ],
        },
        violating: {
            none: { resources: trail, says: Object.keys(PATTERNS).map(missing) },
            "all but one": {
                resources: [
                    trail,
                    filter("most", Object.values({ ...PATTERNS, "changes of VPCs": "" }).join(" || ")),
                    watched("most"),
                ],
                says: [missing("changes of VPCs")],
            },
            "no alarm": {
                resources: [trail, filter("root", PATTERNS["what the root user does"]), watched("other")],
                says: Object.keys(PATTERNS).map(missing),
            },
        },
        absent: { "no filters": { resources: trail, says: Object.keys(PATTERNS).map(missing) } },
    },
    ...Object.fromEntries(
        Object.entries(PATTERNS).map(([what, pattern]): [string, Cases] => [
            `cloudwatch-alarm-${NAMES[what] ?? ""}`,
            {
                says: missing(what),
                compliant: {
                    watched: [trail, filter(what, pattern), watched(what), { ...watched("other"), name: "other" }],
                },
                violating: {
                    "the others": [
                        trail,
                        filter("most", Object.values({ ...PATTERNS, [what]: "" }).join(" || ")),
                        watched("most"),
                    ],
                    "no alarm": [trail, filter(what, pattern), watched("other")],
                },
                absent: "violating",
            },
        ]),
    ),
});

describe("the alarms of the CIS benchmark", () => {
    it("are of Security Hub's controls, which count otherwise", () => {
        // @see https://docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html
        const controls = Object.values(NAMES).map(
            (name) => cloudWatch.policies.find(({ id }) => id === `cloudwatch-alarm-${name}`)?.controls.fsbp,
        );
        assert.deepEqual(controls, [
            ...[2, 3, 1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14].map((number) => [`CloudWatch.${number}`]),
            undefined,
        ]);
    });
});

describe("cloudwatch-cis-metric-filters", () => {
    // ClassicLink is no more, and of the organization all calls are meant.
    const { "changes of the organization": _, ...ofCalls } = PATTERNS;
    for (const [what, pattern] of Object.entries(ofCalls)) {
        it(`misses each word of the filter for ${what}`, () => {
            const policy = cloudWatch.policies.find(({ id }) => id === "cloudwatch-cis-metric-filters");
            assert.ok(policy);
            for (const [, call = ""] of pattern.matchAll(/= "?\*?(?!\w*ClassicLink|Yes)([\w.]+)/g)) {
                const without = pattern.replace(new RegExp(`\\b${call}\\b`), "Other");
                const told = run(policy, { resources: [trail, filter(what, without), watched(what)] });
                assert.equal(told.length, Object.keys(PATTERNS).length, call);
            }
        });
    }

    for (const [what, pattern] of Object.entries(PATTERNS)) {
        it(`knows the filter for ${what}`, () => {
            const policy = cloudWatch.policies.find(({ id }) => id === "cloudwatch-cis-metric-filters");
            assert.ok(policy);
            const told = run(policy, { resources: [trail, filter(what, pattern), watched(what)] });
            assert.deepEqual(
                told.map(({ text }) => text),
                others(what),
            );
        });
    }
});
