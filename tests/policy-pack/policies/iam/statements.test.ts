import iam from "../../../../policy-pack/policies/iam/statements";
import { INLINE } from "../../../../policy-pack/policies/iam/identityPolicies";
import { byType } from "../../support/byType";
import { describeService } from "../../support/describe";
import { eachOutput, type CasesByName } from "../../../../policy-pack/testing/cases";
import { unknown, type Input, type Inputs } from "../../support/inputs";
import type { TestResource } from "../../support/sdk";
import { policy, resource } from "../s3/stack";

const allow = (Action: unknown, more: object = {}): object => ({ Effect: "Allow", Action, Resource: "*", ...more });
const deny = (Action: unknown): object => ({ Effect: "Deny", Action, Resource: "*" });
const on = (...Resource: readonly string[]): object => ({ Resource });
const VIA_SERVICE = { Condition: { StringEquals: { "kms:ViaService": "s3.eu-west-1.amazonaws.com" } } };
const managed = (...statements: readonly object[]): TestResource =>
    resource("iam/policy", { policy: policy(...statements) });
const inline = (...statements: readonly object[]): TestResource =>
    resource("iam/rolePolicy", { role: "orders", policy: policy(...statements) });
const trust = policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });

/** The same statements in each kind of resource that holds policies of identities, and what is said of each. */
function inEach(says: string, ...statements: readonly object[]): CasesByName {
    const json = policy(...statements);
    const inputs: readonly (readonly [file: string, inputs: Inputs, property?: string])[] = [
        ["iam/policy", { policy: json }],
        ["iam/rolePolicy", { role: "orders", policy: json }],
        ["iam/userPolicy", { user: "robot", policy: json }],
        ["iam/groupPolicy", { group: "robots", policy: json }],
        [
            "iam/role",
            { assumeRolePolicy: trust, inlinePolicies: [{ name: "a", policy: json }] },
            "inlinePolicies[0].policy",
        ],
        ["ssoadmin/permissionSetInlinePolicy", { inlinePolicy: json }, "inlinePolicy"],
    ];
    return Object.fromEntries(
        inputs.map(([file, given, property = "policy"]) => [
            file,
            { resources: resource(file, given), says: [says.replace("`policy`", `\`${property}\``)] },
        ]),
    );
}

const ADMIN = "Statement 1 of `policy` allows everything. Name the actions and the resources.";
const SERVICE = "Statement 1 of `policy` allows all actions of a service. Name them.";
const WRITES = "Statement 1 of `policy` allows to write to all resources. Name them.";
const PASS =
    "Statement 1 of `policy` lets any role be passed. Name the roles, or the service by `iam:PassedToService`.";
const BUT = "Statement 1 of `policy` allows all but what it names. Name what it is to allow.";
const DECRYPT = "Statement 1 of `policy` allows to decrypt with all keys. Name the keys.";
const CREDENTIALS = "Statement 1 of `policy` allows to get credentials of anybody. Name the resources.";
const READS = "Statement 1 of `policy` allows to read all objects, parameters or secrets. Name the resources.";
/** Each action alone, on all that there is of its kind. */
const onAll = (actions: Readonly<Record<string, string>>): CasesByName =>
    Object.fromEntries(
        Object.entries(actions).map(([action, arn]) => [`${action} on ${arn}`, managed(allow(action, on(arn)))]),
    );
const USERS = "arn:aws:iam::111122223333:user/*";
const ROLES = "arn:aws:iam::111122223333:role/*";
const KEYS = "arn:aws:kms:eu-west-1:111122223333:key/*";
const PARAMETERS = "arn:aws:ssm:eu-west-1:111122223333:parameter/*";
const SECRETS = "arn:aws:secretsmanager:eu-west-1:111122223333:secret:*";
const BOUNDARY = "arn:aws:iam::111122223333:policy/boundary";
const boundedBy = (permissionsBoundary: Input, more = {}, file = "iam/user") =>
    resource(file, { permissionsBoundary }, { name: "bounded", ...more });
