import { mustNot, must, say, UNKNOWN, type Message, type Requirements, type Truth, type Value } from "../evaluation";
import { publicStatements, readDocument, type PolicyDocument } from "palisade-policy-documents";

/**
 * Demands that no statement of a resource's policy lets outsiders in: anybody on the internet, or in any AWS account.
 * Without a policy there is nothing to demand: who has a default policy has a private one.
 *
 * @param advice What to do about such a statement, as an instruction.
 * @param idleKeys Condition keys that scope nobody where the policy is, see `publicStatements`.
 */
export function mustLetNoOutsidersIn(policy: Value, advice: Message, idleKeys: readonly string[] = []): Requirements {
    if (policy.isPresent() === false) {
        return [];
    }
    const { document } = readDocument(policy.toPlain());
    if (document === undefined) {
        return must(noteUnreadable(policy), advice);
    }
    return publicStatements(document, idleKeys).map(({ statement, isPublic }) => {
        const place = statement === UNKNOWN ? say`A statement` : say`Statement ${statement.place}`;
        return mustNot(
            isPublic === "undetermined" ? noteUnknown(policy) : isPublic,
            say`${place} of ${policy} lets anybody in. ${advice}`,
        );
    });
}

/**
 * Asks a question of a resource's policy: false where there is none, undetermined where it cannot be read.
 *
 * @param unless Why the question may be undetermined though all of the document is known.
 */
export function inDocument(policy: Value, ask: (document: PolicyDocument) => Truth, unless?: Message): Truth {
    if (policy.isPresent() === false) {
        return false;
    }
    const plain = policy.toPlain();
    const { document } = readDocument(plain);
    if (document === undefined) {
        return noteUnreadable(policy);
    }
    const answer = ask(document);
    if (answer !== "undetermined") {
        return answer;
    }
    return holdsUnknown(plain) ? noteUnknown(policy) : policy.noteUndetermined(unless);
}

function holdsUnknown(plain: unknown): boolean {
    return (
        plain === UNKNOWN || (typeof plain === "object" && plain !== null && Object.values(plain).some(holdsUnknown))
    );
}

function noteUnreadable(policy: Value): "undetermined" {
    return policy.noteUndetermined(say`Not a valid policy document`);
}

function noteUnknown(policy: Value): "undetermined" {
    // Text is known as a whole; an object may hold unknown values.
    return policy.isUnknown || policy.isText
        ? policy.noteUndetermined()
        : policy.noteUndetermined(say`Holds a value that is not known before the update`);
}
