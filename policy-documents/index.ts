/** Policy documents: reading them, and what can be said of who may do what. Pure; knows no Pulumi. */
export { addressRange, isBroad, rangeCovers, type AddressRange } from "./addresses";
export { accountOf } from "./arn";
export type { Condition, Context } from "./conditions";
export { decide, type Decision, type Request } from "./decide";
export { PARTITIONS, type Partition } from "./partitions";
export { matches, pattern } from "./patterns";
export { readDocument, type DocumentKind, type PolicyDocument, type Statement } from "./document";
export { coversActions, coversResources, only, touchesAction, touchesResource, type PatternElement } from "./elements";
export { CONTROL_ACTIONS, type ControlledKind } from "./controlActions";
export { accountsSpokenOf, grants, isAllow, letsServiceActForAnybody } from "./grants";
export { ESCALATION_METHODS, letsEscalate, type EscalationMethod } from "./escalation";
export { isTakenByWhoeverAsks } from "./hosts";
export { allowsEverything, giveRight, right, statementsGiving, type GivingStatement, type Right } from "./identity";
export { trustsAnySubject } from "./federation";
export { operator } from "./operators";
export {
    accountsOf,
    namesEveryone,
    namesOutsiders,
    namesWithoutAccount,
    type Principal,
    type Requester,
} from "./principals";
export { isPublic, publicStatements } from "./public";
export { deniesInsecureTransport } from "./transport";
export { all, any, not, type Truth } from "./truth";
export { ifKnown, UNKNOWN, type Unknown } from "./unknown";
