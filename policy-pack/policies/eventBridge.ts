import { all, any, must, mustNot, not, resourcePolicy, say, service, settingPolicy, stackPolicy } from "../evaluation";
import type { Link } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { ownKeyPolicy } from "./ownKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const BUS = "aws:cloudwatch/eventBus:EventBus";
const BUS_POLICY = "aws:cloudwatch/eventBusPolicy:EventBusPolicy";
const PERMISSION = "aws:cloudwatch/eventPermission:EventPermission";
const TARGET = "aws:cloudwatch/eventTarget:EventTarget";
const SCHEDULE = "aws:scheduler/schedule:Schedule";

const accessOf: Link = {
    from: [BUS_POLICY, PERMISSION],
    by: "eventBusName",
    to: [BUS],
    named: ["name", "id", "arn"],
};

const EXAMPLE = `const bus = new aws.cloudwatch.EventBus("orders");
new aws.cloudwatch.EventBusPolicy("orders", {
    eventBusName: bus.name,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["444455556666"] }],
            actions: ["events:PutEvents"],
            resources: [bus.arn],
        }],
    }).json,
});`;

export default service("eventbridge", [
    stackPolicy({
        id: "eventbridge-bus-policy",
        title: "Event buses say who may use them",
        severity: "low",
        types: [BUS],
        controls: { fsbp: ["EventBridge.3"], nist: ["AC-3", "AC-6"], whitepaper: ["account security"] },
        why: "Without a policy of the bus, whoever in the account may put events at all puts them on this one.",
        fix: { text: "Give the bus an `aws.cloudwatch.EventBusPolicy`.", example: EXAMPLE },
        check: (bus, stack) =>
            must(
                // The bus of a partner is the partner's to fill.
                any([bus.get("eventSourceName").isPresent(), stack.linkedTo(bus, accessOf).exists()]),
                say`Give ${bus} an \`aws.cloudwatch.EventBusPolicy\`.`,
            ),
    }),
    resourcePolicy({
        id: "eventbridge-policy-no-public",
        title: "Policies of EventBridge let no outsiders in",
        severity: "critical",
        types: [...typesWithPolicy("eventBridge"), PERMISSION],
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "Whoever may put events on the bus starts what listens to it, with contents of his own.",
        fix: { text: "Name the accounts, or keep outsiders out by `aws:PrincipalOrgID`.", example: EXAMPLE },
        check(resource) {
            if (resource.type !== PERMISSION) {
                return mustLetNoOutsidersIn(
                    policyOf(resource),
                    say`Name the accounts that may use it, or scope it by \`aws:PrincipalOrgID\`.`,
                );
            }
            const [principal, condition] = [resource.get("principal"), resource.get("condition")];
            return mustNot(
                all([principal.is("*"), not(condition.get("key").is("aws:PrincipalOrgID"))]),
                say`Name the account in ${principal}, or set ${condition} to an organization.`,
            );
        },
    }),
    settingPolicy({
        id: "eventbridge-endpoint-replication",
        title: "Global endpoints replicate their events",
        severity: "medium",
        types: ["aws:cloudwatch/eventEndpoint:EventEndpoint"],
        controls: { fsbp: ["EventBridge.4"], nist: ["CP-10", "SC-36"], whitepaper: ["account security"] },
        why: "Without replication the second region lacks what the first had when it failed.",
        fix: {
            text: "Leave `replicationConfig` out, and give the endpoint a role for it.",
            example: `new aws.cloudwatch.EventEndpoint("orders", {
    eventBuses: [
        { eventBusArn: "arn:aws:events:eu-west-1:111122223333:event-bus/orders" },
        { eventBusArn: "arn:aws:events:eu-central-1:111122223333:event-bus/orders" },
    ],
    roleArn: "arn:aws:iam::111122223333:role/replicate",
    replicationConfig: { state: "ENABLED" },
    routingConfig: {
        failoverConfig: {
            primary: { healthCheck: "arn:aws:route53:::healthcheck/1" },
            secondary: { route: "eu-central-1" },
        },
    },
});`,
        },
        setting: "replicationConfig.state",
        must: { be: "ENABLED" },
        default: "ENABLED",
    }),
    ownKeyPolicy({
        id: "eventbridge-bus-cmk",
        what: "Event buses",
        types: [BUS],
        setting: "kmsKeyIdentifier",
        whitepaper: "account security",
        example: `new aws.cloudwatch.EventBus("orders", { kmsKeyIdentifier: key.arn });`,
    }),
    ownKeyPolicy({
        id: "eventbridge-schedule-cmk",
        what: "Schedules",
        types: [SCHEDULE],
        setting: "kmsKeyArn",
        whitepaper: "account security",
        example: `new aws.scheduler.Schedule("nightly", {
    flexibleTimeWindow: { mode: "OFF" },
    scheduleExpression: "rate(1 day)",
    kmsKeyArn: key.arn,
    target: {
        arn: "arn:aws:sqs:eu-west-1:111122223333:jobs",
        roleArn: "arn:aws:iam::111122223333:role/scheduler",
    },
});`,
    }),
    settingPolicy({
        id: "eventbridge-dead-letter",
        title: "EventBridge puts aside what it cannot deliver",
        severity: "low",
        types: [TARGET, SCHEDULE],
        controls: { nist: ["SI-11"], whitepaper: ["account security"] },
        why: "An event that its target did not take for a day is lost, unless there is a queue for it.",
        offByDefault: true,
        fix: {
            text: "Name a queue in `deadLetterConfig`, whose policy lets EventBridge send to it.",
            example: `new aws.cloudwatch.EventTarget("orders", {
    rule: "orders",
    arn: "arn:aws:lambda:eu-west-1:111122223333:function:orders",
    deadLetterConfig: { arn: "arn:aws:sqs:eu-west-1:111122223333:orders-dead" },
});`,
        },
        setting: { [TARGET]: "deadLetterConfig.arn", [SCHEDULE]: "target.deadLetterConfig.arn" },
        must: { beGiven: "the ARN of a queue for what cannot be delivered" },
    }),
]);
