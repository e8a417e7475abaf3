import {
    all,
    any,
    ifKnown,
    mustNot,
    not,
    resourcePolicy,
    say,
    service,
    stackPolicy,
    UNKNOWN,
    when,
} from "../../evaluation";
import type {
    Link,
    Message,
    Requirements,
    ResourceReader,
    StackPolicy,
    StackReader,
    Truth,
    Unknown,
} from "../../evaluation";
import {
    allowsEverything,
    coversResources,
    ESCALATION_METHODS,
    isAllow,
    letsEscalate,
    matches,
    only,
    pattern,
    readDocument,
    right,
    type PolicyDocument,
    type Right,
    type Statement,
} from "palisade-policy-documents";
import { byType } from "../byType";
import { each, giving, inIdentityPolicy, mustHaveNone, type Find } from "../documents";
import { ATTACHMENTS_OF } from "./attaching";
import { describeWay, wayOf } from "./escalation";
import { identityPoliciesOf, INLINE, POLICY, ROLE, USER, WITH_IDENTITY_POLICIES } from "./identityPolicies";
import { WRITE_ACTIONS } from "./writeActions";

const EXAMPLE = `new aws.iam.Policy("read-orders", {
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate\`\${bucket.arn}/*\`] }],
    }).json,
});`;

const INLINE_EXAMPLE = `new aws.iam.RolePolicy("read-orders", {
    role: "orders",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["s3:GetObject"], resources: [pulumi.interpolate\`\${bucket.arn}/*\`] }],
    }).json,
});`;

type Declaration = Pick<StackPolicy, "id" | "title" | "severity" | "controls" | "why" | "knowledge"> & {
    /** Default: all that hold policies of identities. */
    readonly types?: StackPolicy["types"];
    /** How to pass. */
    readonly text: string;
    readonly example?: string;
    readonly find: Find;
    readonly tell: Tell;
    /** Which policies are not asked. Default: those that allow nothing by themselves. */
    readonly spares?: (policy: ResourceReader, stack: StackReader) => Truth;
};

type Tell = (statement: Message) => Message;

/** Demands that no policy of an identity that a resource holds has a statement of some kind. */
function mustHoldNone(resource: ResourceReader, find: Find, tell: Tell): Requirements {
    return identityPoliciesOf(resource).map((policy) => mustHaveNone(policy, "identity", find, tell));
}

/** Demands something of each statement of each policy of an identity. */
function statementPolicy({
    types = WITH_IDENTITY_POLICIES,
    text,
    example = EXAMPLE,
    find,
    tell,
    spares = onlyLimits,
    ...described
}: Declaration): StackPolicy {
    return stackPolicy({
        ...described,
        types,
        fix: { text, example },
        check: (resource, stack) => when(not(spares(resource, stack)), mustHoldNone(resource, find, tell)),
    });
}

/** What points at a policy that limits what others allow. */
const boundaryOf: Link = { from: [ROLE, USER], by: "permissionsBoundary", to: [POLICY], named: ["arn", "id"] };

function isBoundary(resource: ResourceReader, stack: StackReader): Truth {
    return resource.type === POLICY && stack.linkedTo(resource, boundaryOf).exists();
}

/** A boundary allows nothing by itself, unless it is attached as well. */
function onlyLimits(resource: ResourceReader, stack: StackReader): Truth {
    const isAttached = any(ATTACHMENTS_OF.map((link) => stack.linkedTo(resource, link).exists()));
    return all([isBoundary(resource, stack), not(isAttached)]);
}

/** What KMS.1 and KMS.2 have in common. */
const decryption = (control: string) =>
    ({
        severity: "medium",
        controls: { fsbp: [control], nist: ["AC-6", "SC-12"], whitepaper: ["IAM"] },
        why: "Who may decrypt with all keys reads all data that he gets hold of, also what was encrypted to keep him out.",
    }) as const;

const NAME_KEYS = "Name the keys in `Resource`.";

/** Both controls ask of statements whatever their conditions are. */
function mustNotDecryptWithAllKeys(resource: ResourceReader): Requirements {
    const find = giving(right("kms:Decrypt", "key/*"), right("kms:ReEncryptFrom", "key/*"));
    return mustHoldNone(
        resource,
        (document) => find({ ...document, statements: document.statements.map(withoutConditions) }),
        (statement) => say`${statement} allows to decrypt with all keys. Name the keys.`,
    );
}

function withoutConditions(statement: Statement | Unknown): Statement | Unknown {
    return statement === UNKNOWN || isAllow(statement) === false ? statement : { ...statement, conditions: [] };
}

/** Whether all actions are named, or all of one service, or all but one service's, on whatever resources. */
function allowsWholeService({ action, ...statement }: Statement): Truth {
    const whole = action.negated ? /^[^:*]+:\*+$/ : /^(\*|[^:]+:\*+)$/;
    return all([
        isAllow({ action, ...statement }),
        any(action.patterns.map((pattern) => ifKnown(pattern, (text) => whole.test(text)))),
    ]);
}

/** The actions that can be limited to resources, in lower case, by service. Read when it is asked for first. */
let writeActions: ReadonlyMap<string, readonly string[]> | undefined;

