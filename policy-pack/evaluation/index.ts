/** What the author of a policy writes with. */
import "./lateResolver";

export { flag, integer, oneOf, texts } from "../configuration/options";
export type { Controls } from "./frameworks";
export { Dated, isGood, type Day } from "./dated";
export type { Declarations } from "./declarations";
export { dispatched } from "./dispatch";
export { Linked, type Link } from "./links";
export { eitherOf, listOf, namesOf, say, shown, type Message } from "./message";
export { defaultLevel, EVERY_AWS_TYPE, resourcePolicy, set, stackPolicy } from "./policy";
export type { Change, Policy, ResourcePolicy, Severity, StackPolicy } from "./policy";
export { must, mustNot, when, type Requirement, type Requirements } from "./requirement";
export type { ResourceReader } from "./resource";
export { service, type Service } from "./service";
export { settingPolicy } from "./setting";
export type { StackReader } from "./stack";
export { all, any, ifKnown, not, UNKNOWN, type Truth, type Unknown } from "palisade-policy-documents";
export type { Scalar, State, Value } from "./value";
