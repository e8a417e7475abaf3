import { UnknownValueError } from "@pulumi/policy";
import type { OptionSet, OptionsOf } from "../configuration/options";
import type { Day } from "./dated";
import { describeFault } from "./fault";
import type { Policy, ResourcePolicy, StackPolicy } from "./policy";
import { Reasons } from "./reasons";
import { flatten, type Requirements } from "./requirement";
import { readerOf, ResourceReader, type ResourceView, type StackResource } from "./resource";
import { StackReader, type StackIndex } from "./stack";

/** What a policy has to say of one resource. */
export interface Judgement {
    /** `fault`: the policy itself failed. `doubt`: its tables are old. */
    readonly kind: "violation" | "undetermined" | "fault" | "doubt";
    readonly text: string;
}

/** Judges a resource by its own inputs. It never throws: an error in one policy would stop the engine. */
export function judgeResource(
    policy: ResourcePolicy,
    view: ResourceView,
    options: OptionsOf<OptionSet>,
    today: Day,
): readonly Judgement[] {
    return judged(policy.title, (reasons) =>
        policy.check(
            new ResourceReader(view.type, view.name, view.urn, view.props, reasons.traceOf(), undefined, view),
            options,
            today,
        ),
    );
}

/** Judges a resource in view of the stack. It never throws. */
export function judgeInStack(
    policy: StackPolicy,
    resource: StackResource,
    index: StackIndex,
    options: OptionsOf<OptionSet>,
    today: Day,
): readonly Judgement[] {
    return judged(policy.title, (reasons) =>
        policy.check(readerOf(resource, reasons.traceOf()), new StackReader(index, reasons), options, today),
    );
}

/** What is to be said of a policy's tables that are old on that day: what it finds good may be so no more. */
export function doubtsOf({ title, knowledge = [] }: Policy, today: Day): readonly Judgement[] {
    return knowledge
        .filter((table) => table.isOld(today))
        .map(({ mention, source }) => ({
            kind: "doubt",
            text: `${UNDETERMINED}${title}. It knows the ${mention}, more than a year ago: update palisade-policies, or compare with ${source}.`,
        }));
}

/** How a finding that could not be decided begins; reports tell it by this. */
const UNDETERMINED = "undetermined: ";

function judged(title: string, check: (reasons: Reasons) => Requirements): readonly Judgement[] {
    const reasons = new Reasons();
    try {
        return weigh(title, check(reasons), reasons);
    } catch (error) {
        return error instanceof UnknownValueError
            ? [undetermined(title, reasons)]
            : [{ kind: "fault", text: `${title}: ${describeFault(error)}` }];
    }
}

/**
 * A violation for each demand that does not hold. Only if there is none, one undetermined judgement for those that cannot
 * be told: what is unknown never hides what is known.
 */
function weigh(title: string, requirements: Requirements, reasons: Reasons): readonly Judgement[] {
    const demands = flatten(requirements);
    const broken = demands.filter((demand) => demand.holds === false);
    if (broken.length > 0) {
        return broken.map((demand) => ({ kind: "violation", text: demand.message.text }));
    }
    const open = demands.filter((demand) => demand.holds === "undetermined");
    open.flatMap((demand) => demand.about)
        .filter((value) => value.isUnknown || value.isMalformed)
        .forEach((value) => value.noteUndetermined());
    return open.length === 0 ? [] : [undetermined(title, reasons)];
}

function undetermined(title: string, reasons: Reasons): Judgement {
    return { kind: "undetermined", text: `${UNDETERMINED}${title}. ${reasons.describe()}` };
}
