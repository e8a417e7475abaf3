import { all, any, integer, must, resourcePolicy, say, service, settingPolicy, stackPolicy, when } from "../evaluation";
import type { Link, ResourceReader, Truth } from "../evaluation";
import { mustLetNoOutsidersIn } from "./documents";
import { isOwnKey } from "./kmsKeys";
import { policyOf, typesWithPolicy } from "./resourcePolicies";

const SECRET = "aws:secretsmanager/secret:Secret";
const SECRET_POLICY = "aws:secretsmanager/secretPolicy:SecretPolicy";
const ROTATION = "aws:secretsmanager/secretRotation:SecretRotation";

const rotationOf: Link = { from: [ROTATION], by: "secretId", to: [SECRET], named: ["arn", "id", "name"] };

/** Whether the secret is rotated at least that often. How often a `cron(…)` is due cannot be told here. */
function rotatesWithin(rotation: ResourceReader, days: number): Truth {
    const isOftenEnough = (schedule: string): Truth => {
        const [, count, unit] = /^rate\((\d+) (hour|day)s?\)$/.exec(schedule) ?? [];
        return count === undefined ? "undetermined" : Number(count) * (unit === "day" ? 24 : 1) <= days * 24;
    };
    return any([
        rotation.get("rotationRules", "automaticallyAfterDays").atMost(days),
        rotation.get("rotationRules", "scheduleExpression").judgeText(isOftenEnough),
    ]);
}

function isOn(rotation: ResourceReader): Truth {
    return rotation.get("rotationEnabled").absentAs(true).is(true);
}

const ROTATED = { nist: ["IA-5", "AC-3"], whitepaper: ["account security"] };
const WITHOUT_ROTATION = "A secret that leaked works until it is changed: if nobody changes it, for ever.";
const EXAMPLE_ROTATION = `const database = new aws.secretsmanager.Secret("database", { kmsKeyId: key.arn });
new aws.secretsmanager.SecretRotation("database", {
    secretId: database.id,
    rotationLambdaArn: "arn:aws:lambda:eu-west-1:111122223333:function:rotate",
    rotationRules: { automaticallyAfterDays: 30 },
});`;

export default service("secretsmanager", [
    stackPolicy({
        id: "secretsmanager-rotation-on",
        title: "Secrets are rotated",
        severity: "medium",
        types: [SECRET],
        controls: { fsbp: ["SecretsManager.1", "SecretsManager.4"], ...ROTATED },
        why: WITHOUT_ROTATION,
        fix: {
            text: "Give the secret an `aws.secretsmanager.SecretRotation`. Where nothing can rotate it, waive this for the secret.",
            example: EXAMPLE_ROTATION,
        },
        check: (secret, stack) =>
            must(
                stack.linkedTo(secret, rotationOf).some(isOn),
                say`Give it an \`aws.secretsmanager.SecretRotation\` that is on.`,
            ),
    }),
    stackPolicy({
        id: "secretsmanager-rotation",
        title: "Secrets that are rotated are so often enough",
        severity: "medium",
        types: [SECRET, ROTATION],
        controls: { fsbp: ["SecretsManager.4"], ...ROTATED },
        why: WITHOUT_ROTATION,
        fix: { text: "Rotate the secret more often.", example: EXAMPLE_ROTATION },
        options: {
            maximumDays: integer({
                default: 90,
                minimum: 1,
                maximum: 1000,
                description: "The longest time between two rotations that is accepted, in days.",
            }),
        },
        check(resource, stack, { maximumDays }) {
            if (resource.type === ROTATION) {
                // That of a secret of this program is judged with it.
                return stack.targetOf(resource, rotationOf) === undefined
                    ? must(
                          rotatesWithin(resource, maximumDays),
                          say`Set ${resource.get("rotationRules")} to ${maximumDays} days or fewer.`,
                      )
                    : [];
            }
            const rotations = stack.linkedTo(resource, rotationOf);
            return when(
                rotations.some(isOn),
                must(
                    rotations.some((rotation) => all([isOn(rotation), rotatesWithin(rotation, maximumDays)])),
                    say`Set \`rotationRules\` of its rotation to ${maximumDays} days or fewer.`,
                ),
            );
        },
    }),
    resourcePolicy({
        id: "secretsmanager-cmk",
        title: "Secrets are encrypted with a KMS key of one's own",
        severity: "low",
        types: [SECRET],
        controls: { nist: ["SC-28", "SC-12"], whitepaper: ["account security"] },
        offByDefault: true,
        why: "AWS's key decrypts for everybody in the account who may read the secret. The policy of a key of one's own is a second lock.",
        fix: {
            text: "Set `kmsKeyId`, and that of each replica.",
            example: `new aws.secretsmanager.Secret("database", { kmsKeyId: key.arn });`,
        },
        check: (secret) =>
            [
                secret.get("kmsKeyId"),
                ...secret
                    .get("replicas")
                    .items()
                    .map((replica) => replica.get("kmsKeyId")),
            ].map((key) => must(isOwnKey(key), say`Set ${key} to a KMS key of your own.`)),
    }),
    resourcePolicy({
        id: "secretsmanager-policy-no-public",
        title: "Policies of secrets let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("secretsManager"),
        controls: { cis7: ["2.21"], nist: ["AC-3"], whitepaper: ["account security"] },
        why: "A secret that anybody may read is none.",
        fix: {
            text: "Name the roles or accounts that may read the secret, or keep outsiders out by a condition such as `aws:PrincipalOrgID`.",
            example: `new aws.secretsmanager.SecretPolicy("database", {
    secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-a1b2c3",
    blockPublicPolicy: true,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/orders"] }],
            actions: ["secretsmanager:GetSecretValue"],
            resources: ["*"],
        }],
    }).json,
});`,
        },
        check: (secret) =>
            mustLetNoOutsidersIn(policyOf(secret), say`Name who may read the secret, or scope it by a condition.`),
    }),
    settingPolicy({
        id: "secretsmanager-block-public-policy",
        title: "Policies of secrets are checked before they open them",
        severity: "low",
        types: [SECRET_POLICY],
        controls: { nist: ["AC-3"], whitepaper: ["account security"] },
        why: "Secrets Manager can refuse a policy that gives broad access, also what nobody here has thought of. It does so only if asked.",
        fix: {
            text: "Set `blockPublicPolicy` to true.",
            example: `new aws.secretsmanager.SecretPolicy("database", {
    secretArn: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:database-a1b2c3",
    blockPublicPolicy: true,
    policy: keyPolicy,
});`,
        },
        setting: "blockPublicPolicy",
        must: { be: true },
        default: false,
        remediates: true,
    }),
    settingPolicy({
        id: "secretsmanager-recovery-window",
        title: "Secrets wait before they are deleted",
        severity: "medium",
        types: [SECRET],
        controls: { nist: ["CP-9"], whitepaper: ["account security"] },
        why: "A secret that is deleted at once takes what it opens along; the waiting period is the time to notice.",
        fix: {
            text: "Leave `recoveryWindowInDays` out, which means 30 days, or set it to the required number of days.",
            example: `new aws.secretsmanager.Secret("database", { kmsKeyId: key.arn, recoveryWindowInDays: 30 });`,
        },
        options: {
            minimumDays: integer({
                default: 7,
                minimum: 7,
                maximum: 30,
                description: "The shortest waiting period that is accepted, in days.",
            }),
        },
        setting: "recoveryWindowInDays",
        must: { beAtLeast: "minimumDays", unit: "days" },
        default: 30,
        remediates: true,
    }),
]);
