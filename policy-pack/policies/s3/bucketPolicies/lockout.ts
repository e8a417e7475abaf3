import { all, any, ifKnown, mustNot, not, resourcePolicy, say, service } from "../../../evaluation";
import type { Truth } from "../../../evaluation";
import { coversActions, namesEveryone, only } from "palisade-policy-documents";
import type { PatternElement, Statement } from "palisade-policy-documents";
import { inDocument } from "../../documents";
import { BUCKETS, POLICY } from "../resources";
import { DENY_WITHOUT_TLS } from "./tls";

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

export default service("s3", [
    resourcePolicy({
        id: "s3-bucket-policy-no-lockout",
        title: "Bucket policies lock nobody out for good",
        severity: "high",
        types: [POLICY, ...BUCKETS],
        controls: { nist: ["AC-6", "CP-10"], whitepaper: ["S3"] },
        why: "Where everyone is denied to change the policy, only the account's root user can open the bucket again.",
        fix: {
            text: "Name in the Deny who or what is meant, by principals, actions or a condition.",
            example: DENY_WITHOUT_TLS,
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
]);
