import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import { accountOf } from "./arn";
import type { Condition } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { touchesAction } from "./elements";
import { accountsOf, namesOutsiders, namesServices, singlesOut, type Requester } from "./principals";
import { scopesSource } from "./scoping";

/** Whether an Allow names this requester in particular and the action, whatever its conditions and resources. */
export function grants(document: PolicyDocument, requester: Requester, action: string): Truth {
    return any(
        document.statements.map((one) =>
            ifKnown(one, (statement) =>
                all([
                    isAllow(statement),
                    singlesOut(statement.principal, requester),
                    touchesAction(statement.action, action),
                ]),
            ),
        ),
    );
}

/**
 * Whether the statement lets a service in whoever it acts for, be it the customer of another account ("confused deputy").
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
 */
export function letsServiceActForAnybody(statement: Statement): Truth {
    return all([isAllow(statement), namesServices(statement.principal), not(scopesSource(statement.conditions))]);
}

export function isAllow(statement: Statement): Truth {
    return ifKnown(statement.effect, (effect) => effect === "Allow");
}

/** Keys that tell the account of who asks, or of what he comes through. */
const KEYS_OF_PRINCIPALS = [
    "aws:principalaccount",
    "aws:principalarn",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "s3:dataaccesspointarn",
];

/**
 * The accounts whose principals the statement speaks of, each once: those it names, and where it names everyone, those
 * its conditions narrow it down to. Those that cannot be told are {@link Unknown}.
 */
export function accountsSpokenOf(statement: Statement): readonly (string | Unknown)[] {
    const narrowed = namesOutsiders(statement.principal) === false ? [] : statement.conditions.flatMap(accountsIn);
    return [...new Set([...accountsOf(statement.principal), ...narrowed])];
}

function accountsIn(condition: Condition | Unknown): readonly (string | Unknown)[] {
    if (condition === UNKNOWN) {
        return [UNKNOWN];
    }
    const narrows = KEYS_OF_PRINCIPALS.includes(condition.key) && !condition.operator.negated;
    const accounts = narrows ? condition.values.map((value) => (value === UNKNOWN ? value : accountOf(value))) : [];
    return accounts.filter((account) => account !== undefined);
}
