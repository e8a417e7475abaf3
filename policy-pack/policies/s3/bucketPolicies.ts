import {
    all,
    any,
    ifKnown,
    must,
    mustNot,
    not,
    resourcePolicy,
    say,
    stackPolicy,
    texts,
    UNKNOWN,
    when,
    service,
} from "../../evaluation";
import type { Message, ResourcePolicy, ResourceReader, Truth, Unknown, Value } from "../../evaluation";
import {
    accountsSpokenOf,
    coversActions,
    deniesInsecureTransport,
    isAllow,
    namesEveryone,
    namesWithoutAccount,
    only,
    PARTITIONS,
    publicStatements,
    touchesAction,
} from "palisade-policy-documents";
import type { PatternElement, PolicyDocument, Statement } from "palisade-policy-documents";
import { ELEMENTS_ON_ACTIONS, ELEMENTS_ON_WHO, inDocument, mustHaveNone, mustLetNoOutsidersIn } from "../documents";
import { policyOf, typesWithPolicy } from "../resourcePolicies";
import { ACCOUNT_IDS } from "../trustedAccounts";
import { LOG_ACCOUNTS } from "./logAccounts";
import {
    ACCESS_POINT,
    ACCESS_POINT_POLICIES,
    ATTACHED_ACCESS_POINT,
    BUCKETS,
    policiesOf,
    policyOf as policyOfBucket,
    POLICY,
} from "./resources";

/** Condition keys that every request through an access point meets: in its own policy they scope nobody. */
const KEYS_OF_ACCESS_POINTS = ["s3:DataAccessPointArn", "s3:DataAccessPointAccount"];

/** Whether it is an access point that is reached from a VPC only, which S3 never counts as public. */
function isFromVpcOnly(resource: ResourceReader): Truth {
    switch (resource.type) {
        case ACCESS_POINT:
            return resource.get("vpcConfiguration", "vpcId").isPresent();
        case ATTACHED_ACCESS_POINT:
            return resource.get("s3AccessPoint", "vpcConfiguration", "vpcId").isPresent();
        default:
            return false;
    }
}

/** Actions by which another account could open the bucket further (Security Hub's list, and two that undo its locks). */
const ACTIONS_ON_ACCESS = [
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
    "s3:PutBucketOwnershipControls",
    "s3:PutBucketPublicAccessBlock",
];

type Account = string | Unknown;

/** Why it cannot be told whose the accounts are, though all of the document is known. */
function whyAccountsCannotBeTold(
    document: PolicyDocument,
    accountsIn: (statement: Statement) => readonly Account[],
): Message {
    const nameless = document.statements.find(
        (one) => one !== UNKNOWN && namesWithoutAccount(one.principal) && accountsIn(one).includes(UNKNOWN),
    );
    return nameless === undefined || nameless === UNKNOWN
        ? say`Whose the account in it is can be told only with the option \`ownAccounts\``
        : say`Statement ${nameless.place} names somebody by a canonical or unique id, which does not tell the account`;
}

/** Whether one of the accounts is none of one's own. If it is not known which those are, at most one of several can be. */
function isAnyForeign(accounts: readonly Account[], own: readonly string[]): Truth {
    const others = new Set(accounts.filter((account) => account === UNKNOWN || !own.includes(account)));
    const named = others.size - (others.has(UNKNOWN) ? 1 : 0);
    if (named > (own.length > 0 ? 0 : 1)) {
        return true;
    }
    return others.size > 0 ? "undetermined" : false;
}

/** The accounts that a statement allows something, or one of these actions; unknown, if it may or may not. */
function allowedAccounts(statement: Statement, actions: readonly string[] = ["*"]): readonly Account[] {
    const accounts = accountsSpokenOf(statement);
    const allows = all([isAllow(statement), any(actions.map((action) => touchesAction(statement.action, action)))]);
    if (allows === "undetermined") {
        return accounts.length > 0 ? [UNKNOWN] : [];
    }
    return allows ? accounts : [];
}

/** AWS's own accounts that may put logs into the bucket, for which some look at its ACL first. */
function producersIn(statement: Statement): readonly string[] {
    return coversActions(only("s3:PutObject", "s3:GetBucketAcl"), statement.action) === true ? LOG_ACCOUNTS : [];
}

