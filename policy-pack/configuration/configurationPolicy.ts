import type {
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
} from "@pulumi/policy";
import { reportAt } from "../evaluation/sdkPolicy";
import { CONFIGURATION } from "./configure";
import type { Waivers } from "./waivers";

/** The resource that stands for the stack. */
export const STACK = "pulumi:pulumi:Stack";

/** What there may be to say of the configuration. */
interface State {
    readonly faults: readonly string[];
    readonly waivers: Waivers | undefined;
}

/**
 * The policy whose options are the selection. It judges nothing, but says what is wrong with the configuration: of the stack,
 * which is registered before anything else, so that nothing is created by a configuration that does not say what was meant.
 * At the end, when it is known which waivers were for something, it says what is to be done about them.
 */
export function configurationPolicy(state: () => State): ResourceValidationPolicy & StackValidationPolicy {
    const validateResource = (_: ResourceValidationArgs, report: ReportViolation): void => {
        const { faults } = state();
        if (faults.length > 0) {
            const list = faults.map((fault) => `- ${fault}`);
            reportAt(
                report,
                ["misconfigured: the configuration of the policies is wrong:", ...list].join("\n"),
                "mandatory",
            );
        }
    };
    const validateStack = ({ resources }: StackValidationArgs, report: ReportViolation): void => {
        const stack = resources.find(({ type }) => type === STACK);
        const warnings = stack === undefined ? [] : (state().waivers?.warnings(stack.urn) ?? []);
        warnings.forEach((warning) => reportAt(report, warning, "advisory", stack?.urn));
    };
    return {
        name: CONFIGURATION,
        displayName: "The configuration is in order",
        description: "The configuration of the policies is in order.",
        enforcementLevel: "mandatory",
        remediationSteps: "Correct what is named.",
        configSchema: {
            properties: {
                preset: { type: "string", description: "What to begin with." },
                include: { type: "array", description: "Selectors of policies to turn on." },
                exclude: { type: "array", description: "Selectors of policies to turn off." },
                levels: { type: "array", description: "Levels of policies by selector; the last one counts." },
                policies: { type: "object", description: "Level and options of policies by id." },
                delegate: {
                    type: "array",
                    description: "Selectors of policies that a stack's configuration may change.",
                },
                waivers: { type: ["string", "array"], description: "Agreed exceptions, or the file that holds them." },
                waiverRules: { type: "object", description: "What is demanded of waivers." },
            },
        },
        validateResource: Object.assign(validateResource, { __pulumiType: STACK }),
        validateStack: Object.assign(validateStack, { __pulumiType: STACK }),
    };
}
