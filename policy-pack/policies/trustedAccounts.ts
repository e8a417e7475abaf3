import { all, any, ifKnown, not, say, texts, UNKNOWN } from "../evaluation";
import type { Requirements, Truth, Value } from "../evaluation";
import { accountsSpokenOf, isAllow, type Statement } from "palisade-policy-documents";
import { mustHaveNone, type Found } from "./documents";

/** What options that take ids of accounts have in common. */
export const ACCOUNT_IDS = { default: [], pattern: /^\d{12}$/, of: "account ids of 12 digits" };

/** Whom policies may let in, beside services. */
export const TRUSTED_ACCOUNTS = {
    ownAccounts: texts({ ...ACCOUNT_IDS, description: "Accounts of one's own." }),
    trustedAccounts: texts({ ...ACCOUNT_IDS, description: "Accounts of others that may be let in." }),
};

/** Keys by which a policy asks more of another account than that it is the one. */
const PROOFS = /^(sts:externalid|aws:multifactorauthpresent|aws:principalorgid|aws:principalorgpaths)$/;

function asksForProof(statement: Statement): Truth {
    return any(
        statement.conditions.map((one) =>
            ifKnown(one, ({ key, operator }) => PROOFS.test(key) && !operator.negated && !operator.ifExists),
        ),
    );
}

/** Demands that a resource's policy lets in no account but these, unless it asks for proof. */
export function mustTrustOnly(policy: Value, accounts: readonly string[]): Requirements {
    const letsForeignersIn = (statement: Statement): Truth => {
        const foreign = accountsSpokenOf(statement).filter(
            (account) => account === UNKNOWN || !accounts.includes(account),
        );
        return all([
            isAllow(statement),
            any(foreign.map((account) => ifKnown(account, () => true))),
            not(asksForProof(statement)),
        ]);
    };
    return mustHaveNone(
        policy,
        "resource",
        ({ statements }) =>
            statements
                .map((statement): Found => ({ statement, is: ifKnown(statement, letsForeignersIn) }))
                .filter(({ is }) => is !== false),
        (statement) =>
            say`${statement} trusts another account. Add it to \`trustedAccounts\`, or demand proof such as \`aws:PrincipalOrgID\`.`,
    );
}
