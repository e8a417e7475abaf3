import { ifKnown, mustNot, say, UNKNOWN } from "../evaluation";
import type { Link, Requirements, ResourceReader, StackReader, Truth, Unknown, Value } from "../evaluation";
import { Message } from "../evaluation/message";
import {
    deniesInsecureTransport,
    publicStatements,
    readDocument,
    statementsGiving,
    type DocumentKind,
    type PolicyDocument,
    type Right,
    type Statement,
} from "palisade-policy-documents";

/**
 * Demands that no statement of a resource's policy lets outsiders in: anybody on the internet, or in any AWS account.
 * Without a policy there is nothing to demand: who has a default policy has a private one.
 *
 * @param advice What to do about such a statement, as an instruction.
 * @param idleKeys Condition keys that scope nobody where the policy is, see `publicStatements`.
 */
export function mustLetNoOutsidersIn(policy: Value, advice: Message, idleKeys: readonly string[] = []): Requirements {
    return mustHaveNone(
        policy,
        "resource",
        (document) =>
            publicStatements(document, idleKeys).map(({ statement, isPublic }) => ({ statement, is: isPublic })),
        (statement) => say`${statement} lets anybody in. ${advice}`,
        ELEMENTS_ON_WHO,
    );
}

/** A statement, and whether it is what must not be. */
export interface Found {
    readonly statement: Statement | Unknown;
    readonly is: Truth;
}

/** Finds the statements of some kind, and those that may be. */
export type Find = (document: PolicyDocument) => readonly Found[];

/** Finds statements that are something by themselves. */
export function each(judge: (statement: Statement) => Truth): Find {
    return ({ statements }) => statements.map((statement) => ({ statement, is: ifKnown(statement, judge) }));
}

/** Finds statements that give one of these rights, where no other takes it back. */
export function giving(...rights: readonly Right[]): Find {
    return (document) => statementsGiving(document, rights).map(({ statement, gives }) => ({ statement, is: gives }));
}

/**
 * Demands that a policy has no statement of some kind. Without a policy there is nothing to demand.
 *
 * @param find The statements of that kind, and those that may be.
 * @param tell What to say of one: "Statement 2 of `policy`" is given.
 * @param elements The elements of statements that make it one.
 */
export function mustHaveNone(
    policy: Value,
    kind: DocumentKind,
    find: Find,
    tell: (statement: Message) => Message,
    elements: readonly string[] = ELEMENTS,
): Requirements {
    if (policy.isPresent() === false) {
        return [];
    }
    const document = readDocument(policy.toPlain(), kind);
    const unknown = unknownByStatement(policy, elements);
    return find(document).map(({ statement, is }) => {
        const place = statement === UNKNOWN ? say`A statement` : say`Statement ${statement.place}`;
        if (is === "undetermined") {
            const faults = statement === UNKNOWN ? document.faults : statement.faults;
            noteWhy(policy, faults, unknown(statement));
        }
        return mustNot(is, tell(say`${place} of ${policy}`));
    });
}

/**
 * Asks a question of a resource's policy: false where there is none, undetermined where it cannot be told.
 *
 * @param unless Why the question may be undetermined though all that matters of the document is known and understood.
 * @param elements The elements of statements that matter.
 */
export function inDocument(
    policy: Value,
    ask: (document: PolicyDocument) => Truth,
    unless?: (document: PolicyDocument) => Message,
    elements: readonly string[] = ELEMENTS,
    kind: DocumentKind = "resource",
): Truth {
    if (policy.isPresent() === false) {
        return false;
    }
    const document = readDocument(policy.toPlain(), kind);
    const answer = ask(document);
    if (answer === "undetermined") {
        noteWhy(policy, document.faults, unknownIn(policy, elements), unless?.(document));
    }
    return answer;
}

/** Asks a question of the policy of an identity; see {@link inDocument}. */
export function inIdentityPolicy(policy: Value, ask: (document: PolicyDocument) => Truth): Truth {
    return inDocument(policy, ask, undefined, ELEMENTS, "identity");
}

