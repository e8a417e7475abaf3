import { all, any, not, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import type { PolicyDocument, Statement } from "./document";
import { EVERYTHING } from "./elements";
import { isAllow } from "./grants";
import { namesAllOutsiders, namesOutsiders } from "./principals";
import { holdForOutsiders, scopesPrincipal } from "./scoping";
import { takeBackTogether, type Area, type Denied } from "./takeBack";

/**
 * Whether the document lets outsiders in: anybody on the internet or in any AWS account. An Allow does, if it names
 * everyone (or anyone with a Facebook account) and no condition says who that is in particular, unless Denies of the
 * same document take it back ("deny all but my VPC endpoint").
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
    const denied = document.statements.map((statement) => deniedToOutsiders(statement, idle));
    const verdicts = document.statements.map((statement): StatementVerdict => {
        const isPublic = ifKnown(statement, (allow) =>
            all([admitsOutsiders(allow, idle), not(takeBackTogether(denied, areaOf(allow)))]),
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

/** What a statement keeps all outsiders from, and whether it does. A Deny that is not understood keeps nobody out. */
function deniedToOutsiders(statement: Statement | Unknown, idleKeys: ReadonlySet<string>): Denied {
    if (statement === UNKNOWN) {
        return { action: EVERYTHING, resource: EVERYTHING, surely: "undetermined" };
    }
    const surely = all([
        statement.faults.length === 0,
        not(isAllow(statement)),
        namesAllOutsiders(statement.principal),
        holdForOutsiders(statement.conditions, idleKeys),
    ]);
    return { ...areaOf(statement), surely };
}

function areaOf({ action, resource = EVERYTHING }: Statement): Area {
    return { action, resource };
}
