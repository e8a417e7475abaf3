/** What the tests of a policy are written with, in any runner. */
export { testsOf, type Test } from "./testsOf";
export { eachOutput, type Case, type Cases, type CasesByName } from "./cases";
export { secret, unknown, type Input, type Inputs } from "./inputs";
export type { TestResource } from "./resource";
