export { runInProcess, InProcessResult, type InProcessOptions } from "./harness";
export { preview, type PreviewOptions } from "./preview";
export { UsageError } from "./configuration/errors";
export { PackError } from "./packs/policyPack";
export { renderJson } from "./report/json";
export { renderTree } from "./report/tree";
export type { Analyzer, AnalyzedResource, Diagnosis } from "./analyzer";
export type * from "./model";
export { isSecret, isUnknown, printable, UNKNOWN, type PropertyMap, type PropertyValue } from "./values";
