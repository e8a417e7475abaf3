import { all, any, not, type Truth } from "./truth";
import { ifKnown, type Unknown } from "./unknown";
import type { PolicyDocument, Statement } from "./document";
import { coversActions, coversResources } from "./elements";
import { isAllow } from "./grants";
import { namesAllOutsiders, namesOutsiders } from "./principals";
import { holdForOutsiders, scopesPrincipal } from "./scoping";

/**
 * Whether the document lets outsiders in: anybody on the internet or in any AWS account. An Allow does, if it names
 * everyone (or anyone with a Facebook account) and no condition says who that is in particular, unless a Deny of the
 * same document takes it back ("deny all but my VPC endpoint").
 *
 * Conditions on what is asked or how, such as a prefix, TLS or a referer, scope nobody. Services are no outsiders, even
 * if they may act for anybody: see the policies on source accounts.
 */
export function isPublic(document: PolicyDocument): Truth {
    return any(publicStatements(document).map(({ isPublic }) => isPublic));
}

/** What is to be said of one statement. */
export interface StatementVerdict {
    readonly statement: Statement | Unknown;
    readonly isPublic: Truth;
}

/**
 * Each statement that is public, or may be.
 *
 * @param idleKeys Condition keys that scope nobody where this document is: in the policy of an access point, all
 * requests come through that access point.
 */
export function publicStatements(
    document: PolicyDocument,
    idleKeys: readonly string[] = [],
): readonly StatementVerdict[] {
    const idle = new Set(idleKeys.map((key) => key.toLowerCase()));
    const verdicts = document.statements.map((statement): StatementVerdict => {
        const isPublic = ifKnown(statement, (allow) =>
            all([admitsOutsiders(allow, idle), not(isTakenBack(allow, document, idle))]),
        );
        return { statement, isPublic };
    });
    return verdicts.filter(({ isPublic }) => isPublic !== false);
}

/** Whether the statement, taken alone, lets outsiders in. */
function admitsOutsiders(statement: Statement, idleKeys: ReadonlySet<string>): Truth {
    return all([
        isAllow(statement),
        namesOutsiders(statement.principal),
        not(scopesPrincipal(statement.conditions, idleKeys)),
    ]);
}

/** Whether one Deny of the document keeps all outsiders from all that the statement allows. */
function isTakenBack(allow: Statement, document: PolicyDocument, idleKeys: ReadonlySet<string>): Truth {
    return any(
        document.statements.map((statement) =>
            ifKnown(statement, (deny) =>
                all([
                    not(isAllow(deny)),
                    namesAllOutsiders(deny.principal),
                    coversActions(deny.action, allow.action),
                    coversResources(deny.resource, allow.resource),
                    holdForOutsiders(deny.conditions, idleKeys),
                ]),
            ),
        ),
    );
}