function without(accounts: readonly Account[], excused: readonly string[]): readonly Account[] {
    return accounts.filter((account) => account === UNKNOWN || !excused.includes(account));
}

/** The bucket and its objects, as a policy may name them: by ARN, or in any partition if only the name is known. */
function resourcesOf(bucket: ResourceReader): readonly (readonly (string | Unknown)[])[] {
    const name = bucket.get("bucket").toPlain();
    const arn = bucket.type === POLICY ? undefined : bucket.get("arn").toPlain();
    const withObjects = (of: string): readonly string[] => [of, `${of}/*`];
    if (typeof arn === "string") {
        return [withObjects(arn)];
    }
    return typeof name === "string"
        ? PARTITIONS.map(({ id }) => withObjects(`arn:${id}:s3:::${name}`))
        : // Some bucket: a policy covers it if it covers all, and else it cannot be told.
          [...PARTITIONS.map(({ id }) => withObjects(`arn:${id}:s3:::*`)), [UNKNOWN]];
}

/** By these the policy can be put right; whoever is denied both has lost the bucket. */
const ACTIONS_OF_REPAIR = only("s3:PutBucketPolicy", "s3:DeleteBucketPolicy");

/** A policy can only be about its own bucket: whatever names buckets names it, and what has a slash names objects. */
function namesBucket({ negated, patterns }: PatternElement): Truth {
    const isNamed = any(patterns.map((pattern) => ifKnown(pattern, (text) => !text.includes("/"))));
    return negated ? not(isNamed) : isNamed;
}

/** Whether the statement denies everyone, whatever the circumstances, to change the policy again. */
function locksOut(statement: Statement): Truth {
    return all([
        ifKnown(statement.effect, (effect) => effect === "Deny"),
        namesEveryone(statement.principal),
        coversActions(statement.action, ACTIONS_OF_REPAIR),
        statement.resource === undefined ? true : namesBucket(statement.resource),
        ...statement.conditions.map((one) => ifKnown(one, () => false)),
    ]);
}

/** What changes a bucket, what is in it, or who has access: all verbs of S3 but those that get, list or describe. */
const WRITING = [
    "s3:Abort*",
    "s3:Associate*",
    "s3:Bypass*",
    "s3:Create*",
    "s3:Delete*",
    "s3:Dissociate*",
    "s3:Initiate*",
    "s3:ObjectOwnerOverride*",
    "s3:Pause*",
    "s3:Put*",
    "s3:Replicate*",
    "s3:Restore*",
    "s3:Submit*",
    "s3:Tag*",
    "s3:Untag*",
    "s3:Update*",
];

/** Whether some of the actions are of some kind. */
type Deed = (action: PatternElement) => Truth;

const writes: Deed = (action) => any(WRITING.map((verb) => touchesAction(action, verb)));

/** Whatever is not known to write is taken to read, so that no public statement is neither. */
const doesMoreThanWrite: Deed = (action) => not(coversActions(only(...WRITING), action));

/** The statements without those of their actions that are surely no such deed. */
function onlyWhat(deed: Deed, document: PolicyDocument): PolicyDocument {
    const narrowed = ({ action, ...statement }: Statement): Statement => ({
        ...statement,
        action: action.negated ? action : only(...action.patterns.filter((one) => deed(only(one)) !== false)),
    });
    return { ...document, statements: document.statements.map((one) => (one === UNKNOWN ? one : narrowed(one))) };
}

const NAME_OR_SCOPE =
    "Name accounts, roles or services, or keep outsiders out by a condition such as `aws:PrincipalOrgID`, `aws:SourceArn` or `aws:SourceVpce`. To publish files, put CloudFront before the bucket.";

interface PublicPolicy extends Pick<ResourcePolicy, "id" | "title" | "why"> {
    readonly control: string;
    /** What outsiders must not do. */
    readonly deed: Deed;
    /** What to say of a statement that lets them. */
    readonly advice: Message;
}

/**
 * A bucket's public access block is not asked, though S3 may restrict a public policy by it: it is beside the bucket, where
 * only a policy on the whole stack sees it. Of a new bucket the document is seldom known before the update, and then
 * nothing but a policy on the resource keeps it from being public.
 */
