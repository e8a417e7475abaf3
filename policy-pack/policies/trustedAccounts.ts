import { all, any, ifKnown, not, say, texts, UNKNOWN } from "../evaluation";
import type { Requirements, Truth, Value } from "../evaluation";
import { accountsSpokenOf, isAllow, touchesAction, type Condition, type Statement } from "palisade-policy-documents";
import { each, mustHaveNone } from "./documents";

/** What options that take ids of accounts have in common. */
export const ACCOUNT_IDS = { default: [], pattern: /^\d{12}$/, of: "account ids of 12 digits" };

/** Whom policies may let in, beside services. */
export const TRUSTED_ACCOUNTS = {
    ownAccounts: texts({ ...ACCOUNT_IDS, description: "Accounts of one's own." }),
    trustedAccounts: texts({ ...ACCOUNT_IDS, description: "Accounts of others that may be let in." }),
};

/** By the keys with which a policy asks more of another account than that it is the one: values that ask for nothing. */
const PROOFS: ReadonlyMap<string, RegExp> = new Map([
    ["sts:externalid", /^[*?]*$/],
    ["aws:multifactorauthpresent", /^(?!true$)/i],
    ["aws:principalorgid", /^(o-)?[*?]*$/],
    ["aws:principalorgpaths", /^(o-)?[*?]*(\/|$)/],
]);

function asksForProof(statement: Statement): Truth {
    return any(statement.conditions.map((one) => ifKnown(one, isProof)));
}

function isProof({ key, operator, values }: Condition): boolean {
    const worthless = PROOFS.get(key);
    const { family, negated, ifExists } = operator;
    const isDemand = family !== "presence" && !negated && !ifExists;
    return worthless !== undefined && isDemand && !values.some((one) => one !== UNKNOWN && worthless.test(one));
}

/**
 * Demands that a resource's policy lets in no account but these, unless it asks for proof. Where an action is named, only by
 * that one.
 */
export function mustTrustOnly(policy: Value, accounts: readonly string[], action?: string): Requirements {
    const letsForeignersIn = (statement: Statement): Truth => {
        const foreign = accountsSpokenOf(statement).filter(
            (account) => account === UNKNOWN || !accounts.includes(account),
        );
        return all([
            isAllow(statement),
            action === undefined ? true : touchesAction(statement.action, action),
            any(foreign.map((account) => ifKnown(account, () => true))),
            not(asksForProof(statement)),
        ]);
    };
    return mustHaveNone(
        policy,
        "resource",
        each(letsForeignersIn),
        (statement) =>
            say`${statement} trusts another account. Add it to \`trustedAccounts\`, or demand proof such as \`aws:PrincipalOrgID\`.`,
    );
}