/** A managed policy that is the boundary of a user, and allows nothing by itself. */
const boundary = (...statements: readonly object[]): TestResource[] => [
    managed(...statements),
    boundedBy(unknown(), { from: { permissionsBoundary: ["it"] } }),
];
/** Each way to attach the policy, by its ARN, to whatever identity. */
const attachments = (arn: Input, isOurs: boolean): readonly (readonly [how: string, attachment: TestResource])[] =>
    [
        ...["role", "user", "group"].map(
            (to) => [`iam/${to}PolicyAttachment`, { [to]: "orders" }, "policyArn"] as const,
        ),
        ["iam/policyAttachment", { name: "all" }, "policyArn"] as const,
        ["iam/role", { assumeRolePolicy: trust }, "managedPolicyArns"] as const,
        ...["role", "user", "group"].map(
            (to) => [`iam/${to}PolicyAttachmentsExclusive`, { [`${to}Name`]: "orders" }, "policyArns"] as const,
        ),
    ].map(([file, inputs, by]) => [
        `attached by ${file}`,
        resource(
            file,
            { ...inputs, [by]: by === "policyArn" ? arn : ["arn:aws:iam::aws:policy/ReadOnlyAccess", arn] },
            { name: "attached", ...(isOurs && { from: { [by]: ["it"] } }) },
        ),
    ]);
/** A boundary that is attached as well, and so allows what it names. */
const attachedBoundary = (...statements: readonly object[]): CasesByName =>
    Object.fromEntries([
        ...attachments(unknown(), true).map(([how, attachment]): [string, readonly TestResource[]] => [
            `a boundary that is ${how}`,
            [...boundary(...statements), attachment],
        ]),
        ...attachments(BOUNDARY, false).map(([how, attachment]): [string, readonly TestResource[]] => [
            `a boundary that is there, and ${how}`,
            [{ ...managed(...statements), outputs: { arn: BOUNDARY } }, boundedBy(BOUNDARY), attachment],
        ]),
    ]);
const escalates = (by: string): string =>
    `\`policy\` lets its holder get more rights, by ${by}. Name the resources that this is for.`;

