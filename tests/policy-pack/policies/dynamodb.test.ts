import dynamodb from "../../../policy-pack/policies/dynamodb";
import { describeService } from "../support/describe";
import { Marker, unknown, type Input, type Inputs } from "../support/inputs";
import type { TestResource } from "../support/sdk";

const table = (inputs: Inputs = {}): TestResource => ({ type: "aws:dynamodb/table:Table", inputs });
const replica = (inputs: Inputs = {}): TestResource => ({ type: "aws:dynamodb/tableReplica:TableReplica", inputs });
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
const ENABLE = "Set `serverSideEncryption.enabled` to true.";
const key = (path: string): string => `Set \`${path}\` to the ARN of a KMS key of your own.`;
const RECOVER = "Set `pointInTimeRecovery.enabled` to true.";
const REQUEST =
    'Set `billingMode` to "PAY_PER_REQUEST", or give it an `aws.appautoscaling.Target` with an `aws.appautoscaling.Policy`, for reads and for writes.';

type Way = "Read" | "Write";
const inputs = (way: Way): Inputs => ({
    serviceNamespace: "dynamodb",
    scalableDimension: `dynamodb:table:${way}CapacityUnits`,
    resourceId: unknown(),
});
const target = (way: Way, others: Inputs, more: Partial<TestResource> = {}): TestResource => ({
    type: "aws:appautoscaling/target:Target",
    name: way,
    inputs: { ...inputs(way), ...others },
    from: { resourceId: ["it"] },
    ...more,
});
const targets = (others: Inputs, more: Partial<TestResource> = {}) => [
    target("Read", others, more),
    target("Write", others, more),
];
const scaler = (way: Way, more: Partial<TestResource> = {}, resourceId: Input = unknown()): TestResource => ({
    type: "aws:appautoscaling/policy:Policy",
    name: `${way}Scaler`,
    inputs: { ...inputs(way), resourceId },
    from: resourceId instanceof Marker ? { resourceId: [way] } : {},
    ...more,
});
const tracking = (way: Way, targetValue: number): TestResource =>
    scaler(way, { inputs: { ...inputs(way), targetTrackingScalingPolicyConfiguration: { targetValue } } });
const scalers = (more: Partial<TestResource> = {}, resourceId: Input = unknown()) => [
    scaler("Read", more, resourceId),
    scaler("Write", more, resourceId),
];
const policy = (principal: unknown): string =>
    JSON.stringify({
        Statement: [{ Effect: "Allow", Principal: principal, Action: "dynamodb:GetItem", Resource: "*" }],
    });

const OPEN =
    'It is not known yet what this names: `resourceId` of "ReadScaler", `resourceId` of "Read", `resourceId` of "WriteScaler", `resourceId` of "Write".';

