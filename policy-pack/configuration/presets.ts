import { FRAMEWORKS, type Controls } from "../evaluation/frameworks";
import { defaultLevel, levelWhereOn } from "../evaluation/policy";
import type { Choosable } from "./selector";

export type Level = "mandatory" | "advisory" | "remediate" | "disabled";

interface Preset {
    /** What it turns on, for its row in the documentation. */
    readonly on: string;
    readonly levels: string;
    levelOf(policy: Choosable): Level;
}

const OWN_LEVEL = "mandatory for what is critical or high, or stores or sends data in the open; else advisory";

/** What a stack begins with. */
export const PRESETS = {
    baseline: {
        on: "all but those that suit few stacks",
        levels: OWN_LEVEL,
        levelOf: defaultLevel,
    },
    strict: {
        on: "what `baseline` turns on",
        levels: "all mandatory",
        levelOf: (policy) => (policy.offByDefault ? "disabled" : "mandatory"),
    },
    quiet: {
        on: "what is mandatory in `baseline`",
        levels: "all mandatory",
        levelOf: (policy) => (defaultLevel(policy) === "mandatory" ? "mandatory" : "disabled"),
    },
    fsbp: ofFramework("fsbp"),
    "cis-7": ofFramework("cis7"),
    "cis-5": ofFramework("cis5"),
    "cis-3": ofFramework("cis3"),
    "nist-r5": { ...ofFramework("nist"), on: "every policy, as each serves a control of NIST SP 800-53 Rev. 5" },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof PRESETS;

/** Everything that serves one of the framework's controls, also what suits few stacks: who follows it, wants it whole. */
function ofFramework(key: keyof Controls): Preset {
    const { title, version } = FRAMEWORKS[key];
    return {
        on: `what serves a control of ${title} ${version}, also what \`baseline\` leaves out`,
        levels: OWN_LEVEL,
        levelOf: (policy) => ((policy.controls[key] ?? []).length > 0 ? levelWhereOn(policy) : "disabled"),
    };
}
