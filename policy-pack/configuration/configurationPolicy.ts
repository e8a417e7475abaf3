import type { ResourceValidationPolicy } from "@pulumi/policy";
import { reportAt } from "../evaluation/sdkPolicy";
import { CONFIGURATION } from "./configure";

/** The resource that stands for the stack. */
export const STACK = "pulumi:pulumi:Stack";

/**
 * The policy whose options are the selection. It judges nothing, but says what is wrong with the configuration: of the stack,
 * which is registered before anything else, so that nothing is created by a configuration that does not say what was meant.
 */
export function configurationPolicy(faults: () => readonly string[]): ResourceValidationPolicy {
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
            },
        },
        validateResource: Object.assign(
            (_: unknown, report: Parameters<typeof reportAt>[0]) => {
                if (faults().length > 0) {
                    const list = faults().map((fault) => `- ${fault}`);
                    reportAt(report, ["The configuration of the policies is wrong:", ...list].join("\n"), "mandatory");
                }
            },
            { __pulumiType: STACK },
        ),
    };
}
