import secretsManager from "../../../policy-pack/policies/secretsManager";
import { eachOutput } from "../../../policy-pack/testing/cases";
import { describeService } from "../support/describe";
import { unknown, type Inputs } from "../support/inputs";
import { policy, resource } from "./s3/stack";

const ARN = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-a1b2c3";
const secret = (inputs: Inputs = {}, more = {}) => resource("secretsmanager/secret", inputs, more);
const secretPolicy = (inputs: Inputs) => resource("secretsmanager/secretPolicy", { secretArn: ARN, ...inputs });
const rotation = (inputs: Inputs) =>
    resource(
        "secretsmanager/secretRotation",
        { secretId: unknown(), ...inputs },
        { name: "rotation", from: { secretId: ["it"] } },
    );
const every = (automaticallyAfterDays: number) => rotation({ rotationRules: { automaticallyAfterDays } });
const scheduled = (scheduleExpression: string) => rotation({ rotationRules: { scheduleExpression } });
const read = (principal: unknown, more: object = {}) =>
    policy({ Effect: "Allow", Principal: principal, Action: "secretsmanager:GetSecretValue", Resource: "*", ...more });
const KEY = "arn:aws:kms:eu-west-1:111122223333:key/1";
const rotationOf = (secretId: string, rotationRules: Inputs) =>
    resource("secretsmanager/secretRotation", { secretId, rotationRules });
const NONE = "Give it an `aws.secretsmanager.SecretRotation` that is on.";
const SELDOM = "Set `rotationRules` of its rotation to 90 days or fewer.";
const TOO_SELDOM = "Set `rotationRules` to 90 days or fewer.";
const OWN_KEY = "Set `kmsKeyId` to a KMS key of your own.";

describeService(secretsManager, {
    "secretsmanager-rotation-on": {
        says: NONE,
        compliant: {
            "each month": [secret(), every(30)],
            "however seldom": [secret(), every(365)],
            ...eachOutput(["arn", "id", "name"], ARN, (outputs) => [
                secret({}, { outputs }),
                resource("secretsmanager/secretRotation", { secretId: ARN }, { name: "rotation" }),
            ]),
        },
        violating: {
            never: secret(),
            "turned off": [secret(), rotation({ rotationEnabled: false })],
            "another secret is": [
                secret({}, { outputs: { arn: ARN, id: ARN } }),
                resource("secretsmanager/secretRotation", { secretId: `${ARN}-2` }, { name: "rotation" }),
            ],
        },
        absent: "violating",
    },
    "secretsmanager-rotation": {
        says: SELDOM,
        compliant: {
            "each month": [secret(), every(30)],
            "never, which is another policy's": secret(),
            "turned off, which is another policy's": [
                secret(),
                rotation({ rotationEnabled: false, rotationRules: { automaticallyAfterDays: 365 } }),
            ],
            "by its name": [
                secret({}, { outputs: { arn: ARN, id: ARN } }),
                resource(
                    "secretsmanager/secretRotation",
                    { secretId: ARN, rotationRules: { automaticallyAfterDays: 90 } },
                    { name: "rotation" },
                ),
            ],
            "of another program's secret": rotationOf(ARN, { automaticallyAfterDays: 30 }),
            "by a schedule": [secret(), scheduled("rate(10 days)")],
            "by a schedule of hours": [secret(), scheduled("rate(2000 hours)")],
            "by a schedule, as seldom as may be": [secret(), scheduled("rate(90 days)")],
            "by one of two": [secret(), every(30), { ...every(365), name: "another" }],
            "as often as the option says": { resources: [secret(), every(365)], options: { maximumDays: 365 } },
        },
        violating: {
            "of another program's secret, too seldom": {
                resources: rotationOf(ARN, { automaticallyAfterDays: 91 }),
                says: [TOO_SELDOM],
            },
            "too seldom": [secret(), every(91)],
            "too seldom, by a schedule": [secret(), scheduled("rate(91 days)")],
            "too seldom, by a schedule of hours": [secret(), scheduled("rate(2161 hours)")],
            "often by one that is off": [
                secret(),
                every(91),
                {
                    ...rotation({ rotationEnabled: false, rotationRules: { automaticallyAfterDays: 30 } }),
                    name: "another",
                },
            ],
        },
        unknown: {
            ...Object.fromEntries(
                ["at rate(10 days)", "rate(10 days) or so"].map((scheduleExpression) => [
                    `no schedule: ${scheduleExpression}`,
                    {
                        resources: [secret(), rotation({ rotationRules: { scheduleExpression, duration: unknown() } })],
                        undetermined: 'Cannot be judged: `rotationRules.scheduleExpression` of "rotation".',
                    },
                ]),
            ),
            "a schedule in words that are not read here": {
                resources: [
                    secret(),
                    rotation({ rotationRules: { scheduleExpression: "cron(0 8 1 * ? *)", duration: unknown() } }),
                ],
                undetermined: 'Cannot be judged: `rotationRules.scheduleExpression` of "rotation".',
            },
        },
        absent: {
            "a secret": secret(),
            "a rotation": { resources: resource("secretsmanager/secretRotation", {}), says: [TOO_SELDOM] },
        },
    },
    "secretsmanager-cmk": {
        says: OWN_KEY,
        compliant: {
            "a key": secret({ kmsKeyId: KEY }),
            "a key for each replica": secret({
                kmsKeyId: "alias/secrets",
                replicas: [{ region: "eu-central-1", kmsKeyId: "alias/secrets" }],
            }),
        },
        violating: {
            none: secret(),
            "AWS's key": secret({ kmsKeyId: "alias/aws/secretsmanager" }),
            "a replica without": {
                resources: secret({ kmsKeyId: KEY, replicas: [{ region: "eu-central-1" }] }),
                says: ["Set `replicas[0].kmsKeyId` to a KMS key of your own."],
            },
        },
        absent: "violating",
    },
    "secretsmanager-policy-no-public": {
        says: "Statement 1 of `policy` lets anybody in. Name who may read the secret, or scope it by a condition.",
        compliant: {
            "a role": secret({ policy: read({ AWS: "arn:aws:iam::111122223333:role/orders" }) }),
            "an organization": secretPolicy({
                policy: read("*", { Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }),
            }),
        },
        violating: {
            everybody: secret({ policy: read("*") }),
            "every account": secretPolicy({ policy: read({ AWS: "*" }) }),
        },
        absent: "compliant",
    },
    "secretsmanager-block-public-policy": {
        says: "Set `blockPublicPolicy` to true.",
        compliant: { on: secretPolicy({ blockPublicPolicy: true }) },
        violating: { off: secretPolicy({ blockPublicPolicy: false }) },
        absent: "violating",
    },
    "secretsmanager-recovery-window": {
        says: "Remove `recoveryWindowInDays`, or set it to 7 days or more.",
        compliant: { "a week": secret({ recoveryWindowInDays: 7 }) },
        violating: {
            none: secret({ recoveryWindowInDays: 0 }),
            "less than the option says": {
                resources: secret({ recoveryWindowInDays: 7 }),
                options: { minimumDays: 30 },
                says: ["Remove `recoveryWindowInDays`, or set it to 30 days or more."],
            },
        },
        absent: "compliant",
    },
});