describeService(iam, {
    ...byType(
        { "iam-policy-no-admin": ["aws:iam/policy:Policy"], "iam-inline-policy-no-admin": INLINE },
        {
            says: ADMIN,
            compliant: {
                "some actions": managed(allow(["s3:GetObject", "s3:PutObject"])),
                "everything in one bucket": managed(allow("*", on("arn:aws:s3:::data/*"))),
                "everything denied": managed(deny("*")),
                "some actions, inline": inline(allow("s3:GetObject")),
                "as an object": resource("iam/policy", {
                    policy: { Statement: { Effect: "Allow", Action: "s3:GetObject", Resource: unknown() } },
                }),
                "all but IAM, which is for another policy": managed({
                    Effect: "Allow",
                    NotAction: "iam:*",
                    Resource: "*",
                }),
            },
            violating: {
                "a boundary, of which this sees nothing": boundary(allow("*")),
                ...inEach(ADMIN, allow("*")),
                "by a pattern, among others": managed(
                    allow(["s3:GetObject", "*:*", "*"], on("arn:aws:s3:::data", "*")),
                ),
                "with a second factor": managed(
                    allow("*", { Condition: { Bool: { "aws:MultiFactorAuthPresent": "true" } } }),
                ),
            },
            unknown: {
                "the whole document": {
                    resources: resource("iam/policy", { policy: unknown() }),
                    undetermined: "Not known before the update: `policy`.",
                },
            },
            absent: "compliant",
        },
    ),
    ...byType(
        {
            "iam-policy-no-service-wildcard": ["aws:iam/policy:Policy"],
            "iam-inline-policy-no-service-wildcard": INLINE,
        },
        {
            says: SERVICE,
            compliant: {
                "a boundary": boundary(allow("s3:*")),
                ...attachedBoundary(allow("s3:*")),
                "actions that begin alike": managed(allow("s3:Get*")),
                "actions that end alike": managed(allow("s3:*Tagging")),
                "all but some actions, which is for another policy": managed({
                    Effect: "Allow",
                    NotAction: ["s3:Get*", "iam:CreateUser"],
                    Resource: "*",
                }),
                "all but everything, which is nothing": managed({ Effect: "Allow", NotAction: "*", Resource: "*" }),
                "all denied": managed(deny("s3:*")),
                "all but those of a service denied": managed({ Effect: "Deny", NotAction: "s3:*", Resource: "*" }),
                "actions that begin alike, inline": inline(allow("s3:Get*")),
            },
            violating: {
                ...inEach(SERVICE, allow("s3:*", on("arn:aws:s3:::data"))),
                all: managed(allow(["*"], on("arn:aws:s3:::data"))),
                "all but those of a service": managed({ Effect: "Allow", NotAction: "s3:*", Resource: "*" }),
                "among others": managed(allow(["sqs:SendMessage", "s3:*"], on("arn:aws:s3:::data"))),
            },
            absent: "compliant",
        },
    ),
    "iam-policy-no-resource-wildcard": {
        says: WRITES,
        compliant: {
            "a boundary": boundary(allow("s3:PutObject")),
            "a boundary beside a role whose policies the provider fills in": [
                ...boundary(allow("s3:PutObject")),
                resource(
                    "iam/role",
                    { assumeRolePolicy: trust },
                    { name: "other", outputs: { managedPolicyArns: unknown() } },
                ),
            ],
            reading: managed(allow(["s3:Get*", "sqs:ReceiveMessage", "ec2:Describe*"])),
            "writing to one queue": managed(allow("sqs:SendMessage", on("arn:aws:sqs:eu-west-1:111122223333:orders"))),
            "what knows no resources": managed(allow(["cloudwatch:PutMetricData", "xray:PutTraceSegments"])),
            "under a condition": managed(
                allow("ec2:TerminateInstances", { Condition: { StringEquals: { "aws:ResourceTag/team": "a" } } }),
            ),
            "all denied": managed(deny("s3:*")),
            "a service that is not in the table": managed(allow("nonesuch:DeleteAll")),
            "all resources but some, which is for another policy": managed({
                Effect: "Allow",
                Action: "sqs:SendMessage",
                NotResource: "arn:aws:sqs:eu-west-1:111122223333:orders",
            }),
        },
        violating: {
            ...inEach(WRITES, allow("sqs:SendMessage")),
            ...attachedBoundary(allow("s3:PutObject")),
            "by a pattern, in another case": managed(allow("DYNAMODB:put*")),
            "who may do what": managed(allow("s3:PutBucketPolicy")),
            "what is named in one of several ways": managed(allow("s3:PutObject")),
            "all of a service": managed(allow("lambda:*")),
            all: managed(allow("*")),
            "all but some": managed({ Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            "among what reads": managed(allow(["s3:GetObject", "sqs:SendMessage"])),
        },
        unknown: {
            "the condition": {
                resources: resource("iam/policy", {
                    policy: {
                        Statement: {
                            Effect: "Allow",
                            Action: "sqs:SendMessage",
                            Resource: "*",
                            Condition: unknown(),
                        },
                    },
                }),
                undetermined: "Not known before the update: `policy.Statement.Condition`.",
            },
        },
        absent: "compliant",
    },
    "iam-policy-no-passrole-wildcard": {
        says: PASS,
        compliant: {
            "a boundary": boundary(allow("iam:PassRole")),
            "a role": managed(allow("iam:PassRole", on("arn:aws:iam::111122223333:role/orders"))),
            "any role to one service": managed(
                allow("iam:PassRole", { Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } } }),
            ),
            "denied elsewhere": managed(allow("iam:*"), deny("iam:PassRole")),
        },
        violating: {
            ...inEach(PASS, allow("iam:PassRole")),
            ...attachedBoundary(allow("iam:PassRole")),
            "all roles of the account": managed(allow("iam:Pass*", on("arn:aws:iam::111122223333:role/*"))),
        },
        absent: "compliant",
    },
    "iam-policy-no-privilege-escalation": {
        says: escalates("`iam:CreatePolicyVersion`"),
        compliant: {
            "its own keys": managed(allow("iam:CreateAccessKey", on("arn:aws:iam::*:user/${aws:username}"))),
            "one role to instances": managed(
                allow("ec2:RunInstances"),
                allow("iam:PassRole", on("arn:aws:iam::111122223333:role/web")),
            ),
            "half a way": managed(allow("lambda:CreateFunction")),
        },
        violating: {
            ...inEach(escalates("`iam:AttachRolePolicy`"), allow("iam:AttachRolePolicy")),
            "in two statements": {
                resources: managed(allow("iam:PassRole"), allow(["ec2:Describe*", "ec2:RunInstances"])),
                says: [escalates("`iam:PassRole` and `ec2:RunInstances`")],
            },
            "with the condition that names the service": {
                resources: managed(
                    allow("iam:PassRole", {
                        Condition: { StringEquals: { "iam:PassedToService": "lambda.amazonaws.com" } },
                    }),
                    allow("lambda:*"),
                ),
                says: [escalates("`iam:PassRole`, `lambda:CreateFunction` and `lambda:InvokeFunction`")],
            },
            "all of IAM": managed(allow("iam:*")),
        },
        absent: "compliant",
    },
    "iam-policy-no-not-action": {
        says: BUT,
        compliant: {
            "what is allowed": managed(allow("s3:GetObject")),
            "all but some denied": managed({ Effect: "Deny", NotAction: "s3:*", Resource: "*" }),
            "a role": resource("iam/role", { assumeRolePolicy: trust }),
        },
        violating: {
            ...inEach(BUT, { Effect: "Allow", NotAction: "iam:*", Resource: "*" }),
            "all but some resources": managed({ Effect: "Allow", Action: "s3:*", NotResource: "arn:aws:s3:::data" }),
            "trust in all but one": {
                resources: resource("iam/role", {
                    assumeRolePolicy: policy({
                        Effect: "Allow",
                        NotPrincipal: { AWS: "111122223333" },
                        Action: "sts:AssumeRole",
                    }),
                }),
                says: [BUT.replace("`policy`", "`assumeRolePolicy`")],
            },
        },
        malformed: {
            "actions that are none": {
                resources: managed(allow([])),
                undetermined:
                    "Not a valid policy document, as statement 1 has values of its Action that are no text: `policy`.",
            },
        },
        absent: "compliant",
    },
    "iam-kms-decrypt-no-wildcard": {
        says: DECRYPT,
        compliant: {
            "a key": managed(allow("kms:Decrypt", on("arn:aws:kms:eu-west-1:111122223333:key/1"))),
            "to encrypt": managed(allow("kms:Encrypt")),
            "denied too": managed(allow("kms:Decrypt"), deny("kms:*")),
            ...Object.fromEntries(
                ["iam/role", "iam/user"].map((file) => [
                    `the boundary of ${file}, which allows nothing by itself`,
                    [managed(allow("kms:*")), boundedBy(unknown(), { from: { permissionsBoundary: ["it"] } }, file)],
                ]),
            ),
            ...eachOutput(["arn", "id"], BOUNDARY, (outputs) => [
                { ...managed(allow("kms:*")), outputs },
                boundedBy(BOUNDARY),
            ]),
            "an inline policy, which is another policy's": resource("iam/rolePolicy", {
                role: "orders",
                policy: policy(allow("kms:Decrypt")),
            }),
        },
        violating: {
            "all keys": managed(allow("kms:Decrypt")),
            "all keys of the account": managed(allow("kms:*", on("arn:aws:kms:*:111122223333:key/*"))),
            ...onAll({ "kms:Decrypt": KEYS, "kms:ReEncryptFrom": KEYS }),
            "to encrypt anew": managed(allow("kms:ReEncrypt*")),
            "beside a boundary": [
                { ...managed(allow("kms:*")), outputs: { arn: "arn:aws:iam::111122223333:policy/decrypt" } },
                boundedBy(BOUNDARY),
            ],
            "through a service, as the control asks of no condition": managed(allow("kms:Decrypt", VIA_SERVICE)),
            "denied under a condition": {
                resources: managed(allow("kms:Decrypt"), { ...deny("kms:*"), ...VIA_SERVICE }),
                says: [DECRYPT],
            },
        },
        absent: "compliant",
    },
    "iam-kms-decrypt-no-wildcard-inline": {
        says: DECRYPT,
        compliant: {
            "a key": resource("iam/rolePolicy", {
                role: "orders",
                policy: policy(allow("kms:Decrypt", on("arn:aws:kms:eu-west-1:111122223333:key/1"))),
            }),
            "a managed policy, which is another policy's": managed(allow("kms:Decrypt")),
        },
        violating: Object.fromEntries(
            Object.entries(inEach(DECRYPT, allow("kms:Decrypt", VIA_SERVICE))).filter(
                ([file]) => file !== "iam/policy",
            ),
        ),
        absent: "compliant",
    },
    "iam-policy-no-credentials-exposure": {
        says: CREDENTIALS,
        compliant: {
            "a boundary": boundary(allow("sts:AssumeRole")),
            "a role": managed(allow("sts:AssumeRole", on("arn:aws:iam::111122223333:role/orders"))),
            "a token for images, which knows no resources": managed(allow("ecr:GetAuthorizationToken")),
        },
        violating: {
            ...inEach(CREDENTIALS, allow("sts:AssumeRole")),
            ...attachedBoundary(allow("sts:AssumeRole")),
            "keys for others": managed(allow("iam:Create*")),
            ...onAll({
                "sts:AssumeRole": ROLES,
                "sts:AssumeRoleWithSAML": ROLES,
                "sts:AssumeRoleWithWebIdentity": ROLES,
                "iam:CreateAccessKey": USERS,
                "iam:CreateLoginProfile": USERS,
                "iam:UpdateLoginProfile": USERS,
                "iam:UpdateAccessKey": USERS,
                "iam:CreateServiceSpecificCredential": USERS,
                "iam:ResetServiceSpecificCredential": USERS,
                "sts:GetFederationToken": "arn:aws:sts::111122223333:federated-user/*",
                "ec2:GetPasswordData": "arn:aws:ec2:eu-west-1:111122223333:instance/*",
                "rds-db:connect": "arn:aws:rds-db:eu-west-1:111122223333:dbuser:*",
                "redshift:GetClusterCredentials": "arn:aws:redshift:eu-west-1:111122223333:dbuser:*",
                "lightsail:GetInstanceAccessDetails": "arn:aws:lightsail:eu-west-1:111122223333:Instance/*",
                "lightsail:GetRelationalDatabaseMasterUserPassword":
                    "arn:aws:lightsail:eu-west-1:111122223333:RelationalDatabase/*",
                "codepipeline:PollForJobs": "arn:aws:codepipeline:eu-west-1:111122223333:actiontype:*",
            }),
        },
        absent: "compliant",
    },
    "iam-policy-no-data-exfiltration": {
        says: READS,
        compliant: {
            "a boundary": boundary(allow("s3:GetObject")),
            "a bucket": managed(allow("s3:GetObject", on("arn:aws:s3:::data/*"))),
            "parameters with a name": managed(allow("ssm:GetParameter*", on("arn:aws:ssm:*:*:parameter/orders/*"))),
        },
        violating: {
            ...inEach(READS, allow("s3:Get*")),
            ...attachedBoundary(allow("s3:GetObject")),
            "all buckets": managed(allow("s3:GetObject", on("arn:aws:s3:::*"))),
            ...onAll({
                "s3:GetObject": "arn:aws:s3:::*/*",
                "ssm:GetParameter": PARAMETERS,
                "ssm:GetParameters": PARAMETERS,
                "ssm:GetParametersByPath": PARAMETERS,
                "secretsmanager:GetSecretValue": SECRETS,
                "secretsmanager:BatchGetSecretValue": SECRETS,
            }),
        },
        absent: "compliant",
    },
});
