import type {
    EnforcementLevel,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import { optionsOf, readOptions } from "../configuration/options";
import type { Subject, Waivers } from "../configuration/waivers";
import { now, type Day } from "./dated";
import type * as Judge from "./judge";
import type { Judgement } from "./judge";
import { describePolicy } from "./metadata";
import { EVERY_AWS_TYPE, isFor, type Policy, type ResourcePolicy, type StackPolicy } from "./policy";
import type * as Remediation from "./remediation";
import type { ResourceView } from "./resource";
import type * as Stack from "./stack";

/** What judges is loaded once something is judged: a pack's start is waited for. */
/* eslint-disable @typescript-eslint/no-require-imports */
const late = {
    judge: once(() => require("./judge") as typeof Judge),
    remediation: once(() => require("./remediation") as typeof Remediation),
    stack: once(() => require("./stack") as typeof Stack),
};
/* eslint-enable @typescript-eslint/no-require-imports */

function once<Loaded>(load: () => Loaded): () => Loaded {
    let loaded: Loaded | undefined;
    return () => (loaded ??= load());
}

/** The waivers that there are, which the engine's configuration may change. */
type TellWaivers = () => Pick<Waivers, "isWaived" | "rulingOn"> | undefined;

/**
 * A policy in the form that Pulumi's SDK serves.
 *
 * @param today Tells the day; default: the clock's.
 * @param waivers Tells what is waived; default: nothing.
 */
export function toSdkPolicy(
    policy: Policy,
    today: () => Day = now,
    waivers: TellWaivers = () => undefined,
): ResourceValidationPolicy | StackValidationPolicy {
    return policy.kind === "resource" ? ofResource(policy, today, waivers) : ofStack(policy, today, waivers);
}

function ofResource(policy: ResourcePolicy, today: () => Day, waivers: TellWaivers): ResourceValidationPolicy {
    const withDoubts = oncePerRun(policy, today);
    const validate = (args: ResourceValidationArgs, report: ReportViolation): void => {
        if (!isFor(policy, args.type)) {
            args.notApplicable(reachOf(policy));
        }
        const configured = configurationOf(policy, args.getConfig());
        if (configured.fault !== undefined) {
            reportAt(report, configured.fault, "mandatory");
            return;
        }
        const judgements = withDoubts(late.judge().judgeResource(policy, args, configured.options, today()));
        tell(report, policy, judgements, configured.levels, args, waivers());
    };
    const fix = (args: ResourceValidationArgs): Record<string, unknown> | undefined => {
        if (!isFor(policy, args.type)) {
            args.notApplicable(reachOf(policy));
        }
        const { options, fault } = configurationOf(policy, args.getConfig());
        if (fault !== undefined || waivers()?.isWaived(policy.id, subjectOf(args)) === true) {
            return undefined;
        }
        return late.remediation().remediateResource(policy, args, options, today()) ? args.props : undefined;
    };
    return {
        ...describePolicy(policy),
        validateResource: forTypes(policy, validate),
        ...(policy.remediation && { remediateResource: forTypes(policy, fix) }),
    };
}

function ofStack(policy: StackPolicy, today: () => Day, waivers: TellWaivers): StackValidationPolicy {
    const withDoubts = oncePerRun(policy, today);
    const validate = (args: StackValidationArgs, report: ReportViolation): void => {
        const { StackIndex } = late.stack();
        const { judgeInStack } = late.judge();
        // The SDK makes new objects of all resources for each policy, so an index cannot be shared between policies.
        const index = new StackIndex(args.resources);
        const resources = index.ofTypes(policy.types);
        if (resources.length === 0) {
            args.notApplicable(reachOf(policy));
        }
        const configured = configurationOf(policy, args.getConfig());
        if (configured.fault !== undefined) {
            reportAt(report, configured.fault, "mandatory");
            return;
        }
        for (const resource of resources) {
            const judgements = judgeInStack(policy, resource, index, configured.options, today());
            tell(report, policy, withDoubts(judgements), configured.levels, resource, waivers());
        }
    };
    return { ...describePolicy(policy), validateStack: forTypes(policy, validate) };
}

/**
 * Adds what is to be said of the policy's old tables: once, as one finding is enough, and to a resource without a
 * violation, beside which nobody would look at it.
 */
function oncePerRun(policy: Policy, today: () => Day) {
    let isTold = false;
    return (judgements: readonly Judgement[]): readonly Judgement[] => {
        if (isTold || judgements.some(({ kind }) => kind === "violation")) {
            return judgements;
        }
        isTold = true;
        return [...judgements, ...late.judge().doubtsOf(policy, today())];
    };
}

/** The levels of what is no violation. */
type Levels = Readonly<Record<Exclude<Judgement["kind"], "violation">, EnforcementLevel>>;

/**
 * Reports judgements: a violation at the policy's own level. What is waived is reported as such, and blocks nothing; so is what
 * cannot be told, where it would block. A fault of the policy is never waived.
 */
function tell(
    report: ReportViolation,
    policy: Policy,
    judgements: readonly Judgement[],
    levels: Levels,
    resource: ResourceView,
    waivers: ReturnType<TellWaivers>,
): void {
    const { urn } = resource;
    for (const { kind, text } of judgements) {
        const isViolation = kind === "violation";
        const blocks = isViolation || (kind === "undetermined" && levels[kind] === "mandatory");
        const ruling = blocks ? waivers?.rulingOn(policy.id, subjectOf(resource)) : undefined;
        const note = ruling?.isExpired === true ? `\n${ruling.words}` : "";
        if (ruling?.isExpired === false) {
            const message = isViolation ? `${policy.title}.\n${text}` : text;
            reportAt(report, `waived: [${ruling.words}] ${message}`, "advisory", urn);
        } else if (isViolation) {
            report(text + note, urn);
        } else {
            reportAt(report, text + note, levels[kind], urn);
        }
    }
}

function subjectOf({ urn, opts, provider, props }: ResourceView): Subject {
    return { urn, parent: opts?.parent, region: () => regionOf(props) ?? (provider && regionOf(provider.props)) };
}

function regionOf(props: object): string | undefined {
    try {
        const region: unknown = Reflect.get(props, "region");
        return typeof region === "string" ? region : undefined;
    } catch {
        // Unknown: the SDK's proxy throws. That no waiver matches.
        return "";
    }
}

function configurationOf(policy: Policy, given: Readonly<Record<string, unknown>>) {
    const { values, faults } = readOptions(optionsOf(policy), given);
    const fault = `Not checked, because the configuration of ${policy.id} is wrong: ${faults.join("; ")}.`;
    const levels: Levels = { undetermined: values.onUndetermined, fault: values.onFault, doubt: "advisory" };
    return { options: values, levels, fault: faults.length > 0 ? fault : undefined };
}

function reachOf(policy: Policy): string {
    return `Policy only applies to resources of type ${policy.types.join(", ")}`;
}

/**
 * Marks a function with the type it is for, as the SDK's own helpers do, so that the SDK skips it for others without
 * unpacking their properties. There is room for one type only; functions for several look for themselves.
 */
function forTypes<F extends (...args: never[]) => unknown>(policy: Policy, run: F): F {
    return policy.types.length === 1 && policy.types[0] !== EVERY_AWS_TYPE
        ? Object.assign(run, { __pulumiType: policy.types[0] })
        : run;
}

/** The SDK takes an object for a message too, which its types do not say: so one finding can have a level of its own. */
type ReportAtLevel = (violation: {
    message: string;
    enforcementLevel: EnforcementLevel;
    urn: string | undefined;
}) => void;

/** Reports a finding at a level of its own. */
export function reportAt(
    report: ReportViolation,
    message: string,
    enforcementLevel: EnforcementLevel,
    urn?: string,
): void {
    (report as unknown as ReportAtLevel)({ message, enforcementLevel, urn });
}