function writeActionsOf(service: string): readonly string[] {
    writeActions ??= new Map(
        WRITE_ACTIONS.values
            .replace(/\n +/g, " ")
            .trim()
            .split("\n")
            .map((line) => {
                const [name = "", actions = ""] = line.toLowerCase().split(": ");
                return [name, actions.split(" ")];
            }),
    );
    return writeActions.get(service) ?? [];
}

/** Whether a pattern of actions has one among it that writes, and could be limited to resources. */
function coversWrites(text: string): boolean {
    const [service = "", name = ""] = text.toLowerCase().split(":");
    const named = pattern(name);
    return /[*?]/.test(service) || writeActionsOf(service).some((action) => matches(named, action));
}

/** Whether something may be written on all resources, by actions for which they could be named. */
function writesAnywhere(statement: Statement): Truth {
    const { action, resource } = statement;
    return all([
        isAllow(statement),
        coversResources(resource, only("*")),
        statement.conditions.length === 0 || (statement.conditions.includes(UNKNOWN) && "undetermined"),
        action.negated || any(action.patterns.map((one) => ifKnown(one, coversWrites))),
    ]);
}

function allowsAllBut(statement: Statement): Truth {
    const { action, resource, principal, faults } = statement;
    const isNegated = [action, resource, principal].some((element) => element?.negated === true);
    return all([isAllow(statement), isNegated || faults.length === 0 ? isNegated : "undetermined"]);
}

const SESSIONS = ["sts:AssumeRole", "sts:AssumeRoleWithSAML", "sts:AssumeRoleWithWebIdentity"];

/** Actions that answer with credentials, or make some; those that know no resources are left out. */
const CREDENTIALS: readonly Right[] = [
    ...SESSIONS.map((action) => right(action, "role/*", "iam")),
    ...["CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile", "UpdateAccessKey"].map((name) =>
        right(`iam:${name}`, "user/*"),
    ),
    ...["CreateServiceSpecificCredential", "ResetServiceSpecificCredential"].map((name) =>
        right(`iam:${name}`, "user/*"),
    ),
    right("sts:GetFederationToken", "federated-user/*"),
    right("ec2:GetPasswordData", "instance/*"),
    right("rds-db:connect", "dbuser:*"),
    right("redshift:GetClusterCredentials", "dbuser:*"),
    right("lightsail:GetInstanceAccessDetails", "Instance/*"),
    right("lightsail:GetRelationalDatabaseMasterUserPassword", "RelationalDatabase/*"),
    right("codepipeline:PollForJobs", "actiontype:*"),
];

/** Actions that read data or secrets in great number. */
const BULK_READS: readonly Right[] = [
    right("s3:GetObject", "*/*"),
    ...["GetParameter", "GetParameters", "GetParametersByPath"].map((name) => right(`ssm:${name}`, "parameter/*")),
    ...["GetSecretValue", "BatchGetSecretValue"].map((name) => right(`secretsmanager:${name}`, "secret:*")),
];

const LEAST_PRIVILEGE = { nist: ["AC-6"], whitepaper: ["IAM"] };

