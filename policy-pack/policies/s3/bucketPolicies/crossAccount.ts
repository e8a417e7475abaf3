import { all, any, mustNot, resourcePolicy, say, service, texts, UNKNOWN } from "../../../evaluation";
import type { Message, ResourcePolicy, Truth, Unknown, Value } from "../../../evaluation";
import {
    accountsSpokenOf,
    coversActions,
    isAllow,
    namesWithoutAccount,
    only,
    touchesAction,
} from "palisade-policy-documents";
import type { PolicyDocument, Statement } from "palisade-policy-documents";
import { ELEMENTS_ON_ACTIONS, ELEMENTS_ON_WHO, inDocument } from "../../documents";
import { ACCOUNT_IDS } from "../../trustedAccounts";
import { LOG_ACCOUNTS } from "../logAccounts";
import { BUCKETS, POLICY } from "../resources";

/**
 * Actions by which another account could open the bucket further.
 * @see https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html#s3-6
 */
const ACTIONS_ON_ACCESS = [
    "s3:DeleteBucketPolicy",
    "s3:PutBucketAcl",
    "s3:PutBucketPolicy",
    "s3:PutEncryptionConfiguration",
    "s3:PutObjectAcl",
];

/** Those that undo what keeps ACLs and policies from opening it. */
const ACTIONS_ON_LOCKS = ["s3:PutBucketOwnershipControls", "s3:PutBucketPublicAccessBlock"];

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

const FIX_EXAMPLE = `new aws.s3.BucketPolicy("data", {
    bucket: bucket.bucket,
    policy: aws.iam.getPolicyDocumentOutput({
        statements: [{
            principals: [{ type: "AWS", identifiers: ["arn:aws:iam::111122223333:role/reader"] }],
            actions: ["s3:GetObject"],
            resources: [pulumi.interpolate\`\${bucket.arn}/*\`],
        }],
    }).json,
});`;

const OWN_ACCOUNTS = texts({
    ...ACCOUNT_IDS,
    description:
        "Ids of your own accounts, of 12 digits. Without them it cannot be told whether the only account in a policy is yours.",
});

/** Whether a bucket's policy allows an account that is none of one's own something of some kind. */
function allowsForeign(
    policy: Value,
    own: readonly string[],
    accountsIn: (statement: Statement) => readonly Account[],
): Truth {
    return inDocument(
        policy,
        (document) =>
            isAnyForeign(
                document.statements.flatMap((one) => (one === UNKNOWN ? [one] : accountsIn(one))),
                own,
            ),
        (document) => whyAccountsCannotBeTold(document, accountsIn),
        [...ELEMENTS_ON_WHO, ...ELEMENTS_ON_ACTIONS],
    );
}

interface Reserved extends Pick<ResourcePolicy, "id" | "title" | "why"> {
    readonly fsbp?: string;
    readonly actions: readonly string[];
    /** What they do. */
    readonly what: Message;
}

/** Some actions are for no other account, trusted or not. */
function reservedPolicy({ fsbp, actions, what, ...declared }: Reserved): ResourcePolicy {
    return resourcePolicy({
        ...declared,
        severity: "high",
        types: [POLICY, ...BUCKETS],
        controls: { ...(fsbp !== undefined && { fsbp: [fsbp] }), nist: ["AC-3", "AC-6"], whitepaper: ["S3"] },
        fix: { text: "Allow other accounts to read or write objects at most.", example: FIX_EXAMPLE },
        options: { ownAccounts: OWN_ACCOUNTS },
        check(resource, { ownAccounts }) {
            const policy = resource.get("policy");
            return mustNot(
                allowsForeign(policy, ownAccounts, (statement) => allowedAccounts(statement, actions)),
                say`${policy} allows another account to ${what}. Allow it to read or write objects at most.`,
            );
        },
    });
}

export default service("s3", [
    reservedPolicy({
        id: "s3-bucket-policy-access-own",
        title: "Bucket policies let no other account change who has access",
        fsbp: "S3.6",
        actions: ACTIONS_ON_ACCESS,
        what: say`change who has access`,
        why: "An account that may change the policy, ACLs or encryption can let in anybody, and keep you out.",
    }),
    reservedPolicy({
        id: "s3-bucket-policy-locks-own",
        title: "Bucket policies let no other account undo the bucket's locks",
        actions: ACTIONS_ON_LOCKS,
        what: say`undo what keeps the bucket from being public`,
        why: "Without its public access block, or with ACLs, the bucket is one mistake from being public.",
    }),
    resourcePolicy({
        id: "s3-bucket-policy-cross-account",
        title: "Bucket policies let in only accounts that are trusted",
        severity: "high",
        types: [POLICY, ...BUCKETS],
        controls: { nist: ["AC-3", "AC-6"], whitepaper: ["S3"] },
        why: "Another account decides for itself who of it may use what you allow.",
        fix: {
            text: "Name only accounts that are meant to have access, and list them in the options.",
            example: FIX_EXAMPLE,
        },
        options: {
            ownAccounts: OWN_ACCOUNTS,
            trustedAccounts: texts({
                ...ACCOUNT_IDS,
                description: "Ids of other accounts that may be let in, of 12 digits.",
            }),
        },
        check(resource, { ownAccounts, trustedAccounts }) {
            const policy = resource.get("policy");
            const excused = (statement: Statement) => [...trustedAccounts, ...producersIn(statement)];
            return mustNot(
                allowsForeign(policy, ownAccounts, (statement) =>
                    without(allowedAccounts(statement), excused(statement)),
                ),
                say`${policy} lets in another account. Remove it, or list it in the option \`trustedAccounts\`, and your own in \`ownAccounts\`.`,
            );
        },
    }),
]);
