import { all, any, type Truth } from "./truth";
import { ifKnown, type Unknown } from "./unknown";
import { meets, type Condition } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { coversActions, coversResources, only } from "./elements";
import { namesEveryone } from "./principals";

const SECURE_TRANSPORT = "aws:securetransport";

/**
 * Whether the document denies everything to everyone who does not use TLS, on each of these resources. The key
 * `aws:SecureTransport` is in every request, so `Bool`, `BoolIfExists` and `StringEquals` do alike; any condition
 * beside it, an exception of principals or of actions would leave a gap, and does not count.
 *
 * @param service The prefix of the service's actions: `s3`.
 * @param resources Patterns of ARNs; unknown ones are covered by `*` only.
 */
export function deniesInsecureTransport(
    document: PolicyDocument,
    service: string,
    resources: readonly (string | Unknown)[],
): Truth {
    return all(
        resources.map((resource) =>
            any(document.statements.map((one) => ifKnown(one, (statement) => denies(statement, service, resource)))),
        ),
    );
}

function denies(statement: Statement, service: string, resource: string | Unknown): Truth {
    return all([
        ifKnown(statement.effect, (effect) => effect === "Deny"),
        namesEveryone(statement.principal),
        coversActions(statement.action, only(`${service}:*`)),
        coversResources(statement.resource, only(resource)),
        ...statement.conditions.map((one) => ifKnown(one, holdsWithoutTls)),
    ]);
}

function holdsWithoutTls(condition: Condition): Truth {
    return condition.key === SECURE_TRANSPORT && meets({ [SECURE_TRANSPORT]: "false" }, condition);
}