export default service("iam", [
    // A boundary that allows everything is judged as well: what is to stop it in an update sees nothing but the policy.
    ...byType(
        (types) =>
            resourcePolicy({
                id: "iam-policy-no-admin",
                title: "IAM policies do not allow everything",
                severity: "high",
                types,
                controls: {
                    cis3: ["1.16"],
                    cis5: ["1.15"],
                    cis7: ["2.14"],
                    nist: ["AC-6", "AC-6(10)"],
                    whitepaper: ["account security", "IAM"],
                },
                why: "Whoever gets hold of an identity that may do everything has the account.",
                fix: { text: "Name the actions and the resources.", example: EXAMPLE },
                check: (resource) =>
                    mustHoldNone(
                        resource,
                        each(allowsEverything),
                        (statement) => say`${statement} allows everything. Name the actions and the resources.`,
                    ),
            }),
        { types: [POLICY], fsbp: "IAM.1" },
        {
            id: "iam-inline-policy-no-admin",
            title: "Inline policies of IAM do not allow everything",
            types: INLINE,
            example: INLINE_EXAMPLE,
        },
    ),
    ...byType(
        (types) =>
            statementPolicy({
                id: "iam-policy-no-service-wildcard",
                title: "IAM policies do not allow all actions of a service",
                severity: "low",
                types,
                controls: LEAST_PRIVILEGE,
                why: "All actions of a service include those that open it to others and delete what it holds, and those it will have one day.",
                text: "Name the actions, or those that begin alike, such as `s3:Get*`.",
                find: each(allowsWholeService),
                tell: (statement) => say`${statement} allows all actions of a service. Name them.`,
                // The control's rule leaves out each boundary, whatever else it is.
                spares: isBoundary,
            }),
        { types: [POLICY], fsbp: "IAM.21" },
        {
            id: "iam-inline-policy-no-service-wildcard",
            title: "Inline policies of IAM do not allow all actions of a service",
            types: INLINE,
            example: INLINE_EXAMPLE,
        },
    ),
    statementPolicy({
        id: "iam-policy-no-resource-wildcard",
        title: "IAM policies name the resources that are written",
        severity: "low",
        controls: LEAST_PRIVILEGE,
        why: "Who may write to all resources of a kind changes also those that he has nothing to do with.",
        text: "Name the resources. Actions that know none, such as `cloudwatch:PutMetricData`, go into a statement of their own.",
        knowledge: [WRITE_ACTIONS],
        find: each(writesAnywhere),
        tell: (statement) => say`${statement} allows to write to all resources. Name them.`,
    }),
    statementPolicy({
        id: "iam-policy-no-passrole-wildcard",
        title: "IAM policies let only certain roles be passed to services",
        severity: "medium",
        controls: LEAST_PRIVILEGE,
        why: "Who may pass any role to something that he runs may do what the mightiest role may do.",
        text: "Name the roles in `Resource`, or the service by the condition `iam:PassedToService`.",
        example: `new aws.iam.Policy("run-orders", {
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{ actions: ["iam:PassRole"], resources: ["arn:aws:iam::111122223333:role/orders"] }],
    }).json,
});`,
        find: giving(right("iam:PassRole", "role/*")),
        tell: (statement) =>
            say`${statement} lets any role be passed. Name the roles, or the service by \`iam:PassedToService\`.`,
    }),
    resourcePolicy({
        id: "iam-policy-no-privilege-escalation",
        title: "No IAM policy by itself lets its holder get more rights",
        severity: "high",
        types: WITH_IDENTITY_POLICIES,
        controls: LEAST_PRIVILEGE,
        why: "Some rights lead to all others: who may write policies, make keys for others or run code with any role is an administrator.",
        fix: { text: "Name the resources that the actions are for.", example: EXAMPLE },
        check: (resource) =>
            identityPoliciesOf(resource).map((policy) => {
                const lets = (document: PolicyDocument): Truth =>
                    any(ESCALATION_METHODS.map((method) => letsEscalate([document], method)));
                const way = describeWay(wayOf([readDocument(policy.toPlain(), "identity")]));
                return mustNot(
                    inIdentityPolicy(policy, lets),
                    say`${policy} lets its holder get more rights${way}. Name the resources that this is for.`,
                );
            }),
    }),
    resourcePolicy({
        id: "iam-policy-no-not-action",
        title: "IAM policies say what they allow, not what they do not",
        severity: "medium",
        types: WITH_IDENTITY_POLICIES,
        controls: LEAST_PRIVILEGE,
        why: "All but a few is nearly all, and each new service of AWS adds to it.",
        fix: { text: "Write `Action`, `Resource` and `Principal` in statements that allow.", example: EXAMPLE },
        check(resource) {
            const tell: Tell = (statement) => say`${statement} allows all but what it names. Name what it is to allow.`;
            const own = mustHoldNone(resource, each(allowsAllBut), tell);
            return resource.type === ROLE
                ? [own, mustHaveNone(resource.get("assumeRolePolicy"), "resource", each(allowsAllBut), tell)]
                : own;
        },
    }),
    stackPolicy({
        id: "iam-kms-decrypt-no-wildcard",
        title: "IAM policies allow to decrypt with certain keys only",
        types: [POLICY],
        ...decryption("KMS.1"),
        fix: { text: NAME_KEYS, example: EXAMPLE },
        check: (policy, stack) => when(not(isBoundary(policy, stack)), mustNotDecryptWithAllKeys(policy)),
    }),
    resourcePolicy({
        id: "iam-kms-decrypt-no-wildcard-inline",
        title: "Inline policies of IAM allow to decrypt with certain keys only",
        types: INLINE,
        ...decryption("KMS.2"),
        fix: {
            text: NAME_KEYS,
            example: `new aws.iam.RolePolicy("read-orders", {
    role: "orders",
    policy: aws.iam.getPolicyDocumentOutput({ statements: [{ actions: ["kms:Decrypt"], resources: [key.arn] }] }).json,
});`,
        },
        check: mustNotDecryptWithAllKeys,
    }),
    statementPolicy({
        id: "iam-policy-no-credentials-exposure",
        title: "IAM policies allow to get credentials of certain identities only",
        severity: "medium",
        controls: { nist: ["AC-6", "IA-5"], whitepaper: ["IAM"] },
        why: "Credentials outlive the session that got them, and are used where nobody looks.",
        text: "Name the roles, users or databases in `Resource`.",
        find: giving(...CREDENTIALS),
        tell: (statement) => say`${statement} allows to get credentials of anybody. Name the resources.`,
    }),
    statementPolicy({
        id: "iam-policy-no-data-exfiltration",
        title: "IAM policies allow to read certain data only",
        severity: "medium",
        controls: { nist: ["AC-6", "AC-4"], whitepaper: ["IAM"] },
        why: "Who may read all objects, parameters or secrets of an account carries them all off.",
        text: "Name the buckets, parameters or secrets in `Resource`.",
        find: giving(...BULK_READS),
        tell: (statement) => say`${statement} allows to read all objects, parameters or secrets. Name the resources.`,
    }),
]);
