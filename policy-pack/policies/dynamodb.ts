import { all, any, must, not, resourcePolicy, say, service, set, stackPolicy } from "../evaluation";
import type { Link, ResourceReader, Truth, Value } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { isOwnKey } from "./kmsKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const TABLE = "aws:dynamodb/table:Table";
const REPLICA = "aws:dynamodb/tableReplica:TableReplica";

/** Replicas that a table declares itself. */
function replicasOf(table: ResourceReader): readonly Value[] {
    return table.type === TABLE ? table.get("replicas").items() : [];
}

const TARGET = "aws:appautoscaling/target:Target";
const SCALING_POLICY = "aws:appautoscaling/policy:Policy";
/** What moves the capacity of a target, which by itself is only the range for it. */
const SCALERS = [SCALING_POLICY, "aws:appautoscaling/scheduledAction:ScheduledAction"];

const targetOf: Link = scaling([TARGET]);
const scalerOf: Link = scaling(SCALERS);
const scalerOfTarget: Link = { from: SCALERS, by: "resourceId", to: [TARGET], named: ["resourceId"] };

/** What of a table is scaled: each needs a target of its own. */
const CAPACITIES = ["dynamodb:table:ReadCapacityUnits", "dynamodb:table:WriteCapacityUnits"];

/** Whether it moves the capacity at all: AWS refuses to hold the use of a table outside of 20 to 90 percent. */
function moves(scaler: ResourceReader): Truth {
    if (scaler.type !== SCALING_POLICY) {
        return true;
    }
    const percent = scaler.get("targetTrackingScalingPolicyConfiguration", "targetValue");
    return any([not(percent.isGiven()), all([percent.atLeast(20), percent.atMost(90)])]);
}

function scaling(from: readonly string[]): Link {
    return { from, by: "resourceId", after: "table/", to: [TABLE], named: ["name", "id"] };
}

