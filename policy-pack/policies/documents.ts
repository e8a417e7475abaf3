import { mustNot, must, say, UNKNOWN, type Message, type Requirements, type Value } from "../evaluation";
import { publicStatements, readDocument } from "../iam";

/**
 * Demands that no statement of a resource's policy lets outsiders in: anybody on the internet, or in any AWS account.
 * Without a policy there is nothing to demand: who has a default policy has a private one.
 *
 * @param advice What to do about such a statement, as an instruction.
 */
export function mustNotBePublic(policy: Value, advice: Message): Requirements {
    if (policy.isPresent() === false) {
        return [];
    }
    const { document } = readDocument(policy.toPlain());
    if (document === undefined) {
        return must(policy.undecided(say`Not a valid policy document`), advice);
    }
    return publicStatements(document).map(({ statement, isPublic }) => {
        const place = statement === UNKNOWN ? say`A statement` : say`Statement ${statement.place}`;
        return mustNot(
            isPublic === "undetermined" ? undecided(policy) : isPublic,
            say`${place} of ${policy} lets anybody in. ${advice}`,
        );
    });
}

function undecided(policy: Value): "undetermined" {
    // Text is known as a whole; an object may hold unknown values.
    return policy.isUnknown || policy.isText
        ? policy.undecided()
        : policy.undecided(say`Holds a value that is not known before the update`);
}