describeService(dynamodb, {
    "dynamodb-encryption-cmk": {
        compliant: {
            "a key": table({ serverSideEncryption: { enabled: true, kmsKeyArn: KEY } }),
            "a key for each replica": table({
                serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
                replicas: [{ regionName: "eu-west-2", kmsKeyArn: KEY }],
            }),
            "a replica": replica({ kmsKeyArn: KEY }),
        },
        violating: {
            "a key of AWS": {
                resources: table({ serverSideEncryption: { enabled: true } }),
                says: [key("serverSideEncryption.kmsKeyArn")],
            },
            "a key that is not used": {
                resources: table({ serverSideEncryption: { enabled: false, kmsKeyArn: KEY } }),
                says: [ENABLE],
            },
            "a replica of it": {
                resources: table({
                    serverSideEncryption: { enabled: true, kmsKeyArn: KEY },
                    replicas: [{ regionName: "eu-west-2" }],
                }),
                says: [key("replicas[0].kmsKeyArn")],
            },
            "a replica": { resources: replica({ kmsKeyArn: "" }), says: [key("kmsKeyArn")] },
        },
        absent: {
            "a table": { resources: table(), says: [ENABLE, key("serverSideEncryption.kmsKeyArn")] },
            "a replica": { resources: replica(), says: [key("kmsKeyArn")] },
        },
        malformed: {
            encryption: {
                resources: table({ serverSideEncryption: "yes" }),
                undetermined: "Not of the type it should be: `serverSideEncryption`.",
            },
        },
    },
    "dynamodb-pitr": {
        says: RECOVER,
        compliant: {
            on: table({ pointInTimeRecovery: { enabled: true }, replicas: [{ pointInTimeRecovery: true }] }),
            "a replica": replica({ pointInTimeRecovery: true }),
        },
        violating: {
            off: table({ pointInTimeRecovery: { enabled: false } }),
            "off for a replica of it": {
                resources: table({ pointInTimeRecovery: { enabled: true }, replicas: [{ regionName: "eu-west-2" }] }),
                says: ["Set `replicas[0].pointInTimeRecovery` to true."],
            },
            "a replica": {
                resources: replica({ pointInTimeRecovery: false }),
                says: ["Set `pointInTimeRecovery` to true."],
            },
        },
        absent: {
            "a table": { resources: table(), says: [RECOVER] },
            "a replica": { resources: replica(), says: ["Set `pointInTimeRecovery` to true."] },
        },
    },
    "dynamodb-deletion-protection": {
        says: "Set `deletionProtectionEnabled` to true.",
        compliant: {
            on: table({ deletionProtectionEnabled: true }),
            "a replica too": table({
                deletionProtectionEnabled: true,
                replicas: [{ regionName: "eu-central-1", deletionProtectionEnabled: true }],
            }),
        },
        violating: {
            "a table": table({ deletionProtectionEnabled: false }),
            "a replica that the table declares": {
                resources: table({ deletionProtectionEnabled: true, replicas: [{ regionName: "eu-central-1" }] }),
                says: ["Set `replicas[0].deletionProtectionEnabled` to true."],
            },
            "a replica": replica({ deletionProtectionEnabled: "false" }),
        },
        absent: "violating",
    },
    "dynamodb-capacity-scaling": {
        says: REQUEST,
        compliant: {
            "paid by the request": table({ billingMode: "PAY_PER_REQUEST" }),
            scaled: [table({ readCapacity: 5 }), ...targets({}), ...scalers()],
            "scaled by the clock": [
                table({ readCapacity: 5 }),
                ...targets({}),
                ...scalers({ type: "aws:appautoscaling/scheduledAction:ScheduledAction" }),
            ],
            "scaled to a use that AWS takes": [
                table({ readCapacity: 5 }),
                ...targets({}),
                tracking("Read", 20),
                tracking("Write", 90),
            ],
            "scaled, by policies that name the table": [
                table({ readCapacity: 5 }),
                ...targets({}),
                ...scalers({ from: { resourceId: ["it"] } }),
            ],
            "scaled, by policies that name the table, once it is known": [
                table({ readCapacity: 5, name: "orders" }),
                ...targets({ resourceId: "table/orders" }),
                ...scalers({}, "table/orders"),
            ],
            "scaled, by its id": [
                { ...table({ readCapacity: 5 }), outputs: { id: "orders" } },
                ...targets({ resourceId: "table/orders" }, { from: {} }),
                ...scalers(),
            ],
            "scaled, by its name": [
                table({ billingMode: "PROVISIONED", name: "orders" }),
                ...targets({ resourceId: "table/orders" }, { from: {} }),
                ...scalers(),
            ],
        },
        violating: {
            "a fixed capacity": table({ billingMode: "PROVISIONED" }),
            "a range that nothing moves in": [table({ readCapacity: 5 }), ...targets({})],
            "reads only": [table({ readCapacity: 5 }), target("Read", {}), scaler("Read")],
            "writes only": [table({ readCapacity: 5 }), target("Write", {}), scaler("Write")],
            "a use of writes that AWS refuses": [
                table({ readCapacity: 5 }),
                ...targets({}),
                tracking("Read", 70),
                tracking("Write", 91),
            ],
            "a use of reads that AWS refuses": [
                table({ readCapacity: 5 }),
                ...targets({}),
                tracking("Read", 19),
                tracking("Write", 70),
            ],
            "the range of writes that nothing moves in": [table({ readCapacity: 5 }), ...targets({}), scaler("Read")],
            "the range of writes that nothing moves in, once all is known": [
                table({ readCapacity: 5, name: "orders" }),
                ...targets({ resourceId: "table/orders" }, { from: {} }),
                scaler("Read", {}, "table/orders"),
            ],
            "of an index only": [
                table({ readCapacity: 5 }),
                target("Read", { scalableDimension: "dynamodb:index:ReadCapacityUnits" }),
                target("Write", {}),
                ...scalers(),
            ],
            "the scaling of another table": [
                table({ readCapacity: 5, name: "orders" }),
                ...targets({ resourceId: "table/orders" }),
                ...scalers({}, "table/others"),
            ],
            "the scaling of something else": [
                table({ readCapacity: 5 }),
                ...targets({ serviceNamespace: "cassandra" }),
                ...scalers(),
            ],
            "the scaling of a service": [
                table({ readCapacity: 5 }),
                ...targets({ serviceNamespace: "ecs", resourceId: "service/main/orders" }, { from: {} }),
                ...scalers(),
            ],
        },
        absent: "violating",
        unknown: {
            "targets that may be the table's": {
                resources: [
                    table(),
                    { ...table(), name: "other" },
                    ...targets({}, { from: { resourceId: ["it", "other"] } }),
                    ...scalers(),
                ],
                undetermined: { it: OPEN, other: OPEN },
            },
        },
    },
    "dynamodb-resource-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may use it, or scope it by a condition.",
        compliant: {
            "an account": {
                type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
                inputs: { policy: policy({ AWS: "arn:aws:iam::111122223333:root" }) },
            },
        },
        violating: {
            anybody: { type: "aws:dynamodb/resourcePolicy:ResourcePolicy", inputs: { policy: policy("*") } },
        },
        absent: "compliant",
    },
});
