import { all, any, type Truth } from "./truth";
import { ifKnown, UNKNOWN, type Unknown } from "./unknown";
import { meets, type Condition } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { coversActions, coversResources, EVERYTHING, only, touchesResource, type PatternElement } from "./elements";
import { namesEveryone } from "./principals";

const SECURE_TRANSPORT = "aws:securetransport";

/** The one resource that a policy is of: a pattern that its ARN fits, such as `arn:*:sqs:*:*:orders`. */
export interface OwnResource {
    readonly like: string | Unknown;
}

/**
 * Whether the document denies these actions to everyone who does not use TLS, on each of these resources. The key
 * `aws:SecureTransport` is in every request, so `Bool`, `BoolIfExists` and `StringEquals` do alike; any condition
 * beside it, an exception of principals or of actions would leave a gap, and does not count.
 *
 * @param actions A pattern: `s3:*`.
 * @param resources Patterns of ARNs; unknown ones are covered by `*` only. Or, for the policy of one resource whose ARN is
 * not known, what that looks like.
 */
export function deniesInsecureTransport(
    document: PolicyDocument,
    actions: string,
    resources: readonly (string | Unknown)[] | OwnResource,
): Truth {
    const deniedOn = (covers: (statement: Statement) => Truth): Truth =>
        any(
            document.statements.map((one) =>
                ifKnown(one, (statement) => all([denies(statement, actions), covers(statement)])),
            ),
        );
    return "like" in resources
        ? deniedOn(({ resource }) => namesItsOwn(resource, resources))
        : all(
              resources.map((resource) => deniedOn((statement) => coversResources(statement.resource, only(resource)))),
          );
}

/** An ARN that is not known is taken for the resource's own, as its policy has little else to name. */
function namesItsOwn(element: PatternElement | undefined, { like }: OwnResource): Truth {
    if (element === undefined || (!element.negated && element.patterns.includes(UNKNOWN))) {
        return true;
    }
    if (like !== UNKNOWN) {
        return touchesResource(element, like);
    }
    return coversResources(element, EVERYTHING) === true ? true : "undetermined";
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
