import { all, any, type Truth } from "./truth";
import { ifKnown, type Unknown } from "./unknown";
import { meets, type Condition } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { coversActions, coversResources, only } from "./elements";
import { namesEveryone } from "./principals";

const SECURE_TRANSPORT = "aws:securetransport";

/**
 * Whether the document denies these actions to everyone who does not use TLS, on each of these resources. The key
 * `aws:SecureTransport` is in every request, so `Bool`, `BoolIfExists` and `StringEquals` do alike; any condition
 * beside it, an exception of principals or of actions would leave a gap, and does not count.
 *
 * @param actions A pattern: `s3:*`.
 * @param resources Patterns of ARNs; unknown ones are covered by `*` only. Or "its own", for the policy of one resource
 * whose ARN is not known: whatever the statements name is then taken for it.
 */
export function deniesInsecureTransport(
    document: PolicyDocument,
    actions: string,
    resources: readonly (string | Unknown)[] | "its own",
): Truth {
    const deniedOn = (covers: (statement: Statement) => Truth): Truth =>
        any(
            document.statements.map((one) =>
                ifKnown(one, (statement) => all([denies(statement, actions), covers(statement)])),
            ),
        );
    return resources === "its own"
        ? deniedOn(() => true)
        : all(
              resources.map((resource) => deniedOn((statement) => coversResources(statement.resource, only(resource)))),
          );
}

function denies(statement: Statement, actions: string): Truth {
    return all([
        ifKnown(statement.effect, (effect) => effect === "Deny"),
        namesEveryone(statement.principal),
        coversActions(statement.action, only(actions)),
        ...statement.conditions.map((one) => ifKnown(one, holdsWithoutTls)),
    ]);
}

function holdsWithoutTls(condition: Condition): Truth {
    return condition.key === SECURE_TRANSPORT && meets({ [SECURE_TRANSPORT]: "false" }, condition);
}