function publicPolicy({ control, deed, advice, ...declared }: PublicPolicy): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "critical",
        types: [POLICY, ...BUCKETS],
        controls: {
            fsbp: [control],
            cis7: ["2.21"],
            nist: ["AC-3", "AC-4(21)"],
            whitepaper: ["S3"],
            trustedAdvisor: ["Pfx0RwqBli"],
        },
        fix: {
            text: NAME_OR_SCOPE,
            example: `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["*"] }],
            actions: ["s3:GetObject", "s3:PutObject"],
            resources: [pulumi.interpolate\`\${bucket.arn}/*\`],
            conditions: [{ test: "StringEquals", variable: "aws:PrincipalOrgID", values: ["o-a1b2c3d4e5"] }],
        }],
    }).json,
});`,
        },
        check: (resource) =>
            mustHaveNone(
                resource.get("policy"),
                "resource",
                (document) =>
                    publicStatements(onlyWhat(deed, document)).map(({ statement, isPublic }) => ({
                        statement,
                        is: all([isPublic, ifKnown(statement, ({ action }) => deed(action))]),
                    })),
                (statement) => say`${statement} ${advice}`,
                [...ELEMENTS_ON_WHO, ...ELEMENTS_ON_ACTIONS],
            ),
    });
}

export default service("s3", [
    publicPolicy({
        id: "s3-bucket-policy-no-public",
        title: "Policies of S3 buckets let no outsiders read",
        control: "S3.2",
        why: "A statement for everyone without a condition that says who is meant makes the bucket public: most leaks of S3 began with one.",
        deed: doesMoreThanWrite,
        advice: say`lets anybody read. Name who may have access, or scope it by a condition.`,
    }),
    publicPolicy({
        id: "s3-bucket-policy-no-public-write",
        title: "Policies of S3 buckets let no outsiders write",
        control: "S3.3",
        why: "Everybody puts into the bucket what you pay and answer for, takes out what was there, or opens it further.",
        deed: writes,
        advice: say`lets anybody write. Name who may have access, or scope it by a condition.`,
    }),
    resourcePolicy({
        id: "s3-access-point-policy-no-public",
        title: "Policies of S3 access points, tables and vectors let no outsiders in",
        severity: "critical",
        types: typesWithPolicy("s3Doors"),
        controls: { cis7: ["2.21"], nist: ["AC-3", "AC-4(21)"], whitepaper: ["S3"] },
        why: "An access point is another door to the bucket: a statement for everyone without a condition that says who is meant opens it.",
        fix: {
            text: NAME_OR_SCOPE,
            example: `new aws.s3control.AccessPointPolicy("data", {
    accessPointArn: "arn:aws:s3:eu-west-1:111122223333:accesspoint/data",
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reader"] }],
            actions: ["s3:GetObject"],
            resources: ["arn:aws:s3:eu-west-1:111122223333:accesspoint/data/object/*"],
        }],
    }).json,
});`,
        },
        check(resource) {
            const advice = say`Name who may have access, or scope it by a condition.`;
            const idleKeys = ACCESS_POINT_POLICIES.includes(resource.type) ? KEYS_OF_ACCESS_POINTS : [];
            return when(not(isFromVpcOnly(resource)), mustLetNoOutsidersIn(policyOf(resource), advice, idleKeys));
        },
    }),
    resourcePolicy({
        id: "s3-bucket-policy-cross-account",
        title: "Bucket policies let in only accounts that are trusted, and none of them change who has access",
        severity: "high",
        types: [POLICY, ...BUCKETS],
        controls: { fsbp: ["S3.6"], nist: ["AC-3", "AC-6"], whitepaper: ["S3"] },
        why: "Another account decides for itself who of it may use what you allow. If it may change the policy, it can let in anybody.",
        fix: {
            text: "Name only accounts that are meant to have access, list them in the options, and allow them to read or write objects at most.",
            example: `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reader"] }],
            actions: ["s3:GetObject"],
            resources: [pulumi.interpolate\`\${bucket.arn}/*\`],
        }],
    }).json,
});`,
        },
        options: {
            ownAccounts: texts({
                ...ACCOUNT_IDS,
                description:
                    "Ids of your own accounts, of 12 digits. Without them it cannot be told whether the only account in a policy is yours.",
            }),
            trustedAccounts: texts({
                ...ACCOUNT_IDS,
                description: "Ids of other accounts that may be let in, of 12 digits.",
            }),
        },
        check(resource, { ownAccounts, trustedAccounts }) {
            const policy = resource.get("policy");
            const anyIn = (document: PolicyDocument, accountsIn: (statement: Statement) => readonly Account[]): Truth =>
                isAnyForeign(
                    document.statements.flatMap((one) => (one === UNKNOWN ? [one] : accountsIn(one))),
                    ownAccounts,
                );
            const ask = (accountsIn: (statement: Statement) => readonly Account[]): Truth =>
                inDocument(
                    policy,
                    (document) => anyIn(document, accountsIn),
                    (document) => whyAccountsCannotBeTold(document, accountsIn),
                    [...ELEMENTS_ON_WHO, ...ELEMENTS_ON_ACTIONS],
                );
            return [
                mustNot(
                    ask((statement) =>
                        without(allowedAccounts(statement), [...trustedAccounts, ...producersIn(statement)]),
                    ),
                    say`${policy} lets in another account. Remove it, or list it in the option \`trustedAccounts\`, and your own in \`ownAccounts\`.`,
                ),
                mustNot(
                    ask((statement) => allowedAccounts(statement, ACTIONS_ON_ACCESS)),
                    say`${policy} allows another account to change who has access. Allow it to read or write objects at most.`,
                ),
            ];
        },
    }),
    resourcePolicy({
        id: "s3-bucket-policy-no-lockout",
        title: "Bucket policies lock nobody out for good",
        severity: "high",
        types: [POLICY, ...BUCKETS],
        controls: { nist: ["AC-6", "CP-10"], whitepaper: ["S3"] },
        why: "Where everyone is denied to change the policy, only the account's root user can open the bucket again.",
        fix: {
            text: "Name in the Deny who or what is meant, by principals, actions or a condition.",
            example: `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["s3:*"],
            resources: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
            conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }],
    }).json,
});`,
        },
        check(resource) {
            const policy = resource.get("policy");
            const locks = inDocument(policy, (document) =>
                any(document.statements.map((one) => ifKnown(one, locksOut))),
            );
            return mustNot(
                locks,
                say`${policy} denies everyone to change it again. Give the Deny a condition, or let it name actions on objects only.`,
            );
        },
    }),
    stackPolicy({
        id: "s3-bucket-policy-tls-only",
        title: "S3 buckets deny requests without TLS",
        severity: "medium",
        level: "mandatory",
        types: [...BUCKETS, POLICY],
        controls: {
            fsbp: ["S3.5"],
            cis3: ["2.1.1"],
            cis5: ["2.1.1"],
            cis7: ["3.1.1"],
            nist: ["SC-8", "SC-13", "AC-17(2)"],
            whitepaper: ["S3"],
        },
        why: "S3 answers over plain HTTP as well: whoever is on the way reads the data, and the signature that came with the request.",
        fix: {
            text: "Deny all actions to everyone when `aws:SecureTransport` is false, on the bucket and on its objects. A bucket has one policy: add the statement to it.",
            example: `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            effect: "Deny",
            principals: [{ type: "*", identifiers: ["*"] }],
            actions: ["s3:*"],
            resources: [bucket.arn, pulumi.interpolate\`\${bucket.arn}/*\`],
            conditions: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
        }],
    }).json,
});`,
        },
        check(bucket, stack) {
            const denies = (policy: Value): Truth =>
                inDocument(
                    policy,
                    (document) =>
                        any(
                            resourcesOf(bucket).map((resources) =>
                                deniesInsecureTransport(document, "s3:*", resources),
                            ),
                        ),
                    () => say`Depends on a name that is not known before the update`,
                );
            if (bucket.type === POLICY) {
                // A bucket has one policy: that of a bucket which was made elsewhere is all that there is of it.
                const name = bucket.get("bucket");
                const isElsewhere = !name.isAbsent && !stack.pointsInside(bucket, policyOfBucket);
                return when(
                    all([isElsewhere, not(name.judgeText((text) => text.endsWith("--x-s3")))]),
                    must(
                        denies(bucket.get("policy")),
                        say`Deny everything to everyone when \`aws:SecureTransport\` is false, on the bucket and its objects, in ${bucket.get("policy")}.`,
                    ),
                );
            }
            return policiesOf(bucket, stack).mustAgree(
                denies,
                say`Deny everything to everyone when \`aws:SecureTransport\` is false, on the bucket and its objects, in its \`aws.s3.BucketPolicy\`.`,
            );
        },
    }),
]);
