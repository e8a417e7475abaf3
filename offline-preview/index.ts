export { runInProcess, InProcessResult, type InProcessOptions } from "./harness";
export { judge, type JudgeOptions } from "./judge";
export { expectNoViolations, type Expectations } from "./library/expectNoViolations";
export { resourcesOfType } from "./library/resourcesOfType";
export { previewChange, type DiffOptions } from "./compare/previewChange";
export { preview } from "./preview";
export type { PreviewOptions } from "./previewOptions";
export { UsageError } from "./configuration/errors";
export { PackError } from "./packs/policyPack";
export { RENDERERS, type Renderer, type ReportFormat, type ReportOptions } from "./report/renderers";
export type { Whereabouts } from "./report/places";
export type { Totals, Weight } from "./report/totals";
export type {
    JsonChange,
    JsonFinding,
    JsonOptions,
    JsonPack,
    JsonPolicy,
    JsonReport,
    JsonResource,
} from "./report/json";
export type { TreeOptions } from "./report/tree";
export type { Facts } from "./functions/facts";
export type { Ids } from "./providers/madeUpProvider";
export type { Analyzer, AnalyzedResource, Diagnosis, Remediations } from "./analyzer";
export type * from "./model";
export { printable, type Shown } from "./printable";
export { isSecret, isUnknown, UNKNOWN, type PropertyMap, type PropertyValue } from "./values";