/**
 * Demands that a resource's policy, its own or a side-car's, denies these actions to everyone who comes without TLS.
 *
 * @param policyOf The side-cars that hold a policy.
 */
export function mustDenyInsecureTransport(
    resource: ResourceReader,
    stack: StackReader,
    policyOf: Link,
    actions: string,
    advice: Message,
): Requirements {
    const arn = resource.get("arn").toPlain();
    const name = resource.get("name").toPlain();
    const [service = ""] = actions.split(":");
    const like = typeof name === "string" ? `arn:*:${service}:*:*:${name}` : UNKNOWN;
    const denies = (policy: Value): Truth =>
        inDocument(
            policy,
            (document) => deniesInsecureTransport(document, actions, typeof arn === "string" ? [arn] : { like }),
            () => say`Whether this names its own ARN, which is not known yet`,
        );
    const own = resource.given("policy");
    return stack
        .declared(resource, policyOf, (sideCar) => sideCar.get("policy"), [{ place: own, view: own }])
        .mustAgree(denies, advice);
}

/** Records why something of a policy cannot be told: what of it is not understood, and what is not known yet. */
function noteWhy(policy: Value, faults: readonly string[], unknown: readonly Value[], unless?: Message): void {
    for (const fault of faults) {
        // Faults are made of words of the grammar and numbers, so that they may be printed.
        policy.noteUndetermined(Message.of([`Not a valid policy document, as ${fault}`], []));
    }
    for (const value of unknown) {
        value.noteUndetermined();
    }
    if (faults.length + unknown.length === 0) {
        policy.noteUndetermined(unless);
    }
}

/** Tells what is not known of a statement and may make it one; if it is all known, what is not known of the others. */
function unknownByStatement(policy: Value, elements: readonly string[]) {
    const statements = once(() => policy.get("Statement").oneOrMany());
    const everywhere = once(() => unknownIn(policy));
    return (statement: Statement | Unknown): readonly Value[] => {
        const own = statement === UNKNOWN ? undefined : statements()[statement.place - 1];
        const unknown = own?.isKnown === true ? unknownIn(own, elements) : [];
        return unknown.length > 0 ? unknown : everywhere();
    };
}

/** Finds it when it is first asked for: a document may have many statements. */
function once<Found>(find: () => Found): () => Found {
    let found: { readonly it: Found } | undefined;
    return () => (found ??= { it: find() }).it;
}

/** Elements that say who may do something, whatever that is. */
export const ELEMENTS_ON_WHO: readonly string[] = ["Effect", "Principal", "NotPrincipal", "Condition"];
export const ELEMENTS_ON_ACTIONS: readonly string[] = ["Action", "NotAction"];
const ELEMENTS: readonly string[] = [...ELEMENTS_ON_WHO, ...ELEMENTS_ON_ACTIONS, "Resource", "NotResource"];
const LABELS = ["Version", "Id", "Sid"];
/** Other words of the grammar, which may be named; all other keys are data. */
const WORDS = ["Statement", "AWS", "Service", "Federated", "CanonicalUser"];

/** The parts of a document that are not known, or the whole; of the elements of statements, those that matter. */
function unknownIn(value: Value, elements: readonly string[] = ELEMENTS): readonly Value[] {
    if (value.isUnknown) {
        return [value];
    }
    const plain = value.toPlain();
    if (typeof plain !== "object" || plain === null) {
        return [];
    }
    const parts = Array.isArray(plain)
        ? value.items()
        : value
              .entries()
              .filter(([key]) => elements.includes(key) || ![...ELEMENTS, ...LABELS].includes(key))
              .map(([key, part]) => (ELEMENTS.includes(key) || WORDS.includes(key) ? value.get(key) : part));
    return parts.flatMap((part) => unknownIn(part, elements));
}
