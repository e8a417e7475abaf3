import {
    UnknownValueError,
    type EnforcementLevel,
    type ReportViolation,
    type ResourceValidationArgs,
    type ResourceValidationPolicy,
    type StackValidationArgs,
    type StackValidationPolicy,
} from "@pulumi/policy";
import { oneOf, readOptions, type OptionSet, type OptionsOf } from "../configuration/options";
import { describeFault } from "./fault";
import { findings, UNDETERMINED } from "./judge";
import { describePolicy } from "./metadata";
import type { Policy, ResourcePolicy, StackPolicy } from "./policy";
import { Reasons } from "./reasons";
import { remediate } from "./remediation";
import type { Requirements } from "./requirement";
import { readerOf, ResourceReader } from "./resource";
import { StackIndex, StackReader } from "./stack";

/** What every policy can be told beside its own options. */
const COMMON = {
    onFault: oneOf(["mandatory", "advisory"], {
        default: "mandatory",
        description: "The level of the finding if the policy itself fails. By default it blocks, as a violation does.",
    }),
} satisfies OptionSet;

/** A policy in the form that Pulumi's SDK serves. */
export function toSdkPolicy(policy: Policy): ResourceValidationPolicy | StackValidationPolicy {
    return policy.kind === "resource" ? ofResource(policy) : ofStack(policy);
}

function ofResource(policy: ResourcePolicy): ResourceValidationPolicy {
    const types = new Set<string>(policy.types);
    const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
        if (!types.has(args.type)) {
            args.notApplicable(reachOf(policy));
        }
        const { options, onFault, fault } = configurationOf(policy, args.getConfig());
        if (fault !== undefined) {
            reportAt(report, fault, "mandatory");
            return;
        }
        judge(policy, report, onFault, undefined, (reasons) => policy.check(readArgs(args, reasons), options));
    };
    const fix = (args: ResourceValidationArgs): Record<string, unknown> | undefined => {
        if (!types.has(args.type)) {
            args.notApplicable(reachOf(policy));
        }
        const { options, fault } = configurationOf(policy, args.getConfig());
        return fault === undefined ? fixed(policy, args, options) : undefined;
    };
    return {
        ...describePolicy(policy, COMMON),
        validateResource: forTypes(policy, validate),
        ...(policy.remediation && { remediateResource: forTypes(policy, fix) }),
    };
}

function ofStack(policy: StackPolicy): StackValidationPolicy {
    const validate = (args: StackValidationArgs, report: ReportViolation): void => {
        // The SDK makes new objects of all resources for each policy, so an index cannot be shared between policies.
        const index = new StackIndex(args.resources);
        const judged = index.ofTypes(policy.types);
        if (judged.length === 0) {
            args.notApplicable(reachOf(policy));
        }
        const { options, onFault, fault } = configurationOf(policy, args.getConfig());
        if (fault !== undefined) {
            reportAt(report, fault, "mandatory");
            return;
        }
        for (const resource of judged) {
            judge(policy, report, onFault, resource.urn, (reasons) =>
                policy.check(readerOf(resource, reasons.traceOf()), new StackReader(index, reasons), options),
            );
        }
    };
    return { ...describePolicy(policy, COMMON), validateStack: forTypes(policy, validate) };
}

/** Runs a check and reports. Nothing is thrown: an error in one policy would stop the engine and lose all findings. */
function judge(
    policy: Policy,
    report: ReportViolation,
    onFault: EnforcementLevel,
    urn: string | undefined,
    check: (reasons: Reasons) => Requirements,
): void {
    const reasons = new Reasons();
    try {
        for (const finding of findings(policy.title, check(reasons), reasons)) {
            if (finding.kind === "violation") {
                report(finding.text, urn);
            } else {
                reportAt(report, finding.text, "advisory", urn);
            }
        }
    } catch (error) {
        if (error instanceof UnknownValueError) {
            reportAt(report, `${UNDETERMINED}${policy.title}. ${reasons.describe()}`, "advisory", urn);
        } else {
            reportAt(report, `${policy.title}: ${describeFault(error)}`, onFault, urn);
        }
    }
}

/** The changed properties, if anything was to change. What goes wrong here is seen by the check, which runs next. */
function fixed(
    policy: ResourcePolicy,
    args: ResourceValidationArgs,
    options: OptionsOf<OptionSet>,
): Record<string, unknown> | undefined {
    const reasons = new Reasons();
    try {
        const resource = readArgs(args, reasons);
        const failed = findings(policy.title, policy.check(resource, options), reasons).some(
            (finding) => finding.kind === "violation",
        );
        const changes = failed ? (policy.remediation?.(resource, options) ?? []) : [];
        return remediate(args.props, changes) ? args.props : undefined;
    } catch {
        return undefined;
    }
}

function configurationOf(policy: Policy, given: Readonly<Record<string, unknown>>) {
    const { values, faults } = readOptions({ ...policy.options, ...COMMON }, given);
    const fault = `Not checked, because the configuration of ${policy.id} is wrong: ${faults.join("; ")}.`;
    return { options: values, onFault: values.onFault, fault: faults.length > 0 ? fault : undefined };
}

function readArgs(args: ResourceValidationArgs, reasons: Reasons): ResourceReader {
    return new ResourceReader(args.type, args.name, args.urn, args.props, reasons.traceOf());
}

function reachOf(policy: Policy): string {
    return `Policy only applies to resources of type ${policy.types.join(", ")}`;
}

/**
 * Marks a function with the type it is for, as the SDK's own helpers do, so that the SDK skips it for others without
 * unpacking their properties. There is room for one type only; functions for several look for themselves.
 */
function forTypes<F extends (...args: never[]) => unknown>(policy: Policy, run: F): F {
    return policy.types.length === 1 ? Object.assign(run, { __pulumiType: policy.types[0] }) : run;
}

/** The SDK takes an object for a message too, which its types do not say: so one finding can have a level of its own. */
type ReportAtLevel = (violation: {
    message: string;
    enforcementLevel: EnforcementLevel;
    urn: string | undefined;
}) => void;

function reportAt(report: ReportViolation, message: string, enforcementLevel: EnforcementLevel, urn?: string): void {
    (report as unknown as ReportAtLevel)({ message, enforcementLevel, urn });
}
