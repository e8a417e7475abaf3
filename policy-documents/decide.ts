import { all, any, type Truth } from "./truth";
import { ifKnown } from "./unknown";
import { inContext, meets, variablesOf, type Context } from "./conditions";
import type { PolicyDocument, Statement } from "./document";
import { namesAction, namesResource, type PatternElement } from "./elements";
import { namesRequester, type Requester } from "./principals";

/** A request as AWS puts it to a policy. */
export interface Request {
    readonly principal: Requester;
    /** `s3:GetObject` */
    readonly action: string;
    /** The full name of the resource, an ARN as a rule. */
    readonly resource: string;
    /** All that is known of the request. What AWS would fill in of itself is not added. */
    readonly context?: Context;
}

export type Decision = "allowed" | "denied" | "not-covered" | "undetermined";

/**
 * What this one document says to a request: an explicit Deny wins over any Allow, and what neither covers is left to
 * other documents. Other documents, organization policies and boundaries are not in view, nor is it that an account
 * which is allowed must allow its own users too.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(document: PolicyDocument, request: Request): Decision {
    const denied = covered(document, "Deny", request);
    const allowed = covered(document, "Allow", request);
    if (denied !== false) {
        return denied === true ? "denied" : "undetermined";
    }
    if (allowed !== false) {
        return allowed === true ? "allowed" : "undetermined";
    }
    return "not-covered";
}

function covered(document: PolicyDocument, effect: "Allow" | "Deny", request: Request): Truth {
    return any(
        document.statements.map((one) =>
            ifKnown(one, (statement) =>
                all([ifKnown(statement.effect, (is) => is === effect), applies(statement, request)]),
            ),
        ),
    );
}

function applies(statement: Statement, { principal, action, resource, context = {} }: Request): Truth {
    const resources = statement.resource && patternsIn(context, statement.resource);
    return all([
        namesRequester(statement.principal, principal),
        namesAction(statement.action, action),
        namesResource(resources, resource, variablesOf(context)),
        ...statement.conditions.map((one) => ifKnown(one, (condition) => meets(context, condition))),
    ]);
}

function patternsIn(context: Context, element: PatternElement): PatternElement {
    return { ...element, patterns: element.patterns.map((text) => inContext(text, context)) };
}
