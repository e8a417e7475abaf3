import { namesOf, say, type Message } from "../../evaluation";
import {
    ESCALATION_METHODS,
    letsEscalate,
    type EscalationMethod,
    type PolicyDocument,
} from "palisade-policy-documents";

/** The first way by which these policies together surely lead to more rights. */
export function wayOf(documents: readonly PolicyDocument[]): EscalationMethod | undefined {
    return ESCALATION_METHODS.find((method) => letsEscalate(documents, method) === true);
}

/** ", by `iam:PassRole` and `ec2:RunInstances`"; nothing, where no way is sure. */
export function describeWay(way: EscalationMethod | undefined): Message {
    return way === undefined ? say`` : say`, by ${namesOf(way.rights.map(({ action }) => action))}`;
}