export default service("dynamodb", [
    resourcePolicy({
        id: "dynamodb-encryption-cmk",
        title: "DynamoDB tables are encrypted with a KMS key of your own",
        severity: "low",
        types: [TABLE, REPLICA],
        controls: { nist: ["SC-12", "SC-28"], whitepaper: ["DynamoDB"] },
        why: "With a key of AWS, who may decrypt cannot be decided or taken back apart from who may read. Off by default here: tables are encrypted either way, and each key costs money.",
        fix: {
            text: "Name a KMS key of your own, for each replica one of its Region.",
            example: `new aws.dynamodb.Table("orders", { serverSideEncryption: { enabled: true, kmsKeyArn: key.arn } });`,
        },
        offByDefault: true,
        check(table) {
            const keys = replicasOf(table).map((replica) => replica.get("kmsKeyArn"));
            if (table.type === REPLICA) {
                const key = table.get("kmsKeyArn");
                return must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`);
            }
            const encryption = table.get("serverSideEncryption");
            const enabled = encryption.get("enabled");
            return [
                must(enabled.is(true), say`Set ${enabled} to true.`),
                ...[encryption.get("kmsKeyArn"), ...keys].map((key) =>
                    must(isOwnKey(key), say`Set ${key} to the ARN of a KMS key of your own.`),
                ),
            ];
        },
    }),
    resourcePolicy({
        id: "dynamodb-pitr",
        title: "DynamoDB tables can be restored to any second",
        severity: "medium",
        types: [TABLE, REPLICA],
        controls: { fsbp: ["DynamoDB.2"], nist: ["CP-9", "CP-10"], whitepaper: ["DynamoDB"] },
        why: "A program that writes nonsense, or an intruder, alters all items within minutes, and replicas follow at once.",
        fix: {
            text: "Turn point-in-time recovery on, for each replica too. It costs by the size of the table.",
            example: `new aws.dynamodb.Table("orders", { pointInTimeRecovery: { enabled: true } });`,
        },
        check(table) {
            const own =
                table.type === TABLE ? table.get("pointInTimeRecovery", "enabled") : table.get("pointInTimeRecovery");
            const replicas = replicasOf(table).map((replica) => replica.get("pointInTimeRecovery"));
            return [own, ...replicas].map((enabled) => must(enabled.is(true), say`Set ${enabled} to true.`));
        },
        remediation: (table) =>
            table.type === REPLICA
                ? [set(["pointInTimeRecovery"], true)]
                : [
                      set(["pointInTimeRecovery", "enabled"], true),
                      ...replicasOf(table).map((_, index) => set(["replicas", index, "pointInTimeRecovery"], true)),
                  ],
    }),
    resourcePolicy({
        id: "dynamodb-deletion-protection",
        title: "DynamoDB tables are protected from deletion",
        severity: "medium",
        types: [TABLE, REPLICA],
        controls: { fsbp: ["DynamoDB.6"], nist: ["CM-3", "CP-9"], whitepaper: ["DynamoDB"] },
        why: "One wrong command, or a replacement nobody read in a preview, deletes the table.",
        fix: {
            text: "Set `deletionProtectionEnabled`, for each replica too. Who means to delete the table turns it off first.",
            example: `new aws.dynamodb.Table("orders", { deletionProtectionEnabled: true });`,
        },
        check: (table) =>
            [table, ...replicasOf(table)]
                .map((one) => one.get("deletionProtectionEnabled"))
                .map((enabled) => must(enabled.is(true), say`Set ${enabled} to true.`)),
        remediation: (table) => [
            set(["deletionProtectionEnabled"], true),
            ...replicasOf(table).map((_, index) => set(["replicas", index, "deletionProtectionEnabled"], true)),
        ],
    }),
    stackPolicy({
        id: "dynamodb-capacity-scaling",
        title: "DynamoDB tables follow demand",
        severity: "medium",
        types: [TABLE],
        controls: { fsbp: ["DynamoDB.1"], nist: ["CP-2(2)", "CP-10"], whitepaper: ["DynamoDB"] },
        why: "A table with a fixed capacity refuses requests once there are more, and costs as much when there are none.",
        fix: {
            text: "Pay by the request, or scale the capacity.",
            example: `new aws.dynamodb.Table("orders", { billingMode: "PAY_PER_REQUEST" });`,
        },
        check(table, stack) {
            const mode = table.get("billingMode");
            const targets = stack.linkedTo(table, targetOf);
            const scales = CAPACITIES.map((capacity) => {
                const isForIt = (one: ResourceReader): Truth => one.get("scalableDimension").is(capacity);
                const movesIt = (one: ResourceReader): Truth => all([isForIt(one), moves(one)]);
                return targets.some((target) =>
                    all([
                        target.get("serviceNamespace").is("dynamodb"),
                        isForIt(target),
                        any([
                            stack.linkedTo(target, scalerOfTarget).some(movesIt),
                            stack.linkedTo(table, scalerOf).some(movesIt),
                        ]),
                    ]),
                );
            });
            return must(
                any([mode.is("PAY_PER_REQUEST"), all(scales)]),
                say`Set ${mode} to "PAY_PER_REQUEST", or give it an \`aws.appautoscaling.Target\` with an \`aws.appautoscaling.Policy\`, for reads and for writes.`,
            );
        },
    }),
    resourcePolicy({
        id: "dynamodb-resource-policy-no-public",
        title: "Policies of DynamoDB tables and streams let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("dynamoDb"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["DynamoDB"] },
        why: "Everybody with an AWS account could read or write the items.",
        fix: {
            text: "Name the accounts or roles that may use the table.",
            example: `new aws.dynamodb.ResourcePolicy("orders", {
    resourceArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::444455556666:root"] }],
            actions: ["dynamodb:GetItem"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustLetNoOutsidersIn(policyOf(resource), say`Name who may use it, or scope it by a condition.`),
    }),
]);
